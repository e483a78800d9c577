"""The axis of how well patterns match, and places on both sides of luck."""

from __future__ import annotations

import itertools
from dataclasses import asdict

import numpy as np
import pytest
from manim import tempconfig

from scenes.chapters.act_4.looking_inside_parts import LEAST_TIMES, MatchAxis, MatchBar
from scenes.stage.layout import stage
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.sourced import Sourced, SourcedArray


def test_luck_ends_at_one_place_of_the_axis():
    axis = MatchAxis(stage(), most=1.4)
    start, luck, end = axis.places([0, 1, LEAST_TIMES])
    assert start == pytest.approx(axis.line.get_start())
    assert end == pytest.approx(axis.line.get_end())
    assert axis.luck.get_left()[0] == pytest.approx(start[0])
    assert axis.luck.get_right()[0] == pytest.approx(luck[0])
    assert MatchAxis(stage(), most=5.0).places([5])[0] == pytest.approx(end)


@pytest.mark.parametrize("score", [-0.3, 0.0, 0.2, 0.7])
def test_a_bar_is_as_long_as_its_score_and_empty_below_zero(score):
    axis = MatchAxis(stage(), most=2)
    bar = MatchBar(axis, SourcedArray(np.array([0.2, 0.7]), "scores"), 0.4)
    bar.show(score)
    assert bar.bar.width == pytest.approx(axis.unit * max(score, 0) / 0.4)
    assert bar.dot.get_center() == pytest.approx(axis.places([max(score, 0) / 0.4])[0])
    assert bar.bar.fills[0].source == "scores"


def test_scores_of_noise_stand_on_the_axis_at_their_places():
    axis = MatchAxis(stage(), most=2)
    scores = SourcedArray(np.random.default_rng(1).uniform(0.1, 0.5, 100), "twins")
    pile = axis.dots(scores, 0.45)
    places = axis.places(scores.values / 0.45)[:, 0]
    assert np.abs(pile.points[:, 0] - places).max() < axis.unit / 10
    assert pile.points[:, 1].min() > axis.pile.bottom
    assert pile.points[:, 1].max() + pile.sides[0] / 2 <= axis.pile.top + 1e-9
    # None is on the wrong side of luck.
    assert ((pile.points[:, 0] > axis.places([1])[0, 0]) == (scores.values > 0.45)).all()


def test_marks_stand_where_their_scores_are():
    axis = MatchAxis(stage(), most=2)
    marks = axis.marks([Sourced(0.5, "low"), Sourced(1.8, "high")])
    assert [mark.fills[0].source for mark in marks] == ["low", "high"]
    assert marks[1].get_center() == pytest.approx(axis.places([1.8])[0])


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize(("within", "beyond"), [(4, 12), (15, 1), (0, 1), (1, 0), (30, 6), (0, 36)])
def test_tiles_stand_on_their_sides_of_luck(aspect, within, beyond):
    with tempconfig(asdict(frame_size(aspect, "l"))):
        area = stage()
        axis = MatchAxis(area, most=2)
        rooms = axis.sides(within, beyond)
    luck = axis.luck.get_right()[0]
    assert len(rooms) == within + beyond
    assert all(room.right < luck for room in rooms[:within])
    assert all(room.left > luck for room in rooms[within:])
    assert all(room.bottom > axis.line.get_y() and room.top <= area.top + 1e-9 for room in rooms)
    assert all(room.left >= area.left - 1e-9 and room.right <= area.right + 1e-9 for room in rooms)
    for one, other in itertools.combinations(rooms, 2):
        beside = one.right <= other.left or other.right <= one.left
        assert beside or one.top <= other.bottom or other.top <= one.bottom
    assert max(room.width for room in rooms) <= axis.close.width + 1e-9
    if within and beyond:
        assert rooms[0].width <= rooms[-1].width + 1e-9
