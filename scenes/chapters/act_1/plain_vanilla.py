"""`PlainVanilla`: kinds of networks, and the plainest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart

from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.plain_vanilla_parts import (
    AttentionSketch,
    ConvolutionSketch,
    PerceptronSketch,
    RecurrenceSketch,
    Remarks,
    Road,
    Sketches,
    grow_into,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.propagation import all_at_once
from scenes.stage import scales, theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

WINDOW_PLACES = ((0, 1), (0, 2), (1, 0), (1, 1))
WORDS_GAP = 0.45
"""Between the large neuron and the words about it, scene units."""
HALF = 0.5
"""The neuron that is drawn large is the one nearest to this brightness: neither black nor white."""


class PlainVanilla(Chapter):
    """Where the film is going, and which network it takes."""

    is_first_cut = True
    summary = N_(
        "There are many kinds of networks. We begin with the plainest, the multilayer perceptron,"
        " in which a neuron is a number."
    )
    concepts = (N_("multilayer perceptron"), N_("network architectures"), N_("neuron"))
    beats: ClassVar = {
        "where-we-are-going": Beat(
            "where we are going", "Two words on a line: structure, now; learning, later."
        ),
        "convolutional": Beat("convolutional", "A sketch: a yellow window slides over a grid."),
        "recurrent": Beat(
            "recurrent", "A second sketch: circles with yellow loops back into themselves."
        ),
        "transformer": Beat(
            "transformer", "A third sketch: squares in a row, joined by yellow arcs."
        ),
        "the-plainest": Beat(
            "the plainest", "A fourth sketch: columns of circles, each joined to the next."
        ),
        "its-outline": Beat(
            "its outline",
            "The multilayer perceptron: columns of circles with thousands of faint {positive} and"
            " {negative} lines between them.",
        ),
        "only-maths": Beat(
            "only maths",
            "A signal glows through the network. One of its neurons is drawn large, with the"
            " number that it holds.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.where_we_are_going()
        self.convolutional()
        self.recurrent()
        self.transformer()
        self.the_plainest()
        self.its_outline()
        self.only_maths()
        self.rest(1.0)

    def where_we_are_going(self) -> None:
        self.beat(
            "where-we-are-going", _("First, how a network is built. How it learns comes later.")
        )
        road = self.road = Road(
            (_("structure"), _("now")),
            (_("learning"), _("later")),
            center=self.area.at(0.5, 0.53),
            length=0.8 * (self.area.width if self.area.is_wide else self.area.height),
            color=self.palette.signal,
            direction=RIGHT if self.area.is_wide else DOWN,
        )
        self.play(FadeIn(road.now, shift=0.2 * road.direction), run_time=0.8)
        self.play(Create(road.here), run_time=0.6)
        self.play(Create(road.way), run_time=0.7)
        self.play(FadeIn(road.later, shift=0.2 * road.direction), run_time=0.8)
        self.rest(0.6)

    def convolutional(self) -> None:
        self.beat(
            "convolutional",
            _("There are many kinds. A convolutional network {slides} a window over a picture."),
        )
        self.shown: list[Mobject] = []
        self.places = Sketches.on(self.area)
        self.note = note(
            _("each sketch is a symbol"), width=self.places.note.width, balanced=True
        ).move_to(self.places.note.center)
        sketch = ConvolutionSketch(self.palette.signal)
        name = self.placed(sketch, _("convolutional"))
        self.play(FadeOut(self.road), run_time=0.6)
        self.play(FadeIn(sketch), FadeIn(name, self.note), run_time=0.9)
        self.at_word("slides")
        for row, column in WINDOW_PLACES:
            self.play(sketch.animate.look_at(row, column), run_time=0.55)

    def recurrent(self) -> None:
        self.beat("recurrent", _("A recurrent network feeds its results {back} into itself."))
        sketch = RecurrenceSketch(self.palette.signal)
        name = self.placed(sketch, _("recurrent"))
        self.play(FadeIn(sketch.discs), FadeIn(name), run_time=0.7)
        self.play(LaggedStart(*map(Create, sketch.arrows), lag_ratio=0.4), run_time=0.8)
        self.at_word("back")
        self.play(LaggedStart(*map(Create, sketch.loops), lag_ratio=0.4), run_time=1.5)
        self.add(sketch)

    def transformer(self) -> None:
        """Every piece of the input looks at every other."""
        self.beat(
            "transformer",
            _("A transformer lets every piece of the input {look} at all the others."),
        )
        sketch = AttentionSketch(self.palette.signal)
        name = self.placed(sketch, _("transformer"))
        self.play(FadeIn(sketch.tokens), FadeIn(name), run_time=0.7)
        self.at_word("look")
        self.play(LaggedStart(*map(Create, sketch.arcs), lag_ratio=0.2), run_time=1.8)
        self.add(sketch)

    def the_plainest(self) -> None:
        self.beat("the-plainest", _("We take the simplest kind: the multilayer perceptron."))
        count = len(self.model.layer_sizes)
        sizes = [4, *([3] * (count - 2)), 2]
        self.sketch = PerceptronSketch(sizes)
        self.others = [*self.shown, self.note]
        self.name = self.placed(self.sketch, _("multilayer perceptron"))
        columns, lines = self.sketch.columns, self.sketch.lines
        self.play(
            LaggedStart(*map(FadeIn, columns), lag_ratio=0.3), FadeIn(self.name), run_time=0.9
        )
        self.bring_to_back(lines)
        self.play(LaggedStart(*map(Create, lines), lag_ratio=0.05), run_time=1.1)
        self.rest(0.5)

    def its_outline(self) -> None:
        """The sketch grows into the network at its place."""
        self.beat(
            "its-outline",
            _("The network has layers. Each neuron is connected to the whole next layer."),
        )
        self.diagram = NetworkDiagram(self.model, self.palette).show_weights()
        diagram, columns = self.diagram, self.sketch.columns
        self.play(FadeOut(*self.others), run_time=0.7)
        self.remarks = Remarks.on(self.area, diagram)
        room = self.remarks.title
        title = Words(_("multilayer perceptron"), width=room.width, align="left")
        title.move_to(room.at(0, 1), aligned_edge=UP + LEFT)
        self.play(FadeOut(self.sketch.lines, self.name), run_time=0.5)
        self.play(
            *grow_into(columns, diagram), FadeIn(diagram.strip, diagram.strip_frame), run_time=1.5
        )
        self.play(FadeIn(diagram.names, title), run_time=0.6)
        lights = list(diagram.connections)
        self.bring_to_back(*lights)
        self.play(LaggedStart(*map(FadeIn, lights), lag_ratio=0.3), run_time=1.4)
        self.rest(0.6)

    def only_maths(self) -> None:
        """A digit has run through; one neuron is drawn large, with its number."""
        layer, neuron = self.gray_neuron()
        activation = self.record[f"trace.layers[{layer}].activations"][neuron]
        level = self.levels(layer)[neuron]
        self.beat(
            "only-maths",
            _("The brain inspired it, but it is only maths. Here, a neuron is a number."),
        )
        diagram = self.diagram
        self.play(
            diagram.strip.animate.show_image(self.record["trace.ink"]),
            *all_at_once(diagram, self.record),
            run_time=1.2,
        )
        small = diagram.columns[layer][neuron]
        radius = self.remarks.radius
        large = Neuron(radius=radius).fire(activation, level).move_to(self.remarks.neuron)
        ring = small.copy().set_fill(opacity=0).set_stroke(self.palette.signal, width=4).scale(1.4)
        self.play(Create(ring), run_time=0.6)
        flying = small.copy()
        self.play(flying.animate.become(large), run_time=1.2)
        ground = large.get_fill_color().to_hex()
        value = ValueLabel(activation, size="title", color=theme.readable_on(ground)).move_to(large)
        value.ground = ground
        if value.width > 1.8 * radius:
            value.scale(1.8 * radius / value.width)
        words = Words(_("neuron = number")).next_to(large, self.remarks.words, buff=WORDS_GAP)
        self.play_sounds(bell(activation, bounds=(0.0, max(1.0, activation.value))))
        self.play(FadeIn(value), run_time=0.6)
        self.play(FadeIn(words, shift=0.15 * UP), run_time=0.6)
        self.caption(_("Nothing more: this one now holds {value}."), value=activation)
        self.rest(0.8)

    def placed(self, sketch: Mobject, words: str) -> Words:
        """Put the next sketch into its place; its name goes under it."""
        name = self.places.put(len(self.shown) // 2, sketch, words)
        self.shown += [sketch, name]
        return name

    def levels(self, layer: int) -> np.ndarray:
        """How bright the neurons of a layer are."""
        values = self.record[f"trace.layers[{layer}].activations"].values
        return scales.brightness(values, self.model.activations[layer])

    def gray_neuron(self) -> tuple[int, int]:
        """Layer and index of the hidden neuron that is nearest to gray."""
        hidden = range(max(len(self.model.layers) - 1, 1))
        far = {
            (layer, neuron): abs(float(level) - HALF)
            for layer in hidden
            for neuron, level in enumerate(self.levels(layer))
        }
        return min(far, key=lambda place: far[place])
