"""Two curves on one scale, a beam that they turn, and networks lit by gradients."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    AnimationGroup,
    Group,
    Line,
    Rectangle,
    ReplacementTransform,
    Transform,
    VGroup,
    VMobject,
    interpolate_color,
)
from manim.utils.color import ManimColor

from scenes.mobjects.network.neuron import DARK, NeuronColumn
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.raster.connections import dark_connections
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.plots.plot import Curve
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

LABELS_ROOM = 0.6
"""Left of a plane, for the numbers of its upright axis."""
NAME_GAP = 0.15
"""From an axis to its name."""


class CommonPlane(VGroup):
    """Axes on which a step to the right is as long as a step up; the upright one is at the left."""

    def __init__(
        self, across: SourcedArray, up: SourcedArray, names: tuple[Words, Words], *,
        unit: float, foot: float,
    ) -> None:  # fmt: skip
        area, half = stage(), unit * float(np.ptp(across.values)) / 2
        middle = np.array([area.center[0] + LABELS_ROOM / 2, foot, 0.0])
        if area.is_wide:
            middle[0] -= (names[0].width + NAME_GAP) / 2
        elif not area.is_tall:
            middle[0] = area.left + LABELS_ROOM + half
        left, right = (middle + unit * x * RIGHT for x in across.values[[0, -1]])
        self.unit = unit
        self.across = NumberLine(across, left, right, overshoot=0.2)
        self.up = NumberLine(
            up, left, left + unit * up.values[-1] * UP, labelled=range(1, up.size),
            labels_toward=LEFT, overshoot=0.2,
        )  # fmt: skip
        names[0].next_to(self.across.axis, RIGHT, buff=NAME_GAP)
        if area.is_tall:
            names[0].next_to(self.across, DOWN, buff=NAME_GAP)
        names[1].next_to(self.up.axis.get_end(), RIGHT, buff=NAME_GAP)
        has_room = area.is_wide or area.is_tall
        super().__init__(self.across, self.up, *(names if has_room else ()))


def common_planes(across: SourcedArray, up: SourcedArray) -> list[CommonPlane]:
    """One plane for two functions on a wide stage, else one above the other on the same scale."""
    area = stage()
    rooms = [area] if area.is_wide else area.rows(1, 1, gap=0.6)
    span, top = float(np.ptp(across.values)), float(up.values[-1])
    named = [_axis_names() for __ in rooms]
    width, height = area.width - LABELS_ROOM - 0.6, rooms[0].height - 1.4
    if area.is_wide:
        width -= named[0][0].width + NAME_GAP
    unit = min(width / span, height / top)
    planes = []
    for room, names in zip(rooms, named, strict=True):
        foot = room.bottom + 0.75
        if not area.is_wide:
            foot = float(room.center[1]) - unit * top / 2
        planes.append(CommonPlane(across, up, names, unit=unit, foot=foot))
    return planes


def _axis_names() -> tuple[Words, Words]:
    return (
        Words(_("sum"), color=theme.SECONDARY),
        Words(_("activation"), color=theme.SECONDARY),
    )


CHANGE = 0.6
"""Of a sum, in its own unit: how wide a beam is."""
BEAM_OPACITY = 0.4
GIVEN_WIDTH, PASSED_WIDTH = 11.0, 15.0
"""Of the lines where a beam begins and ends."""


class Beam(VGroup):
    """A change of a sum as a beam: it goes up to a curve, which turns it to the left.

    Attributes
    ----------
    light, given, passed
        The beam before the curve and after it; the change of the sum, on the axis where it begins;
        and what the function makes of that change, on the upright axis where it ends.
    """

    def __init__(self, plane: CommonPlane, curve: Curve, number: float, *, color: str) -> None:
        self.plane, self.curve, self.number = plane, curve, number
        self.light = VGroup(VMobject(stroke_width=0), VMobject(stroke_width=0))
        self.light.set_fill(color, opacity=BEAM_OPACITY)
        self.given = Line(color=theme.TEXT, stroke_width=GIVEN_WIDTH)
        self.passed = Line(color=color, stroke_width=PASSED_WIDTH)
        for part in (*self.light, self.given, self.passed):
            part.fills = curve.fills
        super().__init__(self.light, self.given, self.passed)
        self.lay(number)

    def lay(self, number: float) -> Self:
        """Begin around a sum."""
        samples = np.concatenate([self.curve.get_anchors()[:1], self.curve.get_anchors()[1::2]])
        ends = self.plane.across.points_of([number - CHANGE / 2, number + CHANGE / 2])
        (left, right), foot = ends[:, 0], ends[0, 1]
        low, high = np.interp([left, right], samples[:, 0], samples[:, 1])
        wall = float(self.plane.up.axis.get_x())
        for part, (x, y) in zip(self.light, ((left, foot), (wall, low)), strict=True):
            top = low if part is self.light[0] else high
            corners = [(x, y), (right, y), (right, top), (x, top), (x, y)]
            part.set_points_as_corners(np.array([[*corner, 0.0] for corner in corners]))
        self.given.put_start_and_end_on([left, foot, 0], [right, foot, 0])
        # A line of no length has no direction.
        self.passed.put_start_and_end_on([wall, low, 0], [wall, high + 1e-3, 0])
        return self


PAIR_SCALE = 2.0
"""How much larger changes are drawn side by side than on their axes, where there is room."""
PAIRS_END = 1.45
"""How far to the right pairs may stand in a plane, as a sum."""
PAIR_HEIGHT, PAIR_PITCH, PAIR_GAP = 0.3, 0.75, 0.6
"""Of a bar; from one pair down to the next at most; from one bar to the other."""
PAIR_NAMES, PAIR_VALUE = 0.55, 1.6
"""For the names above all pairs, and for the number right of each."""


class PairRows:
    """Rows in which a change stands beside what is left of it.

    Attributes
    ----------
    left, out, length
        Where changes begin, where what is left of them does, and how long a whole change is.
    heights
        Of the rows, from the top down.
    names
        Above both columns.
    """

    def __init__(self, plane: CommonPlane, count: int) -> None:
        room = _pairs_room(plane)
        free = room.width - PAIR_GAP - PAIR_VALUE
        self.length = min(PAIR_SCALE * CHANGE * plane.unit, free / 2)
        self.left = room.left + free / 2 - self.length
        self.out = self.left + self.length + PAIR_GAP
        top = room.top - PAIR_NAMES
        pitch = min(PAIR_PITCH, (top - room.bottom) / count)
        self.heights = [top - (row + 0.5) * pitch for row in range(count)]
        self.names = VGroup(
            *(
                Words(word, color=theme.SECONDARY).move_to(
                    [x + self.length / 2, room.top - PAIR_NAMES / 2, 0]
                )
                for word, x in ((_("in"), self.left), (_("out"), self.out))
            )
        )

    def bar(self, left: float, row: int, *, share: float = 1.0) -> Rectangle:
        """A bar that begins there, as long as this share of a change."""
        bar = _lying(PAIR_HEIGHT, share * self.length)
        return bar.move_to([left, self.heights[row], 0], LEFT)


PairPlace = tuple[PairRows, int]
"""Some rows, and one of them."""


def pair_rows(planes: Sequence[CommonPlane]) -> list[PairPlace]:
    """Where the pair of the first function stands, and both of the second: each in its plane."""
    first = PairRows(planes[0], 3 if len(planes) == 1 else 1)
    second = first if len(planes) == 1 else PairRows(planes[1], 2)
    return [(first, 0), *((second, len(second.heights) - 2 + row) for row in range(2))]


class Pair(VGroup):
    """A change as it comes in, and at its right what comes out, on one scale, with its share.

    Attributes
    ----------
    given, whole, passed, value
        The change; its outline at the right, and in it what is passed on; how much that is.
    """

    def __init__(
        self, beam: Beam, value: ValueLabel, rows: PairRows, row: int, *, color: str
    ) -> None:
        share = beam.passed.get_length() / beam.given.get_length()
        self.given = rows.bar(rows.left, row).set_fill(theme.TEXT, opacity=1)
        self.whole = rows.bar(rows.out, row).set_fill(opacity=0).set_stroke(theme.RULE, width=2)
        self.passed = rows.bar(rows.out, row, share=share).set_fill(color, opacity=1)
        self.given.fills = self.passed.fills = beam.given.fills
        self.value = value.next_to(self.whole, RIGHT, buff=0.25)
        super().__init__(self.given, self.whole, self.passed, value)


def _pairs_room(plane: CommonPlane) -> Stage:
    """Above all beams, or right of a plane that is too low."""
    area = stage()
    if not (area.is_wide or area.is_tall):
        left, low = plane.across.axis.get_end()[:2]
        return Stage(float(left) + 0.4, area.right, float(plane.up.axis.get_top()[1]), float(low))
    left, right = plane.across.points_of([plane.across.values[0], PAIRS_END])[:, 0].tolist()
    low, top = plane.up.points_of([1 + CHANGE / 2, plane.up.values[-1]])[:, 1].tolist()
    return Stage(left + 0.35, right, top - 0.1, low + 0.1)


def as_bar(line: Line) -> Rectangle:
    """A bar that looks like a line across or up, and can turn into another bar."""
    thickness, length = line.get_stroke_width() / 100, line.get_length()
    is_across = line.width > line.height
    bar = _lying(thickness, length) if is_across else _standing(thickness, length)
    bar.fills = line.fills
    return bar.set_fill(line.get_color(), opacity=1).move_to(line)


class Sweep(Animation):
    """Let a beam run along, from where it is to another sum."""

    def __init__(self, beam: Beam, number: float, **kwargs: Any) -> None:
        self.ends = (beam.number, number)
        super().__init__(beam, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Lay the beam where it is now."""
        share = self.rate_func(alpha)
        self.mobject.number = (1 - share) * self.ends[0] + share * self.ends[1]
        self.mobject.lay(self.mobject.number)


