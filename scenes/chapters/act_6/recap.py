"""`Recap`: the whole in one picture, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
)

from network.activations import activation_function
from network.analysis.sound_events import ticks
from network.analysis.squishing import squish
from network.analysis.weighted_sum import weighted_sum
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_6.recap_parts import BendPlot, idea_places
from scenes.mobjects.equations.layer_formula import SIGNS, LayerFormula
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words, note, numbers_kept
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.motion.propagation import (
    beads_on,
    fold_into_column,
    gather,
    lit_outputs,
    name_winner,
    propagate,
)
from scenes.motion.singling_out import single_out
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import network_places, stage
from scenes.stage.scales import telling_decimals
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

WELCOME_SUM = 2.0
"""A neuron with about this sum is neither dark nor at the end of the curve."""
REACH = 8.0
"""How far the plot goes to each side of zero, at least."""
SMALLEST_RING = 0.1
CORNER_GAP = 0.15
"""Between what stands in a corner and neurons."""
SUM, BEND = "measurement.weighted_sum", "measurement.bend"


class Recap(Chapter):
    """Every idea of the film, beside the part of the network that it belongs to."""

    is_first_cut = True
    summary = N_("The whole lesson in one picture: pixels, layers, weights, sums, one function.")
    concepts = (N_("neural network"), N_("forward pass"), N_("review"))
    beats: ClassVar = {
        "pixels": Beat("pixels", "A digit and its column of pixels."),
        "layers": Beat("layers", "A signal glows through the whole network, to a framed answer."),
        "weights": Beat(
            "weights", "The connections into one neuron, and its weights as a small grid."
        ),
        "sum": Beat("sum", "Only what reaches that neuron glows; its sum stands beside it."),
        "squish": Beat(
            "squish", "A small sigmoid turns the sum into the number that the neuron holds."
        ),
        "matrix": Beat("matrix", "The whole network with the formula of a layer above it."),
        "function": Beat(
            "function", "Below it stands: numbers in, numbers out, and how many parameters."
        ),
        "the-whole": Beat(
            "the whole", "The whole network, glowing, with all that was explained around it."
        ),
        "what-comes-next": Beat(
            "what comes next", "A last card: what comes next is how it learns."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        # A beat gives back what it leaves on stage for a later one.
        pixel_note = self.pixels()
        badges = self.layers()
        hidden = self.weights(badges)
        value = self.the_sum()
        value, plot = self.squished(value)
        self.the_matrix(hidden, value, plot)
        count, function = self.a_function(pixel_note, badges[-1])
        self.the_whole()
        self.what_comes_next(count, function)
        self.rest(1.5)

    def prepare(self) -> None:
        """Choose the neuron that stands for all, and lay out the network."""
        first = self.trace.layers[0]
        self.neuron = int(np.abs(first.pre_activations - WELCOME_SUM).argmin())
        self.record = self.record.with_root(SUM, weighted_sum(first, self.neuron))
        sums = self.record["trace.layers[0].pre_activations"]
        decimals = telling_decimals(sums.values)
        self.total = sums[self.neuron].shown_as(decimals=decimals, signed=True)
        self.activation = self.record["trace.layers[0].activations"][self.neuron]
        self.sizes = [n.shown_as(decimals=None) for n in self.record["model.layer_sizes"]]
        self.parameters = self.record.number("model.parameter_count", decimals=None)
        self.area = stage()
        self.places = idea_places(network_places(self.model.layer_sizes))
        self.formula = LayerFormula(
            0, self.model.activations[0], self.palette, size=self.places.formula_size
        ).move_to(self.places.formula, aligned_edge=UP + RIGHT)
        self.function = self.as_a_function()
        corners = (self.formula, self.function)
        self.diagram = NetworkDiagram(
            self.model,
            self.palette,
            spoken_of=[self.trace.answer],
            corner=(
                max(part.width for part in corners) + CORNER_GAP,
                max(part.height for part in corners) + CORNER_GAP,
            ),
        )
        self.lights = self.diagram.connections
        self.disc = self.diagram.columns[0][self.neuron]
        radius = max(1.4 * self.disc.width / 2, SMALLEST_RING)
        self.ring = Circle(radius, color=self.palette.signal, stroke_width=3).move_to(self.disc)

    def pixels(self) -> Words:
        self.beat(
            "pixels",
            _("Once more, from the start. A picture is {count} numbers."),
            count=self.sizes[0],
        )
        diagram, inputs = self.diagram, self.record["trace.ink"]
        diagram.show_input(inputs)
        pixel_note = note(_("{count} pixels"), count=self.sizes[0])
        pixel_note.next_to(diagram.image_frame, DOWN, buff=self.places.note_gap)
        early, late = VGroup(pixel_note), VGroup()
        if self.places.is_note_late:
            early, late = late, early
        self.play(FadeIn(diagram.image, diagram.image_frame, *early), run_time=0.8)
        cloud, travel = fold_into_column(diagram, seconds=1.4)
        self.play(travel)
        self.add(diagram.strip)
        self.remove(cloud)
        self.play(FadeIn(diagram.strip_frame, *late), run_time=0.3)
        self.rest(0.5)
        return pixel_note

    def layers(self) -> VGroup:
        """The columns with their sizes; the signal runs through all of them."""
        self.beat("layers", _("Layers of neurons. Each layer decides what the next one holds."))
        diagram, columns = self.diagram, self.diagram.columns
        badges = VGroup()
        for column, size in zip(columns, self.sizes[1:], strict=True):
            badge = Badge(Words("{count}", size="note", count=size))
            badges.add(badge.next_to(column[-1], RIGHT, buff=0.16))
            badge.shift(max(0.0, self.area.bottom - badge.get_bottom()[1]) * UP)
        # Beside the last output its name stands.
        badge.next_to(columns[-1][-1], DOWN, buff=0.16)
        if badge.get_bottom()[1] < self.area.bottom:
            badge.next_to(diagram.end_of(-1), RIGHT, buff=0.25)
        arriving = [FadeIn(column, shift=0.2 * RIGHT) for column in columns]
        self.play(LaggedStart(*arriving, lag_ratio=0.25), FadeIn(diagram.names), run_time=1.0)
        # The connections lie under the neurons and the sizes.
        self.lights.set_z_index(-1)
        self.add(self.lights)
        self.play(LaggedStart(*map(FadeIn, badges), lag_ratio=0.25), run_time=0.6)
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=0.8))
            self.play(propagate(diagram, self.record, layer, seconds=0.8))
        box = diagram.answer_box(self.trace.answer)
        self.play(FadeIn(box, scale=1.3), *name_winner(diagram, self.trace.answer), run_time=0.6)
        self.rest(0.6)
        return badges

    def weights(self, badges: VGroup) -> list[Mobject]:
        """The weights into one neuron gather above the picture."""
        self.beat(
            "weights", _("Every connection has a weight. This neuron has one for every pixel.")
        )
        weights = self.record["model.layers[0].weights"].row(self.neuron)
        room = self.places.grid
        grid = WeightGrid(weights, side=room.height, palette=self.palette)
        grid.move_to(room.center)
        grid_note = note(_("weights"))
        grid_note.next_to(grid, DOWN, buff=0.12)
        to_one = single_out(self.diagram, self.record, self.neuron)[0]
        hidden = [*self.lights[1:], *badges[:-1]]
        gone = [FadeOut(part) for part in hidden]
        self.play(to_one, *gone, Create(self.ring), run_time=0.8)
        beads = beads_on(self.lights[0], self.neuron, grid)
        self.play(FadeIn(beads), FadeIn(grid.frame), run_time=0.4)
        self.play(gather(beads, grid, seconds=1.5))
        self.add(grid)
        self.remove(beads)
        self.play(FadeIn(grid_note), run_time=0.4)
        self.rest(0.5)
        return hidden

    def the_sum(self) -> ValueLabel:
        """The signal comes in, and the neuron's sum counts."""
        self.beat(
            "sum",
            _("Weights times activations, plus a bias: the sum is {total}."),
            total=self.total,
        )
        shown = {"decimals": self.total.decimals, "signed": True}
        count = max(1, self.record.number(f"{SUM}.term_count").value)
        steps = [step.shown_as(**shown) for step in self.record[f"{SUM}.sums"]][: int(count)]
        color = self.palette.signal
        value = ValueLabel(steps[0], size="body", color=color, align="left")
        value.next_to(self.beside(), RIGHT, buff=0.15).set_y(self.disc.get_y())
        flow = self.record["trace.layers[0].contributions"]
        light = np.zeros(flow.values.shape)
        light[self.neuron] = flow_light(flow.values[self.neuron])
        self.lights[0].send(light, flow.row(self.neuron))
        self.play(self.lights[0].animate.set_front(1), FadeIn(value), run_time=0.9)
        order = self.record[f"{SUM}.order"].values[: len(steps)]
        terms = [flow[self.neuron, int(i)] for i in order]
        self.play_sounds(ticks(terms, turns(len(steps) + 1, 1.5)[:-1]))
        self.play(Count(value, [*steps, self.total]), run_time=1.5)
        self.rest(0.6)
        return value

    def squished(self, value: ValueLabel) -> tuple[ValueLabel, BendPlot | VGroup]:
        """The sum goes up to the curve, and comes back as the activation."""
        function = self.model.activations[0]
        self.beat("squish", _(activation_look(function).on_neuron), activation=self.activation)
        after = ValueLabel(self.activation, size="body", color=self.palette.signal)
        after.next_to(self.beside(), RIGHT, buff=0.15).set_y(self.disc.get_y())
        plot = VGroup()
        if activation_function(function).is_elementwise:  # or one neuron has no curve
            plot, flying = self.bend_plot(function), value.copy()
            self.play(FadeIn(plot.plane, shift=0.2 * UP), run_time=0.6)
            self.play(ReplacementTransform(flying, plot.total), run_time=0.9)
            self.play(Create(plot.drop), run_time=0.5)
            self.play(FadeIn(plot.dot, plot.activation), run_time=0.4)
            self.remove(*plot.get_family())
            self.add(plot)
        self.play(FadeOut(value), run_time=0.3)
        coming = plot.activation if plot else self.disc
        self.play(FadeIn(after, target_position=coming), run_time=0.8)
        self.rest(0.6)
        return after, plot

    def the_matrix(
        self, hidden: Sequence[Mobject], value: ValueLabel, plot: BendPlot | VGroup
    ) -> None:
        """All connections shine again, and the line of a whole layer is put together."""
        self.beat("matrix", _("A whole layer at once: a matrix times a vector."))
        for i, light in enumerate(self.lights[1:], 1):
            flow = self.record[f"trace.layers[{i}].contributions"]
            light.set_light(flow_light(flow.values), flow)
        flow = self.record["trace.layers[0].contributions"]
        back = self.lights[0].animate.set_light(flow_light(flow.values), flow)
        self.play(back, *map(FadeIn, hidden), FadeOut(value), run_time=1.0)
        formula = self.formula
        sources = {
            "w": self.lights[0], "in": self.diagram.strip, "b": self.diagram.columns[0],
            "s": plot or self.disc, "out": self.diagram.columns[0],
        }  # fmt: skip
        flights = [
            FadeIn(formula.select(name), target_position=source.get_center())
            for name, source in sources.items()
        ]
        signs = [formula.select(name) for name in SIGNS]
        self.play(LaggedStart(*flights, lag_ratio=0.3), run_time=1.9)
        self.play(FadeIn(*signs), run_time=0.4)
        self.remove(*formula.get_family())
        self.add(formula)
        self.rest(0.7)

    def a_function(self, pixel_note: Words, last_badge: Mobject) -> tuple[Words, VGroup]:
        """What goes in, what comes out, and what is inside."""
        self.beat(
            "function",
            _("And all of it is one function, with {count} parameters."),
            count=self.parameters,
        )
        ends, count = self.function
        flying = pixel_note.slot("count").copy()
        self.play(
            FadeOut(flying, target_position=ends.slot("inputs").get_center()),
            FadeOut(last_badge, target_position=ends.slot("outputs").get_center()),
            run_time=0.8,
        )
        self.play(FadeIn(ends), run_time=0.5)
        self.at_word("count")
        self.play(FadeIn(count, shift=0.15 * UP), run_time=0.6)
        self.add(self.function)
        self.rest(0.7)
        return count, self.function

    def the_whole(self) -> None:
        self.beat("the-whole", _("This is a neural network. Nothing more is in there."))
        self.rest(2.2)

    def what_comes_next(self, count: Words, function: VGroup) -> None:
        """Only the parameters stay, with the question of how they are found."""
        self.beat("what-comes-next", _("One question is left: how does it find these numbers?"))
        total = Words(_("{count} parameters"), size="title", count=self.parameters)
        question = Words(_("What comes next: how it learns"), color=theme.SECONDARY)
        names = VGroup(
            *(
                Words(name, size="title", color=self.palette.signal)
                for name in (_("gradient descent"), _("backpropagation"))
            )
        ).arrange(self.places.names_side, buff=self.places.names_gap)
        VGroup(total, question, names).arrange(DOWN, buff=self.places.next_gap).move_to(
            self.area.center
        )
        function.remove(count)
        self.add(count)
        rest = [m for m in self.mobjects if m is not count]
        self.play(FadeOut(*rest), run_time=1.0)
        self.play(ReplacementTransform(count, total), run_time=1.0)
        self.rest(0.4)
        self.play(FadeIn(question, shift=0.2 * UP), run_time=0.7)
        for name in names:
            self.play(FadeIn(name, shift=0.2 * UP), run_time=0.7)
            self.rest(0.2)

    def as_a_function(self) -> VGroup:
        """Numbers in and out, and below them the number of parameters."""
        edge = self.places.function_edge
        ends = Words(
            numbers_kept(_("{inputs} numbers in, {outputs} out")), size="note",
            width=self.places.function_width, align="left" if edge is LEFT else "right",
            inputs=self.sizes[0], outputs=self.sizes[-1],
        )  # fmt: skip
        count = Words(_("{count} parameters"), size="note", count=self.parameters)
        function = VGroup(ends, count).arrange(DOWN, buff=0.12, aligned_edge=edge)
        return function.move_to(self.places.function, aligned_edge=DOWN + RIGHT)

    def bend_plot(self, function: str) -> BendPlot:
        """The curve of the first layer's function, below the picture."""
        reach = max(REACH, abs(self.total.value))
        self.record = self.record.with_root(
            BEND, squish([-reach, self.total.value, reach], function)
        )
        plane = self.places.plane
        return BendPlot(
            self.record, BEND, total=self.total, activation=self.activation,
            name=activation_look(function).symbol, corner=plane.at(0, 0),
            width=plane.width, height=plane.height, color=self.palette.signal,
        )  # fmt: skip

    def beside(self) -> Mobject:
        """What the neuron's number stands to the right of: an output has its name there."""
        if len(self.model.layers) > 1:
            return self.ring
        return self.diagram.end_of(self.neuron)
