"""A filter at work on a picture, a spoken word in layers, and the levels of both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Arrow,
    FadeIn,
    FadeOut,
    Group,
    Line,
    Mobject,
    Rectangle,
    ReplacementTransform,
    RoundedRectangle,
    Square,
    Succession,
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
from scenes.stage.layout import fit
from scenes.stage.scales import agreeing_decimals, gray, signed_colors
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.analysis.sound import Span
    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

TITLE = 0.66
"""What a name takes above its grid."""
KERNEL, KERNEL_GAP = 2.0, 0.4
"""Side of the filter between two pictures, at most; and how far it is from them, at least."""
APART = 0.5
SIGN_ROOM = 0.9
"""Between two tiles, room for the sign."""
SUM_ROOM = 1.4
"""Below the tiles, for what they add up to."""
NUMBERED = 0.95
"""Cells of this side have room for a number with decimals."""


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
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    found: NDArray[np.float64]
    kernel: NDArray[np.float64]


def bench_places(area: Stage) -> BenchPlaces:
    """The filter between both pictures on a wide stage, below them on a tall one, else beside."""
    if area.is_wide:
        side = min(area.height - TITLE, (area.width - KERNEL) / 2 - KERNEL_GAP)
        aside = (area.width - side) / 2 * RIGHT
        middle = area.center + TITLE / 2 * DOWN
        kernel = middle + side / 2 * UP
        return BenchPlaces(side, KERNEL, middle - aside, middle + aside, kernel)
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
    return BenchPlaces(side, kernel_side, picture, found, room.at(0.5, 1) + TITLE * DOWN)


@dataclass(frozen=True)
class TilePlaces:
    """Where what a filter sees, the filter and the products stand, large.

    Attributes
    ----------
    side
        Of a tile.
    spots
        Middles of the tiles.
    times, equals, total
        Middles of both signs and of the sum.
    """

    side: float
    spots: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
    times: NDArray[np.float64]
    equals: NDArray[np.float64]
    total: NDArray[np.float64]


def tile_places(area: Stage) -> TilePlaces:
    """In a line, but on a tall stage the products below both others."""
    if area.is_tall:
        side = min((area.width - SIGN_ROOM) / 2, (area.height - 2 * TITLE - SUM_ROOM - APART) / 2)
        step = (side + SIGN_ROOM) / 2 * RIGHT
        top = area.center + (side + TITLE + APART + SUM_ROOM - TITLE) / 2 * UP
        low = top + (side + TITLE + APART) * DOWN
        spots = (top - step, top + step, low)
        return TilePlaces(side, spots, top, low - step, low + (side + SUM_ROOM) / 2 * DOWN)
    signs = SIGN_ROOM if area.is_wide else 0.6 * SIGN_ROOM
    side = min((area.width - 2 * signs) / 3, area.height - TITLE - SUM_ROOM)
    middle = area.center + (SUM_ROOM - TITLE) / 2 * UP
    step = (side + signs) * RIGHT
    total = middle + step + (side + SUM_ROOM) / 2 * DOWN
    return TilePlaces(
        side, (middle - step, middle, middle + step), middle - step / 2, middle + step / 2, total
    )


@dataclass(frozen=True)
class StackPlaces:
    """Where two filters stand, each above what it finds, beside or below the picture.

    Attributes
    ----------
    side, kernel_side
        Of the pictures, and of the filters.
    picture, words
        Middles of the picture, and of what is said of both filters.
    kernels, found
        Middles of the filters, and of what they find.
    width
        Of the words at most.
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    words: NDArray[np.float64]
    kernels: tuple[NDArray[np.float64], ...]
    found: tuple[NDArray[np.float64], ...]
    width: float


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
    picture = spot(columns[0], top if area.is_tall else low)
    words = spot(columns[-1], top) if area.is_tall else spot(columns[0], up)
    return StackPlaces(
        side,
        kernel_side,
        picture,
        words,
        tuple(spot(column, up) for column in stacks),
        tuple(spot(column, low) for column in stacks),
        width,
    )


