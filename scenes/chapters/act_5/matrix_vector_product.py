"""`MatrixVectorProduct`: the last layer, written as a matrix times a vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import (
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    Restore,
    VGroup,
    linear,
)

from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.matrix_vector_product_parts import (
    LAG,
    EquationHeaders,
    add_up,
    come_from,
    into_column,
    join,
    later,
    lift_off,
    middles,
    rows_into,
    through,
)
from scenes.mobjects.equations.layer_equation import LayerEquation, equation_room
from scenes.mobjects.grids.elision import largest_indices
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_into, flow_light
from scenes.motion.propagation import lit_outputs, name_winner
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import network_places, stage
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

FORMULA_CORNER = 2.4, 0.55
"""Width and height of the finished formula over the outputs, scene units."""
SWEEP_SECONDS = 2.8
"""In which the box goes down all other rows."""


class MatrixVectorProduct(Chapter):
    """Weights lift off into a matrix, activations into a column; their product is true."""

    is_first_cut = True
    summary = N_("All sums of a layer at once: a matrix of weights times a vector of activations.")
    concepts = (N_("matrix"), N_("vector"), N_("matrix-vector product"), N_("linear algebra"))
    beats: ClassVar = {
        "the-last-layer": Beat(
            "the last layer", "The last layer: circles joined to the outputs and their values."
        ),
        "one-row": Beat(
            "one row", "The weights into one output lie side by side as a row of numbers."
        ),
        "the-matrix": Beat(
            "the matrix", "All rows in brackets: a matrix in {positive} and {negative}."
        ),
        "the-column": Beat("the column", "To its right, the activations as a column in brackets."),
        "row-times-column": Beat(
            "row times column", "A row and the column are framed in yellow; their sum appears."
        ),
        "the-other-rows": Beat("the other rows", "The column of sums is complete."),
        "plus-the-biases": Beat("plus the biases", "The biases have been added to the sums."),
        "the-activation-function": Beat(
            "the activation function", "A last column: the sums after the sigmoid, in yellow."
        ),
        "the-same": Beat(
            "the same",
            "The network again: the computed numbers lie exactly on those of its outputs.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.the_last_layer()
        self.one_row()
        self.the_matrix()
        self.the_column()
        self.row_times_column()
        self.the_other_rows()
        self.plus_the_biases()
        self.the_activation_function()
        self.the_same()
        self.rest(1.0)

    def prepare(self) -> None:
        """Set up the network and the equation of its last layer."""
        self.layer = len(self.model.layers) - 1
        self.answer = self.trace.answer
        places = network_places(self.model.layer_sizes, corner=FORMULA_CORNER)
        self.drawn = largest_indices(
            self.trace.layers[-1].pre_activations,
            equation_room(places, self.layer, stage().right).slots,
            but_surely=self.answer,
        )
        self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=self.drawn.indices, corner=FORMULA_CORNER
        )
        self.diagram.show_input(self.record["trace.ink"]).show_activations(self.record)
        self.flows = [
            self.record[f"trace.layers[{i}].contributions"] for i in range(self.layer + 1)
        ]
        for light, flow in zip(self.diagram.connections, self.flows, strict=True):
            light.set_light(flow_light(flow.values), flow)
        self.light, self.neurons = self.diagram.connections[-1], self.diagram.columns[-1]
        self.others = [row for row in self.drawn.indices if row != self.answer]
        end = float(self.neurons.get_left()[0]) - 0.15
        self.equation = LayerEquation(
            self.model, self.trace, self.layer, self.palette, chosen=self.answer, rows=self.drawn,
            room=equation_room(self.diagram.places, self.layer, end),
        )  # fmt: skip
        self.headers = EquationHeaders(self.equation)
        self.record = self.equation.record
        self.outputs = VGroup(*(label.copy() for label in self.equation.outputs.labels()))
        self.outputs.set_color(theme.TEXT)
        self.ends = VGroup(*(self.diagram.end_of(row) for row in self.drawn.indices))
        level(self.outputs, self.ends if self.drawn.is_elided else self.neurons)
        self.outputs.next_to(self.ends, RIGHT, buff=0.27)

    def the_last_layer(self) -> None:
        self.beat(
            "the-last-layer",
            _("A signal has run through the network. Look only at the last layer."),
        )
        diagram = self.diagram
        self.play(FadeIn(*diagram.submobjects), run_time=0.9)
        self.rest(0.2)
        before = diagram.columns[-2] if self.layer else Group(diagram.strip, diagram.strip_frame)
        self.senders: Mobject = before
        kept = {*before.get_family(), self.light, *self.neurons, *diagram.names}
        parts = [*diagram.connections, diagram.image, diagram.image_frame, diagram.strip]
        parts += [diagram.strip_frame, *diagram.columns]
        self.faded = [p for p in parts if p not in kept and p is not self.neurons]
        self.play(FadeOut(*self.faded), FadeIn(self.outputs, shift=0.2 * RIGHT), run_time=0.9)
        self.rest(0.5)

    def one_row(self) -> None:
        """The weights into one neuron leave their connections and lie down as a row."""
        matrix, row = self.equation.weights, self.answer
        said = _("The {count} weights into output {output} lift off and form a row.")
        if not self.has_choice:
            said = _("The {count} weights into the one output lift off and form a row.")
        if self.model.layer_sizes[self.layer] == 1:
            said = _("The only weight into output {output} lifts off and makes a row.")
            if not self.has_choice:
                said = _("The only weight into the one output lifts off and makes a row.")
        self.beat(
            "one-row",
            said,
            count=self.record.number(f"model.layer_sizes[{self.layer}]", decimals=None),
            output=self.class_name(row),
        )
        self.play(
            self.light.animate.set_light(flow_into([row], self.flows[-1].values), self.flows[-1]),
            run_time=0.5,
        )
        labels, columns = matrix.row(row), matrix.drawn_columns.indices
        for label, place in zip(labels, middles(self.light, row, columns), strict=True):
            label.save_state()
            label.move_to(place)
        self.play(LaggedStart(*map(FadeIn, labels), lag_ratio=0.05), run_time=0.8)
        self.rest(0.2)
        self.play(LaggedStart(*map(Restore, labels), lag_ratio=0.06), run_time=1.4)
        self.rest(0.2)

    def the_matrix(self) -> None:
        matrix = self.equation.weights
        self.beat(
            "the-matrix",
            _("This is a matrix: one row for each output, one column for each neuron before."),
        )
        lifting: Animation = AnimationGroup()
        cloud = VGroup()
        if self.others:
            rows = [row for row in range(len(self.neurons)) if row != self.answer]
            others = flow_into(rows, self.flows[-1].values)
            self.play(self.light.animate.set_light(others, self.flows[-1]), run_time=0.5)
            cloud, lifting = lift_off(self.light, matrix, self.others, self.palette, seconds=2.0)
        leaving = Group(self.light)
        is_below = self.senders.get_top()[1] < matrix.get_bottom()[1]
        if matrix.get_right()[0] > self.senders.get_left()[0] and not is_below:
            # Without hidden layers the input column stands where the matrix comes.
            leaving.add(self.senders)
        self.play(lifting, FadeOut(leaving, run_time=1.4))
        self.remove(cloud)
        marks = (self.headers.weights, self.headers.size)
        self.play(FadeIn(matrix.brackets, matrix.dots, *marks), run_time=0.6)
        self.add(matrix)
        self.rest(0.5)

    def the_column(self) -> None:
        """The activations of the layer before travel into a column."""
        vector = self.equation.inputs
        self.beat("the-column", _("The activations become a column, the vector a."))
        centers = self.diagram.places.columns[self.layer]
        activation = self.model.activations[self.layer - 1] if self.layer else "sigmoid"
        diameter = 2 * self.diagram.places.radii[self.layer] or 0.06
        cloud, travel = into_column(centers, diameter, vector, activation, seconds=1.4)
        if self.senders in self.get_mobject_family_members():
            self.play(travel, FadeOut(self.senders, run_time=0.5))
        else:
            self.play(travel)
        self.remove(cloud)
        self.play(FadeIn(vector.brackets, vector.dots, self.headers.inputs), run_time=0.6)
        self.add(vector)
        self.rest(0.5)

    def row_times_column(self) -> None:
        """One row is laid beside the column: products, and their sum."""
        equation, terms = self.equation, self.equation.terms
        self.beat(
            "row-times-column",
            _("Row times column: each weight times its activation, and all of it added up."),
        )
        self.row_box = equation.weights.row_box(self.answer, self.palette.signal)
        self.column_box = equation.inputs.box(self.palette.signal)
        self.play(Create(self.row_box), Create(self.column_box), run_time=0.6)
        coming = come_from(terms.weights, equation.weights.row(self.answer), seconds=1.3)
        self.play(coming, FadeIn(terms.times))
        self.play(FadeIn(terms.brace, terms.total), run_time=0.4)
        sums = equation.running_sums()
        row = self.flows[-1].row(self.answer)
        order = self.record["measurement.row_products.order"].values
        self.play_sounds(ticks([row[int(i)] for i in order], turns(len(sums), 3.0)))
        self.play(add_up(terms, sums, seconds=3.0))
        said = (
            _("For output {output}, the sum is {total}.")
            if self.has_choice
            else _("Its sum is {total}.")
        )
        self.caption(said, output=self.class_name(self.answer), total=sums[-1])
        self.rest(0.7)
        goal = equation.sums.entry(self.answer)
        rest = (terms.times, terms.weights, terms.equals, terms.terms, terms.brace)
        self.play(FadeOut(*rest), run_time=0.5)
        self.play(
            terms.total.animate.move_to(goal),
            FadeIn(equation.equals, equation.sums.brackets),
            run_time=0.8,
        )
        self.remove(terms.total)
        self.add(goal)

    def the_other_rows(self) -> None:
        """All other rows, if there are any, find their sums at once."""
        equation = self.equation
        self.add(self.headers.formula)
        if self.others:
            self.beat("the-other-rows", _("Every other row does the same, with the same column."))
            self.sweep_over_rows()
        self.add(equation.sums)
        self.play(
            self.headers.reveal("product"), FadeOut(self.row_box, self.column_box), run_time=0.6
        )
        self.rest(0.5)

    def sweep_over_rows(self) -> None:
        """The box runs down the matrix, and the terms of each row run together into its sum."""
        equation = self.equation
        cloud, travel = rows_into(
            equation.weights,
            equation.sums,
            self.others,
            self.flows[-1],
            self.palette,
            seconds=SWEEP_SECONDS,
        )  # fmt: skip
        first, last = equation.weights.row_box(self.others[0]), self.others[-1]
        self.play(self.row_box.animate.move_to(first), run_time=0.4)
        goal = equation.weights.row_box(last)
        sweep = self.row_box.animate(run_time=LAG * SWEEP_SECONDS, rate_func=linear).move_to(goal)
        self.play(travel, sweep)
        self.remove(cloud)

    def plus_the_biases(self) -> None:
        """The biases come from the neurons and join the sums."""
        equation, biases, sums = self.equation, self.equation.biases, self.equation.sums
        self.beat("plus-the-biases", _("Each output neuron adds its own bias, the vector b."))
        neurons = [self.neurons[row] for row in self.drawn.indices]
        self.play(
            come_from(biases.labels(), neurons, seconds=1.2, scale=0.5),
            FadeIn(biases.brackets, equation.plus),
            self.headers.reveal("bias"),
        )
        self.rest(0.7)
        after = equation.pre_activations
        self.play(join(biases, sums, seconds=0.8), FadeOut(equation.plus))
        self.play(
            FadeOut(sums.entries),
            FadeIn(after.entries),
            ReplacementTransform(sums.brackets, after.brackets),
            run_time=0.6,
        )
        self.rest(0.5)

    def the_activation_function(self) -> None:
        equation = self.equation
        name = self.model.activations[self.layer]
        self.beat("the-activation-function", _(activation_look(name).on_column))
        self.play(FadeIn(equation.gate), self.headers.reveal("opening", "closing"), run_time=0.6)
        cloud, travel = through(
            equation.pre_activations, equation.outputs, self.palette, seconds=2.0
        )
        self.play_sounds(lit_outputs(self.record, self.model, self.layer, seconds=2.0))
        self.play(travel, FadeIn(equation.outputs.brackets, run_time=0.8))
        self.remove(cloud)
        self.rest(0.7)

    def the_same(self) -> None:
        """The network comes back; the column is laid over its outputs."""
        equation, diagram = self.equation, self.diagram
        said = _("Compare them with the network's own outputs: all of the numbers are the same.")
        if self.drawn.is_elided:
            said = _("Compare them with the network's own outputs: the numbers are the same.")
        self.beat("the-same", said)
        results = VGroup(*equation.outputs.labels())
        gone = (
            equation.weights, equation.inputs, equation.equals, equation.pre_activations,
            equation.gate, equation.outputs.brackets, self.headers.weights, self.headers.inputs,
            self.headers.size,
        )  # fmt: skip
        home = self.ends.get_center()[0] * RIGHT + equation.room.home * UP
        self.light.set_light(flow_light(self.flows[-1].values), self.flows[-1])
        self.play(
            FadeOut(*gone, run_time=0.8),
            self.headers.formula.animate(run_time=1.2).move_to(home),
            later(0.5, FadeIn(*self.faded, self.light, self.senders, run_time=0.9)),
        )
        laying = [
            result.animate.move_to(output)
            for result, output in zip(results, self.outputs, strict=True)
        ]
        self.play(LaggedStart(*laying, lag_ratio=0.08), run_time=1.2)
        self.play(
            FadeOut(self.outputs),
            FadeIn(diagram.answer_box(self.answer), scale=1.3),
            *name_winner(diagram, self.answer),
            run_time=0.7,
        )


def level(labels: VGroup, parts: Sequence[Mobject]) -> None:
    """Put labels as far below each other as these parts are."""
    first = labels[0].digit_box.get_y() - parts[0].get_y()
    for label, part in zip(labels, parts, strict=True):
        label.shift((first + part.get_y() - label.digit_box.get_y()) * UP)
