from __future__ import annotations

import pytest

from scenes.chapters.act_5.compact_notation_parts import SLIVER, Lane, Stopwatch, race_rooms
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage


@pytest.fixture
def lane(record):
    time = Stopwatch(record.number("trace.inputs[0]", decimals=0), "#FFFFFF")
    return Lane(Words("loops"), time, race_rooms()[0])


@pytest.mark.parametrize("share", [0.001, 0.26, 0.5, 1.0])
def test_a_bar_is_as_long_as_its_time_or_a_sliver(lane, share):
    run = lane.run(share, seconds=1.0)
    run.begin()
    run.interpolate(1)
    assert lane.bar.width == pytest.approx(max(share * lane.track.width, SLIVER))
    assert lane.bar.get_left()[0] == pytest.approx(lane.track.left)


def test_a_bar_grows_evenly(lane):
    run = lane.run(0.8, seconds=1.0)
    run.begin()
    run.interpolate(0.5)
    assert lane.bar.width == pytest.approx(0.4 * lane.track.width)


def test_lanes_and_their_note_stand_below_each_other_on_the_stage():
    first, second, below = race_rooms()
    assert stage().top >= first.top > first.bottom > second.top > second.bottom
    assert second.bottom > below.top > below.bottom >= stage().bottom
    assert first.height == pytest.approx(second.height)
