"""Where the parts of a sum stand, a few products as large tiles, and the columns they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, Line, Rectangle, VGroup, VMobject, linear

from scenes.mobjects.grids.callout import ink_on
from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, square
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

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
    picture
        Of both where they lie over each other, beside what is counted.
    heading, counting, total
        The question, below it what is counted, and the sum at the bottom.
    """

    pixels: Stage
    weights: Stage
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
        # On one height, so that one slides over the other.
        side = min(side, rest.height)
        picture = pixels = square([one.left + side / 2, rest.center[1], 0], side)
        weights = square(rest.center, min(rest.width, side))
    else:
        picture = square(one.center, side)
        # Nothing is counted yet.
        halves = below.columns(1, 1)
        side = min(halves[0].width, below.height)
        pixels, weights = (square(half.center, side) for half in halves)
    return SumPlaces(pixels, weights, picture, heading, counting, total)


LARGEST_TILE = np.array([2.1, 1.35])
TILE_GAP = 0.3
SIGN_ROOM = 0.6
"""Between two tiles of a row."""
NAME_ROOM = 0.5
"""Above the tiles, for what they are called."""


class Tile(VGroup):
    """A number on a ground of the color that stands for it."""

    def __init__(self, sourced: Sourced, color: str, width: float, height: float) -> None:
        self.ground = Rectangle(width=width, height=height)
        self.ground.set_fill(color, opacity=1).set_stroke(theme.RULE, width=2.5)
        self.ground.fills = (sourced,)
        self.number = ValueLabel(sourced, size="focus", color=ink_on(color))
        self.number.ground = color
        fit(self.number, 0.92 * width, height)
        super().__init__(self.ground, self.number)


class Product(VGroup):
    """One product in a row of tiles: weight x activation = product.

    Parameters
    ----------
    values, colors
        Of the weight, of the pixel and of their product.
    """

    def __init__(
        self, values: Sequence[Sourced], colors: Sequence[str], width: float, height: float
    ) -> None:
        tiles = [Tile(*each, width, height) for each in zip(values, colors, strict=True)]
        self.weight, self.pixel, self.product = tiles
        pitch = width + SIGN_ROOM
        for place, tile in enumerate(tiles):
            tile.set_x((place - 1) * pitch)
        self.times, self.equals = (
            Formula(code, size="focus", color=theme.SECONDARY).set_x(x)
            for code, x in (("times", -pitch / 2), ("=", pitch / 2))
        )
        super().__init__(self.weight, self.times, self.pixel, self.equals, self.product)


def product_rows(
    values: Sequence[Sequence[Sourced]], colors: Sequence[Sequence[str]], room: Stage
) -> VGroup:
    """One `Product` below the other, as large as there is room."""
    count = len(values)
    room = replace(room, top=room.top - NAME_ROOM)
    width = min(LARGEST_TILE[0], (room.width - 2 * SIGN_ROOM) / 3)
    height = min(LARGEST_TILE[1], (room.height - (count - 1) * TILE_GAP) / count)
    rows = [Product(*each, width, height) for each in zip(values, colors, strict=True)]
    return VGroup(*rows).arrange(DOWN, buff=TILE_GAP).move_to(room.center)


def names_of(row: Product) -> VGroup:
    """What the tiles of a first row are called, above them."""
    tiles = (row.weight, row.pixel, row.product)
    names = VGroup(*map(Words, (_("weight"), _("pixel"), _("push"))))
    for name, tile in zip(names, tiles, strict=True):
        fit(name.set_color(theme.SECONDARY), tile.width, NAME_ROOM)
        name.next_to(tile, UP, buff=0.12)
    return names


