"""`PlainVanilla`: where the film goes, and which of many kinds of networks it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    UL,
    UP,
    AnimationGroup,
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
    Kind,
    NerveCell,
    SlidingWindow,
    Speech,
    Text,
    by_neuron,
    even_light,
    fan_light,
    tile_frame,
    tile_rooms,
)
from scenes.mobjects.network.gray_network import gray_neuron, gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.text.typst_text import Words
from scenes.motion.pointing import pulse
from scenes.stage import scales, theme
from scenes.stage.layout import fit, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

KIND_SECONDS = 0.75
"""How long each kind moves."""
PADDING = 0.3
"""Inside the network's tile."""
FAINT = 0.22
"""Of light and neurons that stand behind what is spoken of."""
ALL_JOINED, FROM_PIXELS = 1.6, 0.8
"""How bright all lines are at last, and those from the pixels, which would be a fog."""
CELL_SHARE, NEURON_SHARE = 0.42, 0.6
"""Of the stage that the neuron fills while it is a nerve cell, and as a circle."""
BESIDE = 0.4
"""Light of the kinds of networks that are not taken."""
NAME_GAP = 0.3
"""Between the picture and the name of the network."""
POINTED_AT = 5.0
"""Width of a rim that is pointed at."""


class PlainVanilla(Chapter):
    """Where the film is going, and which network it takes."""

    summary = N_(
        "There are many kinds of networks. We begin with the plainest, the multilayer perceptron."
    )
    concepts = (N_("multilayer perceptron"), N_("network architectures"), N_("neuron"))
    beats: ClassVar = {
        "many-kinds": Beat(
            "many kinds",
            "The network, and beside it three tiles. Pictures: a window slides over the digit."
            " Speech: the wave of a voice. Text: the beginning of a story.",
        ),
        "its-outline": Beat(
            "its outline",
            "The network at its full size, the multilayer perceptron: each neuron is joined to the"
            " whole next column.",
        ),
        "only-maths": Beat(
            "only maths",
            "One of its neurons, so close that it fills the picture. It was a nerve cell with"
            " branches for a moment; now it is a circle again, with its lines.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.diagram = NetworkDiagram(
            self.model, gray_palette(self.palette), spoken_of=[self.trace.answer]
        )
        self.heading = self.name_of_kind()
        self.stand_as_before()
        self.many_kinds()
        self.its_outline()
        self.only_maths()

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

    @property
    def named(self) -> list[Mobject]:
        """Names of outputs that are not empty."""
        return [name for name in self.diagram.names if name.family_members_with_points()]

    @property
    def body(self) -> list[Mobject]:
        """The network without the names of its outputs."""
        return [part for part in self.diagram if part is not self.diagram.names]

    def many_kinds(self) -> None:
        """The network steps aside for three others, and what they are for."""
        self.beat(
            "many-kinds",
            _("There are many kinds of networks: for {pictures}, for speech, for text."),
        )
        color, image, inputs = self.palette.signal, self.diagram.image, self.record["trace.ink"]
        self.calm_down()
        room, *rooms = tile_rooms()
        inner, whole = room.inset(PADDING), Group(*self.body)
        factor = min(inner.width / whole.width, inner.height / whole.height)
        middle = whole.get_center()
        self.play(
            *(
                part.animate.scale(factor, about_point=middle).shift(inner.center - middle)
                for part in self.body
            ),
            run_time=0.8,
        )
        kinds = [
            Kind(rooms[0], SlidingWindow(image, inputs, color), _("pictures")),
            Kind(rooms[1], Speech(color), _("speech")),
            Kind(rooms[2], Text(color), _("text")),
        ]
        self.at_word("pictures")
        self.play(LaggedStart(*(kind.come(KIND_SECONDS) for kind in kinds), lag_ratio=0.75))
        self.others = [part for kind in kinds for part in kind.all_parts]
        self.back = 1 / factor, inner.center, middle

    def name_of_kind(self) -> Words:
        """The name of the network, as large as it can be near the picture."""
        diagram, corner = self.diagram, self.diagram.places.aside
        frame, is_wide = diagram.image_frame, self.area.is_wide
        beside = self.area.right - float(corner[0])
        width = diagram.places.image_side if is_wide else beside
        name = Words(
            _("multilayer perceptron"),
            size="title",
            width=width,
            align="center" if is_wide else "left",
        )
        if not is_wide:
            return fit(name, width, frame.height).move_to(corner, aligned_edge=UL)
        fit(name, width, self.area.top - float(frame.get_top()[1]) - NAME_GAP)
        return name.next_to(frame, UP, buff=NAME_GAP)

    def calm_down(self) -> None:
        """What ran through goes dark: circles, and lines all alike."""
        calmer = []
        parts = zip(self.diagram.connections, self.model.layers, self.diagram.columns, strict=True)
        for light, layer, column in parts:
            light.send(even_light(layer.weights))
            dark = Succession(Wait(0.2), column.animate(run_time=0.3).rest().build())
            calmer.append(AnimationGroup(light.animate(run_time=0.5).set_front(1).build(), dark))
        self.play(
            FadeOut(self.box, *self.named, run_time=0.4), LaggedStart(*calmer, lag_ratio=0.25)
        )

    def its_outline(self) -> None:
        """It is taken, and comes back with its name; then a neuron's lines, another's, and all."""
        self.beat("its-outline", _("We take the {plainest}: the multilayer {perceptron}."))
        diagram, whole = self.diagram, Group(*self.body)
        own = tile_frame(whole.width + 2 * PADDING, whole.height + 2 * PADDING).move_to(whole)
        self.at_word("plainest")
        self.play(
            Create(own.set_stroke(self.palette.signal, width=POINTED_AT)),
            *(part.animate.fade(1 - BESIDE) for part in self.others),
            run_time=0.6,
        )
        factor, there, home = self.back
        self.play(
            FadeOut(own, *self.others, run_time=0.3),
            *(
                part.animate(run_time=0.9).scale(factor, about_point=there).shift(home - there)
                for part in self.body
            ),
        )
        self.at_word("perceptron")
        self.play(FadeIn(self.heading, scale=0.8), *map(FadeIn, self.named), run_time=0.5)
        self.play(pulse(self.heading, color=self.palette.signal))
        self.drift(self.area)
        self.caption(_("Every neuron is joined to {every} neuron in the next layer."))
        fainter = (
            light.animate.set_light(FAINT * even_light(layer.weights))
            for light, layer in zip(diagram.connections, self.model.layers, strict=True)
        )
        self.play(*fainter, run_time=0.4)
        self.join_one_after_another()

    def join_one_after_another(self) -> None:
        """The lines of a neuron in the first hidden layer, of the next, and of all neurons."""
        diagram, layers = self.diagram, self.model.layers
        into = min(1, len(diagram.columns) - 1)
        light, before = diagram.connections[into], diagram.columns[:into]
        faint = FAINT * even_light(layers[into].weights)
        chosen = [light.fan_in // 4, 3 * light.fan_in // 4]
        rims = [before[-1][neuron] for neuron in chosen] if before else []
        color = self.palette.signal
        for count in (1, 2):
            light.send(np.maximum(faint, fan_light(light, chosen[:count])))
            own = rims[count - 1 : count]
            self.play(
                light.animate.set_front(1),
                *(rim.animate.set_stroke(color, width=POINTED_AT) for rim in own),
                run_time=0.8,
            )
            if count == 1:
                self.drift(self.area, until="every")
        sweeps = []
        for i, (each, layer) in enumerate(zip(diagram.connections, layers, strict=True)):
            each.send((ALL_JOINED if i else FROM_PIXELS) * even_light(layer.weights))
            sweeps.append(each.animate(run_time=0.9).set_front(1).build())
        width = diagram.columns[0][0].stroke_width
        back = [rim.animate.set_stroke(theme.TEXT, width=width) for rim in rims]
        self.play(LaggedStart(*sweeps, lag_ratio=0.4), *back)
        self.drift(self.area)

    def only_maths(self) -> None:
        """One neuron is a nerve cell for a moment, then a circle again, with its lines."""
        layer, neuron = gray_neuron(self.model, self.trace)
        activation = self.record[f"trace.layers[{layer}].activations"][neuron]
        self.beat("only-maths", _("The idea came from {nerve} cells in the brain."))
        diagram = self.diagram
        disc = diagram.columns[layer][neuron]
        others = [each for column in diagram.columns for each in column if each is not disc]
        level = float(self.levels(layer)[neuron])
        self.play_sounds(bell(activation, bounds=(0.0, max(1.0, activation.value))))
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
        self.caption(_("Here, a neuron is something far {simpler}."))
        self.play(
            cell.animate.join(), self.view.animate.look_at(disc, share=NEURON_SHARE), run_time=1.1
        )
        self.remove(cell.body)
        disc.set_opacity(1)
        own = []
        for i, light in enumerate((into, *out_of), layer):
            flow = self.record[f"trace.layers[{i}].contributions"]
            faint = FAINT * even_light(self.model.layers[i].weights)
            seen = np.zeros(light.signs.shape, dtype=bool)
            seen[neuron if i == layer else (slice(None), neuron)] = True
            bright = np.where(seen, flow_light(flow.values), 0)
            own.append(light.animate.set_light(np.maximum(faint, bright), flow))
        self.at_word("simpler")
        self.play(FadeOut(cell.ways), *own, run_time=0.6)
        self.drift(disc)

    def levels(self, layer: int) -> np.ndarray:
        """How bright the neurons of a layer are."""
        values = self.record[f"trace.layers[{layer}].activations"].values
        return scales.brightness(values, self.model.activations[layer])
