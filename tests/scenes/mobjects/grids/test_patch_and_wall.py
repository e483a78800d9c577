"""A line around a patch of cells, and the wall of all weights of a layer."""

import numpy as np
import pytest

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_wall import MOST_TILES, WeightWall, shown_neurons, wall_room
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PALETTE = PALETTES["classic"]
ROOM = Stage(0.0, 6.0, 3.0, -3.0)


def outlined(*cells):
    grid = PixelGrid(np.zeros((4, 4, 3)), side=4.0)
    inside = np.zeros((4, 4), bool)
    for cell in cells:
        inside[cell] = True
    return PatchOutline(grid, inside.ravel(), color="#FFDD33")


def length(outline):
    return sum(np.linalg.norm(curve[-1] - curve[0]) for curve in outline.get_cubic_bezier_tuples())


def test_one_cell_has_a_border_of_its_four_sides():
    outline = outlined((1, 2))
    assert length(outline) == pytest.approx(4)
    assert outline.get_center() == pytest.approx([0.5, 0.5, 0])


def test_cells_side_by_side_share_one_border_and_a_hole_has_its_own():
    assert length(outlined((0, 0), (0, 1))) == pytest.approx(6)
    ring = [(r, c) for r in range(3) for c in range(3) if (r, c) != (1, 1)]
    assert length(outlined(*ring)) == pytest.approx(12 + 4)


def test_cells_that_touch_at_a_corner_are_both_outlined():
    assert length(outlined((0, 0), (1, 1))) == pytest.approx(8)


def test_no_patch_has_no_border():
    assert len(outlined().points) == 0


def wall(count, room=ROOM):
    weights = SourcedArray(np.arange(count * 4.0).reshape(count, 4), "weights")
    largest = SourcedArray(np.ones(count), "large")
    return WeightWall(weights, largest, neurons=range(count), room=room, palette=PALETTE)


@pytest.mark.parametrize("count", [1, 2, 5, 12, 16, 20, 32, 36])
def test_a_wall_keeps_to_its_room_and_its_tiles_apart(count):
    built = wall(count)
    assert built.width <= ROOM.width + 1e-6
    assert built.height <= ROOM.height + 1e-6
    centers = np.array([tile.get_center() for tile in built.tiles.values()])
    side = built.tiles[0].width
    apart = np.abs(centers[:, np.newaxis] - centers).max(axis=-1) + 9 * np.eye(count)
    assert apart.min() > side
    # A last row with hardly a picture in it looks like a mistake.
    in_last = np.isclose(centers[:, 1], centers[:, 1].min()).sum()
    in_first = np.isclose(centers[:, 1], centers[:, 1].max()).sum()
    assert in_last >= 0.6 * in_first


def test_sixteen_pictures_make_a_square():
    centers = np.array([tile.get_center() for tile in wall(16).tiles.values()])
    assert len(np.unique(centers[:, 0].round(3))) == 4


def test_each_tile_shows_the_weights_of_its_neuron():
    built = wall(6)
    assert next(each.source for each in built.tiles[4].weights) == "weights[4,0]"


def test_ties_run_from_each_neuron_to_its_picture():
    column = NeuronColumn(np.array([[-2.0, y, 0] for y in (1.0, 0.0, -1.0)]), radius=0.2)
    built = wall(3, wall_room(column))
    for disc, tile, tie in zip(column, built.tiles.values(), built.ties(column), strict=True):
        assert tie.get_start() == pytest.approx(disc.get_right())
        assert tie.get_end() == pytest.approx(tile.frame.get_left())


def test_of_too_many_neurons_some_are_shown_and_the_chosen_one_is():
    shown = shown_neurons(300, but_surely=250)
    assert len(shown.indices) == MOST_TILES
    assert 250 in shown.indices
    assert shown.is_elided
    assert not shown_neurons(MOST_TILES, but_surely=0).is_elided
