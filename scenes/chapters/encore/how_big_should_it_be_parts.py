"""A network of more and more neurons, and a column for each number: what it brings, and costs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Rectangle, VGroup

from scenes.mobjects.network.network_sketch import BRIGHT, NetworkSketch
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, LEFT_ROOM, LOW_ROOM
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.text.typst_text import Words
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

NETWORK_WIDTH, NETWORK_SHARES, NETWORK_GAP = 4.0, (0.32, 0.2), 0.3
"""Of the network's room on a wide stage; of the height of a tall one, and of a square one; and from
it to the columns."""
TITLE_ROOM = 0.75
"""Above the columns, where what is said of the data stands elsewhere."""
NUMBER_ROOM, COST_HEIGHTS, NUMBER_GAP = 0.5, (1.3, 0.8), 0.08
"""Of a row of numbers; below it, the bar of the highest cost, and that of a square stage; and from
a bar to its number."""
RUN_RADIUS, RUNS_SHARE, MEAN_SHARE = 0.06, 0.44, 0.64
"""Of a dot for a training; and shares of the column: of all its dots, and the bar at their mean."""
RISE_SHARE, COST_SHARE = 0.16, 0.4
"""Of a column: the bar that says what a step adds, and the one for what a network costs."""
GAP, LABEL_GAP = 0.1, 0.12
"""Around dots and labels; and from a bar to its number."""
WIDEST = 2.3
"""Of a network: its width in heights."""
USUAL_WIDTH, LIGHT_POWER, USUAL_HEIGHT = 16, 0.25, 2.6
"""Of connections: a network of so many neurons a layer, and so high, shines as it does elsewhere,
wider and higher ones more; lower ones less, since their connections are closer together."""


class SizePlot(VGroup):
    """Shares of right answers over numbers of neurons, each in a column of its own; costs below.

    Parameters
    ----------
    costs
        Numbers of parameters, one a column.
    data
        What is said of all of them, for a corner.

    Attributes
    ----------
    home
        Room for a network, beside the columns on a wide stage, above them on any other.
    axes
        Shares of right answers, a floor, and their title.
    counts, across_name
        Numbers of neurons below the columns, and what they are.
    data, costs, prices, cost_name
        Not on stage yet: what is said of the data; bars that hang below the numbers of neurons, as
        long as numbers of parameters, all or every other of these numbers, and what they are.
    """

    def __init__(
        self, widths: SourcedArray, shares: SourcedArray, costs: SourcedArray, data: Words
    ) -> None:
        area = stage()
        self.data = data
        if area.is_wide:
            data.move_to(area.at(0, 0), DOWN + LEFT)
        else:
            data.move_to(area.at(1, 1), UP + RIGHT)
        room = _room(area, data)
        self.left = room.left + LEFT_ROOM
        self.pitch = (room.right - self.left) / widths.size
        longest = COST_HEIGHTS[0 if area.is_wide or area.is_tall else 1]
        lowest = room.bottom + longest + NUMBER_GAP + NUMBER_ROOM
        floor = lowest + NUMBER_ROOM
        corner = [self.left, floor, 0]
        self.up = NumberLine(
            [share.shown_as(percent=True) for share in shares], corner, [self.left, room.top, 0],
            labels_toward=LEFT, overshoot=0.15,
        )  # fmt: skip
        self.floor = Line(corner, [room.right, floor, 0], color=theme.SECONDARY, stroke_width=3)
        self.axes = VGroup(self.up, self.floor, note(_("right answers")))
        _entitle(self.axes)
        self.home = _home(area, data, self.axes)
        self.counts = [
            ValueLabel(number.shown_as(decimals=None)).move_to(
                [self.middle(place), floor - NUMBER_ROOM / 2, 0]
            )
            for place, number in enumerate(widths)
        ]
        unit = longest / float(costs.values.max())
        self.costs = [
            self._cost(place, lowest, cost, unit * cost.value) for place, cost in enumerate(costs)
        ]
        self.prices = _with_room(
            [
                ValueLabel(cost.shown_as(decimals=None)).next_to(bar, DOWN, buff=NUMBER_GAP)
                for bar, cost in zip(self.costs, costs, strict=True)
            ]
        )
        self.across_name = note(_("neurons per layer"))
        self.cost_name = note(_("parameters"))
        self.has_room_for_names = area.is_wide
        if area.is_wide:
            end = self.axes.get_left()[0] - GAP
            self.across_name.move_to([end, self.counts[0].get_y(), 0], RIGHT)
            self.cost_name.move_to([end, self.prices[0].get_y(), 0], RIGHT)
        else:
            self.across_name.move_to([(self.left + room.right) / 2, lowest - NUMBER_GAP, 0], UP)
            self.cost_name.move_to(room.at(0, 0), DOWN + LEFT)
        super().__init__(self.axes, *self.counts, self.across_name)

    def _cost(self, place: int, top: float, cost: Sourced, length: float) -> Rectangle:
        bar = Rectangle(
            width=COST_SHARE * self.pitch, height=length, stroke_width=0,
            fill_color=theme.SECONDARY, fill_opacity=1,
        )  # fmt: skip
        bar.fills = (cost,)
        return bar.move_to([self.middle(place), top, 0], UP)

    def lowered(self) -> VGroup:
        """A copy of the axes where those of other plots are, without a network and costs."""
        up, floor, _title = axes = self.axes.copy()
        area = stage()
        top = area.top - HIGH_ROOM * (1 if area.is_wide else 2)
        corner = np.array([area.left + LEFT_ROOM, area.bottom + LOW_ROOM, 0])
        up.lay(corner, [corner[0], top, 0])
        floor.put_start_and_end_on(corner, [area.right, corner[1], 0])
        return _entitle(axes)

    def middle(self, place: float) -> float:
        """Of a column, the first of which is 0; of a gap between two of them at a half."""
        return float(self.left + (place + 0.5) * self.pitch)

    def point(self, place: float, share: float) -> NDArray[np.float64]:
        """Where a share of right answers stands in a column, shape (3,)."""
        found = self.up.point(share)
        found[0] = self.middle(place)
        return found

    def trainings(self, place: int, runs: SourcedArray) -> VGroup:
        """A dot for each training of a column's networks, side by side."""
        aside = RUNS_SHARE * np.linspace(-0.5, 0.5, runs.size)
        dots = VGroup(
            *(
                Dot(self.point(place + share, run.value), RUN_RADIUS, color=theme.TEXT)
                for share, run in zip(aside, runs, strict=True)
            )
        )
        for dot, run in zip(dots, runs, strict=True):
            dot.fills = (run,)
        return dots

    def mean(self, place: int, mean: Sourced, runs: VGroup) -> VGroup:
        """A bar at the mean of a column's trainings, and how much it is, above all of them."""
        middle = self.point(place, mean.value)
        half = MEAN_SHARE / 2 * self.pitch * RIGHT
        bar = Line(middle - half, middle + half, color=theme.TEXT, stroke_width=4)
        bar.fills = (mean,)
        label = ValueLabel(mean.shown_as(percent=True, decimals=0))
        return VGroup(bar, label.next_to(runs, UP, buff=GAP))

    def step(
        self, place: int, means: Sequence[Sourced], gain: Sourced, runs: VGroup, color: str
    ) -> VGroup:
        """What a step from a column to the next adds: a bar between them, and its number.

        It stands below the `runs` of the next column.
        """
        low, high = (self.point(place + 0.5, mean.value) for mean in means)
        rise = Line(low, high, color=color, stroke_width=100 * RISE_SHARE * self.pitch)
        rise.fills = (gain,)
        size = "body" if self.has_room_for_names else "number"
        label = ValueLabel(gain.shown_as(decimals=0, signed=True), size=size, color=color)
        label.next_to((low + high) / 2, RIGHT, buff=LABEL_GAP + RISE_SHARE / 2 * self.pitch)
        highest = min(runs.get_bottom()[1], high[1]) - LABEL_GAP
        return VGroup(rise, label.shift(min(0.0, highest - label.get_top()[1]) * UP))

    def on_floor(self, step: VGroup) -> VGroup:
        """A copy of a step that stands on the floor, its number in one row with all others."""
        rise, label = step.copy()
        foot = rise.get_start()[1]
        rise.shift((self.floor.get_y() - foot) * UP)
        label.shift((self.floor.get_y() + LABEL_GAP - label.get_bottom()[1]) * UP)
        return VGroup(rise, label)


