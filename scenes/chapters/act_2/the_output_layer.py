"""`TheOutputLayer`: one neuron for each possible answer, and how sure the network is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    ReplacementTransform,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.forward import forward
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.the_output_layer_parts import (
    LayerName,
    OutputBars,
    Verdict,
    Votes,
    value_room,
)
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.hiding_box import HidingBox
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
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
from scenes.stage.scales import brightness
from scenes.subject.digit_names import one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.mobjects.text.value_label import ValueLabel
    from scenes.stage.layout import Stage
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
SPROUT = 0.3
"""Scale of an output as it comes out of the box."""
SWELLS = 1.4
CLOSE = 0.97
"""Of its part of the stage: the picture that is hard to read."""
ASKED_SHARE, ASKED_SCALE = 0.2, 2.0
"""Of a stage that is not wide, what is left below it for what it may be; and how large that is."""
PICTURE_SHARE, SQUARE_PICTURE_SHARE = 0.34, 0.29
"""Of the stage's width, by its shape: what is left of the outputs that are enlarged."""
NOTE_SHARE = 0.5
"""Of its part of the stage: a picture with a note."""
LEAD = 0.5
"""From the column of all outputs to those that are enlarged, scene units."""


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
            "The brightest circle has a yellow frame, and its number stands behind its bar.",
        ),
        "another-picture": Beat(
            "another picture",
            "A hard to read digit, and the ten circles, two of them lit. These are enlarged: they"
            " are almost equally bright, and above the brighter one stands that the network says"
            " so.",
        ),
        "right-or-wrong": Beat(
            "right or wrong",
            "A tick marks the digit that it really is. What the network says has a tick as well if"
            " it is right, else a cross.",
        ),
        "too-close": Beat(
            "too close",
            "The first digit stands before the closed box again, and the ten circles are dark.",
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
            self.too_close()
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
            _("The {winner:brightest} one is the network's choice: {answer}."),
            _("The {winner:largest} one is the network's choice: {answer}."),
        )
        if self.has_tie():
            said = _("None is ahead of all others, so the {winner:first} is its choice: {answer}.")
        if not self.has_choice:
            said = self.by_kind(
                _("One number between zero and one: how much it leans to yes. It names no class."),
                _("One number of any size. It names no class."),
                adding=_("Softmax makes a lone output {one}, whatever goes in. It names no class."),
            )
        self.beat("the-choice", said, answer=self.class_name(answer), one=Verbatim("1"))
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
        self.drift(lamp)

    def another_picture(self) -> None:
        """Alone the test image about which the network is most undecided, and then its run."""
        found, diagram = self.undecided, self.diagram
        said = _("Here is the closest call among our own digits. {What} would {you} say?")
        if found.data == MNIST_TEST_SET:
            said = _("Here is the closest call among the test pictures. {What} would {you} say?")
        self.beat("another-picture", said)
        inputs = self.record[f"{self.other}.ink"]
        near, asked = self.seen_alone()
        network = [self.box, diagram.columns[-1], diagram.names, diagram.strip_frame]
        gone = [self.marks, self.bars, *self.values.values(), *network, diagram.strip]
        other = image_grid(inputs, side=diagram.image.height).move_to(diagram.image)
        self.play(
            FadeOut(*gone),
            *(light.animate.set_light(0 * light.signs) for light in self.lights),
            FadeIn(other),
            self.view.animate.look_at(near, share=1.0),
            run_time=1.0,
        )
        self.remove(other)
        diagram.image.show_image(inputs)
        for mark, answer in zip(("What", "you"), asked, strict=True):
            self.drift(diagram.image, until=mark)
            self.play(FadeIn(answer, scale=0.7), run_time=0.5)
        self.drift(diagram.image)
        self.fall_silent()
        for column in diagram.columns:
            column.rest()
        diagram.names.set_color(theme.SECONDARY)
        self.play(
            FadeOut(asked, run_time=0.2),
            FoldIntoColumn(diagram, inputs, seconds=0.9),
            FadeIn(*network),
            self.view.animate(run_time=0.9).pull_out(),
        )
        first, second = found.confidence.answer, found.confidence.runner_up
        said = _("The {first} is brightest, then the {second}. It says {answer}.")
        if found.confidence.is_close:
            said = _("The {second} is almost as bright as the {first}. It says {answer}.")
        if found.confidence.gap == 0:
            said = _("{first} and {second} are level. The first one counts, so it says {answer}.")
        names = {"first": first, "second": second, "answer": first}
        self.run_through(self.other, seconds=0.6)
        self.caption(said, **{name: self.class_name(i) for name, i in names.items()})
        self.bars_grow(self.other, first, second)
        self.rivals_are_enlarged()
        self.at_word("answer")
        row = self.votes.outputs.index(first)
        self.play(
            FadeIn(self.says, shift=0.15 * UP),
            self.votes.names[row].animate.set_color(self.palette.signal),
            run_time=0.5,
        )

    def seen_alone(self) -> tuple[Stage, VGroup]:
        """What is seen of the picture's surroundings while it stands alone, and what it may be.

        The two answers stand at its sides on a wide stage, below it on any other.
        """
        area, frame, seen = stage(), self.diagram.image_frame, self.undecided.confidence
        picture = area if area.is_wide else area.rows(1 - ASKED_SHARE, ASKED_SHARE)[0]
        side = CLOSE * min(picture.width, picture.height)
        free = (area.width - side) / 2
        rooms = [replace(area, right=area.left + free), replace(area, left=area.right - free)]
        if not area.is_wide:
            rooms = list(replace(area, top=picture.bottom).columns(1, 1))
        asked = VGroup()
        outputs = sorted((seen.answer, seen.runner_up))
        for room, output in zip(rooms, outputs, strict=True):
            words = Words("{name}?", size="title", name=self.class_name(output))
            fit(words.scale(ASKED_SCALE), 0.8 * room.width, 0.8 * room.height)
            asked.add(words.move_to(room.center))
        zoom, center, home = side / frame.width, picture.center, frame.get_center()
        asked.scale(1 / zoom, about_point=center).shift(home - center)
        return area.shifted(*-center[:2]).scaled(1 / zoom).shifted(*home[:2]), asked

    def rivals_are_enlarged(self) -> None:
        """All outputs stay, dim but for those that matter; these are seen large beside them."""
        diagram, bars, area = self.diagram, self.bars, stage()
        lamps, names = diagram.columns[-1], diagram.names
        share = PICTURE_SHARE if area.is_wide else SQUARE_PICTURE_SHARE
        left, right = area.rows(1, 1) if area.is_tall else area.columns(share, 1 - share)
        # Elsewhere there is no room for small names.
        kept = VGroup(lamps, names) if area.is_wide else VGroup(lamps)
        moved = kept.copy().scale(min(1.0, right.height / lamps.height))
        moved.shift([right.left - moved.get_left()[0], right.center[1] - moved[0].get_y(), 0])
        start = float(moved.get_right()[0]) + LEAD
        self.votes = votes = self.votes_in(replace(right, left=start))
        for i, lamp in enumerate(moved[0]):
            if i not in votes.outputs:
                lamp.set_stroke(theme.RULE)
        staying = {self.shown.index(i): i for i in votes.outputs if i in self.shown}
        going = [value for i, value in self.values.items() if i not in votes.outputs]
        for parts in (bars.tracks, bars.bars):
            going += [part for row, part in enumerate(parts) if row not in staying]
        gone = [*self.lights, self.box, diagram.strip, diagram.strip_frame, *going]
        self.play(FadeOut(*gone, *([] if area.is_wide else [names])), run_time=0.4)
        ends = dict(enumerate(map(VGroup, *moved)))
        lines = votes.callouts(ends, theme.SECONDARY)
        rows = {i: row for row, i in enumerate(votes.outputs)}
        arriving: list[Animation] = []
        for row, output in staying.items():
            to_row = rows[output]
            arriving += [
                ReplacementTransform(bars.tracks[row], votes.bars.tracks[to_row]),
                ReplacementTransform(bars.bars[row], votes.bars.bars[to_row]),
            ]
            if output in self.values:
                arriving.append(ReplacementTransform(self.values[output], votes.values[to_row]))
        # Names on their way would cross bars.
        late = [votes.values[rows[i]] for i in votes.outputs if i not in self.values]
        late += [votes.bars.tracks[rows[i]] for i in votes.outputs if i not in self.shown]
        late += [votes.bars.bars[rows[i]] for i in votes.outputs if i not in self.shown]
        coming = FadeIn(votes.names, lines, *late, run_time=0.3)
        arriving += [
            Succession(Wait(0.6), FadeIn(votes.lamps, scale=SPROUT, run_time=0.3)),
            Succession(Wait(0.6), coming),
        ]
        image, frame = diagram.image, diagram.image_frame
        side = min(left.height, left.width) * (1 if self.model.reads_digits else NOTE_SHARE)
        zoom = side / frame.width
        self.play(
            *arriving,
            *(part.animate.scale(zoom).move_to(left.center) for part in (image, frame)),
            Transform(kept, moved),
            run_time=0.9,
        )

    def votes_in(self, area: Stage) -> Votes:
        """The two largest outputs, and that of the class which the picture belongs to."""
        found = self.undecided
        seen, signal = found.confidence, self.palette.signal
        outputs = {seen.answer, seen.runner_up}
        if self.model.reads_digits:
            outputs.add(found.label)
        levels = brightness(seen.outputs, self.activation)
        low, high = self.range_of_bars()
        votes = Votes(
            area,
            {i: self.output(self.other, i) for i in sorted(outputs)},
            {i: float(levels[i]) for i in outputs},
            {i: self.model.labels[i] for i in outputs},
            low=low,
            high=high,
        )
        self.says = votes.heading(seen.answer, _("network says"), signal)
        self.verdict = Verdict(self.says, is_right=found.is_right, color=signal)
        self.truth = VGroup()
        if not self.model.reads_digits:
            note = Words(_("really: {label}"), label=self.name_of(found.label))
            self.truth.add(note)
        elif not found.is_right:
            words = votes.heading(found.label, _("true answer"), theme.TEXT)
            self.truth.add(words, Verdict(words, is_right=True, color=theme.TEXT))
        return votes

    def right_or_wrong(self) -> None:
        """The true answer has a tick; so has the network's, or else a cross."""
        found, votes = self.undecided, self.votes
        said = _("And this really is {label}: the network is {verdict:right}.")
        if not found.is_right:
            said = _("But this is {label}: the network is {verdict:wrong}.")
        is_digit = self.model.reads_digits
        label = Verbatim(one_digit(found.label)) if is_digit else self.name_of(found.label)
        self.beat("right-or-wrong", said, label=label)
        self.drift(votes, until="label")
        if len(self.truth):
            if not is_digit:
                self.truth.next_to(self.diagram.image_frame, DOWN)
            self.play(FadeIn(self.truth, shift=0.15 * UP), run_time=0.5)
        self.at_word("verdict")
        self.play(Create(self.verdict), run_time=0.5)
        self.drift(votes)

    def too_close(self) -> None:
        """What this picture teaches."""
        seen = self.undecided.confidence
        if seen.is_close and not self.undecided.is_right:
            said = _(
                "{few:Two} that are almost {near:equal} are a warning. But a sure answer can be"
                " {verdict:wrong}, too."
            )
        else:
            said = _(
                "The {few:brightest} neuron is a {near:choice}, not a promise to be"
                " {verdict:right}."
            )
        self.beat("too-close", said)
        votes, signal = self.votes, self.palette.signal
        few = {seen.answer, seen.runner_up} if seen.is_close else {seen.answer}
        rows = [row for row, output in enumerate(votes.outputs) if output in few]
        self.point_at("few", *(votes.lamps[row] for row in rows))
        self.point_at("near", *(votes.values[row] for row in rows))
        self.drift(votes, until="verdict")
        self.play(pulse(self.verdict, color=signal, scale=SWELLS))
        self.drift(votes)

    def all_at_rest(self) -> None:
        """Back to the first picture, before anything ran: the next scene begins here."""
        self.fall_silent()
        home = NetworkDiagram(self.model, gray_palette(self.palette))
        home.show_input(self.record["trace.ink"])
        image, frame = self.diagram.image, self.diagram.image_frame
        going = [part for part in self.mobjects if part not in (image, frame)]
        zoom = home.image_frame.width / frame.width
        self.play(
            FadeOut(*going),
            *(part.animate.scale(zoom).move_to(home.image) for part in (image, frame)),
            self.view.animate.pull_out(),
            run_time=0.6,
        )
        boxes = [HidingBox(home.places)] if self.last else []
        self.play(
            FadeOut(image),
            FadeIn(home.image, home.strip, home.strip_frame, home.columns[-1], home.names, *boxes),
            run_time=0.5,
        )

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
