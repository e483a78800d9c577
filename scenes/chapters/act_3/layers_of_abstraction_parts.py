"""A filter at work on a picture, a spoken word in layers, and the two ladders of levels."""

from __future__ import annotations

from dataclasses import dataclass
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
    Transform,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
    there_and_back,
)

from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Words, label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import gray, signed_colors
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Vector3D
    from numpy.typing import NDArray

    from network.analysis.sound import Span
    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

NAME_HEIGHT = 0.66
"""What a name takes above its grid."""
HALF_WORD, GAP_ABOVE = 0.2, 0.12
"""Half the height of a word of a ladder; and from there to what is above it."""
SIGN_ROOM = 0.6
"""Between what the filter sees and the filter, room for the sign."""
PICTURE_SHARE, KERNEL = 0.33, 1.66
"""Of a wide stage: side of the picture as a share of the width; and of the filter, at most."""
KERNEL_GAP = 0.2
"""At least between a picture and the filter, or what it sees."""
TITLE = 0.65
"""Over each of them."""
APART = 0.5
SUM_BELOW = 1.5
"""Below the filter hang the products, as large as itself; and so much for gaps and the sum."""
SPILL = 0.16
"""How far what the filter sees may reach beyond the stage, scene units."""


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
        The middle of the filter's upper edge; there is room at its left for what it sees.
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    found: NDArray[np.float64]
    kernel: NDArray[np.float64]


def bench_places(area: Stage, row_length: int = 28) -> BenchPlaces:
    """The filter between both pictures on a wide stage, below them on a tall one, else beside.

    Parameters
    ----------
    row_length
        Cells of a row of the picture: what the filter sees reaches a cell beyond its edge.
    """
    if area.is_wide:
        area = area.inset(max(0.0, PICTURE_SHARE * area.width / row_length - SPILL), 0.0)
        side = PICTURE_SHARE * area.width
        kernel_side = min(KERNEL, (area.width - 2 * side - SIGN_ROOM) / 2 - KERNEL_GAP)
        high = max(side, 2 * kernel_side + SUM_BELOW)
        middle = area.center + (high - TITLE) / 2 * UP
        aside = (area.width - side) / 2 * RIGHT
        picture = middle + side / 2 * DOWN
        kernel = middle + (SIGN_ROOM + kernel_side) / 2 * RIGHT
        return BenchPlaces(side, kernel_side, picture - aside, picture + aside, kernel)
    area = area.inset(max(0.0, area.width / 2 / row_length - SPILL))
    if area.is_tall:
        side, kernel_side = (area.width - APART) / 2, 1.9
        high = side + TITLE
        above, room = area.rows(high, area.height - high - APART, gap=APART)
        cells = above.columns(1, 1, gap=APART)
    else:
        side, kernel_side = (area.height - APART) / 2 - TITLE, 1.7
        aside, room = area.columns(side, area.width - side - APART, gap=APART)
        cells = aside.rows(1, 1, gap=APART)
    picture, found = (cell.at(0.5, 0) + side / 2 * UP for cell in cells)
    spare = room.height - TITLE - 2 * kernel_side - SUM_BELOW
    across = (SIGN_ROOM + kernel_side) / 2
    kernel = room.at(0.5, 1) + np.array([across, -TITLE - spare / 2, 0])
    return BenchPlaces(side, kernel_side, picture, found, kernel)


@dataclass(frozen=True)
class LadderPlaces:
    """Where two ladders stand, and how large what stands on them may be.

    Attributes
    ----------
    sides
        Of the words, on which the exhibits of each stand.
    pitch
        From level to level.
    middles
        How far across the middle of each ladder is.
    words_y
        Middle of the words.
    width, height
        Of an exhibit at most.
    """

    sides: tuple[Vector3D, Vector3D]
    pitch: float
    middles: tuple[float, float]
    words_y: float
    width: float
    height: float

    def ladder(self, number: int, words: Sequence[str], exhibits: Sequence[Mobject]) -> Ladder:
        """The first or the second ladder at its place; the levels of both are level."""
        ladder = Ladder(
            words, exhibits, pitch=self.pitch, side=self.sides[number], height=self.height
        )
        ladder.set_x(self.middles[number])
        return ladder.shift((self.words_y - ladder.words.get_y()) * UP)


def ladder_places(area: Stage, levels: int) -> LadderPlaces:
    """Exhibits stand beside their words on a wide stage, above them on any other."""
    if area.is_wide:
        middles = (float(area.at(0.22, 0)[0]), float(area.at(0.78, 0)[0]))
        pitch, width = 0.27 * area.height, 0.26 * area.width
        return LadderPlaces((LEFT, RIGHT), pitch, middles, float(area.center[1]), width, 1.4)
    height = 1.5 if area.is_tall else 0.72
    pitch = (area.height - 2 * HALF_WORD - GAP_ABOVE - height) / (levels - 1)
    halves = area.columns(1, 1)
    middles = (float(halves[0].center[0]), float(halves[1].center[0]))
    y = area.bottom + HALF_WORD + (levels - 1) * pitch / 2
    return LadderPlaces((UP, UP), pitch, middles, y, halves[0].width - 0.1, height)


