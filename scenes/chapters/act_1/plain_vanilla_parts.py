"""Three other kinds of networks, each in its tile; a nerve cell; light on what is joined."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    Animation,
    AnimationGroup,
    Arc,
    Circle,
    Create,
    Dot,
    FadeIn,
    Group,
    Line,
    Mobject,
    MoveAlongPath,
    RoundedRectangle,
    Square,
    Succession,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.network.network_diagram import rest_light
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.stage import theme
from scenes.stage.layout import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.raster.connections import ConnectionLight
    from scenes.subject.sourced import SourcedArray

FAN = 2.5
"""Light of the lines that are pointed at."""
PADDING = 0.3
"""Inside a tile, scene units."""
SKETCH_SHARE = 0.58
"""Of a high tile's height that its sketch takes at most; its words stand below."""
DIMMED = 0.3
"""Light of what is outside the window."""
WINDOW_SHARE = 0.34
"""Of the picture's side: that of the window."""
PARTS, APART = 3, 0.2
"""Parts along a side of the picture, and how far they move apart, in sides of the picture."""
TIP = 0.16


def even_light(weights: FloatArray) -> NDArray[np.float32]:
    """As much light as the connections give at rest, the same for each."""
    light = rest_light(weights)
    return np.full_like(light, light.mean())


def fan_light(light: ConnectionLight, neurons: Sequence[int]) -> NDArray[np.float32]:
    """Light on all connections that leave some neurons, and on no other."""
    fan = np.zeros((light.fan_out, light.fan_in), dtype=np.float32)
    fan[:, list(neurons)] = FAN
    return fan


class SlidingWindow(Group):
    """The picture, and a window of which the cells inside are lit.

    `grid` begins where the picture is.
    """

    def __init__(self, image: PixelGrid, inputs: SourcedArray, color: str) -> None:
        self.grid = image.copy().show_image(inputs)
        side = WINDOW_SHARE * image.height
        self.frame = Square(side, color=color, stroke_width=6).move_to(image)
        self.first = ()
        super().__init__(self.grid, self.frame)

    def look_at(self, across: float, down: float) -> Self:
        """Put the window at a place; (0, 0) is the upper left one, (1, 1) the lower right one."""
        side = WINDOW_SHARE * self.grid.height
        way = (self.grid.height - side) * np.array([across, -down, 0.0])
        middle = self.grid.points[0] + way + side / 2 * (RIGHT + DOWN)
        self.frame.scale_to_fit_height(side).move_to(middle)
        self.grid.set_cell_weights(self._lit(across, down))
        return self

    def appear(self) -> Animation:
        """The window comes, at its first place."""
        self.look_at(0.0, 0.0)
        self.grid.set_cell_weights(np.ones(self.grid.shape))
        dim = self.grid.animate.set_cell_weights(self._lit(0.0, 0.0)).build()
        return AnimationGroup(FadeIn(self.frame), dim, run_time=0.2)

    def _lit(self, across: float, down: float) -> NDArray[np.float64]:
        """How much light each cell has while the window is at a place."""
        inside = []
        for share, count in zip((down, across), self.grid.shape, strict=True):
            place = (np.arange(count) + 0.5) / count - (1 - WINDOW_SHARE) * share
            inside.append((place >= 0) & (place <= WINDOW_SHARE))
        return np.where(inside[0][:, np.newaxis] & inside[1], 1.0, DIMMED)


