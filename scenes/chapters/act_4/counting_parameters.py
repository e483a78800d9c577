"""`CountingParameters`: how many weights and biases the network has, fan by fan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    FadeIn,
    FadeOut,
    LaggedStart,
    linear,
    there_and_back,
)

from network.analysis.counts import count_parameters
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.counting_parameters_parts import dim, product_of
from scenes.mobjects.grids.weight_wall import FREE
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import ALL_LIT, NetworkDiagram
from scenes.mobjects.network.parameter_counter import Counter, counter_places
from scenes.motion.cells import one_then_other
from scenes.motion.counting import Count, Roll
from scenes.motion.pointing import pulse
from scenes.motion.propagation import sweep
from scenes.motion.singling_out import single_out
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from network.analysis.sound_events import SoundEvent
    from scenes.subject.sourced import Sourced

LIT = 1.5
"""How much brighter than at rest connections of a layer pair are while they are counted."""
FANS_SECONDS = 3.6
MOST_TICKS = 12
SWELL = 1.03
"""Of whole columns, which are as high as the stage."""
COUNTED = "measurement.parameters"


class CountingParameters(Chapter):
    """All that can be set in the network, counted from what is drawn."""

    summary = N_("All weights and biases of the network are counted: the numbers to be learned.")
    concepts = (N_("parameters"), N_("weights"), N_("bias"))
    beats: ClassVar = {
        "one-neuron": Beat(
            "one neuron",
            "The connections into one neuron shine; the counter shows how many they are.",
        ),
        "weights-of-layer-{number}": Beat(
            "weights of layer {number}",
            "The connections of one layer shine, and the counter has grown by their number.",
        ),
        "biases": Beat("biases", "Violet rims around all neurons; the counter has grown again."),
        "all-together": Beat(
            "all together", "The whole network shines; the count is framed in yellow."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.one_neuron()
        for layer in self.layers:
            self.weights(layer)
        self.biases()
        self.all_together()
        self.rest(0.4)

    def prepare(self) -> None:
        """Count, and begin with the hero in its layer."""
        self.record = self.record.with_root(COUNTED, count_parameters(self.model))
        self.layers = range(len(self.model.layers))
        self.sizes = self.counts("model.layer_sizes")
        self.weight_counts = self.counts(f"{COUNTED}.weights")
        self.bias_count = self.record.number("model.bias_count", decimals=None)
        self.total = self.record.number("model.parameter_count", decimals=None)
        self.neuron = self.subject.hero
        diagram = self.diagram = NetworkDiagram(self.model, self.palette, free=FREE)
        diagram.show_input(self.record["trace.ink"])
        self.places = counter_places(diagram)
        self.ring = HeroRing(diagram.columns[0][self.neuron], self.palette)
        for light, layer in zip(diagram.connections, self.model.layers, strict=True):
            light.set_light(np.zeros(layer.weights.shape))
        self.add(*diagram.connections, diagram.image, diagram.image_frame)
        self.add(diagram.strip, diagram.strip_frame, diagram.columns[0], self.ring)

    def one_neuron(self) -> None:
        """The fan of the hero: as many weights as there are pixels."""
        fans = self.counts(f"{COUNTED}.fans")
        self.beat(
            "one-neuron",
            _("How many numbers are to be set? One {neuron} has {count} weights: one per pixel."),
            count=fans[0],
        )
        diagram = self.diagram
        later = [*diagram.columns[1:], diagram.names]
        if len(self.layers) > 1:
            self.play(LaggedStart(*(FadeIn(part) for part in later), lag_ratio=0.4), run_time=1.2)
        else:
            self.play(FadeIn(diagram.names), run_time=0.6)
        self.at_word("neuron")
        light = single_out(diagram, self.record, self.neuron, is_lit=False)[0]
        self.play(light, run_time=1.2)
        self.counter = Counter(fans[0], self.total, self.places)
        self.at_word("count")
        self.play_sounds(self.tick(0.3))
        self.play(FadeIn(self.counter), run_time=0.6)

    def weights(self, layer: int) -> None:
        """A layer pair lights up, and the counter takes in its weights."""
        before, after, count = self.sizes[layer], self.sizes[layer + 1], self.weight_counts[layer]
        if layer == 0:
            said = _("{after} neurons with {before} weights each: {count}.")
            if after.value == 1:
                said = _("It is the only neuron of its layer: {count} weights in all.")
        else:
            said = _("The next layer: {before} times {after} is {count} more.")
            if count.value == 1:
                said = _("The next layer: a single connection, {count} weight.")
        self.beat(f"weights-of-layer-{layer + 1}", said, before=before, after=after, count=count)
        self.term = product_of(before, after, self.places)
        self.play(FadeIn(self.term), run_time=0.5)
        if layer == 0:
            self.fans()
        else:
            self.play(
                sweep(self.diagram, layer, brighter=LIT, seconds=1.2),
                dim(self.diagram, layer - 1, seconds=1.2),
            )
            self.roll(layer)
        self.play(FadeOut(self.term), run_time=0.4)

    def fans(self) -> None:
        """The fan of one neuron after the other; the counter rolls along."""
        fans = self.counts(f"{COUNTED}.fans")
        column = self.diagram.columns[0]
        flashes = [
            disc.animate(rate_func=there_and_back, run_time=0.5).set_stroke(
                self.palette.signal, width=6
            )
            for disc in column
        ]
        seconds = FANS_SECONDS if len(fans) > 1 else 1.0
        heard = np.linspace(0, seconds, min(len(fans), MOST_TICKS), endpoint=False)
        self.play_sounds(event for at in heard for event in self.tick(float(at)))
        self.play(
            sweep(self.diagram, 0, brighter=LIT, seconds=seconds),
            LaggedStart(*flashes, lag_ratio=0.5, run_time=seconds),
            Count(self.counter.value, fans, rate_func=linear, run_time=seconds),
        )

    def biases(self) -> None:
        self.beat(
            "biases",
            _("And one {bias} for each of {count} neurons."),
            count=self.bias_count,
        )
        columns = self.diagram.columns
        rims = [column.animate.set_stroke(self.palette.bias, width=5) for column in columns]
        self.at_word("bias")
        self.play(
            dim(self.diagram, self.layers[-1], seconds=0.8),
            LaggedStart(*rims, lag_ratio=0.4, run_time=1.6),
        )
        self.roll(-1)

    def all_together(self) -> None:
        self.beat(
            "all-together",
            _("{count} {numbers}: these, and nothing else, are {learned}."),
            count=self.total,
        )
        box = self.counter.framed(self.palette.signal)
        self.play(
            FadeIn(box),
            one_then_other(self.counter.words, self.counter.named(_("numbers")), seconds=0.8),
        )
        self.at_word("numbers")
        columns = self.diagram.columns
        sweeps = [sweep(self.diagram, i, brighter=ALL_LIT, seconds=1.2) for i in self.layers]
        self.play(LaggedStart(*sweeps, lag_ratio=0.5))
        self.at_word("learned")
        pulses = (pulse(column, color=self.palette.signal, scale=SWELL) for column in columns)
        self.play(LaggedStart(*pulses, lag_ratio=0.4))

    def roll(self, line: int) -> None:
        """Let the counter take in one more line."""
        self.play_sounds(self.tick(0.4))
        self.play(Roll(self.counter.value, self.counts(f"{COUNTED}.running")[line], run_time=0.9))

    def tick(self, at: float) -> tuple[SoundEvent, ...]:
        """A tick for what is counted."""
        counts = [*self.weight_counts, self.bias_count]
        return ticks([counts[0]], [at], largest=max(count.value for count in counts))

    def counts(self, path: str) -> list[Sourced]:
        """All numbers of an array of counts."""
        return [number.shown_as(decimals=None) for number in self.record[path]]
