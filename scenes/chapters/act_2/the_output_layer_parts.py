"""The outputs as bars, each in a track of its own, and a few of them enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DR, LEFT, RIGHT, Animation, GrowFromPoint, Line, Rectangle, VGroup, VMobject

from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Words, class_label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from manim import Mobject

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced

BAR_SHARE, TRACK_SHARE = 0.6, 0.72
"""Height of a bar, and of its track, in distances from row to row."""
HIGHEST = 0.42
"""Height of a bar at most, scene units."""
THIN = 0.1
"""A bar of this width has no rim: there would be nothing else to see of it."""
VALUE_GAP = 0.2
ROOMY = 0.55
"""From row to row, for large numbers."""
MOST_OF_ROOM = 0.45
"""Of what is right of the names: a large number."""
LINE, ROWS_GAP = 0.55, 0.2
"""Heights of the words over an enlarged output, and of the gap below it, scene units."""
LARGEST_PITCH, LARGEST_LAMP, LAMP_SHARE = 3.0, 0.62, 0.12
"""From one enlarged output to the next, and its lamp's radius, also as a share of the width."""
ROOMY_LAMP = 0.4
"""Radius of a lamp beside which stand large names."""
NAME_SHARE = 0.25
"""Of the room's width: the name of an enlarged output, at most."""
LINE_GAP = 0.08
TICK = (((0.0, 0.45), (0.35, 0.0), (1.0, 1.0)),)
CROSS = (((0.0, 0.0), (1.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)))
VERDICT_SIZE, VERDICT_WIDTH = 0.42, 9


def pitch_of(rows: Sequence[float]) -> float:
    """The distance from row to row; of a lone row the largest that makes a difference."""
    return float(np.min(np.abs(np.diff(rows)), initial=HIGHEST / BAR_SHARE))


def value_room(
    numbers: Iterable[Sourced], rows: Sequence[float], left: float, right: float
) -> tuple[float, str]:
    """Where tracks end that begin at `left` and have their numbers behind them, and their size.

    They are as large as rows of these heights and a room from `left` to `right` allow.
    """
    shown = list(numbers)
    size = "focus" if pitch_of(rows) >= ROOMY else "number"
    widest = max(ValueLabel(number, size=size).width for number in shown)
    if widest > MOST_OF_ROOM * (right - left):
        size = "number"
        widest = max(ValueLabel(number, size=size).width for number in shown)
    return right - VALUE_GAP - widest, size


class OutputBars(VGroup):
    """Numbers as bars from 0 on, each in a row of its own, on a track from `low` to `high`.

    Parameters
    ----------
    rows
        The height of each bar's middle.
    left
        Where all tracks begin.
    unit
        The length of the number one.
    size
        Of the numbers behind the tracks.
    pitch
        Room for each bar; None is the distance from row to row.
    """

    def __init__(
        self,
        numbers: Sequence[Sourced],
        *,
        rows: Sequence[float],
        left: float,
        unit: float,
        low: float,
        high: float,
        size: str = "number",
        pitch: float | None = None,
    ) -> None:
        self.zero, self.size = left - unit * low, size
        pitch = pitch or pitch_of(rows)
        self.tracks, self.bars = VGroup(), VGroup()
        for number, y in zip(numbers, rows, strict=True):
            track = Rectangle(width=unit * (high - low), height=TRACK_SHARE * pitch)
            track.set_stroke(theme.RULE, width=1.5).set_fill(theme.PANEL, opacity=1)
            self.tracks.add(track.move_to([left, y, 0], aligned_edge=LEFT))
            bar = Rectangle(width=unit * abs(number.value), height=BAR_SHARE * pitch)
            bar.set_stroke(theme.BACKGROUND, width=2 if bar.width > THIN else 0)
            bar.set_fill(theme.TEXT if number.value >= 0 else theme.SECONDARY, opacity=1)
            side = LEFT if number.value >= 0 else RIGHT
            bar.fills = (number,)
            self.bars.add(bar.move_to([self.zero, y, 0], aligned_edge=side))
        self.bars.set_z_index(1)
        super().__init__(self.tracks, self.bars)

    def growing(self) -> list[Animation]:
        """Let each bar grow in its track."""
        return [GrowFromPoint(bar, [self.zero, bar.get_y(), 0]) for bar in self.bars]

    def beside(self, row: int, number: Sourced, color: str = theme.SECONDARY) -> ValueLabel:
        """The number of a row, behind its track."""
        value = ValueLabel(number, size=self.size, color=color, align="left")
        track = self.tracks[row]
        return value.next_to(track, RIGHT, buff=VALUE_GAP).set_y(track.get_y())


