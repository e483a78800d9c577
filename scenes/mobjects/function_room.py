"""Where a picture, the function that it enters, and the function's outputs stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim import DL, UR

from scenes.layout import Stage, stage
from scenes.mobjects.answer_board import HEADING, LARGE_SIDE

if TYPE_CHECKING:
    from manim import Mobject

ARROW_ROOM = 0.75
"""Between the picture and the box, and between the box and its outputs."""
FLAT_SHARE = 0.28
"""Of a tall stage's height, for the box."""
COLUMN_WIDTH = 2.65
"""Of the box that stands below the picture, beside its outputs."""


@dataclass(frozen=True)
class FunctionRoom:
    """The way from the picture through the box to its outputs.

    It leads from left to right on a wide stage and down on a tall one; on any other, down to the
    box and then to the right.

    Attributes
    ----------
    box
        The box of the function.
    board
        The rows of its outputs; the discs have their middles at its left edge.
    pixel
        A pixel of the picture, large, with its value.
    """

    box: Stage
    board: Stage
    pixel: Stage


def function_room(picture: Mobject) -> FunctionRoom:
    """The room of the present stage around a picture that stands where a network has it."""
    area, inner, frame = stage(), stage().inset(0.1), _edges(picture)
    right, below = frame.right + ARROW_ROOM, frame.bottom - ARROW_ROOM
    if area.is_wide:
        middle, half = area.center[1], 0.33 * area.height
        box = Stage(right, area.at(0.55, 0)[0], middle + half, middle - half)
        board = replace(inner, left=box.right + ARROW_ROOM + 0.15)
        pixel = replace(frame, top=area.at(0, 0.13)[1] + LARGE_SIDE / 2, bottom=area.bottom)
    elif area.is_tall:
        box = replace(area, top=below, bottom=below - FLAT_SHARE * area.height)
        board = replace(inner, left=frame.center[0], top=box.bottom - ARROW_ROOM + HEADING)
        pixel = replace(frame, left=frame.right, right=area.right).inset(0.0, 0.27 * frame.height)
    else:
        box = replace(area, top=below, right=area.left + COLUMN_WIDTH)
        board = replace(inner, left=box.right + ARROW_ROOM + 0.15)
        pixel = replace(frame, left=frame.right, right=board.left).inset(0.25, 0.0)
    return FunctionRoom(box, board, pixel)


def _edges(part: Mobject) -> Stage:
    (left, bottom, _), (right, top, _) = part.get_corner(DL), part.get_corner(UR)
    return Stage(float(left), float(right), float(top), float(bottom))
