"""`Recap`: the whole lesson in one picture, from one neuron to one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    Succession,
    VGroup,
    Wait,
    linear,
    smooth,
    squish_rate_func,
)

from network.activations import activation_function
from network.analysis.sound_events import ticks
from network.analysis.squishing import function_axes
from network.analysis.weighted_sum import weight_rows, weighted_sum
from network.measurements.dials import first_random_network
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_6.recap_parts import Walk, neuron_places, written
from scenes.mobjects.equations.layer_formula import fitting_lines
from scenes.mobjects.grids.elision import end_indices
from scenes.mobjects.grids.weight_grid import WeightGrid, weight_colors
from scenes.mobjects.network.function_box import (
    FunctionBox,
    function_room,
    lead_through,
    network_edges,
)
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import (
    ALL_LIT,
    NetworkDiagram,
    PictureNote,
    flow_into,
    flow_light,
    lone_light,
    rest_light,
)
from scenes.mobjects.plots.activation_plane import ActivationPlane, SumOnPlane
from scenes.mobjects.plots.number_line import plane_points
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import Pour, cells_of
from scenes.motion.counting import Count, FollowActivation, Roll
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    FoldIntoColumn,
    beads_on,
    gather,
    lit_outputs,
    name_winner,
    propagate,
    to_rest,
)
from scenes.motion.resizing import resized, sized
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, square, stage
from scenes.stage.scales import agreeing_decimals, brightness, telling_decimals
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.subject import own_digit_trace
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject

SEE_THROUGH = 0.65
"""Opacity of the weights while they lie over the pixels."""
RIM = 0.3
"""Of the products that fly: most of them are almost black."""
FIRST_ARRIVAL = 0.25
"""Share of the time after which the first of them arrives."""
FLAT = 6.0
"""So far to each side of zero a sigmoid is almost flat: the axis reaches there."""
SHIFTED = 0.98
"""A network that is moved is a little smaller: then its light need not be drawn anew."""
LINES_WIDTH, LINES_HEIGHT, LINES_GAP = 5.0, 2.7, 0.12
"""Of the room for formulas, beside the network or above it; between them, a share of its height."""
NOISE = 0.45
"""How bright random weights are: where all are large, all would be white."""
MOST_LINES = 4
BIAS_RIM = 5
"""Width of a rim that stands for a bias."""
RUN_SECONDS = 1.0
"""Of the signal through all layers, when the whole is seen."""
OTHER_DIGITS = 4, 7
"""So far from the film's: those that the network reads in the end."""
SUM, AXES = "measurement.weighted_sum", "measurement.sum_axes"


