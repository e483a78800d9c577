"""The way of the pixels from the picture into the input column, and some of them drawn large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DR, RIGHT, UR, Animation, CubicBezier, Rectangle, VGroup
from manim import Line as ManimLine
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import MOMENTS, SMOOTH, Travel
from scenes.stage import theme
from scenes.stage.layout import NetworkPlaces, Stage, stage, strip_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.arrays import IntegerArray
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced, SourcedArray

LINE_HEIGHT, LIFTED_ROOM = 1.0, 0.6
"""Of the line, and of the room between it and the picture: there rows are seen that leave it."""
DISC_SHARE, RIM = 0.84, 0.5
"""Diameter of a neuron, of its pixel's side, and brightness of its rim."""


@dataclass(frozen=True)
class Line:
    """Where all pixels stand in one horizontal line: start and end, shape (3,), and its height.

    It is as wide as the stage: at its top, or below the picture, which has all the room `picture`.
    `between` is the height at which rows are seen on their way, between line and picture.
    """

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    height: float
    between: float
    picture: Stage

    @property
    def width(self) -> float:
        """From start to end."""
        return float(self.end[0] - self.start[0])

    def places(self, count: int, height: float | None = None) -> NDArray[np.float64]:
        """Middles of so many equal parts, shape (count, 3), in the line or at another height."""
        share = (np.arange(count) + 0.5)[:, np.newaxis] / count
        places = (1 - share) * self.start + share * self.end
        if height is not None:
            places[:, 1] = height
        return places


def line_of_all() -> Line:
    """The line above the picture on a wide stage, below it on any other."""
    area, taken = stage(), LINE_HEIGHT + LIFTED_ROOM
    if area.is_wide:
        y, way = area.top - LINE_HEIGHT / 2, -1
        picture = replace(area, top=area.top - taken)
    else:
        side = min(area.width, area.height - taken)
        picture = replace(area, bottom=area.top - side)
        y, way = picture.bottom - taken + LINE_HEIGHT / 2, 1
    between = y + way * (LINE_HEIGHT + LIFTED_ROOM) / 2
    start, end = (np.array([x, y, 0.0]) for x in (area.left, area.right))
    return Line(start, end, LINE_HEIGHT, between, picture)


@dataclass(frozen=True)
class Alone:
    """Where picture and input column stand while nothing else of the network is seen.

    Attributes
    ----------
    image, image_side
        Middle, shape (3,), and side of the picture.
    ticks
        Middles of the neurons in the column, from the top, shape (n, 3).
    width
        Of the column.
    room
        What is free right of it.
    """

    image: NDArray[np.float64]
    image_side: float
    ticks: NDArray[np.float64]
    width: float
    room: Stage


COLUMN_WIDTH = 0.65
PICTURE_SHARE = 0.35
"""Of a wide stage: the picture's side."""
COLUMN_GAP, LEAD = 0.6, 1.1
"""From the picture to the column, and from there to what is magnified."""


def places_alone(places: NetworkPlaces) -> Alone:
    """On a wide stage the picture is larger than at home; the column is wider on any stage."""
    area, ticks = stage(), places.columns[0].copy()
    image, side, left = places.image, places.image_side, float(ticks[0, 0]) - strip_width() / 2
    if area.is_wide:
        side = PICTURE_SHARE * area.width
        image = np.array([area.left + side / 2, places.image[1], 0.0])
        left = area.left + side + COLUMN_GAP
    ticks[:, 0] = left + COLUMN_WIDTH / 2
    edge = left + COLUMN_WIDTH + LEAD
    room = Stage(edge, area.right, float(ticks[0, 1]), float(ticks[-1, 1]))
    return Alone(image, side, ticks, COLUMN_WIDTH, room)


NUMBER_SHARE = 1.6
"""Width of a number, in radii of its disc."""
MAGNIFIED = 5
"""How many neighbors of a row are shown under the magnifying glass."""
TALL, ROUND = 0.8, 0.9
"""Height of a magnified stripe, and diameter of its circle, of the way to the next."""
LARGEST_PITCH = 1.4
THREAD_WIDTH = 3.0
MARK_WIDTH = 4.0
MARK_ROOM = 0.05


