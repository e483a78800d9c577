from __future__ import annotations

import pytest

from scenes.mobjects.time_bars import TimeBars
from scenes.sourced import Sourced


def test_bars_are_as_long_as_their_times():
    times = [Sourced(200.0, "measurement.timing.a"), Sourced(5.0, "measurement.timing.b")]
    bars = TimeBars(["slow", "fast"], times, unit="{time} s", width=4.0, colors=["#FFFFFF"] * 2)
    assert [bar.width for bar in bars.bars] == pytest.approx([4.0, 0.1])
    assert [bar.fills for bar in bars.bars] == [(time,) for time in times]
