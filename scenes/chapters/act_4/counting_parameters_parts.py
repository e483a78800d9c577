"""The counter of parameters, and light that sweeps over what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, VGroup

from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced


DIGITS = 0.2
"""Height of the digits beside a picture, as a share of its height."""


@dataclass(frozen=True)
class CounterPlaces:
    """Where the counter stands: what is counted now, the count, and what it counts.

    The count is so wide and so high at most.
    """

    term: NDArray[np.float64]
    count: NDArray[np.float64]
    name: NDArray[np.float64]
    width: float
    height: float


def counter_places(diagram: NetworkDiagram) -> CounterPlaces:
    """Above and below the picture on a wide stage, beside it on any other."""
    area, frame = stage(), diagram.image_frame
    if area.is_wide:
        x, top, bottom = frame.get_x(), frame.get_top()[1], frame.get_bottom()[1]
        ys, width = (top + 0.55, bottom - 0.7, bottom - 1.4), frame.width
        height = frame.height
    else:
        room = Stage(
            frame.get_right()[0] + 0.3, area.right, frame.get_top()[1], frame.get_bottom()[1]
        )
        x, width = room.center[0], room.width
        ys = tuple(room.at(0, share)[1] for share in (0.88, 0.52, 0.13))
        height = DIGITS * room.height
    term, count, name = (np.array([x, y, 0.0]) for y in ys)
    return CounterPlaces(term, count, name, width, height)


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


def product_of(before: Sourced, after: Sourced, places: CounterPlaces) -> Words:
    """What a layer's connections are counted by: inputs times neurons."""
    words = Words(
        "{before} \N{MULTIPLICATION SIGN} {after}", size="focus", before=before, after=after
    )
    return fit(words, places.width, 9).move_to(places.term)


def sweep(
    diagram: NetworkDiagram, layer: int, *, brighter: float, seconds: float = 1.0
) -> Animation:
    """Let a front of light cross the connections into a layer; they still show |w|.

    Parameters
    ----------
    layer
        Counted from 0, the first layer after the input.
    brighter
        How many times brighter than at rest they are behind the front.
    """
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    light.send(brighter * rest_light(weights.values), weights)
    return light.animate(run_time=seconds).set_front(1).build()


def dim(diagram: NetworkDiagram, layer: int, *, seconds: float = 0.8) -> Animation:
    """Let the connections into a layer go back to rest."""
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    resting = light.animate(run_time=seconds).set_light(rest_light(weights.values), weights)
    return resting.build()
