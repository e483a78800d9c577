"""The whole network: picture, input column, connections, neurons, names, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, UL, UP, Group, RoundedRectangle, VGroup

from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.network.output_names import is_roomy, name_heights, pitch_of
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Verbatim, Words, class_label
from scenes.stage import scales, theme
from scenes.stage.layout import NetworkPlaces, network_places, stage, strip_width
from scenes.subject.record_view import RecordView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from manim import Mobject
    from manim.typing import Vector3D
    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from network.mlp import MLP
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced, SourcedArray

GAP = 0.35
NAME_WIDTH = 0.9
"""Of the name beside an output: values stand right of it."""


class PictureNote(Words):
    """Words above or below the picture (`side`) on a wide stage, right of it on any other."""

    def __init__(
        self,
        diagram: NetworkDiagram,
        template: str,
        *,
        side: Vector3D = UP,
        gap: float = GAP,
        **slots: Sourced | Verbatim,
    ) -> None:
        area, corner = stage(), diagram.places.aside
        beside = area.right - float(corner[0])
        width = diagram.places.image_side if area.is_wide else beside
        super().__init__(
            template,
            size="note",
            color=theme.SECONDARY,
            width=width,
            align="center" if area.is_wide else "left",
            balanced=True,
            **slots,
        )
        if area.is_wide:
            self.next_to(diagram.image_frame, side, buff=gap)
        else:
            self.move_to(corner, aligned_edge=UL)


REST_EXPOSURE = 1.5
ALL_LIT = 1.3
"""How much brighter than at rest connections are when all of them are spoken of."""
FLOW_EXPOSURE = 3.0
LONE_EXPOSURE, LONE_EXPONENT = 3.4, 0.62
CROWD = 256
"""Exposure falls with the square root of the number of connections beyond this many."""


class NetworkDiagram(Group):
    """A network at its place on the stage.

    `image` is the picture and `strip` its pixels as one column. There is one `ConnectionLight` for
    each layer and one `NeuronColumn` for each layer after the input; `names` stand beside outputs.
    Of more outputs than names have room for, those that are `spoken_of` have one, and a few others;
    the rest of `names` is empty. `area`, `corner` and `free` are as in `network_places`.
    """

    def __init__(
        self,
        model: MLP,
        palette: theme.Palette,
        *,
        spoken_of: Iterable[int] = (),
        area: Stage | None = None,
        corner: tuple[float, float] = (0.0, 0.0),
        free: float = 0.0,
    ) -> None:
        self.model = model
        self.palette = palette
        self.places: NetworkPlaces = network_places(
            model.layer_sizes, area=area, corner=corner, free=free
        )
        self.record = RecordView({"model": model})
        pixels = np.zeros(model.layer_sizes[0])
        self.image = PixelGrid(scales.gray(_square(pixels)), side=self.places.image_side)
        self.image.move_to(self.places.image)
        self.image_frame = grid_frame(self.image)
        self.strip = PixelGrid(scales.gray(pixels[:, np.newaxis]), side=self._strip_height())
        self.strip.stretch_to_fit_width(strip_width()).move_to(self.places.columns[0].mean(axis=0))
        self.strip_frame = grid_frame(self.strip).set_stroke(width=1.5)
        self.connections = Group(*(self._connections(i) for i in range(len(model.layers))))
        self.columns = VGroup(
            *(
                NeuronColumn(centers, radius=radius)
                for centers, radius in zip(
                    self.places.columns[1:], self.places.radii[1:], strict=True
                )
            )
        )
        self.names = self._names(spoken_of)
        super().__init__(
            self.connections,
            self.image,
            self.image_frame,
            self.strip,
            self.strip_frame,
            self.columns,
            self.names,
        )

    def show_image(self, inputs: SourcedArray) -> Self:
        """Put a picture on the left."""
        self.image.show_image(inputs)
        return self

    def show_strip(self, inputs: SourcedArray) -> Self:
        """Put the values of a picture into the input column."""
        self.strip.show_image(inputs)
        return self

    def show_input(self, inputs: SourcedArray) -> Self:
        """Put a picture on the left and into the input column."""
        return self.show_image(inputs).show_strip(inputs)

    def name_picture(self, name: Words) -> Words:
        """Put words to the picture: below it, or beside it where its column stands below."""
        is_below = self.places.aside[1] < self.image_frame.get_bottom()[1]
        return name.next_to(self.image_frame, DOWN if is_below else RIGHT, buff=0.25)

    def near_picture(self, zoom: float) -> Stage:
        """The picture, and as much of the stage as is seen with it so much closer."""
        whole, frame = stage(), self.image_frame
        near = whole.scaled(1 / zoom)
        up = frame.get_y() - near.center[1] if whole.is_wide else whole.top - near.top
        return near.shifted(whole.left - near.left, float(up))

    def show_weights(self) -> Self:
        """Let every connection show |w|, dim: the network at rest."""
        for i, light in enumerate(self.connections):
            weights = self.record[f"model.layers[{i}].weights"]
            light.set_light(rest_light(weights.values), weights)
        return self

    def show_activations(self, record: RecordView, trace: str = "trace") -> Self:
        """Fill every neuron at once, from the trace of this name in the record."""
        for i, column in enumerate(self.columns):
            column.fire(record[f"{trace}.layers[{i}].activations"], self.model.activations[i])
        return self

    def show_run(self, record: RecordView, trace: str = "trace") -> Self:
        """Show all of a signal that has run through: picture, connections, neurons, answer."""
        self.show_input(record[f"{trace}.ink"]).show_activations(record, trace)
        for i, light in enumerate(self.connections):
            flow = record[f"{trace}.layers[{i}].contributions"]
            light.set_light(flow_light(flow.values), flow)
        answer = int(record.outputs(trace).values.argmax())
        self.names[answer].set_color(theme.TEXT)
        return self

    def answer_box(self, answer: int) -> RoundedRectangle:
        """The box around an output neuron with its name."""
        neuron, name = self.columns[-1][answer], self.names[answer]
        pair, ys = VGroup(neuron, name), self.places.columns[-1][:, 1]
        has_room = is_roomy(ys)
        height = pair.height + 0.1
        if has_room:
            # It crosses no name above or below.
            height = min(pair.height + 0.16, 2 * pitch_of(ys) - name.height - 0.04)
        box = RoundedRectangle(
            corner_radius=0.07,
            width=pair.width + 0.24,
            height=height,
            color=self.palette.signal,
            stroke_width=3.5,
        )
        return box.move_to(pair).set_y(neuron.get_y() if has_room else pair.get_y())

    def end_of(self, output: int) -> Mobject:
        """What of an output is farthest to the right: its name, or the neuron where it has none."""
        name = self.names[output]
        return name if name.family_members_with_points() else self.columns[-1][output]

    def _names(self, spoken_of: Iterable[int]) -> VGroup:
        ys = self.places.columns[-1][:, 1]
        heights, has_room = name_heights(ys, spoken_of), is_roomy(ys)

        def name(i: int, neuron: Mobject) -> Mobject:
            if i not in heights:
                return VGroup()
            text = class_label(
                self.model.labels[i],
                width=NAME_WIDTH,
                size="body" if has_room else "note",
            )
            text.next_to(neuron, RIGHT, buff=0.22)
            return text.shift((heights[i] - ys[i]) * UP)

        return VGroup(*(name(i, neuron) for i, neuron in enumerate(self.columns[-1])))

    def _strip_height(self) -> float:
        column = self.places.columns[0]
        return float(column[0, 1] - column[-1, 1]) * len(column) / (len(column) - 1)

    def _connections(self, layer: int) -> ConnectionLight:
        starts, ends = self.places.columns[layer], self.places.columns[layer + 1]
        radius = self.places.radii[layer] if layer else strip_width() / 2
        weights = self.model.layers[layer].weights
        return ConnectionLight(
            starts,
            ends,
            start_radius=radius,
            end_radius=self.places.radii[layer + 1],
            weights=weights,
            palette=self.palette,
            line_width=1.0 if weights.size > 2000 else 2.0,
        )


def rest_light(weights: FloatArray) -> NDArray[np.float32]:
    """Intensities of connections at rest: |w|, dimmer the more there are."""
    exposure = REST_EXPOSURE * min(1.0, (CROWD / weights.size) ** 0.5)
    return (exposure * scales.connection_light(weights)).astype(np.float32)


def lone_light(weights: FloatArray) -> NDArray[np.float32]:
    """Intensities of the connections into one neuron while no others cross them.

    They are brighter than among all others, the weak ones most.
    """
    exposure = LONE_EXPOSURE * min(1.0, (CROWD / weights.size) ** 0.5)
    return (exposure * scales.connection_light(weights) ** LONE_EXPONENT).astype(np.float32)


def flow_light(contributions: FloatArray) -> NDArray[np.float32]:
    """Intensities of connections that carry a signal: |w a|, bright."""
    lit = int((np.abs(contributions) > 0).sum())
    exposure = FLOW_EXPOSURE * min(1.0, (CROWD / max(lit, 1)) ** 0.35)
    return (exposure * scales.connection_light(contributions)).astype(np.float32)


def flow_into(neurons: Sequence[int], contributions: FloatArray) -> NDArray[np.float32]:
    """Intensities of connections that carry a signal into some neurons; all others are dark."""
    light = flow_light(contributions)
    dark = np.zeros_like(light)
    dark[list(neurons)] = light[list(neurons)]
    return dark


def _square(values: FloatArray) -> FloatArray:
    side = round(len(values) ** 0.5)
    if side * side != len(values):
        msg = f"inputs: expected a square picture, got {len(values)} values"
        raise ValueError(msg)
    return values.reshape(side, side)
