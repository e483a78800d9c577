from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.grids.titled_grid import TITLE_GAP, TitledGrid
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.subject.sourced import SourcedArray

IMAGE = SourcedArray(np.linspace(0, 1, 784), "images")


def card_of(words):
    grid = image_grid(IMAGE, side=2.0).move_to([2, 1, 0])
    return TitledGrid(grid, words, on_baseline=True)


@pytest.mark.parametrize("words", ["noon", "gypsy"])
def test_names_of_all_cards_stand_on_one_line(words):
    card = card_of(words)
    assert card.title.baseline == pytest.approx(2.0 + TITLE_GAP)
    assert card.title.get_x() == pytest.approx(2.0)


def test_a_card_shows_its_picture_where_it_belongs():
    card = card_of("edge")
    np.testing.assert_allclose(card.grid.get_center(), [2, 1, 0])
    assert card.grid.height == pytest.approx(2.0)
    assert card.grid.fills == (IMAGE,)


def test_a_grid_keeps_the_size_of_its_title_wherever_it_goes():
    large = TitledGrid(image_grid(IMAGE, side=4.0), "picture")
    small = large.at([3, 1, 0], 2.0, "picture")
    assert small.grid.height == pytest.approx(2.0)
    assert small.frame.width == pytest.approx(2.0)
    np.testing.assert_allclose(small.grid.get_center(), [3, 1, 0], atol=1e-9)
    assert small.title.height == pytest.approx(large.title.height)
    assert small.grid.fills == large.grid.fills == (IMAGE,)


def test_the_title_stands_above_its_grid():
    found = TitledGrid(image_grid(IMAGE, side=2.0).move_to([1, 1, 0]), "edges")
    assert found.title.get_bottom()[1] > found.frame.get_top()[1]
    assert found.title.get_x() == pytest.approx(1.0)
