"""`Recap`: the whole lesson in one picture, from one neuron to one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    RoundedRectangle,
    VGroup,
)

from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weighted_sum
from network.measurements.dials import first_random_network
from scenes.chapter import Beat, Chapter
from scenes.mobjects.equations.layer_formula import fitting_lines
from scenes.mobjects.grids.elision import end_indices
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import (
    NetworkDiagram,
    PictureNote,
    flow_light,
    rest_light,
)
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count, Roll
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    FoldIntoColumn,
    all_at_once,
    lit_outputs,
    name_winner,
    propagate,
    to_rest,
)
from scenes.motion.resizing import resized
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import fit, square, stage
from scenes.stage.scales import brightness, telling_decimals
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

NEAR = 3.4
"""Side of what is seen around the one neuron, scene units."""
GHOST = 0.16
NOISE = 0.45
"""How bright random weights are: where all are large, all would be white."""
MOST_LINES = 4
AROUND = 0.2
"""Between the network and the box around it, scene units."""
SUM = "measurement.weighted_sum"


class Recap(Chapter):
    """Every idea of the film, in the one network."""

    summary = N_("The whole lesson in one picture: pixels, layers, weights, sums, one function.")
    concepts = (N_("neural network"), N_("forward pass"), N_("review"))
    beats: ClassVar = {
        "pixels": Beat("pixels", "A digit, and the column of its pixels before a dark network."),
        "one-neuron": Beat(
            "one neuron",
            "One neuron up close, in a yellow ring: lit up, beside it the number that it holds.",
        ),
        "layers": Beat("layers", "A signal glows through the whole network, to a framed answer."),
        "matrix": Beat(
            "matrix", "The network, smaller; beside it the formulas of its layers, one by one."
        ),
        "function": Beat(
            "function",
            "A box around the network, and beside it one letter: a function, with so many"
            " parameters.",
        ),
        "the-whole": Beat("the whole", "The whole network, glowing, with its answer framed."),
        "what-comes-next": Beat(
            "what comes next",
            "Noise on all connections has turned into the weights that training found.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.pixels()
        self.one_neuron()
        self.layers()
        self.the_matrix()
        self.a_function()
        self.the_whole()
        self.what_comes_next()
        self.rest(1.0)

    def prepare(self) -> None:
        """Begin with the network at rest, unlit."""
        self.neuron = self.subject.hero
        self.record = self.record.with_root(SUM, weighted_sum(self.trace.layers[0], self.neuron))
        self.sizes = [n.shown_as(decimals=None) for n in self.record["model.layer_sizes"]]
        self.parameters = self.record.number("model.parameter_count", decimals=None)
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer]
        ).show_weights()
        diagram.show_image(self.record["trace.ink"])
        self.hero = diagram.columns[0][self.neuron]
        self.add(diagram)

    def pixels(self) -> None:
        self.beat("pixels", _("Once more: a picture is {count} numbers."), count=self.sizes[0])
        self.play(FoldIntoColumn(self.diagram, self.record["trace.ink"], seconds=2.2))

    def one_neuron(self) -> None:
        """The camera comes close: the hero's sum counts, and lights it up."""
        sums = self.record["trace.layers[0].pre_activations"]
        shown = {"decimals": telling_decimals(sums.values), "signed": True}
        total = sums[self.neuron].shown_as(**shown)
        held = self.record["trace.layers[0].activations"][self.neuron]
        look = activation_look(self.model.activations[0])
        self.beat(
            "one-neuron",
            _("One neuron: weights times activations, all {added} up, plus a bias, give {total}."),
            total=total,
        )
        around = square(self.hero.get_center() + 0.16 * NEAR * RIGHT, NEAR)
        self.ring = HeroRing(self.hero, self.palette)
        self.play(
            self.view.animate.look_at(around, share=1.0),
            Create(self.ring),
            FadeOut(self.diagram.names, run_time=0.4),
            run_time=1.4,
        )
        count = max(1, int(self.record.number(f"{SUM}.term_count").value))
        steps = [step.shown_as(**shown) for step in self.record[f"{SUM}.sums"]][:count]
        value = ValueLabel(steps[0], size="focus", align="left").scale(1 / self.view.zoom)
        value.next_to(self.ring, RIGHT, buff=0.12)
        flow = self.record["trace.layers[0].contributions"]
        light = np.zeros(flow.values.shape)
        light[self.neuron] = flow_light(flow.values[self.neuron])
        lights = self.diagram.connections
        self.play(
            lights[0].animate.set_light(light, flow.row(self.neuron)),
            *(each.animate.set_light(np.zeros(each.signs.shape)) for each in lights[1:]),
            *(disc.animate.set_stroke(opacity=GHOST) for disc in self.others()),
            run_time=0.9,
        )
        self.at_word("added")
        order = self.record[f"{SUM}.order"].values[:count]
        terms = [flow[self.neuron, int(i)] for i in order]
        self.play_sounds(ticks(terms, turns(count + 1, 1.8)[:-1]))
        self.play(FadeIn(value, run_time=0.3), Count(value, [*steps, total], run_time=1.8))
        self.caption(_(look.on_neuron), activation=held)
        level = float(brightness(
            self.record["trace.layers[0].activations"].values, self.model.activations[0]
        )[self.neuron])  # fmt: skip
        self.play(self.hero.animate.fire(held, level), run_time=2.2)
        self.at_word("activation")
        self.play(Roll(value, held), run_time=0.6)
        self.play(pulse(value, color=self.palette.signal))
        self.value = value

    def others(self) -> list[Mobject]:
        """All neurons but the hero."""
        columns = self.diagram.columns
        return [disc for column in columns for disc in column if disc is not self.hero]

    def layers(self) -> None:
        """Its whole layer, and layer after layer, until the answer."""
        said = _("Its whole layer does the same, then the next, until the outputs say {answer}.")
        self.beat("layers", said, answer=self.class_name(self.trace.answer))
        diagram, shows = self.diagram, []
        for light, layer in zip(diagram.connections[1:], self.model.layers[1:], strict=True):
            shows.append(light.animate.set_light(rest_light(layer.weights)))
        self.play(
            self.view.animate.pull_out(),
            FadeOut(self.value, self.ring),
            FadeIn(diagram.names),
            *(disc.animate.set_stroke(opacity=1) for disc in self.others()),
            *shows,
            run_time=1.2,
        )
        last = len(self.model.layers) - 1
        for number in range(last + 1):
            self.play_sounds(lit_outputs(self.record, self.model, number, seconds=1.1))
            self.play(propagate(diagram, self.record, number, seconds=1.1))
        self.box = diagram.answer_box(self.trace.answer).set_stroke(width=5)
        self.play(Create(self.box), *name_winner(diagram, self.trace.answer), run_time=0.6)

    def the_matrix(self) -> None:
        """The network steps back, and each of its layers becomes a line."""
        self.beat(
            "matrix",
            _("Written short: a {matrix} times a vector, plus {biases}, through a function."),
        )  # fmt: skip
        diagram = self.diagram
        self.parts = [
            *diagram.connections, *diagram.columns,
            diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame,
        ]  # fmt: skip
        self.home = Group(*self.parts).get_center()
        room, self.beside = stage().parts(1.3, 1)
        room = room.inset(AROUND)
        whole = Group(*self.parts)
        self.factor = min(room.width / whole.width, room.height / whole.height)
        self.there = room.center
        moves = resized(self.parts, self.factor, about=self.home, to=self.there)
        for move, layer in zip(moves, self.model.layers, strict=False):
            move.set_light(rest_light(layer.weights))
        self.play(FadeOut(self.box, diagram.names), run_time=0.3)
        self.play(*moves, run_time=1.3)
        self.at_word("matrix")
        self.lines = VGroup()
        for line, layers in self.written():
            flows = [self.record[f"trace.layers[{i}].contributions"] for i in layers]
            lights = [
                diagram.connections[i].animate.set_light(flow_light(flow.values), flow)
                for i, flow in zip(layers, flows, strict=True)
            ]
            self.play(FadeIn(line, shift=0.3 * UP), *lights, run_time=0.8)
            self.lines.add(line)
        self.at_word("biases")
        self.play(
            LaggedStart(
                *(pulse(line, color=theme.TEXT, scale=1.06) for line in self.lines), lag_ratio=0.4
            )
        )

    def written(self) -> list[tuple[Mobject, list[int]]]:
        """The formulas of layers below each other, and which layers each stands for."""
        area = self.beside
        formulas = fitting_lines(self.model.activations, self.palette, area.width)
        shown = end_indices(len(formulas), MOST_LINES)
        found: list[tuple[Mobject, list[int]]] = [(formulas[i], [int(i)]) for i in shown.indices]
        if shown.is_elided:
            left_out = sorted(set(range(len(formulas))) - {int(i) for i in shown.indices})
            found.insert(shown.dots_at, (OmissionDots(), left_out))
        lines = VGroup(*(line for line, _layers in found)).arrange(DOWN, buff=0.6)
        fit(lines, area.width, area.height).move_to(area.center)
        return found

    def a_function(self) -> None:
        """A box closes around the network, and all lines become one letter."""
        self.beat(
            "function",
            _("All of it is one {function}, with {count} parameters."),
            count=self.parameters,
        )
        area, whole = self.beside, Group(*self.parts)
        box = RoundedRectangle(
            corner_radius=0.2, width=whole.width + 2 * AROUND, height=whole.height + 2 * AROUND,
            color=self.palette.signal, stroke_width=4,
        ).move_to(whole)  # fmt: skip
        letter = Formula("f", size="title", color=self.palette.signal).scale(2.6)
        count = Words(_("{count} parameters"), size="focus", count=self.parameters)
        pair = VGroup(letter, fit(count, area.width, 2)).arrange(DOWN, buff=0.7)
        fit(pair, area.width, area.height).move_to(area.center)
        self.play(Create(box), run_time=0.9)
        self.at_word("function")
        self.play(FadeOut(self.lines, scale=0.5), run_time=0.5)
        self.play(FadeIn(letter, scale=0.6), run_time=0.6)
        self.at_word("count")
        self.play(FadeIn(count, shift=0.2 * UP), run_time=0.8)
        self.play(pulse(count, color=self.palette.signal))
        self.words = VGroup(box, pair)

    def the_whole(self) -> None:
        """The network is as large again as the stage."""
        self.beat("the-whole", _("This is a neural network. There is nothing more to it."))
        diagram = self.diagram
        self.play(FadeOut(self.words), run_time=0.4)
        self.play(
            *resized(self.parts, 1 / self.factor, about=self.there, to=self.home), run_time=1.1
        )
        self.play(FadeIn(diagram.names), *all_at_once(diagram, self.record), run_time=0.9)
        self.play(Create(self.box), run_time=0.5)
        self.play(pulse(self.box, color=self.palette.signal))

    def what_comes_next(self) -> None:
        """Every weight is turned at random, and begins to find its place."""
        self.beat("what-comes-next", _("One {question} is left: how does it find these numbers?"))
        diagram = self.diagram
        noise = first_random_network(self.model)
        self.record = self.record.with_root("random_network", noise)
        turned = NetworkDiagram(noise, self.palette, spoken_of=[self.trace.answer])
        for i, light in enumerate(turned.connections):
            weights = self.record[f"random_network.layers[{i}].weights"]
            light.set_light(NOISE * rest_light(weights.values), weights)
        quiet = [
            light.animate.set_light(np.zeros(light.signs.shape)) for light in diagram.connections
        ]
        self.at_word("question")
        self.play(
            FadeOut(self.box),
            *quiet,
            *(FadeIn(light) for light in turned.connections),
            *(column.animate.rest() for column in diagram.columns),
            *name_winner(diagram, -1),
            run_time=1.4,
        )
        words = PictureNote(diagram, _("next: how it learns"), side=DOWN)
        self.play(FadeIn(words, shift=0.15 * UP), run_time=0.6)
        self.play(
            *(FadeOut(light) for light in turned.connections),
            *to_rest(diagram, seconds=3.0),
            run_time=3.0,
        )
