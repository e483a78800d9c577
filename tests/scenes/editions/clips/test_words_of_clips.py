"""The words that describe scenes and pictures."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from scenes import chapters
from scenes.catalog import CATALOG
from scenes.editions.clips.alt_texts import _pictures, alt_text, is_described, unnumbered
from scenes.editions.clips.scene_words import scene_words
from scenes.stage.theme import PALETTES

SOURCES = Path(chapters.__file__).parent


def names_in(scene, *, of_sections):
    """What a scene calls its sections in calls of `beat`, or else all texts of its source."""
    tree = ast.parse((SOURCES / f"{scene.module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    named = [
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "beat"
    ]
    for node in named if of_sections else ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            # A number comes last: another digit, {digit}.
            yield unnumbered(f"{node.values[0].value}0") if len(node.values) > 1 else ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


SECTIONS = [
    (scene.name, section) for scene in CATALOG for section in names_in(scene, of_sections=True)
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


@pytest.mark.parametrize("scene", CATALOG, ids=lambda scene: scene.name)
def test_no_description_is_of_a_section_that_is_gone(scene):
    assert len(SECTIONS) > 100
    assert set(_pictures()[scene.name]) <= set(names_in(scene, of_sections=False))


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
