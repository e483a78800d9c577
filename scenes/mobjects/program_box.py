"""The box in which a program, or a question, stands until the network takes its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, ArcBetweenPoints, Line, VGroup

from scenes.stage import theme
from scenes.stage.layout import Stage, network_places, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

CORNER = 0.2
ARROW_ROOM = 0.75
"""Between the picture and the box, scene units."""


def box_room(layer_sizes: Sequence[int]) -> Stage:
    """Where the network will be, beside its picture or below it."""
    area, places = stage(), network_places(layer_sizes)
    half = places.image_side / 2
    right = float(places.columns[-1][0, 0]) + places.radii[-1]
    if area.is_wide:
        return replace(area, left=float(places.image[0]) + half + ARROW_ROOM, right=right)
    return replace(area, right=right, top=float(places.image[1]) - half - ARROW_ROOM)


class Box(VGroup):
    """A box of two halves, left and right, that can slide apart."""

    def __init__(self, room: Stage) -> None:
        self.room = room
        super().__init__(self._half(room.left, 1.0), self._half(room.right, -1.0))
        self.set_stroke(theme.SECONDARY, width=4)

    def open(self, way: float, *, seconds: float) -> Animation:
        """Let the halves slide apart and vanish."""
        return AnimationGroup(
            *(
                half.animate(run_time=seconds).shift(way * side).set_stroke(opacity=0)
                for half, side in zip(self, (LEFT, RIGHT), strict=True)
            )
        )

    def _half(self, x: float, inward: float) -> VGroup:
        room, bend = self.room, CORNER * inward
        middle = room.center[0]
        top, bottom = (np.array([x, y, 0]) for y in (room.top, room.bottom))
        above, below = top + CORNER * DOWN, bottom + CORNER * UP
        return VGroup(
            Line([middle, room.top, 0], top + bend * RIGHT),
            ArcBetweenPoints(top + bend * RIGHT, above, angle=inward * np.pi / 2),
            Line(above, below),
            ArcBetweenPoints(below, bottom + bend * RIGHT, angle=inward * np.pi / 2),
            Line(bottom + bend * RIGHT, [middle, room.bottom, 0]),
        )
