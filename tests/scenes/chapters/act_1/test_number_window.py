import numpy as np
import pytest

from scenes.chapters.act_1.write_a_program_parts import NumberWindow, window_corner
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.subject.sourced import SourcedArray


@pytest.mark.parametrize(("index", "corner"), [(0, (0, 0)), (783, (22, 22)), (406, (11, 11))])
def test_a_window_stays_inside_the_grid(index, corner):
    assert window_corner(index, (28, 28), 6) == corner


def test_every_cell_of_a_window_lies_over_its_pixel_and_shows_its_number():
    values = SourcedArray(np.linspace(0, 1, 784), "image")
    grid = image_grid(values, side=2.8)
    window = NumberWindow(grid, values, (3, 20), cells=6, color="#FFFFFF")
    np.testing.assert_allclose(window.grid.cell_center(2, 4), grid.cell_center(5, 24))
    assert [text.sourced.source for text in window.numbers()][8] == f"image[{4 * 28 + 22}]"
