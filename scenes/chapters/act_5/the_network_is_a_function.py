"""`TheNetworkIsAFunction`: every neuron is a function, and so is all of the network."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    ReplacementTransform,
    Square,
    TransformFromCopy,
    smooth,
)

from network.analysis.pixels import pixel_switches, sweep_pixel
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.the_network_is_a_function_parts import (
    AnswerBoard,
    ArrowBetween,
    FunctionBox,
    StepThrough,
    SweptPixel,
    function_room,
    rows_in,
)
from scenes.mobjects.grids.elision import largest_indices
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.propagation import lit_outputs, propagate
from scenes.motion.singling_out import single_out
from scenes.stage import theme
from scenes.stage.scales import gray, telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

GLOW = 1.7
"""How much brighter the weights of the box are in the end."""
SWEEP, SWITCHES = "measurement.pixel_sweep", "measurement.pixel_switches"


class TheNetworkIsAFunction(Chapter):
    """Numbers in, numbers out."""

    summary = N_("A neuron is a function, and so is the whole network: pixels in, answers out.")
    concepts = (N_("function"), N_("parameters"), N_("sensitivity"))
    beats: ClassVar = {
        "a-number": Beat(
            "a number", "One neuron of the network is lit, with the number that it holds."
        ),
        "a-function": Beat(
            "a function", "All connections that lead from the pixels into this neuron glow."
        ),
        "all-of-it": Beat("all of it", "The whole network glows, from the picture to the outputs."),
        "parameters-inside": Beat(
            "parameters inside",
            "The network, small, in a yellow box named f; a picture goes in, outputs come out.",
        ),
        "one-pixel": Beat(
            "one pixel",
            "One pixel of the picture goes from black to white, and beside each output grows a"
            " curve.",
        ),
        "they-answer": Beat(
            "they answer",
            "A curve for each output; the one that moved most is yellow.",
        ),
        "every-pixel": Beat(
            "every pixel",
            "In place of the digit a map: brighter where a pixel alone could change the outputs"
            " more.",
        ),
        "complicated": Beat(
            "complicated", "Picture, box and curves: a function with very many parameters."
        ),
    }

    allowed_crossings: ClassVar = {
        ("Words", "Words"): "names of outputs move together, all at once",
        ("PixelGrid", "Square"): "the frame of a pixel grows out of the picture",
        ("Square", "PixelGrid"): "the frame of a pixel grows out of the picture",
    }

    def construct(self) -> None:
        self.measure()
        self.prepare()
        self.a_number()
        self.a_function()
        self.all_of_it()
        self.parameters_inside()
        self.one_pixel()
        self.they_answer()
        self.every_pixel()
        self.complicated()
        self.rest(0.5)

    def measure(self) -> None:
        """Let the pixel with the largest effect go from black to white, or back."""
        self.record = self.record.with_root(SWEEP, sweep_pixel(self.model, self.trace.ink))
        switches = pixel_switches(self.model, self.trace.ink)
        self.record = self.record.with_root(SWITCHES, switches)
        self.pixel = self.record.number(f"{SWEEP}.pixel", decimals=None)
        self.inputs = self.record.number("model.layer_sizes[0]", decimals=None)
        last = len(self.model.layers)
        self.outputs = self.record.number(f"model.layer_sizes[{last}]", decimals=None)
        self.parameters = self.record.number("model.parameter_count", decimals=None)
        self.neuron = self.subject.hero
        self.activation = self.record["trace.layers[0].activations"][self.neuron]

    def prepare(self) -> None:
        """Put the network on stage."""
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer]
        )
        self.add(diagram.show_run(self.record))

    def a_number(self) -> None:
        diagram = self.diagram
        self.beat(
            "a-number",
            _("So far, a neuron was a thing that holds a number: {value}."),
            value=self.activation,
        )
        self.others = Group(*diagram.connections[1:], *diagram.columns[1:], diagram.names)
        own = single_out(diagram, self.record, self.neuron)
        self.ring = HeroRing(diagram.columns[0][self.neuron], self.palette)
        if len(self.model.layers) == 1:
            self.others = Group(diagram.names)
        self.value = ValueLabel(self.activation, size="focus", color=self.palette.signal)
        self.value.next_to(self.ring, RIGHT, buff=0.3)
        dark = np.zeros(self.model.layers[0].weights.shape)
        self.play(
            FadeOut(self.others),
            diagram.connections[0].animate.set_light(dark),
            *own[1:],
            Create(self.ring),
            run_time=2.6,
        )
        self.at_word("value")
        self.play(FadeIn(self.value, shift=0.2 * RIGHT), run_time=0.6)

    def a_function(self) -> None:
        self.beat(
            "a-function",
            _("So it is a function: {count} numbers go in, {one} comes out."),
            count=self.inputs,
        )
        self.play(single_out(self.diagram, self.record, self.neuron)[0], run_time=1.3)
        self.at_word("count")
        strip = self.diagram.strip
        mark = Square(0.34, color=self.palette.signal, stroke_width=4).move_to(strip.get_top())
        self.play(mark.animate.move_to(strip.get_bottom()), run_time=1.3)
        self.play(FadeOut(mark), run_time=0.2)
        self.point_at("one", self.value)

    def all_of_it(self) -> None:
        self.beat(
            "all-of-it",
            _("And so is the whole network, from {inputs} numbers to {outputs}."),
            inputs=self.inputs,
            outputs=self.outputs,
        )
        diagram = self.diagram
        for light, each in zip(diagram.connections[1:], self.model.layers[1:], strict=True):
            light.set_light(np.zeros(each.weights.shape))
        for column in diagram.columns[1:]:
            column.rest()
        discs = [disc.animate.set_stroke(opacity=1) for disc in diagram.columns[0]]
        self.play(FadeOut(self.value, self.ring), FadeIn(self.others), *discs, run_time=0.6)
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=1.1))
            self.play(propagate(self.diagram, self.record, layer, seconds=1.1))

    def parameters_inside(self) -> None:
        self.beat(
            "parameters-inside",
            _("Put it in a box and call it f. It contains {count} parameters, all fixed."),
            count=self.parameters,
        )
        diagram = self.diagram
        picture = diagram.image_frame
        self.room = function_room(picture)
        self.box = FunctionBox(
            self.model,
            self.parameters,
            center=self.room.box.center,
            width=self.room.box.width,
            height=self.room.box.height,
            palette=self.palette,
        )
        self.board = self.answers()
        self.play(
            FadeOut(diagram.connections, diagram.strip, diagram.strip_frame, diagram.columns[:-1]),
            run_time=0.6,
        )
        self.play(
            Create(self.box.box),
            FadeIn(self.box.connections, self.box.columns),
            ReplacementTransform(diagram.columns[-1], self.board.neurons),
            ReplacementTransform(diagram.names, self.board.names),
            run_time=1.2,
        )
        arrows = [
            ArrowBetween(first, second, color=theme.SECONDARY)
            for first, second in ((picture, self.box.box), (self.box.box, self.board.neurons))
        ]
        self.at_word("count")
        self.play(FadeIn(self.box.title, self.box.note), *map(GrowArrow, arrows), run_time=0.8)

    def one_pixel(self) -> None:
        self.beat(
            "one-pixel",
            self.way(
                _("The pixel that can do most, number {index}, goes from black to white."),
                _("The pixel that can do most, number {index}, goes from white to black."),
            ),
            index=self.pixel,
        )
        image = self.diagram.image
        row, column = divmod(int(self.pixel.value), image.shape[1])
        values = list(self.record[f"{SWEEP}.values"])
        self.swept = SweptPixel(
            values[:: self.direction],
            cell=image.cell_center(row, column),
            cell_side=image.cell_side,
            room=self.room.pixel,
            name=note(_("pixel {index}"), index=self.pixel),
            color=self.palette.signal,
        )
        swept = self.swept
        self.play(FadeIn(swept.cell), Create(swept.frame), run_time=0.5)
        self.play(
            TransformFromCopy(swept.frame, swept.large),
            FadeIn(swept.value, swept.words, shift=0.2 * DOWN),
            FadeIn(self.board.values, self.board.headings, self.board.zeros),
            run_time=1.0,
        )
        self.add(swept, self.board)
        together = {"run_time": 5.6, "rate_func": smooth}
        self.play(StepThrough(self.swept, **together), StepThrough(self.board, **together))

    def they_answer(self) -> None:
        """The output that has moved most, and what the network says now."""
        changes, most = self.record[f"{SWEEP}.changes"], self.most
        answers = self.record[f"{SWEEP}.answers"].values[:: self.direction]
        said = _("{Each} output responds. Number {output} changes most, from {before} to {after}.")
        if changes[most].value == 0:
            said = _("This time no output moves. Number {output} stays at {after}.")
        if not self.has_choice:
            said = _("The output responds: it goes from {before} to {after}.")
            if changes[most].value == 0:
                said = _("This time the output does not move. It stays at {after}.")
        place = self.board.drawn.place_of(most)
        self.beat(
            "they-answer",
            said,
            output=self.class_name(most),
            before=self.board.shown(0)[place],
            after=self.board.shown(-1)[place],
        )
        if not self.has_choice:
            self.rest()
            return
        board = self.board
        if changes[most].value != 0:
            self.point_at("Each", *board.neurons)
        self.point_at("output", board.names[place], board.neurons[place])
        self.point_at("after", board.values[place])
        before, after = (self.class_name(int(answer)) for answer in answers[[0, -1]])
        if before == after:
            self.caption(
                _("The answer is still {answer}. One {pixel} is not enough."), answer=after
            )
        else:
            self.caption(
                _("And the answer was {before}, now it is {answer}."), before=before, answer=after
            )
        winner = board.drawn.place_of(int(answers[-1]))
        self.point_at("answer", board.names[winner], board.values[winner])
        if before == after:
            self.point_at("pixel", self.swept.large)

    def every_pixel(self) -> None:
        """A map of the picture: how much each pixel alone could move the outputs."""
        effects = self.record[f"{SWITCHES}.effects"]
        self.beat(
            "every-pixel",
            _("The same for every pixel: the {brighter} it is here, the more it could change."),
        )
        image = self.diagram.image
        largest = float(effects.values.max()) or 1.0
        self.play(
            FadeOut(self.swept.cell),
            image.animate.set_colors(gray(effects.values / largest), effects),
            run_time=3.0,
        )
        self.point_at("brighter", image, self.diagram.image_frame)

    def complicated(self) -> None:
        self.beat(
            "complicated",
            _(
                "A function with {count} parameters is complicated. But could a {simple} one"
                " read digits?"
            ),
            count=self.parameters,
        )
        self.add(self.box)
        self.play(self.box.animate.shine(GLOW), run_time=3.8)
        self.point_at("simple", self.box.title)

    @property
    def most(self) -> int:
        """The output that moves most."""
        return int(np.abs(self.record[f"{SWEEP}.changes"].values).argmax())

    @property
    def direction(self) -> int:
        """1 if the pixel is rather black in the picture and goes to white, else -1."""
        return -1 if self.record.number(f"{SWEEP}.start").value > 0.5 else 1

    @property
    def decimals(self) -> int:
        """Of outputs and of their changes: enough to see them."""
        return max(2, telling_decimals(self.record[f"{SWEEP}.changes"].values))

    def way(self, to_white: str, to_black: str) -> str:
        """The words for the direction in which the pixel goes."""
        return to_white if self.direction > 0 else to_black

    def answers(self) -> AnswerBoard:
        """All outputs at every value of the pixel, at its first."""
        area = self.room.board
        swept = self.record[f"{SWEEP}.outputs"]
        outputs = [swept.row(step) for step in range(len(swept.values))][:: self.direction]
        weight = np.abs(self.record[f"{SWEEP}.changes"].values)
        weight[self.record[f"{SWEEP}.answers"].values[[0, -1]].astype(int)] = np.inf
        return AnswerBoard(
            outputs,
            most=self.most,
            drawn=largest_indices(weight, rows_in(area), but_surely=self.most),
            names=self.model.labels,
            activation=self.model.activations[-1],
            left=area.left,
            right=area.right,
            top=area.top,
            bottom=area.bottom,
            decimals=self.decimals,
            palette=self.palette,
        )
