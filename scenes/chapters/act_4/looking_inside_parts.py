"""Shapes over patterns, an axis of how well they match, and places on both sides of luck."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from manim import (
    DOWN,
    DR,
    RIGHT,
    UP,
    UR,
    Dot,
    Group,
    Line,
    MoveAlongPath,
    Rectangle,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
)
from manim.utils.rate_functions import ease_out_quad

from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.plots.dot_pile import dot_pile
from scenes.mobjects.text.typst_text import note
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Animation
    from numpy.typing import ArrayLike, NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.grids.weight_grid import WeightGrid
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


class Shapes(NamedTuple):
    """A kind of shape that was hoped for, and whose patterns it is compared with.

    Attributes
    ----------
    name
        Of its scores in a `ModelInspection`.
    weights, largest
        Paths of the patterns, shape (neurons, pixels), and of the magnitude that each of them
        shows at full color.
    outline
        Draws one, shape (pixels,), over a pattern.
    """

    name: str
    weights: str
    largest: str
    outline: Callable[[WeightGrid, SourcedArray], VMobject]


EDGES = Shapes("edges", "model.layers[0].weights", "measurement.first_layer.large", edge_outlines)
LOOPS = Shapes(
    "loops",
    "measurement.looking_inside.loops.mixtures",
    "measurement.mixtures.large",
    loop_outline,
)
NAMES_ROOM, NAME_GAP = 0.68, 0.16
"""For the names below an axis, and between it and them; scene units."""
LIFT = 0.2
"""Above an axis, to what stands on it: dots have room."""
LEAST_TIMES = 2.4
"""The axis reaches at least so many times as far as luck."""
CLOSE_SHARE, CLOSE_PART = 0.46, 0.6
"""Of a wide stage's width, and of any other's height: the side of what is seen closely."""
LUCK_FILL = 0.2
PILE_BINS, PILE_SHARE = range(10, 41), 0.8
"""From zero to where luck ends: as few as a pile of so much of its room's height needs."""
DOT, OWN_DOT = 0.1, 0.16
"""Radii: of one pattern's mark among many, and of that of the pattern that is seen closely."""
BAR = 0.2
GAP_SHARE = 0.1
"""Of the side of a tile: from it to the next one."""


class MatchAxis(VGroup):
    """How well patterns match a shape, from left to right, beside what luck comes to.

    Its unit is how far luck comes, which is measured for each pattern, so luck ends at one place
    for all of them.

    Parameters
    ----------
    most
        What the axis has to reach, in its unit, at least.

    Attributes
    ----------
    line, label
        From no match at its left end to the best one.
    luck, luck_label
        The part that luck reaches, not on stage by itself: from the axis up to `pile.top`.
    close
        The square above the axis in which a pattern is seen closely.
    pile
        The room that it leaves for what stands on the axis.
    """

    def __init__(self, area: Stage, *, most: float) -> None:
        self.times = max(LEAST_TIMES, most)
        foot = area.bottom + NAMES_ROOM
        self.left, self.unit = area.left, area.width / self.times
        self.above = Stage(area.left, area.right, area.top, foot + LIFT)
        above = self.above
        if area.is_wide:
            side = min(above.height, CLOSE_SHARE * area.width)
            middle = [area.right - side / 2, above.center[1], 0.0]
            self.pile = Stage(area.left, area.right - side - LIFT, area.top, foot)
        else:
            side = min(CLOSE_PART * above.height, area.width)
            middle = [area.center[0], area.top - side / 2, 0.0]
            self.pile = Stage(area.left, area.right, area.top - side - LIFT, foot)
        self.close = square(middle, side)
        ends = ([area.left, foot, 0.0], [area.right, foot, 0.0])
        self.line = Line(*ends, color=theme.RULE, stroke_width=4)
        self.label = note(_("match"))
        self.label.next_to(self.line, DOWN, buff=NAME_GAP).align_to(self.line, RIGHT)
        part = Rectangle(width=self.unit, height=self.pile.height, stroke_width=0)
        part.set_fill(theme.RULE, opacity=LUCK_FILL)
        part.move_to([area.left + self.unit / 2, self.pile.center[1], 0.0])
        border = Line(part.get_corner(DR), part.get_corner(UR), color=theme.SECONDARY)
        self.luck = VGroup(part, border.set_stroke(width=4))
        self.luck_label = note(_("luck")).match_y(self.label)
        self.luck_label.set_x(area.left + self.unit / 2)
        super().__init__(self.line, self.label)

    def places(self, times: ArrayLike) -> NDArray[np.float64]:
        """Where scores stand on it that are so many times what luck comes to, shape (n, 3)."""
        xs = self.left + self.unit * np.asarray(times, np.float64)
        return np.stack([xs, np.full_like(xs, self.pile.bottom), 0 * xs], axis=1)

    def dots(self, scores: SourcedArray, luck: float) -> PixelCloud:
        """Scores of one pattern's twins, shape (twins,), as dots that stand on it."""
        values, room = scores.values / luck, PILE_SHARE * self.pile.height
        bins = next(
            (n for n in PILE_BINS if _highest(values, n) * self.unit / n <= room), PILE_BINS[-1]
        )
        edges = np.arange(math.ceil(self.times * bins) + 1) / bins
        xs = self.places(edges)[:, 0]
        pile = dot_pile(
            scores, luck * edges, xs=xs, foot=self.pile.bottom + 0.05, top=self.pile.top
        )
        return pile.place(colors=np.tile(theme.rgb(theme.SECONDARY), (scores.size, 1)))

    def marks(self, times: Sequence[Sourced], *, size: float = DOT) -> VGroup:
        """A dot on it for each of some scores that are so many times what luck comes to."""
        marks = VGroup()
        for place, score in zip(self.places([t.value for t in times]), times, strict=True):
            mark = Dot(place, radius=size, color=theme.TEXT)
            mark.fills = (score,)
            marks.add(mark)
        return marks

    def tall_luck(self) -> VGroup:
        """The part that luck reaches, as high as all that can stand on the axis."""
        height = self.above.top - self.pile.bottom
        return self.luck.copy().stretch_to_fit_height(height, about_edge=DOWN)

    def sides(self, within: int, beyond: int) -> list[Stage]:
        """Places of so many tiles on both sides of where luck ends, the leftmost first.

        They stand on one another in columns, the first ones where luck ends. None is larger than
        what is seen closely, and none within luck larger than those beyond.
        """
        above, end = self.above, self.left + self.unit
        gap = LIFT / 2
        left = Stage(above.left, end - gap, above.top, above.bottom)
        right = Stage(end + gap, above.right, above.top, above.bottom)
        side = _side(right, beyond, self.close.width)
        found = _columns(left, within, _side(left, within, side), way=-1)[::-1]
        return [*found, *_columns(right, beyond, side, way=1)]