HEAD_WIDTH, HEAD_HEIGHT, FLAT_HEAD = 2.5, 1.6, 0.6
"""Of what stands beside a network on a wide stage, above it on a tall one, and on a square one."""
CURVE_SHARE = 0.5
"""Of the height beside or above a network: the higher curve."""


def head_and_room(row: Stage) -> tuple[Stage, Stage]:
    """Room for a function, and for the network that is made of it."""
    area = stage()
    if area.is_wide:
        head, room = row.columns(HEAD_WIDTH, row.width - HEAD_WIDTH - 0.5)
    else:
        height = HEAD_HEIGHT if area.is_tall else FLAT_HEAD
        head, room = row.rows(height, row.height - height - 0.1, gap=0.1)
    return head, room


def has_curve(head: Stage) -> bool:
    """Whether there is room for a curve beside its name."""
    return head.height > FLAT_HEAD + 1e-6


def put_into_head(name: Words, number: ValueLabel, head: Stage, network: ChangedNetwork) -> None:
    """The name of a function above its curve, what comes out of its network beside the outputs.

    On a stage that is not wide both are in the head, left and right.
    """
    if stage().is_wide:
        name.move_to(head.at(0.5, 1), UP)
        number.next_to(network.columns[-1], RIGHT, buff=NUMBER_GAP)
    else:
        name.move_to(head.at(0, 0.5), LEFT)
        number.move_to(head.at(1, 0.5), RIGHT)


