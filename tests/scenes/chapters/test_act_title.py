"""The titles between the acts: short, readable, and no scenes of their own."""

from __future__ import annotations

import json

import pytest

from network.errors import OptionError
from scenes.catalog import ACT_TITLES, ACTS, CATALOG, ENCORE, FILM_TITLE, PARTS, entry
from scenes.chapters.act_title_parts import Balance
from scenes.render.manim_session import dry_run
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.settings import DEFAULT_DIGIT, Settings
from scenes.subject.subject import subject

NAMES = [card.name for card in ACT_TITLES]
RELU = ("relu", "relu", "identity")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("palette", ["classic", "colorblind"])
def test_a_title_is_readable_and_short(name, palette):
    found = dry_run(name, Settings(palette=palette), quality="l", movements=True)
    assert found.faults == ()
    assert all(2.1 <= section.seconds <= 3.5 for section in found.sections)


@pytest.mark.parametrize("name", NAMES)
def test_a_title_is_the_same_for_any_digit_and_network(name, relu_weights):
    usual, other = (
        dry_run(name, settings)
        for settings in (Settings(), Settings(digit=5, model=relu_weights, activations=RELU))
    )
    assert other.cues == usual.cues
    assert other.sections == usual.sections


@pytest.mark.parametrize("name", NAMES)
def test_a_title_writes_no_number(name):
    assert [value for value in dry_run(name, Settings()).shown if value.text] == []


@pytest.mark.parametrize("digit", [DEFAULT_DIGIT, 7])
def test_the_film_opens_with_its_own_picture_running_through(digit):
    found = dry_run("Act1", Settings(digit=digit), pictures=True)
    trace = subject(Settings(digit=digit)).trace
    opening = [value for value in found.shown if value.section == "the film"]
    for layer, computed in enumerate(trace.layers):
        source = f"trace.layers[{layer}].activations"
        shown = {v.source: v.value for v in opening if v.source.startswith(source)}
        assert shown == {f"{source}[{i}]": a for i, a in enumerate(computed.activations)}
    assert [name for name, _ in found.pictures] == ["the film", "the act"]


@pytest.mark.parametrize("digit", [0, 3, 8])
def test_the_balance_of_a_decision_tips_to_the_heavier_side(digit):
    given = subject(Settings(digit=digit))
    terms = given.trace.layers[0].contributions[given.hero]
    balance = Balance(given, PALETTES["classic"], Stage(-6.0, 6.0, 2.0, -2.0))
    up, down = balance.tipping[1]
    areas = [disc.width**2 for disc in (up, down)]
    sums = terms[terms > 0].sum(), -terms[terms < 0].sum()
    assert areas[0] / areas[1] == pytest.approx(sums[0] / sums[1], rel=1e-6)
    tip = balance._tip(balance.angle)
    tip.begin()
    tip.finish()
    assert (up.get_bottom()[1] < down.get_bottom()[1]) == (sums[0] > sums[1])


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