def pair_places(area: Stage) -> tuple[tuple[NDArray[np.float64], ...], float]:
    """Middles of two grids with their names, as large as can be; and the side of a grid."""
    cells = (area.rows if area.is_tall else area.columns)(1, 1, gap=APART)
    side = min(cells[0].width, cells[0].height - TITLE)
    return tuple(cell.center + TITLE / 2 * DOWN for cell in cells), side


class NumberedGrid(TitledGrid):
    """A small grid of signed values, each with its number if there is room.

    Parameters
    ----------
    values
        Shape (rows, columns).
    decimals
        Of the numbers; 0 for those that are whole.
    """

    def __init__(
        self, grid: PixelGrid, values: SourcedArray, words: str, *, decimals: int = 0
    ) -> None:
        super().__init__(grid, words, on_baseline=True)
        has_room = not decimals or grid.cell_side >= NUMBERED
        shown = [each.shown_as(decimals=decimals) for each in values] if has_room else []
        self.numbers = cell_numbers(grid, shown) if shown else VGroup()
        self.add(self.numbers)


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
        self.values, self.palette = kernel, palette
        picture = image_grid(image, side=places.side).move_to(places.picture)
        self.picture = TitledGrid(picture, _("picture"), on_baseline=True)
        nothing = signed_grid(result, side=places.side, palette=palette).move_to(places.found)
        nothing.set_cell_weights(np.zeros(nothing.shape))
        self.found = TitledGrid(nothing, _("what it finds"), on_baseline=True)
        middle = places.kernel + places.kernel_side / 2 * DOWN
        self.kernel = filter_tile(kernel, middle, side=places.kernel_side, palette=palette)
        super().__init__(self.picture, self.kernel, self.found)

    def stop(
        self, pixels: SourcedArray, products: SourcedArray, total: Sourced, *, places: TilePlaces
    ) -> WindowSum:
        """What the filter does at one pixel."""
        return WindowSum(self.values, pixels, products, total, places=places, palette=self.palette)


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
LEVEL_NAME = 0.55
"""What the name of a level takes below it."""


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
                name.move_to(room.at(0.5, 0) + 0.4 * LEVEL_NAME * UP)
            self.exhibits.append(placed)
            self.names.append(named)
            self.arrows.append([_arrow(*pair) for pair in pairwise(row)])
        super().__init__(*(Group(*each) for each in (*self.exhibits, *self.names, *self.arrows)))

    def level(self, row: int, index: int) -> Group:
        """An exhibit with its name and the arrow that leads to it."""
        arrows = self.arrows[row][index - 1 : index] if index else []
        return Group(*arrows, self.exhibits[row][index], self.names[row][index])


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


CURSOR_OVERHANG = 0.15


def sound_cursor(waveform: Waveform, *above: Mobject, color: str) -> Line:
    """A line at the beginning of a sound, across its waveform and what stands above it."""
    x, low = waveform.get_left()[0], waveform.get_bottom()[1]
    high = max(each.get_top()[1] for each in (waveform, *above))
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


def span_links(above: SpanRow, below: SpanRow | None = None, *, start: float = 0.0) -> VGroup:
    """A line from every part of a row up to what it is a part of.

    Parameters
    ----------
    below
        The row of the parts; without it, lines come up to each box from the height `start`.
    """
    if below is None:
        feet = [box.get_bottom() for box in above.boxes]
        lines = [Line([foot[0], start, 0], foot) for foot in feet]
    else:
        wholes = [_box_over(above, box.get_x()) for box in below.boxes]
        lines = [
            Line(box.get_top(), [box.get_x(), whole.get_edge_center(DOWN)[1], 0])
            for box, whole in zip(below.boxes, wholes, strict=True)
        ]
    return VGroup(*lines).set_stroke(theme.SECONDARY, width=2.5)


def _box_over(row: SpanRow, x: float) -> RoundedRectangle:
    return min(row.boxes, key=lambda box: abs(box.get_x() - x) - box.width / 2)


