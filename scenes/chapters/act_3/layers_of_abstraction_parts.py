"""A filter at work on a picture, a spoken word in layers, and the levels of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    ORIGIN,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    AnimationGroup,
    Arrow,
    CapStyleType,
    Group,
    Line,
    Mobject,
    Rectangle,
    RoundedRectangle,
    Square,
    Transform,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
    there_and_back,
)

from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.raster.pixel_grid import PixelGrid, image_grid
from scenes.mobjects.text.typst_text import label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, square
from scenes.stage.scales import agreeing_decimals, gray, signed_colors
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.analysis.sound import Span
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

TITLE = 0.66
"""What a name takes above its grid."""
KERNEL, KERNEL_GAP = 2.0, 0.4
"""Side of the filter between two pictures, at most; and how far it is from them, at least."""
APART = 0.5
LEADER_ROOM = 1.4
"""Between the picture and an enlarged patch beside it."""
SUM_ROOM = 1.1
"""Below an enlarged patch, for what it adds up to."""
NUMBERED, LARGEST_NUMBER = 1.1, 1.5
"""In larger cells than these a number is higher, so many times at most."""


@dataclass(frozen=True)
class BenchPlaces:
    """Where the parts of a bench stand.

    Attributes
    ----------
    side, kernel_side
        Of the picture, which is that of what the filter finds; and of the filter.
    picture, found
        Their middles.
    kernel
        The middle of the filter's upper edge.
    room
        For an enlarged patch, before anything is found.
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    found: NDArray[np.float64]
    kernel: NDArray[np.float64]
    room: Stage

    @property
    def patch(self) -> Stage:
        """The square of an enlarged patch, below its name and above its sum."""
        side = min(self.room.width, self.room.height - TITLE - SUM_ROOM)
        high = (self.room.height - TITLE - SUM_ROOM - side) / 2
        return square(self.room.at(0.5, 1) + (high + TITLE + side / 2) * DOWN, side)

    @property
    def total(self) -> NDArray[np.float64]:
        """The middle of a patch's sum."""
        patch = self.patch
        return np.asarray(patch.at(0.5, 0) + SUM_ROOM / 2 * DOWN)


def bench_places(area: Stage) -> BenchPlaces:
    """The filter between both pictures on a wide stage, below them on a tall one, else beside."""
    if area.is_wide:
        side = min(area.height - TITLE, (area.width - KERNEL) / 2 - KERNEL_GAP)
        aside = (area.width - side) / 2 * RIGHT
        middle = area.center + TITLE / 2 * DOWN
        kernel = middle + side / 2 * UP
        room = replace(area, left=area.left + side + LEADER_ROOM)
        return BenchPlaces(side, KERNEL, middle - aside, middle + aside, kernel, room)
    if area.is_tall:
        side = (area.width - APART) / 2
        above, room = area.rows(side + TITLE, area.height - side - TITLE - APART, gap=APART)
        cells = above.columns(1, 1, gap=APART)
    else:
        side = (area.height - APART) / 2 - TITLE
        aside, room = area.columns(side, area.width - side - APART, gap=APART)
        cells = aside.rows(1, 1, gap=APART)
    picture, found = (cell.at(0.5, 0) + side / 2 * UP for cell in cells)
    kernel_side = min(1.5 * KERNEL, 0.32 * room.height)
    return BenchPlaces(side, kernel_side, picture, found, room.at(0.5, 1) + TITLE * DOWN, room)


