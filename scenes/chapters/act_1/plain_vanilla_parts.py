"""Three other kinds of networks, each in its tile; a nerve cell; light on what is joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    Group,
    LaggedStart,
    Line,
    Mobject,
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
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.raster.connections import ConnectionLight
    from scenes.subject.sourced import SourcedArray

FAN = 2.5
"""Light of the lines that are pointed at."""
PADDING = 0.22
"""Inside a tile, scene units."""
TILE_GAP, WIDE_GAP = 0.3, 0.6
"""Between the others' tiles, and between the network and them."""
TILE_SHARES = 0.57, 0.43
"""Of a wide stage: the network's tile, and the others beside it."""
SKETCH_SHARE = 0.56
"""Of a tile, its width or its height, that its sketch takes at most; the name takes the rest."""
DIMMED = 0.3
"""Light of what is outside the window."""
WINDOW_SHARE = 0.34
"""Of the picture's side: that of the window."""
LOUDNESS = 0.2, 0.5, 0.35, 0.8, 1.3, 0.9, 0.6, 1.0, 1.25, 0.45, 0.7, 0.3
"""Heights of the bars that stand for speech: a symbol, not a recording."""
TEXT_WIDTH = 2.4
"""Of the lines of a text."""


def even_light(weights: FloatArray) -> NDArray[np.float32]:
    """As much light as the connections give at rest, the same for each."""
    light = rest_light(weights)
    return np.full_like(light, light.mean())


def fan_light(light: ConnectionLight, neurons: Sequence[int]) -> NDArray[np.float32]:
    """Light on all connections that leave some neurons, and on no other."""
    fan = np.zeros((light.fan_out, light.fan_in), dtype=np.float32)
    fan[:, list(neurons)] = FAN
    return fan


def by_neuron(light: ConnectionLight) -> NDArray[np.float64]:
    """Start and end of every connection, shape (fan_out, fan_in, 2, 3)."""
    return light.lines().reshape(light.fan_out, light.fan_in, 2, 3)


class SlidingWindow(Group):
    """The picture, and a window of which the cells inside are lit."""

    def __init__(self, image: PixelGrid, inputs: SourcedArray, color: str) -> None:
        self.grid = image.copy().show_image(inputs)
        side = WINDOW_SHARE * image.height
        self.frame = Square(side, color=color, stroke_width=6).move_to(image)
        self.first = (self.grid, self.frame)
        super().__init__(*self.first)
        self.look_at(0.0, 0.0)
        self.grid.set_cell_weights(np.ones(self.grid.shape))

    def look_at(self, across: float, down: float) -> Self:
        """Put the window at a place; (0, 0) is the upper left one, (1, 1) the lower right one."""
        side = WINDOW_SHARE * self.grid.height
        way = (self.grid.height - side) * np.array([across, -down, 0.0])
        middle = self.grid.points[0] + way + side / 2 * (RIGHT + DOWN)
        self.frame.scale_to_fit_height(side).move_to(middle)
        self.grid.set_cell_weights(self._lit(across, down))
        return self

    def move(self, seconds: float) -> Animation:
        """All outside the window gets dark, and it slides."""
        dim = self.grid.animate(run_time=0.3).set_cell_weights(self._lit(0.0, 0.0)).build()
        return Succession(dim, SlideWindow(self, run_time=seconds))

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


class Speech(VGroup):
    """The wave of a voice."""

    def __init__(self, color: str) -> None:
        self.signal = color
        bars = (Line(height / 2 * DOWN, height / 2 * UP) for height in LOUDNESS)
        super().__init__(*bars)
        self.set_stroke(theme.TEXT, width=6).arrange(RIGHT, buff=0.22)
        self.first = tuple(self)

    def move(self, seconds: float) -> Animation:
        """It is heard, bar by bar."""
        heard = [bar.animate.set_stroke(self.signal).build() for bar in self]
        return LaggedStart(*heard, lag_ratio=0.5, run_time=seconds)


class Text(VGroup):
    """The beginning of a story."""

    def __init__(self, color: str) -> None:
        self.signal = color
        self.words = Words(_("Once upon a time"), width=TEXT_WIDTH, align="left")
        self.first = (self.words,)
        super().__init__(self.words)

    def move(self, seconds: float) -> Animation:
        """It is read, letter by letter."""
        read = [letter.animate.set_color(self.signal).build() for letter in self.words]
        return LaggedStart(*read, lag_ratio=0.5, run_time=seconds)


