"""`AnEdgeDetector`: weights made by hand, first fooled by a blob, then wanting a line."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    DR,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    Uncreate,
    Wait,
    linear,
    squish_rate_func,
    there_and_back,
)

from network.analysis.edge_masks import mask_answers, mask_sum
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.an_edge_detector_parts import (
    AddUp,
    Card,
    CellLines,
    Chips,
    ColumnByColumn,
    NamedRow,
    Noughts,
    SumLine,
    card_places,
    mask_places,
)
from scenes.mobjects.grids.hero_weights import HeroWeights
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_grid import weight_colors
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import Pour, one_then_other
from scenes.motion.counting import Count
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.chapters.act_4.an_edge_detector_parts import SumBar
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced, SourcedArray

THREE = ("inverse", "half", "line")
"""In the order in which they are to be guessed."""
MASKS = ("positive_mask", "mask")
FIRST_ARRIVAL = 0.4
"""Share of the time after which the first product arrives."""
TO_THINK = 2.2
BEND = 0.2
"""Of the ways of products that take something from a sum: they reach the bar beside its number."""
DIM = 0.3
"""How much of the other pictures is seen beside the best one."""
LARGER = 1.1


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
            "A picture of exactly this line; on a line of sums below, a bar to the far right.",
        ),
        "a-blob-fools-it": Beat(
            "a blob fools it", "A solid white blob instead: the same bar, the same high sum."
        ),
        "a-negative-surround": Beat(
            "a negative surround",
            "{negative} rows lie above and below the {positive} row: the blob's sum is zero now.",
        ),
        "guess-first": Beat(
            "guess first",
            "The weights, and below them three pictures, each over an empty bar and a question"
            " mark.",
        ),
        "then-see": Beat(
            "then see",
            "Below each of the three pictures stands its sum, as a number and as a bar; the exact"
            " line has the largest.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Chips", "SumLine"): "the products land on its bar",
    }

    def construct(self) -> None:
        self.prepare()
        self.chosen_by_hand()
        self.the_exact_line()
        self.a_blob_fools_it()
        self.a_negative_surround()
        self.guess_first()
        self.then_see()
        self.go_home()

    def prepare(self) -> None:
        """Take the masks, the pictures, and every sum; begin with the hero and its weights."""
        self.answers = answers = mask_answers(self.subject.image_format.side)
        self.record = self.record.with_root("measurement.hand_made", answers)
        for mask in MASKS:
            for name, picture in zip(answers.names, answers.pictures, strict=True):
                found = mask_sum(getattr(answers, mask), picture)
                self.record = self.record.with_root(path_of(mask, name), found)
        self.images = self.record["measurement.hand_made.pictures"]
        self.places = mask_places(stage())
        self.ends = (self.sums(MASKS[1], "inverse")[-1], self.sums(MASKS[1], "line")[-1])
        self.nothing = self.sums(MASKS[0], "line")[0]
        self.hero = HeroWeights(
            self.record,
            self.subject.hero,
            activation=self.model.activations[0],
            palette=self.palette,
        )
        self.mask = self.hero.weights
        self.add(*self.hero)

    def chosen_by_hand(self) -> None:
        """The weights that training found become zeros, and some of these ones."""
        self.beat(
            "chosen-by-hand",
            _("Let us make weights by hand: {count} ones in a row, {zeros} everywhere else."),
            count=self.record.number(f"{path_of(MASKS[0], 'line')}.term_count", decimals=None),
        )
        mask, cells = self.record[f"measurement.hand_made.{MASKS[0]}"], self.mask.grid
        self.lines = CellLines(cells)
        self.noughts = Noughts(cells, mask.values == 0)
        self.title = note(_("weights")).next_to(self.mask, UP, buff=0.2)
        hero = self.hero
        self.play(
            FadeOut(hero.neuron, hero.ring, hero.tie, run_time=0.8),
            ColumnByColumn(cells, np.zeros_like(cells.colors), run_time=0.9),
            *(Create(row, rate_func=linear, run_time=0.9) for row in self.noughts),
            Succession(Wait(0.3), FadeIn(self.lines, self.title, run_time=0.6)),
        )
        self.mask.empty()
        self.at_word("count")
        ones = np.flatnonzero(mask.values)
        counted = self.record[f"{path_of(MASKS[0], 'line')}.sums"]
        count = [each.shown_as(decimals=0) for each in counted][1:]
        number = ValueLabel(count[-1], size="focus", color=self.palette.signal)
        beside = RIGHT if stage().is_wide else DOWN
        number.next_to(self.mask, beside, buff=0.3).show(count[0])
        self.play(
            ColumnByColumn(cells, weight_colors(mask, self.palette, 1.0)),
            Count(number, count, introducer=True),
            run_time=1.5,
        )
        self.mask.show(mask, 1.0)
        self.one = self.named(mask[int(ones[0])], int(ones[0]), rise=0.28, decimals=0)
        self.play(FadeIn(self.one, shift=0.1 * RIGHT, run_time=0.4), FadeOut(number, run_time=0.3))
        self.at_word("zeros")
        seen = (row.animate(rate_func=there_and_back) for row in self.noughts)
        self.play(
            LaggedStart(
                *(row.set_stroke(self.palette.signal, opacity=1) for row in seen),
                lag_ratio=0.1,
                run_time=1.1,
            )
        )

    def the_exact_line(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat(
            "the-exact-line",
            _("A picture of exactly this {line} gets a sum of {sum}."),
            sum=self.sums(MASKS[0], "line")[-1],
        )
        place, weights = self.places.picture, self.places.weights
        size = weights.width / self.mask.width
        self.picture = image_grid(self.image("line"), side=place.width).move_to(place.center)
        self.frame = grid_frame(self.picture)
        self.sum_line = SumLine(self.ends, self.nothing, places=self.places)
        self.picture_title = note(_("picture"))
        # Where pictures stand below the weights, these pass on their way what is above a picture.
        side = RIGHT if stage().is_tall else UP
        self.picture_title.next_to(self.picture, side, buff=0.2)
        coming = FadeIn(self.picture, self.frame, self.sum_line, self.picture_title, run_time=0.6)
        self.play(
            FadeOut(self.noughts, target_position=weights.center, scale=size),
            *self.weights_move(weights, self.one),
            self.title.animate.next_to(weights.at(0.5, 1), UP, buff=0.2),
            Succession(Wait(0.5), coming),
            run_time=1.0,
        )
        self.at_word("line")
        self.add_up(MASKS[0], "line")
        self.point_at("sum", self.sum_line.total)

    def weights_move(self, place: Stage, *named: NamedRow) -> list[Any]:
        """Let the weights go to another place, with what names their rows."""
        grid = self.mask.copy().scale(place.width / self.mask.width).move_to(place.center)
        size = place.width / self.mask.width
        self.add(self.mask, self.lines, *named)
        return [
            *(
                each.animate.scale(size, about_point=self.mask.get_center()).shift(
                    grid.get_center() - self.mask.get_center()
                )
                for each in (self.mask, self.lines)
            ),
            *(each.animate.stand(grid.grid) for each in named),
        ]

    def a_blob_fools_it(self) -> None:
        """A blob covers the same pixels, and gets the same sum."""
        self.beat(
            "a-blob-fools-it",
            _("But a blob covers the line too, and also gets {sum}."),
            sum=self.sums(MASKS[0], "blob")[-1],
        )
        emptied = AddUp(self.sum_line, self.sums(MASKS[0], "line")[::-1])
        self.play(self.to_picture("blob"), emptied, run_time=0.5)
        self.add_up(MASKS[0], "blob")
        self.point_at("sum", self.sum_line.total)

    def a_negative_surround(self) -> None:
        """Negative weights above and below take back what a blob brings."""
        mask = self.record[f"measurement.hand_made.{MASKS[1]}"]
        self.beat(
            "a-negative-surround",
            _("With negative weights above and below, the blob gets {sum}."),
            sum=self.sums(MASKS[1], "blob")[-1],
        )
        grid = self.mask.grid
        before, first_below = grid.colors.copy(), int(mask.values.argmax()) // grid.shape[1] + 1
        after = self.mask.show(mask, 1.0).grid.colors.copy()
        above = np.concatenate([after[:first_below], before[first_below:]])
        cell = int(np.flatnonzero(mask.values < 0)[-1]) // grid.shape[1] * grid.shape[1]
        cell += self.one.cell % grid.shape[1]
        self.minus = self.named(mask[cell], cell, rise=-0.32, decimals=1)
        grid.set_colors(before)
        self.play(ColumnByColumn(grid, above), run_time=0.8)
        self.play(ColumnByColumn(grid, after), FadeIn(self.minus), run_time=0.7)
        self.add_up(MASKS[1], "blob", done=len(self.sums(MASKS[0], "blob")) - 1)
        self.point_at("sum", self.sum_line.total)

    def guess_first(self) -> None:
        """The weights, three pictures, and frames that run out while there is time to think."""
        self.beat(
            "guess-first",
            _(
                "Which gets the highest sum: all {but} the line, {half} the line, or {exactly} the"
                " line?"
            ),
        )
        places = card_places(stage())
        cards = [
            Card(self.image(name), place, self.ends, self.nothing)
            for name, place in zip(THREE, places.pictures, strict=True)
        ]
        self.cards = dict(zip(THREE, cards, strict=True))
        moves = self.weights_move(places.weights, self.one, self.minus)
        asked = ((each.frame, each.sum.axis, each.sum.bar, each.mark) for each in cards)
        gone = FadeOut(self.picture_title, self.title, self.sum_line, run_time=0.25)
        side = UP if stage().is_tall else RIGHT
        self.title = note(_("weights")).next_to(places.weights.at(*((1 + side[:2]) / 2)), side)
        self.play(
            gone,
            FadeOut(self.picture, self.frame, run_time=0.7),
            Succession(Wait(0.25), AnimationGroup(*moves), run_time=1.0),
            Succession(Wait(0.25), FadeIn(*chain(*asked), run_time=0.4)),
            Succession(Wait(0.8), FadeIn(self.title, run_time=0.3)),
        )
        for word, card in zip(("but", "half", "exactly"), cards, strict=True):
            self.at_word(word)
            self.add(card.grid, card.frame)
            self.play(FadeIn(card.grid), run_time=0.5)
        clocks = [card.frame.copy().set_stroke(self.palette.signal, width=8) for card in cards]
        self.play(*map(FadeIn, clocks), run_time=0.2)
        self.play(*(Uncreate(clock, rate_func=linear) for clock in clocks), run_time=TO_THINK)

    def then_see(self) -> None:
        """The products of all pictures change their sums together; the largest wins."""
        self.beat(
            "then-see",
            _("All but the line only pushes down: {least}."),
            least=self.sums(MASKS[1], "inverse")[-1],
        )
        self.answer()
        self.point_at("least", self.cards["inverse"].sum.total)
        self.caption(_("Half the line: {half}."), half=self.sums(MASKS[1], "half")[-1])
        half, wanted = self.cards["half"], self.record[f"measurement.hand_made.{MASKS[0]}"]
        outline = PatchOutline(half.grid, wanted.values > 0, color=self.palette.signal)
        self.play(Create(outline), run_time=0.6)
        self.point_at("half", half.sum.total)
        self.caption(
            _("The line that these weights look for wins: {most}."),
            most=self.sums(MASKS[1], "line")[-1],
        )
        best = self.cards["line"]
        corner = best.get_corner(DR)
        best.frame.set_stroke(self.palette.signal, width=6)
        self.play(
            FadeOut(outline, run_time=0.3),
            *(
                card.grid.animate.set_cell_weights(np.full(card.grid.shape, DIM))
                for card in self.cards.values()
                if card is not best
            ),
            best.animate.scale(LARGER, about_point=corner),
            run_time=1.0,
        )
        self.point_at("most", best.sum.total)

    def answer(self) -> None:
        """Let the products of every picture change its bar, all at once."""
        sheets = {name: self.mask.grid.copy() for name in self.cards}
        for name, sheet in sheets.items():
            grid = self.cards[name].grid
            sheet.scale(grid.width / sheet.width).move_to(grid)
            self.only_products(sheet, MASKS[1], name)
        marks = (one_then_other(each.mark, each.sum.total) for each in self.cards.values())
        self.play(FadeIn(*sheets.values()), *marks, run_time=0.5)
        self.remove(*sheets.values())
        self.play(
            *chain.from_iterable(
                self.pouring(
                    sheet,
                    self.cards[name].sum,
                    MASKS[1],
                    name,
                    seconds=1.8,
                    is_heard=name == "line",
                )
                for name, sheet in sheets.items()
            )
        )

    def named(self, weight: Sourced, cell: int, *, rise: float, decimals: int) -> NamedRow:
        """The value of a row of weights, beside the grid."""
        color = self.palette.sign(weight.value) if weight.value else theme.SECONDARY
        shown = weight.shown_as(decimals=decimals, signed=True)
        return NamedRow(shown, self.mask.grid, cell, rise=rise, color=color)

    def go_home(self) -> None:
        """The line's picture becomes that of the digit, where it is in every scene."""
        best, home = self.cards["line"], NetworkDiagram(self.model, self.palette)
        home.show_image(self.record["trace.ink"])
        others = [card for card in self.cards.values() if card is not best]
        grid, frame = best.grid, best.frame
        self.play(
            FadeOut(self.mask, self.lines, self.title, self.one, self.minus, best.sum, *others),
            grid.animate.show_image(self.record["trace.ink"]),
            run_time=0.5,
        )
        self.play(
            grid.animate.scale(home.image.width / grid.width).move_to(home.image),
            frame.animate.become(home.image_frame),
            run_time=0.6,
        )

    def add_up(self, mask: str, name: str, done: int = 0) -> None:
        """Slide the weights over the picture, multiply, and let the products change the sum.

        Parameters
        ----------
        done
            Number of terms that the sum has already.
        """
        sheet: PixelGrid = self.mask.grid.copy()
        self.only_products(sheet, mask, name, done)
        self.add(sheet)
        self.play(sheet.animate.move_to(self.picture), run_time=0.7)
        self.remove(sheet)
        self.play(*self.pouring(sheet, self.sum_line, mask, name, done, seconds=1.3))

    def only_products(self, sheet: PixelGrid, mask: str, name: str, done: int = 0) -> None:
        """Hide all weights whose products are zero, or added already."""
        order = self.record[f"{path_of(mask, name)}.order"].values[done:]
        sheet.set_cell_weights(np.isin(np.arange(self.mask.weights.size), order))

    def pouring(
        self,
        sheet: PixelGrid,
        bar: SumBar,
        mask: str,
        name: str,
        done: int = 0,
        *,
        seconds: float,
        is_heard: bool = True,
    ) -> list[Animation]:
        """Products leave the picture on which their weights lie, and change a sum."""
        path = path_of(mask, name)
        order = [int(i) for i in self.record[f"{path}.order"].values][done:]
        products = [self.record[f"{path}.products"][i] for i in order]
        sums = self.sums(mask, name)[done:]
        chips = Chips.of(sheet, order, products)
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        if is_heard:
            self.play_sounds(ticks(products, turns(len(sums), seconds, late)[1:]))
        into = np.array([bar.at(each.value) for each in sums[1:]])
        look = {"bend": BEND if done else 0.0, "lag": 1 - FIRST_ARRIVAL}
        return [
            Pour(chips, into, **look, run_time=seconds, remover=True),
            AddUp(bar, sums, rate_func=late, run_time=seconds),
        ]

    def to_picture(self, name: str) -> Any:
        """Let the large picture glide to another."""
        return self.picture.animate.show_image(self.image(name))

    def image(self, name: str) -> SourcedArray:
        """A picture."""
        return self.images.row(self.answers.index(name))

    def sums(self, mask: str, name: str) -> list[Sourced]:
        """The running sums of a picture."""
        sums = self.record[f"{path_of(mask, name)}.sums"]
        return [value.shown_as(decimals=0, signed=True) for value in sums]


def path_of(mask: str, name: str) -> str:
    """Where the sum of a picture under a mask is found."""
    return f"measurement.{mask}_on_{name.replace(' ', '_')}"
