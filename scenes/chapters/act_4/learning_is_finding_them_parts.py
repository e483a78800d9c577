"""The field of dials, and the line of accuracies below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, VGroup

from scenes.mobjects.plots.bars import HistogramBars
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.raster_mobject import PIXELS_AT_ONCE, Canvas, RasterMobject, blend
from scenes.stage import theme
from scenes.stage.layout import stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.text.typst_text import Words
    from scenes.subject.sourced import Sourced, SourcedArray

MARGIN = 0.03
UP_ON_STAGE, UP_WHERE_TALL = 0.19, 0.12
BARS, BARS_WHERE_TALL = 0.3, 0.35
"""How high the line runs, and height of the highest bar, as shares of the stage's height."""
ROOM_FOR_ALL = 0.8
"""Where ten percent are shorter than this, scene units, only every second tick is written."""
CLEAR = 0.07
"""Between a bar and a number that stands beside it."""
RADIUS, LIFT = 0.09, 0.12
"""Of a dot, and how far above the line its middle is; scene units."""


class AccuracyLine(VGroup):
    """A line of percentages across the stage, flat bars on it, and its name below.

    Parameters
    ----------
    edges
        Of the bins, 0 to 1; every tenth of the way is a tick.
    """

    def __init__(self, edges: SourcedArray, name: Words) -> None:
        area = stage()
        tenth = (edges.size - 1) // 10
        ticks = [edges[i].shown_as(percent=True) for i in range(0, edges.size, tenth)]
        up, bars = UP_ON_STAGE, BARS
        if area.is_tall:
            up, bars = UP_WHERE_TALL, BARS_WHERE_TALL
        ends = area.at(MARGIN, up), area.at(1 - MARGIN, up)
        every = 1 if area.width / 10 > ROOM_FOR_ALL else 2
        self.line = NumberLine(ticks, *ends, labelled=range(0, len(ticks), every))
        self.bars = HistogramBars(self.line, edges, height=bars * area.height)
        self.name_below = name.next_to(self.line, DOWN, buff=0.16).set_x(area.center[0])
        super().__init__(self.line, self.bars, self.name_below)

    def network_at(self, accuracy: Sourced, *, color: str = theme.TEXT) -> Dot:
        """A network as a dot on the line, at its accuracy."""
        place = self.line.point(accuracy.value) + LIFT * UP
        dot = Dot(place, radius=RADIUS, color=color)
        dot.fills = (accuracy,)
        return dot

    def flag(self, accuracy: Sourced, height: float) -> VGroup:
        """A number on a stem that stands at its place; if need be it gives way to the bars."""
        flag = self.line.flag(accuracy, height)
        number = flag[1]
        high = [bar for bar in self.bars if bar.get_top()[1] > number.get_bottom()[1] - CLEAR]
        right = max((bar.get_right()[0] for bar in high), default=-np.inf)
        if right < flag[0].get_x():
            number.shift(max(0.0, right + CLEAR - number.get_left()[0]) * RIGHT)
        return flag


FULL_TURN_AT = 2.5
"""A value of this magnitude, or of a larger one, turns a dial as far as it goes."""
FULL_TURN = 0.75 * np.pi
RIM, HAND = 0.4, 0.34
"""Radius of the rim and length of the hand, in distances between dials."""
HALF_WIDTH = 0.045
RIM_PIXELS = (7.0, 14.0)
"""Dials smaller than the first of these show no rim, those larger than the second all of it."""
CELL_PIXELS = (4.0, 14.0)
"""Dials smaller than the first are cells in the color of their hands, without a pattern."""
CELL_OPACITY = (0.16, 0.75)
"""Of the cell of a dial at zero, and of one from a quarter of a full turn on."""

RULE = 0.55 * 255 * np.array(theme.rgb(theme.RULE), np.float32)
"""Of rims and of dials at zero: thousands of them must not outshine the hands."""


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
        region = canvas.part(slice(ys[0], ys[-1] + 1), slice(xs[0], xs[-1] + 1))
        for part in _parts(row, xs.size):
            index = row[part.start] * self.columns + column
            # In the last row dials may be missing at the end.
            shown = int(np.count_nonzero(index < self.turns.size))
            if shown:
                self._draw_row(
                    region[part, :shown], across[:shown], down[part], hands[index[:shown]], pitch
                )

    def _hands(self) -> NDArray[np.float32]:
        """All that the look of a hand depends on, one row a dial: sine, cosine, opacity, color."""
        turns = self.turns.astype(np.float32)
        strengths = np.clip(4 * np.abs(self.turns) / FULL_TURN, 0, 1)
        low, high = CELL_OPACITY
        signs = np.where(
            (self.turns < 0)[:, np.newaxis],
            theme.rgb(self.palette.negative),
            theme.rgb(self.palette.positive),
        )
        neutral = np.array(theme.rgb(theme.TEXT))
        share = strengths[:, np.newaxis]
        hands = np.empty((len(turns), 6), dtype=np.float32)
        hands[:, 0], hands[:, 1] = np.sin(turns), np.cos(turns)
        hands[:, 2] = low + (high - low) * strengths
        # White at zero, the color of the sign from a quarter of a full turn on.
        hands[:, 3:] = 255 * (share * signs + (1 - share) * neutral)
        return hands

    def _draw_row(
        self,
        pixels: NDArray[np.uint8],
        across: NDArray[np.float32],
        down: NDArray[np.float32],
        hands: NDArray[np.float32],
        pitch: float,
    ) -> None:
        """Draw a row of dials, or some of its pixels; `hands` has one row a column of pixels."""
        down = down[:, np.newaxis]
        opacity = np.float32(self.opacity)
        visible = _share(pitch, *RIM_PIXELS)
        if visible > 0:
            rims = np.sqrt(across * across + down * down)
            rims -= np.float32(RIM)
            np.abs(rims, out=rims)
            rims *= np.float32(-pitch)
            rims += np.float32(1 + 0.3 * HALF_WIDTH * pitch)
            np.clip(rims, 0, 1, out=rims)
            rims *= opacity * np.float32(visible)
            blend(pixels, RULE, rims)
        # A hand of a pixel or two would draw stripes that no dial has.
        cell = np.float32(1 - _share(pitch, *CELL_PIXELS))
        cover = _hand(across, down, hands[:, 0], hands[:, 1], pitch)
        cover *= 1 - cell
        cover += cell * hands[:, 2]
        cover *= opacity
        blend(pixels, hands[:, 3:], cover)


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
