"""`SquishingTheNumberLine`: a sum may be any number, an activation lies between zero and one."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    MoveAlongPath,
    ReplacementTransform,
    Succession,
    Transform,
    TransformFromCopy,
    VGroup,
    VMobject,
    Wait,
    linear,
)

from network.analysis.sound_events import bell
from network.analysis.squishing import squish
from network.digits.datasets import MNIST_TEST_SET
from network.measurements.firing import firing_axis
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.squishing_the_number_line_parts import (
    MoveBars,
    PullOut,
    SquishedTicks,
    SquishingPlot,
)
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.activation_plane import (
    RADIUS,
    ActivationPlane,
    NeuronFormula,
    SumOnPlane,
    bias_places,
)
from scenes.mobjects.plots.number_line import plane_points
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.sounding import drawn
from scenes.stage.layout import fit, stage
from scenes.stage.scales import brightness
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

REACH = 8
"""How far the long line is shown to each side."""
EXAMPLES = -4, 0, 4
"""Ticks whose squished values are written out."""
SUMS, TICKS = "measurement.pre_activations", "measurement.squishing"
OWN, AXIS, OWN_AXIS = (
    "measurement.squished_picture", "measurement.sigmoid_axis", "measurement.firing_axis",
)  # fmt: skip
SHARE = {"percent": True, "decimals": 0}


class SquishingTheNumberLine(Chapter):
    """The sigmoid, as what becomes of a number line."""

    summary = N_(
        "The sigmoid squishes the whole number line between zero and one; its curve grows out of"
        " real weighted sums."
    )
    concepts = (N_("sigmoid"), N_("activation function"), N_("nonlinearity"))
    measurements = ("pre_activations", "firing_against_bias")
    beats: ClassVar = {
        "any-number": Beat(
            "any number", "A histogram of real weighted sums over a long number line."
        ),
        "zero-to-one": Beat(
            "zero to one", "The long line, and below it a teal line from zero to one."
        ),
        "tick-by-tick": Beat(
            "tick by tick",
            "Lines lead from the ticks of the long line to the short one; they crowd at both ends.",
        ),
        "all-of-them": Beat(
            "all of them",
            "All the bars have dropped onto the short line: a high pile at each end, with its"
            " share.",
        ),
        "upright": Beat(
            "upright",
            "The short line stands upright at the left end of the long one, and above every number"
            " is a dot as high as its squished value.",
        ),
        "the-curve": Beat(
            "the curve",
            "A teal S-shaped curve rises from zero to one: the sigmoid; above it a formula, beside"
            " it three sums and what each becomes.",
        ),
        "one-neuron": Beat(
            "one neuron",
            "More of the line is seen. A dashed line leads from one sum up to the curve and across"
            " to its squished value; beside it, the neuron is as bright as that.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Polygon", "Polygon"): "the bars of one hill are piled up",
        ("Polygon", "Line"): "bars drop onto the ticks of the short line",
    }

    def construct(self) -> None:
        self.measure()
        self.any_number()
        self.zero_to_one()
        self.tick_by_tick()
        self.all_of_them()
        self.upright()
        self.the_curve()
        self.one_neuron()
        self.go_on()
        self.rest(0.3)

    def measure(self) -> None:
        """Find the numbers, and begin with the digit at its home."""
        sums, firing = self.measured("pre_activations"), self.measured("firing_against_bias")
        self.is_mnist = sums.data == MNIST_TEST_SET
        self.neuron = self.subject.hero
        own_function = self.model.activations[0]
        self.record = (
            self.record.with_root(SUMS, sums)
            .with_root(TICKS, squish(np.arange(-REACH, REACH + 1)))
            .with_root(OWN, squish(self.trace.layers[0].pre_activations))
            .with_root(AXIS, firing_axis(firing, "sigmoid", self.neuron))
            .with_root(OWN_AXIS, firing_axis(firing, own_function, self.neuron))
        )
        self.sum = self.record["trace.layers[0].pre_activations"][self.neuron].shown_as(signed=True)
        self.is_sigmoid = own_function == "sigmoid"
        self.own_function = Verbatim(activation_look(own_function).name)
        self.sides = bias_places(stage())
        self.plane = self.plane_of(AXIS)
        self.plot = SquishingPlot(
            self.record, sums=SUMS, squishing=TICKS, plane=self.plane, palette=self.palette
        )
        self.data = self.name_of_data().move_to(stage().at(0.5, 1), aligned_edge=UP)
        home = NetworkDiagram(self.model, self.palette).show_image(self.record["trace.ink"])
        self.picture = [home.image, home.image_frame]
        self.add(*self.picture)

    def plane_of(self, axis: str) -> ActivationPlane:
        """Axes and curve where the next scene has them."""
        room = self.sides.plot
        return ActivationPlane(self.record, axis=axis, room=room, palette=self.palette)

    def formula_of(self, activation: str) -> NeuronFormula:
        """What a neuron computes, its bias left out, where the next scene has it."""
        room, formula = self.sides.formula, NeuronFormula(activation, self.palette)
        return fit(formula, room.width, room.height).move_to(room.at(0, 0.5), LEFT)

    def any_number(self) -> None:
        """All sums of the test data, in bins as fine as they stay."""
        self.beat(
            "any-number",
            _("A weighted sum can be any number. Here are {count} real ones."),
            count=self.record.number(f"{SUMS}.near.total", decimals=None),
        )
        plot = self.plot
        self.add(plot.bars)
        foot = float(plot.line.axis.get_y())
        self.play(
            FadeOut(*self.picture, run_time=0.9),
            FadeIn(plot.line, run_time=0.6),
            MoveBars(plot.bars, foot, plot.hill_height, run_time=3.4),
            Succession(Wait(0.9), FadeIn(self.data, run_time=0.6)),
        )
        self.bring_to_front(plot.line)
        self.drift(stage())

    def zero_to_one(self) -> None:
        """The stretch from zero to one is drawn large."""
        self.beat(
            "zero-to-one",
            _("But an activation should lie on this {short} line, between zero and one."),
        )
        plot, short = self.plot, self.plot.short
        self.play(FadeOut(self.data), self.view.animate.pull_out(), run_time=0.4)
        self.play(
            MoveBars(plot.bars, float(plot.raised.axis.get_y()), plot.unit_height),
            Transform(plot.line, plot.raised),
            run_time=1.3,
        )
        stretch = plot.stretch()
        self.play(Create(stretch), run_time=0.7)
        self.at_word("short")
        self.play(
            TransformFromCopy(stretch, short.axis),
            FadeIn(short.ticks, short.labels, shift=0.3 * DOWN),
            run_time=1.4,
        )
        self.add(short)
        self.play(FadeOut(stretch), run_time=0.4)

    def tick_by_tick(self) -> None:
        self.beat(
            "tick-by-tick",
            _(
                "So we {squish} the whole line into it."
                " Far negatives crowd near zero, far positives near one."
            ),
        )
        plot = self.plot
        self.marks = SquishedTicks(
            plot.line, plot.short, plot.ticks, plot.squished, color=self.palette.function
        )
        self.play(FadeIn(self.marks), FadeOut(plot.line.labels), run_time=0.4)
        self.at_word("squish")
        self.play(self.marks.squish(plot.short, seconds=4.2))

    def all_of_them(self) -> None:
        """The bars go the same way: each keeps its area, so they pile up at both ends."""
        shares, ends = self.record[f"{SUMS}.squished.shares"], self.record[f"{SUMS}.squished.edges"]
        low, high = (shares[i].shown_as(**SHARE) for i in (0, shares.size - 1))
        first, last = (ends[i].shown_as(decimals=1) for i in (1, ends.size - 2))
        self.beat(
            "all-of-them",
            _("Now all the sums: {low} end below {first}, and {high} above {last}."),
            low=low,
            high=high,
            first=first,
            last=last,
        )
        plot = self.plot
        foot = float(plot.line.axis.get_y())
        self.play(FadeOut(self.marks.threads), run_time=0.5)
        self.play(
            MoveBars(plot.bars, foot, plot.unit_height, 1.0, rate_func=linear, run_time=3.2),
            FadeOut(plot.line.axis, plot.line.ticks, run_time=0.5),
        )
        self.labels = plot.end_labels(low, high)
        self.play(FadeIn(self.labels, shift=0.2 * UP), run_time=0.5)

    def upright(self) -> None:
        """The short line stands up, and the ticks go back over their numbers, at their heights."""
        self.beat(
            "upright",
            _("Stand the short line up, and put every tick {back} above its own number."),
        )
        plot, up = self.plot, self.plane.upright
        self.hero = Neuron(radius=RADIUS).move_to(self.sides.spot(0))
        self.ring = HeroRing(self.hero, self.palette)
        foot, _area, fallen = plot.bars.state
        self.play(FadeOut(self.labels), run_time=0.4)
        fall = MoveBars(plot.bars, foot, 0.0, fallen)
        turn = (
            Transform(plot.short, up.copy(), path_arc=PI / 2, run_time=1.5),
            self.marks.stand_on(up, path_arc=PI / 2, run_time=1.5),
            # The long line comes when what turns is past its numbers.
            Succession(Wait(0.2), FadeIn(plot.across, run_time=0.5)),
        )
        self.play(
            LaggedStart(
                AnimationGroup(fall, FadeIn(self.hero, self.ring), run_time=0.8),
                AnimationGroup(*turn),
                lag_ratio=0.5,
            )
        )
        self.remove(plot.bars)
        self.at_word("back")
        self.play(self.marks.slide_back(plot.across, up, seconds=2.4))

    def the_curve(self) -> None:
        self.beat(
            "the-curve",
            _("The heights make a {curve}: the sigmoid. In formulas it is {called} sigma."),
        )
        self.curve = self.plot.curve()
        self.at_word("curve")
        self.play_sounds(drawn(self.record[f"{TICKS}.curve_outputs"], 1.6))
        self.play(Create(self.curve), FadeOut(self.marks.heights), run_time=1.6)
        self.play(FadeOut(self.marks), run_time=0.3)
        self.examples()
        self.formula = self.formula_of("sigmoid")
        self.at_word("called")
        self.play(FadeIn(self.formula, shift=0.2 * UP), run_time=0.8)

    def examples(self) -> None:
        """A dot on the curve goes to three sums; beside it, how bright each makes the neuron."""
        numbers, squished = (self.record[f"{TICKS}.{name}"] for name in ("ticks", "squished"))
        places = [int(abs(numbers.values - number).argmin()) for number in EXAMPLES]
        self.rows = VGroup()
        for place in places:
            number = ValueLabel(numbers[place].shown_as(decimals=0, signed=True), align="right")
            value = ValueLabel(squished[place], color=self.palette.function)
            self.rows.add(VGroup(number, Formula("arrow.r"), value).arrange(RIGHT, buff=0.25))
        self.rows.arrange(DOWN, buff=0.4, aligned_edge=RIGHT)
        self.rows.move_to((self.sides.spot(1) + self.sides.spot(2)) / 2)
        levels = brightness(squished.values, "sigmoid")
        inputs, outputs = (sourced.values for sourced in self.curve.fills)
        points = plane_points(self.plot.across, self.plane.upright, inputs, outputs)
        stops = [0, *(int(abs(inputs - number).argmin()) for number in EXAMPLES)]
        self.dot = Dot(points[0], radius=0.13, color=self.palette.signal)
        self.play(FadeIn(self.dot), run_time=0.4)
        for way, place, row in zip(pairwise(stops), places, self.rows, strict=True):
            path = VMobject().set_points_as_corners(points[slice(way[0], way[1] + 1)])
            self.play(
                MoveAlongPath(self.dot, path),
                self.hero.animate.fire(squished[place], float(levels[place])),
                FadeIn(row, shift=0.15 * UP),
                run_time=0.7,
            )

    def one_neuron(self) -> None:
        """The sum of the hero goes through the curve."""
        story = _("Our neuron's sum is {sum}. Squished, that is {activation}.")
        activation = self.record["trace.layers[0].activations"][self.neuron]
        if not self.is_sigmoid:
            activation = self.record[f"{OWN}.squished"][self.neuron]
            story = _(
                "Our neuron's sum is {sum}. The sigmoid makes it {activation}; this network itself"
                " uses {function}."
            )
        slots = {} if self.is_sigmoid else {"function": self.own_function}
        self.beat("one-neuron", story, sum=self.sum, activation=activation, **slots)
        plane = self.plane
        self.play(
            PullOut(self.plot.across, self.curve, plane),
            FadeOut(self.rows, self.dot, run_time=0.5),
            self.hero.animate(run_time=0.8).rest(),
            run_time=1.4,
        )
        self.remove(self.plot.across, self.plot.short, self.curve)
        self.add(plane)
        self.way: list[SumOnPlane | ValueLabel] = []
        low, high = plane.line.values[[0, -1]]
        if low <= self.sum.value <= high:
            way = SumOnPlane(plane, self.sum, activation, color=self.palette.signal)
            self.at_word("sum")
            self.play(Create(way.stem), FadeIn(way.value, way.dot), run_time=0.8)
            self.play(Create(way.level), run_time=0.8)
            self.way.append(way)
        self.at_word("activation")
        value = ValueLabel(activation, size="focus").move_to(self.sides.spot(1))
        level = float(brightness([activation.value], "sigmoid")[0])
        self.play_sounds(bell(activation, 0.7))
        self.play(self.hero.animate.fire(activation, level), FadeIn(value), run_time=0.7)
        self.way.append(value)
        self.rest(0.4)

    def go_on(self) -> None:
        """Leave the curve as the next scene begins with it: that of this network."""
        self.play(FadeOut(*self.way), self.hero.animate.rest(), run_time=0.7)
        if self.is_sigmoid:
            return
        own, formula = self.plane_of(OWN_AXIS), self.formula_of(self.model.activations[0])
        self.play(
            ReplacementTransform(self.plane.upright, own.upright),
            ReplacementTransform(self.plane.curve, own.curve),
            FadeOut(self.formula, run_time=0.4),
            run_time=1.0,
        )
        self.play(FadeIn(formula), run_time=0.4)

    def name_of_data(self) -> Words:
        """Whose sums these are."""
        template = _("sums of {neurons} neurons for {count} own digits, warped")
        if self.is_mnist:
            template = _("sums of {neurons} neurons for {count} test images of MNIST")
        if self.model.layer_sizes[1] == 1:
            template = _("weighted sums of one neuron for {count} own digits, warped")
            if self.is_mnist:
                template = _("weighted sums of one neuron for {count} test images of MNIST")
        neurons, count = (
            self.record.number(f"{SUMS}.{name}", decimals=None) for name in ("neurons", "images")
        )
        return note(template, width=stage().width, neurons=neurons, count=count)
