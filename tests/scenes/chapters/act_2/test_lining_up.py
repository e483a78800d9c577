import numpy as np
import pytest
from manim import tempconfig

from scenes.chapters.act_2.pixels_become_neurons_parts import Line, line_up, swing_upright
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.stage.layout import stage

START, END = np.array([-6.0, 3.0, 0.0]), np.array([6.0, 3.0, 0.0])
LINE = Line(START, END, 0.3, 2.5, stage())


@pytest.fixture
def cloud():
    centers = [[x, y, 0] for y in range(28) for x in range(28)]
    return PixelCloud(centers, sides=0.2, colors=np.ones((784, 3)), roundness=1.0, rim=0.4)


def finished(animation):
    animation.begin()
    animation.interpolate(1)
    return animation.mobject


def test_rows_line_up_one_behind_the_other(cloud):
    line = finished(line_up(cloud, range(784), 28, LINE, lag=0.9, seconds=2.0))
    assert (np.diff(line.points[:, 0]) > 0).all()
    np.testing.assert_allclose(line.points[:, 1], 3)
    assert line.rim == 0.4
    assert START[0] < line.points[0, 0] < line.points[-1, 0] < END[0]


def test_one_row_lines_up_and_the_others_stay(cloud):
    line = finished(line_up(cloud, range(28, 56), 1, LINE, seconds=0.5))
    np.testing.assert_array_equal(line.points[56:], cloud.points[56:])
    np.testing.assert_allclose(line.points[28:56], LINE.places(784)[28:56])
    assert line.heights[[0, 28, 56]].tolist() == [0.2, 0.3, 0.2]


def test_white_neighbors_in_the_line_leave_no_seam(cloud):
    with tempconfig({"pixel_width": 1920, "pixel_height": 1080, "background_color": "#000000"}):
        line = finished(line_up(cloud, range(784), 28, LINE, lag=0.9, seconds=2.0))
        camera = RasterCamera()
        camera.capture_mobjects([line])
        across = camera.pixel_array[135, 170:1750, 0].astype(int)
    assert across.min() > 240


def test_an_upright_line_lies_in_the_input_column_its_beginning_on_top(cloud):
    ticks = np.stack([np.zeros(784), np.linspace(3, -3, 784), np.zeros(784)], axis=1)
    column = finished(swing_upright(cloud, ticks, width=0.5))
    np.testing.assert_allclose(column.points, ticks, atol=1e-9)
    np.testing.assert_allclose(column.sides, 0.5)
    assert column.roundness == 0
