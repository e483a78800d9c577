from __future__ import annotations

import pytest

from scenes.chapters.act_4.an_edge_detector_parts import SumReadout
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced
from scenes.subject.words import number_text


@pytest.fixture(params=[(0.0, "0"), (24.0, "24"), (-16.0, "\N{MINUS SIGN}16")])
def shown(request):
    """A sum, how it reads, and both readings of it."""
    value, text = request.param
    readout = SumReadout(
        Sourced(value, "sums[0]", decimals=None),
        within=[-16, 24],
        left=1.0,
        right=6.0,
        y=0.5,
        height=4.0,
        palette=PALETTES["classic"],
    )
    return value, text, readout


def test_number_and_bar_show_the_same_sum(shown):
    value, text, readout = shown
    assert number_text(readout.total.sourced) == text
    bar = readout.bar
    up = bar.bar.get_top()[1] - bar.zero.get_y()
    down = bar.zero.get_y() - bar.bar.get_bottom()[1]
    # The largest sum fills half of a height of 4, a sum of 0 is a thread.
    assert (up if value > 0 else down) == pytest.approx(abs(value) / 24 * 2, abs=0.02)
    assert (down if value > 0 else up) == pytest.approx(0, abs=0.02)


def test_number_and_bar_share_the_gap(shown):
    _, _, readout = shown
    total, bar, name = readout.total, readout.bar, readout.name_of_total
    assert readout.get_right()[0] <= 6.0 + 0.25
    assert total.get_left()[0] > 1.0
    assert total.get_right()[0] < bar.get_left()[0]
    assert total.get_x() == pytest.approx((1.0 + bar.get_left()[0]) / 2, abs=0.02)
    assert total.get_y() == pytest.approx(0.5, abs=0.05)
    assert name.get_bottom()[1] > total.get_top()[1]
    assert name.get_x() == pytest.approx(total.get_x(), abs=0.02)
