"""The field of dials, and the line of accuracies below it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup

from scenes.mobjects.plots.dot_pile import dot_pile
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.picture_cloud import PictureCloud
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage
from scenes.stage.scales import SIGNED_EXPONENT, signed_colors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.text.typst_text import Words
    from scenes.subject.sourced import Sourced, SourcedArray

END_ROOM = 0.45
"""Left and right of the line, for the half of a number that stands there."""
NAME_ROOM = 1.15
"""Below the line, for its numbers and its name."""
ROOM_FOR_ALL = 1.05
"""Where ten percent are shorter than this, scene units, only every second tick is written."""
LIFT = 0.06
"""How far above the line the lowest dots are; scene units."""
FIRST = 0.13
"""Radius of a network that comes alone."""
STEM = 0.55
BESIDE = 0.1
"""Between two texts that stand beside each other, at least."""


class AccuracyLine(VGroup):
    """A line of percentages across a room, its name below it, and networks as dots above it.

    Parameters
    ----------
    edges
        Of the bins in which dots stand on one another, 0 to 1; every tenth of the way is a tick.
    """

    def __init__(self, edges: SourcedArray, name: Words, room: Stage) -> None:
        tenth = (edges.size - 1) // 10
        ticks = [edges[i].shown_as(percent=True) for i in range(0, edges.size, tenth)]
        y = room.bottom + NAME_ROOM
        ends = [room.left + END_ROOM, y, 0], [room.right - END_ROOM, y, 0]
        every = 1 if room.width / 10 > ROOM_FOR_ALL else 2
        self.room, self.edges = room, edges.values
        self.line = NumberLine(ticks, *ends, labelled=range(0, len(ticks), every))
        self.name_below = name.next_to(self.line, DOWN, buff=0.12).set_x(room.center[0])
        super().__init__(self.line, self.name_below)

    def network_at(self, accuracy: Sourced, *, color: str = theme.TEXT) -> Dot:
        """A network that comes alone, as a dot on the line, at its accuracy."""
        place = self.line.point(accuracy.value) + (FIRST + LIFT) * UP
        dot = Dot(place, radius=FIRST, color=color)
        dot.fills = (accuracy,)
        return dot

    def hill(self, accuracies: SourcedArray) -> PixelCloud:
        """All networks as dots, those of each bin on one another, as large as they fit."""
        return dot_pile(
            accuracies,
            self.edges,
            xs=self.line.points_of(self.edges)[:, 0],
            foot=self.line.axis.get_y() + LIFT,
            top=self.room.top,
        )

    def flag(self, accuracy: Sourced, *, size: str = "number", color: str = theme.TEXT) -> VGroup:
        """A number on a stem that stands at its place, beside it where there is room."""
        foot = self.line.point(accuracy.value)
        stem = Line(foot, foot + STEM * UP, color=color, stroke_width=4)
        number = ValueLabel(accuracy, size=size, color=color)
        number.next_to(stem.get_end(), UP, buff=0.08).align_to(stem, LEFT)
        beyond = number.get_right()[0] - self.room.right
        return VGroup(stem, number.shift(max(0.0, beyond) * LEFT))

    def middle(self, mean: Sourced, hill: PixelCloud, *, color: str) -> VGroup:
        """A line through a hill at its mean, and right of it, past all dots there, the number."""
        foot, top = self.line.point(mean.value), float(hill.points[:, 1].max())
        line = Line(foot, [foot[0], top, 0], color=color, stroke_width=5)
        number = ValueLabel(mean, size="focus", color=color)
        number.move_to([0, top, 0], aligned_edge=UP)
        beside = hill.points[hill.points[:, 1] > number.get_bottom()[1] - BESIDE, 0]
        right = float(max(foot[0], *beside)) + 0.3
        number.shift((right - number.get_left()[0]) * RIGHT)
        return VGroup(line, number)


APART = 1.08
"""Between the middles of two pictures of a test, in sides of one."""
WRONG = 0.15
"""How lit a picture is that is answered wrong."""


class TestPictures(PictureCloud):
    """Pictures that a network is tested on, in rows that fill a room; lit are right answers.

    Parameters
    ----------
    pictures
        Their pixels 0..1, shape (pictures, pixels).
    """

    __test__ = False  # or pytest takes the class for a test

    def __init__(self, pictures: SourcedArray, room: Stage) -> None:
        count = len(pictures.values)
        columns = max(1, math.ceil(math.sqrt(count * room.width / room.height)))
        while -(-count // columns) * room.width > columns * room.height:
            columns += 1
        columns = -(-count // -(-count // columns))
        pitch = min(room.width / columns, room.height / -(-count // columns))
        row, column = np.divmod(np.arange(count), columns)
        places = np.stack([column, -row, 0 * row], axis=1) * pitch
        places += room.center - (places.min(axis=0) + places.max(axis=0)) / 2
        super().__init__(pictures, places, side=pitch / APART)
        self.light(np.full(count, WRONG))
        self.order = column / max(1, columns - 1)
        self.bottom = float(places[:, 1].min() - pitch / 2)

    def answered(self, right: SourcedArray) -> TestPictures:
        """The same with a network's right answers lit: 1 in these numbers, wrong ones are 0."""
        other = self.copy().light(WRONG + (1 - WRONG) * right.values)
        other.fills = (self.fills[0], right)
        return other


