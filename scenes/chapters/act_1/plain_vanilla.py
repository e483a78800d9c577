"""`PlainVanilla`: where the film goes, and which of many kinds of networks it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Succession,
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
    SlidingWindow,
    by_neuron,
    even_light,
    fan_light,
    tile_frame,
)
from scenes.mobjects.network.gray_network import gray_neuron, gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote, flow_light
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.stage import scales, theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

KIND_SECONDS = 1.2
"""How long each kind moves."""
TILE_GAP = 0.35
PADDING = 0.3
"""Inside the network's tile, scene units."""
FAINT = 0.22
"""Of light and neurons that stand behind what is spoken of."""
ALL_JOINED = 1.6
"""How much brighter than before all lines are at last."""
CELL_SHARE, NEURON_SHARE = 0.42, 0.6
"""Of the stage that the neuron fills while it is a nerve cell, and as a circle with its number."""
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
            "Four tiles: the network, framed in yellow; a window that slides over the digit; a"
            " circle whose result runs back into it; the digit in four parts, with a line from"
            " each to each.",
        ),
        "its-outline": Beat(
            "its outline",
            "The network at its full size, the multilayer perceptron: each neuron is joined to the"
            " whole next column.",
        ),
        "only-maths": Beat(
            "only maths",
            "One of its neurons, so close that it fills the picture. It was a nerve cell with"
            " branches for a moment; now it is a circle again, with its lines and the number that"
            " it holds.",
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
        """The signal gives way to what it ran through: circles, and lines that are all alike."""
        self.beat(
            "where-we-are-going",
            _("First, how such a network is built. How it {learns} comes later."),
        )
        diagram = self.diagram
        turns = []
        for light, layer, column in zip(
            diagram.connections, self.model.layers, diagram.columns, strict=True
        ):
            light.send(even_light(layer.weights))
            emptied = column.animate(run_time=0.5).rest().build()
            turns.append(
                AnimationGroup(
                    light.animate(run_time=1.0).set_front(1).build(),
                    Succession(Wait(0.5), emptied),
                )
            )
        self.play(FadeOut(self.box, run_time=0.5), LaggedStart(*turns, lag_ratio=0.6))
        self.at_word("learns")
        self.drift(self.area)

    @property
    def named(self) -> list[Mobject]:
        """Names of outputs that are not empty."""
        return [name for name in self.diagram.names if name.family_members_with_points()]

    @property
    def body(self) -> list[Mobject]:
        """The network without the names of its outputs."""
        return [part for part in self.diagram if part is not self.diagram.names]

    def many_kinds(self) -> None:
        """The network becomes one of four tiles; each of the others moves in its own way."""
        self.beat("many-kinds", _("There are many {kinds} of networks. We take the {plainest}."))
        color, image, inputs = self.palette.signal, self.diagram.image, self.record["trace.ink"]
        room, *rooms = self.area.cells(2, 2, gap=TILE_GAP)
        kinds = [
            Kind(rooms[0], SlidingWindow(image, inputs, color), _("convolutional")),
            Kind(rooms[1], Recurrence(color), _("recurrent")),
            Kind(rooms[2], AllParts(image, inputs, color), _("transformer")),
        ]
        own, inner, whole = tile_frame(room), room.inset(PADDING), Group(*self.body)
        factor = min(inner.width / whole.width, inner.height / whole.height)
        middle = whole.get_center()
        shown = [part for kind in kinds for part in kind.tile]
        self.play(
            *(FadeOut(name, run_time=0.3) for name in self.named),
            self.view.animate(run_time=0.8).pull_out(),
            *(
                part.animate(run_time=0.8)
                .scale(factor, about_point=middle)
                .shift(inner.center - middle)
                for part in self.body
            ),
            Succession(Wait(0.5), FadeIn(own, *shown, run_time=0.5)),
        )
        self.at_word("kinds")
        moves = (kind.sketch.move(KIND_SECONDS) for kind in kinds)
        self.play(LaggedStart(*moves, lag_ratio=0.15))
        self.at_word("plainest")
        self.play(own.animate.set_stroke(color, width=POINTED_AT), run_time=0.6)
        others = [part for kind in kinds for part in kind.all_parts]
        self.tiles, self.back = [own, *others], (1 / factor, inner.center, middle)

    def its_outline(self) -> None:
        """Column by column the network is told; then a neuron's lines, another's, and all."""
        self.beat("its-outline", _("It is called a multilayer perceptron: {layers} of neurons."))
        diagram, color = self.diagram, self.palette.signal
        factor, there, home = self.back
        self.play(
            FadeOut(*self.tiles, run_time=0.3),
            *(
                part.animate(run_time=0.9).scale(factor, about_point=there).shift(home - there)
                for part in self.body
            ),
        )
        self.heading = PictureNote(diagram, _("multilayer perceptron")).set_color(theme.TEXT)
        fainter = [
            light.animate.set_light(2 * FAINT * even_light(layer.weights))
            for light, layer in zip(diagram.connections, self.model.layers, strict=True)
        ]
        self.play(
            FadeIn(self.heading, shift=0.15 * DOWN),
            *map(FadeIn, self.named),
            *fainter,
            run_time=0.6,
        )
        self.drift(self.area, until="layers")
        rims = [diagram.strip_frame, *diagram.columns]
        lit = (
            rim.animate(rate_func=there_and_back).set_stroke(color, width=POINTED_AT)
            for rim in rims
        )
        self.play(LaggedStart(*lit, lag_ratio=0.6, run_time=1.8))
        self.caption(_("Every neuron is {joined} to {every} neuron in the next layer."))
        self.join_one_after_another()

    def join_one_after_another(self) -> None:
        """The lines of a neuron in the first hidden layer, of the next, and of all neurons."""
        diagram, layers = self.diagram, self.model.layers
        into = min(1, len(diagram.columns) - 1)
        light, before = diagram.connections[into], diagram.columns[:into]
        faint = 2 * FAINT * even_light(layers[into].weights)
        chosen = [light.fan_in // 4, 3 * light.fan_in // 4]
        rims = [before[-1][neuron] for neuron in chosen] if before else []
        color = self.palette.signal
        for count, mark in ((1, "joined"), (2, "every")):
            light.send(np.maximum(faint, fan_light(light, chosen[:count])))
            for rim in rims[count - 1 : count]:
                self.play(rim.animate.set_stroke(color, width=POINTED_AT), run_time=0.3)
            self.drift(self.area, until=mark)
            self.play(light.animate.set_front(1), run_time=0.6)
        sweeps = []
        for each, layer in zip(diagram.connections, layers, strict=True):
            each.send(ALL_JOINED * even_light(layer.weights))
            sweeps.append(each.animate(run_time=0.9).set_front(1).build())
        width = diagram.columns[0][0].stroke_width
        back = [rim.animate.set_stroke(theme.TEXT, width=width) for rim in rims]
        self.play(LaggedStart(*sweeps, lag_ratio=0.4), *back)
        self.drift(self.area)

    def only_maths(self) -> None:
        """One neuron is a nerve cell for a moment, then a circle that holds a number."""
        layer, neuron = gray_neuron(self.model, self.trace)
        activations = self.record[f"trace.layers[{layer}].activations"]
        activation = activations[neuron]
        self.beat("only-maths", _("The idea came from {nerve} cells in the brain."))
        diagram = self.diagram
        disc = diagram.columns[layer][neuron]
        others = [each for column in diagram.columns for each in column if each is not disc]
        level = float(self.levels(layer)[neuron])
        self.play(
            FadeOut(self.heading, run_time=0.4),
            disc.animate.fire(activation, level),
            *(other.animate.set_opacity(FAINT) for other in others),
            *(
                light.animate.set_light(FAINT * even_light(each.weights))
                for light, each in zip(diagram.connections, self.model.layers, strict=True)
            ),
            self.view.animate(run_time=1.5).look_at(disc, share=CELL_SHARE),
            run_time=1.0,
        )
        into, *out_of = diagram.connections[layer : layer + 2]
        cell = NerveCell(
            disc,
            self.view.stage,
            lines_into=by_neuron(into)[neuron],
            lines_out=by_neuron(out_of[0])[:, neuron] if out_of else None,
        )
        self.at_word("nerve")
        self.add(cell.bud())
        disc.set_opacity(0)
        self.play(cell.animate(run_time=1.0).branch())
        self.drift(disc)
        self.caption(_("{Here}, a neuron is a {number}."))
        self.at_word("Here")
        self.play(
            cell.animate.join(), self.view.animate.look_at(disc, share=NEURON_SHARE), run_time=1.1
        )
        self.remove(cell.body)
        disc.set_opacity(1)
        self.at_word("number")
        ground = disc.get_fill_color().to_hex()
        value = ValueLabel(activation, size="title", color=theme.readable_on(ground))
        value.ground = ground
        widest = NUMBER_WIDTH * disc.width / 2
        value.scale(widest / value.width).move_to(disc)
        own = []
        for i, light in enumerate((into, *out_of), layer):
            flow = self.record[f"trace.layers[{i}].contributions"]
            faint = FAINT * even_light(self.model.layers[i].weights)
            seen = np.zeros(light.signs.shape, dtype=bool)
            seen[neuron if i == layer else (slice(None), neuron)] = True
            bright = np.where(seen, flow_light(flow.values), 0)
            own.append(light.animate.set_light(np.maximum(faint, bright), flow))
        self.play_sounds(bell(activation, bounds=(0.0, max(1.0, activation.value))))
        self.play(FadeIn(value, scale=0.8), FadeOut(cell.ways), *own, run_time=0.5)
        self.play(pulse(value, color=theme.readable_on(ground)))
        self.drift(disc)

    def levels(self, layer: int) -> np.ndarray:
        """How bright the neurons of a layer are."""
        values = self.record[f"trace.layers[{layer}].activations"].values
        return scales.brightness(values, self.model.activations[layer])