class Recap(Chapter):
    """Every idea of the film, in the one network."""

    summary = N_("The whole lesson in one picture: pixels, layers, weights, sums, one function.")
    concepts = (N_("neural network"), N_("forward pass"), N_("review"))
    beats: ClassVar = {
        "pixels": Beat("pixels", "A digit, and the column of its pixels before a dark network."),
        "one-neuron": Beat(
            "one neuron",
            "One neuron, large and lit up, with the number that it holds; left of it all products"
            " of its weights and its pixels, below it a curve with a dot where its sum is.",
        ),
        "layers": Beat("layers", "A signal glows through the whole network, to a framed answer."),
        "matrix": Beat("matrix", "The network, and beside it the formulas of its layers."),
        "function": Beat(
            "function",
            "The network in a yellow box named f, with so many parameters; the picture goes in, the"
            " outputs come out.",
        ),
        "the-whole": Beat("the whole", "The whole network, glowing: it reads another digit."),
        "what-comes-next": Beat(
            "what comes next",
            "Noise on all connections has turned into the weights that training found. The picture"
            " and the whole network stand there without a word, alight.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Neuron", "PixelCloud"): "its weights leave their connections as it comes forward",
        ("Neuron", "Neuron"): "the network grows back to its outputs",
        ("Dot", "Dot"): "a curve may run along its axis, past the sum",
        ("PixelCloud", "ValueLabel"): "on a narrow stage products fly past the sum that they make",
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
        layer = self.trace.layers[0]
        self.terms = weighted_sum(layer, self.neuron)
        total, function = float(layer.pre_activations[self.neuron]), self.model.activations[0]
        axes = function_axes([*self.terms.sums, total, -FLAT, FLAT], function)
        record = self.record.with_root(SUM, self.terms).with_root(AXES, axes)
        self.record = record.with_root("measurement.first_layer", weight_rows(self.model.layers[0]))
        self.sizes = [n.shown_as(decimals=None) for n in self.record["model.layer_sizes"]]
        self.parameters = self.record.number("model.parameter_count", decimals=None)
        first = self.subject.label or 0
        self.runs = []
        for digit in ((first + step) % 10 for step in OTHER_DIGITS):
            self.runs.append(f"own_digits[{digit}].trace")
            trace = own_digit_trace(self.settings, digit)
            self.record = self.record.with_root(self.runs[-1], trace)
        diagram = self.diagram = NetworkDiagram(
            self.model,
            self.palette,
            spoken_of=[int(self.record.outputs(t).values.argmax()) for t in ("trace", *self.runs)],
        ).show_weights()
        diagram.show_image(self.record["trace.ink"])
        self.hero = diagram.columns[0][self.neuron]
        self.home = network_edges(diagram)
        self.middle, self.size = self.home.center, 1.0
        self.room = function_room(diagram.image_frame, diagram.columns[-1])
        self.outputs = diagram.columns[-1].copy()
        self.rim = self.hero.stroke_width
        self.add(diagram)

    def pixels(self) -> None:
        self.beat("pixels", _("Once more: a picture is {count} numbers."), count=self.sizes[0])
        self.play(FoldIntoColumn(self.diagram, self.record["trace.ink"], seconds=2.7))

    def one_neuron(self) -> None:
        """The hero alone, as large as the stage: what it adds up, and what becomes of it."""
        self.read_sum()
        self.beat(
            "one-neuron",
            _(
                "One neuron: weights times activations, all {added} up, plus a {bias}, give"
                " {total}."
            ),
            total=self.total,
        )
        self.places = neuron_places(stage())
        self.its_weights()
        self.times_its_pixels()
        self.add_up()
        self.add_the_bias()
        self.squish()

    def read_sum(self) -> None:
        """The sums after every term, rounded so that they and the bias make the total."""
        bias = self.record["model.layers[0].biases"][self.neuron]
        sums = self.record["trace.layers[0].pre_activations"]
        total = sums[self.neuron]
        decimals = agreeing_decimals(
            [((float(self.terms.sums[-1]), bias.value), total.value)],
            most=telling_decimals(sums.values),
        )
        shown = {"decimals": decimals, "signed": True}
        self.bias, self.total = bias.shown_as(**shown), total.shown_as(**shown)
        count = max(1, self.terms.term_count)
        self.sums = [step.shown_as(**shown) for step in self.record[f"{SUM}.sums"]][:count]
        self.held = self.record["trace.layers[0].activations"][self.neuron]

    def its_weights(self) -> None:
        """The weights leave their connections and become a picture, beside that of the pixels."""
        diagram, places = self.diagram, self.places
        light, row = diagram.connections[0], self.record["model.layers[0].weights"].row(self.neuron)
        largest = self.record["measurement.first_layer.large"][self.neuron].value
        self.grid = WeightGrid(
            row, side=places.weights.width, palette=self.palette, largest=largest
        ).move_to(places.weights.center)
        self.ring = HeroRing(self.hero, self.palette)
        others = [disc for column in diagram.columns for disc in column if disc is not self.hero]
        self.others = [*others, diagram.strip, diagram.strip_frame]
        self.later = [*diagram.connections[1:], diagram.names]
        dark = np.zeros(light.signs.shape)
        lone = dark.copy()
        lone[self.neuron] = lone_light(row.values)
        self.play(
            Create(self.ring),
            FadeOut(*self.others, *self.later),
            light.animate.set_light(lone, row),
            run_time=0.6,
        )
        beads = beads_on(light, self.neuron, self.grid)
        self.radius = self.hero.width / 2
        later = squish_rate_func(smooth, 0.4, 1)
        self.play(
            gather(beads, self.grid, seconds=0.9),
            light.animate.set_light(dark),
            self.hero.animate.scale(places.radius / self.radius).move_to(places.spot),
            # Not before the weights have left the place where it grows.
            *(
                sized(part, places.pixels, rate_func=later)
                for part in (diagram.image, diagram.image_frame)
            ),
            run_time=0.9,
        )
        self.remove(beads, light)
        self.add(self.grid)

    def times_its_pixels(self) -> None:
        """The weights slide over the pixels: what is left are the products."""
        cells, places, pixels = self.grid.grid, self.places, self.pixels_shown
        self.play(
            sized(self.grid.frame, places.pixels),
            sized(cells, places.pixels).set_opacity(SEE_THROUGH),
            run_time=0.6,
        )
        products = self.record["trace.layers[0].contributions"].row(self.neuron)
        colors = weight_colors(products, self.palette)
        self.play(
            sized(cells, places.products).set_colors(colors, products).set_opacity(1),
            *(sized(part, places.products) for part in (*pixels, self.grid.frame)),
            run_time=0.5,
        )
        self.remove(*pixels)

    @property
    def pixels_shown(self) -> tuple[Mobject, Mobject]:
        """The picture and its frame."""
        return self.diagram.image, self.diagram.image_frame

    def add_up(self) -> None:
        """Every product flies to the neuron; its sum, and a dot on a number line, follow."""
        self.plane = ActivationPlane(
            self.record, axis=AXES, room=self.places.plane, palette=self.palette
        )
        axis = self.plane.line
        value = self.value = ValueLabel(self.sums[0], size="title", align="left")
        value.next_to(self.places.spot, RIGHT, buff=self.places.radius + 0.4)
        dot = self.dot = Dot(axis.point(0.0), radius=0.13, color=self.palette.signal)
        pixels = [int(i) for i in self.terms.order[: len(self.sums)]]
        products = self.record["trace.layers[0].contributions"].row(self.neuron)
        terms = [products[i] for i in pixels]
        cloud = cells_of(self.grid.grid, pixels, terms).place(rim=RIM)
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        self.left_later: list[Mobject] = [axis, dot, value]
        self.play(FadeIn(*self.left_later), run_time=0.3)
        self.at_word("added")
        self.play_sounds(ticks(terms, turns(len(terms) + 1, 1.2, late)[1:]))
        self.play(
            Pour(cloud, self.places.spot, lag=1 - FIRST_ARRIVAL, remover=True),
            Count(value, self.sums, rate_func=late),
            Walk(dot, axis.points_of([each.value for each in self.sums]), rate_func=late),
            run_time=1.2,
        )

    def add_the_bias(self) -> None:
        room = self.places.heading
        words = Words(_("bias {value}"), color=self.palette.bias, value=self.bias)
        fit(words, room.right - self.value.get_right()[0] - 0.6, room.height)
        words.next_to(self.value.digit_box, RIGHT, buff=0.6)
        self.at_word("bias")
        self.play(FadeIn(words, shift=0.3 * LEFT), run_time=0.3)
        self.play(
            Roll(self.value, self.total),
            self.dot.animate.move_to(self.plane.line.point(self.total.value)),
            run_time=0.4,
        )
        self.dot.fills = (self.total,)
        self.bias_words = words

    def squish(self) -> None:
        """What becomes of the sum: the neuron lights up, and its number is what it holds."""
        function = self.model.activations[0]
        self.caption(_(activation_look(function).on_neuron), activation=self.held)
        if activation_function(function).is_elementwise:
            self.run_along_the_curve(function)
        else:
            levels = brightness(self.trace.layers[0].activations, function)
            fire = self.hero.animate.fire(self.held, float(levels[self.neuron]))
            self.play(FadeOut(self.bias_words, run_time=0.3), fire, run_time=1.2)
        self.at_word("activation")
        self.play(Roll(self.value, self.held), run_time=0.6)
        self.play(pulse(self.value, color=self.palette.signal))

    def run_along_the_curve(self, function: str) -> None:
        """A dot runs from zero to the sum, as high as the function is there; the neuron follows."""
        plane, total = self.plane, self.total
        inputs, outputs = (self.record[f"{AXES}.{name}"] for name in ("inputs", "outputs"))
        first, last = (int(np.abs(inputs.values - at).argmin()) for at in (0.0, total.value))
        samples = np.linspace(first, last, abs(last - first) + 1).astype(int).tolist()
        values = [*(outputs[i] for i in samples), self.held]
        heights = [value.value for value in values]
        sums = [*inputs.values[samples], total.value]
        places = plane_points(plane.line, plane.upright, sums, heights)
        # As bright as among the others of its layer.
        levels = brightness([*heights, *self.trace.layers[0].activations], function)
        way = SumOnPlane(plane.line, plane.upright, total, self.held, color=self.palette.signal)
        way.dot.move_to(places[0])
        self.play(
            FadeOut(self.bias_words, run_time=0.3),
            FadeIn(plane.upright, run_time=0.4),
            Create(plane.curve, run_time=0.8),
            Succession(Wait(0.6), FadeIn(way.dot, run_time=0.2)),
        )
        self.play(FollowActivation(self.hero, values, levels), Walk(way.dot, places), run_time=1.0)
        self.play(Create(way.stem), Create(way.level), FadeIn(way.value), run_time=0.5)
        self.left_later += [plane.upright, plane.curve, way]

    def layers(self) -> None:
        """Its whole layer, and layer after layer, until the answer."""
        said = _("Its whole layer does the same, then the next, until the outputs say {answer}.")
        self.beat("layers", said, answer=self.class_name(self.trace.answer))
        diagram, light = self.diagram, self.diagram.connections[0]
        flow = self.record["trace.layers[0].contributions"]
        light.set_light(flow_into([self.neuron], flow.values), flow.row(self.neuron))
        places, pixels = diagram.places, self.pixels_shown
        self.play(
            FadeIn(*pixels),
            FadeOut(*self.left_later),
            run_time=0.4,
        )
        self.remove(self.grid, self.hero)
        home = places.columns[1][self.neuron]
        self.play(
            FadeIn(light, *self.later),
            *(sized(part, square(places.image, places.image_side)) for part in pixels),
            self.hero.animate.scale(self.radius / self.places.radius).move_to(home),
            run_time=0.8,
        )
        self.play(FadeIn(*self.others), FadeOut(self.ring), run_time=0.5)
        self.add(diagram)
        last = len(self.model.layers) - 1
        for number in range(last + 1):
            self.play_sounds(lit_outputs(self.record, self.model, number, seconds=1.0))
            self.play(propagate(diagram, self.record, number, seconds=1.0))
        self.box = diagram.answer_box(self.trace.answer).set_stroke(width=5)
        self.play(Create(self.box), *name_winner(diagram, self.trace.answer), run_time=0.6)

    def the_matrix(self) -> None:
        """Word by word the formulas of all layers grow, and what each letter is lights up."""
        self.beat(
            "matrix",
            _("Written short: a {matrix} times a {vector}, plus {biases}, through a {function}."),
        )
        diagram, area = self.diagram, stage()
        if area.is_wide:
            room, beside = area.columns(area.width - LINES_WIDTH, LINES_WIDTH)
        else:
            beside, room = area.rows(LINES_HEIGHT, area.height - LINES_HEIGHT)
        self.inside = [
            *diagram.connections, diagram.strip, diagram.strip_frame, *diagram.columns
        ]  # fmt: skip
        self.play(FadeOut(self.box, diagram.names, *self.pixels_shown), run_time=0.3)
        moves = self.bring_network(room)
        self.weights(1.0, moves)
        self.play(*moves, run_time=1.0)
        lines = self.lines = self.formulas(beside)
        self.add(lines)
        self.at_word("matrix")
        self.play(*written(lines, "w"), *self.weights(ALL_LIT), run_time=0.7)
        self.at_word("vector")
        self.play(*written(lines, "in"), *self.flows(), run_time=0.7)
        self.at_word("biases")
        self.play(
            *written(lines, "plus", "b"), *self.rims(self.palette.bias, BIAS_RIM), run_time=0.7
        )
        self.at_word("function")
        self.play(
            *written(lines, "s", "open", "close", "eq", "out"),
            *self.rims(theme.TEXT, self.rim),
            run_time=0.7,
        )
        self.add(lines)

    def formulas(self, room: Stage) -> VGroup:
        """The formulas of all layers below each other, not yet seen; dots for those left out."""
        formulas = fitting_lines(self.model.activations, self.palette, room.width)
        shown = end_indices(len(formulas), MOST_LINES)
        lines: list[Mobject] = [formulas[i] for i in shown.indices]
        if shown.is_elided:
            lines.insert(shown.dots_at, OmissionDots())
        found = VGroup(*lines).arrange(DOWN, buff=min(0.9, LINES_GAP * room.height))
        return fit(found, room.width, room.height).move_to(room.center).set_opacity(0)

    def bring_network(self, room: Stage | None = None) -> list[Any]:
        """Bring the network to a room, as large as it fits, or back to its home."""
        to, size = self.home.center, 1.0
        if room is not None:
            home, to = self.home, room.center
            size = min(SHIFTED, room.width / home.width, room.height / home.height)
        moves = resized(self.inside, size / self.size, about=self.middle, to=to)
        self.middle, self.size = to, size
        return moves

    def weights(self, exposure: float, moves: Sequence[Any] = ()) -> list[Any]:
        """Let connections show weights, so many times as bright as at rest, while they move."""
        moves = moves or [light.animate for light in self.diagram.connections]
        shown = [self.record[f"model.layers[{i}].weights"] for i in range(len(self.model.layers))]
        return [
            move.set_light(exposure * rest_light(each.values), each)
            for move, each in zip(moves, shown, strict=False)
        ]

    def flows(self) -> list[Any]:
        """Let connections show what they carry."""
        return [
            light.animate.set_light(flow_light(flow.values), flow)
            for light, flow in (
                (light, self.record[f"trace.layers[{i}].contributions"])
                for i, light in enumerate(self.diagram.connections)
            )
        ]

    def rims(self, color: str, width: float, moves: Sequence[Any] = ()) -> list[Any]:
        """Let the rims of all neurons take a color, and a width that shrinks with the network."""
        moves = moves or [column.animate for column in self.diagram.columns]
        return [move.set_stroke(color, width=self.size * width) for move in moves]

    def a_function(self) -> None:
        """A box closes around the network; picture and outputs stay outside of it."""
        self.beat(
            "function",
            _("All of it is one {function}, with {count} parameters."),
            count=self.parameters,
        )
        diagram, pixels = self.diagram, self.pixels_shown
        box = FunctionBox(self.room, self.palette, parameters=self.parameters)
        arrows = lead_through(pixels[1], box.box, self.outputs, color=theme.SECONDARY)
        self.outputs.fire(self.record.outputs(), self.model.activations[-1])
        # They are read once more.
        self.rest(0.5)
        self.play(FadeOut(self.lines), run_time=0.3)
        moves = self.bring_network(box.inside)
        self.weights(ALL_LIT, moves)
        self.play(
            AnimationGroup(*moves, run_time=1.0),
            Succession(Wait(0.5), Create(box.box, run_time=0.7)),
            # Not before the network has left their places.
            Succession(Wait(0.7), FadeIn(*pixels, self.outputs, diagram.names, run_time=0.5)),
        )
        self.at_word("function")
        self.play(FadeIn(box.title, scale=0.6), *map(GrowArrow, arrows), run_time=0.6)
        self.at_word("count")
        self.play(
            FadeIn(box.note, shift=0.2 * UP), *self.rims(self.palette.bias, BIAS_RIM), run_time=0.6
        )
        self.play(pulse(box.note, color=self.palette.signal))
        self.around = Group(box, *arrows)

    def the_whole(self) -> None:
        """The network is as large again as the stage, and reads two other digits."""
        self.beat(
            "the-whole", _("This is a neural network. That is all that a plain one is made of.")
        )
        diagram, count = self.diagram, len(self.model.layers)
        moves = self.bring_network()
        self.weights(1.0, moves)
        self.rims(theme.TEXT, self.rim, [move.rest() for move in moves[-count:]])
        self.play(FadeOut(self.around), run_time=0.3)
        self.play(
            *moves,
            self.outputs.animate.rest(),
            *name_winner(diagram, -1),
            diagram.image.animate.show_image(self.record[f"{self.runs[0]}.ink"]),
            run_time=0.9,
        )
        self.remove(self.outputs)
        self.add(diagram)
        self.read(self.runs[0])
        self.play(
            *to_rest(diagram, seconds=0.4),
            diagram.image.animate(run_time=0.4).show_image(self.record[f"{self.runs[1]}.ink"]),
        )
        self.read(self.runs[1])

    def read(self, trace: str) -> None:
        """The picture goes into its column, and the signal through all layers."""
        diagram, count = self.diagram, len(self.model.layers)
        self.play(FoldIntoColumn(diagram, self.record[f"{trace}.ink"], seconds=0.6))
        for number in range(count):
            seconds = RUN_SECONDS / count
            self.play_sounds(
                lit_outputs(self.record, self.model, number, trace=trace, seconds=seconds)
            )
            self.play(propagate(diagram, self.record, number, trace=trace, seconds=seconds))

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
        ink = self.record["trace.ink"]
        random, trained = (
            PictureNote(diagram, words, side=DOWN)
            for words in (_("random weights"), _("trained weights"))
        )
        self.play(
            *quiet,
            *(FadeIn(light) for light in turned.connections),
            *(column.animate.rest() for column in diagram.columns),
            *(cells.animate.show_image(ink) for cells in (diagram.image, diagram.strip)),
            FadeIn(random, shift=0.15 * UP),
            run_time=1.2,
        )
        self.play(
            *(FadeOut(light) for light in turned.connections),
            *to_rest(diagram, seconds=2.4),
            Succession(FadeOut(random, run_time=0.8), FadeIn(trained, run_time=0.8)),
            run_time=2.4,
        )
        # No answer any more: the last picture is all of it, alight.
        gone: list[Animation] = [FadeOut(trained, diagram.names, run_time=0.4)]
        for number in range(len(self.model.layers)):
            self.play(*gone, propagate(diagram, self.record, number, seconds=0.4))
            gone = []
