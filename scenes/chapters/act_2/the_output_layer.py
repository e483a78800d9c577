"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
from manim import (
    RIGHT,
    Animation,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    ReplacementTransform,
    Succession,
    VGroup,
    Wait,
)

from network.analysis.confidence import confidence
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import (
    LayerName,
    OutputBars,
    Votes,
    value_room,
)
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.mobjects.text.typst_text import Verbatim
from scenes.motion.pointing import pulse
from scenes.motion.propagation import (
    OUT_OF_BOX,
    FoldIntoColumn,
    lit_outputs,
    propagate,
    through_box,
)
from scenes.stage import theme
from scenes.stage.layout import stage
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
NEARER = 1.05
"""How much larger its bars are seen while they stand alone."""


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
            " named after the digits, with a brace: the output layer.",
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
            "A hard to read digit, and below it two bars almost as long, each with its number. Over"
            " the longer one stands that the network says so.",
        ),
        "right-or-wrong": Beat(
            "right or wrong",
            "It is also written there which digit it really is, and in large letters whether the"
            " network is right.",
        ),
        "a-vote": Beat(
            "a vote",
            "Beside it the first digit, with one long bar. Then this digit stands before the closed"
            " box again, and the ten circles are dark.",
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
        said = _("At the far end stands a single neuron: it alone is the {output} layer.")
        if self.has_choice:
            said = _("At the far end, the {output} layer: {count} neurons, one for each answer.")
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
        self.play(
            *braces,
            FadeIn(self.heading.words, shift=0.2 * RIGHT, run_time=0.8),
            LaggedStart(*named, lag_ratio=0.15, run_time=1.2),
        )
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
        lamps = self.diagram.columns[-1]
        looks = [pulse(lamps[i], color=self.palette.signal, scale=SWELLS) for i in self.shown]
        self.play(LaggedStart(*looks, lag_ratio=0.1, run_time=1.5))
        if self.has_choice:
            self.drift(lamps[answer], until="answer")
        self.is_chosen(answer)
        self.drift(lamps[answer])

    def another_picture(self) -> None:
        """Up close the test image about which the network is most undecided, and then its run."""
        found, diagram = self.undecided, self.diagram
        said = _("This is the one of our own digits it is most torn about. What would you {say}?")
        if found.data == MNIST_TEST_SET:
            said = _("This is the test picture it is most torn about. What would you {say}?")
        self.beat("another-picture", said)
        inputs = self.record[f"{self.other}.ink"]
        dark = diagram.image.animate.set_cell_weights(np.zeros(diagram.image.shape))
        self.play(
            FadeOut(self.marks, self.bars, *self.values.values()),
            *self.goes_dark(),
            dark,
            diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape)),
            self.view.animate.look_at(diagram.image_frame, share=CLOSE),
            run_time=0.8,
        )
        diagram.image.show_image(inputs).set_cell_weights(np.zeros(diagram.image.shape))
        self.play(
            diagram.image.animate.set_cell_weights(np.ones(diagram.image.shape)), run_time=0.4
        )
        self.drift(diagram.image, until="say")
        self.drift(diagram.image)
        self.fall_silent()
        self.play(
            FoldIntoColumn(diagram, inputs, seconds=0.9), self.view.animate(run_time=0.9).pull_out()
        )
        first, second = found.confidence.answer, found.confidence.runner_up
        said = _("The {second} is almost as bright as the {first}. It says {answer}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The first one counts, so it says {answer}.")
        names = {"first": first, "second": second, "answer": first}
        self.run_through(self.other, seconds=0.6)
        self.caption(said, **{name: self.class_name(i) for name, i in names.items()})
        self.bars_grow(self.other)
        self.pair_is_seen_near()
        self.at_word("answer")
        self.play(self.votes.says())

    def pair_is_seen_near(self) -> None:
        """The network goes; its picture and the two longest bars stay, and become large."""
        diagram, bars = self.diagram, self.bars
        self.before, self.votes = self.both_votes()
        staying = {self.shown.index(i): i for i in self.votes.rows if i in self.shown}
        going = [value for i, value in self.values.items() if i not in staying.values()]
        for parts in (bars.tracks, bars.bars):
            going += [part for row, part in enumerate(parts) if row not in staying]
        # On their way names would cross the picture and each other's bars.
        going += [*diagram.names]
        network = [*self.lights, self.box, diagram.columns[-1], diagram.strip, diagram.strip_frame]
        self.play(FadeOut(*network, *going), run_time=0.4)
        arriving: list[Animation] = []
        for row, output in staying.items():
            vote = self.votes.rows[output]
            arriving += [
                ReplacementTransform(bars.tracks[row], vote.bars.tracks[0]),
                ReplacementTransform(bars.bars[row], vote.bars.bars[0]),
                ReplacementTransform(self.values[output], vote.value),
                Succession(Wait(0.65), FadeIn(vote.heading, run_time=0.25)),
            ]
        image, place = diagram.image, self.votes.frame
        zoom = place.width / diagram.image_frame.width
        self.play(
            *arriving,
            *(part.animate.scale(zoom).move_to(place) for part in (image, diagram.image_frame)),
            self.view.animate.look_at(stage().scaled(1 / NEARER).around(self.votes), share=1.0),
            run_time=0.9,
        )

    def both_votes(self) -> tuple[Votes, Votes]:
        """What the network makes of the first picture, and of this one."""
        found, runs = self.undecided, {"trace": confidence(self.record.outputs().values)}
        runs[self.other] = found.confidence
        parts = stage().rows(1, 1) if stage().is_tall else stage().columns(1, 1)
        low, high = self.range_of_bars()
        both = []
        for area, (trace, seen) in zip(parts, runs.items(), strict=True):
            is_other = trace == self.other
            outputs = {seen.answer, seen.runner_up}
            if is_other and self.model.reads_digits:
                outputs.add(found.label)
            both.append(
                Votes(
                    area,
                    {i: self.output(trace, i) for i in sorted(outputs)},
                    {i: self.class_name(i) for i in outputs},
                    answer=seen.answer,
                    low=low,
                    high=high,
                    color=self.palette.signal,
                )
            )
        first, torn = both
        row = found.label if self.model.reads_digits else None
        torn.judge(self.name_of(found.label), row, is_right=found.is_right)
        return first, torn

    def right_or_wrong(self) -> None:
        """At the bars, and beside the picture as large as can be."""
        found, votes = self.undecided, self.votes
        said = _("And this really is {label}: the network is {verdict:right}.")
        if not found.is_right:
            said = _("But this is {label}: the network is {verdict:wrong}.")
        is_digit = self.model.reads_digits
        label = Verbatim(one_digit(found.label)) if is_digit else self.name_of(found.label)
        self.beat("right-or-wrong", said, label=label)
        self.drift(votes, until="label")
        self.play(votes.tells_truth())
        self.at_word("verdict")
        self.play(FadeIn(votes.verdict, scale=1.4), run_time=0.6)
        self.drift(votes)

    def a_vote(self) -> None:
        """What an output is, and what it is not: beside the first picture, with one long bar."""
        self.beat(
            "a-vote",
            self.by_kind(
                _("A bright neuron is a strong {vote}, not a {promise} to be right."),
                _("A large number is a strong {vote}, not a {promise} to be right."),
            ),
        )
        before, signal = self.before, self.palette.signal
        self.picture = image_grid(self.record["trace.ink"], side=before.frame.width)
        self.picture.move_to(before.frame)
        self.play(
            self.view.animate.pull_out(),
            FadeIn(self.picture),
            *before.appears(),
            run_time=1.0,
        )
        self.at_word("vote")
        said = [part for each in (before, self.votes) for part in each.answer_parts]
        self.play(pulse(*said, color=signal))
        self.point_at("promise", self.votes.verdict)
        self.drift(stage())

    def all_at_rest(self) -> None:
        """Back to the first picture, before anything ran: the next scene begins here."""
        self.fall_silent()
        home = NetworkDiagram(self.model, gray_palette(self.palette))
        home.show_input(self.record["trace.ink"])
        framed = [self.diagram.image, self.diagram.image_frame]
        if self.has_choice:
            framed = [self.picture, self.before.frame]
        boxes = [HidingBox(home.places)] if self.last else []
        going = [part for part in self.mobjects if part not in framed]
        strip = [home.strip, home.strip_frame]
        # It would cross the words below the pictures where these stand one above the other; there
        # the picture passes over it, and over what hides the rest, on its way.
        sooner = [FadeIn(*strip)] if stage().is_wide else []
        later = [FadeIn(*boxes)] if boxes else []
        if not sooner:
            later = [Succession(Wait(0.65), FadeIn(*strip, *boxes, run_time=0.25))]
        self.play(FadeOut(*going), *sooner, self.view.animate.pull_out(), run_time=0.5)
        zoom = home.image_frame.width / framed[1].width
        self.play(
            *(part.animate.scale(zoom).move_to(home.image) for part in framed),
            FadeIn(home.columns[-1], home.names),
            *later,
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
        low, high = self.range_of_bars()
        left = max(self.diagram.end_of(i).get_right()[0] for i in self.shown) + BARS_GAP
        rows = [float(self.diagram.end_of(i).get_y()) for i in self.shown]
        right, size = value_room(
            [self.output(each, i) for each in self.traces for i in self.shown],
            rows,
            left,
            stage().right,
        )
        outputs = self.record.outputs(trace)
        return OutputBars(
            [outputs[i] for i in self.shown],
            rows=rows,
            left=left, unit=(right - left) / (high - low), low=low, high=high, size=size,
        )  # fmt: skip

    @property
    def traces(self) -> list[str]:
        """Of all pictures that run through."""
        return ["trace", self.other] if self.has_choice else ["trace"]

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

    def is_chosen(self, output: int) -> None:
        """A yellow frame comes around an output, its number turns yellow, and others are quiet."""
        self.marks = VGroup(self.diagram.answer_box(output))
        signal, quiet = self.palette.signal, theme.RULE
        self.play(
            FadeIn(self.marks, scale=1.3),
            *(
                value.animate.set_color(signal if i == output else quiet)
                for i, value in self.values.items()
            ),
            run_time=0.7,
        )

    def goes_dark(self) -> list[Animation]:
        """No signal runs, and no output is lit."""
        return [
            *(light.animate.set_light(0 * light.signs).build() for light in self.lights),
            self.diagram.columns[-1].animate.rest().build(),
        ]

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