def _upward(start: float, end: float) -> Arrow:
    arrow = Arrow(start * UP, end * UP, buff=0, stroke_width=4, tip_length=0.2)
    return arrow.set_color(theme.SECONDARY)


def three_places(area: Stage) -> tuple[list[NDArray[np.float64]], float]:
    """Middles of three grids with their names, in line or two by two; and the side of a grid."""
    cells = area.columns(1, 1, 1, gap=APART) if area.is_wide else area.cells(2, 2)[:3]
    side = min(cells[0].width, cells[0].height - NAME_HEIGHT)
    return [cell.center + NAME_HEIGHT / 2 * DOWN for cell in cells], side


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
        self.palette, self.largest = palette, float(np.abs(kernel.values).max())
        picture = image_grid(image, side=places.side).move_to(places.picture)
        self.picture = TitledGrid(picture, _("picture"), on_baseline=True)
        nothing = signed_grid(result, side=places.side, palette=palette).move_to(places.found)
        nothing.set_cell_weights(np.zeros(nothing.shape))
        self.found = TitledGrid(nothing, _("what it finds"), on_baseline=True)
        weights = signed_grid(kernel, side=places.kernel_side, palette=palette)
        weights.move_to(places.kernel, aligned_edge=UP)
        self.kernel = TitledGrid(weights, _("filter"), on_baseline=True)
        self.kernel.add(cell_numbers(weights, [each.shown_as(decimals=0) for each in kernel]))
        super().__init__(self.picture, self.kernel, self.found)

    def stop(self, pixels: SourcedArray, products: SourcedArray, total: Sourced) -> WindowSum:
        """What the filter does at one pixel."""
        return WindowSum(
            self.kernel.grid, pixels, products, total, largest=self.largest, palette=self.palette
        )


def sign_legend(kernel: PixelGrid, palette: Palette) -> VGroup:
    """Below a filter: light above dark beside one color, dark above light beside the other."""
    side = 0.3 * kernel.height
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
        found = Square(1.4 * side, stroke_width=0).set_fill(color, opacity=1)
        arrow = Arrow(ORIGIN, 1.6 * side * RIGHT, buff=0, stroke_width=4, tip_length=0.18)
        arrow.set_color(theme.SECONDARY)
        rows.add(VGroup(VGroup(halves, frame), arrow, found).arrange(RIGHT, buff=0.2))
    rows.arrange(DOWN, buff=0.3).next_to(kernel, DOWN, buff=0.4)
    return rows.shift((SIGN_ROOM + kernel.width) / 2 * LEFT)


def signed_grid(values: SourcedArray, *, side: float, palette: Palette) -> PixelGrid:
    """Values in the colors of their signs, the largest magnitude at full color.

    Parameters
    ----------
    values
        Shape (rows, columns).
    """
    colors = signed_colors(values.values, palette, largest=float(np.abs(values.values).max()))
    return PixelGrid(colors, side=side, sources=values)


EXHIBIT_GAP = 0.6
"""Between the words and what stands beside them."""
ARROW = (0.22, 0.78)
"""Where an arrow begins and ends, as shares of the way from one word to the next."""


class Ladder(Group):
    """Words, the lowest level at the bottom, with arrows upward and an exhibit beside each.

    Parameters
    ----------
    pitch
        From level to level, in scene units.
    side
        On which side of the words the exhibits stand: `LEFT`, `RIGHT` or `UP`.
    height
        Of an exhibit at most, where it stands above its word.
    """

    def __init__(
        self,
        words: Sequence[str],
        exhibits: Sequence[Mobject],
        *,
        pitch: float,
        side: Vector3D,
        height: float = 0.0,
    ) -> None:
        self.words = VGroup(*(Words(word).move_to(i * pitch * UP) for i, word in enumerate(words)))
        start, end = (share * pitch for share in ARROW)
        aside = (self.words.width + max(each.width for each in exhibits)) / 2 + EXHIBIT_GAP
        if side[1] > 0:
            aside = HALF_WORD + GAP_ABOVE + height / 2
            start, end = aside + height / 2 + GAP_ABOVE, pitch - HALF_WORD - GAP_ABOVE
        steps = range(len(words) - 1)
        self.arrows = VGroup(*(_upward(i * pitch + start, i * pitch + end) for i in steps))
        self.exhibits = Group(
            *(
                each.move_to(word.get_center() + aside * side)
                for each, word in zip(exhibits, self.words, strict=True)
            )
        )
        super().__init__(self.words, self.arrows, self.exhibits)

    def level(self, index: int) -> Group:
        """A word with its exhibit and the arrow that leads up to it."""
        arrows = self.arrows[index - 1 : index] if index else []
        return Group(self.words[index], self.exhibits[index], *arrows)


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


