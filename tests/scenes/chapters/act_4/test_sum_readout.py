from __future__ import annotations

import pytest

from scenes.chapters.act_4.an_edge_detector_parts import SumReadout
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced


def test_number_and_bar_share_the_gap_and_show_the_same():
    nothing = Sourced(0.0, "sums[0]")
    readout = SumReadout(
        nothing,
        within=[-16, 24],
        left=1.0,
        right=6.0,
        y=0.5,
        height=4.0,
        palette=PALETTES["classic"],
    )
    assert readout.total.sourced is readout.bar.sourced is nothing
    assert readout.get_right()[0] <= 6.0 + 0.25
    assert readout.total.get_left()[0] > 1.0
    assert readout.total.get_right()[0] < readout.bar.get_left()[0]
    assert readout.total.get_y() == pytest.approx(0.5)
    assert readout.name_of_total.get_bottom()[1] > readout.total.get_top()[1]
