"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    RoundedRectangle,
    Succession,
    VGroup,
    Wait,
)

from network.confidence import confidence
from network.forward import forward
from network.test_data import load_test_data
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.measuring import measured
from scenes.mobjects.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.output_chart import OutputChart
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text import Name, Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.motion.propagation import fold_into_column, name_winner
from scenes.words import _

if TYPE_CHECKING:
    from scenes.sourced import Sourced

IMAGE_SIDE = 1.8
GUTTER = 0.8
"""Between the two halves of the last picture."""
NOTE_WIDTH = 2.5
BEFORE_BOX = 0.9
ARRIVAL = 0.55
"""Share of a signal's time after which neurons begin to fill."""
ADDS_UP = "softmax"
ON_ITS_OWN = "sigmoid"


class TheOutputLayer(Chapter):
    """What the network answers, and how sure it is."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.one_for_each_answer()
        self.a_run("trace", seconds=1.3)
        self.the_choice()
        self.another_picture()
        self.number_by_number()
        self.their_sums()
        self.rest(1.5)

    def prepare(self) -> None:
        """Find the test image that the network is most undecided about, and run it."""
        found = measured("undecided_digit", self.model, mnist_dir=self.settings.mnist_dir)
        data = load_test_data(self.settings.mnist_dir, form=self.subject.form)
        self.other = "measurement.undecided_run"
        self.undecided = found
        clear = confidence(self.trace.layers[-1].activations)
        self.record = (
            self.record.with_root(self.other, forward(self.model, data.images[found.index]))
            .with_root("measurement.undecided_digit", found)
            .with_root("measurement.this_digit", clear)
        )
        self.last = len(self.model.layers) - 1
        self.activation = self.model.activations[-1]
        self.count = self.record.number(f"model.layer_sizes[{self.last + 1}]", decimals=None)

    def one_for_each_answer(self) -> None:
        """The last layer arrives, with its names, beside a box that hides the rest."""
        self.beat(
            "one for each answer",
            _("At the far end stand {count} neurons, one for each possible answer."),
            count=self.count,
        )
        diagram = self.diagram = NetworkDiagram(self.model, self.palette)
        self.play(
            FadeIn(diagram.image_frame, diagram.strip, diagram.strip_frame),
            LaggedStart(*(FadeIn(n, shift=0.2 * LEFT) for n in diagram.columns[-1]), lag_ratio=0.1),
            run_time=1.0,
        )
        self.play(FadeIn(diagram.names, shift=0.15 * LEFT, lag_ratio=0.1), run_time=0.8)
        self.rest(0.5)
        self.lights = [diagram.connections[0], diagram.connections[-1]][: self.last + 1]
        self.add(*self.lights)
        self.box = VGroup()
        if self.last:
            self.caption(_("What happens in between stays in a box for now."))
            self.box = self.hiding_box()
            self.play(FadeIn(self.box), run_time=0.8)

    def a_run(self, trace: str, *, seconds: float) -> None:
        """A picture goes in on the left; the outputs fill."""
        diagram, inputs = self.diagram, self.record[f"{trace}.inputs"]
        if trace == "trace":
            self.beat("a run", _("A picture goes in, and each of the neurons gets its number."))
            self.note = self.noted(Words(self.subject.source, size="note", width=NOTE_WIDTH))
        diagram.show_image(inputs)
        self.play(FadeIn(diagram.image, diagram.image_frame, self.note), run_time=0.8)
        cloud, travel = fold_into_column(diagram, seconds=seconds)
        self.play(travel)
        diagram.strip.set_opacity(1)
        diagram.show_strip(inputs)
        self.add(diagram.strip, diagram.strip_frame)
        self.remove(cloud)
        if self.last:
            self.send(0, trace, seconds)
            self.play(self.box[0].animate.set_stroke(self.palette.signal, width=3), run_time=0.5)
            self.play(self.box[0].animate.set_stroke(theme.RULE, width=2), run_time=0.5)
        self.send(self.last, trace, seconds)
        self.rest(0.4)

    def the_choice(self) -> None:
        """A box lands on the largest output."""
        answer = self.trace.answer
        self.beat(
            "the choice",
            self.by_kind(
                _("The brightest one is the network's choice: {answer}."),
                _("The largest one is the network's choice: {answer}."),
            ),
            answer=Name(answer),
        )
        self.marks = [self.diagram.answer_box(answer)]
        self.marks.append(self.value_beside("trace", answer))
        self.play(
            FadeIn(self.marks[0], scale=1.3),
            *name_winner(self.diagram, answer),
            FadeIn(self.marks[1]),
            run_time=0.9,
        )
        self.rest(1.0)

    def another_picture(self) -> None:
        """The test image about which the network is most undecided."""
        found = self.undecided
        self.beat(
            "another picture",
            _("Now the test image on which this network wavers most."),
        )
        diagram = self.diagram
        self.play(
            FadeOut(*self.marks, diagram.image, diagram.strip, self.note),
            *name_winner(diagram, -1),
            *(light.animate.set_light(0 * light.signs) for light in self.lights),
            diagram.columns[-1].animate.rest(),
            run_time=0.8,
        )
        source = Words(
            _("{data}: image {index}"),
            size="note",
            width=NOTE_WIDTH,
            data=Name(_(found.data)),
            index=Name(found.index),
        )
        self.note = self.noted(source)
        self.a_run(self.other, seconds=1.0)
        first, second = found.confidence.answer, found.confidence.runner_up
        self.caption(
            _("{first} and {second} are almost level. It was meant as {label}."),
            first=Name(first),
            second=Name(second),
            label=Name(found.label),
        )
        self.marks = [self.value_beside(self.other, i) for i in (first, second)]
        colors = [diagram.names[i].animate.set_color(theme.TEXT) for i in (first, second)]
        self.play(FadeIn(*self.marks), *colors, run_time=0.8)
        self.rest(1.2)

    def number_by_number(self) -> None:
        """Both pictures with all their outputs, side by side."""
        self.beat(
            "number by number",
            _("All {count} numbers of both pictures, side by side."),
            count=self.count,
        )
        area, diagram = stage(), self.diagram
        middle = area.center[0]
        total = "measurement.undecided_digit.confidence.total"
        self.charts = [
            self.chart("trace", area.left, middle - GUTTER / 2, "measurement.this_digit.total"),
            self.chart(self.other, middle + GUTTER / 2, area.right, total),
        ]
        (one, one_frame), (two, two_frame) = (
            self.pictured(trace, chart)
            for trace, chart in zip(("trace", self.other), self.charts, strict=True)
        )
        clear, wavering = self.charts
        gone = [self.box, diagram.strip, diagram.strip_frame, self.note, *self.marks]
        # The lights first: a box that fades must not show what it hides.
        self.play(FadeOut(*self.lights), run_time=0.5)
        self.play(FadeOut(*gone), run_time=0.7)
        self.play(
            ReplacementTransform(diagram.image, two),
            ReplacementTransform(diagram.image_frame, two_frame),
            ReplacementTransform(diagram.columns[-1], wavering.neurons),
            ReplacementTransform(diagram.names, wavering.names),
            run_time=1.3,
        )
        self.play(FadeIn(one, one_frame, clear.neurons, clear.names), run_time=0.8)
        bars = [ReplacementTransform(chart.flat(), chart.bars) for chart in self.charts]
        values = [FadeIn(chart.values, lag_ratio=0.1) for chart in self.charts]
        self.play(*bars, *values, run_time=1.4)
        self.rest(1.0)

    def their_sums(self) -> None:
        """What the outputs add up to, and what they are therefore."""
        self.beat("their sums", self.by_kind(*MEANINGS[:2], adding=MEANINGS[2]), one=Name("1"))
        for chart in self.charts:
            self.play(Create(chart.rule), FadeIn(chart.tally, shift=0.2 * DOWN), run_time=0.9)
        self.rest(1.0)
        verdict = Words(
            self.by_kind(
                _("confidence, not probability"),
                _("scores, not probabilities"),
                adding=_("numbers made to add up to {one}"),
            ),
            color=self.palette.signal,
            one=Name("1"),
        )
        verdict.move_to([stage().center[0], stage().bottom + 0.3, 0])
        self.play(FadeIn(verdict, shift=0.2 * UP), run_time=0.9)

    def by_kind(self, unit: str, free: str, *, adding: str | None = None) -> str:
        """The words that are true for what the last activation function gives."""
        if self.activation == ADDS_UP:
            return unit if adding is None else adding
        return unit if self.activation == ON_ITS_OWN else free

    def send(self, layer: int, trace: str, seconds: float) -> None:
        """Let the signal run along connections, and fill the neurons behind the last ones."""
        light = self.diagram.connections[layer]
        contributions = self.record[f"{trace}.layers[{layer}].contributions"]
        light.send(flow_light(contributions.values), contributions)
        animations = [light.animate(run_time=seconds).set_front(1)]
        if layer == self.last:
            outputs = self.record.outputs(trace)
            column = self.diagram.columns[-1].animate(run_time=(1 - ARRIVAL) * seconds)
            fire = column.fire(outputs, self.activation).build()
            animations.append(Succession(Wait(ARRIVAL * seconds), fire))
        self.play(*animations)

    def hiding_box(self) -> VGroup:
        """A box over all that lies between the input and the output layer."""
        area, places = stage(), self.diagram.places
        left = float(places.columns[1][0, 0]) - BEFORE_BOX
        right = float(places.columns[-2][0, 0]) + 1.6 * places.radii[-2]
        box = RoundedRectangle(corner_radius=0.15, width=right - left, height=area.height)
        box.set_stroke(theme.RULE, width=2).set_fill(theme.PANEL, opacity=1)
        box.move_to([(left + right) / 2, area.center[1], 0])
        mark = label("?", size="title", color=theme.TEXT).move_to(box)
        mark.ground = theme.PANEL
        return VGroup(box, mark)

    def value_beside(self, trace: str, output: int) -> ValueLabel:
        """The number of an output, beside its name."""
        shown = self.record.outputs(trace)[output].shown_as(decimals=3)
        value = ValueLabel(shown, color=self.palette.signal)
        place = self.diagram.answer_box(output)
        return value.next_to(place, RIGHT, buff=0.15)

    def noted(self, words: Words) -> Words:
        """What the picture is, below it."""
        return words.set_color(theme.SECONDARY).next_to(self.diagram.image_frame, DOWN, buff=0.3)

    def chart(self, trace: str, left: float, right: float, total: str) -> OutputChart:
        """All outputs in one half of the stage, to the right of a picture."""
        return OutputChart(
            self.record.outputs(trace),
            self.total(total),
            activation=self.activation,
            left=left + IMAGE_SIDE + 0.4,
            right=right,
            top=stage().top - 0.2,
        )

    def total(self, path: str) -> Sourced:
        """A sum, with as many decimals as show that it is not a round number."""
        return self.record.number(path, decimals=3)

    def pictured(self, trace: str, chart: OutputChart) -> tuple[PixelGrid, VGroup]:
        """The picture that a chart is about, to its left."""
        image = image_grid(self.record[f"{trace}.inputs"], side=IMAGE_SIDE)
        image.next_to(chart.neurons, LEFT, buff=0.4)
        return image, grid_frame(image)


MEANINGS = (
    _("Each is a number of its own. Nothing makes them add up to {one}."),
    _("Each is a number of its own and may be of any size. Nothing makes them add up to {one}."),
    _("The last step of this network, softmax, makes them add up to {one}."),
)
