"""`CountingParameters`: how many weights and biases the network has, term by term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    RoundedRectangle,
    Transform,
    VGroup,
)

from network.parameter_count import count_parameters
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.mobjects.badge import Badge
from scenes.mobjects.count_ledger import CountLedger
from scenes.mobjects.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text import Words
from scenes.motion.counting import Count
from scenes.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.sourced import Sourced, SourcedArray

BEFORE_STRIP = 0.45
"""Between the ledger and the input column."""
LIT, ALL_LIT = 3.5, 2.2
"""How much brighter than at rest connections are that are counted: one layer pair, and all."""


class CountingParameters(Chapter):
    """All that can be set in the network, counted from what is drawn."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.what_can_be_set()
        self.weights()
        self.biases()
        self.all_together()
        self.rest(1.5)

    def prepare(self) -> None:
        """Count, and lay out the network and the ledger beside it."""
        root = "measurement.parameters"
        self.record = self.record.with_root(root, count_parameters(self.model))
        self.layers = range(len(self.model.layers))
        self.sizes = self.counts("model.layer_sizes")
        self.weight_counts = self.counts(f"{root}.weights")
        self.running = self.counts(f"{root}.running")
        self.diagram = NetworkDiagram(self.model, self.palette).show_weights()
        self.diagram.show_strip(self.record["trace.inputs"])
        bias_count = self.record.number("model.bias_count", decimals=None)
        slots: dict[str, Any] = {f"n{layer}": self.sizes[layer + 1] for layer in self.layers}
        template = " + ".join(f"{{{name}}}" for name in slots)
        bias_term = Words(template, color=self.palette.bias, **slots)
        terms = [self.product(layer) for layer in self.layers]
        area = stage()
        self.bill = CountLedger(
            [*zip(terms, self.weight_counts, strict=True), (bias_term, bias_count)],
            self.running[0],
            left=area.left,
            right=float(self.diagram.strip.get_left()[0]) - BEFORE_STRIP,
            middle=float(area.center[1]),
            height=0.8 * area.height,
        )

    def what_can_be_set(self) -> None:
        """The network at rest."""
        self.beat(
            "what can be set",
            _("Every connection has a weight, every neuron a bias. How many numbers are that?"),
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

    def weights(self) -> None:
        """One layer pair after another lights up, and its term flies into the ledger."""
        for layer in self.layers:
            before, after = self.sizes[layer], self.sizes[layer + 1]
            self.beat(
                f"weights of layer {layer + 1}",
                _("{before} times {after} connections: {count} weights.")
                if layer
                else _("{before} inputs, each tied to {after} neurons: {count} weights."),
                before=before,
                after=after,
                count=self.weight_counts[layer],
            )
            self.light_up(layer)
            self.enter_product(layer)
            self.rest(0.6)
        self.play(self.dim(self.layers[-1]), run_time=0.6)

    def light_up(self, layer: int) -> None:
        """A front of light crosses a layer pair; the one before goes back to rest."""
        light, weights = self.diagram.connections[layer], self.weights_of(layer)
        light.send(LIT * rest_light(weights.values), weights)
        quiet = [self.dim(layer - 1)] if layer else []
        self.badge = Badge(self.product(layer)).move_to(light)
        self.play(light.animate(run_time=1.2).set_front(1), *quiet)
        self.play(FadeIn(self.badge, scale=0.9), run_time=0.6)
        self.rest(0.6)

    def enter_product(self, layer: int) -> None:
        """The term flies from its layer pair into the ledger, and the total grows."""
        bill, flying = self.bill, self.badge.words
        self.badge.remove(flying)
        self.add(flying)
        self.play(
            flying.animate.become(bill.terms[layer]),
            FadeOut(self.badge.panel, run_time=0.4),
            run_time=1.1,
        )
        self.remove(flying)
        self.add(bill.terms[layer])
        self.play(FadeIn(bill.values[layer], shift=0.2 * RIGHT), run_time=0.6)
        if layer == 0:
            self.play(Create(bill.rule), FadeIn(bill.total), run_time=0.7)
        else:
            self.add_up(layer)

    def biases(self) -> None:
        """Every column of neurons sends its number."""
        count = self.record.number("model.bias_count", decimals=None)
        self.beat(
            "biases", _("And one bias for every neuron behind the input: {count}."), count=count
        )
        bill, term = self.bill, self.bill.terms[-1]
        badges = VGroup()
        for layer, column in zip(self.layers, self.diagram.columns, strict=True):
            words = Words("{count}", color=self.palette.bias, count=self.sizes[layer + 1])
            badges.add(Badge(words).next_to(column, LEFT, buff=0.2))
        self.play(
            LaggedStart(
                *(
                    column.animate.set_stroke(self.palette.bias, width=3.5)
                    for column in self.diagram.columns
                ),
                lag_ratio=0.3,
            ),
            LaggedStart(*(FadeIn(badge, shift=0.15 * LEFT) for badge in badges), lag_ratio=0.3),
            run_time=1.6,
        )
        self.rest(0.6)
        places = [term.slot(f"n{layer}") for layer in self.layers]
        numbers = zip(badges, places, strict=True)
        flights = [Transform(badge.words, place) for badge, place in numbers]
        self.play(
            LaggedStart(*flights, lag_ratio=0.15),
            FadeOut(*(badge.panel for badge in badges), run_time=0.6),
            run_time=1.3,
        )
        self.play(FadeIn(term), FadeIn(bill.values[-1], shift=0.2 * RIGHT), run_time=0.6)
        self.remove(badges, *(badge.words for badge in badges))
        self.add_up(-1)
        self.rest(0.6)

    def all_together(self) -> None:
        """The total, boxed and named."""
        total = self.record.number("model.parameter_count", decimals=None)
        self.beat(
            "all together",
            _("{count} parameters. What the network does is decided by these, and nothing else."),
            count=total,
        )
        box = RoundedRectangle(
            corner_radius=0.1,
            width=self.bill.total.width + 0.4,
            height=self.bill.total.height + 0.36,
            color=self.palette.signal,
        ).move_to(self.bill.total.submobjects[0])
        name = Words(_("parameters"), size="body", color=theme.SECONDARY)
        name.next_to(box, DOWN, buff=0.2)
        self.play(Create(box.set_stroke(width=3)), FadeIn(name, shift=0.15 * DOWN), run_time=1.0)
        lights = self.diagram.connections
        for layer, light in enumerate(lights):
            weights = self.weights_of(layer)
            light.send(ALL_LIT * rest_light(weights.values), weights)
        sweeps = [light.animate(run_time=0.9).set_front(1).build() for light in lights]
        self.play(LaggedStart(*sweeps, lag_ratio=0.6))
        self.rest()
        self.caption(_("Learning will mean: finding good values for all of them."))
        self.rest()

    def add_up(self, line: int) -> None:
        """The total takes in one more line."""
        value = self.bill.values[line].copy()
        self.play(FadeOut(value, target_position=self.bill.total), run_time=0.6)
        self.play(Count(self.bill.total, [self.running[line]]), run_time=0.3)

    def counts(self, path: str) -> list[Sourced]:
        """All numbers of an array of counts."""
        return [number.shown_as(decimals=None) for number in self.record[path]]

    def product(self, layer: int) -> Words:
        """How many connections lead into a layer, as a product of two sizes."""
        return Words(
            "{before} \N{MULTIPLICATION SIGN} {after}",
            before=self.sizes[layer],
            after=self.sizes[layer + 1],
        )

    def weights_of(self, layer: int) -> SourcedArray:
        """The weights into a layer."""
        return self.record[f"model.layers[{layer}].weights"]

    def dim(self, layer: int) -> Animation:
        """Let the connections into a layer go back to rest."""
        light, weights = self.diagram.connections[layer], self.weights_of(layer)
        resting = light.animate(run_time=0.8).set_light(rest_light(weights.values), weights)
        return resting.build()