def _room(area: Stage, data: Words) -> Stage:
    """Room for columns and axes, from the numbers below to the highest share."""
    if area.is_wide:
        left = area.left + NETWORK_WIDTH + NETWORK_GAP
        return replace(area, left=left, top=area.top - HIGH_ROOM)
    share = NETWORK_SHARES[0 if area.is_tall else 1]
    above = float(data.height) + share * area.height
    return replace(area, top=area.top - above - NETWORK_GAP - TITLE_ROOM)


def _home(area: Stage, data: Words, axes: VGroup) -> Stage:
    """Room for a network: beside the axes, down to their floor, or above them."""
    if area.is_wide:
        _up, floor, _title = axes
        return Stage(area.left, area.left + NETWORK_WIDTH, area.top, float(floor.get_y()))
    top = float(data.get_bottom()[1]) - NETWORK_GAP / 2
    return Stage(area.left, area.right, top, float(axes.get_top()[1]) + NETWORK_GAP / 2)


def _with_room(labels: list[ValueLabel]) -> list[ValueLabel]:
    """All numbers, or, if they would touch each other, every other one, the last among them."""
    if all(
        left.get_right()[0] + GAP < right.get_left()[0]
        or right.get_top()[1] + GAP / 2 < left.get_bottom()[1]
        for left, right in pairwise(labels)
    ):
        return labels
    return labels[::-2][::-1]


def _entitle(axes: VGroup) -> VGroup:
    """Put their title above the axis of shares."""
    up, _floor, title = axes
    title.next_to(up, UP, buff=0.15).align_to(up, LEFT)
    return axes


def sketch(width: Sourced, depth: int, room: Stage, palette: Palette) -> NetworkSketch:
    """A network as large as its room, the brighter the more connections it has."""
    across = min(room.width, WIDEST * room.height)
    x = float(room.center[0])
    found = NetworkSketch(
        width, depth, Stage(x - across / 2, x + across / 2, room.top, room.bottom), palette
    )
    return found.shine(light_of(width, room))


def light_of(width: Sourced, room: Stage) -> float:
    """How many times as brightly as at rest a network shines."""
    more = (width.value / USUAL_WIDTH) ** LIGHT_POWER
    return float(BRIGHT * more * room.height / USUAL_HEIGHT)