FULL_TURN_AT = 2.5
"""A value of this magnitude, or of a larger one, turns a dial as far as it goes."""
FULL_TURN = 0.75 * np.pi
RIM, HAND = 0.4, 0.34
"""Radius of the rim and length of the hand, in distances between dials."""
HALF_WIDTH = 0.045
RIM_FROM = (0.016, 0.03)
"""
Shares of a frame's height: dials smaller than the first show no rim, those larger than the second
all of it.
"""
CELL_UNTIL = (0.012, 0.026)
"""Dials smaller than the first are even cells, colored as weights are, without a pattern."""

RULE = 0.55 * 255 * np.array(theme.rgb(theme.RULE), np.float32)
"""Of rims and of dials at zero: thousands of them must not outshine the hands."""
PIXELS_AT_ONCE = 1 << 15
"""Pixels drawn in one go: their arrays stay in the processor's cache."""


class DialField(RasterMobject):
    """Dials in rows; a hand that points up is at zero.

    Parameters
    ----------
    width, height
        The field is as large as fits, scene units.
    palette
        A hand has the color of its sign.

    Attributes
    ----------
    turns
        How far each hand is turned, radians to the right; animated.
    """

    animated: ClassVar[Sequence[str]] = ("turns",)

    def __init__(self, count: int, *, width: float, height: float, palette: theme.Palette) -> None:
        self.columns = round(np.sqrt(count * width / height))
        self.rows = -(-count // self.columns)
        self.palette = palette
        self.turns: NDArray[np.float64] = np.zeros(count)
        self.fills: tuple[SourcedArray, ...] = ()
        pitch = min(width / self.columns, height / self.rows)
        x, y = pitch * self.columns / 2, pitch * self.rows / 2
        super().__init__([[-x, y, 0], [x, y, 0], [-x, -y, 0], [x, -y, 0]])

    @property
    def pitch(self) -> float:
        """Distance between two dials, scene units."""
        return float(self.points[1, 0] - self.points[0, 0]) / self.columns

    def show(self, values: SourcedArray) -> Self:
        """Turn every dial to its value; animate it as `field.animate.show(...)`."""
        self.turns = FULL_TURN * np.clip(values.values / FULL_TURN_AT, -1, 1)
        self.fills = (values,)
        return self

    def centers(self) -> NDArray[np.float64]:
        """Middles of all dials, shape (count, 3)."""
        row, column = np.divmod(np.arange(self.turns.size), self.columns)
        places = np.stack([column + 0.5, -(row + 0.5), np.zeros(self.turns.size)], axis=1)
        return np.asarray(self.points[0] + self.pitch * places)

    def cells(self) -> PixelCloud:
        """The field as it is seen from far: cells that can travel."""
        colors = signed_colors(self.turns, self.palette, FULL_TURN)
        cloud = PixelCloud(self.centers(), sides=self.pitch, colors=colors)
        cloud.fills = self.fills
        return cloud

    def most_turned(self, columns: int, rows: int) -> Stage:
        """Where so many dials beside and below each other are turned farthest, all in all."""
        turned = np.zeros(self.rows * self.columns)
        turned[: self.turns.size] = np.abs(self.turns)
        sums = np.pad(turned.reshape(self.rows, self.columns).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        rows, columns = min(rows, self.rows), min(columns, self.columns)
        inside = sums[rows:, columns:] - sums[:-rows, columns:]
        inside = inside - sums[rows:, :-columns] + sums[:-rows, :-columns]
        # Away from the edges, if the field is large enough: beyond them all is dark.
        above, beside = ((n - m) // 2 for n, m in ((self.rows, rows), (self.columns, columns)))
        above, beside = min(above, rows), min(beside, columns)
        kept = inside[above : len(inside) - above, beside : inside.shape[1] - beside]
        row, column = np.unravel_index(int(kept.argmax()), kept.shape)
        corner = self.pitch * np.array([column + beside, -(row + above)])
        left, top = self.points[0, :2] + corner
        return Stage(left, left + self.pitch * columns, top, top - self.pitch * rows)

    def draw(self, canvas: Canvas) -> None:
        """Write the rim and the hand of every dial, pixel by pixel."""
        (left, top), (right, bottom) = canvas.to_pixels(self.points[[0, 3]])
        xs = np.arange(max(int(left), 0), min(int(np.ceil(right)), canvas.width))
        ys = np.arange(max(int(top), 0), min(int(np.ceil(bottom)), canvas.height))
        if xs.size == 0 or ys.size == 0:
            return
        pitch = float(right - left) / self.columns
        column, across = _cell((xs + 0.5 - left) / pitch, self.columns)
        row, down = _cell((ys + 0.5 - top) / pitch, self.rows)
        hands = self._hands()
        for part in _parts(row, xs.size):
            index = row[part.start] * self.columns + column
            # In the last row dials may be missing at the end.
            shown = int(np.count_nonzero(index < self.turns.size))
            if shown:
                seen = slice(ys[part][0], ys[part][-1] + 1), slice(xs[0], xs[0] + shown)
                places = across[:shown], down[part, np.newaxis]
                self._draw_row(canvas, seen, places, hands[index[:shown]], pitch)

    def _hands(self) -> NDArray[np.float32]:
        """All that the look of a dial depends on, one row each.

        Sine and cosine, opacity of its cell, color of its hand, color of its cell.
        """
        turns = self.turns.astype(np.float32)
        strengths = np.clip(4 * np.abs(self.turns) / FULL_TURN, 0, 1)
        signs = np.where(
            (self.turns < 0)[:, np.newaxis],
            theme.rgb(self.palette.negative),
            theme.rgb(self.palette.positive),
        )
        neutral = np.array(theme.rgb(theme.TEXT))
        share = strengths[:, np.newaxis]
        hands = np.empty((len(turns), 9), dtype=np.float32)
        hands[:, 0], hands[:, 1] = np.sin(turns), np.cos(turns)
        hands[:, 2] = np.clip(np.abs(self.turns) / FULL_TURN, 0, 1) ** SIGNED_EXPONENT
        # White at zero, the color of the sign from a quarter of a full turn on.
        hands[:, 3:6] = 255 * (share * signs + (1 - share) * neutral)
        hands[:, 6:] = 255 * signs
        return hands

    def _draw_row(
        self,
        canvas: Canvas,
        part: tuple[slice, slice],
        places: tuple[NDArray[np.float32], NDArray[np.float32]],
        hands: NDArray[np.float32],
        pitch: float,
    ) -> None:
        """Draw a row of dials, or some of its pixels; `hands` has one row a column of pixels.

        Places are across, shape (width,), and down, shape (height, 1), from the dials' middles.
        """
        across, down = places
        picture = np.zeros((down.size, across.size, 4), dtype=np.float32)
        opacity = np.float32(self.opacity)
        visible = _share(pitch / canvas.height, *RIM_FROM)
        if visible > 0:
            rims = np.sqrt(across * across + down * down)
            rims -= np.float32(RIM)
            np.abs(rims, out=rims)
            rims *= np.float32(-pitch)
            rims += np.float32(1 + 0.3 * HALF_WIDTH * pitch)
            np.clip(rims, 0, 1, out=rims)
            rims *= opacity * np.float32(visible)
            _lay(picture, RULE, rims)
        # A hand of a pixel or two would draw stripes that no dial has.
        cell = np.float32(1 - _share(pitch / canvas.height, *CELL_UNTIL))
        if cell > 0:
            _lay(picture, hands[:, 6:], cell * opacity * hands[np.newaxis, :, 2])
        if cell < 1:
            cover = _hand(across, down, hands[:, 0], hands[:, 1], pitch)
            cover *= (1 - cell) * opacity
            _lay(picture, hands[:, 3:6], cover)
        picture += np.float32(0.5)
        canvas.lay(*part, picture.astype(np.uint8))


def _lay(
    picture: NDArray[np.float32], colors: NDArray[np.float32], cover: NDArray[np.float32]
) -> None:
    """Lay colors 0..255, one for all or one a column, over what there is of a picture."""
    left = 1 - cover
    for channel in range(4):
        picture[..., channel] *= left
        picture[..., channel] += cover * (colors[..., channel] if channel < 3 else np.float32(255))


def _share(size: float, none: float, whole: float) -> float:
    """How far a size has come on the way from one bound to the other, 0..1."""
    return min(1.0, max(0.0, (size - none) / (whole - none)))


def _parts(rows: NDArray[np.int64], width: int) -> Iterator[slice]:
    """Runs of pixel rows that belong to one row of dials, each with few enough pixels."""
    most = max(1, PIXELS_AT_ONCE // width)
    ends = [*(np.flatnonzero(np.diff(rows)) + 1), len(rows)]
    for start, end in zip([0, *ends], ends, strict=False):
        for first in range(start, end, most):
            yield slice(first, min(first + most, end))


def _cell(places: NDArray[np.float64], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Which dial each pixel belongs to along one axis, and how far it is from its middle."""
    cell = np.clip(places.astype(np.int64), 0, count - 1)
    return cell, (places - cell - 0.5).astype(np.float32)


def _hand(
    across: NDArray[np.float32],
    down: NDArray[np.float32],
    right: NDArray[np.float32],
    up: NDArray[np.float32],
    pitch: float,
) -> NDArray[np.float32]:
    """How much of each pixel a hand that points to the right and up by so much covers."""
    along = across * right - down * up
    np.clip(along, 0, np.float32(HAND), out=along)
    aside, above = along * right, along
    np.subtract(across, aside, out=aside)
    above *= up
    above += down
    aside *= aside
    above *= above
    distance = np.sqrt(np.add(aside, above, out=aside), out=aside)
    distance *= np.float32(-pitch)
    distance += np.float32(max(HALF_WIDTH * pitch, 0.6) + 0.5)
    return np.clip(distance, 0, 1, out=distance)


def are_above_each_other(one: Mobject, other: Mobject) -> bool:
    """Whether some of the one is above or below the other."""
    left = max(one.get_left()[0], other.get_left()[0])
    return bool(left < min(one.get_right()[0], other.get_right()[0]) + BESIDE)


SPARK = 0.055
"""Side of a number while it is on its connection, scene units."""
NEAREST, FARTHEST, STEPS = 0.12, 0.88, 29
"""Shares of a connection between which its number sits, and at how many of them."""


def sparks(diagram: NetworkDiagram, field: DialField) -> PixelCloud:
    """The numbers of a network where they are: weights on connections, biases at neurons."""
    cells = field.cells()
    shares = np.linspace(NEAREST, FARTHEST, STEPS)
    places = []
    for light, neurons in zip(diagram.connections, diagram.places.columns[1:], strict=True):
        lines = light.lines().reshape(-1, 2, 3)
        share = shares[np.arange(len(lines)) % STEPS, np.newaxis]
        places += [(1 - share) * lines[:, 0] + share * lines[:, 1], neurons]
    return cells.place(np.concatenate(places), sides=SPARK, roundness=1.0)


def strongest_row(weights: SourcedArray) -> int:
    """The row of a picture, shape (pixels,), near its middle whose weights are the strongest."""
    side = math.isqrt(weights.size)
    strengths = np.abs(weights.values).reshape(side, side).sum(axis=1)
    margin = side // 4
    return margin + int(strengths[margin : side - margin].argmax())
