"""The network in a box named f: a picture goes in, outputs come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DL, DOWN, LEFT, UP, UR, Arrow, RoundedRectangle, VGroup

from scenes.mobjects.text.typst_text import Formula, Words, note
from scenes.stage import theme
from scenes.stage.layout import MUCH_LONGER, Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.sourced import Sourced

ARROW_ROOM = 0.75
"""Between the picture and the box, and between the box and what comes out."""
SMALL_WIDTH = 2.3
"""Of the box beside a plot on a wide stage."""


@dataclass(frozen=True)
class FunctionRoom:
    """The way from the picture through the box to what comes out.

    It leads from left to right on a wide stage; on any other, the large box stands below the
    picture, where its network stood, and the small one beside the picture, above the plot.

    Attributes
    ----------
    box
        Of the box while it stands alone, between the picture and the outputs.
    small
        Of the box beside a plot.
    plot
        Of an output's curve.
    """

    box: Stage
    small: Stage
    plot: Stage

    @property
    def way(self) -> tuple[Stage, ...]:
        """Where the box is between the large and the small one: it passes no picture."""
        if self.small.top <= self.box.top:
            return ()
        return (self.small.shifted(0.0, self.box.top - self.small.top),)

    @property
    def is_flat(self) -> bool:
        """Whether the small box has its network beside its name, and so the large one too."""
        return self.small.width > MUCH_LONGER * self.small.height


def function_room(picture: Mobject, outputs: Mobject) -> FunctionRoom:
    """The room of the present stage around a picture and outputs where a network has them."""
    area, frame = stage(), edges(picture)
    right, below = frame.right + ARROW_ROOM, frame.bottom - ARROW_ROOM
    end = float(outputs.get_left()[0]) - ARROW_ROOM
    if area.is_wide:
        box = replace(area, left=right, right=end)
        small = replace(frame, left=right, right=right + SMALL_WIDTH)
        return FunctionRoom(box, small, replace(area, left=small.right + ARROW_ROOM))
    box = replace(area, top=below, right=end)
    small = replace(frame, left=right, right=area.right)
    return FunctionRoom(box, small, replace(area, top=below))


def edges(part: Mobject) -> Stage:
    """The room that something fills."""
    (left, bottom, _), (right, top, _) = part.get_corner(DL), part.get_corner(UR)
    return Stage(float(left), float(right), float(top), float(bottom))


MARGIN = 0.25
"""Inside the box."""


class FunctionBox(VGroup):
    """A box named f, with room for a network; below that is written how much is in it.

    The name stands above the network, or beside it.

    Attributes
    ----------
    note
        None for a small box.
    inside
        The room of the network.
    """

    def __init__(
        self,
        room: Stage,
        palette: theme.Palette,
        *,
        is_beside: bool,
        parameters: Sourced | None = None,
    ) -> None:
        self.box = RoundedRectangle(
            corner_radius=0.2, width=room.width, height=room.height, color=palette.signal,
            stroke_width=4,
        ).move_to(room.center)  # fmt: skip
        self.title = Formula("f", size="title", color=palette.signal)
        free = room.inset(MARGIN)
        if is_beside:
            self.title.move_to(free.at(0, 0.5), aligned_edge=LEFT)
            free = replace(free, left=float(self.title.get_right()[0]) + MARGIN)
        else:
            self.title.move_to(free.at(0.5, 1), aligned_edge=UP)
            free = replace(free, top=float(self.title.get_bottom()[1]) - MARGIN)
        self.note: Words | None = None
        if parameters is not None:
            self.note = note(_("{count} parameters"), count=parameters)
            if self.note.width > free.width:
                self.note = note(_("{count} parameters"), width=free.width, count=parameters)
            self.note.move_to(free.at(0.5, 0), aligned_edge=DOWN)
            free = replace(free, bottom=float(self.note.get_top()[1]) + MARGIN)
        self.inside = free
        super().__init__(self.box, self.title, *([self.note] if self.note else []))


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
    """To the right, or else down, level with the middle of the smaller of the two."""

    def __init__(
        self, first: Mobject, second: Mobject, *, buff: float = 0.12, **options: Any
    ) -> None:
        if second.get_left()[0] > first.get_right()[0]:
            y = min(first, second, key=lambda part: part.height).get_y()
            start, end = [first.get_right()[0], y, 0.0], [second.get_left()[0], y, 0.0]
        else:
            x = min(first, second, key=lambda part: part.width).get_x()
            start, end = [x, first.get_bottom()[1], 0.0], [x, second.get_top()[1], 0.0]
        super().__init__(np.array(start), np.array(end), buff=buff, **options)
