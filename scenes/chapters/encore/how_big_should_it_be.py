"""`HowBigShouldItBe`: what more neurons and more layers buy."""

from __future__ import annotations

from dataclasses import dataclass
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
    ReplacementTransform,
    VGroup,
)

from network.analysis.histogram import even_ticks
from scenes.chapter import Beat, Chapter
from scenes.mobjects.plots.accuracy_plot import AccuracyPlot, corner_notes
from scenes.mobjects.plots.plot import (
    Plot,
    PlotLine,
    at_line_ends,
    below_line_ends,
    ring_at,
)
from scenes.mobjects.text.typst_text import Verbatim, Words, note
from scenes.motion.growing import draw_line
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import _, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from network.analysis.sound_events import SoundEvent

ROOT = "measurement.capacity"
NEAR_FROM = 3
"""The column of the accuracies with which the closer look begins: widths that work well."""


@dataclass(frozen=True)
class NamePlaces:
    """Where words stand beside the lines of the plot.

    Attributes
    ----------
    name_room
        What is left free right of the plot.
    to_lines
        Puts names to lines.
    names_fade
        How long names take to leave, in seconds: lines may soon come their way.
    level_gap
        From the level of a network without hidden layers to its name.
    small_side, small_gap
        Above or below the ring of the small network what is told of it stands, and how far away.
    """

    name_room: float
    to_lines: Callable[[Sequence[Words], Sequence[PlotLine]], VGroup]
    names_fade: float
    level_gap: float
    small_side: NDArray[np.float64]
    small_gap: float


def name_places() -> NamePlaces:
    """Names stand right of the lines on a wide stage, else below them, so that the plot is wide."""
    area = stage()
    if area.is_wide:
        return NamePlaces(
            name_room=2.4, to_lines=at_line_ends, names_fade=0.7, level_gap=0.12,
            small_side=UP, small_gap=0.35,
        )  # fmt: skip
    # The taller the plot, the steeper the lines: there is no room above them then.
    side, gap = (DOWN, 0.65) if area.is_tall else (UP, 0.75)
    return NamePlaces(
        name_room=0.25, to_lines=below_line_ends, names_fade=0.3, level_gap=0.2,
        small_side=side, small_gap=gap,
    )  # fmt: skip


