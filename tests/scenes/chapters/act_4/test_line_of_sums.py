"""The line of sums, and the strips with theirs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import (
    ROWS,
    AddUp,
    Chips,
    ColumnByColumn,
    SumLine,
    WrittenSum,
    mask_places,
    strip_places,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_mobject import Canvas
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

SUMS = SourcedArray([0.0, 1.0, 2.0, 1.5, -1.0], "sums")
ENDS = SourcedArray([-4.0, 4.0], "ends")
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
PHONE, SQUARE = Stage(-3.6, 3.6, 6.2, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)


@pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])
@pytest.mark.parametrize("row_length", [8, 28])
def test_strips_stay_on_the_stage_and_keep_apart(area, row_length):
    places = strip_places(area, 5, row_length)
    assert all(one.strip.bottom > other.strip.top for one, other in pairwise(places))
    for place in places:
        assert area.left <= place.name[0] <= place.strip.left + 1e-9
        assert place.strip.right < place.sum_at[0] < area.right
        assert place.strip.width / place.strip.height == pytest.approx(row_length / ROWS)


@pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])
def test_both_grids_stand_above_the_line_of_sums(area):
    places = mask_places(area)
    assert min(places.weights.bottom, places.picture.bottom) > places.y
    assert max(places.weights.top, places.picture.top) < area.top


@pytest.mark.parametrize("gain", [0.0, 2.0])
def test_what_was_gained_and_lost_is_written_only_where_both_were(gain):
    gain, loss, total = SourcedArray([gain, -2.0, gain - 2.0], "sums")
    shown = WrittenSum(gain, loss, total, PALETTES["classic"])
    assert shown.total.sourced is total
    assert len(shown) == (4 if gain.value else 1)


def test_the_bar_reaches_from_zero_to_the_sum():
    line = SumLine((ENDS[0], ENDS[1]), SUMS[0], places=mask_places(WIDE))
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


def test_columns_appear_from_the_left_and_hidden_cells_stay_hidden():
    grid = PixelGrid(np.ones((2, 4, 3)), side=2.0)
    grid.set_cell_weights([[1, 1, 1, 1], [0, 0, 0, 0]])
    appearing = ColumnByColumn(grid)
    appearing.begin()
    appearing.interpolate(0.625)
    assert grid.weights_of_cells.tolist() == [[1, 1, 0.5, 0], [0, 0, 0, 0]]
    appearing.finish()
    assert grid.weights_of_cells.tolist() == [[1, 1, 1, 1], [0, 0, 0, 0]]


def test_chips_hide_what_is_brighter_and_cover_parts_of_pixels():
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    chips = Chips([[0.5, 0, 0], [-40, 0, 0]], sides=4.0, colors=[[0.0, 1.0, 0.0]] * 2)
    chips.draw(Canvas(pixels, 1.0, np.zeros(3)))
    assert pixels[4, :, 0].tolist() == [255, 255, 128, 0, 0, 0, 128, 255]
    assert (pixels[..., 1] == 255).all()
    assert (pixels[..., 3] == 255).all()
    assert (pixels[:2, :, 0] == 255).all()
    assert (pixels[6:, :, 0] == 255).all()
