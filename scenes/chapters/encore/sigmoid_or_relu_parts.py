"""Two curves on one scale, a beam that they turn, what comes back through many of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    AnimationGroup,
    Arrow,
    FadeIn,
    GrowFromEdge,
    Line,
    Rectangle,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from scenes.mobjects.plots.number_line import NumberLine, plane_points
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.plots.plot import Curve, Plot
    from scenes.stage.layout import Stage
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


class Passage(VGroup):
    """What comes to a layer, dim, and before it what the layer lets through: bars on one foot.

    Parameters
    ----------
    unit
        How high all of the signal is.

    Attributes
    ----------
    whole, part
        Both bars.
    """

    def __init__(
        self, given: Sourced, left: Sourced, *,
        foot: NDArray[np.float64], width: float, unit: float, color: str,
    ) -> None:  # fmt: skip
        self.heights = unit * given.value, unit * left.value
        self.whole, self.part = (
            _bar(foot, width, height, color).set_fill(opacity=opacity)
            for height, opacity in zip(self.heights, (GIVEN_OPACITY, 1.0), strict=True)
        )
        self.whole.fills, self.part.fills = (given,), (left,)
        super().__init__(self.whole, self.part)

    def lay(self, come: float, passed: float) -> Self:
        """Show so much of what comes, as all of it is let through; then let so much be lost."""
        given, left = self.heights
        self.whole.set_fill(opacity=GIVEN_OPACITY * come)
        self.part.set_fill(opacity=come)
        foot = self.part.get_bottom()
        self.part.stretch_to_fit_height(_least(given + passed * (left - given)))
        self.part.move_to(foot, DOWN)
        return self


class Pass(Animation):
    """Let what comes to a layer come in, and sink to what the layer lets through."""

    def __init__(self, passage: Passage, **kwargs: Any) -> None:
        super().__init__(passage, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Lay both bars as they are now."""
        come = min(alpha / COME_SHARE, 1.0)
        self.mobject.lay(come, smooth(max(alpha - COME_SHARE, 0.0) / (1 - COME_SHARE)))


class WayBack(VGroup):
    """What is left of a signal on its way back from the outputs: a bar and a number for each layer.

    Only the floor is there until it has `begun`; then it is `told` layer after layer.

    Parameters
    ----------
    returning
        What is left of the signal at each layer, from the first hidden one to the outputs, where it
        is 1.
    aside, width
        Of a bar: its middle, from the left, and its width, as shares of its layer's column.

    Attributes
    ----------
    outputs, passages
        The bar of the last layer, and those of the others.
    numbers
        What is left, below each layer's bar.
    """

    def __init__(
        self, returning: SourcedArray, *, room: Stage, aside: float, width: float, color: str
    ) -> None:
        self.returning = returning
        floor, column = room.bottom + NUMBER_ROOM, room.width / returning.size
        feet = [
            np.array([room.left + (place + aside) * column, floor, 0.0])
            for place in range(returning.size)
        ]
        unit = room.top - floor
        self.floor = Line(
            [room.left, floor, 0], [room.right, floor, 0], color=theme.RULE, stroke_width=3
        )
        self.outputs = _bar(feet[-1], width * column, unit, color)
        self.outputs.fills = (returning[returning.size - 1],)
        self.passages = [
            Passage(
                returning[layer + 1], returning[layer],
                foot=foot, width=width * column, unit=unit, color=color,
            )
            for layer, foot in enumerate(feet[:-1])
        ]  # fmt: skip
        self.numbers = [
            ValueLabel(as_share(share), color=color).move_to(foot + NUMBER_ROOM / 2 * DOWN)
            for share, foot in zip(returning, feet, strict=True)
        ]
        super().__init__(self.floor)

    def begun(self) -> Animation:
        """Let the whole signal stand at the outputs."""
        return self._with_number(GrowFromEdge(self.outputs, DOWN), -1)

    def told(self, layer: int) -> Animation:
        """Let what is left of the signal come to a layer, and through it."""
        return self._with_number(Pass(self.passages[layer]), layer)

    def _with_number(self, movement: Animation, layer: int) -> Animation:
        number = FadeIn(self.numbers[layer], run_time=0.5)
        return AnimationGroup(movement, number, lag_ratio=0.5)

    @property
    def shown(self) -> list[Mobject]:
        """All of it but the numbers that is on stage when it has been told."""
        return [self, self.outputs, *self.passages]


def as_share(part: Sourced) -> Sourced:
    """A part of a signal as it is read: the smaller it is, the more decimals."""
    decimals = sum(part.value < limit for limit in (0.1, 0.01))
    return part.shown_as(percent=True, decimals=decimals)


def rooms_of_ways() -> list[tuple[Stage, float, float]]:
    """Room for the ways back through two networks, and place and width of a bar in its column.

    They share a wide stage, bar beside bar; on any other one stands above the other.
    """
    area = replace(stage(), bottom=stage().bottom + ENDS_ROOM)
    if area.is_wide:
        return [(area, 0.5 + side * PAIR_SHARE / 2, PAIR_WIDTH) for side in (-1, 1)]
    return [(room, 0.5, LONE_WIDTH) for room in area.rows(1, 1, gap=0.35)]


