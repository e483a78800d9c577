"""`HowBigShouldItBe`: what more neurons in a hidden layer bring, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.analysis.histogram import even_ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.how_big_should_it_be_parts import (
    GAP,
    RUN_RADIUS,
    SizePlot,
    light_of,
    sketch,
)
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.subject.sourced import Sourced

ROOT = "measurement.capacity"
SHOWN = 1
"""The row of the accuracies that is shown: two hidden layers, as the film's own network has."""
TURN = 3
"""The column that is asked about, unless the network has another."""
RING_RADIUS, CHOSEN = 0.17, 1.8
"""Around what is chosen, and how much more a network shines then."""
STEP_SECONDS = 1.15, 0.9
"""Of the first step to more neurons, and of the last: one knows by then what happens."""


class HowBigShouldItBe(Chapter):
    """Accuracy against the number of neurons in a hidden layer."""

    summary = N_(
        "Wider networks, trained alike: each doubling costs twice as much and buys less than the"
        " one before."
    )
    concepts = (N_("capacity"), N_("width of a layer"), N_("parameters"), N_("accuracy"))
    measurements = ("capacity", "naive_program")
    beats: ClassVar = {
        "how-many": Beat(
            "how many neurons",
            "A network, whose two hidden layers have grown and shrunk to a few neurons. Beside it a"
            " column for each number of neurons, each twice the one before, still empty.",
        ),
        "few": Beat(
            "only a few",
            "In the first column a dot for each training of the smallest network, far down.",
        ),
        "twice-as-many": Beat(
            "twice as many",
            "The network is full of neurons. Between the columns stand bars, each with what a"
            " doubling added: ever lower ones. Below hang bars for parameters, each twice as long.",
        ),
        "what-it-buys": Beat(
            "what it buys",
            "At the end of each hanging bar its number of parameters: from column to column it"
            " doubles.",
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
        self.gains = self.record[f"{ROOT}.gains"].row(SHOWN)
        self.columns = range(self.widths.size)
        sizes = self.model.layer_sizes
        counts = self.record[f"{ROOT}.parameter_counts"].row(SHOWN)
        ours = [
            column
            for column in self.columns[1:-1]
            if set(sizes[1:-1]) == {self.capacity.widths[column]}
            and self.model.parameter_count == counts[column].value
        ]
        self.is_ours, self.own = bool(ours), (ours or [TURN])[0]
        times = self.record.number(
            f"{ROOT}.networks[{self.place(0)}].accuracy.trainings", decimals=None
        )
        data = Words(
            _("{data}, {times} runs each"), color=theme.SECONDARY,
            data=Verbatim(_(self.capacity.data)), times=times,
        )  # fmt: skip
        shares = self.record["measurement.shares.numbers"]
        self.plot = SizePlot(self.widths, shares, counts, data)
        depth = self.capacity.depths[SHOWN]
        self.networks = [
            sketch(width, depth, self.plot.home, self.palette) for width in self.widths
        ]
        self.runs = [
            self.plot.trainings(
                column, self.record[f"{ROOT}.networks[{self.place(column)}].accuracy.values"]
            )
            for column in self.columns
        ]
        self.levels = [
            self.plot.mean(column, self.means[column], self.runs[column]) for column in self.columns
        ]
        self.steps = [
            self.plot.step(
                column, (self.means[column], self.means[column + 1]), self.gains[column],
                self.runs[column + 1], self.palette.signal,
            )
            for column in self.columns[:-1]
        ]  # fmt: skip
        self.lowered = self.plot.lowered()
        self.add(self.lowered)

    def how_many(self) -> None:
        """Ask whether more neurons would be better, or fewer would do."""
        said = _("How many neurons does a hidden layer need: {more:many}, or {fewer:few}?")
        slots = {}
        if self.is_ours:
            said = _("Our hidden layers have {width} neurons each. Why not {more}, or {fewer}?")
            slots["width"] = self.width(self.own)
        self.beat("how-many", said, **slots)
        self.shown = self.networks[self.own]
        self.play(
            Transform(self.lowered, self.plot.axes, run_time=0.7),
            Succession(
                Wait(0.3),
                FadeIn(self.shown, *self.plot.counts, self.plot.across_name, run_time=0.5),
            ),
        )
        self.remove(self.lowered)
        self.add(self.plot)
        if self.is_ours:
            self.at_word("width")
            self.play(pulse(self.shown.neurons[:-1], color=theme.TEXT), self.pulse_count(self.own))
        self.at_word("more")
        self.become(self.columns[-1], seconds=0.9)
        self.at_word("fewer")
        self.become(0, seconds=0.9)

    def become(self, column: int, *others: Animation, seconds: float) -> None:
        """Let the network's neurons divide, or come together, until it is that of a column."""
        before, after = self.shown, self.networks[column]
        self.remove(*before.get_family())
        moving = VGroup(before.strip.copy(), before.as_many_as(after))
        target = VGroup(after.strip.copy(), after.as_many_as(before))
        self.add(before.lights, moving)
        self.play(
            FadeOut(before.lights, run_time=0.5 * seconds),
            Transform(moving, target, run_time=seconds),
            Succession(Wait(0.5 * seconds), FadeIn(after.lights, run_time=0.5 * seconds)),
            self.pulse_count(column),
            *others,
        )
        self.remove(moving, after.lights)
        self.add(after)
        self.shown = after

    def pulse_count(self, column: int) -> Animation:
        """The number of neurons below a column swells."""
        return pulse(self.plot.counts[column], color=self.palette.signal, scale=1.4)

    def few(self) -> None:
        """The smallest network, from several random starts."""
        self.beat(
            "few",
            _("Only {few}? They get {low} right on average."),
            few=self.width(0), low=self.share(0),
        )  # fmt: skip
        self.at_word("few")
        self.play(
            pulse(self.shown.neurons[:-1], color=theme.TEXT),
            FadeIn(self.plot.data, run_time=0.4),
            self.rise(0, seconds=1.4),
        )
        self.at_word("low")
        bar, label = self.levels[0]
        self.play(Create(bar), FadeIn(label, shift=0.15 * UP), run_time=0.6)

    def rise(self, column: int, *, seconds: float) -> Animation:
        """All trainings of a width rise from what the ones before reach, the first from zero."""
        before = self.means[column - 1].value if column else 0
        start = self.plot.point(column, before)
        return LaggedStart(
            *(FadeIn(dot, target_position=start) for dot in self.runs[column]),
            lag_ratio=0.15,
            run_time=seconds,
        )

    def twice_as_many(self) -> None:
        """Each time twice as many neurons: what a step brings."""
        depth = self.capacity.depths[SHOWN]
        always = self.capacity.helps_until(depth) == self.widths.values[-1]
        helps = always and self.capacity.helps_less_and_less(depth)
        said = _("Now {double} them, again and again.")
        if helps:
            said = _(
                "Now {double} them, again and again: it helps every time, but {less} and less."
            )
        self.beat("twice-as-many", said)
        self.at_word("double")
        for column, seconds in zip(
            self.columns[:-1], np.linspace(*STEP_SECONDS, len(self.steps)), strict=True
        ):
            self.double(column, float(seconds))
        if helps:
            self.at_word("less")
        self.play(
            LaggedStart(
                *(Transform(step, self.plot.on_floor(step)) for step in self.steps),
                lag_ratio=0.12,
                run_time=1.3,
            )
        )

    def double(self, column: int, seconds: float) -> None:
        """From one column to the next: twice the neurons, what they cost, and what they bring."""
        (bar, label), (rise, gain) = self.levels[column + 1], self.steps[column]
        plot, costs = self.plot, [self.plot.costs[column + 1]]
        others = []
        if column == 0:
            costs = plot.costs[:2]
            others.append(FadeIn(plot.cost_name, run_time=0.4 * seconds))
            if not plot.has_room_for_names:
                others.append(FadeOut(plot.across_name, run_time=0.2 * seconds))
        self.play_sounds(followed([self.means[column], self.means[column + 1]], [0.1, seconds]))
        self.become(
            column + 1,
            *(GrowFromEdge(cost, UP, run_time=0.6 * seconds) for cost in costs),
            self.rise(column + 1, seconds=0.8 * seconds),
            Succession(
                Wait(0.55 * seconds),
                Create(rise, run_time=0.25 * seconds),
                FadeIn(gain, run_time=0.2 * seconds),
            ),
            Succession(Wait(0.7 * seconds), FadeIn(bar, label, run_time=0.3 * seconds)),
            *others,
            seconds=0.7 * seconds,
        )

    def what_it_buys(self) -> None:
        """What a step costs, and what training can add to a size."""
        self.beat(
            "what-it-buys",
            _("But the {parameters} double too, the {last} time for only {gain} more right in a"
              " hundred."),
            gain=self.gains[len(self.steps) - 1].shown_as(decimals=0),
        )  # fmt: skip
        plot = self.plot
        self.at_word("parameters")
        self.play(
            pulse(plot.cost_name, color=theme.TEXT),
            LaggedStart(
                *(FadeIn(price, shift=0.1 * UP) for price in plot.prices),
                lag_ratio=0.3,
                run_time=1.5,
            ),
        )
        self.at_word("last")
        self.play(
            plot.costs[-1].animate(run_time=0.5).set_fill(self.palette.signal),
            pulse(plot.prices[-1], color=self.palette.signal),
        )
        self.at_word("gain")
        self.play(pulse(self.steps[-1][1], color=theme.TEXT, scale=1.5))
        if self.is_trained_better():
            self.ours()

    def is_trained_better(self) -> bool:
        """Whether this is the film's own network, and ahead of all that are twice as wide."""
        if not self.is_ours or self.settings.model is not None:
            return False
        self.record = self.record.with_root(
            "measurement.naive_program", self.measured("naive_program")
        )
        self.own_share = self.record.number(
            "measurement.naive_program.by_network.accuracy", percent=True, decimals=0
        )
        wider = self.capacity.networks[self.place(self.own + 1)]
        return self.own_share.value > wider.accuracy.highest

    def ours(self) -> None:
        """The film's own network rises above those of its size, and of twice its size."""
        color, column, wider = self.palette.signal, self.own, self.own + 1
        self.caption(
            _("And our own {own}, trained {better}, get {share}: more than {twice} did here."),
            own=self.width(column), share=self.own_share, twice=self.width(wider),
        )  # fmt: skip
        self.become(column, self.plot.costs[-1].animate.set_fill(theme.SECONDARY), seconds=1.2)
        self.at_word("better")
        light = CHOSEN * light_of(self.widths[column], self.plot.home)
        self.play(self.shown.animate.shine(light), run_time=0.9)
        self.at_word("share")
        place = self.plot.point(column, self.own_share.value)
        dot = Dot(self.plot.point(column, self.means[column].value), 1.5 * RUN_RADIUS, color=color)
        dot.fills = (self.own_share,)
        ring = Circle(RING_RADIUS, color=color, stroke_width=5).move_to(place)
        label = ValueLabel(self.own_share, color=color).next_to(ring, UP, buff=GAP)
        self.play(
            FadeOut(self.levels[column][1], run_time=0.2),
            dot.animate(run_time=0.6).move_to(place),
            Succession(Wait(0.4), Create(ring, run_time=0.5)),
            Succession(Wait(0.4), FadeIn(label, shift=0.15 * UP, run_time=0.5)),
        )
        self.at_word("twice")
        self.play(
            pulse(*self.runs[wider], self.levels[wider][1], color=theme.TEXT, scale=1.4),
            self.pulse_count(wider),
        )

    def width(self, column: int) -> Sourced:
        """Number of neurons."""
        return self.widths[column].shown_as(decimals=None)

    def share(self, column: int) -> Sourced:
        """Right answers on average, as they are shown."""
        return self.means[column].shown_as(percent=True, decimals=0)

    def place(self, column: int) -> int:
        """Which of the record's networks has this width."""
        return SHOWN * self.widths.size + column
