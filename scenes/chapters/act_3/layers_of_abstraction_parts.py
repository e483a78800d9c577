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
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Arrow,
    CapStyleType,
    Group,
    Line,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words, label, note
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, square
from scenes.stage.scales import gray, signed_colors
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.analysis.sound import Span
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

TITLE = 0.66
"""What a name takes above its grid."""
KERNEL, KERNEL_GAP = 2.8, 0.45
"""Side of the filter between two pictures, at most; and how far it is from them, at least."""
SMALL_KERNEL = 2.2
"""The same of a filter above what it finds."""
APART = 0.5
LEADER_ROOM = 1.4
"""Between the picture and what is enlarged beside it."""


@dataclass(frozen=True)
class BenchPlaces:
    """Where the parts of a bench stand.

    Attributes
    ----------
    side, kernel_side
        Of the picture, which is that of what the filter finds; and of the filter.
    picture, found, kernel
        Their middles.
    close_up
        The square of what is enlarged before anything is found.
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    found: NDArray[np.float64]
    kernel: NDArray[np.float64]
    close_up: Stage

    @property
    def tile(self) -> Stage:
        """The square of the filter."""
        return square(self.kernel, self.kernel_side)


def bench_places(area: Stage) -> BenchPlaces:
    """The filter between both pictures on a wide stage, below them on a tall one, else beside."""
    if area.is_wide:
        side = min(area.height - TITLE, (area.width - KERNEL) / 2 - KERNEL_GAP)
        aside = (area.width - side) / 2 * RIGHT
        middle = area.center + TITLE / 2 * DOWN
        room = replace(area, left=area.left + side + LEADER_ROOM)
        return BenchPlaces(side, KERNEL, middle - aside, middle + aside, middle, _largest(room))
    if area.is_tall:
        side = (area.width - APART) / 2
        above, room = area.rows(side + TITLE, area.height - side - TITLE - APART, gap=APART)
        cells = above.columns(1, 1, gap=APART)
    else:
        side = (area.height - APART) / 2 - TITLE
        aside, room = area.columns(side, area.width - side - APART, gap=APART)
        cells = aside.rows(1, 1, gap=APART)
    picture, found = (cell.at(0.5, 0) + side / 2 * UP for cell in cells)
    tile = _largest(room)
    return BenchPlaces(side, tile.height, picture, found, tile.center, tile)


def _largest(room: Stage) -> Stage:
    # The square that has room below its name.
    side = min(room.width, room.height - TITLE)
    return square(room.center + TITLE / 2 * DOWN, side)


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
    kernel_side = min(SMALL_KERNEL, side, area.height - side - KERNEL_GAP)
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


class Stencil(TitledGrid):
    """A filter in the colors of its signs, and what it asks of the upper pixels and of the lower.

    Attributes
    ----------
    questions
        Two badges, on its first row and on its last.
    """

    def __init__(self, kernel: SourcedArray, room: Stage, *, palette: Palette) -> None:
        grid = signed_grid(kernel, side=room.height, palette=palette).move_to(room.center)
        super().__init__(grid, _("filter"), on_baseline=True)
        rows, columns = grid.shape
        self.questions = VGroup(
            *(
                Badge(Words(words)).move_to(grid.cell_center(row, columns // 2))
                for words, row in ((_("light?"), 0), (_("dark?"), rows - 1))
            )
        )
        self.add(self.questions)

    def enlarge(self, room: Stage) -> Stencil:
        """Stand in another square; the name keeps its size."""
        body = Group(self.grid, self.frame, self.questions)
        gap = self.title.get_y() - self.grid.get_top()[1]
        body.scale(room.height / self.grid.height).move_to(room.center)
        self.title.move_to(room.at(0.5, 1) + gap * UP)
        return self


class FilterBench(Group):
    """A picture, a filter, and an empty grid for what the filter finds.

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
        self.stencil = Stencil(kernel, places.tile, palette=palette)
        super().__init__(self.picture, self.stencil, self.found)


