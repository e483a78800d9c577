"""What the guide says is the most, a reader takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from network.bounds import limits
from network.bounds.limits import MOST_PIXELS_OF

GUIDE = Path(__file__).parents[3] / "assets" / "guide"


def mega(number: float) -> str:
    assert number % 1_000_000 == 0
    return str(number // 1_000_000)


NETWORK = [
    f"uncompressed | {mega(limits.MOST_WEIGHT_BYTES)} MB",
    f"weights and biases of layers | {limits.MOST_ARRAYS}; {limits.MOST_PAIRED_ARRAYS} |",
    f"{limits.MOST_NAME_LENGTH} characters; {mega(limits.MOST_HEADER_BYTES)} MB |",
    f"| JSON | {mega(limits.MOST_JSON_BYTES)} MB, {limits.MOST_JSON_CONTAINERS:,} lists and",
    f" objects, {limits.MOST_JSON_DEPTH} deep;",
    f"parts of its file | {limits.MOST_ONNX_NODES}; {limits.MOST_ONNX_PARTS:,} |",
    f"out of constants | {mega(limits.MOST_ONNX_NUMBERS)} million |",
    f"between | {limits.MOST_MAGNITUDE:.5g} |".replace("e+", "e"),
]
DIGIT = [
    f"at most {mega(MOST_PIXELS_OF['PNG'])} megapixels, a JPEG {mega(MOST_PIXELS_OF['JPEG'])},",
    f"WebP and AVIF {mega(MOST_PIXELS_OF['WEBP'])}, PPM {mega(MOST_PIXELS_OF['PPM'])},",
    f"and its file {mega(limits.MOST_PICTURE_BYTES)} MB;",
    f"its pixels times its scans are at most {mega(limits.MOST_JPEG_WORK)} million,",
    f"a tile of a TIFF at most {mega(limits.MOST_TILE_PIXELS)} megapixels,",
    f"and a longer side at most {limits.MOST_STRETCHED} times the shorter.",
]
RECORDINGS = [
    f"of more than {limits.MOST_RECORDING_SECONDS} seconds:",
    f"it has at most {mega(limits.MOST_SCRIPT_BYTES)} MB.",
]


@pytest.mark.parametrize(
    ("page", "stated"),
    [("your-own-network", NETWORK), ("your-own-digit", DIGIT), ("voice-and-sound", RECORDINGS)],
)
def test_the_guide_states_the_bounds(page, stated):
    text = " ".join((GUIDE / f"{page}.md").read_text(encoding="utf-8").split())
    assert [each for each in stated if each not in text] == []


def test_formats_that_are_decoded_alike_are_bounded_alike():
    plain = {MOST_PIXELS_OF[each] for each in ("PNG", "GIF", "BMP", "TIFF", "HEIF")}
    assert plain == {limits.MOST_PIXELS}
    assert MOST_PIXELS_OF["AVIF"] == MOST_PIXELS_OF["WEBP"]
