"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
)

from network.analysis.confidence import confidence
from network.digits.datasets import load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import MOST_ROWS, HidingBox, PicturedOutputs
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate, send
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

GUTTER = 0.8
"""Between the two halves of the last picture."""
VERDICT_ROOM = 0.85
"""Below them."""
BEHIND = -1
ADDS_UP = "softmax"
ON_ITS_OWN = "sigmoid"


class TheOutputLayer(Chapter):
    """What the network answers, and how sure it is."""

    is_first_cut = True
    summary = N_(
        "One output for each possible answer. The brightest is the choice, and what it holds is"
        " confidence, not probability."
    )
    concepts = (N_("output layer"), N_("confidence"), N_("classification"))
    measurements = ("undecided_digit",)
    beats: ClassVar = {
        "one-for-each-answer": Beat(
            "one for each answer",
            "An empty picture, a closed box with a question mark, and ten circles named after the"
            " digits.",
        ),
        "a-run": Beat(
            "a run",
            "A digit enters; {positive} and {negative} lines glow into the box and out of it, and"
            " the ten circles fill.",
        ),
        "the-choice": Beat(
            "the choice", "The brightest circle gets a yellow frame and its number."
        ),
        "another-picture": Beat(
            "another picture", "A hard to read digit: two of the circles are almost as bright."
        ),
        "number-by-number": Beat(
            "number by number", "For both pictures, ten bars with their numbers, side by side."
        ),
        "their-sums": Beat(
            "their sums",
            "Below both charts stand their sums, neither of them one. A line says: confidence,"
            " not probability.",
        ),
    }

    def construct(self) -> None:
        self.other = "measurement.undecided_run"
        self.last = len(self.model.layers) - 1
        self.activation = self.model.activations[-1]
        self.count = self.record.number(f"model.layer_sizes[{self.last + 1}]", decimals=None)
        spoken_of = [self.trace.answer]
        if self.has_choice:
            self.find_undecided()
            torn = self.undecided.confidence
            spoken_of += [torn.answer, torn.runner_up]
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=spoken_of)
        self.one_for_each_answer()
        self.a_run()
        self.the_choice()
        if self.has_choice:
            self.another_picture()
            self.number_by_number()
            self.their_sums()
        self.rest()

    def find_undecided(self) -> None:
        """Find the test image that the network is most undecided about, and run it."""
        found = self.measured("undecided_digit")
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        if self.model.reads_digits:
            data = data.for_model(self.model)
        self.undecided = found
        clear = confidence(self.trace.layers[-1].activations)
        self.record = (
            self.record.with_root(self.other, forward(self.model, data.images[found.index]))
            .with_root("measurement.undecided_digit", found)
            .with_root("measurement.this_digit", clear)
        )

    def one_for_each_answer(self) -> None:
        """The last layer arrives, with its names, beside a box that hides the rest."""
        self.beat(
            "one-for-each-answer",
            _("At the far end stand {count} neurons, one for each possible answer.")
            if self.has_choice
            else _("At the far end stands a single neuron: it alone has to give the answer."),
            count=self.count,
        )
        diagram = self.diagram
        self.play(
            FadeIn(diagram.image_frame, diagram.strip, diagram.strip_frame),
            LaggedStart(*(FadeIn(n, shift=0.2 * LEFT) for n in diagram.columns[-1]), lag_ratio=0.1),
            run_time=1.0,
        )
        self.play(FadeIn(diagram.names, shift=0.15 * LEFT, lag_ratio=0.1), run_time=0.8)
        self.rest(0.5)
        self.lights = [diagram.connections[0], diagram.connections[-1]][: self.last + 1]
        for light in self.lights:
            light.set_z_index(BEHIND)
        self.box = VGroup()
        if self.last:
            self.caption(_("What lies in between stays in a box for now."))
            self.box = HidingBox(diagram.places)
            self.play(FadeIn(self.box), run_time=0.8)

    def a_run(self) -> None:
        said = _("A picture goes in, and each of the neurons gets its number.")
        if not self.has_choice:
            said = _("A picture goes in, and the neuron gets its number.")
        self.beat("a-run", said)
        self.run_through("trace", self.noted(self.subject.source), seconds=1.2)

    def the_choice(self) -> None:
        answer = self.trace.answer
        said = self.by_kind(
            _("The brightest one is the network's choice: {answer}."),
            _("The largest one is the network's choice: {answer}."),
        )
        if self.has_tie():
            said = _("None is ahead of all others, so the first one is its choice: {answer}.")
        if not self.has_choice:
            said = self.by_kind(
                _("One number between zero and one: how much it leans to yes. It names no class."),
                _("One number of any size. It names no class."),
                adding=_("Softmax makes a lone output {one}, whatever goes in. It names no class."),
            )
        self.beat("the-choice", said, answer=self.class_name(answer), one=Verbatim("1"))
        self.marks = [self.diagram.answer_box(answer)]
        self.marks.append(self.value_beside("trace", answer))
        if self.has_choice:
            self.at_word("answer")
        self.play(
            FadeIn(self.marks[0], scale=1.3),
            *name_winner(self.diagram, answer),
            FadeIn(self.marks[1]),
            run_time=0.9,
        )
        self.rest()

    def another_picture(self) -> None:
        """The test image about which the network is most undecided."""
        found = self.undecided
        self.beat(
            "another-picture",
            _("Of all test images that light up an output, this is the closest call."),
        )
        diagram = self.diagram
        self.play(
            FadeOut(*self.marks, diagram.image, diagram.strip, self.note),
            *name_winner(diagram, -1),
            *(light.animate.set_light(0 * light.signs) for light in self.lights),
            diagram.columns[-1].animate.rest(),
            run_time=0.8,
        )
        source = self.noted(
            _("{data}: image {index}"), data=Verbatim(_(found.data)), index=Verbatim(found.index)
        )
        self.run_through(self.other, source, seconds=1.0)
        first, second = found.confidence.answer, found.confidence.runner_up
        said = _("It says {first}, just ahead of {second}. Wrong: it is {label}.")
        if found.is_right:
            said = _("It says {first}, just ahead of {second}. And that is right.")
        if not self.model.reads_digits:
            said = _("{first} is just ahead of {second}. The picture shows {label}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The right answer is {label}.")
        label = found.label
        self.caption(
            said,
            first=self.class_name(first),
            second=self.class_name(second),
            label=self.class_name(label) if self.model.reads_digits else Verbatim(label),
        )
        self.marks = [self.value_beside(self.other, i) for i in (first, second)]
        colors = [diagram.names[i].animate.set_color(theme.TEXT) for i in (first, second)]
        self.play(FadeIn(*self.marks), *colors, run_time=0.8)
        self.rest()

    def number_by_number(self) -> None:
        """Both pictures with all their outputs, side by side."""
        self.beat(
            "number-by-number",
            _("Here are all {count} numbers for both pictures, side by side.")
            if len(self.model.layers[-1].biases) <= MOST_ROWS
            else _("Here are the largest of the {count} numbers for both pictures, side by side."),
            count=self.count,
        )
        area, diagram = stage(), self.diagram
        room = replace(area, bottom=area.bottom + VERDICT_ROOM)
        paths = ("measurement.this_digit", "measurement.undecided_digit.confidence")
        clear, wavering = self.halves = [
            PicturedOutputs(
                self.record[f"{trace}.ink"],
                self.record.outputs(trace),
                self.record.number(f"{path}.total", decimals=3),
                names=self.model.labels,
                activation=self.activation,
                room=half,
            )
            for trace, path, half in zip(
                ("trace", self.other), paths, room.columns(1, 1, gap=GUTTER), strict=True
            )
        ]
        gone = [self.box, diagram.strip, diagram.strip_frame, self.note, *self.marks]
        # The lights first: a box that fades must not show what it hides.
        self.play(FadeOut(*self.lights), run_time=0.4)
        self.play(FadeOut(*gone), run_time=0.5)
        self.play(
            ReplacementTransform(diagram.image, wavering.image),
            ReplacementTransform(diagram.image_frame, wavering.frame),
            ReplacementTransform(diagram.columns[-1], wavering.chart.neurons),
            ReplacementTransform(diagram.names, wavering.chart.names),
            run_time=1.2,
        )
        self.play(
            FadeIn(clear.image, clear.frame, clear.chart.neurons, clear.chart.names), run_time=0.7
        )
        charts = (clear.chart, wavering.chart)
        self.play(*(FadeIn(chart.dots) for chart in charts if chart.dots), run_time=0.3)
        bars = [ReplacementTransform(chart.flat(), chart.bars) for chart in charts]
        values = [FadeIn(chart.values, lag_ratio=0.1) for chart in charts]
        self.play(*bars, *values, run_time=1.3)
        self.rest()

    def their_sums(self) -> None:
        """What the outputs add up to, and what they are therefore."""
        self.beat(
            "their-sums", _(self.by_kind(*MEANINGS[:2], adding=MEANINGS[2])), one=Verbatim("1")
        )
        sums = [
            AnimationGroup(Create(half.chart.rule), FadeIn(half.chart.tally, shift=0.2 * DOWN))
            for half in self.halves
        ]
        self.play(LaggedStart(*sums, lag_ratio=0.5), run_time=1.4)
        self.rest()
        verdict = Words(
            self.by_kind(
                _("confidence, not probability"),
                _("scores, not probabilities"),
                adding=_("numbers made to add up to {one}"),
            ),
            color=self.palette.signal,
            one=Verbatim("1"),
        )
        verdict.move_to([stage().center[0], stage().bottom + 0.3, 0])
        self.play(FadeIn(verdict, shift=0.2 * UP), run_time=0.9)

    def run_through(self, trace: str, source: Words, *, seconds: float) -> None:
        """A picture goes in on the left; the outputs fill."""
        diagram, inputs = self.diagram, self.record[f"{trace}.ink"]
        self.note = source
        diagram.show_image(inputs)
        self.play(FadeIn(diagram.image, diagram.image_frame, self.note), run_time=0.8)
        self.play(FoldIntoColumn(diagram, inputs, seconds=seconds))
        if self.last:
            self.play(send(diagram, self.record, 0, trace=trace, seconds=seconds))
            glow = self.box.panel.copy().set_fill(opacity=0)
            glow.set_stroke(self.palette.signal, width=3)
            self.play(FadeIn(glow), run_time=0.45)
            self.play(FadeOut(glow), run_time=0.45)
        self.play_sounds(
            lit_outputs(self.record, self.model, self.last, trace=trace, seconds=seconds)
        )
        self.play(propagate(diagram, self.record, self.last, trace=trace, seconds=seconds))
        self.rest(0.4)

    def by_kind(self, unit: str, free: str, *, adding: str | None = None) -> str:
        """The words that are true for what the last activation function gives."""
        if self.activation == ADDS_UP:
            return unit if adding is None else adding
        return unit if self.activation == ON_ITS_OWN else free

    def noted(self, template: str, **slots: Verbatim) -> PictureNote:
        """What the picture is, near it."""
        return PictureNote(self.diagram, template, side=DOWN, gap=0.3, **slots)

    def value_beside(self, trace: str, output: int) -> ValueLabel:
        """The number of an output, beside its name."""
        shown = self.record.outputs(trace)[output].shown_as(decimals=3)
        value = ValueLabel(shown, color=self.palette.signal)
        place = self.diagram.answer_box(output)
        return value.next_to(place, RIGHT, buff=0.15)


MEANINGS = (
    N_("Each is a number of its own. Nothing makes them add up to {one}."),
    N_("Each is a number of its own and may be of any size. Nothing makes them add up to {one}."),
    N_("The last step of this network, softmax, makes them add up to {one}."),
)