@dataclass(frozen=True)
class StackPlaces:
    """Where two filters stand, each above what it finds, beside or below the picture.

    Attributes
    ----------
    side, kernel_side
        Of the pictures, and of the filters.
    picture
        Its middle.
    kernels, found
        Middles of the filters, and of what they find.
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    kernels: tuple[NDArray[np.float64], ...]
    found: tuple[NDArray[np.float64], ...]


def stack_places(area: Stage) -> StackPlaces:
    """Three columns, the picture in the first; on a tall stage two, and the picture above them."""
    columns = area.columns(*(2 if area.is_tall else 3) * [1], gap=APART)
    width = columns[0].width
    side = min(width, 0.62 * area.height)
    kernel_side = min(1.1 * KERNEL, side, area.height - side - KERNEL_GAP)
    high = side + KERNEL_GAP + kernel_side + (side + APART if area.is_tall else 0.0)
    low = area.center[1] - high / 2 + side / 2
    up = low + (side + KERNEL_GAP + kernel_side) / 2

    def spot(column: Stage, y: float) -> NDArray[np.float64]:
        return np.array([column.center[0], y, 0.0])

    stacks = columns[-2:]
    top = area.center[1] + (high - side) / 2
    return StackPlaces(
        side,
        kernel_side,
        spot(columns[0], top if area.is_tall else low),
        tuple(spot(column, up) for column in stacks),
        tuple(spot(column, low) for column in stacks),
    )


class NumberedGrid(TitledGrid):
    """A small grid of whole, signed values with its name, each cell with its number.

    Parameters
    ----------
    values
        Shape (rows, columns).
    """

    def __init__(self, grid: PixelGrid, values: SourcedArray, words: str) -> None:
        super().__init__(grid, words, on_baseline=True)
        self.values = values
        self.numbers = cell_numbers(grid, [each.shown_as(decimals=0) for each in values])
        self.numbers.submobjects = [
            number.scale(number_scale(grid.cell_side)) for number in self.numbers
        ]
        self.add(self.numbers)


def number_scale(cell_side: float) -> float:
    """How much larger than others numbers are in cells of this side."""
    return float(np.clip(cell_side / NUMBERED, 1.0, LARGEST_NUMBER))


class FilterBench(Group):
    """A picture, an empty grid for what is found in it, and a filter.

    Parameters
    ----------
    image
        Values 0..1, row after row.
    kernel
        The weights of the filter, shape (rows, columns).
    result
        What the filter finds, shape of the picture.
    """

    def __init__(
        self,
        image: SourcedArray,
        kernel: SourcedArray,
        result: SourcedArray,
        *,
        places: BenchPlaces,
        palette: Palette,
    ) -> None:
        picture = image_grid(image, side=places.side).move_to(places.picture)
        self.picture = TitledGrid(picture, _("picture"), on_baseline=True)
        nothing = signed_grid(result, side=places.side, palette=palette).move_to(places.found)
        nothing.set_cell_weights(np.zeros(nothing.shape))
        self.found = TitledGrid(nothing, _("what it finds"), on_baseline=True)
        middle = places.kernel + places.kernel_side / 2 * DOWN
        self.kernel = filter_tile(kernel, middle, side=places.kernel_side, palette=palette)
        self.largest = float(np.abs(kernel.values).max())
        super().__init__(self.picture, self.kernel, self.found)


def filter_tile(
    kernel: SourcedArray, spot: NDArray[np.float64], *, side: float, palette: Palette
) -> NumberedGrid:
    """A filter with its numbers and its name, the grid's middle at a spot."""
    grid = signed_grid(kernel, side=side, palette=palette).move_to(spot)
    return NumberedGrid(grid, kernel, _("filter"))


def turned(kernel: PixelGrid, other: PixelGrid) -> NDArray[np.int_]:
    """Where in another filter each cell of a filter ends, if it makes a quarter turn to the left.

    Returns
    -------
    Places in the order of reading, shape (cells,).
    """
    row, column = np.indices(kernel.shape).reshape(2, -1)
    return np.asarray((kernel.shape[1] - 1 - column) * other.shape[1] + row)


def sign_legend(kernel: PixelGrid, palette: Palette) -> VGroup:
    """Below a filter: light above dark beside one color, dark above light beside the other."""
    side = 0.25 * kernel.height
    rows = VGroup()
    for color, shades in (
        (palette.positive, (palette.activation, "#000000")),
        (palette.negative, ("#000000", palette.activation)),
    ):
        halves = VGroup(
            *(
                Rectangle(width=2 * side, height=side, stroke_width=0).set_fill(shade, opacity=1)
                for shade in shades
            )
        ).arrange(DOWN, buff=0)
        frame = Rectangle(width=2 * side, height=2 * side, color=theme.SECONDARY, stroke_width=2)
        found = Square(1.5 * side, stroke_width=0).set_fill(color, opacity=1)
        arrow = Arrow(ORIGIN, side * RIGHT, buff=0, stroke_width=4, tip_length=0.18)
        arrow.set_color(theme.SECONDARY)
        rows.add(VGroup(VGroup(halves, frame), arrow, found).arrange(RIGHT, buff=0.1))
    return rows.arrange(DOWN, buff=0.35).next_to(kernel, DOWN, buff=0.45)


