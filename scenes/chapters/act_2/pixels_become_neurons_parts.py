"""The way of the pixels from the picture into the input column, and some of them drawn large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import LEFT, RIGHT, Animation, CubicBezier, Mobject, VGroup, VMobject, smooth
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import PICTURE_GAP, NetworkPlaces, Stage, stage, strip_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.raster.pixel_cloud import PixelCloud
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced, SourcedArray

LINE_HEIGHT = 1.35


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


LARGEST_RADIUS = 1.3
RADIUS_SHARE, NARROW_SHARE = 0.2, 0.15
"""Of the room's sides: the radius of a disc at most, and that of discs below each other."""
LEAD = 0.8
"""From the column to the first disc, at least."""
NUMBER_SHARE = 1.4
"""Width of a number, in radii of its disc."""
THREAD_WIDTH = 3.0


def backwards(alpha: float) -> float:
    """The way of a movement back to its beginning."""
    return float(smooth(1 - alpha))


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


class LargeInputs(VGroup):
    """Some input neurons drawn large, each tied to its place in the column and to its pixel.

    Parameters
    ----------
    inputs
        All activations, shape (pixels,).
    levels
        How bright each is, 0..1, same shape.
    indices
        Which of them, in the order of the column.
    color
        Of `threads`, from pixels to their ticks, and of `leaders`, from there to the discs.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        inputs: SourcedArray,
        levels: NDArray[np.float64],
        indices: Sequence[int],
        *,
        color: str,
    ) -> None:
        area, ticks = stage(), diagram.places.columns[0]
        half = strip_width() / 2 * RIGHT
        room = Stage(float(ticks[0, 0]) + LEAD, area.right, float(ticks[0, 1]), float(ticks[-1, 1]))
        high = (NARROW_SHARE if area.is_tall else RADIUS_SHARE) * room.height
        radius = min(LARGEST_RADIUS, RADIUS_SHARE * room.width, high)
        room = room.inset(radius)
        self.threads, self.leaders, self.numbered = VGroup(), VGroup(), VGroup()
        for index, share in zip(indices, np.linspace(0, 1, len(indices)), strict=True):
            # From the upper left to the lower right, or below each other: no leader passes a disc.
            across = 0.5 if area.is_tall else share
            disc = Neuron(radius=radius).fire(inputs[index], float(levels[index]))
            number = _number_on(disc.get_fill_color(), inputs[index], NUMBER_SHARE * radius)
            self.numbered.add(VGroup(disc, number).move_to(room.at(across, 1 - share)))
            pixel = diagram.image.cell_center(*divmod(index, diagram.image.shape[1]))
            self.threads.add(_thread(pixel, ticks[index] - half if area.is_wide else ticks[index]))
            self.leaders.add(_thread(ticks[index] + half, disc.get_edge_center(LEFT)))
        for lines in (self.threads, self.leaders):
            lines.set_stroke(color, width=THREAD_WIDTH)
        super().__init__(self.threads, self.leaders, self.numbered)


def _thread(start: NDArray[np.float64], end: NDArray[np.float64]) -> CubicBezier:
    reach = 0.5 * abs(end[0] - start[0]) * RIGHT
    return CubicBezier(start, start + reach, end - reach, end)


class Emerge(Animation):
    """Move along a path to where the mobject stands now, growing from nothing to full size."""

    def __init__(self, mobject: Mobject, path: VMobject, **kwargs: Any) -> None:
        self.path = path
        kwargs.setdefault("introducer", True)
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the mobject at its share of the way."""
        share = max(self.rate_func(alpha), 1e-3)
        ahead = share * (self.starting_mobject.get_center() - self.path.get_end())
        self.mobject.become(self.starting_mobject)
        self.mobject.scale(share**2).move_to(
            self.path.point_from_proportion(min(share, 1.0)) + ahead
        )


SEAMLESS = 1.5
"""Width of a tick, in distances between two: the soft edges of neighbors hide each other."""


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
    count = len(cloud.points)
    share = (np.arange(count) + 0.5)[:, np.newaxis] / count
    places = (1 - share) * start + share * end
    line = cloud.copy().place(places, sides=SEAMLESS * (end - start)[0] / count, heights=height)
    order = np.repeat(np.linspace(0, 1, rows), count // rows)
    return Travel(cloud, line, order=order, lag=0.72, run_time=seconds)


def swing_upright(cloud: PixelCloud, ticks: NDArray[np.float64], *, seconds: float = 2.0) -> Travel:
    """Let a horizontal line swing down into the input column, its beginning first.

    Parameters
    ----------
    ticks
        Where the neurons are in the column, from the top, shape (n, 3).
    """
    pitch = ticks[0, 1] - ticks[1, 1]
    column = cloud.copy().place(ticks, sides=strip_width(), heights=pitch, roundness=0.0)
    return Travel(cloud, column, bend=0.22, lag=0.3, run_time=seconds)
