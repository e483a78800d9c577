import numpy as np
import pytest
from scipy import ndimage

from network.digits.pen_strokes import Stroke
from network.digits.rasterization import place_strokes, rasterize_strokes
from network.errors import OptionError

BAR = Stroke(np.array([[0.5, 0.1], [0.5, 0.9]]))
SLOPE = Stroke(np.array([[0.1, 0.4], [0.9, 0.6]]))
ELL = Stroke(np.array([[0.3, 0.1], [0.3, 0.9], [0.3, 0.9], [0.6, 0.9]]))


def extent(image, axis, level=0.5):
    """Width of the part that is darker than a level, by linear interpolation of its edges."""
    profile = image.max(axis=axis)
    inside = np.flatnonzero(profile > level)
    first, last = inside[0], inside[-1]
    left = first - (profile[first] - level) / (profile[first] - profile[first - 1])
    right = last + (profile[last] - level) / (profile[last] - profile[last + 1])
    return right - left


@pytest.mark.parametrize("strokes", [[BAR], [SLOPE], [ELL], [BAR, SLOPE]])
def test_the_center_of_mass_is_the_middle_of_pixel_14_14(strokes):
    image = rasterize_strokes(strokes).reshape(28, 28)
    np.testing.assert_allclose(ndimage.center_of_mass(image), (14, 14), atol=0.05)


@pytest.mark.parametrize(("stroke", "axis"), [(BAR, 1), (SLOPE, 0), (ELL, 1)])
def test_the_longer_side_fills_a_box_of_20_pixels(stroke, axis):
    assert extent(rasterize_strokes([stroke]).reshape(28, 28), axis) == pytest.approx(20, abs=0.3)


@pytest.mark.parametrize("pen_width", [1.5, 2.5, 4.0])
def test_the_line_is_as_wide_as_the_pen(pen_width):
    image = rasterize_strokes([BAR], pen_width=pen_width).reshape(28, 28)
    assert image[14].sum() == pytest.approx(pen_width, abs=0.15)


def test_place_and_size_of_the_drawing_do_not_matter():
    moved = Stroke(ELL.points * 7.5 - 3)
    np.testing.assert_allclose(rasterize_strokes([moved]), rasterize_strokes([ELL]), atol=1e-9)


def test_ink_is_between_0_and_1_and_never_touches_the_border():
    image = rasterize_strokes([BAR, SLOPE]).reshape(28, 28)
    assert image.min() == 0
    assert image.max() == 1
    assert image[[0, 1, -2, -1]].sum() == image[:, [0, 1, -2, -1]].sum() == 0


def test_edges_are_soft():
    image = rasterize_strokes([SLOPE])
    assert np.mean((image > 0.05) & (image < 0.95)) > 0.02


@pytest.mark.parametrize(("strokes", "pen_width"), [([], 2.5), ([BAR], 0), ([BAR], 20)])
def test_nothing_to_draw_and_impossible_pens_are_refused(strokes, pen_width):
    with pytest.raises(OptionError, match="expected strokes and a pen of 0 to 20 pixels"):
        rasterize_strokes(strokes, pen_width=pen_width)


def test_the_placed_strokes_run_where_the_ink_is():
    strokes = [BAR, SLOPE]
    image = rasterize_strokes(strokes).reshape(28, 28)
    paths = place_strokes(strokes)
    assert len(paths) == len(strokes)
    columns, rows = np.concatenate(paths).astype(int).T
    assert (image[rows, columns] > 0.9).all()
