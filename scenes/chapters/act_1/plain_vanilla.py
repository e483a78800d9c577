"""`PlainVanilla`: where the film goes, and which of many kinds of networks it takes."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Succession,
    Wait,
)

from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.plain_vanilla_parts import (
    AttentionSketch,
    ConvolutionSketch,
    RecurrenceSketch,
    put_apart,
)
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import all_at_once, propagate, sweep, to_rest
from scenes.stage import scales, theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

WINDOW_PLACES = ((0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2))
KIND_SECONDS, KIND_SHARE = 1.4, 0.8
"""How long each kind moves, and how much of the stage it fills then."""
HALF = 0.5
"""The neuron that is looked at is the one nearest to this brightness: neither black nor white."""
NEURON_SHARE = 0.6
"""Of the stage that the neuron fills when the camera has come to it."""
NAME_SHARE = 0.85
"""Of the network's width that its name takes at most, before its layers stand there."""
NUMBER_WIDTH = 1.3
"""Of the number in the neuron, in radii, at most."""


class PlainVanilla(Chapter):
    """Where the film is going, and which network it takes."""

    summary = N_(
        "There are many kinds of networks. We begin with the plainest, the multilayer perceptron,"
        " in which a neuron is a number."
    )
    concepts = (N_("multilayer perceptron"), N_("network architectures"), N_("neuron"))
    beats: ClassVar = {
        "where-we-are-going": Beat(
            "where we are going",
            "The whole network with its digit: columns of circles, and thousands of faint gray"
            " lines between them.",
        ),
        "many-kinds": Beat(
            "many kinds",
            "Three sketches: a window that slides over a grid, circles with loops"
            " back into themselves, squares joined by arcs.",
        ),
        "its-outline": Beat(
            "its outline",
            "The network again, the multilayer perceptron: each neuron is joined to the whole next"
            " column.",
        ),
        "only-maths": Beat(
            "only maths",
            "One of its neurons, so close that it fills the picture, with the number that it"
            " holds.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.diagram = NetworkDiagram(
            self.model, gray_palette(self.palette), spoken_of=[self.trace.answer]
        )
        self.stand_as_before()
        self.where_we_are_going()
        self.many_kinds()
        self.its_outline()
        self.only_maths()
        self.rest(0.5)

    def stand_as_before(self) -> None:
        """The network has just read the digit."""
        diagram = self.diagram.show_input(self.record["trace.ink"])
        diagram.show_activations(self.record)
        for i, light in enumerate(diagram.connections):
            flow = self.record[f"trace.layers[{i}].contributions"]
            light.set_light(flow_light(flow.values), flow)
        answer = self.trace.answer
        for output, name in enumerate(diagram.names):
            name.set_color(theme.TEXT if output == answer else theme.SECONDARY)
        self.box = diagram.answer_box(answer)
        self.add(diagram, self.box)

    def where_we_are_going(self) -> None:
        """The light runs through once more, layer by layer, and fades."""
        self.beat(
            "where-we-are-going",
            _("First, how such a network is {built}. How it {learns} comes later."),
        )
        diagram = self.diagram
        self.play(FadeOut(self.box), *to_rest(diagram), run_time=0.8)
        self.drift(self.area, until="built")
        for layer in range(len(diagram.columns)):
            self.play(propagate(diagram, self.record, layer, seconds=0.5))
        self.at_word("learns")
        self.play(*to_rest(diagram, seconds=1.0), self.view.animate.pull_out(), run_time=1.0)

    def many_kinds(self) -> None:
        """Three sketches; the view goes to each while it moves."""
        self.beat(
            "many-kinds",
            _(
                "There are many {kinds}: some slide a {window}, some feed results {back}, some"
                " compare {all} with all."
            ),
        )
        signal = self.palette.signal
        window, loops, arcs = (
            ConvolutionSketch(signal),
            RecurrenceSketch(signal),
            AttentionSketch(signal),
        )
        names = put_apart(
            [window, loops, arcs],
            [_("convolutional"), _("recurrent"), _("transformer")],
            self.area,
        )
        self.at_word("kinds")
        coming = FadeIn(window, loops.discs, loops.arrows, arcs.tokens, names, run_time=0.6)
        self.play(LaggedStart(FadeOut(self.diagram, run_time=0.6), coming, lag_ratio=0.5))
        # Built one by one: what is not built yet would go where the last one goes.
        steps = (
            window.animate(run_time=KIND_SECONDS / len(WINDOW_PLACES)).look_at(*place).build()
            for place in WINDOW_PLACES
        )
        kinds = (
            ("window", window, Succession(*steps)),
            ("back", loops, LaggedStart(*map(Create, loops.loops), lag_ratio=0.4)),
            ("all", arcs, LaggedStart(*map(Create, arcs.arcs), lag_ratio=0.2)),
        )
        for (mark, sketch, moving), name in zip(kinds, names, strict=True):
            self.at_word(mark)
            near = self.view.animate.look_at(Group(sketch, name), share=KIND_SHARE)
            moving.set_run_time(KIND_SECONDS)
            self.play(near, moving, run_time=KIND_SECONDS)
            self.add(sketch)
        self.drift(arcs)
        self.sketches = [window, loops, arcs, names]

    def its_outline(self) -> None:
        """The network comes back, layer by layer; then light joins them."""
        self.beat(
            "its-outline",
            _(
                "We take the {plainest}, the multilayer perceptron: {layers} of neurons, each"
                " {joined} to all of the next."
            ),
        )
        diagram = self.diagram
        for light in diagram.connections:
            light.set_light(np.zeros(light.signs.shape))
        room = Group(diagram.strip_frame, *diagram.columns)
        words, width = _("multilayer perceptron"), NAME_SHARE * room.width
        name = Words(words, size="title", width=width, balanced=True).move_to(room)
        named = [name for name in diagram.names if name.family_members_with_points()]
        picture = (diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.play(
            FadeOut(*self.sketches, run_time=0.5),
            self.view.animate(run_time=0.8).pull_out(),
            Succession(Wait(0.4), FadeIn(*picture, *named, run_time=0.6)),
        )
        self.at_word("plainest")
        self.play(FadeIn(name, shift=0.2 * UP), run_time=0.6)
        self.drift(name, until="layers")
        columns = LaggedStart(*map(FadeIn, diagram.columns), lag_ratio=0.4, run_time=1.6)
        self.play(
            FadeOut(name, shift=0.3 * UP, run_time=0.5),
            self.view.animate(run_time=0.5).pull_out(),
            Succession(Wait(0.4), columns),
        )
        self.at_word("joined")
        self.add(diagram.connections)
        self.bring_to_back(*diagram.connections)
        layers = range(len(diagram.columns))
        sweeps = [sweep(diagram, layer, brighter=1.0, seconds=1.0) for layer in layers]
        self.play(LaggedStart(*sweeps, lag_ratio=0.4))
        self.drift(self.area)

    def only_maths(self) -> None:
        """The digit runs through; the camera goes to one neuron, and reads its number."""
        layer, neuron = self.gray_neuron()
        activation = self.record[f"trace.layers[{layer}].activations"][neuron]
        self.beat(
            "only-maths",
            _("The brain {inspired} it, but it is only maths. {Here}, a neuron is a {number}."),
        )
        diagram = self.diagram
        self.at_word("inspired")
        self.play(*all_at_once(diagram, self.record), run_time=1.2)
        disc = diagram.columns[layer][neuron]
        self.drift(self.area, until="Here")
        self.play(self.view.animate.look_at(disc, share=NEURON_SHARE), run_time=1.9)
        ground = disc.get_fill_color().to_hex()
        value = ValueLabel(activation, size="title", color=theme.readable_on(ground))
        value.ground = ground
        value.scale(1 / self.view.zoom)
        widest = NUMBER_WIDTH * disc.width / 2
        value.scale(widest / value.width).move_to(disc)
        self.at_word("number")
        self.play_sounds(bell(activation, bounds=(0.0, max(1.0, activation.value))))
        self.play(FadeIn(value, scale=0.8), run_time=0.6)
        self.play(pulse(value, color=theme.readable_on(ground)))
        self.play(self.view.animate.look_at(disc, share=1.1 * NEURON_SHARE), run_time=1.2)

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
