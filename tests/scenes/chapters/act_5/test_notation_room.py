"""Rooms of formulas, a program and times, in every frame."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from manim import tempconfig

from network.training.initialization import initialize
from scenes.chapters.act_5.compact_notation_parts import Code, notation_room
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, frame_size

PROGRAM = (
    "def network(a, layers):",
    "    for W, b, f in layers:",
    "        a = sigmoid(W @ a + b)",
)


@pytest.fixture(params=ASPECTS)
def diagram(request):
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        model = initialize((784, 16, 16, 10), ("sigmoid",) * 3, np.random.default_rng(0))
        yield NetworkDiagram(model, PALETTES["classic"])


def _overlap(one, other):
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return min(across, up)


def test_all_rooms_are_on_the_stage(diagram):
    room, area = notation_room(diagram), stage()
    for part in (room.formula, room.legend, room.matrix, room.lines, room.code, room.times):
        assert area.left - 1e-9 <= part.left < part.right <= area.right + 1e-9
        assert area.bottom - 1e-9 <= part.bottom < part.top <= area.top + 1e-9


def test_what_is_written_keeps_clear_of_the_first_layer_and_its_picture(diagram):
    room = notation_room(diagram)
    for part in (room.legend, room.matrix):
        assert part.left > diagram.columns[0].get_right()[0]
        assert _overlap(room.formula, part) <= 0
    assert room.formula.left > diagram.image_frame.get_right()[0]


def test_program_and_times_stand_apart_from_the_lines(diagram):
    room = notation_room(diagram)
    code = Code(PROGRAM, size=room.code_size)
    assert code.width <= room.code.width
    assert code.height <= room.code.height
    if not stage().is_wide:
        for one, other in combinations((room.lines, room.code, room.times), 2):
            assert _overlap(one, other) < 0


def test_the_longest_bar_leaves_room_for_its_number(diagram):
    room = notation_room(diagram)
    assert room.bar_width + 1.9 <= room.times.width
