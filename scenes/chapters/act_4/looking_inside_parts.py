"""Marks along the path of a mistake, and the gallery of a layer's weights."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Dot,
    Group,
    Line,
    MoveAlongPath,
    Square,
    Transform,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.network_diagram import flow_light, lone_light
from scenes.mobjects.network.output_names import pitch_of
from scenes.mobjects.plots.number_line import LABELLED_TICK, NumberLine
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from network.arrays import AnyArray
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
SCORE_ROOM = 1.1
"""Below a pattern that is seen closely, for its score."""
EDGE_FROM = 0.3
"""Of an edge's strongest pixel: what is within its outlines."""
EDGE_FILL = 0.22
"""How much of an edge's color lies over a pattern."""
SIDE_SHARE, PATTERN_SHARE, PATTERNS_GAP = 0.86, 0.2, 0.14
"""
A pattern's side, of the way to the next one of its row, and of the chart's height at most; above
and below a row.
"""
WORDS_ROOM, AXIS_ROOM = 0.85, 0.75
"""Above the chart of scores, and left of it."""
SCATTER, TWIN, OWN = 0.62, 0.07, 0.15
"""How wide twins are scattered, in ways between patterns; side of a twin; radius of a score."""
ANSWER, BEFORE_OUTPUTS, BESIDE_SCALE = 0.08, 0.5, 0.25
"""Side of an answer's dot; beside their scale, for its numbers; from there to its name."""
BELOW_EXAMPLE, SMALL_GAP = 1.0, 0.3
"""Below a picture that is misread, for words; from one to the next."""
DEEPER, QUESTION_SIDE, QUESTION_SHARE = 1.8, 2.6, 0.55
"""How much larger a deeper neuron is than on the whole network; side of its missing picture, and
how much of it the question mark is high.
"""
ROW_SHARE = 0.6
"""Of the way from one output to the next: their scale is so far below the last one."""
GOLDEN = (math.sqrt(5) - 1) / 2


class PictureWall(PixelGrid):
    """Many pictures in rows, as large as the room lets them be.

    Parameters
    ----------
    pictures
        Values 0..1, shape (pictures, pixels).
    """

    def __init__(self, pictures: SourcedArray, room: Stage) -> None:
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


