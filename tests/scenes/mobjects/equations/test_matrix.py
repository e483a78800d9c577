from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.mobjects.equations.matrix import ValueMatrix
from scenes.mobjects.grids.elision import end_indices
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def weights() -> SourcedArray:
    """A matrix with entries that tell their place."""
    rows, columns = np.indices((10, 16))
    return SourcedArray(-rows - columns / 100, "model.layers[2].weights")


def test_every_entry_is_its_value(weights: SourcedArray):
    matrix = ValueMatrix(weights)
    for (i, j), label in zip(matrix.indices(), matrix.labels(), strict=True):
        assert label.sourced.value == weights.values[i, j]
        assert label.sourced.source == f"model.layers[2].weights[{i},{j}]"
        assert matrix.entry(i, j) is label
    assert len(matrix.labels()) == 160


def test_a_vector_is_one_column():
    vector = ValueMatrix(SourcedArray(np.arange(4.0), "trace.inputs"))
    assert [label.sourced.source for label in vector.labels()] == [
        f"trace.inputs[{i}]" for i in range(4)
    ]
    assert vector.entry(3).text == "3.00"


def test_rows_keep_their_pitch_and_columns_do_not_touch(weights: SourcedArray):
    matrix = ValueMatrix(weights, row_pitch=0.47)
    struts = [[label.submobjects[0] for label in row] for row in matrix.entries]
    steps = np.diff([row[0].get_y() for row in struts])
    np.testing.assert_allclose(steps, -0.47)
    for row in struts:
        gaps = [b.get_left()[0] - a.get_right()[0] for a, b in pairwise(row)]
        assert min(gaps) > 0


def test_entries_stand_between_the_brackets(weights: SourcedArray):
    matrix = ValueMatrix(weights)
    left, right = matrix.brackets
    assert left.get_left()[0] < matrix.entries.get_left()[0]
    assert right.get_right()[0] > matrix.entries.get_right()[0]
    assert matrix.brackets.height > matrix.entries.height


def test_what_is_left_out_is_dotted_and_has_no_entry(weights: SourcedArray):
    matrix = ValueMatrix(weights, rows=end_indices(10, 5), columns=end_indices(16, 7))
    assert len(matrix.labels()) == 4 * 6
    assert len(matrix.dots) == 4 + 6 + 1
    assert matrix.entry(9, 15).sourced.value == weights.values[9, 15]
    with pytest.raises(ValueError, match="not in tuple"):
        matrix.entry(5)


def test_each_entry_may_have_its_own_color(weights: SourcedArray):
    matrix = ValueMatrix(weights, color=lambda w: "#FF0000" if w.value < -5 else "#00FF00")
    assert matrix.entry(9).submobjects[1].get_fill_color().to_hex() == "#FF0000"
    assert matrix.entry(0, 1).submobjects[1].get_fill_color().to_hex() == "#00FF00"
