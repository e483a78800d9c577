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
    GrowArrow,
    LaggedStart,
    ReplacementTransform,
    TransformFromCopy,
    smooth,
)

from network.analysis.pixels import sweep_pixel
from network.analysis.weighted_sum import most_contested_neuron
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
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.propagation import lit_outputs, propagate
from scenes.motion.singling_out import single_out
from scenes.stage import theme
from scenes.stage.scales import telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

GLOW = 1.7
"""How much brighter the weights of the box are in the end."""
SWEEP = "measurement.pixel_sweep"


class TheNetworkIsAFunction(Chapter):
    """Numbers in, numbers out."""

    is_first_cut = True
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
            "A curve for each output, {positive} where it rose, {negative} where it fell.",
        ),
        "complicated": Beat(
            "complicated", "Picture, box and curves: a function with very many parameters."
        ),
    }

    def construct(self) -> None:
        self.measure()
        self.a_number()
        self.a_function()
        self.all_of_it()
        self.parameters_inside()
        self.one_pixel()
        self.they_answer()
        self.complicated()
        self.rest(1.0)

    def measure(self) -> None:
        """Let the pixel with the largest effect go from black to white, or back."""
        self.record = self.record.with_root(SWEEP, sweep_pixel(self.model, self.trace.ink))
        self.pixel = self.record.number(f"{SWEEP}.pixel", decimals=None)
        self.inputs = self.record.number("model.layer_sizes[0]", decimals=None)
        last = len(self.model.layers)
        self.outputs = self.record.number(f"model.layer_sizes[{last}]", decimals=None)
        self.parameters = self.record.number("model.parameter_count", decimals=None)
        self.neuron = most_contested_neuron(self.trace.layers[0])
        self.activation = self.record["trace.layers[0].activations"][self.neuron]

    def a_number(self) -> None:
        self.beat(
            "a-number",
            _("So far, a neuron was a thing that holds a number: {value}."),
            value=self.activation,
        )
        is_output = len(self.model.layers) == 1
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.neuron if is_output else self.trace.answer]
        )
        diagram.show_input(self.record["trace.ink"])
        column = diagram.columns[0]
        self.play(
            FadeIn(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame),
            LaggedStart(*(FadeIn(each, shift=0.2 * RIGHT) for each in diagram.columns)),
            FadeIn(diagram.names),
            run_time=1.2,
        )
        self.add(diagram.connections[0])
        own = single_out(diagram, self.record, self.neuron)
        self.value = ValueLabel(self.activation, size="body", color=self.palette.signal)
        beside = diagram.end_of(self.neuron) if is_output else column[self.neuron]
        self.value.next_to(beside, RIGHT, buff=0.25)
        self.play(*own[1:], FadeIn(self.value, shift=0.2 * RIGHT), run_time=1.0)
        self.rest(0.5)

    def a_function(self) -> None:
        self.beat(
            "a-function",
            _("But where does it come from? {count} numbers go in, this one comes out."),
            count=self.inputs,
        )
        self.play(single_out(self.diagram, self.record, self.neuron)[0], run_time=1.3)
        self.caption(_("So a neuron is a function of the whole layer before it."))
        self.rest()

    def all_of_it(self) -> None:
        self.beat(
            "all-of-it",
            _("And so is the whole network, from {inputs} numbers to {outputs}."),
            inputs=self.inputs,
            outputs=self.outputs,
        )
        self.add(self.diagram.connections)
        discs = [disc.animate.set_stroke(opacity=1) for disc in self.diagram.columns[0]]
        self.play(FadeOut(self.value), *discs, run_time=0.4)
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=0.85))
            self.play(propagate(self.diagram, self.record, layer, seconds=0.85))
        self.rest(0.3)

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
        self.rest(0.6)

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
        self.rest(0.3)
        together = {"run_time": 4.2, "rate_func": smooth}
        self.play(StepThrough(self.swept, **together), StepThrough(self.board, **together))
        self.rest(0.6)

    def they_answer(self) -> None:
        """The output that has moved most, and what the network says now."""
        changes, most = self.record[f"{SWEEP}.changes"], self.most
        answers = self.record[f"{SWEEP}.answers"].values[:: self.direction]
        said = _("Each output responds. Number {output} changes most, from {before} to {after}.")
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
        row = self.board.names[place]
        self.at_word("output")
        self.play(row.animate.set_color(theme.TEXT), run_time=0.5)
        before, after = (self.class_name(int(answer)) for answer in answers[[0, -1]])
        if before == after:
            self.caption(_("The answer is still {answer}. One pixel is not enough."), answer=after)
        else:
            self.caption(
                _("And the answer was {before}, now it is {after}."), before=before, after=after
            )
        self.rest()

    def complicated(self) -> None:
        self.beat(
            "complicated",
            _(
                "A function with {count} parameters is complicated. But could a simple one"
                " recognize digits?"
            ),
            count=self.parameters,
        )
        self.add(self.box)
        self.play(self.box.animate.shine(GLOW), run_time=1.5)
        self.play(self.box.note.animate.set_color(self.palette.signal), run_time=0.8)

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
        outputs, sums = (
            [swept.row(step) for step in range(len(swept.values))][:: self.direction]
            for swept in (self.record[f"{SWEEP}.outputs"], self.record[f"{SWEEP}.pre_activations"])
        )
        weight = np.abs(self.record[f"{SWEEP}.changes"].values)
        weight[self.record[f"{SWEEP}.answers"].values[[0, -1]].astype(int)] = np.inf
        return AnswerBoard(
            outputs,
            sums,
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
