"""The line of sums, and the cards with theirs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import (
    AddUp,
    Chips,
    ColumnByColumn,
    Noughts,
    SumBar,
    SumLine,
    card_places,
    mask_places,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_mobject import Canvas
from scenes.stage.layout import Stage
from scenes.subject.sourced import SourcedArray

SUMS = SourcedArray([0.0, 1.0, 2.0, 1.5, -1.0], "sums")
ENDS = SourcedArray([-4.0, 4.0], "ends")
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
PHONE, SQUARE = Stage(-3.6, 3.6, 6.2, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)


@pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])
def test_cards_stay_on_the_stage_and_keep_apart(area):
    places = card_places(area)
    for one, other in combinations((places.weights, *places.pictures), 2):
        beside = one.right < other.left or other.right < one.left
        assert beside or one.bottom > other.top or other.bottom > one.top
    for place in (places.weights, *places.pictures):
        assert area.left - 1e-9 <= place.left < place.right <= area.right + 1e-9
        assert area.bottom < place.bottom < place.top <= area.top + 1e-9


@pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])
def test_both_grids_stand_above_the_line_of_sums(area):
    places = mask_places(area)
    assert min(places.weights.bottom, places.picture.bottom) > places.y
    assert max(places.weights.top, places.picture.top) < area.top


def test_the_bar_reaches_from_zero_to_the_sum():
    line = SumBar((ENDS[0], ENDS[1]), SUMS[0], y=0.0, left=-2.0, right=2.0)
    unit = line.at(1.0)[0] - line.at(0.0)[0]
    for value in (SUMS[2], SUMS[4]):
        line.show(value)
        ends = sorted((line.at(0.0)[0], line.at(value.value)[0]))
        assert [line.bar.get_left()[0], line.bar.get_right()[0]] == pytest.approx(ends)
        assert line.total.sourced is value
        assert line.bar.width == pytest.approx(abs(value.value) * unit)


def test_every_sum_is_passed_and_the_last_one_stays():
    line = SumLine((ENDS[0], ENDS[1]), SUMS[0], places=mask_places(WIDE))
    adding = AddUp(line, list(SUMS))
    adding.begin()
    seen = []
    for alpha in np.linspace(0, 1, 21):
        adding.interpolate(alpha)
        seen.append(line.sourced.value)
    adding.finish()
    assert list(dict.fromkeys(seen)) == list(SUMS.values)
    assert line.total.sourced == SUMS[4]


def test_columns_change_from_the_left_and_other_cells_stay():
    grid = PixelGrid(np.zeros((2, 5, 3)), side=2.0)
    after = np.zeros((2, 5, 3))
    after[0, 1:] = 1.0
    changing = ColumnByColumn(grid, after)
    changing.begin()
    changing.interpolate(0.625)
    assert grid.colors[..., 0].tolist() == [[0, 1, 1, 0.5, 0], [0, 0, 0, 0, 0]]
    changing.finish()
    assert (grid.colors == after).all()


def test_noughts_come_row_by_row_from_the_row_that_holds_something_else():
    grid = PixelGrid(np.zeros((3, 3, 3)), side=3.0)
    rows = Noughts(grid, np.array([0, 0, 0, 0, 1, 1, 0, 0, 0]) == 0)
    assert rows[0].get_center() == pytest.approx(grid.cell_center(1, 0))
    assert [row.get_y() for row in rows[1:]] == pytest.approx([1.0, -1.0])
    assert rows[1].width == pytest.approx(2 + rows[0].width)


def test_chips_hide_what_is_brighter_and_cover_parts_of_pixels():
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    chips = Chips([[0.5, 0, 0], [-40, 0, 0]], sides=4.0, colors=[[0.0, 1.0, 0.0]] * 2)
    chips.draw(Canvas(pixels, 1.0, np.zeros(3)))
    assert pixels[4, :, 0].tolist() == [255, 255, 128, 0, 0, 0, 128, 255]
    assert (pixels[..., 1] == 255).all()
    assert (pixels[..., 3] == 255).all()
    assert (pixels[:2, :, 0] == 255).all()
    assert (pixels[6:, :, 0] == 255).all()
