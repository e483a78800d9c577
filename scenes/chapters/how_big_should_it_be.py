"""`HowBigShouldItBe`: what more neurons and more layers buy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, VGroup, linear

from network.even_ticks import even_ticks
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.measuring import measured
from scenes.mobjects.plot import Plot, PlotLine, at_line_ends
from scenes.mobjects.text import Name, Words
from scenes.sourced import SourcedArray
from scenes.words import _, plural

if TYPE_CHECKING:
    pass

ROOT = "measurement.capacity"
LABEL_ROOM = 2.4
NEAR_FROM = 3
"""The column of the accuracies with which the closer look begins: widths that work well."""


class HowBigShouldItBe(Chapter):
    """Accuracy against the size of the network."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.one_layer()
        self.no_layer()
        self.deeper()
        self.closer()
        self.what_it_buys()
        self.rest(1.5)

    def prepare(self) -> None:
        """Find the networks that were trained, and numbers for the axes."""
        self.area = stage()
        self.capacity = measured("capacity", self.model)
        self.record = (
            self.record.with_root(ROOT, self.capacity)
            .with_root("measurement.shares", even_ticks(0, 1, 6))
            .with_root("measurement.near_shares", even_ticks(0.92, 0.98, 4))
        )
        self.colors = (theme.SECONDARY, theme.TEXT, self.palette.signal)

    def one_layer(self) -> None:
        """One hidden layer, from very few neurons to many."""
        self.beat(
            "one layer",
            _(
                "This network has {parameters} parameters. How big should one be?"
                " Try a hidden layer of {few} neurons, then wider ones."
            ),
            parameters=self.record.number("model.parameter_count", decimals=None),
            few=self.record[f"{ROOT}.widths"][0].shown_as(decimals=None),
        )
        self.plot = self.axes("measurement.shares.numbers", 0)
        self.note = self.training_note()
        self.play(FadeIn(self.plot.across, self.plot.up, self.plot.names), run_time=1.0)
        self.play(FadeIn(self.note), run_time=0.5)
        self.lines = [self.line(self.plot, 0, 0)]
        self.draw(self.lines[0], seconds=3.0)
        accuracies = self.accuracies(0)
        self.caption(
            _("From {low} right to {high}: the first doublings buy by far the most."),
            low=accuracies[0].shown_as(percent=True, decimals=1),
            high=accuracies[accuracies.size - 1].shown_as(percent=True, decimals=1),
        )
        self.names = at_line_ends([self.name(0)], self.lines)
        self.play(FadeIn(self.names, shift=0.2 * LEFT), run_time=0.6)
        self.rest()

    def no_layer(self) -> None:
        """The network without hidden layers as a line to compare with."""
        share = self.record.number(
            f"{ROOT}.without_hidden_layers.accuracy", percent=True, decimals=1
        )
        self.beat(
            "no hidden layer",
            _("With no hidden layer at all: {share}. Too narrow a layer is worse than none."),
            share=share,
        )
        level = self.plot.level(share, color=theme.SECONDARY)
        name = Words(_("no hidden layer"), size="note", color=theme.SECONDARY)
        name.next_to(level.get_start(), UP, buff=0.12, aligned_edge=LEFT).shift(0.2 * RIGHT)
        self.play(Create(level), FadeIn(name), run_time=1.2)
        self.rest()
        self.level = VGroup(level, name)

    def deeper(self) -> None:
        """More layers of the same widths."""
        self.beat(
            "deeper",
            _("Now more layers. Where they are narrow, depth makes it harder, not better."),
        )
        self.play(FadeOut(self.level, self.names), run_time=0.5)
        for depth in range(1, len(self.capacity.depths)):
            line = self.line(self.plot, depth, 0)
            self.lines.append(line)
            self.draw(line, seconds=1.6)
        self.names = at_line_ends([self.name(d) for d in range(len(self.lines))], self.lines)
        self.play(FadeIn(self.names, shift=0.2 * LEFT), run_time=0.6)
        self.rest()

    def closer(self) -> None:
        """The upper right corner, large: only wide networks, only the last few percent."""
        self.beat("closer", _("Look closer, at the wide ones. The scale has changed."))
        near = self.axes("measurement.near_shares.numbers", NEAR_FROM)
        closer = [self.line(near, depth, NEAR_FROM) for depth in range(len(self.capacity.depths))]
        self.play(FadeOut(self.plot, *self.lines, self.names), FadeIn(near), run_time=1.2)
        for line in closer:
            self.draw(line, seconds=0.8)
        names = at_line_ends([self.name(d) for d in range(len(closer))], closer)
        self.play(FadeIn(names, shift=0.2 * LEFT), run_time=0.6)
        self.caption(_("Wide enough, the deeper networks are ahead."))
        self.rest()
        self.near, self.closer_lines = near, closer

    def what_it_buys(self) -> None:
        """Parameters against percent, for a small and a large network of two layers."""
        places = [(1, NEAR_FROM), (len(self.capacity.depths) - 1, self.capacity.widths.size - 1)]
        counts = self.record[f"{ROOT}.parameter_counts"]
        small, large = (counts[place].shown_as(decimals=None) for place in places)
        shares = self.record[f"{ROOT}.accuracies"]
        low, high = (shares[place].shown_as(percent=True, decimals=1) for place in places)
        self.beat(
            "what it buys",
            _("{small} parameters reach {low}, {large} reach {high}."),
            small=small, low=low, large=large, high=high,
        )  # fmt: skip
        asides = (0.4 * UP + 0.75 * RIGHT, 0.1 * UP)
        for (depth, width), share, aside in zip(places, (low, high), asides, strict=True):
            dot = self.closer_lines[depth].dots[width - NEAR_FROM]
            ring = dot.copy().scale(2.2).set_fill(opacity=0).set_stroke(theme.TEXT, width=3)
            value = Words("{share}", size="body", share=share)
            value.next_to(ring, UP, buff=0.05).shift(aside)
            self.play(Create(ring), FadeIn(value), run_time=0.8)
        self.caption(_("Bigger is better here, but the last few percent cost the most parameters."))
        self.rest()

    def axes(self, shares: str, first: int) -> Plot:
        """Widths from one column on, and shares of right answers."""
        ticks = [share.shown_as(percent=True) for share in self.record[shares]]
        across = Words(_("neurons in each hidden layer"), size="note", color=theme.SECONDARY)
        up = Words(_("right answers"), size="note", color=theme.SECONDARY)
        return Plot(
            self.widths(first), ticks, corner=self.area.at(0.09, 0.16),
            width=0.91 * self.area.width - LABEL_ROOM, height=0.68 * self.area.height,
            across_name=across, up_name=up, is_logarithmic=True,
        )  # fmt: skip

    def training_note(self) -> Words:
        """How all of them were trained, and on what they were tested."""
        note = Words(
            _("tested on: {data}; trained alike, {epochs} rounds"), size="note",
            color=theme.SECONDARY, data=Name(_(self.capacity.data)),
            epochs=self.record.number(f"{ROOT}.settings.epochs", decimals=None),
        )  # fmt: skip
        return note.move_to(self.area.at(1, 1), aligned_edge=UP + RIGHT)

    def line(self, plot: Plot, depth: int, first: int) -> PlotLine:
        """The accuracies of one depth."""
        return plot.line(
            self.widths(first), self.accuracies(depth, first), color=self.colors[depth]
        )

    def draw(self, line: PlotLine, *, seconds: float) -> None:
        """Draw a line from left to right, its dots as it comes by."""
        dots = LaggedStart(*(FadeIn(dot, scale=0.4) for dot in line.dots), lag_ratio=0.8)
        self.play(Create(line.curve, rate_func=linear), dots, run_time=seconds)

    def name(self, depth: int) -> Words:
        """How many hidden layers a line is about."""
        layers = self.capacity.depths[depth]
        words = plural("{layers} hidden layer", "{layers} hidden layers", layers)
        count = self.record.number(f"{ROOT}.depths[{depth}]", decimals=None)
        return Words(words, size="note", color=self.colors[depth], layers=count)

    def widths(self, first: int) -> SourcedArray:
        """All widths from one column on."""
        values = self.record[f"{ROOT}.widths"].values
        return SourcedArray(values[first:], f"{ROOT}.widths", (first,))

    def accuracies(self, depth: int, first: int = 0) -> SourcedArray:
        """Accuracies of one depth from one column on."""
        path = f"{ROOT}.accuracies"
        return SourcedArray(self.record[path].values[depth, first:], path, (first,), (depth,))
