"""Shapes over patterns, a deeper neuron, a wall of mistakes, and marks on the way back."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    RIGHT,
    Circle,
    Group,
    Line,
    MoveAlongPath,
    Square,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.network_diagram import flow_light, lone_light
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.grids.weight_grid import WeightGrid
    from scenes.mobjects.grids.weight_wall import WeightWall
    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import SourcedArray


class AnswerMark(VGroup):
    """A box around the brightest output neuron with its name, its activation beside it.

    Parameters
    ----------
    outputs
        Shape (classes,).
    """

    def __init__(self, diagram: NetworkDiagram, outputs: SourcedArray) -> None:
        self.answer = int(outputs.values.argmax())
        self.box = diagram.answer_box(self.answer)
        self.value = ValueLabel(outputs[self.answer], color=diagram.palette.signal)
        self.value.next_to(self.box, RIGHT, buff=0.15)
        super().__init__(self.box, self.value)


AROUND = 0.06
"""Between a disc and its ring, scene units."""


class PushMark(VGroup):
    """A ring around the neuron with the largest contribution.

    Parameters
    ----------
    layer
        Theirs, counted from 0, the first one after the input.
    contributions
        What each of them adds to one neuron of the next layer, shape (neurons,).
    """

    def __init__(self, diagram: NetworkDiagram, layer: int, contributions: SourcedArray) -> None:
        self.neuron = int(contributions.values.argmax())
        disc = diagram.columns[layer][self.neuron]
        self.ring = Circle(disc.width / 2 + AROUND, color=diagram.palette.signal, stroke_width=3)
        self.ring.move_to(disc)
        self.ring.fills = (contributions[self.neuron],)
        super().__init__(self.ring)


WALL_GAP = 2
"""Dark cells between two pictures on a wall."""
MOST_PICTURES = 400
SHAPE_FROM = 0.3
"""Of a shape's strongest pixel: what is within its outlines."""
SHAPE_FILL = 0.22
"""How much of a shape's color lies over a pattern."""
CLOSE, LINE_SHARE = 4.5, 1.1
"""
A pattern is seen closely if its side is so many scene units; on a smaller one lines are as much
thinner as it is smaller, times this.
"""
THINNEST = 2.5
DEEPER, MIXTURE_SIDE = 1.8, 3.4
"""How much larger a deeper neuron is than on the whole network; side of its mixture, at most."""


