import numpy as np
import pytest
from manim import DL, DOWN, DR, RIGHT, UL, UP, UR

from scenes.mobjects.grids.callout import CellCallout
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.subject.sourced import SourcedArray

IMAGE = SourcedArray(np.linspace(0, 1, 16), "trace.inputs")


@pytest.fixture(params=[RIGHT, UP], ids=["beside", "above"])
def callout(request):
    grid = image_grid(IMAGE, side=4, rows=4).shift(0.5 * DOWN)
    center = grid.get_center() + 4 * request.param
    return CellCallout(grid, 6, IMAGE[6], center=center, side=1.5, color="#FFDD33")


def test_the_large_cell_holds_the_number_of_the_framed_one(callout):
    assert callout.swatch.fills == (IMAGE[6],)
    assert callout.value.sourced == IMAGE[6]


def test_rays_join_the_sides_that_face_each_other(callout):
    starts, ends = ((UR, DR), (UL, DL)) if callout.side[0] else ((UL, UR), (DL, DR))
    for ray, start, end in zip(callout.rays, starts, ends, strict=True):
        assert ray.get_start() == pytest.approx(callout.frame.get_corner(start))
        assert ray.get_end() == pytest.approx(callout.swatch.get_corner(end))


def test_round_rays_run_between_the_outermost_points_of_the_discs(callout):
    for ray in callout.rounded_rays():
        way = ray.get_end() - callout.swatch.get_center()
        assert np.linalg.norm(way) == pytest.approx(callout.swatch.width / 2)
        assert way @ callout.side == pytest.approx(0)


def test_the_name_stands_clear_of_the_cell_and_of_the_rays(callout):
    name = callout.named("pixel {index}")
    assert name.text == "pixel 6"
    if callout.side[0]:
        assert name.get_top()[1] < callout.swatch.get_bottom()[1]
    else:
        assert name.get_left()[0] > callout.swatch.get_right()[0]
