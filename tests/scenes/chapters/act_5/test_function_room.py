"""The way from a picture through a box to the outputs, in every frame."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square, tempconfig

from scenes.chapters.act_5.the_network_is_a_function_parts import ArrowBetween, function_room
from scenes.stage.layout import Stage, network_places, stage
from scenes.subject.aspects import ASPECTS, frame_size


@pytest.fixture(params=ASPECTS)
def picture(request):
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        places = network_places((784, 16, 16, 10))
        yield Square(places.image_side).move_to(places.image)


def test_all_parts_are_on_the_stage(picture):
    room, area = function_room(picture), stage()
    for part in (room.box, room.board, room.pixel):
        assert area.left - 1e-9 <= part.left < part.right <= area.right + 1e-9
        assert area.bottom - 1e-9 <= part.bottom < part.top <= area.top + 1e-9


def test_no_part_lies_over_another(picture):
    room = function_room(picture)
    frame = Stage(
        picture.get_left()[0], picture.get_right()[0], picture.get_top()[1], picture.get_bottom()[1]
    )
    parts = (frame, room.box, room.board, room.pixel)
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            up = min(one.top, other.top) - max(one.bottom, other.bottom)
            assert min(across, up) <= 1e-9


def test_outputs_have_room_for_their_curves(picture):
    board = function_room(picture).board
    assert board.width > 3.2
    assert board.height > 4.2


def test_an_arrow_is_level_with_the_smaller_of_two_things_beside_each_other():
    arrow = ArrowBetween(Square(4.0), Square(1.0).move_to([4.0, 1.0, 0.0]))
    assert arrow.get_start() == pytest.approx(np.array([2.12, 1.0, 0.0]))
    assert arrow.get_end() == pytest.approx(np.array([3.38, 1.0, 0.0]))


def test_an_arrow_leads_down_to_what_is_not_right_of_it():
    arrow = ArrowBetween(Square(1.0), Square(4.0).move_to([1.0, -4.0, 0.0]))
    assert arrow.get_start() == pytest.approx(np.array([0.0, -0.62, 0.0]))
    assert arrow.get_end() == pytest.approx(np.array([0.0, -1.88, 0.0]))
