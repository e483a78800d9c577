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
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light, rest_light
from scenes.motion.pointing import pulse
from scenes.motion.propagation import ARRIVAL, name_winner, to_rest
from scenes.stage import theme
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced

OWN, OTHERS = "measurement.shape", "measurement.other_shapes"
MOVE_SECONDS, LIGHT_SECONDS = 0.7, 0.3
"""Of neurons on their way, and of connections and sizes that go before, or come afterwards."""
OTHER_RESTS = 0.4
"""How long another network stands after its sizes have been pointed at."""
AROUND = 0.08
"""From a frame to what it is drawn around."""
STEPS_SECONDS = 3.3
"""From the pixels through all layers to the answer."""
PARTS, PART_SECONDS = 6, 0.3
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
        "in-between": Beat(
            "in between",
            "A digit and its column of pixels on the left, the outputs on the right. A box between"
            " them has opened: columns of circles, joined by faint connections. Above them stands"
            " their name: hidden layers.",
        ),
        "step-by-step": Beat(
            "step by step",
            "Light has run from the pixels through every hidden column to the outputs. One of them"
            " is lit.",
        ),
        "neither-nor": Beat(
            "neither nor",
            "Yellow frames around the column of pixels and around the outputs; the circles between"
            " them are dark again.",
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
        self.in_between()
        self.step_by_step()
        if self.ours.columns:
            self.neither_nor()
            self.how_many()
        self.other_choices()
        self.our_choice()

    def prepare(self) -> None:
        """Name the shapes, and lay out the network."""
        others = other_shapes(self.model)
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

    def in_between(self) -> None:
        """The box opens, and the hidden layers are seen."""
        diagram = self.diagram
        self.add(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.add(diagram.columns[-1], diagram.names)
        if not self.ours.columns:
            self.beat("in-between", _("In this network, nothing stands between pixels and answer."))
            self.play(*map(FadeIn, self.lights), run_time=1.5)
            return
        box = HidingBox(diagram.places)
        self.add(box)
        said = _("Between pixels and answer stand the {hidden} layers.")
        if len(self.ours.columns) == 1:
            said = _("Between pixels and answer stands a {hidden} layer.")
        self.beat("in-between", said)
        doors = box.doors()
        self.remove(box).add(self.ours.columns, doors)
        # The mark comes last: it stands on the doors.
        self.play(
            Succession(Wait(0.2), AnimationGroup(*doors.opening(), run_time=1.3)),
            Succession(Wait(0.3), AnimationGroup(*map(FadeIn, self.lights), run_time=1.2)),
            FadeOut(box.mark, run_time=0.3),
        )
        self.play(FadeOut(doors, run_time=0.2))
        self.at_word("hidden")
        self.play(
            FadeIn(self.ours.title, run_time=0.5),
            *map(self.ripple, self.ours.columns),
        )

    def step_by_step(self) -> None:
        """A picture runs through, layer after layer."""
        said = _("There, step by step, the pixels turn into an answer.")
        if not self.ours.columns:
            said = _("In a single step, the pixels turn into an answer.")
        self.beat("step-by-step", said)
        count = len(self.model.layers)
        for layer in range(count):
            self.play(self.step(layer, seconds=STEPS_SECONDS / count))
        if self.has_choice:
            self.play(*name_winner(self.diagram, self.trace.answer), run_time=0.3)
        if not self.ours.columns:
            self.answer_fades()

    def answer_fades(self, *others: Mobject) -> None:
        """The outputs are dark again, and something else goes with their light."""
        lamps, names = self.diagram.columns[-1], self.diagram.names
        dimmed = names.animate.set_color(theme.SECONDARY)
        self.play(lamps.animate.rest(), dimmed, *map(FadeOut, others), run_time=0.4)

    def step(self, layer: int, *, seconds: float) -> Animation:
        """Light runs into a layer, counted from 0, and fills its neurons."""
        light, path = self.lights[layer], f"trace.layers[{layer}]"
        flow = self.record[f"{path}.contributions"]
        light.send(flow_light(flow.values), flow)
        column = [*self.ours.columns, self.diagram.columns[-1]][layer]
        filling = column.animate(run_time=(1 - ARRIVAL) * seconds).fire(
            self.record[f"{path}.activations"], self.model.activations[layer]
        )
        return AnimationGroup(
            light.animate(run_time=seconds).set_front(1).build(),
            Succession(Wait(ARRIVAL * seconds), filling.build()),
        )

    def neither_nor(self) -> None:
        """The ends are ours; between them it goes dark."""
        self.beat(
            "neither-nor",
            _(
                "We set only the {in:pixels} and read only the {out:answer}:"
                " what lies between is {hidden}."
            ),
        )
        diagram, signal = self.diagram, self.palette.signal
        ends = (diagram.strip_frame, Group(diagram.columns[-1], diagram.names))
        self.ends = [
            SurroundingRectangle(end, buff=AROUND, color=signal, stroke_width=5) for end in ends
        ]
        for mark, end in zip(("in", "out"), self.ends, strict=True):
            self.at_word(mark)
            self.play(Create(end), run_time=0.9)
        self.at_word("hidden")
        self.play(
            *(column.animate.rest() for column in self.ours.columns),
            *(
                light.animate.set_light(rest_light(weights.values), weights)
                for light, weights in zip(self.lights, self.weights, strict=True)
            ),
            pulse(self.ours.title, color=signal),
            run_time=1.2,
        )

    def how_many(self) -> None:
        """The size of every hidden layer."""
        one, same, different = (
            _("We chose {layers} of them, with {size} neurons."),
            _("We chose {layers} of them, with {size} neurons each."),
            _("We chose {layers} of them, each of its own size."),
        )
        if set(self.model.layer_sizes[1:-1]) == {1}:
            one, same = (
                _("We chose {layers} of them, with a single neuron."),
                _("We chose {layers} of them, with a single neuron each."),
            )
        said, slots = self.sized(OWN, one, same, different)
        self.beat("how-many", said, **slots)
        self.answer_fades(self.ours.title, *self.ends)
        self.at_word("layers")
        shown = [FadeIn(size, shift=0.2 * RIGHT) for size in self.ours.sizes]
        self.play(
            LaggedStart(*map(self.ripple, self.ours.columns), lag_ratio=0.3),
            Succession(Wait(0.6), LaggedStart(*shown, lag_ratio=0.3, run_time=0.6)),
        )

    def other_choices(self) -> None:
        """As many neurons, or more or fewer, stand in other layers."""
        first = (
            _("It could be {layers} layer of {size}."),
            _("It could be {layers} layers of {size}."),
        )
        later = (_("Or {layers} layer of {size}."), _("Or {layers} layers of {size}."))
        for other in range(self.other_count):
            path = f"{OTHERS}[{other}]"
            one, same = later if other else first
            said, slots = self.sized(path, one, same, same)
            self.beat(f"another-choice-{other + 1}", said, **slots)
            neurons = HiddenNeurons(self.sizes(path))
            self.change_to(neurons, lights_between(neurons, self.gray))
            self.play(pulse(*neurons.sizes, color=self.palette.signal))
            self.rest(OTHER_RESTS)

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
        """Neurons go to the layers of another network; connections go before, and come after."""
        self.play(FadeOut(*self.lights, self.shown.sizes), run_time=LIGHT_SECONDS)
        movers, moves = regrouped(self.shown, others, seconds=MOVE_SECONDS)
        self.remove(*self.shown.neurons(), self.shown.columns).add(movers)
        self.play(*moves)
        self.remove(*movers, movers).add(others.columns)
        self.play(FadeIn(*lights, others.sizes), run_time=LIGHT_SECONDS)
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


def spread_out(count: int, most: int) -> list[int]:
    """So many of `count` neurons at most, at even distances."""
    return sorted({round((k + 0.5) * count / most - 0.5) for k in range(most)})
