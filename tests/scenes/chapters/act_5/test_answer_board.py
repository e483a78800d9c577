"""Outputs that answer to one pixel."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_5.the_network_is_a_function_parts import (
    AnswerBoard,
    StepThrough,
    SweptPixel,
)
from scenes.mobjects.grids.elision import ShownIndices, all_indices
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

OUTPUTS = np.array([[0.1, 0.9], [0.2, 0.9], [0.8, 0.3]])


def board_of(drawn):
    array = SourcedArray(OUTPUTS, "outputs")
    return AnswerBoard(
        [array.row(step) for step in range(3)],
        most=0,
        drawn=drawn,
        names=["no", "yes"],
        activation="sigmoid",
        left=0,
        right=4,
        top=2,
        bottom=-2,
        decimals=2,
        palette=PALETTES["classic"],
    )


@pytest.fixture
def board():
    return board_of(all_indices(2))


def test_of_more_outputs_than_fit_some_have_a_row_and_dots_stand_below():
    board = board_of(ShownIndices((1,), 2, dots_at=1))
    assert [label.text for label in board.names] == ["yes"]
    for step, outputs in enumerate(OUTPUTS):
        board.show_step(step)
        assert [text.sourced.value for text in board.values] == [outputs[1]]
        assert [text.sourced.source for text in board.values] == [f"outputs[{step},1]"]
        assert board.neurons[0].fills[0].value == outputs[1]
        assert board.curves[0].fills[0].value == OUTPUTS[step, 1]
    assert board.dots.get_top()[1] < board.neurons[0].get_bottom()[1]


def test_every_step_shows_its_own_outputs(board):
    for step, outputs in enumerate(OUTPUTS):
        board.show_step(step)
        assert [text.sourced.value for text in board.values] == list(outputs)
        assert [neuron.fills[0].value for neuron in board.neurons] == list(outputs)


def test_curves_have_one_scale_and_end_where_their_outputs_do(board):
    board.show_step(2)
    ups = [curve.get_end()[1] - curve.get_start()[1] for curve in board.curves]
    assert ups[0] / 0.7 == pytest.approx(ups[1] / -0.6)


def test_stepping_through_lists_all_that_goes_by(board):
    steps = StepThrough(board)
    assert [value.value for value in steps.passing_values] == list(OUTPUTS.ravel())
    steps.interpolate_mobject(1.0)
    assert board.values[0].sourced.source == "outputs[2,0]"


def _pixel(width: float) -> SweptPixel:
    return SweptPixel(
        SourcedArray([0.0, 0.5, 1.0], "values"), cell=[0, 0, 0], cell_side=0.1,
        room=Stage(1.0, 1.0 + width, 3.0, 0.0), name=Words("its name", size="note"),
        color="#FFFFFF",
    )  # fmt: skip


def test_a_pixel_is_filled_with_its_value():
    pixel = _pixel(3.0).show_step(1)
    assert pixel.value.text == "0.50"
    (source,) = pixel.large.fills
    assert (source.value, source.source) == (0.5, "values[1]")
    assert pixel.cell.fills == pixel.large.fills
    assert pixel.large.get_fill_color().to_rgb() == pytest.approx([0.5] * 3, abs=0.01)


def test_a_pixel_has_its_value_beside_it_where_there_is_room():
    pixel = _pixel(3.0)
    assert pixel.value.get_left()[0] > pixel.large.get_right()[0]
    assert pixel.words.get_top()[1] < pixel.large.get_bottom()[1]


def test_in_a_narrow_room_all_words_stand_below_the_pixel():
    pixel = _pixel(1.65)
    assert pixel.value.get_top()[1] < pixel.large.get_bottom()[1]
    assert pixel.words.get_top()[1] < pixel.value.get_bottom()[1]
    for part in (pixel.large, pixel.value, pixel.words):
        assert part.get_left()[0] >= 1.0
        assert part.get_right()[0] <= 2.65
