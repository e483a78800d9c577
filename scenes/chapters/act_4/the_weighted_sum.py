"""`TheWeightedSum`: weights times activations, added up to one number."""

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
    LaggedStart,
    RoundedRectangle,
    Succession,
    TransformFromCopy,
    Wait,
    linear,
    squish_rate_func,
)

from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import most_contested_neuron, weighted_sum
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.the_weighted_sum_parts import TermList, sum_places
from scenes.mobjects.grids.callout import cell_marks
from scenes.mobjects.grids.weight_grid import WeightGrid, weight_colors
from scenes.mobjects.plots.bars import SumBar
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, note
from scenes.motion.cells import Pour, cells_of, one_then_other, take_out
from scenes.motion.counting import Count
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from network.analysis.sound_events import SoundEvent

FEW = 5
"""How many terms are written out."""
SEE_THROUGH = 0.6
"""Opacity of the weights while they lie over the pixels."""
RIM = 0.5
"""Of the cells that fly: most of them are almost black."""
BEND = -0.08
"""Curvature of their flight; a negative one bends below the words."""
ASIDE = -2.6
"""Curvature of a product's flight down to the sum, to the right of the products below it."""
FIRST_ARRIVAL = 0.2
"""Share of the time after which the first of the many terms arrives."""
SUM = "w_1 a_1 + w_2 a_2 + dots.c + w_n a_n {{ + b : bias }}"