def signed_grid(values: SourcedArray, *, side: float, palette: Palette) -> PixelGrid:
    """Values in the colors of their signs, the largest magnitude at full color.

    Parameters
    ----------
    values
        Shape (rows, columns).
    """
    colors = signed_colors(values.values, palette, largest=float(np.abs(values.values).max()))
    return PixelGrid(colors, side=side, sources=values)


LEVEL_GAP = 0.75
"""From one level to the next, with an arrow in the middle."""
ARROW_SHARE = 0.8
LEVEL_NAME, NAME_FOOT = 0.55, 0.12
"""What the name of a level takes below it, and how high it stands there."""


class Levels(Group):
    """Two rows of exhibits with their names, each level after the one that it is made of.

    Levels come from left to right on a wide stage, from top to bottom on any other.

    Parameters
    ----------
    exhibits, words
        For both rows, each from the lowest level to the highest; exhibits are made smaller to fit.
    """

    def __init__(
        self,
        area: Stage,
        exhibits: Sequence[Sequence[Mobject]],
        words: Sequence[Sequence[str]],
    ) -> None:
        rooms = level_rooms(area, len(words[0]))
        self.exhibits, self.names, self.arrows = [], [], []
        for row, shown, names in zip(rooms, exhibits, words, strict=True):
            placed = [
                fit(each, room.width, room.height - LEVEL_NAME).move_to(
                    room.center + LEVEL_NAME / 2 * UP
                )
                for each, room in zip(shown, row, strict=True)
            ]
            named = [note(name) for name in names]
            for name, room in zip(named, row, strict=True):
                name.move_to(room.at(0.5, 0))
                name.shift((room.bottom + NAME_FOOT - name.baseline) * UP)
                keep_within(area, name)
            self.exhibits.append(placed)
            self.names.append(named)
            self.arrows.append([_arrow(*pair) for pair in pairwise(row)])
        super().__init__(*(Group(*each) for each in (*self.exhibits, *self.names, *self.arrows)))

    def level(self, row: int, index: int) -> Group:
        """An exhibit with its name and the arrow that leads to it."""
        arrows = self.arrows[row][index - 1 : index] if index else []
        return Group(*arrows, self.exhibits[row][index], self.names[row][index])


def keep_within(area: Stage, words: Mobject) -> None:
    """Shift words that stand out at a side of the stage."""
    beyond = area.left - words.get_left()[0], words.get_right()[0] - area.right
    words.shift(max(beyond[0], 0.0) * RIGHT + max(beyond[1], 0.0) * LEFT)


def level_rooms(area: Stage, count: int) -> list[tuple[Stage, ...]]:
    """For each of two rows, the rooms of its levels."""
    if area.is_wide:
        return [row.columns(*count * [1], gap=LEVEL_GAP) for row in area.rows(1, 1)]
    gap = LEVEL_GAP if area.is_tall else 0.5 * LEVEL_GAP
    return [column.rows(*count * [1], gap=gap) for column in area.columns(1, 1)]


def _arrow(one: Stage, other: Stage) -> Arrow:
    if one.right < other.left:
        y = one.center[1] + LEVEL_NAME / 2
        start, end = np.array([one.right, y, 0]), np.array([other.left, y, 0])
    else:
        start, end = one.at(0.5, 0), other.at(0.5, 1)
    aside = (1 - ARROW_SHARE) / 2 * (end - start)
    arrow = Arrow(start + aside, end - aside, buff=0, stroke_width=5, tip_length=0.2)
    return arrow.set_color(theme.SECONDARY)


BOX_GAP = 0.1
"""Between boxes of a row, in scene units."""


class Waveform(VMobject):
    """Air pressure over time: a line through every sample.

    Parameters
    ----------
    samples
        Shape (samples,), -1 to 1.
    """

    def __init__(
        self, samples: SourcedArray, *, width: float, height: float, color: str = theme.TEXT
    ) -> None:
        super().__init__(color=color, stroke_width=1.6)
        self.fills = (samples,)
        xs = np.linspace(-width / 2, width / 2, samples.size)
        ys = height / 2 * samples.values
        self.set_points_as_corners(np.stack([xs, ys, np.zeros_like(xs)], axis=1))