class PictureWall(PixelGrid):
    """Many pictures in rows, as large as the room lets them be.

    Parameters
    ----------
    pictures
        Values 0..1, shape (pictures, pixels).
    """

    def __init__(self, pictures: SourcedArray, room: Stage) -> None:
        self.pictures = pictures
        count, pixels = pictures.values.shape
        side = math.isqrt(pixels)
        pitch = side + WALL_GAP
        columns = max(1, round(math.sqrt(count * room.width / room.height)))
        while -(-count // columns) * room.width > columns * room.height:
            columns += 1
        rows = -(-count // columns)
        cells = np.zeros((rows * pitch, columns * pitch, 3))
        for at, picture in enumerate(pictures.values):
            row, column = divmod(at, columns)
            down, right = row * pitch, column * pitch
            cells[down : down + side, right : right + side] = gray(picture).reshape(side, side, 3)
        super().__init__(cells, side=room.width / columns * rows, sources=pictures)
        self.move_to(room.center)
        self.columns, self.picture_side = columns, room.width / columns * side / pitch

    def place(self, picture: int) -> NDArray[np.float64]:
        """The middle of a picture, shape (3,)."""
        row, column = divmod(picture, self.columns)
        pitch = self.width / self.columns
        half = self.picture_side / 2
        return np.asarray(self.points[0] + [column * pitch + half, -row * pitch - half, 0])

    def closely(self, picture: int) -> tuple[PixelGrid, Square]:
        """One of the pictures alone, where it is, and a frame around it."""
        alone = image_grid(self.pictures.row(picture), side=self.picture_side)
        alone.move_to(self.place(picture))
        return alone, grid_frame(alone)


def beside_first_layer(diagram: NetworkDiagram) -> Stage:
    """What is left of the first layer's neurons on a wide stage, and above them on any other."""
    area, column = stage(), diagram.columns[0]
    if area.is_wide:
        return replace(area, right=float(column.get_left()[0]) - 0.6)
    return replace(area, bottom=float(column.get_top()[1]) + 0.5)


class DeeperNeuron:
    """A neuron of the second layer, what comes into it, and the place of its mixture of patterns.

    Parameters
    ----------
    wall
        The weights of the first layer, beside its neurons.
    neuron
        Which one of the second layer.

    Attributes
    ----------
    ties, first
        From each picture to its neuron, and the neurons.
    light, neuron
        From these to the deeper one, by the weights.
    tie, frame
        From there to where its mixture comes.
    parts
        All of this but the frame.
    """

    def __init__(
        self, diagram: NetworkDiagram, record: RecordView, wall: WeightWall, *, neuron: int
    ) -> None:
        self.first, column = diagram.columns[0], diagram.columns[1]
        self.ties = VGroup(
            *(Line(tile.get_center(), self.first[i].get_center()) for i, tile in wall.tiles.items())
        ).set_stroke(theme.SECONDARY, width=2, opacity=0.5)
        row = record["model.layers[1].weights"].row(neuron)
        intensities = np.zeros((len(column), row.size))
        intensities[neuron] = lone_light(row.values)
        self.light = diagram.connections[1].set_light(intensities, row)
        self.neuron = column[neuron].scale(DEEPER)
        right = float(self.neuron.get_right()[0])
        self.frame = Square(min(MIXTURE_SIDE, stage().right - right - 0.5))
        self.frame.next_to(self.neuron, RIGHT, buff=0.5)
        half = self.frame.height / 2
        self.frame.set_y(np.clip(self.neuron.get_y(), stage().bottom + half, stage().top - half))
        self.tie = Line(self.neuron.get_right(), self.frame.get_left(), color=theme.SECONDARY)
        self.parts = (self.ties, self.light, self.first, self.neuron, self.tie)


def side_of_pattern(rooms: Sequence[Stage]) -> float:
    """How large a pattern can be in each of some equal rooms."""
    return min(rooms[0].width, rooms[0].height)


def edge_outlines(tile: WeightGrid, picture: SourcedArray) -> VGroup:
    """The outlines of an edge, shape (pixels,), over a pattern: of its dark and its bright part."""
    palette, values = tile.palette, picture.values
    parts = ((-values, palette.negative), (values, palette.positive))
    return VGroup(*(_outline(tile, part, color) for part, color in parts))


def loop_outline(tile: WeightGrid, picture: SourcedArray) -> VMobject:
    """The outline of a loop, shape (pixels,), over a pattern, in the color of its sign."""
    values = picture.values
    strongest = values[abs(values).argmax()]
    return _outline(tile, values * np.sign(strongest), tile.palette.sign(strongest))


def _outline(tile: WeightGrid, values: FloatArray, color: str) -> PatchOutline:
    outline = PatchOutline(tile.grid, values > SHAPE_FROM * abs(values).max(), color=color)
    share = min(1.0, LINE_SHARE * tile.width / CLOSE)
    outline.set_stroke(width=max(THINNEST, share * outline.get_stroke_width()))
    return outline.set_fill(color, opacity=SHAPE_FILL)


class SlidingEdge(Group):
    """An edge over a pattern that is seen closely, and how well they match.

    Parameters
    ----------
    tile
        The pattern, at the place where it is seen.
    pictures, scores
        Of the edge at each of its places, shapes (places, pixels) and (places,).

    Attributes
    ----------
    edge
        A shape for each sign, in its color.
    """

    def __init__(
        self,
        tile: WeightGrid,
        pictures: SourcedArray,
        scores: SourcedArray,
        *,
        middles: NDArray[np.float64],
        best: int,
    ) -> None:
        self.edge = edge_outlines(tile, pictures.row(best))
        cell = tile.grid.cell_side
        self.ways = [cell * np.array([x, -y, 0.0]) for x, y in middles - middles[best]]
        self.scores = list(scores)
        self.best = best
        self.value = ValueLabel(self.scores[0], size="title")
        self.edge.shift(self.ways[0])
        super().__init__(self.edge, self.value)

    def slide(self, *, seconds: float) -> list[Animation]:
        """Move the edge over all its places, and then to the best; its score goes along."""
        stops = [*range(len(self.scores)), *range(len(self.scores) - 2, self.best - 1, -1)]
        home = self.edge.get_center() - self.ways[0]
        path = VMobject().set_points_as_corners([home + self.ways[stop] for stop in stops])
        return [
            MoveAlongPath(self.edge, path, rate_func=linear, run_time=seconds),
            Count(self.value, [self.scores[i] for i in stops], run_time=seconds),
        ]


def light_into(
    diagram: NetworkDiagram, record: RecordView, trace: str, layer: int, neuron: int
) -> Animation:
    """Of one layer's connections, let only those into one neuron shine, by what they carry.

    Parameters
    ----------
    record, trace
        The record, and the name of a trace in it.
    layer
        Counted from 0, the first layer after the input.
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


def way_back(diagram: NetworkDiagram, layer: int, neuron: int, before: int) -> Line:
    """A strong line from a neuron to one of the layer before it.

    Parameters
    ----------
    layer
        The neuron's, counted from 0, the first layer after the input.
    """
    ends = diagram.columns[layer][neuron], diagram.columns[layer - 1][before]
    return Line(*(disc.get_center() for disc in ends), stroke_width=7)
