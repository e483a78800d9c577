"""Going back from an answer to what brought it about, one layer at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.mobjects.network_diagram import flow_light

if TYPE_CHECKING:
    from manim import Animation

    from scenes.mobjects.network_diagram import NetworkDiagram
    from scenes.sources import Record


def light_into(
    diagram: NetworkDiagram, record: Record, trace: str, layer: int, neuron: int
) -> Animation:
    """Of one layer's connections, let only those into one neuron shine, by what they carry.

    Parameters
    ----------
    record, trace
        The record, and the name of a trace in it.
    layer
        Counted from 0, the first layer after the input.
    neuron
        Of that layer.
    """
    row = record[f"{trace}.layers[{layer}].contributions"].row(neuron)
    light = diagram.connections[layer]
    intensities = np.zeros((len(diagram.columns[layer]), row.size))
    intensities[neuron] = flow_light(row.values)
    return light.animate.set_light(intensities, row).build()


def darken(diagram: NetworkDiagram, layers: range) -> list[Animation]:
    """Let the connections into some layers go dark."""
    lights = [(diagram.connections[layer], diagram.model.layers[layer]) for layer in layers]
    return [light.animate.set_light(np.zeros(of.weights.shape)).build() for light, of in lights]
