"""Biases as bars: lengths, numbers, and discs below."""

from __future__ import annotations

import pytest
from manim import DOWN, UP

from scenes.chapters.act_4.bias_parts import READABLE_PITCH, READABLE_ROWS, BiasBars
from scenes.subject.sourced import SourcedArray

BIASES = SourcedArray([2.0, -1.0, 0.5], "biases")


def bars(width=3.0, **options):
    return BiasBars(BIASES, width=width, height=1, color="#FFFFFF", **options)


def test_biases_go_up_and_down_in_one_scale():
    chart = bars()
    assert [bar.height for bar in chart.bars] == pytest.approx([1, 0.5, 0.25])
    assert chart.bars[0].get_bottom()[1] == pytest.approx(0)
    assert chart.bars[1].get_top()[1] == pytest.approx(0)
    assert chart.away(0).tolist() == UP.tolist()
    assert chart.away(1).tolist() == DOWN.tolist()


def test_numbers_stand_beyond_the_ends_of_their_bars():
    chart = bars()
    assert [label.text for label in chart.labels] == ["2.00", "\N{MINUS SIGN}1.00", "0.50"]
    assert chart.labels[0].get_bottom()[1] > chart.bars[0].get_top()[1]
    assert chart.labels[1].get_top()[1] < chart.bars[1].get_bottom()[1]


def test_where_there_is_little_room_only_the_outermost_numbers_stand():
    chart = bars(width=2.9 * READABLE_PITCH)
    assert [label.sourced.source for label in chart.labels] == ["biases[0]", "biases[1]"]


def test_numbers_with_many_figures_need_more_room_to_stand_beside_each_other():
    biases = SourcedArray([200.0, -1234.5, 1.0], "biases")
    narrow = BiasBars(biases, width=3 * READABLE_PITCH, height=1, color="#FFFFFF")
    assert [label.sourced.source for label in narrow.labels] == ["biases[0]", "biases[1]"]
    wide = BiasBars(biases, width=6 * READABLE_PITCH, height=1, color="#FFFFFF")
    assert len(wide.labels) == 3


def test_biases_of_zero_have_bars_that_can_be_seen():
    chart = BiasBars(SourcedArray([0.0, 0.0], "biases"), width=2, height=1, color="#FFFFFF")
    assert all(bar.height > 0 for bar in chart.bars)


def test_every_disc_stands_below_its_bar_and_shows_its_share():
    chart = bars().shift(UP)
    discs = chart.discs(SourcedArray([0.0, 0.5, 1.0], "shares"), at=[9, -2, 0])
    for disc, bar in zip(discs, chart.bars, strict=True):
        assert disc.get_center() == pytest.approx([bar.get_x(), -2, 0])
    levels = [disc.get_fill_color().to_rgb().mean() for disc in discs]
    assert levels == sorted(levels)
    assert discs[2].fills[0].source == "shares[2]"


def test_bars_may_lie_below_each_other():
    chart = bars(onward=DOWN).shift(UP)
    assert [bar.width for bar in chart.bars] == pytest.approx([1, 0.5, 0.25])
    assert [bar.get_y() for bar in chart.bars] == pytest.approx([2, 1, 0])
    assert chart.bars[0].get_left()[0] == pytest.approx(chart.bars[1].get_right()[0])
    assert chart.labels[0].get_left()[0] > chart.bars[0].get_right()[0]
    assert chart.labels[1].get_right()[0] < chart.bars[1].get_left()[0]
    discs = chart.discs(SourcedArray([0.0, 0.5, 1.0], "shares"), at=[-2, 9, 0])
    for disc, bar in zip(discs, chart.bars, strict=True):
        assert disc.get_center() == pytest.approx([-2, bar.get_y(), 0])


def test_lying_bars_are_written_out_with_less_room():
    assert len(bars(width=3 * READABLE_ROWS, onward=DOWN).labels) == 3
    assert len(bars(width=2.9 * READABLE_ROWS, onward=DOWN).labels) == 2
