"""Every scene in a tall and in a square frame: laid out anew, not cropped."""

from __future__ import annotations

import pytest

from scenes.catalog import PARTS
from scenes.render.manim_session import dry_run
from scenes.subject.aspects import SQUARE, TALL
from scenes.subject.settings import Settings

RELU = ("relu", "relu", "identity")
FRAMES = [
    pytest.param(part.name, aspect, marks=pytest.mark.xdist_group(f"{part.name} {aspect}"))
    for part in PARTS
    for aspect in (TALL, SQUARE)
]


@pytest.mark.parametrize(("name", "aspect"), FRAMES)
def test_nothing_is_hidden_or_unreadable(name, aspect):
    found = dry_run(name, Settings(digit=3, aspect=aspect))
    assert found.faults == ()


@pytest.mark.parametrize(("name", "aspect"), FRAMES)
def test_neither_in_german_with_another_network(name, aspect, relu_weights):
    settings = Settings(aspect=aspect, language="de", model=relu_weights, activations=RELU)
    assert dry_run(name, settings).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "aspect"), FRAMES)
@pytest.mark.parametrize("digit", range(10))
def test_nor_for_any_digit(name, aspect, digit):
    palette = "colorblind" if digit % 2 else "classic"
    language = "de" if digit % 3 else "en"
    settings = Settings(digit=digit, aspect=aspect, palette=palette, language=language)
    assert dry_run(name, settings).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "aspect"), FRAMES)
def test_nor_for_a_photo(name, aspect, photo):
    assert dry_run(name, Settings(image=photo, aspect=aspect)).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "aspect"), FRAMES)
def test_nor_for_eight_by_eight_pixels(name, aspect, eight_by_eight):
    assert dry_run(name, Settings(aspect=aspect, model=eight_by_eight)).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "aspect"), FRAMES)
def test_the_story_is_the_same(name, aspect):
    wide, other = dry_run(name, Settings()), dry_run(name, Settings(aspect=aspect))
    assert [section.name for section in other.sections] == [s.name for s in wide.sections]
    assert [cue.text for cue in other.cues] == [cue.text for cue in wide.cues]
