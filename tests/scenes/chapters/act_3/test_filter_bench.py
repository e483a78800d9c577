from __future__ import annotations

import numpy as np
import pytest

from network.analysis.filters import HORIZONTAL_EDGES, VERTICAL_EDGES
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    SmallFilter,
    Stencil,
    signed_grid,
)
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


def test_its_rows_are_framed_in_their_colors_and_frames_cover_no_middle():
    stencil = Stencil(KERNEL, ROOM, palette=CLASSIC)
    side = stencil.grid.cell_side
    for frame, row, color in zip(
        stencil.rows, (0, 2), (CLASSIC.positive, CLASSIC.negative), strict=True
    ):
        np.testing.assert_allclose(frame.get_center(), stencil.grid.cell_center(row, 1))
        assert 0.8 * side < frame.height < side
        assert 2.8 * side < frame.width < 3 * side
        assert frame.get_fill_opacity() == 0
        assert frame.get_stroke_color().to_hex() == color


def test_a_quarter_turn_makes_the_second_filter_of_the_first():
    small = SmallFilter(signed_grid(KERNEL, ROOM, palette=CLASSIC), list(KERNEL))
    turning = small.turn()
    turning.begin()
    turning.finish()
    there = signed_grid(SourcedArray(VERTICAL_EDGES, "kernel"), ROOM, palette=CLASSIC)
    for center, color in zip(small.points, small.colors, strict=True):
        aside = np.linalg.norm(there.cell_centers() - center, axis=1)
        assert aside.min() == pytest.approx(0, abs=1e-9)
        np.testing.assert_allclose(there.colors.reshape(-1, 3)[aside.argmin()], color)


def test_on_its_way_it_stays_as_large():
    small = SmallFilter(signed_grid(KERNEL, ROOM, palette=CLASSIC), list(KERNEL))
    before = np.linalg.norm(small.points - ROOM.center, axis=1)
    turning = small.turn()
    turning.begin()
    turning.interpolate(0.5)
    np.testing.assert_allclose(
        np.linalg.norm(small.points - ROOM.center, axis=1), before, rtol=0.001, atol=1e-9
    )
