"""`AnEdgeDetector`: weights made by hand, first fooled by a blob, then wanting a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    FadeIn,
    FadeOut,
    Group,
    linear,
    smooth,
    squish_rate_func,
    there_and_back,
)

from network.analysis.edge_masks import hand_made_masks, mask_sum
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.an_edge_detector_parts import (
    AddUp,
    Bring,
    CellLines,
    Chips,
    ColumnByColumn,
    NamedRow,
    Score,
    SumScale,
    light_left,
    lit_weights,
    sum_places,
)
from scenes.mobjects.grids.hero_weights import HeroWeights, weights_alone
from scenes.mobjects.grids.weight_grid import weight_colors
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import Pour
from scenes.motion.counting import Count
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced, SourcedArray

MASKS = ("positive_mask", "mask")
LANES = ("inverse", "blob", "line")
"""Pictures by the place of their lanes. The last lane is filled first: none passes another."""
FIRST_ARRIVAL = 0.4
"""Share of the time after which the first product arrives."""
LAID = 0.85
"""How much of a picture's light is seen when it is laid on weights."""
BEND = 0.2
"""Curvature of the flight of the products: those that push up come from below."""


class AnEdgeDetector(Chapter):
    """What a neuron answers to whose weights were made by hand: a line."""

    summary = N_("Weights chosen by hand, and what a negative surround is good for.")
    concepts = (N_("line detection"), N_("weights"), N_("receptive field"))
    beats: ClassVar = {
        "chosen-by-hand": Beat(
            "chosen by hand",
            "A large grid of weights: a single {positive} row, all else black.",
        ),
        "the-exact-line": Beat(
            "the exact line",
            "A picture of exactly this line lies on the weights; a small copy of it has been pushed"
            " up to the top of a scale of sums.",
        ),
        "a-blob-fools-it": Beat(
            "a blob fools it",
            "A solid blob instead: its small copy stands as high as that of the line.",
        ),
        "a-negative-surround": Beat(
            "a negative surround",
            "{negative} rows lie above and below the {positive} row: the blob has been pushed down"
            " to zero, the line is still at the top.",
        ),
        "all-but-the-line": Beat(
            "all but the line",
            "Three small pictures along the scale of sums: all but the line at the bottom, the blob"
            " at zero, and at the top, framed, the exact line.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Chips", "PixelGrid"): "the products come out of the weights",
        ("Chips", "Score"): "they push it",
        ("PixelGrid", "Score"): "the light of a small picture comes out of it, above its bar",
    }

    def construct(self) -> None:
        self.prepare()
        self.chosen_by_hand()
        self.the_exact_line()
        self.a_blob_fools_it()
        self.a_negative_surround()
        self.all_but_the_line()
        self.go_home()

    def prepare(self) -> None:
        """Take the masks, the pictures, and every sum; begin with the hero and its weights."""
        self.masks = masks = hand_made_masks(self.subject.image_format.side)
        self.record = self.record.with_root("measurement.hand_made", masks)
        for mask in MASKS:
            for name, picture in zip(masks.names, masks.pictures, strict=True):
                found = mask_sum(getattr(masks, mask), picture)
                self.record = self.record.with_root(path_of(mask, name), found)
        self.images = self.record["measurement.hand_made.pictures"]
        self.places = sum_places(stage(), len(LANES))
        ends = (self.sums(MASKS[1], "inverse")[-1], self.sums(MASKS[1], "line")[-1])
        self.scale = SumScale(ends, self.sums(MASKS[0], "line")[0], self.places)
        self.scores: dict[str, Score] = {}
        self.hero = HeroWeights(
            self.record,
            self.subject.hero,
            activation=self.model.activations[0],
            palette=self.palette,
        )
        self.mask = self.hero.weights
        self.laid = Group()
        self.names: list[NamedRow] = []
        self.add(*self.hero)

    def chosen_by_hand(self) -> None:
        """The weights that training found become zeros, and some of these ones."""
        self.beat(
            "chosen-by-hand",
            _("Let us make weights by hand: {count} ones in a row, {zeros} everywhere else."),
            count=self.record.number(f"{path_of(MASKS[0], 'line')}.term_count", decimals=None),
        )
        mask, cells = self.record[f"measurement.hand_made.{MASKS[0]}"], self.mask.grid
        hero, place = self.hero, self.places.weights
        self.lines = CellLines(cells)
        self.play(FadeOut(hero.neuron, hero.ring, hero.tie), FadeIn(self.lines), run_time=0.4)
        self.play(
            ColumnByColumn(cells, np.zeros_like(cells.colors)),
            *(Bring(each, weights_alone(stage()), place) for each in (self.mask, self.lines)),
            run_time=1.0,
        )
        self.mask.empty()
        self.at_word("count")
        counted = self.record[f"{path_of(MASKS[0], 'line')}.sums"]
        count = [each.shown_as(decimals=0) for each in counted][1:]
        number = ValueLabel(count[-1], size="title", color=self.palette.signal)
        number.next_to(self.mask, DOWN if stage().is_tall else RIGHT, buff=0.5).show(count[0])
        self.play(
            ColumnByColumn(cells, weight_colors(mask, self.palette, 1.0)),
            Count(number, count, introducer=True),
            run_time=1.5,
        )
        self.own_colors = self.mask.show(mask, 1.0).grid.colors.copy()
        first, last = (int(np.flatnonzero(mask.values)[i]) for i in (0, -1))
        names, columns = self.places.names, cells.shape[1]
        one = self.named(mask[first], first, rise=0.28, decimals=0)
        self.play(FadeIn(one, shift=-0.1 * names, run_time=0.4), FadeOut(number, run_time=0.3))
        self.at_word("zeros")
        # Above the grid there is room for both only if they stand apart.
        nought = first // columns // 2 * columns + (first if names[0] else last) % columns
        zero = self.named(mask[nought], nought, rise=0.28, decimals=0)
        seen = self.lines.animate(rate_func=there_and_back, run_time=1.2)
        self.play(
            FadeIn(zero, shift=-0.1 * names, run_time=0.4),
            seen.set_stroke(theme.TEXT, opacity=1),
        )

    def the_exact_line(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat(
            "the-exact-line",
            _("A picture of exactly this {line} gets a sum of {sum}."),
            sum=self.sums(MASKS[0], "line")[-1],
        )
        self.play(FadeOut(self.names.pop()), FadeIn(self.scale), run_time=0.4)
        self.lay("line")
        self.at_word("line")
        self.multiply(MASKS[0], "line")
        self.add_up(MASKS[0], "line")
        self.point_at("sum", self.number_of("line", MASKS[0]))

    def a_blob_fools_it(self) -> None:
        """A blob covers the same pixels, and gets the same sum."""
        self.beat(
            "a-blob-fools-it",
            _("But a blob covers the line too, and also gets {sum}."),
            sum=self.sums(MASKS[0], "blob")[-1],
        )
        self.lay("blob")
        self.multiply(MASKS[0], "blob")
        self.add_up(MASKS[0], "blob")
        self.point_at("sum", self.number_of("blob", MASKS[0]))

    def a_negative_surround(self) -> None:
        """Negative weights above and below take back what a blob brings."""
        mask = self.record[f"measurement.hand_made.{MASKS[1]}"]
        self.beat(
            "a-negative-surround",
            _("Negative weights above and below push the blob down to {sum}."),
            sum=self.sums(MASKS[1], "blob")[-1],
        )
        grid = self.mask.grid
        before, columns = grid.colors.copy(), grid.shape[1]
        self.own_colors = self.mask.show(mask, 1.0).grid.colors.copy()
        cell = int(np.flatnonzero(mask.values < 0)[-1]) // columns * columns
        cell += int(np.flatnonzero(mask.values > 0)[0]) % columns
        minus = self.named(mask[cell], cell, rise=-0.32, decimals=1)
        grid.set_colors(before)
        light = light_left(self.masks.mask, self.image("blob").values)
        self.play(
            ColumnByColumn(grid, self.own_colors),
            self.laid[0]
            .animate(rate_func=squish_rate_func(smooth, 0.6, 1))
            .set_cell_weights(light),
            FadeIn(minus),
            run_time=1.0,
        )
        self.add_up(MASKS[1], "blob", done=len(self.sums(MASKS[0], "blob")) - 1)
        self.point_at("sum", self.number_of("blob", MASKS[1]))

    def all_but_the_line(self) -> None:
        """The opposite picture falls as far as the line has risen; the line stays at the top."""
        self.beat("all-but-the-line", _("Now everything is lit {except} the line. Your {guess}?"))
        self.lay("inverse")
        self.at_word("except")
        self.multiply(MASKS[1], "inverse")
        self.point_at("guess", self.scores["inverse"])
        self.caption(_("Only pushes down: {least}."), least=self.sums(MASKS[1], "inverse")[-1])
        self.add_up(MASKS[1], "inverse")
        self.point_at("least", self.number_of("inverse", MASKS[1]))
        self.caption(
            _("The line gets no push down: it {keeps} its {most}, the most of all."),
            most=self.sums(MASKS[1], "line")[-1],
        )
        self.lay("line")
        self.multiply(MASKS[1], "line")
        self.at_word("keeps")
        framed = self.scores["line"].frame.animate.set_stroke(self.palette.signal, width=6)
        self.play(framed, run_time=0.4)
        self.point_at("most", self.number_of("line", MASKS[1]))

    def lay(self, name: str) -> None:
        """The light of a small picture comes out of it and is laid on the weights."""
        image, place = self.image(name), self.places.weights
        moves: list[Any] = []
        if self.laid:
            moves += [FadeOut(self.laid), self.mask.grid.animate.set_colors(self.own_colors)]
        if name not in self.scores:
            self.scores[name] = Score(image, self.scale, LANES.index(name))
            moves.append(FadeIn(self.scores[name], scale=0.7))
        self.play(*moves, run_time=0.3)
        light = image_grid(image, side=place.width).set_cell_weights(LAID * image.values)
        light.move_to(place.center)
        self.laid = Group(light, grid_frame(light).set_stroke(theme.TEXT, width=4))
        # Each weight is seen as a tile, lit or not.
        self.add(self.laid, self.lines, *self.names)
        self.play(Bring(self.laid, self.scores[name].place, place), run_time=0.8)

    def multiply(self, mask: str, name: str) -> None:
        """Lit pixels take the color of their weights; what is zero times something stays faint."""
        weights, pixels = getattr(self.masks, mask), self.image(name).values
        shares = lit_weights(pixels).reshape(*self.own_colors.shape[:2], 1)
        self.play(
            self.laid[0].animate.set_cell_weights(light_left(weights, pixels)),
            self.mask.grid.animate.set_colors(self.own_colors * shares),
            run_time=0.4,
        )

    def add_up(self, mask: str, name: str, done: int = 0) -> None:
        """Products leave the weights that are lit, and each pushes the small picture.

        Parameters
        ----------
        done
            Number of terms that the sum has already.
        """
        path, seconds = path_of(mask, name), 1.2
        order = [int(i) for i in self.record[f"{path}.order"].values][done:]
        products = [self.record[f"{path}.products"][i] for i in order]
        score, sums = self.scores[name], self.sums(mask, name)[done:]
        met = [
            score.met(total.value, push.value) for total, push in zip(sums, products, strict=False)
        ]
        bend = -BEND * np.sign([push.value for push in products])
        chips = Chips.of(self.mask.grid, order, products)
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        self.play_sounds(ticks(products, turns(len(sums), seconds, late)[1:]))
        self.play(
            Pour(
                chips, np.array(met), shrink=0.8, bend=bend, lag=1 - FIRST_ARRIVAL,
                run_time=seconds, remover=True,
            ),
            AddUp(score, sums, rate_func=late, run_time=seconds),
        )  # fmt: skip

    def number_of(self, name: str, mask: str) -> ValueLabel:
        """The number on the scale at which a picture has arrived."""
        total = self.sums(mask, name)[-1]
        for number in self.scale.numbers:
            if number.sourced.value == total.value:
                return number
        number = self.scale.number(total)
        self.scale.numbers.add(number)
        return number

    def named(self, weight: Sourced, cell: int, *, rise: float, decimals: int) -> NamedRow:
        """The value of a row of weights, outside the grid."""
        color = self.palette.sign(weight.value) if weight.value else theme.SECONDARY
        shown = weight.shown_as(decimals=decimals, signed=True)
        way = -self.places.names if rise < 0 and self.places.names[1] else self.places.names
        self.names.append(NamedRow(shown, self.mask.grid, cell, way=way, rise=rise, color=color))
        return self.names[-1]

    def go_home(self) -> None:
        """The line's picture becomes that of the digit, where it is in every scene."""
        home = NetworkDiagram(self.model, self.palette)
        ink = self.record["trace.ink"]
        home.show_image(ink)
        grid, frame = self.laid
        weights = (self.mask, self.lines, *self.names)
        self.play(
            FadeOut(*weights, self.scale, *self.scores.values()),
            grid.animate.show_image(ink).set_cell_weights(np.ones(grid.shape)),
            run_time=0.5,
        )
        self.play(
            grid.animate.scale(home.image.width / grid.width).move_to(home.image),
            frame.animate.become(home.image_frame),
            run_time=0.6,
        )

    def image(self, name: str) -> SourcedArray:
        """A picture."""
        return self.images.row(self.masks.index(name))

    def sums(self, mask: str, name: str) -> list[Sourced]:
        """The running sums of a picture."""
        sums = self.record[f"{path_of(mask, name)}.sums"]
        return [value.shown_as(decimals=0, signed=True) for value in sums]


def path_of(mask: str, name: str) -> str:
    """Where the sum of a picture under a mask is found."""
    return f"measurement.{mask}_on_{name}"
