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
    GrowFromEdge,
    LaggedStart,
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
    FollowActivation,
    Slide,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.grids.weight_wall import FREE
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.activation_plane import RADIUS, NeuronFormula, bias_places
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count, Roll
from scenes.motion.sounding import followed, turns
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

FIRING, AXIS = "measurement.firing_against_bias", "measurement.firing_axis"
OURS, PICTURES = "measurement.other_biases", "measurement.bias_pictures"
SHARE = {"percent": True, "decimals": 0}
REMINDER_SIDE = 1.6
"""Of the neuron's weights and of the film's picture, beside the plot."""
SIDE_ON_CURVE = 0.62
STEPS = 51
"""So many biases of the record, from zero down, are slid through."""


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
            "The curve of the activation function, a neuron, and its weights as a picture. Under"
            " the curve handwritten digits have piled up to a hill, each over its sum; the picture"
            " of this film lies on the curve.",
        ),
        "without-a-bias": Beat(
            "without a bias",
            "A dashed yellow line at zero: the digits to its right are lit, the rest are dark;"
            " beside the hill the share of those that are lit.",
        ),
        "add-a-bias": Beat(
            "add a bias",
            "The whole hill has slid to the left, and many of its digits have gone out; a violet"
            " number says by how much.",
        ),
        "or-move-the-threshold": Beat(
            "or move the threshold",
            "The hill is back, and the yellow line and the curve have moved to the right instead;"
            " the same digits are lit.",
        ),
        "its-own-bias": Beat(
            "its own bias", "Line and curve stand at the bias that the neuron has learned."
        ),
        "all-of-them": Beat(
            "all of them",
            "The column of neurons, and beside each its bias as a violet bar, to the left or to"
            " the right of zero.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("PictureHill", "PixelGrid"): "our picture lies on the curve, in front of the hill",
    }

    def construct(self) -> None:
        self.prepare()
        self.its_sums()
        self.without_a_bias()
        self.add_a_bias()
        self.or_move_the_threshold()
        self.its_own_bias()
        self.all_of_them()
        self.rest(0.4)

    def prepare(self) -> None:
        """Find the numbers, and begin with the curve and the hero."""
        firing = self.measured("firing_against_bias")
        self.neuron = self.subject.hero
        self.activation = self.model.activations[0]
        axis = firing_axis(firing, self.activation, self.neuron)
        ours = with_other_biases(
            self.trace.layers[0], self.activation, self.neuron, firing.biases[:STEPS]
        )
        record = self.record.with_root(FIRING, firing).with_root(AXIS, axis)
        data = load_test_data(self.settings.mnist_dir, image_format=self.subject.image_format)
        shown = firing.indices[self.neuron]
        pictures = replace(data, images=data.images[shown], labels=data.labels[shown])
        self.record = record.with_root(OURS, ours).with_root(PICTURES, pictures)
        self.is_mnist = firing.data == MNIST_TEST_SET
        self.images = self.record.number(f"{FIRING}.images", decimals=None)
        biases = list(self.record[f"{FIRING}.biases"])[:STEPS]
        self.biases = [bias.shown_as(decimals=1) for bias in biases]
        shares = list(self.record[f"{FIRING}.shares"].row(self.neuron))[:STEPS]
        self.shares = [share.shown_as(**SHARE) for share in shares]
        self.activations = list(self.record[f"{OURS}.activations"])
        self.own = self.record["model.layers[0].biases"][self.neuron]
        self.own_share = self.record[f"{FIRING}.trained_shares"][self.neuron].shown_as(**SHARE)
        self.own_activation = self.record["trace.layers[0].activations"][self.neuron]
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
        self.add(self.plot.line, self.plot.upright, self.plot.curve, self.formula)
        self.add(self.hero, self.ring)
        self.pattern = WeightGrid(
            self.record["model.layers[0].weights"].row(self.neuron),
            side=REMINDER_SIDE,
            palette=self.palette,
        ).move_to(places.spot(2))
        self.picture = self.framed_picture(REMINDER_SIDE).move_to(places.spot(1))

    def framed_picture(self, side: float) -> Group:
        """The picture of the film."""
        image = image_grid(self.record["trace.ink"], side=side)
        return Group(image, grid_frame(image))

    def its_sums(self) -> None:
        """The weighted sums of the hero for every test image, and ours among them."""
        said = _("{Our} neuron's sums for {count} own digits make a hill. Our {picture} is here.")
        if self.is_mnist:
            said = _(
                "{Our} neuron's sums for {count} pictures of MNIST make a hill. Our {picture} is"
                " here."
            )
        self.beat("its-sums", said, count=self.images)
        plot = self.plot
        piled = plot.hill.copy()
        plot.hill.rise(plot.upright.get_top()[1])
        self.add(plot.hill)
        self.bring_to_front(plot.curve)
        self.at_word("Our")
        self.play(FadeIn(self.pattern, shift=0.2 * DOWN), run_time=0.6)
        self.play(
            Travel(plot.hill, piled, order=piled.order, lag=0.7, run_time=3.2),
            FadeIn(self.picture, run_time=1.0),
        )
        self.at_word("picture")
        going = self.picture.copy()
        self.play(
            going.animate.scale(plot.ours.width / going.width).move_to(plot.ours), run_time=1.0
        )
        self.remove(going)
        self.add(plot.ours)
        value = self.activations[0]
        level = float(brightness([value.value], self.activation)[0])
        self.play(self.hero.animate.fire(value, level), run_time=0.8)

    def without_a_bias(self) -> None:
        self.beat(
            "without-a-bias",
            _("Right of {zero}, we call the neuron {lit} up: that is {share} of them."),
            zero=self.biases[0].shown_as(decimals=None),
            share=self.shares[0],
        )
        self.lit_words = Words(_("lit up for"), color=theme.SECONDARY)
        self.share = ValueLabel(self.shares[0], size="focus")
        pair = (
            VGroup(self.lit_words, self.share).arrange(DOWN, buff=0.18).move_to(self.places.spot(1))
        )
        fit(pair, self.places.side.width / (1 if stage().is_wide else 2.6), 9)
        self.play(Create(self.plot.stem), FadeOut(self.pattern, self.picture), run_time=1.2)
        self.at_word("lit")
        self.add(self.plot)
        self.play(Slide(self.plot, lit_from=0.0, run_time=1.2))
        self.at_word("share")
        self.play(FadeIn(self.lit_words, self.share, shift=0.2 * UP), run_time=0.7)

    def add_a_bias(self) -> None:
        """The bias slides from zero down, and takes the hill along."""
        self.beat(
            "add-a-bias",
            _("Add a bias to every sum, and the {hill} slides. Now only {share} are lit."),
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
        self.play(self.formula.admit_bias(), FadeIn(self.letter, self.bias_value), run_time=1.0)
        self.at_word("hill")
        self.slide(self.biases, self.shares, self.activations, seconds=4.0)

    def or_move_the_threshold(self) -> None:
        """The same bias in another view: the hill stays, threshold and curve have moved."""
        self.beat(
            "or-move-the-threshold",
            _("Or leave the hill, and move the threshold: the {same} ones are lit."),
        )
        self.play(Slide(self.plot, self.biases[-1].value, moved=1.0, run_time=3.0))
        self.point_at("same", self.share)

    def its_own_bias(self) -> None:
        """Back to the bias that this neuron has learned."""
        own = self.own
        self.beat(
            "its-own-bias",
            _("Training gave this neuron a bias of {bias}."),
            bias=own,
        )
        kept = sum(bias.value > own.value for bias in self.biases)
        back = [values[kept:][::-1] for values in (self.biases, self.shares, self.activations)]
        last = own.shown_as(decimals=1)
        if back[0]:
            self.slide(
                [*back[0], last], [*back[1], self.own_share], [*back[2], self.own_activation],
                seconds=2.6,
            )  # fmt: skip
        self.play(Roll(self.bias_value, own), run_time=0.6)

    def all_of_them(self) -> None:
        """The hero goes back to its place in its layer, where every neuron has a bias."""
        biases = self.record["model.layers[0].biases"]
        low, high = (biases[int(i)] for i in (biases.values.argmin(), biases.values.argmax()))
        said = _("Every neuron of the layer has its own, from {low} to {high}.")
        if low.value == high.value:
            said = _("Every neuron of the layer has its own: here all are {low}.")
        if biases.size == 1:
            said = _("It is the only neuron of its layer, so {low} is the only bias here.")
        self.beat("all-of-them", said, low=low, high=high)
        diagram = NetworkDiagram(self.model, self.palette, free=FREE)
        diagram.show_input(self.record["trace.ink"])
        column = diagram.columns[0]
        others = [disc for i, disc in enumerate(column) if i != self.neuron]
        home = column[self.neuron]
        area = stage()
        room = Stage(float(column.get_right()[0]) + 0.4, area.right, area.top, area.bottom)
        bars = BiasBars(biases, column, room=room, color=self.palette.bias)
        gone = (self.plot, self.formula, self.lit_words, self.share, self.letter, self.bias_value)
        # On a tall stage the hero passes where the picture comes.
        wait = 0.0 if stage().is_wide else 0.5
        self.play(
            FadeOut(*gone, run_time=0.7),
            Succession(
                Wait(0.4),
                self.hero.animate(run_time=1.1)
                .rest()
                .scale(home.width / self.hero.width)
                .move_to(home),
            ),
            Succession(Wait(0.4), FadeIn(diagram.strip, diagram.strip_frame, run_time=1.1)),
            Succession(
                Wait(0.4 + wait),
                FadeIn(diagram.image, diagram.image_frame, run_time=1.1 - wait),
            ),
        )
        self.play(LaggedStart(*(FadeIn(disc) for disc in others), lag_ratio=0.08), run_time=0.9)
        self.play(FadeIn(bars.zero), run_time=0.3)
        grown = [
            GrowFromEdge(bar, LEFT if bias.value >= 0 else RIGHT)
            for bar, bias in zip(bars.bars, biases, strict=True)
        ]
        self.play(LaggedStart(*grown, lag_ratio=0.12), run_time=1.6)
        self.at_word("low")
        self.play(FadeIn(bars.labels), run_time=0.6)

    def slide(
        self,
        biases: Sequence[Sourced],
        shares: Sequence[Sourced],
        activations: Sequence[Sourced],
        *,
        seconds: float,
    ) -> None:
        """Step the numbers through the record, while the plot slides along."""
        steps = {"run_time": seconds, "rate_func": smooth}
        self.play_sounds(followed(shares, turns(len(shares), seconds, smooth)))
        self.play(
            Slide(self.plot, biases[-1].value, **steps),
            Count(self.bias_value, biases, **steps),
            Count(self.share, shares, **steps),
            FollowActivation(self.hero, activations, self.activation, **steps),
        )
