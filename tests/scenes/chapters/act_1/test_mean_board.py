import numpy as np
import pytest

from scenes.chapters.act_1.write_a_program_parts import MeanBoard
from scenes.subject.sourced import SourcedArray

MEANS = SourcedArray(np.zeros((10, 784)), "means")
DISTANCES = SourcedArray(np.arange(10.0), "distances")


def board_of(width, height):
    return MeanBoard(MEANS, DISTANCES, center=np.zeros(3), width=width, height=height)


@pytest.mark.parametrize(("width", "height"), [(7.0, 5.0), (5.1, 3.7), (5.1, 7.2)])
def test_a_board_keeps_to_its_box_and_shows_every_distance(width, height):
    board = board_of(width, height)
    assert board.width <= width
    assert board.height <= height
    assert [value.sourced for value in board.values] == [DISTANCES[i] for i in range(10)]


def test_on_a_wide_board_every_number_stands_under_its_picture():
    board = board_of(7.0, 5.0)
    for picture, value in zip(board.pictures, board.values, strict=True):
        assert abs(picture.get_x() - value.get_x()) < 0.05
        assert value.get_top()[1] < picture.get_bottom()[1]


def test_on_a_tall_board_every_number_stands_at_the_right_of_its_larger_picture():
    board = board_of(5.1, 7.2)
    assert board.pictures[0].height > 5.1 / 5
    for picture, value in zip(board.pictures, board.values, strict=True):
        assert abs(picture.get_y() - value.get_y()) < 0.05
        assert value.get_left()[0] > picture.get_right()[0]
    assert board.values[0].get_right()[0] < board.pictures[5].get_left()[0]


@pytest.mark.parametrize(("width", "height"), [(7.0, 5.0), (5.1, 3.7), (5.1, 7.2)])
def test_a_mark_touches_nothing_but_its_own_digit(width, height):
    board = board_of(width, height)
    for digit in range(10):
        mark = board.mark(digit, "#FFDD33")
        for other in {*range(10)} - {digit}:
            for part in (board.pictures[other], board.values[other].glyphs):
                dx, dy = np.abs(part.get_center() - mark.get_center())[:2]
                apart_across = dx - (part.width + mark.width) / 2
                apart_down = dy - (part.height + mark.height) / 2
                assert max(apart_across, apart_down) > 0
