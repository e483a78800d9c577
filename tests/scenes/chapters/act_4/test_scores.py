"""Scores as bars beside what chance comes to, and a neuron that mixes patterns."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.looking_inside_parts import (
    BAR_BELOW,
    Mixture,
    ScoreBar,
    bar_below,
)
from scenes.mobjects.grids.weight_wall import WeightWall
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

CLASSIC = PALETTES["classic"]


def a_bar(score, chance=0.4):
    score, chance = Sourced(score, "score"), Sourced(chance, "chance")
    return ScoreBar(score, chance, width=6.0, thickness=0.5, full=0.8).shift([1, 2, 0])


@pytest.mark.parametrize("score", [0.3, 0.4, 0.7])
def test_bars_are_as_long_as_their_numbers(score):
    bar = a_bar(score)
    assert bar.chance.width == pytest.approx(6 * 0.4 / 0.8)
    assert bar.bright.width == pytest.approx(6 * score / 0.8)
    assert bar.beyond.width == pytest.approx(6 * max(score - 0.4, 0) / 0.8)
    assert bar.bright.get_left()[0] == pytest.approx(bar.chance.get_left()[0])
    assert bar.bright.height < bar.chance.height
    assert (bar.bright.fills[0].source, bar.chance.fills[0].source) == ("score", "chance")


def test_a_bar_follows_a_score_and_is_empty_below_zero():
    bar = a_bar(0.7)
    bar.show(-0.3)
    assert bar.bright.width == bar.beyond.width == 0
    bar.show(0.6)
    assert bar.beyond.get_right()[0] == pytest.approx(bar.at(0.6))


def test_other_scores_stand_on_the_bar_at_their_places():
    bar = a_bar(0.7)
    scores = SourcedArray(np.random.default_rng(1).uniform(0.1, 0.5, 100), "twins")
    pile = bar.pile(scores, top=4.5)
    places = np.array([bar.at(score) for score in scores.values])
    assert np.abs(pile.points[:, 0] - places).max() < 6.0 / 28
    assert pile.points[:, 1].min() > bar.get_top()[1]
    assert pile.points[:, 1].max() + pile.sides[0] / 2 <= 4.5 + 1e-9


def a_wall(count, room, below=0.0):
    weights = SourcedArray(np.random.default_rng(0).normal(size=(count, 64)), "weights")
    largest = SourcedArray(np.ones(count), "largest")
    return WeightWall(
        weights, largest, neurons=range(count), room=room, palette=CLASSIC, below=below
    )


@pytest.mark.parametrize("count", [1, 5, 16, 36])
def test_bars_have_room_below_the_patterns_of_a_wall(count):
    room = stage()
    wall = a_wall(count, room, BAR_BELOW)
    tiles = list(wall.tiles.values())
    bars = [bar_below(t, Sourced(0.5, "score"), Sourced(0.3, "chance"), 1.0) for t in tiles]
    for tile, bar in zip(tiles, bars, strict=True):
        assert bar.get_left()[0] == pytest.approx(tile.grid.get_left()[0])
        assert bar.get_top()[1] < tile.get_bottom()[1]
        others = [other for other in tiles if other.get_top()[1] < tile.get_bottom()[1]]
        assert all(bar.get_bottom()[1] > other.get_top()[1] for other in others)
        assert bar.get_bottom()[1] >= room.bottom - 1e-9
    assert max(tile.get_top()[1] for tile in tiles) <= room.top + 0.05


def test_a_pattern_is_mixed_in_by_its_weight():
    mixing, room = stage().parts(0.4, 0.6)
    weights = SourcedArray(np.array([0.1, -2.0, 1.0, 0.0]), "weights")
    mixture = Mixture(a_wall(4, mixing), room, weights)
    assert mixture.frame.get_right()[0] <= room.right + 1e-9
    assert mixture.neuron.get_right()[0] < mixture.frame.get_left()[0]
    widths = [line.get_stroke_width() for line in mixture.lines]
    assert np.argsort(widths).tolist() == [3, 0, 2, 1]
    assert mixture.lines[1].get_stroke_color().to_hex().lower() == CLASSIC.negative.lower()
    assert mixture.lines[1].fills[0].source == "weights[1]"
