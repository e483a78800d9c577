import pytest

from scenes.chapters.act_2.the_output_layer_parts import OutputBars
from scenes.subject.sourced import Sourced, SourcedArray


@pytest.mark.parametrize("numbers", [[0.8, 0.0, 0.9], [0.2, 0.3], [0.25, 0.25, 0.5]])
def test_bars_end_to_end_reach_as_far_as_their_sum(numbers):
    shown = list(SourcedArray(numbers, "outputs"))
    total = Sourced(sum(numbers), "total")
    bars = OutputBars(shown, total, rows=range(len(shown)), left=1.0, length=4.0)
    unit = bars.one[0].get_x() - 1.0
    for move in bars.end_to_end():
        move.begin()
        move.finish()
    assert max(unit, sum(bar.width for bar in bars.bars)) == pytest.approx(4.0)
    for i, bar in enumerate(bars.bars):
        assert bar.get_right()[0] == pytest.approx(1.0 + unit * sum(numbers[: i + 1]))
        assert bar.get_bottom()[1] == pytest.approx(bars.line.get_y())