def put_beside_first_layer(name: Words, number: ValueLabel, head: Stage) -> None:
    """A number below the name of a function on a wide stage, else beside it."""
    if stage().is_wide:
        number.move_to(head.center)
    else:
        number.next_to(name, RIGHT, buff=NUMBER_GAP)
        number.shift((name.baseline - number.baseline) * UP)


def put_below_ends(names: Sequence[Words], network: ChangedNetwork) -> None:
    """Names of the first and of the last layer below them, within the stage."""
    area = stage()
    for name, column in zip(names, (network.columns[0], network.columns[-1]), strict=True):
        x = float(np.clip(column.get_x(), area.left + name.width / 2, area.right - name.width / 2))
        name.move_to([x, network.columns[0].get_bottom()[1] - ENDS_GAP, 0], UP)


NUMBER_ROOM, NUMBER_GAP, ENDS_GAP = 2.2, 0.35, 0.2
"""Right of a network on a wide stage, for what comes out of it; up to that; down to names."""
EXPOSURE = 320.0
"""Of all connections out of a layer that a change reaches as it was."""
RADIUS_SHARE = 0.36
"""Of the way from a neuron to the next: its radius."""
BAR_WIDTH, BAR_GAP = 0.18, 0.25
"""Of a bar, and from it to the layer behind it."""


