from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import TitledGrid, four_places
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.stage.layout import Stage
from scenes.subject.sourced import SourcedArray

IMAGE = SourcedArray(np.linspace(0, 1, 784), "image")


def test_a_grid_keeps_the_size_of_its_title_wherever_it_goes():
    large = TitledGrid(image_grid(IMAGE, side=4.0), "picture")
    small = large.at([3, 1, 0], 2.0, "picture")
    assert small.grid.height == pytest.approx(2.0)
    assert small.frame.width == pytest.approx(2.0)
    np.testing.assert_allclose(small.grid.get_center(), [3, 1, 0], atol=1e-9)
    assert small.title.height == pytest.approx(large.title.height)
    assert small.grid.fills == large.grid.fills == (IMAGE,)


def test_the_title_stands_above_its_grid():
    found = TitledGrid(image_grid(IMAGE, side=2.0).move_to([1, 1, 0]), "edges")
    assert found.title.get_bottom()[1] > found.frame.get_top()[1]
    assert found.title.get_x() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("area", "rows"),
    [
        (Stage(-6.4, 6.4, 3.6, -3.04), 1),
        (Stage(-3.6, 3.6, 6.3, -4.8), 2),
        (Stage(-3.6, 3.6, 3.6, -3.04), 2),
    ],
    ids=["wide", "tall", "square"],
)
def test_four_grids_fit_into_a_stage_without_touching(area, rows):
    spots, side = four_places(area)
    grids = [TitledGrid(image_grid(IMAGE, side=side).move_to(spot), "edges") for spot in spots]
    assert len({round(float(spot[1]), 6) for spot in spots}) == rows
    for grid in grids:
        assert area.left <= grid.get_left()[0] < grid.get_right()[0] <= area.right
        assert area.bottom - 1e-6 <= grid.get_bottom()[1]
        assert grid.get_top()[1] <= area.top + 1e-6
    for one, other in pairwise(grids):
        beside = one.get_right()[0] < other.get_left()[0]
        assert beside or other.get_top()[1] < one.get_bottom()[1]
