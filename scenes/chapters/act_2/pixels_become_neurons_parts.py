"""The way of the pixels from the picture into the input column, and some of them drawn large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, UP, Animation, CubicBezier, Mobject, VGroup, VMobject

from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import NetworkPlaces, Stage, strip_width
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.raster.pixel_cloud import PixelCloud
    from scenes.subject.sourced import SourcedArray

PICTURE_SIDE = 5.6
"""27 px a cell at 1080p: squares and sprites coincide."""
LINE_HEIGHT = 0.3
BUFF = 0.3
"""Between things above each other, scene units."""


@dataclass(frozen=True)
class PixelPlaces:
    """Where the parts stand: in the end, all but the input column and its neurons have gone.

    Attributes
    ----------
    picture, side
        Middle and side of the large picture.
    callout, swatch
        Middle and side of one of its pixels, larger: right of the picture, or above it.
    line
        Height of the line of neurons: above the picture, and where it can swing down.
    few
        Room for the large neurons, between the top and the bottom of this part.
    """

    picture: NDArray[np.float64]
    side: float
    callout: NDArray[np.float64]
    swatch: float
    line: float
    few: Stage

    @classmethod
    def on(cls, area: Stage, network: NetworkPlaces) -> PixelPlaces:
        """Places on a stage, with the network that the neurons belong to."""
        if area.is_wide:
            side = min(PICTURE_SIDE, 0.45 * area.width)
            room = Stage(side / 2, area.right, side / 2, -side / 2)
            return cls(ORIGIN, side, room.center, 0.42 * room.width, area.top - LINE_HEIGHT, area)
        # The small picture of the network takes the height that the large pixel has left.
        head = area.top - network.image_side
        line = head - BUFF - LINE_HEIGHT / 2
        side = min(area.width, line - LINE_HEIGHT / 2 - BUFF - area.bottom)
        body = replace(area, top=area.bottom + side)
        callout = np.array([0.0, area.top - network.image_side / 2, 0.0])
        few = replace(area, top=head - BUFF)
        return cls(body.center, side, callout, network.image_side, line, few)


LARGEST_PITCH = 0.55
"""Between two discs, scene units."""
SLOT_SHARE = 0.37
"""Radius of a disc, as a share of the distance between two."""
INDEX_OFFSET, VALUE_OFFSET = 1.0, 2.15
"""Where the columns of text stand, to the right of the discs."""


class LargeInputs(VGroup):
    """The chosen input neurons, each tied to its tick, with pixel index and activation.

    Ellipses stand for the neurons before, between and behind the chosen ones: the inner one
    where most are left out.

    Parameters
    ----------
    inputs
        All activations, 0..1, shape (pixels,).
    ticks
        Where each pixel is in the input column, shape (pixels, 3).
    top, bottom
        What the discs and the line of headings above them fill.
    """

    def __init__(
        self,
        inputs: SourcedArray,
        indices: Sequence[int],
        *,
        ticks: NDArray[np.float64],
        x: float,
        top: float,
        bottom: float,
    ) -> None:
        self.indices = tuple(indices)
        slots = _slots(self.indices, inputs.size)
        # One slot more than there are: the headings stand there.
        pitch = min(LARGEST_PITCH, (top - bottom) / (len(slots) + 1))
        middle = (top + bottom) / 2
        ys = middle + pitch * (len(slots) / 2 - 1 - np.arange(len(slots)))
        radius = SLOT_SHARE * pitch
        self.leaders, self.discs, self.names, self.values = (VGroup() for _ in range(4))
        self.ellipses = VGroup()
        for slot, y in zip(slots, ys, strict=True):
            place = np.array([x, y, 0.0])
            if slot is None:
                self.ellipses.add(OmissionDots(height=0.6 * pitch).move_to(place))
                continue
            sourced = inputs[slot]
            disc = Neuron(radius=radius).fire(sourced, min(max(sourced.value, 0.0), 1.0))
            disc.move_to(place)
            self.discs.add(disc)
            self.leaders.add(_leader(ticks[slot], disc.get_edge_center(LEFT)))
            name = label(str(slot)).move_to(place + INDEX_OFFSET * RIGHT)
            self.names.add(name)
            value = ValueLabel(sourced, align="right")
            self.values.add(value.move_to(place + VALUE_OFFSET * RIGHT))
        self.headings = VGroup(
            *(
                note(text).move_to(np.array([x + offset, ys[0] + pitch, 0.0]))
                for text, offset in ((_("pixel"), INDEX_OFFSET), (_("value"), VALUE_OFFSET))
            )
        )
        # Tops align, whether or not a word has letters that go below the line.
        self.headings[1].align_to(self.headings[0], UP)
        super().__init__(
            self.leaders, self.discs, self.ellipses, self.names, self.values, self.headings
        )


def _slots(indices: tuple[int, ...], size: int) -> list[int | None]:
    """The chosen in order, None where an ellipsis stands."""
    slots: list[int | None] = list(indices)
    gaps = np.diff(indices)
    if gaps.size and gaps.max() > 1:
        slots.insert(int(gaps.argmax()) + 1, None)
    if not indices or indices[0] > 0:
        slots.insert(0, None)
    if indices and indices[-1] < size - 1:
        slots.append(None)
    return slots


def _leader(start: NDArray[np.float64], end: NDArray[np.float64]) -> CubicBezier:
    reach = 0.5 * (end[0] - start[0]) * RIGHT
    return CubicBezier(start, start + reach, end - reach, end).set_stroke(theme.RULE, width=1.8)


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
