"""`ForwardPass`: digits run through the whole network, every connection drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import RIGHT, Animation, FadeIn, FadeOut, Group, LaggedStart

from scenes.chapter import Beat, Chapter
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light, rest_light
from scenes.mobjects.raster.pixel_grid import grid_frame
from scenes.mobjects.text.typst_text import Verbatim
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate, sweep
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.subject import own_digit_trace
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER_DIGITS = (2, 6)
"""How far from the first digit the other two are, so that three different ones run."""
SPOKEN_OF = 1.5
"""How much brighter than at rest connections are while they are spoken of."""
RIDE, RIDE_SECONDS = 1.5, 1.2
"""Zoom while the view rides ahead of the signal, and how long it takes from layer to layer."""
NEAR_PICTURE = 1.7
"""Zoom while the pixels of the picture travel."""
LIT_UP = 1.5
"""How far the brightest output swells as it is spoken of."""
GHOST = 0.22
"""Opacity of the light that a run leaves behind."""
SMALL_SIDE = 0.36
"""Of the picture of a run before, in sides of the picture at work."""
SMALL_GAP = 0.3
HALF = 0.5


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
            "Another digit, another pattern of shining connections, another framed output. Those"
            " of the run before are still faintly there.",
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
            _("Another picture, the same connections: the light takes a different path."),
            _("A third one, and another path."),
        )
        for digit, caption in zip(self.others, captions, strict=True):
            self.another_digit(digit, caption)
        self.rest(0.6)

    def the_whole_network(self) -> None:
        """Light crosses the gray network; its green connections alone, then its red ones alone."""
        traces = ("trace", *map(self.trace_of, self.others))
        diagram = self.diagram = NetworkDiagram(
            self.model, gray_palette(self.palette), spoken_of=map(self.answer_of, traces)
        ).show_weights()
        diagram.show_input(self.record["trace.ink"])
        self.ghosts, self.before = Group(), Group()
        self.add(self.ghosts, diagram)
        self.beat(
            "the-whole-network",
            _("All {connections} connections: {positive} adds light, {negative} takes it away."),
            connections=self.record.number("model.weight_count", decimals=None),
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        layers = range(len(self.model.layers))
        sweeps = [sweep(diagram, layer, brighter=SPOKEN_OF, seconds=0.9) for layer in layers]
        self.play(LaggedStart(*sweeps, lag_ratio=0.5))
        for mark, sign in (("positive", 1), ("negative", -1)):
            self.at_word(mark)
            self.play(*self.weights_of(sign), run_time=1.1)

    def pixels_to_column(self) -> None:
        """The view comes close to the picture, whose pixels light the input column."""
        diagram = self.diagram
        self.beat(
            "pixels-to-column",
            _("Row by row, the pixels of the picture light up the first column."),
        )
        dark = diagram.strip.animate.set_colors(np.zeros(diagram.strip.colors.shape))
        near = self.view.animate.look_at(diagram.near_picture(NEAR_PICTURE), share=1.0)
        names = FadeOut(diagram.names, run_time=0.5)
        self.play(dark, near, names, *self.weights_of(0), run_time=1.2)
        self.play(FoldIntoColumn(diagram, self.record["trace.ink"], seconds=2.8))

    def layer_by_layer(self) -> None:
        """The view goes ahead to each layer, and rests while the signal comes into it."""
        said = _("Each pixel speaks to the next layer: what says more, or less, is bright.")
        if self.trace.loudest_dark_pixel is None:
            said = _("Each lit pixel speaks to the next layer. A dark one says nothing.")
        last = len(self.model.layers) - 1
        self.beat("layer-by-layer", said)
        for layer in range(last + 1):
            if layer == 1:
                self.caption(_("The neurons that are lit speak to the next layer."))
            if layer == last > 1:
                self.caption(_("And so on, to the last layer."))
            moves = [self.look_at(layer)]
            if layer == last:
                moves.append(FadeIn(self.diagram.names, run_time=RIDE_SECONDS))
            self.run_into(layer, "trace", *moves, seconds=2.4)

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
            _("What comes into the others is mostly {negative}: they stay dark."),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        self.play(self.into_outputs(*others), run_time=0.9)
        dark = [self.diagram.names[i] for i in others]
        self.play(pulse(*dark, color=self.palette.signal))
        self.play(self.into_outputs(answer, *others, brighter=1.0), run_time=0.9)

    def another_digit(self, digit: int, caption: str) -> None:
        trace = self.trace_of(digit)
        inputs = self.record[f"{trace}.ink"]
        self.beat(f"another-digit-{digit}", caption)
        small, place = self.small_picture()
        shrunk = [part.animate.scale(SMALL_SIDE) for part in small]
        self.play(*self.leave_a_ghost(), *shrunk, run_time=0.6)
        moved = [part.animate.move_to(place) for part in small]
        self.play(*moved, self.diagram.image.animate.show_image(inputs), run_time=0.6)
        self.play(FoldIntoColumn(self.diagram, inputs, seconds=0.9))
        for layer in range(len(self.model.layers)):
            self.run_into(layer, trace, seconds=0.65)
        answer = self.answer_of(trace)
        said = _("It says {answer}.")
        if not self.has_choice:
            said = _("This time it holds {value}.")
        value = self.record.outputs(trace)[answer]
        slots = {"answer": self.class_name(answer)} if self.has_choice else {"value": value}
        self.caption(said, **slots)
        self.land(trace, *name_winner(self.diagram, answer), seconds=0.7)
        self.rest(0.3)

    def trace_of(self, digit: int) -> str:
        """Where the record has the trace of one of our own digits."""
        return f"own_digits[{digit}].trace"

    def answer_of(self, trace: str) -> int:
        """Which output is the brightest in a trace."""
        return int(self.record.outputs(trace).values.argmax())

    def weights_of(self, sign: int) -> list[Animation]:
        """Let connections with weights of one sign be seen alone, or, if it is 0, all of them."""
        moves: list[Animation] = []
        for i, light in enumerate(self.diagram.connections):
            weights = self.record[f"model.layers[{i}].weights"]
            shown = rest_light(weights.values)
            if sign:
                shown = shown * (SPOKEN_OF * (np.sign(weights.values) == sign))
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

    def look_at(self, layer: int) -> Animation:
        """Ride to where the signal enters a hidden layer; before the last one, pull out."""
        ride = self.view.animate(run_time=RIDE_SECONDS)
        if layer == len(self.model.layers) - 1:
            return ride.pull_out()
        whole, columns = stage(), self.diagram.places.columns
        near = whole.scaled(1 / RIDE)
        x, y = np.mean([columns[i].mean(axis=0) for i in (layer, layer + 1)], 0)[:2]
        slack = (whole.width - near.width) / 2, (whole.height - near.height) / 2
        x, y = np.clip([x, y] - whole.center[:2], np.negative(slack), slack) + whole.center[:2]
        center = near.center
        return ride.look_at(near.shifted(x - center[0], y - center[1]), share=1.0)

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
        return [*moves, strip, FadeOut(self.box, self.value), *name_winner(self.diagram, -1)]

    def small_picture(self) -> tuple[Group, NDArray[np.float64]]:
        """The picture that has run, with its frame, and where those of former runs stand."""
        diagram, places = self.diagram, self.diagram.places
        side = SMALL_SIDE * places.image_side
        # Beside the picture, the first one goes farthest: the next one must not cross it.
        number = len(self.before) if stage().is_wide else len(self.others) - 1 - len(self.before)
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
