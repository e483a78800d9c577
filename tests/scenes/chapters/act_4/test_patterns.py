"""Shapes over patterns."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.edge_scores import edge_templates
from network.analysis.loop_scores import loop_templates
from scenes.chapters.act_4.looking_inside_parts import (
    edge_outlines,
    loop_outline,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

CLASSIC = PALETTES["classic"]


@pytest.fixture
def tile():
    pattern = SourcedArray(np.random.default_rng(0).normal(size=784), "pattern")
    return WeightGrid(pattern, side=5.6, palette=CLASSIC).shift([1, 0.5, 0])


@pytest.mark.parametrize("sign", [1, -1])
def test_an_edge_has_its_colors_on_its_two_sides(tile, sign):
    bank = edge_templates()
    flat = (bank.angles == 0) & (bank.rows == 13) & (bank.columns == 13) & (bank.kinds == 1)
    picture = sign * bank.pictures[np.flatnonzero(flat)[0]]
    dark, bright = edge_outlines(tile, SourcedArray(picture, "edge"))
    assert dark.get_stroke_color().to_hex().lower() == CLASSIC.negative.lower()
    assert bright.get_stroke_color().to_hex().lower() == CLASSIC.positive.lower()
    assert (bright.get_y() > dark.get_y()) == (sign * (picture @ np.arange(784)) * sign < 0)
    for part in (dark, bright):
        assert part.get_x() == pytest.approx(tile.grid.cell_center(13, 13)[0])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_loop_is_one_ring_in_the_color_of_its_sign(tile, sign):
    picture = sign * loop_templates()[-1]
    ring = loop_outline(tile, SourcedArray(picture, "loop"))
    assert ring.get_stroke_color().to_hex().lower() == CLASSIC.sign(sign).lower()
    assert ring.get_center() == pytest.approx(tile.grid.cell_center(19, 19))
    assert 14 < ring.width / tile.grid.cell_side < 20
    assert len(ring.get_subpaths()) == 2


def test_outlines_on_small_tiles_are_thinner(tile):
    picture = SourcedArray(loop_templates()[-1], "loop")
    close = loop_outline(tile, picture)
    tile.scale(0.25)
    assert loop_outline(tile, picture).get_stroke_width() < close.get_stroke_width()
