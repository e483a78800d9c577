"""`Bias`: a number of the neuron's own, added to every sum before it is squished."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from manim import (
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    VGroup,
    Wait,
    smooth,
    there_and_back,
)

from network.analysis.weighted_sum import with_other_biases
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.measurements.firing import firing_axis, sliding_bias
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.bias_parts import BiasBars, BiasPlot, Slide, pulse_in
from scenes.mobjects.grids.weight_wall import FREE
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.activation_plane import (
    RADIUS,
    ActivationPlane,
    NeuronFormula,
    bias_places,
)
from scenes.mobjects.text.typst_text import Formula
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count, FollowActivation
from scenes.motion.sounding import followed, full_activation, turns
from scenes.motion.travel import Travel
from scenes.stage.layout import fit, stage
from scenes.stage.scales import brightness, telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

FIRING, AXIS = "measurement.firing_against_bias", "measurement.firing_axis"
SLIDING = "measurement.sliding_bias"
OURS, PICTURES = "measurement.other_biases", "measurement.bias_pictures"
REMINDER_SIDE = 1.6
"""Of the film's picture beside the plot, before it goes to its place."""
BEHIND = 0.3
"""How bright the curve is while pictures pile up on the same line: they aren't measured by it."""


class Bias(Chapter):
    """The bias: pictures stand over their sums, and a threshold slides past them."""

    summary = N_(
        "A bias is added to every weighted sum of a neuron: it says how large the sum must be"
        " before the neuron is lit up."
    )
    concepts = (N_("bias"), N_("threshold"), N_("weighted sum"))
    measurements = ("firing_against_bias",)
    beats: ClassVar = {
        "its-sums": Beat(
            "its sums",
            "Handwritten digits have piled up on a line to a hill, each above its sum; on top the"
            " picture of this film, framed yellow. Through the hill the curve of the activation"
            " function; beside it a neuron, lit.",
        ),
        "without-a-bias": Beat(
            "without a bias",
            "A dashed yellow line at zero: the digits to its left have gone out, the others are"
            " lit.",
        ),
        "add-a-bias": Beat(
            "add a bias",
            "With a violet bias below zero, the yellow line and the curve have moved to the right."
            " The digits have stayed, and many have gone out.",
        ),
        "how-large-the-sum": Beat(
            "how large the sum",
            "The bias is above zero now, the yellow line and the curve are far to the left, and"
            " nearly all digits are lit.",
        ),
        "all-of-them": Beat(
            "all of them",
            "The column of neurons, and out of each a violet bar, its bias: to the right if it is"
            " positive, which makes it easier to light up, to the left if it is negative.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("PictureCloud", "PictureHill"): "our picture comes to the others",
        ("Dot", "PictureHill"): "the threshold's dot slides before the pictures",
        ("Dot", "PictureCloud"): "it slides before our picture as well",
        ("Neuron", "PictureHill"): "on its way home it passes the hill, which fades",
        ("Neuron", "PictureCloud"): "on its way home it passes our picture, which fades",
    }

    def construct(self) -> None:
        self.prepare()
        self.its_sums()
        self.without_a_bias()
        self.add_a_bias()
        self.how_large_the_sum()
        self.all_of_them()
        self.go_on()
        self.rest(0.1)

    def prepare(self) -> None:
        """Find the numbers, and begin with the curve and the hero."""
        firing = self.measured("firing_against_bias")
        self.neuron = self.subject.hero
        self.activation = self.model.activations[0]
        axis = firing_axis(firing, self.activation, self.neuron)
        layer, own = self.trace.layers[0], float(self.model.layers[0].biases[self.neuron])
        weighted_sum = float(layer.pre_activations[self.neuron]) - own
        step = firing.telling_step(self.neuron, weighted_sum)
        sliding = sliding_bias(float(firing.biases[step]))
        ours = with_other_biases(layer, self.activation, self.neuron, sliding.biases)
        record = self.record.with_root(FIRING, firing).with_root(AXIS, axis)
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        shown = firing.indices[self.neuron]
        pictures = replace(data, images=data.images[shown], labels=data.labels[shown])
        record = record.with_root(SLIDING, sliding).with_root(OURS, ours)
        self.record = record.with_root(PICTURES, pictures)
        self.is_mnist = firing.data == MNIST_TEST_SET
        self.images = self.record.number(f"{FIRING}.images", decimals=None)
        self.turn = sliding.turn
        self.biases = [
            bias.shown_as(decimals=1, signed=True) for bias in self.record[f"{SLIDING}.biases"]
        ]
        self.thresholds = [
            each.shown_as(decimals=1) for each in self.record[f"{SLIDING}.thresholds"]
        ]
        held = self.record[f"{OURS}.activations"]
        self.activations, self.levels = list(held), brightness(held.values, self.activation)
        self.loudest = full_activation(held, self.activation) or 1.0
        self.place()

    def place(self) -> None:
        """The curve and the hero, from the first frame on."""
        places = self.places = bias_places(stage())
        self.plane = ActivationPlane(self.record, axis=AXIS, room=places.plot, palette=self.palette)
        self.plot = BiasPlot(
            self.record,
            plane=self.plane,
            pictures=self.record[f"{PICTURES}.images"],
            sums=self.record[f"{FIRING}.sums"].row(self.neuron),
            our_ink=self.record["trace.ink"],
            ours=OURS,
            place=places.spot(1),
            side=REMINDER_SIDE,
            threshold=self.thresholds[0],
            palette=self.palette,
        )
        self.formula = NeuronFormula(self.activation, self.palette)
        fit(self.formula, places.formula.width, places.formula.height)
        self.formula.move_to(places.formula.at(0, 0.5), LEFT)
        self.hero = Neuron(radius=RADIUS).move_to(places.spot(0))
        self.ring = HeroRing(self.hero, self.palette)
        self.add(*self.plane, self.formula, self.hero, self.ring)

    def its_sums(self) -> None:
        """Test images pile up, each above its sum without a bias, and ours on top of them."""
        said = _(
            "What is the bias for? First, {out:without} it: here are {count} pictures from MNIST,"
            " each above its sum, and {ours}."
        )
        if not self.is_mnist:
            said = _(
                "What is the bias for? First, {out:without} it: here are our {count} warped digits,"
                " each above its sum, and {ours:our picture}."
            )
        self.beat("its-sums", said, count=self.images)
        plot = self.plot
        shown = self.formula.bias.animate(rate_func=there_and_back, run_time=1.0)
        self.play(shown.scale(1.15).set_color(self.palette.signal))
        self.at_word("out")
        piled = plot.hill.copy()
        self.add(plot.hill.rise(float(plot.top[1])))
        self.bring_to_front(*self.plane)
        self.play(
            AnimationGroup(self.formula.dismiss_bias(), run_time=0.8),
            plot.curve.animate(run_time=0.8).set_stroke(opacity=BEHIND),
            Travel(plot.hill, piled, order=piled.order, lag=0.7, run_time=3.8),
            Succession(Wait(0.8), FadeIn(plot.ours, plot.frame, run_time=0.8)),
        )
        self.at_word("ours")
        value, level = self.activations[0], float(self.levels[0])
        self.play(
            plot.bring_ours(),
            plot.curve.animate(run_time=0.6).set_stroke(opacity=1),
            Succession(Wait(0.6), self.hero.animate(run_time=0.4).fire(value, level)),
        )

    def without_a_bias(self) -> None:
        """The threshold is at zero: what is left of it goes out."""
        said = _("Our neuron is lit up for every {picture} right of {zero}.")
        if self.activation == "sigmoid":
            said = _("Our neuron is more than {half} lit for every {picture} right of {zero}.")
        zero = self.thresholds[0]
        self.beat("without-a-bias", said, zero=zero.shown_as(decimals=None))
        plot, level = self.plot, self.plot.across_to_dot()
        if self.activation == "sigmoid":
            self.play(Create(level), run_time=0.6)
            self.at_word("half")
        self.play(FadeIn(plot.dot, scale=2), run_time=0.4)
        self.play(
            Create(plot.stem, run_time=0.7),
            FadeOut(level, run_time=0.7),
            plot.number_threshold(),
        )
        self.add(plot)
        self.at_word("picture")
        self.play(Slide(plot, lit_from=0.0, run_time=1.1))
        self.point_at("zero", plot.number)

    def add_a_bias(self) -> None:
        """A bias below zero moves threshold and curve to the right; the pictures stay."""
        low = self.turn
        self.beat(
            "add-a-bias",
            _("Suppose the bias were {bias}: the sum must be above {sum} to make up for it."),
            bias=self.biases[low].shown_as(decimals=None, signed=False),
            sum=self.thresholds[low].shown_as(decimals=None),
        )
        self.bias_value = ValueLabel(
            self.biases[0], size="focus", color=self.palette.bias, align="left"
        )
        self.letter = Formula("b =", size="focus", color=self.palette.bias)
        pair = (
            VGroup(self.letter, self.bias_value)
            .arrange(RIGHT, buff=0.2)
            .move_to(self.places.spot(1))
        )
        pair.shift(0.35 * LEFT)
        self.letter.shift((self.bias_value.baseline - self.letter[0].get_bottom()[1]) * UP)
        self.play(self.formula.admit_bias(), FadeIn(self.letter, self.bias_value), run_time=0.8)
        self.at_word("bias")
        self.slide(0, low, seconds=2.4)
        # One makes up for the other.
        self.point_at("sum", self.plot.number, self.bias_value)

    def how_large_the_sum(self) -> None:
        """The bias rises, and the threshold comes back over all of them."""
        self.beat(
            "how-large-the-sum",
            _("So the bias says how large the sum must be before the neuron lights up."),
        )
        self.slide(self.turn, len(self.biases) - 1, seconds=3.6)

    def all_of_them(self) -> None:
        """The hero goes back to its place in its layer, where every neuron has a bias."""
        biases = self.record["model.layers[0].biases"]
        ends = (int(biases.values.argmin()), int(biases.values.argmax()))
        # As rough as in the sum two scenes before.
        decimals = telling_decimals(biases.values) - 1
        low, high = (biases[i].shown_as(decimals=decimals) for i in ends)
        self.diagram = NetworkDiagram(self.model, self.palette, free=FREE)
        column = self.diagram.columns[0]
        # The hero passes none of them on its way home.
        far_first = sorted(range(len(column)), key=lambda i: -abs(i - self.neuron))
        others = [FadeIn(column[i], run_time=0.4) for i in far_first[:-1]]
        home = column[self.neuron]
        self.bars = bars = BiasBars(
            biases,
            column,
            ours=self.neuron,
            decimals=decimals,
            area=stage(),
            color=self.palette.bias,
        )
        said = _("Each neuron has its own bias: in this layer, from {low} to {high}.")
        if low.value == high.value:
            said = _("Each neuron has its own bias: here all are {low}.")
        if biases.size == 1:
            said = _("It is the only neuron of its layer, so {low} is the only bias here.")
        named = {
            place: mark
            for mark, place in zip(("low", "high"), ends, strict=True)
            if f"{{{mark}}}" in said
        }
        self.beat("all-of-them", said, low=low, high=high)
        grown = map(bars.grow, range(len(column)))
        unnamed = [label for place, label in bars.labels.items() if place not in named]
        words = (self.formula, self.letter, self.bias_value)
        first = (self.plot.line, self.plot.stem, self.plot.dot, self.plot.number)
        rest_of_plot = [part for part in self.plot if part not in first]
        self.play(
            FadeOut(*words, run_time=0.4),
            # Where these stood neurons appear and pass.
            FadeOut(*first, run_time=0.3),
            Succession(Wait(0.3), FadeOut(*rest_of_plot, run_time=0.8)),
            Succession(
                Wait(0.1),
                self.hero.animate(run_time=0.8)
                .rest()
                .scale(home.width / self.hero.width)
                .move_to(home),
            ),
            *([Succession(Wait(0.5), LaggedStart(*others, run_time=0.5))] if others else []),
            Succession(Wait(0.5), LaggedStart(*grown, lag_ratio=0.06, run_time=1.3)),
            Succession(Wait(1.3), FadeIn(bars.headings, *unnamed, run_time=0.5)),
        )
        for place, mark in named.items():
            self.at_word(mark)
            self.play(
                pulse_in(bars.bars[place], self.palette.signal),
                FadeIn(bars.labels[place], scale=1.4, run_time=0.6),
            )

    def go_on(self) -> None:
        """Leave the layer as the next scene begins with it, behind picture and input."""
        diagram = self.diagram.show_input(self.record["trace.ink"])
        self.rest(0.3)
        shown = FadeIn(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame)
        self.play(FadeOut(self.bars, run_time=0.4), Succession(Wait(0.2), shown, run_time=0.6))

    def slide(self, first: int, last: int, *, seconds: float) -> None:
        """Step the numbers through the record, while threshold and curve slide along."""
        span = slice(first, last + 1)
        biases, thresholds, activations = (
            each[span] for each in (self.biases, self.thresholds, self.activations)
        )
        along = {"run_time": seconds, "rate_func": smooth}
        times = turns(len(activations), seconds, smooth)
        self.play_sounds(followed(activations, times, bounds=(0.0, self.loudest)))
        self.play(
            Slide(self.plot, biases[-1].value, **along),
            Count(self.bias_value, biases, **along),
            Count(self.plot.number, thresholds, **along),
            FollowActivation(self.hero, activations, self.levels[span], **along),
        )
