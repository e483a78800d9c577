"""`SquishingTheNumberLine`: a sum may be any number, an activation lies between zero and one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

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
    Group,
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
    far_bar,
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

if TYPE_CHECKING:
    from manim import Animation

    from scenes.subject.sourced import Sourced

REACH = 8
"""How far the long line is shown to each side."""
SMALL = 2.0
"""Height of our picture over its sum."""
FAR_AWAY = 1.7
"""So much more of the line is seen where that is worth saying."""
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
            "any number",
            "A histogram of real weighted sums over a long number line; at each end a single bar"
            " holds those farther out.",
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
        ("PixelGrid", "Polygon"): "the bars rise before our picture, which fades",
        ("Line", "PixelGrid"): "our picture comes down to the long line",
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
        self.rest(0.2)

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
        self.squished = self.record[f"{OWN}.squished"][self.neuron]
        self.is_sigmoid = own_function == "sigmoid"
        self.own_function = Verbatim(activation_look(own_function).name)
        self.sides = bias_places(stage())
        self.plane = self.plane_of(AXIS)
        self.plot = SquishingPlot(
            self.record, sums=SUMS, squishing=TICKS, plane=self.plane, palette=self.palette
        )
        self.data = self.name_of_data().move_to(stage().at(0.5, 1), aligned_edge=UP)
        home = NetworkDiagram(self.model, self.palette).show_image(self.record["trace.ink"])
        self.picture = Group(home.image, home.image_frame)
        self.add(self.picture)

    def plane_of(self, axis: str) -> ActivationPlane:
        """Axes and curve where the next scene has them."""
        room = self.sides.plot
        return ActivationPlane(self.record, axis=axis, room=room, palette=self.palette)

    def formula_of(self, activation: str) -> NeuronFormula:
        """What a neuron computes, where the next scene has it."""
        room, formula = self.sides.formula, NeuronFormula(activation, self.palette)
        return fit(formula, room.width, room.height).move_to(room.at(0, 0.5), LEFT)

    def any_number(self) -> None:
        """All sums of the test data, in bins as fine as they stay."""
        self.beat(
            "any-number",
            _("A weighted sum can be any number. Here are {count} real ones."),
            count=self.record.number(f"{SUMS}.near.total", decimals=None),
        )
        plot, line = self.plot, self.plot.line
        foot, place = float(line.axis.get_y()), line.point(self.sum.value)
        if abs(self.sum.value) > REACH:
            place = far_bar(line, self.sum.value).mean(axis=0)
        smaller = SMALL / self.picture.height
        self.play(
            FadeIn(line, *plot.far, run_time=0.5),
            self.picture.animate(run_time=1.0).scale(smaller).move_to(place, DOWN),
        )
        own = ValueLabel(self.sum, size="focus", color=self.palette.signal)
        own.next_to(self.picture, UP, buff=0.15)
        self.play(FadeIn(own, shift=0.2 * UP), run_time=0.4)
        # All the other sums rise around it as bars.
        self.add(plot.bars)
        self.play(
            Succession(Wait(0.4), FadeOut(self.picture, own, run_time=0.8)),
            MoveBars(plot.bars, foot, plot.hill_height, run_time=2.4),
            Succession(Wait(0.8), FadeIn(self.data, run_time=0.6)),
        )
        self.bring_to_front(line, *plot.far)
        self.drift(stage())

    def zero_to_one(self) -> None:
        """The stretch from zero to one is drawn large."""
        self.beat(
            "zero-to-one",
            _("But an activation should lie on this {short} line, between zero and one."),
        )
        plot, short = self.plot, self.plot.short
        line, raised = plot.line, plot.raised
        leaving = (self.data, line.labels, *(end[-1] for end in plot.far))
        coming = (raised.labels, *(end[-1] for end in plot.raised_far))
        self.play(FadeOut(*leaving), self.view.animate.pull_out(), run_time=0.3)
        self.play(
            MoveBars(plot.bars, float(raised.axis.get_y()), plot.unit_height, run_time=1.0),
            Transform(line.axis, raised.axis, run_time=1.0),
            Transform(line.ticks, raised.ticks, run_time=1.0),
            *(
                Transform(part, there, run_time=1.0)
                for end, raised_end in zip(plot.far, plot.raised_far, strict=True)
                for part, there in zip(end[:-1], raised_end[:-1], strict=True)
            ),
            Succession(Wait(0.7), FadeIn(*coming, run_time=0.3)),
        )
        stretch = plot.stretch()
        self.play(Create(stretch), run_time=0.5)
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
        self.play(FadeIn(self.marks), run_time=0.4)
        self.at_word("squish")
        self.play(self.marks.squish(plot.short, seconds=4.2))

    def all_of_them(self) -> None:
        """The bars go the same way: each keeps its area, so they pile up at both ends."""
        shares, ends = self.record[f"{SUMS}.squished.shares"], self.record[f"{SUMS}.squished.edges"]
        low, high = (shares[i].shown_as(**SHARE) for i in (0, shares.size - 1))
        first, last = (ends[i].shown_as(decimals=1) for i in (1, ends.size - 2))
        self.beat(
            "all-of-them",
            _("Now all the sums follow: {low} end below {first}, and {high} above {last}."),
            low=low,
            high=high,
            first=first,
            last=last,
        )
        plot = self.plot
        foot = float(plot.line.axis.get_y())
        self.play(
            FadeOut(self.marks.threads, run_time=0.4),
            MoveBars(plot.bars, foot, plot.unit_height, 1.0, rate_func=linear, run_time=2.6),
            FadeOut(
                *(plot.line.axis, plot.line.ticks, plot.raised.labels),
                *(part for end in plot.far for part in end[:-1]),
                *(end[-1] for end in plot.raised_far),
                run_time=0.5,
            ),
        )
        labels, bounds = plot.end_labels(low, high), plot.bounds(first, last)
        self.labels = VGroup(*labels, *bounds)
        for label, bound, share_said, bound_said in zip(
            labels, bounds, ("low", "high"), ("first", "last"), strict=True
        ):
            self.at_word(share_said)
            self.play(FadeIn(label, shift=0.2 * UP), run_time=0.4)
            self.at_word(bound_said)
            self.play(FadeIn(bound, shift=0.2 * DOWN), run_time=0.5)

    def upright(self) -> None:
        """The short line stands up, and the ticks go back over their numbers, at their heights."""
        self.beat(
            "upright",
            _("Now the short line stands up, and every tick goes {back} above its own number."),
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
            FadeIn(plot.across.axis, plot.across.ticks, run_time=0.4),
            # The numbers come when what turns is past them.
            Succession(Wait(0.5), FadeIn(plot.across.labels, run_time=0.5)),
        )
        self.play(
            LaggedStart(
                AnimationGroup(fall, FadeIn(self.hero, self.ring), run_time=0.8),
                AnimationGroup(*turn),
                lag_ratio=0.5,
            )
        )
        self.remove(plot.bars)
        self.add(plot.across)
        self.at_word("back")
        self.play(self.marks.slide_back(plot.across, up, seconds=2.4))

    def the_curve(self) -> None:
        self.beat(
            "the-curve",
            _("The heights make a curve: the sigmoid. In formulas it is {called} sigma."),
        )
        self.curve = self.plot.curve()
        self.play_sounds(drawn(self.record[f"{TICKS}.curve_outputs"], 1.6))
        self.play(Create(self.curve), FadeOut(self.marks.heights), run_time=1.6)
        self.examples()
        self.formula = self.formula_of("sigmoid")
        self.at_word("called")
        self.play(FadeIn(self.formula, shift=0.2 * UP), run_time=0.6)

    def examples(self) -> None:
        """A dot on the curve goes to three sums; beside it, how bright each makes the neuron."""
        numbers, squished = (self.record[f"{TICKS}.{name}"] for name in ("ticks", "squished"))
        places = [int(abs(numbers.values - number).argmin()) for number in EXAMPLES]
        self.rows = VGroup(
            *(self.row(numbers[i].shown_as(decimals=0, signed=True), squished[i]) for i in places),
            self.row(self.sum, self.squished),
        )
        self.rows.arrange(DOWN, buff=0.4 if stage().is_wide else 0.15, aligned_edge=RIGHT)
        self.rows.move_to((self.sides.spot(1) + self.sides.spot(2)) / 2)
        levels = brightness(squished.values, "sigmoid")
        self.dot_at = float(numbers.values[0])
        self.dot = Dot(self.plane.upright.point(0), radius=0.13, color=self.palette.signal)
        self.play(FadeOut(self.marks), FadeIn(self.dot), run_time=0.4)
        for number, place, row in zip(EXAMPLES, places, self.rows[:-1], strict=True):
            self.play(
                self.slide_dot(number),
                self.hero.animate.fire(squished[place], float(levels[place])),
                FadeIn(row, shift=0.15 * UP),
                run_time=0.7,
            )

    def row(self, sum_: Sourced, squished: Sourced) -> VGroup:
        """A sum, an arrow, and what the sum is squished to."""
        value = ValueLabel(squished, color=self.palette.function)
        number = ValueLabel(sum_, align="right")
        return VGroup(number, Formula("arrow.r"), value).arrange(RIGHT, buff=0.25)

    def slide_dot(self, number: float) -> MoveAlongPath:
        """Let the dot go along the curve to a number of the long line."""
        inputs, outputs = (sourced.values for sourced in self.curve.fills)
        points = plane_points(self.plot.across, self.plane.upright, inputs, outputs)
        here, there = (int(abs(inputs - x).argmin()) for x in (self.dot_at, number))
        self.dot_at = number
        way = points[here : there + 1] if here <= there else points[there : here + 1][::-1]
        return MoveAlongPath(self.dot, VMobject().set_points_as_corners(way))

    def one_neuron(self) -> None:
        """The sum of the hero goes through the curve, and is one more row beside it."""
        story = _("Our neuron's sum, {sum}, is squished to {activation}.")
        if not self.is_sigmoid:
            story = _(
                "Our neuron's sum is {sum}. The sigmoid makes it {activation}; this network itself"
                " uses {function}."
            )
        slots: dict[str, Sourced | Verbatim] = {"sum": self.sum, "activation": self.squished}
        if not self.is_sigmoid:
            slots["function"] = self.own_function
        line, own, color = self.plot.across, self.rows[-1], self.palette.signal
        self.is_near = abs(self.sum.value) <= REACH
        if self.is_near:
            self.beat("one-neuron", story, **slots)
            self.play(self.slide_dot(self.sum.value), run_time=0.6)
        else:
            self.beat("one-neuron")
            line = self.plane.line
            self.pull_out(FadeOut(self.dot, run_time=0.4))
            self.caption(story, **slots)
        self.way = VGroup()
        if line.values[0] <= self.sum.value <= line.values[-1]:
            way = SumOnPlane(line, self.plane.upright, self.sum, self.squished, color=color)
            # It lies there already where the sum is near.
            dot = self.dot.move_to(way.dot)
            way.remove(way.dot).add(dot)
            shown = way.value if self.is_near else VGroup(way.value, dot)
            self.at_word("sum")
            self.play(Create(way.stem), FadeIn(shown), run_time=0.7)
            self.play(Create(way.level), run_time=0.8)
            self.way = way
        self.at_word("activation")
        level = float(brightness([self.squished.value], "sigmoid")[0])
        self.play_sounds(bell(self.squished, 0.7))
        self.play(
            self.hero.animate.fire(self.squished, level), FadeIn(own, shift=0.15 * UP), run_time=0.6
        )

    def pull_out(self, *others: Animation) -> None:
        """Show as much of the line as the next scene does, and say so."""
        plot, plane = self.plot, self.plane
        is_far = np.ptp(plane.line.values) >= FAR_AWAY * np.ptp(plot.across.values)
        if is_far:
            self.caption(_("From far away, the curve is almost a step."))
        seconds = 2.1 if is_far else 1.2
        self.play(PullOut(plot.across, self.curve, plane), *others, run_time=seconds)
        self.remove(plot.across, plot.short, self.curve)
        self.add(plane)

    def go_on(self) -> None:
        """Leave the curve as the next scene begins with it: that of this network."""
        self.rest(0.2)
        self.play(FadeOut(*self.way, *self.rows), self.hero.animate.rest(), run_time=0.4)
        if self.is_near:
            self.pull_out()
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
