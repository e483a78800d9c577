"""`HowBigShouldItBe`: what more neurons and more layers buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    Rectangle,
    ReplacementTransform,
    Restore,
    Succession,
    VGroup,
    Wait,
)

from network.analysis.histogram import even_ticks
from network.analysis.sound_events import SoundEvent
from scenes.chapter import Beat, Chapter
from scenes.chapters.encore.how_big_should_it_be_parts import (
    SizePlot,
    Trainings,
    parameter_squares,
    step_up,
)
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import _, plural

if TYPE_CHECKING:
    from manim import Animation, Mobject

ROOT = "measurement.capacity"
NEAR_FROM = 3
"""The column of the accuracies with which the closer look begins: widths that work well."""
SHOWN = 1
"""The row of the accuracies of which two sizes are compared: that of the film's own network."""
AROUND = 0.08
"""Between what a frame calls out and the frame."""


class HowBigShouldItBe(Chapter):
    """Accuracy against the size of the network."""

    summary = N_(
        "Wider and deeper networks, trained alike: what more parameters buy, and what not."
    )
    concepts = (N_("capacity"), N_("width and depth"), N_("parameters"), N_("accuracy"))
    measurements = ("capacity",)
    beats: ClassVar = {
        "one-layer": Beat(
            "one layer",
            "Networks in a row, each with twice the neurons of the one before; above each a bar of"
            " right answers, and a dot for every training. The steps from bar to bar shrink.",
        ),
        "no-hidden-layer": Beat(
            "no hidden layer", "A dashed level: what is reached with no hidden layer."
        ),
        "deeper": Beat("deeper", "Beside each bar two more, for networks with more hidden layers."),
        "closer": Beat(
            "closer",
            "The upper end enlarged: small networks of several layers side by side, above each its"
            " trainings as dots in a box. The boxes of the deepest two overlap.",
        ),
        "what-it-buys": Beat(
            "what it buys",
            "Two squares, as large as the numbers of parameters of two networks, their right"
            " answers above: the second one is several times the first.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.no_layer()
        self.deeper()
        self.closer()
        self.what_it_buys()
        self.rest(0.2)

    def prepare(self) -> None:
        """Find the networks that were trained, and begin with the axis and the sketches."""
        self.capacity = self.measured("capacity")
        self.record = (
            self.record.with_root(ROOT, self.capacity)
            .with_root("measurement.shares", even_ticks(0, 1, 6))
            .with_root("measurement.near_shares", even_ticks(0.92, 0.98, 4))
        )
        self.depths = self.capacity.depths
        self.columns = range(self.capacity.widths.size)
        self.plot = SizePlot(self.widths(0), self.record["measurement.shares.numbers"])
        self.sketches = VGroup(*(self.plot.sketch(column, 1) for column in self.columns))
        self.plot.save_state()
        self.sketches.save_state()
        self.plot.stand_as_before()
        self.sketches.shift(
            (self.plot.ground.get_y() + AROUND - self.sketches.get_bottom()[1]) * UP
        )
        self.add(self.plot, self.sketches)

    def one_layer(self) -> None:
        """One hidden layer, from very few neurons to many."""
        widths = [width.shown_as(decimals=None) for width in self.widths(0)]
        times = self.record.number(f"{ROOT}.networks[1].accuracy.trainings", decimals=None)
        self.beat(
            "one-layer",
            _("How {big} should it be? {One} hidden layer, from {few} to {many} neurons, each"
              " trained {times} times."),
            few=widths[0], many=widths[-1], times=times,
        )  # fmt: skip
        self.at_word("big")
        self.play(Restore(self.plot), Restore(self.sketches), run_time=1.0)
        self.at_word("One")
        self.bars = [self.trainings(self.plot, column, 0, of=1) for column in self.columns]
        self.play_sounds(self.heard(0, seconds=3.0))
        swelling = [pulse(sketch, color=theme.TEXT) for sketch in self.sketches]
        self.play(
            grow(self.bars, seconds=3.0),
            LaggedStart(*swelling, lag_ratio=0.4, run_time=3.0),
        )
        self.at_word("times")
        self.play(
            LaggedStart(
                *(FadeIn(bar.span, bar.dots, scale=0.6) for bar in self.bars), lag_ratio=0.2
            ),
            run_time=1.2,
        )
        self.steps()

    def steps(self) -> None:
        """What each doubling adds."""
        low, *_others, high = (s.shown_as(percent=True, decimals=0) for s in self.accuracies(0))
        said = _("From {low} right to {high}.")
        if self.capacity.first_step_helps_more(1):
            said = _("From {low} right to {high}: {doubling} helps most at the start.")
        self.caption(said, low=low, high=high)
        ends = (self.bars[0], self.bars[-1])
        labels = [
            ValueLabel(share).next_to(bar, UP, buff=0.15)
            for share, bar in zip((low, high), ends, strict=True)
        ]
        for mark, label, bar in zip(("low", "high"), labels, ends, strict=True):
            self.at_word(mark)
            self.play(
                FadeIn(label, shift=0.15 * UP), pulse(bar.mean, color=theme.TEXT), run_time=0.6
            )
        if self.capacity.first_step_helps_more(1):
            self.at_word("doubling")
        gains = self.record[f"{ROOT}.gains"].row(0)
        color = self.palette.signal
        steps = [
            step_up(self.bars[place], self.bars[place + 1], color) for place in range(gains.size)
        ]
        told = [
            ValueLabel(gains[place].shown_as(percent=True, decimals=0, signed=True), color=color)
            for place in (0, gains.size - 1)
        ]
        told[0].next_to(steps[0][1].get_end(), LEFT, buff=0.12)
        told[1].move_to(labels[1])
        self.play(FadeOut(*labels), run_time=0.3)
        self.play(
            LaggedStart(*(Create(step) for step in steps), lag_ratio=0.6),
            run_time=2.2,
        )
        for label in told:
            self.play(FadeIn(label, scale=0.7), run_time=0.5)
        self.marks = VGroup(*steps, *told)

    def no_layer(self) -> None:
        """The network without hidden layers as a line to compare with."""
        share = self.record.number(
            f"{ROOT}.without_hidden_layers.accuracy.mean", percent=True, decimals=1
        )
        worse = [
            column
            for column in self.columns
            if self.capacity.is_worse_than_none(1, int(self.capacity.widths[column]))
        ]
        said = _("With {no} hidden layer: {share}.")
        if worse and worse[0] == 0:
            said = _("With {no} hidden layer: {share}. Too {narrow} a layer is worse.")
        self.beat("no-hidden-layer", said, share=share)
        level = self.plot.level(share, color=self.palette.signal)
        value = ValueLabel(share, color=self.palette.signal)
        value.move_to(level.get_start() + 0.15 * (DOWN + RIGHT), UP + LEFT)
        self.at_word("no")
        self.play(FadeOut(self.marks, run_time=0.4), Create(level), run_time=1.2)
        self.at_word("share")
        self.play(FadeIn(value, shift=0.15 * UP), run_time=0.5)
        if worse and worse[0] == 0:
            self.at_word("narrow")
            self.play(
                *(pulse(self.sketches[each], color=theme.TEXT) for each in worse),
                *(pulse(self.bars[each].mean, color=theme.TEXT) for each in worse),
            )
        self.level = VGroup(level, value)

    def deeper(self) -> None:
        """The same widths with more hidden layers, one depth after the other."""
        said = _("Now {add} layers.")
        if self.capacity.narrow_layers_harm:
            said = _("Now {add} layers: where they are narrow, more of them make it {worse}.")
        self.beat("deeper", said)
        of = len(self.depths)
        aside = [self.trainings(self.plot, column, 0, of=of) for column in self.columns]
        self.at_word("add")
        self.play(
            FadeOut(self.level),
            *(ReplacementTransform(*pair) for pair in zip(self.bars, aside, strict=True)),
            run_time=0.8,
        )
        self.all_bars = [aside]
        self.name: Mobject = VGroup()
        for depth in range(1, of):
            name = self.layers_named(depth)
            sketches = VGroup(
                *(self.plot.sketch(column, self.depths[depth]) for column in self.columns)
            )
            bars = [self.trainings(self.plot, column, depth, of=of) for column in self.columns]
            self.play_sounds(self.heard(depth, seconds=1.5))
            self.play(
                FadeOut(self.sketches, self.name, run_time=0.4),
                *(bar.animate(run_time=0.4).quiet() for bar in self.all_bars[-1]),
                Succession(Wait(0.2), FadeIn(sketches, name, run_time=0.5)),
                grow(bars, seconds=1.5),
            )
            self.play(*(FadeIn(bar.span, bar.dots) for bar in bars), run_time=0.4)
            self.sketches, self.name = sketches, name
            self.all_bars.append(bars)
        if self.capacity.narrow_layers_harm:
            self.at_word("worse")
            narrow = [self.all_bars[-1][column] for column in self.worse_when_deep]
            self.play(*(pulse(bar.mean, bar.dots, color=theme.TEXT, scale=1.5) for bar in narrow))

    @property
    def worse_when_deep(self) -> list[int]:
        """Columns in which one layer is better than the most layers."""
        return [
            column
            for column, width in enumerate(self.capacity.widths.tolist())
            if self.capacity.of_size(1, width).is_better_than(
                self.capacity.of_size(self.depths[-1], width)
            )
        ]

    def layers_named(self, depth: int) -> Words:
        """How many hidden layers the networks have that are seen, above the plot."""
        words = plural("{layers} layer", "{layers} layers", self.depths[depth])
        count = self.record.number(f"{ROOT}.depths[{depth}]", decimals=None)
        return Words(words, layers=count).move_to(stage().at(1, 1), UP + RIGHT)

    def closer(self) -> None:
        """The upper right corner, large: only wide networks, only the last few percent."""
        widths = self.capacity.widths[NEAR_FROM:].tolist()
        said = _("Closer, where layers are {wide}.")
        helps = self.capacity.second_layer_helps(widths[-1])
        if helps:
            said = _("Closer: where layers are {wide}, {two} beat one.")
        self.beat("closer", said)
        of = len(self.depths)
        self.near = SizePlot(
            self.widths(NEAR_FROM),
            self.record["measurement.near_shares.numbers"],
            depths=list(self.record[f"{ROOT}.depths"]),
        )
        self.near_bars = [
            [
                self.trainings(self.near, column, depth, of=of, first=NEAR_FROM)
                for column in range(len(widths))
            ]
            for depth in range(of)
        ]
        sketches = VGroup(
            *(
                self.near.sketch(column, depth, place=place, of=of)
                for column in range(len(widths))
                for place, depth in enumerate(self.depths)
            )
        )
        small = [bar for bars in self.all_bars for bar in bars[:NEAR_FROM]]
        large = [bar for bars in self.all_bars for bar in bars[NEAR_FROM:]]
        there = [bar for bars in self.near_bars for bar in bars]
        self.play(
            FadeOut(self.plot, *small, self.sketches, self.name, run_time=0.5),
            *(ReplacementTransform(*pair, run_time=1.4) for pair in zip(large, there, strict=True)),
            Succession(Wait(0.5), FadeIn(self.near, sketches, run_time=0.9)),
        )
        self.near_sketches, self.marks = sketches, VGroup()
        self.at_word("wide")
        if helps:
            self.at_word("two")
            self.two_layers(widths)
        if all(self.capacity.is_within_spread(self.depths[-1], width) for width in widths):
            self.chance()

    def two_layers(self, widths: list[int]) -> None:
        """What a second layer adds, where all its trainings are better than those of one layer."""
        steps = [
            step_up(self.near_bars[0][column], self.near_bars[1][column], self.palette.signal)
            for column, width in enumerate(widths)
            if self.capacity.layer_helps(2, width)
        ]
        self.play(LaggedStart(*(Create(step) for step in steps), lag_ratio=0.5), run_time=1.6)
        self.marks.add(*steps)

    def chance(self) -> None:
        """A frame around the trainings of a network stretches over those with one layer more."""
        self.caption(_("A {third} layer? Just training the {same} network again changes more."))
        pairs = list(zip(self.near_bars[-2], self.near_bars[-1], strict=True))
        self.at_word("third")
        self.play(
            FadeOut(self.marks),
            *(pulse(deep.dots, deep.mean, color=theme.TEXT, scale=1.3) for _before, deep in pairs),
        )
        frames = VGroup(*(self.framed(before.span) for before, _deep in pairs))
        self.at_word("same")
        self.play(LaggedStart(*(Create(frame) for frame in frames), lag_ratio=0.3), run_time=1.2)
        self.play(
            *(
                frame.animate.stretch_to_fit_width(
                    deep.span.get_right()[0] - before.span.get_left()[0] + 2 * AROUND,
                    about_edge=LEFT,
                )
                for frame, (before, deep) in zip(frames, pairs, strict=True)
            ),
            run_time=1.0,
        )
        self.marks = frames

    def framed(self, mobject: Mobject) -> Rectangle:
        """A frame around what is called out."""
        frame = Rectangle(
            width=mobject.width + 2 * AROUND, height=mobject.height + 2 * AROUND,
            color=self.palette.signal, stroke_width=5,
        )  # fmt: skip
        return frame.move_to(mobject)

    def what_it_buys(self) -> None:
        """Parameters against percent, for a small and a large network."""
        places = (0, len(self.near_bars[0]) - 1)
        small, large = (self.at_size(place) for place in places)
        self.beat(
            "what-it-buys",
            _("The last few percent are {expensive}: {few} parameters reach {low}, {many} reach"
              " {high}."),
            few=small[0], low=small[1], many=large[0], high=large[1],
        )  # fmt: skip
        area = stage()
        data = Words(
            "{data}", color=theme.SECONDARY, width=0.5 * area.width, align="left",
            data=Verbatim(_(self.capacity.data)),
        ).move_to(area.at(0, 1), UP + LEFT)  # fmt: skip
        squares = parameter_squares(small[0], large[0], area)
        told = [
            ValueLabel(share, size="focus", color=self.palette.signal).next_to(square, UP, buff=0.2)
            for square, (_count, share) in zip(squares, (small, large), strict=True)
        ]
        bars = [bar for bars in self.near_bars for bar in bars]
        (first, few), (second, many) = squares
        gone = FadeOut(self.marks, self.near, self.near_sketches, *bars)
        self.play(
            LaggedStart(gone, GrowFromEdge(VGroup(first, few), DOWN), lag_ratio=0.45, run_time=1.3)
        )
        # As large as the first, at its own corner; then as large as it is.
        growing = first.copy().move_to(second, DOWN + LEFT)
        self.at_word("expensive")
        self.play(FadeIn(growing), run_time=0.3)
        self.play(
            growing.animate(run_time=1.8).become(second),
            Succession(Wait(1.2), FadeIn(many, data, run_time=0.6)),
        )
        self.remove(growing)
        self.add(squares)
        for mark, count, share in zip(
            (("few", "low"), ("many", "high")), (few, many), told, strict=True
        ):
            self.point_at(mark[0], count)
            self.at_word(mark[1])
            self.play(FadeIn(share, shift=0.2 * UP), run_time=0.5)

    def at_size(self, column: int) -> tuple[Sourced, Sourced]:
        """How many parameters a network has, and how often it is right."""
        place = (SHOWN, NEAR_FROM + column)
        count = self.record[f"{ROOT}.parameter_counts"][place]
        share = self.record[f"{ROOT}.means"][place]
        return count.shown_as(decimals=None), share.shown_as(percent=True, decimals=0)

    def trainings(
        self, plot: SizePlot, column: int, depth: int, *, of: int, first: int = 0
    ) -> Trainings:
        """All trainings of one size, in its part of a plot that begins with a column."""
        place = 1 + depth * self.capacity.widths.size + first + column
        root = f"{ROOT}.networks[{place}].accuracy"
        return Trainings(
            plot, plot.slot(column, depth, of), self.record[f"{root}.values"],
            self.record.number(f"{root}.mean"), has_bar=first == 0,
        )  # fmt: skip

    def heard(self, depth: int, *, seconds: float) -> tuple[SoundEvent, ...]:
        """A tone along the means of one depth."""
        shares = list(self.accuracies(depth))
        return followed(shares, np.linspace(0, seconds, len(shares)))

    def widths(self, first: int) -> SourcedArray:
        """All widths from one column on."""
        return self.record[f"{ROOT}.widths"].part(first)

    def accuracies(self, depth: int) -> SourcedArray:
        """Mean accuracies of one depth."""
        return self.record[f"{ROOT}.means"].row(depth)


def grow(bars: list[Trainings], *, seconds: float) -> Animation:
    """Let bars grow out of the ground, one after the other, each with the line at its top."""
    return LaggedStart(
        *(GrowFromEdge(VGroup(bar.bar, bar.mean), DOWN) for bar in bars),
        lag_ratio=0.4,
        run_time=seconds,
    )
