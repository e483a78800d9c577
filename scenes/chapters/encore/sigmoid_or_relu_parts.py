"""Two curves on one scale, a beam that they turn, and networks lit by gradients."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    DashedLine,
    FadeIn,
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

    def ceiling(self) -> DashedLine:
        """The level of one, from side to side."""
        y = float(self.up.point(1.0)[1])
        left, right = (float(end[0]) for end in self.across.axis.get_start_and_end())
        return DashedLine([left, y, 0], [right, y, 0], color=theme.RULE, stroke_width=3)


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
PAIRS = -2.3, -0.3
"""Where pairs stand, as sums of the axis below."""
PAIR_WIDTH, PAIR_GAP, PAIR_NAMES = 22.0, 0.75, 0.55
"""Of both bars, from one to the other at least, and for their names below."""


class Pair(VGroup):
    """A change as it comes in and as it goes out, side by side on one scale, with its share.

    Attributes
    ----------
    given, passed, names, value
        A bar each, their names below, and right of them how much is passed on.
    """

    def __init__(self, beam: Beam, value: ValueLabel, *, place: int, color: str) -> None:
        x, foot = _pair_foot(beam.plane, place)
        top = float(beam.plane.up.axis.get_top()[1])
        change, passed = beam.given.get_length(), beam.passed.get_length()
        scale = min(PAIR_SCALE, (top - foot) / change)
        self.names = VGroup(Words(_("in"), color=theme.TEXT), Words(_("out"), color=color))
        first, second = self.names
        other = x + max(PAIR_GAP, (first.width + second.width) / 2 + 0.2)
        self.given = Line(color=theme.TEXT, stroke_width=PAIR_WIDTH)
        self.passed = Line(color=color, stroke_width=PAIR_WIDTH)
        for bar, name, length, at in (
            (self.given, first, change, x), (self.passed, second, passed, other)
        ):  # fmt: skip
            bar.put_start_and_end_on([at, foot, 0], [at, foot + scale * length, 0])
            bar.fills = beam.given.fills
            name.next_to([at, foot, 0], DOWN, buff=0.12)
        self.value = value
        up = max(scale * passed, value.height) / 2
        value.next_to([max(other, second.get_right()[0] - 0.2), foot + up, 0], RIGHT, buff=0.3)
        super().__init__(self.given, self.passed, self.names, value)


def _pair_foot(plane: CommonPlane, place: int) -> tuple[float, float]:
    """Where the first bar stands: above all beams, or right of a plane that is too low."""
    area = stage()
    if not (area.is_wide or area.is_tall):
        end = plane.across.axis.get_end()
        return float(end[0]) + 0.4, float(end[1]) + PAIR_NAMES
    # In one plane both pairs stand beside each other.
    number = PAIRS[place if area.is_wide else 0]
    x, y = plane.across.point(number)[0], plane.up.point(1 + CHANGE / 2)[1]
    return float(x), float(y) + PAIR_NAMES


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
    """Room for a function with its slope, and for the network that is made of it."""
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


def put_into_head(name: Words, slope: ValueLabel, head: Stage) -> None:
    """The name of a function above its curve, its slope below; left and right if it is flat."""
    if stage().is_wide:
        name.move_to(head.at(0.5, 1), UP)
        slope.move_to(head.at(0.5, 0), DOWN)
    else:
        name.move_to(head.at(0, 0.5), LEFT)
        slope.move_to(head.at(1, 0.5), RIGHT)


NUMBER_ROOM = 0.6
"""Below a network, for the numbers of its layers."""
EXPOSURE = 320.0
"""Of all connections into a layer whose gradient is as large as that at the outputs."""
RADIUS_SHARE = 0.36
"""Of the way from a neuron to the next: its radius."""
PIXELS_WIDTH, BAR_WIDTH = 0.12, 0.18


class GradientNetwork(Group):
    """A network that has not learned yet: every layer as bright as the gradients that reach it.

    Dark until its layers are lit, from the outputs back to the first.

    Parameters
    ----------
    sizes
        Of its layers, input included.
    gradients
        Of every layer after the input, those at the outputs as 1.
    numbers
        What is read below each of these layers.

    Attributes
    ----------
    lights, columns, bars, numbers
        Connections into the layers after the input, their neurons, a bar in front of them as high
        as the gradient, and what is read below them.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        gradients: SourcedArray,
        numbers: Sequence[Sourced],
        *,
        color: str,
        room: Stage,
        palette: Palette,
    ) -> None:
        self.gradients, self.color = gradients, color
        labels = [ValueLabel(number, color=color) for number in numbers]
        area = replace(
            room, bottom=room.bottom + NUMBER_ROOM, right=room.right - labels[-1].width / 2
        )
        xs = np.linspace(area.left + PIXELS_WIDTH / 2, area.right, len(sizes))
        pitch = area.height / max(sizes[1:])
        pitches = [area.height / sizes[0], *(len(sizes) - 1) * [pitch]]
        places = [
            np.stack([np.full(size, x), _spread_out(area, step, size), np.zeros(size)], axis=1)
            for x, size, step in zip(xs, sizes, pitches, strict=True)
        ]
        radius = RADIUS_SHARE * pitch
        self.pixels = Rectangle(width=PIXELS_WIDTH, height=area.height)
        self.pixels.set_stroke(theme.RULE, width=2).move_to(places[0].mean(axis=0))
        self.lights = dark_connections(
            places, [PIXELS_WIDTH / 2, *(len(sizes) - 1) * [radius]], color=color, palette=palette
        )
        self.columns = VGroup(*(NeuronColumn(each, radius=radius) for each in places[1:]))
        self.numbers = VGroup(
            *(
                label.move_to([x, room.bottom, 0], DOWN)
                for x, label in zip(xs[1:], labels, strict=True)
            )
        )
        self.bars = VGroup(
            *(
                _bar(place.mean(axis=0), area.height * gradient.value)
                for place, gradient in zip(places[1:], gradients, strict=True)
            )
        )
        for bar, gradient in zip(self.bars, gradients, strict=True):
            bar.fills = (gradient,)
        super().__init__(self.lights, self.pixels, self.columns)

    def passed_on(self, layer: int) -> Animation:
        """Let the bar of the layer behind come to a layer, and shrink to what reaches it."""
        return ReplacementTransform(self.bars[layer + 1].copy(), self.bars[layer])

    def lit(self, layer: int) -> Animation:
        """Let what reaches a layer be seen: in its neurons, and in the connections into it."""
        gradient, light = self.gradients[layer], self.lights[layer]
        bright = self._brightness(layer)
        column, target = self.columns[layer], self.columns[layer].copy()
        fill = interpolate_color(ManimColor(DARK), ManimColor(self.color), gradient.value)
        for neuron in target:
            neuron.set_fill(fill, opacity=1).fills = (gradient,)
        return AnimationGroup(
            light.animate.set_light(bright, self.gradients).build(),
            Transform(column, target),
            FadeIn(self.numbers[layer], shift=0.1 * UP),
        )

    def only_lit(self, shares: SourcedArray) -> list[Animation]:
        """Let only so many neurons of each hidden layer shine: what the others get ends there.

        Which ones they are is left open: shares are means over many pictures.
        """
        lit = [
            _spaced(len(column), share)
            for column, share in zip(self.columns[:-1], shares.values, strict=True)
        ]
        lit.append(np.ones(len(self.columns[-1]), dtype=bool))
        before = [np.ones(self.lights[0].fan_in, dtype=bool), *lit]
        moves = []
        for layer, (light, column) in enumerate(zip(self.lights, self.columns, strict=True)):
            bright = self._brightness(layer) * lit[layer][:, None] * before[layer]
            target = column.copy()
            for neuron, shines in zip(target, lit[layer], strict=True):
                neuron.set_fill(self.color if shines else DARK, opacity=1).fills = (shares,)
            moves += [
                light.animate.set_light(bright, self.gradients).build(),
                Transform(column, target),
            ]
        return moves

    def _brightness(self, layer: int) -> NDArray[np.float64]:
        light = self.lights[layer]
        each = EXPOSURE * self.gradients[layer].value / (light.fan_in * light.fan_out)
        return np.full((light.fan_out, light.fan_in), each)


def _spaced(count: int, share: float) -> NDArray[np.bool_]:
    """So many of some neurons, evenly among the others."""
    steps = np.floor(np.arange(count + 1) * share + 0.5)
    return np.asarray(np.diff(steps) > 0)


def _bar(middle: NDArray[np.float64], height: float) -> Rectangle:
    bar = Rectangle(width=BAR_WIDTH, height=max(height, 1e-3), stroke_width=0)
    return bar.set_fill(theme.TEXT, opacity=1).move_to(middle)


def _spread_out(area: Stage, pitch: float, count: int) -> NDArray[np.float64]:
    """Heights around the middle of an area, from the top down."""
    reach = pitch * (count - 1) / 2
    return np.linspace(reach, -reach, count) + area.center[1]
