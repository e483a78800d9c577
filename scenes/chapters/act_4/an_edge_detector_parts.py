"""A mask that is laid over pictures, the sum of its products, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    VGroup,
    linear,
    squish_rate_func,
)

from network.analysis.sound_events import ticks
from scenes.mobjects.grids.weight_grid import weight_colors
from scenes.mobjects.plots.bars import WIDTH, SumBar
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import Pour, cells_of
from scenes.motion.counting import Count
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import Stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Vector3D
    from numpy.typing import ArrayLike, NDArray

    from network.analysis.sound_events import SoundEvent
    from scenes.mobjects.grids.weight_grid import WeightGrid
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced, SourcedArray

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


class SumReadout(VGroup):
    """A number in the middle of a gap, and a bar at its right end.

    Parameters
    ----------
    left, right, y
        Ends and height of the gap.
    """

    def __init__(
        self,
        sourced: Sourced,
        *,
        within: ArrayLike,
        left: float,
        right: float,
        y: float,
        height: float,
        palette: theme.Palette,
    ) -> None:
        self.bar = SumBar(sourced, within=within, height=height, palette=palette)
        self.bar.move_to([right - 1.3 * WIDTH, y, 0])
        self.total = ValueLabel(sourced, size="title")
        self.total.move_to([(left + self.bar.get_left()[0]) / 2, y, 0])
        self.name_of_total = note(_("sum"))
        self.name_of_total.next_to(self.total, UP, buff=0.3)
        super().__init__(self.total, self.name_of_total, self.bar)


DIMMED = 0.16
"""Opacity of a picture under a mask."""
FIRST_ARRIVAL = 0.45
"""Share of the time after which the first term arrives."""


class MaskedPicture:
    """A mask that is laid over a picture, multiplied with it, and added up.

    Parameters
    ----------
    mask
        Stays where it is: a copy of it moves.
    picture
        Dims while the copy lies over it.
    products
        Weight times pixel, one a cell.
    order
        Cells whose products are not zero, in the order in which they are added.

    Attributes
    ----------
    sheet
        The copy, transparent where the weight is zero: on stage until the products pour out.
    cloud
        The products on their way: on stage while they pour.
    """

    def __init__(
        self,
        mask: WeightGrid,
        picture: PixelGrid,
        *,
        products: SourcedArray,
        order: Sequence[int],
        sums: Sequence[Sourced],
        shown_by: Sequence[ValueLabel | SumBar],
        into: NDArray[np.float64],
    ) -> None:
        self.mask, self.picture, self.products = mask, picture, products
        self.order, self.sums, self.shown_by, self.into = order, sums, shown_by, into
        self.sheet: PixelGrid = mask.grid.copy()
        self.sheet.set_cell_weights(mask.weights.values != 0)
        self.cloud: PixelCloud | None = None

    def lay_over(self) -> Animation:
        """Let the copy glide over the picture, which dims below it."""
        return AnimationGroup(
            self.sheet.animate.match_height(self.picture).move_to(self.picture),
            self.picture.animate.set_opacity(DIMMED),
        )

    def multiply(self) -> Animation:
        """Let every weight become its product with the pixel below it: over the dark, nothing."""
        largest = float(np.abs(self.mask.weights.values).max())
        colors = weight_colors(self.products, self.mask.palette, largest)
        changed = self.sheet.animate.set_colors(colors, self.products)
        return changed.set_cell_weights(self.products.values != 0).build()

    def ticks(self, *, seconds: float) -> tuple[SoundEvent, ...]:
        """A tick for each product that `pour_out` adds to the sum."""
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        times = turns(len(self.sums), seconds, late)[1:]
        return ticks([self.products[i] for i in self.order], times)

    def pour_out(self, *, seconds: float) -> list[Animation]:
        """Let the products travel to the sum, which counts; nothing moves if all are zero.

        Take the sheet off the stage before, and the cloud afterwards.
        """
        if not self.order:
            return []
        self.cloud = cells_of(self.sheet, self.order, [self.products[i] for i in self.order])
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        return [
            Pour(self.cloud, self.into, lag=1 - FIRST_ARRIVAL, run_time=seconds),
            *(Count(each, self.sums, rate_func=late, run_time=seconds) for each in self.shown_by),
        ]
