"""`HowBigShouldItBe`: what more neurons in a hidden layer buy, and what they cost."""

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
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.mobjects.network.network_sketch import NetworkSketch
    from scenes.subject.sourced import Sourced

ROOT = "measurement.capacity"
SHOWN = 1
"""The row of the accuracies that is shown: two hidden layers, as the film's own network has."""
TURN = 3
"""The column that is asked about, unless the network has another."""
DATA_SHARE = 0.65
"""Of the stage's width: what is said of the data."""
RING_RADIUS, CHOSEN = 0.17, 1.8
"""Around what is chosen, and how much more a network shines then."""
STEP_SECONDS = 1.1, 0.7
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
            "A column for each number of neurons per layer, each twice the one before, still empty."
            " Over them a large network, whose two hidden layers have shrunk and grown.",
        ),
        "few": Beat(
            "only a few",
            "The smallest network in the first column, and above it a dot for each of its"
            " trainings, far down.",
        ),
        "twice-as-many": Beat(
            "twice as many",
            "In every column a network, and dots that rise steeply and then hardly. Between the"
            " columns stand bars, each with what the step added: ever lower ones.",
        ),
        "what-it-buys": Beat(
            "what it buys",
            "Below each network its number of parameters: from column to column it doubles.",
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
        counts = self.record[f"{ROOT}.parameter_counts"].row(SHOWN)
        ours = [
            column
            for column in self.columns[1:-1]
            if set(sizes[1:-1]) == {self.capacity.widths[column]}
            and self.model.parameter_count == counts[column].value
        ]
        self.is_ours, self.own = bool(ours), (ours or [TURN])[0]
        self.times = self.record.number(
            f"{ROOT}.networks[{self.place(0)}].accuracy.trainings", decimals=None
        )
        data = Words(
            _("{data}, {times} short trainings each"), color=theme.SECONDARY,
            width=DATA_SHARE * stage().width, align="right", balanced=True,
            data=Verbatim(_(self.capacity.data)), times=self.times,
        )  # fmt: skip
        shares = self.record["measurement.shares.numbers"]
        self.plot = SizePlot(self.widths, shares, counts, data)
        depth = self.capacity.depths[SHOWN]
        self.networks = [
            sketch(self.widths[column], depth, room, self.palette)
            for column, room in enumerate(self.plot.sketches)
        ]
        self.large = {
            column: sketch(self.widths[column], depth, self.plot.large, self.palette)
            for column in (self.own, 0, self.columns[-1])
        }
        self.runs = [
            self.plot.trainings(
                column, self.record[f"{ROOT}.networks[{self.place(column)}].accuracy.values"]
            )
            for column in self.columns
        ]
        self.levels = [
            self.plot.mean(column, self.means[column], self.runs[column]) for column in self.columns
        ]
        self.lowered = self.plot.lowered()
        self.add(self.lowered)

    def how_many(self) -> None:
        """Ask whether fewer neurons would do, or more would be better."""
        said = _("How many neurons does a hidden layer need: {fewer:few}, or {more:many}?")
        slots = {}
        if self.is_ours:
            said = _("Our hidden layers have {width} neurons each. Why not {fewer}, or {more}?")
            slots["width"] = self.width(self.own)
        self.beat("how-many", said, **slots)
        first, few, many = self.large.values()
        self.play(
            Transform(self.lowered, self.plot.axes),
            FadeIn(first, *self.plot.counts, self.plot.across_name),
            run_time=0.9,
        )
        self.remove(self.lowered)
        self.add(self.plot)
        if self.is_ours:
            self.at_word("width")
            self.play(pulse(first.neurons[:-1], color=theme.TEXT), self.pulse_count(self.own))
        self.at_word("fewer")
        self.become(first, few, self.pulse_count(0))
        self.at_word("more")
        self.become(few, many, self.pulse_count(self.columns[-1]))

    def become(
        self, before: NetworkSketch, after: NetworkSketch, *others: Animation, seconds: float = 0.9
    ) -> None:
        """Let the neurons of a network divide, or come together, until they are another one's."""
        self.remove(*before.get_family())
        self.add(before.lights)
        leaving = FadeOut(before.lights, run_time=0.5 * seconds)
        self.branch_off(before, after, leaving, *others, seconds=seconds)

    def branch_off(
        self, before: NetworkSketch, after: NetworkSketch, *others: Animation, seconds: float
    ) -> None:
        """Let copies of a network's neurons go and become another one."""
        moving = VGroup(before.strip.copy(), before.as_many_as(after))
        target = VGroup(after.strip.copy(), after.as_many_as(before))
        self.add(moving)
        self.play(
            Transform(moving, target, run_time=seconds),
            Succession(Wait(0.5 * seconds), FadeIn(after.lights, run_time=0.5 * seconds)),
            *others,
        )
        self.remove(moving, after.lights)
        self.add(after)

    def pulse_count(self, column: int) -> Animation:
        """The number of neurons below a column swells."""
        return pulse(self.plot.counts[column], color=self.palette.signal, scale=1.4)

    def few(self) -> None:
        """The smallest network, from several random starts."""
        self.beat(
            "few",
            _("Only {few}? Trained from {times} random {starts}, they get {low} right on average."),
            few=self.width(0), times=self.times, low=self.share(0),
        )  # fmt: skip
        self.at_word("few")
        *_others, many = self.large.values()
        self.become(many, self.networks[0], self.pulse_count(0), FadeIn(self.plot.data))
        self.at_word("times")
        self.play(self.rise(0, seconds=1.0))
        self.at_word("starts")
        self.play(LaggedStart(*(pulse(dot, color=theme.TEXT, scale=1.8) for dot in self.runs[0])))
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
            said = _("{Double} them, again and again: it helps from every {start}, but {less} each"
                     " time.")  # fmt: skip
        self.beat("twice-as-many", said)
        gains = self.record[f"{ROOT}.gains"].row(SHOWN)
        self.steps = [
            self.plot.step(
                column, (self.means[column], self.means[column + 1]), gains[column],
                self.runs[column + 1],
                self.palette.signal,
            )
            for column in self.columns[:-1]
        ]  # fmt: skip
        self.at_word("Double" if helps else "double")
        for column, seconds in zip(
            self.columns[:-1], np.linspace(*STEP_SECONDS, len(self.steps)), strict=True
        ):
            self.double(column, float(seconds))
        if helps:
            self.at_word("start")
            self.play(
                LaggedStart(
                    *(pulse(*runs, color=theme.TEXT, scale=1.5) for runs in self.runs),
                    lag_ratio=0.1,
                    run_time=0.8,
                )
            )
            self.at_word("less")
        self.play(
            LaggedStart(
                *(Transform(step, self.plot.on_floor(step)) for step in self.steps),
                lag_ratio=0.12,
                run_time=1.2,
            )
        )

    def double(self, column: int, seconds: float) -> None:
        """From one column to the next."""
        (bar, label), (rise, gain) = self.levels[column + 1], self.steps[column]
        self.play_sounds(followed([self.means[column], self.means[column + 1]], [0.1, seconds]))
        self.branch_off(
            *self.networks[column : column + 2],
            self.pulse_count(column + 1),
            self.rise(column + 1, seconds=0.7 * seconds),
            Succession(
                Wait(0.5 * seconds),
                Create(rise, run_time=0.3 * seconds),
                FadeIn(gain, run_time=0.2 * seconds),
            ),
            Succession(
                Wait(0.7 * seconds),
                FadeIn(bar, label, run_time=0.3 * seconds),
            ),
            seconds=0.8 * seconds,
        )

    def what_it_buys(self) -> None:
        """What training can add to a size, what a step costs, and when to stop."""
        answer = _("So how {big}? Each {doubling} costs twice the {parameters}: {stop} when it no"
                   " longer pays.")  # fmt: skip
        if self.is_trained_better():
            self.beat(
                "what-it-buys",
                _("But our own {own} get {share}: training them {better} did more than"
                  " {doubling} them."),
                own=self.width(self.own), share=self.own_share,
            )  # fmt: skip
            self.ours()
            self.caption(answer)
        else:
            self.beat("what-it-buys", answer)
        self.answer()

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
        color, column = self.palette.signal, self.own
        self.at_word("own")
        self.play(self.pulse_count(column))
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
        self.at_word("better")
        light = CHOSEN * light_of(self.widths[column], self.plot.sketches[column])
        self.play(self.networks[column].animate.shine(light), pulse(ring, color=color, scale=1.4))
        self.at_word("doubling")
        wider = column + 1
        self.play(
            pulse(*self.runs[wider], self.levels[wider][1], color=theme.TEXT, scale=1.4),
            self.pulse_count(wider),
        )

    def answer(self) -> None:
        """Networks and their prices grow, what they add shrinks."""
        plot = self.plot
        self.at_word("big")
        self.play(LaggedStart(*map(self.pulse_count, self.columns), lag_ratio=0.15, run_time=1.2))
        self.at_word("doubling")
        self.play(plot.show_prices(seconds=1.4))
        self.at_word("parameters")
        self.play(pulse(plot.price_name, *plot.prices, color=theme.TEXT))
        self.at_word("stop")
        self.play(
            LaggedStart(
                *(pulse(*step, color=theme.TEXT, scale=1.3) for step in self.steps[self.own :]),
                lag_ratio=0.3,
                run_time=1.2,
            )
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
