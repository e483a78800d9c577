"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import Judgement, OutputBars, value_room
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram, PictureNote
from scenes.mobjects.text.typst_text import Verbatim
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    OUT_OF_BOX,
    FoldIntoColumn,
    lit_outputs,
    propagate,
    through_box,
)
from scenes.stage.layout import network_places, stage
from scenes.subject.digit_names import one_digit
from scenes.subject.languages import N_
from scenes.subject.sourced import Sourced
from scenes.subject.words import _

BEHIND = -1
ADDS_UP = "softmax"
ON_ITS_OWN = "sigmoid"
WIDE_SHARE, SQUARE_SHARE, TALL_SHARE = 0.24, 0.28, 0.36
"""Of the stage's width, by its shape: what the network leaves free for the bars."""
BARS_GAP = 0.3
"""Between the names of the outputs and their bars."""
DECIMALS = 3
"""Of a single output."""
SPROUT = 0.3
"""Scale of an output as it comes out of the box."""
SWELLS = 1.4
CLOSE = 0.9
"""Of the stage: the picture that is hard to read."""


class TheOutputLayer(Chapter):
    """What the network answers, and how sure it is."""

    summary = N_(
        "One output for each possible answer. The brightest is the choice, and what it holds is"
        " confidence, not probability."
    )
    concepts = (N_("output layer"), N_("confidence"), N_("classification"))
    measurements = ("undecided_digit",)
    beats: ClassVar = {
        "one-for-each-answer": Beat(
            "one for each answer",
            "A digit with its column of pixels, a closed box with a question mark, and ten circles"
            " named after the digits.",
        ),
        "a-run": Beat(
            "a run",
            "Light runs from the column into the box and out of it. The ten circles have filled,"
            " and beside each lies a bar as long as its number is large.",
        ),
        "the-choice": Beat(
            "the choice", "The brightest circle has a yellow frame, and its number is yellow."
        ),
        "another-picture": Beat(
            "another picture",
            "A hard to read digit: two of the circles are almost as bright, two bars almost as"
            " long. The longer one is framed, and named beside the picture.",
        ),
        "right-or-wrong": Beat(
            "right or wrong",
            "Beside the picture stands which digit it really is, and in large letters whether the"
            " network is right.",
        ),
        "a-vote": Beat(
            "a vote",
            "The first picture again, the closed box and the ten circles, all of them dark.",
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
            self.a_vote()
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
        ).with_root("measurement.undecided_digit", found)

    def one_for_each_answer(self) -> None:
        """Out of a box that hides what lies between grows the last layer, with its names."""
        diagram = self.diagram
        self.lights = [diagram.connections[0], diagram.connections[-1]][: self.last + 1]
        for light in self.lights:
            light.set_z_index(BEHIND)
        self.add(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.add(*self.lights)
        many, one = (
            _(
                "At the far end: {count} neurons, one for each answer. What lies {between} comes"
                " next."
            ),
            _("At the far end stands a single neuron. What lies {between} comes next."),
        )
        if not self.last:
            many, one = (
                _("At the far end stand {count} neurons, one for each answer."),
                _("At the far end stands a single neuron: it alone gives the answer."),
            )
        said = many if self.has_choice else one
        self.beat("one-for-each-answer", said, count=self.count)
        neurons, names = diagram.columns[-1], diagram.names
        self.box = VGroup()
        if self.last:
            self.box = HidingBox(diagram.places)
            self.play(FadeIn(self.box), run_time=0.6)
        edge = (self.box if self.last else diagram.strip).get_right()[0]
        arriving = [FadeIn(n, target_position=[edge, n.get_y(), 0], scale=SPROUT) for n in neurons]
        named = [FadeIn(name, shift=0.15 * RIGHT) for name in names]
        self.play(
            LaggedStart(*arriving, lag_ratio=0.15, run_time=1.6),
            Succession(Wait(0.6), LaggedStart(*named, lag_ratio=0.15, run_time=1.4)),
        )
        if self.last:
            self.drift(stage(), until="between")
            self.play(pulse(self.box.mark, color=self.palette.signal, scale=SWELLS))
        self.drift(stage())

    def a_run(self) -> None:
        said = _("The picture goes in, and each neuron gets its {number}.")
        if not self.has_choice:
            said = _("The picture goes in, and the neuron gets its {number}.")
        self.beat("a-run", said)
        self.run_through("trace", seconds=1.0)
        self.drift(self.diagram.columns[-1], until="number")
        self.bars_grow("trace")

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
        lamp, value = self.diagram.columns[-1][answer], self.values[answer]
        self.play(pulse(lamp, value, color=self.palette.signal))
        if self.has_choice:
            self.drift(lamp, until="answer")
        self.is_chosen(answer)
        self.drift(lamp)

    def another_picture(self) -> None:
        """Up close the test image about which the network is most undecided, and then its run."""
        found, diagram = self.undecided, self.diagram
        self.beat("another-picture", _("Now a harder picture. What would you {say}?"))
        inputs = self.record[f"{self.other}.ink"]
        self.play(
            FadeOut(self.marks, self.bars, *self.values.values()),
            *self.goes_dark(),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape)),
            self.view.animate.look_at(diagram.image_frame, share=CLOSE),
            run_time=1.2,
        )
        self.drift(diagram.image, until="say")
        self.rest(0.4)
        source = PictureNote(diagram, self.condition(), side=DOWN, gap=0.3)
        self.play(
            FoldIntoColumn(diagram, inputs, seconds=1.0),
            self.view.animate(run_time=1.0).pull_out(),
            Succession(Wait(0.6), FadeIn(source, run_time=0.4)),
        )
        first, second = found.confidence.answer, found.confidence.runner_up
        said = _("The {second} is almost as bright as the {first}. It says {answer}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The first one counts, so it says {answer}.")
        names = {"first": first, "second": second, "answer": first}
        self.run_through(self.other, seconds=0.6)
        self.caption(said, **{name: self.class_name(i) for name, i in names.items()})
        self.bars_grow(self.other)
        pair = [self.diagram.columns[-1][i] for i in (second, first)]
        values = [self.values[i] for i in (second, first)]
        self.play(pulse(*pair, *values, color=self.palette.signal))
        self.drift(self.bars, until="answer")
        self.judgement = Judgement(
            diagram,
            said=self.class_name(first),
            truth=self.name_of(found.label),
            is_right=found.is_right,
            color=self.palette.signal,
        )
        self.is_chosen(first, Succession(FadeOut(source), FadeIn(self.judgement.said)))
        self.drift(self.marks)

    def condition(self) -> str:
        """Of what the picture is the extreme."""
        found = self.undecided
        if found.data != MNIST_TEST_SET:
            is_lit = _("closest lit call of our own digits")
            return is_lit if found.passed_over else _("closest call of our own digits")
        is_lit = _("the closest call with a neuron lit")
        return is_lit if found.passed_over else _("closest call of all test images")

    def right_or_wrong(self) -> None:
        """Beside the picture, as large as can be."""
        found, judgement = self.undecided, self.judgement
        said = _("And this really is {label}: the network is {verdict:right}.")
        if not found.is_right:
            said = _("But this is {label}: the network is {verdict:wrong}.")
        is_digit = self.model.reads_digits
        label = Verbatim(one_digit(found.label)) if is_digit else self.name_of(found.label)
        self.beat("right-or-wrong", said, label=label)
        self.drift(self.diagram.image, until="label")
        lamps = []
        if is_digit:
            lamps = [self.diagram.columns[-1][found.label], self.diagram.names[found.label]]
        self.play(
            FadeIn(judgement.truth, shift=0.15 * DOWN),
            pulse(*lamps, color=self.palette.signal, scale=SWELLS),
        )
        self.at_word("verdict")
        self.play(FadeIn(judgement.verdict, scale=1.4), run_time=0.6)
        self.drift(judgement.verdict)

    def a_vote(self) -> None:
        """What an output is, and what it is not."""
        self.beat(
            "a-vote",
            self.by_kind(
                _("A bright neuron is a strong {vote}, not a {promise} to be right."),
                _("A large number is a strong {vote}, not a {promise} to be right."),
            ),
        )
        answer, signal = self.undecided.confidence.answer, self.palette.signal
        self.drift(self.bars, until="vote")
        self.play(pulse(self.diagram.columns[-1][answer], self.values[answer], color=signal))
        self.point_at("promise", self.judgement.verdict)

    def all_at_rest(self) -> None:
        """Back to the first picture, before anything ran: the next scene begins here."""
        self.fall_silent()
        diagram, inputs = self.diagram, self.record["trace.ink"]
        at_home = network_places(self.model.layer_sizes)
        way = (at_home.columns[-1] - diagram.places.columns[-1])[0]
        going = [self.marks, self.bars, *self.values.values()]
        if self.has_choice:
            going.append(self.judgement)
        boxes = [Transform(self.box, HidingBox(at_home))] if self.last else []
        self.play(FadeOut(*going), *self.goes_dark(), self.view.animate.pull_out(), run_time=0.5)
        self.play(
            *boxes,
            diagram.columns[-1].animate.shift(way),
            diagram.names.animate.shift(way),
            diagram.image.animate.show_image(inputs),
            diagram.strip.animate.show_image(inputs),
            run_time=0.9,
        )

    def bars_grow(self, trace: str) -> None:
        """The bars of a trace grow beside the outputs, and their numbers come behind them."""
        self.bars = self.bars_of(trace)
        self.values = {
            i: self.bars.beside(row, self.output(trace, i)) for row, i in enumerate(self.shown)
        }
        numbers = [FadeIn(value, shift=0.15 * RIGHT) for value in self.values.values()]
        self.play(
            FadeIn(self.bars.tracks, run_time=0.4),
            *self.bars.growing(),
            LaggedStart(*numbers, lag_ratio=0.15, run_time=1.2),
        )

    def bars_of(self, trace: str) -> OutputBars:
        """All bars, so long that their numbers have room behind them."""
        traces = ["trace", self.other] if self.has_choice else ["trace"]
        values = np.concatenate([self.record.outputs(each).values for each in traces])
        low, high = min(0.0, float(values.min())), max(1.0, float(values.max()))
        left = max(self.diagram.end_of(i).get_right()[0] for i in self.shown) + BARS_GAP
        rows = [float(self.diagram.end_of(i).get_y()) for i in self.shown]
        right, size = value_room(
            [self.output(each, i) for each in traces for i in self.shown], rows, left, stage().right
        )
        outputs = self.record.outputs(trace)
        return OutputBars(
            [outputs[i] for i in self.shown],
            rows=rows,
            left=left, unit=(right - left) / (high - low), low=low, high=high, size=size,
        )  # fmt: skip

    def output(self, trace: str, output: int) -> Sourced:
        """The number of an output."""
        return self.record.outputs(trace)[output].shown_as(decimals=DECIMALS)

    def name_of(self, label: int) -> Verbatim:
        """What the test images call a class; the network may know it by another name."""
        return self.class_name(label) if self.model.reads_digits else Verbatim(label)

    def is_chosen(self, output: int, *others: Animation) -> None:
        """A yellow frame comes around an output, and its number turns yellow."""
        self.marks = VGroup(self.diagram.answer_box(output))
        value = self.values[output]
        self.play(
            FadeIn(self.marks, scale=1.3),
            value.animate.set_color(self.palette.signal),
            *others,
            run_time=0.7,
        )

    def goes_dark(self) -> list[Animation]:
        """No signal runs, and no output is lit."""
        return [
            *(light.animate.set_light(0 * light.signs).build() for light in self.lights),
            self.diagram.columns[-1].animate.rest().build(),
        ]

    def run_through(self, trace: str, *, seconds: float) -> None:
        """What the input column holds goes into the box, and out of it come the outputs."""
        diagram, record, start = self.diagram, self.record, 0.0
        moves = [propagate(diagram, record, self.last, trace=trace, seconds=seconds)]
        if self.last:
            moves = through_box(diagram, record, self.box.mark, trace=trace, seconds=seconds)
            start = OUT_OF_BOX * seconds
        sounds = lit_outputs(record, self.model, self.last, trace=trace, seconds=seconds)
        self.play_sounds(sounds, start)
        self.play(*moves)
        # Light that has run was put on top of it.
        self.add(self.box)

    def by_kind(self, unit: str, free: str, *, adding: str | None = None) -> str:
        """The words that are true for what the last activation function gives."""
        if self.activation == ADDS_UP:
            return unit if adding is None else adding
        return unit if self.activation == ON_ITS_OWN else free
