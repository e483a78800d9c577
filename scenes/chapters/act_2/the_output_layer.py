"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    VGroup,
)

from network.analysis.confidence import confidence
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import OutputBars
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, propagate, send
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import agreeing_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

BEHIND = -1
ADDS_UP = "softmax"
ON_ITS_OWN = "sigmoid"
MOST_DECIMALS = 3
CLOSE, SPARE = 0.32, 1.25
"""Of the stage that is seen from close by, at least; the same in sizes of what is looked at."""
LAMPS_ZOOM = 1.2
"""While all outputs are seen with their numbers."""
BARS_GAP, BARS_SHARE = 0.35, 0.5
"""Between the numbers of the outputs and their bars; of the stage's width that bars take."""
PANEL_SHARE = 0.74
"""Of the box that hides the layers between: what words on it take at most."""


class TheOutputLayer(Chapter):
    """What the network answers, and how sure it is."""

    summary = N_(
        "One output for each possible answer. The brightest is the choice, and what it holds is"
        " confidence, not probability."
    )
    concepts = (N_("output layer"), N_("confidence"), N_("classification"))
    measurements = ("undecided_digit",)
    allowed_crossings: ClassVar = {
        ("Rectangle", "Rectangle"): "bars come to one line from below and from above",
    }
    beats: ClassVar = {
        "one-for-each-answer": Beat(
            "one for each answer",
            "A digit with its column of pixels, a closed box with a question mark, and ten circles"
            " named after the digits.",
        ),
        "a-run": Beat(
            "a run",
            "{positive} and {negative} lines glow into the box and out of it, and the ten circles"
            " have filled.",
        ),
        "the-choice": Beat(
            "the choice", "The brightest circle gets a yellow frame and its number."
        ),
        "another-picture": Beat(
            "another picture",
            "A hard to read digit: two of the circles are almost as bright. Large words on the box"
            " tell whether the network is right.",
        ),
        "number-by-number": Beat(
            "number by number", "Beside each of the ten circles stands its number, and a bar."
        ),
        "their-sums": Beat(
            "their sums",
            "The numbers as bars, laid end to end on a line with a mark at one. Above them stands"
            " their sum.",
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
        self.diagram.show_input(self.record["trace.ink"])
        self.one_for_each_answer()
        self.a_run()
        self.the_choice()
        if self.has_choice:
            self.another_picture()
            self.number_by_number()
            self.their_sums()
        self.all_at_rest()

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
        """The last layer arrives, with its names; a box hides the rest."""
        diagram = self.diagram
        self.add(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        many, one = (
            _("At the far end: {count} neurons, one for each answer. A {box} hides the rest."),
            _("At the far end stands a single neuron. A {box} hides the rest."),
        )
        if not self.last:
            many, one = (
                _("At the far end stand {count} neurons, one for each answer."),
                _("At the far end stands a single neuron: it alone gives the answer."),
            )
        said = many if self.has_choice else one
        self.beat("one-for-each-answer", said, count=self.count)
        arriving = (FadeIn(n, shift=0.3 * LEFT) for n in diagram.columns[-1])
        self.play(LaggedStart(*arriving, lag_ratio=0.15), run_time=1.4)
        self.play(FadeIn(diagram.names, shift=0.15 * LEFT, lag_ratio=0.1), run_time=0.8)
        self.lights = [diagram.connections[0], diagram.connections[-1]][: self.last + 1]
        for light in self.lights:
            light.set_z_index(BEHIND)
        self.box = VGroup()
        if self.last:
            self.box = HidingBox(diagram.places)
            self.drift(diagram.columns[-1], until="box")
            self.play(FadeIn(self.box), run_time=0.8)
        self.drift(stage())

    def a_run(self) -> None:
        said = _("The picture goes in, and each neuron gets its number.")
        if not self.has_choice:
            said = _("The picture goes in, and the neuron gets its number.")
        self.beat("a-run", said)
        self.run_through("trace", seconds=1.1)

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
        self.marks = VGroup(self.diagram.answer_box(answer), self.value_beside("trace", answer))
        self.play(*self.come_close(answer), run_time=1.2)
        lamp = self.diagram.columns[-1][answer]
        if self.has_choice:
            self.drift(lamp, until="answer")
        self.play(FadeIn(self.marks[0], scale=1.3), FadeIn(self.marks[1]), run_time=0.7)
        self.drift(lamp)

    def another_picture(self) -> None:
        """The test image about which the network is most undecided, and whether it is right."""
        found, diagram = self.undecided, self.diagram
        self.beat(
            "another-picture",
            _("It wavers most on this test image, of all that light up an output.")
            if found.passed_over
            else _("It wavers most on this one, of all test images."),
        )
        source = PictureNote(
            diagram,
            _("MNIST image {index}")
            if found.data == MNIST_TEST_SET
            else _("own digits, image {index}"),
            side=DOWN,
            gap=0.3,
            index=Verbatim(found.index),
        )
        inputs = self.record[f"{self.other}.ink"]
        self.play(
            FadeOut(self.marks),
            *self.goes_dark(),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape)),
            FadeIn(source),
            *self.come_back(),
            run_time=1.0,
        )
        self.note = source
        self.play(FoldIntoColumn(diagram, inputs, seconds=0.9))
        self.run_through(self.other, seconds=0.8)
        first, second = found.confidence.answer, found.confidence.runner_up
        said = _("{second} is almost as bright as {first}. It says {answer}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The first one counts, so it says {answer}.")
        names = {"first": first, "second": second, "answer": first}
        self.caption(said, **{name: self.class_name(i) for name, i in names.items()})
        self.marks = VGroup(
            diagram.answer_box(first), *(self.value_beside(self.other, i) for i in (first, second))
        )
        self.play(*self.come_close(first, second), run_time=1.2)
        self.play(FadeIn(self.marks[1:]), run_time=0.6)
        self.drift(self.marks, until="answer")
        self.play(FadeIn(self.marks[0], scale=1.3), run_time=0.6)
        self.tell_whether_it_is_right()

    def tell_whether_it_is_right(self) -> None:
        """On the box, as large as can be."""
        found = self.undecided
        label = self.class_name(found.label) if self.model.reads_digits else Verbatim(found.label)
        said = _("And it really is {label}: just about {verdict:right}.")
        verdict = _("right")
        if not found.is_right:
            said = _("But it is {label}. The network is {verdict:wrong}.")
            verdict = _("wrong")
        self.caption(said, label=label)
        self.words = VGroup()
        mark = [FadeOut(self.box.mark)] if self.last else []
        self.play(*self.come_back(), *mark, run_time=1.0)
        self.drift(self.diagram.image, until="label")
        if not self.last:
            self.at_word("verdict")
            return
        panel = self.box.panel
        lines = VGroup(
            Words(_("is {label}"), size="title", label=label),
            Words(verdict, size="title", color=self.palette.signal),
        ).arrange(DOWN, buff=0.5)
        lines.scale(PANEL_SHARE * panel.width / lines.width)
        fit(lines, lines.width, PANEL_SHARE * panel.height).move_to(panel)
        for line in lines:
            line.ground = theme.PANEL
        self.words = lines
        self.play(FadeIn(lines[0], shift=0.15 * UP), run_time=0.6)
        self.drift(self.diagram.image, until="verdict")
        self.play(FadeIn(lines[1], scale=1.4), run_time=0.6)
        self.rest(0.4)

    def number_by_number(self) -> None:
        """The view comes to the outputs, and each shows its number."""
        self.beat(
            "number-by-number",
            _("Here are all {count} numbers.")
            if len(self.shown_outputs()) == self.count.value
            else _("Here are some of the {count} numbers."),
            count=self.count,
        )
        outputs = self.record.outputs(self.other)
        self.total = self.record.number("measurement.undecided_digit.confidence.total")
        decimals = agreeing_decimals(
            [(outputs.values.tolist(), self.total.value)], most=MOST_DECIMALS
        )
        self.total = self.total.shown_as(decimals=decimals)
        ends = [self.diagram.end_of(i) for i in self.shown_outputs()]
        right = max(end.get_right()[0] for end in ends) + 0.3
        shown = [outputs[i].shown_as(decimals=decimals) for i in self.shown_outputs()]
        self.values = VGroup(*(ValueLabel(each, align="right") for each in shown))
        right += self.values.width
        for value, end in zip(self.values, ends, strict=True):
            value.end_at(right, end.get_y())
        self.bars = OutputBars(
            shown,
            self.total,
            rows=[end.get_y() for end in ends],
            left=right + BARS_GAP,
            length=BARS_SHARE * stage().width,
        )
        near = stage().scaled(1 / LAMPS_ZOOM).around(Group(self.diagram.columns[-1], self.bars))
        self.play(
            FadeOut(self.marks, self.note, self.words),
            self.view.animate.look_at(near, share=1.0),
            run_time=1.4,
        )
        values = [FadeIn(value, shift=0.15 * RIGHT) for value in self.values]
        bars = self.bars.growing() if self.are_parts_of_the_sum() else []
        self.play(LaggedStart(*values, lag_ratio=0.15), *bars, run_time=1.4)

    def are_parts_of_the_sum(self) -> bool:
        """Whether bars end to end are as long as the sum: all are there, and none is negative."""
        outputs = self.record.outputs(self.other).values
        return len(self.shown_outputs()) == len(outputs) and bool(outputs.min() >= 0)

    def their_sums(self) -> None:
        """What the outputs add up to, and what they are therefore."""
        bars = self.bars
        self.beat(
            "their-sums", _(self.by_kind(*MEANINGS[:2], adding=MEANINGS[2])), one=Verbatim("1")
        )
        if self.are_parts_of_the_sum():
            self.play(FadeIn(bars.line, run_time=0.4), *bars.end_to_end(), run_time=1.3)
            self.drift(bars, until="one")
            self.play(FadeIn(bars.one, shift=0.2 * UP), run_time=0.5)
        else:
            walk = (pulse(value, color=self.palette.signal) for value in self.values)
            self.play(LaggedStart(*walk, lag_ratio=0.25, run_time=1.6))
            self.at_word("one")
        self.play(FadeIn(bars.sum, shift=0.2 * UP), run_time=0.6)
        self.drift(bars)
        if self.activation in (ON_ITS_OWN, ADDS_UP):
            self.caption(_("They tell how {sure} it is, not how likely it is to be right."))
            self.point_at("sure", *(self.diagram.columns[-1][i] for i in self.named))
            self.drift(bars)

    def all_at_rest(self) -> None:
        """Back to the first picture, before anything ran: the next scene begins here."""
        self.fall_silent()
        diagram, inputs = self.diagram, self.record["trace.ink"]
        gone = [self.values, self.bars] if self.has_choice else [*self.marks]
        mark = [FadeIn(self.box.mark)] if self.has_choice and self.last else []
        self.play(
            FadeOut(*gone),
            *mark,
            *self.goes_dark(),
            self.view.animate.pull_out(),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.show_image(inputs),
            run_time=1.2,
        )

    def come_close(self, *outputs: int) -> list[Animation]:
        """Come close to some outputs; names of others would be cut, and go."""
        diagram, whole = self.diagram, stage()
        shown = Group(self.marks, *(diagram.columns[-1][i] for i in outputs))
        share = max(CLOSE, SPARE * shown.width / whole.width, SPARE * shown.height / whole.height)
        self.named = outputs
        return [
            self.view.animate.look_at(whole.scaled(share).around(shown), share=1.0),
            *(diagram.names[i].animate.set_color(theme.TEXT).build() for i in outputs),
            *(FadeOut(name) for i, name in enumerate(diagram.names) if i not in outputs),
        ]

    def come_back(self) -> list[Animation]:
        """Pull out from some outputs; the other names return."""
        names = enumerate(self.diagram.names)
        others = [name.set_color(theme.SECONDARY) for i, name in names if i not in self.named]
        return [self.view.animate.pull_out(), *map(FadeIn, others)]

    def goes_dark(self) -> list[Animation]:
        """No signal runs, and no output is lit."""
        return [
            *(light.animate.set_light(0 * light.signs).build() for light in self.lights),
            self.diagram.columns[-1].animate.rest().build(),
            *(self.diagram.names[i].animate.set_color(theme.SECONDARY).build() for i in self.named),
        ]

    def shown_outputs(self) -> list[int]:
        """Those that have a name: where there is no room for all, some."""
        names = enumerate(self.diagram.names)
        return [i for i, name in names if name.family_members_with_points()]

    def run_through(self, trace: str, *, seconds: float) -> None:
        """What the input column holds goes into the box, and out of it come the outputs."""
        diagram = self.diagram
        if self.last:
            self.play(send(diagram, self.record, 0, trace=trace, seconds=seconds))
            glow = self.box.panel.copy().set_fill(opacity=0)
            glow.set_stroke(self.palette.signal, width=4)
            self.play(FadeIn(glow), run_time=0.45)
            self.play(FadeOut(glow), run_time=0.45)
        self.play_sounds(
            lit_outputs(self.record, self.model, self.last, trace=trace, seconds=seconds)
        )
        self.play(propagate(diagram, self.record, self.last, trace=trace, seconds=seconds))

    def by_kind(self, unit: str, free: str, *, adding: str | None = None) -> str:
        """The words that are true for what the last activation function gives."""
        if self.activation == ADDS_UP:
            return unit if adding is None else adding
        return unit if self.activation == ON_ITS_OWN else free

    def value_beside(self, trace: str, output: int) -> ValueLabel:
        """The number of an output, beside its name."""
        shown = self.record.outputs(trace)[output].shown_as(decimals=3)
        value = ValueLabel(shown, color=self.palette.signal)
        place = self.diagram.answer_box(output)
        return value.next_to(place, RIGHT, buff=0.12)


MEANINGS = (
    N_("Nothing makes them add up to {one}."),
    N_("Each may be of any size: nothing makes them add up to {one}."),
    N_("The last step of this network, softmax, makes them add up to {one}."),
)
