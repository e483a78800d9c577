"""`SquishingTheNumberLine`: a sum may be any number, an activation lies between zero and one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    Transform,
    TransformFromCopy,
    VGroup,
)

from network.analysis.sound_events import bell
from network.analysis.squishing import squish
from network.digits.datasets import MNIST_TEST_SET
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.squishing_the_number_line_parts import (
    FunctionTable,
    SquishedTicks,
    SquishingPlot,
    zoom_in,
)
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.motion.sounding import drawn
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

REACH = 8
"""How far the middle part of the number line goes to each side."""
WELCOME_SUM = 2.0
"""A neuron whose sum has about this magnitude shows best what is squished how far."""
FAR = (-1000.0, 0.0, 1000.0)
SUMS, TICKS = "measurement.pre_activations", "measurement.squishing"
OWN, FAR_OFF = "measurement.squished_picture", "measurement.squished_far"


class SquishingTheNumberLine(Chapter):
    """The sigmoid, as what becomes of a number line."""

    is_first_cut = True
    summary = N_(
        "The sigmoid squishes the whole number line between zero and one; its curve grows out of"
        " real weighted sums."
    )
    concepts = (N_("sigmoid"), N_("activation function"), N_("nonlinearity"))
    measurements = ("pre_activations",)
    beats: ClassVar = {
        "any-number": Beat(
            "any number",
            "A histogram of real weighted sums over a long number line, {negative} below zero and"
            " {positive} above.",
        ),
        "zero-to-one": Beat(
            "zero to one", "Below the histogram, a short yellow line from zero to one."
        ),
        "tick-by-tick": Beat(
            "tick by tick",
            "Lines lead from the ticks of the long line to the short one; they crowd at both ends.",
        ),
        "one-neuron": Beat(
            "one neuron", "One sum is marked on the long line, its squished value on the short."
        ),
        "all-of-them": Beat("all of them", "The histogram of squished values: high at both ends."),
        "upright": Beat("upright", "The short line stands upright on the zero of the long one."),
        "the-curve": Beat(
            "the curve", "A yellow S-shaped curve rises from zero to one: the sigmoid."
        ),
        "near-and-far": Beat(
            "near and far", "The curve, its formula, and its values far out on both sides."
        ),
    }

    def construct(self) -> None:
        self.measure()
        self.any_number()
        self.zero_to_one()
        self.tick_by_tick()
        if abs(self.sum.value) <= REACH:
            self.one_neuron()
        self.all_of_them()
        self.upright()
        self.the_curve()
        self.near_and_far()
        self.rest(1.0)

    def measure(self) -> None:
        """Find the numbers, and the neuron that shows them best."""
        sums = self.measured("pre_activations")
        self.is_mnist = sums.data == MNIST_TEST_SET
        own = self.trace.layers[0].pre_activations
        self.record = (
            self.record.with_root(SUMS, sums)
            .with_root(TICKS, squish(sums.near.edges))
            .with_root(OWN, squish(own))
            .with_root(FAR_OFF, squish(FAR))
        )
        self.squished = self.record[f"{TICKS}.squished"]
        self.neuron = int(np.abs(np.abs(own) - WELCOME_SUM).argmin())
        self.sum = self.record["trace.layers[0].pre_activations"][self.neuron].shown_as(signed=True)
        own_function = self.model.activations[0]
        self.is_sigmoid = own_function == "sigmoid"
        self.own_function = Verbatim(activation_look(own_function).name)
        self.plot = SquishingPlot(self.record, sums=SUMS, squishing=TICKS, palette=self.palette)

    def any_number(self) -> None:
        """All sums of the test data on a line that holds them all."""
        self.beat(
            "any-number",
            _("A weighted sum can be any number. Here are {count} real ones."),
            count=self.record.number(f"{SUMS}.wide.total", decimals=None),
        )
        line, bars = self.plot.wide
        self.data = self.name_of_data().move_to(stage().at(0.5, 1), aligned_edge=UP)
        self.play(Create(line.axis), FadeIn(self.data), run_time=0.8)
        self.play(FadeIn(line.ticks, line.labels), run_time=0.5)
        self.add(line, bars)
        counts = self.record[f"{SUMS}.wide.counts"]
        self.play(bars.animate.show_counts(counts), run_time=1.3)
        low, high = (self.record.number(f"{SUMS}.wide.{name}") for name in ("smallest", "largest"))
        said = _("They run from {smallest} to {largest}.")
        if low.value == high.value:
            said = _("All of them are {smallest}.")
        self.caption(said, smallest=low, largest=high)
        self.extremes = VGroup(line.flag(low, 0.6))
        if low.value != high.value:
            flag = line.flag(high, 0.6)
            is_near = flag.get_left()[0] < self.extremes.get_right()[0]
            self.extremes.add(line.flag(high, 1.2) if is_near else flag)
        self.play(FadeIn(self.extremes, shift=0.2 * DOWN), run_time=0.8)
        self.rest()

    def zero_to_one(self) -> None:
        """We look closer; the stretch from zero to one is drawn large."""
        self.beat(
            "zero-to-one",
            _("But an activation should lie between zero and one, on this short line."),
        )
        plot, short = self.plot, self.plot.short
        self.play(FadeOut(self.extremes), run_time=0.3)
        self.play(*zoom_in(*plot.wide, *plot.near), run_time=1.4)
        self.remove(*plot.wide)
        stretch = plot.stretch()
        self.play(Create(stretch), run_time=0.6)
        self.play(
            TransformFromCopy(stretch, short.axis),
            FadeIn(short.ticks, short.labels, shift=0.3 * DOWN),
            run_time=1.0,
        )
        self.add(short)
        self.rest(0.5)
        self.play(FadeOut(stretch), run_time=0.4)

    def tick_by_tick(self) -> None:
        self.beat(
            "tick-by-tick",
            _(
                "So we squish the whole line into it."
                " Far negatives crowd near zero, far positives near one."
            ),
        )
        line, short, numbers = self.plot.line, self.plot.short, self.record[f"{TICKS}.ticks"]
        self.marks = SquishedTicks(line, short, numbers, self.squished, color=self.palette.signal)
        self.play(FadeIn(self.marks), run_time=0.4)
        self.play(self.marks.squish(short, seconds=3.8))
        self.leaving: list[Mobject] = [self.marks.threads]
        self.rest()

    def one_neuron(self) -> None:
        """The sum of one neuron for this picture goes the same way."""
        activation = self.record[f"{OWN}.squished"][self.neuron]
        story = _(
            "For this picture one neuron has the sum {sum}. The sigmoid makes it {activation};"
            " this network itself uses {function}."
        )
        if self.is_sigmoid:
            activation = self.record["trace.layers[0].activations"][self.neuron]
            story = _(
                "For this picture, one neuron has a sum of {sum}. Squished, it is {activation}."
            )
        self.beat(
            "one-neuron", story, sum=self.sum, activation=activation, function=self.own_function
        )
        places = self.plot.places
        picture = image_grid(self.record["trace.ink"], side=places.picture_side)
        picture.move_to(stage().at(*places.picture)).align_to(self.plot.line.axis, LEFT)
        frame = grid_frame(picture)
        one = self.plot.squished_sum(self.sum, activation)
        place = one.dot.get_center()
        self.play(
            FadeOut(*self.leaving), FadeIn(picture, frame, one.dot.move_to(picture)), run_time=0.5
        )
        self.play(one.dot.animate.move_to(place), run_time=0.9)
        self.at_word("sum")
        self.play(FadeIn(one.flag), run_time=0.4)
        self.play_sounds(bell(activation, 0.7))
        self.play(ReplacementTransform(one.dot, one.neuron), run_time=1.0)
        self.at_word("activation")
        self.play(FadeIn(one.value), run_time=0.4)
        self.rest(1.0)
        self.leaving = [picture, frame, one.flag, one.neuron, one.value]

    def all_of_them(self) -> None:
        """The bars go the same way; then all sums are counted between zero and one."""
        shares = self.record[f"{SUMS}.squished.shares"]
        low, high = (shares[i].shown_as(percent=True, decimals=0) for i in (0, shares.size - 1))
        self.beat(
            "all-of-them",
            _("Now {low} of all sums are in the lowest twentieth, and {high} in the highest."),
            low=low,
            high=high,
        )
        bars, counted = self.plot.near.bars, self.plot.squished_bars()
        self.play(FadeOut(*self.leaving), run_time=0.4)
        self.play(bars.animate.stand(self.plot.short, self.squished), run_time=1.4)
        self.add(counted)
        counts = self.record[f"{SUMS}.squished.counts"]
        self.play(counted.animate.show_counts(counts), FadeOut(bars), run_time=1.1)
        labels = self.plot.end_labels(counted, low, high)
        self.play(FadeIn(labels), run_time=0.4)
        self.rest(1.0)
        self.leaving = [counted, labels, self.data]

    def upright(self) -> None:
        """The short line stands up on the zero of the long one."""
        self.beat("upright", _("Now the short line {stands} up, at zero."))
        across, up = self.plot.standing()
        self.play(FadeOut(*self.leaving), run_time=0.4)
        self.at_word("stands")
        self.play(
            Transform(self.plot.line, across),
            Transform(self.plot.short, up, path_arc=PI / 2),
            self.marks.stand_on(up, path_arc=PI / 2),
            run_time=1.5,
        )
        self.rest(0.4)

    def the_curve(self) -> None:
        """The ticks go back over their numbers, at their heights."""
        self.beat(
            "the-curve",
            _("Every tick goes back above its own number. Its squished value is now its height."),
        )
        line, short = self.plot.line, self.plot.short
        self.play(FadeIn(self.plot.ceiling()), run_time=0.4)
        self.play(self.marks.slide_back(line, short, seconds=3.0))
        self.rest(0.5)
        self.caption(_("The heights make a {curve}: the sigmoid."))
        self.at_word("curve")
        self.play_sounds(drawn(self.record[f"{TICKS}.curve_outputs"], 1.4))
        self.play(
            Create(self.plot.curve()),
            FadeOut(self.marks.heights),
            short.axis.animate.set_color(theme.SECONDARY),
            short.ticks.animate.set_color(theme.SECONDARY),
            run_time=1.4,
        )
        self.play(FadeOut(self.marks), run_time=0.4)
        self.rest(0.5)

    def near_and_far(self) -> None:
        """The formula, and what it makes of very large numbers."""
        self.beat("near-and-far", _("Its name is sigma. Even a thousand stays within its bounds."))
        places = self.plot.places
        formula = Formula(
            activation_look("sigmoid").formula,
            size=places.formula_size,
            colors={"s": self.palette.signal},
        )
        name = self.name_of_function().next_to(formula, DOWN, buff=0.3)
        named = VGroup(formula, name).move_to(stage().at(*places.formula))
        # The sigmoid never reaches its bounds; a machine's number does.
        table = FunctionTable(
            [number.shown_as(decimals=None) for number in self.record[f"{FAR_OFF}.ticks"]],
            self.record[f"{FAR_OFF}.squished"],
            name="𝜎",
            color=self.palette.signal,
            bounds=(0.0, 1.0),
        ).move_to(stage().at(*places.table))
        self.play(FadeIn(named, shift=0.2 * UP), run_time=0.8)
        lines = [FadeIn(line, shift=0.2 * UP) for line in table.lines()]
        self.play(LaggedStart(*lines, lag_ratio=0.5), run_time=1.5)
        self.rest(0.6)

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
        return note(template, neurons=neurons, count=count)

    def name_of_function(self) -> Words:
        """What the formula is called, and whether the network uses it."""
        called = _("the sigmoid function")
        if not self.is_sigmoid:
            called = _("the sigmoid function; this network itself uses {function} there")
        width, function = self.plot.places.name_width, self.own_function
        return note(called, width=width, function=function)
