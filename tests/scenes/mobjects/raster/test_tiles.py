"""Marked tiles of a frame become rectangles that hold all of them and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.raster.tiles import TILE_HEIGHT, TILE_WIDTH, Tiles

HEIGHT, WIDTH = 480, 854


@pytest.fixture
def tiles():
    return Tiles(HEIGHT, WIDTH)


def covered(tiles):
    """How many rectangles lie over each pixel."""
    found = np.zeros((tiles.height, tiles.width), dtype=int)
    for part in tiles.parts():
        found[part] += 1
    return found


def rectangle(pixels, top, bottom, left, right):
    pixels[max(top, 0) : max(bottom + 1, 0), max(left, 0) : max(right + 1, 0)] = True


def whole_tiles(pixels):
    """The same with every tile full of which a pixel is touched."""
    found = np.zeros_like(pixels)
    for row, column in {(r // TILE_HEIGHT, c // TILE_WIDTH) for r, c in np.argwhere(pixels)}:
        y, x = row * TILE_HEIGHT, column * TILE_WIDTH
        found[y : y + TILE_HEIGHT, x : x + TILE_WIDTH] = True
    return found


@pytest.mark.parametrize("seed", range(20))
def test_parts_cover_what_was_marked_once_and_no_other_tile(tiles, seed):
    rng = np.random.default_rng(seed)
    pixels = np.zeros((HEIGHT, WIDTH), dtype=bool)
    for _ in range(rng.integers(1, 12)):
        top, left = int(rng.integers(-90, HEIGHT + 50)), int(rng.integers(-90, WIDTH + 50))
        bottom, right = top + int(rng.integers(0, 120)), left + int(rng.integers(0, 300))
        tiles.mark(top, bottom, left, right)
        rectangle(pixels, top, bottom, left, right)
    np.testing.assert_array_equal(covered(tiles), whole_tiles(pixels).astype(int))


def test_nothing_is_marked_at_first_or_after_clearing(tiles):
    assert tiles.parts() == []
    tiles.mark_all()
    assert tiles.are_all
    assert tiles.parts() == [(slice(0, HEIGHT), slice(0, WIDTH))]
    tiles.clear()
    assert tiles.parts() == []
    assert not tiles.are_all


def test_what_lies_beside_the_frame_is_no_part_of_it(tiles):
    for beside in ((-50, -1, 0, 99), (HEIGHT + 40, HEIGHT + 99, 0, 9), (0, 9, -300, -2)):
        tiles.mark(*beside)
    tiles.mark(0, 9, WIDTH + 70, WIDTH + 99)
    assert tiles.parts() == []


@pytest.mark.parametrize("seed", range(5))
def test_boxes_are_marked_as_each_of_them_is(tiles, seed):
    rng = np.random.default_rng(seed)
    first = rng.integers(-90, (HEIGHT + 50, WIDTH + 50), size=(9, 2))
    last = first + rng.integers(0, (120, 300), size=(9, 2))
    tiles.mark_boxes(first, last)
    pixels = np.zeros((HEIGHT, WIDTH), dtype=bool)
    for (top, left), (bottom, right) in zip(first.tolist(), last.tolist(), strict=True):
        rectangle(pixels, top, bottom, left, right)
    np.testing.assert_array_equal(covered(tiles), whole_tiles(pixels).astype(int))


def test_marks_of_two_add_up(tiles):
    other = Tiles(HEIGHT, WIDTH)
    tiles.mark(0, 9, 0, 9)
    other.mark(400, 409, 700, 709)
    tiles.add(other)
    assert covered(tiles)[5, 5] == covered(tiles)[405, 705] == 1
    assert len(other.parts()) == 1
