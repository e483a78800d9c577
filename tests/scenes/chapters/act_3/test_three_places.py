from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import three_places
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.stage.layout import Stage
from scenes.subject.sourced import SourcedArray

IMAGE = SourcedArray(np.linspace(0, 1, 784), "image")


@pytest.mark.parametrize(
    ("area", "rows"),
    [
        (Stage(-6.4, 6.4, 3.6, -3.04), 1),
        (Stage(-3.6, 3.6, 6.3, -4.8), 2),
        (Stage(-3.6, 3.6, 3.6, -3.04), 2),
    ],
    ids=["wide", "tall", "square"],
)
def test_three_grids_fit_into_a_stage_without_touching(area, rows):
    spots, side = three_places(area)
    grids = [TitledGrid(image_grid(IMAGE, side=side).move_to(spot), "edges") for spot in spots]
    assert len({round(float(spot[1]), 6) for spot in spots}) == rows
    for grid in grids:
        assert area.left <= grid.get_left()[0] < grid.get_right()[0] <= area.right
        assert area.bottom - 1e-6 <= grid.get_bottom()[1]
        assert grid.get_top()[1] <= area.top + 1e-6
    for one, other in pairwise(grids):
        beside = one.get_right()[0] < other.get_left()[0]
        assert beside or other.get_top()[1] < one.get_bottom()[1]