DROP = 0.35
"""From the pixels down to the products, and from there to the sum."""


class WindowSum(Group):
    """The pixels under a filter beside it, below them the products, and below these their sum.

    Parameters
    ----------
    kernel
        The filter, where it stands; what it sees is drawn as large, to its left.
    pixels, products
        Shape (rows, columns) of the filter.
    total
        What the products add up to.
    largest
        Magnitude of a product that is shown at full color.

    Attributes
    ----------
    kernel
        Not a part of this group.
    """

    def __init__(
        self,
        kernel: PixelGrid,
        pixels: SourcedArray,
        products: SourcedArray,
        total: Sourced,
        *,
        largest: float,
        palette: Palette,
    ) -> None:
        self.kernel = kernel
        side = kernel.height
        seen = PixelGrid(gray(pixels.values), side=side, sources=pixels)
        seen.next_to(kernel, LEFT, buff=SIGN_ROOM)
        self.seen = Group(seen, grid_frame(seen).set_stroke(palette.signal))
        both = Group(seen, kernel)
        self.times = label("\N{MULTIPLICATION SIGN}", size="body", color=theme.TEXT)
        self.times.move_to(both)
        colors = signed_colors(products.values, palette, largest=largest)
        product = PixelGrid(colors, side=side, sources=products).next_to(seen, DOWN, buff=DROP)
        self.product = Group(product, grid_frame(product))
        color = palette.sign(total.value) if total.value else theme.TEXT
        self.total = ValueLabel(total, size="title", color=color)
        self.total.next_to(product, DOWN, buff=DROP).set_x(both.get_x())
        self.words = note(_("sum"))
        self.words.next_to(self.total, LEFT, buff=0.3)
        super().__init__(self.seen, self.times, self.product, self.total, self.words)


WINDOW = 3
"""Pixels on each side of a filter."""


class FilterRun(Group):
    """A window over a picture, and the grid that fills as the window moves on.

    Parameters
    ----------
    found
        What it finds, cell by cell; it begins empty.
    color
        Of the window and of the small frame that moves along in `found`.
    """

    def __init__(self, picture: PixelGrid, found: PixelGrid, *, color: str) -> None:
        self.picture, self.found = picture, found
        self.window = Square(WINDOW * picture.cell_side, color=color, stroke_width=4)
        self.mark = Square(1.5 * found.cell_side, color=theme.TEXT, stroke_width=2.5)
        super().__init__(found, self.window, self.mark)
        self.go_to(0)

    def go_to(self, place: int) -> None:
        """Stand at a pixel; all up to this one are done."""
        self.place = place
        row, column = divmod(place, self.picture.shape[1])
        self.window.move_to(self.picture.cell_center(row, column))
        self.mark.move_to(self.found.cell_center(row, column))
        rows, columns = self.found.shape
        self.found.set_cell_weights([i <= place for i in range(rows * columns)])


def run_on(run: FilterRun, end: int, **kwargs: Any) -> Animation:
    """Let a filter run on to a pixel, row by row."""
    start = run.place

    def stand(run: Any, share: float) -> None:
        run.go_to(round((1 - share) * start + share * end))

    return UpdateFromAlphaFunc(run, stand, **{"rate_func": linear, **kwargs})


def look_through(window: Square, stop: WindowSum, *, seconds: float = 0.8) -> Animation:
    """Let the pixels under a window come out of it, large, beside the filter."""
    small = stop.seen.copy().scale_to_fit_height(window.height).move_to(window)
    return AnimationGroup(
        ReplacementTransform(small, stop.seen), FadeIn(stop.times), run_time=seconds
    )


def multiply_through(stop: WindowSum, *, seconds: float = 0.9) -> Animation:
    """Let the pixels go down and turn into their products with the filter."""
    pixels, (product, frame) = stop.seen[0].copy(), stop.product
    return AnimationGroup(ReplacementTransform(pixels, product), FadeIn(frame), run_time=seconds)


WRITTEN = 2.0
"""How far the place of a sum swells when it is written down."""


def write_down(stop: WindowSum, place: Mobject, *, seconds: float = 0.6) -> Animation:
    """Let the sum go where it belongs, and all that led to it vanish."""
    rest = FadeOut(stop.seen, stop.times, stop.product, stop.words, run_time=seconds / 2)
    way: Animation = FadeOut(stop.total, target_position=place, scale=0.3, run_time=seconds)
    if place.get_y() > stop.kernel.get_top()[1]:  # the way would lead over the filter
        larger = place.copy().scale(WRITTEN)
        way = AnimationGroup(
            FadeOut(stop.total),
            Transform(place, larger, rate_func=there_and_back),
            run_time=seconds,
        )
    return AnimationGroup(rest, way, lag_ratio=1)
