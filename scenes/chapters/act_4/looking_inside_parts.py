"""Shapes over patterns and their scores, a wall of mistakes, the way back, answers to noise."""

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
    Group,
    Line,
    MoveAlongPath,
    Rectangle,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.network_diagram import flow_light
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.dot_pile import dot_pile
from scenes.mobjects.plots.number_line import NumberLine
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
    from scenes.mobjects.raster.pixel_cloud import PixelCloud
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
DEEPER_RADIUS, MIXTURE_SHARE = 0.3, 0.5
"""Of a neuron that mixes patterns; the side of its mixture, of the width of its room."""


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


class Mixture:
    """A neuron of the second layer, the patterns of the first that it mixes, and what it gets.

    Parameters
    ----------
    wall
        The patterns, on their part of the stage.
    room
        The other part.
    weights
        Of the neuron, shape (patterns,).

    Attributes
    ----------
    lines
        From each pattern to the neuron, by its weight: in the color of its sign, the stronger the
        wider and brighter.
    neuron, tie, frame
        The neuron, and from there to where its mixture comes.
    """

    def __init__(self, wall: WeightWall, room: Stage, weights: SourcedArray) -> None:
        self.neuron = Neuron(radius=DEEPER_RADIUS).move_to(room.at(0.3, 0.5))
        self.frame = Square(min(MIXTURE_SHARE * room.width, room.height)).move_to(room.center)
        self.frame.shift((room.right - self.frame.get_right()[0]) * RIGHT)
        self.tie = Line(self.neuron.get_right(), self.frame.get_left(), color=theme.SECONDARY)
        largest = float(abs(weights.values).max()) or 1.0
        self.lines = VGroup()
        for i, tile in wall.tiles.items():
            share = abs(weights.values[i]) / largest
            line = Line(tile.get_center(), self.neuron.get_center())
            color = tile.palette.sign(weights.values[i])
            line.set_stroke(color, width=2 + 5 * share, opacity=0.2 + 0.8 * share)
            line.fills = (weights[i],)
            self.lines.add(line)


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


BAR_BELOW, BAR_SHARE = 0.22, 0.15
"""Room for a score below a pattern, and its bar's thickness, in sides of the pattern."""
CHANCE_OPACITY = 0.55
BRIGHT_SHARE = 0.55
"""Of a bar's thickness: how thick the bright one is."""
PILE_BINS = 28
PILE_LIFT = 0.1


class ScoreBar(VGroup):
    """How well a pattern matches a shape: a bright bar over a dim one, as far as chance comes.

    Parameters
    ----------
    score, chance
        Both begin at the same place, and are of one scale.
    full
        The number that takes the whole width.

    Attributes
    ----------
    chance
        The dim bar.
    bright, beyond
        The bright one, which a score below zero doesn't have, and what of it is beyond chance.
    """

    def __init__(
        self, score: Sourced, chance: Sourced, *, width: float, thickness: float, full: float
    ) -> None:
        self.reach, self.unit = chance.value, width / full
        # What is to be measured from: everything stays in its place when it is moved.
        self.room = Rectangle(width=width, height=thickness, stroke_width=0)
        self.chance, self.bright, self.beyond = (
            VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
            for color, opacity in (
                (theme.RULE, CHANCE_OPACITY),
                (theme.TEXT, 1.0),
                (theme.TEXT, 1.0),
            )
        )
        super().__init__(self.room, self.chance, self.bright, self.beyond)
        self._lay(self.chance, 0.0, chance.value, 1.0)
        self.chance.fills = (chance,)
        self.bright.fills = (score,)
        self.show(score.value)

    def show(self, score: float) -> None:
        """Let the bright bar be so long."""
        self._lay(self.bright, 0.0, max(score, 0.0), BRIGHT_SHARE)
        self._lay(self.beyond, self.reach, max(score, self.reach), BRIGHT_SHARE)

    def at(self, score: float) -> float:
        """Where a score is, across."""
        return float(self.room.get_left()[0]) + self.unit * score

    def pile(self, scores: SourcedArray, top: float) -> PixelCloud:
        """Other scores, shape (scores,), as dots that stand on it."""
        edges = np.linspace(0, self.room.width / self.unit, PILE_BINS + 1)
        foot = float(self.room.get_top()[1]) + PILE_LIFT
        xs = self.at(0.0) + self.unit * edges
        return dot_pile(scores, edges, xs=xs, foot=foot, top=top)

    def _lay(self, bar: VMobject, start: float, end: float, share: float) -> None:
        half = share * self.room.height / 2
        low, high = (np.array([self.at(x), self.room.get_y(), 0.0]) for x in (start, end))
        up = half * UP
        bar.set_points_as_corners([low - up, high - up, high + up, low + up, low - up])