def filter_tile(
    kernel: SourcedArray, spot: NDArray[np.float64], *, side: float, palette: Palette
) -> Group:
    """A small filter in the colors of its signs, in its frame."""
    grid = signed_grid(kernel, side=side, palette=palette).move_to(spot)
    return Group(grid, grid_frame(grid))


def turned(kernel: PixelGrid, other: PixelGrid) -> NDArray[np.int_]:
    """Where in another filter each cell of a filter ends, if it makes a quarter turn to the left.

    Returns
    -------
    Places in the order of reading, shape (cells,).
    """
    row, column = np.indices(kernel.shape).reshape(2, -1)
    return np.asarray((kernel.shape[1] - 1 - column) * other.shape[1] + row)


def signed_grid(values: SourcedArray, *, side: float, palette: Palette) -> PixelGrid:
    """Values in the colors of their signs, the largest magnitude at full color.

    Parameters
    ----------
    values
        Shape (rows, columns).
    """
    colors = signed_colors(values.values, palette, largest=float(np.abs(values.values).max()))
    return PixelGrid(colors, side=side, sources=values)


LEVEL_GAP = 0.8
"""From one level to the next, with an arrow in the middle."""
ARROW = 0.6
"""How long it is."""
LEVEL_NAME, NAME_FOOT = 0.6, 0.12
"""What the name of a level takes below it, and how high it stands there."""


