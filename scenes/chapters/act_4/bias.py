"""`Bias`: a number of the neuron's own, added to every sum before it is squished."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Succession,
    VGroup,
    Wait,
    smooth,
)

from network.analysis.weighted_sum import with_other_biases
from network.digits.datasets import MNIST_TEST_SET, load_test_data
from network.measurements.firing import firing_axis, sliding_bias
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.bias_parts import (
    BiasBars,
    BiasPlot,
    Slide,
    pulse_in,
)
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
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count, FollowActivation
from scenes.motion.sounding import followed, turns
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import brightness, telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _, number_text

FIRING, AXIS = "measurement.firing_against_bias", "measurement.firing_axis"
SLIDING = "measurement.sliding_bias"
OURS, PICTURES = "measurement.other_biases", "measurement.bias_pictures"
SHARE = {"percent": True, "decimals": 0}
REMINDER_SIDE = 1.6
"""Of the film's picture beside the plot."""
SIDE_ON_CURVE = 0.62


class Bias(Chapter):
    """The bias: the hill of sums slides under a threshold."""

    summary = N_(
        "A bias is added to every weighted sum of a neuron: it says how large the sum must be"
        " before the neuron is lit up."
    )
    concepts = (N_("bias"), N_("threshold"), N_("weighted sum"))
    measurements = ("firing_against_bias",)
    beats: ClassVar = {
        "its-sums": Beat(
            "its sums",
            "Handwritten digits have piled up to a hill, each over its sum. Above it the curve of"
            " the activation function, on which the picture of this film lies; beside it a neuron.",
        ),
        "without-a-bias": Beat(
            "without a bias",
            "A dashed yellow line at zero: the digits to its left have gone out, the others are"
            " lit; beside the hill the share of those that are lit.",
        ),
        "add-a-bias": Beat(
            "add a bias",
            "With the neuron's own bias the hill has slid a little, and with a supposed one far to"
            " the left: many of its digits have gone out. A violet number says by how much.",
        ),
        "how-large-the-sum": Beat(
            "how large the sum",
            "All has slid back together, until each digit is over its own sum again. The same"
            " digits are lit; below the yellow line stands the sum that it takes.",
        ),
        "all-of-them": Beat(
            "all of them",
            "The column of neurons, and out of each a violet bar, its bias: to the right if it is"
            " positive, which makes it easier to light up, to the left if it is negative.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Dot", "PixelGrid"): "our picture lies on the curve, in front of the threshold's dot",
        ("PictureHill", "PixelGrid"): "our picture lies on the curve, in front of the hill",
        ("Neuron", "PictureHill"): "on its way home it passes the hill, which fades",
        ("Neuron", "PixelGrid"): "on its way home it passes our picture, which fades",
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
        sliding = sliding_bias(firing, self.neuron, own, float(firing.biases[step]))
        ours = with_other_biases(layer, self.activation, self.neuron, sliding.biases)
        record = self.record.with_root(FIRING, firing).with_root(AXIS, axis)
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        shown = firing.indices[self.neuron]
        pictures = replace(data, images=data.images[shown], labels=data.labels[shown])
        record = record.with_root(SLIDING, sliding).with_root(OURS, ours)
        self.record = record.with_root(PICTURES, pictures)
        self.is_mnist = firing.data == MNIST_TEST_SET
        self.images = self.record.number(f"{FIRING}.images", decimals=None)
        # As rough as in the sum two scenes before.
        self.decimals = telling_decimals(self.record["model.layers[0].biases"].values) - 1
        self.own_step = sliding.own_step
        self.biases = [
            bias.shown_as(decimals=self.decimals, signed=True)
            for bias in self.record[f"{SLIDING}.biases"]
        ]
        self.shares = [share.shown_as(**SHARE) for share in self.record[f"{SLIDING}.shares"]]
        self.activations = list(self.record[f"{OURS}.activations"])
        thresholds = list(self.record[f"{FIRING}.thresholds"])[: step + 1]
        self.thresholds = [each.shown_as(decimals=1) for each in thresholds]
        self.place()

    def place(self) -> None:
        """The curve and the hero, from the first frame on."""
        places = self.places = bias_places(stage())
        self.plot = BiasPlot(
            self.record,
            pictures=self.record[f"{PICTURES}.images"],
            sums=self.record[f"{FIRING}.sums"].row(self.neuron),
            axis=AXIS,
            ours=OURS,
            picture=self.framed_picture(SIDE_ON_CURVE),
            room=places.plot,
            palette=self.palette,
        )
        self.formula = NeuronFormula(self.activation, self.palette)
        fit(self.formula, places.formula.width, places.formula.height)
        self.formula.move_to(places.formula.at(0, 0.5), LEFT)
        self.hero = Neuron(radius=RADIUS).move_to(self.places.spot(0))
        self.ring = HeroRing(self.hero, self.palette)
        self.plane = ActivationPlane(self.record, axis=AXIS, room=places.plot, palette=self.palette)
        self.add(*self.plane, self.formula, self.hero, self.ring)
        self.picture = self.framed_picture(REMINDER_SIDE).move_to(places.spot(1))

    def framed_picture(self, side: float) -> Group:
        """The picture of the film."""
        image = image_grid(self.record["trace.ink"], side=side)
        return Group(image, grid_frame(image))

    def its_sums(self) -> None:
        """The weighted sums of the hero for test images, and ours among them, below the curve."""
        said = _(
            "What is the bias for? Here are our neuron's sums without it, for {count} pictures and"
            " for {ours}."
        )
        if not self.is_mnist:
            said = _(
                "What is the bias for? Here are our neuron's sums without it, for our {count}"
                " warped digits and for {ours}."
            )
        self.beat("its-sums", said, count=self.images)
        plane, plot = self.plane, self.plot
        piled = plot.hill.copy()
        self.play(
            self.formula.dismiss_bias(),
            ReplacementTransform(plane.upright, plot.upright),
            ReplacementTransform(plane.curve, plot.curve),
            FadeIn(plot.base),
            FadeIn(self.picture),
            run_time=1.0,
        )
        self.remove(plane.line)
        self.add(plot.line)
        plot.hill.rise(plot.room.bottom)
        self.add(plot.hill)
        self.play(Travel(plot.hill, piled, order=piled.order, lag=0.7, run_time=4.0))
        self.at_word("ours")
        value = self.activations[0]
        level = float(brightness([value.value], self.activation)[0])
        side = plot.ours.width / self.picture.width
        self.play(
            self.picture.animate(run_time=0.7).scale(side).move_to(plot.ours),
            Succession(Wait(0.4), self.hero.animate(run_time=0.3).fire(value, level)),
        )
        self.remove(self.picture)
        self.add(plot.ours)

    def without_a_bias(self) -> None:
        said = _("The neuron is lit up for every {picture} right of {zero}: {share} of them.")
        if self.activation == "sigmoid":
            said = _("We call it lit above one {half}: every {picture} right of {zero}, {share}.")
        self.beat(
            "without-a-bias",
            said,
            zero=self.thresholds[0].shown_as(decimals=None),
            share=self.shares[0],
        )
        self.lit_words = Words(_("lit up for"), color=theme.SECONDARY)
        self.share = ValueLabel(self.shares[0], size="focus")
        pair = (
            VGroup(self.lit_words, self.share).arrange(DOWN, buff=0.18).move_to(self.places.spot(1))
        )
        fit(pair, self.places.side.width / (1 if stage().is_wide else 2.6), 9)
        plot, level = self.plot, self.plot.across_to_dot()
        if self.activation == "sigmoid":
            self.play(Create(level), run_time=0.6)
            self.at_word("half")
        self.play(FadeIn(plot.dot, scale=2), run_time=0.4)
        self.play(Create(plot.stem), FadeOut(level), run_time=0.8)
        self.add(plot)
        self.at_word("picture")
        self.play(Slide(plot, lit_from=0.0, run_time=1.1))
        self.at_word("share")
        self.play(FadeIn(self.lit_words, self.share, shift=0.2 * UP), run_time=0.6)

    def add_a_bias(self) -> None:
        """The neuron's own bias moves the hill, and a supposed one moves it far to the left."""
        own, shares = self.own_step, self.shares
        said = _("Add its own bias, {own}: now {share}.")
        if number_text(shares[own]) == number_text(shares[0]):
            said = _("Add its own bias, {own}: still {share}.")
        self.beat("add-a-bias", said, own=self.biases[own], share=shares[own])
        self.bias_value = ValueLabel(
            self.biases[0], size="focus", color=self.palette.bias, align="left"
        )
        self.letter = Formula("b =", size="focus", color=self.palette.bias)
        pair = (
            VGroup(self.letter, self.bias_value)
            .arrange(RIGHT, buff=0.2)
            .move_to(self.places.spot(2))
        )
        pair.shift(0.35 * LEFT)
        self.letter.shift((self.bias_value.baseline - self.letter[0].get_bottom()[1]) * UP)
        self.play(self.formula.admit_bias(), FadeIn(self.letter, self.bias_value), run_time=1.0)
        self.at_word("own")
        self.slide(0, own, seconds=0.9)
        self.point_at("share", self.share)
        self.caption(
            _("Suppose its bias were {bias}: then {share} are lit."),
            bias=self.biases[-1].shown_as(decimals=None, signed=False),
            share=shares[-1],
        )
        self.slide(own, len(shares) - 1, seconds=3.0)
        self.at_word("share")
        outlines = self.plot.outline_lit()
        self.play(outlines.animate.set_stroke(opacity=1), run_time=0.6)

    def how_large_the_sum(self) -> None:
        """All slides back together: the threshold stands at the sum that it takes without bias."""
        self.beat(
            "how-large-the-sum",
            _(
                "So the bias says how large the sum must be before the neuron lights up:"
                " above {sum} here."
            ),
            sum=self.thresholds[-1].shown_as(decimals=None),
        )
        passed = self.plot.passed_by_number(self.thresholds)
        self.number = number = self.plot.number_threshold(self.thresholds[0])
        self.play(*(label.glyphs.animate.set_opacity(0) for label in passed), run_time=0.3)
        self.play(number.glyphs.animate.set_opacity(1), run_time=0.3)
        along = {"run_time": 3.7, "rate_func": smooth}
        self.play(Slide(self.plot, moved=1.0, **along), Count(number, self.thresholds, **along))
        self.point_at("sum", number)

    def all_of_them(self) -> None:
        """The hero goes back to its place in its layer, where every neuron has a bias."""
        biases = self.record["model.layers[0].biases"]
        ends = (int(biases.values.argmin()), int(biases.values.argmax()))
        low, high = (biases[i].shown_as(decimals=self.decimals) for i in ends)
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
            decimals=self.decimals,
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
        words = (self.formula, self.letter, self.bias_value, self.lit_words, self.share)
        first = (self.plot.line, self.plot.stem, self.plot.dot, self.number)
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
        """Step the numbers through the record, while hill and picture slide along."""
        biases, shares, activations = (
            each[first : last + 1] for each in (self.biases, self.shares, self.activations)
        )
        levels = brightness([value.value for value in activations], self.activation)
        along = {"run_time": seconds, "rate_func": smooth}
        self.play_sounds(followed(shares, turns(len(shares), seconds, smooth)))
        self.play(
            Slide(self.plot, biases[-1].value, **along),
            Count(self.bias_value, biases, **along),
            Count(self.share, shares, **along),
            FollowActivation(self.hero, activations, levels, **along),
        )
