"""A mask laid over a picture, multiplied and summed."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.pixel_grid import PixelGrid
from scenes.mobjects.value_label import ValueLabel
from scenes.mobjects.weight_grid import WeightGrid
from scenes.motion.masking import (
    DIMMED,
    FIRST_ARRIVAL,
    lay_over,
    multiply,
    pour_out,
    sheet_of,
)
from scenes.sourced import SourcedArray
from scenes.theme import PALETTES

WEIGHTS = SourcedArray([1.0, 0.0, -1.0, 0.5], "weights")
PRODUCTS = SourcedArray([1.0, 0.0, 0.0, 0.25], "products")
SUMS = list(SourcedArray([0.0, 1.0, 1.25], "sums"))


@pytest.fixture
def mask():
    return WeightGrid(WEIGHTS, side=2.0, palette=PALETTES["classic"]).shift([3, 0, 0])


@pytest.fixture
def picture():
    pixels = SourcedArray([1.0, 0.7, 0.0, 0.5], "pixels")
    colors = np.repeat(pixels.values.reshape(2, 2, 1), 3, axis=-1)
    return PixelGrid(colors, side=1.0, sources=pixels)


def run(animation, alpha=1.0):
    animation.begin()
    animation.interpolate(alpha)
    return animation


def test_a_sheet_is_clear_where_the_weight_is_zero(mask):
    sheet = sheet_of(mask)
    assert np.ravel(sheet.weights_of_cells).tolist() == [1, 0, 1, 1]
    assert sheet.colors == pytest.approx(mask.grid.colors)
    assert sheet is not mask.grid


def test_a_sheet_covers_the_picture_which_dims(mask, picture):
    sheet = sheet_of(mask)
    for animation in lay_over(sheet, picture):
        run(animation)
    assert sheet.get_center() == pytest.approx(picture.get_center())
    assert sheet.height == pytest.approx(picture.height)
    assert picture.opacity == pytest.approx(DIMMED)


def test_only_products_that_are_not_zero_stay_in_sight(mask):
    sheet = sheet_of(mask)
    run(multiply(sheet, mask, PRODUCTS))
    assert np.ravel(sheet.weights_of_cells).tolist() == [1, 0, 0, 1]
    brightest = sheet.colors.reshape(-1, 3).max(axis=1)
    assert brightest[3] / brightest[0] == pytest.approx(0.25)


def test_products_are_gone_when_the_sum_is_complete(mask):
    sheet = sheet_of(mask)
    total = ValueLabel(SUMS[0])
    cloud, pouring = pour_out(
        sheet, [0, 3], PRODUCTS, SUMS, [total], into=np.array([5.0, 0, 0]), seconds=2.0
    )
    assert [value.source for value in cloud.fills] == ["products[0]", "products[3]"]
    run(pouring, FIRST_ARRIVAL / 2)
    assert total.sourced.value == 0.0
    assert cloud.alphas.tolist() == [1.0, 1.0]
    pouring.interpolate(1.0)
    assert total.sourced.value == 1.25
    assert cloud.alphas.tolist() == [0.0, 0.0]
    assert cloud.points == pytest.approx(np.array([[5.0, 0, 0]] * 2))
