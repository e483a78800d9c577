"""The bar of a sum, and the list of the terms that it is made of."""

import numpy as np
import pytest

from scenes.mobjects.plots.bars import SumBar
from scenes.motion.counting import Count
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

SUMS = SourcedArray([2.0, -4.0, 0.0], "measurement.weighted_sum.sums")


@pytest.fixture
def bar():
    return SumBar(SUMS[0], within=SUMS.values, height=4.0, palette=PALETTES["classic"])


def ends(bar):
    zero = bar.zero.get_y()
    return bar.bar.get_bottom()[1] - zero, bar.bar.get_top()[1] - zero


def test_a_positive_sum_rises_and_a_negative_one_sinks(bar):
    assert ends(bar) == pytest.approx((0, 1))
    assert ends(bar.show(SUMS[1])) == pytest.approx((-2, 0))


def test_the_bar_has_the_color_of_the_sign_and_stands_for_the_sum(bar):
    for sourced, color in ((SUMS[0], "#78DC6E"), (SUMS[1], "#FF5046")):
        bar.show(sourced)
        assert bar.bar.get_fill_color().to_hex() == color
        assert bar.bar.fills == (sourced,)


def test_the_bar_stays_at_its_zero_wherever_it_stands(bar):
    bar.shift(np.array([3.0, 1.0, 0.0])).show(SUMS[1])
    assert ends(bar) == pytest.approx((-2, 0))
    assert bar.bar.get_x() == pytest.approx(bar.zero.get_x())


def test_sums_that_are_all_zero_have_no_bar():
    bar = SumBar(SUMS[2], within=[0.0], height=4.0, palette=PALETTES["classic"])
    assert bar.bar.height < 0.01


def test_a_bar_counts_as_a_number_does(bar):
    count = Count(bar, list(SUMS))
    count.begin()
    count.interpolate(0.5)
    assert bar.sourced == SUMS[1]
    assert count.passing_values == tuple(SUMS)
