"""The words that describe scenes and pictures."""

from __future__ import annotations

import re

import pytest

from scenes.catalog import CATALOG
from scenes.publishing.alt_texts import alt_text, is_described, unnumbered
from scenes.publishing.scene_words import scene_words
from scenes.theme import PALETTES
from scenes.timetable import read_timetable

SECTIONS = [
    (scene, section["name"])
    for scene, times in read_timetable().items()
    for section in times.sections
]


@pytest.mark.parametrize("name", [scene.name for scene in CATALOG])
def test_every_scene_has_a_summary_and_concepts(name):
    words = scene_words(name)
    assert words.summary.endswith(".")
    assert len(words.concepts) == len(set(words.concepts)) >= 3


@pytest.mark.parametrize(("scene", "section"), SECTIONS)
def test_the_picture_of_every_section_is_described(scene, section):
    assert is_described(scene, section)
    for palette in PALETTES.values():
        text = alt_text(scene, section, palette, otherwise="")
        assert re.fullmatch(r"[A-Z][^{}]+[.?]", text), text
        # A number would be true of one digit and one network only.
        assert not re.search(r"\d", text), text
        assert 20 <= len(text) <= 220


def test_colors_are_named_as_the_palette_has_them():
    scene, section = "LayersOfAbstraction", "pixel by pixel"
    classic = alt_text(scene, section, PALETTES["classic"], otherwise="")
    other = alt_text(scene, section, PALETTES["colorblind"], otherwise="")
    assert classic.endswith("in green and red.")
    assert other.endswith("in blue and orange.")


def test_what_nobody_has_described_is_said_otherwise():
    assert alt_text("Bias", "new", PALETTES["classic"], otherwise="Said.") == "Said."
    assert scene_words("New").concepts == ("neural network",)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("another digit, 9", "another digit"),
        ("weights of layer 2", "weights of layer"),
        ("only over ten", "only over ten"),
    ],
)
def test_a_number_at_the_end_makes_no_difference(name, plain):
    assert unnumbered(name) == plain
