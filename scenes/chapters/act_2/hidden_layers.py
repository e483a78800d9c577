"""`HiddenLayers`: what stands between input and output, and why just so much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Succession,
    SurroundingRectangle,
    VGroup,
    Wait,
)

from network.analysis.counts import other_shapes, shape_of
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.hidden_layers_parts import (
    BEHIND,
    HiddenNeurons,
    lights_between,
    regrouped,
)
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words
from scenes.motion.pointing import pulse
from scenes.motion.propagation import propagate, through_box, to_rest
from scenes.stage.layout import fit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced

OWN, OTHERS = "measurement.shape", "measurement.other_shapes"
MOST_OTHERS = 3
COUNT_SHARE = 0.8
"""Of the way from the box to the layer beside it: what the size of that layer takes at most."""
CHANGE_SECONDS, TEXT_SECONDS = 1.25, 0.35
"""Of a change to another network, and of text that goes at its beginning, or comes at its end."""
LIGHT_SHARE = 0.65
"""Of a change: for so long new connections come, and old ones go; both are seen in between."""
AROUND = 0.08
"""From a frame to what it is drawn around."""
RIPPLE_SECONDS = 0.65
"""Of ripples through layers that are known already."""
PARTS, PART_SECONDS = 6, 0.33
"""How many neurons show what they are tied to, at most, and for how long."""
PART_LIGHT, FAINT = 4.0, 0.3
"""How bright connections of such a neuron are, and all others, beside what they are at rest."""


class HiddenLayers(Chapter):
    """The layers in the middle."""

    summary = N_("Between input and output stand hidden layers; how many and how wide is a choice.")
    concepts = (N_("hidden layers"), N_("network architectures"), N_("hyperparameters"))
    allowed_crossings: ClassVar = {
        ("Neuron", "Neuron"): "neurons regroup: some divide, and some become one",
    }
    beats: ClassVar = {
        "both-ends": Beat(
            "both ends",
            "A digit and its column of pixels on the left, the outputs on the right, one of them"
            " lit, and a closed box between them. Two numbers count pixels and outputs.",
        ),
        "in-between": Beat(
            "in between",
            "The box has opened: columns of circles, joined by faint connections. Above them stands"
            " their name: hidden layers.",
        ),
        "how-many": Beat("how many", "Each hidden column has a number: how many neurons it holds."),
        "another-choice-{number}": Beat(
            "another choice, {number}",
            "Another choice of hidden columns, with their sizes, and with connections in gray.",
        ),
        "our-choice": Beat(
            "our choice", "The network's own hidden columns again, with faint connections."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.both_ends()
        self.in_between()
        self.how_many()
        self.other_choices()
        self.our_choice()

    def prepare(self) -> None:
        """Name the shapes, and lay out the network."""
        others = other_shapes(self.model)[:MOST_OTHERS]
        self.other_count = len(others)
        self.record = self.record.with_root(OWN, shape_of(self.model)).with_root(OTHERS, others)
        self.gray = gray_palette(self.palette)
        self.diagram = NetworkDiagram(self.model, self.gray)
        self.diagram.show_input(self.record["trace.ink"])
        self.ours = self.shown = HiddenNeurons(self.sizes("model"))
        self.weights = [
            self.record[f"model.layers[{i}].weights"] for i in range(len(self.model.layers))
        ]
        self.lights = lights_between(self.ours, self.gray, self.weights)
        for light in self.diagram.connections:
            light.set_z_index(BEHIND)

    def both_ends(self) -> None:
        """A signal goes into the box, and an answer comes out; both ends have their sizes."""
        diagram, sizes = self.diagram, self.sizes("model")
        has_box = len(self.ours.columns) > 0
        self.box = HidingBox(diagram.places) if has_box else VGroup()
        self.signal = [diagram.connections[0], diagram.connections[-1]][: len(self.model.layers)]
        self.add(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.add(*self.signal, diagram.columns[-1], diagram.names, self.box)
        self.beat(
            "both-ends",
            _("{inputs} pixels in, {outputs} answers out.")
            if self.has_choice
            else _("{inputs} pixels in, one number out."),
            inputs=sizes[0],
            outputs=sizes[-1],
        )
        self.counts = self.counts_of_ends(sizes)
        moves = (
            through_box(diagram, self.record, self.box.mark, seconds=0.7)
            if has_box
            else [propagate(diagram, self.record, 0, seconds=1.0)]
        )
        self.play(FadeIn(self.counts[0], shift=0.2 * RIGHT), run_time=0.5)
        out = [Succession(Wait(0.9), FadeIn(each, run_time=0.5)) for each in self.counts[1:]]
        self.play(*moves, *out)
        # Light that has run was put on top of them.
        self.add(self.box, self.counts)

    def counts_of_ends(self, sizes: list[Sourced]) -> VGroup:
        """The sizes of input and output, between these and the box."""
        counts = VGroup()
        strip, lamps = self.diagram.strip_frame, self.diagram.columns[-1]
        box = self.box if len(self.box) else Group(strip, lamps)
        middle = float(box.get_x())
        is_open = not len(self.box)
        gaps = [
            (float(strip.get_right()[0]), middle if is_open else float(box.get_left()[0])),
            (middle if is_open else float(box.get_right()[0]), float(lamps.get_left()[0])),
        ]
        ends = [sizes[0], sizes[-1]] if self.has_choice else [sizes[0]]
        for (left, right), size in zip(gaps, ends, strict=False):
            count = Badge(Words("{count}", size="focus", count=size))
            fit(count, COUNT_SHARE * (right - left), count.height)
            counts.add(count.move_to([(left + right) / 2, strip.get_y(), 0]))
        return counts

    def in_between(self) -> None:
        """The box opens, and the hidden layers are seen."""
        lamps = self.diagram.columns[-1]
        dark = [light.animate.set_light(0 * light.signs).build() for light in self.signal]
        going = [FadeOut(self.counts), lamps.animate.rest(), *dark]
        if not self.ours.columns:
            self.beat("in-between", _("In this network nothing stands between the two."))
            self.play(*going, *map(FadeIn, self.lights), run_time=1.5)
            self.remove(*self.signal)
            return
        self.beat(
            "in-between",
            _("What lies between, we neither put {in} nor read {out}: {hidden} layers."),
        )
        doors = self.box.doors()
        self.add(self.ours.columns, doors, self.counts)
        self.remove(self.box, self.box.panel)
        self.play(
            FadeOut(self.box.mark, run_time=0.3),
            Succession(Wait(0.2), AnimationGroup(*doors.opening(), run_time=1.3)),
            Succession(Wait(0.3), AnimationGroup(*going, *map(FadeIn, self.lights), run_time=1.0)),
        )
        self.remove(*self.signal)
        ends = self.frames_of_ends()
        self.play(FadeOut(doors, run_time=0.2))
        for mark, end in zip(("in", "out"), ends, strict=True):
            self.at_word(mark)
            self.play(Create(end), run_time=0.4)
        self.at_word("hidden")
        self.play(
            FadeIn(self.ours.title, run_time=0.5),
            FadeOut(*ends, run_time=0.5),
            *map(self.ripple, self.ours.columns),
        )

    def frames_of_ends(self) -> list[SurroundingRectangle]:
        """Frames around what is put in, and around what is read."""
        diagram = self.diagram
        ends = (diagram.strip_frame, Group(diagram.columns[-1], diagram.names))
        return [
            SurroundingRectangle(end, buff=AROUND, color=self.palette.signal, stroke_width=5)
            for end in ends
        ]

    def how_many(self) -> None:
        """The size of every hidden layer."""
        if not self.ours.columns:
            return
        one, same, different = (
            _("Here there is {layers} of them, with {size} neurons."),
            _("Here there are {layers} of them, with {size} neurons each."),
            _("Here there are {layers} of them. The number says how many neurons each one has."),
        )
        if set(self.model.layer_sizes[1:-1]) == {1}:
            one, same = (
                _("Here there is {layers} of them, with a single neuron."),
                _("Here there are {layers} of them, with a single neuron each."),
            )
        said, slots = self.sized(OWN, one, same, different)
        self.beat("how-many", said, **slots)
        self.at_word("layers")
        self.play(FadeOut(self.ours.title), run_time=0.25)
        self.play(LaggedStart(*map(self.ripple, self.ours.columns), lag_ratio=0.3))
        shown = [FadeIn(size, shift=0.2 * RIGHT) for size in self.ours.sizes]
        self.play(LaggedStart(*shown, lag_ratio=0.3), run_time=0.4)

    def other_choices(self) -> None:
        """Its own sizes swell; then its neurons, or more or fewer, stand in other layers."""
        first = (
            _("That is a {choice}: it could be {layers} layer of {size}."),
            _("That is a {choice}: it could be {layers} layers of {size}."),
            _("That is a {choice}: it could be {layers}, each smaller than the one before."),
        )
        later = (
            _("Or {layers} layer of {size}."),
            _("Or {layers} layers of {size}."),
            _("Or {layers}, each smaller than the one before."),
        )
        for other in range(self.other_count):
            path = f"{OTHERS}[{other}]"
            said, slots = self.sized(path, *(later if other else first))
            self.beat(f"another-choice-{other + 1}", said, **slots)
            if not other:
                self.at_word("choice")
                self.play(pulse(*self.ours.sizes, color=self.palette.signal))
                self.at_word("layers")
            neurons = HiddenNeurons(self.sizes(path))
            self.change_to(neurons, lights_between(neurons, self.gray))
            self.play(*map(self.ripple, neurons.columns), run_time=RIPPLE_SECONDS)

    def our_choice(self) -> None:
        """The network as it stands in other scenes, and what some of its neurons are tied to."""
        diagram = self.diagram
        this = _("We stay with this one: {small} enough to look into every part.")
        said, slots = self.sized(
            OWN,
            _("We stay with {layers} layer of {size}: {small} enough to look into every part."),
            _("We stay with {layers} layers of {size}: {small} enough to look into every part."),
            this,
        )
        self.beat("our-choice", said if self.ours.columns else this, **slots)
        home = HiddenNeurons(self.sizes("model"), head=0.0)
        self.change_to(home, lights_between(home, self.gray, self.weights))
        self.remove(*home.neurons(), home.columns, *self.lights)
        self.add(diagram.show_weights().connections, diagram.columns)
        self.play(*map(self.ripple, diagram.columns[:-1]), run_time=RIPPLE_SECONDS)
        self.at_word("small")
        self.look_into_parts()
        self.play(*to_rest(diagram), run_time=0.6)

    def look_into_parts(self) -> None:
        """Layer after layer, let some neurons show all that they are tied to."""
        diagram, marked = self.diagram, range(0)
        for layer, column in enumerate(diagram.columns):
            for neuron in spread_out(len(column), max(1, PARTS // len(diagram.columns))):
                before, marked = marked, range(layer, min(layer + 2, len(self.weights)))
                self.play(
                    *(
                        self.only_of(layer, neuron, i)
                        for i in range(len(self.weights))
                        if i in marked or i in before or not before
                    ),
                    pulse(column[neuron], color=self.palette.signal, scale=1.25),
                    run_time=PART_SECONDS,
                )

    def only_of(self, layer: int, neuron: int, i: int) -> Animation:
        """Let those of the `i`-th connections shine that end at a neuron; all others are faint."""
        rest = rest_light(self.weights[i].values)
        light = FAINT * rest
        if i == layer:
            light[neuron] = PART_LIGHT * rest[neuron]
        if i == layer + 1:
            light[:, neuron] = PART_LIGHT * rest[:, neuron]
        shining = self.diagram.connections[i].animate.set_light(light, self.weights[i])
        return shining.build()

    def ripple(self, column: NeuronColumn) -> Animation:
        """Let the neurons of a column swell, one after the other."""
        swelling = [pulse(neuron, color=self.palette.signal, scale=1.25) for neuron in column]
        return LaggedStart(*swelling, lag_ratio=0.08, run_time=1.1)

    def change_to(self, others: HiddenNeurons, lights: Group) -> None:
        """Neurons go to the layers of another network, while its connections take over."""
        movers, moves = regrouped(self.shown, others, seconds=CHANGE_SECONDS)
        self.remove(*self.shown.neurons(), self.shown.columns).add(movers)
        seconds = LIGHT_SHARE * CHANGE_SECONDS
        self.play(
            *moves,
            *(FadeIn(light, run_time=seconds) for light in lights),
            *(late(FadeOut(light, run_time=seconds)) for light in self.lights),
            FadeOut(self.shown.sizes, run_time=TEXT_SECONDS),
            *(late(FadeIn(size, run_time=TEXT_SECONDS)) for size in others.sizes),
        )
        self.remove(*movers, movers).add(others.columns)
        self.shown, self.lights = others, lights

    def sized(self, path: str, one: str, same: str, different: str) -> tuple[str, dict[str, Any]]:
        """The template that fits the hidden layers of a shape, and what its slots show."""
        sizes = self.record[f"{path}.hidden_sizes"]
        layers = self.record.number(f"{path}.hidden_layers", decimals=None)
        if len(set(sizes.values)) != 1:
            return different, {"layers": layers}
        size = sizes[0].shown_as(decimals=None)
        return one if sizes.size == 1 else same, {"layers": layers, "size": size}

    def sizes(self, path: str) -> list[Sourced]:
        """All layer sizes of a network or a shape."""
        return [size.shown_as(decimals=None) for size in self.record[f"{path}.layer_sizes"]]


def late(fading: Animation) -> Animation:
    """Let it end with a change."""
    return Succession(Wait(CHANGE_SECONDS - fading.run_time), fading)


def spread_out(count: int, most: int) -> list[int]:
    """So many of `count` neurons at most, at even distances."""
    return sorted({round((k + 0.5) * count / most - 0.5) for k in range(most)})
