"""Where the parts of a sum stand, a few terms as large rows, and the balance of all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Line,
    Polygon,
    Rectangle,
    Square,
    VGroup,
    linear,
)

from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.typst_text import Formula, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, square

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

HEADING = 1.0
"""At the top of the counting room, for the question."""
TOTAL = 1.0
"""At its bottom, for the sum."""
LARGEST_PICTURE = 5.3


@dataclass(frozen=True)
class SumPlaces:
    """Where the parts of the sum stand.

    Attributes
    ----------
    pixels, weights
        Of the two pictures, beside each other.
    together
        Of both where they come to lie over each other.
    picture
        Of their products, beside what is counted.
    heading, counting, total
        The question, below it what is counted, and the sum at the bottom.
    """

    pixels: Stage
    weights: Stage
    together: Stage
    picture: Stage
    heading: Stage
    counting: Stage
    total: Stage

    @property
    def terms(self) -> Stage:
        """Room of single terms: there is no sum yet."""
        return replace(self.counting, bottom=self.total.bottom)


def sum_places(area: Stage) -> SumPlaces:
    """The picture left of what is counted on a wide stage, and above it on any other."""
    if area.is_wide:
        one, other = area.columns(5.3, 6.9, gap=0.6)
        heading, rest = other.rows(HEADING, other.height - HEADING, gap=0.0)
    else:
        heading, below = area.rows(HEADING, area.height - HEADING, gap=0.0)
        one, rest = below.rows(1.0, 1.25 if area.is_tall else 2.1, gap=0.25)
    counting, total = rest.rows(rest.height - TOTAL, TOTAL, gap=0.0)
    side = min(one.width, one.height, LARGEST_PICTURE)
    if area.is_wide:
        # On one height, so that one slides over the other below the question.
        side = min(side, rest.height)
        picture = pixels = square([one.left + side / 2, rest.center[1], 0], side)
        weights = square(rest.center, min(rest.width, side))
        together = square([area.center[0], rest.center[1], 0], side)
    else:
        together = picture = square(one.center, side)
        halves = one.columns(1, 1)
        side = min(halves[0].width, one.height)
        pixels, weights = (square(half.center, side) for half in halves)
    return SumPlaces(pixels, weights, together, picture, heading, counting, total)


LEAST_PITCH, LARGEST_PITCH = 0.98, 1.4
"""From row to row."""
GAP = 0.22
SWATCH_SIDE = 0.42


class TermRows(VGroup):
    """A few products, each a row: weight x activation = product, with a place for its pixel.

    Attributes
    ----------
    places
        Invisible squares where the cells of the terms can go.
    """

    def __init__(
        self,
        weights: Sequence[Sourced],
        activations: Sequence[Sourced],
        products: Sequence[Sourced],
        palette: theme.Palette,
        *,
        room: Stage,
    ) -> None:
        count = len(products)
        pitch = float(np.clip(room.height / count, LEAST_PITCH, LARGEST_PITCH))
        self.places = VGroup(*(Square(SWATCH_SIDE, stroke_width=0) for _ in range(count)))
        self.products = _signed(products, palette)
        columns = (
            self.places,
            _signed(weights, palette),
            _signs("times", count),
            VGroup(*(ValueLabel(value, size="focus", align="right") for value in activations)),
            _signs("=", count),
            self.products,
        )
        x = 0.0
        for column in columns:
            width = max((_box(part).width for part in column), default=0.0)
            for row, part in enumerate(column):
                box = _box(part)
                part.shift([x + width - box.get_right()[0], -row * pitch - box.get_y(), 0])
            x += width + GAP
        self.rows = VGroup(*(VGroup(*row[1:]) for row in zip(*columns, strict=True)))
        super().__init__(self.places, self.rows)
        fit(self, room.width, room.height).move_to(room.center)


TILE_SIDE, TILE_GAP = 1.5, 0.35
"""Of the squares above the numbers of a large term, and from them to the numbers."""
LARGEST_TERM = 1.35
"""How many times larger a term alone is than its row."""


class LargeTerm(VGroup):
    """One product as large as there is room: a square above each of its numbers.

    Parameters
    ----------
    row
        The same product among others.
    colors
        Of the weight, of the pixel and of their product.
    """

    def __init__(self, row: VGroup, colors: Sequence[str], room: Stage) -> None:
        self.row = row.copy()
        self.row.scale(min(LARGEST_TERM, room.width / row.width))
        self.numbers = VGroup(*self.row[::2])
        bottom = self.row.get_top()[1] + TILE_GAP
        self.tiles = VGroup()
        for color, number, shown in zip(colors, self.numbers, row[::2], strict=True):
            tile = Square(TILE_SIDE).set_fill(color, opacity=1)
            tile.set_stroke(theme.RULE, width=2)
            tile.fills = (shown.sourced,)
            self.tiles.add(tile.move_to([number.get_x(), bottom, 0], aligned_edge=DOWN))
        super().__init__(self.tiles, self.row)
        fit(self, room.width, room.height).move_to(room.center)


def _signed(values: Sequence[Sourced], palette: theme.Palette) -> VGroup:
    return VGroup(
        *(
            ValueLabel(value, size="focus", color=palette.sign(value.value), align="right")
            for value in values
        )
    )


def _signs(code: str, count: int) -> VGroup:
    sign = Formula(code, size="focus", color=theme.SECONDARY)
    return VGroup(*(sign.copy() for _ in range(count)))


def _box(part: Any) -> Any:
    # A comma reaches below the line.
    return part.digit_box if isinstance(part, ValueLabel) else part


STEEPEST = np.radians(11)
PLATE_SHARE, ARM_SHARE = 0.3, 0.3
"""Of the width: how wide a plate is, and how far its middle is from the pivot."""
PILE_SHARE = 0.6
"""Of a plate's width: how wide a pile is."""
THINNEST = 0.012
BIAS_ROOM = 0.85
"""Above the piles, for the bias."""


