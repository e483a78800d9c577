"""Right answers over neurons, and under the curve the network that is tried, large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, Dot, Line, VGroup

from scenes.mobjects.network.network_sketch import BRIGHT, NetworkSketch
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, AccuracyPlot
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

RIGHT_ROOM = 0.35
"""Right of the plot, for half of a number, scene units."""
LABEL_GAP = 0.12
"""Between numbers below the axis, at least; and around the labels of steps."""
RUN_RADIUS, MEAN_WIDTH = 0.055, 0.36
"""Of a dot for a training, and of the bar at the mean of all."""
NETWORK_GAP, NETWORK_LOW, NETWORK_HIGH = 0.55, 0.15, 0.95
"""Around the room of the network: from the width where the curve has turned; above the axis; and
below all right answers, for the curve and the labels of its steps."""
SKETCH_SHARE = 0.64
"""Of that room, for the network; words take the rest."""
VALUES_ROOM = 1.55
"""Below each of two networks, for two numbers."""
LINE_GAP, NAME_GAP, PAIR_GAP = 0.16, 0.22, 0.36
"""Between lines; between a large number and its word; and between two of them."""
BAR_GAP, BAR_WIDTH = 0.22, 16.0
"""Of the bar of parameters: from the network above it, and its thickness."""
WIDEST = 2.3
"""Of a network: its width in heights."""
USUAL_WIDTH, LIGHT_POWER, USUAL_HEIGHT = 16, 0.25, 2.6
"""Of connections: a network of so many neurons a layer, and so high, shines as it does elsewhere,
wider ones more; lower ones less, since their connections are closer together."""


class SizePlot(AccuracyPlot):
    """Right answers over numbers of neurons, and under the curve room for a network.

    Parameters
    ----------
    zero
        Where the axis of neurons begins.
    turn
        The column of `widths` from which on there is room under the curve.

    Attributes
    ----------
    counts
        Numbers below the axis of neurons: those for which there is room.
    inside
        The room of the network.
    """

    def __init__(
        self, zero: Sourced, widths: SourcedArray, shares: SourcedArray, *, turn: int
    ) -> None:
        super().__init__(
            [zero, *widths], shares, across_name=_("neurons per layer"), name_room=RIGHT_ROOM,
            high_room=HIGH_ROOM if stage().is_wide else 2 * HIGH_ROOM,
        )  # fmt: skip
        labels = self.across.labels
        self.counts = _with_room(list(labels[1:]))
        labels.remove(*labels)
        self.add(self.counts)
        low, high = self.point(widths[turn].value, 0), self.point(widths.values[-1], 1)
        self.inside = Stage(
            float(low[0]) + NETWORK_GAP, float(high[0]),
            float(high[1]) - NETWORK_HIGH, float(low[1]) + NETWORK_LOW,
        )  # fmt: skip

    def trainings(self, width: Sourced, runs: SourcedArray, mean: Sourced) -> VGroup:
        """A dot for each training of networks of one width, and a bar at their mean."""
        dots = VGroup(
            *(Dot(self.point(width.value, run.value), RUN_RADIUS, color=theme.TEXT) for run in runs)
        )
        for dot, run in zip(dots, runs, strict=True):
            dot.fills = (run,)
        middle = self.point(width.value, mean.value)
        half = MEAN_WIDTH / 2 * RIGHT
        bar = Line(middle - half, middle + half, color=theme.TEXT, stroke_width=4)
        bar.fills = (mean,)
        return VGroup(dots, bar)

    def step(
        self, widths: tuple[Sourced, Sourced], means: tuple[Sourced, Sourced], color: str
    ) -> VGroup:
        """What more neurons cost and bring: a line to the right, and one up."""
        (few, many), (low, high) = ([each.value for each in pair] for pair in (widths, means))
        start, corner, end = self.point(few, low), self.point(many, low), self.point(many, high)
        flat = Line(start, corner, color=color, stroke_width=3)
        rise = Line(corner, end, color=color, stroke_width=9)
        flat.fills, rise.fills = widths, means
        return VGroup(flat, rise)

    def gain(self, step: VGroup, gain: Sourced, color: str) -> ValueLabel | Words:
        """How far a step rises: beside it, or below it where it is short; in words if they fit."""
        foot, top = step[1].get_start(), step[1].get_end()
        label = ValueLabel(gain, color=color)
        if top[1] - foot[1] < 2 * label.height:
            label.next_to(foot, DOWN, buff=LABEL_GAP)
            return label.shift(min(0.0, stage().right - label.get_right()[0]) * RIGHT)
        words = Words(_("{gain} points"), size="note", color=color, gain=gain)
        place = foot + (top - foot) / 3
        words.next_to(place, RIGHT, buff=LABEL_GAP)
        if words.get_right()[0] + LABEL_GAP < self.inside.left:
            return words
        return label.next_to(place, RIGHT, buff=LABEL_GAP)

    @property
    def rooms(self) -> tuple[Stage, Stage]:
        """Of one network, and of what is said of it."""
        first, second = self.inside.parts(SKETCH_SHARE, 1 - SKETCH_SHARE)
        return first, second

    @property
    def pair(self) -> tuple[Stage, Stage]:
        """Of two networks to be compared, with room for numbers below each."""
        cells = self.inside.parts(1, 1)
        first, second = (
            Stage(cell.left, cell.right, cell.top, cell.bottom + VALUES_ROOM) for cell in cells
        )
        return first, second


class SizeName(VGroup):
    """How many neurons a network has in each layer, and how often it is right.

    Attributes
    ----------
    width, share
        Both numbers.
    first, second
        Each with its word below.
    """

    def __init__(self, width: Sourced, share: Sourced, room: Stage) -> None:
        self.width_label = ValueLabel(width, size="title")
        self.share_label = ValueLabel(share, size="title")
        self.first, self.second = (
            VGroup(label, note(word).next_to(label, DOWN, buff=NAME_GAP))
            for label, word in (
                (self.width_label, _("neurons")),
                (self.share_label, _("right")),
            )
        )
        self.second.next_to(self.first, RIGHT if room.is_wide else DOWN, buff=PAIR_GAP)
        super().__init__(self.first, self.second)
        self.move_to(room.center)


class Cost(VGroup):
    """Below a network: its number of parameters, as a bar too, and how often it is right.

    The bar of the number `most` is as long as the room is wide.

    Attributes
    ----------
    bar, count, share
        The count has a word if there is room.
    """

    def __init__(self, count: Sourced, share: Sourced, room: Stage, *, most: float) -> None:
        length = room.width * count.value / most
        start = room.at(0, 0) + BAR_GAP * DOWN
        self.bar = Line(start, start + length * RIGHT, color=theme.TEXT, stroke_width=BAR_WIDTH)
        self.bar.fills = (count,)
        words = Words(_("{count} parameters"), size="note", color=theme.TEXT, count=count)
        self.count: Words | ValueLabel = words
        if words.width > room.width:
            self.count = ValueLabel(count)
        self.count.next_to(self.bar, DOWN, buff=LINE_GAP).align_to(self.bar, LEFT)
        self.share = ValueLabel(share, size="focus")
        self.share.next_to(self.count, DOWN, buff=LINE_GAP).align_to(self.bar, LEFT)
        super().__init__(self.bar, self.count, self.share)


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
    """Numbers from the last on, without those that would touch the one after."""
    kept = [labels[-1]]
    for label in labels[-2::-1]:
        if label.get_right()[0] + LABEL_GAP < kept[-1].get_left()[0]:
            kept.append(label)
    return VGroup(*kept[::-1])
