import pytest

from scenes.chapters.act_2.the_output_layer_parts import OutputBars, Votes, value_room
from scenes.mobjects.text.typst_text import Verbatim
from scenes.stage.layout import stage
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


@pytest.mark.parametrize(
    ("label", "row", "is_at_bar"), [("8", 8, True), ("9", 9, False), ("x", None, False)]
)
def test_what_a_picture_is_stands_at_its_bar_or_else_beside_it(label, row, is_at_bar):
    numbers = dict(zip((8, 9), SourcedArray([0.782, 0.785], "outputs"), strict=True))
    names = {i: Verbatim(i) for i in numbers}
    area = stage().columns(1, 1)[1]
    votes = Votes(area, numbers, names, answer=9, low=0.0, high=1.0, color="#FFDD33")
    votes.judge(Verbatim(label), row, is_right=row == 9)
    assert votes.said.get_y() > votes.rows[9].bars.get_y()
    assert votes.said.text == "says: 9"
    assert votes.truth.text == f"really: {label}"
    heading = votes.rows[8].heading
    assert (votes.truth.get_y() == pytest.approx(heading.get_y(), abs=0.2)) == is_at_bar
    assert votes.verdict.get_left()[0] > votes.frame.get_right()[0]
    assert votes.verdict.get_right()[0] <= area.right
