from __future__ import annotations

import pytest
from manim import Square

from scenes.chapters.act_3.layers_of_abstraction_parts import Levels, sound_rooms
from scenes.stage.layout import Stage

WORDS = ("pixels", "edges", "corners", "digit")
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
TALL, SQUARE = Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)
STAGES = pytest.mark.parametrize("area", [WIDE, TALL, SQUARE], ids=["wide", "tall", "square"])


def levels(area):
    return Levels(area, [Square(side) for side in (5.0, 0.4, 0.2, 1.0)], WORDS)


@STAGES
def test_each_level_comes_after_the_one_that_it_is_made_of(area):
    shown = levels(area)
    for one, other, arrow in zip(shown.exhibits, shown.exhibits[1:], shown.arrows, strict=False):
        (x, y, _), (then_x, then_y, _) = one.get_center(), other.get_center()
        assert then_x > x + 1 or then_y < y - 1
        assert min(x, then_x) < arrow.get_x() < max(x, then_x)


@STAGES
def test_all_of_them_fit_onto_the_stage(area):
    shown = levels(area)
    assert area.left - 1e-6 <= shown.get_left()[0] < shown.get_right()[0] <= area.right + 1e-6
    assert area.bottom - 1e-6 <= shown.get_bottom()[1] < shown.get_top()[1] <= area.top + 1e-6


@STAGES
def test_names_stand_below_what_they_name(area):
    shown = levels(area)
    for exhibit, name in zip(shown.exhibits, shown.names, strict=True):
        assert name.get_x() == pytest.approx(exhibit.get_x())
        assert name.get_top()[1] < exhibit.get_bottom()[1]


@STAGES
def test_pictures_of_a_sound_are_of_one_width_and_their_names_stand_beside_or_above(area):
    rooms = sound_rooms(area)
    assert len({(round(room.left, 6), round(room.right, 6)) for _name, room in rooms}) == 1
    middles = [room.center[1] for _name, room in rooms]
    assert middles == sorted(middles)
    for name, room in rooms:
        assert name.right < room.left if area.is_wide else name.bottom >= room.top - 1e-6
