"""`ForwardPass`: digits run through the whole network, every connection drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from manim import DOWN, RIGHT, UP, AnimationGroup, FadeIn, FadeOut, LaggedStart, Line, VGroup

from scenes.chapter import Beat, Chapter
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import Verbatim, Words, em, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import one_then_other
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate, to_rest
from scenes.stage import theme
from scenes.subject.languages import N_
from scenes.subject.subject import own_digit_trace
from scenes.subject.words import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced

OTHER_DIGITS = (2, 6)
"""How far from the first digit the other two are, so that three different ones run."""
SAMPLE = 0.45
"""Length of the line that shows a color, scene units."""
LINE_HEIGHT = 0.3793


class ConnectionLegend(VGroup):
    """How many connections there are, the colors of both signs, and what is bright.

    Parameters
    ----------
    corner
        Where the first line begins, at its upper left, shape (3,).

    Attributes
    ----------
    at_rest, in_flow
        What is bright in a network at rest, and when a signal runs: two texts for one place, of
        which the second one is not on stage at first.
    """

    def __init__(
        self, connections: Sourced, palette: theme.Palette, *, corner: NDArray[np.float64]
    ) -> None:
        template = _("{connections} connections")
        self.heading = _line(note(template, connections=connections))
        self.positive = _sample(note(_("positive weight")), palette.positive)
        self.negative = _sample(note(_("negative weight")), palette.negative)
        self.at_rest = _line(note(_("bright: large weight")))
        self.in_flow = _line(note(_("bright: weight × activation")))
        places = (self.heading, self.positive, self.negative, self.at_rest)
        for place, line in enumerate((*places, self.in_flow)):
            below = min(place, len(places) - 1) * LINE_HEIGHT + em("note")
            line.shift(corner + below * DOWN)
        super().__init__(*places)


def _line(words: Words) -> Words:
    return words.shift(-words.get_left()[0] * RIGHT - words.baseline * UP)


def _sample(words: Words, color: str) -> VGroup:
    height = em("note") / 4
    line = Line(height * UP, height * UP + SAMPLE * RIGHT).set_stroke(color, width=3)
    return VGroup(line, _line(words).shift((SAMPLE + 2 * height) * RIGHT))


class ForwardPass(Chapter):
    """The whole network at work."""

    is_first_cut = True
    summary = N_(
        "A digit runs through the whole network, layer by layer, with every single connection"
        " drawn."
    )
    concepts = (N_("forward pass"), N_("activation"), N_("weights"), N_("inference"))
    beats: ClassVar = {
        "the-whole-network": Beat(
            "the whole network",
            "The network at rest: columns of circles, and every connection as a faint {positive}"
            " or {negative} line.",
        ),
        "pixels-to-column": Beat(
            "pixels to column", "A digit has arrived; its pixels form the first column."
        ),
        "layer-by-layer": Beat(
            "layer by layer",
            "Connections shine {positive} and {negative} from the lit pixels through every layer;"
            " circles fill with light.",
        ),
        "the-answer": Beat(
            "the answer", "A yellow frame stands around the brightest output, with its number."
        ),
        "another-digit-{number}": Beat(
            "another digit, {number}",
            "Another digit, another pattern of shining connections, another framed output.",
        ),
    }

    def construct(self) -> None:
        first = self.subject.label or 0
        self.others = [(first + step) % 10 for step in OTHER_DIGITS]
        for digit in self.others:
            trace = own_digit_trace(self.settings, digit)
            self.record = self.record.with_root(self.trace_of(digit), trace)
        self.the_whole_network()
        self.pixels_to_column()
        self.layer_by_layer()
        self.the_answer()
        captions = (
            _("Another picture has other bright pixels, so other connections are bright."),
            _("A third picture goes through the very same weights."),
        )
        for digit, caption in zip(self.others, captions, strict=True):
            self.another_digit(digit, caption)
        self.rest(0.5)

    def the_whole_network(self) -> None:
        connections = self.record.number("model.weight_count", decimals=None)
        self.beat(
            "the-whole-network",
            _(
                "All {connections} connections have weights: {positive} is positive, {negative}"
                " is negative."
            ),
            connections=connections,
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        traces = ("trace", *map(self.trace_of, self.others))
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=map(self.answer_of, traces)
        ).show_weights()
        legend = self.legend = ConnectionLegend(
            connections, self.palette, corner=diagram.places.aside
        )
        columns = [FadeIn(column, shift=0.2 * RIGHT) for column in diagram.columns]
        self.play(
            FadeIn(diagram.image_frame, diagram.strip, diagram.strip_frame),
            LaggedStart(*columns, lag_ratio=0.25),
            FadeIn(diagram.names),
            run_time=1.2,
        )
        lights = [FadeIn(light) for light in diagram.connections]
        lines = [FadeIn(line, shift=0.1 * RIGHT) for line in legend]
        self.play(
            LaggedStart(*lights, lag_ratio=0.3), LaggedStart(*lines, lag_ratio=0.3), run_time=2.0
        )
        self.rest()

    def pixels_to_column(self) -> None:
        """The picture appears; its pixels become the input column."""
        self.beat(
            "pixels-to-column",
            _("A picture comes in. Row by row, its {count} pixels form the first column."),
            count=self.record.number("model.layer_sizes[0]", decimals=None),
        )
        self.diagram.image.show_image(self.record["trace.ink"])
        self.play(FadeIn(self.diagram.image), run_time=0.8)
        self.at_word("count")
        self.play(FoldIntoColumn(self.diagram, self.record["trace.ink"], seconds=1.6))
        self.rest(0.5)

    def layer_by_layer(self) -> None:
        said = _("Each connection is now as bright as its weight times the activation it carries.")
        if self.trace.loudest_dark_pixel is None:
            said = _(
                "Each connection is now as bright as its weight times the activation it"
                " carries. A dark pixel sends nothing."
            )
        self.beat("layer-by-layer", said)
        self.run_through("trace", seconds=1.7)
        self.rest(0.5)

    def the_answer(self) -> None:
        answer = self.trace.answer
        said = _("The brightest output is the answer: {answer}, with an activation of {value}.")
        if self.has_tie():
            said = _(
                "No output is ahead of all others. The first one counts: {answer}, with {value}."
            )
        if not self.has_choice:
            said = _("Its one output now holds {value}: this is all that the network says.")
        self.beat(
            "the-answer", said, answer=self.class_name(answer), value=self.record.outputs()[answer]
        )
        if self.has_choice:
            self.at_word("answer")
        self.land("trace", seconds=0.9)
        self.rest(1.2)

    def another_digit(self, digit: int, caption: str) -> None:
        trace = self.trace_of(digit)
        inputs = self.record[f"{trace}.ink"]
        self.beat(f"another-digit-{digit}", caption)
        self.play(
            *to_rest(self.diagram, seconds=0.8),
            FadeOut(self.box, self.value, self.diagram.strip, run_time=0.8),
            one_then_other(self.legend.in_flow, self.legend.at_rest, seconds=0.8),
            *name_winner(self.diagram, -1),
            self.diagram.image.animate.show_image(inputs),
        )
        self.play(FoldIntoColumn(self.diagram, inputs, seconds=1.2))
        self.run_through(trace, seconds=1.0)
        answer = self.answer_of(trace)
        said = _("This time the answer is {answer}, with {value}.")
        if not self.has_choice:
            said = _("This time it holds {value}.")
        self.caption(said, answer=self.class_name(answer), value=self.record.outputs(trace)[answer])
        if self.has_choice:
            self.at_word("answer")
        self.land(trace, seconds=0.7)
        self.rest()

    def trace_of(self, digit: int) -> str:
        """Where the record has the trace of one of our own digits."""
        return f"own_digits[{digit}].trace"

    def answer_of(self, trace: str) -> int:
        """Which output is the brightest in a trace."""
        return int(self.record.outputs(trace).values.argmax())

    def run_through(self, trace: str, *, seconds: float) -> None:
        """The signal crosses every layer pair, each in so many seconds."""
        says = one_then_other(self.legend.at_rest, self.legend.in_flow, seconds=seconds)
        for layer in range(len(self.model.layers)):
            signal = propagate(self.diagram, self.record, layer, trace=trace, seconds=seconds)
            self.play_sounds(
                lit_outputs(self.record, self.model, layer, trace=trace, seconds=seconds)
            )
            self.play(signal, *([] if layer else [says]))

    def land(self, trace: str, *, seconds: float) -> None:
        """The box lands on the brightest output, its activation beside it."""
        outputs, answer = self.record.outputs(trace), self.answer_of(trace)
        self.box = self.diagram.answer_box(answer)
        self.value = ValueLabel(outputs[answer], color=self.palette.signal)
        self.value.next_to(self.box, RIGHT, buff=0.15)
        self.play(
            AnimationGroup(FadeIn(self.box, scale=1.3), *name_winner(self.diagram, answer)),
            FadeIn(self.value),
            run_time=seconds,
        )