def spectrogram_grid(
    levels: SourcedArray,
    seconds: SourcedArray,
    *,
    sound: tuple[float, float],
    height: float,
    color: str,
) -> PixelGrid:
    """Frequencies over time, the lowest at the bottom: the louder, the more of the color.

    Parameters
    ----------
    levels
        Shape (frequencies, windows), the lowest frequency first, 0..1.
    seconds
        Middle of each window, shape (windows,).
    sound
        How long the sound is, in seconds and in scene units: the grid is as long as its windows.
    """
    # Faint ones stay dark, so that the bands of a voice stand out.
    light = levels.values[::-1, :, np.newaxis] ** 2
    ground, lit = np.array(theme.rgb(theme.PANEL)), np.array(theme.rgb(color))
    grid = PixelGrid(ground + light * (lit - ground), side=height, sources=levels)
    whole, width = sound
    grid.stretch_to_fit_width(width * float(np.ptp(seconds.values)) / whole)
    return grid


CURSOR_OVERHANG = 0.1


class Hearing(Animation):
    """A sound passes: cursors run over pictures of it, and its parts turn to a color as they come.

    Parameters
    ----------
    pictures
        Each as long as the sound.
    rows
        Of parts; each part is lit from when it begins.
    """

    def __init__(
        self, pictures: Sequence[Mobject], rows: Sequence[SpanRow], *, color: str, seconds: float
    ) -> None:
        self.pictures, self.rows, self.color = pictures, rows, color
        self.cursors = VGroup(*(_cursor(each, color) for each in pictures))
        super().__init__(
            Group(self.cursors, *rows), run_time=seconds, rate_func=linear, introducer=True
        )

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the cursors, and light what has begun."""
        for cursor, picture in zip(self.cursors, self.pictures, strict=True):
            cursor.set_x((1 - alpha) * picture.get_left()[0] + alpha * picture.get_right()[0])
        for row in self.rows:
            reached = (1 - alpha) * row.get_left()[0] + alpha * row.get_right()[0]
            for box in row.boxes:
                if box.get_left()[0] <= reached:
                    box.set_stroke(self.color)


def _cursor(picture: Mobject, color: str) -> Line:
    x, (low, high) = picture.get_left()[0], (picture.get_bottom()[1], picture.get_top()[1])
    ends = [x, low - CURSOR_OVERHANG, 0], [x, high + CURSOR_OVERHANG, 0]
    return Line(*ends, color=color, stroke_width=3)


class SpanRow(VGroup):
    """What is spoken when: one box for each part of a sound, as wide as the part is long."""

    def __init__(self, spans: Sequence[Span], *, width: float, height: float, color: str) -> None:
        self.boxes, self.names = VGroup(), VGroup()
        unit = width / spans[-1].end_seconds
        for span in spans:
            start, end = unit * span.start_seconds, unit * span.end_seconds
            box = RoundedRectangle(
                width=end - start - BOX_GAP, height=height, corner_radius=0.14, color=color
            )
            box.set_stroke(width=2.5).set_fill(theme.PANEL, opacity=1)
            box.move_to([(start + end) / 2 - width / 2, 0, 0])
            self.boxes.add(box)
            name = label(span.name, size="body", color=theme.TEXT)
            name.ground = theme.PANEL
            self.names.add(name.move_to(box))
        super().__init__(*(VGroup(*pair) for pair in zip(self.boxes, self.names, strict=True)))


class PatchSum(Group):
    """The pixels under a filter, enlarged: each in its half of a cell, and below it its weight.

    Parameters
    ----------
    kernel
        The filter, as large as the patch; its cells keep their lower halves.
    pixels, products
        Shape (rows, columns) of the filter.
    total
        What the products add up to.

    Attributes
    ----------
    seen, product
        Grids of the pixels and of the products.
    factors, numbers
        For each cell the number of its pixel and a sign before that of its weight; that of its
        product.
    weights
        Where the numbers of the weights go.
    """

    def __init__(
        self,
        kernel: NumberedGrid,
        pixels: SourcedArray,
        products: SourcedArray,
        total: Sourced,
        *,
        spot: NDArray[np.float64],
        palette: Palette,
    ) -> None:
        grid = kernel.grid
        side, scale = grid.height, number_scale(grid.cell_side)
        sums = [([float(each) for each in products.values.flat], total.value)]
        decimals = max(1, agreeing_decimals(sums))
        halves = np.repeat(gray(pixels.values), 2, axis=0)
        self.seen = PixelGrid(halves, side=side, sources=pixels).stretch_to_fit_width(side)
        self.seen.move_to(grid)
        largest = float(np.abs(kernel.values.values).max())
        colors = signed_colors(products.values, palette, largest=largest)
        self.product = PixelGrid(colors, side=side, sources=products).move_to(grid)
        self.factors, half = VGroup(), grid.cell_side / 4
        self.weights: list[NDArray[np.float64]] = []
        shown = [each.shown_as(decimals=decimals) for each in pixels]
        shades = PixelGrid(gray(pixels.values), side=side).move_to(grid)
        for number, weight in zip(cell_numbers(shades, shown), kernel.numbers, strict=True):
            number.scale(scale).shift(half * UP)
            sign = label("\N{MULTIPLICATION SIGN}", color=weight.glyph_color).scale(scale)
            sign.ground = weight.ground
            below = VGroup(sign, weight.copy()).arrange(RIGHT, buff=0.1 * scale)
            below.move_to(weight).shift(half * DOWN)
            self.factors.add(VGroup(number, sign))
            self.weights.append(below[1].get_center())
        shown = [each.shown_as(decimals=decimals) for each in products]
        self.numbers = cell_numbers(self.product, shown)
        for number in self.numbers:
            number.scale(scale)
        color = palette.sign(total.value) if total.value else theme.TEXT
        self.total = ValueLabel(total, size="title", color=color)
        self.words = note(_("sum"))
        VGroup(self.words, self.total).arrange(RIGHT, buff=0.4).move_to(spot)
        super().__init__(
            self.seen, self.factors, self.product, self.numbers, self.total, self.words
        )

    @property
    def upper_halves(self) -> NDArray[np.float64]:
        """Weights of the seen grid's cells: 1 in the upper half of each pixel, shape of it."""
        weights = np.zeros(self.seen.shape)
        weights[::2] = 1.0
        return weights