class LayerName(VGroup):
    """A brace around all outputs with their names, and what they are together.

    The words stand right of the brace on a wide stage, above it on any other.
    """

    def __init__(self, diagram: NetworkDiagram) -> None:
        area, lamps = stage(), diagram.columns[-1]
        ends = VGroup(lamps, *(diagram.end_of(i) for i in range(len(lamps))))
        self.brace = VMobject() if len(lamps) == 1 else SideBrace(ends, buff=0.2, depth=0.4)
        left = float(VGroup(ends, self.brace).get_right()[0]) + VALUE_GAP
        self.words = Words(_("output layer"), size="title")
        if area.is_wide:
            fit(self.words, area.right - left, area.height)
            self.words.move_to([left, ends.get_y(), 0], aligned_edge=LEFT)
        else:
            corner = [area.right, float(diagram.image_frame.get_bottom()[1]), 0.0]
            fit(self.words, area.right - float(diagram.places.aside[0]), area.height)
            self.words.move_to(corner, aligned_edge=DR)
        super().__init__(self.brace, self.words)


class Votes(VGroup):
    """A few outputs, enlarged: each a lamp with its name, and a bar with its number behind it.

    Parameters
    ----------
    area
        What they have of the stage.
    numbers, levels, names
        Of these outputs, by their indices, from the highest row to the lowest; levels are how
        bright their lamps are, 0..1.
    low, high
        Where the tracks of the bars begin and end.
    """

    def __init__(
        self,
        area: Stage,
        numbers: Mapping[int, Sourced],
        levels: Mapping[int, float],
        names: Mapping[int, str],
        *,
        low: float,
        high: float,
    ) -> None:
        pitch = min(area.height / len(numbers), LARGEST_PITCH)
        radius = min((pitch - LINE - ROWS_GAP) / 2, LARGEST_LAMP, LAMP_SHARE * area.width)
        self.area, self.outputs = area, list(numbers)
        self.size = "focus" if radius > ROOMY_LAMP else "body"
        height = LINE + ROWS_GAP / 2 + 2 * radius
        middle = float(area.center[1])
        tops = [
            middle + ((len(numbers) - 1) / 2 - turn) * pitch + height / 2
            for turn in range(len(numbers))
        ]
        self.middles = [top - LINE / 2 for top in tops]
        rows = [top - height + radius for top in tops]
        self.lamps, self.names = VGroup(), VGroup()
        for output, y in zip(self.outputs, rows, strict=True):
            lamp = Neuron(radius=radius).move_to([area.left + radius, y, 0])
            name = class_label(
                names[output],
                width=NAME_SHARE * area.width,
                size="title" if radius > ROOMY_LAMP else "body",
            )
            self.lamps.add(lamp.fire(numbers[output], levels[output]))
            self.names.add(name.set_color(theme.TEXT).next_to(lamp, RIGHT, buff=VALUE_GAP))
        left = max(float(name.get_right()[0]) for name in self.names) + VALUE_GAP
        end, size = value_room(numbers.values(), rows, left, area.right)
        self.bars = OutputBars(
            list(numbers.values()),
            rows=rows, left=left, unit=(end - left) / (high - low), low=low, high=high,
            size=size, pitch=2 * radius,
        )  # fmt: skip
        values = (self.bars.beside(row, n, theme.TEXT) for row, n in enumerate(numbers.values()))
        self.values = VGroup(*values)
        super().__init__(self.lamps, self.names, self.bars, self.values)

    def heading(self, output: int, template: str, color: str) -> Words:
        """Words above a row, with room for a mark behind them."""
        words = Words(template, size=self.size, color=color)
        fit(words, self.area.width - VERDICT_SIZE - 2 * VALUE_GAP, LINE)
        middle = self.middles[self.outputs.index(output)]
        return words.move_to([self.area.left, middle, 0], aligned_edge=LEFT)

    def callouts(self, lamps: Mapping[int, Mobject], color: str) -> VGroup:
        """A line to each lamp from where it stands, small, among all outputs."""
        return VGroup(
            *(
                Line(lamps[output].get_right() + LINE_GAP * RIGHT, lamp.get_left())
                for output, lamp in zip(self.outputs, self.lamps, strict=True)
                if output in lamps
            )
        ).set_stroke(color, width=2)


class Verdict(VMobject):
    """A tick or a cross behind words."""

    def __init__(self, words: Words, *, is_right: bool, color: str) -> None:
        super().__init__(color=color, stroke_width=VERDICT_WIDTH)
        strokes = TICK if is_right else CROSS
        for stroke in strokes:
            points = np.pad(VERDICT_SIZE * np.array(stroke), ((0, 0), (0, 1)))
            self.start_new_path(points[0])
            self.add_points_as_corners(points[1:])
        self.next_to(words, RIGHT, buff=2 * VALUE_GAP).set_y(words.get_y())
