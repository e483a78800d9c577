"""Cells that leave their grid."""

import numpy as np
import pytest
from manim import Square

from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.motion.cells import Pour, cells_of, take_out
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


def test_cells_that_are_taken_out_become_the_squares_they_go_to(cloud):
    places = [Square(0.3).move_to([5, 1, 0]), Square(0.5).move_to([5, -1, 0])]
    taking = take_out(cloud, places)
    taking.begin()
    taking.interpolate(1)
    assert cloud.points == pytest.approx(np.array([[5, 1, 0], [5, -1, 0]]))
    assert cloud.sides == pytest.approx([0.3, 0.5])


def test_cells_that_are_poured_vanish_one_after_another(cloud):
    pouring = Pour(cloud, np.array([5.0, 0.0, 0.0]), lag=0.5)
    pouring.begin()
    shown = []
    for alpha in (0.0, 0.6, 1.0):
        pouring.interpolate(alpha)
        shown.append(cloud.alphas.tolist())
    assert shown == [[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
