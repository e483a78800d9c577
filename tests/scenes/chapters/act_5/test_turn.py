"""One turn of the program's loop, in pictures."""

from __future__ import annotations

import pytest

from network.files.default_model import default_model
from scenes.chapters.act_5.compact_notation_parts import Turn
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES

ROOM = Stage(-2.4, 2.4, 1.5, -1.5)
ACTIVATIONS = default_model().activations


@pytest.fixture
def turns(record):
    return [
        Turn(record, layer, ACTIVATIONS, room=ROOM, palette=PALETTES["classic"])
        for layer in range(len(ACTIVATIONS))
    ]


def test_pictures_have_the_shapes_of_what_they_show(turns):
    for turn, layer in zip(turns, default_model().layers, strict=True):
        rows, columns = layer.weights.shape
        assert turn.weights[0].shape == (rows, columns)
        assert turn.taken[0].shape == (columns, 1)
        assert turn.biases[0].shape == turn.outcome[0].shape == (rows, 1)


def test_sides_of_as_many_numbers_are_as_long_and_of_more_longer(turns):
    first, _second, last = turns
    for turn in turns:
        assert turn.taken.height == pytest.approx(turn.weights.width)
        assert turn.biases.height == pytest.approx(turn.weights.height)
    assert first.taken.height > first.biases.height > last.biases.height


def test_what_comes_out_is_what_the_next_turn_takes(turns):
    before, after = turns[0].outcome[0], turns[1].taken[0]
    assert before.colors.tolist() == after.colors.tolist()
    assert before.height == pytest.approx(after.height)


def test_all_of_it_stands_in_its_room(turns):
    for turn in turns:
        assert turn.get_left()[0] >= ROOM.left
        assert turn.get_right()[0] <= ROOM.right
        assert turn.get_top()[1] <= ROOM.top
        assert turn.get_bottom()[1] >= ROOM.bottom
