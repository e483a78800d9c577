"""A column for each number of neurons: how often its networks are right, and one of them drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Succession,
    VGroup,
    Wait,
)

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

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.mobjects.text.typst_text import Words
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

LEFT_ROOMS = 1.95, LEFT_ROOM
"""Left of the columns: on a wide stage for names of rows, on any other for the axis."""
NUMBER_ROOM, NAME_ROOM = 0.5, 0.55
"""Of a row of numbers, and of the words below them."""
SKETCH_SHARE, SKETCH_WIDTH, SKETCH_HEIGHTS, SKETCH_GAP = 0.6, 0.86, (0.95, 1.15), 0.2
"""Of a column's width: the height of its network, within bounds, and its width; above it."""
RUN_RADIUS, RUNS_SHARE, MEAN_SHARE = 0.06, 0.44, 0.64
"""Of a dot for a training; and shares of the column: of all its dots, and the bar at their mean."""
RISE_SHARE = 0.14
"""Of a column: the bar that says what a step adds."""
GAP, LABEL_GAP = 0.1, 0.14
"""Around dots and labels; and from a bar to its number."""
LARGE_INSET = 0.9, 0.3
"""Around the large network: beside it, in columns, and above and below."""
WIDEST = 2.3
"""Of a network: its width in heights."""
USUAL_WIDTH, LIGHT_POWER, USUAL_HEIGHT = 16, 0.25, 2.6
"""Of connections: a network of so many neurons a layer, and so high, shines as it does elsewhere,
wider ones more; lower ones less, since their connections are closer together."""


class SizePlot(VGroup):
    """Shares of right answers over numbers of neurons, each in a column of its own.

    Parameters
    ----------
    prices
        Numbers of parameters, one a column.
    data
        What is said of all of them, for the upper right corner.

    Attributes
    ----------
    axes
        Shares of right answers, a floor, and their title.
    counts, across_name
        Numbers of neurons below the columns, and what they are.
    data, prices, price_name
        Not on stage yet: what is said of the data; numbers of parameters below those of neurons,
        all or every other one, and what they are.
    sketches
        The room of each column's network.
    large
        Room for a single network above the columns.
    """

    def __init__(
        self, widths: SourcedArray, shares: SourcedArray, prices: SourcedArray, data: Words
    ) -> None:
        area, is_wide = stage(), stage().is_wide
        self.left = area.left + LEFT_ROOMS[0 if is_wide else 1]
        self.pitch = (area.right - self.left) / widths.size
        low, high = SKETCH_HEIGHTS
        height = min(max(SKETCH_SHARE * self.pitch, low), high)
        lowest = area.bottom + 2 * NUMBER_ROOM + (0 if is_wide else NAME_ROOM)
        half = SKETCH_WIDTH / 2 * self.pitch
        self.sketches = [
            Stage(self.middle(place) - half, self.middle(place) + half, lowest + height, lowest)
            for place in range(widths.size)
        ]
        self.data = data.move_to(area.at(1, 1), UP + RIGHT)
        floor = lowest + height + SKETCH_GAP
        top = area.top - (HIGH_ROOM if is_wide else 2 * HIGH_ROOM)
        corner = [self.left, floor, 0]
        self.up = NumberLine(
            [share.shown_as(percent=True) for share in shares], corner, [self.left, top, 0],
            labels_toward=LEFT, overshoot=0.15,
        )  # fmt: skip
        self.floor = Line(corner, [area.right, floor, 0], color=theme.SECONDARY, stroke_width=3)
        self.axes = VGroup(self.up, self.floor, note(_("right answers")))
        _entitle(self.axes)
        self.large = Stage(self.left, area.right, top, floor).inset(
            LARGE_INSET[0] * self.pitch, LARGE_INSET[1]
        )
        rows = [lowest - NUMBER_ROOM / 2, lowest - 1.5 * NUMBER_ROOM]
        self.counts, found = (
            [
                ValueLabel(number.shown_as(decimals=None)).move_to([self.middle(place), y, 0])
                for place, number in enumerate(numbers)
            ]
            for numbers, y in zip((widths, prices), rows, strict=True)
        )
        self.prices = _with_room(found)
        self.across_name = note(_("neurons") if is_wide else _("neurons per layer"))
        self.price_name = note(_("parameters"))
        self.has_heads = is_wide
        middle = (self.left + area.right) / 2
        for name, y in zip((self.across_name, self.price_name), rows, strict=True):
            if is_wide:
                name.move_to([area.left, y, 0], LEFT)
            else:
                name.move_to([middle, area.bottom + NAME_ROOM / 2, 0])
        super().__init__(self.axes, *self.counts, self.across_name)

    def lowered(self) -> VGroup:
        """A copy of the axes where those of other plots are, without room for networks below."""
        up, floor, _title = axes = self.axes.copy()
        area, top = stage(), self.up.point(1)
        corner = np.array([area.left + LEFT_ROOM, area.bottom + LOW_ROOM, 0])
        up.lay(corner, [corner[0], top[1], 0])
        floor.put_start_and_end_on(corner, [area.right, corner[1], 0])
        return _entitle(axes)

    def show_prices(self, *, seconds: float) -> Animation:
        """Numbers of parameters come one after the other; their name may need the other's place."""
        others = [] if self.has_heads else [FadeOut(self.across_name, run_time=0.3 * seconds)]
        return AnimationGroup(
            *others,
            Succession(Wait(0.4 * seconds), FadeIn(self.price_name, run_time=0.3 * seconds)),
            LaggedStart(
                *(FadeIn(price, shift=0.1 * UP) for price in self.prices),
                lag_ratio=0.3,
                run_time=seconds,
            ),
        )

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
        size = "focus" if self.has_heads else "number"
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
    return float(BRIGHT * more * min(1.0, room.height / USUAL_HEIGHT))


def _with_room(labels: list[ValueLabel]) -> VGroup:
    """All numbers, or, if they would touch each other, every other one, the last among them."""
    for each in (1, 2):
        kept = labels[::-each][::-1]
        ends = [(label.get_left()[0], label.get_right()[0]) for label in kept]
        if all(right + GAP < left for (_left, right), (left, _right) in pairwise(ends)):
            break
    return VGroup(*kept)
