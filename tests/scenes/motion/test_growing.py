"""Bars that grow."""

from __future__ import annotations

import pytest

from scenes.mobjects.plots.bars import NamedBars
from scenes.mobjects.text.typst_text import Words
from scenes.motion.growing import AROUND, grow_bar
from scenes.subject.sourced import Sourced


@pytest.fixture
def bars():
    shares = [Sourced(0.9, "measurement.a"), Sourced(0.3, "measurement.b")]
    return NamedBars([Words("one"), Words("other")], shares, width=3.0, colors=["#FFFFFF"] * 2)


def test_it_takes_the_bar_s_time_and_that_of_its_number(bars):
    assert grow_bar(bars, 0, seconds=1.5).get_run_time() == pytest.approx(1.5 + AROUND)


def test_a_bar_keeps_its_left_end_and_gets_its_true_length(bars):
    left = bars.bars[1].get_left()[0]
    growing = grow_bar(bars, 1, seconds=1.0).animations[0]
    growing.begin()
    growing.interpolate(0.3)
    assert 0 < bars.bars[1].width < 1.0
    assert bars.bars[1].get_left()[0] == pytest.approx(left)
    growing.interpolate(1)
    growing.finish()
    assert bars.bars[1].width == pytest.approx(1.0)
