"""Emblems: a drawing for each act, made of a few lines and discs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    AnimationGroup,
    CapStyleType,
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Rotate,
    ShowPassingFlash,
    Square,
    Succession,
    Transform,
    Triangle,
    VGroup,
    VMobject,
    there_and_back,
)

from scenes.mobjects.network.neuron import LIGHT, Neuron
from scenes.motion.pointing import pulse
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim import Animation
    from numpy.typing import NDArray

WIDTH = 7.0
"""Of lines, and of the signal's."""
SECONDS = 1.4
"""In which an emblem is drawn."""
ON_SECONDS = 0.8
"""In which it goes on, once it is drawn."""


class Emblem(VGroup):
    """A drawing; `draw` lets it come to life, and `go_on` keeps it moving."""

    def __init__(self, color: str) -> None:
        self.color_of_signal = color
        super().__init__()
        self.build()

    def build(self) -> None:
        """Make the parts."""
        raise NotImplementedError

    def draw(self) -> Animation:
        """Draw the parts, within `SECONDS`."""
        raise NotImplementedError

    def go_on(self) -> Animation:
        """Move once more, within `ON_SECONDS`."""
        raise NotImplementedError


def _signals(lines: Iterable[Line], color: str) -> list[Animation]:
    """A short light that runs along each line."""
    return [
        ShowPassingFlash(line.copy().set_stroke(color, width=WIDTH), time_width=0.6)
        for line in lines
    ]


class QuestionOnPaper(Emblem):
    """A pen writes a question mark on paper."""

    def build(self) -> None:
        """A frame, the hook, and the dot."""
        self.paper = Square(2.0, color=theme.SECONDARY, stroke_width=3)
        self.paper.set_fill("#000000", opacity=1)
        turn = np.linspace(0.9 * PI, -0.4 * PI, 24)
        bow = np.stack([0.36 * np.cos(turn), 0.36 * np.sin(turn) + 0.34, 0 * turn], axis=1)
        hook = VMobject().set_points_smoothly([*bow, np.array([0.0, -0.15, 0]), [0, -0.34, 0]])
        dot = Line([0, -0.66, 0], [0, -0.67, 0])
        self.mark = VGroup(hook, dot).set_stroke(self.color_of_signal, width=16)
        for stroke in self.mark:
            stroke.set_cap_style(CapStyleType.ROUND)
        self.add(self.paper, self.mark)

    def draw(self) -> Animation:
        """Write the mark on the paper."""
        return AnimationGroup(
            FadeIn(self.paper, run_time=0.4),
            Succession(
                Create(self.mark[0], run_time=0.75 * SECONDS),
                Create(self.mark[1], run_time=0.25 * SECONDS),
            ),
        )

    def go_on(self) -> Animation:
        """The mark swells: it is asked."""
        return pulse(self.mark, color=self.color_of_signal, scale=1.15)


class OneNeuron(Emblem):
    """Lines lead into a neuron, and it is lit."""

    def build(self) -> None:
        """Five lines and a disc."""
        self.neuron = Neuron(radius=0.62).shift(0.8 * RIGHT)
        self.neuron.set_stroke(width=WIDTH)
        starts = [np.array([-1.7, y, 0]) for y in np.linspace(1, -1, 5)]
        end = self.neuron.get_center()
        lines = VGroup(*(Line(start, end, buff=0.7) for start in starts))
        self.lines = lines.set_stroke(theme.SECONDARY, width=0.7 * WIDTH)
        self.add(self.lines, self.neuron)

    def draw(self) -> Animation:
        """Draw the lines towards the disc, and let light run along them."""
        signals = _signals(self.lines, self.color_of_signal)
        return Succession(
            AnimationGroup(
                LaggedStart(*map(Create, self.lines), lag_ratio=0.15, run_time=0.5 * SECONDS),
                FadeIn(self.neuron, run_time=0.4),
            ),
            LaggedStart(*signals, lag_ratio=0.15, run_time=0.5 * SECONDS),
        )

    def go_on(self) -> Animation:
        """It has arrived: the neuron is lit."""
        return self.neuron.animate(run_time=ON_SECONDS).set_fill(LIGHT)


