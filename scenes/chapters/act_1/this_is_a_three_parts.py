"""Pictures laid over one another, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Arrow,
    Group,
    Square,
    VGroup,
)

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, network_places, square
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from scenes.subject.sourced import Sourced, SourcedArray


OTHERS = 4
"""How many other hands write the digit."""
BLOCK_SHARE = 0.45
"""Of the longer side of the stage: what the pictures of the other hands take."""
GAP = 0.3
"""Between pictures, scene units."""
FIRST_SIDE = 1.55
"""Of the first picture above the others, on a stage that is not wide, scene units."""


@dataclass(frozen=True)
class HandsRoom:
    """Where the pictures of all hands stand.

    Attributes
    ----------
    first
        The square of the first picture, on which the others are laid.
    others
        Those of the other hands, in the order in which they leave.
    counts
        Room for what is counted, where the others stood.
    """

    first: Stage
    others: tuple[Stage, ...]
    counts: Stage

    @classmethod
    def on(cls, area: Stage) -> HandsRoom:
        """The others stand two by two: left of the first, or on a tall stage above it."""
        if area.is_tall:
            block, room = area.rows(BLOCK_SHARE, 1 - BLOCK_SHARE, gap=GAP)
        else:
            width = min(area.height, BLOCK_SHARE * area.width)
            block, room = area.columns(width, area.width - width - GAP, gap=GAP)
        side = min(room.width, room.height)
        first = square(room.at(0.5, 0.5), side)
        both = min(block.width, block.height)
        cells = square(block.center, both).cells(2, 2, gap=GAP)
        # Whoever is nearer leaves first: nobody flies over another.
        order = (2, 3, 0, 1) if area.is_tall else (1, 3, 0, 2)
        return cls(first, tuple(cells[i] for i in order), block)


OWN, OTHER = 0.3, 0.66
"""How bright a cell is that only the first picture lights, and one that only the other does."""
FAINTEST = 0.75
"""How bright a cell of a pile is that all pictures but one light, nearly."""


def show_stack(grid: PixelGrid, stack: SourcedArray, *, full: int, color: str) -> PixelGrid:
    """Let each cell be as bright as the number of pictures that light it.

    Parameters
    ----------
    stack
        Number of pictures that light each cell.
    full
        How many pictures there are; cells that all of them light are in `color`.
    """
    colors = gray(stack.values / full * FAINTEST)
    colors[stack.values == full] = theme.rgb(color)
    return grid.set_colors(colors, stack)


def show_common(grid: PixelGrid, own: SourcedArray, other: SourcedArray, color: str) -> PixelGrid:
    """Let cells that both pictures light be in `color`, and those that one lights be gray."""
    colors = gray(np.maximum(OWN * own.values, OTHER * other.values))
    colors[np.minimum(own.values, other.values) > 0] = theme.rgb(color)
    grid.set_colors(colors)
    grid.fills = (own, other)
    return grid


NUMBER_SHARE = 0.4
"""Of a row of counts: room for the number."""
COUNT_HEIGHT = 1.6
"""Of a row of counts, scene units."""
SWATCH = 0.4
"""Side of a square that shows which pixels are counted, scene units."""


class Counts(VGroup):
    """Numbers below each other, each with what it counts at its right.

    Parameters
    ----------
    named
        What each counts, its number, and the color of the pixels that are counted.
    """

    def __init__(self, named: Sequence[tuple[str, Sourced, str]], *, room: Stage) -> None:
        self.values, self.names, self.swatches = VGroup(), VGroup(), VGroup()
        middle = replace(
            room,
            top=room.center[1] + COUNT_HEIGHT * len(named) / 2,
            bottom=room.center[1] - COUNT_HEIGHT * len(named) / 2,
        )
        rows = middle.rows(*[1] * len(named), gap=0)
        for row, (words, count, color) in zip(rows, named, strict=True):
            number, text = row.columns(NUMBER_SHARE, 1 - NUMBER_SHARE, gap=GAP)
            value = ValueLabel(count, size="title", color=color, align="right")
            value.end_at(number.right, row.center[1])
            name = Words(words, color=color, width=text.width, align="left", balanced=True)
            name.move_to(text.at(0, 0.5), aligned_edge=LEFT)
            swatch = Square(SWATCH, stroke_width=0, fill_color=color, fill_opacity=1)
            self.swatches.add(swatch.next_to(value, LEFT, buff=GAP))
            if swatch.get_left()[0] < room.left:
                swatch.next_to(value, DOWN, buff=GAP / 2)
            self.values.add(value)
            self.names.add(name)
        super().__init__(self.values, self.names, self.swatches)


SHARE_ROOM = 1.1
"""For the share below a picture, scene units."""


@dataclass(frozen=True)
class PairRoom:
    """Where the first picture stands while two others are compared with it.

    Attributes
    ----------
    first
        Its square: at home on a wide stage.
    title
        Room for what is compared, beside or above it.
    pictures
        Squares of the two others, with room for a share below each.
    """

    first: Stage
    title: Stage
    pictures: tuple[Stage, Stage]

    @classmethod
    def on(cls, area: Stage, layer_sizes: Sequence[int]) -> PairRoom:
        """The two stand at the right of the first picture, or below it."""
        if area.is_wide:
            home = network_places(layer_sizes)
            first = square(home.image, home.image_side)
            title = replace(first, top=area.top, bottom=first.top + GAP)
            rest = replace(area, left=first.right + GAP)
        else:
            first = square(area.at(0, 1) + FIRST_SIDE / 2 * (RIGHT + DOWN), FIRST_SIDE)
            title = replace(first, left=first.right + GAP, right=area.right)
            rest = replace(area, top=first.bottom - GAP)
        columns = rest.columns(1, 1, gap=GAP)
        side = min(columns[0].width, rest.height - SHARE_ROOM)
        one, other = (square(room.center + SHARE_ROOM / 2 * UP, side) for room in columns)
        return cls(first, title, (one, other))


CLOSE = 0.12
"""Between an arrow and the picture that it comes from."""
IDEA_SHARE = 0.34
"""Side of the pictures of all hands, of the stage's height, at most."""


