"""The network as a box, the pixel that changes, and the curves of the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Animation,
    Arrow,
    Group,
    Line,
    RoundedRectangle,
    Square,
    VGroup,
    VMobject,
    linear,
)
from manim.utils.color import ManimColor

from scenes.mobjects.grids.elision import ShownIndices
from scenes.mobjects.network.network_diagram import rest_light
from scenes.mobjects.network.neuron import Neuron, NeuronColumn
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Formula, Words, class_label, em, note
from scenes.mobjects.text.value_label import ValueLabel, width_in_em
from scenes.stage import theme
from scenes.stage.layout import MUCH_LONGER, Stage, stage
from scenes.stage.scales import brightness, gray
from scenes.subject.record_view import RecordView
from scenes.subject.words import _, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from manim.typing import Point3D
    from numpy.typing import NDArray

    from network.mlp import MLP
    from scenes.subject.sourced import Sourced, SourcedArray

HEADING = 0.6
"""Height of the line of headings over the outputs."""
LARGE_SIDE = 0.7
"""Of a pixel that is drawn large."""
ARROW_ROOM = 0.75
"""Between the picture and the box, and between the box and its outputs."""
FLAT_SHARE = 0.24
"""Of a tall stage's height, for the box."""
COLUMN_WIDTH = 2.65
"""Of the box that stands below the picture, beside its outputs."""


@dataclass(frozen=True)
class FunctionRoom:
    """The way from the picture through the box to its outputs.

    It leads from left to right on a wide stage and down on a tall one; on any other, down to the
    box and then to the right.

    Attributes
    ----------
    box
        The box of the function.
    board
        The rows of its outputs; the discs have their middles at its left edge.
    pixel
        A pixel of the picture, large, with its value.
    """

    box: Stage
    board: Stage
    pixel: Stage


def function_room(picture: Mobject) -> FunctionRoom:
    """The room of the present stage around a picture that stands where a network has it."""
    area, inner, frame = stage(), stage().inset(0.1), _edges(picture)
    right, below = frame.right + ARROW_ROOM, frame.bottom - ARROW_ROOM
    if area.is_wide:
        middle, half = area.center[1], 0.33 * area.height
        box = Stage(right, area.at(0.6, 0)[0], middle + half, middle - half)
        board = replace(inner, left=box.right + ARROW_ROOM + 0.15)
        pixel = replace(frame, top=area.at(0, 0.13)[1] + LARGE_SIDE / 2, bottom=area.bottom)
    elif area.is_tall:
        box = replace(area, top=below, bottom=below - FLAT_SHARE * area.height)
        board = replace(inner, left=frame.center[0], top=box.bottom - ARROW_ROOM + HEADING)
        pixel = replace(frame, left=frame.right, right=area.right).inset(0.0, 0.27 * frame.height)
    else:
        box = replace(area, top=below, right=area.left + COLUMN_WIDTH)
        board = replace(inner, left=box.right + ARROW_ROOM + 0.15)
        pixel = replace(frame, left=frame.right, right=board.left).inset(0.25, 0.0)
    return FunctionRoom(box, board, pixel)


def _edges(part: Mobject) -> Stage:
    (left, bottom, _), (right, top, _) = part.get_corner(DL), part.get_corner(UR)
    return Stage(float(left), float(right), float(top), float(bottom))


NEURON_RADIUS = 0.16
CURVE_WIDTH = 4.0
NAME_WIDTH, SHORT_NAME, SHORT_VALUE = 1.3, 0.4, 1.2
"""Of the name of a class: at most; and of name and value what leaves the values where they are."""
VALUE_ROOM = 1.7
"""Width of a large pixel with its value beside it."""
LEAST_PITCH = 0.33
"""From row to row."""
FULL = 0.46
"""How far from its start the curve with the largest change goes, as a share of a row."""


def rows_in(room: Stage) -> int:
    """How many rows of outputs can be read there."""
    return int((room.height - HEADING) / LEAST_PITCH)


