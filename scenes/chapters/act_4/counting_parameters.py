"""`CountingParameters`: how many weights and biases the network has, term by term."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    RoundedRectangle,
    Transform,
    VGroup,
)

from network.analysis.counts import count_parameters
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.counting_parameters_parts import (
    MORE,
    bias_place,
    connections_between,
    dim,
    parameter_ledger,
    sweep,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words
from scenes.motion.counting import Count
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from network.analysis.sound_events import SoundEvent
    from scenes.subject.sourced import Sourced

BEFORE_STRIP, ABOVE_STRIP = 0.45, 0.25
"""Between the ledger and the input column."""
TOTAL_WIDTH = 1.6
"""Of the largest total that stands beside its terms."""
BOX_PADDING = 0.2
"""Left and right of the total in its box."""
LIT, ALL_LIT = 2.2, 1.5
"""How much brighter than at rest connections are that are counted: one layer pair, and all."""
COUNTED = "measurement.parameters"


class CountingParameters(Chapter):
    """All that can be set in the network, counted from what is drawn."""

    is_first_cut = True
    summary = N_("All weights and biases of the network are counted: the numbers to be learned.")
    concepts = (N_("parameters"), N_("weights"), N_("bias"))
    beats: ClassVar = {
        "what-can-be-set": Beat(
            "what can be set", "The network at rest, with an empty place for the count."
        ),
        "weights-of-layer-{number}": Beat(
            "weights of layer {number}",
            "The connections of one layer shine; their number joins a growing sum.",
        ),
        "biases": Beat(
            "biases", "Violet rings around all neurons; the number of biases joins the sum."
        ),
        "all-together": Beat(
            "all together", "The whole network shines; the total is framed in yellow."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.what_can_be_set()
        for layer in self.layers:
            self.weights(layer)
        self.biases()
        self.all_together()
        self.rest(1.2)

    def prepare(self) -> None:
        """Count, and lay out the network and the ledger."""
        self.record = self.record.with_root(COUNTED, count_parameters(self.model))
        self.layers = range(len(self.model.layers))
        self.sizes = self.counts("model.layer_sizes")
        self.weight_counts = self.counts(f"{COUNTED}.weights")
        self.bias_count = self.record.number("model.bias_count", decimals=None)
        self.diagram = NetworkDiagram(self.model, self.palette).show_weights()
        self.diagram.show_strip(self.record["trace.ink"])
        self.bill = parameter_ledger(
            self.sizes,
            self.weight_counts,
            self.bias_count,
            color=self.palette.bias,
            **ledger_place(stage(), self.diagram),
        )

    def what_can_be_set(self) -> None:
        self.beat(
            "what-can-be-set",
            _(
                "Every connection has a weight, and every neuron has a bias. How many numbers"
                " is that?"
            ),
        )
        diagram = self.diagram
        self.play(
            FadeIn(diagram.strip, diagram.strip_frame),
            LaggedStart(*(FadeIn(column) for column in diagram.columns), lag_ratio=0.2),
            FadeIn(diagram.names),
            run_time=1.0,
        )
        lights = [FadeIn(light) for light in diagram.connections]
        self.play(LaggedStart(*lights, lag_ratio=0.2), run_time=1.2)
        self.rest()

    def weights(self, layer: int) -> None:
        """A layer pair lights up; its term flies into the ledger, and the total grows."""
        before, after = self.sizes[layer], self.sizes[layer + 1]
        story = _("{before} times {after} connections make {count} weights.")
        if layer == 0:
            story = _("Each of {before} inputs goes to {after} neurons: {count} weights.")
            if after.value == 1:
                story = _("Each of {before} inputs goes to a single neuron: {count} weights.")
        count = self.weight_counts[layer]
        if count.value == 1:
            story = _("A single connection: {count} weight.")
        self.beat(f"weights-of-layer-{layer + 1}", story, before=before, after=after, count=count)
        quiet = [dim(self.diagram, layer - 1)] if layer else []
        badge = Badge(connections_between(before, after)).move_to(self.diagram.connections[layer])
        self.play(sweep(self.diagram, layer, brighter=LIT, seconds=1.1), *quiet)
        self.play(FadeIn(badge, scale=0.9), run_time=0.5)
        self.rest(0.5)
        bill, flying = self.bill, badge.words
        badge.remove(flying)
        self.add(flying)
        self.play(
            flying.animate(run_time=1.0).become(bill.terms[layer]),
            FadeOut(badge.panel, run_time=0.3),
        )
        self.remove(flying)
        self.add(bill.terms[layer])
        self.play(FadeIn(bill.values[layer], shift=0.2 * RIGHT), run_time=0.5)
        if layer:
            self.add_up(layer)
        else:
            self.play_sounds(self.tick(layer, 0.4))
            self.play(Create(bill.rule), FadeIn(bill.total), run_time=0.6)
        self.rest(0.5)

    def biases(self) -> None:
        self.beat(
            "biases",
            _("Add one bias for every neuron after the input: {count} more."),
            count=self.bias_count,
        )
        bill, term, columns = self.bill, self.bill.terms[-1], self.diagram.columns
        badges = VGroup()
        for size, column in zip(self.sizes[1:], columns, strict=True):
            words = Words("{count}", color=self.palette.bias, count=size)
            badges.add(Badge(words).next_to(column, LEFT, buff=0.2))
        rims = [column.animate.set_stroke(self.palette.bias, width=3.5) for column in columns]
        self.play(
            dim(self.diagram, self.layers[-1], seconds=0.6),
            LaggedStart(*rims, lag_ratio=0.3, run_time=1.4),
            LaggedStart(
                *(FadeIn(badge, shift=0.15 * LEFT) for badge in badges), lag_ratio=0.3, run_time=1.4
            ),
        )
        self.rest(0.1)
        numbers, panels = [badge.words for badge in badges], [badge.panel for badge in badges]
        for badge in badges:
            badge.remove(badge.words)
        self.add(*numbers)
        slots = (bias_place(layer) for layer in self.layers)
        places = [term.slot(slot if slot in term.slots else MORE) for slot in slots]
        flights = [Transform(*pair) for pair in zip(numbers, places, strict=True)]
        self.play(
            LaggedStart(*flights, lag_ratio=0.15, run_time=1.2), FadeOut(*panels, run_time=0.3)
        )
        self.at_word("count")
        self.play(FadeIn(term), FadeIn(bill.values[-1], shift=0.2 * RIGHT), run_time=0.5)
        self.remove(*numbers)
        self.add_up(-1)
        self.rest(0.5)

    def all_together(self) -> None:
        self.beat(
            "all-together",
            _("That makes {count} parameters. They alone decide what the network does."),
            count=self.record.number("model.parameter_count", decimals=None),
        )
        total = self.bill.total
        box = RoundedRectangle(
            corner_radius=0.1,
            width=total.width + 2 * BOX_PADDING,
            height=total.height + 0.36,
            color=self.palette.signal,
            stroke_width=3,
        ).move_to(total.digit_box)
        name = Words(_("parameters"), color=theme.SECONDARY)
        name.next_to(box, DOWN, buff=0.2).align_to(box, RIGHT)
        self.at_word("count")
        self.play(Create(box), FadeIn(name, shift=0.15 * DOWN), run_time=0.9)
        sweeps = [sweep(self.diagram, i, brighter=ALL_LIT, seconds=0.9) for i in self.layers]
        self.play(LaggedStart(*sweeps, lag_ratio=0.6))

    def add_up(self, line: int) -> None:
        """The total takes in one more line."""
        value, total = self.bill.values[line].copy(), self.bill.total
        self.play_sounds(self.tick(line, 0.5))
        self.play(FadeOut(value, target_position=total), run_time=0.5)
        self.play(Count(total, [self.counts(f"{COUNTED}.running")[line]]), run_time=0.2)

    def tick(self, line: int, at: float) -> tuple[SoundEvent, ...]:
        """A tick for a line of the ledger that is added."""
        counts = [*self.weight_counts, self.bias_count]
        largest = max(count.value for count in counts)
        return ticks([counts[line]], [at], largest=largest)

    def counts(self, path: str) -> list[Sourced]:
        """All numbers of an array of counts."""
        return [number.shown_as(decimals=None) for number in self.record[path]]


def ledger_place(area: Stage, diagram: NetworkDiagram) -> dict[str, float]:
    """What the ledger fills: the room left of the network on a wide stage, else that above it."""
    corner = diagram.strip.get_corner(UL)
    if area.is_wide:
        room = replace(area, right=float(corner[0]) - BEFORE_STRIP).inset(0, 0.1 * area.height)
        place = {}
    else:
        room = replace(area, bottom=float(corner[1]) + ABOVE_STRIP, right=area.right - BOX_PADDING)
        place = {"aside": TOTAL_WIDTH}
    sides = {"left": room.left, "right": room.right, "height": room.height}
    return {**sides, "middle": float(room.center[1]), **place}
