from __future__ import annotations

import pytest
from manim import Square

from scenes.chapters.act_3.layers_of_abstraction_parts import Levels
from scenes.stage.layout import Stage

WORDS = (("pixels", "edges", "digit"), ("waveform", "syllables", "word"))
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
TALL, SQUARE = Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)


def levels(area):
    return Levels(area, [[Square(side) for side in (5.0, 0.4, 0.2)] for _ in WORDS], WORDS)


@pytest.mark.parametrize("area", [WIDE, TALL, SQUARE], ids=["wide", "tall", "square"])
def test_each_level_comes_after_the_one_that_it_is_made_of(area):
    shown = levels(area)
    axis, way = (0, 1) if area.is_wide else (1, -1)
    for exhibits, arrows in zip(shown.exhibits, shown.arrows, strict=True):
        for one, other, arrow in zip(exhibits, exhibits[1:], arrows, strict=False):
            middles = [way * each.get_center()[axis] for each in (one, arrow, other)]
            assert middles == sorted(middles)


@pytest.mark.parametrize("area", [WIDE, TALL, SQUARE], ids=["wide", "tall", "square"])
def test_both_rows_are_level_and_fit_onto_the_stage(area):
    shown = levels(area)
    for one, other in zip(*shown.exhibits, strict=True):
        place = 0 if area.is_wide else 1
        assert one.get_center()[place] == pytest.approx(other.get_center()[place])
    assert area.left - 1e-6 <= shown.get_left()[0] < shown.get_right()[0] <= area.right + 1e-6
    assert area.bottom - 1e-6 <= shown.get_bottom()[1] < shown.get_top()[1] <= area.top + 1e-6


def test_names_stand_below_what_they_name():
    shown = levels(WIDE)
    for exhibits, names in zip(shown.exhibits, shown.names, strict=True):
        for exhibit, name in zip(exhibits, names, strict=True):
            assert name.get_x() == pytest.approx(exhibit.get_x())
            assert name.get_top()[1] < exhibit.get_bottom()[1]


def test_the_lowest_level_has_no_arrow_that_leads_to_it():
    shown = levels(WIDE)
    assert len(shown.level(0, 0)) == 2
    assert shown.level(1, 2)[0] is shown.arrows[1][1]
