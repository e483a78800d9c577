"""The count of a network's parameters, beside its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import RoundedRectangle, VGroup

from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.sourced import Sourced


DIGITS = 0.28
"""Height of the digits beside a picture, as a share of its height."""


@dataclass(frozen=True)
class CounterPlaces:
    """Where the counter stands: the count, and what it counts.

    The count is so wide and so high at most.
    """

    count: NDArray[np.float64]
    name: NDArray[np.float64]
    width: float
    height: float


def counter_places(diagram: NetworkDiagram) -> CounterPlaces:
    """Below the picture on a wide stage, beside it on any other."""
    area, frame = stage(), diagram.image_frame
    if area.is_wide:
        x, bottom = frame.get_x(), frame.get_bottom()[1]
        ys, width = (bottom - 0.7, bottom - 1.4), frame.width
        height = frame.height
    else:
        room = Stage(
            frame.get_right()[0] + 0.3, area.right, frame.get_top()[1], frame.get_bottom()[1]
        )
        x, width = room.center[0], room.width
        ys = tuple(room.at(0, share)[1] for share in (0.52, 0.13))
        height = DIGITS * room.height
    count, name = (np.array([x, y, 0.0]) for y in ys)
    return CounterPlaces(count, name, width, height)


class Counter(VGroup):
    """A large count with its name below it."""

    def __init__(self, first: Sourced, last: Sourced, places: CounterPlaces) -> None:
        # As large as the last count may be.
        largest = fit(ValueLabel(last, size="title"), places.width, places.height)
        self.value = ValueLabel(first, size="title")
        self.value.scale(largest.em_height / self.value.em_height).move_to(places.count)
        self.places = places
        self.words = self.named(_("weights"))
        super().__init__(self.value, self.words)

    def named(self, word: str) -> Words:
        """Words where the name stands."""
        return fit(Words(word, color=theme.SECONDARY), self.places.width, 9).move_to(
            self.places.name
        )

    def framed(self, color: str) -> RoundedRectangle:
        """A line around the count."""
        box = RoundedRectangle(
            corner_radius=0.12,
            width=self.value.width + 0.36,
            height=self.value.digit_box.height + 0.4,
            color=color,
            stroke_width=5,
        )
        return box.move_to(self.value.digit_box)