def cells_around(grid: PixelGrid, row: int, column: int, shape: tuple[int, int]) -> list[int]:
    """Indices of the cells of a block around a cell, or as near to it as the grid's edges allow."""
    spans = []
    for place, wanted, count in zip((row, column), shape, grid.shape, strict=True):
        length = min(wanted, count)
        first = min(max(place - length // 2, 0), count - length)
        spans.append(range(first, first + length))
    return [r * grid.shape[1] + c for r in spans[0] for c in spans[1]]


def numbers_in(
    grid: PixelGrid, values: SourcedArray, cells: Sequence[int], diameter: float
) -> VGroup:
    """The numbers of some cells, each as large as a disc in the cell has room for it."""
    places, colors = grid.cell_centers(), grid.colors.reshape(-1, 3)
    return VGroup(
        *(
            _number_on(ManimColor(colors[cell]), values[cell], NUMBER_SHARE * diameter / 2)
            .move_to(places[cell])
            for cell in cells
        )
    )  # fmt: skip


def _number_on(color: ManimColor, sourced: Sourced, width: float) -> ValueLabel:
    ground = color.to_hex()
    value = ValueLabel(
        sourced, color=max(INKS, key=lambda ink: theme.contrast(ink, ground)), size="title"
    )
    value.ground = ground
    return value.scale(width / value.width)


class Magnified:
    """A piece of the input column, magnified: wide stripes, which become circles with numbers.

    Parameters
    ----------
    image
        The picture, in its place.
    inputs
        The picture, shape (pixels,): as bright as these are the stripes.
    values
        What the numbers show, same shape.
    run
        Indices of the pixels, which are neighbors in a row.
    color
        Of `cells`, the frame around the pixels in the picture; of `mark`, that around the piece in
        the column; of `threads`, on a wide stage one from the one to the other; of `lens`, the
        lines from there to the stripes.
    """

    def __init__(
        self,
        image: PixelGrid,
        alone: Alone,
        inputs: SourcedArray,
        values: SourcedArray,
        run: IntegerArray,
        *,
        color: str,
    ) -> None:
        ticks, room = alone.ticks, alone.room
        pitch = min(room.height / len(run), LARGEST_PITCH, room.width)
        ys = room.center[1] + pitch * ((len(run) - 1) / 2 - np.arange(len(run)))
        self.height, self.diameter = TALL * pitch, ROUND * pitch
        self.width = room.width
        self.small, self.pitch = ticks[run], float(ticks[0, 1] - ticks[1, 1])
        self.column_width = alone.width
        self.places = np.stack([np.full(len(run), room.center[0]), ys, 0 * ys], axis=1)
        colors = image.colors.reshape(-1, 3)[run]
        self.stripes = PixelCloud(self.small, sides=alone.width, colors=colors)
        self.stripes.place(heights=self.pitch)
        self.stripes.fills = tuple(inputs[int(pixel)] for pixel in run)
        self.numbers = VGroup(
            *(
                _number_on(ManimColor(color), values[int(pixel)], NUMBER_SHARE * self.diameter / 2)
                .move_to(place)
                for pixel, place, color in zip(run, self.places, colors, strict=True)
            )
        )  # fmt: skip
        first, last = (divmod(int(run[k]), image.shape[1]) for k in (0, -1))
        ends = [image.cell_center(*cell) for cell in (first, last)]
        side = image.cell_side + MARK_ROOM
        self.cells = Rectangle(width=side + ends[1][0] - ends[0][0], height=side)
        self.cells.move_to(sum(ends) / 2)
        self.mark = Rectangle(
            width=alone.width + 2 * MARK_ROOM, height=len(run) * self.pitch + MARK_ROOM
        ).move_to(self.small.mean(axis=0))
        up = len(run) * pitch / 2
        self.lens = VGroup(
            *(
                ManimLine(
                    self.mark.get_corner(corner),
                    np.array([room.left - MARK_ROOM, room.center[1] + sign * up, 0.0]),
                )
                for corner, sign in ((UR, 1), (DR, -1))
            )
        )
        self.threads = VGroup()
        if stage().is_wide:  # else it would run over the stripes
            self.threads.add(_thread(self.cells.get_right(), self.mark.get_left()))
        for lines in (self.lens, self.threads):
            lines.set_stroke(color, width=THREAD_WIDTH)
        for frame in (self.cells, self.mark):
            frame.set_stroke(color, width=MARK_WIDTH)

    def magnify(self) -> Animation:
        """The stripes come out of the column and grow."""
        return self.stripes.animate.place(
            self.places, sides=self.width, heights=self.height, rim=RIM
        ).build()

    def round_off(self) -> Animation:
        """Each stripe becomes a circle."""
        return self.stripes.animate.place(sides=self.diameter, roundness=1.0).build()

    def shrink(self) -> Animation:
        """The circles become stripes again, in the column."""
        home = {"sides": self.column_width, "heights": self.pitch, "rim": 0.0, "roundness": 0.0}
        return self.stripes.animate.place(self.small, **home).build()


def _thread(start: NDArray[np.float64], end: NDArray[np.float64]) -> CubicBezier:
    reach = 0.5 * abs(end[0] - start[0]) * RIGHT
    return CubicBezier(start, start + reach, end - reach, end)


BEND = 0.22
"""How far ways of the line into the column bend, most of all the longest to the left."""
SEAMLESS = 1.5
"""Width of a tick, in distances between two: the soft edges of neighbors hide each other."""


STRETCH = 0.6
"""After this share of its way a neuron begins to grow as high as the line."""


class _IntoLine(Travel):
    """Neurons are a row of small beads on their way, and stand up as stripes at its end."""

    def interpolate_mobject(self, alpha: float) -> None:
        super().interpolate_mobject(alpha)
        own = np.clip((alpha - self.lag * self.order) / (1 - self.lag), 0, 1)
        share = np.interp(np.clip((own - STRETCH) / (1 - STRETCH), 0, 1), MOMENTS, SMOOTH)
        low, high = self.starting_mobject.heights, self.target.heights
        self.mobject.heights = (1 - share) * low + share * high


def lift_row(cloud: PixelCloud, row: range, line: Line, *, seconds: float) -> Travel:
    """Let one row, indices of its neurons, come out of the picture, as wide as the line.

    Its circles stay circles.
    """
    target, mine = cloud.copy(), list(row)
    target.points[mine] = line.places(len(row), line.between)
    side = min(DISC_SHARE * line.width / len(row), DISC_SHARE * LIFTED_ROOM)
    target.sides[mine] = target.heights[mine] = side
    target.alphas[mine] = 1.0
    return Travel(cloud, target, lag=0.0, run_time=seconds)


def line_up(
    cloud: PixelCloud, neurons: range, rows: int, line: Line, *, lag: float = 0.0, seconds: float
) -> Travel:
    """Let some neurons become thin stripes in their places in the line.

    Parameters
    ----------
    neurons
        Their indices.
    rows
        How many rows they are: one leaves after the other.
    lag
        Share of the time between the departures of the first and the last row.
    """
    target, mine, count = cloud.copy(), list(neurons), len(cloud.points)
    target.points[mine] = line.places(count)[mine]
    target.sides[mine] = SEAMLESS * line.width / count
    target.heights[mine] = line.height
    target.alphas[mine] = 1.0
    order = np.zeros(count)
    order[mine] = np.repeat(np.linspace(0, 1, rows), len(neurons) // rows)
    return _IntoLine(cloud, target, order=order, lag=lag, run_time=seconds)


def swing_upright(
    cloud: PixelCloud, ticks: NDArray[np.float64], *, width: float, seconds: float = 2.0
) -> Travel:
    """Let a horizontal line swing down into the input column, its beginning first.

    Parameters
    ----------
    ticks
        Where the neurons are in the column, from the top, shape (n, 3).
    width
        Of the column.
    """
    pitch = ticks[0, 1] - ticks[1, 1]
    column = cloud.copy().place(ticks, sides=width, heights=pitch, roundness=0.0)
    # What goes to the right would bend out of the frame.
    back = np.maximum(cloud.points[:, 0] - ticks[:, 0], 0)
    back /= max(float(back.max()), 1e-9)
    return Travel(cloud, column, bend=BEND * back * (2 - back), lag=0.3, run_time=seconds)