class TheWeightedSum(Chapter):
    """The sum of one neuron, term by term."""

    is_first_cut = True
    summary = N_(
        "Weight times activation, pixel by pixel, all added up, and a bias: the sum that a neuron"
        " makes, term by term."
    )
    concepts = (N_("weighted sum"), N_("weights"), N_("bias"), N_("dot product"))
    beats: ClassVar = {
        "pixels-and-weights": Beat(
            "pixels and weights",
            "A digit, and beside it a grid of weights in {positive} and {negative}; above them"
            " the formula of the weighted sum.",
        ),
        "weight-times-pixel": Beat(
            "weight times pixel",
            "Both laid over one another: colors are left only where the digit is bright.",
        ),
        "the-largest-terms": Beat(
            "the largest terms",
            "The largest products as a list: pixel, weight times activation, product.",
        ),
        "the-running-total": Beat(
            "the running total", "Below the list the sum so far, and a bar that follows it."
        ),
        "all-the-others": Beat(
            "all the others", "All other products have been added; the bar has moved."
        ),
        "plus-the-bias": Beat(
            "plus the bias", "A bias in violet is added, and the total stands below a line."
        ),
        "what-it-says": Beat(
            "what it says", "A yellow frame marks the total: the neuron leans to yes or to no."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.pixels_and_weights()
        self.weight_times_pixel()
        self.the_largest_terms()
        self.the_running_total()
        self.all_the_others()
        self.plus_the_bias()
        self.what_it_says()
        self.rest(1.5)

    def prepare(self) -> None:
        """Choose the neuron, and read everything that its sum is made of."""
        self.places = sum_places(stage())
        layer = self.trace.layers[0]
        self.terms = weighted_sum(layer, most_contested_neuron(layer))
        self.record = self.record.with_root("measurement.weighted_sum", self.terms)
        neuron = self.terms.neuron
        self.few = [int(pixel) for pixel in self.terms.order[:FEW]]
        self.ink, self.activations = self.record["trace.ink"], self.record["trace.inputs"]
        self.weights = self.record["model.layers[0].weights"].row(neuron)
        self.products = self.record["trace.layers[0].contributions"].row(neuron)
        self.largest = float(abs(self.terms.terms[0]))
        decimals = telling_decimals(self.products.values)
        self.shown = {"decimals": decimals, "signed": True}
        sums = self.record["measurement.weighted_sum.sums"]
        self.sums = [value.shown_as(**self.shown) for value in sums]
        self.bias = self.record["model.layers[0].biases"][neuron].shown_as(**self.shown)
        result = self.record["trace.layers[0].pre_activations"][neuron]
        self.result = result.shown_as(**self.shown)

    def pixels_and_weights(self) -> None:
        """The picture, the weights of one neuron beside it, and the general formula."""
        count = self.record.number("model.layer_sizes[0]", decimals=None)
        self.beat(
            "pixels-and-weights",
            _(
                "One neuron has a weight for each of the {count} pixels."
                " Weight times activation, all added up."
            ),
            count=count,
        )
        places = self.places
        one, other = places.pixels, places.weights
        self.pixels = image_grid(self.ink, side=one.width).move_to(one.center)
        self.frame = grid_frame(self.pixels)
        self.grid = WeightGrid(self.weights, side=other.width, palette=self.palette)
        self.grid.move_to(other.center)
        self.names = [named(_("activations"), one), named(_("weights"), other)]
        self.formula = Formula(SUM, size="title", colors={"bias": self.palette.bias})
        self.formula.move_to(places.formula)
        self.formula.select("bias").set_opacity(0)
        self.size = note("n = {count}", count=count)
        self.size.next_to(self.formula.select("bias"), **places.size)
        self.play(FadeIn(self.pixels, self.frame, self.names[0]), run_time=0.9)
        self.play(FadeIn(self.grid, self.names[1], shift=0.3 * LEFT), run_time=0.9)
        self.play(FadeIn(self.formula, self.size))

    def weight_times_pixel(self) -> None:
        """Weights and pixels slide over each other; what is left are the products."""
        self.beat("weight-times-pixel", _("Lay the weights over the pixels, and multiply."))
        # Part by part, so that the weights stay in front of the pixels.
        moved = (self.pixels, self.frame, self.grid.grid, self.grid.frame)
        over = self.places.overlaid
        moves = [part.animate(run_time=1.4).move_to(over.center) for part in moved]
        moves[2].set_opacity(SEE_THROUGH)
        self.play(FadeOut(*self.names, run_time=0.5), *moves)
        dark = self.trace.loudest_dark_pixel
        if dark is None:
            self.caption(_("Where a pixel is dark, nothing is left of the weight."))
        else:
            self.caption(
                _("A dark pixel counts too: this network reads it as {input}."),
                input=self.activations[dark],
            )
        self.name = named(_("products"), over)
        colors = weight_colors(self.products, self.palette)
        self.play(
            self.grid.grid.animate.set_colors(colors, self.products).set_opacity(1),
            FadeIn(self.name),
            run_time=1.4,
        )
        self.remove(self.pixels, self.frame)

    def the_largest_terms(self) -> None:
        """The largest products leave their cells and are written out."""
        self.list = self.written_out()
        has_terms = self.products.values.any()
        said = _("The largest product is a weight of {weight} times an activation of {activation}.")
        if not has_terms:
            said = _("A product: a weight of {weight} times an activation of {activation} is zero.")
        self.beat(
            "the-largest-terms",
            said,
            weight=self.list.weights[0].sourced,
            activation=self.activations[self.few[0]],
        )
        room = self.places.products
        self.play(
            self.grid.animate.scale(room.width / self.grid.width).move_to(room.center),
            self.name.animate.move_to(named(_("products"), room)),
            FadeOut(self.size),
            FadeIn(self.list.headings),
            run_time=1.0,
        )
        cells = self.grid.grid
        marks = cell_marks(cells, self.few, theme.TEXT)
        values = [self.products[i] for i in self.few]
        one, others = cells_of(cells, self.few[:1], values[:1]), self.few[1:]
        self.play(Create(marks[0], run_time=0.5), take_out(one, self.list.places[:1], seconds=1.0))
        self.play(FadeIn(self.list.rows[0], lag_ratio=0.5), run_time=1.5)
        self.caption(
            _("And the next ones: {positive} pushes the sum up, {negative} pulls it down.")
            if has_terms
            else _("And so are all the others: nothing pushes the sum up or down."),
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        cloud = cells_of(cells, others, values[1:])
        rows = (FadeIn(row, shift=0.2 * RIGHT, run_time=0.8) for row in self.list.rows[1:])
        self.play(
            Create(marks[1:], lag_ratio=0.3, run_time=1.2),
            take_out(cloud, self.list.places[1:], seconds=2.2),
            Succession(Wait(0.6), LaggedStart(*rows, lag_ratio=0.45)),
        )
        self.rest(0.5)

    def the_running_total(self) -> None:
        """The written terms fly into the sum, and the total moves with each."""
        self.beat("the-running-total", _("Add them up, one after the other."))
        self.total = self.list.tally(_("sum so far"), self.sums[0], 2.3)
        shown = [*(value.value for value in self.sums), self.result.value]
        room = self.places.bar
        self.bar = SumBar(self.sums[0], within=shown, height=room.height, palette=self.palette)
        self.bar.move_to(room.center)
        products = self.list.products
        self.play_sounds(self.ticks(self.few[:1], [0.9]))
        self.play(
            TransformFromCopy(products[0], self.total.value, path_arc=-ASIDE),
            FadeIn(self.total.words, self.bar),
            Create(self.list.rule(1.7)),
        )
        for pixel, product, value in zip(self.few[1:], products[1:], self.sums[1:FEW], strict=True):
            flying = product.copy()
            self.play_sounds(self.ticks([pixel], [0.6]))
            self.play(
                FadeOut(flying, target_position=self.total.value, path_arc=ASIDE), run_time=0.6
            )
            self.play(Count(self.total.value, [value]), self.bar.animate.show(value), run_time=0.4)
        self.rest(0.6)

    def all_the_others(self) -> None:
        """All other products follow, faster; the total counts through every running sum."""
        left = self.record["measurement.weighted_sum.terms_left"][FEW - 1]
        if left.value == 0:
            return
        self.beat(
            "all-the-others",
            _("And {rest} more, each a small push of its own."),
            rest=left.shown_as(decimals=None),
        )
        more = self.list.more(left.shown_as(decimals=None))
        count = self.terms.term_count
        others = [int(pixel) for pixel in self.terms.order[FEW:count]]
        cloud = cells_of(self.grid.grid, others, [self.products[i] for i in others]).place(rim=RIM)
        self.play(FadeIn(more, shift=0.2 * RIGHT), FadeIn(cloud), run_time=0.8)
        sums = self.sums[FEW - 1 : count]
        into = self.total.value.get_left() + 0.12 * LEFT
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        self.play_sounds(self.ticks(others, turns(len(sums), 3.2, late)[1:]))
        self.play(
            Pour(cloud, into, lag=1 - FIRST_ARRIVAL, bend=BEND, run_time=3.2),
            Count(self.total.value, sums, rate_func=late, run_time=3.2),
            Count(self.bar, sums, rate_func=late, run_time=3.2),
        )
        self.remove(cloud)
        self.rest()

    def plus_the_bias(self) -> None:
        """The bias comes in last, and makes the pre-activation."""
        self.beat(
            "plus-the-bias",
            _("Finally, add the bias of the neuron. It is the same for every picture."),
        )
        whole = self.list.tally(_("weighted sum"), self.sums[-1], 2.3).words
        self.play(one_then_other(self.total.words, whole), run_time=0.8)
        bias = self.list.tally(_("bias"), self.bias, 3.3, self.palette.bias)
        color = self.palette.sign(self.result.value)
        self.outcome = self.list.tally(_("together"), self.result, 4.8, color)
        self.play(FadeIn(bias, shift=0.2 * UP), self.formula.select("bias").animate.set_opacity(1))
        self.rest(0.6)
        rule = self.list.rule(3.85)
        self.play_sounds(ticks([self.bias], [0.5], largest=self.largest))
        self.play(Create(rule), FadeIn(self.outcome), self.bar.animate.show(self.result))
        self.rest()

    def what_it_says(self) -> None:
        self.beat("what-it-says", meaning(self.result.value), sum=self.result)
        color = self.palette.signal
        box = RoundedRectangle(
            corner_radius=0.1, width=self.outcome.width + 0.4, height=0.6, color=color
        )
        box.set_stroke(width=3).move_to(self.outcome).set_y(self.outcome.value.get_y())
        self.play(Create(box))

    def ticks(self, pixels: Sequence[int], times: ArrayLike) -> tuple[SoundEvent, ...]:
        """A tick for each product that is added."""
        return ticks([self.products[i] for i in pixels], times, largest=self.largest)

    def written_out(self) -> TermList:
        """The largest terms as a list."""
        order = self.record["measurement.weighted_sum.order"]
        found = TermList(
            [order[k].shown_as(decimals=None) for k in range(FEW)],
            [self.weights[i].shown_as(decimals=self.shown["decimals"]) for i in self.few],
            [self.activations[i] for i in self.few],
            [self.products[i].shown_as(**self.shown) for i in self.few],
            self.palette,
            **self.places.terms_widths,
        )
        room = self.places.terms
        return fit(found, room.width, room.height).move_to(room.at(0.5, 1), UP)


def named(words: str, room: Stage) -> Words:
    """A name under the grid in this room."""
    name = note(words)
    return name.next_to(room.at(0.5, 0), DOWN, buff=0.2)


def meaning(result: float) -> str:
    """What the sign of a weighted sum says."""
    if result > 0:
        return _(
            "{sum} is above zero, so the neuron leans to yes. The higher the sum, the more certain."
        )
    if result < 0:
        return _(
            "{sum} is below zero, so the neuron leans to no. The lower the sum, the more certain."
        )
    return _("{sum}: exactly zero. The neuron leans neither way.")
