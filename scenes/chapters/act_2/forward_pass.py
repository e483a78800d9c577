"""`ForwardPass`: digits run through the whole network, every connection drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    RIGHT,
    Animation,
    Circle,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    Transform,
    VGroup,
)

from network.analysis.lit_changes import lit_changes
from network.analysis.pixels import LIT
from scenes.chapter import Beat, Chapter
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.network_diagram import (
    NetworkDiagram,
    flow_light,
    lone_light,
    rest_light,
)
from scenes.mobjects.raster.pixel_grid import grid_frame
from scenes.mobjects.text.typst_text import Verbatim
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate, sweep
from scenes.stage.layout import stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.subject import own_digit_trace
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.mobjects.network.neuron import Neuron

OTHER_DIGIT, OTHER_HAND = 2, 2
"""How far from the first digit the second one is; who writes the third one, the first digit again.
"""
RUNS_BEFORE = 2
CHANGES = "measurement.lit_changes"
AROUND = 0.06
"""Between a neuron and its ring, scene units."""
SPOKEN_OF, QUIET = 1.5, 0.45
"""How bright connections are, in times that they are so at rest, while they are spoken of, and
where the signal has not come yet.
"""
LIT_UP = 1.5
"""How far the brightest output swells as it is spoken of."""
PIXEL_MARK = 1.6
"""How much larger than a pixel its frame is."""
GHOST = 0.22
"""Opacity of the light that a run leaves behind."""
SMALL_SIDE = 0.36
"""Of the picture of a run before, in sides of the picture at work."""
SMALL_GAP = 0.3
HALF = 0.5


def thirds(pixels: NDArray[np.int_]) -> list[NDArray[np.int_]]:
    """Some pixels in their order, in three parts that are about equal; less if there are fewer."""
    return [part for part in np.array_split(pixels, 3) if part.size]


class ForwardPass(Chapter):
    """The whole network at work."""

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
            "Another digit, another pattern of shining connections, another framed output. Rings"
            " stand around the hidden neurons that have changed; they show what they were before.",
        ),
        "another-hand": Beat(
            "another hand",
            "The first digit as another hand writes it. Rings stand around the hidden neurons that"
            " are not as they were for the first picture.",
        ),
    }

    def construct(self) -> None:
        first = self.subject.label
        if first is None:
            means = self.model.output_of_digit
            first = next((i for i in range(10) if means(i) == self.trace.answer), 0)
        other = (first + OTHER_DIGIT) % 10
        runs = f"own_digits[{other}].trace", f"other_hand[{first}].trace"
        for run, digit, hand in zip(runs, (other, first), (0, OTHER_HAND), strict=True):
            self.record = self.record.with_root(run, own_digit_trace(self.settings, digit, hand))
            changes = lit_changes(self.trace, self.record.roots[run])
            self.record = self.record.with_root(f"{CHANGES}.{run}", changes)
        self.answers = [self.answer_of(trace) for trace in ("trace", *runs)]
        self.the_whole_network()
        self.pixels_to_column()
        self.layer_by_layer()
        self.the_answer()
        self.another_run(
            runs[0],
            f"another-digit-{other}",
            _("Another picture, the same connections: a different path."),
        )
        self.another_run(
            runs[1],
            "another-hand",
            _("And a {digit} in another hand?"),
            digit=Verbatim(first),
        )
        self.rest(0.3)

    def the_whole_network(self) -> None:
        """Light crosses the gray network; its green connections alone, then its red ones alone."""
        diagram = self.diagram = NetworkDiagram(
            self.model, gray_palette(self.palette), spoken_of=self.answers
        ).show_weights()
        diagram.show_input(self.record["trace.ink"])
        self.ghosts, self.before, self.rings = Group(), Group(), VGroup()
        self.add(self.ghosts, diagram)
        self.beat(
            "the-whole-network",
            _("All {connections} connections: {positive} adds light, {negative} takes it away."),
            connections=self.record.number("model.weight_count", decimals=None),
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        layers = range(len(self.model.layers))
        sweeps = [sweep(diagram, layer, brighter=SPOKEN_OF, seconds=1.2) for layer in layers]
        self.play(LaggedStart(*sweeps, lag_ratio=0.5))
        for mark, sign in (("positive", 1), ("negative", -1)):
            self.at_word(mark)
            self.play(*self.weights_of(sign), run_time=1.3)

    def pixels_to_column(self) -> None:
        """The network grows quiet, and the pixels of the picture light its input column."""
        diagram = self.diagram
        self.beat(
            "pixels-to-column",
            _("Row by row, the pixels of the picture light up the first column."),
        )
        dark = diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape))
        self.play(dark, *self.weights_of(0), run_time=0.9)
        self.play(FoldIntoColumn(diagram, self.record["trace.ink"], seconds=2.8))

    def layer_by_layer(self) -> None:
        """One pixel speaks, then all of them; then each layer to the next."""
        ink, last = self.trace.ink, len(self.model.layers) - 1
        has_silent = self.trace.loudest_dark_pixel is None and not ink.all()
        said = _("Each pixel speaks to the next layer: what says more, or less, is bright.")
        if has_silent:
            said = _("Each lit pixel speaks to the next layer. A {dark} one says nothing.")
        self.beat("layer-by-layer", said)
        weights = np.abs(self.trace.layers[0].weights).sum(axis=0)
        speaking = np.flatnonzero(ink >= LIT * ink.max())
        first, *others = (int(part[(weights * ink)[part].argmax()]) for part in thirds(speaking))
        mark = self.pixel_mark(first)
        self.play(FadeIn(mark, scale=2), self.from_pixel(first), run_time=0.7)
        for pixel in others:
            moved = Transform(mark, self.pixel_mark(pixel))
            self.play(moved, self.from_pixel(pixel), run_time=0.6)
        if has_silent:
            silent = int((weights * (ink == 0)).argmax())
            self.at_word("dark")
            self.play(
                Transform(mark, self.pixel_mark(silent)), self.from_pixel(silent), run_time=0.8
            )
        for layer in range(last + 1):
            if layer == 1:
                said = _("The neurons that are lit speak to the next layer.")
                if last > 1:
                    said = _("The lit neurons speak to the next layer, and so on, to the last.")
                self.caption(said)
            leaving = [FadeOut(mark, run_time=0.3)] if layer == 0 else []
            self.run_into(layer, "trace", *leaving, seconds=1.7 if layer else 1.4)

    def pixel_mark(self, pixel: int) -> VGroup:
        """A frame around a pixel of the picture, and a line over its place in the input column."""
        diagram, color = self.diagram, self.palette.signal
        frame = diagram.image.cell_frame(*divmod(pixel, diagram.image.shape[1]), color)
        x, y, _z = diagram.places.columns[0][pixel]
        half = PIXEL_MARK * diagram.strip.width / 2
        tick = Line([x - half, y, 0], [x + half, y, 0], color=color, stroke_width=5)
        return VGroup(frame.scale(PIXEL_MARK).set_stroke(width=4), tick)

    def from_pixel(self, pixel: int) -> Animation:
        """Of the connections into the first layer, let only those from one pixel shine."""
        flow = self.record["trace.layers[0].contributions"]
        shown = np.zeros(flow.values.shape)
        shown[:, pixel] = lone_light(flow.values[:, pixel])
        return self.diagram.connections[0].animate.set_light(shown, flow).build()

    def the_answer(self) -> None:
        """The brightest output is named; what comes into it, and into the others, says why."""
        diagram, answer = self.diagram, self.trace.answer
        said = _("The brightest one is the answer: {answer}.")
        if self.has_tie():
            said = _("None is ahead of all others. The first one counts: {answer}.")
        if not self.has_choice:
            said = _("Its one output now holds {value}: this is all that the network says.")
        value = self.record.outputs()[answer]
        slots = {"answer": self.class_name(answer)} if self.has_choice else {"value": value}
        self.beat("the-answer", said, **slots)
        brightest = diagram.columns[-1][answer]
        self.play(pulse(brightest, color=self.palette.signal, scale=LIT_UP))
        if self.has_choice:
            self.at_word("answer")
        self.land("trace", *name_winner(diagram, answer), seconds=0.7)
        red = self.trace.layers[-1].negative_shares > HALF
        if self.has_choice and np.flatnonzero(~red).tolist() == [answer]:
            self.why_this_one(answer)

    def why_this_one(self, answer: int) -> None:
        """What comes into the brightest output alone, then what comes into all others."""
        self.caption(
            _("What comes into {answer} is mostly {positive}."),
            answer=self.class_name(answer),
            positive=Verbatim(_(self.palette.positive_name)),
        )
        self.play(self.into_outputs(answer), run_time=0.9)
        self.play(pulse(self.diagram.columns[-1][answer], color=self.palette.signal, scale=LIT_UP))
        others = [i for i in range(len(self.diagram.names)) if i != answer]
        self.caption(
            _("What comes into the others is mostly {negative}: they stay {dark}."),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        self.play(self.into_outputs(*others), run_time=0.9)
        dark = [self.diagram.names[i] for i in others]
        self.at_word("dark")
        together = self.into_outputs(answer, *others, brighter=1.0)
        self.play(pulse(*dark, color=self.palette.signal), together)

    def another_run(self, trace: str, beat: str, caption: str, **slots: Verbatim) -> None:
        """Another picture runs through, quickly; where the one before has run, a ghost is left."""
        inputs = self.record[f"{trace}.ink"]
        self.beat(beat, caption, **slots)
        small, place = self.small_picture()
        shrunk = [part.animate.scale(SMALL_SIDE) for part in small]
        self.play(*self.leave_a_ghost(), *shrunk, run_time=0.4)
        moved = [part.animate.move_to(place) for part in small]
        self.play(*moved, self.diagram.image.animate.show_image(inputs), run_time=0.4)
        self.play(FoldIntoColumn(self.diagram, inputs, seconds=0.7))
        is_last = len(self.before) == RUNS_BEFORE
        if is_last:
            self.tell_what_comes_out(trace)
        for layer in range(len(self.model.layers)):
            self.run_into(layer, trace, seconds=0.55)
        if not is_last:
            self.tell_what_comes_out(trace)
        if self.has_choice and len(self.model.layers) > 1:
            self.ring_what_changed(trace)
        self.land(trace, *name_winner(self.diagram, self.answer_of(trace)), seconds=0.7)
        self.rest(0.3)

    def tell_what_comes_out(self, trace: str) -> None:
        """How many hidden neurons changed, and the answer if it is the last run."""
        answer = self.answer_of(trace)
        if not self.has_choice:
            value = self.record.outputs(trace)[answer]
            self.caption(_("This time it holds {value}."), value=value)
            return
        name = {"answer": self.class_name(answer)}
        if len(self.model.layers) == 1:
            self.caption(_("It says {answer}."), **name)
            return
        counts = {
            each: self.record.number(f"{CHANGES}.{trace}.{each}", decimals=None)
            for each in ("changed", "hidden")
        }
        if len(self.before) < RUNS_BEFORE:
            self.caption(_("{changed} of {hidden} hidden neurons went on or off."), **counts)
            return
        said = _("Compared with the first, {changed} of {hidden} went on or off: it says {answer}.")
        self.caption(said, **counts, **name)

    def ring_what_changed(self, trace: str) -> None:
        """Ring the hidden neurons that are lit either now or in the first run, but not in both.

        They glide back to their light in the first run, and come again to what they are now.
        """
        hidden = [
            (disc, layer, neuron)
            for layer, column in enumerate(self.diagram.columns[:-1])
            for neuron, disc in enumerate(column)
        ]
        is_changed = self.record.roots[f"{CHANGES}.{trace}"].is_changed
        changed = [each for each, is_one in zip(hidden, is_changed, strict=True) if is_one]
        for disc, *_place in changed:
            ring = Circle(disc.width / 2 + AROUND, color=self.palette.signal, stroke_width=4)
            self.rings.add(ring.move_to(disc))
        self.at_word("changed")
        self.play(
            LaggedStart(*(FadeIn(ring, scale=1.6) for ring in self.rings), lag_ratio=0.1),
            run_time=0.8,
        )
        if not changed:
            return
        recalled = pulse(self.before[0], color=self.palette.signal)
        self.play(recalled, *(self.lit_as_in("trace", *each) for each in changed), run_time=0.6)
        self.play(*(self.lit_as_in(trace, *each) for each in changed), run_time=0.5)

    def lit_as_in(self, trace: str, disc: Neuron, layer: int, neuron: int) -> Animation:
        """Fill a neuron as it is in a trace."""
        activations = self.record[f"{trace}.layers[{layer}].activations"]
        levels = brightness(activations.values, self.model.activations[layer])
        return disc.animate.fire(activations[neuron], float(levels[neuron])).build()

    def answer_of(self, trace: str) -> int:
        """Which output is the brightest in a trace."""
        return int(self.record.outputs(trace).values.argmax())

    def weights_of(self, sign: int) -> list[Animation]:
        """Let connections of one sign be seen alone, or, if it is 0, all of them, but quiet."""
        moves: list[Animation] = []
        for i, light in enumerate(self.diagram.connections):
            weights = self.record[f"model.layers[{i}].weights"]
            share = SPOKEN_OF * (np.sign(weights.values) == sign) if sign else QUIET
            shown = share * rest_light(weights.values)
            colored = light.animate.show_signs(self.palette)
            moves.append(colored.set_light(shown, weights).build())
        return moves

    def into_outputs(self, *outputs: int, brighter: float = SPOKEN_OF) -> Animation:
        """Let only what comes into some of the outputs be seen, so much brighter than it flows."""
        last = len(self.model.layers) - 1
        flow = self.record[f"trace.layers[{last}].contributions"]
        shown = np.zeros(flow.values.shape)
        shown[list(outputs)] = brighter * flow_light(flow.values)[list(outputs)]
        return self.diagram.connections[last].animate.set_light(shown, flow).build()

    def run_into(self, layer: int, trace: str, *moves: Animation, seconds: float) -> None:
        """The signal comes into a layer, and its neurons light up."""
        signal = propagate(self.diagram, self.record, layer, trace=trace, seconds=seconds)
        self.play_sounds(lit_outputs(self.record, self.model, layer, trace=trace, seconds=seconds))
        self.play(signal, *moves)

    def leave_a_ghost(self) -> list[Animation]:
        """What has run fades to a trace of light; the network is dark for the next picture."""
        moves: list[Animation] = []
        for light in self.diagram.connections:
            ghost = light.copy().settle()
            self.ghosts.add(ghost)
            moves.append(ghost.animate.set_opacity(GHOST).build())
            light.set_light(np.zeros(light.signs.shape))
        moves += [column.animate.rest().build() for column in self.diagram.columns]
        strip = self.diagram.strip.animate.set_opacity(0).build()
        rings, self.rings = self.rings, VGroup()
        return [*moves, strip, FadeOut(self.box, self.value, rings), *name_winner(self.diagram, -1)]

    def small_picture(self) -> tuple[Group, NDArray[np.float64]]:
        """The picture that has run, with its frame, and where those of former runs stand."""
        diagram, places = self.diagram, self.diagram.places
        side = SMALL_SIDE * places.image_side
        # Beside the picture, the first one goes farthest: the next one must not cross it.
        number = len(self.before) if stage().is_wide else RUNS_BEFORE - 1 - len(self.before)
        across = side / 2 + number * (side + SMALL_GAP)
        self.before.add(small := Group(diagram.image.copy(), grid_frame(diagram.image)))
        return small, places.aside + np.array([across, -side / 2, 0.0])

    def land(self, trace: str, *moves: Animation, seconds: float) -> None:
        """The box lands on the brightest output, its activation beside it, while others move."""
        outputs, answer = self.record.outputs(trace), self.answer_of(trace)
        self.box = self.diagram.answer_box(answer)
        self.value = ValueLabel(outputs[answer], color=self.palette.signal)
        self.value.next_to(self.box, RIGHT, buff=0.15)
        self.play(
            FadeIn(self.box, scale=1.3),
            FadeIn(self.value),
            *moves,
            run_time=seconds,
        )
