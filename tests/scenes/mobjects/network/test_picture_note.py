"""Words near the picture of a network."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, UP, tempconfig

from network.training.initialization import initialize
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES

LONG = "words about a picture that need more than one line beside it or above it"


def diagram():
    model = initialize((784, 16, 10), ("sigmoid", "sigmoid"), np.random.default_rng(1))
    return NetworkDiagram(model, PALETTES["classic"])


@pytest.mark.parametrize("side", [UP, DOWN])
def test_a_note_stands_over_or_under_the_picture_of_a_wide_stage(side):
    network = diagram()
    note = PictureNote(network, LONG, side=side)
    frame = network.image_frame
    assert note.width <= frame.width + 1e-6
    assert np.sign(note.get_y() - frame.get_y()) == side[1]
    assert abs(note.get_y() - frame.get_y()) > (note.height + frame.height) / 2


@pytest.mark.parametrize("height", [8.0, 128 / 9])
@pytest.mark.parametrize("words", [LONG, "few words"])
def test_a_note_stands_right_of_the_picture_of_any_other_stage(height, words):
    with tempconfig({"frame_width": 8.0, "frame_height": height}):
        network = diagram()
        note = PictureNote(network, words, side=UP)
        area = stage()
    assert note.get_left()[0] > network.image_frame.get_right()[0]
    assert note.get_right()[0] <= area.right + 1e-6
    assert note.get_top()[1] == pytest.approx(network.places.aside[1])
    assert note.get_bottom()[1] > network.places.columns[-1][0, 1]
