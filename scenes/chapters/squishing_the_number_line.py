"""`SquishingTheNumberLine`: a sum may be any number, an activation lies between zero and one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ReplacementTransform,
    Transform,
    TransformFromCopy,
    VGroup,
)

from network.squishing import SquishedSums, squish, squished_sums
from network.test_data import load_test_data
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.mobjects.curve import Curve
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.number_line import NumberLine, plane_point
from scenes.mobjects.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text import Formula, Name, Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.motion.squishing import SquishedTicks
from scenes.motion.zoom import zoom_in
from scenes.scales import brightness
from scenes.subject import model_of, picture_form
from scenes.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.settings import Settings
    from scenes.sourced import Sourced, SourcedArray

REACH = 8
"""How far the middle part of the number line goes to each side."""
WELCOME_SUM = 2.0
"""A neuron whose sum has about this magnitude shows best what is squished how far."""
BINS_A_LABEL = 8
FAR = (-1000.0, 0.0, 1000.0)
SHORT_LINE = 4.0
BARS = 1.45
NAMES = {"relu": "ReLU"}


@lru_cache(maxsize=4)
def measured_sums(settings: Settings) -> tuple[SquishedSums, bool]:
    """The first layer's sums over the test data, and whether that is MNIST's."""
    data = load_test_data(settings.mnist_dir, form=picture_form(settings))
    return squished_sums(model_of(settings), data.images, reach=REACH), data.is_mnist


class SquishingTheNumberLine(Chapter):
    """The sigmoid, as what becomes of a number line."""

    def construct(self) -> None:
        """Tell the story."""
        self.measure()
        self.any_number()
        self.zero_to_one()
        self.tick_by_tick()
        if abs(self.sum.value) <= REACH:
            self.one_neuron()
        self.all_of_them()
        self.the_curve()
        self.near_and_far()
        self.rest(1.5)

    def measure(self) -> None:
        """Find the numbers, and the neuron that shows them best."""
        sums, self.is_mnist = measured_sums(self.settings)
        own = self.trace.layers[0].pre_activations
        self.record = (
            self.record.with_root("measurement.pre_activations", sums)
            .with_root("measurement.squishing", squish(sums.near.edges))
            .with_root("measurement.squished_picture", squish(own))
            .with_root("measurement.squished_far", squish(FAR))
        )
        self.neuron = int(np.abs(np.abs(own) - WELCOME_SUM).argmin())
        self.sum = self.record["trace.layers[0].pre_activations"][self.neuron]
        own_function = self.model.activations[0]
        self.is_sigmoid = own_function == "sigmoid"
        self.own_function = Name(NAMES.get(own_function, own_function))

    def any_number(self) -> None:
        """All sums of the test data on a line that holds them all."""
        images = self.record.number("measurement.pre_activations.images", decimals=None)
        neurons = self.record.number("measurement.pre_activations.neurons", decimals=None)
        if self.is_mnist:
            data = _("sums of {neurons} neurons for {count} test images of MNIST")
        else:
            data = _("sums of {neurons} neurons for {count} own digits, warped")
        self.beat(
            "any number",
            _("A weighted sum can come out as any number. Here are {count} real ones."),
            count=self.record.number("measurement.pre_activations.wide.total", decimals=None),
        )
        edges = self.record["measurement.pre_activations.wide.edges"]
        self.wide = self.long_line(edges, every=BINS_A_LABEL, up=0.2)
        self.wide_bars = self.histogram(self.wide, edges, height=2.9 * BARS)
        self.data = Words(data, size="note", color=theme.SECONDARY, neurons=neurons, count=images)
        self.data.move_to(stage().at(0.5, 1), aligned_edge=UP)
        self.play(Create(self.wide.axis), FadeIn(self.data), run_time=0.9)
        self.play(FadeIn(self.wide.ticks, self.wide.labels), run_time=0.6)
        self.add(self.wide, self.wide_bars)
        counts = self.record["measurement.pre_activations.wide.counts"]
        self.play(self.wide_bars.animate.show_counts(counts), run_time=1.4)
        ends = [
            self.record.number(f"measurement.pre_activations.wide.{name}")
            for name in ("smallest", "largest")
        ]
        self.caption(
            _("They run from {smallest} all the way to {largest}."),
            smallest=ends[0],
            largest=ends[1],
        )
        self.extremes = VGroup(*(self.wide.flag(end, 0.6) for end in ends))
        self.play(FadeIn(self.extremes, shift=0.2 * DOWN), run_time=0.8)
        self.rest()

    def zero_to_one(self) -> None:
        """We look closer; the stretch from zero to one is drawn large."""
        self.beat(
            "zero to one",
            _("An activation should lie between zero and one: in this short stretch of the line."),
        )
        edges = self.record["measurement.pre_activations.near.edges"]
        self.line = self.long_line(edges, every=4)
        self.bars = self.histogram(self.line, edges).show_counts(
            self.record["measurement.pre_activations.near.counts"]
        )
        self.play(FadeOut(self.extremes), run_time=0.4)
        self.play(*zoom_in(self.wide, self.wide_bars, self.line, self.bars), run_time=1.6)
        self.remove(self.wide, self.wide_bars)
        unit = self.record["measurement.pre_activations.squished.edges"]
        middle = stage().at(0.5, 0.165)
        half = SHORT_LINE / 2 * RIGHT
        self.short = NumberLine(
            [unit[0], unit[unit.size - 1]], middle - half, middle + half, color=self.palette.signal
        )
        stretch = Line(
            self.line.point(unit[0].value),
            self.line.point(unit[unit.size - 1].value),
            color=self.palette.signal,
            stroke_width=8,
        )
        self.play(Create(stretch), run_time=0.7)
        self.play(
            TransformFromCopy(stretch, self.short.axis),
            FadeIn(self.short.ticks, self.short.labels, shift=0.3 * DOWN),
            run_time=1.2,
        )
        self.add(self.short)
        self.rest(0.5)
        self.play(FadeOut(stretch), run_time=0.4)

    def tick_by_tick(self) -> None:
        """Every tick glides to its squished place."""
        self.beat(
            "tick by tick",
            _(
                "So we squish the whole line into it. Far negative numbers crowd near zero,"
                " far positive ones near one."
            ),
        )
        self.marks = SquishedTicks(
            self.line,
            self.short,
            self.record["measurement.squishing.ticks"],
            self.record["measurement.squishing.squished"],
            color=self.palette.signal,
        )
        self.play(FadeIn(self.marks), run_time=0.5)
        self.play(self.marks.squish(self.short, seconds=4.0))
        self.leaving: list[Mobject] = [self.marks.threads]
        self.rest()

    def one_neuron(self) -> None:
        """The sum of one neuron for this picture goes the same way."""
        activation = self.record["measurement.squished_picture.squished"][self.neuron]
        story = _(
            "For this picture one neuron has the sum {sum}. The sigmoid makes it {activation};"
            " this network itself uses {function}."
        )
        if self.is_sigmoid:
            activation = self.record["trace.layers[0].activations"][self.neuron]
            story = _(
                "For this picture one neuron has the sum {sum}. Squished, it is {activation}."
            )
        self.beat(
            "one neuron",
            story,
            sum=self.sum.shown_as(signed=True),
            activation=activation,
            function=self.own_function,
        )
        side = 1.3
        picture = image_grid(self.record["trace.inputs"], side=side)
        picture.move_to(stage().at(0, 0.165) + (side / 2 + 0.35) * RIGHT)
        frame = grid_frame(picture)
        stem = self.line.flag(self.sum.shown_as(signed=True), BARS + 0.2)
        start, end = self.line.point(self.sum.value), self.short.point(activation.value)
        dot = Neuron(radius=0.1).move_to(picture)
        dot.set_color(self.palette.sign(self.sum.value)).fills = (self.sum,)
        neuron = Neuron(radius=0.17).move_to(end)
        neuron.fire(activation, float(brightness([activation.value], "sigmoid")[0]))
        value = ValueLabel(activation, color=self.palette.signal).next_to(neuron, UP, buff=0.2)
        self.play(FadeIn(picture, frame), FadeOut(*self.leaving), run_time=0.6)
        self.play(FadeIn(dot, scale=0.5), run_time=0.3)
        self.play(dot.animate.move_to(start), FadeIn(stem), run_time=1.0)
        self.rest(0.5)
        self.play(ReplacementTransform(dot, neuron), run_time=1.2)
        self.play(FadeIn(value), run_time=0.4)
        self.rest(1.2)
        self.leaving = [picture, frame, stem, neuron, value]

    def all_of_them(self) -> None:
        """The bars go the same way; then all sums are counted between zero and one."""
        path = "measurement.pre_activations.squished"
        shares = self.record[f"{path}.shares"]
        ends = [shares[i].shown_as(percent=True, decimals=0) for i in (0, shares.size - 1)]
        self.beat(
            "all of them",
            _(
                "Squished, {low} of all sums land in the lowest twentieth"
                " and {high} in the highest."
            ),
            low=ends[0],
            high=ends[1],
        )
        squished = self.record["measurement.squishing.squished"]
        self.play(FadeOut(*self.leaving), run_time=0.5)
        self.play(
            self.bars.animate.stand(self.short, squished),
            run_time=1.6,
        )
        edges = self.record[f"{path}.edges"]
        self.counted = Histogram(self.short, edges, height=1.2 * BARS, colors=theme.TEXT)
        self.add(self.counted)
        self.play(
            self.counted.animate.show_counts(self.record[f"{path}.counts"]),
            FadeOut(self.bars),
            run_time=1.2,
        )
        self.shares = VGroup(
            *(
                ValueLabel(share).next_to(self.counted.submobjects[bar], UP, buff=0.15)
                for share, bar in zip(ends, (0, -1), strict=True)
            )
        )
        self.play(FadeIn(self.shares), run_time=0.5)
        self.rest(1.2)

    def the_curve(self) -> None:
        """The short line stands up; its ticks go back over their numbers, at their heights."""
        self.beat("upright", _("Stand the short line upright on zero."))
        self.play(FadeOut(self.counted, self.shares, self.data), run_time=0.6)
        low = stage().at(0.5, 0.22)[1]
        unit = self.record["measurement.pre_activations.squished.edges"]
        across = self.line.copy().shift((low - self.line.point(0)[1]) * UP)
        foot = across.point(0)
        upright = NumberLine(
            [unit[0], unit[unit.size - 1]],
            foot,
            foot + SHORT_LINE * UP,
            labels_toward=LEFT,
            color=self.palette.signal,
        )
        upright.labels[0].set_opacity(0)
        self.play(
            Transform(self.line, across),
            Transform(self.short, upright, path_arc=PI / 2),
            self.marks.stand_on(upright, path_arc=PI / 2),
            run_time=1.6,
        )
        self.rest(0.4)
        self.beat(
            "the curve",
            _(
                "Now put every tick back over the number that it came from:"
                " its squished place has become a height."
            ),
        )
        ceiling = DashedLine(
            plane_point(across, upright, 0, 1),
            plane_point(across, upright, REACH, 1),
            color=theme.RULE,
            stroke_width=2,
        )
        self.play(FadeIn(ceiling), run_time=0.4)
        self.play(self.marks.slide_back(across, upright, seconds=3.0))
        curve = Curve(
            across,
            upright,
            self.record["measurement.squishing.curve_inputs"],
            self.record["measurement.squishing.curve_outputs"],
            color=self.palette.signal,
        )
        self.caption(_("The heights make a curve: the sigmoid."))
        self.play(
            Create(curve),
            FadeOut(self.marks.heights),
            self.short.axis.animate.set_color(theme.SECONDARY),
            self.short.ticks.animate.set_color(theme.SECONDARY),
            run_time=1.6,
        )
        self.play(FadeOut(self.marks), run_time=0.4)
        self.rest(0.6)

    def near_and_far(self) -> None:
        """The formula, and what it makes of very large numbers."""
        self.beat("near and far", _("Its name is sigma. Even a thousand stays within its bounds."))
        formula = Formula(
            "{{ sigma : s }} (x) = 1 / (1 + e^(-x))",
            size="title",
            colors={"s": self.palette.signal},
        )
        called = _("the sigmoid function")
        if not self.is_sigmoid:
            called = _("the sigmoid function; this network itself uses {function} there")
        name = Words(
            called, size="note", color=theme.SECONDARY, width=4.2, function=self.own_function
        )
        left = VGroup(formula, name.next_to(formula, DOWN, buff=0.3))
        left.move_to(stage().at(0.2, 0.5))
        self.play(FadeIn(left, shift=0.2 * UP), run_time=0.9)
        rows = self.table().move_to(stage().at(0.79, 0.45))
        self.play(
            LaggedStart(*(FadeIn(row, shift=0.2 * UP) for row in rows), lag_ratio=0.5), run_time=2.0
        )
        self.rest()

    def table(self) -> VGroup:
        """Sigma far to the left, at zero, far to the right."""
        numbers = self.record["measurement.squished_far.ticks"]
        values = self.record["measurement.squished_far.squished"]
        rows = VGroup()
        for i, up in enumerate((1, 0, -1)):
            called = self.sigma_of(numbers[i].shown_as(decimals=None))
            value = ValueLabel(values[i], size="body", color=self.palette.signal)
            # The sigmoid never reaches its bounds; a machine's number does.
            sign = "=" if 0 < values[i].value < 1 else "≈"
            equals = label(sign, size="body", color=theme.TEXT).move_to(0.75 * up * UP)
            called.next_to(equals.get_center(), LEFT, buff=0.4)
            value.next_to(equals.get_center(), RIGHT, buff=0.4)
            value.align_to(called.slot("number")[-1], DOWN)
            rows.add(VGroup(called, equals, value))
        return rows

    def sigma_of(self, number: Sourced) -> Words:
        """The function's name with a number in its brackets."""
        words = Words("{sigma}({number})", sigma=Name("𝜎"), number=number)
        words.slot("sigma").set_color(self.palette.signal)
        return words

    def long_line(self, edges: SourcedArray, *, every: int, up: float = 0.61) -> NumberLine:
        """A line as wide as the stage, with a number at every so many ticks, zero among them."""
        half = (stage().width / 2 - 0.3) * RIGHT
        middle = stage().at(0.5, up)
        labelled = range(edges.size // 2 % every, edges.size, every)
        return NumberLine(edges, middle - half, middle + half, labelled=labelled, overshoot=0.25)

    def histogram(self, line: NumberLine, edges: SourcedArray, height: float = BARS) -> Histogram:
        """Flat bars in the colors of the signs."""
        colors = [self.palette.sign(low) for low in edges.values[:-1]]
        return Histogram(line, edges, height=height, colors=colors)
