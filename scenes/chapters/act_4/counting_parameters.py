"""`CountingParameters`: how many weights and biases the network has, fan by fan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    FadeIn,
    FadeOut,
    LaggedStart,
    there_and_back,
)

from network.analysis.counts import count_parameters
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.counting_parameters_parts import (
    Fill,
    NumberField,
    dim,
    field_room,
    product_of,
    sum_lines,
    sum_of,
)
from scenes.mobjects.grids.weight_wall import FREE
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import (
    ALL_LIT,
    NetworkDiagram,
    lone_light,
    rest_light,
)
from scenes.mobjects.network.parameter_counter import Counter, counter_places
from scenes.motion.cells import one_then_other
from scenes.motion.counting import Count, Roll
from scenes.motion.pointing import run_along
from scenes.motion.propagation import sweep
from scenes.motion.singling_out import single_out
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from network.analysis.sound_events import SoundEvent
    from scenes.mobjects.text.typst_text import Words
    from scenes.subject.sourced import Sourced

LIT = 1.5
"""How much brighter than at rest connections of a layer pair are while they are counted."""
SLOW_FANS, MOST_GROUPS = 3, 13
"""So many fans come one by one; all others in so many groups at most."""
SLOW_SECONDS, QUICK_SECONDS = 0.4, 0.13
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
            "The connections of one layer shine; their number is a line of a sum, and the counter"
            " has grown by it.",
        ),
        "biases": Beat("biases", "Violet rims around all neurons; the counter has grown again."),
        "all-together": Beat(
            "all together",
            "A field of small cells, one for each number, fills the stage; then the whole network"
            " shines beside its count, framed in yellow.",
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
        self.lines = sum_lines([*self.weight_counts, self.bias_count], diagram.image_frame)
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
            _(
                "How many weights and biases are there? One {neuron} has {count} weights, one for"
                " each pixel."
            ),
            count=fans[0],
        )
        diagram = self.diagram
        parts = [*diagram.columns[1:], diagram.names]
        sweeps = [sweep(diagram, i, brighter=1.0, seconds=0.8) for i in self.layers]
        self.play(
            LaggedStart(*sweeps, lag_ratio=0.5),
            LaggedStart(*(FadeIn(part, run_time=0.8) for part in parts), lag_ratio=0.5),
        )
        self.at_word("neuron")
        only_one = single_out(diagram, self.record, self.neuron, is_lit=False)[0]
        dark = [
            light.animate.set_light(0 * light.signs).build() for light in diagram.connections[1:]
        ]
        self.play(only_one, *dark, run_time=1.2)
        self.counter = Counter(fans[0], self.total, self.places)
        self.at_word("count")
        self.play_sounds(self.tick(0.3))
        self.play(
            FadeIn(self.counter, run_time=0.6),
            run_along(diagram.places.columns[0], self.palette.signal, seconds=1.3),
        )

    def weights(self, layer: int) -> None:
        """A layer pair lights up, and the counter takes in its weights."""
        before, after, count = self.sizes[layer], self.sizes[layer + 1], self.weight_counts[layer]
        if layer == 0:
            said = _("{after} neurons with {before} weights each: {count}.")
            if after.value == 1:
                said = _("It is the only neuron of its layer: {count} weights in all.")
        else:
            said = _("Then {before} times {after}: {count} more.")
            if layer == self.layers[-1]:
                said = _("And {before} times {after} to the outputs: {count}.")
            if count.value == 1:
                said = _("The next layer: a single connection, {count} weight.")
        self.beat(f"weights-of-layer-{layer + 1}", said, before=before, after=after, count=count)
        diagram, line = self.diagram, self.lines[layer]
        term = product_of(before, after, line, line.get_right()[0] - stage().left)
        if layer == 0:
            self.play(FadeOut(diagram.image, diagram.image_frame), run_time=0.4)
            self.play(FadeIn(term), run_time=0.4)
            self.fans()
        else:
            spoken_of = [FadeOut(self.ring, run_time=0.6)] if layer == 1 else []
            self.play(
                FadeIn(term, run_time=0.4),
                sweep(diagram, layer, brighter=LIT, seconds=1.0),
                dim(diagram, layer - 1, seconds=1.0),
                *spoken_of,
            )
        self.at_word("count")
        self.note_down(layer, term)

    def fans(self) -> None:
        """One fan after the other, the hero's first, then quicker; the counter goes along."""
        fans, light = self.counts(f"{COUNTED}.fans"), self.diagram.connections[0]
        weights = self.record["model.layers[0].weights"]
        rest, now = LIT * rest_light(weights.values), lone_light(weights.values)
        lit = np.zeros_like(rest)
        order = [self.neuron, *(i for i in range(len(fans)) if i != self.neuron)]
        one_by_one, others = order[:SLOW_FANS], order[SLOW_FANS:]
        groups = [[i] for i in one_by_one]
        groups += [g.tolist() for g in np.array_split(others, min(len(others), MOST_GROUPS) or 1)]
        counted = 0
        for group in groups:
            if not group:
                continue
            shown = lit.copy()
            shown[group] = now[group]
            lit[group] = rest[group]
            discs = [self.diagram.columns[0][i] for i in group]
            flashes = [
                disc.animate(rate_func=there_and_back).set_stroke(self.palette.signal, width=6)
                for disc in discs
            ]
            self.play_sounds(self.tick(0.0))
            self.play(
                light.animate.set_light(shown, weights),
                *flashes,
                Count(self.counter.value, fans[counted : counted + len(group)]),
                run_time=SLOW_SECONDS if counted < SLOW_FANS else QUICK_SECONDS,
            )
            counted += len(group)
        self.play(light.animate.set_light(lit, weights), run_time=QUICK_SECONDS)

    def note_down(self, line: int, term: Words, *moves: Animation) -> None:
        """What is counted gives its place to a line of the sum, while the counter takes it in."""
        noted = one_then_other(term, self.lines[line], seconds=0.8)
        if line:
            running = self.counts(f"{COUNTED}.running")[line if line in self.layers else -1]
            moves = (Roll(self.counter.value, running, run_time=0.8), *moves)
            self.play_sounds(self.tick(0.4))
        self.play(noted, *moves)

    def biases(self) -> None:
        self.beat(
            "biases",
            _("And one {bias} for each of {count} neurons."),
            count=self.bias_count,
        )
        columns = self.diagram.columns
        rims = [column.animate.set_stroke(self.palette.bias, width=5) for column in columns]
        line = self.lines[-1]
        room = line.get_right()[0] - stage().left
        term = sum_of(self.sizes[1:], self.palette.bias, line, room)
        self.at_word("bias")
        self.play(
            dim(self.diagram, self.layers[-1], seconds=0.8),
            LaggedStart(*rims, lag_ratio=0.4, run_time=1.2),
            FadeIn(term, run_time=0.8),
        )
        named = self.counter.named(_("numbers"))
        named_anew = one_then_other(self.counter.words, named, seconds=0.6)
        self.note_down(len(self.layers), term, named_anew)

    def all_together(self) -> None:
        """All that was counted as one field; then the network again, which it is."""
        self.beat(
            "all-together",
            _("{count} {numbers}: these, and nothing else, are {learned}."),
            count=self.total,
        )
        diagram = self.diagram
        box = self.counter.framed(self.palette.signal)
        strip = diagram.strip, diagram.strip_frame
        network = (diagram.connections, *strip, diagram.columns, diagram.names)
        field = NumberField(self.record, self.layers, field_room(diagram), self.palette)
        self.play(FadeIn(box), run_time=0.4)
        self.play(FadeOut(*network), run_time=0.4)
        self.at_word("numbers")
        self.play(Fill(field), run_time=1.6)
        for i, light in enumerate(diagram.connections):
            weights = self.record[f"model.layers[{i}].weights"]
            light.set_light(ALL_LIT * rest_light(weights.values), weights)
        self.point_at("learned", self.counter.value)
        self.play(FadeOut(self.lines), run_time=0.2)
        # The picture is there before the field is gone: the stage is never dark.
        self.play(FadeIn(diagram.image, diagram.image_frame), run_time=0.3)
        self.play(FadeOut(field), run_time=0.3)
        self.play(FadeIn(*network, self.ring), run_time=0.5)

    def tick(self, at: float) -> tuple[SoundEvent, ...]:
        """A tick for what is counted."""
        counts = [*self.weight_counts, self.bias_count]
        return ticks([counts[0]], [at], largest=max(count.value for count in counts))

    def counts(self, path: str) -> list[Sourced]:
        """All numbers of an array of counts."""
        return [number.shown_as(decimals=None) for number in self.record[path]]
