"""`PlainVanilla`: where the film goes, and which of many kinds of networks it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    Transform,
    Wait,
    there_and_back,
)

from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.plain_vanilla_parts import (
    AllParts,
    Kind,
    NerveCell,
    Recurrence,
    SlideWindow,
    SlidingWindow,
    even_light,
    fan_light,
)
from scenes.mobjects.network.gray_network import gray_neuron, gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote, flow_light
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import all_at_once, sweep, to_rest
from scenes.stage import scales, theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.chapters.act_1.plain_vanilla_parts import Sketch

KIND_SECONDS = 1.4
"""How long each kind moves."""
TILE_GAP = 0.35
NEURON_SHARE = 0.6
"""Of the stage that the neuron fills when the camera has come to it."""
NUMBER_WIDTH = 1.3
"""Of the number in the neuron, in radii, at most."""
POINTED_AT = 5.0
"""Width of a rim that is pointed at."""


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
            "Three tiles: a window that slides over the digit; a circle whose result runs back"
            " into it; the digit in nine parts, with a line from each to each.",
        ),
        "its-outline": Beat(
            "its outline",
            "The network again, the multilayer perceptron: each neuron is joined to the whole next"
            " column.",
        ),
        "only-maths": Beat(
            "only maths",
            "One of its neurons, so close that it fills the picture. It was a nerve cell for a"
            " moment; now it is a circle again, with the number that it holds.",
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
        """Circles, and lines between them, which are all alike until the network learns."""
        self.beat(
            "where-we-are-going",
            _("First, how such a network is built. How it {learns} comes later."),
        )
        diagram = self.diagram
        lights, layers = diagram.connections, self.model.layers
        dark = [light.animate.set_light(np.zeros(light.signs.shape)) for light in lights]
        resting = [column.animate.rest() for column in diagram.columns]
        self.play(FadeOut(self.box), *dark, *resting, run_time=0.7)
        for light, layer in zip(lights, layers, strict=True):
            light.send(even_light(layer.weights))
        growing = [light.animate(run_time=0.8).set_front(1).build() for light in lights]
        self.play(LaggedStart(*growing, lag_ratio=0.5))
        self.drift(self.area, until="learns")
        self.play(*to_rest(diagram, seconds=1.2), self.view.animate.pull_out(), run_time=1.2)

    @property
    def named(self) -> list[Mobject]:
        """Names of outputs that are not empty."""
        return [name for name in self.diagram.names if name.family_members_with_points()]

    def many_kinds(self) -> None:
        """Three tiles side by side, each with its own movement."""
        self.beat(
            "many-kinds",
            _(
                "There are many {kinds}: some slide a {window}, some feed results {back}, some"
                " compare every part with {every} other."
            ),
        )
        color, image, inputs = self.palette.signal, self.diagram.image, self.record["trace.ink"]
        rooms = self.area.parts(1, 1, 1, gap=TILE_GAP)
        window, loop = SlidingWindow(image, inputs, color), Recurrence(color)
        parts = AllParts(image, inputs, color)
        sketches: tuple[Sketch, ...] = (window, loop, parts)
        kinds = [
            Kind(room, sketch, plain, name)
            for room, sketch, plain, name in zip(
                rooms,
                sketches,
                (_("slides a window"), _("feeds results back"), _("compares all parts")),
                (_("convolutional"), _("recurrent"), _("transformer")),
                strict=True,
            )
        ]
        self.at_word("kinds")
        diagram = self.diagram
        gone = [diagram.connections, diagram.image_frame, diagram.strip, diagram.strip_frame]
        self.remove(image)
        self.add(window.grid)
        self.play(
            FadeOut(*gone, *diagram.columns, *self.named, run_time=0.5),
            window.grid.animate(run_time=0.8).scale(kinds[0].growth).move_to(kinds[0].place.center),
            Succession(Wait(0.1), FadeIn(*(kind.tile for kind in kinds), run_time=0.6)),
        )
        moves = (
            ("window", window.appear(), SlideWindow(window)),
            ("back", FadeIn(loop.dot, run_time=0.2), loop.run()),
            ("every", parts.spread(), LaggedStart(*map(Create, parts.lines), lag_ratio=0.06)),
        )
        for (mark, first, then), kind in zip(moves, kinds, strict=True):
            self.at_word(mark)
            then.set_run_time(KIND_SECONDS)
            self.play(Succession(first, then), FadeIn(kind.words, shift=0.1 * DOWN, run_time=0.5))
        self.drift(self.area)
        self.kinds, self.going_home = kinds, window.grid

    def its_outline(self) -> None:
        """The network comes back; one neuron is joined to the next layer, another, then all."""
        self.beat(
            "its-outline",
            _(
                "We take the {plainest}, the multilayer perceptron: {layers} of neurons, each"
                " {joined} to all of the next."
            ),
        )
        diagram, color = self.diagram, self.palette.signal
        image, grid = diagram.image, self.going_home
        for light in diagram.connections:
            light.set_light(np.zeros(light.signs.shape))
        gone = [part for kind in self.kinds for part in kind.all_parts if part is not grid]
        factor = image.width / grid.width
        self.play(
            FadeOut(*gone, run_time=0.4),
            grid.animate(run_time=0.9)
            .scale(factor)
            .move_to(image)
            .set_cell_weights(np.ones(grid.shape)),
            self.view.animate(run_time=0.9).pull_out(),
            Succession(
                Wait(0.2),
                FadeIn(
                    diagram.image_frame, diagram.strip, diagram.strip_frame, *diagram.columns,
                    *self.named, run_time=0.6,
                ),
            ),
        )  # fmt: skip
        self.remove(grid)
        self.add(image, diagram.image_frame)
        self.at_word("plainest")
        heading = PictureNote(diagram, _("multilayer perceptron")).set_color(theme.TEXT)
        self.play(FadeIn(heading, shift=0.15 * DOWN), run_time=0.6)
        self.drift(self.area, until="layers")
        rims = [diagram.strip_frame, *diagram.columns]
        lit = (
            rim.animate(rate_func=there_and_back).set_stroke(color, width=POINTED_AT)
            for rim in rims
        )
        self.play(LaggedStart(*lit, lag_ratio=0.5, run_time=1.3))
        self.at_word("joined")
        self.add(diagram.connections)
        self.bring_to_back(*diagram.connections)
        self.join_one_after_another()
        self.heading = heading

    def join_one_after_another(self) -> None:
        """The lines of a neuron in the first hidden layer, of the next, and of all neurons."""
        diagram = self.diagram
        into = min(1, len(diagram.columns) - 1)
        light, before = diagram.connections[into], diagram.columns[:into]
        chosen = [light.fan_in // 4, 3 * light.fan_in // 4]
        rims = [before[-1][neuron] for neuron in chosen] if before else []
        for count in (1, 2):
            light.send(fan_light(light, chosen[:count]))
            rising = [
                rim.animate.set_stroke(self.palette.signal, width=POINTED_AT)
                for rim in rims[count - 1 : count]
            ]
            self.play(light.animate.set_front(1), *rising, run_time=0.6)
        layers = range(len(diagram.columns))
        sweeps = [sweep(diagram, layer, brighter=1.0, seconds=0.8) for layer in layers]
        width = diagram.columns[0][0].stroke_width
        back = [rim.animate.set_stroke(theme.TEXT, width=width) for rim in rims]
        self.play(LaggedStart(*sweeps, lag_ratio=0.4), *back)

    def only_maths(self) -> None:
        """One neuron is a nerve cell for a moment, then a circle that holds a number."""
        layer, neuron = self.gray_neuron()
        activation = self.record[f"trace.layers[{layer}].activations"][neuron]
        self.beat("only-maths", _("The idea came from {nerve} cells in the brain."))
        diagram = self.diagram
        disc = diagram.columns[layer][neuron]
        self.play(
            FadeOut(self.heading, run_time=0.4),
            *(move.set_run_time(0.8) for move in all_at_once(diagram, self.record)),
            self.view.animate(run_time=1.5).look_at(disc, share=NEURON_SHARE),
        )
        self.at_word("nerve")
        cell, circle = NerveCell(disc), NerveCell(disc).round_off()
        sprouting = circle.copy()
        self.add(sprouting)
        disc.set_opacity(0)
        self.play(Transform(sprouting, cell), run_time=0.9)
        self.caption(_("{Here}, a neuron is a {number}."))
        self.at_word("Here")
        self.play(Transform(sprouting, circle), run_time=0.8)
        self.remove(sprouting)
        disc.set_opacity(1)
        ground = disc.get_fill_color().to_hex()
        value = ValueLabel(activation, size="title", color=theme.readable_on(ground))
        value.ground = ground
        widest = NUMBER_WIDTH * disc.width / 2
        value.scale(widest / value.width).move_to(disc)
        self.at_word("number")
        self.play_sounds(bell(activation, bounds=(0.0, max(1.0, activation.value))))
        self.play(FadeIn(value, scale=0.8), run_time=0.5)
        self.play(pulse(value, color=theme.readable_on(ground)))
        self.drift(disc)

    def levels(self, layer: int) -> np.ndarray:
        """How bright the neurons of a layer are."""
        values = self.record[f"trace.layers[{layer}].activations"].values
        return scales.brightness(values, self.model.activations[layer])

    def gray_neuron(self) -> tuple[int, int]:
        """Layer and index of the neuron that is looked at; the next scene begins with it."""
        return gray_neuron(self.model, self.trace)
