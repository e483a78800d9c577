"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    VGroup,
)

from network.analysis.confidence import confidence
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import (
    VALUE_GAP,
    BarsEndToEnd,
    OutputBars,
    row_value,
)
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Roll
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, propagate, send
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import agreeing_decimals
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced
from scenes.subject.words import _

BEHIND = -1
ADDS_UP = "softmax"
ON_ITS_OWN = "sigmoid"
LEAST_SEEN = 1 / 1.2
"""Of the stage, while all outputs are seen with their bars."""
MARGIN = 0.3
"""Above the first of them and below the last: their numbers are higher than they are."""
BARS_GAP = 0.3
"""Between the names of the outputs and their bars."""
ROLL_ROOM = 0.05
"""As far as digits slide when a number is rounded: others stand right above and below."""
DECIMALS = 3
"""Of a single output."""
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
            "the choice",
            "Beside each circle lies a bar as long as its number is large. The brightest circle"
            " gets a yellow frame and its number.",
        ),
        "another-picture": Beat(
            "another picture",
            "A hard to read digit: two of the circles are almost as bright, two bars almost as"
            " long. The longer one is framed.",
        ),
        "number-by-number": Beat(
            "number by number", "Behind each of the ten bars stands its number."
        ),
        "their-sums": Beat(
            "their sums",
            "The bars were laid end to end on a line with a mark at one: their sum. Then the whole"
            " network is seen again.",
        ),
        "right-or-wrong": Beat(
            "right or wrong",
            "Large words on the box tell whether the network is right.",
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
        self.diagram.show_weights().show_input(self.record["trace.ink"])
        # Where there is no room for all names, some outputs have one.
        names = enumerate(self.diagram.names)
        self.shown = [i for i, name in names if name.family_members_with_points()] or [0]
        self.one_for_each_answer()
        self.a_run()
        self.the_choice()
        if self.has_choice:
            self.another_picture()
            self.number_by_number()
            self.their_sums()
            self.right_or_wrong()
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
        """The last layer arrives, with its names; a box hides what lies between."""
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
        for light in diagram.connections:
            light.set_z_index(BEHIND)
        self.play(LaggedStart(*arriving, lag_ratio=0.15), FadeIn(diagram.connections), run_time=1.4)
        self.play(FadeIn(diagram.names, shift=0.15 * LEFT, lag_ratio=0.1), run_time=0.8)
        self.lights = [diagram.connections[0], diagram.connections[-1]][: self.last + 1]
        self.box = VGroup()
        if self.last:
            self.box = HidingBox(diagram.places)
            self.drift(diagram.columns[-1], until="box")
            self.play(FadeIn(self.box), run_time=0.8)
            self.remove(diagram.connections).add(*self.lights)
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
        self.come_to_the_bars("trace")
        self.marks = VGroup(self.diagram.answer_box(answer), self.value_of("trace", answer))
        lamp = self.diagram.columns[-1][answer]
        if self.has_choice:
            self.drift(lamp, until="answer")
        self.play(FadeIn(self.marks[0], scale=1.3), FadeIn(self.marks[1]), run_time=0.7)
        self.drift(lamp)

    def another_picture(self) -> None:
        """The test image about which the network is most undecided."""
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
            FadeOut(self.marks, self.bars),
            *self.goes_dark(),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape)),
            FadeIn(source),
            self.view.animate.pull_out(),
            run_time=1.0,
        )
        self.play(FoldIntoColumn(diagram, inputs, seconds=0.9))
        self.run_through(self.other, seconds=0.8)
        first, second = found.confidence.answer, found.confidence.runner_up
        said = _("{second} is almost as bright as {first}. It says {answer}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The first one counts, so it says {answer}.")
        names = {"first": first, "second": second, "answer": first}
        self.caption(said, **{name: self.class_name(i) for name, i in names.items()})
        self.come_to_the_bars(self.other, FadeOut(source))
        self.values = {i: self.value_of(self.other, i) for i in (first, second)}
        self.marks = VGroup(diagram.answer_box(first))
        self.play(FadeIn(*self.values.values()), run_time=0.6)
        self.play(pulse(*self.values.values(), color=self.palette.signal))
        self.drift(self.marks, until="answer")
        self.play(FadeIn(self.marks, scale=1.3), run_time=0.6)
        self.drift(self.marks)

    def number_by_number(self) -> None:
        """Each output shows its number, rounded so that all agree with their sum."""
        self.beat(
            "number-by-number",
            _("Here are all {count} numbers.")
            if len(self.shown) == self.count.value
            else _("Here are some of the {count} numbers."),
            count=self.count,
        )
        outputs = self.record.outputs(self.other)
        self.total = self.record.number("measurement.undecided_digit.confidence.total")
        decimals = agreeing_decimals([(outputs.values.tolist(), self.total.value)], most=DECIMALS)
        self.total = self.total.shown_as(decimals=decimals)
        shown = {i: outputs[i].shown_as(decimals=decimals) for i in self.shown}
        rolls = [Roll(value, shown[i], room=ROLL_ROOM) for i, value in self.values.items()]
        others = {
            i: self.bars.beside(row, shown[i])
            for row, i in enumerate(self.shown)
            if i not in self.values
        }
        arriving = (FadeIn(value, shift=0.15 * LEFT) for value in others.values())
        self.play(*rolls, LaggedStart(*arriving, lag_ratio=0.15), run_time=1.4)
        self.values |= others
        self.drift(self.bars)

    def are_parts_of_the_sum(self) -> bool:
        """Whether bars end to end are as long as the sum: all are there, and none is negative."""
        outputs = self.record.outputs(self.other).values
        return len(self.shown) == len(outputs) and bool(outputs.min() >= 0)

    def their_sums(self) -> None:
        """What the outputs add up to, and what they are therefore."""
        self.beat(
            "their-sums", _(self.by_kind(*MEANINGS[:2], adding=MEANINGS[2])), one=Verbatim("1")
        )
        added = BarsEndToEnd(self.bars, self.total)
        self.shown_beside = [self.bars, *self.values.values()]
        if self.are_parts_of_the_sum():
            self.play(FadeOut(self.bars.tracks, *self.values.values()), run_time=0.4)
            self.play(FadeIn(added.line, run_time=0.4), *added.coming(), run_time=1.2)
            self.play(FadeIn(added.sum, shift=0.2 * UP), run_time=0.5)
            self.at_word("one")
            self.play(FadeIn(added.one, shift=0.2 * UP), run_time=0.5)
            self.shown_beside = [self.bars.bars, added]
        else:
            values = [self.values[i] for i in self.shown]
            walk = (pulse(value, color=self.palette.signal) for value in values)
            self.play(LaggedStart(*walk, lag_ratio=0.25, run_time=2.4))
            self.at_word("one")
        self.drift(self.bars)
        if self.activation in (ON_ITS_OWN, ADDS_UP):
            self.how_sure(added)
        else:
            self.back_to_the_picture()

    def how_sure(self, added: BarsEndToEnd) -> None:
        """The bar of the answer, and then the picture that it is about."""
        answer = self.undecided.confidence.answer
        self.caption(_("They tell how {sure} it is, not how likely it is to be {right}."))
        if self.are_parts_of_the_sum():
            self.play(FadeOut(added), run_time=0.3)
            self.play(*self.bars.going_home(), run_time=0.7)
            self.play(FadeIn(self.bars.tracks), run_time=0.3)
            value = self.value_of(self.other, answer)
            self.shown_beside = [self.bars, value]
            self.at_word("sure")
            self.play(FadeIn(value, scale=1.3), run_time=0.5)
        else:
            self.point_at("sure", self.values[answer])
        self.drift(self.bars, until="right")
        self.back_to_the_picture()

    def back_to_the_picture(self) -> None:
        """The whole network again, its box without a question mark."""
        mark = [FadeOut(self.box.mark)] if self.last else []
        self.play(FadeOut(*self.shown_beside), *mark, self.view.animate.pull_out(), run_time=1.0)

    def right_or_wrong(self) -> None:
        """On the box, as large as can be."""
        found = self.undecided
        label = self.class_name(found.label) if self.model.reads_digits else Verbatim(found.label)
        said = _("This one really is {label}: the network is {verdict:right}.")
        verdict = _("right")
        if not found.is_right:
            said = _("This one is {label}: the network is {verdict:wrong}.")
            verdict = _("wrong")
        self.beat("right-or-wrong", said, label=label)
        self.words = VGroup()
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
        self.at_word("verdict")
        self.play(FadeIn(lines[1], scale=1.4), run_time=0.6)
        self.rest(0.4)

    def all_at_rest(self) -> None:
        """Back to the first picture, before anything ran: the next scene begins here."""
        self.fall_silent()
        diagram, inputs = self.diagram, self.record["trace.ink"]
        changes = [FadeOut(self.marks), FadeOut(self.bars)]
        if self.has_choice:
            words = [FadeOut(self.words), FadeIn(self.box.mark)] if self.last else []
            changes = [FadeOut(self.marks), Succession(*words)]
        self.play(
            *changes,
            *self.goes_dark(),
            self.view.animate.pull_out(),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.show_image(inputs),
            run_time=1.2,
        )

    def come_to_the_bars(self, trace: str, *leaving: Animation) -> None:
        """Come to the outputs, and let the bars of a trace grow beside them."""
        lamps, whole = self.diagram.columns[-1], stage()
        share = max(LEAST_SEEN, (lamps.height + 2 * MARGIN) / whole.height)
        near = whole.scaled(share).around(lamps)
        near = near.shifted(float(lamps.get_left()[0]) - near.left, 0.0)
        self.bars = self.bars_of(trace, near)
        self.play(
            self.view.animate.look_at(near, share=1.0),
            FadeIn(self.bars.tracks, lag_ratio=0.1),
            *leaving,
            run_time=1.0,
        )
        self.play(*self.bars.growing(), run_time=0.8)

    def bars_of(self, trace: str, near: Stage) -> OutputBars:
        """All bars, so long that they have room behind the names: with numbers, and end to end."""
        traces = ["trace", self.other] if self.has_choice else ["trace"]
        values = np.concatenate([self.record.outputs(each).values for each in traces])
        low, high = min(0.0, float(values.min())), max(1.0, float(values.max()))
        left = max(self.diagram.end_of(i).get_right()[0] for i in self.shown) + BARS_GAP
        rows = [float(self.diagram.end_of(i).get_y()) for i in self.shown]
        numbers = (row_value(self.output(each, i), rows) for each in traces for i in self.shown)
        beside = near.right - left - VALUE_GAP - max(number.width for number in numbers)
        unit = beside / (high - low)
        if self.has_choice and self.are_parts_of_the_sum():
            unit = min(unit, (near.right - left) / self.undecided.confidence.total)
        outputs = self.record.outputs(trace)
        return OutputBars(
            [outputs[i] for i in self.shown],
            rows=rows,
            left=left, unit=unit, low=low, high=high,
        )  # fmt: skip

    def output(self, trace: str, output: int) -> Sourced:
        """The number of an output."""
        return self.record.outputs(trace)[output].shown_as(decimals=DECIMALS)

    def value_of(self, trace: str, output: int) -> ValueLabel:
        """The number of an output, behind its bar."""
        row, number = self.shown.index(output), self.output(trace, output)
        return self.bars.beside(row, number, self.palette.signal)

    def goes_dark(self) -> list[Animation]:
        """No signal runs, and no output is lit."""
        return [
            *(light.animate.set_light(0 * light.signs).build() for light in self.lights),
            self.diagram.columns[-1].animate.rest().build(),
        ]

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


MEANINGS = (
    N_("Nothing makes them add up to {one}."),
    N_("Each may be of any size: nothing makes them add up to {one}."),
    N_("The last step of this network, softmax, makes them add up to {one}."),
)