def _highest(values: FloatArray, bins: int) -> int:
    return int(np.bincount((bins * values).astype(int)).max())


def _side(room: Stage, count: int, most: float) -> float:
    """Of so many tiles in a room, as large as they fit."""

    def fitting(length: float, beside: int) -> float:
        return length / (beside + GAP_SHARE * (beside - 1))

    shapes = [(rows, math.ceil(count / rows)) for rows in range(1, count + 1)]
    sides = (min(fitting(room.height, r), fitting(room.width, c)) for r, c in shapes)
    return min(most, max(sides, default=most))


def _columns(room: Stage, count: int, side: float, *, way: int) -> list[Stage]:
    """Columns of tiles in a room, from its left end to the right (1), or the other way (-1)."""
    pitch = (1 + GAP_SHARE) * side
    rows = max(int((room.height - side) / pitch + 1e-6) + 1, 1)
    rows = math.ceil(count / max(math.ceil(count / rows), 1))
    start = room.left if way > 0 else room.right
    return [
        square(
            [
                start + way * (side / 2 + pitch * (i // rows)),
                room.bottom + side / 2 + pitch * (i % rows),
                0.0,
            ],
            side,
        )
        for i in range(count)
    ]


class MatchBar(VGroup):
    """How well one pattern matches: a bar along an axis, and a dot at its end.

    Parameters
    ----------
    scores
        Those that it shows in turn, shape (scores,).
    luck
        How far luck comes, of this pattern; nothing is shown beside 0.
    """

    def __init__(self, axis: MatchAxis, scores: SourcedArray, luck: float) -> None:
        self.axis, self.luck = axis, luck or 1.0
        self.bar = VMobject(stroke_width=0, fill_color=theme.TEXT, fill_opacity=1)
        self.dot = Dot(radius=OWN_DOT, color=theme.TEXT)
        self.bar.fills = (scores,)
        super().__init__(self.bar, self.dot)

    def show(self, score: float) -> None:
        """Let the bar be so long; a score below zero has none."""
        start, end = self.axis.places([0.0, max(score, 0.0) / self.luck])
        up = BAR / 2 * UP
        self.bar.set_points_as_corners([start - up, end - up, end + up, start + up, start - up])
        self.dot.move_to(end)


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
        bar: MatchBar,
    ) -> None:
        self.edge = edge_outlines(tile, pictures.row(best))
        cell = tile.grid.cell_side
        self.ways = [cell * np.array([x, -y, 0.0]) for x, y in middles - middles[best]]
        self.scores = scores.values
        self.best, self.bar = best, bar
        bar.show(float(self.scores[0]))
        self.edge.shift(self.ways[0])
        super().__init__(self.edge)

    def slide(self, *, seconds: float) -> list[Animation]:
        """Move the edge over all its places, and then to the best; the bar goes along."""
        stops = [*range(len(self.scores)), *range(len(self.scores) - 2, self.best - 1, -1)]
        home = self.edge.get_center() - self.ways[0]
        path = VMobject().set_points_as_corners([home + self.ways[stop] for stop in stops])
        levels = [float(self.scores[stop]) for stop in stops]

        def follow(bar: MatchBar, alpha: float) -> None:
            bar.show(float(np.interp(alpha * (len(stops) - 1), range(len(stops)), levels)))

        return [
            MoveAlongPath(self.edge, path, rate_func=ease_out_quad, run_time=seconds),
            UpdateFromAlphaFunc(self.bar, follow, rate_func=ease_out_quad, run_time=seconds),
        ]