class AnswerBoard(VGroup):
    """One row an output: its neuron, its name, its value, and its curve so far.

    Of more outputs than there is room for, some are `drawn`, and dots below them. All curves begin
    in the middle of their row and have one scale.

    Parameters
    ----------
    outputs
        In the order in which they are shown, one array a step, each of shape (classes,).
    most
        The one that moves most.
    drawn
        Which outputs have a row.
    names
        Of the classes.
    activation
        Name of the last layer's activation function.
    palette
        The curve that moves most has its signal color.
    """

    def __init__(
        self,
        outputs: Sequence[SourcedArray],
        *,
        most: int,
        drawn: ShownIndices,
        names: Sequence[str],
        activation: str,
        left: float,
        right: float,
        top: float,
        bottom: float,
        decimals: int,
        palette: theme.Palette,
    ) -> None:
        self.outputs, self.activation, self.decimals = outputs, activation, decimals
        self.drawn, indices = drawn, list(drawn.indices)
        first = outputs[0].values[indices]
        self.moves = np.array([row.values[indices] - first for row in outputs])
        top_of_rows = top - HEADING
        pitch = (top_of_rows - bottom) / drawn.slots
        ys = top_of_rows - pitch * (np.arange(len(indices)) + 0.5)
        largest = float(np.abs(self.moves).max()) or 1.0
        self.unit = FULL * pitch / largest
        self.neurons = VGroup(*(Neuron(radius=NEURON_RADIUS).move_to([left, y, 0]) for y in ys))
        self.names = VGroup(
            *(
                class_label(names[i], width=NAME_WIDTH, size="note", scale=1).next_to(
                    [left, y, 0], RIGHT, buff=0.3
                )
                for i, y in zip(indices, ys, strict=True)
            )
        )
        self.dots = VGroup()
        if drawn.is_elided:
            self.dots.add(OmissionDots(height=0.2).move_to([left, ys[-1] - pitch, 0]))
        left += max(0.0, self.names.width - SHORT_NAME)
        written = [number_text(value) for step in (0, -1) for value in self.shown(step)]
        left += max(0.0, em("note") * max(map(width_in_em, written)) - SHORT_VALUE)
        self.values = VGroup(
            *(
                ValueLabel(value, align="right").move_to([left + 1.75, y, 0], aligned_edge=RIGHT)
                for value, y in zip(self.shown(0), ys, strict=True)
            )
        )
        start = left + 2.0
        self.width_of_curves = right - start
        self.starts = [np.array([start, y, 0.0]) for y in ys]
        self.zeros = VGroup(
            *(Line(p, [right, p[1], 0], color=theme.RULE, stroke_width=1.5) for p in self.starts)
        )
        self.curves = VGroup(
            *(
                VMobject(
                    color=palette.signal if i == most else theme.TEXT, stroke_width=CURVE_WIDTH
                )
                for i in indices
            )
        )
        heading = note(_("outputs"))
        self.headings = VGroup(heading.move_to([right, top, 0], aligned_edge=UP + RIGHT))
        super().__init__(
            *(self.neurons, self.names, self.dots),
            *(self.values, self.headings, self.zeros, self.curves),
        )
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many values the pixel takes."""
        return len(self.outputs)

    def shown(self, step: int) -> list[Sourced]:
        """The drawn outputs at one step, as they are written."""
        outputs = self.outputs[step]
        return [outputs[i].shown_as(decimals=self.decimals) for i in self.drawn.indices]

    def show_step(self, step: int) -> Self:
        """Show the outputs at one of the pixel's values, and the curves up to there."""
        outputs = self.outputs[step]
        levels = brightness(outputs.values, self.activation)
        for neuron, i in zip(self.neurons, self.drawn.indices, strict=True):
            neuron.fire(outputs[i], float(levels[i]))
        for text, value in zip(self.values, self.shown(step), strict=True):
            text.show(value)
        across = np.linspace(0, self.width_of_curves, self.steps)[: step + 1]
        for place, (curve, start) in enumerate(zip(self.curves, self.starts, strict=True)):
            ups = self.unit * self.moves[: step + 1, place]
            if step:
                curve.set_points_as_corners(
                    start + np.stack([across, ups, np.zeros_like(ups)], axis=1)
                )
            curve.fills = (outputs[self.drawn.indices[place]],)
        return self

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is written at one step."""
        return self.shown(step)


class SweptPixel(VGroup):
    """A pixel that changes: in its place in the picture, and large with its number and name.

    The number stands right of the large square, or below it where the room is too narrow.

    Parameters
    ----------
    values
        In the order in which they are shown; shape (steps,).
    cell
        Where it is in the picture.
    room
        Of the large square and its words; they hang from its top.
    """

    def __init__(
        self,
        values: Sequence[Sourced],
        *,
        cell: Point3D,
        cell_side: float,
        room: Stage,
        name: Words,
        color: str,
    ) -> None:
        self.sweep = values
        self.cell = Square(cell_side, stroke_width=0).move_to(cell)
        self.frame = Square(1.6 * cell_side, color=color, stroke_width=3).move_to(cell)
        self.large = Square(LARGE_SIDE, color=color, stroke_width=3)
        self.large.move_to(room.at(0.5, 1), aligned_edge=UP)
        self.value = ValueLabel(values[0], size="body", align="left")
        if room.width > VALUE_ROOM:
            self.large.shift(0.4 * LEFT)
            self.value.next_to(self.large, RIGHT, buff=0.3)
        else:
            self.value.next_to(self.large, DOWN, buff=0.15)
        self.words = name.next_to(VGroup(self.large, self.value), DOWN, buff=0.15)
        self.words.set_x(room.center[0])
        super().__init__(self.cell, self.frame, self.large, self.value, self.words)
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many values it takes."""
        return len(self.sweep)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is written at one step."""
        return [self.sweep[step]]

    def show_step(self, step: int) -> Self:
        """Show one of its values."""
        value = self.sweep[step]
        for square in (self.cell, self.large):
            square.set_fill(ManimColor(gray(value.value).ravel()), opacity=1)
            square.fills = (value,)
        self.value.show(value)
        return self


class ArrowBetween(Arrow):
    """To the right, or else down, level with the middle of the smaller of the two."""

    def __init__(
        self, first: Mobject, second: Mobject, *, buff: float = 0.12, **options: Any
    ) -> None:
        if second.get_left()[0] > first.get_right()[0]:
            y = min(first, second, key=lambda part: part.height).get_y()
            start, end = [first.get_right()[0], y, 0.0], [second.get_left()[0], y, 0.0]
        else:
            x = min(first, second, key=lambda part: part.width).get_x()
            start, end = [x, first.get_bottom()[1], 0.0], [x, second.get_top()[1], 0.0]
        super().__init__(np.array(start), np.array(end), buff=buff, **options)


LARGEST_DISC = 0.07
BRIGHTER = 0.7
"""Than the same connections in a diagram: here they are shorter, and nearer to each other."""
INSIDE = 0.46
"""Share of the box's height that the network fills."""
ROOM_FOR_WORDS, ROOM_BELOW = 1.0, 0.2
"""In a flat box, above and below its network."""


