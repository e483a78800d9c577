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
    Group,
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
    PricePlot,
    SizePlot,
    Trainings,
    drop,
    step_up,
)
from scenes.mobjects.network.network_sketch import BRIGHT
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.sourced import SourcedArray
from scenes.subject.words import _, plural

if TYPE_CHECKING:
    from manim import Mobject

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
            "Networks in a row, each with twice the neurons of the one before; above each a beam"
            " for every training, as high as its right answers. The steps from network to network"
            " shrink.",
        ),
        "no-hidden-layer": Beat(
            "no hidden layer", "A dashed level: what is reached with no hidden layer."
        ),
        "deeper": Beat(
            "deeper",
            "The networks have more hidden layers. Beams above narrow ones have sunk; dots show"
            " where they were.",
        ),
        "closer": Beat(
            "closer",
            "The upper end enlarged: small networks of several layers side by side, above each its"
            " trainings as dots in a box. The boxes of the deepest two overlap.",
        ),
        "what-it-buys": Beat(
            "what it buys",
            "Right answers over numbers of parameters: a steep rise, then a long way to the right"
            " for the last few percent.",
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
        self.shares = self.record["measurement.shares.numbers"]
        self.plot = SizePlot(self.widths(0), self.shares)
        self.sketches = self.sketched(0, brightness=1.0)
        self.plot.save_state()
        self.plot.stand_as_before()
        self.above = (self.plot.ground.get_y() + AROUND - self.sketches.get_bottom()[1]) * UP
        self.sketches.shift(self.above)
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
        self.play(Restore(self.plot), self.sketches.animate.shift(-self.above), run_time=1.0)
        self.bars = [self.trainings(self.plot, column, 0) for column in self.columns]
        self.at_word("One")
        self.play_sounds(self.heard(0, seconds=3.6))
        self.play(
            LaggedStart(*(sketch.animate.shine(BRIGHT) for sketch in self.sketches), lag_ratio=0.4),
            LaggedStart(*(bar.rise() for bar in self.bars), lag_ratio=0.4),
            run_time=3.6,
        )
        self.at_word("times")
        self.play(*(pulse(*bar.dots, color=theme.TEXT, scale=1.6) for bar in self.bars))
        self.steps()

    def steps(self) -> None:
        """What each doubling adds."""
        low, *_others, high = (s.shown_as(percent=True, decimals=0) for s in self.accuracies(0))
        said = _("From {low} right to {high}.")
        if self.capacity.first_step_helps_more(1):
            said = _("From {low} right to {high}: {doubling} helps most at the start.")
        self.caption(said, low=low, high=high)
        gains = self.record[f"{ROOT}.gains"].row(0)
        color = self.palette.signal
        steps = [
            step_up(self.bars[place], self.bars[place + 1], color) for place in range(gains.size)
        ]
        ends = [
            ValueLabel(share).next_to(bar, UP, buff=0.15)
            for share, bar in zip((low, high), (self.bars[0], self.bars[-1]), strict=True)
        ]
        self.at_word("low")
        self.play(
            FadeIn(ends[0], shift=0.15 * UP), FadeIn(*(bar.mean for bar in self.bars)), run_time=0.5
        )
        self.play(LaggedStart(*map(Create, steps), lag_ratio=0.5), run_time=1.6)
        self.at_word("high")
        self.play(FadeIn(ends[1], shift=0.15 * UP), run_time=0.5)
        if self.capacity.first_step_helps_more(1):
            self.at_word("doubling")
        told = self.told_gains(gains)
        rises = [steps[place][1] for place in told]
        self.play(FadeOut(*ends), run_time=0.3)
        self.play(
            LaggedStart(*(FadeIn(label, shift=0.2 * UP) for label in told.values()), lag_ratio=0.5),
            LaggedStart(*(pulse(rise, color=color, scale=1.25) for rise in rises), lag_ratio=0.5),
            run_time=2.0,
        )
        self.marks = VGroup(*steps, *told.values())

    def told_gains(self, gains: SourcedArray) -> dict[int, ValueLabel]:
        """What steps add, by place; only the first and the last where there is no room for all."""
        labels = {
            place: ValueLabel(
                gain.shown_as(percent=True, decimals=0, signed=True), color=self.palette.signal
            ).next_to(self.bars[place + 1], UP, buff=0.12)
            for place, gain in enumerate(gains)
        }
        if max(label.width for label in labels.values()) > 0.9 * self.plot.cells[0].width:
            labels = {place: labels[place] for place in (0, gains.size - 1)}
        return labels

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
        sketch = self.plot.sketch_of_none(self.palette)
        level = self.plot.level(share, color=self.palette.signal)
        value = ValueLabel(share, color=self.palette.signal)
        value.next_to(self.plot.up.get_top(), UP, buff=0.1).align_to(level, RIGHT)
        self.at_word("no")
        self.play(FadeOut(self.marks, run_time=0.4), FadeIn(sketch), run_time=0.8)
        self.play(sketch.animate.shine(BRIGHT), Create(level), run_time=1.2)
        self.at_word("share")
        self.play(FadeIn(value, shift=0.15 * UP), run_time=0.5)
        if worse and worse[0] == 0:
            self.at_word("narrow")
            fallen = [drop(level, self.bars[each], color=theme.TEXT) for each in worse]
            self.play(
                LaggedStart(*map(Create, fallen), lag_ratio=0.4),
                *(self.sketches[each].animate.shine(2 * BRIGHT) for each in worse),
                run_time=1.4,
            )
            self.play(*(self.sketches[each].animate.shine(BRIGHT) for each in worse), run_time=0.6)
            level = VGroup(level, *fallen)
        self.level = Group(level, value, sketch)

    def deeper(self) -> None:
        """The same widths with more hidden layers: each training moves to where it is then."""
        said = _("Now {add} layers.")
        if self.capacity.narrow_layers_harm:
            said = _("Now {add} layers: where they are narrow, more of them make it {worse}.")
        self.beat("deeper", said)
        self.at_word("add")
        self.left: list[list[Trainings]] = []
        name, others = Group(), [self.level]
        for depth in range(1, len(self.depths)):
            before, self.name = name, self.layers_named(depth)
            sketches = self.sketched(depth)
            bars = [self.trainings(self.plot, column, depth) for column in self.columns]
            self.left.append([bar.left_behind() for bar in self.bars])
            self.add(*self.left[-1])
            self.play_sounds(self.heard(depth, seconds=1.6))
            self.play(
                FadeOut(self.sketches, before, *others, run_time=0.5),
                Succession(Wait(0.25), FadeIn(sketches, self.name, run_time=0.6)),
                *(
                    ReplacementTransform(*pair, run_time=1.6)
                    for pair in zip(self.bars, bars, strict=True)
                ),
            )
            others = []
            self.sketches, self.bars, name = sketches, bars, self.name
        self.marks = VGroup()
        if self.capacity.narrow_layers_harm:
            self.at_word("worse")
            self.marks.add(
                *(
                    drop(self.left[0][column].mean, self.bars[column], color=self.palette.signal)
                    for column in self.worse_when_deep
                )
            )
            self.play(*map(Create, self.marks), run_time=0.8)

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
        self.near_sketches = Group(
            *(
                self.near.sketch(column, depth, self.palette, place=place, of=of).shine(BRIGHT)
                for column in range(len(widths))
                for place, depth in enumerate(self.depths)
            )
        )
        there = [*self.left, self.bars]
        narrow = [bar for bars in there for bar in bars[:NEAR_FROM]]
        wide = [bar for bars in there for bar in bars[NEAR_FROM:]]
        near = [bar for bars in self.near_bars for bar in bars]
        beams = [bar.beams for bar in self.bars[NEAR_FROM:]]
        self.play(
            FadeOut(self.plot, *narrow, self.name, self.marks, run_time=0.5),
            FadeOut(self.sketches, *beams, run_time=0.9),
            *(
                ReplacementTransform(bar.marks, there.marks, run_time=1.4)
                for bar, there in zip(wide, near, strict=True)
            ),
            Succession(Wait(0.4), FadeIn(self.near_sketches, run_time=0.9)),
            Succession(Wait(0.5), FadeIn(self.near, run_time=0.9)),
        )
        self.add(*near)
        self.marks = VGroup()
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
        self.play(
            LaggedStart(*map(Create, frames), lag_ratio=0.3),
            *(
                LaggedStart(
                    *(pulse(dot, color=theme.TEXT, scale=2.0) for dot in before.dots),
                    lag_ratio=0.35,
                )
                for before, _deep in pairs
            ),
            run_time=1.4,
        )
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
        columns = (NEAR_FROM, len(self.columns) - 1)
        counts = self.record[f"{ROOT}.parameter_counts"].row(SHOWN)
        means = self.accuracies(SHOWN)
        few, many = (counts[column].shown_as(decimals=None) for column in columns)
        low, high = (means[column].shown_as(percent=True, decimals=0) for column in columns)
        self.beat(
            "what-it-buys",
            _("The last few percent are {expensive}: {few} parameters reach {low}, {many} reach"
              " {high}."),
            few=few, low=low, many=many, high=high,
        )  # fmt: skip
        area = stage()
        plot = PricePlot((self.shares[0], few, many), self.shares, signal=self.palette.signal)
        data = Words(
            "{data}", color=theme.SECONDARY, width=0.6 * area.width, align="right",
            data=Verbatim(_(self.capacity.data)),
        ).move_to(area.at(1, 1), UP + RIGHT)  # fmt: skip
        curve = plot.line(counts, means, color=theme.TEXT, width=7)
        priced = [
            plot.trainings(
                counts[column], self.runs(column, SHOWN), means[column], is_told=column in columns
            )
            for column in self.columns
        ]
        near = [bar for row, bars in enumerate(self.near_bars) if row != SHOWN for bar in bars]
        stay = self.near_bars[SHOWN]
        beams, dots = (VGroup(*parts) for parts in zip(*priced, strict=True))
        # On a narrow stage there is only room for what is told.
        seen = [
            beam
            for column, beam in enumerate(beams)
            if area.is_wide or column <= columns[0] or column in columns
        ]
        self.play(
            FadeOut(self.marks, self.near, *near, run_time=0.5),
            FadeOut(self.near_sketches, run_time=1.2),
            FadeOut(*(VGroup(bar.span, bar.mean) for bar in stay), run_time=0.5),
            *(
                ReplacementTransform(bar.dots, there, run_time=1.2)
                for bar, there in zip(stay, dots[NEAR_FROM:], strict=True)
            ),
            Succession(Wait(0.4), FadeIn(plot, data, run_time=0.8)),
            LaggedStart(*(GrowFromEdge(beam, DOWN) for beam in seen), lag_ratio=0.3, run_time=1.6),
        )
        self.play(Create(curve), FadeIn(*dots[:NEAR_FROM]), run_time=0.8)
        self.at_word("expensive")
        self.play(LaggedStart(*map(Create, plot.prices), lag_ratio=1.0), run_time=1.6)
        marks = (("few", "low"), ("many", "high"))
        for place, (column, share, words) in enumerate(
            zip(columns, (low, high), marks, strict=True)
        ):
            sketch = plot.sketch(place, self.widths(column)[0], SHOWN + 1, self.palette)
            beam, value = beams[column], plot.told(place, share)
            self.at_word(words[0])
            self.play(
                FadeIn(plot.counts[place], shift=0.15 * UP), FadeIn(sketch),
                beam.animate.set_fill(plot.colors_told[place]), run_time=0.6,
            )  # fmt: skip
            self.at_word(words[1])
            self.play(FadeIn(value, shift=0.2 * UP), sketch.animate.shine(BRIGHT), run_time=0.6)

    def runs(self, column: int, depth: int) -> SourcedArray:
        """How often each training of one size is right."""
        return self.record[f"{self.accuracy_path(column, depth)}.values"]

    def accuracy_path(self, column: int, depth: int) -> str:
        """Path of the accuracies of one size."""
        return f"{ROOT}.networks[{1 + depth * self.capacity.widths.size + column}].accuracy"

    def trainings(
        self, plot: SizePlot, column: int, depth: int, *, of: int = 1, first: int = 0
    ) -> Trainings:
        """All trainings of one size, in its part of a plot that begins with a column."""
        mean = self.record.number(f"{self.accuracy_path(first + column, depth)}.mean")
        slot = plot.slot(column, depth if of > 1 else 0, of)
        runs = self.runs(first + column, depth)
        return Trainings(plot, slot, runs, mean, has_beams=first == 0)

    def sketched(self, depth: int, *, brightness: float = BRIGHT) -> Group:
        """A network of each width, below the plot."""
        return Group(
            *(
                self.plot.sketch(column, self.depths[depth], self.palette).shine(brightness)
                for column in self.columns
            )
        )

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
