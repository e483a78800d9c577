"""The way of the pixels from the picture into the input column, and some of them drawn large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import LEFT, RIGHT, Animation, CubicBezier, Mobject, VGroup, VMobject
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import PICTURE_GAP, NetworkPlaces, stage, strip_width
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.raster.pixel_cloud import PixelCloud
    from scenes.subject.sourced import SourcedArray

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


LARGE_RADIUS = 0.52
PITCH_SHARE = 0.85
"""Diameter of a disc, in distances between two, at most."""
NAME_GAP = 0.35


class LargeInputs(VGroup):
    """Some input neurons, each tied to its tick, with its number in it and its pixel beside it.

    Parameters
    ----------
    inputs
        All activations, shape (pixels,).
    levels
        How bright each is, 0..1, same shape.
    ticks
        Where each pixel is in the input column, shape (pixels, 3).
    """

    def __init__(
        self,
        inputs: SourcedArray,
        levels: NDArray[np.float64],
        indices: Sequence[int],
        *,
        ticks: NDArray[np.float64],
    ) -> None:
        area = stage()
        top, bottom = float(ticks[0, 1]), float(ticks[-1, 1])
        pitch = (top - bottom) / len(indices)
        radius = min(LARGE_RADIUS, PITCH_SHARE * pitch / 2)
        self.leaders, self.numbered = VGroup(), VGroup()
        size = "focus" if area.is_wide else "body"
        self.names = VGroup(
            *(
                Words(_("pixel {index}"), size=size, color=theme.SECONDARY, index=Verbatim(index))
                for index in indices
            )
        )
        # They stand in the middle between the column and the right of the stage.
        room = area.right - float(ticks[0, 0])
        x = area.right - (room + self.names.width + NAME_GAP) / 2
        for row, index in enumerate(indices):
            place = np.array([x, top - pitch * (row + 0.5), 0.0])
            disc = Neuron(radius=radius).fire(inputs[index], float(levels[index]))
            ground = ManimColor(disc.get_fill_color()).to_hex()
            ink = max(INKS, key=lambda color: theme.contrast(color, ground))
            value = ValueLabel(inputs[index], color=ink)
            value.ground = ground
            self.numbered.add(VGroup(disc, value).move_to(place))
            self.leaders.add(_leader(ticks[index], disc.get_edge_center(LEFT)))
            self.names[row].next_to(disc, RIGHT, buff=NAME_GAP)
        super().__init__(self.leaders, self.numbered, self.names)


def _leader(start: NDArray[np.float64], end: NDArray[np.float64]) -> CubicBezier:
    reach = 0.5 * (end[0] - start[0]) * RIGHT
    return CubicBezier(start, start + reach, end - reach, end).set_stroke(theme.RULE, width=2)


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
        self.mobject.scale(share).move_to(self.path.point_from_proportion(min(share, 1.0)) + ahead)


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
