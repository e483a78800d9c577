"""`TheNetworkIsAFunction`: every neuron is a function, and so is all of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    ReplacementTransform,
    Square,
    Transform,
    VGroup,
)

from network.analysis.pixels import pixel_switches, sweep_pixel
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_5.the_network_is_a_function_parts import (
    NAME_WIDTH,
    NEURON_RADIUS,
    ArrowBetween,
    EffectMap,
    FunctionBox,
    RowByRow,
    StepThrough,
    SweepPlot,
    framed,
    function_room,
    network_edges,
)
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.typst_text import class_label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.pointing import pulse
from scenes.motion.propagation import lit_outputs, propagate
from scenes.motion.resizing import resized
from scenes.motion.singling_out import single_out
from scenes.stage import theme
from scenes.stage.layout import Stage, square, stage
from scenes.stage.scales import brightness, telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced

NEAR = 3.4
"""Side of what is seen around the one neuron, scene units."""
GLOW = 1.7
"""How much brighter the weights of the box are in the end."""
DIM = 0.4
"""How bright the picture is below the map."""
SWEEP, SWITCHES = "measurement.pixel_sweep", "measurement.pixel_switches"


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
            "One pixel of the picture has gone from black to white; a large yellow curve shows"
            " how one output answered.",
        ),
        "they-answer": Beat("they answer", "Above the curve stands what the network says now."),
        "every-pixel": Beat(
            "every pixel",
            "The picture up close, beside the box; over the dimmed digit a yellow map: brighter"
            " where a pixel alone could change the outputs more.",
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
        switches = pixel_switches(self.model, self.trace.ink)
        self.record = self.record.with_root(SWEEP, self.sweep).with_root(SWITCHES, switches)
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
        """The box steps aside; one input turns, and one output is plotted over it."""
        self.beat(
            "one-pixel",
            self.way(
                _("The pixel that can do most, number {index}, goes from black to white."),
                _("The pixel that can do most, number {index}, goes from white to black."),
            ),
            index=self.pixel,
        )
        diagram, most = self.diagram, self.sweep.most
        plot = self.plot = self.sweep_plot()
        small = self.new_box(self.room.small)
        outputs, names = diagram.columns[-1], diagram.names
        self.rest_of_outputs = Group(
            *(disc for i, disc in enumerate(outputs) if i != most),
            *(name for i, name in enumerate(names) if i != most),
        )
        written = VGroup(plot.axes, plot.neuron, plot.label, plot.value)
        arrows = [
            ArrowBetween(first, second, color=theme.SECONDARY)
            for first, second in ((diagram.image_frame, small.box), (small.box, written))
        ]
        output, name = outputs[most].copy(), names[most].copy()
        # On its way around the box would pass over them.
        is_passed = bool(self.room.way)
        comes = (
            [FadeIn(plot.neuron, plot.label)]
            if is_passed
            else [ReplacementTransform(output, plot.neuron), ReplacementTransform(name, plot.label)]
        )
        passed = [outputs[most], names[most]] if is_passed else []
        gone = FadeOut(self.box.note, self.rest_of_outputs, *passed, *self.arrows)
        self.play(gone, run_time=0.5)
        for room in self.room.way:
            self.play(*self.become(self.new_box(room)), run_time=0.7)
        self.play(*self.become(small), Create(plot.frame), run_time=1.2)
        self.arrows = arrows
        self.remove(outputs[most], names[most])
        self.play(
            *comes,
            *map(GrowArrow, arrows),
            FadeIn(plot.axes, plot.cell, plot.pixel_name, plot.pixel_value),
            FadeIn(plot.dot, plot.knob, scale=0.4),
            pulse(plot.frame, color=self.palette.signal, scale=1.6),
            run_time=0.9,
        )
        self.play(FadeIn(plot.value), run_time=0.3)
        self.add(plot)
        self.play(StepThrough(plot, run_time=3.2))

    def they_answer(self) -> None:
        """What the network says now."""
        answers = self.record[f"{SWEEP}.answers"].values[:: self.direction]
        before, after = (self.class_name(int(answer)) for answer in answers[[0, -1]])
        plot, output = self.plot, self.class_name(self.sweep.most)
        self.plotted = Group(plot, self.arrows[1])
        is_still = self.record[f"{SWEEP}.changes"][self.sweep.most].value == 0
        if not self.has_choice:
            self.beat(
                "they-answer",
                _("The {output} does not move this time.") if is_still
                else _("This is how the {output} responds."),
            )  # fmt: skip
            self.point_at("output", plot.value)
            return
        if is_still:
            said = _("This time no output moves. The answer is still {answer}.")
        elif before == after:
            said = _("Output {output} changes most. But the answer is still {answer}.")
        else:
            said = _("Output {output} changes most. And now the answer is {answer}.")
        slots = {} if is_still else {"output": output}
        self.beat("they-answer", said, answer=after, **slots)
        if not is_still:
            self.point_at("output", plot.label, plot.neuron)
            rise = plot.rise()
            self.plotted.add(rise)
            for line in rise:
                self.play(Create(line), run_time=0.7)
        frame = self.answer_frame(int(answers[-1]))
        self.plotted.add(frame)
        self.at_word("answer")
        self.play(FadeIn(frame, shift=0.2 * UP), run_time=0.6)

    def every_pixel(self) -> None:
        """A map of the picture: how much each pixel alone could move the outputs."""
        effects = self.record[f"{SWITCHES}.effects"]
        self.beat(
            "every-pixel",
            _("The same for every pixel: the {brighter} it is here, the more it could change."),
        )
        image, frame = self.diagram.image, self.diagram.image_frame
        self.map = EffectMap(effects, image, self.palette.signal)
        near = Group(frame, self.box.box)
        if not stage().is_wide:
            near = frame
            self.plotted.add(self.arrows[0])
        # On a square stage the picture leaves room for the legend below it.
        share = 0.97 if stage().is_wide or stage().is_tall else 0.82
        unit = 1 / self.view.copy().look_at(near, share=share).zoom
        self.legend = self.map.legend(unit)
        beside, way = (self.arrows[0], UP) if stage().is_wide else (frame, DOWN)
        self.legend.next_to(beside, way, buff=0.2 * unit)
        self.play(
            FadeOut(*self.plotted, run_time=0.6),
            self.view.animate.look_at(near, share=share),
            image.animate.set_opacity(DIM),
            run_time=1.4,
        )
        self.add(self.map, frame)
        self.play(RowByRow(self.map, run_time=2.4), FadeIn(self.legend, run_time=0.8))
        brightest = image.cell_center(*divmod(int(effects.values.argmax()), image.shape[1]))
        self.mark = Square(3 * image.cell_side, color=self.palette.signal, stroke_width=3)
        self.mark.move_to(brightest)
        self.at_word("brighter")
        self.play(Create(self.mark), run_time=0.8)

    def complicated(self) -> None:
        """The box is large again, and glows."""
        self.beat(
            "complicated",
            _("So f is a complicated function. But could a {simple} one read digits?"),
        )
        diagram = self.diagram
        large = self.new_box(self.room.box, self.parameters)
        first = ArrowBetween(diagram.image_frame, large.box, color=theme.SECONDARY)
        second = ArrowBetween(large.box, diagram.columns[-1], color=theme.SECONDARY)
        gone = FadeOut(self.mark, self.legend, self.arrows[0], run_time=0.4)
        # Up close, light would be computed at every size that the network has on its way.
        self.play(self.view.animate.pull_out(), gone, run_time=0.7)
        for box in (*map(self.new_box, self.room.way), large):
            self.play(*self.become(box), run_time=1.0)
        self.play(
            FadeIn(large.note, diagram.columns[-1], diagram.names),
            GrowArrow(first),
            GrowArrow(second),
            *self.at_rest(GLOW),
            run_time=1.6,
        )
        self.point_at("simple", self.box.title)

    @property
    def direction(self) -> int:
        """1 if the pixel is rather black in the picture and goes to white, else -1."""
        return -1 if self.record.number(f"{SWEEP}.start").value > 0.5 else 1

    def way(self, to_white: str, to_black: str) -> str:
        """The words for the direction in which the pixel goes."""
        return to_white if self.direction > 0 else to_black

    def sweep_plot(self) -> SweepPlot:
        """The output that moves most, at every value of the pixel."""
        image, values = self.diagram.image, self.record[f"{SWEEP}.values"]
        outputs, most = self.record[f"{SWEEP}.outputs"], self.sweep.most
        decimals = max(2, telling_decimals(self.record[f"{SWEEP}.changes"].values))
        rows = [outputs.row(step) for step in range(len(outputs.values))]
        levels = [brightness(row.values, self.model.activations[-1])[most] for row in rows]
        return SweepPlot(
            list(values)[:: self.direction],
            [row[most].shown_as(decimals=decimals) for row in rows][:: self.direction],
            scale=self.record[f"{SWEEP}.scale"],
            across=[values[0], values[len(values.values) - 1]],
            levels=np.array(levels)[:: self.direction],
            cell=image.cell_center(*divmod(int(self.pixel.value), image.shape[1])),
            cell_side=image.cell_side,
            pixel_name=note(_("pixel {index}"), index=self.pixel),
            class_name=self.model.labels[most],
            room=self.room.plot,
            palette=self.palette,
        )

    def answer_frame(self, answer: int) -> VGroup:
        """What the network says in the end: framed, above the curve, where it may stand already."""
        plot, room = self.plot, self.room.plot
        if answer == self.sweep.most:
            return framed(VGroup(plot.neuron, plot.label), self.palette)
        outputs = self.record[f"{SWEEP}.outputs"]
        outputs = outputs.row(len(outputs.values) - 1 if self.direction > 0 else 0)
        level = brightness(outputs.values, self.model.activations[-1])[answer]
        neuron = Neuron(radius=NEURON_RADIUS).fire(outputs[answer], float(level))
        name = class_label(self.model.labels[answer], width=NAME_WIDTH, size="focus")
        name.set_color(self.palette.signal)
        pair = VGroup(neuron, name).arrange(RIGHT, buff=0.3)
        both = VGroup(pair, framed(pair, self.palette))
        return both.move_to([room.right, plot.neuron.get_y(), 0], aligned_edge=RIGHT)
