"""`HowBigShouldItBe`: what more neurons and more layers buy."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    ReplacementTransform,
    Restore,
    Succession,
    Transform,
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
    bracket,
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
from scenes.subject.words import _

ROOT = "measurement.capacity"
NEAR_FROM = 3
"""The column of the accuracies with which the closer look begins: widths that work well."""
SHOWN = 1
"""The row of the accuracies of which two sizes are compared: that of the film's own network."""
AROUND = 0.08
"""Between the networks and the plot above which they stand at first."""


class HowBigShouldItBe(Chapter):
    """Accuracy against the size of the network."""

    summary = N_(
        "Wider and deeper networks, trained alike: what more parameters buy, and what not."
    )
    concepts = (N_("capacity"), N_("width and depth"), N_("parameters"), N_("accuracy"))
    measurements = ("capacity", "naive_program")
    beats: ClassVar = {
        "one-layer": Beat(
            "one layer",
            "Networks in a row, each with twice the neurons of the one before; above each a beam"
            " for every training, as high as its right answers. The steps from network to network"
            " shrink.",
        ),
        "no-hidden-layer": Beat(
            "no hidden layer",
            "At the left a network with no hidden layer, and from its beams a dashed level across"
            " all others.",
        ),
        "deeper": Beat(
            "deeper",
            "Only two widths are left, each with one, two and three hidden layers. Above the narrow"
            " ones the beams sink from layer to layer.",
        ),
        "closer": Beat(
            "closer",
            "The upper end enlarged: wide networks of one, two and three layers, above each its"
            " trainings as dots in a box. Two brackets: what one more layer changes, and what the"
            " same training from another start does.",
        ),
        "what-it-buys": Beat(
            "what it buys",
            "Right answers over numbers of parameters: a steep rise, then a long way to the right"
            " for the last few percent. Above the line a dot: the film's own network.",
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
            .with_root("measurement.near_shares", even_ticks(0.96, 0.98, 3))
        )
        self.depths = self.capacity.depths
        self.columns = range(self.capacity.widths.size)
        self.shares = self.record["measurement.shares.numbers"]
        self.none = self.record.number(f"{ROOT}.networks[0].width", decimals=None)
        self.plot = SizePlot([self.none, *self.widths], self.shares)
        self.sketches = Group(
            self.plot.sketch(0, 0, self.palette),
            *(
                self.plot.sketch(1 + column, self.depths[0], self.palette)
                for column in self.columns
            ),
        )
        self.plot.save_state()
        self.plot.stand_as_before()
        self.above = (self.plot.ground.get_y() + AROUND - self.sketches.get_bottom()[1]) * UP
        self.sketches.shift(self.above)
        self.add(self.plot, self.sketches)

    def one_layer(self) -> None:
        """One hidden layer, from very few neurons to many."""
        widths = [width.shown_as(decimals=None) for width in self.widths]
        times = self.record.number(f"{ROOT}.networks[1].accuracy.trainings", decimals=None)
        self.beat(
            "one-layer",
            _("How {big} should a network be? {One} hidden layer, from {few} to {many} neurons,"
              " each trained {times} times."),
            few=widths[0], many=widths[-1], times=times,
        )  # fmt: skip
        self.at_word("big")
        self.play(Restore(self.plot), self.sketches.animate.shift(-self.above), run_time=1.0)
        self.bars = [
            self.trainings(self.plot, 1 + column, self.place(column, 0)) for column in self.columns
        ]
        self.at_word("One")
        self.play_sounds(self.heard(seconds=3.6))
        self.play(
            LaggedStart(
                *(sketch.animate.shine(BRIGHT) for sketch in self.sketches[1:]), lag_ratio=0.4
            ),
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
        self.play(
            FadeOut(*ends, run_time=0.3),
            LaggedStart(*(FadeIn(label, shift=0.2 * UP) for label in told.values()), lag_ratio=0.5),
            LaggedStart(*(pulse(rise, color=color, scale=1.25) for rise in rises), lag_ratio=0.5),
            run_time=1.7,
        )
        self.marks = VGroup(*steps, *told.values())

    def told_gains(self, gains: SourcedArray) -> dict[int, ValueLabel | Words]:
        """What steps add, by place; only the first and the last where there is no room for all."""
        color = self.palette.signal
        first, *others = (gain.shown_as(decimals=0, signed=True) for gain in gains)
        labels: dict[int, ValueLabel | Words] = {
            place: ValueLabel(gain, color=color) for place, gain in enumerate(others, start=1)
        }
        if max(label.width for label in labels.values()) > 0.9 * self.plot.cells[0].width:
            labels = {len(labels): labels[len(labels)]}
        for place, label in labels.items():
            label.next_to(self.bars[place + 1], UP, buff=0.12)
        labels[0] = Words(_("{gain} points"), size="note", color=color, gain=first)
        labels[0].next_to(self.bars[1], UP, buff=0.12, aligned_edge=RIGHT)
        return dict(sorted(labels.items()))

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
        sketch, bar = self.sketches[0], self.trainings(self.plot, 0, 0)
        level = self.plot.level(share, color=self.palette.signal)
        value = ValueLabel(share, color=self.palette.signal)
        value.next_to(self.plot.up.get_top(), UP, buff=0.1).align_to(level, RIGHT)
        self.at_word("no")
        self.play(
            FadeOut(self.marks, run_time=0.4),
            sketch.animate.shine(2 * BRIGHT), pulse(self.plot.numbers[0], color=theme.TEXT),
            bar.rise(), run_time=1.0,
        )  # fmt: skip
        self.play(FadeIn(bar.mean), sketch.animate.shine(BRIGHT), Create(level), run_time=1.0)
        self.at_word("share")
        self.play(FadeIn(value, shift=0.15 * UP), run_time=0.5)
        if worse and worse[0] == 0:
            self.at_word("narrow")
            fallen = [drop(level, self.bars[each], color=theme.TEXT) for each in worse]
            self.play(
                LaggedStart(*map(Create, fallen), lag_ratio=0.4),
                *(self.sketches[1 + each].animate.shine(2 * BRIGHT) for each in worse),
                run_time=1.1,
            )
            level = VGroup(level, *fallen)
        self.level = Group(level, value, bar, sketch)

    def deeper(self) -> None:
        """A narrow and a wide network get more hidden layers, side by side."""
        said = _("Now {add} layers.")
        if self.capacity.narrow_layers_harm:
            said = _("Now {add} layers: if they are narrow, more of them make it {worse}.")
        self.beat("deeper", said)
        wide = len(self.columns) - 1
        chosen = (self.narrow, wide)
        depths = list(self.record[f"{ROOT}.depths"])
        self.pair = SizePlot([self.widths[each] for each in chosen], self.shares, depths=depths)
        self.pair_bars = [self.side_by_side(self.pair, *each) for each in enumerate(chosen)]
        self.pair_sketches = [
            [
                self.pair.sketch(place, depth, self.palette, place=at, of=len(depths)).shine(BRIGHT)
                for at, depth in enumerate(self.depths)
            ]
            for place in range(len(chosen))
        ]
        left = [each for each in self.columns if each not in chosen]
        numbers, plot = self.pair.numbers, self.plot
        self.at_word("add")
        self.play(
            FadeOut(
                self.level, *(self.bars[each] for each in left),
                *(self.sketches[1 + each] for each in left),
                *(plot.numbers[1 + each] for each in left), plot.numbers[0], run_time=0.5,
            ),
            FadeOut(*(self.sketches[1 + each] for each in chosen), run_time=0.5),
            Succession(
                Wait(0.5), FadeIn(*(row[0] for row in self.pair_sketches), run_time=0.5)
            ),
            *(
                ReplacementTransform(self.bars[each], row[0], run_time=1.0)
                for each, row in zip(chosen, self.pair_bars, strict=True)
            ),
            *(
                ReplacementTransform(plot.numbers[1 + each], number, run_time=1.0)
                for each, number in zip(chosen, numbers[: len(chosen)], strict=True)
            ),
            ReplacementTransform(plot.up, self.pair.up, run_time=1.0),
            ReplacementTransform(plot.ground, self.pair.ground, run_time=1.0),
            ReplacementTransform(plot.words, self.pair.words[:-1], run_time=1.0),
            Succession(
                Wait(0.5), FadeIn(self.pair.words[-1], *numbers[len(chosen) :], run_time=0.5)
            ),
        )  # fmt: skip
        self.add(self.pair)
        self.play_sounds(self.heard(self.narrow, seconds=1.6))
        added = range(1, len(depths))
        self.play(
            LaggedStart(
                *(FadeIn(*(row[at] for row in self.pair_sketches)) for at in added), lag_ratio=0.6
            ),
            LaggedStart(
                *(AnimationGroup(*(row[at].rise() for row in self.pair_bars)) for at in added),
                lag_ratio=0.6,
            ),
            run_time=1.5,
        )
        self.add(*(bar for row in self.pair_bars for bar in row))
        self.marks = VGroup()
        if self.capacity.narrow_layers_harm:
            self.at_word("worse")
            first, *_others, last = self.pair_bars[0]
            level = DashedLine(first.mean.get_end(), [last.get_right()[0], first.mean.get_y(), 0])
            level.set_stroke(self.palette.signal, width=4).fills = first.mean.fills
            self.marks.add(level, drop(level, last, color=self.palette.signal))
            self.play(Create(level), run_time=0.4)
            self.play(Create(self.marks[1]), run_time=0.5)

    @property
    def narrow(self) -> int:
        """The widest of the narrow columns in which one layer is better than the most layers."""
        harmed = [
            column
            for column, width in enumerate(self.capacity.widths.tolist()[: len(self.columns) // 2])
            if self.capacity.of_size(1, width).is_better_than(
                self.capacity.of_size(self.depths[-1], width)
            )
        ]
        return harmed[-1] if harmed else 0

    def closer(self) -> None:
        """The upper end of the axis, large: only the widest, only the last few percent."""
        wide = len(self.columns) - 1
        said = _("Closer, where layers are {wide}.")
        helps = self.capacity.second_layer_helps(int(self.capacity.widths[wide]))
        if helps:
            said = _("Closer: where layers are {wide}, {two} beat one.")
        self.beat("closer", said)
        of = len(self.depths)
        self.near = SizePlot(
            [self.widths[wide]], self.record["measurement.near_shares.numbers"],
            depths=list(self.record[f"{ROOT}.depths"]),
        )  # fmt: skip
        self.near_bars = self.side_by_side(self.near, 0, wide)
        sketches = self.pair_sketches[-1]
        pair, near, bars = self.pair, self.near, self.pair_bars[-1]
        opened = near.up.copy()
        squeezed = near.up.at_scale_of(pair.up)
        squeezed.set_opacity(0)
        numbers = [pair.numbers[1], *pair.numbers[2 + of :]]
        self.play(
            FadeOut(
                *self.pair_bars[0], *self.pair_sketches[0], pair.numbers[0],
                *pair.numbers[2 : 2 + of], self.marks, pair.up.labels, pair.up.ticks, run_time=0.5,
            ),
            FadeOut(*(bar.beams for bar in bars), run_time=0.7),
            *(
                sketch.animate(run_time=1.6).set_x(near.slot(0, at, of).center[0])
                for at, sketch in enumerate(sketches)
            ),
            *(
                ReplacementTransform(bar.marks, there.marks, run_time=1.6)
                for bar, there in zip(bars, self.near_bars, strict=True)
            ),
            *(
                ReplacementTransform(number, there, run_time=1.6)
                for number, there in zip(numbers, near.numbers, strict=True)
            ),
            ReplacementTransform(squeezed, opened, run_time=1.6),
            Transform(pair.words, near.words, run_time=0.6),
        )  # fmt: skip
        self.remove(opened, *pair.get_family())
        self.add(near, *self.near_bars)
        self.near_sketches = Group(*sketches)
        self.marks = VGroup()
        self.at_word("wide")
        if helps:
            self.at_word("two")
            step = step_up(self.near_bars[0], self.near_bars[1], self.palette.signal)
            self.play(Create(step), run_time=0.8)
            self.marks.add(step)
        if all(
            self.capacity.is_within_spread(self.depths[-1], width)
            for width in self.capacity.widths[NEAR_FROM:].tolist()
        ):
            self.chance()

    def chance(self) -> None:
        """Two brackets: from mean to mean with one layer more, and around the same size's runs."""
        self.caption(_("A {third} layer? Just training the {same} network again changes more."))
        before, deep = self.near_bars[-2:]
        color = self.palette.signal
        reach, wide = 0.5 * (deep.get_left()[0] - before.get_right()[0]), before.span.width / 2
        means, runs = (each.mean.fills[0] for each in (before, deep)), before.dots
        more = bracket(
            deep.mean.get_x() - wide - 0.6 * reach,
            (before.mean.get_y(), deep.mean.get_y()),
            tuple(means),
            color,
        )
        heights = [dot.get_y() for dot in runs]
        again = bracket(
            before.mean.get_x() - wide - 0.6 * reach,
            (min(heights), max(heights)),
            tuple(dot.fills[0] for dot in runs),
            color,
        )
        level = DashedLine(before.mean.get_end(), [deep.get_right()[0], before.mean.get_y(), 0])
        level.set_stroke(theme.SECONDARY, width=3).fills = before.mean.fills
        names = [
            self.named(text, bars)
            for text, bars in ((_("one more layer"), deep), (_("same network again"), before))
        ]
        self.at_word("third")
        self.play(
            FadeOut(self.marks), Create(level),
            pulse(deep.dots, deep.mean, color=theme.TEXT, scale=1.3),
        )  # fmt: skip
        self.play(Create(more), FadeIn(names[0], shift=0.15 * UP), run_time=0.7)
        self.at_word("same")
        self.play(
            Create(again),
            FadeIn(names[1], shift=0.15 * UP),
            LaggedStart(*(pulse(dot, color=theme.TEXT, scale=1.8) for dot in runs), lag_ratio=0.35),
            run_time=1.4,
        )
        self.marks = VGroup(level, more, again, *names)

    def named(self, text: str, bars: Trainings) -> Words:
        """What a bracket stands for, below the trainings that it stands beside."""
        slot = self.near.slot(0, self.near_bars.index(bars), len(self.near_bars))
        color = self.palette.signal
        name = Words(text, size="note", color=color, width=slot.width, balanced=True)
        return name.next_to(bars.span, DOWN, buff=0.35).set_x(slot.center[0])

    def side_by_side(self, plot: SizePlot, place: int, column: int) -> list[Trainings]:
        """Trainings of all depths of one width, each above its part of a plot."""
        of = len(self.depths)
        return [
            self.trainings(
                plot, place, self.place(column, depth), at=depth, of=of,
                has_beams=plot is self.pair,
            )
            for depth in range(of)
        ]  # fmt: skip

    def what_it_buys(self) -> None:
        """Parameters against percent, for a small and a large network, and the film's own."""
        columns = (NEAR_FROM, len(self.columns) - 1)
        counts = self.record[f"{ROOT}.parameter_counts"].row(SHOWN)
        means = self.accuracies(SHOWN)
        few, many = (counts[column].shown_as(decimals=None) for column in columns)
        low, high = (means[column].shown_as(percent=True, decimals=0) for column in columns)
        self.beat(
            "what-it-buys",
            _("Trained the same way, {few} parameters reach {low}, {many} reach {high}."),
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
                counts[column], self.runs(self.place(column, SHOWN)), means[column],
                is_told=column in columns,
            )
            for column in self.columns
        ]  # fmt: skip
        stay, near = self.near_bars[SHOWN], list(self.near_bars)
        near.remove(stay)
        beams, dots = (VGroup(*parts) for parts in zip(*priced, strict=True))
        # On a narrow stage there is only room for what is told.
        seen = [
            beam
            for column, beam in enumerate(beams)
            if area.is_wide or column <= columns[0] or column in columns
        ]
        self.play(
            FadeOut(self.marks, self.near, *near, run_time=0.4),
            FadeOut(self.near_sketches, run_time=1.0),
            FadeOut(stay.span, stay.mean, run_time=0.4),
            ReplacementTransform(stay.dots, dots[-1], run_time=1.0),
            Succession(Wait(0.2), FadeIn(plot, data, run_time=0.5)),
            LaggedStart(*(GrowFromEdge(beam, DOWN) for beam in seen), lag_ratio=0.2, run_time=1.0),
            Succession(
                Wait(0.5),
                AnimationGroup(Create(curve), FadeIn(*dots[:-1]), run_time=0.7),
            ),
        )
        marks, values = (("few", "low"), ("many", "high")), []
        for place, (column, share, words) in enumerate(
            zip(columns, (low, high), marks, strict=True)
        ):
            sketch = plot.sketch(place, self.widths[column], SHOWN + 1, self.palette)
            beam, value = beams[column], plot.told(place, share)
            self.at_word(words[0])
            self.play(
                Create(plot.prices[place]),
                FadeIn(plot.counts[place], shift=0.15 * UP), FadeIn(sketch),
                beam.animate.set_fill(plot.colors_told[place]), run_time=0.8,
            )  # fmt: skip
            values.append(value)
            self.at_word(words[1])
            self.play(FadeIn(value, shift=0.2 * UP), sketch.animate.shine(BRIGHT), run_time=0.6)
        self.ours(plot, values, float(data.get_left()[0]) if area.is_wide else area.right)

    def ours(self, plot: PricePlot, values: list[ValueLabel], right: float) -> None:
        """The film's own network, if it is better than all that are no larger."""
        found = self.measured("naive_program")
        count = self.record.number("model.parameter_count", decimals=None)
        largest = int(self.capacity.parameter_counts[SHOWN, -1])
        if (
            found.by_network is None
            or found.data != self.capacity.data
            or count.value > largest
            or not self.capacity.is_beaten_by(int(count.value), found.by_network.accuracy)
        ):
            return
        self.record = self.record.with_root("measurement.naive_program", found)
        share = self.record.number(
            "measurement.naive_program.by_network.accuracy", percent=True, decimals=1
        )
        self.caption(
            _("{Size} isn't all: trained with more {care}, ours gets {share}."),
            share=share,
        )
        dot, name = plot.ours(count, share, right=right)
        self.at_word("Size")
        self.play(*(pulse(value, color=theme.TEXT, scale=1.3) for value in values))
        self.at_word("care")
        self.play(FadeIn(dot, target_position=plot.point(count.value, 0)), run_time=1.0)
        self.at_word("share")
        self.play(FadeIn(name, shift=0.15 * UP), pulse(dot, color=theme.TEXT, scale=1.8))

    def place(self, column: int, depth: int) -> int:
        """Which of the networks has this width and depth."""
        return 1 + depth * self.capacity.widths.size + column

    def runs(self, network: int) -> SourcedArray:
        """How often each training of a network is right."""
        return self.record[f"{ROOT}.networks[{network}].accuracy.values"]

    def trainings(
        self, plot: SizePlot, column: int, network: int, *, at: int = 0, of: int = 1,
        has_beams: bool = True,
    ) -> Trainings:  # fmt: skip
        """All trainings of a network, in its part of a plot."""
        mean = self.record.number(f"{ROOT}.networks[{network}].accuracy.mean")
        slot = plot.slot(column, at, of)
        return Trainings(plot, slot, self.runs(network), mean, has_beams=has_beams)

    def heard(self, column: int | None = None, *, seconds: float) -> tuple[SoundEvent, ...]:
        """A tone along the means of one layer, or along all depths of one column."""
        if column is None:
            shares = list(self.accuracies(0))
        else:
            shares = [self.accuracies(depth)[column] for depth in range(len(self.depths))]
        return followed(shares, np.linspace(0, seconds, len(shares)))

    @property
    def widths(self) -> SourcedArray:
        """All widths."""
        return self.record[f"{ROOT}.widths"]

    def accuracies(self, depth: int) -> SourcedArray:
        """Mean accuracies of one depth."""
        return self.record[f"{ROOT}.means"].row(depth)