class Levels(Group):
    """Exhibits with their names, each level after the one that it is made of.

    They stand in a row on a wide stage, on any other in lines of two.

    Parameters
    ----------
    exhibits
        From the lowest level to the highest; they are made smaller to fit.
    words
        Their names.
    """

    def __init__(self, area: Stage, exhibits: Sequence[Mobject], words: Sequence[str]) -> None:
        count = len(exhibits)
        columns = count if area.is_wide else 2
        rooms = area.cells(-(-count // columns), columns, gap=LEVEL_GAP)[:count]
        side = min(rooms[0].width, rooms[0].height - LEVEL_NAME)
        self.exhibits, self.names = [], []
        for exhibit, word, room in zip(exhibits, words, rooms, strict=True):
            middle = room.center + LEVEL_NAME / 2 * UP
            self.exhibits.append(fit(exhibit, side, side).move_to(middle))
            name = note(word).move_to(middle + (side / 2 + LEVEL_NAME) * DOWN)
            name.shift((middle[1] - side / 2 - LEVEL_NAME + NAME_FOOT - name.baseline) * UP)
            keep_within(area, name)
            self.names.append(name)
        self.arrows = [_arrow(*pair) for pair in pairwise(rooms)]
        super().__init__(*self.exhibits, *self.names, *self.arrows)


def keep_within(area: Stage, words: Mobject) -> None:
    """Shift words that stand out at a side of the stage."""
    beyond = area.left - words.get_left()[0], words.get_right()[0] - area.right
    words.shift(max(beyond[0], 0.0) * RIGHT + max(beyond[1], 0.0) * LEFT)


def _arrow(one: Stage, other: Stage) -> Arrow:
    # From the first in a line to the second, or from its end to the beginning of the next.
    if one.right < other.left:
        middle = (one.center + other.center + LEVEL_NAME * UP) / 2
        way = RIGHT
    else:
        middle, way = (one.at(0, 0) + other.at(1, 1)) / 2, (DOWN + LEFT) / np.sqrt(2)
    half = ARROW / 2 * way
    arrow = Arrow(middle - half, middle + half, buff=0, stroke_width=6, tip_length=0.24)
    return arrow.set_color(theme.SECONDARY)


SOUND_SHARES = (1.7, 1.9, 0.9, 0.9)
"""Heights of the levels of a sound, the lowest first."""
SOUND_NAME, SOUND_GAP = 3.1, 0.35
"""What their names take beside them on a wide stage, and how far apart they are."""


def sound_rooms(area: Stage) -> list[tuple[Stage, Stage]]:
    """For each level of a sound, the lowest at the bottom, rooms of its name and its picture.

    The name stands beside the picture on a wide stage, else above it.
    """
    if area.is_wide:
        wide = area.width - SOUND_NAME - SOUND_GAP
        rows = area.rows(*SOUND_SHARES[::-1], gap=SOUND_GAP)
        pairs = [row.columns(SOUND_NAME, wide, gap=SOUND_GAP) for row in rows]
    else:
        gap = SOUND_GAP / 2
        free = area.height - 3 * gap - len(SOUND_SHARES) * LEVEL_NAME
        heights = [LEVEL_NAME + free * share / sum(SOUND_SHARES) for share in SOUND_SHARES[::-1]]
        rows = area.rows(*heights, gap=gap)
        pairs = [row.rows(LEVEL_NAME, row.height - LEVEL_NAME, gap=0.0) for row in rows]
    return [(name, picture) for name, picture in reversed(pairs)]


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


class Patch(Group):
    """What a window shows of a picture, enlarged.

    Parameters
    ----------
    pixels
        Shape (rows, columns), 0..1; they fill the room, a square.
    color
        Of its frame, which is that of the window.
    """

    def __init__(
        self, pixels: SourcedArray, room: Stage, *, color: str, largest: float = 1.0
    ) -> None:
        self.grid = PixelGrid(
            gray(pixels.values / largest), side=room.height, sources=pixels
        ).move_to(room.center)
        self.frame = Square(room.height, color=color, stroke_width=5).move_to(room.center)
        super().__init__(self.grid, self.frame)

    def come_out(self, window: Mobject, **kwargs: Any) -> Animation:
        """Grow from where the window is."""
        small = self.copy().scale(window.height / self.frame.height).move_to(window)
        return ReplacementTransform(small, self, **kwargs)

    def answer(self, color: NDArray[np.float64], value: Sourced, **kwargs: Any) -> Animation:
        """Take one color, that of the answer."""
        colors = np.broadcast_to(color, self.grid.colors.shape)
        answering = self.grid.animate(**kwargs).set_colors(colors).set_opacity(1.0)
        answering.mobject.target.fills = (value,)
        return answering.build()

    def go_into(self, cell: Mobject, **kwargs: Any) -> Animation:
        """Shrink into a cell, and leave it to show the answer."""
        going = self.animate(remover=True, **kwargs)
        return going.scale(cell.height / self.frame.height).move_to(cell).build()


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


REACH = 0.46
"""Of the longest stroke of an edge to either side, in cells."""


class EdgeStrokes(VMobject):
    """The edges around a pixel as strokes: the answers of both filters are how far each reaches.

    Parameters
    ----------
    across, up
        Answers of both filters, shape (rows, columns).
    chosen
        Which of them are drawn, same shape.
    side
        Of all cells together.
    """

    def __init__(
        self,
        across: SourcedArray,
        up: SourcedArray,
        chosen: NDArray[np.bool_],
        *,
        side: float,
        color: str,
    ) -> None:
        super().__init__(color=color, stroke_width=14)
        self.fills = (across, up)
        cell = side / across.values.shape[0]
        ways = np.stack([across.values, up.values], axis=-1)
        ways = REACH * cell * ways / max(float(np.linalg.norm(ways, axis=-1).max()), 1e-9)
        rows, columns = across.values.shape
        for row, column in np.argwhere(chosen):
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
        self.written: set[int] = set()
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
        self.found.set_cell_weights([i <= place or i in self.written for i in range(count)])

    def write(self) -> None:
        """Leave the pixel of the window as one that is done."""
        self.written.add(self.place)
        count = self.picture.shape[0] * self.picture.shape[1]
        self.found.set_cell_weights([i in self.written for i in range(count)])


def run_on(run: FilterRun, end: int, **kwargs: Any) -> Animation:
    """Let a filter run on to a pixel, row by row."""
    start = run.place

    def stand(run: Any, share: float) -> None:
        run.go_to(round((1 - share) * start + share * end))

    return UpdateFromAlphaFunc(run, stand, **{"rate_func": linear, **kwargs})
