"""A matrix that appears row by row."""

import numpy as np
import pytest

from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.motion.cells import RowByRow


@pytest.mark.parametrize(
    ("share", "rows"), [(0, [0, 0, 0, 0]), (0.375, [1, 0.5, 0, 0]), (1, [1, 1, 1, 1])]
)
def test_rows_appear_from_the_top(share, rows):
    grid = PixelGrid(np.ones((4, 3, 3)), side=1)
    appearing = RowByRow(grid)
    appearing.begin()
    appearing.interpolate(share)
    assert grid.weights_of_cells == pytest.approx(np.repeat(np.array(rows)[:, None], 3, axis=1))