def layers_of(sizes: tuple[int, ...]) -> tuple[VGroup, VGroup]:
    """Columns of neurons, and the lines between them."""
    columns = VGroup(
        *(
            VGroup(*(Neuron(radius=0.2) for _ in range(size))).arrange(DOWN, buff=0.2)
            for size in sizes
        )
    ).arrange(RIGHT, buff=1.0)
    lines = VGroup(
        *(
            VGroup(*(Line(one.get_center(), two.get_center()) for one in before for two in after))
            for before, after in pairwise(columns)
        )
    )
    return columns, lines.set_stroke(theme.SECONDARY, width=3)


class Layers(Emblem):
    """Light goes from layer to layer."""

    def build(self) -> None:
        """Three columns and their lines."""
        self.columns, self.lines = layers_of((4, 5, 3))
        self.add(self.lines, self.columns)

    def draw(self) -> Animation:
        """Show the columns, then light one in each, from left to right."""
        return Succession(
            AnimationGroup(
                LaggedStart(*map(Create, self.lines), lag_ratio=0.3),
                LaggedStart(*map(FadeIn, self.columns), lag_ratio=0.2),
                run_time=0.5 * SECONDS,
            ),
            self._light_up(0, seconds=0.5 * SECONDS),
        )

    def go_on(self) -> Animation:
        """Light a second one in each."""
        return self._light_up(1, seconds=ON_SECONDS)

    def _light_up(self, turn: int, *, seconds: float) -> Animation:
        neurons = (column[len(column) // 2 - turn] for column in self.columns)
        return LaggedStart(
            *(neuron.animate.set_fill(LIGHT) for neuron in neurons),
            lag_ratio=0.4,
            run_time=seconds,
        )


class Balance(Emblem):
    """A balance tips."""

    def build(self) -> None:
        """A foot, a beam, and a disc at each of its ends."""
        self.foot = Triangle(color=theme.TEXT, stroke_width=WIDTH).scale(0.45)
        self.foot.move_to([0, -1, 0], aligned_edge=DOWN)
        top = self.foot.get_top()
        beam = Line(top + 1.6 * LEFT, top + 1.6 * RIGHT).set_stroke(theme.TEXT, width=WIDTH)
        weights = VGroup(Neuron(radius=0.3), Neuron(radius=0.45).set_fill(LIGHT))
        for weight, end in zip(weights, (beam.get_start(), beam.get_end()), strict=True):
            weight.move_to(end + (weight.height / 2 + 0.05) * UP)
        self.tipping = VGroup(beam, weights)
        self.add(self.foot, self.tipping)

    def draw(self) -> Animation:
        """Let it tip to the heavier side."""
        return Succession(
            FadeIn(self, run_time=0.3 * SECONDS),
            self._tip(-0.07 * PI, run_time=0.7 * SECONDS),
        )

    def go_on(self) -> Animation:
        """Let it swing back a little, and come to rest."""
        return self._tip(0.03 * PI, rate_func=there_and_back, run_time=ON_SECONDS)

    def _tip(self, angle: float, **kwargs: Any) -> Animation:
        return Rotate(self.tipping, angle=angle, about_point=self.foot.get_top(), **kwargs)


def bracket(height: float, side: NDArray[np.float64]) -> VMobject:
    """A square bracket that opens away from its side."""
    lip = -0.18 * side
    ends = [0.5 * height * UP + lip, 0.5 * height * UP, 0.5 * height * DOWN]
    return (
        VMobject()
        .set_points_as_corners([*ends, 0.5 * height * DOWN + lip])
        .set_stroke(theme.TEXT, width=WIDTH)
    )


class MatrixTimesColumn(Emblem):
    """A square of numbers beside a column of them."""

    def build(self) -> None:
        """Cells and discs in brackets."""
        self.cells = VGroup(
            *(
                Square(0.42, stroke_width=0).set_fill(theme.TEXT, opacity=shade)
                for shade in (0.9, 0.25, 0.5, 0.4, 0.8, 0.2, 0.3, 0.6, 1.0)
            )
        ).arrange_in_grid(3, 3, buff=0.14)
        self.discs = VGroup(*(Neuron(radius=0.22) for _ in range(3))).arrange(DOWN, buff=0.16)
        self.discs[0].set_fill(LIGHT)
        self.discs[2].set_fill(LIGHT)
        self.discs.next_to(self.cells, RIGHT, buff=0.9)
        self.brackets = VGroup()
        for block in (self.cells, self.discs):
            for side in (LEFT, RIGHT):
                edge = block.get_edge_center(side) + 0.2 * side
                self.brackets.add(bracket(2.0, side).shift(edge))
        self.add(self.brackets, self.cells, self.discs)
        self.center()

    def draw(self) -> Animation:
        """Draw brackets, then what is in them."""
        return AnimationGroup(
            LaggedStart(*map(Create, self.brackets), lag_ratio=0.1, run_time=0.5 * SECONDS),
            LaggedStart(
                *(FadeIn(part, scale=0.5) for part in (*self.cells, *self.discs)),
                lag_ratio=0.1,
                run_time=SECONDS,
            ),
        )

    def go_on(self) -> Animation:
        """One row after another meets the column."""
        rows = (pulse(*self.cells[i : i + 3], color=theme.TEXT) for i in range(0, 9, 3))
        return LaggedStart(*rows, lag_ratio=0.5, run_time=ON_SECONDS)


class StraightOrBent(Emblem):
    """A curve is drawn, and becomes a straight line."""

    def build(self) -> None:
        """Two axes and a curve."""
        self.axes = VGroup(Line(1.9 * LEFT + DOWN, 1.9 * RIGHT + DOWN), Line(DOWN, UP))
        self.axes.set_stroke(theme.SECONDARY, width=0.6 * WIDTH)
        xs = np.linspace(-1.8, 1.8, 31)
        ys = 1.7 / (1 + np.exp(-4 * xs)) - 0.9
        self.curve = VMobject().set_points_smoothly(np.stack([xs, ys, 0 * xs], axis=1))
        self.curve.set_stroke(self.color_of_signal, width=1.3 * WIDTH)
        self.add(self.axes, self.curve)

    def draw(self) -> Animation:
        """Draw the curve, and let it be straight."""
        ends = self.curve.get_start(), self.curve.get_end()
        points = np.linspace(*ends, 31)
        straight = VMobject().set_points_smoothly(points).match_style(self.curve)
        self.bent = self.curve.copy()
        return AnimationGroup(
            FadeIn(self.axes, run_time=0.4),
            Succession(
                Create(self.curve, run_time=0.5 * SECONDS),
                Transform(self.curve, straight, run_time=0.5 * SECONDS),
            ),
        )

    def go_on(self) -> Animation:
        """The line is a curve again."""
        return Transform(self.curve, self.bent, run_time=ON_SECONDS)


class TwoNetworks(Emblem):
    """A small network, and a larger one beside it."""

    def build(self) -> None:
        """Columns and lines of both."""
        self.networks = VGroup()
        for sizes in ((2, 3, 2), (4, 6, 6, 3)):
            columns, lines = layers_of(sizes)
            self.networks.add(VGroup(lines, columns))
        self.networks.arrange(RIGHT, buff=1.4)
        self.add(self.networks)

    def draw(self) -> Animation:
        """Show one after the other, then let light run through both."""
        runs = (
            Succession(
                *(
                    AnimationGroup(*_signals(pair, self.color_of_signal), run_time=1 / len(lines))
                    for pair in lines
                )
            )
            for lines, _columns in self.networks
        )
        return Succession(
            LaggedStart(*map(FadeIn, self.networks), lag_ratio=0.5, run_time=0.5 * SECONDS),
            AnimationGroup(*runs, run_time=0.5 * SECONDS),
        )

    def go_on(self) -> Animation:
        """Light an output of each."""
        outputs = (columns[-1][0] for _lines, columns in self.networks)
        return AnimationGroup(
            *(output.animate.set_fill(LIGHT) for output in outputs), run_time=ON_SECONDS
        )


EMBLEMS: tuple[type[Emblem], ...] = (
    QuestionOnPaper,
    OneNeuron,
    Layers,
    Balance,
    MatrixTimesColumn,
    StraightOrBent,
    TwoNetworks,
)
"""One for each act."""
