"""Cells that leave their grid."""

import numpy as np
import pytest

from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.motion.cells import Pour, cells_of
from scenes.subject.sourced import SourcedArray

VALUES = SourcedArray([0.1, 0.2, 0.3, 0.4], "values")


@pytest.fixture
def grid():
    colors = np.repeat(VALUES.values.reshape(2, 2, 1), 3, axis=-1)
    return PixelGrid(colors, side=2.0, sources=VALUES)


@pytest.fixture
def cloud(grid):
    return cells_of(grid, [3, 0], [VALUES[3], VALUES[0]])


def test_sprites_lie_over_their_cells(cloud, grid):
    assert cloud.points[0] == pytest.approx(grid.cell_center(1, 1))
    assert cloud.colors[:, 0] == pytest.approx([0.4, 0.1])
    assert cloud.sides == pytest.approx([1.0, 1.0])
    assert cloud.fills == (VALUES[3], VALUES[0])


def test_cells_that_are_poured_vanish_one_after_another(cloud):
    pouring = Pour(cloud, np.array([5.0, 0.0, 0.0]), lag=0.5)
    pouring.begin()
    shown = []
    for alpha in (0.0, 0.6, 1.0):
        pouring.interpolate(alpha)
        shown.append(cloud.alphas.tolist())
    assert shown == [[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def test_each_may_be_poured_to_a_place_of_its_own_and_change_its_color(cloud):
    places, red = np.array([[5.0, 0.0, 0.0], [5.0, 1.0, 0.0]]), np.array([1.0, 0.0, 0.0])
    pouring = Pour(cloud, places, colors=np.tile(red, (2, 1)))
    pouring.begin()
    pouring.interpolate(1)
    assert cloud.points == pytest.approx(places)
    assert cloud.colors == pytest.approx(np.tile(red, (2, 1)))
