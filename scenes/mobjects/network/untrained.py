"""The connections of a network as they were before its training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light

if TYPE_CHECKING:
    from manim import Group

    from network.mlp import MLP
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView

NOISE = 0.6
"""How bright they are, beside trained ones at rest: none is much larger than the others."""


def untrained_lights(start: MLP, record: RecordView, palette: Palette, *, free: float) -> Group:
    """One `ConnectionLight` for each layer, where `NetworkDiagram` has that of the trained network.

    Parameters
    ----------
    start
        The network that training began with; the record has it as `training_start`.
    free
        As in `network_places`.
    """
    lights = NetworkDiagram(start, palette, free=free).connections
    for i, light in enumerate(lights):
        weights = record[f"training_start.layers[{i}].weights"]
        light.set_light(NOISE * rest_light(weights.values), weights)
    return lights
