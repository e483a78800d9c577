"""What chapters declare of themselves and of their beats, and the words that describe them."""

from __future__ import annotations

import re

import pytest
from manim import tempconfig

from scenes.catalog import CATALOG, PARTS
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.layers_of_abstraction import LayersOfAbstraction
from scenes.editions.clips.entries import clip_entry
from scenes.editions.clips.sections import Section
from scenes.stage.theme import PALETTES

BEATS = [
    pytest.param(beat, id=f"{scene.name}/{beat_id}")
    for scene in CATALOG
    for beat_id, beat in scene.load().beats.items()
]


class Steps(Chapter):
    """Neither summary nor pictures, and one step as often as one likes."""

    beats = {"start": Beat("at the start"), "step-{number}": Beat("step {number} of many")}

    def construct(self):
        """Tell them."""
        self.beat("start")
        for number in (1, 2):
            self.beat(f"step-{number}")


def dry(chapter):
    with tempconfig({"dry_run": True}):
        scene = chapter(skip_animations=True)
        scene.render()
    return scene


@pytest.mark.parametrize("name", [scene.name for scene in CATALOG])
def test_every_scene_has_a_summary_and_concepts(name):
    (words,) = (scene.load() for scene in CATALOG if scene.name == name)
    assert words.summary.endswith(".")
    assert len(words.concepts) == len(set(words.concepts)) >= 3


@pytest.mark.parametrize("beat", BEATS)
def test_the_picture_of_every_beat_is_described(beat):
    for palette in PALETTES.values():
        text = beat.described(palette)
        assert re.fullmatch(r"[A-Z][^{}]+[.?]", text), text
        # A number would be true of one digit and one network only.
        assert not re.search(r"\d", text), text
        assert 20 <= len(text) <= 220


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_beat_has_an_id_for_addresses_and_a_name_of_its_own(part):
    beats = part.load().beats
    assert len({beat.name for beat in beats.values()}) == len(beats) >= 2
    for beat_id, beat in beats.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*(-\{number\})?", beat_id)
        assert ("{number}" in beat_id) == ("{number}" in beat.name)


def test_colors_are_named_as_the_palette_has_them():
    beat = LayersOfAbstraction.beats["a-filter"]
    assert beat.described(PALETTES["classic"]).endswith("in green and red.")
    assert beat.described(PALETTES["colorblind"]).endswith("in blue and orange.")


def test_beats_of_one_kind_have_their_number_in_id_and_name():
    assert [name for name, _start in dry(Steps).sections] == [
        *("at the start", "step 1 of many", "step 2 of many")
    ]
    assert Steps.beat_of("step 2 of many") == ("step-2", Steps.beats["step-{number}"])
    assert Steps.beat_of("at the start")[0] == "start"


def test_a_chapter_needs_neither_summary_nor_pictures():
    assert Steps.summary == ""
    assert Steps.concepts == ("neural network",)
    assert Steps.beats["start"].described(PALETTES["classic"]) == ""


def test_what_nobody_has_described_is_said_otherwise(monkeypatch):
    (bias,) = (scene for scene in CATALOG if scene.name == "Bias")
    monkeypatch.setattr(bias.load(), "beats", {"new": Beat("brand new")})
    record = {
        "options": {"burn_captions": False, "palette": "classic"},
        "values": [],
        **dict.fromkeys(("model", "inputs", "test_data")),
    }
    section = Section("Bias", "brand new", 1, 0, 15, 15)
    entry = clip_entry(section, record, (), (320, 180), PALETTES["classic"], sound=False)
    assert entry["alt"] == "Bias"
    assert entry["id"] == "Bias/01-new"


def test_a_beat_that_is_not_declared_is_refused():
    class Wrong(Steps):
        def construct(self):
            self.beat("stop")

    with pytest.raises(LookupError, match=r"Wrong\.beats: expected stop among them, got start, s"):
        dry(Wrong)
    with pytest.raises(LookupError, match="expected one named the end"):
        Steps.beat_of("the end")
    with pytest.raises(LookupError, match="expected step-1 among them, got none"):
        Chapter.section_name("step-1")
