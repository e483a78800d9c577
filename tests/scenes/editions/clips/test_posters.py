"""Pictures that stand for clips and scenes tell something."""

from __future__ import annotations

import av
import numpy as np
import pytest
from PIL import Image

from scenes.catalog import entry
from scenes.editions.clips.clip_media import Source, make_file
from scenes.editions.clips.posters import CHOSEN, seen_share, telling_section
from scenes.editions.clips.sections import Section

STAGE = (10, 12, 18)


def picture(share, size=(320, 180)):
    """A stage of which so much is covered by a bright block."""
    pixels = np.full((size[1], size[0], 3), STAGE, dtype=np.uint8)
    pixels[: round(share * size[1])] = (255, 221, 51)
    return Image.fromarray(pixels)


def video(path, shares):
    with av.open(str(path), "w") as written:
        stream = written.add_stream("libx264", rate=15, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for share in shares:
            written.mux(stream.encode(av.VideoFrame.from_image(picture(share))))
        written.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("shares", "shown"),
    [
        ((0.0, 0.2, 0.6, 0.4), 0.4),
        ((0.0, 0.2, 0.6, 0.0), 0.6),
        ((0.6, 0.3, 0.0, 0.0), 0.6),
        ((0.0, 0.0, 0.0), 0.0),
    ],
    ids=["the last", "before it went", "only the first", "nothing ever"],
)
def test_a_poster_is_the_last_picture_or_the_fullest_if_that_is_bare(tmp_path, shares, shown):
    # What comes after the section is never shown.
    source = Source(
        video(tmp_path / "scene.mp4", (*shares, 0.9)),
        Section("Bias", "x", 1, 0, len(shares), 15),
        "",
    )
    for kind in ("png", "webp"):
        make_file(kind, source, tmp_path / f"poster.{kind}")
        with Image.open(tmp_path / f"poster.{kind}") as poster:
            assert seen_share(poster) == pytest.approx(shown, abs=0.03)


def test_the_fullest_section_stands_for_a_scene_unless_one_is_chosen(tmp_path):
    posters = {}
    for name, share in {"one": 0.2, "the answer": 0.3, "three": 0.7, "four": 0.1}.items():
        posters[name] = tmp_path / f"{name}.png"
        picture(share).save(posters[name])
    assert telling_section("Bias", posters) == "three"
    assert telling_section("ForwardPass", posters) == "the answer"
    del posters["the answer"]
    assert telling_section("ForwardPass", posters) == "three"


@pytest.mark.parametrize(("scene", "section"), CHOSEN.items())
def test_chosen_sections_exist(scene, section):
    entry(scene).load().beat_of(section)
