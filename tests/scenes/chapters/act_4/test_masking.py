"""A mask over a picture, and what is left of it."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import DIMMED, MaskedPicture
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

WEIGHTS = SourcedArray([1.0, 0.0, -1.0, 0.0], "mask")
PICTURE = SourcedArray([1.0, 1.0, 0.0, 0.0], "picture")


def masked(order=(0,)):
    mask = WeightGrid(WEIGHTS, side=2.0, palette=PALETTES["classic"])
    picture = image_grid(PICTURE, side=1.0, rows=2).move_to([4, 0, 0])
    products = SourcedArray(WEIGHTS.values * PICTURE.values, "sum.products")
    sums = [Sourced(0.0, "sum.sums[0]"), Sourced(1.0, "sum.sums[1]")]
    total = ValueLabel(sums[0])
    return MaskedPicture(
        mask,
        picture,
        products=products,
        order=order,
        sums=sums,
        shown_by=[total],
        into=np.array([6.0, 0, 0]),
    )


def run(animation):
    animation.begin()
    animation.interpolate(1)
    animation.finish()


def test_only_weights_that_are_not_zero_lie_over_the_picture():
    found = masked()
    run(found.lay_over())
    np.testing.assert_array_equal(found.sheet.weights_of_cells, [[1, 0], [1, 0]])
    np.testing.assert_allclose(found.sheet.get_center(), found.picture.get_center(), atol=1e-9)
    assert found.sheet.height == pytest.approx(found.picture.height)
    assert found.picture.opacity == pytest.approx(DIMMED)
    assert found.mask.grid.get_x() == pytest.approx(0)


def test_over_the_dark_nothing_is_left_of_a_weight():
    found = masked()
    run(found.multiply())
    np.testing.assert_array_equal(found.sheet.weights_of_cells, [[1, 0], [0, 0]])


def test_products_vanish_beside_the_sum_which_has_counted_them():
    found = masked()
    pour, count = found.pour_out(seconds=1.0)
    run(pour)
    run(count)
    np.testing.assert_allclose(found.cloud.points[0], found.into)
    assert found.cloud.alphas.sum() == 0
    assert found.shown_by[0].sourced is found.sums[-1]
    assert count.passing_values == tuple(found.sums)


def test_nothing_moves_when_all_products_are_zero():
    found = masked(order=())
    assert found.pour_out(seconds=1.0) == []
    assert found.cloud is None
