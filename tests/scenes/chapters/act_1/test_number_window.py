import numpy as np
import pytest

from scenes.chapters.act_1.write_a_program_parts import NumberWindow, window_corner
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.subject.sourced import SourcedArray


@pytest.mark.parametrize(("index", "corner"), [(0, (0, 0)), (783, (23, 20)), (406, (12, 10))])
def test_a_window_stays_inside_the_grid(index, corner):
    assert window_corner(index, (28, 28), (5, 8)) == corner


def test_every_cell_of_a_window_lies_over_its_pixel_and_shows_its_number():
    values = SourcedArray(np.linspace(0, 1, 784), "image")
    grid = image_grid(values, side=2.8)
    window = NumberWindow(grid, values, (3, 18), cells=(5, 8), color="#FFFFFF")
    np.testing.assert_allclose(window.grid.cell_center(2, 4), grid.cell_center(5, 22))
    numbers = window.numbers(10.0)
    assert [text.sourced.source for text in numbers][9] == f"image[{4 * 28 + 19}]"
    np.testing.assert_allclose(numbers[9].get_center(), grid.cell_center(4, 19), atol=0.01)
    assert max(text.width for text in numbers) < grid.cell_side
