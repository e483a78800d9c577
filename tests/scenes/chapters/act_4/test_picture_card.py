from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import TITLE_RISE, PictureCard
from scenes.subject.sourced import SourcedArray

IMAGE = SourcedArray(np.linspace(0, 1, 784), "images")


@pytest.mark.parametrize("words", ["noon", "gypsy"])
def test_names_of_all_cards_stand_on_one_line(words):
    card = PictureCard(IMAGE, words, center=[2, 1, 0], side=2.0)
    assert card.title.baseline == pytest.approx(2.0 + TITLE_RISE)
    assert card.title.get_x() == pytest.approx(2.0)


def test_a_card_shows_its_picture_where_it_belongs():
    card = PictureCard(IMAGE, "edge", center=[2, 1, 0], side=2.0)
    np.testing.assert_allclose(card.picture.get_center(), [2, 1, 0])
    assert card.picture.height == pytest.approx(2.0)
    assert card.picture.fills == (IMAGE,)
