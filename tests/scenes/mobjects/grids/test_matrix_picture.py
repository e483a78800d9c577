"""A matrix as a picture."""

import numpy as np
import pytest

from scenes.mobjects.grids.weight_grid import MatrixPicture
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray


@pytest.fixture
def picture():
    weights = SourcedArray(np.arange(6).reshape(2, 3) - 3.0, "weights")
    sizes = tuple(Sourced(size, f"sizes[{i}]", decimals=None) for i, size in enumerate((2, 3)))
    return MatrixPicture(weights, sizes, "W", height=1, width=4, palette=PALETTES["classic"])


def test_every_weight_is_a_cell(picture):
    assert picture.grid.shape == (2, 3)
    assert [value.value for value in picture.grid.fills[0]] == [-3, -2, -1, 0, 1, 2]


def test_its_true_size_stands_below(picture):
    assert picture.size.text == "2 × 3"
    assert picture.size.get_top()[1] < picture.grid.get_bottom()[1]


def test_a_box_lies_around_a_row(picture):
    assert picture.row_box(1, "#FFFFFF").get_y() == pytest.approx(picture.grid.get_top()[1] - 0.75)