Sketch = SlidingWindow | Speech | Text
"""Its `first` is what is seen of it from the beginning."""


def tile_rooms() -> list[Stage]:
    """Rooms of the tiles, that of the network first: the largest on a wide stage."""
    area = stage()
    if not area.is_wide:
        return list(area.cells(2, 2, gap=WIDE_GAP))
    large, beside = area.columns(*TILE_SHARES, gap=WIDE_GAP)
    return [large, *beside.rows(1, 1, 1, gap=TILE_GAP)]


def tile_frame(width: float, height: float) -> RoundedRectangle:
    """The frame of a tile."""
    return RoundedRectangle(
        corner_radius=0.15, width=width, height=height, color=theme.RULE, stroke_width=2.25
    )


class Kind:
    """A tile with a sketch of a kind of network, and what that kind is for.

    `tile` is what comes first: its frame, its name, and what the sketch calls `first`.
    """

    def __init__(self, room: Stage, sketch: Sketch, name: str) -> None:
        self.sketch = sketch
        inner, shares = room.inset(PADDING), (SKETCH_SHARE, 1 - SKETCH_SHARE)
        split = inner.columns if room.is_wide else inner.rows
        place, rest = split(*shares, gap=PADDING)
        words = Words(name, width=rest.width, align="center", balanced=True).move_to(rest.center)
        sketch.scale(min(place.width / sketch.width, place.height / sketch.height))
        sketch.move_to(place.center)
        self.frame = tile_frame(room.width, room.height).move_to(room.center)
        self.tile = Group(self.frame, words, *sketch.first)

    @property
    def all_parts(self) -> list[Mobject]:
        """All that is on stage of it."""
        return list(dict.fromkeys([*self.tile, *self.sketch]))

    def come(self, seconds: float) -> Animation:
        """The tile appears, and its sketch moves for so long."""
        return Succession(FadeIn(*self.tile, run_time=0.3), self.sketch.move(seconds))


BODY = 0.62
"""Radius of a cell's body, in radii of the neuron that it becomes."""
INPUTS = ((0.66, 0.77), (0.88, 1.0), (1.11, 0.9), (1.28, 0.77))
"""Of a cell: directions of its branches in half turns, from above to below, and their lengths."""
TWIGS = ((-0.08, 0.78), (0.07, 1.0))
"""How far both ends of a branch turn to the side, in half turns, and their lengths, in its own."""
OUTPUT_ENDS = (0.34, 0.12, -0.1, -0.32)
"""Heights of the ends of its one output, in lengths of it."""
FORK = 0.55, 0.7
"""Where branches, and the output, divide: shares of their length."""
LONGEST_INPUT, LONGEST_OUTPUT, LONGEST_LINE = 2.9, 4.7, 6.0
REACH = 0.95
"""Of what is seen beside the neuron: how far branches may go."""
STEPS = 20
THICK, THIN, LINE = 0.13, 0.02, 0.012
"""Half of a branch's width at the body and at its end, and of a line."""
AROUND = 240


