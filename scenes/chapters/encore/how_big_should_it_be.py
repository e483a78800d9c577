"""`HowBigShouldItBe`: what more neurons in a hidden layer buy, and what they cost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from manim import (
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.analysis.histogram import even_ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.how_big_should_it_be_parts import (
    Cost,
    SizeName,
    SizePlot,
    light_of,
    sketch,
)
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.counting import Roll
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.mobjects.network.network_sketch import NetworkSketch
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced

ROOT = "measurement.capacity"
SHOWN = 1
"""The row of the accuracies that is shown: two hidden layers, as the film's own network has."""
TURN = 3
"""The column of the width that is compared with the widest, unless the network has another."""
ROLL_ROOM = 0.18
"""How far digits slide when a number changes: there are words below it."""
RING_RADIUS, CHOSEN = 0.24, 1.6
"""Around what is chosen, and how much more a network shines then."""


class HowBigShouldItBe(Chapter):
    """Accuracy against the number of neurons in a hidden layer."""

    summary = N_(
        "Wider networks, trained alike: each doubling costs twice as much and buys less than the"
        " one before."
    )
    concepts = (N_("capacity"), N_("width of a layer"), N_("parameters"), N_("accuracy"))
    measurements = ("capacity",)
    beats: ClassVar = {
        "how-many": Beat(
            "how many neurons",
            "Axes: right answers over neurons per layer, still empty. In them a network, whose two"
            " hidden layers have shrunk and grown.",
        ),
        "few": Beat(
            "only a few",
            "The smallest network, and above its number of neurons a dot for each of its trainings,"
            " far down.",
        ),
        "twice-as-many": Beat(
            "twice as many",
            "Dots for ever wider networks, joined by a line that rises steeply and then hardly. Its"
            " steps are marked: to the right ever longer, upward ever shorter.",
        ),
        "what-it-buys": Beat(
            "what it buys",
            "Below the line two networks, a narrow one and the widest, each with its number of"
            " parameters and its share of right answers.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.how_many()
        self.few()
        self.twice_as_many()
        self.what_it_buys()
        self.rest(0.4)

    def prepare(self) -> None:
        """Find the networks that were trained, and begin with empty axes."""
        self.capacity = self.measured("capacity")
        self.record = self.record.with_root(ROOT, self.capacity).with_root(
            "measurement.shares", even_ticks(0, 1, 6)
        )
        self.widths = self.record[f"{ROOT}.widths"]
        self.means = self.record[f"{ROOT}.means"].row(SHOWN)
        self.columns = range(self.widths.size)
        sizes = self.model.layer_sizes
        counts = self.capacity.parameter_counts[SHOWN]
        ours = [
            column
            for column in self.columns[1:-1]
            if set(sizes[1:-1]) == {self.capacity.widths[column]}
            and self.model.parameter_count == counts[column]
        ]
        self.is_ours, self.own = bool(ours), (ours or [TURN])[0]
        shares = self.record["measurement.shares.numbers"]
        self.plot = SizePlot(shares[0], self.widths, shares, turn=TURN)
        room, self.beside = self.plot.rooms
        self.networks = [self.sketch(column, room) for column in self.columns]
        self.add(self.plot)

    def sketch(self, column: int, room: Stage) -> NetworkSketch:
        """A network of one width, lit."""
        depth = self.capacity.depths[SHOWN]
        return sketch(self.widths[column], depth, room, self.palette)

    def how_many(self) -> None:
        """Ask whether fewer neurons would do, or more would be better."""
        said = _("How many neurons does a hidden layer need: {fewer:few}, or {more:many}?")
        slots = {}
        if self.is_ours:
            said = _("Our hidden layers have {width} neurons each. Why not {fewer}, or {more}?")
            slots["width"] = self.width(self.own)
        self.beat("how-many", said, **slots)
        self.shown = self.networks[self.own]
        self.name = SizeName(self.width(self.own), self.share(0), self.beside)
        self.play(FadeIn(self.shown), FadeIn(self.name.first), run_time=0.8)
        if self.is_ours:
            self.at_word("width")
            self.play(pulse(self.name.first[0], color=self.palette.signal))
        self.at_word("fewer")
        self.become(0)
        self.at_word("more")
        self.become(len(self.columns) - 1)

    def become(self, column: int, *others: Animation, seconds: float = 0.9) -> None:
        """Let the network's neurons divide, or come together, until it has another width."""
        self.regroup(
            self.networks[column],
            Roll(self.name.width_label, self.width(column), room=ROLL_ROOM, run_time=0.6),
            *self.pulse_count(column),
            *others,
            seconds=seconds,
        )

    def pulse_count(self, column: int) -> list[Animation]:
        """The number of neurons below the axis swells, if it stands there."""
        return [
            pulse(count, color=theme.TEXT, scale=1.4)
            for count in self.plot.counts
            if count.sourced.value == self.widths[column].value
        ]

    def regroup(self, after: NetworkSketch, *others: Animation, seconds: float) -> None:
        """Let neurons go from their places in the network that is shown to those in another."""
        before = self.shown
        moving = VGroup(before.strip.copy(), before.as_many_as(after))
        self.remove(before)
        self.add(before.lights, moving)
        self.play(
            FadeOut(before.lights, run_time=0.5 * seconds),
            Transform(
                moving, VGroup(after.strip.copy(), after.as_many_as(before)), run_time=seconds
            ),
            Succession(Wait(0.4 * seconds), FadeIn(after.lights, run_time=0.6 * seconds)),
            *others,
        )
        self.remove(moving, after.lights)
        self.add(after)
        self.shown = after

    def few(self) -> None:
        """The smallest network, from several random starts."""
        times = self.record.number(f"{ROOT}.networks[{self.place(0)}].accuracy.trainings").shown_as(
            decimals=None
        )
        low = self.share(0)
        self.beat(
            "few",
            _("Only {few}? Trained from {times} random {starts}, they get {low} right on average."),
            few=self.width(0), times=times, low=low,
        )  # fmt: skip
        area = stage()
        data = Words(
            _("{data}, {times} short trainings each"), color=theme.SECONDARY,
            width=0.7 * area.width, align="right", balanced=True,
            data=Verbatim(_(self.capacity.data)), times=times,
        ).move_to(area.at(1, 1), UP + RIGHT)  # fmt: skip
        self.runs = [
            self.plot.trainings(
                self.widths[column],
                self.record[f"{ROOT}.networks[{self.place(column)}].accuracy.values"],
                self.means[column],
            )
            for column in self.columns
        ]
        self.at_word("few")
        self.become(0, FadeIn(data))
        self.at_word("times")
        self.play(self.rise(0, seconds=1.2))
        self.at_word("starts")
        self.play(
            LaggedStart(*(pulse(dot, color=theme.TEXT, scale=1.8) for dot in self.runs[0][0]))
        )
        self.at_word("low")
        self.play(Create(self.runs[0][1]), FadeIn(self.name.second, shift=0.15 * UP), run_time=0.6)

    def rise(self, column: int, *, seconds: float) -> Animation:
        """All trainings of a width rise from what the ones before reach, the first from zero."""
        before = self.means[column - 1].value if column else 0
        start = self.plot.point(self.widths[column].value, before)
        return LaggedStart(
            *(FadeIn(dot, target_position=start) for dot in self.runs[column][0]),
            lag_ratio=0.15,
            run_time=seconds,
        )

    def twice_as_many(self) -> None:
        """Each time twice as many neurons: what a step costs, and what it brings."""
        depth = self.capacity.depths[SHOWN]
        always = self.capacity.helps_until(depth) == self.widths.values[-1]
        helps = always and self.capacity.helps_less_and_less(depth)
        said = _("Now {double} them, again and again.")
        if helps:
            said = _("{Double} them, again and again: it helps from every {start}, but {less} each"
                     " time.")  # fmt: skip
        self.beat("twice-as-many", said)
        color = self.palette.signal
        gains = self.record[f"{ROOT}.gains"].row(SHOWN)
        self.gains = VGroup()
        self.at_word("Double" if helps else "double")
        for before, after in pairwise(self.columns):
            step = self.plot.step(
                (self.widths[before], self.widths[after]), (self.means[before], self.means[after]),
                color,
            )  # fmt: skip
            gain = gains[before].shown_as(decimals=0, signed=True)
            label = self.plot.gain(step, gain, color)
            self.gains.add(label)
            line = self.plot.line(
                self.widths.part(before, after + 1), self.means.part(before, after + 1),
                color=theme.TEXT, width=6,
            )  # fmt: skip
            self.play_sounds(followed([self.means[before], self.means[after]], [0.1, 0.8]))
            self.become(
                after,
                self.rise(after, seconds=0.7),
                Succession(Wait(0.3), Create(line, run_time=0.6)),
                Roll(self.name.share_label, self.share(after), room=ROLL_ROOM),
                seconds=0.8,
            )
            self.play(
                Create(self.runs[after][1]), Create(step), FadeIn(label, shift=0.1 * UP),
                run_time=0.4,
            )  # fmt: skip
        if helps:
            self.at_word("start")
            self.play(
                LaggedStart(
                    *(pulse(*runs[0], color=theme.TEXT, scale=1.5) for runs in self.runs),
                    lag_ratio=0.15, run_time=1.1,
                )
            )  # fmt: skip
            self.at_word("less")
            self.play(
                LaggedStart(
                    *(pulse(label, color=theme.TEXT, scale=1.15) for label in self.gains),
                    lag_ratio=0.3, run_time=1.6,
                )
            )  # fmt: skip

    def what_it_buys(self) -> None:
        """Two networks: what they cost, what they get right, and which to take."""
        columns = (self.own, len(self.columns) - 1)
        counts = self.record[f"{ROOT}.parameter_counts"].row(SHOWN)
        few, many = (counts[column].shown_as(decimals=None) for column in columns)
        low, high = (self.share(column) for column in columns)
        self.beat(
            "what-it-buys",
            _("Trained the same way, {few} parameters reach {low}, {many} reach {high}."),
            few=few, low=low, many=many, high=high,
        )  # fmt: skip
        rooms = self.plot.pair
        small, large = (
            self.sketch(column, room) for column, room in zip(columns, rooms, strict=True)
        )
        costs = [
            Cost(count, share, room, most=many.value)
            for count, share, room in zip((few, many), (low, high), rooms, strict=True)
        ]
        self.regroup(
            large,
            FadeOut(self.name, run_time=0.4),
            Succession(Wait(0.6), FadeIn(small, run_time=0.4)),
            seconds=1.0,
        )
        for column, cost, words in zip(
            columns, costs, (("few", "low"), ("many", "high")), strict=True
        ):
            self.at_word(words[0])
            self.play(
                *self.pulse_count(column),
                Create(cost.bar), FadeIn(cost.count, shift=0.15 * UP), run_time=0.8,
            )  # fmt: skip
            self.at_word(words[1])
            self.play(
                FadeIn(cost.share, shift=0.15 * UP),
                pulse(*self.runs[column], color=theme.TEXT, scale=1.8),
            )
        self.verdict(small, costs)

    def verdict(self, small: NetworkSketch, costs: list[Cost]) -> None:
        """Which to take."""
        if not self.is_ours:
            self.caption(_("So no size is simply {right}: the last points {cost} most."))
            self.at_word("right")
            self.play(*(pulse(cost.share, color=theme.TEXT, scale=1.3) for cost in costs))
        else:
            self.caption(
                _("So why {own}? {Good} for most digits, {small} enough to draw. The last points"
                  " {cost} most."),
                own=self.width(self.own),
            )  # fmt: skip
            color = self.palette.signal
            ring = Circle(RING_RADIUS, color=color, stroke_width=6).move_to(
                self.plot.point(self.widths[self.own].value, self.means[self.own].value)
            )
            self.at_word("own")
            self.play(Create(ring), run_time=0.7)
            self.at_word("Good")
            self.play(costs[0].share.animate.set_color(color), run_time=0.6)
            self.at_word("small")
            self.play(
                small.animate.shine(CHOSEN * light_of(self.widths[self.own], self.plot.pair[0])),
                costs[0].count.animate.set_color(color),
                run_time=0.8,
            )  # fmt: skip
        self.at_word("cost")
        self.play(
            pulse(costs[1].bar, costs[1].count, color=theme.TEXT),
            pulse(*self.gains[self.own :], color=theme.TEXT, scale=1.25),
        )

    def width(self, column: int) -> Sourced:
        """Number of neurons."""
        return self.widths[column].shown_as(decimals=None)

    def share(self, column: int) -> Sourced:
        """Right answers on average, as they are shown."""
        return self.means[column].shown_as(percent=True, decimals=0)

    def place(self, column: int) -> int:
        """Which of the record's networks has this width."""
        return 1 + SHOWN * self.widths.size + column
