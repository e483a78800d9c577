"""The network in a box named f: a picture goes in, outputs come out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DL, DOWN, UP, UR, Arrow, RoundedRectangle, VGroup

from scenes.mobjects.text.typst_text import Formula, note
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.sourced import Sourced

ARROW_ROOM = 0.75
"""Between the picture and the box, and between the box and what comes out."""
ARROW_WIDTH, ARROW_HEAD = 3.0, 0.16


def function_room(picture: Mobject, outputs: Mobject) -> Stage:
    """The room of a box between a picture and outputs, where a network has them.

    The way leads through it from left to right on a wide stage; on any other, the box stands below
    the picture, where the network stood.
    """
    area, frame = stage(), edges(picture)
    end = float(outputs.get_left()[0]) - ARROW_ROOM
    if area.is_wide:
        return replace(area, left=frame.right + ARROW_ROOM, right=end)
    return replace(area, top=frame.bottom - ARROW_ROOM, right=end)


def edges(part: Mobject) -> Stage:
    """The room that something fills."""
    (left, bottom, _), (right, top, _) = part.get_corner(DL), part.get_corner(UR)
    return Stage(float(left), float(right), float(top), float(bottom))


MARGIN = 0.25
"""Inside the box."""


class FunctionBox(VGroup):
    """A box named f, with room for a network; below that is written how much is in it.

    Attributes
    ----------
    inside
        The room of the network.
    """

    def __init__(self, room: Stage, palette: theme.Palette, *, parameters: Sourced) -> None:
        color = palette.signal
        self.box = RoundedRectangle(
            corner_radius=0.2, width=room.width, height=room.height, color=color, stroke_width=4
        ).move_to(room.center)
        self.title = Formula("f", size="title", color=color)
        free = room.inset(MARGIN)
        self.title.move_to(free.at(0.5, 1), aligned_edge=UP)
        self.note = note(_("{count} parameters"), count=parameters)
        if self.note.width > free.width:
            self.note = note(_("{count} parameters"), width=free.width, count=parameters)
        self.note.move_to(free.at(0.5, 0), aligned_edge=DOWN)
        self.inside = replace(
            free,
            top=float(self.title.get_bottom()[1]) - MARGIN,
            bottom=float(self.note.get_top()[1]) + MARGIN,
        )
        super().__init__(self.box, self.title, self.note)


def network_edges(diagram: NetworkDiagram) -> Stage:
    """The room that a network fills, from its input column to its outputs."""
    parts = [edges(part) for part in (diagram.strip_frame, *diagram.columns)]
    return Stage(
        min(part.left for part in parts),
        max(part.right for part in parts),
        max(part.top for part in parts),
        min(part.bottom for part in parts),
    )


class ArrowBetween(Arrow):
    """To the right, or else down, through the middle of where the two, and others, face each other.

    All of them are as thick and have the same head, however long they are.
    """

    def __init__(
        self,
        first: Mobject,
        second: Mobject,
        *others: Mobject,
        buff: float = 0.12,
        **options: Any,
    ) -> None:
        one, other = edges(first), edges(second)
        facing = [edges(part) for part in (first, second, *others)]
        if other.left > one.right:
            y = (min(each.top for each in facing) + max(each.bottom for each in facing)) / 2
            start, end = [one.right, y, 0.0], [other.left, y, 0.0]
        else:
            x = (max(each.left for each in facing) + min(each.right for each in facing)) / 2
            start, end = [x, one.bottom, 0.0], [x, other.top, 0.0]
        super().__init__(
            np.array(start), np.array(end), buff=buff, stroke_width=ARROW_WIDTH,
            tip_length=ARROW_HEAD, max_tip_length_to_length_ratio=1.0,
            max_stroke_width_to_length_ratio=np.inf, **options,
        )  # fmt: skip


def lead_through(first: Mobject, box: Mobject, last: Mobject, *, color: str) -> VGroup:
    """An arrow into a box and one out of it; on a wide stage they are level with each other."""
    others = (first, last) if stage().is_wide else ()
    return VGroup(
        ArrowBetween(first, box, *others, color=color),
        ArrowBetween(box, last, *others, color=color),
    )
