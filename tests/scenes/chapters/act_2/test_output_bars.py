import pytest

from scenes.chapters.act_2.the_output_layer_parts import BarsEndToEnd, OutputBars
from scenes.subject.sourced import Sourced, SourcedArray


def bars_of(numbers, *, low=0.0, high=1.0):
    shown = list(SourcedArray(numbers, "outputs"))
    rows = range(len(shown))
    return OutputBars(shown, rows=rows, left=1.0, unit=4.0, low=low, high=high)


@pytest.mark.parametrize("numbers", [[0.8, 0.0, 0.9], [0.2, 0.3], [0.25, 0.25, 0.5]])
def test_bars_end_to_end_reach_as_far_as_their_sum(numbers):
    rows = bars_of(numbers)
    added = BarsEndToEnd(rows, Sourced(sum(numbers), "total"))
    for move in added.coming():
        move.begin()
        move.finish()
    assert added.one[0].get_x() == pytest.approx(1.0 + 4.0)
    assert added.line.get_length() == pytest.approx(4.0 * max(1.0, sum(numbers)))
    for i, bar in enumerate(rows.bars):
        assert bar.get_right()[0] == pytest.approx(1.0 + 4.0 * sum(numbers[: i + 1]))
        assert bar.get_bottom()[1] == pytest.approx(added.line.get_y())


def test_bars_come_back_to_their_tracks():
    rows = bars_of([0.8, 0.9])
    added = BarsEndToEnd(rows, Sourced(1.7, "total"))
    for move in (*added.coming(), *rows.going_home()):
        move.begin()
        move.finish()
    for bar, track in zip(rows.bars, rows.tracks, strict=True):
        assert bar.get_left()[0] == pytest.approx(1.0)
        assert bar.get_y() == pytest.approx(track.get_y())


def test_a_bar_below_zero_ends_where_the_others_begin():
    below, above = bars_of([-0.5, 2.0], low=-0.5, high=2.0).bars
    assert below.get_left()[0] == pytest.approx(1.0)
    assert below.get_right()[0] == pytest.approx(3.0)
    assert above.get_left()[0] == pytest.approx(3.0)
    assert above.get_right()[0] == pytest.approx(11.0)
