"""`TheNetworkIsAFunction`: all of the network is one function."""

from __future__ import annotations

from dataclasses import replace
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
    LaggedStart,
    Rectangle,
    ReplacementTransform,
    Square,
    SurroundingRectangle,
    Transform,
    VGroup,
    linear,
)

from network.analysis.pixels import digit_overlap, sweep_pixel
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.the_network_is_a_function_parts import (
    KEY_GAP,
    EffectMap,
    PixelLoupe,
    RowByRow,
    SimplerBox,
    StepThrough,
    Sweep,
    SweepPlot,
    change_decimals,
    loupe_and_plot,
    map_key,
    show_pixel,
)
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.network.function_box import (
    FunctionBox,
    edges,
    function_room,
    lead_through,
    network_edges,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text.typst_text import note
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, propagate
from scenes.motion.resizing import resized
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced

GLOW = 1.7
"""How much brighter than at rest weights are when they are spoken of."""
LARGER = 6.0
"""What is to be seen only on a scale so many times as fine as a full one is little."""
FRAME_GAP = 0.09
"""By so much the frame around a pixel is larger than the pixel."""
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
            "The box is small. One pixel of the picture, large under a loupe, has changed; below"
            " the box a yellow curve shows how the output that moves most went along.",
        ),
        "they-answer": Beat(
            "they answer",
            "A yellow frame marks the answer; at the end of the curve, which a lens enlarges if it"
            " is flat, stands how far it rose or fell.",
        ),
        "every-pixel": Beat(
            "every pixel",
            "In place of the curve a yellow map of the picture: brighter where a pixel alone could"
            " change the outputs more. A thin line shows where the digit is.",
        ),
        "a-simpler-one": Beat(
            "a simpler one",
            "The box f is larger again; below it stands a white box named with a question mark, and"
            " in that all pixels are connected straight to the outputs, in gray.",
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
        """Put the network on stage."""
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer, self.sweep.most]
        )
        self.add(diagram.show_run(self.record))
        self.picture = Group(diagram.image, diagram.image_frame)
        self.room = function_room(diagram.image_frame, diagram.columns[-1])
        self.ends = diagram.columns[-1].copy()
        self.hidden = [*diagram.columns[:-1], self.ends]
        self.lights = list(diagram.connections)
        self.inside = [*self.lights, *self.hidden, diagram.strip, diagram.strip_frame]
        self.home = network_edges(diagram)
        self.middle, self.scale = self.home.center, 1.0
        self.arrows = VGroup()
        self.answers = [diagram.columns[-1], diagram.names]

    def all_of_it(self) -> None:
        """A box closes around the network; it takes all pixels in, and outputs come out."""
        self.beat(
            "all-of-it",
            _("Put the whole network in a box: {inputs} numbers in, {outputs} out."),
            inputs=self.inputs,
            outputs=self.outputs,
        )
        diagram, strip = self.diagram, self.diagram.strip
        self.box = FunctionBox(self.room.box, self.palette, parameters=self.parameters)
        self.add(self.ends, diagram.columns[-1])
        moves = self.bring(self.box.inside, exposure=1.0)
        moves[self.inside.index(strip)].set_colors(np.zeros(strip.colors.shape))
        self.play(*moves, diagram.columns[-1].animate.rest(), Create(self.box.box), run_time=1.5)
        self.at_word("inputs")
        self.play(FoldIntoColumn(diagram, self.record["trace.ink"], seconds=1.4))
        seconds = 1.6 / len(self.model.layers)
        last = len(self.model.layers) - 1
        for layer in range(last + 1):
            if layer == last:
                self.at_word("outputs")
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=seconds))
            signal = propagate(diagram, self.record, layer, seconds=seconds)
            self.play(signal, *(self.lit_ends() if layer == last else ()))

    def lit_ends(self) -> list[Any]:
        """Light the outputs in the box as those beside it."""
        outputs, last = self.record.outputs(), self.model.activations[-1]
        return [self.ends.animate.fire(outputs, last)]

    def bring(self, room: Stage, exposure: float | None = None) -> list[Any]:
        """Bring all that is in the box to a room, at the scale that fits there.

        With an exposure the network shows its weights, so many times as bright as at rest.
        """
        scale = min(1.0, room.width / self.home.width, room.height / self.home.height)
        moves = resized(self.inside, scale / self.scale, about=self.middle, to=room.center)
        self.middle, self.scale = room.center, scale
        if exposure is not None:
            for i, layer in enumerate(self.model.layers):
                weights = self.record[f"model.layers[{i}].weights"]
                moves[i].set_light(exposure * rest_light(layer.weights), weights)
            for move in moves[len(self.lights) : len(self.lights) + len(self.hidden)]:
                move.rest().set_stroke(opacity=1)
        return moves

    def become(self, room: Stage, exposure: float | None = None) -> list[Any]:
        """Let the box fill another room, with all that is in it but its name."""
        box = FunctionBox(room, self.palette)
        return [Transform(self.box.box, box.box), *self.bring(box.inside, exposure)]

    def lead_to(self, box: Mobject) -> VGroup:
        """Arrows from the picture into a box, and from there to the outputs."""
        outputs = self.diagram.columns[-1]
        return lead_through(self.diagram.image_frame, box, outputs, color=theme.SECONDARY)

    def parameters_inside(self) -> None:
        """What gives outputs for inputs is a function; its weights and biases are in it."""
        self.beat(
            "parameters-inside",
            _("Call it {f}: a function with {count} parameters."),
            count=self.parameters,
        )
        self.arrows = self.lead_to(self.box.box)
        self.at_word("f")
        self.play(FadeIn(self.box.title, scale=0.6), *map(GrowArrow, self.arrows), run_time=0.7)
        self.at_word("count")
        self.play(
            *self.bring(self.box.inside, exposure=GLOW),
            FadeIn(self.box.note, shift=0.2 * UP),
            run_time=0.8,
        )
        self.play(pulse(self.box.note, color=self.palette.signal))

    def one_pixel(self) -> None:
        """One input turns, large under a loupe; the output that moves most is plotted."""
        self.beat(
            "one-pixel",
            self.way(
                _("Take the pixel with the most influence, and {turn} it from black to white."),
                _("Take the pixel with the most influence, and {turn} it from white to black."),
            ),
        )
        late = self.step_aside()
        self.look_close(late)
        outputs = self.record[f"{SWEEP}.outputs"]
        turning = Sweep(
            self.swept(),
            [outputs.row(step) for step in range(len(outputs.values))][:: self.direction],
            levels=self.output_levels(),
            cell=self.cell,
            loupe=self.loupe,
            column=self.diagram.columns[-1],
            plot=self.plot,
        )
        self.add(turning)
        self.at_word("turn")
        self.play(StepThrough(turning, run_time=2.0))

    def step_aside(self) -> list[Mobject]:
        """The box gets small; returned is what it would have passed over, and is still away."""
        rooms = (*self.room.way, self.room.small)
        late = self.answers if self.room.way else []
        up = (stage().top - float(self.picture.get_top()[1])) * UP
        self.play(FadeOut(*self.box[1:], self.arrows, *late), run_time=0.3)
        self.play(
            *self.become(rooms[0], exposure=1.0), self.picture.animate.shift(up), run_time=0.8
        )
        for room in rooms[1:]:
            self.play(*self.become(room), run_time=0.7)
        return late

    def look_close(self, late: list[Mobject]) -> None:
        """The pixel comes under the loupe; the output that moves most comes to its axes."""
        image, color = self.diagram.image, self.palette.signal
        self.cell = Square(image.cell_side, stroke_width=0)
        self.cell.move_to(image.cell_center(*divmod(int(self.pixel.value), image.shape[1])))
        show_pixel(self.cell, self.swept()[0])
        self.frame = Square(image.cell_side + FRAME_GAP, color=color, stroke_width=3)
        self.frame.move_to(self.cell)
        self.below, beside = loupe_and_plot(self.room, edges(self.diagram.image_frame))
        name = note(_("pixel {index}"), index=self.pixel)
        loupe = self.loupe = PixelLoupe(
            self.swept()[0], name, self.frame, room=self.below, color=color
        )
        # On the way of the box its name would have crossed the network.
        self.name = FunctionBox(self.room.small, self.palette).title
        self.arrows = self.lead_to(self.box.box)
        self.play(
            Create(self.frame),
            *map(GrowArrow, self.arrows),
            FadeIn(self.name, *late),
            run_time=0.4,
        )
        coming = [
            ReplacementTransform(self.cell.copy(), loupe.square),
            Create(loupe.ties),
            FadeIn(loupe.words, shift=0.2 * DOWN),
        ]
        is_still = self.record[f"{SWEEP}.changes"][self.sweep.most].value == 0
        self.plot = plot = None if is_still else self.sweep_plot(beside)
        if plot is None:
            self.play(*coming, run_time=0.7)
            return
        most = self.diagram.columns[-1][self.sweep.most]
        named = ReplacementTransform(most.copy(), plot.neuron), FadeIn(plot.axes)
        self.play(*coming, *named, run_time=0.7)
        self.play(FadeIn(plot.label, plot.value, plot.dot), run_time=0.3)

    def they_answer(self) -> None:
        """What the network says now; then how far the output moved that moved most."""
        answers = self.record[f"{SWEEP}.answers"].values[:: self.direction]
        before, after = map(int, answers[[0, -1]])
        output = self.class_name(self.sweep.most)
        column, names = self.diagram.columns[-1], self.diagram.names
        self.framed = Group()
        if self.has_choice:
            if self.plot is None:
                said = _("This time no output moves. The answer is still {answer}.")
            elif before == after:
                said = _("The answer is still {answer}.")
            else:
                said = _("Now the answer is {answer}.")
            self.beat("they-answer", said, answer=self.class_name(after))
            answer = Group(column[after], names[after])
            frame = SurroundingRectangle(answer, color=self.palette.signal, buff=0.1)
            self.play(Create(frame.set_stroke(width=4)), run_time=0.6)
            self.point_at("answer", *answer)
            self.framed.add(frame)
        elif self.plot is None:
            self.beat("they-answer", _("The {output} does not move this time."), output=output)
        else:
            self.beat("they-answer", _("This is how the {output} responds."), output=output)
        if self.plot is None:
            return
        change = self.plot.change.sourced
        if self.has_choice:
            said = (
                _("Output {output} changes most, by just {change}.")
                if self.is_little
                else _("Output {output} changes most, by {change}.")
            )
            self.caption(said, output=output, change=change)
        opening = self.plot.open_lens()
        named = pulse(column[self.sweep.most], self.plot.label, color=self.palette.signal)
        self.play(*opening[:1])
        self.play(named, *opening[1:2])
        self.play(*opening[2:])
        level, line, number = self.rise = self.plot.rise()
        self.play(LaggedStart(Create(level), Create(line), lag_ratio=0.6, run_time=0.7))
        if self.has_choice:
            self.at_word("change")
        self.play(FadeIn(number, shift=0.1 * RIGHT), run_time=0.4)

    def every_pixel(self) -> None:
        """A map of the picture: how much each pixel alone could move an output."""
        effects = self.record[f"{SWEEP}.effects"]
        self.beat(
            "every-pixel",
            _("Try every pixel: the {brighter} it is here, the more it can change an output."),
        )
        image = self.diagram.image
        largest = self.shown_change(effects[self.sweep.pixel])
        key, room = self.key_and_room(largest)
        copy, edge = image.copy(), self.diagram.image_frame.copy()
        for part in (copy, edge):
            part.scale(min(room.width, room.height) / image.height).move_to(room.center)
        shown = EffectMap(effects, copy, self.palette.signal)
        is_lit = digit_overlap([self.trace.ink]).is_lit
        digit = PatchOutline(shown, is_lit, color=theme.SECONDARY).set_stroke(width=2.5)
        line = Rectangle(width=image.width, height=image.cell_side, color=self.palette.signal)
        line.set_stroke(width=3).move_to(image.get_top(), aligned_edge=UP)
        plotted = [] if self.plot is None else [self.plot, self.rise, *(self.plot.lens or ())]
        self.play(
            FadeOut(*plotted, self.loupe, self.cell, *self.framed), Create(line), run_time=0.4
        )
        self.add(shown)
        self.play(FadeIn(edge, key), Create(digit), run_time=0.7)
        self.play(
            RowByRow(shown, run_time=2.4),
            line.animate(run_time=2.4, rate_func=linear).move_to(
                image.get_bottom(), aligned_edge=DOWN
            ),
        )
        mark = shown.cell_frame(*divmod(self.sweep.pixel, image.shape[1]), self.palette.signal)
        self.at_word("brighter")
        self.play(FadeOut(line, run_time=0.4), Create(mark), run_time=0.7)
        self.mapped = Group(shown, edge, digit, key, mark)

    def key_and_room(self, largest: Sourced) -> tuple[Group, Stage]:
        """The key of the map, below the picture or else above the map, and the map's room."""
        plot, color = self.room.plot, self.palette.signal
        if self.below.right <= plot.left:
            key = map_key(largest, color, self.below.width)
            return key.move_to(self.below.at(0, 0.5), aligned_edge=LEFT), plot
        key = map_key(largest, color, plot.width).move_to(plot.at(0.5, 1), aligned_edge=UP)
        return key, replace(plot, top=plot.top - key.height - KEY_GAP)

    def a_simpler_one(self) -> None:
        """The box is larger again; below it stands another, of a simpler function: the next act."""
        has_hidden = len(self.model.layers) > 1
        said = _("Does f need all these {layers}? Would a {single} one do?")
        if not has_hidden:
            said = _("Here f has but one {layers:layer}. Would {single:more} do better?")
        self.beat("a-simpler-one", said)
        large, small = self.room.box.rows(1, 1)
        f = FunctionBox(large, self.palette)
        home = self.diagram.places.image
        late = self.answers if self.room.way else []
        self.play(FadeOut(self.mapped, self.frame, self.arrows, *late), run_time=0.4)
        for room in self.room.way:
            name = FunctionBox(room, self.palette).title
            self.play(*self.become(room), Transform(self.name, name), run_time=0.6)
        self.play(
            Transform(self.box.box, f.box),
            Transform(self.name, f.title),
            *self.bring(f.inside, GLOW),
            self.picture.animate.move_to(home),
            run_time=0.8,
        )
        self.at_word("layers")
        layers = pulse(*(self.hidden[:-1] or self.hidden), color=self.palette.signal, scale=1.06)
        arrows = map(GrowArrow, self.lead_to(self.box.box))
        self.play(layers, *arrows, *map(FadeIn, late), run_time=0.6)
        simpler = SimplerBox(
            small, self.palette, outputs=self.outputs, hidden=0 if has_hidden else 2
        )
        self.at_word("single")
        self.play(Create(simpler.box.box), FadeIn(simpler.box.title, simpler.sketch), run_time=0.8)
        # On any other stage the way from the picture leads through f. What comes out is asked.
        ways = self.lead_to(simpler.box.box)[:1] if stage().is_wide else ()
        mark = pulse(simpler.box.title, color=self.palette.signal)
        self.play(*map(GrowArrow, ways), mark)

    @property
    def is_little(self) -> bool:
        """Whether the change is small on a full scale, so that the curve needs a lens."""
        return self.record.number(f"{SWEEP}.enlargement").value > LARGER

    @property
    def direction(self) -> int:
        """1 if the pixel is rather black in the picture and goes to white, else -1."""
        return -1 if self.record.number(f"{SWEEP}.start").value > 0.5 else 1

    def way(self, to_white: str, to_black: str) -> str:
        """The words for the direction in which the pixel goes."""
        return to_white if self.direction > 0 else to_black

    def swept(self) -> list[Sourced]:
        """The values of the pixel, as it takes them."""
        return list(self.record[f"{SWEEP}.values"])[:: self.direction]

    def output_levels(self) -> NDArray[np.float64]:
        """How bright the outputs are at every value of the pixel, shape (steps, classes)."""
        outputs = self.record[f"{SWEEP}.outputs"].values
        levels = [brightness(row, self.model.activations[-1]) for row in outputs]
        return np.array(levels)[:: self.direction]

    def sweep_plot(self, room: Stage) -> SweepPlot:
        """The output that moves most, at every value of the pixel."""
        values, outputs = self.record[f"{SWEEP}.values"], self.record[f"{SWEEP}.outputs"]
        most = self.sweep.most
        curve = [outputs.row(step)[most] for step in range(len(outputs.values))]
        return SweepPlot(
            self.swept(),
            [self.shown_change(value) for value in curve][:: self.direction],
            full_scale=self.record[f"{SWEEP}.full_scale"],
            scale=self.record[f"{SWEEP}.scale"] if self.is_little else None,
            across=[values[0], values[len(values.values) - 1]],
            levels=self.output_levels()[:, most],
            change=self.shown_change(self.record[f"{SWEEP}.effects"][self.sweep.pixel]),
            class_name=self.model.labels[most],
            room=room,
            palette=self.palette,
        )

    def shown_change(self, value: Sourced) -> Sourced:
        """A value with as many decimals as the change needs."""
        first, last = self.sweep.outputs[[0, -1], self.sweep.most]
        return value.shown_as(decimals=change_decimals(first, last))
