"""The titles between the acts: short, readable, and no scenes of their own."""

from __future__ import annotations

import json

import pytest

from network.errors import OptionError
from scenes.catalog import ACT_TITLES, ACTS, CATALOG, ENCORE, FILM_TITLE, PARTS, entry
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings

NAMES = [card.name for card in ACT_TITLES]
RELU = ("relu", "relu", "identity")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("palette", ["classic", "colorblind"])
def test_a_title_is_readable_and_short(name, palette):
    found = dry_run(name, Settings(palette=palette), quality="l", movements=True)
    assert found.faults == ()
    assert 2.4 <= found.seconds / len(found.sections) <= 3.0


@pytest.mark.parametrize("name", NAMES)
def test_a_title_is_the_same_for_any_digit_and_network(name, relu_weights):
    usual, other = (
        dry_run(name, settings, pictures=True)
        for settings in (Settings(), Settings(digit=3, model=relu_weights, activations=RELU))
    )
    assert other.faults == ()
    for (_, one), (_, another) in zip(usual.pictures, other.pictures, strict=True):
        assert (one == another).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_title_shows_no_value(name):
    assert dry_run(name, Settings()).shown == ()


@pytest.mark.parametrize(("name", "number"), [("Act1", "one"), ("Act3", "three"), ("Act6", "six")])
def test_the_caption_names_the_act(name, number):
    spoken = [cue.text for cue in dry_run(name, Settings()).cues]
    assert spoken[-1] == f"Act {number}: {ACTS[entry(name).act]}"


def test_the_last_title_is_that_of_the_encore():
    spoken = [cue.text for cue in dry_run("Encore", Settings()).cues]
    assert spoken == [f"Encore: {ACTS[ENCORE]}"]


def test_only_the_first_title_opens_the_film():
    spoken = [[cue.text for cue in dry_run(name, Settings()).cues] for name in NAMES]
    assert spoken[0][0] == FILM_TITLE
    assert [len(cues) for cues in spoken] == [2, 1, 1, 1, 1, 1, 1]


def test_every_act_of_the_film_begins_with_its_title():
    names = [part.name for part in PARTS]
    assert [name for name in names if name not in NAMES] == [scene.name for scene in CATALOG]
    for card in ACT_TITLES:
        following = PARTS[names.index(card.name) + 1]
        assert (following.act, following in CATALOG) == (card.act, True)
        assert all(part.act < card.act for part in PARTS[: names.index(card.name)])


def test_titles_are_not_listed_as_scenes():
    from click.testing import CliRunner

    from scenes.cli.showing import list_command

    listed = json.loads(CliRunner().invoke(list_command, ["--json"]).stdout)
    assert [scene["name"] for scene in listed] == [scene.name for scene in CATALOG]


def test_an_act_that_is_not_there_has_no_title():
    with pytest.raises(OptionError, match="unknown scene Act7"):
        entry("Act7")
