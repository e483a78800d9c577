"""Marks along the path of a mistake, and the gallery of a layer's weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    DashedLine,
    Dot,
    Group,
    Line,
    MoveAlongPath,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.network_diagram import flow_light
from scenes.mobjects.network.output_names import pitch_of
from scenes.mobjects.plots.number_line import LABELLED_TICK, NumberLine
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from network.arrays import AnyArray
    from scenes.mobjects.grids.weight_grid import WeightGrid
    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.text.typst_text import Words
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray


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
EDGE_FROM = 0.35
"""Of an edge's brightest pixel: what is within its outline."""
SIDE_SHARE, PATTERN_SHARE, PATTERNS_GAP = 0.86, 0.2, 0.14
"""
A pattern's side, of the way to the next one of its row, and of the chart's height at most; above
and below a row.
"""
WORDS_ROOM, AXIS_ROOM = 0.75, 0.75
"""Above the chart of scores, and left of it."""
SCATTER, TWIN, OWN = 0.62, 0.055, 0.13
"""How wide twins are scattered, in ways between patterns; side of a twin; radius of a score."""
ANSWER, BEFORE_OUTPUTS = 0.08, 0.5
"""Side of an answer's dot; beside their scale, for its numbers."""
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


def side_of_pattern(rooms: Sequence[Stage]) -> float:
    """How large a pattern can be in each of some equal rooms, with its score below it."""
    return min(rooms[0].width, rooms[0].height - SCORE_ROOM)


class SlidingEdge(Group):
    """A pattern seen closely, the outline of an edge on it, and below it how well that fits.

    Parameters
    ----------
    tile
        The pattern, at the place where it is seen.
    pictures, scores
        Of the edge at each of its places, shapes (places, pixels) and (places,).
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
        picture = pictures.row(best).values
        self.outline = PatchOutline(tile.grid, picture > EDGE_FROM * picture.max(), color=color)
        cell = tile.grid.cell_side
        self.ways = [cell * np.array([x, -y, 0.0]) for x, y in middles - middles[best]]
        self.scores = list(scores)
        self.best = best
        self.value = ValueLabel(self.scores[0], size="focus")
        self.value.next_to(tile.frame, DOWN, buff=0.3)
        self.outline.shift(self.ways[0])
        super().__init__(self.outline, self.value)

    def slide(self, *, seconds: float) -> list[Animation]:
        """Move the edge over all its places, and then to the best; its score goes along."""
        stops = [*range(len(self.scores)), *range(len(self.scores) - 2, self.best - 1, -1)]
        home = self.outline.get_center() - self.ways[0]
        path = VMobject().set_points_as_corners([home + self.ways[stop] for stop in stops])
        return [
            MoveAlongPath(self.outline, path, rate_func=linear, run_time=seconds),
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
        self.right = room.right
        super().__init__(self.axis, self.stems, self.twins, self.dots)

    def level(self, score: Sourced, words: Words) -> VGroup:
        """A dashed line at a score, its name above its right end."""
        y = self.axis.point(score.value)[1]
        start = [self.axis.axis.get_x(), y, 0]
        line = DashedLine(start, [self.right, y, 0], color=theme.SECONDARY, stroke_width=3)
        line.fills = (score,)
        words.next_to(line, UP, buff=0.1).align_to(line, RIGHT)
        return VGroup(line, words)


class AnswerDots(Group):
    """A dot for each answer to noise, in the row of its output; the surer, the farther right.

    Parameters
    ----------
    answers, outputs
        Which output is largest for each picture, and how large it is, shapes (pictures,).
    ends
        Of the scale.

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
    ) -> None:
        room, column = stage(), diagram.columns[-1]
        places = diagram.places.columns[-1]
        pitch = min(pitch_of(places[:, 1]), room.height)
        y = max(float(places[-1, 1]) - ROW_SHARE * pitch, room.bottom + LABELLED_TICK / 2)
        left, right = room.left + BEFORE_OUTPUTS, float(column.get_left()[0]) - BEFORE_OUTPUTS
        self.axis = NumberLine(ends, [left, y, 0], [right, y, 0])
        # Below the line there is no room for them.
        for label, side in zip(self.axis.labels, (LEFT, RIGHT), strict=True):
            label.next_to(self.axis.axis, side, buff=0.12)
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
        super().__init__(self.axis, self.cloud, self.surest)

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
