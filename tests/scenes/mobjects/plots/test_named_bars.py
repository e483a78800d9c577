from __future__ import annotations

import pytest

from scenes.mobjects.plots.bars import NamedBars
from scenes.mobjects.text.typst_text import Words
from scenes.subject.sourced import Sourced

TIMES = [Sourced(200.0, "measurement.timing.a"), Sourced(5.0, "measurement.timing.b")]


def _bars(**options):
    return NamedBars(
        [Words("slow"), Words("fast")],
        TIMES,
        template="{number} s",
        width=4.0,
        colors=["#FFFFFF"] * 2,
        **options,
    )


@pytest.fixture
def bars():
    return _bars()


def test_bars_are_as_long_as_their_numbers(bars):
    assert [bar.width for bar in bars.bars] == pytest.approx([4.0, 0.1])
    assert [bar.fills for bar in bars.bars] == [(time,) for time in TIMES]


def test_numbers_stand_behind_their_bars(bars):
    assert [value.text for value in bars.values] == ["200.00 s", "5.00 s"]
    for bar, value in zip(bars.bars, bars.values, strict=True):
        assert value.get_left()[0] > bar.get_right()[0]
        assert value.get_y() == pytest.approx(bar.get_y(), abs=0.1)


def test_bars_of_nothing_have_no_length():
    shares = [Sourced(0.0, "measurement.a"), Sourced(0.0, "measurement.b")]
    bars = NamedBars([Words("one"), Words("other")], shares, width=4.0, colors=["#FFFFFF"] * 2)
    assert [bar.width for bar in bars.bars] == [0.0, 0.0]


@pytest.mark.parametrize("pitch", [0.95, 1.6])
def test_bars_are_as_far_apart_as_asked(pitch):
    first, second = _bars(pitch=pitch).bars
    assert first.get_y() - second.get_y() == pytest.approx(pitch)


def test_thicker_bars_keep_their_names_as_near():
    thin, thick = (
        NamedBars(
            [Words("slow"), Words("fast")], TIMES, width=4.0, colors=["#FFFFFF"] * 2,
            pitch=2.0, thickness=thickness,
        )
        for thickness in (0.3, 0.8)
    )  # fmt: skip
    gaps = [bars.bars[0].get_bottom()[1] - bars.names[0].get_top()[1] for bars in (thin, thick)]
    assert gaps[0] == pytest.approx(gaps[1])
    assert thick.bars[0].get_y() - thick.bars[1].get_y() == pytest.approx(2.0)
    assert thick.bars[0].height == pytest.approx(0.8)