class WindowSum(Group):
    """What a filter sees, the filter and the products as large tiles, and what these add up to.

    Parameters
    ----------
    kernel, pixels, products
        Shape (rows, columns).
    total
        What the products add up to.

    Attributes
    ----------
    marks
        A frame around one cell of each tile; not a part of this group.
    """

    def __init__(
        self,
        kernel: SourcedArray,
        pixels: SourcedArray,
        products: SourcedArray,
        total: Sourced,
        *,
        places: TilePlaces,
        palette: Palette,
    ) -> None:
        side, (left, middle, right) = places.side, places.spots
        sums = [([float(each) for each in products.values.flat], total.value)]
        decimals = max(1, agreeing_decimals(sums))
        seen = PixelGrid(gray(pixels.values), side=side, sources=pixels).move_to(left)
        self.seen = NumberedGrid(seen, pixels, _("pixels"), decimals=decimals)
        self.kernel = filter_tile(kernel, middle, side=side, palette=palette)
        largest = float(np.abs(kernel.values).max())
        colors = signed_colors(products.values, palette, largest=largest)
        product = PixelGrid(colors, side=side, sources=products).move_to(right)
        self.product = NumberedGrid(product, products, _("products"), decimals=decimals)
        self.times, self.equals = (
            label(sign, size="title", color=theme.TEXT).move_to(spot)
            for sign, spot in (("\N{MULTIPLICATION SIGN}", places.times), ("=", places.equals))
        )
        color = palette.sign(total.value) if total.value else theme.TEXT
        self.total = ValueLabel(total, size="title", color=color).move_to(places.total)
        self.words = note(_("sum")).next_to(self.total, LEFT, buff=0.4)
        grids = (each.grid for each in (self.seen, self.kernel, self.product))
        self.marks = VGroup(*(grid.cell_frame(0, 0, palette.signal).scale(0.8) for grid in grids))
        self.marks.set_stroke(width=6)
        super().__init__(
            self.seen, self.times, self.kernel, self.equals, self.product, self.total, self.words
        )

    def work_on(self, place: int) -> None:
        """Show the products up to a cell, and mark this cell in all tiles."""
        grid = self.product.grid
        rows, columns = grid.shape
        grid.set_cell_weights([i <= place for i in range(rows * columns)])
        for mark, tile in zip(self.marks, (self.seen, self.kernel, self.product), strict=True):
            mark.move_to(tile.grid.cell_center(*divmod(place, columns)))


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


def look_through(run: FilterRun, stop: WindowSum, *, seconds: float = 0.9) -> Animation:
    """Let the pixels under a window come out of it and become a large tile."""
    end = Group(stop.seen.grid, stop.seen.frame)
    small = end.copy().scale(run.frame.height / stop.seen.grid.height).move_to(run.frame)
    return ReplacementTransform(small, end, run_time=seconds)


def multiply_through(stop: WindowSum, *, seconds: float = 1.4) -> Animation:
    """Let the products appear one by one, while both factors of each are marked."""
    count = stop.product.grid.weights_of_cells.size
    at_work = Group(stop.product.grid, stop.marks)

    def work(_group: Any, share: float) -> None:
        stop.work_on(min(int(share * count), count - 1))

    appearing = [FadeIn(each, run_time=seconds / count) for each in stop.product.numbers]
    working = UpdateFromAlphaFunc(at_work, work, rate_func=linear, run_time=seconds)
    return AnimationGroup(working, Succession(*appearing)) if appearing else working


WRITTEN = 2.0
"""How far the place of a sum swells when it is written down."""


def write_down(
    total: ValueLabel, place: Mobject, *, travels: bool = True, seconds: float = 0.6
) -> Animation:
    """Let the place of a sum swell while the sum goes there, or vanishes where it is."""
    larger = place.copy().scale(WRITTEN)
    going = FadeOut(total, target_position=place, scale=0.3) if travels else FadeOut(total)
    swelling = Transform(place, larger, rate_func=there_and_back)
    return AnimationGroup(going, swelling, run_time=seconds)
