"""`Bias`: a number of the neuron's own says how large a sum must be before it fires."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    VGroup,
    smooth,
)

from network.firing_axis import firing_axis
from network.test_data import MNIST_TEST_SET
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.measuring import measured
from scenes.mobjects.firing_plot import BiasBars, FiringBars, ShiftedCurve, Threshold
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.number_line import NumberLine
from scenes.mobjects.text import Formula, Words
from scenes.mobjects.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.motion.sliding import Slide
from scenes.sourced import SourcedArray
from scenes.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.sourced import Sourced

FIRING, AXIS = "measurement.firing_against_bias", "measurement.firing_axis"
SUM = r"\( w_1 a_1 + w_2 a_2 + dots.c + w_n a_n {{ + b : bias }} {{ \) : close }}"
FUNCTIONS = {"sigmoid": "sigma", "relu": '"ReLU"'}
BARS, CURVE = 2.1, 1.4
"""Heights of the highest bar and of the curve's plot, scene units."""
READABLE_PITCH = 0.66
"""With less room to a neuron, only the lowest and the highest bias are written out."""


class Bias(Chapter):
    """The bias, as a threshold that slides."""

    def construct(self) -> None:
        """Tell the story."""
        self.measure()
        self.its_sums()
        self.without_a_bias()
        self.only_over_ten()
        self.its_own_bias()
        self.all_of_them()
        self.rest(1.5)

    def measure(self) -> None:
        """Find the numbers, and lay out the two plots over one line."""
        firing = measured("firing_against_bias", self.model, mnist_dir=self.settings.mnist_dir)
        function = self.model.activations[0]
        self.record = self.record.with_root(FIRING, firing).with_root(
            AXIS, firing_axis(firing, function)
        )
        self.neuron = firing.neuron
        self.is_mnist = firing.data == MNIST_TEST_SET
        self.images = self.record.number(f"{FIRING}.images", decimals=None)
        self.biases = [bias.shown_as(decimals=1) for bias in self.record[f"{FIRING}.biases"]]
        self.shares = [
            share.shown_as(percent=True, decimals=1)
            for share in self.record[f"{FIRING}.neuron_shares"]
        ]
        area = stage()
        self.line = NumberLine(
            self.record[f"{AXIS}.sums"],
            area.at(0.06, 0.14),
            area.at(0.97, 0.14),
            overshoot=0.2,
        )
        foot = area.at(0.06, 0.575)
        self.upright = NumberLine(
            self.record[f"{AXIS}.heights"],
            foot,
            foot + CURVE * UP,
            labels_toward=LEFT,
            color=self.palette.signal,
        )
        name = FUNCTIONS.get(function, f'"{function}"')
        self.formula = Formula(
            f"{{{{ {name} : f }}}} {SUM}",
            colors={"f": self.palette.signal, "bias": self.palette.bias},
        )
        self.formula.move_to(area.at(0, 1), aligned_edge=UP + LEFT)
        bias, close = self.formula.select("bias"), self.formula.select("close")
        bias.set_opacity(0)
        self.closed = close.get_x()
        close.next_to(bias.get_left(), RIGHT, buff=0).set_y(self.formula.get_y())

    def its_sums(self) -> None:
        """The weighted sums of one neuron for every test image."""
        self.beat(
            "its sums",
            _(
                "One neuron adds up weights times activations."
                " Here are its sums for {count} images."
            ),
            count=self.images,
        )
        if self.is_mnist:
            data = _("weighted sums of one neuron for {count} test images of MNIST")
        else:
            data = _("weighted sums of one neuron for {count} own digits, warped")
        self.data = Words(data, size="note", color=theme.SECONDARY, count=self.images)
        self.data.next_to(self.line, DOWN, buff=0.18).set_x(0)
        counts = self.record[f"{FIRING}.counts"].row(0)
        filled = np.flatnonzero(counts.values)
        first, last = int(filled[0]), int(filled[-1])
        edges = part(self.record[f"{FIRING}.edges"], first, last + 2)
        bars = Histogram(self.line, edges, height=BARS)
        self.play(FadeIn(self.formula, shift=0.2 * DOWN), run_time=0.8)
        self.play(
            Create(self.line.axis),
            FadeIn(self.line.ticks, self.line.labels, self.data),
            run_time=0.9,
        )
        self.add(self.line, bars)
        self.play(bars.animate.show_counts(part(counts, first, last + 1)), run_time=1.2)
        self.rest(0.5)
        self.bars = bars

    def without_a_bias(self) -> None:
        """It fires to the right of zero."""
        self.beat(
            "without a bias",
            _("Say that it fires if the sum is over {zero}. That is so for {share} of them."),
            zero=self.biases[0].shown_as(decimals=None),
            share=self.shares[0],
        )
        self.firing = FiringBars(self.bars, (self.palette.negative, self.palette.positive))
        self.threshold = Threshold(
            self.line,
            top=self.upright.ticks[-1].get_center()[1] + 0.12,
            value=ValueLabel(self.biases[0], size="body", color=self.palette.bias),
            color=self.palette.bias,
        )
        self.curve = ShiftedCurve(
            self.line,
            self.upright,
            self.record[f"{AXIS}.inputs"],
            self.record[f"{AXIS}.outputs"],
            color=self.palette.signal,
        )
        self.share = ValueLabel(self.shares[0], size="title", align="right")
        self.share.move_to(stage().at(1, 1), aligned_edge=UP + RIGHT)
        self.fires = Words(_("fires for"), color=theme.SECONDARY)
        self.fires.next_to(self.share, LEFT, buff=0.35)
        self.fires.shift((self.share.submobjects[0].get_bottom()[1] - self.fires.baseline) * UP)
        self.play(Create(self.threshold.stem), run_time=0.8)
        self.play(FadeOut(self.bars), FadeIn(self.firing), run_time=0.9)
        self.play(FadeIn(self.fires, self.share, shift=0.2 * LEFT), run_time=0.7)
        self.rest(0.5)
        self.caption(_("Its activation rises there."))
        self.play(FadeIn(self.upright), Create(self.curve), run_time=1.4)

    def only_over_ten(self) -> None:
        """The bias slides from zero to its lowest, and takes threshold and curve along."""
        self.beat(
            "only over ten",
            _("But it should fire only if the sum is over {ten}? Then add a bias of {bias}."),
            ten=self.record.number(f"{AXIS}.largest_shift", decimals=None),
            bias=self.biases[-1].shown_as(decimals=0),
        )
        bias = self.formula.select("bias")
        self.play(
            self.formula.select("close").animate.set_x(self.closed),
            bias.animate.set_opacity(1),
            FadeIn(self.threshold.value, shift=0.2 * UP),
            run_time=0.9,
        )
        self.add(self.threshold)
        self.rest(0.6)
        self.slide(self.biases, self.shares, seconds=5.0)
        moved = _("Curve and threshold have moved. Now only {share} of the images are left.")
        if self.shares[-1].value == 0:
            moved = _("Curve and threshold have moved. Now none of the images is left.")
        self.caption(moved, share=self.shares[-1])
        self.rest()

    def its_own_bias(self) -> None:
        """Back to the bias that this neuron has learned."""
        own = self.record["model.layers[0].biases"][self.neuron]
        share = self.record[f"{FIRING}.trained_shares"][self.neuron]
        share = share.shown_as(percent=True, decimals=1)
        self.beat(
            "its own bias",
            _("In this network its bias is {bias}: it was learned, as the weights were."),
            bias=own,
        )
        passed = [
            (b, s) for b, s in zip(self.biases, self.shares, strict=True) if b.value > own.value
        ]
        back = self.biases[len(passed) :][::-1], self.shares[len(passed) :][::-1]
        self.slide([*back[0], own], [*back[1], share], seconds=2.4)
        self.caption(_("With it the neuron fires for {share} of the images."), share=share)
        self.rest()

    def all_of_them(self) -> None:
        """The biases of the whole layer."""
        biases = self.record["model.layers[0].biases"]
        ends = [biases[int(place)] for place in (biases.values.argmin(), biases.values.argmax())]
        self.beat(
            "all of them",
            _("Every neuron has a bias of its own. Here they lie between {low} and {high}."),
            low=ends[0],
            high=ends[1],
        )
        area = stage()
        chart = BiasBars(biases, width=area.width - 0.4, height=1.35, color=self.palette.bias)
        chart.zero.set_fill(theme.SECONDARY, opacity=1)
        chart.move_to(area.at(0.5, 0.52))
        own = chart.bars[self.neuron]
        self.play(
            FadeOut(
                *(self.line, self.firing, self.curve, self.upright, self.data),
                *(self.threshold.stem, self.share, self.fires),
            ),
            run_time=0.7,
        )
        self.play(
            FadeIn(chart.zero),
            FadeOut(self.threshold.value, target_position=own),
            GrowFromEdge(own, DOWN if biases[self.neuron].value >= 0 else UP),
            run_time=1.0,
        )
        others = [bar for i, bar in enumerate(chart.bars) if i != self.neuron]
        labels = self.written(chart, biases)
        self.play(LaggedStart(*(FadeIn(bar) for bar in others), lag_ratio=0.08), run_time=1.2)
        self.play(FadeIn(labels), run_time=0.6)
        self.rest()
        self.caption(_("The lower the bias, the more it takes to wake the neuron."))
        self.play(FadeIn(self.shares_below(chart), shift=0.2 * UP), run_time=0.9)
        self.rest()

    def slide(
        self, biases: Sequence[Sourced], shares: Sequence[Sourced], *, seconds: float
    ) -> None:
        """Step the numbers through the record, while the plot slides along."""
        ends = biases[0].value, biases[-1].value
        steps = {"run_time": seconds, "rate_func": smooth}
        self.play(
            *(Slide(part, *ends, **steps) for part in (self.firing, self.curve, self.threshold)),
            Count(self.threshold.value, biases, **steps),
            Count(self.share, shares, **steps),
        )

    def written(self, chart: BiasBars, biases: SourcedArray) -> VGroup:
        """The biases as numbers at the ends of their bars."""
        some = set(range(biases.size))
        if chart.pitch < READABLE_PITCH:
            some = {int(biases.values.argmin()), int(biases.values.argmax())}
        labels = VGroup()
        for i in sorted(some):
            tip, up = chart.tip(i, biases[i])
            labels.add(ValueLabel(biases[i]).next_to(tip, up, buff=0.12))
        return labels

    def shares_below(self, chart: BiasBars) -> VGroup:
        """For how many images each neuron fires, as a disc below its bar."""
        shares = self.record[f"{FIRING}.trained_shares"]
        y = stage().at(0, 0.14)[1]
        discs = VGroup()
        for bar, share in zip(chart.bars, shares, strict=True):
            disc = Neuron(radius=min(0.2, 0.4 * chart.pitch)).fire(share, share.value)
            discs.add(disc.move_to([bar.get_x(), y, 0]))
        said = _("the brighter, the more of the {count} images it fires for")
        note = Words(said, size="note", color=theme.SECONDARY, count=self.images)
        return VGroup(discs, note.next_to(discs, DOWN, buff=0.25))


def part(whole: SourcedArray, start: int, stop: int) -> SourcedArray:
    """Some numbers of a row; they keep the paths they have there."""
    return SourcedArray(whole.values[start:stop], whole.source, (start,), whole.prefix)