def leaders(window: Mobject, patch: Mobject, *, color: str) -> VGroup:
    """Two lines from a small square to a large one that stands at its right or below it."""
    is_below = patch.get_left()[0] < window.get_right()[0]
    corners = (DL, DR) if is_below else (UR, DR)
    ends = (UL, UR) if is_below else (UL, DL)
    return VGroup(
        *(
            Line(window.get_corner(one), patch.get_corner(other), color=color, stroke_width=2.5)
            for one, other in zip(corners, ends, strict=True)
        )
    )


REACH = 0.58
"""Of the longest stroke of an edge to either side, in cells."""


class EdgeStrokes(VMobject):
    """The edges around a pixel as strokes: the answers of both filters are how far each reaches.

    Parameters
    ----------
    across, up
        Answers of both filters, shape (rows, columns).
    side
        Of all cells together.
    """

    def __init__(self, across: SourcedArray, up: SourcedArray, *, side: float) -> None:
        super().__init__(color=theme.TEXT, stroke_width=14)
        self.fills = (across, up)
        cell = side / across.values.shape[0]
        ways = np.stack([across.values, up.values], axis=-1)
        ways = REACH * cell * ways / max(float(np.linalg.norm(ways, axis=-1).max()), 1e-9)
        rows, columns = across.values.shape
        for row, column in np.ndindex(rows, columns):
            x, y = cell * (column - (columns - 1) / 2), cell * ((rows - 1) / 2 - row)
            dx, dy = ways[row, column]
            self.start_new_path(np.array([x - dx, y - dy, 0.0]))
            self.add_line_to(np.array([x + dx, y + dy, 0.0]))
        self.set_cap_style(CapStyleType.ROUND)


WINDOW = 3
"""Pixels on each side of a filter."""
LENS_OPACITY = 0.6
"""Of a filter that lies on a picture."""