def into_corners(lines: Sequence[Mobject], rooms: Sequence[Stage]) -> list[Mobject]:
    """Small copies of curves, each in the upper left corner of its room.

    Those that share a room stay on one plane.
    """
    copies = [line.copy() for line in lines]
    for room in dict.fromkeys(rooms):
        here = VGroup(*(each for each, own in zip(copies, rooms, strict=True) if own == room))
        here.scale(CURVE_SHARE * room.width / here.width)
        here.move_to(room.at(0, 1) + CURVE_GAP * DOWN, UL)
    return copies


class WayArrow(VGroup):
    """Names of a network's first layer and of its outputs, below them, and an arrow between.

    Attributes
    ----------
    names, arrow
        Both names, and the arrow, which runs back.
    """

    def __init__(self, names: Sequence[Words], way: WayBack) -> None:
        area = stage()
        first, last = way.passages[0].get_x(), way.outputs.get_x()
        for name, middle in zip(names, (first, last), strict=True):
            half = name.width / 2
            x = float(np.clip(middle, area.left + half, area.right - half))
            name.move_to([x, way.floor.get_y() - NUMBER_ROOM - ENDS_GAP, 0], UP)
        self.names, y = names, float(np.mean([name.get_y() for name in names]))
        start, end = names[1].get_left()[0] - ARROW_GAP, names[0].get_right()[0] + ARROW_GAP
        self.arrow = Arrow(
            [start, y, 0], [end, y, 0],
            buff=0, stroke_width=6, tip_length=0.24, color=theme.SECONDARY,
        )  # fmt: skip
        super().__init__(*names)


GIVEN_OPACITY = 0.22
"""Of a bar for what comes to a layer."""
COME_SHARE = 0.35
"""Of the time of a step: what comes is there."""
NUMBER_ROOM, ENDS_ROOM, ENDS_GAP, ARROW_GAP = 0.5, 0.6, 0.12, 0.35
"""Below a floor, for numbers; below that, for names; down to them; and from names to the arrow."""
PAIR_SHARE, PAIR_WIDTH, LONE_WIDTH = 0.47, 0.4, 0.62
"""Of a column: from one of two bars to the other, and their width; that of a bar alone."""
CURVE_SHARE, CURVE_GAP = 0.31, 0.25
"""Of a room's width: curves in its corner; and down to them."""


class Learned(VGroup):
    """How well some trainings do, round by round: their mean, and a band around all of them.

    Attributes
    ----------
    band, mean
        From the lowest to the highest of each round, and a line.
    """

    def __init__(
        self, plot: Plot, rounds: SourcedArray, runs: Sequence[SourcedArray], *,
        color: str, width: float,
    ) -> None:  # fmt: skip
        low, mean, high = runs
        self.band = VMobject(stroke_width=0).set_fill(color, opacity=BAND_OPACITY)
        self.mean = VMobject(color=color, stroke_width=width)
        self.band.fills, self.mean.fills = (rounds, low, high), (rounds, mean)
        self.lines = [
            plane_points(plot.across, plot.up, rounds.values, line.values) for line in runs
        ]
        super().__init__(self.band, self.mean)
        self.lay(1.0)

    def lay(self, share: float) -> Self:
        """Show so much of the way from the first round to the last."""
        low, mean, high = (_begun(line, share) for line in self.lines)
        self.mean.set_points_as_corners(mean)
        self.band.set_points_as_corners([*low, *high[::-1], low[0]])
        return self


class Learn(Animation):
    """Let trainings go on, round by round."""

    def __init__(self, learned: Learned, **kwargs: Any) -> None:
        super().__init__(learned, introducer=True, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show what is reached now."""
        self.mobject.lay(self.rate_func(alpha))


BAND_OPACITY = 0.22
"""Of all trainings of a kind, behind their mean."""


def put_at_ends(names: Sequence[Words], learned: Sequence[Learned]) -> None:
    """Put each name to the right of its line's end, or below the one above it."""
    top = np.inf
    for name, line in sorted(
        zip(names, (each.mean for each in learned), strict=True),
        key=lambda pair: -pair[1].get_end()[1],
    ):
        name.next_to(line.get_end(), RIGHT, buff=LABEL_GAP)
        name.shift(min(top - float(name.get_top()[1]), 0.0) * UP)
        top = float(name.get_bottom()[1]) - LABEL_GAP


def put_below_end(name: Words, line: VMobject) -> None:
    """Put a name below the last part of a rising line, clear of it."""
    name.move_to(line.get_end(), UR)
    corners = np.concatenate([line.get_anchors()[:1], line.get_anchors()[1::2]])
    height = np.interp(name.get_left()[0] - LABEL_GAP, corners[:, 0], corners[:, 1])
    name.shift((float(height) - LABEL_GAP - float(name.get_top()[1])) * UP)


LABEL_GAP = 0.25
"""From a line to its name, and from one name down to the next."""


def _begun(line: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The first part of a line with evenly spaced corners, shape (corners, 3)."""
    way = max(share, LEAST_SHARE) * (len(line) - 1)
    whole = min(int(way), len(line) - 2)
    end = line[whole] + (way - whole) * (line[whole + 1] - line[whole])
    return np.concatenate([line[: whole + 1], [end]])


LEAST_SHARE = 1e-3
"""Of a line that is drawn: a line has two ends."""


def _bar(foot: NDArray[np.float64], width: float, height: float, color: str) -> Rectangle:
    return _standing(width, height).set_fill(color, opacity=1).move_to(foot, DOWN)


def _standing(width: float, length: float) -> Rectangle:
    return Rectangle(width=width, height=_least(length), stroke_width=0)


def _least(height: float) -> float:
    # What has no height cannot be stretched.
    return max(height, 1e-3)