class ChangedNetwork(Group):
    """A network that has not learned yet: a change of one sum in its first layer runs through it.

    Dark until `changed`, then `reached` layer after layer.

    Parameters
    ----------
    sizes
        Of its layers, from the first hidden one to the outputs.
    arriving
        What is left of the change at each of these layers, 1 at the first.
    on
        Slope of a hidden layer's neurons. Where they pass on all or nothing, so many are on; which
        ones is left open, for these are means over many pictures.

    Attributes
    ----------
    lights, columns, bars
        Connections out of every layer but the last, neurons, and before each layer a bar as high as
        what is left, `full` if nothing is lost.
    on
        Which neurons of each layer pass anything on.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        arriving: SourcedArray,
        on: SourcedArray | None,
        *,
        color: str,
        room: Stage,
        palette: Palette,
    ) -> None:
        self.arriving, self.color = arriving, color
        pitch = room.height / max(sizes)
        radius = RADIUS_SHARE * pitch
        right = room.right - (NUMBER_ROOM if stage().is_wide else radius)
        xs = np.linspace(room.left + BAR_WIDTH + BAR_GAP, right, len(sizes))
        places = [
            np.stack([np.full(size, x), _spread_out(room, pitch, size), np.zeros(size)], axis=1)
            for x, size in zip(xs, sizes, strict=True)
        ]
        self.lights = dark_connections(places, len(sizes) * [radius], color=color, palette=palette)
        self.columns = VGroup(*(NeuronColumn(each, radius=radius) for each in places))
        self.on = [np.ones(size, dtype=bool) for size in sizes]
        if on is not None:
            self.on[:-1] = [
                _spaced(size, share) for size, share in zip(sizes[:-1], on.values, strict=True)
            ]
        self.changed_one = np.arange(sizes[0]) == sizes[0] // 2
        self.bars = VGroup(
            *(
                _bar([x - BAR_GAP, room.center[1], 0], room.height * share.value)
                for x, share in zip(xs, arriving, strict=True)
            )
        )
        for bar, share in zip(self.bars, arriving, strict=True):
            bar.fills = (share,)
        self.full = room.height
        super().__init__(self.lights, self.columns)

    def changed(self) -> Animation:
        """Let the neuron shine whose sum is changed."""
        return self._shining(0)

    def reached(self, layer: int) -> Animation:
        """Send what is left of the change into a layer."""
        return AnimationGroup(
            self._sent(layer),
            ReplacementTransform(self.bars[layer - 1].copy(), self.bars[layer]),
            self._shining(layer),
        )

    def shrink_into(self, room: Stage) -> list[Animation]:
        """Let it become small, bars and all."""
        whole = Group(self, self.bars)
        factor = min(room.width / whole.width, room.height / whole.height)
        middle = whole.get_center()
        moves = [
            part.animate.scale(factor, about_point=middle).shift(room.center - middle)
            for part in (self.lights, self.columns, self.bars)
        ]
        rims = factor * self.columns[0][0].get_stroke_width()
        moves[1].set_stroke(width=rims)
        self.full *= factor
        return [move.build() for move in moves]

    def start_anew(self, arriving: SourcedArray) -> Animation:
        """Let a change run through it once more, after another start."""
        self.arriving = arriving
        first, *others = range(len(self.columns))
        steps = [AnimationGroup(self._shining(first), self._measured(first))]
        for layer in others:
            parts = (self._sent(layer), self._shining(layer), self._measured(layer))
            steps.append(AnimationGroup(*parts))
        return AnimationGroup(*steps, lag_ratio=0.6, run_time=1.4)

    def told(self, returning: SourcedArray) -> Animation:
        """Let light come back from the outputs, layer after layer: what each of them is told.

        Parameters
        ----------
        returning
            What is left at each of its layers of that, 1 at the outputs.
        """
        self.arriving = returning
        last, *others = reversed(range(len(self.columns)))
        steps = [AnimationGroup(self._shining(last, self.on[last]), self._measured(last))]
        for layer in others:
            light, lines = self.lights[layer], self.on[layer + 1][:, np.newaxis] & self.on[layer]
            light.send_back(_light(returning[layer + 1], lines), returning)
            parts = (self._shining(layer, self.on[layer]), self._measured(layer))
            steps.append(AnimationGroup(light.animate.set_front(0).build(), *parts))
        return AnimationGroup(*steps, lag_ratio=0.6, run_time=1.6)

    def _sent(self, layer: int) -> Animation:
        light = self.lights[layer - 1]
        lines = self._reached(layer)[:, np.newaxis] & self._reached(layer - 1)
        light.send(_light(self.arriving[layer - 1], lines), self.arriving)
        sending: Animation = light.animate.set_front(1).build()
        return sending

    def _reached(self, layer: int) -> NDArray[np.bool_]:
        """Which neurons of a layer a change of one in the first reaches."""
        return self.on[layer] if layer else self.changed_one

    def _shining(self, layer: int, lit: NDArray[np.bool_] | None = None) -> Animation:
        column, share = self.columns[layer], self.arriving[layer]
        target = column.copy().rest()
        fill = interpolate_color(ManimColor(DARK), ManimColor(self.color), share.value)
        for neuron, is_lit in zip(
            target, self._reached(layer) if lit is None else lit, strict=True
        ):
            if is_lit:
                neuron.set_fill(fill, opacity=1).fills = (share,)
        return Transform(column, target)

    def _measured(self, layer: int) -> Animation:
        """Let a layer's bar become as high as what is left there."""
        bar, share = self.bars[layer], self.arriving[layer]
        target = bar.copy().stretch_to_fit_height(_least(self.full * share.value))
        target.fills = (share,)
        return Transform(bar, target)