class NerveCell(VGroup):
    """A nerve cell in the place of a neuron: a body, branches that lead in, and one that leads out.

    `bud` makes it the neuron's circle, `branch` a cell, `join` the circle with lines.

    Parameters
    ----------
    seen
        What is seen of the scene: branches end in it.
    lines_into, lines_out
        Of the neuron's connections, start and end, shape (n, 2, 3): some of them are what the
        branches become. Without an output there is none to become one.
    """

    def __init__(
        self,
        disc: Neuron,
        seen: Stage,
        *,
        lines_into: NDArray[np.float64],
        lines_out: NDArray[np.float64] | None,
    ) -> None:
        self.middle, self.radius = disc.get_center(), disc.width / 2
        self.rim = disc.stroke_width
        room = REACH * seen.width / 2 / self.radius
        self.inputs = [_towards(turn) for turn, _length in INPUTS]
        self.courses = [
            _course(
                way, longer * length * min(room, LONGEST_INPUT) * _towards(turn + twig), FORK[0]
            )
            for (turn, length), way in zip(INPUTS, self.inputs, strict=True)
            for twig, longer in TWIGS
        ]
        into = lines_into[_evenly(len(lines_into), len(self.courses))]
        away = min(room, LONGEST_OUTPUT)
        ends = [np.array([away, height * away, 0.0]) for height in OUTPUT_ENDS]
        self.courses += [_course(RIGHT, end, FORK[1]) for end in ends]
        if lines_out is None:
            out = np.full((len(ends), 2, 3), disc.get_right())
        else:
            out = lines_out[_evenly(len(lines_out), len(ends))]
        self.lines = [*into[:, ::-1], *out]
        self.ways = VGroup(*(VMobject() for _course in self.courses))
        self.ways.set_fill(disc.get_stroke_color(), opacity=1).set_stroke(width=0)
        self.body = VMobject(color=disc.get_stroke_color(), stroke_width=self.rim)
        self.body.set_fill(disc.get_fill_color(), opacity=1)
        super().__init__(self.ways, self.body)

    def bud(self) -> Self:
        """Be the neuron's circle."""
        for way, course in zip(self.ways, self.courses, strict=True):
            self._draw(way, np.tile(BODY * course[:1], (STEPS, 1)), np.full(STEPS, THIN))
        return self._round(np.ones(AROUND + 1))

    def branch(self) -> Self:
        """Be a nerve cell."""
        widths = np.geomspace(THICK, THIN, STEPS)
        for way, course in zip(self.ways, self.courses, strict=True):
            self._draw(way, course, widths)
        turns = np.linspace(0, 2 * np.pi, AROUND + 1)
        lengths = BODY * np.ones(AROUND + 1)
        for half_turns in (0.0, *(turn for turn, _length in INPUTS)):
            away = np.angle(np.exp(1j * (turns - half_turns * np.pi)))
            lengths += 0.35 * BODY * np.exp(-((away / 0.27) ** 2))
        return self._round(lengths)

    def join(self) -> Self:
        """Be the neuron's circle, the branches some of its lines."""
        for way, (start, end) in zip(self.ways, self.lines, strict=True):
            along = (end - start) / self.radius
            along *= min(1.0, LONGEST_LINE / max(float(np.linalg.norm(along)), 1e-9))
            share = np.linspace(0, 1, STEPS)[:, np.newaxis]
            course = (start - self.middle) / self.radius + share * along
            self._draw(way, course, np.full(STEPS, LINE))
        return self._round(np.ones(AROUND + 1))

    def _draw(
        self, way: VMobject, course: NDArray[np.float64], widths: NDArray[np.float64]
    ) -> None:
        along = np.gradient(course, axis=0)
        length = np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
        aside = np.stack([-along[:, 1], along[:, 0], 0 * along[:, 2]], axis=1) / length
        aside *= widths[:, np.newaxis]
        outline = np.concatenate([course + aside, (course - aside)[::-1]])
        way.set_points_as_corners(self.middle + self.radius * outline)

    def _round(self, lengths: NDArray[np.float64]) -> Self:
        turns = np.linspace(0, 2 * np.pi, AROUND + 1)
        around = np.stack([np.cos(turns), np.sin(turns), 0 * turns], axis=1)
        outline = self.middle + self.radius * lengths[:, np.newaxis] * around
        self.body.set_points_as_corners(outline)
        return self


def _towards(half_turns: float) -> NDArray[np.float64]:
    return np.array([np.cos(half_turns * np.pi), np.sin(half_turns * np.pi), 0.0])


def _evenly(count: int, chosen: int) -> NDArray[np.intp]:
    return np.linspace(0, count - 1, chosen).round().astype(np.intp)


def _course(way: NDArray[np.float64], end: NDArray[np.float64], fork: float) -> NDArray[np.float64]:
    """From a body's edge straight in the direction of `way`, then, from the fork on, to an end.

    In radii around the body's middle, shape (STEPS, 3).
    """
    length = float(np.linalg.norm(end))
    start, divides = BODY * way, max(fork * length, BODY) * way
    turn = divides + 0.4 * (length - np.linalg.norm(divides)) * way
    share = np.linspace(0, 1, STEPS // 2)[:, np.newaxis]
    trunk = (1 - share) * start + share * divides
    twig = (1 - share) ** 2 * divides + 2 * share * (1 - share) * turn + share**2 * end
    return np.concatenate([trunk, twig])
