"""A signal propagates through the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, AnimationGroup, Succession, Wait

from network.analysis.sound_events import chord
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.network_diagram import (
    NetworkDiagram,
    flow_light,
    rest_light,
)
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.motion.pointing import pulse
from scenes.motion.sounding import full_activation
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.subject.record_view import RecordView

if TYPE_CHECKING:
    from manim import Mobject

    from network.analysis.sound_events import SoundEvent
    from network.mlp import MLP
    from scenes.subject.sourced import SourcedArray

INTO_BOX, OUT_OF_BOX = 0.7, 1.1
"""When the signal is in a box, and when it comes out, in times that it takes to get there."""
BOX_SWELLS = 1.4
ARRIVAL = 0.55
"""Neurons begin to fill after this share of the time."""


def send(
    diagram: NetworkDiagram,
    record: RecordView,
    layer: int,
    *,
    trace: str = "trace",
    seconds: float = 1.2,
) -> Animation:
    """Send the signal along the connections into one layer, whose neurons stay as they are."""
    light = diagram.connections[layer]
    contributions = record[f"{trace}.layers[{layer}].contributions"]
    light.send(flow_light(contributions.values), contributions)
    return light.animate(run_time=seconds).set_front(1).build()


def propagate(
    diagram: NetworkDiagram,
    record: RecordView,
    layer: int,
    *,
    trace: str = "trace",
    seconds: float = 1.2,
) -> Animation:
    """Send the signal into one layer, counted from 0, and fill its neurons."""
    column = diagram.columns[layer]
    activations = record[f"{trace}.layers[{layer}].activations"]
    filling = column.animate(run_time=(1 - ARRIVAL) * seconds).fire(
        activations, diagram.model.activations[layer]
    )
    return AnimationGroup(
        send(diagram, record, layer, trace=trace, seconds=seconds),
        Succession(Wait(ARRIVAL * seconds), filling.build()),
    )


def through_box(
    diagram: NetworkDiagram,
    record: RecordView,
    mark: Mobject,
    *,
    trace: str = "trace",
    seconds: float = 0.8,
) -> list[Animation]:
    """Send the signal into a box that hides all between input and outputs, and out of it.

    The mark of the box swells; `OUT_OF_BOX * seconds` later the last layer's turn begins.
    """
    last = len(diagram.columns) - 1
    swelling = pulse(mark, color=diagram.palette.signal, scale=BOX_SWELLS)
    out = propagate(diagram, record, last, trace=trace, seconds=seconds)
    return [
        send(diagram, record, 0, trace=trace, seconds=seconds),
        Succession(Wait(INTO_BOX * seconds), swelling),
        Succession(Wait(OUT_OF_BOX * seconds), out),
    ]


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


def name_winner(diagram: NetworkDiagram, answer: int) -> list[Animation]:
    """Turn the winner's name white and the others quiet."""
    return [
        name.animate.set_color(theme.TEXT if i == answer else theme.SECONDARY).build()
        for i, name in enumerate(diagram.names)
    ]


def cloud_of(grid: PixelGrid) -> PixelCloud:
    """The cells of a grid as a cloud that can travel."""
    colors = grid.colors.reshape(-1, 3)
    cloud = PixelCloud(grid.cell_centers(), sides=grid.cell_side, colors=colors)
    cloud.fills = grid.fills
    return cloud


class FoldIntoColumn(Travel):
    """Let the pixels of the picture travel into the input column, which shows them in the end."""

    def __init__(
        self, diagram: NetworkDiagram, inputs: SourcedArray, *, seconds: float = 1.4
    ) -> None:
        self.diagram, self.inputs = diagram, inputs
        cloud, strip = cloud_of(diagram.image), diagram.strip
        column = strip.cell_centers()
        target = cloud.copy().place(column, sides=strip.width, heights=strip.cell_side)
        rows, columns = diagram.image.shape
        order = np.repeat(np.linspace(0, 1, rows), columns)
        # Below a picture that stands beside the column are its words: rows leave to the side.
        edge, x = diagram.image.get_right()[0], cloud.points[:, 0]
        level = (edge - x) / (column[:, 0] - x) if (column[:, 0] > edge).all() else 0.0
        super().__init__(cloud, target, order=order, lag=0.35, level=level, run_time=seconds)

    def clean_up_from_scene(self, scene: Any) -> None:
        """Put the column in the place of what has travelled."""
        super().clean_up_from_scene(scene)
        strip = self.diagram.show_strip(self.inputs).strip.set_opacity(1)
        scene.add(strip, self.diagram.strip_frame)
        scene.remove(self.mobject)


def to_rest(diagram: NetworkDiagram, *, seconds: float = 0.8) -> list[Animation]:
    """Let the signal fade: connections show |w| again, neurons empty."""
    back: list[Animation] = []
    for i, light in enumerate(diagram.connections):
        weights = diagram.record[f"model.layers[{i}].weights"]
        back.append(
            light.animate(run_time=seconds).set_light(rest_light(weights.values), weights).build()
        )
    back += [column.animate(run_time=seconds).rest().build() for column in diagram.columns]
    return back


BEAD = 0.075
"""Side of a weight while it sits on its connection, scene units."""
RIM = 0.4
"""Brightness of the rims of traveling weights: most weights are almost black."""
NEAREST, FARTHEST = 0.15, 0.85
"""Shares of a connection between which the weights sit, by their column in the grid."""


def beads_on(light: ConnectionLight, neuron: int, weight_grid: WeightGrid) -> PixelCloud:
    """The weights into one neuron, each on its own connection from the input.

    A picture's row sits on neighboring connections, its columns one after the other along them:
    the picture is there already, seen at a slant.
    """
    rows, columns = weight_grid.grid.shape
    lines = light.lines().reshape(light.fan_out, light.fan_in, 2, 3)[neuron]
    share = np.tile(np.linspace(NEAREST, FARTHEST, columns), rows)[:, np.newaxis]
    cloud = cloud_of(weight_grid.grid)
    return cloud.place(
        (1 - share) * lines[:, 0] + share * lines[:, 1], sides=BEAD, roundness=1.0, rim=RIM
    )


def gather(cloud: PixelCloud, weight_grid: WeightGrid, *, seconds: float = 1.6) -> Travel:
    """Let weights travel from where they are into their cells, the upper rows first."""
    rows, columns = weight_grid.grid.shape
    order = np.repeat(np.linspace(0, 1, rows), columns)
    return Travel(cloud, cloud_of(weight_grid.grid), order=order, lag=0.4, run_time=seconds)


def lit_outputs(
    record: RecordView, model: MLP, layer: int, *, seconds: float, trace: str = "trace"
) -> tuple[SoundEvent, ...]:
    """The chord of the outputs, for `propagate` into the last layer; hidden layers are silent."""
    if layer < len(model.layers) - 1:
        return ()
    outputs = record.outputs(trace)
    full = full_activation(outputs, model.activations[layer])
    return chord(list(outputs), full=full, start=(1 + ARRIVAL) / 2 * seconds)
