"""One neuron of the first hidden layer steps forward, the others back."""

from __future__ import annotations

import numpy as np
from manim import Animation

from scenes.mobjects.network.network_diagram import NetworkDiagram, lone_light
from scenes.stage.scales import brightness
from scenes.subject.record_view import RecordView

GHOST = 0.3
"""Opacity of the rims of the other neurons."""


def single_out(
    diagram: NetworkDiagram,
    record: RecordView,
    neuron: int,
    *,
    trace: str = "trace",
    is_lit: bool = True,
) -> list[Animation]:
    """Let one neuron of the first hidden layer and the weights into it stand out."""
    light, column = diagram.connections[0], diagram.columns[0]
    weights = record["model.layers[0].weights"]
    row = weights.row(neuron)
    intensities = np.zeros(weights.values.shape)
    intensities[neuron] = lone_light(row.values)
    activations = record[f"{trace}.layers[0].activations"]
    level = brightness(activations.values, diagram.model.activations[0])[neuron]
    others = [disc for i, disc in enumerate(column) if i != neuron]
    lit = column[neuron].animate.fire(activations[neuron], float(level)).set_stroke(opacity=1)
    return [
        light.animate.set_light(intensities, row),
        *([lit] if is_lit else []),
        *(disc.animate.rest().set_stroke(opacity=GHOST) for disc in others),
    ]
