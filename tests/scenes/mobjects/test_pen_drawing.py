import numpy as np
import pytest

from network.digits.drawn_digits import drawn_digit, rasterize
from scenes.mobjects.pen_parts import PenDrawing
from scenes.mobjects.raster.pixel_grid import PixelGrid


@pytest.mark.parametrize("digit", range(10))
def test_the_pen_runs_over_the_pixels_that_it_lights(digit):
    drawn = drawn_digit(digit)
    grid = PixelGrid(np.zeros((28, 28, 3)), side=2.8).shift([1, 2, 0])
    pen = PenDrawing(drawn.strokes, grid)
    assert len(pen) == len(drawn.strokes)
    points = np.concatenate([stroke.points for stroke in pen]) - grid.points[0]
    columns, rows = (points[:, :2] * (10, -10)).astype(int).T
    assert (rasterize(drawn).reshape(28, 28)[rows, columns] > 0.9).all()
