"""What parameters are counted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import fit

if TYPE_CHECKING:
    from manim import Animation

    from scenes.mobjects.network.parameter_counter import CounterPlaces
    from scenes.subject.sourced import Sourced


def product_of(before: Sourced, after: Sourced, places: CounterPlaces) -> Words:
    """What a layer's connections are counted by: inputs times neurons."""
    words = Words(
        "{before} \N{MULTIPLICATION SIGN} {after}", size="focus", before=before, after=after
    )
    return fit(words, places.width, 9).move_to(places.term)


def dim(diagram: NetworkDiagram, layer: int, *, seconds: float = 0.8) -> Animation:
    """Let the connections into a layer go back to rest."""
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    resting = light.animate(run_time=seconds).set_light(rest_light(weights.values), weights)
    return resting.build()
