"""Two curves on one scale, a beam that they turn, and networks lit by gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Animation,
    AnimationGroup,
    Group,
    GrowFromCenter,
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
from scenes.stage.layout import stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.plots.plot import Curve
    from scenes.stage.layout import Stage
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


CHANGE, RAY = 0.8, 0.04
"""Of a sum, in its own unit: how wide a beam is, and a ray."""
BEAM_OPACITY, RAY_WIDTH = 0.4, 3.0
GIVEN_WIDTH, PASSED_WIDTH = 11.0, 15.0
"""Of the lines where a beam begins and ends."""
LEAST_PASSED = 0.05
"""Where nothing is left of a beam, so much is still seen."""


class Beam(VGroup):
    """A change of a sum as a beam: it goes up to a curve, which turns it to the left.

    It begins as a ray, the sum alone, and is as wide as a change when it has been `widened`.

    Attributes
    ----------
    light, given, passed
        The beam before the curve and after it; the change of the sum, on the axis where it begins;
        and what the function makes of that change, on the upright axis where it ends.
    """

    def __init__(self, plane: CommonPlane, curve: Curve, number: float, *, color: str) -> None:
        self.plane, self.curve = plane, curve
        self.light = VGroup(VMobject(color=color), VMobject(color=color))
        self.light.set_fill(color, opacity=BEAM_OPACITY)
        self.given = Line(color=theme.TEXT, stroke_width=GIVEN_WIDTH)
        self.passed = Line(color=color, stroke_width=PASSED_WIDTH)
        for part in (*self.light, self.given, self.passed):
            part.fills = curve.fills
        super().__init__(self.light, self.given, self.passed)
        self.lay(number, RAY)

    def lay(self, number: float, change: float) -> Self:
        """Begin around a sum, so wide."""
        self.number, self.change = number, change
        samples = np.concatenate([self.curve.get_anchors()[:1], self.curve.get_anchors()[1::2]])
        ends = self.plane.across.points_of([number - change / 2, number + change / 2])
        (left, right), foot = ends[:, 0], ends[0, 1]
        low, high = np.interp([left, right], samples[:, 0], samples[:, 1])
        wall = float(self.plane.up.axis.get_x())
        for part, (x, y) in zip(self.light, ((left, foot), (wall, low)), strict=True):
            top = low if part is self.light[0] else high
            corners = [(x, y), (right, y), (right, top), (x, top), (x, y)]
            part.set_points_as_corners(np.array([[*corner, 0.0] for corner in corners]))
        # A ray that a curve makes thin is seen all the same.
        rim = RAY_WIDTH * (CHANGE - change) / (CHANGE - RAY)
        self.light.set_stroke(width=rim, opacity=BEAM_OPACITY)
        self.given.put_start_and_end_on([left, foot, 0], [right, foot, 0])
        self.passed.put_start_and_end_on([wall, low, 0], [wall, max(high, low + LEAST_PASSED), 0])
        return self

    def widened(self) -> Self:
        """Be as wide as a change."""
        return self.lay(self.number, CHANGE)


class Share(VGroup):
    """Where a beam ends: an outline, as long as the change was, around what is left; and its share.

    Attributes
    ----------
    whole, value
        The outline, and how much of it is filled.
    """

    def __init__(self, beam: Beam, value: ValueLabel) -> None:
        self.whole = _standing(SHARE_WIDTH, float(beam.given.get_length()))
        self.whole.set_stroke(theme.TEXT, width=3).move_to(beam.passed)
        above = beam.passed.get_top() + (value.height / 2 + SHARE_GAP) * UP
        self.value = value.move_to(above + SHARE_INDENT * RIGHT, LEFT)
        super().__init__(self.whole, value)


SHARE_WIDTH, SHARE_GAP, SHARE_INDENT = 0.26, 0.14, 0.4
"""Of the outline; from the beam up to the share, and from the axis to it."""


class Sweep(Animation):
    """Let a beam run along, from where it is to another sum, or become wide there."""

    def __init__(self, beam: Beam, number: float, *, is_wide: bool = False, **kwargs: Any) -> None:
        self.begun = np.array([beam.number, beam.change])
        self.ended = np.array([number, CHANGE if is_wide else beam.change])
        super().__init__(beam, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Lay the beam where it is now."""
        share = self.rate_func(alpha)
        self.mobject.lay(*((1 - share) * self.begun + share * self.ended).tolist())


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


def put_into_head(name: Words, head: Stage) -> None:
    """The name of a function above its curve on a wide stage, else left of it."""
    name.move_to(*((head.at(0.5, 1), UP) if stage().is_wide else (head.at(0, 0.5), LEFT)))


def put_curve_into_head(curve: Mobject, head: Stage) -> None:
    """A curve below its name on a wide stage, else at the right."""
    curve.move_to(*((head.center,) if stage().is_wide else (head.at(1, 0.5), RIGHT)))


def put_beside_first_layer(number: ValueLabel, name: Words, network: ToldNetwork) -> None:
    """A number left of a network on a wide stage, else beside the name of its function."""
    if stage().is_wide:
        number.move_to(network.columns[0].get_left() - (BAR_GAP + NUMBER_GAP) * RIGHT, RIGHT)
    else:
        number.next_to(name, RIGHT, buff=NUMBER_GAP)
        number.shift((name.baseline - number.baseline) * UP)


