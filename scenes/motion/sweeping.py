"""Light that sweeps over connections at rest, and goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.mobjects.network_diagram import rest_light

if TYPE_CHECKING:
    from manim import Animation

    from scenes.mobjects.network_diagram import NetworkDiagram


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