class ComeOut(Animation):
    """Let parts come from a small place and grow, sideways only at the height where they belong.

    `size` is the share of their size at which they begin.
    """

    def __init__(self, parts: VGroup, start: np.ndarray, *, size: float, **kwargs: Any) -> None:
        self.start, self.size = start, size
        super().__init__(parts, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place and scale every part."""
        share = self.rate_func(alpha)
        end = self.starting_mobject.get_center()
        across, up = share**2, 1 - (1 - share) ** 2
        middle = self.start + np.array([across, up, 0.0]) * (end - self.start)
        scale = self.size + (1 - self.size) * share
        for part, model in zip(
            self.mobject.get_family(), self.starting_mobject.get_family(), strict=True
        ):
            part.points = middle + scale * (model.points - end)


WORD_ROOM = 0.6
"""Above the sum and the bias, for their names."""
BAR_SHARE = 0.74
"""Of its column: how wide a bar is."""
NUMBER_SHARE = 0.9
"""Of its column: how wide a number is at most."""
LAST_SHARE = 1.3
"""How much wider the sum's column is: it holds a sign too."""
LEAST_SLAB = 0.045
"""A term that is lower is not set apart from its neighbors."""
ON_TOP = 2
"""Where marks lie, of columns."""
SEAM_WIDTH = 1.5


class Pile(QuickCopy, VGroup):
    """Terms of one sign piled up from a level, each a slab as high as it is large.

    The number below is their sum so far. Nothing is piled up at first.

    Parameters
    ----------
    sums
        After every term.
    foot
        The middle of the level where it begins.
    unit
        How high 1 is, in scene units; a sum below 0 goes down.
    number_y
        Height of the number's middle.
    """

    def __init__(
        self,
        sums: Sequence[Sourced],
        foot: np.ndarray,
        *,
        unit: float,
        width: float,
        color: str,
        number_y: float,
    ) -> None:
        self.sums, self.foot = tuple(sums), foot
        self.heights = unit * np.array([each.value for each in sums])
        self.bar = Rectangle(width=width, height=1, stroke_width=0).set_fill(color, opacity=1)
        self.seams = VMobject(stroke_color=theme.BACKGROUND, stroke_width=SEAM_WIDTH)
        slabs = np.abs(np.diff(self.heights, prepend=0.0))
        is_set_apart = np.minimum(slabs[:-1], slabs[1:]) >= LEAST_SLAB
        self.seam_points = np.array([self._seam(int(k)) for k in np.flatnonzero(is_set_apart)])
        self.seam_steps = np.flatnonzero(is_set_apart)
        self.value = ValueLabel(self.sums[0], size="focus", color=color)
        widest = max(self.value.copy().show(each).width for each in (sums[0], sums[-1]))
        self.value.scale(min(1.0, NUMBER_SHARE / BAR_SHARE * width / widest))
        self.value.shift([foot[0], number_y, 0] - self.value.digit_box.get_center())
        super().__init__(self.bar, self.seams, self.value)
        self.show(-1)

    def _seam(self, step: int) -> np.ndarray:
        middle, half = self.at(step), self.bar.width / 2 * RIGHT
        return Line(middle - half, middle + half).points

    def at(self, step: int) -> np.ndarray:
        """The middle of the level that a step reaches; -1 is before the first."""
        height = self.heights[step] if step >= 0 else 0.0
        return np.asarray(self.foot + height * UP)

    def show(self, step: int) -> Self:
        """Stand as it does after this step."""
        ends = self.foot[1], self.at(step)[1]
        self.bar.stretch_to_fit_height(max(abs(ends[1] - ends[0]), 1e-3))
        self.bar.move_to([self.foot[0], sum(ends) / 2, 0]).set_fill(opacity=float(step >= 0))
        shown = self.seam_points[self.seam_steps < step]
        self.seams.set_points(shown.reshape(-1, 3))
        value = self.sums[max(step, 0)]
        self.bar.fills = (value,) if step >= 0 else ()
        if self.value.sourced is not value:
            self.value.show(value)
        self.value.glyphs.set_fill(opacity=float(step >= 0))
        return self

    def part(self, step: int, value: Sourced, color: str) -> VGroup:
        """A line around all slabs up to a step, and their sum within it."""
        frame = Rectangle(width=self.bar.width, height=abs(self.heights[step]))
        frame.set_stroke(color, width=5).move_to((self.at(-1) + self.at(step)) / 2)
        ground = self.bar.get_fill_color().to_hex()
        number = ValueLabel(value, size="focus", color=ink_on(ground))
        number.ground = ground
        fit(number, 0.9 * frame.width, 1.0).move_to(frame)
        # No seam runs through the number.
        plate = Rectangle(width=0.95 * frame.width, height=number.height + 0.1, stroke_width=0)
        plate.set_fill(ground, opacity=1).move_to(number)
        if frame.height < plate.height:
            VGroup(plate, number).next_to(frame, UP, buff=0.05)
            if plate.get_top()[1] > self.bar.get_top()[1]:
                number.set_color(theme.TEXT).next_to(self.bar, UP, buff=0.1)
                number.ground = theme.BACKGROUND
                plate.set_opacity(0)
        return VGroup(frame, VGroup(plate, number)).set_z_index(ON_TOP)


class PileUp(Animation):
    """Let a pile take one term after another, to the last."""

    def __init__(self, pile: Pile, **kwargs: Any) -> None:
        self.passing_values = pile.sums
        kwargs.setdefault("rate_func", linear)
        super().__init__(pile, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand as after the step whose turn it is."""
        last = len(self.passing_values) - 1
        self.mobject.show(min(int(self.rate_func(alpha) * (last + 2)), last + 1) - 1)


class MarkUp(Animation):
    """Let the mark around the first terms of a pile, a `Pile.part`, rise with each of them."""

    def __init__(self, pile: Pile, part: VGroup, count: int, **kwargs: Any) -> None:
        self.passing_values = tuple(each.shown_as(signed=False) for each in pile.sums[:count])
        self.levels = [pile.at(step) for step in range(-1, count)]
        super().__init__(part, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Reach as far as the terms that have arrived, and show their sum."""
        count = len(self.passing_values)
        arrived = min(int(self.rate_func(alpha) * (count + 1)), count)
        frame, (plate, number) = self.mobject
        foot, level = self.levels[0], self.levels[arrived]
        frame.stretch_to_fit_height(max(abs(level[1] - foot[1]), 1e-3))
        frame.move_to((foot + level) / 2).set_stroke(opacity=float(arrived > 0))
        value = self.passing_values[max(arrived, 1) - 1]
        if number.sourced is not value:
            number.show(value).set_z_index(ON_TOP)
        number.glyphs.set_fill(opacity=float(arrived > 0))
        plate.set_fill(opacity=float(arrived > 0 and number.ground != theme.BACKGROUND))


class SumColumns:
    """Four columns on one scale: pushes up, pushes down from their top, the bias, and the sum.

    Attributes
    ----------
    number_y, sign_x
        Height of all numbers, and where the sign before the sum stands.
    zero
        The line at zero through all columns.
    up, down
        The piles.
    bias, sum, result
        Bars of the bias, and of the sum without and with it.
    bridges
        Thin lines at the top of what is up, and where what is down ends.
    """

    def __init__(
        self,
        upward: Sequence[Sourced],
        downward: Sequence[Sourced],
        total: Sourced,
        bias: Sourced,
        result: Sourced,
        *,
        places: SumPlaces,
        palette: theme.Palette,
    ) -> None:
        room = places.counting.inset(0.0, 0.1)
        levels = [0.0, upward[-1].value, total.value, result.value]
        low, high = min(levels), max(levels)
        # Above the sum and the bias stand their names.
        top = max(0.0, total.value, result.value)
        unit = min(
            room.height / (high - low or 1.0), (room.height - WORD_ROOM) / (top - low or 1.0)
        )
        columns = room.columns(1, 1, 1, LAST_SHARE, gap=0.0)
        pitch, last = columns[0].width, columns[-1]
        self.xs = [*(float(column.center[0]) for column in columns[:3]), last.right - pitch / 2]
        self.width = BAR_SHARE * pitch
        self.number_y = float(places.total.center[1])
        self.sign_x = last.left + (last.width - pitch) / 2

        def at(column: int, level: float) -> np.ndarray:
            return np.array([self.xs[column], room.bottom + unit * (level - low), 0.0])

        def bar(column: int, start: float, value: Sourced, color: str) -> Rectangle:
            one, other = at(column, start), at(column, start + value.value)
            height = max(abs(other[1] - one[1]), 1e-3)
            block = Rectangle(width=self.width, height=height, stroke_width=0)
            block.fills = (value,)
            return block.set_fill(color, opacity=1).move_to((one + other) / 2)

        left, right = self.xs[0] - self.width / 2, self.xs[-1] + self.width / 2
        y = at(0, 0.0)[1]
        self.zero = Line([left - 0.15, y, 0], [right + 0.15, y, 0])
        self.zero.set_stroke(theme.SECONDARY, width=4)
        look = {"unit": unit, "width": self.width, "number_y": self.number_y}
        self.up = Pile(upward, at(0, 0.0), color=palette.positive, **look)
        # What flies to the next column passes behind it.
        self.up.set_z_index(1)
        self.down = Pile(downward, at(1, levels[1]), color=palette.negative, **look)
        self.sum = bar(3, 0.0, total, theme.TEXT)
        self.result = bar(3, 0.0, result, theme.TEXT)
        self.bias = bar(2, total.value, bias, palette.bias)
        self.bias.set_stroke(palette.bias, width=5)
        self.bridges = VGroup(
            *(
                Line(at(first, level), at(last, level)).set_stroke(theme.RULE, width=3)
                for first, last, level in ((0, 1, levels[1]), (1, 3, levels[2]))
            )
        )
        half = self.width / 2 * RIGHT
        for bridge in self.bridges:
            bridge.put_start_and_end_on(bridge.get_start() + half, bridge.get_end() - half)
        self.values = VGroup(
            self._number(2, bias, palette.bias), self._number(3, total, theme.TEXT)
        )
        self.words = VGroup(
            Words(_("bias"), color=palette.bias), Words(_("sum"), color=theme.SECONDARY)
        )
        for word, column in zip(self.words, (2, 3), strict=True):
            base = at(column, top if column == 3 else max(total.value, result.value))
            word.shift(base + 0.35 * UP - [word.get_x(), word.baseline + 0.15, 0])

    @property
    def shown(self) -> tuple[Mobject, ...]:
        """All that stands in the end, but for the sum's bar."""
        return (self.zero, self.bridges, self.up, self.down, self.bias, self.values, self.words)

    def left_over(self) -> Rectangle:
        """The part of a pile that the other one does not take away: it is the sum."""
        pile = self.up if self.sum.fills[0].value >= 0 else self.down
        rest = self.sum.copy().set_x(pile.bar.get_x())
        return rest.set_fill(pile.bar.get_fill_color())

    def _number(self, column: int, value: Sourced, color: str) -> ValueLabel:
        number = ValueLabel(value, size="focus", color=color)
        number.scale(min(1.0, NUMBER_SHARE / BAR_SHARE * self.width / number.width))
        return number.shift([self.xs[column], self.number_y, 0] - number.digit_box.get_center())


def question_places(heading: Stage) -> tuple[np.ndarray, float]:
    """Where the neuron stands that asks, and its radius."""
    radius = 0.36 * min(heading.height, 1.0)
    return np.array([heading.left + radius + 0.1, heading.center[1], 0.0]), radius
