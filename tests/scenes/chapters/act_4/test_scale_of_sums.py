"""The scale of sums, and pictures laid on weights."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import (
    AddUp,
    Bring,
    Chips,
    ColumnByColumn,
    NamedRow,
    Score,
    SumScale,
    light_left,
    lit_weights,
    sum_places,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_mobject import Canvas
from scenes.stage.layout import Stage, square
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

SUMS = SourcedArray([0.0, 1.0, 2.0, 1.5, -1.0], "sums")
ENDS = SourcedArray([-4.0, 4.0], "ends")
IMAGE = SourcedArray(np.ones(4), "image")
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
PHONE, SQUARE = Stage(-3.6, 3.6, 6.2, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)
LANES = 3


AREAS = pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])


def scale_on(area):
    ends = [each.shown_as(decimals=0, signed=True) for each in ENDS]
    return SumScale((ends[0], ends[1]), SUMS[0].shown_as(decimals=0), sum_places(area, LANES))


@AREAS
def test_weights_names_scale_and_small_pictures_stay_on_the_stage_and_keep_apart(area):
    scale = scale_on(area)
    places = scale.places
    place = places.weights
    scores = [
        Score(IMAGE, scale, lane).show(value)
        for lane, value in enumerate((ENDS[0], SUMS[0], ENDS[1]))
    ]
    grid = PixelGrid(np.zeros((28, 28, 3)), side=place.width).move_to(place.center)
    one = SUMS[1].shown_as(decimals=0, signed=True)
    names = [
        NamedRow(one, grid, 13 * 28 + 2, way=way, rise=0.28, color="#FFF")
        for way in (places.names, -places.names)[: 1 if places.names[0] else 2]
    ]
    for part in (*scale, *scores, *names, grid):
        assert part.get_left()[0] >= area.left - 1e-9
        assert part.get_right()[0] <= area.right + 1e-9
        assert part.get_bottom()[1] >= area.bottom - 1e-9
        assert part.get_top()[1] <= area.top + 1e-9
    for part in (*scale, *scores):
        assert part.get_left()[0] > place.right or part.get_top()[1] < place.bottom
    for score in scores:
        assert score.get_right()[0] < scale.numbers.get_left()[0]
    ways = np.diff([score.picture.get_x() for score in scores])
    assert (ways > places.card).all()
    for name in names:
        value = name.value
        beside = value.get_right()[0] < place.left
        assert beside or value.get_bottom()[1] > place.top or value.get_top()[1] < place.bottom
        assert name.leader.get_end() == pytest.approx(grid.cell_center(13, 2))


@AREAS
def test_a_picture_is_as_high_as_its_sum_and_a_bar_leads_to_it(area):
    scale = scale_on(area)
    score = Score(IMAGE, scale, 1)
    for value in (SUMS[2], SUMS[4]):
        score.show(value)
        ends = np.sort([scale.at(1, 0.0)[1], scale.at(1, value.value)[1]])
        assert score.picture.get_center() == pytest.approx(scale.at(1, value.value))
        assert score.frame.get_center() == pytest.approx(score.place.center)
        assert score.bar.height == pytest.approx(np.ptp(ends))
        assert score.bar.get_y() == pytest.approx(ends.mean())
        assert score.bar.fills == (value,)


def test_pushes_meet_a_picture_from_where_they_push():
    score = Score(IMAGE, scale_on(WIDE), 0)
    middle, half = score.at(1.0)[1], score.picture.height / 2
    assert score.met(1.0, 0.5)[1] == pytest.approx(middle - half)
    assert score.met(1.0, -0.5)[1] == pytest.approx(middle + half)


def test_every_sum_is_passed_and_the_last_one_stays():
    score = Score(IMAGE, scale_on(WIDE), 0)
    adding = AddUp(score, list(SUMS))
    adding.begin()
    seen = []
    for alpha in np.linspace(0, 1, 21):
        adding.interpolate(alpha)
        seen.append(score.sourced.value)
    adding.finish()
    assert list(dict.fromkeys(seen)) == list(SUMS.values)
    assert score.picture.get_center() == pytest.approx(score.at(-1.0))


def test_what_is_brought_ends_in_its_place_and_is_half_way_when_a_quarter_grown():
    weights = SourcedArray(np.zeros(4), "weights")
    grid = WeightGrid(weights, side=3.0, palette=PALETTES["classic"])
    start, end = square([4.0, 0.0, 0.0], 1.0), square([-2.0, 2.0, 0.0], 5.0)
    bringing = Bring(grid, start, end, rate_func=lambda t: t)
    bringing.begin()
    for alpha, middle, side in ((0, [4, 0, 0], 1), (0.5, [1, 1, 0], 2), (1, [-2, 2, 0], 5)):
        bringing.interpolate(alpha)
        assert grid.get_center() == pytest.approx(middle)
        assert grid.width == pytest.approx(side)
        assert grid.frame.width == pytest.approx(side)


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