class HowBigShouldItBe(Chapter):
    """Accuracy against the size of the network."""

    is_first_cut = True
    summary = N_(
        "Wider and deeper networks, trained alike: what more parameters buy, and what not."
    )
    concepts = (N_("capacity"), N_("width and depth"), N_("parameters"), N_("accuracy"))
    measurements = ("capacity",)
    beats: ClassVar = {
        "one-layer": Beat(
            "one layer",
            "A curve of right answers over the width of one hidden layer: steep first, then flat.",
        ),
        "no-hidden-layer": Beat(
            "no hidden layer", "A dashed level: what is reached with no hidden layer."
        ),
        "deeper": Beat("deeper", "Curves for more hidden layers beside the first one."),
        "closer": Beat("closer", "The upper end enlarged, where layers are wide."),
        "what-it-buys": Beat(
            "what it buys", "Two points of the curves are circled, with their right answers."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.one_layer()
        self.no_layer()
        self.deeper()
        self.closer()
        self.what_it_buys()
        self.rest(1.0)

    def prepare(self) -> None:
        """Find the networks that were trained, and numbers for the axes."""
        self.places = name_places()
        self.capacity = self.measured("capacity")
        self.record = (
            self.record.with_root(ROOT, self.capacity)
            .with_root("measurement.shares", even_ticks(0, 1, 6))
            .with_root("measurement.near_shares", even_ticks(0.92, 0.98, 4))
        )
        self.colors = (theme.SECONDARY, theme.TEXT, self.palette.signal)

    def one_layer(self) -> None:
        """One hidden layer, from very few neurons to many."""
        self.beat(
            "one-layer",
            _("How big should a network be? Here are others. All had the same short training."),
        )
        self.plot = self.axes("measurement.shares.numbers", 0)
        self.note = self.training_note()
        self.play(FadeIn(self.plot.across, self.plot.up, self.plot.names, self.note), run_time=0.9)
        self.rest(0.6)
        self.lines = [self.line(self.plot, 0, 0)]
        self.play_sounds(self.heard(0, seconds=2.6))
        self.play(draw_line(self.lines[0], seconds=2.6))
        low, *__, high = (s.shown_as(percent=True, decimals=1) for s in self.accuracies(0))
        said = _("They go from {low} right to {high}.")
        if self.capacity.first_step_helps_more(1):
            said = _(
                "They go from {low} right to {high}. Doubling the size helps far more at the start"
                " than at the end."
            )
        self.caption(said, low=low, high=high)
        self.names = self.places.to_lines([self.name(0)], self.lines)
        self.play(FadeIn(self.names, shift=0.2 * LEFT), run_time=0.6)

    def no_layer(self) -> None:
        """The network without hidden layers as a line to compare with."""
        share = self.record.number(
            f"{ROOT}.without_hidden_layers.accuracy.mean", percent=True, decimals=1
        )
        said = _("With no hidden layer, {share} are right.")
        if self.capacity.is_worse_than_none(1, int(self.capacity.widths[0])):
            said = _(
                "With no hidden layer, {share} are right. A layer that is too narrow is worse"
                " than none."
            )
        self.beat("no-hidden-layer", said, share=share)
        level = self.plot.level(share, color=theme.SECONDARY)
        name = note(_("no hidden layer"))
        name.next_to(level.get_start(), UP, self.places.level_gap, LEFT).shift(0.2 * RIGHT)
        self.at_word("share")
        self.play(Create(level), FadeIn(name), run_time=1.2)
        self.level = VGroup(level, name)

    def deeper(self) -> None:
        said = _("Now add more layers.")
        if self.capacity.narrow_layers_harm:
            said = _("Now add more layers. Where they are narrow, more of them make it worse.")
        self.beat("deeper", said)
        self.play(FadeOut(self.level, self.names), run_time=0.4)
        for depth in range(1, len(self.capacity.depths)):
            line = self.line(self.plot, depth, 0)
            self.lines.append(line)
            self.play_sounds(self.heard(depth, seconds=1.2))
            self.play(draw_line(line, seconds=1.2))
        self.names = self.places.to_lines(
            [self.name(d) for d in range(len(self.lines))], self.lines
        )
        self.play(FadeIn(self.names, shift=0.2 * LEFT), run_time=0.5)
        self.rest()

    def closer(self) -> None:
        """The upper right corner, large: only wide networks, only the last few percent."""
        said = _("Now look closer, where layers are wide.")
        if self.capacity.second_layer_helps(int(self.capacity.widths[-1])):
            said = _(
                "Now look closer. Where layers are wide, two are better than one, even than one"
                " with as many parameters."
            )
        self.beat("closer", said)
        self.near = self.axes("measurement.near_shares.numbers", NEAR_FROM)
        depths = range(len(self.capacity.depths))
        self.near_lines = [self.line(self.near, depth, NEAR_FROM) for depth in depths]
        corner = [self.line(self.plot, depth, NEAR_FROM) for depth in depths]
        self.play(
            FadeOut(self.plot, *self.lines, run_time=0.7),
            FadeOut(self.names, run_time=self.places.names_fade),
            *map(ReplacementTransform, corner, self.near_lines),
            FadeIn(self.near),
            run_time=1.5,
        )
        names = self.places.to_lines([self.name(depth) for depth in depths], self.near_lines)
        self.play(FadeIn(names, shift=0.2 * LEFT), run_time=0.5)
        self.rest(0.6)

    def what_it_buys(self) -> None:
        """Parameters against percent, for a small and a large network."""
        at = [(1, NEAR_FROM), (len(self.capacity.depths) - 1, self.capacity.widths.size - 1)]
        small, large = (self.at_size(*place) for place in at)
        self.beat(
            "what-it-buys",
            _(
                "{few} parameters reach {low}, {many} reach {high}."
                " The last few percent are expensive."
            ),
            few=small[0], low=small[1], many=large[0], high=large[1],
        )  # fmt: skip
        # Lines rise to the right: beside the ring there is room above them on the left only.
        sides = ((RIGHT, self.places.small_side, self.places.small_gap), (LEFT, UP, 0.0))
        for named, (depth, width), (count, share), (side, away, gap) in zip(
            ("few", "many"), at, (small, large), sides, strict=True
        ):
            ring = ring_at(self.near_lines[depth].dots[width - NEAR_FROM].get_center())
            told = VGroup(
                note(_("{count} parameters"), count=count),
                Words("{share}", size="body", share=share),
            ).arrange(DOWN, buff=0.12, aligned_edge=-side)
            told.next_to(ring, away, buff=gap, aligned_edge=-side).shift(0.3 * side)
            self.at_word(named)
            self.play(Create(ring), FadeIn(told), run_time=0.8)
        self.rest(0.6)

    def at_size(self, depth: int, width: int) -> tuple[Sourced, Sourced]:
        """How many parameters a network has, and how often it is right."""
        count = self.record[f"{ROOT}.parameter_counts"][depth, width]
        share = self.record[f"{ROOT}.means"][depth, width]
        return count.shown_as(decimals=None), share.shown_as(percent=True, decimals=1)

    def axes(self, shares: str, first: int) -> AccuracyPlot:
        """Widths from one column on, and shares of right answers."""
        return AccuracyPlot(
            self.widths(first), self.record[shares],
            across_name=_("neurons in each hidden layer"), name_room=self.places.name_room,
            high_room=1.7,
            is_logarithmic=True,
        )  # fmt: skip

    def training_note(self) -> VGroup:
        """How all of them were trained, and on what they were tested."""
        epochs = self.record.number(f"{ROOT}.settings.epochs", decimals=None)
        path = f"{ROOT}.without_hidden_layers.accuracy.trainings"
        trainings = self.record.number(path, decimals=None)
        return corner_notes(
            note(_("each trained for {epochs} rounds only, all in the same way"), epochs=epochs),
            note(_("means of {trainings} trainings each"), trainings=trainings),
            note(_("tested on: {data}"), data=Verbatim(_(self.capacity.data))),
        )

    def line(self, plot: Plot, depth: int, first: int) -> PlotLine:
        """The accuracies of one depth."""
        return plot.line(
            self.widths(first), self.accuracies(depth, first), color=self.colors[depth]
        )

    def heard(self, depth: int, *, seconds: float) -> tuple[SoundEvent, ...]:
        """A tone along the line of one depth."""
        shares = list(self.accuracies(depth))
        return followed(shares, np.linspace(0, seconds, len(shares)))

    def name(self, depth: int) -> Words:
        """How many hidden layers a line is about."""
        layers = self.capacity.depths[depth]
        words = plural("{layers} hidden layer", "{layers} hidden layers", layers)
        count = self.record.number(f"{ROOT}.depths[{depth}]", decimals=None)
        return Words(words, size="note", color=self.colors[depth], layers=count)

    def widths(self, first: int) -> SourcedArray:
        """All widths from one column on."""
        return self.record[f"{ROOT}.widths"].part(first)

    def accuracies(self, depth: int, first: int = 0) -> SourcedArray:
        """Mean accuracies of one depth from one column on."""
        return self.record[f"{ROOT}.means"].row(depth).part(first)
