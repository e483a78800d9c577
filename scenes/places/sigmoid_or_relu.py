"""Where the parts of `SigmoidOrReLU` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.layout import Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Places:
    """Where things stand.

    Attributes
    ----------
    planes
        Of each function's plot, between its axes.
    rise
        From the top of a plane to the middle of the formula above it.
    name_room
        What the learning curves leave free for their names.
    """

    planes: dict[str, Stage]
    rise: float
    name_room: float


def places(functions: Iterable[str]) -> Places:
    """Two functions below each other on a tall stage, on any other side by side."""
    area = stage()
    if area.is_tall:
        planes = [
            Stage(row.left + 0.6, row.right - 0.3, row.top - 1.8, row.bottom + 0.9)
            for row in area.rows(1, 1)
        ]
        return Places(dict(zip(functions, planes, strict=True)), rise=1.25, name_room=1.3)
    lefts, width = ((0.05, 0.61), 0.39) if area.is_wide else ((0.09, 0.62), 0.35)
    planes = []
    for left in lefts:
        foot, top = area.at(left, 0.16), area.at(left + width, 0.66)
        planes.append(Stage(foot[0], top[0], top[1], foot[1]))
    return Places(
        dict(zip(functions, planes, strict=True)),
        rise=0.27 * area.height, name_room=1.9 if area.is_wide else 1.3,
    )  # fmt: skip
