"""Networks of many sizes, drawn small, and above each how often its trainings are right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    DashedLine,
    Dot,
    Line,
    Rectangle,
    Square,
    VGroup,
    VMobject,
)

from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, LEFT_ROOM, LOW_ROOM
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced, SourcedArray

NAMES_ROOM, LINE_ROOM = 1.8, 0.55
"""Left of the plot, and of a line of words or numbers below it, scene units."""
OVERSHOOT = 0.15
"""Of axes, as of other plots."""
SKETCH_ROOM, LOW_SKETCH_ROOM = 2.15, 1.8
"""Below the plot, for the networks; and for those whose depths are read below them."""
USED = 0.9
"""Of the room of a width: what its networks take."""
OUTPUTS, INPUT_LINES = 10, 14
"""Of a sketch: neurons in its last column, and how many connections begin at its pixels."""
MOST_LINES = 16
"""Neurons of a column, at most, whose connections are drawn."""
LEAST_HEIGHT = 0.35
"""Of a column of one or two neurons, in heights of the tallest."""
RADII = 0.024, 0.075
"""Of neurons in a sketch: in wide layers they touch."""
LEAST_LIGHT, MOST_LIGHT, LIGHT = 0.12, 0.7, 20.0
"""Of a connection, at least and at most, and of all of a sketch together."""
BAR_COLORS = "#1B1F2B", "#C2CBE2"
"""Of a bar, at its foot and at its top: it gets lighter as it rises."""
SPAN_OPACITY = 0.45
QUIET = 0.35
"""How much is left of what is not spoken of."""
RUN_RADII = 0.028, 0.055
SHARE_ROOM, SQUARES_GAP = 1.1, 0.9
"""Above the larger square, and between both, scene units."""
SQUARE_COLORS = "#1B1F2B", "#5A6175"
"""Of a square, at its foot and at its top: a number is read on it."""


def network_sketch(width: Sourced, depth: int, room: Stage) -> VGroup:
    """Hidden layers of a width between a strip of pixels and ten outputs."""
    count = int(width.value)
    sizes = [*depth * [count], OUTPUTS]
    xs = np.linspace(room.left, room.right, len(sizes) + 1)
    middle = float(room.center[1])
    strip = Line(
        [xs[0], room.bottom, 0], [xs[0], room.top, 0], color=theme.SECONDARY, stroke_width=4
    )
    columns = [
        _column(float(x), middle, size, room.height) for x, size in zip(xs[1:], sizes, strict=True)
    ]
    pixels = np.linspace(strip.get_start(), strip.get_end(), INPUT_LINES)
    lines = VMobject(color=theme.TEXT, stroke_width=1.5)
    for before, after in pairwise([pixels, *columns]):
        for start in _some(before):
            for end in _some(after):
                lines.start_new_path(start)
                lines.add_line_to(end)
    drawn = len(lines.points) // 4
    lines.set_stroke(opacity=float(np.clip(LIGHT / drawn, LEAST_LIGHT, MOST_LIGHT)))
    colors = [*depth * [theme.TEXT], theme.SECONDARY]
    neurons = VGroup(
        *(_discs(column, color) for column, color in zip(columns, colors, strict=True))
    )
    sketch = VGroup(lines, strip, neurons)
    sketch.fills = (width,)
    return sketch


def _column(x: float, middle: float, size: int, height: float) -> NDArray[np.float64]:
    # The more neurons the higher, but less than in proportion: two are seen beside sixty-four.
    own = height * min(1.0, LEAST_HEIGHT * (size / 2) ** 0.3)
    ys = middle + own * (np.linspace(-0.5, 0.5, size) if size > 1 else np.zeros(1))
    return np.stack([np.full(size, x), ys, np.zeros(size)], axis=1)


def _discs(column: NDArray[np.float64], color: str) -> VMobject:
    """The neurons of a column as one outline: thousands of mobjects would take seconds."""
    disc = Dot(radius=_radius(column))
    found = VMobject(color=color, fill_opacity=1, stroke_width=0)
    found.points = np.concatenate([disc.points + place for place in column])
    return found


def _radius(column: NDArray[np.float64]) -> float:
    pitch = abs(column[1, 1] - column[0, 1]) if len(column) > 1 else 1.0
    return float(np.clip(0.4 * pitch, *RADII))


def _some(column: NDArray[np.float64]) -> NDArray[np.float64]:
    places = np.linspace(0, len(column) - 1, min(len(column), MOST_LINES))
    return column[places.round().astype(int)]


class SizePlot(VGroup):
    """Shares of right answers, and below them room for a network of each width.

    Parameters
    ----------
    depths
        Numbers of hidden layers that stand side by side above each width, if they are to be read.

    Attributes
    ----------
    up, ground, numbers, words
        The axis of shares; the line below the plot; the widths, and above them the depths; their
        names.
    foot
        The height on which the plot stands.
    """

    def __init__(
        self, widths: SourcedArray, shares: SourcedArray, *, depths: Sequence[Sourced] = ()
    ) -> None:
        area = stage()
        lines = 1 + bool(depths)
        self.sketch_room = LOW_SKETCH_ROOM if depths else SKETCH_ROOM
        left = area.left + NAMES_ROOM
        self.foot = area.bottom + lines * LINE_ROOM + self.sketch_room
        self.room = Stage(left, area.right, area.top - HIGH_ROOM, self.foot)
        self.widths = widths
        self.up = NumberLine(
            [share.shown_as(percent=True) for share in shares],
            self.room.at(0, 0), self.room.at(0, 1), labels_toward=LEFT, overshoot=OVERSHOOT,
        )  # fmt: skip
        self.ground = Line(
            self.room.at(0, 0), self.room.at(1, 0), color=theme.SECONDARY, stroke_width=3
        )
        self.right = note(_("right answers"))
        rows = [
            (_("neurons"), [(width, cell) for width, cell in zip(widths, self.cells, strict=True)])
        ]
        if depths:
            slots = [
                (depth, self.slot(column, place, len(depths)))
                for column in range(widths.size)
                for place, depth in enumerate(depths)
            ]
            rows.append((_("layers"), slots))
        self.numbers, self.words = VGroup(), VGroup(self.right)
        for row, (name, numbered) in enumerate(rows):
            line = area.bottom + (row + 0.5) * LINE_ROOM
            for number, room in numbered:
                label = ValueLabel(number.shown_as(decimals=None))
                self.numbers.add(label.move_to([room.center[0], line, 0]))
            word = note(name).move_to([area.left, line, 0], LEFT)
            self.words.add(word.shift((self.numbers[-1].baseline - word.baseline) * UP))
        super().__init__(self.up, self.ground, self.numbers, self.words)
        self._put_name()

    def stand_as_before(self) -> Self:
        """Stand where the plot of the scene before stood, as high as that was."""
        area = stage()
        foot = np.array([area.left + LEFT_ROOM, area.bottom + LOW_ROOM, 0])
        self.up.lay(foot, [foot[0], area.top - HIGH_ROOM, 0])
        self.ground.put_start_and_end_on(foot + OVERSHOOT * LEFT, [area.right, foot[1], 0])
        return self._put_name()

    def _put_name(self) -> Self:
        self.right.next_to(self.up, UP, buff=0.15).align_to(self.up, LEFT)
        return self

    @property
    def cells(self) -> tuple[Stage, ...]:
        """The room of each width, from left to right."""
        return self.room.columns(*self.widths.size * [1], gap=0.0)

    def slot(self, column: int, place: int, of: int) -> Stage:
        """One of several parts, side by side, of the room of a width."""
        cell = self.cells[column]
        return cell.inset((1 - USED) / 2 * cell.width, 0.0).columns(*of * [1], gap=0.0)[place]

    def sketch(self, column: int, depth: int, *, place: int = 0, of: int = 1) -> VGroup:
        """A network of as many hidden layers, below its part of the plot."""
        slot = self.slot(column, place, of)
        inner = slot.inset(max(0.06, 0.12 * slot.width), 0.0)
        room = Stage(inner.left, inner.right, self.foot - 0.14, self.foot - self.sketch_room + 0.06)
        return network_sketch(self.widths[column], depth, room)

    def height_of(self, share: float) -> float:
        """Where a share stands."""
        return float(self.up.point(share)[1])

    def level(self, share: Sourced, *, color: str) -> DashedLine:
        """Draw a dashed line at one height, from side to side."""
        height = self.height_of(share.value)
        line = DashedLine([self.room.left, height, 0], [self.room.right, height, 0])
        line.set_stroke(color, width=4).fills = (share,)
        return line


class Trainings(VGroup):
    """All trainings of one size: a dot for each, a box around them, and a line at their mean.

    Side by side in the order of their seeds, so that none hides another. With a bar it stands on
    the plot's foot, which then has to be at zero.
    """

    def __init__(
        self, plot: SizePlot, slot: Stage, runs: SourcedArray, mean: Sourced, *, has_bar: bool
    ) -> None:
        width, middle = 0.8 * slot.width, float(slot.center[0])
        pitch = width / (runs.size + 1)
        heights = [plot.height_of(run.value) for run in runs]
        level = plot.height_of(mean.value)
        top = level if has_bar else plot.foot + 0.001
        self.bar = _box(middle, width, (plot.foot, top)).set_fill(opacity=float(has_bar))
        self.bar.set_fill(BAR_COLORS).set_sheen_direction(UP)
        radius = float(np.clip(0.3 * pitch, *RUN_RADII))
        ends = (min(heights) - radius, max(heights) + radius)
        self.span = _box(middle, width, ends).set_fill(theme.RULE, opacity=SPAN_OPACITY)
        half = width / 2 * RIGHT
        at = np.array([middle, level, 0.0])
        self.mean = Line(at - half, at + half, color=theme.TEXT, stroke_width=5)
        xs = middle + pitch * (np.arange(runs.size) - (runs.size - 1) / 2)
        self.dots = VGroup(
            *(Dot([x, y, 0], radius, color=theme.TEXT) for x, y in zip(xs, heights, strict=True))
        )
        for dot, run in zip(self.dots, runs, strict=True):
            dot.fills = (run,)
        self.bar.fills = self.mean.fills = (mean,)
        super().__init__(self.bar, self.span, self.mean, self.dots)

    def quiet(self) -> Self:
        """Step back: others are spoken of."""
        self.bar.set_fill(opacity=QUIET * self.bar.get_fill_opacity())
        self.span.set_fill(opacity=QUIET * SPAN_OPACITY)
        self.mean.set_stroke(opacity=QUIET)
        self.dots.set_fill(opacity=QUIET)
        return self


def _box(x: float, width: float, ends: Sequence[float]) -> Rectangle:
    low, high = ends
    box = Rectangle(width=width, height=high - low, stroke_width=0)
    return box.move_to([x, (low + high) / 2, 0])


def step_up(low: Trainings, high: Trainings, color: str) -> VGroup:
    """By how much the one mean is above the other: a line from the height of the first."""
    start, end = low.mean.get_end(), high.mean.get_start()
    corner = np.array([end[0], start[1], 0.0])
    flat = Line(start, corner, color=color, stroke_width=3)
    rise = Line(corner, end, color=color, stroke_width=9)
    rise.fills = (*low.mean.fills, *high.mean.fills)
    return VGroup(flat, rise)


def parameter_squares(few: Sourced, many: Sourced, room: Stage) -> VGroup:
    """Two squares side by side whose areas are to each other as two numbers of parameters.

    Each with its number in it.
    """
    share = float(np.sqrt(few.value / many.value))
    side = min(room.height - SHARE_ROOM, (room.width - SQUARES_GAP) / (1 + share))
    squares = VGroup()
    for count, own in ((few, share * side), (many, side)):
        square = Square(own, stroke_width=0).set_fill(SQUARE_COLORS, opacity=1)
        square.set_sheen_direction(UP).fills = (count,)
        number: VMobject = ValueLabel(count, size="focus" if room.is_wide else "number")
        if room.is_wide:
            number = Words(_("{count} parameters"), width=own, align="center", count=count)
        fit(number, 0.9 * own, own).move_to(square)
        squares.add(VGroup(square, number))
    return squares.arrange(RIGHT, buff=SQUARES_GAP, aligned_edge=DOWN).move_to(
        room.at(0.5, 0), DOWN
    )
