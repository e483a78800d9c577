"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    RIGHT,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import (
    VALUE_GAP,
    VERDICT_SIDE,
    LayerName,
    OutputBars,
    Verdict,
    pitch_of,
    value_room,
)
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.text.typst_text import Verbatim, Words, label
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    OUT_OF_BOX,
    FoldIntoColumn,
    lit_outputs,
    propagate,
    through_box,
)
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.subject.digit_names import one_digit
from scenes.subject.languages import N_
from scenes.subject.subject import own_digit_trace
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.mobjects.text.value_label import ValueLabel
    from scenes.subject.sourced import Sourced

BEHIND = -1
ADDS_UP = "softmax"
ON_ITS_OWN = "sigmoid"
WIDE_SHARE, SQUARE_SHARE, TALL_SHARE = 0.24, 0.28, 0.36
"""Of the stage's width, by its shape: what the network leaves free for the bars."""
BARS_GAP = 0.3
"""Between the names of the outputs and their bars."""
DECIMALS = 3
"""Of a single output."""
OTHER_DIGITS = (4, 7, 1, 2, 3, 5, 6, 8, 9)
"""So much more than the first digit are those that follow it quickly; two of them do."""
OTHER_MARKS = "second", "third"
QUICK = 0.5
"""Seconds in which the outputs follow another picture."""
SPROUT = 0.3
"""Scale of an output as it comes out of the box."""
SWELLS = 1.4
MARK_SHARE = 0.75
"""Of the way from row to row: a tick, a cross or a question mark at most."""
DIM = 0.3