def put_below_ends(names: Sequence[Words], network: ToldNetwork) -> None:
    """Names of the first and of the last layer below them, within the stage."""
    area = stage()
    for name, column in zip(names, (network.columns[0], network.columns[-1]), strict=True):
        x = float(np.clip(column.get_x(), area.left + name.width / 2, area.right - name.width / 2))
        name.move_to([x, network.columns[0].get_bottom()[1] - ENDS_GAP, 0], UP)


NUMBER_ROOM, NUMBER_GAP, ENDS_GAP = 1.9, 0.35, 0.2
"""Left of a network on a wide stage, for what reaches it; up to that; down to names."""
EXPOSURE = 320.0
"""Of all connections into the outputs."""
RADIUS_SHARE = 0.36
"""Of the way from a neuron to the next: its radius."""
BAR_WIDTH, BAR_GAP = 0.18, 0.25
"""Of a bar, and from it to the layer behind it."""


class ToldNetwork(Group):
    """A network that has not learned yet: a signal from its outputs runs back through it.

    Dark until `begun`, then `told` layer after layer.

    Parameters
    ----------
    sizes
        Of its layers, from the first hidden one to the outputs.
    returning
        What is left of the signal at each of these layers, 1 at the outputs.
    on
        Slope of a hidden layer's neurons. Where they pass on all or nothing, so many are on; which
        ones is left open, for these are means over many pictures.

    Attributes
    ----------
    lights, columns, bars
        Connections out of every layer but the last, neurons, and before each layer a bar as high as
        what is left: all of the room at the outputs.
    on
        Which neurons of each layer pass anything on.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        returning: SourcedArray,
        on: SourcedArray | None,
        *,
        color: str,
        room: Stage,
        palette: Palette,
    ) -> None:
        self.returning, self.color = returning, color
        pitch = room.height / max(sizes)
        radius = RADIUS_SHARE * pitch
        left = room.left + BAR_WIDTH + BAR_GAP + (NUMBER_ROOM if stage().is_wide else 0)
        xs = np.linspace(left, room.right - radius, len(sizes))
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
        self.bars = VGroup(
            *(
                _bar([x - BAR_GAP, room.center[1], 0], room.height * share.value)
                for x, share in zip(xs, returning, strict=True)
            )
        )
        for bar, share in zip(self.bars, returning, strict=True):
            bar.fills = (share,)
        super().__init__(self.lights, self.columns)

    def begun(self) -> Animation:
        """Let the outputs shine, where the signal begins."""
        return AnimationGroup(GrowFromCenter(self.bars[-1]), self._shining(len(self.columns) - 1))

    def told(self, layer: int) -> Animation:
        """Send what is left of the signal back into a layer."""
        light, lines = self.lights[layer], self.on[layer + 1][:, np.newaxis] & self.on[layer]
        light.send_back(_light(self.returning[layer + 1], lines), self.returning)
        return AnimationGroup(
            light.animate.set_front(0).build(),
            ReplacementTransform(self.bars[layer + 1].copy(), self.bars[layer]),
            self._shining(layer),
        )

    def _shining(self, layer: int) -> Animation:
        column, share = self.columns[layer], self.returning[layer]
        target = column.copy()
        fill = interpolate_color(ManimColor(DARK), ManimColor(self.color), share.value)
        for neuron, is_on in zip(target, self.on[layer], strict=True):
            if is_on:
                neuron.set_fill(fill, opacity=1).fills = (share,)
        return Transform(column, target)


def put_at_ends(names: Sequence[Words], lines: Sequence[Curve]) -> None:
    """Put each name to the right of its line's end, or below the one above it."""
    top = np.inf
    for name, line in sorted(
        zip(names, lines, strict=True), key=lambda pair: -pair[1].get_end()[1]
    ):
        name.next_to(line.get_end(), RIGHT, buff=LABEL_GAP)
        name.shift(min(top - float(name.get_top()[1]), 0.0) * UP)
        top = float(name.get_bottom()[1]) - LABEL_GAP


def put_below_end(name: Words, line: Curve) -> None:
    """Put a name below the last part of a rising line, clear of it."""
    name.move_to(line.get_end(), UR)
    corners = np.concatenate([line.get_anchors()[:1], line.get_anchors()[1::2]])
    height = np.interp(name.get_left()[0] - LABEL_GAP, corners[:, 0], corners[:, 1])
    name.shift((float(height) - LABEL_GAP - float(name.get_top()[1])) * UP)


LABEL_GAP = 0.25
"""From a line to its name, and from one name down to the next."""


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


def _least(height: float) -> float:
    # What has no height cannot be stretched.
    return max(height, 1e-3)


def _spread_out(area: Stage, pitch: float, count: int) -> NDArray[np.float64]:
    """Heights around the middle of an area, from the top down."""
    reach = pitch * (count - 1) / 2
    return np.linspace(reach, -reach, count) + area.center[1]
