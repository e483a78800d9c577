"""Shapes over patterns, bars for how well they match, and a neuron that mixes patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    RIGHT,
    UP,
    Group,
    Line,
    MoveAlongPath,
    Rectangle,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
)
from manim.utils.rate_functions import ease_out_quad

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.dot_pile import dot_pile
from scenes.stage import theme
from scenes.stage.layout import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.grids.weight_grid import WeightGrid
    from scenes.mobjects.grids.weight_wall import WeightWall
    from scenes.mobjects.raster.pixel_cloud import PixelCloud
    from scenes.subject.sourced import Sourced, SourcedArray


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
        self.edge.shift(self.ways[0])
        super().__init__(self.edge)

    def slide(self, *, seconds: float) -> list[Animation]:
        """Move the edge over all its places, and then to the best; the bar goes along."""
        stops = [*range(len(self.scores)), *range(len(self.scores) - 2, self.best - 1, -1)]
        home = self.edge.get_center() - self.ways[0]
        path = VMobject().set_points_as_corners([home + self.ways[stop] for stop in stops])
        levels = [self.scores[stop].value for stop in stops]

        def follow(bar: ScoreBar, alpha: float) -> None:
            bar.show(float(np.interp(alpha * (len(stops) - 1), range(len(stops)), levels)))

        return [
            MoveAlongPath(self.edge, path, rate_func=ease_out_quad, run_time=seconds),
            UpdateFromAlphaFunc(self.bar, follow, rate_func=ease_out_quad, run_time=seconds),
        ]
