"""Where the parts of `AnEdgeDetector` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP

from scenes.layout import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Vector3D
    from numpy.typing import NDArray


SIDE = 3.9
SMALL_MASK = 2.05
SMALL = 2.3
NAME_ROOM = 0.45
SUM_ROOM, ROW_GAP = 0.75, 0.3
"""Below each of the four pictures for its sum, and between them."""
READOUT_WIDTH = 2.5
BETWEEN = 0.8
"""The gap of the sign between mask and picture."""
PICTURES_UP = 0.545
"""Share of the stage's height at which the middle of the large pictures is."""


@dataclass(frozen=True)
class MaskPlaces:
    """Where masks, pictures and sums stand.

    Attributes
    ----------
    side, alone, mask, picture
        Of the large grids; middles of the mask, at first alone, then beside a picture.
    mask_name, picture_name
        On which sides of them their names stand: never between the two.
    readout, into
        Room of the sum, its bar's axis as high as this; from which side products flow into it.
    small_mask, small_mask_name
        The same beside the four pictures.
    cards, card_side
        Middles of the four pictures in the order of their ranks, and their side.
    """

    side: float
    alone: NDArray[np.float64]
    mask: NDArray[np.float64]
    picture: NDArray[np.float64]
    mask_name: Vector3D
    picture_name: Vector3D
    readout: Stage
    into: Vector3D
    small_mask: Stage
    small_mask_name: Vector3D
    cards: tuple[NDArray[np.float64], ...]
    card_side: float


def mask_places(area: Stage) -> MaskPlaces:
    """In one row on a wide stage; on others below each other, the four pictures two by two."""
    if area.is_wide:
        return _in_a_row(area)
    if area.is_tall:
        return _in_a_column(area)
    return _in_a_square(area)


def _in_a_row(area: Stage) -> MaskPlaces:
    side = min(SIDE, 0.31 * area.width)
    alone = area.at(0.5, PICTURES_UP)
    mask = np.array([area.left + side / 2, alone[1], 0.0])
    picture = mask + (side + BETWEEN) * RIGHT
    half = 0.3 * area.height
    small = min(SMALL_MASK, 0.31 * area.height)
    top = area.at(0.5, 1)
    return MaskPlaces(
        side=side,
        alone=alone,
        mask=mask,
        picture=picture,
        mask_name=DOWN,
        picture_name=DOWN,
        readout=Stage(picture[0] + side / 2, area.right, alone[1] + half, alone[1] - half),
        into=LEFT,
        small_mask=Stage(top[0] - small / 2, top[0] + small / 2, top[1], top[1] - small),
        small_mask_name=RIGHT,
        cards=tuple(area.at((i + 0.5) / 4, 0.4) for i in range(4)),
        card_side=min(SMALL, 0.2 * area.width),
    )


def _in_a_column(area: Stage) -> MaskPlaces:
    upper, lower = area.inset(0, NAME_ROOM).rows(1, 1, gap=BETWEEN)
    side = min(upper.height, area.width - READOUT_WIDTH)
    grids = replace(area, right=area.left + side)
    readout = replace(area.inset(0, 0.2 * area.height), left=grids.right)
    top, *rows = area.rows(1, 2, 2, gap=ROW_GAP)
    cards, card_side = _two_by_two(rows)
    left = float(cards[0][0]) - card_side / 2
    return MaskPlaces(
        side=side,
        alone=area.center,
        mask=np.array([grids.center[0], upper.center[1], 0.0]),
        picture=np.array([grids.center[0], lower.center[1], 0.0]),
        mask_name=UP,
        picture_name=DOWN,
        readout=readout,
        into=LEFT,
        small_mask=replace(top, left=left, right=left + top.height),
        small_mask_name=RIGHT,
        cards=cards,
        card_side=card_side,
    )


def _in_a_square(area: Stage) -> MaskPlaces:
    upper, lower = area.rows(1, 1, gap=NAME_ROOM)
    one, other = replace(upper, top=upper.top - NAME_ROOM).columns(1, 1)
    alone, room = area.columns(1, 2.2)
    cards, card_side = _two_by_two(room.rows(1, 1, gap=ROW_GAP))
    return MaskPlaces(
        side=one.height,
        alone=area.center,
        mask=one.center,
        picture=other.center,
        mask_name=UP,
        picture_name=UP,
        readout=replace(lower.inset(0.05 * lower.width, NAME_ROOM), left=0.25 * lower.left),
        into=RIGHT,
        small_mask=alone.inset(0, (alone.height - alone.width) / 2),
        small_mask_name=DOWN,
        cards=cards,
        card_side=card_side,
    )


def _two_by_two(rows: Sequence[Stage]) -> tuple[tuple[NDArray[np.float64], ...], float]:
    # Above a picture is its name, below it its sum.
    cells = [cell for row in rows for cell in row.columns(1, 1, gap=ROW_GAP)]
    side = min(cells[0].width, cells[0].height - NAME_ROOM - SUM_ROOM)
    down = (NAME_ROOM - SUM_ROOM) / 2 * DOWN
    return tuple(cell.center + down for cell in cells), side