class TheOutputLayer(Chapter):
    """What the network answers, and how sure it is."""

    summary = N_(
        "One output for each possible answer. The brightest is the choice, and a close choice can"
        " be wrong."
    )
    concepts = (N_("output layer"), N_("confidence"), N_("classification"))
    measurements = ("undecided_digit",)
    beats: ClassVar = {
        "one-for-each-answer": Beat(
            "one for each answer",
            "A digit with its column of pixels, a closed box with a question mark, and ten circles"
            " named after the digits, with a brace: the output layer.",
        ),
        "a-run": Beat(
            "a run",
            "Light runs from the column into the box and out of it. The ten circles have filled,"
            " and beside each lies a bar as long as its number is large.",
        ),
        "the-choice": Beat(
            "the choice",
            "A third picture has run through. The brightest circle has a yellow frame, and its"
            " number stands behind its bar.",
        ),
        "another-picture": Beat(
            "another picture",
            "A hard to read digit stands in place of the first. It has run through: two circles are"
            " almost equally bright, and the brighter one has the yellow frame.",
        ),
        "right-or-wrong": Beat(
            "right or wrong",
            "A tick has marked the digit that it really is, and a cross what the network says, if"
            " that was wrong. The first digit stands before the closed box again, and the ten"
            " circles are dark.",
        ),
    }

    def construct(self) -> None:
        self.other = "measurement.undecided_run"
        self.last = len(self.model.layers) - 1
        self.activation = self.model.activations[-1]
        self.count = self.record.number(f"model.layer_sizes[{self.last + 1}]", decimals=None)
        self.find_others()
        spoken_of = [self.answer_of(each) for each in ("trace", *self.others)]
        if self.has_choice:
            self.find_undecided()
            torn = self.undecided.confidence
            spoken_of += [torn.answer, torn.runner_up]
            spoken_of += [self.undecided.label] if self.model.reads_digits else []
        whole = stage()
        upright = TALL_SHARE if whole.is_tall else SQUARE_SHARE
        free = (WIDE_SHARE if whole.is_wide else upright) * whole.width
        self.diagram = NetworkDiagram(
            self.model,
            gray_palette(self.palette),
            spoken_of=spoken_of,
            area=replace(whole, right=whole.right - free),
        )
        self.diagram.show_input(self.record["trace.ink"])
        # Where there is no room for all names, some outputs have one.
        names = enumerate(self.diagram.names)
        self.shown = [i for i, name in names if name.family_members_with_points()] or [0]
        self.one_for_each_answer()
        self.a_run()
        self.the_choice()
        if self.has_choice:
            self.another_picture()
            self.right_or_wrong()
        self.all_at_rest()

    def find_undecided(self) -> None:
        """Find the test image that the network is most undecided about, and run it."""
        found = self.measured("undecided_digit")
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        if self.model.reads_digits:
            data = data.for_model(self.model)
        self.undecided = found
        self.record = self.record.with_root(
            self.other, forward(self.model, data.images[found.index])
        )

    def find_others(self) -> None:
        """Find two of our own digits, each with an answer of its own; none where there is a tie."""
        self.others: list[str] = []
        if not self.has_choice or not self.model.reads_digits or self.has_tie():
            return
        first, answers = self.subject.label or 0, [self.trace.answer]
        for digit in ((first + step) % 10 for step in OTHER_DIGITS):
            trace, name = own_digit_trace(self.settings, digit), f"own_digits[{digit}].trace"
            if trace.answer not in answers and len(answers) <= len(OTHER_MARKS):
                self.record = self.record.with_root(name, trace)
                answers.append(trace.answer)
                self.others.append(name)
        if len(self.others) < len(OTHER_MARKS):
            self.others = []

    def answer_of(self, trace: str) -> int:
        """The largest output of a run, among equals the first."""
        return int(self.record.outputs(trace).values.argmax())

    def one_for_each_answer(self) -> None:
        """Out of a box that hides what lies between grows the last layer, with its names."""
        diagram = self.diagram
        self.lights = [diagram.connections[0], diagram.connections[-1]][: self.last + 1]
        for light in self.lights:
            light.set_z_index(BEHIND)
        self.add(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.add(*self.lights)
        said = _("At the far end stands a single neuron: it alone is the {output} layer.")
        if self.has_choice:
            said = _("At the far end, the {output} layer: {count} neurons, {one} for each answer.")
        self.beat("one-for-each-answer", said, **({"count": self.count} if self.has_choice else {}))
        neurons, names = diagram.columns[-1], diagram.names
        self.box = HidingBox(diagram.places) if self.last else VGroup()
        edge = (self.box if self.last else diagram.strip).get_right()[0]
        arriving = [FadeIn(n, target_position=[edge, n.get_y(), 0], scale=SPROUT) for n in neurons]
        named = [FadeIn(name, shift=0.15 * RIGHT) for name in names]
        self.play(
            FadeIn(self.box, run_time=0.6),
            Succession(Wait(0.4), LaggedStart(*arriving, lag_ratio=0.15, run_time=1.2)),
        )
        self.heading = LayerName(diagram)
        self.at_word("output")
        braces = [GrowFromCenter(self.heading.brace, run_time=0.8)] if self.has_choice else []
        self.play(*braces, FadeIn(self.heading.words, shift=0.2 * RIGHT), run_time=0.8)
        if self.has_choice:
            self.at_word("one")
        self.play(LaggedStart(*named, lag_ratio=0.15, run_time=1.2))
        self.drift(neurons)

    def a_run(self) -> None:
        said = _("The picture goes in, and each neuron gets its {number}.")
        if not self.has_choice:
            said = _("The picture goes in, and the neuron gets its {number}.")
        self.beat("a-run", said)
        self.run_through("trace", FadeOut(self.heading, run_time=0.5), seconds=1.0)
        self.drift(self.diagram.columns[-1], until="number")
        self.bars_grow("trace")

    def the_choice(self) -> None:
        answer = self.trace.answer
        said = self.by_kind(
            _("The {winner:brightest} one is the network's choice: {answer}."),
            _("The {winner:largest} one is the network's choice: {answer}."),
        )
        if self.others:
            said = self.by_kind(
                _(
                    "The {winner:brightest} one is the network's choice:"
                    " here {answer}, here {second}, here {third}."
                ),
                _(
                    "The {winner:largest} one is the network's choice:"
                    " here {answer}, here {second}, here {third}."
                ),
            )
        if self.has_tie():
            said = _("None is ahead of all others, so the {winner:first} is its choice: {answer}.")
        if not self.has_choice:
            said = self.by_kind(
                _("One number between zero and one: how much it leans to yes. It names no class."),
                _("One number of any size. It names no class."),
                adding=_("Softmax makes a lone output {one}, whatever goes in. It names no class."),
            )
        others = {
            mark: self.class_name(self.answer_of(trace))
            for mark, trace in zip(OTHER_MARKS, self.others, strict=False)
        }
        self.beat("the-choice", said, answer=self.class_name(answer), one=Verbatim("1"), **others)
        lamp = self.diagram.columns[-1][answer]
        signal = self.palette.signal
        if self.has_choice:
            self.at_word("winner")
        self.marks = VGroup(self.diagram.answer_box(answer))
        self.play(
            FadeIn(self.marks, scale=1.3),
            pulse(lamp, color=signal, scale=SWELLS),
            *self.numbers_come("trace", answer),
            run_time=0.8,
        )
        if self.has_choice:
            self.drift(lamp, until="answer")
            name = self.diagram.names[answer]
            self.play(
                name.animate.set_color(signal),
                *(value.animate.set_color(signal) for value in self.values.values()),
                run_time=0.4,
            )
        for mark, trace in zip(others, self.others, strict=True):
            self.at_word(mark)
            self.quick_run(trace)
        self.drift(self.diagram.columns[-1])

    def quick_run(self, trace: str) -> None:
        """Another picture stands in place of the last one, and has its own brightest output."""
        diagram, record, signal = self.diagram, self.record, self.palette.signal
        answer, inputs = self.answer_of(trace), record[f"{trace}.ink"]
        self.play(
            FadeOut(self.marks, *self.values.values()),
            diagram.names.animate.set_color(theme.SECONDARY),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.show_image(inputs),
            run_time=0.3,
        )
        flows = (record[f"{trace}.layers[{i}].contributions"] for i in sorted({0, self.last}))
        bars = self.bars_of(trace)
        self.marks = VGroup(diagram.answer_box(answer))
        self.values.clear()
        coming = self.numbers_come(trace, answer)
        for value in self.values.values():
            value.set_color(signal)
        self.play_sounds(lit_outputs(record, self.model, self.last, trace=trace, seconds=QUICK))
        self.play(
            *(
                light.animate.set_light(flow_light(flow.values), flow)
                for light, flow in zip(self.lights, flows, strict=True)
            ),
            diagram.columns[-1].animate.fire(record.outputs(trace), self.activation),
            *map(Transform, self.bars.bars, bars.bars),
            diagram.names[answer].animate.set_color(signal),
            FadeIn(self.marks, scale=1.3),
            *coming,
            run_time=QUICK,
        )
        self.add(self.box)

    def another_picture(self) -> None:
        """In its place the test image about which the network is most undecided, and its run."""
        found, diagram = self.undecided, self.diagram
        said = _("Here is the closest call among our own digits. {What} would {you} say?")
        if found.data == MNIST_TEST_SET:
            said = _("Here is the closest call among the test pictures. {What} would {you} say?")
        self.beat("another-picture", said)
        inputs = self.record[f"{self.other}.ink"]
        self.play(
            FadeOut(self.marks, self.bars, *self.values.values(), diagram.strip),
            *(light.animate.set_light(0 * light.signs) for light in self.lights),
            diagram.columns[-1].animate.rest(),
            diagram.names.animate.set_color(theme.SECONDARY),
            diagram.image.animate.show_image(inputs),
            self.view.animate.pull_out(),
            run_time=0.8,
        )
        self.play(FoldIntoColumn(diagram, inputs, seconds=1.4))
        first, second = found.confidence.answer, found.confidence.runner_up
        asked = VGroup()
        for mark, output in zip(("What", "you"), sorted((first, second)), strict=True):
            self.drift(diagram.image, until=mark)
            asked.add(self.question_at(output))
            name = diagram.names[output].animate.set_color(theme.TEXT)
            self.play(FadeIn(asked[-1], scale=0.7), name, run_time=0.4)
        self.fall_silent()
        self.run_through(
            self.other,
            FadeOut(asked, run_time=0.3),
            self.view.animate(run_time=0.9).pull_out(),
            seconds=0.6,
        )
        said = _("The {first} is brightest, then the {second}. The network says {answer}.")
        if found.confidence.is_close:
            said = _("The {second} is almost as bright as the {first}. The network says {answer}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The first one counts, so it says {answer}.")
        names = {"first": first, "second": second, "answer": first}
        self.caption(said, **{name: self.class_name(i) for name, i in names.items()})
        self.bars_grow(self.other, first, second)
        lamps = diagram.columns[-1]
        self.drift(lamps, until="first")
        self.rivals_stand_out()
        self.drift(lamps, until="answer")
        signal = self.palette.signal
        self.marks = VGroup(diagram.answer_box(first))
        self.play(
            FadeIn(self.marks, scale=1.3),
            pulse(lamps[first], color=signal, scale=SWELLS),
            diagram.names[first].animate.set_color(signal),
            run_time=0.8,
        )

    def rivals_stand_out(self) -> None:
        """The two largest outputs swell; of all others, names and tracks become dim."""
        diagram, seen = self.diagram, self.undecided.confidence
        rivals = (seen.answer, seen.runner_up)
        others = [(row, i) for row, i in enumerate(self.shown) if i not in rivals]
        self.play(
            pulse(
                *(diagram.columns[-1][i] for i in rivals), color=self.palette.signal, scale=SWELLS
            ),
            *(diagram.names[i].animate.set_color(theme.RULE) for _row, i in others),
            *(self.bars.tracks[row].animate.set_stroke(opacity=DIM) for row, _i in others),
            run_time=0.8,
        )

    def question_at(self, output: int) -> Mobject:
        """A question mark where the bar of an output will be."""
        end = self.diagram.end_of(output)
        mark = fit(
            label("?", size="title", color=theme.TEXT), 1.0, MARK_SHARE * pitch_of(self.rows)
        )
        return mark.next_to(end, RIGHT, buff=BARS_GAP).set_y(end.get_y())

    def right_or_wrong(self) -> None:
        """The true answer has a tick; so has the network's, or else a cross."""
        found, diagram = self.undecided, self.diagram
        said = _("And this really is {label}: the network is {verdict:right}.")
        if not found.is_right:
            said = _("But this is {label}: the network is {verdict:wrong}.")
        is_digit = self.model.reads_digits
        name = Verbatim(one_digit(found.label)) if is_digit else self.name_of(found.label)
        self.beat("right-or-wrong", said, label=name)
        self.drift(diagram.columns[-1], until="label")
        if not is_digit:
            note = Words(_("really: {label}"), label=self.name_of(found.label))
            self.marks.add(diagram.name_picture(note))
            self.play(FadeIn(note), run_time=0.5)
        elif not found.is_right:
            white = diagram.names[found.label].animate.set_color(theme.TEXT)
            truth = self.verdict_on(found.label, is_right=True, color=theme.TEXT)
            self.marks.add(truth)
            self.play(Create(truth), white, run_time=0.5)
        self.drift(diagram.columns[-1], until="verdict")
        verdict = self.verdict_on(
            found.confidence.answer, is_right=found.is_right, color=self.palette.signal
        )
        self.marks.add(verdict)
        self.play(Create(verdict), run_time=0.5)
        self.play(pulse(verdict, color=self.palette.signal, scale=SWELLS))

    def verdict_on(self, output: int, *, is_right: bool, color: str) -> Verdict:
        """A tick or a cross behind the number of an output."""
        side = min(VERDICT_SIDE, MARK_SHARE * pitch_of(self.rows))
        verdict = Verdict(side, is_right=is_right, color=color)
        x = stage().right - VERDICT_SIDE / 2
        return verdict.move_to([x, self.rows[self.shown.index(output)], 0])

    def all_at_rest(self) -> None:
        """Back to the first picture, and to where all stands before the next scene."""
        self.fall_silent()
        diagram, inputs = self.diagram, self.record["trace.ink"]
        home = NetworkDiagram(self.model, gray_palette(self.palette))
        lamps = diagram.columns[-1]
        self.play(
            FadeOut(self.marks, self.bars, *self.values.values(), diagram.names),
            *(light.animate.set_light(0 * light.signs) for light in self.lights),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.show_image(inputs),
            lamps.animate.rest(),
            self.view.animate.pull_out(),
            run_time=0.5,
        )
        self.remove(*self.lights)
        boxes = [Transform(self.box, HidingBox(home.places))] if self.last else []
        self.play(Transform(lamps, home.columns[-1]), *boxes, run_time=0.6)
        self.play(FadeIn(home.names), run_time=0.2)

    def bars_grow(self, trace: str, *outputs: int) -> None:
        """The bars of a trace grow beside the outputs; some have their number behind them."""
        self.bars = self.bars_of(trace)
        self.values: dict[int, ValueLabel] = {}
        self.play(
            FadeIn(self.bars.tracks, run_time=0.4),
            *self.bars.growing(),
            *self.numbers_come(trace, *outputs),
        )

    def numbers_come(self, trace: str, *outputs: int) -> list[Animation]:
        """Let numbers appear behind the bars of outputs."""
        beside = {
            i: self.bars.beside(self.shown.index(i), self.output(trace, i), theme.TEXT)
            for i in outputs
            if i in self.shown
        }
        self.values |= beside
        return [FadeIn(value, shift=0.15 * RIGHT) for value in beside.values()]

    def bars_of(self, trace: str) -> OutputBars:
        """All bars, so long that their numbers have room behind them."""
        low, high = self.range_of_bars()
        left = max(self.diagram.end_of(i).get_right()[0] for i in self.shown) + BARS_GAP
        verdict = VERDICT_SIDE + VALUE_GAP if self.has_choice else 0.0
        right, size = value_room(
            [self.output(each, i) for each in self.traces for i in self.shown],
            self.rows,
            left,
            stage().right - verdict,
        )
        outputs = self.record.outputs(trace)
        return OutputBars(
            [outputs[i] for i in self.shown],
            rows=self.rows,
            left=left, unit=(right - left) / (high - low), low=low, high=high, size=size,
        )  # fmt: skip

    @property
    def rows(self) -> list[float]:
        """How high the outputs that have a bar stand."""
        return [float(self.diagram.end_of(i).get_y()) for i in self.shown]

    @property
    def traces(self) -> list[str]:
        """Of all pictures that run through."""
        return ["trace", *self.others, self.other] if self.has_choice else ["trace"]

    def range_of_bars(self) -> tuple[float, float]:
        """From the lowest output to the highest, zero and one among them."""
        values = np.concatenate([self.record.outputs(each).values for each in self.traces])
        return min(0.0, float(values.min())), max(1.0, float(values.max()))

    def output(self, trace: str, output: int) -> Sourced:
        """The number of an output."""
        return self.record.outputs(trace)[output].shown_as(decimals=DECIMALS)

    def name_of(self, label: int) -> Verbatim:
        """What the test images call a class; the network may know it by another name."""
        return self.class_name(label) if self.model.reads_digits else Verbatim(label)

    def run_through(self, trace: str, *others: Animation, seconds: float) -> None:
        """What the input column holds goes into the box, and out of it come the outputs."""
        diagram, record, start = self.diagram, self.record, 0.0
        moves = [propagate(diagram, record, self.last, trace=trace, seconds=seconds)]
        if self.last:
            moves = through_box(diagram, record, self.box.mark, trace=trace, seconds=seconds)
            start = OUT_OF_BOX * seconds
        sounds = lit_outputs(record, self.model, self.last, trace=trace, seconds=seconds)
        self.play_sounds(sounds, start)
        self.play(*moves, *others)
        # Light that has run was put on top of it.
        self.add(self.box)

    def by_kind(self, unit: str, free: str, *, adding: str | None = None) -> str:
        """The words that are true for what the last activation function gives."""
        if self.activation == ADDS_UP:
            return unit if adding is None else adding
        return unit if self.activation == ON_ITS_OWN else free
