"""`Bias`: a number of the neuron's own, added to every sum before it is squished."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

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
from network.measurements.firing import firing_axis
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.bias_parts import (
    BiasBars,
    BiasPlot,
    Slide,
    TakenAway,
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
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced

FIRING, AXIS = "measurement.firing_against_bias", "measurement.firing_axis"
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
            "The whole hill has slid to the left, and many of its digits have gone out; a violet"
            " number says by how much.",
        ),
        "or-move-the-threshold": Beat(
            "or move the threshold",
            "The hill was back, and the yellow line and the curve had moved to the right instead;"
            " the same digits were lit. Now line and curve are back at zero.",
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
        self.or_move_the_threshold()
        self.all_of_them()
        self.go_on()
        self.rest(0.1)

    def prepare(self) -> None:
        """Find the numbers, and begin with the curve and the hero."""
        firing = self.measured("firing_against_bias")
        self.neuron = self.subject.hero
        self.activation = self.model.activations[0]
        axis = firing_axis(firing, self.activation, self.neuron)
        ours = with_other_biases(self.trace.layers[0], self.activation, self.neuron, firing.biases)
        steps = firing.telling_step(self.neuron, ours.weighted_sum) + 1
        record = self.record.with_root(FIRING, firing).with_root(AXIS, axis)
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        shown = firing.indices[self.neuron]
        pictures = replace(data, images=data.images[shown], labels=data.labels[shown])
        self.record = record.with_root(OURS, ours).with_root(PICTURES, pictures)
        self.is_mnist = firing.data == MNIST_TEST_SET
        self.images = self.record.number(f"{FIRING}.images", decimals=None)
        biases = list(self.record[f"{FIRING}.biases"])[:steps]
        self.biases = [bias.shown_as(decimals=1) for bias in biases]
        shares = list(self.record[f"{FIRING}.shares"].row(self.neuron))[:steps]
        self.shares = [share.shown_as(**SHARE) for share in shares]
        thresholds = list(self.record[f"{FIRING}.thresholds"])[:steps]
        self.thresholds = [each.shown_as(decimals=1) for each in thresholds]
        self.activations = list(self.record[f"{OURS}.activations"])[:steps]
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
            run_time=1.2,
        )
        self.remove(plane.line)
        self.add(plot.line)
        plot.hill.rise(plot.room.bottom)
        self.add(plot.hill)
        self.play(Travel(plot.hill, piled, order=piled.order, lag=0.7, run_time=3.2))
        self.at_word("ours")
        value = self.activations[0]
        level = float(brightness([value.value], self.activation)[0])
        side = plot.ours.width / self.picture.width
        self.play(
            self.picture.animate(run_time=0.9).scale(side).move_to(plot.ours),
            Succession(Wait(0.5), self.hero.animate(run_time=0.4).fire(value, level)),
        )
        self.remove(self.picture)
        self.add(plot.ours)

    def without_a_bias(self) -> None:
        said = _("The neuron is lit up for every {picture} right of {zero}: {share} of them.")
        if self.activation == "sigmoid":
            said = _(
                "We call it lit above one {half}: every {picture} right of {zero}, {share} of them."
            )
        self.beat(
            "without-a-bias",
            said,
            zero=self.biases[0].shown_as(decimals=None),
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
            self.play(Create(level), run_time=0.8)
            self.at_word("half")
        self.play(FadeIn(plot.dot, scale=2), run_time=0.4)
        self.play(Create(plot.stem), FadeOut(level), run_time=0.7)
        self.add(plot)
        self.at_word("picture")
        self.play(Slide(plot, lit_from=0.0, run_time=1.4))
        self.at_word("share")
        self.play(FadeIn(self.lit_words, self.share, shift=0.2 * UP), run_time=0.9)

    def add_a_bias(self) -> None:
        """The bias slides from zero down, and takes the hill along."""
        self.beat(
            "add-a-bias",
            _("Suppose its bias were {bias}: the {hill} slides, and {share} stay lit."),
            bias=self.biases[-1].shown_as(decimals=None),
            share=self.shares[-1],
        )
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
        self.play(self.formula.admit_bias(), FadeIn(self.letter, self.bias_value), run_time=1.4)
        self.at_word("hill")
        self.slide(self.bias_value, self.biases, seconds=3.3)
        self.at_word("share")
        outlines = self.plot.outline_lit()
        self.play(outlines.animate.set_stroke(opacity=1), run_time=0.6)

    def or_move_the_threshold(self) -> None:
        """The same bias in another view: the hill goes back, then threshold and curve move."""
        self.beat(
            "or-move-the-threshold",
            _("Undo that, and raise the {threshold} to {sum}: the {same} pictures are lit."),
            sum=self.thresholds[-1].shown_as(decimals=None),
        )
        self.slide(self.bias_value, self.biases, back=True, seconds=1.6)
        color, side = self.palette.signal, self.places.side
        value = ValueLabel(self.thresholds[0], size="focus", color=color)
        words = Words(_("threshold"), color=color)
        self.threshold = VGroup(words, value).arrange(DOWN, buff=0.18).move_to(self.places.spot(2))
        self.threshold.shift(min(side.right - self.threshold.get_right()[0], 0.0) * RIGHT)
        taken = TakenAway(
            self.formula, [self.thresholds[0], self.thresholds[-1]], self.places.formula, color
        )
        self.play(
            FadeOut(self.letter, self.bias_value),
            self.formula.bias.animate.set_opacity(0),
            taken.make_room(),
            run_time=0.3,
        )
        self.at_word("threshold")
        self.play(FadeIn(self.threshold, taken), run_time=0.4)
        self.plot.stand(0.0, moved=1.0)
        self.slide(value, self.thresholds, seconds=2.0, beside=taken.value)
        self.point_at("same", *self.plot.outlines)
        self.caption(_("So the {bias} says how {easily} a neuron lights up."))
        self.at_word("bias")
        self.play(FadeOut(self.threshold, taken), run_time=0.3)
        self.play(
            taken.leave_room(),
            self.formula.bias.animate.set_opacity(1),
            FadeIn(self.letter, self.bias_value.show(self.biases[-1])),
            run_time=0.4,
        )
        self.at_word("easily")
        self.slide(self.bias_value, self.biases, back=True, seconds=1.5)

    def all_of_them(self) -> None:
        """The hero goes back to its place in its layer, where every neuron has a bias."""
        biases = self.record["model.layers[0].biases"]
        # As rough as in the sum two scenes before.
        decimals = telling_decimals(biases.values) - 1
        places = (self.neuron, int(biases.values.argmin()), int(biases.values.argmax()))
        own, low, high = (biases[i].shown_as(decimals=decimals) for i in places)
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
        said = _("Each has its own: ours {own}, the lowest {low}, the highest {high}.")
        if own.value in (low.value, high.value):
            said = _("Each neuron has its own, from {low} to {high}.")
        if low.value == high.value:
            said = _("Each neuron has its own: here all are {low}.")
        if biases.size == 1:
            said = _("It is the only neuron of its layer, so {low} is the only bias here.")
        named = {
            place: mark
            for mark, place in zip(("own", "low", "high"), places, strict=True)
            if f"{{{mark}}}" in said
        }
        self.beat("all-of-them", said, own=own, low=low, high=high)
        grown = map(bars.grow, range(len(column)))
        words = (self.formula, self.letter, self.bias_value, self.lit_words, self.share)
        first = (self.plot.line, self.plot.stem, self.plot.dot)
        rest_of_plot = [part for part in self.plot if part not in first]
        self.play(
            FadeOut(*words, run_time=0.4),
            # Where these stood neurons appear and pass.
            FadeOut(*first, run_time=0.3),
            Succession(Wait(0.3), FadeOut(*rest_of_plot, run_time=0.6)),
            Succession(
                Wait(0.1),
                self.hero.animate(run_time=0.8)
                .rest()
                .scale(home.width / self.hero.width)
                .move_to(home),
            ),
            *([Succession(Wait(0.5), LaggedStart(*others, run_time=0.5))] if others else []),
            Succession(Wait(0.5), LaggedStart(*grown, lag_ratio=0.06, run_time=1.1)),
            Succession(Wait(1.1), FadeIn(bars.headings, run_time=0.5)),
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
        self.play(FadeOut(self.bars), run_time=0.4)
        self.play(
            FadeIn(diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame),
            run_time=0.3,
        )

    def slide(
        self,
        label: ValueLabel,
        values: list[Sourced],
        *,
        back: bool = False,
        seconds: float,
        beside: ValueLabel | None = None,
    ) -> None:
        """Step the numbers through the record, or back, while the plot slides along.

        A second label may show what the first one does.
        """
        way = slice(None, None, -1 if back else 1)
        values, biases, shares, activations = (
            each[way] for each in (values, self.biases, self.shares, self.activations)
        )
        levels = brightness([value.value for value in activations], self.activation)
        along = {"run_time": seconds, "rate_func": smooth}
        self.play_sounds(followed(shares, turns(len(shares), seconds, smooth)))
        self.play(
            Slide(self.plot, biases[-1].value, **along),
            *(Count(each, values, **along) for each in (label, beside) if each is not None),
            Count(self.share, shares, **along),
            FollowActivation(self.hero, activations, levels, **along),
        )