def example_rooms(count: int) -> tuple[Stage, ...]:
    """Rooms of some pictures that are misread."""
    if stage().is_wide:
        return stage().cells(1, count, gap=SMALL_GAP)
    return stage().cells(-(-count // 2), min(count, 2), gap=SMALL_GAP)[:count]


class MisreadExample(Group):
    """A picture seen closely, what it is, and what it is read as, below it.

    Parameters
    ----------
    image
        Values 0..1, shape (pixels,).
    """

    def __init__(self, image: SourcedArray, words: Words, room: Stage) -> None:
        side = min(room.width, room.height - BELOW_EXAMPLE)
        self.picture = image_grid(image, side=side).move_to(room.center + BELOW_EXAMPLE / 2 * UP)
        self.frame = grid_frame(self.picture)
        self.words = fit(words, room.width, BELOW_EXAMPLE - 0.2).next_to(self.frame, DOWN, buff=0.2)
        super().__init__(self.picture, self.frame, self.words)

    def grow_from(self, place: NDArray[np.float64], side: float) -> Animation:
        """Let the picture come from where it is seen small."""
        seen = Group(self.picture, self.frame)
        target = seen.copy()
        seen.scale(side / self.picture.width).move_to(place)
        return Transform(seen, target)


def beside_first_layer(diagram: NetworkDiagram) -> Stage:
    """What is left of the first layer's neurons on a wide stage, and above them on any other."""
    area, column = stage(), diagram.columns[0]
    if area.is_wide:
        return replace(area, right=float(column.get_left()[0]) - 0.6)
    return replace(area, bottom=float(column.get_top()[1]) + 0.5)


class DeeperNeuron(Group):
    """A neuron of the second layer, what comes into it, and the place of a picture that is missing.

    Parameters
    ----------
    wall
        The weights of the first layer, beside its neurons.

    Attributes
    ----------
    ties, first
        From each picture to its neuron, and the neurons.
    light, neuron
        From these to the deeper one, by the weights.
    tie, frame, question
        From there to where its picture would be.
    """

    def __init__(self, diagram: NetworkDiagram, record: RecordView, wall: WeightWall) -> None:
        self.first, column = diagram.columns[0], diagram.columns[1]
        self.ties = VGroup(
            *(
                Line(tile.get_center(), self.first[neuron].get_center())
                for neuron, tile in wall.tiles.items()
            )
        ).set_stroke(theme.SECONDARY, width=2, opacity=0.5)
        middle = len(column) // 2
        row = record["model.layers[1].weights"].row(middle)
        intensities = np.zeros((len(column), row.size))
        intensities[middle] = lone_light(row.values)
        self.light = diagram.connections[1].set_light(intensities, row)
        self.neuron = column[middle].scale(DEEPER)
        right = float(self.neuron.get_right()[0])
        side = min(QUESTION_SIDE, stage().right - right - 0.5)
        self.frame = Square(side, color=diagram.palette.signal, stroke_width=4)
        self.frame.next_to(self.neuron, RIGHT, buff=0.5)
        self.tie = Line(self.neuron.get_right(), self.frame.get_left(), color=theme.SECONDARY)
        self.question = Words("?", size="title", color=diagram.palette.signal)
        self.question.scale(QUESTION_SHARE * side / self.question.height).move_to(self.frame)
        super().__init__(
            self.ties, self.light, self.first, self.neuron, self.tie, self.frame, self.question
        )


def side_of_pattern(rooms: Sequence[Stage]) -> float:
    """How large a pattern can be in each of some equal rooms, with its score below it."""
    return min(rooms[0].width, rooms[0].height - SCORE_ROOM)


class SlidingEdge(Group):
    """A pattern seen closely, an edge over it, and below it how well they match.

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
        color: str,
    ) -> None:
        picture, palette = pictures.row(best).values, tile.palette
        least = EDGE_FROM * abs(picture).max()
        self.edge = VGroup(
            PatchOutline(tile.grid, -picture > least, color=palette.negative),
            PatchOutline(tile.grid, picture > least, color=palette.positive),
        )
        for shape in self.edge:
            shape.set_fill(shape.get_stroke_color(), opacity=EDGE_FILL)
        cell = tile.grid.cell_side
        self.ways = [cell * np.array([x, -y, 0.0]) for x, y in middles - middles[best]]
        self.scores = list(scores)
        self.best = best
        self.value = ValueLabel(self.scores[0], size="focus", color=color)
        self.value.next_to(tile.frame, DOWN, buff=0.3)
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


class ScoreChart(Group):
    """Patterns, the most edge-like first, their scores above them, and their twins'.

    Several patterns stand in two rows by turns, so that each can be twice as large.

    Parameters
    ----------
    neurons
        Those that are shown, by rank.
    scores, twin_scores
        Of all neurons, shapes (neurons,) and (neurons, twins).
    ends
        Of the scale: 0 and 1.

    Attributes
    ----------
    places
        Of the patterns, by neuron, with their `side`.
    stems
        From each pattern up to the chart.
    twins, dots
        By rank.
    clear
        Those dots that stand out from their twins.
    """

    def __init__(
        self,
        neurons: Sequence[int],
        scores: SourcedArray,
        twin_scores: SourcedArray,
        ends: SourcedArray,
        *,
        is_clear: AnyArray,
    ) -> None:
        room, rows = stage(), min(2, len(neurons))
        left = room.left + AXIS_ROOM
        pitch = (room.right - left) / (len(neurons) - 1 + SIDE_SHARE * rows)
        self.side = min(SIDE_SHARE * rows * pitch, PATTERN_SHARE * room.height)
        xs = left + pitch * (np.arange(len(neurons)) + SIDE_SHARE * rows / 2)
        foot = room.bottom + rows * (self.side + PATTERNS_GAP)
        top = room.top - WORDS_ROOM
        self.axis = NumberLine(ends, [left, foot, 0], [left, top, 0], labels_toward=LEFT)
        self.places, self.stems = {}, VGroup()
        for rank, (neuron, x) in enumerate(zip(neurons, xs, strict=True)):
            high = foot - PATTERNS_GAP - (rank % rows) * (self.side + PATTERNS_GAP)
            self.places[neuron] = np.array([x, high - self.side / 2, 0.0])
            self.stems.add(Line([x, high, 0], [x, foot, 0], color=theme.RULE, stroke_width=3))
        self.twins, self.dots = Group(), VGroup()
        for neuron, x in zip(neurons, xs, strict=True):
            own = twin_scores.row(neuron)
            beside = np.linspace(-0.5, 0.5, own.size) * SCATTER * pitch
            heights = self.axis.points_of(own.values)[:, 1]
            places = np.stack([x + beside, heights, np.zeros(own.size)], axis=1)
            colors = np.tile(theme.rgb(theme.RULE), (own.size, 1))
            self.twins.add(
                PixelCloud(places, sides=TWIN, colors=colors, roundness=1.0, sources=own)
            )
            height = self.axis.point(scores[neuron].value)[1]
            dot = Dot([x, height, 0], radius=OWN, color=theme.TEXT)
            dot.fills = (scores[neuron],)
            self.dots.add(dot)
        self.clear = [dot for dot, i in zip(self.dots, neurons, strict=True) if is_clear[i]]
        super().__init__(self.axis, self.stems, self.twins, self.dots)


class AnswerDots(Group):
    """A dot for each answer to noise, in the row of its output; the surer, the farther right.

    Parameters
    ----------
    answers, outputs
        Which output is largest for each picture, and how large it is, shapes (pictures,).
    ends
        Of the scale.
    name
        Of the scale; it is put beside it, or above it unless the stage is wide.

    Attributes
    ----------
    surest
        A yellow dot on that of the surest answer.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        answers: SourcedArray,
        outputs: SourcedArray,
        ends: SourcedArray,
        name: Words,
    ) -> None:
        room, column = stage(), diagram.columns[-1]
        places = diagram.places.columns[-1]
        pitch = min(pitch_of(places[:, 1]), room.height)
        y = max(float(places[-1, 1]) - ROW_SHARE * pitch, room.bottom + LABELLED_TICK / 2)
        left, right = room.left + BEFORE_OUTPUTS, float(column.get_left()[0]) - BEFORE_OUTPUTS
        if room.is_wide:
            left += name.width + BESIDE_SCALE
        else:
            y = float(places[0, 1]) + ROW_SHARE * pitch
        self.axis = NumberLine(ends, [left, y, 0], [right, y, 0])
        # Above and below the line there is no room for them.
        for label, side in zip(self.axis.labels, (LEFT, RIGHT), strict=True):
            label.next_to(self.axis.axis, side, buff=0.12)
        self.named = name.next_to(self.axis, *((LEFT, BESIDE_SCALE) if room.is_wide else (UP, 0.1)))
        self.named.shift(max(room.bottom - float(self.named.get_bottom()[1]), 0.0) * UP)
        starts = places[answers.values.astype(int)]
        # Golden steps scatter neighbors evenly, whatever their number.
        beside = (np.arange(len(starts)) * GOLDEN) % 1 - 0.5
        self.ends = starts + SCATTER * pitch * beside[:, None] * UP
        self.ends[:, 0] = self.axis.points_of(outputs.values)[:, 0]
        colors = np.tile(theme.rgb(theme.TEXT), (len(starts), 1))
        self.cloud = PixelCloud(starts, sides=ANSWER, colors=colors, roundness=1.0)
        self.cloud.fills = (answers, outputs)
        surest = int(outputs.values.argmax())
        self.surest = Dot(self.ends[surest], radius=OWN, color=diagram.palette.signal)
        self.surest.fills = (outputs[surest],)
        super().__init__(self.axis, self.named, self.cloud, self.surest)

    def come(self) -> Animation:
        """Let every dot come out of its output."""
        return self.cloud.animate(run_time=1.4).place(self.ends).build()


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