class SlideWindow(Animation):
    """Let a window slide around the picture and into its middle."""

    def __init__(self, sketch: SlidingWindow, **kwargs: Any) -> None:
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0.5], [0.5, 0.5]], dtype=float)
        self.path = VMobject().set_points_as_corners(np.pad(corners, ((0, 0), (0, 1))))
        super().__init__(sketch, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Put the window on its way."""
        across, down = self.path.point_from_proportion(alpha)[:2]
        self.mobject.look_at(float(across), float(down))


class Recurrence(VGroup):
    """A circle with a way in and a way out, and a way from its end back to its beginning."""

    def __init__(self, color: str) -> None:
        self.disc = Circle(radius=0.6, color=theme.TEXT, stroke_width=5)
        enters, leaves = Line(1.7 * LEFT, 0.7 * LEFT), Line(0.7 * RIGHT, 1.7 * RIGHT)
        self.ways = VGroup(*(VGroup(way, _tip(way)) for way in (enters, leaves)))
        self.ways.set_stroke(theme.SECONDARY, width=5)
        self.loop = Arc(radius=1.15, start_angle=0.05 * PI, angle=0.9 * PI)
        self.loop_tip = _tip(self.loop)
        VGroup(self.loop, self.loop_tip).set_stroke(color, width=6)
        self.dot = Dot(enters.get_start(), radius=0.14, color=color)
        self.first = (self.disc, self.ways)
        super().__init__(*self.first, self.loop, self.loop_tip, self.dot)

    def run(self) -> Animation:
        """A dot goes in and out, and draws the way back."""
        enters, leaves = (way[0] for way in self.ways)
        through = Line(enters.get_start(), leaves.point_from_proportion(0.45))
        again = Line(self.loop.get_end(), self.disc.get_center())
        return Succession(
            MoveAlongPath(self.dot, through, rate_func=linear, run_time=0.5),
            AnimationGroup(
                Create(self.loop, rate_func=linear),
                MoveAlongPath(self.dot, self.loop, rate_func=linear),
                run_time=0.8,
            ),
            AnimationGroup(MoveAlongPath(self.dot, again), FadeIn(self.loop_tip), run_time=0.4),
        )


def _tip(path: Line | Arc) -> VGroup:
    # A chevron keeps its shape on short paths, where manim shrinks the tips of arrows.
    end, before = path.point_from_proportion(1), path.point_from_proportion(0.94)
    along = (end - before) / np.linalg.norm(end - before)
    across = np.array([-along[1], along[0], 0.0])
    return VGroup(*(Line(end - TIP * along + side * 0.6 * TIP * across, end) for side in (1, -1)))


class AllParts(Group):
    """The picture in parts, and lines from each of them to each other, which lie behind them.

    `pieces` begin where the picture is; `lines` lead from piece to piece once these are spread.
    """

    def __init__(self, image: PixelGrid, inputs: SourcedArray, color: str) -> None:
        whole = image.copy().show_image(inputs)
        rows, columns = whole.shape
        self.pieces, self.signal, self.lines = Group(), color, VGroup()
        self.steps: list[NDArray[np.float64]] = []
        for down, below in enumerate(np.array_split(np.arange(rows), PARTS)):
            for across, beside in enumerate(np.array_split(np.arange(columns), PARTS)):
                block = whole.colors[np.ix_(below, beside)]
                piece = PixelGrid(block, side=len(below) * whole.cell_side, sources=inputs)
                corners = [whole.cell_center(int(below[k]), int(beside[k])) for k in (0, -1)]
                piece.move_to(sum(corners) / 2)
                self.pieces.add(piece)
                self.steps.append(np.array([across - 1, 1 - down, 0.0]))
        self.first = (self.pieces,)
        super().__init__(self.lines, self.pieces)

    def spread(self) -> Animation:
        """The parts move apart, as far as leaves them inside the picture's place."""
        middle = self.pieces.get_center()
        factor = 1 / (1 + (PARTS - 1) * APART)
        moves, ends = [], []
        for piece, step in zip(self.pieces, self.steps, strict=True):
            shift = factor * APART * self.pieces.height * step
            ends.append(middle + factor * (piece.get_center() - middle) + shift)
            move = piece.animate.scale(factor, about_point=middle).shift(shift)
            moves.append(move.build())
        self.lines.add(*(Line(one, other) for one, other in combinations(ends, 2)))
        self.lines.set_stroke(self.signal, width=4).set_z_index(-1)
        return AnimationGroup(*moves, run_time=0.5)


Sketch = SlidingWindow | Recurrence | AllParts
"""Its `first` is what is seen of it from the beginning, but for a picture that comes itself."""


class Kind:
    """A tile with a sketch of a kind of network, what it does in plain words, and its name.

    Attributes
    ----------
    tile
        What comes first: its frame, its name, and what the sketch calls `first`.
    words
        What it does.
    place, growth
        Where the sketch stands, and how many times as large as it was made.
    """

    def __init__(self, room: Stage, sketch: Sketch, plain: str, name: str) -> None:
        self.room, self.sketch = room, sketch
        frame = RoundedRectangle(
            corner_radius=0.15, width=room.width, height=room.height, color=theme.RULE,
            stroke_width=2.25,
        ).move_to(room.center)  # fmt: skip
        inner = room.inset(PADDING)
        if room.height > room.width:
            upper, lower = inner.rows(SKETCH_SHARE, 1 - SKETCH_SHARE, gap=PADDING)
        else:
            upper, lower = inner.columns(
                inner.height, inner.width - inner.height - PADDING, gap=PADDING
            )
        self.words = Words(plain, size="focus", width=lower.width, align="center", balanced=True)
        self.name = Words(name, color=theme.SECONDARY)
        VGroup(self.words, self.name).arrange(DOWN, buff=0.3).move_to(lower.center)
        self.place = upper
        self.growth = min(upper.width / sketch.width, upper.height / sketch.height)
        self.tile = Group(frame, self.name, *sketch.first)
        if sketch.first:
            sketch.scale(self.growth).move_to(upper.center)

    @property
    def all_parts(self) -> list[Mobject]:
        """All that is on stage of it."""
        return list(dict.fromkeys([*self.tile, self.words, *self.sketch]))


MIDDLE = 0.6
"""Radius of a cell's body, in radii of the neuron that it becomes."""
BRANCHES = (
    (0.0, 2.7, 0.07), (0.33, 1.0, 0.07), (0.6, 1.1, 0.08), (0.8, 1.6, 0.07), (1.02, 1.9, 0.07),
    (1.22, 1.5, 0.07), (1.45, 1.0, 0.08), (1.72, 0.9, 0.07),
)  # fmt: skip
"""Of a cell: the direction of each branch in half turns, its length, and how wide it begins."""
BEND = 0.12
"""How far branches turn to the side, in radians a radius."""
AROUND = 480


class NerveCell(VMobject):
    """The outline of a nerve cell around a neuron: a body, branches, and one that is longer."""

    def __init__(self, disc: Neuron) -> None:
        super().__init__(color=disc.get_stroke_color(), stroke_width=disc.stroke_width / 2)
        self.rim = disc.stroke_width
        self.set_fill(disc.get_fill_color(), opacity=1)
        self.middle, self.radius = disc.get_center(), disc.width / 2
        self.turns = np.linspace(0, 2 * np.pi, AROUND + 1)
        lengths = MIDDLE * np.ones(AROUND + 1)
        for half_turns, length, width in BRANCHES:
            away = np.angle(np.exp(1j * (self.turns - half_turns * np.pi)))
            lengths += length * np.exp(-np.abs(away) / width)
        self._outline(lengths)

    def round_off(self) -> Self:
        """Become the circle of the neuron."""
        self._outline(np.ones(AROUND + 1))
        return self.set_stroke(width=self.rim)

    def _outline(self, lengths: NDArray[np.float64]) -> None:
        bent = self.turns + BEND * (lengths - 1)
        around = np.stack([np.cos(bent), np.sin(bent), 0 * bent], axis=1)
        self.set_points_as_corners(self.middle + self.radius * lengths[:, np.newaxis] * around)
