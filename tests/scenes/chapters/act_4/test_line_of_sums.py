"""The axis of sums, and pictures laid on weights."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import (
    AddUp,
    Chips,
    ColumnByColumn,
    SumAxis,
    Turn,
    light_left,
    lit_weights,
    sum_places,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_mobject import Canvas
from scenes.stage.layout import Stage
from scenes.subject.sourced import SourcedArray

SUMS = SourcedArray([0.0, 1.0, 2.0, 1.5, -1.0], "sums")
ENDS = SourcedArray([-4.0, 4.0], "ends")
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
PHONE, SQUARE = Stage(-3.6, 3.6, 6.2, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)


AREAS = pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])


def axis_on(area):
    return SumAxis((ENDS[0], ENDS[1]), SUMS[0], sum_places(area))


@AREAS
def test_weights_axis_and_small_pictures_stay_on_the_stage_and_keep_apart(area):
    axis = axis_on(area)
    place = axis.places.weights
    images = SourcedArray(np.ones((4, 4)), "images")
    values = (-4.0, 0.0, 2.0, 4.0)
    pictures = [axis.picture(images.row(i), value) for i, value in enumerate(values)]
    for part in (axis.line, axis.numbers, axis.name_of_sums, *pictures):
        assert part.get_left()[0] >= area.left - 1e-9
        assert part.get_right()[0] <= area.right + 1e-9
        assert part.get_bottom()[1] >= area.bottom - 1e-9
        assert part.get_top()[1] <= area.top + 1e-9
        assert part.get_left()[0] > place.right or part.get_top()[1] < place.bottom
    assert area.bottom < place.bottom < place.top <= area.top + 1e-9
    middles = [picture.get_center() for picture in pictures]
    ways = np.linalg.norm(np.diff(middles, axis=0), axis=1)
    assert (ways > pictures[0].width).all()


@AREAS
def test_the_bar_reaches_from_zero_to_the_sum(area):
    axis = axis_on(area)
    for value in (SUMS[2], SUMS[4]):
        axis.show(value)
        ends = np.sort([axis.at(0.0), axis.at(value.value)], axis=0)
        assert max(axis.bar.width, axis.bar.height) == pytest.approx(np.ptp(ends, axis=0).max())
        assert axis.bar.get_center() == pytest.approx(ends.mean(axis=0))
        assert axis.total.sourced is value


@AREAS
def test_the_sum_is_written_beyond_the_end_of_its_bar(area):
    axis = axis_on(area)
    axis.show(SUMS[2])
    assert (axis.total.get_center() - axis.at(SUMS[2].value)) @ axis.way > 0
    assert axis.heads_for(SUMS[2])
    assert not axis.heads_for(SUMS[4])
    turning = Turn(axis)
    turning.begin()
    turning.interpolate(0.3)
    assert (axis.total.get_center() - axis.at(SUMS[2].value)) @ axis.way > 0
    turning.finish()
    axis.show(SUMS[4])
    assert (axis.total.get_center() - axis.at(SUMS[4].value)) @ axis.way < 0
    assert axis.total.glyphs.get_fill_opacity() == pytest.approx(1)


def test_every_sum_is_passed_and_the_last_one_stays():
    axis = axis_on(WIDE)
    adding = AddUp(axis, list(SUMS))
    adding.begin()
    seen = []
    for alpha in np.linspace(0, 1, 21):
        adding.interpolate(alpha)
        seen.append(axis.sourced.value)
    adding.finish()
    assert list(dict.fromkeys(seen)) == list(SUMS.values)
    assert axis.total.sourced == SUMS[4]


def test_a_picture_on_weights_keeps_light_where_it_counts_for_nothing():
    weights, picture = np.array([1.0, 1.0, 0.0, 0.0]), np.array([1.0, 0.0, 1.0, 0.0])
    shares, light = lit_weights(picture), light_left(weights, picture)
    assert shares[0] == 1 > shares[1] > 0
    assert light[0] == light[1] == light[3] == 0 < light[2] < 1


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


def test_chips_hide_what_is_brighter_and_cover_parts_of_pixels():
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    chips = Chips([[0.5, 0, 0], [-40, 0, 0]], sides=4.0, colors=[[0.0, 1.0, 0.0]] * 2)
    chips.draw(Canvas(pixels, 1.0, np.zeros(3)))
    assert pixels[4, :, 0].tolist() == [255, 255, 128, 0, 0, 0, 128, 255]
    assert (pixels[..., 1] == 255).all()
    assert (pixels[..., 3] == 255).all()
    assert (pixels[:2, :, 0] == 255).all()
    assert (pixels[6:, :, 0] == 255).all()
