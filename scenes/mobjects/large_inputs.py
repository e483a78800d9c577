"""A few of the many input neurons, drawn large beside the input column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, CubicBezier, VGroup

from scenes import theme
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.omission import OmissionDots
from scenes.mobjects.text import Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.sourced import SourcedArray

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
    indices
        Of the chosen pixels, ascending.
    ticks
        Where each pixel is in the input column, shape (pixels, 3).
    x
        Of the discs.
    top, bottom
        What the discs and the line of headings above them fill.

    Attributes
    ----------
    leaders, discs, names, values, ellipses, headings
        The parts; the first four have one element a chosen pixel.
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
                Words(text, size="note", color=theme.SECONDARY).move_to(
                    np.array([x + offset, ys[0] + pitch, 0.0])
                )
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