class Balance(QuickCopy, VGroup):
    """A balance: positive terms in the left pan, negative ones in the right, piled up.

    The higher of the two piles in the end is as high as there is room. The beam tips by the sum:
    as far as it can for the largest sum on the way.

    Parameters
    ----------
    upward, downward, sums
        Sums of the positive and of the negative terms, and of all, after every step.
    """

    def __init__(
        self,
        upward: Sequence[Sourced],
        downward: Sequence[Sourced],
        sums: Sequence[Sourced],
        *,
        room: Stage,
        palette: theme.Palette,
    ) -> None:
        self.steps = list(zip(upward, downward, sums, strict=True))
        self.highest = max(abs(upward[-1].value), abs(downward[-1].value)) or 1.0
        self.farthest = max(abs(each.value) for each in sums) or 1.0
        below = em("number") + 0.330556
        self.arm = ARM_SHARE * room.width
        self.plate_width = PLATE_SHARE * room.width
        drop = self.arm * float(np.sin(STEEPEST))
        self.pivot = np.array([room.center[0], room.bottom + below + drop, 0.0])
        self.room_of_piles = room.top - self.pivot[1] - drop - BIAS_ROOM
        foot = self.pivot + (below + drop) * DOWN
        self.stand = Polygon(
            self.pivot, foot + 0.42 * LEFT, foot + 0.42 * RIGHT, color=theme.SECONDARY
        ).set_fill(theme.PANEL, opacity=1)
        self.stand.set_stroke(width=3)
        self.beam = Line(LEFT, RIGHT, color=theme.TEXT, stroke_width=6)
        self.plates = VGroup(*(Line(LEFT, RIGHT, color=theme.TEXT, stroke_width=6) for _ in "lr"))
        self.piles = VGroup(
            *(
                Rectangle(width=PILE_SHARE * self.plate_width, height=1, stroke_width=0)
                .set_fill(color, opacity=0.9)
                for color in (palette.positive, palette.negative)
            )
        )  # fmt: skip
        self.values = VGroup(
            ValueLabel(upward[0], color=palette.positive),
            ValueLabel(downward[0], color=palette.negative),
        )
        super().__init__(self.stand, self.beam, self.plates, self.piles, self.values)
        self.show(0)

    def show(self, step: int) -> Self:
        """Stand as it does after so many more terms than the first."""
        up, down, total = self.steps[step]
        angle = STEEPEST * float(np.clip(total.value / self.farthest, -1, 1))
        return self._stand(angle, (up, down))

    def tip(self, total: Sourced) -> Self:
        """Tip by another sum, with the piles as they are."""
        angle = STEEPEST * float(np.clip(total.value / self.farthest, -1, 1))
        return self._stand(angle, (self.values[0].sourced, self.values[1].sourced))

    def pan(self, which: int) -> Rectangle:
        """The pile of the left pan, 0, or the right one, 1."""
        return self.piles[which]

    def top_of(self, which: int) -> np.ndarray:
        """The middle of the upper end of a pile."""
        return np.asarray(self.piles[which].get_top())

    def _stand(self, angle: float, sums: tuple[Sourced, Sourced]) -> Self:
        # The left end goes down for a positive sum.
        along = np.array([np.cos(angle), np.sin(angle), 0.0])
        ends = (self.pivot - self.arm * along, self.pivot + self.arm * along)
        self.beam.put_start_and_end_on(*ends)
        for end, plate, pile, value, shown in zip(
            ends, self.plates, self.piles, self.values, sums, strict=True
        ):
            half = self.plate_width / 2 * RIGHT
            plate.put_start_and_end_on(end - half, end + half)
            height = abs(shown.value) / self.highest * self.room_of_piles
            pile.stretch_to_fit_height(max(height, THINNEST))
            pile.move_to(end + 0.03 * UP, aligned_edge=DOWN)
            pile.fills = (shown,)
            if value.sourced is not shown:
                value.show(shown)
            value.next_to(end, DOWN, buff=0.16)
        return self


class Weigh(Animation):
    """Let a balance take one term after another, from the present step to the last."""

    def __init__(self, balance: Balance, first: int, last: int, **kwargs: Any) -> None:
        self.first, self.last = first, last
        steps = balance.steps[first : last + 1]
        self.passing_values = tuple(value for step in steps for value in step[:2])
        kwargs.setdefault("rate_func", linear)
        super().__init__(balance, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand as after the step whose turn it is."""
        count = self.last - self.first + 1
        turn = min(int(self.rate_func(alpha) * count), count - 1)
        self.mobject.show(self.first + turn)


def question_places(heading: Stage) -> tuple[np.ndarray, float]:
    """Where the neuron stands that asks, and its radius."""
    radius = 0.36 * min(heading.height, 1.0)
    return np.array([heading.left + radius + 0.1, heading.center[1], 0.0]), radius