@dataclass(frozen=True)
class IdeaRoom:
    """Where all hands stand, and below them the one digit that they mean.

    Attributes
    ----------
    pictures
        Squares in a row, that of the first picture in the middle.
    numeral
        Room for the digit.
    """

    pictures: tuple[Stage, ...]
    numeral: Stage

    @classmethod
    def on(cls, area: Stage) -> IdeaRoom:
        """All pictures are of one size."""
        count = OTHERS + 1
        side = min((area.width - OTHERS * GAP) / count, IDEA_SHARE * area.height)
        row = replace(area, bottom=area.top - side)
        places = [square(each.center, side) for each in row.columns(*[1] * count, gap=GAP)]
        middle = places.pop(count // 2)
        return cls((middle, *places), replace(area, top=row.bottom))

    def arrows(self, numeral: Mobject) -> VGroup:
        """One from each picture to the digit."""
        end, reach = numeral.get_center(), 0.5 * numeral.height + GAP
        arrows = VGroup()
        for place in self.pictures:
            start = place.at(0.5, 0)
            way = (end - start) / np.linalg.norm(end - start)
            arrows.add(
                Arrow(
                    start + CLOSE * way,
                    end - reach * way,
                    buff=0,
                    color=theme.SECONDARY,
                    stroke_width=4,
                    tip_length=ARROW_TIP,
                )
            )
        return arrows


ARROW_TIP = 0.25
"""Of every arrow, scene units: near ones would have smaller tips."""


def tile_at(place: Stage, grid: PixelGrid) -> Group:
    """A picture in its frame, at its place."""
    grid.scale_to_fit_height(place.height).move_to(place.center)
    return Group(grid, grid_frame(grid))
