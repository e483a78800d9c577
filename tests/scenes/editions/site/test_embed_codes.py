"""Codes for other pages, before and after what learning platforms take out of them."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3
import pytest

from scenes.editions.site.embed_codes import embed_codes, oembed, shown_clip
from scenes.media.formats import FORMATS

BASE = "https://example.org/film/"
SHAPES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "small": (320, 180)}
FRAME = {"src", "title", "width", "height", "loading", "allowfullscreen"}
VIDEO = {"controls", "playsinline", "preload", "width", "height", "poster", "aria-label"}
TRACK = {"kind", "srclang", "label", "default", "src"}
STYLES = {
    "all kept": None,
    "known properties": {"width", "height", "max-width", "border", "float", "margin"},
    "sizes alone": {"width", "height"},
    "no property": set(),
    "no style": "no attribute",
}
"""What is left of a style by sanitisers, the mild ones first."""


def sanitised(code, left):
    style = set() if left == "no attribute" else {"style"}
    return nh3.clean(
        code,
        tags={"iframe", "video", "source", "track", "a"},
        attributes={
            "iframe": FRAME | style,
            "video": VIDEO | style,
            "source": {"src", "type"},
            "track": TRACK,
            "a": {"href"},
        },
        filter_style_properties=left if isinstance(left, set) else None,
    )


class Elements(HTMLParser):
    """The elements of a code."""

    def __init__(self, code):
        super().__init__()
        self.found = {}
        self.feed(code)

    def handle_starttag(self, tag, attributes):
        """Note an element."""
        self.found.setdefault(tag, dict(attributes))


@pytest.fixture(params=SHAPES)
def entry(request):
    width, height = SHAPES[request.param]
    return {
        "id": "Bias/01-its-sums",
        "title": 'Bias · "Its sums" & more',
        "alt": "A histogram [of sums].",
        "width": width,
        "height": height,
        "burnt_captions": False,
        "files": {
            kind: {"path": f"Bias/01-its-sums.{kind}", "type": FORMATS[kind].media_type}
            for kind in ("mp4", "webm", "gif", "png", "webp", "vtt")
        },
    }


@pytest.mark.parametrize("left", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("name", ["iframe", "video"])
def test_a_code_keeps_its_shape_whatever_a_sanitiser_takes(entry, name, left):
    code = getattr(embed_codes(entry, f"{BASE}clips/", "WEBVTT\n"), name)
    element = Elements(sanitised(code, left)).found[name]
    width, height = int(element["width"]), int(element["height"])
    assert width / height == pytest.approx(entry["width"] / entry["height"], rel=0.01)
    assert max(width, height) <= 640
    style = element.get("style") or ""
    assert not re.search(r"height:\s*auto|aspect-ratio", style)
    # With a width but no height, or the other way round, the shape would be lost.
    assert not re.search(r"(?<![-\w])(width|height):", style)


@pytest.mark.parametrize("left", STYLES.values(), ids=STYLES)
def test_captions_are_left_by_their_address(entry, left):
    code = embed_codes(entry, f"{BASE}clips/", "WEBVTT\n").video
    track = Elements(sanitised(code, left)).found["track"]
    assert track["src"] == f"{BASE}clips/Bias/01-its-sums.vtt"
    assert track["kind"] == "captions"
    assert "default" in track


def test_without_a_base_the_code_holds_the_captions(entry):
    code = embed_codes(entry, "../clips/", "WEBVTT\n").video
    assert Elements(code).found["track"]["src"].startswith("data:text/vtt;base64,")


def test_the_answer_to_oembed_says_the_size_of_its_frame(entry):
    entry["files"]["png"] |= {"width": entry["width"], "height": entry["height"]}
    answer = oembed(entry, BASE)
    frame = Elements(answer["html"]).found["iframe"]
    assert (frame["width"], frame["height"]) == (str(answer["width"]), str(answer["height"]))
    assert html.unescape(frame["title"]) == entry["title"]


def test_codes_are_named_for_where_they_are_pasted(entry, tmp_path):
    (tmp_path / "Bias").mkdir()
    (tmp_path / "Bias" / "01-its-sums.vtt").write_text("WEBVTT\n")
    for file in entry["files"].values():
        file["bytes"] = 1
    shown = shown_clip(entry, tmp_path, BASE)
    assert [code["label"] for code in shown["codes"]] == [
        "Moodle/Canvas",
        "Website",
        "Markdown",
        "Link",
    ]