class FunctionBox(Group):
    """A box named f, the weights of a network in it as light.

    Words stand above and below the network; in a flat box they share the line above it.
    """

    def __init__(
        self,
        model: MLP,
        parameters: Sourced,
        *,
        center: Point3D,
        width: float,
        height: float,
        palette: theme.Palette,
    ) -> None:
        self.box = RoundedRectangle(
            corner_radius=0.2, width=width, height=height, color=palette.signal, stroke_width=4
        ).move_to(center)
        is_flat = width > MUCH_LONGER * height
        sizes = model.layer_sizes
        xs = np.linspace(-0.42, 0.42, len(sizes)) * width
        middle, room = np.asarray(center), INSIDE * height
        if is_flat:
            middle = middle + (ROOM_BELOW - ROOM_FOR_WORDS) / 2 * UP
            room = height - ROOM_BELOW - ROOM_FOR_WORDS
        places = [_column(middle + x * RIGHT, n, room) for x, n in zip(xs, sizes, strict=True)]
        self._record = RecordView({"model": model})
        self.connections = Group()
        for layer, (starts, ends) in enumerate(pairwise(places)):
            weights = self._record[f"model.layers[{layer}].weights"]
            light = ConnectionLight(
                starts,
                ends,
                start_radius=_radius(starts) if layer else 0.0,
                end_radius=_radius(ends),
                weights=weights.values,
                palette=palette,
            )
            self.connections.add(light)
        self.shine()
        self.columns = VGroup(*(NeuronColumn(place, radius=_radius(place)) for place in places[1:]))
        self.title = Formula("f", size="title", color=palette.signal)
        self.title.next_to(self.box.get_top(), DOWN, buff=0.2)
        self.note = Words(_("{count} parameters"), size="note", count=parameters)
        if self.note.width > width - 0.2:
            self.note = Words(
                _("{count} parameters"), size="note", width=width - 0.3, count=parameters
            )
        self.note.next_to(self.box.get_bottom(), UP, buff=0.25)
        if is_flat:
            self.title.set_x(self.box.get_left()[0] + 0.3, direction=LEFT)
            self.note.next_to(self.title, RIGHT).set_x(self.box.get_right()[0] - 0.3, RIGHT)
        super().__init__(self.connections, self.columns, self.box, self.title, self.note)

    def shine(self, exposure: float = 1.0) -> Self:
        """Show every weight as light, so many times as bright as at first."""
        for layer, light in enumerate(self.connections):
            weights = self._record[f"model.layers[{layer}].weights"]
            light.set_light(BRIGHTER * exposure * rest_light(weights.values), weights)
        return self


def _column(center: Point3D, size: int, height: float) -> NDArray[np.float64]:
    pitch = min(height / size, 3.2 * LARGEST_DISC)
    ys = pitch * ((size - 1) / 2 - np.arange(size))
    return np.asarray(center) + np.stack([0 * ys, ys, 0 * ys], axis=1)


def _radius(places: NDArray[np.float64]) -> float:
    """Of the discs of a column: neighbors don't touch."""
    if len(places) == 1:
        return LARGEST_DISC
    return min(LARGEST_DISC, 0.4 * float(places[0, 1] - places[1, 1]))


class StepThrough(Animation):
    """Show one step after another, as `Count` does: the ledger lists all `passing_values`."""

    def __init__(self, mobject: AnswerBoard | SweptPixel, **kwargs: Any) -> None:
        self.passing_values = tuple(
            value for step in range(mobject.steps) for value in mobject.shown_at(step)
        )
        self.step = 0
        kwargs.setdefault("rate_func", linear)
        super().__init__(mobject, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the step whose turn it is."""
        step = min(int(self.rate_func(alpha) * self.mobject.steps), self.mobject.steps - 1)
        if step != self.step:
            self.step = step
            self.mobject.show_step(step)
