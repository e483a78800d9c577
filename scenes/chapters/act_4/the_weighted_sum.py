"""`TheWeightedSum`: what one neuron computes, term by term, until the bias is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    GrowFromEdge,
    RoundedRectangle,
    Succession,
    Transform,
    TransformFromCopy,
    VGroup,
    Wait,
    linear,
    rgb_to_color,
    smooth,
    squish_rate_func,
    there_and_back,
)

from network.analysis.hero import strokes
from network.analysis.sound_events import ticks
from network.analysis.weighted_sum import largest_dark_weight, weight_rows, weighted_sum
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.the_weighted_sum_parts import (
    ON_TOP,
    ComeOut,
    MarkUp,
    PileUp,
    SumColumns,
    names_of,
    product_rows,
    question_places,
    sum_places,
)
from scenes.mobjects.grids.hero_weights import HeroWeights
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_grid import WeightGrid, weight_colors
from scenes.mobjects.grids.weight_wall import FREE, first_layer_wall, wall_room
from scenes.mobjects.network.hero_ring import HeroRing
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.motion.cells import Pour, cells_of
from scenes.motion.counting import Roll
from scenes.motion.pointing import pulse
from scenes.motion.resizing import sized
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import agreeing_decimals, do_agree, full_color, gray, telling_decimals
from scenes.stage.theme import rgb
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Animation, Mobject
    from numpy.typing import ArrayLike

    from network.analysis.sound_events import SoundEvent
    from scenes.chapters.act_4.the_weighted_sum_parts import Pile, Product
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced

SEE_THROUGH = 0.65
"""Opacity of the weights while they lie over the pixels."""
BEND = 0.12
"""Curvature of the flight of the products."""
FIRST_ARRIVAL = 0.2
"""Share of the time after which the first of many products arrives."""
MOST_DECIMALS = 5
"""Of sums: more would have no room below their columns."""
LATE = squish_rate_func(linear, FIRST_ARRIVAL, 1)
POUR_SECONDS, MARK_SECONDS = 2.0, 1.7
DOT_RADIUS = 0.12
LIT_SHARES = (
    (0.9, N_("Its {stroke} is lit: that alone brings {pushed} of the {total}.")),
    (0.5, N_("Most of its {stroke} is lit: that alone brings {pushed} of the {total}.")),
    (0.25, N_("Part of its {stroke} is lit: that alone brings {pushed} of the {total}.")),
    (0.0, N_("Little of its {stroke} is lit, but that brings {pushed} of the {total}.")),
)
"""What is said of the stroke, by the share of its pixels that is lit at least."""


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
            "The weights lie over the digit; a yellow frame marks one pixel.",
        ),
        "the-largest-terms": Beat(
            "the largest terms",
            "Three products in large tiles; in the picture, colors are left only where the digit"
            " is bright.",
        ),
        "all-the-others": Beat(
            "all the others",
            "Columns on one scale: a {positive} one rises from zero, a {negative} one hangs down"
            " from its top, and what is left is the sum.",
        ),
        "plus-the-bias": Beat("plus the bias", "A bias in violet has been added to the sum."),
        "what-it-says": Beat(
            "what it says",
            "The neuron that asked, as bright as its sum makes it, beside the picture of its"
            " weights.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Neuron", "PixelGrid"): "on a narrow stage it passes in front of what it asks about",
        ("Pile", "PixelCloud"): "the products land in it",
        ("PixelCloud", "ValueLabel"): "they land beside the number that adds them up",
        ("PixelGrid", "ValueLabel"): "numbers come out of the picture",
    }

    def construct(self) -> None:
        self.prepare()
        self.pixels_and_weights()
        self.weight_times_pixel()
        self.the_largest_terms()
        self.all_the_others()
        self.plus_the_bias()
        self.what_it_says()
        self.go_on()

    def prepare(self) -> None:
        """Read all that the hero's sum is made of, and begin where its weights were shown."""
        self.neuron = self.subject.hero
        layer = self.trace.layers[0]
        found = strokes(self.model, self.trace)
        self.is_stroke = found.is_stroke[self.neuron]
        by_size = weighted_sum(layer, self.neuron)
        up = by_size.upward
        # What the stroke brings lies at the foot of the column.
        self.own = [int(i) for i in up[self.is_stroke[up]]]
        self.ups = [*self.own, *(int(i) for i in up[~self.is_stroke[up]])]
        self.downs = [int(i) for i in by_size.downward]
        self.terms = weighted_sum(layer, self.neuron, first=self.ups)
        self.few = [int(i) for i in (*up[:1], *by_size.downward[:1])] or [int(by_size.order[0])]
        record = self.record.with_root("measurement.weighted_sum", self.terms)
        record = record.with_root("measurement.first_layer", weight_rows(self.model.layers[0]))
        self.record = record.with_root("measurement.strokes", found)
        self.weights = self.record["model.layers[0].weights"].row(self.neuron)
        self.activations = self.record["trace.inputs"]
        self.products = self.record["trace.layers[0].contributions"].row(self.neuron)
        self.largest = float(np.abs(self.terms.terms).max())
        self.dark = largest_dark_weight(self.trace, self.neuron)
        if not self.products.values.any():
            self.dark = None
        self.read_sums()
        self.begin()

    def read_sums(self) -> None:
        """The sums after every term, rounded so that they agree with one another."""
        bias = self.record["model.layers[0].biases"][self.neuron]
        result = self.record["trace.layers[0].pre_activations"][self.neuron]
        ends = [float(getattr(self.terms, f"{way}_sums")[-1]) for way in ("upward", "downward")]
        total = float(self.terms.sums[-1])
        printed = [(ends, total), ((total, bias.value), result.value)]
        most = telling_decimals(self.products.values, MOST_DECIMALS)
        decimals = agreeing_decimals(printed, most)
        hides_bias = bias.value != 0 and round(bias.value, decimals) == 0
        if most < MOST_DECIMALS and (hides_bias or not do_agree(printed, decimals)):
            decimals = agreeing_decimals(printed, most + 1)
        self.equals = "=" if do_agree(printed, decimals) else "approx"
        self.decimals = decimals
        many, few = len(self.ups), len(self.downs)
        self.upward = self.sums("upward", slice(0, many or 1))
        self.downward = self.sums("downward", slice(many, many + few) if few else slice(-1, None))
        (self.total,) = self.sums("", slice(-1, None))
        shown = {"decimals": decimals, "signed": True}
        self.bias, self.result = bias.shown_as(**shown), result.shown_as(**shown)

    def sums(self, way: str, which: slice) -> list[Sourced]:
        """Some of the sums of one sign, or of both."""
        values = list(self.record[f"measurement.weighted_sum.{way}_sums".replace("._", ".")])
        return [each.shown_as(decimals=self.decimals, signed=True) for each in values[which]]

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
        """The picture and the weights of the hero, large beside each other, and its stroke."""
        self.beat(
            "pixels-and-weights",
            _("Our {neuron} asks: is my {stroke} here?"),
        )
        places = self.places = sum_places(stage())
        spot, radius = question_places(places.heading)
        self.question = Words(_("is my stroke here?"))
        fit(self.question, places.heading.right - spot[0] - radius - 0.3, 1.0)
        self.question.next_to(spot, RIGHT, buff=radius + 0.3)
        self.at_word("neuron")
        gone = FadeOut(*self.left_behind, run_time=0.6)
        factor = radius / (self.hero.width / 2)
        # The weights come from anywhere on the wall, and must not run into it.
        late = squish_rate_func(smooth, 0.4, 1)
        forward = self.hero.animate(run_time=1.3, rate_func=squish_rate_func(smooth, 0.35, 1))
        self.play(gone, forward.scale(factor).move_to(spot), *self.compare(late, 1.6))
        asked = FadeIn(self.question, shift=0.2 * RIGHT)
        self.at_word("stroke")
        self.outlines = VGroup(*(self.outline(cells) for cells in (self.grid.grid, self.pixels)))
        if not self.is_stroke.any():
            self.play(asked, FadeOut(self.mark), run_time=0.6)
            return
        self.play(asked, Create(self.outlines[0]), FadeOut(self.mark), run_time=0.7)
        self.play(TransformFromCopy(*self.outlines), run_time=0.65)

    def compare(self, rate: Callable[[float], float], seconds: float) -> list[Any]:
        """Let picture and weights grow."""
        look = {"rate_func": rate, "run_time": seconds}
        return [
            *(sized(part, self.places.pixels, **look) for part in (self.pixels, self.frame)),
            *(sized(part, self.places.weights, **look) for part in (*self.grid, self.mark)),
        ]

    def outline(self, cells: PixelGrid) -> PatchOutline:
        """A line around the stroke."""
        return PatchOutline(cells, self.is_stroke, color=self.palette.signal)

    def weight_times_pixel(self) -> None:
        """The weights slide over the pixels; one place is singled out."""
        self.beat(
            "weight-times-pixel",
            _("Lay the weights over the pixels and {multiply}."),
        )
        over = self.places.picture
        cells = self.grid.grid
        goal = self.outline(cells.copy().scale(over.width / cells.width).move_to(over.center))
        moves = [sized(part, over) for part in (self.pixels, self.frame, self.grid.frame)]
        seen = np.full(cells.shape, SEE_THROUGH)
        moves += [Transform(each, goal) for each in self.outlines if self.is_stroke.any()]
        self.play(*moves, sized(cells, over).set_cell_weights(seen), run_time=1.5)
        self.rows = self.written_out()
        self.marks = VGroup(*(self.mark_of(pixel) for pixel in self.singled_out))
        self.at_word("multiply")
        self.play(FadeOut(self.outlines), Create(self.marks[0]), run_time=0.5)

    @property
    def singled_out(self) -> list[int]:
        """The pixels whose products are written out."""
        if self.dark is None or self.dark in self.few:
            return self.few
        return [*self.few, self.dark]

    def mark_of(self, pixel: int) -> Mobject:
        """A frame around a pixel."""
        cells = self.grid.grid
        place = divmod(pixel, cells.shape[1])
        return cells.cell_frame(*place, self.palette.signal).scale(1.5).set_stroke(width=5)

    def the_largest_terms(self) -> None:
        """A few products come out of the picture; then all are taken at once."""
        has_terms = bool(self.products.values.any())
        said = _("{weight} times {activation}: a {push}.")
        if has_terms and self.products.values[self.few[0]] > 0:
            said = _("{weight} times {activation}: a {push} up.")
        elif not has_terms:
            said = _("{weight} times {activation} is {push:zero}.")
        first = self.rows[0]
        self.beat(
            "the-largest-terms",
            said,
            weight=first.weight.number.sourced,
            activation=first.pixel.number.sourced,
        )
        self.names = names_of(first)
        self.at_word("weight")
        self.play(self.pair_comes(0), FadeIn(self.names[0]), run_time=0.9)
        self.at_word("activation")
        # On its way from the picture it would pass the weight.
        self.play(
            pulse(self.marks[0], color=self.palette.signal, scale=1.8),
            FadeIn(first.pixel, scale=0.3),
            FadeIn(first.times),
            FadeIn(self.names[1]),
        )
        self.at_word("push")
        self.multiplied(0, FadeIn(self.names[2]))
        if len(self.few) > 1:
            self.caption(_("Here is the strongest push {down}."))
            self.play(self.pair_comes(1), run_time=0.9)
            self.at_word("down")
            self.multiplied(1)
        if self.dark is not None:
            read = self.activations[self.dark]
            if read.value:
                self.caption(
                    _("A {dark} pixel counts too: this network reads it as {input}."), input=read
                )
            else:
                self.caption(_("And where a pixel is {dark}, nothing is left."))
            number = self.singled_out.index(self.dark)
            if number < len(self.few):
                self.point_at("dark", self.marks[number], self.rows[number].pixel.ground)
            else:
                self.play(self.pair_comes(number), run_time=0.9)
                self.at_word("dark")
                self.multiplied(number)
        colors = weight_colors(self.products, self.palette)
        cells, everywhere = self.grid.grid, np.ones(self.grid.grid.shape)
        self.play(
            cells.animate.set_colors(colors, self.products).set_cell_weights(everywhere),
            run_time=1.2,
        )
        self.remove(self.pixels, self.frame)

    def pair_comes(self, number: int) -> Animation:
        """The weight and the pixel at one place come out of the picture."""
        row: Product = self.rows[number]
        mark, parts = self.marks[number], [row.weight, row.pixel][: 1 if number == 0 else 2]
        steps: list[Animation] = [] if number == 0 else [Create(mark, run_time=0.4)]
        if stage().is_wide:
            size = self.grid.grid.cell_side / row.weight.width
            steps.append(ComeOut(VGroup(*parts), mark.get_center(), size=size))
        else:
            steps += [FadeIn(part, scale=0.3) for part in parts]
        return AnimationGroup(*steps)

    def multiplied(self, number: int, *named: Animation) -> None:
        """A pair becomes its product, in the row and where it came from."""
        row: Product = self.rows[number]
        pixel, cells = self.singled_out[number], self.grid.grid
        place = divmod(pixel, cells.shape[1])
        colors, seen = cells.colors.copy(), cells.weights_of_cells.copy()
        colors[place] = weight_colors(self.products, self.palette)[place]
        seen[place] = 1.0
        sounds = self.ticks([pixel], [0.3]) if self.products.values[pixel] else ()
        self.play_sounds(sounds)
        self.play(
            *(FadeIn(sign) for sign in (row.times, row.equals) if sign not in self.mobjects),
            GrowFromEdge(row.product, LEFT),
            cells.animate.set_colors(colors).set_cell_weights(seen),
            *named,
            run_time=0.65,
        )

    def written_out(self) -> VGroup:
        """The few products, as large as there is room."""
        decimals = telling_decimals(self.products.values)
        # On one scale: a dim pixel dims the weight.
        largest = full_color(self.weights.values)
        looks = [
            weight_colors(self.weights, self.palette, largest),
            gray(self.record["trace.ink"].values),
            weight_colors(self.products, self.palette, largest),
        ]
        return product_rows(
            [
                (
                    self.weights[i].shown_as(decimals=decimals),
                    self.activations[i],
                    self.products[i].shown_as(decimals=decimals, signed=True),
                )
                for i in self.singled_out
            ],
            [
                [rgb_to_color(look.reshape(-1, 3)[i]).to_hex() for look in looks]
                for i in self.singled_out
            ],
            self.places.terms,
        )

    def all_the_others(self) -> None:
        """All products pile up: those above zero, then, down from there, those below it."""
        self.beat(
            "all-the-others",
            _("All the pushes {up} make {green}."),
            green=self.upward[-1].shown_as(signed=False),
        )
        columns = self.columns = SumColumns(
            self.upward, self.downward, self.total, self.bias, self.result,
            places=self.places, palette=self.palette,
        )  # fmt: skip
        self.play(FadeOut(self.rows, self.names, self.marks), run_time=0.4)
        self.play(Create(columns.zero), run_time=0.3)
        self.at_word("up")
        self.pile_up(columns.up, self.ups)
        marks = self.the_stroke() if self.is_stroke.any() else []
        self.caption(
            _("The pushes {down} take us from there to {sum}."),
            sum=self.total.shown_as(signed=False),
        )
        gone = [FadeOut(*marks)] if marks else []
        self.play(Create(columns.bridges[0]), *gone, run_time=0.3)
        self.at_word("down")
        self.pile_up(columns.down, self.downs)
        rest = self.rest_of_it = columns.left_over()
        sign = Formula(self.equals, size="focus", color=theme.SECONDARY)
        self.sign = sign.move_to([columns.sign_x, columns.number_y, 0])
        coming = FadeIn(self.sign, columns.values[1], columns.words[1], shift=0.15 * UP)
        self.play(Create(columns.bridges[1]), Transform(rest, columns.sum), coming, run_time=0.9)

    def pile_up(self, pile: Pile, pixels: Sequence[int]) -> None:
        """Let products fly from the picture onto their pile, one after another."""
        if not pixels:
            self.play(FadeIn(pile.show(0)), run_time=0.6)
            return
        self.play_sounds(self.ticks(pixels, turns(len(pixels) + 1, POUR_SECONDS, LATE)[1:]))
        self.play(
            self.pour(pixels, pile, seconds=POUR_SECONDS),
            PileUp(pile, rate_func=LATE, run_time=POUR_SECONDS),
        )

    def pour(self, pixels: Sequence[int], pile: Pile, *, seconds: float) -> Pour:
        """The first products of a pile fly to where they lie in it."""
        count, values = len(pixels), [self.products[i] for i in pixels]
        cloud = cells_of(self.grid.grid, pixels, values)
        color = self.palette.sign(values[0].value)
        into = np.array([pile.at(step) for step in range(count)])
        return Pour(
            cloud, into, shrink=1.0, colors=np.tile(rgb(color), (count, 1)), bend=BEND,
            lag=1 - FIRST_ARRIVAL if count > 1 else 0.0, run_time=seconds, remover=True,
        )  # fmt: skip

    def the_stroke(self) -> list[Mobject]:
        """What is lit of the stroke flies to what it brings once more; the marks of both."""
        lit = self.record["measurement.strokes.lit"][self.neuron].value
        pile = self.columns.up
        outline = self.outline(self.grid.grid)
        if not self.own:
            self.caption(_("None of its {stroke} is lit."))
            self.at_word("stroke")
            self.play(Create(outline), run_time=0.9)
            return [outline]
        count = len(self.own)
        pushed = self.upward[count - 1].shown_as(signed=False)
        self.caption(
            _(next(said for least, said in LIT_SHARES if lit >= least)),
            pushed=pushed,
            total=self.upward[-1].shown_as(signed=False),
        )
        self.at_word("stroke")
        self.play(Create(outline), run_time=0.8)
        part = pile.part(count - 1, pushed, self.palette.signal)
        self.play(
            self.pour(self.own, pile, seconds=MARK_SECONDS),
            MarkUp(pile, part, count, rate_func=LATE, run_time=MARK_SECONDS),
        )
        self.point_at("total", pile.value)
        return [outline, part]

    def plus_the_bias(self) -> None:
        """The bias comes in last, and makes the pre-activation."""
        self.beat(
            "plus-the-bias",
            _("Last, the {bias} of {value}: the {same} for every picture."),
            value=self.bias,
        )
        columns = self.columns
        word, (number, value) = columns.words[0], columns.values
        # It is the neuron's own, and comes from there.
        own = Dot(self.hero.get_center(), radius=DOT_RADIUS, color=self.palette.bias).set_z_index(
            ON_TOP
        )
        self.play(GrowFromCenter(own), run_time=0.4)
        self.at_word("bias")
        self.play(own.animate.move_to(columns.bias), run_time=0.7)
        self.remove(own)
        edge = DOWN if self.bias.value >= 0 else UP
        self.play_sounds(ticks([self.bias], [0.5], largest=self.largest))
        # Never stands a bias beside a sum that is without it.
        self.play(
            GrowFromEdge(columns.bias, edge),
            FadeIn(word, number),
            Roll(value, self.result),
            Transform(self.rest_of_it, columns.result),
            run_time=0.9,
        )
        self.point_at("same", word, number)

    def what_it_says(self) -> None:
        """What the sign of the sum says, and its light."""
        self.beat("what-it-says", meaning(self.result.value), sum=self.result)
        value = self.columns.values[1]
        box = self.box = RoundedRectangle(
            corner_radius=0.1,
            width=value.width + 0.2,
            height=value.digit_box.height + 0.4,
            color=self.palette.signal,
        )
        box.set_stroke(width=5).move_to(value.digit_box)
        self.play(Create(box), run_time=0.5)
        if self.result.value:
            self.at_word("zero")
            line = self.columns.zero.animate(rate_func=there_and_back, run_time=0.6)
            self.play(line.set_stroke(self.palette.signal, width=9))
        self.light_up()

    def light_up(self) -> None:
        """What the sum says goes into its neuron, which is lit by it; its stroke is marked."""
        self.goal = HeroWeights(
            self.record, self.neuron, activation=self.model.activations[0], palette=self.palette
        )
        light = Dot(self.rest_of_it.get_center(), radius=DOT_RADIUS, color=theme.TEXT)
        light.set_z_index(ON_TOP)
        is_marked = self.is_stroke.any() and self.result.value > 0
        self.asked = [self.outline(self.grid.grid)] if is_marked else []
        self.at_word("leans")
        # On its way the light would pass the words.
        self.play(FadeOut(self.columns.words), FadeIn(light), run_time=0.3)
        self.play(*map(Create, self.asked), light.animate.move_to(self.hero), run_time=0.6)
        self.at_word("lights" if self.result.value > 0 else "leans")
        lit = self.goal.neuron.copy().scale(self.hero.width / self.goal.neuron.width)
        self.play(
            FadeOut(light, run_time=0.2), Transform(self.hero, lit.move_to(self.hero)), run_time=0.4
        )

    def go_on(self) -> None:
        """The hero and its weights are left, and stand alone."""
        goal, cells, columns = self.goal, self.grid.grid, self.columns
        size, late = goal.weights.grid.width / cells.width, squish_rate_func(smooth, 0.3, 1)
        early = squish_rate_func(smooth, 0.2, 0.9)
        done = [part for part in columns.shown if part is not columns.words]
        self.bring_to_front(self.hero, self.ring)
        self.play(
            FadeOut(
                *(*done, *self.asked, self.rest_of_it, self.sign, self.box, self.question),
                run_time=0.3,
            ),
            Transform(self.hero, goal.neuron, rate_func=early),
            cells.animate(rate_func=late)
            .scale(size)
            .move_to(goal.weights.grid)
            .set_colors(goal.weights.grid.colors, self.weights),
            self.grid.frame.animate(rate_func=late).become(goal.weights.frame),
            Succession(Wait(0.7), Create(goal.tie, run_time=0.3)),
        )

    def ticks(self, pixels: Sequence[int], times: ArrayLike) -> tuple[SoundEvent, ...]:
        """A tick for each product that is added."""
        return ticks([self.products[i] for i in pixels], times, largest=self.largest)


def meaning(result: float) -> str:
    """What the sign of a weighted sum says."""
    if result > 0:
        return _("{sum}, above {zero}: the neuron {leans} to yes and {lights} up.")
    if result < 0:
        return _("{sum}, below {zero}: the neuron {leans} to no.")
    return _("{sum}, exactly zero: the neuron {leans} neither way.")
