"""`TheNetworkIsAFunction`: every neuron is a function, and so is all of the network."""

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
    GrowFromEdge,
    Rectangle,
    ReplacementTransform,
    Square,
    SurroundingRectangle,
    Transform,
    linear,
)

from network.analysis.pixels import sweep_pixel
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.the_network_is_a_function_parts import (
    KEY_GAP,
    EffectMap,
    OutputBars,
    RowByRow,
    StepThrough,
    SweepPlot,
    axes_room,
    change_decimals,
    map_key,
)
from scenes.mobjects.network.function_box import (
    ArrowBetween,
    FunctionBox,
    function_room,
    network_edges,
)
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import lit_outputs, propagate
from scenes.motion.resizing import resized
from scenes.motion.singling_out import single_out
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced

NEAR = 3.4
"""Side of what is seen around the one neuron, scene units."""
GLOW = 1.7
"""How much brighter the weights of the box are in the end."""
DIM = 0.25
"""How bright the picture is below the map."""
LARGER = 1.5
"""From so many times on it is said how much larger the curve is."""
SWEEP = "measurement.pixel_sweep"


class TheNetworkIsAFunction(Chapter):
    """Numbers in, numbers out."""

    summary = N_("A neuron is a function, and so is the whole network: pixels in, answers out.")
    concepts = (N_("function"), N_("parameters"), N_("sensitivity"))
    beats: ClassVar = {
        "a-number": Beat(
            "a number", "One neuron of the network up close, lit, with the number that it holds."
        ),
        "a-function": Beat(
            "a function", "All connections that lead from the pixels into this neuron glow."
        ),
        "all-of-it": Beat("all of it", "The whole network glows, from the picture to the outputs."),
        "parameters-inside": Beat(
            "parameters inside",
            "The network has shrunk into a yellow box named f; a picture goes in, outputs come"
            " out.",
        ),
        "one-pixel": Beat(
            "one pixel",
            "The box is small; beside it each output has a bar. One pixel of the picture, in a"
            " yellow frame, has changed.",
        ),
        "they-answer": Beat(
            "they answer",
            "A large yellow curve shows how the output that moved most answered to the pixel.",
        ),
        "every-pixel": Beat(
            "every pixel",
            "Beside the box a large yellow map lies over the dimmed digit: brighter where a pixel"
            " alone could change the outputs more.",
        ),
        "complicated": Beat(
            "complicated",
            "The box is large again, its network glows: a function with very many parameters.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Neuron", "Neuron"): "the network shrinks away from its outputs",
    }

    def construct(self) -> None:
        self.measure()
        self.prepare()
        self.a_number()
        self.a_function()
        self.all_of_it()
        self.parameters_inside()
        self.one_pixel()
        self.they_answer()
        self.every_pixel()
        self.complicated()
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
        self.neuron = self.subject.hero
        self.activation = self.record["trace.layers[0].activations"][self.neuron]

    def prepare(self) -> None:
        """Put the network on stage."""
        diagram = self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[self.trace.answer, self.sweep.most]
        )
        self.add(diagram.show_run(self.record))
        self.room = function_room(diagram.image_frame, diagram.columns[-1])

    def a_number(self) -> None:
        """The camera comes close to one neuron; the others step back."""
        diagram = self.diagram
        self.beat("a-number", _("So far, a neuron held a number: {value}."), value=self.activation)
        later = [*diagram.connections[1:], *diagram.columns[1:]]
        self.others = Group(*later, diagram.names)
        own = single_out(diagram, self.record, self.neuron)
        hero = diagram.columns[0][self.neuron]
        self.ring = HeroRing(hero, self.palette)
        dark = np.zeros(self.model.layers[0].weights.shape)
        around = square(hero.get_center() + 0.16 * NEAR * RIGHT, NEAR)
        self.play(
            FadeOut(self.others),
            diagram.connections[0].animate.set_light(dark),
            *own[1:],
            Create(self.ring),
            self.view.animate.look_at(around, share=1.0),
            run_time=1.6,
        )
        value = ValueLabel(self.activation, size="focus", color=self.palette.signal, align="left")
        self.value = value.scale(1.5 / self.view.zoom).next_to(self.ring, RIGHT, buff=0.15)
        self.at_word("value")
        self.play(FadeIn(value, shift=0.1 * RIGHT), run_time=0.6)

    def a_function(self) -> None:
        """All pixels send their numbers into it."""
        self.beat(
            "a-function",
            _("But it is a function: {count} numbers go in, {one} comes out."),
            count=self.inputs,
        )
        strip = self.diagram.strip
        larger = self.value.copy().scale(self.view.zoom).next_to(self.ring, RIGHT, buff=0.3)
        self.play(
            self.view.animate.pull_out(),
            Transform(self.value, larger),
            single_out(self.diagram, self.record, self.neuron)[0],
            run_time=1.4,
        )
        self.at_word("count")
        mark = Square(0.34, color=self.palette.signal, stroke_width=4).move_to(strip.get_top())
        self.play(mark.animate.move_to(strip.get_bottom()), run_time=1.3)
        self.play(FadeOut(mark), run_time=0.2)
        self.point_at("one", self.value)

    def all_of_it(self) -> None:
        """The signal runs through all layers."""
        self.beat(
            "all-of-it",
            _("And so is the whole network: {inputs} numbers in, {outputs} out."),
            inputs=self.inputs,
            outputs=self.outputs,
        )
        diagram = self.diagram
        for light, each in zip(diagram.connections[1:], self.model.layers[1:], strict=True):
            light.set_light(np.zeros(each.weights.shape))
        for column in diagram.columns[1:]:
            column.rest()
        discs = [disc.animate.set_stroke(opacity=1) for disc in diagram.columns[0]]
        self.play(FadeOut(self.value, self.ring), *discs, run_time=0.3)
        self.play(FadeIn(self.others), run_time=0.4)
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=1.0))
            self.play(propagate(self.diagram, self.record, layer, seconds=1.0))

    def parameters_inside(self) -> None:
        """The network shrinks into a box, which its picture and its outputs stay outside of."""
        self.beat(
            "parameters-inside",
            _("Put it in a box and call it f. It contains {count} parameters, all fixed."),
            count=self.parameters,
        )
        diagram = self.diagram
        self.box = self.new_box(self.room.box, self.parameters)
        inputs = diagram.columns[-1].copy()
        self.inside = Group(
            diagram.connections, diagram.strip, diagram.strip_frame, *diagram.columns[:-1], inputs
        )
        self.home = network_edges(diagram)
        self.middle, self.scale = self.home.center, 1.0
        self.add(inputs, diagram.columns[-1])
        self.play(*self.shrink_into(self.box.inside), run_time=1.6)
        self.arrows = [
            ArrowBetween(first, second, color=theme.SECONDARY)
            for first, second in (
                (diagram.image_frame, self.box.box),
                (self.box.box, diagram.columns[-1]),
            )
        ]
        self.play(Create(self.box.box), *self.at_rest(), run_time=1.0)
        self.play(FadeIn(self.box.title, scale=0.6), *map(GrowArrow, self.arrows), run_time=0.7)
        self.at_word("count")
        self.play(FadeIn(self.box.note, shift=0.2 * UP), run_time=0.6)
        self.play(pulse(self.box.note, color=self.palette.signal))

    def shrink_into(self, room: Stage) -> list[Any]:
        """Bring all that is in the box to another place, at the scale that fits there."""
        scale = min(1.0, room.width / self.home.width, room.height / self.home.height)
        moves = resized(self.inside, scale / self.scale, about=self.middle, to=room.center)
        self.middle, self.scale = room.center, scale
        return moves

    def become(self, box: FunctionBox) -> list[Any]:
        """Let the box be as large as another, with all that is in it."""
        return [
            Transform(self.box.box, box.box),
            Transform(self.box.title, box.title),
            *self.shrink_into(box.inside),
        ]

    def new_box(self, room: Stage, parameters: Sourced | None = None) -> FunctionBox:
        """A box that fills a room."""
        is_beside = self.room.is_flat
        return FunctionBox(room, self.palette, is_beside=is_beside, parameters=parameters)

    def at_rest(self, exposure: float = 1.0) -> list[Any]:
        """Let the network show its weights, so many times as bright as at rest."""
        lights = [
            light.animate.set_light(
                exposure * rest_light(layer.weights), self.record[f"model.layers[{i}].weights"]
            )
            for i, (light, layer) in enumerate(
                zip(self.diagram.connections, self.model.layers, strict=True)
            )
        ]
        hidden = [column.animate.rest() for column in self.inside[3:]]
        return [*lights, *hidden]

    def one_pixel(self) -> None:
        """The box steps aside; one input turns, and beside each output a bar shows it."""
        self.beat(
            "one-pixel",
            self.way(
                _("Pixel {index} has the most influence. It goes from black to white."),
                _("Pixel {index} has the most influence. It goes from white to black."),
            ),
            index=self.pixel,
        )
        diagram = self.diagram
        image = diagram.image
        self.cell = Square(image.cell_side, stroke_width=0)
        self.cell.move_to(image.cell_center(*divmod(int(self.pixel.value), image.shape[1])))
        self.frame = Square(1.8 * image.cell_side, color=self.palette.signal, stroke_width=3)
        self.frame.move_to(self.cell)
        bars = self.bars = self.output_bars()
        small, plot = self.new_box(self.room.small), self.room.plot
        outputs = Group(diagram.columns[-1], diagram.names)
        self.play(FadeOut(self.box.note, *self.arrows), Create(self.frame), run_time=0.4)
        # On its way around the box would pass over them.
        comes = [ReplacementTransform(outputs.copy(), Group(bars.column, bars.names))]
        if self.room.way:
            self.play(FadeOut(outputs), run_time=0.4)
            comes = [FadeIn(bars.column, bars.names)]
        for room in self.room.way:
            self.play(*self.become(self.new_box(room)), run_time=0.7)
        self.remove(*outputs)
        self.arrows = [
            ArrowBetween(first, second, color=theme.SECONDARY)
            for first, second in (
                (diagram.image_frame, small.box),
                (small.box, Rectangle(width=plot.width, height=plot.height).move_to(plot.center)),
            )
        ]
        self.play(*self.become(small), *comes, run_time=1.0)
        self.play(
            *map(GrowArrow, self.arrows),
            *(GrowFromEdge(bar, LEFT) for bar in bars.bars),
            FadeIn(self.cell, bars.zero),
            pulse(self.frame, color=self.palette.signal, scale=1.6),
            run_time=0.7,
        )
        self.add(bars)
        self.play(StepThrough(bars, run_time=1.3))

    def they_answer(self) -> None:
        """What the network says now; then the output that moved most, enlarged."""
        answers = self.record[f"{SWEEP}.answers"].values[:: self.direction]
        before, after = map(int, answers[[0, -1]])
        is_still = self.record[f"{SWEEP}.changes"][self.sweep.most].value == 0
        output = self.class_name(self.sweep.most)
        if self.has_choice:
            if is_still:
                said = _("This time no output moves. The answer is still {answer}.")
            elif before == after:
                said = _("The answer is still {answer}.")
            else:
                said = _("Now the answer is {answer}.")
            self.beat("they-answer", said, answer=self.class_name(after))
            answer = Group(self.bars.column[after], self.bars.names[after])
            frame = SurroundingRectangle(answer, color=self.palette.signal, buff=0.1)
            self.at_word("answer")
            self.play(Create(frame.set_stroke(width=4)), run_time=0.6)
            self.bars.add(frame)
        elif is_still:
            self.beat("they-answer", _("The {output} does not move this time."), output=output)
        else:
            self.beat("they-answer", _("This is how the {output} responds."), output=output)
        if is_still:
            return
        factor = self.record.number(f"{SWEEP}.enlargement", decimals=0)
        slots = {"output": output}
        is_enlarged = factor.value > LARGER
        if is_enlarged:
            said = _("Output {output} changes most, shown here {factor} times larger.")
            self.caption(said, factor=factor, **slots)
        elif self.has_choice:
            self.caption(_("Output {output} changes most."), **slots)
        self.enlarge(factor if is_enlarged else None)

    def enlarge(self, factor: Sourced | None) -> None:
        """The output that moves most as a curve, so many times as large as its bar."""
        bars, most = self.bars, self.sweep.most
        plot = self.plot = self.sweep_plot()
        low, high = self.sweep.scale[[0, -1]]
        lens = bars.lens(most, low, high, self.palette)
        self.play(Create(lens), run_time=0.4)
        near = lens.get_center()
        rest = Group(*(part for part in bars if part is not self.cell))
        view = Rectangle(width=plot.axes.width, height=plot.axes.height)
        view.move_to(plot.axes).set_stroke(self.palette.signal, width=3)
        self.remove(bars)
        self.add(rest, self.cell)
        self.play(FadeOut(rest), run_time=0.4)
        self.play(
            Transform(lens, view),
            FadeIn(plot.neuron, plot.label),
            FadeIn(plot.axes, scale=0.1, target_position=near),
            run_time=0.7,
        )
        shown = [plot.dot, plot.knob, plot.value, plot.pixel_name, plot.pixel_value]
        if factor is not None:
            times = note(_("{factor} times larger"), factor=factor)
            above = plot.axes.get_top()[1] + 0.1
            times.move_to([plot.axes.get_right()[0], above, 0], aligned_edge=RIGHT + DOWN)
            shown.append(times)
        self.plotted = Group(plot, *shown)
        self.play(FadeOut(lens), FadeIn(*shown, plot.cell), run_time=0.4)
        self.remove(self.cell)
        self.add(plot)
        self.play(StepThrough(plot, run_time=2.1))
        rise = plot.rise()
        self.plotted.add(rise)
        level, change, number = rise
        self.play(Create(level), Create(change), FadeIn(number, shift=0.1 * RIGHT), run_time=0.7)

    def every_pixel(self) -> None:
        """A map of the picture: how much each pixel alone could move an output."""
        effects = self.record[f"{SWEEP}.effects"]
        self.beat(
            "every-pixel",
            _("Try every pixel: the {brighter} it is here, the more it can change an output."),
        )
        image, room = self.diagram.image, self.room.plot
        key = map_key(self.shown_change(effects[self.sweep.pixel]), self.palette.signal, room.width)
        below = replace(room, top=room.top - key.height - KEY_GAP)
        side = min(below.width, below.height)
        copy, edge = image.copy(), self.diagram.image_frame.copy()
        for part in (copy, edge):
            part.scale(side / image.height).move_to(below.at(0.5, 1) + side / 2 * DOWN)
        copy.set_opacity(DIM)
        key.next_to(edge, UP, buff=KEY_GAP)
        if not hasattr(self, "plotted"):
            self.plotted = Group(self.bars)
        line = Rectangle(width=image.width, height=image.cell_side, color=self.palette.signal)
        line.set_stroke(width=3).move_to(image.get_top(), aligned_edge=UP)
        self.play(
            FadeOut(self.plotted, self.cell, run_time=0.5),
            FadeIn(copy, edge, scale=0.8),
            run_time=0.9,
        )
        shown = EffectMap(effects, copy, self.palette.signal)
        self.add(shown, edge)
        self.play(FadeIn(key), Create(line), run_time=0.5)
        self.play(
            RowByRow(shown, run_time=2.0),
            line.animate(run_time=2.0, rate_func=linear).move_to(
                image.get_bottom(), aligned_edge=DOWN
            ),
        )
        mark = copy.cell_frame(*divmod(self.sweep.pixel, image.shape[1]), self.palette.signal)
        self.at_word("brighter")
        self.play(FadeOut(line, run_time=0.4), Create(mark), run_time=0.7)
        self.mapped = Group(copy, edge, shown, key, mark)

    def complicated(self) -> None:
        """The box is large again, and glows."""
        self.beat(
            "complicated",
            _("So f has {count} parameters. Could a far {simpler} function read digits?"),
            count=self.parameters,
        )
        diagram = self.diagram
        large = self.new_box(self.room.box, self.parameters)
        first = ArrowBetween(diagram.image_frame, large.box, color=theme.SECONDARY)
        second = ArrowBetween(large.box, diagram.columns[-1], color=theme.SECONDARY)
        self.play(FadeOut(self.mapped, self.frame, *self.arrows), run_time=0.6)
        for box in (*map(self.new_box, self.room.way), large):
            self.play(*self.become(box), run_time=1.0)
        self.play(
            FadeIn(large.note, diagram.columns[-1], diagram.names),
            GrowArrow(first),
            GrowArrow(second),
            *self.at_rest(GLOW),
            run_time=1.4,
        )
        self.point_at("simpler", self.box.title)

    @property
    def direction(self) -> int:
        """1 if the pixel is rather black in the picture and goes to white, else -1."""
        return -1 if self.record.number(f"{SWEEP}.start").value > 0.5 else 1

    def way(self, to_white: str, to_black: str) -> str:
        """The words for the direction in which the pixel goes."""
        return to_white if self.direction > 0 else to_black

    def output_levels(self) -> NDArray[np.float64]:
        """How bright the outputs are at every value of the pixel, shape (steps, classes)."""
        outputs = self.record[f"{SWEEP}.outputs"].values
        levels = [brightness(row, self.model.activations[-1]) for row in outputs]
        return np.array(levels)[:: self.direction]

    def output_bars(self) -> OutputBars:
        """All outputs, at every value of the pixel."""
        values, outputs = self.record[f"{SWEEP}.values"], self.record[f"{SWEEP}.outputs"]
        rows = [outputs.row(step) for step in range(len(outputs.values))]
        return OutputBars(
            list(values)[:: self.direction],
            rows[:: self.direction],
            levels=self.output_levels(),
            largest=self.sweep.largest,
            reach=axes_room(self.room.plot).height,
            column=self.diagram.columns[-1],
            names=self.diagram.names,
            cell=self.cell,
            room=self.room.plot,
        )

    def sweep_plot(self) -> SweepPlot:
        """The output that moves most, at every value of the pixel."""
        values, outputs = self.record[f"{SWEEP}.values"], self.record[f"{SWEEP}.outputs"]
        most = self.sweep.most
        curve = [outputs.row(step)[most] for step in range(len(outputs.values))]
        return SweepPlot(
            list(values)[:: self.direction],
            [self.shown_change(value) for value in curve][:: self.direction],
            scale=self.record[f"{SWEEP}.scale"],
            across=[values[0], values[len(values.values) - 1]],
            levels=self.output_levels()[:, most],
            cell=self.cell.copy(),
            change=self.shown_change(self.record[f"{SWEEP}.effects"][self.sweep.pixel]),
            pixel_name=note(_("pixel {index}"), index=self.pixel),
            class_name=self.model.labels[most],
            room=self.room.plot,
            palette=self.palette,
        )

    def shown_change(self, value: Sourced) -> Sourced:
        """A value with as many decimals as the change needs."""
        first, last = self.sweep.outputs[[0, -1], self.sweep.most]
        return value.shown_as(decimals=change_decimals(first, last))
