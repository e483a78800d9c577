"""`TheNetworkIsAFunction`: all of the network is one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    Rectangle,
    SurroundingRectangle,
    linear,
    there_and_back,
)

from network.analysis.pixels import digit_overlap, sweep_pixel
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.the_network_is_a_function_parts import (
    WORDS_GAP,
    EffectMap,
    OutputNumbers,
    PixelLens,
    RowByRow,
    StepThrough,
    Sweep,
    change_decimals,
    map_key,
)
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.function_box import (
    FunctionBox,
    function_room,
    lead_through,
    network_edges,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram, lone_light, rest_light
from scenes.mobjects.network.network_sketch import NetworkSketch
from scenes.mobjects.text.typst_text import Formula
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, propagate
from scenes.motion.resizing import resized
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scenes.mobjects.text.value_label import ValueLabel
    from scenes.subject.sourced import Sourced

GLOW, DIM = 1.7, 0.4
"""How much brighter than at rest weights are when they are spoken of, and when others are."""
LITTLE = 0.1
"""Of the light of a lamp: a smaller change is hardly seen."""
PIXEL_LIGHT, SKETCH_LIGHT = 2.0, 2.5
"""How much brighter than at rest connections of the turned pixel are, and those of a sketch."""
SWEEP = "measurement.pixel_sweep"


class TheNetworkIsAFunction(Chapter):
    """Numbers in, numbers out."""

    summary = N_("The whole network is one function: pixels in, answers out.")
    concepts = (N_("function"), N_("parameters"), N_("sensitivity"))
    beats: ClassVar = {
        "all-of-it": Beat(
            "all of it",
            "A yellow box has closed around the network; the picture's pixels have gone into it,"
            " and the outputs beside it are lit.",
        ),
        "parameters-inside": Beat(
            "parameters inside",
            "The box is named f. All connections in it glow: they are its parameters.",
        ),
        "one-pixel": Beat(
            "one pixel",
            "One pixel of the picture, large under a lens, has changed; in the box its connections"
            " have changed with it, and beside each output stands its number.",
        ),
        "they-answer": Beat(
            "they answer",
            "Of all numbers one is left: how far the output that moves most rose or fell.",
        ),
        "every-pixel": Beat(
            "every pixel",
            "The picture has become a yellow map: brighter where a pixel alone could change the"
            " outputs more. A thin line shows where the digit is.",
        ),
        "a-simpler-one": Beat(
            "a simpler one",
            "The box is white and named with a question mark: in it all pixels are connected"
            " straight to the outputs, in gray.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Neuron", "Neuron"): "the network shrinks away from its outputs",
        ("PixelCloud", "PixelGrid"): "pixels come into the input column",
    }

    def construct(self) -> None:
        self.measure()
        self.prepare()
        self.all_of_it()
        self.parameters_inside()
        self.one_pixel()
        self.they_answer()
        self.every_pixel()
        self.a_simpler_one()
        self.rest(0.5)

    def measure(self) -> None:
        """Let the pixel with the largest effect go from black to white, or back."""
        self.sweep = sweep_pixel(self.model, self.trace.ink)
        self.record = self.record.with_root(SWEEP, self.sweep)
        self.pixel = self.record.number(f"{SWEEP}.pixel", decimals=None)
        self.inputs = self.record.number("model.layer_sizes[0]", decimals=None)
        last = len(self.model.layers)
        self.outputs = self.record.number(f"model.layer_sizes[{last}]", decimals=None)
        self.parameters = self.record.number("model.parameter_count", decimals=None)

    def prepare(self) -> None:
        """Put the network on stage; the box will leave room for numbers beside the outputs."""
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer, self.sweep.most]
        )
        self.add(diagram.show_run(self.record))
        self.ends = diagram.columns[-1].copy()
        self.hidden = [*diagram.columns[:-1], self.ends]
        self.lights = list(diagram.connections)
        self.inside = [*self.lights, *self.hidden, diagram.strip, diagram.strip_frame]
        self.home = network_edges(diagram)
        self.middle, self.scale = self.home.center, 1.0
        rows = self.swept_outputs()
        outputs = list(map(self.shown_change, self.record.outputs()))
        self.numbers = OutputNumbers(diagram, outputs)
        shown = [self.numbers.change(self.sweep.most, self.change, **self.look_of_change)]
        shown += [OutputNumbers(diagram, row) for row in (outputs, rows[0], rows[-1])]
        aside = max(float(each.get_right()[0]) for each in shown) - stage().right
        self.aside = max(0.0, aside) * LEFT
        self.numbers.shift(self.aside)
        self.room = function_room(diagram.image_frame, self.ends.copy().shift(self.aside))

    def all_of_it(self) -> None:
        """A box closes around the network; it takes all pixels in, and outputs come out."""
        self.beat(
            "all-of-it",
            _("Put the whole network in a box: {inputs} numbers in, {outputs} out."),
            inputs=self.inputs,
            outputs=self.outputs,
        )
        diagram, strip = self.diagram, self.diagram.strip
        self.box = FunctionBox(self.room, self.palette, parameters=self.parameters)
        self.add(self.ends, diagram.columns[-1])
        moves = self.bring_inside()
        moves[self.inside.index(strip)].set_colors(np.zeros(strip.colors.shape))
        self.play(
            *moves,
            diagram.columns[-1].animate.rest().shift(self.aside),
            diagram.names.animate.shift(self.aside),
            Create(self.box.box),
            run_time=1.5,
        )
        self.at_word("inputs")
        self.play(FoldIntoColumn(diagram, self.record["trace.ink"], seconds=1.4))
        seconds = 1.6 / len(self.model.layers)
        last = len(self.model.layers) - 1
        for layer in range(last + 1):
            if layer == last:
                self.at_word("outputs")
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=seconds))
            signal = propagate(diagram, self.record, layer, seconds=seconds)
            coming = [*self.lit_ends(), FadeIn(self.numbers)] if layer == last else []
            self.play(signal, *coming)

    def lit_ends(self) -> list[Any]:
        """Light the outputs in the box as those beside it."""
        outputs, last = self.record.outputs(), self.model.activations[-1]
        return [self.ends.animate.fire(outputs, last)]

    def bring_inside(self) -> list[Any]:
        """Bring the network into its box, at the scale that fits there."""
        room, home = self.box.inside, self.home
        self.scale = min(1.0, room.width / home.width, room.height / home.height)
        moves = resized(self.inside, self.scale, about=home.center, to=room.center)
        self.middle = room.center
        return self.at_rest(moves, 1.0)

    def at_rest(self, moves: list[Any], exposure: float, pixel: float = 0.0) -> list[Any]:
        """Let parts of the network show weights, so many times as bright as at rest.

        Those of the pixel that is turned give light as the pixel does.
        """
        for i, (move, layer) in enumerate(zip(moves, self.model.layers, strict=False)):
            light = exposure * rest_light(layer.weights)
            if i == 0:
                column = layer.weights[:, self.sweep.pixel]
                light[:, self.sweep.pixel] = np.maximum(
                    light[:, self.sweep.pixel], PIXEL_LIGHT * pixel * lone_light(column)
                )
            move.set_light(light, self.record[f"model.layers[{i}].weights"])
        for move in moves[len(self.lights) : len(self.lights) + len(self.hidden)]:
            move.rest().set_stroke(opacity=1)
        return moves

    def shine(self, exposure: float, pixel: float = 0.0, **options: Any) -> list[Any]:
        """Let the network in the box show its weights, as in `at_rest`."""
        moves = [part.animate(**options) for part in (*self.lights, *self.hidden)]
        return self.at_rest(moves, exposure, pixel)

    def parameters_inside(self) -> None:
        """What gives outputs for inputs is a function; its weights and biases are in it."""
        self.beat(
            "parameters-inside",
            _("Call it {f}: a function with {count} parameters."),
            count=self.parameters,
        )
        arrows = lead_through(
            self.diagram.image_frame,
            self.box.box,
            self.diagram.columns[-1],
            color=theme.SECONDARY,
        )
        self.at_word("f")
        self.play(FadeIn(self.box.title, scale=0.6), *map(GrowArrow, arrows), run_time=0.7)
        self.at_word("count")
        self.play(*self.shine(GLOW), FadeIn(self.box.note, shift=0.2 * UP), run_time=0.8)
        self.play(pulse(self.box.note, color=self.palette.signal))

    def one_pixel(self) -> None:
        """One input turns, large under a lens; all outputs follow."""
        self.beat(
            "one-pixel",
            self.way(
                _("Take the pixel with the most influence, and {turn} it from black to white."),
                _("Take the pixel with the most influence, and {turn} it from white to black."),
            ),
        )
        pixel = self.swept()
        lens = self.lens = PixelLens(
            self.diagram.image, self.pixel, pixel[0], color=self.palette.signal
        )
        self.play(
            Create(lens),
            FadeOut(self.box.note),
            *self.shine(DIM, pixel[0].value),
            run_time=0.7,
        )
        self.play(lens.animate.grow(), FadeIn(lens.words), run_time=0.8)
        turning = self.turning(self.numbers.of)
        self.add(turning)
        self.at_word("turn")
        self.play(StepThrough(turning), *self.shine(DIM, pixel[-1].value), run_time=2.0)

    def turning(self, numbers: Mapping[int, ValueLabel]) -> Sweep:
        """The pixel as it turns, with all lamps and some numbers."""
        return Sweep(
            self.swept(),
            self.swept_outputs(),
            levels=self.output_levels(),
            lens=self.lens,
            column=self.diagram.columns[-1],
            numbers=numbers,
        )

    def they_answer(self) -> None:
        """What the network says now; then how far the output moved that moved most."""
        answers = self.record[f"{SWEEP}.answers"].values[:: self.direction]
        before, after = map(int, answers[[0, -1]])
        most, signal = self.sweep.most, self.palette.signal
        output = self.class_name(most)
        column, names = self.diagram.columns[-1], self.diagram.names
        is_still = self.change.value == 0
        framed = Group()
        if self.has_choice:
            if is_still:
                said = _("This time no output moves. The answer is still {answer}.")
            elif before == after:
                said = _("The answer is still {answer}.")
            else:
                said = _("Now the answer is {answer}.")
            self.beat("they-answer", said, answer=self.class_name(after))
            answer = Group(column[after], names[after])
            frame = SurroundingRectangle(answer, color=signal, buff=0.1)
            self.play(Create(frame.set_stroke(width=4)), run_time=0.6)
            self.point_at("answer", *answer)
            framed.add(frame)
        elif is_still:
            self.beat("they-answer", _("The {output} does not move this time."), output=output)
        else:
            self.beat("they-answer", _("This is how the {output} responds."), output=output)
        self.left = list(self.numbers)
        if is_still:
            self.left.append(framed)
            return
        if self.has_choice:
            said = (
                _("Output {output} changes most, by just {change}.")
                if self.is_little
                else _("Output {output} changes most, by {change}.")
            )
            effect = self.record[f"{SWEEP}.effects"][self.sweep.pixel]
            self.caption(said, output=output, change=self.shown_change(effect))
        number = self.numbers.of[most]
        others = [each for each in self.numbers if each is not number]
        self.play(
            FadeOut(framed, *others),
            number.animate.set_color(signal),
            pulse(column[most], names[most], color=signal),
            run_time=0.7,
        )
        number.glyph_color = signal
        self.play(
            StepThrough(
                self.turning({most: number}), rate_func=lambda share: 1 - there_and_back(share)
            ),
            *self.shine(DIM, self.swept()[0].value, rate_func=there_and_back),
            run_time=1.5,
        )
        change = self.numbers.change(most, self.change, **self.look_of_change)
        if self.has_choice:
            self.at_word("change")
        self.play(FadeOut(number), run_time=0.2)
        self.play(FadeIn(change, scale=0.8), run_time=0.4)
        self.left = [change]

    def every_pixel(self) -> None:
        """A map comes over the picture: how much each pixel alone could move an output."""
        effects, image = self.record[f"{SWEEP}.effects"], self.diagram.image
        signal = self.palette.signal
        self.beat(
            "every-pixel",
            _("Try every pixel: the {brighter} it is here, the more it can change an output."),
        )
        shown = EffectMap(effects, image, signal)
        is_lit = digit_overlap([self.trace.ink]).is_lit
        digit = PatchOutline(shown, is_lit, color=theme.SECONDARY).set_stroke(width=2.5)
        line = Rectangle(width=image.width, height=image.cell_side, color=signal)
        line.set_stroke(width=3).move_to(image.get_top(), aligned_edge=UP)
        key = self.key_of_map(self.shown_change(effects[self.sweep.pixel]))
        outputs = self.record.outputs()
        self.play(
            FadeOut(self.lens, self.lens.words, *self.left),
            self.diagram.columns[-1].animate.fire(outputs, self.model.activations[-1]),
            *self.shine(DIM),
            Create(line),
            run_time=0.5,
        )
        self.add(shown, self.diagram.image_frame, line)
        self.play(FadeIn(key), Create(digit), run_time=0.5)
        self.play(
            RowByRow(shown, run_time=2.1),
            line.animate(run_time=2.1, rate_func=linear).move_to(
                image.get_bottom(), aligned_edge=DOWN
            ),
        )
        mark = shown.cell_frame(*divmod(self.sweep.pixel, image.shape[1]), signal)
        self.at_word("brighter")
        self.play(FadeOut(line, run_time=0.4), Create(mark), run_time=0.7)
        self.mapped = Group(shown, digit, key, mark)

    def key_of_map(self, largest: Sourced) -> Group:
        """The key of the map: below it on a wide stage, right of it on any other."""
        frame, area = self.diagram.image_frame, stage()
        if area.is_wide:
            key = map_key(largest, self.palette.signal, frame.width)
            return key.next_to(frame, DOWN, buff=WORDS_GAP)
        width = area.right - float(frame.get_right()[0]) - WORDS_GAP
        return map_key(largest, self.palette.signal, width).next_to(frame, RIGHT, buff=WORDS_GAP)

    def a_simpler_one(self) -> None:
        """In the same box other layers are sketched, with a question mark: the next act."""
        has_hidden = len(self.model.layers) > 1
        said = _("Does f need all these {layers}? Would a {single} one do?")
        if not has_hidden:
            said = _("Here f has but one {layers:layer}. Would {single:more} do better?")
        self.beat("a-simpler-one", said)
        self.play(FadeOut(self.mapped), *self.shine(GLOW), run_time=0.6)
        self.at_word("layers")
        self.play(pulse(*(self.hidden[:-1] or self.hidden), color=self.palette.signal, scale=1.06))
        room = self.home.scaled(self.scale)
        room = room.shifted(*map(float, (self.middle - room.center)[:2]))
        simpler = NetworkSketch(
            self.outputs, 0 if has_hidden else 2, room, self.palette,
            outputs=int(self.outputs.value),
        )  # fmt: skip
        simpler.shine(SKETCH_LIGHT)
        name = Formula("?", size="title", color=theme.TEXT).move_to(self.box.title)
        column = self.diagram.columns[-1]
        self.at_word("single")
        self.play(
            FadeOut(*self.inside, self.box.title),
            self.box.box.animate.set_stroke(theme.TEXT),
            column.animate.rest(),
            FadeIn(simpler),
            run_time=0.7,
        )
        self.play(FadeIn(name), run_time=0.4)
        self.play(pulse(name, color=self.palette.signal))

    @property
    def is_little(self) -> bool:
        """Whether the change is hardly seen on the lamp of the output that moves most."""
        first, last = self.output_levels()[[0, -1], self.sweep.most]
        return bool(abs(last - first) < LITTLE)

    @property
    def direction(self) -> int:
        """1 if the pixel is rather black in the picture and goes to white, else -1."""
        return 1 if self.sweep.goes_white else -1

    def way(self, to_white: str, to_black: str) -> str:
        """The words for the direction in which the pixel goes."""
        return to_white if self.direction > 0 else to_black

    def swept(self) -> list[Sourced]:
        """The values of the pixel, as it takes them."""
        return list(self.record[f"{SWEEP}.values"])[:: self.direction]

    def swept_outputs(self) -> list[list[Sourced]]:
        """All outputs at each of these values."""
        outputs = self.record[f"{SWEEP}.outputs"]
        rows = [outputs.row(step) for step in range(len(outputs.values))]
        return [[self.shown_change(each) for each in row] for row in rows[:: self.direction]]

    def output_levels(self) -> NDArray[np.float64]:
        """How bright the outputs are at each of these values, shape (steps, classes)."""
        outputs = self.record[f"{SWEEP}.outputs"].values
        levels = [brightness(row, self.model.activations[-1]) for row in outputs]
        return np.array(levels)[:: self.direction]

    @property
    def change(self) -> Sourced:
        """How far the output that moves most rose or fell."""
        change = self.record[f"{SWEEP}.changes"][self.sweep.most]
        return self.shown_change(change).shown_as(signed=True)

    @property
    def look_of_change(self) -> dict[str, str]:
        """Size and color of that number: large where there is room."""
        size = "focus" if stage().is_wide else "number"
        return {"size": size, "color": self.palette.signal}

    def shown_change(self, value: Sourced) -> Sourced:
        """A value with as many decimals as the change needs."""
        first, last = self.sweep.outputs[[0, -1], self.sweep.most]
        return value.shown_as(decimals=change_decimals(first, last))