def bar_below(tile: WeightGrid, score: Sourced, chance: Sourced, full: float) -> ScoreBar:
    """The score of a pattern, in the room that a wall leaves below it."""
    side = tile.grid.width
    bar = ScoreBar(score, chance, width=side, thickness=BAR_SHARE * side, full=full)
    return bar.shift(tile.get_center() - (1 + BAR_BELOW) / 2 * side * UP)


class SlidingEdge(Group):
    """An edge over a pattern that is seen closely, and how well they match.

    Parameters
    ----------
    tile
        The pattern, at the place where it is seen.
    pictures, scores
        Of the edge at each of its places, shapes (places, pixels) and (places,).
    bar
        Where the score is seen.

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
        bar: ScoreBar,
    ) -> None:
        self.edge = edge_outlines(tile, pictures.row(best))
        cell = tile.grid.cell_side
        self.ways = [cell * np.array([x, -y, 0.0]) for x, y in middles - middles[best]]
        self.scores = list(scores)
        self.best, self.bar = best, bar
        bar.show(self.scores[0].value)
        self.value = ValueLabel(self.scores[0], size="title")
        self.edge.shift(self.ways[0])
        super().__init__(self.edge, self.value)

    def slide(self, *, seconds: float) -> list[Animation]:
        """Move the edge over all its places, and then to the best; its score goes along."""
        stops = [*range(len(self.scores)), *range(len(self.scores) - 2, self.best - 1, -1)]
        home = self.edge.get_center() - self.ways[0]
        path = VMobject().set_points_as_corners([home + self.ways[stop] for stop in stops])
        levels = [self.scores[stop].value for stop in stops]

        def follow(bar: ScoreBar, alpha: float) -> None:
            bar.show(float(np.interp(alpha * (len(stops) - 1), range(len(stops)), levels)))

        return [
            MoveAlongPath(self.edge, path, rate_func=linear, run_time=seconds),
            UpdateFromAlphaFunc(self.bar, follow, rate_func=linear, run_time=seconds),
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


PLOT_GAP = 0.9
"""Between the picture and the line beside it."""
END_ROOM, NAME_ROOM, NUMBER_ROOM = 0.35, 1.2, 0.9
"""Beside the line's ends, below it and above the dots, for numbers and for the line's name."""
LESS_SURE = 0.4
"""Opacity of answers that are less sure than the one in the middle."""


class NoisePlot(VGroup):
    """A line of how sure answers are, its name below it; dots and a mark stand on it.

    Parameters
    ----------
    edges
        Of the bins in which dots stand on one another.
    """

    def __init__(self, edges: SourcedArray, name: Words, diagram: NetworkDiagram) -> None:
        area, picture = stage(), diagram.image_frame
        self.room = (
            replace(area, left=float(picture.get_right()[0]) + PLOT_GAP)
            if area.is_wide
            else replace(area, top=float(picture.get_bottom()[1]) - PLOT_GAP / 2)
        )
        self.edges = edges.values
        y = self.room.bottom + NAME_ROOM
        ends = [self.room.left + END_ROOM, y, 0], [self.room.right - END_ROOM, y, 0]
        ticks = [edges[i] for i in np.linspace(0, edges.size - 1, 3).astype(int)]
        self.line = NumberLine(ticks, *ends)
        self.name_below = name.next_to(self.line, DOWN, buff=0.12).set_x(self.room.center[0])
        super().__init__(self.line, self.name_below)

    def pile(self, values: SourcedArray) -> PixelCloud:
        """All answers as dots."""
        return dot_pile(
            values,
            self.edges,
            xs=self.line.points_of(self.edges)[:, 0],
            foot=float(self.line.axis.get_y()) + PILE_LIFT,
            top=self.room.top - NUMBER_ROOM,
        )

    def mark(self, value: ValueLabel) -> tuple[Line, ValueLabel]:
        """A line at a number, as high as any dots can be, and the number above it."""
        foot = self.line.point(value.sourced.value)
        top = np.array([foot[0], self.room.top - NUMBER_ROOM + PILE_LIFT, 0.0])
        number = ValueLabel(value.sourced, size="focus", color=value.glyph_color)
        number.next_to(top, UP, buff=PILE_LIFT)
        beyond = float(number.get_right()[0]) - self.room.right
        number.shift(max(0.0, beyond) * LEFT)
        return Line(foot, top, color=value.glyph_color, stroke_width=5), number
