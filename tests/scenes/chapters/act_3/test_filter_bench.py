from __future__ import annotations

import numpy as np
import pytest

from network.analysis.filters import HORIZONTAL_EDGES, VERTICAL_EDGES
from scenes.chapters.act_3.layers_of_abstraction_parts import Stencil, signed_grid, turned
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.layout import square
from scenes.stage.theme import PALETTES, rgb
from scenes.subject.sourced import SourcedArray

CLASSIC = PALETTES["classic"]
KERNEL = SourcedArray(HORIZONTAL_EDGES, "kernel")
ROOM = square([1, 2, 0], 3)


def test_the_filter_asks_for_light_in_its_first_row_and_for_dark_in_its_last():
    stencil = Stencil(KERNEL, ROOM, palette=CLASSIC)
    light, dark = stencil.questions
    for question, row in ((light, 0), (dark, 2)):
        np.testing.assert_allclose(question.get_center(), stencil.grid.cell_center(row, 1))


def test_the_largest_magnitude_has_the_full_color_of_its_sign():
    grid = signed_grid(KERNEL, ROOM, palette=CLASSIC)
    np.testing.assert_allclose(grid.colors[0, 1], rgb(CLASSIC.positive))
    np.testing.assert_allclose(grid.colors[2, 1], rgb(CLASSIC.negative))
    np.testing.assert_allclose(grid.colors[1, 0], 0)
    assert grid.height == pytest.approx(ROOM.height)
    np.testing.assert_allclose(grid.get_center(), ROOM.center)


def test_a_quarter_turn_makes_the_second_filter_of_the_first():
    one, other = (PixelGrid(np.zeros((3, 3, 3)), side=1) for _ in range(2))
    found = np.zeros(9)
    found[turned(one, other)] = HORIZONTAL_EDGES.ravel()
    assert found.reshape(3, 3).tolist() == VERTICAL_EDGES.tolist()