class FilterRun(Group):
    """A window over a picture, and the grid that fills as the window moves on.

    Parameters
    ----------
    found
        What it finds, cell by cell; it begins empty.
    color
        Of the window; a small frame moves along in `found`.
    kernel
        Seen in the window; None leaves it clear.
    """

    def __init__(
        self, picture: PixelGrid, found: PixelGrid, *, color: str, kernel: PixelGrid | None = None
    ) -> None:
        self.picture, self.found = picture, found
        self.written: int | None = None
        self.frame = VMobject(color=color, stroke_width=5)
        self.window = Group(self.frame)
        self.lens = kernel
        if kernel is not None:
            side = WINDOW * picture.cell_side
            self.lens = kernel.copy().scale_to_fit_height(side).set_opacity(LENS_OPACITY)
            self.window = Group(self.lens, self.frame)
        self.mark = Square(1.5 * found.cell_side, color=theme.TEXT, stroke_width=2.5)
        super().__init__(found, self.window, self.mark)
        self.go_to(0)

    def stand_at(self, place: int) -> None:
        """Put the window around a pixel; it ends where the picture ends."""
        self.place = place
        rows, columns = self.picture.shape
        row, column = divmod(place, columns)
        reach = WINDOW // 2
        low, high = (
            (max(row - reach, 0), max(column - reach, 0)),
            (
                min(row + reach, rows - 1),
                min(column + reach, columns - 1),
            ),
        )
        corners = self.picture.cell_center(*low), self.picture.cell_center(*high)
        half = self.picture.cell_side / 2
        left, right = corners[0][0] - half, corners[1][0] + half
        top, bottom = corners[0][1] + half, corners[1][1] - half
        self.frame.set_points_as_corners(
            [[left, top, 0], [right, top, 0], [right, bottom, 0], [left, bottom, 0], [left, top, 0]]
        )
        if self.lens is not None:
            self.lens.move_to(self.picture.cell_center(row, column))
            ys, xs = np.indices((WINDOW, WINDOW)) - reach
            inside = (
                (row + ys >= 0) & (row + ys < rows) & (column + xs >= 0) & (column + xs < columns)
            )
            self.lens.set_cell_weights(inside)
        self.mark.move_to(self.found.cell_center(row, column))

    def go_to(self, place: int) -> None:
        """Stand at a pixel; all up to this one are done."""
        self.stand_at(place)
        count = self.picture.shape[0] * self.picture.shape[1]
        self.found.set_cell_weights([i <= place or i == self.written for i in range(count)])

    def write(self) -> None:
        """Leave the pixel of the window as the only one that is done."""
        self.written = self.place
        count = self.picture.shape[0] * self.picture.shape[1]
        self.found.set_cell_weights([i == self.place for i in range(count)])


def run_on(run: FilterRun, end: int, **kwargs: Any) -> Animation:
    """Let a filter run on to a pixel, row by row."""
    start = run.place

    def stand(run: Any, share: float) -> None:
        run.go_to(round((1 - share) * start + share * end))

    return UpdateFromAlphaFunc(run, stand, **{"rate_func": linear, **kwargs})


def look_through(run: FilterRun, stop: PatchSum, **kwargs: Any) -> Animation:
    """Let the pixels under a window come out of it and lie in the upper halves of the filter."""
    side, spot = stop.seen.height, stop.seen.get_center()
    stop.seen.scale(run.frame.height / side).move_to(run.frame)
    coming = stop.seen.animate(introducer=True, **kwargs).scale_to_fit_height(side).move_to(spot)
    return coming.set_cell_weights(stop.upper_halves).build()


WRITTEN, SHRUNK = 2.0, 0.25
"""How far the place of a sum swells when it is written down, and what is left of the sum."""


def write_down(total: ValueLabel, place: Mobject, *, seconds: float = 0.8) -> Animation:
    """Let a sum fly into its place, which swells."""
    larger = place.copy().scale(WRITTEN)
    flying = total.animate(remover=True).scale(SHRUNK).move_to(place).build()
    swelling = Transform(place, larger, rate_func=there_and_back)
    return AnimationGroup(flying, swelling, run_time=seconds)
