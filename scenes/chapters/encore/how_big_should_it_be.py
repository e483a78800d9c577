"""`HowBigShouldItBe`: what more neurons and more layers buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
)

from network.analysis.histogram import even_ticks
from network.analysis.sound_events import SoundEvent
from scenes.chapter import Beat, Chapter
from scenes.mobjects.plots.accuracy_plot import HIGH_ROOM, AccuracyPlot
from scenes.mobjects.plots.plot import PlotLine, at_line_ends, ring_at
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.growing import draw_line
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import _, plural

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

ROOT = "measurement.capacity"
NEAR_FROM = 3
"""The column of the accuracies with which the closer look begins: widths that work well."""
NAME_ROOM, SKETCH_ROOM = 2.0, 1.65
SKETCH_HEIGHT, SKETCH_GAP = 0.8, 0.18
"""Of the sketches of networks above the plot, and from layer to layer in one."""
SKETCH_RADII = 0.028, 0.05
"""Of neurons in a sketch, the smallest and the largest: in wide layers they touch."""


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
            "A curve of right answers over the width of one hidden layer: steep first, then flat;"
            " above it a column of dots for each network.",
        ),
        "no-hidden-layer": Beat(
            "no hidden layer", "A dashed level: what is reached with no hidden layer."
        ),
        "deeper": Beat("deeper", "Curves with bands for more hidden layers beside the first one."),
        "closer": Beat("closer", "The upper end enlarged, where layers are wide."),
        "what-it-buys": Beat(
            "what it buys",
            "Two points of the curves are circled, with their parameters and right answers.",
        ),
    }
    allowed_crossings: ClassVar = {
        ("AccuracyPlot", "AccuracyPlot"): "one plot fades where the other appears",
        ("PlotLine", "Words"): "names stand at the ends of their lines",
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.no_layer()
        self.deeper()
        self.closer()
        self.what_it_buys()
        self.rest(0.4)

    def prepare(self) -> None:
        """Find the networks that were trained, and begin with the axes and the sketches."""
        self.capacity = self.measured("capacity")
        self.record = (
            self.record.with_root(ROOT, self.capacity)
            .with_root("measurement.shares", even_ticks(0, 1, 6))
            .with_root("measurement.near_shares", even_ticks(0.92, 0.98, 4))
        )
        self.colors = (theme.SECONDARY, theme.TEXT, self.palette.signal)
        self.plot = self.axes("measurement.shares.numbers", 0, SKETCH_ROOM)
        self.sketches = self.sketched(self.plot, 0, depth=1)
        self.add(self.plot, self.sketches)

    def axes(self, shares: str, first: int, high_room: float) -> AccuracyPlot:
        """Widths from one column on, and shares of right answers."""
        return AccuracyPlot(
            self.widths(first), self.record[shares], across_name=_("neurons in a hidden layer"),
            name_room=NAME_ROOM, high_room=high_room, is_logarithmic=True,
        )  # fmt: skip

    def sketched(self, plot: AccuracyPlot, first: int, *, depth: int) -> VGroup:
        """A column of dots for each hidden layer, above the place of its width."""
        found, top = VGroup(), stage().top
        widths = self.widths(first)
        for column, width in enumerate(widths.values):
            x, count = float(plot.point(width, 0)[0]), int(width)
            pitch = SKETCH_HEIGHT * (count / widths.values[-1]) ** 0.35 / count
            radius = float(np.clip(0.4 * pitch, *SKETCH_RADII))
            layers = VGroup()
            for layer in range(depth):
                across = x + (layer - (depth - 1) / 2) * SKETCH_GAP
                for row in range(count):
                    y = top - SKETCH_HEIGHT / 2 + (row - (count - 1) / 2) * pitch
                    layers.add(Dot([across, y, 0], radius, color=theme.TEXT))
            layers.fills = (widths[column],)
            found.add(layers)
        return found

    def one_layer(self) -> None:
        """One hidden layer, from very few neurons to many."""
        widths = [width.shown_as(decimals=None) for width in self.widths(0)]
        self.beat(
            "one-layer",
            _("How {big} should it be? One hidden layer, from {few} to {many} neurons, trained"
              " alike."),
            few=widths[0], many=widths[-1],
        )  # fmt: skip
        self.at_word("big")
        self.play(
            LaggedStart(
                *(pulse(sketch, color=theme.TEXT, scale=1.3) for sketch in self.sketches),
                lag_ratio=0.3,
            ),
            run_time=2.8,
        )
        self.at_word("few")
        self.lines, self.bands = [self.line(self.plot, 0, 0)], [self.band(self.plot, 0, 0)]
        self.play_sounds(self.heard(0, seconds=2.2))
        self.play(draw_line(self.lines[0], seconds=2.2))
        low, *_others, high = (s.shown_as(percent=True, decimals=1) for s in self.accuracies(0))
        said = _("From {low} right to {high}.")
        if self.capacity.first_step_helps_more(1):
            said = _("From {low} right to {high}. {Doubling} helps far more at the start than at"
                     " the end.")  # fmt: skip
        self.caption(said, low=low, high=high)
        self.play(FadeIn(self.bands[0]), run_time=0.5)
        dots = self.lines[0].dots
        self.labels = VGroup(
            ValueLabel(low).next_to(dots[0], RIGHT, buff=0.5).shift(0.4 * DOWN),
            ValueLabel(high).next_to(dots[-1], DOWN, buff=0.2),
        )
        for mark, label, dot in zip(("low", "high"), self.labels, (dots[0], dots[-1]), strict=True):
            self.at_word(mark)
            self.play(FadeIn(label), pulse(dot, color=theme.TEXT, scale=2.2), run_time=0.7)
        if self.capacity.first_step_helps_more(1):
            self.at_word("Doubling")
        self.play(
            LaggedStart(*(pulse(dot, color=theme.TEXT, scale=2.2) for dot in dots), lag_ratio=0.35),
            run_time=3.0,
        )

    def no_layer(self) -> None:
        """The network without hidden layers as a line to compare with."""
        share = self.record.number(
            f"{ROOT}.without_hidden_layers.accuracy.mean", percent=True, decimals=1
        )
        said = _("With {no} hidden layer: {share}.")
        if self.capacity.is_worse_than_none(1, int(self.capacity.widths[0])):
            said = _(
                "With {no} hidden layer: {share}. One that is too {narrow} is worse than {none}."
            )
        self.beat("no-hidden-layer", said, share=share)
        level = self.plot.level(share, color=self.palette.signal)
        value = ValueLabel(share, color=self.palette.signal)
        value.next_to(level.get_corner(DOWN + RIGHT), DOWN + LEFT, buff=0.15)
        self.at_word("no")
        self.play(FadeOut(self.labels, run_time=0.4), Create(level), run_time=1.2)
        self.at_word("share")
        self.play(FadeIn(value, shift=0.2 * UP), run_time=0.5)
        self.play(pulse(value, color=theme.TEXT))
        if self.capacity.is_worse_than_none(1, int(self.capacity.widths[0])):
            self.at_word("narrow")
        dots = self.lines[0].dots[:2]
        self.play(pulse(*self.sketches[:2], *dots, color=theme.TEXT, scale=2.0))
        if self.capacity.is_worse_than_none(1, int(self.capacity.widths[0])):
            self.at_word("none")
            self.play(pulse(value, color=theme.TEXT))
        self.level = VGroup(level, value)

    def deeper(self) -> None:
        said = _("Now {add} layers.")
        if self.capacity.narrow_layers_harm:
            said = _("Now {add} layers: where they are narrow, more of them make it {worse}.")
        self.beat("deeper", said)
        deepest = self.sketched(self.plot, 0, depth=len(self.capacity.depths))
        self.at_word("add")
        self.play(FadeOut(self.level, self.sketches), FadeIn(deepest), run_time=0.7)
        self.sketches = deepest
        for depth in range(1, len(self.capacity.depths)):
            line, band = self.line(self.plot, depth, 0), self.band(self.plot, depth, 0)
            self.lines.append(line)
            self.bands.append(band)
            self.play_sounds(self.heard(depth, seconds=1.2))
            self.play(draw_line(line, seconds=1.2))
            self.play(FadeIn(band), run_time=0.3)
        self.names = self.named(self.lines)
        self.play(FadeIn(self.names, shift=0.2 * LEFT), run_time=0.5)
        if self.capacity.narrow_layers_harm:
            self.at_word("worse")
            self.play(pulse(self.lines[-1].dots[1], color=theme.TEXT, scale=2.5))

    def named(self, lines: list[PlotLine]) -> VGroup:
        """How many layers each line is about, at its end."""
        names = []
        for depth, color in zip(range(len(lines)), self.colors, strict=False):
            words = plural("{layers} layer", "{layers} layers", self.capacity.depths[depth])
            count = self.record.number(f"{ROOT}.depths[{depth}]", decimals=None)
            names.append(Words(words, color=color, layers=count))
        placed = at_line_ends(names, lines)
        return placed.shift(min(0.0, stage().right - placed.get_right()[0]) * RIGHT)

    def closer(self) -> None:
        """The upper right corner, large: only wide networks, only the last few percent."""
        said = _("Closer, where layers are {wide}.")
        if self.capacity.second_layer_helps(int(self.capacity.widths[-1])):
            said = _("Closer: where layers are {wide}, two beat one, even one with as many"
                     " parameters.")  # fmt: skip
        self.beat("closer", said)
        self.near = self.axes(
            "measurement.near_shares.numbers",
            NEAR_FROM,
            HIGH_ROOM if stage().is_wide else SKETCH_ROOM,
        )
        depths = range(len(self.capacity.depths))
        self.near_lines = [self.line(self.near, depth, NEAR_FROM) for depth in depths]
        bands = [self.band(self.near, depth, NEAR_FROM) for depth in depths]
        words = (self.plot.names, self.plot.up.labels, self.plot.across.labels)
        self.play(FadeOut(self.names, *words), run_time=0.4)
        self.play(
            FadeOut(self.plot, *self.lines, *self.bands, self.sketches),
            FadeIn(self.near),
            run_time=0.8,
        )
        self.at_word("wide")
        self.play(
            AnimationGroup(*(draw_line(line, seconds=1.5) for line in self.near_lines)),
        )
        names = self.named(self.near_lines)
        self.play(FadeIn(*bands), FadeIn(names, shift=0.2 * LEFT), run_time=0.6)
        self.play(pulse(names[1], color=self.palette.signal))

    def what_it_buys(self) -> None:
        """Parameters against percent, for a small and a large network."""
        at = [(1, NEAR_FROM), (len(self.capacity.depths) - 1, self.capacity.widths.size - 1)]
        small, large = (self.at_size(*place) for place in at)
        self.beat(
            "what-it-buys",
            _("The last few percent are {expensive}: {few} parameters reach {low}, {many} reach"
              " {high}."),
            few=small[0], low=small[1], many=large[0], high=large[1],
        )  # fmt: skip
        data = Words(
            _("{data}; bands: all runs"), color=theme.SECONDARY,
            data=Verbatim(_(self.capacity.data)),
        ).move_to(stage().at(1, 1), UP + RIGHT)  # fmt: skip
        self.play(FadeIn(data), run_time=0.4)
        dots = [self.near_lines[depth].dots[width - NEAR_FROM] for depth, width in at]
        rings = [ring_at(dot.get_center()) for dot in dots]
        self.at_word("expensive")
        self.play(*(Create(ring) for ring in rings), pulse(*dots, color=theme.TEXT, scale=1.5))
        for ring, marks, corner, found in zip(
            rings, (("few", "low"), ("many", "high")), (DOWN + RIGHT, UP + LEFT), (small, large),
            strict=True,
        ):  # fmt: skip
            self.at_word(marks[0])
            self.play(FadeIn(self.told_at(ring, corner, *found)), run_time=0.6)
            self.at_word(marks[1])
            self.play(pulse(ring, color=self.palette.signal, scale=1.5))

    def told_at(
        self, ring: Mobject, corner: NDArray[np.float64], count: Sourced, share: Sourced
    ) -> Mobject:
        """Right answers of a network, where there is room with its parameters, beside its ring."""
        if stage().is_wide:
            told: Mobject = Words(_("{count} parameters: {share}"), count=count, share=share)
        else:
            told = ValueLabel(share)
        return told.next_to(ring, corner, buff=0.15)

    def at_size(self, depth: int, width: int) -> tuple[Sourced, Sourced]:
        """How many parameters a network has, and how often it is right."""
        count = self.record[f"{ROOT}.parameter_counts"][depth, width]
        share = self.record[f"{ROOT}.means"][depth, width]
        return count.shown_as(decimals=None), share.shown_as(percent=True, decimals=1)

    def line(self, plot: AccuracyPlot, depth: int, first: int) -> PlotLine:
        """The mean accuracies of one depth."""
        return plot.line(
            self.widths(first), self.accuracies(depth, first), color=self.colors[depth], width=5
        )

    def band(self, plot: AccuracyPlot, depth: int, first: int) -> VGroup:
        """What all trainings of one depth lie between."""
        low, high = (
            self.record[f"{ROOT}.{name}"].row(depth).part(first) for name in ("lowest", "highest")
        )
        return VGroup(plot.band(self.widths(first), low, high, color=self.colors[depth]))

    def heard(self, depth: int, *, seconds: float) -> tuple[SoundEvent, ...]:
        """A tone along the line of one depth."""
        shares = list(self.accuracies(depth))
        return followed(shares, np.linspace(0, seconds, len(shares)))

    def widths(self, first: int) -> SourcedArray:
        """All widths from one column on."""
        return self.record[f"{ROOT}.widths"].part(first)

    def accuracies(self, depth: int, first: int = 0) -> SourcedArray:
        """Mean accuracies of one depth from one column on."""
        return self.record[f"{ROOT}.means"].row(depth).part(first)