def chart_and_cells() -> tuple[Stage, list[Cell]]:
    """Room for learning curves, and beside or below them for both networks, small."""
    area = stage()
    if area.is_tall:
        chart, below = area.rows(area.height - TALL_CELL - CELL_GAP, TALL_CELL, gap=CELL_GAP)
        return chart, [Cell(part) for part in below.columns(1, 1)]
    width = WIDE_CELL if area.is_wide else SQUARE_CELL
    chart, right = area.columns(area.width - width - CELL_GAP, width, gap=CELL_GAP)
    if area.is_wide:
        right = replace(right, top=right.top - TOLD_ROOM)
    return chart, [Cell(part) for part in right.rows(1, 1, gap=CELL_ROWS_GAP)]


class Cell:
    """Where a small network stands: above it name and score, below it how it starts."""

    def __init__(self, room: Stage) -> None:
        self.room = room
        self.is_wide = stage().is_wide
        rows = 1 if self.is_wide else 2
        below = START_ROOM if self.is_wide or stage().is_tall else 2 * START_ROOM
        self.middle = replace(
            room, top=room.top - rows * CELL_ROW - CELL_ROW_GAP, bottom=room.bottom + below
        )

    def lay(self, name: Words, number: ValueLabel) -> None:
        """Put both into their places: beside each other, or the number below."""
        if self.is_wide:
            name.move_to(self.room.at(0, 1), UL)
            number.move_to(self.room.at(1, 1), UR)
            number.shift((name.baseline - number.baseline) * UP)
        else:
            name.move_to(self.room.at(0.5, 1), UP)
            number.move_to(self.room.at(0.5, 1) + CELL_ROW * DOWN, UP)

    def start(self, text: str, *, color: str) -> Words:
        """How the network starts, below it."""
        words = Words(text, color=color, width=self.room.width, balanced=True)
        return words.move_to(self.middle.at(0.5, 0), UP)


WIDE_CELL, SQUARE_CELL, TALL_CELL, CELL_GAP = 4.2, 2.6, 3.4, 0.4
"""Width of a small network's room, on a tall stage its height; from the chart to it."""
TOLD_ROOM = 0.75
"""On a wide stage, for the line above both."""
CELL_ROW, CELL_ROW_GAP, CELL_ROWS_GAP, START_ROOM = 0.6, 0.15, 0.25, 0.5
"""Of the words above it; to those; from one such network down to the next; of the words below."""


def _light(share: Sourced, lines: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Light of some connections that share what comes to them."""
    return EXPOSURE * share.value * lines / lines.sum()


def _spaced(count: int, share: float) -> NDArray[np.bool_]:
    """So many of some neurons, evenly among the others."""
    steps = np.floor(np.arange(count + 1) * share + 0.5)
    return np.asarray(np.diff(steps) > 0)


def _bar(middle: Sequence[float], height: float) -> Rectangle:
    return _standing(BAR_WIDTH, height).set_fill(theme.TEXT, opacity=1).move_to(middle)


def _standing(width: float, length: float) -> Rectangle:
    return Rectangle(width=width, height=_least(length), stroke_width=0)


def _lying(width: float, length: float) -> Rectangle:
    # Its corners are those of one that stands: on the way to such a one it turns.
    return _standing(width, length).rotate(-PI / 2)


def _least(height: float) -> float:
    # What has no height cannot be stretched.
    return max(height, 1e-3)


def _spread_out(area: Stage, pitch: float, count: int) -> NDArray[np.float64]:
    """Heights around the middle of an area, from the top down."""
    reach = pitch * (count - 1) / 2
    return np.linspace(reach, -reach, count) + area.center[1]
