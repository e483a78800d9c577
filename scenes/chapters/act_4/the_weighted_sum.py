"""`TheWeightedSum`: what one neuron computes, term by term, until the bias is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

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
    Line,
    Rectangle,
    RoundedRectangle,
    Succession,
    Wait,
    linear,
    rgb_to_color,
    squish_rate_func,
)

from network.analysis.hero import strokes
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import weight_rows, weighted_sum
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.the_weighted_sum_parts import (
    Balance,
    LargeTerm,
    TermRows,
    Weigh,
    question_places,
    sum_places,
)
from scenes.mobjects.grids.callout import cell_marks
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_grid import WeightGrid, weight_colors
from scenes.mobjects.grids.weight_wall import FREE, first_layer_wall, wall_room
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.tally import Tally
from scenes.mobjects.text.typst_text import Words
from scenes.motion.cells import Pour, cells_of, take_out
from scenes.motion.counting import Count, Roll
from scenes.motion.pointing import pulse
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import agreeing_decimals, gray, telling_decimals
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import ArrayLike

    from network.analysis.sound_events import SoundEvent
    from scenes.mobjects.raster.pixel_cloud import PixelCloud
    from scenes.stage.layout import Stage

SEE_THROUGH = 0.65
"""Opacity of the weights while they lie over the pixels."""
RIM = 0.5
"""Of the cells that fly: most of them are almost black."""
BEND = 0.16
"""Curvature of their flight over the pans."""
AROUND = -0.3
"""Curvature of the way of a product to its row where the rows are below: past those above."""
FIRST_ARRIVAL = 0.2
"""Share of the time after which the first of the many terms arrives."""
POUR_SECONDS = 3.6
MOST_WRITTEN = 3
"""Terms that are written out."""
TOTAL_WIDTH = 1.9
"""From the middle of the balance to either end of the line with the sum."""


class TheWeightedSum(Chapter):
    """The sum of one neuron, term by term."""

    summary = N_(
        "Weight times activation, pixel by pixel, all added up, and a bias: the sum that a neuron"
        " makes, term by term."
    )
    concepts = (N_("weighted sum"), N_("weights"), N_("bias"), N_("dot product"))
    beats: ClassVar = {
        "pixels-and-weights": Beat(
            "pixels and weights",
            "A digit, and beside it the weights of one neuron in {positive} and {negative}.",
        ),
        "weight-times-pixel": Beat(
            "weight times pixel",
            "Both laid over one another: colors are left only where the digit is bright.",
        ),
        "the-largest-terms": Beat(
            "the largest terms",
            "A few products in large numbers: weight times activation, product.",
        ),
        "all-the-others": Beat(
            "all the others",
            "A balance: everything that pushes up is piled up in its left pan, everything that"
            " pushes down in the right one, and it tips to the heavier side.",
        ),
        "plus-the-bias": Beat("plus the bias", "A bias in violet has been added to the sum."),
        "what-it-says": Beat(
            "what it says", "A yellow frame marks the sum: the neuron leans to yes or to no."
        ),
    }

    allowed_crossings: ClassVar = {
        ("Balance", "PixelCloud"): "the products land on its piles, above their sums",
        ("Neuron", "PixelGrid"): "on a narrow stage it passes in front of what it asks about",
    }

    def construct(self) -> None:
        self.prepare()
        self.pixels_and_weights()
        self.weight_times_pixel()
        self.the_largest_terms()
        self.all_the_others()
        self.plus_the_bias()
        self.what_it_says()
        self.go_home()

    def prepare(self) -> None:
        """Read all that the hero's sum is made of, and begin where its weights were shown."""
        self.neuron = self.subject.hero
        layer = self.trace.layers[0]
        by_size = weighted_sum(layer, self.neuron)
        self.few = [int(i) for i in (*by_size.upward[:2], *by_size.downward[:1])]
        self.few = self.few or [int(by_size.order[0])]
        self.terms = weighted_sum(layer, self.neuron, first=self.few)
        record = self.record.with_root("measurement.weighted_sum", self.terms)
        record = record.with_root("measurement.first_layer", weight_rows(self.model.layers[0]))
        self.record = record.with_root("measurement.strokes", strokes(self.model, self.trace))
        self.weights = self.record["model.layers[0].weights"].row(self.neuron)
        self.large = self.record["measurement.first_layer.large"]
        self.activations = self.record["trace.inputs"]
        self.products = self.record["trace.layers[0].contributions"].row(self.neuron)
        self.largest = float(np.abs(self.terms.terms).max())
        self.read_sums()
        self.begin()

    def read_sums(self) -> None:
        """The sums after every term, rounded so that they agree with one another."""
        bias = self.record["model.layers[0].biases"][self.neuron]
        result = self.record["trace.layers[0].pre_activations"][self.neuron]
        root = "measurement.weighted_sum"
        ends = [float(getattr(self.terms, f"{way}_sums")[-1]) for way in ("upward", "downward")]
        total = float(self.terms.sums[-1])
        decimals = agreeing_decimals(
            [(ends, total), ((total, bias.value), result.value)],
            most=telling_decimals(self.products.values),
        )
        shown = {"decimals": decimals, "signed": True}
        self.upward, self.downward, self.sums = (
            [value.shown_as(**shown) for value in self.record[f"{root}.{name}"]]
            for name in ("upward_sums", "downward_sums", "sums")
        )
        self.bias, self.result = bias.shown_as(**shown), result.shown_as(**shown)

    def begin(self) -> None:
        """The picture, the neuron and the wall of weights, as the scene before leaves them."""
        diagram = NetworkDiagram(self.model, self.palette, free=FREE).show_weights()
        diagram.show_input(self.record["trace.ink"])
        column = diagram.columns[0]
        wall = first_layer_wall(
            self.record, hero=self.neuron, room=wall_room(column), palette=self.palette
        )
        self.pixels, self.frame = diagram.image, diagram.image_frame
        self.hero = column[self.neuron]
        self.ring = HeroRing(self.hero, self.palette)
        self.grid: WeightGrid = wall.tiles[self.neuron]
        self.mark = self.grid.frame.copy().set_stroke(self.palette.signal, width=5)
        others = [tile for neuron, tile in wall.tiles.items() if neuron != self.neuron]
        discs = [disc for disc in column if disc is not self.hero]
        self.left_behind = [
            wall.ties(column), diagram.connections[0], diagram.strip, diagram.strip_frame,
            *discs, *others,
        ]  # fmt: skip
        self.add(*self.left_behind, self.pixels, self.frame, self.hero, self.ring)
        self.add(self.grid, self.mark)

    def pixels_and_weights(self) -> None:
        """The picture and the weights of the hero, large beside each other."""
        self.beat(
            "pixels-and-weights",
            _("Our {neuron} asks: is my stroke here?"),
        )
        places = self.places = sum_places(stage())
        spot, radius = question_places(places.heading)
        self.question = Words(_("is my stroke here?"))
        fit(self.question, places.heading.right - spot[0] - radius - 0.3, 1.0)
        self.question.next_to(spot, RIGHT, buff=radius + 0.3)
        self.play(FadeOut(*self.left_behind), run_time=0.8)
        self.at_word("neuron")
        steps = (self.come_forward, self.compare)
        for step in steps if stage().is_wide else steps[::-1]:
            step()
        # Not before: the weights come from anywhere on the wall, and may pass here.
        self.play(FadeIn(self.question, shift=0.2 * RIGHT), run_time=0.6)
        self.play(FadeOut(self.mark), run_time=0.3)

    def come_forward(self) -> None:
        """The neuron comes to where it asks."""
        spot, radius = question_places(self.places.heading)
        larger = self.hero.animate.scale(radius / (self.hero.width / 2))
        self.play(larger.move_to(spot), run_time=1.0)

    def compare(self) -> None:
        """Picture and weights grow."""
        places = self.places
        self.play(
            *(sized(part, places.pixels) for part in (self.pixels, self.frame)),
            *(sized(part, places.weights) for part in (*self.grid, self.mark)),
            run_time=1.3,
        )

    def weight_times_pixel(self) -> None:
        """Weights and pixels slide over each other; what is left are the products."""
        dark = self.trace.loudest_dark_pixel
        if dark is None:
            self.beat(
                "weight-times-pixel",
                _("Lay the weights over the pixels and {multiply}: where a pixel is dark, nothing"
                  " is left."),
            )  # fmt: skip
        else:
            self.beat(
                "weight-times-pixel",
                _("Lay the weights over the pixels and {multiply}. A dark pixel counts too: this"
                  " network reads it as {input}."),
                input=self.activations[dark],
            )  # fmt: skip
        over = self.places.together
        cells = self.grid.grid
        moves = [sized(part, over) for part in (self.pixels, self.frame, self.grid.frame)]
        self.play(*moves, sized(cells, over).set_opacity(SEE_THROUGH), run_time=1.4)
        self.at_word("multiply")
        colors = weight_colors(self.products, self.palette)
        self.play(cells.animate.set_colors(colors, self.products).set_opacity(1), run_time=2.4)
        self.remove(self.pixels, self.frame)

    def the_largest_terms(self) -> None:
        """A few products leave their cells and are written out in large rows."""
        self.list = self.written_out()
        has_terms = bool(self.products.values.any())
        said = _("Weight {weight} times activation {activation}: a {push}.")
        if has_terms and self.products.values[self.few[0]] > 0:
            said = _("Weight {weight} times activation {activation}: a {push} up.")
        elif not has_terms:
            said = _("Weight {weight} times activation {activation} is {push:zero}.")
        self.beat(
            "the-largest-terms",
            said,
            weight=self.weights[self.few[0]].shown_as(decimals=self.decimals),
            activation=self.activations[self.few[0]],
        )
        self.play(*(sized(part, self.places.picture) for part in self.grid), run_time=0.8)
        marks = cell_marks(self.grid.grid, self.few, self.palette.signal).set_stroke(width=4)
        values = [self.products[i] for i in self.few]
        clouds = [cells_of(self.grid.grid, [i], [v]) for i, v in zip(self.few, values, strict=True)]
        large = self.one_term(marks[0])
        clouds[0].place(self.list.places[0].get_center(), sides=self.list.places[0].width)
        for number in range(1, len(self.few)):
            mark, cloud, row, place = (
                each[number] for each in (marks, clouds, self.list.rows, self.list.places)
            )
            if number == 1:
                self.caption(
                    _("Another, and the strongest push {down}.")
                    if len(self.few) == MOST_WRITTEN
                    else _("And {another} one."),
                )
                self.joins(large, clouds[0])
            out = take_out(cloud, [place], seconds=0.6, bend=0.0 if stage().is_wide else AROUND)
            self.play(Create(mark), out, run_time=0.6)
            self.play(FadeIn(row, lag_ratio=0.4), run_time=0.6)
            if number == 1:
                self.at_word("down" if len(self.few) == MOST_WRITTEN else "another")
        if len(self.few) == 1:
            self.joins(large, clouds[0])
        self.marks, self.clouds = marks, clouds

    def one_term(self, mark: Mobject) -> LargeTerm:
        """The weight and the pixel at one place come out of the picture, and make their product."""
        pixel, grid = self.few[0], self.grid.grid
        colors = [
            weight_colors(self.weights, self.palette),
            gray(self.record["trace.ink"].values),
            weight_colors(self.products, self.palette),
        ]
        hexes = [rgb_to_color(each.reshape(-1, 3)[pixel]).to_hex() for each in colors]
        large = LargeTerm(self.list.rows[0], hexes, self.places.terms)
        weight, times, activation, equals, product = large.row
        size = grid.cell_side / large.tiles[0].width
        self.play(Create(mark), run_time=0.5)
        self.at_word("weight")
        coming = FadeIn(large.tiles[0], target_position=mark, scale=size)
        self.play(coming, FadeIn(weight), run_time=0.7)
        self.at_word("activation")
        # On its way from the picture it would pass the weight.
        self.play(
            pulse(mark, color=self.palette.signal, scale=2.0),
            FadeIn(large.tiles[1], scale=size),
            FadeIn(times, activation),
            run_time=0.7,
        )
        self.at_word("push")
        push = 0.5 * (UP if self.products.values[pixel] >= 0 else DOWN)
        self.play(FadeIn(large.tiles[2], shift=push), FadeIn(equals, product), run_time=0.6)
        return large

    def joins(self, large: LargeTerm, cloud: PixelCloud) -> None:
        """The large term becomes its row, with its cell before it."""
        row = self.list.rows[0]
        factor = row.width / large.row.width
        self.play(FadeOut(large.tiles), run_time=0.3)
        self.play(large.row.animate.scale(factor).move_to(row), FadeIn(cloud), run_time=0.5)
        self.remove(large.row)
        self.add(row)

    def written_out(self) -> TermRows:
        """The rows of the few terms, as large as there is room."""
        self.decimals = telling_decimals(self.products.values)
        shown = {"decimals": self.decimals, "signed": True}
        return TermRows(
            [self.weights[i].shown_as(decimals=self.decimals) for i in self.few],
            [self.activations[i] for i in self.few],
            [self.products[i].shown_as(**shown) for i in self.few],
            self.palette,
            room=self.places.terms,
        )

    def all_the_others(self) -> None:
        """The rows and then all other products drop onto the pans of a balance, which tips."""
        count = max(self.terms.term_count, 1)
        first = len(self.few) - 1
        left = self.record["measurement.weighted_sum.terms_left"][first]
        self.beat(
            "all-the-others",
            _("What pushes up goes to the {left}, what pushes down to the {right}."),
        )
        room = self.places.counting
        balance = self.balance = Balance(
            self.upward, self.downward, self.sums, room=room, palette=self.palette
        )
        total = self.places.total.inset(max(0.0, self.places.total.width / 2 - TOTAL_WIDTH), 0.0)
        left_end, right = total.left, total.right
        self.total = Tally(
            _("sum"), self.sums[first], left=left_end, right=right, y=total.center[1], size="focus"
        )
        self.rule = Line([left_end, total.top, 0], [right, total.top, 0])
        self.rule.set_stroke(theme.SECONDARY, width=3)
        self.play(FadeOut(self.list.rows, *self.clouds), run_time=0.6)
        self.play(FadeIn(balance, shift=0.2 * UP), run_time=0.7)
        ups = [i for i in self.few if self.products.values[i] >= 0]
        done = 0
        for mark, own in (("left", ups), ("right", [i for i in self.few if i not in ups])):
            self.at_word(mark)
            if own:
                self.play_sounds(self.ticks(own, np.linspace(0.8, 1.0, len(own))))
                taken, done = done, done + len(own)
                self.play(
                    *self.pours(own, lag=0.3, seconds=1.1),
                    Succession(
                        Wait(0.7), Weigh(balance, max(taken - 1, 0), done - 1, run_time=0.4)
                    ),
                )
        self.play(Create(self.rule), FadeIn(self.total), run_time=0.6)
        if left.value:
            self.caption(
                _("And now all the others: {rest} small pushes."),
                rest=left.shown_as(decimals=None),
            )
            others = [int(pixel) for pixel in self.terms.order[first + 1 : count]]
            self.pour_all(others, first, count)
        self.play(FadeOut(self.marks), run_time=0.4)

    def pour_all(self, others: list[int], first: int, count: int) -> None:
        """Let all other products fly to the pans; balance and sum follow every one of them."""
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        sums = self.sums[first:count]
        seconds = POUR_SECONDS
        self.play_sounds(self.ticks(others, turns(len(sums), seconds, late)[1:]))
        self.play(
            *self.pours(others, lag=1 - FIRST_ARRIVAL, seconds=seconds, rim=RIM),
            Weigh(self.balance, first, count - 1, rate_func=late, run_time=seconds),
            Count(self.total.value, sums, rate_func=late, run_time=seconds),
        )
        self.rest(0.5)

    def pours(
        self, pixels: Sequence[int], *, lag: float, seconds: float, rim: float = 0.0
    ) -> list[Pour]:
        """Let sprites fly to the pan of their sign, in their order."""
        turns_of = np.linspace(0, 1, len(pixels)) if len(pixels) > 1 else np.zeros(1)
        found = []
        for which, sign in ((0, 1), (1, -1)):
            places = [k for k, i in enumerate(pixels) if sign * self.products.values[i] > 0]
            if not places:
                continue
            own = [pixels[k] for k in places]
            cloud = cells_of(self.grid.grid, own, [self.products[i] for i in own]).place(rim=rim)
            pour = Pour(
                cloud,
                self.balance.top_of(which),
                order=turns_of[places],
                lag=lag if len(pixels) > 1 else 0.0,
                bend=BEND,
                run_time=seconds,
                remover=True,
            )
            found.append(pour)
        return found

    def plus_the_bias(self) -> None:
        """The bias comes in last, and makes the pre-activation."""
        self.beat(
            "plus-the-bias",
            _("Last, add the {bias}: a number that is the {same} for every picture."),
        )
        which = 0 if self.bias.value >= 0 else 1
        top, width = self.balance.top_of(which), self.balance.pan(which).width
        block = Rectangle(width=width, height=0.16, stroke_width=0)
        block.set_fill(self.palette.bias, opacity=1).move_to(top, aligned_edge=DOWN)
        block.fills = (self.bias,)
        words = Words(_("bias {value}"), color=self.palette.bias, value=self.bias)
        words.next_to(block, UP, buff=0.15)
        room = self.places.counting
        words.shift(max(0.0, room.left - words.get_left()[0]) * RIGHT)
        words.shift(max(0.0, words.get_right()[0] - room.right) * LEFT)
        self.play(pulse(self.total.value, color=theme.TEXT))
        self.at_word("bias")
        self.play(GrowFromEdge(block, DOWN), FadeIn(words), run_time=0.7)
        self.play_sounds(ticks([self.bias], [0.5], largest=self.largest))
        self.play(Roll(self.total.value, self.result), run_time=0.7)
        self.point_at("same", words)
        self.bias_parts = [block, words]

    def what_it_says(self) -> None:
        self.beat("what-it-says", meaning(self.result.value), sum=self.result)
        value = self.total.value
        box = RoundedRectangle(
            corner_radius=0.1,
            width=value.width + 0.4,
            height=value.digit_box.height + 0.4,
            color=self.palette.signal,
        )
        box.set_stroke(width=5).move_to(value.digit_box)
        self.play(Create(box), run_time=0.7)
        is_stroke = self.record["measurement.strokes.is_stroke"].row(self.neuron).values > 0
        self.box, outline = box, PatchOutline(self.grid.grid, is_stroke, color=self.palette.signal)
        if is_stroke.any():
            self.play(Create(outline), run_time=0.9)
            self.rest(0.5)
            self.play(FadeOut(outline), run_time=0.4)

    def go_home(self) -> None:
        """The picture returns to where it is in every scene."""
        home = NetworkDiagram(self.model, self.palette).show_image(self.record["trace.ink"])
        cells = self.grid.grid
        gray = home.image.copy().scale(cells.width / home.image.width).move_to(cells)
        # On other stages the picture comes home to where the question stands.
        covered = () if stage().is_wide else (self.question, self.hero, self.ring)
        self.play(FadeIn(gray), *map(FadeOut, covered), run_time=0.6)
        self.remove(cells)
        self.play(
            FadeOut(self.balance, *self.bias_parts, self.rule, self.total, self.box),
            gray.animate.scale(home.image.width / gray.width).move_to(home.image),
            self.grid.frame.animate.become(home.image_frame),
            run_time=1.0,
        )

    def ticks(self, pixels: Sequence[int], times: ArrayLike) -> tuple[SoundEvent, ...]:
        """A tick for each product that is added."""
        return ticks([self.products[i] for i in pixels], times, largest=self.largest)


def sized(part: Mobject, room: Stage) -> Any:
    """Let something square take a room."""
    return part.animate.scale(room.width / part.width).move_to(room.center)


def meaning(result: float) -> str:
    """What the sign of a weighted sum says."""
    if result > 0:
        return _("{sum}, above zero: the neuron leans to yes.")
    if result < 0:
        return _("{sum}, below zero: the neuron leans to no.")
    return _("{sum}, exactly zero: the neuron leans neither way.")
