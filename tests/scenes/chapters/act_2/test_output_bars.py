import pytest

from scenes.chapters.act_2.the_output_layer_parts import OutputBars, Verdict, value_room
from scenes.subject.sourced import SourcedArray


def bars_of(numbers, *, low=0.0, high=1.0):
    shown = list(SourcedArray(numbers, "outputs"))
    rows = range(len(shown))
    return OutputBars(shown, rows=rows, left=1.0, unit=4.0, low=low, high=high)


def test_a_bar_below_zero_ends_where_the_others_begin():
    below, above = bars_of([-0.5, 2.0], low=-0.5, high=2.0).bars
    assert below.get_left()[0] == pytest.approx(1.0)
    assert below.get_right()[0] == pytest.approx(3.0)
    assert above.get_left()[0] == pytest.approx(3.0)
    assert above.get_right()[0] == pytest.approx(11.0)


@pytest.mark.parametrize(("right", "size"), [(6.0, "focus"), (2.5, "number")])
def test_numbers_behind_the_tracks_end_where_the_room_does(right, size):
    (number,) = SourcedArray([0.8], "outputs")
    end, found = value_room([number.shown_as(decimals=3)], [0.0], 0.0, right)
    assert found == size
    bars = OutputBars([number], rows=[0.0], left=0.0, unit=end, low=0.0, high=1.0, size=found)
    beside = bars.beside(0, number.shown_as(decimals=3))
    assert beside.get_right()[0] == pytest.approx(right)
    assert beside.get_left()[0] > bars.tracks.get_right()[0]


@pytest.mark.parametrize("is_right", [True, False])
def test_a_verdict_is_as_large_as_it_is_asked_to_be(is_right):
    verdict = Verdict(0.3, is_right=is_right, color="#FFDD33")
    assert (verdict.width, verdict.height) == pytest.approx((0.3, 0.3))
