"""`Bias`: a number of the neuron's own says how large a sum must be before it fires."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

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

from network.digits.datasets import MNIST_TEST_SET
from network.measurements.firing import firing_axis
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.bias_parts import BiasBars, BiasPlot, NeuronFormula, slide
from scenes.mobjects.text.typst_text import Words, em, note
from scenes.mobjects.text.value_label import ValueLabel, width_in_em
from scenes.motion.counting import Count
from scenes.motion.sounding import followed, turns
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

FIRING, AXIS = "measurement.firing_against_bias", "measurement.firing_axis"
SHARE = {"percent": True, "decimals": 1}


class Bias(Chapter):
    """The bias, as a threshold that slides."""

    is_first_cut = True
    summary = N_("A bias says how large the weighted sum must be before a neuron fires.")
    concepts = (N_("bias"), N_("threshold"), N_("weighted sum"))
    measurements = ("firing_against_bias",)
    beats: ClassVar = {
        "its-sums": Beat(
            "its sums", "A histogram of the weighted sums of one neuron; above it the formula."
        ),
        "without-a-bias": Beat(
            "without a bias",
            "A dashed line at zero divides the histogram into {negative} and {positive}; above it"
            " the sigmoid rises at the same place.",
        ),
        "only-over-ten": Beat(
            "only over ten",
            "Dashed line and curve have moved far to the right; few of the bars are still"
            " {positive}.",
        ),
        "its-own-bias": Beat(
            "its own bias", "Line and curve stand at the bias that the neuron has learned."
        ),
        "all-of-them": Beat(
            "all of them", "The biases of the whole layer as violet bars, up and down."
        ),
        "what-they-do": Beat(
            "what they do",
            "Below each violet bar lies a circle, the brighter the more often the neuron fires.",
        ),
    }

    def construct(self) -> None:
        self.measure()
        self.its_sums()
        self.without_a_bias()
        self.only_over_ten()
        self.its_own_bias()
        self.all_of_them()
        self.what_they_do()
        self.rest(1.0)

    def measure(self) -> None:
        """Find the numbers, and lay out the two plots over one line."""
        firing = self.measured("firing_against_bias")
        function = self.model.activations[0]
        self.record = self.record.with_root(FIRING, firing).with_root(
            AXIS, firing_axis(firing, function)
        )
        self.neuron = firing.neuron
        self.is_mnist = firing.data == MNIST_TEST_SET
        self.images = self.record.number(f"{FIRING}.images", decimals=None)
        self.biases = [bias.shown_as(decimals=1) for bias in self.record[f"{FIRING}.biases"]]
        self.shares = [share.shown_as(**SHARE) for share in self.record[f"{FIRING}.neuron_shares"]]
        trained = self.record[f"{FIRING}.trained_shares"]
        self.own_share = trained[self.neuron].shown_as(**SHARE)
        self.plot = BiasPlot(
            self.record, firing=FIRING, axis=AXIS, bias=self.biases[0], palette=self.palette
        )
        self.formula = NeuronFormula(function, self.palette)
        self.formula.move_to(self.plot.places.formula, aligned_edge=UP + LEFT)

    def its_sums(self) -> None:
        """The weighted sums of one neuron for every test image."""
        self.beat(
            "its-sums",
            _("These are the weighted sums of one neuron, for {count} images."),
            count=self.images,
        )
        data = _("weighted sums of one neuron for {count} own digits, warped")
        if self.is_mnist:
            data = _("weighted sums of one neuron for {count} test images of MNIST")
        line, bars = self.plot.line, self.plot.bars
        self.data = note(data, count=self.images)
        self.data.next_to(line, DOWN, buff=0.18).set_x(stage().center[0])
        self.play(
            FadeIn(self.formula, shift=0.2 * DOWN),
            Create(line.axis),
            FadeIn(line.ticks, line.labels, self.data),
            run_time=1.0,
        )
        self.add(line, bars)
        self.play(bars.animate.show_counts(self.plot.counts), run_time=1.2)
        self.rest(1.0)

    def without_a_bias(self) -> None:
        self.beat(
            "without-a-bias",
            _("Say that it fires if the sum is over {zero}. It does so for {share} of them."),
            zero=self.biases[0].shown_as(decimals=None),
            share=self.shares[0],
        )
        self.parted = self.plot.parted()
        self.share = ValueLabel(self.shares[0], size="title", align="right")
        self.share.move_to(self.plot.places.share, aligned_edge=UP + RIGHT)
        self.fires = Words(_("fires for"), color=theme.SECONDARY)
        self.fires.next_to(self.share, LEFT, buff=0.35)
        # The share may have more figures later.
        widest = max(width_in_em(number_text(share)) for share in [*self.shares, self.own_share])
        beyond = widest - width_in_em(self.share.text)
        self.fires.shift(beyond * em("title") * LEFT)
        self.fires.shift((self.share.baseline - self.fires.baseline) * UP)
        self.play(Create(self.plot.threshold.stem), run_time=0.7)
        self.play(FadeOut(self.plot.bars), FadeIn(self.parted), run_time=0.8)
        self.at_word("share")
        self.play(FadeIn(self.fires, self.share, shift=0.2 * LEFT), run_time=0.7)
        self.rest(0.5)
        self.caption(_("Its activation rises there."))
        self.play(FadeIn(self.plot.upright), Create(self.plot.curve), run_time=1.3)
        self.rest(0.5)

    def only_over_ten(self) -> None:
        """The bias slides from zero to its lowest, and takes threshold and curve along."""
        self.beat(
            "only-over-ten",
            _("Should it fire only if the sum is over {ten}? Then {add} a bias of {bias}."),
            ten=self.record.number(f"{AXIS}.largest_shift", decimals=None),
            bias=self.biases[-1].shown_as(decimals=0),
        )
        threshold = self.plot.threshold
        self.at_word("add")
        self.play(
            *self.formula.admit_bias(),
            FadeIn(threshold.letter, threshold.value, shift=0.2 * UP),
            run_time=0.9,
        )
        self.add(threshold)
        self.rest(0.4)
        self.slide(self.biases, self.shares, seconds=4.2)
        moved = _("The threshold and the curve have moved. Only {share} are left.")
        if self.shares[-1].value == 0:
            moved = _("The threshold and the curve have moved. None are left.")
        self.caption(moved, share=self.shares[-1])
        self.rest()

    def its_own_bias(self) -> None:
        """Back to the bias that this neuron has learned."""
        own = self.record["model.layers[0].biases"][self.neuron]
        share = self.own_share
        self.beat(
            "its-own-bias",
            _("Training gave it a bias of {bias}. With this, it fires for {share} of them."),
            bias=own,
            share=share,
        )
        kept = sum(bias.value > own.value for bias in self.biases)
        back = self.biases[kept:][::-1], self.shares[kept:][::-1]
        self.slide([*back[0], own], [*back[1], share], seconds=2.0)
        self.rest(1.0)

    def all_of_them(self) -> None:
        biases = self.record["model.layers[0].biases"]
        low, high = (biases[int(i)] for i in (biases.values.argmin(), biases.values.argmax()))
        said = _("Every neuron has a bias of its own. Here they lie between {low} and {high}.")
        if low.value == high.value:
            said = _("Every neuron has a bias of its own. Here all of them are {low}.")
        if biases.size == 1:
            said = _("No other neuron is in this layer: the one bias, {low}, is all there is.")
        self.beat("all-of-them", said, low=low, high=high)
        plot, threshold = self.plot, self.plot.threshold
        chart = BiasBars(biases, color=self.palette.bias, **plot.places.biases)
        self.chart = chart.move_to(plot.places.middle)
        own = chart.bars[self.neuron]
        others = [bar for bar in chart.bars if bar is not own]
        self.play(
            FadeOut(plot.line, self.parted, plot.curve, plot.upright, self.data),
            FadeOut(threshold.stem, threshold.letter, self.share, self.fires),
            run_time=0.6,
        )
        self.play(
            FadeIn(chart.zero),
            FadeOut(threshold.value, target_position=own),
            GrowFromEdge(own, -chart.away(self.neuron)),
            run_time=0.9,
        )
        self.play(LaggedStart(*(FadeIn(bar) for bar in others), lag_ratio=0.08), run_time=1.1)
        self.play(FadeIn(chart.labels), run_time=0.5)
        self.rest()

    def what_they_do(self) -> None:
        """For how many images each of the neurons fires, as a disc below its bar."""
        self.beat(
            "what-they-do", _("The lower the bias, the more it takes to make the neuron fire.")
        )
        shares = self.record[f"{FIRING}.trained_shares"]
        discs = self.chart.discs(shares, at=self.plot.places.discs)
        said = _("the brighter, the more of the {count} images it fires for")
        words = note(said, count=self.images)
        words.next_to(discs, DOWN, buff=0.25).set_x(stage().center[0])
        self.play(FadeIn(VGroup(discs, words), shift=0.2 * UP), run_time=0.9)
        self.rest(1.0)

    def slide(
        self, biases: Sequence[Sourced], shares: Sequence[Sourced], *, seconds: float
    ) -> None:
        """Step the numbers through the record, while the plot slides along."""
        start, end = biases[0].value, biases[-1].value
        steps = {"run_time": seconds, "rate_func": smooth}
        threshold = self.plot.threshold
        self.play_sounds(followed(shares, turns(len(shares), seconds, smooth)))
        self.play(
            *(slide(part, start, end, **steps) for part in (self.parted, self.plot.curve)),
            # The letter stands where the number lets it: it moves last.
            Count(threshold.value, biases, **steps),
            slide(threshold, start, end, **steps),
            Count(self.share, shares, **steps),
        )
