import pytest
from manim import VGroup

from scenes.chapters.act_2.the_output_layer_parts import OutputBars, Verdict, Votes, value_room
from scenes.stage.layout import Stage
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


@pytest.mark.parametrize(("width", "height"), [(7.0, 6.6), (3.4, 2.9)])
@pytest.mark.parametrize("outputs", [(8, 9), (0, 3, 5)])
def test_enlarged_outputs_keep_to_their_room(width, height, outputs):
    area = Stage(left=0.0, right=width, top=height, bottom=0.0)
    values = SourcedArray([0.782, 0.785, 0.1][: len(outputs)], "outputs")
    numbers = {i: value.shown_as(decimals=3) for i, value in zip(outputs, values, strict=True)}
    levels = {i: number.value for i, number in numbers.items()}
    names = {i: str(i) for i in outputs}
    votes = Votes(area, numbers, levels, names, low=0.0, high=1.0)
    says = votes.heading(outputs[1], "network says", "#FFDD33")
    verdict = Verdict(says, is_right=False, color="#FFDD33")
    seen = VGroup(votes.lamps, votes.values, says, verdict)
    assert seen.get_left()[0] >= -1e-6
    assert seen.get_right()[0] <= width + 1e-6
    assert seen.get_bottom()[1] >= 0
    assert seen.get_top()[1] <= height
    above, lamp = votes.lamps[0], votes.lamps[1]
    assert above.get_bottom()[1] > says.get_bottom()[1] > lamp.get_top()[1]
