"""The way of the pixels from the picture into the input column, and some of them drawn large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DR, RIGHT, UP, UR, Animation, CubicBezier, Line, Rectangle, VGroup
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import PICTURE_GAP, NetworkPlaces, Stage, stage, strip_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.arrays import IntegerArray
    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced, SourcedArray

LINE_HEIGHT = 1.35
DISC_SHARE, RIM = 0.84, 0.5
"""Diameter of a neuron, of its pixel's side, and brightness of its rim."""


def line_place(places: NetworkPlaces) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Where the line of all pixels starts and ends, and how high it is.

    It is as wide as the stage: at its top, or between the picture and the column below it.
    """
    area, height = stage(), LINE_HEIGHT
    y = area.top - height / 2
    if not area.is_wide:
        height = PICTURE_GAP / 2
        y = float(places.image[1]) - places.image_side / 2 - height
    return np.array([area.left, y, 0.0]), np.array([area.right, y, 0.0]), height


NUMBER_SHARE = 1.6
"""Width of a number, in radii of its disc."""
MOST_STRIPES, LEAST_PITCH, LARGEST_PITCH = 12, 0.42, 0.7
"""Of a piece of the column under the magnifying glass."""
LEAD = 1.1
"""From the column to the magnified piece."""
TALL = 0.8
"""Height of a magnified stripe, of the way to the next."""
CIRCLE_GAP, NUMBER_ROOM = 0.6, 1.9
"""From the stripes to the circles; for the numbers, right of these."""
THREAD_WIDTH = 3.0
MARK_WIDTH = 4.0
MARK_ROOM = 0.05
SMALLEST = 0.25
"""Diameter of the discs of a row that is looked at, where the line is lower."""


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


def _room(diagram: NetworkDiagram) -> Stage:
    """What is free right of the input column."""
    ticks, area = diagram.places.columns[0], stage()
    left = float(ticks[0, 0]) + strip_width() / 2 + LEAD
    return Stage(left, area.right, float(ticks[0, 1]), float(ticks[-1, 1]))


def length_of_run(diagram: NetworkDiagram) -> int:
    """How many neighbors of one row have room when they are magnified."""
    room = int(_room(diagram).height / LEAST_PITCH)
    return min(MOST_STRIPES, diagram.image.shape[1], room)


class Magnified:
    """A piece of the input column, magnified: wide stripes, their circles, and some numbers.

    Parameters
    ----------
    inputs
        The picture, shape (pixels,): as bright as these are stripes and circles.
    values
        What the numbers show, same shape.
    run
        Indices of the pixels, which are neighbors in a row.
    few
        Places in the run of those whose numbers are shown.
    color
        Of `cells`, the frame around the pixels in the picture; of `mark`, that around the piece in
        the column; of `threads`, on a wide stage one from the one to the other; of `lens`, the
        lines from there to the stripes.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        inputs: SourcedArray,
        values: SourcedArray,
        run: IntegerArray,
        few: IntegerArray,
        *,
        color: str,
    ) -> None:
        ticks, room, image = diagram.places.columns[0], _room(diagram), diagram.image
        pitch = min(room.height / len(run), LARGEST_PITCH)
        ys = room.center[1] + pitch * ((len(run) - 1) / 2 - np.arange(len(run)))
        self.height = disc = TALL * pitch
        self.width = room.width - CIRCLE_GAP - disc - NUMBER_ROOM
        circles_at = room.right - NUMBER_ROOM - disc / 2
        stripes_at = room.left + self.width / 2
        self.small, self.pitch = ticks[run], float(ticks[0, 1] - ticks[1, 1])
        self.places, self.discs = (
            np.stack([np.full(len(run), x), ys, 0 * ys], axis=1) for x in (stripes_at, circles_at)
        )
        colors = image.colors.reshape(-1, 3)[run]
        self.stripes = PixelCloud(self.small, sides=strip_width(), colors=colors)
        self.stripes.place(heights=self.pitch)
        self.circles = PixelCloud(self.places, sides=self.width, colors=colors, rim=RIM)
        self.circles.place(heights=self.height)
        for cloud in (self.stripes, self.circles):
            cloud.fills = tuple(inputs[int(pixel)] for pixel in run)
        self.numbers = VGroup(
            *(
                ValueLabel(values[int(run[place])], size="title").next_to(
                    self.discs[place] + disc / 2 * RIGHT, RIGHT, buff=0.3
                )
                for place in few
            )
        )
        for number in self.numbers:
            # The lowest is taller than its circle, and must not reach into the captions.
            number.shift(max(stage().bottom - number.get_bottom()[1], 0.0) * UP)
        first, last = (divmod(int(run[k]), image.shape[1]) for k in (0, -1))
        ends = [image.cell_center(*cell) for cell in (first, last)]
        side = image.cell_side + MARK_ROOM
        self.cells = Rectangle(width=side + ends[1][0] - ends[0][0], height=side)
        self.cells.move_to(sum(ends) / 2)
        self.mark = Rectangle(
            width=strip_width() + 2 * MARK_ROOM, height=len(run) * self.pitch + MARK_ROOM
        ).move_to(self.small.mean(axis=0))
        left = self.places[0, 0] - self.width / 2
        up = len(run) * pitch / 2
        self.lens = VGroup(
            *(
                Line(
                    self.mark.get_corner(corner),
                    np.array([left - MARK_ROOM, room.center[1] + sign * up, 0.0]),
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
        """Out of each stripe comes its circle."""
        return self.circles.animate.place(self.discs, sides=self.height, roundness=1.0).build()

    def shrink(self) -> Animation:
        """The stripes go back into the column."""
        home = {"sides": strip_width(), "heights": self.pitch, "rim": 0.0}
        return self.stripes.animate.place(self.small, **home).build()


def _thread(start: NDArray[np.float64], end: NDArray[np.float64]) -> CubicBezier:
    reach = 0.5 * abs(end[0] - start[0]) * RIGHT
    return CubicBezier(start, start + reach, end - reach, end)


BEND = 0.22
"""How far ways of the line into the column bend, most of all the longest to the left."""
SEAMLESS = 1.5
"""Width of a tick, in distances between two: the soft edges of neighbors hide each other."""


def _in_line(
    cloud: PixelCloud, start: NDArray[np.float64], end: NDArray[np.float64], height: float
) -> PixelCloud:
    """All neurons as thin stripes in one horizontal line."""
    count = len(cloud.points)
    share = (np.arange(count) + 0.5)[:, np.newaxis] / count
    places = (1 - share) * start + share * end
    side = SEAMLESS * (end - start)[0] / count
    return cloud.copy().place(places, sides=side, heights=height, alphas=1.0)


def enlarge_row(
    cloud: PixelCloud, row: range, start: NDArray[np.float64], end: NDArray[np.float64],
    *, height: float, others: float, seconds: float = 1.2,
) -> Travel:  # fmt: skip
    """Let one row, indices of its neurons, take all of the line's place, its circles kept.

    The others have this much light left.
    """
    target, mine = cloud.copy(), list(row)
    pitch = (end - start)[0] / len(row)
    share = (np.arange(len(row)) + 0.5)[:, np.newaxis] / len(row)
    target.points[mine] = (1 - share) * start + share * end
    target.sides[mine] = target.heights[mine] = min(DISC_SHARE * pitch, max(height, SMALLEST))
    target.alphas[:] = others
    target.alphas[mine] = 1.0
    return Travel(cloud, target, lag=0.0, run_time=seconds)


def squeeze_row(
    cloud: PixelCloud, row: range, start: NDArray[np.float64], end: NDArray[np.float64],
    *, height: float, seconds: float = 0.9,
) -> Travel:  # fmt: skip
    """Let one row become stripes in its place in the line."""
    target, line, mine = cloud.copy(), _in_line(cloud, start, end, height), list(row)
    for name in ("points", "sides", "heights"):
        getattr(target, name)[mine] = getattr(line, name)[mine]
    return Travel(cloud, target, lag=0.0, run_time=seconds)


def line_up(
    cloud: PixelCloud, rows: int, start: NDArray[np.float64], end: NDArray[np.float64],
    *, height: float, seconds: float = 4.0,
) -> Travel:  # fmt: skip
    """Let row after row slide into one horizontal line.

    Parameters
    ----------
    start, end
        Of the line, shape (3,).
    height
        Of the thin ticks that the neurons are in the line.
    """
    line = _in_line(cloud, start, end, height)
    order = np.repeat(np.linspace(0, 1, rows), len(cloud.points) // rows)
    return Travel(cloud, line, order=order, lag=0.85, run_time=seconds)


def swing_upright(cloud: PixelCloud, ticks: NDArray[np.float64], *, seconds: float = 2.0) -> Travel:
    """Let a horizontal line swing down into the input column, its beginning first.

    Parameters
    ----------
    ticks
        Where the neurons are in the column, from the top, shape (n, 3).
    """
    pitch = ticks[0, 1] - ticks[1, 1]
    column = cloud.copy().place(ticks, sides=strip_width(), heights=pitch, roundness=0.0)
    # What goes to the right would bend out of the frame.
    back = np.maximum(cloud.points[:, 0] - ticks[:, 0], 0)
    back /= max(float(back.max()), 1e-9)
    return Travel(cloud, column, bend=BEND * back * (2 - back), lag=0.3, run_time=seconds)
