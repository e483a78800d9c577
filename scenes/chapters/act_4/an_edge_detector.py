"""`AnEdgeDetector`: weights made by hand, first fooled by a blob, then wanting a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    UP,
    FadeIn,
    FadeOut,
    Group,
    Succession,
    Transform,
    Wait,
    linear,
    squish_rate_func,
)

from network.analysis.edge_masks import mask_answers, mask_sum
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.an_edge_detector_parts import AddUp, SumLine, clock, mask_places
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_grid import WeightGrid, weight_colors
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import label
from scenes.motion.cells import Pour, cells_of
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced, SourcedArray

FOUR = ("all on", "inverse", "half", "line")
"""In the order in which they are to be guessed."""
CALLED = {
    "all on": N_("everything lit"),
    "inverse": N_("all but the line"),
    "half": N_("half the line"),
    "line": N_("exactly the line"),
}
MASKS = ("positive_mask", "mask")
FIRST_ARRIVAL = 0.4
"""Share of the time after which the first product arrives."""
TO_THINK = 4.0
NOTHING = 0.01


class AnEdgeDetector(Chapter):
    """What a neuron answers to whose weights were made by hand: a line."""

    summary = N_("Weights chosen by hand, and what a negative surround is good for.")
    concepts = (N_("line detection"), N_("weights"), N_("receptive field"))
    beats: ClassVar = {
        "chosen-by-hand": Beat(
            "chosen by hand",
            "The digit, and beside it a grid of weights: a single {positive} row, all else black.",
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
            "guess first", "The weights beside four pictures, each with a question mark."
        ),
        "then-see": Beat(
            "then see",
            "The four pictures in order along the line of sums, the exact line at its right end.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("PixelCloud", "SumLine"): "the products land on its bar",
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
        """Take the masks, the pictures, and every sum; begin with the digit at its home."""
        self.answers = answers = mask_answers(self.subject.image_format.side)
        self.record = self.record.with_root("measurement.hand_made", answers)
        for mask in MASKS:
            for name, picture in zip(answers.names, answers.pictures, strict=True):
                found = mask_sum(getattr(answers, mask), picture)
                self.record = self.record.with_root(path_of(mask, name), found)
        self.images = self.record["measurement.hand_made.pictures"]
        self.places = mask_places(stage())
        home = NetworkDiagram(self.model, self.palette).show_image(self.record["trace.ink"])
        self.picture, self.frame = home.image, home.image_frame
        self.add(self.picture, self.frame)

    def chosen_by_hand(self) -> None:
        """Weights that nobody trained, beside the picture."""
        self.beat(
            "chosen-by-hand",
            _("Now weights made by hand: {count} ones in a row, else {zeros}."),
            count=self.record.number(f"{path_of(MASKS[0], 'all on')}.term_count", decimals=None),
        )
        places = self.places
        grown = [sized(part, places.picture) for part in (self.picture, self.frame)]
        zeros = self.record[f"measurement.hand_made.{MASKS[0]}"]
        self.mask = WeightGrid(zeros, side=places.weights.width, palette=self.palette, largest=1.0)
        self.mask.move_to(places.weights.center)
        cells = self.mask.grid
        shown, dark = cells.colors.copy(), np.zeros_like(cells.colors)
        cells.set_colors(dark)
        arrives = FadeIn(self.mask, run_time=0.7)
        if stage().is_wide:
            self.play(*grown, Succession(Wait(0.6), arrives), run_time=1.5)
        else:
            # The picture passes where the weights will stand.
            self.play(*grown, run_time=1.1)
            self.play(arrives)
        self.at_word("count")
        self.play(cells.animate.set_colors(shown), run_time=0.8)
        self.point_at("zeros", self.mask.frame)
        ends = (self.sums(MASKS[1], "inverse")[-1], self.sums(MASKS[1], "line")[-1])
        self.sum_line = SumLine(ends, self.sums(MASKS[0], "line")[0], places=places)

    def the_exact_line(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat(
            "the-exact-line",
            _("They want a {line}. For exactly this line, the sum is {sum}."),
            sum=self.sums(MASKS[0], "line")[-1],
        )
        self.play(FadeIn(self.sum_line), run_time=0.5)
        self.at_word("line")
        self.play(self.to_picture("line"), run_time=0.9)
        self.add_up(MASKS[0], "line")
        self.point_at("sum", self.sum_line.total)

    def a_blob_fools_it(self) -> None:
        """A blob covers the same pixels, and gets the same sum."""
        self.beat(
            "a-blob-fools-it",
            _("But a blob covers the line too, and also gets {sum}."),
            sum=self.sums(MASKS[0], "blob")[-1],
        )
        self.play(self.to_picture("blob"), self.emptied(), run_time=1.0)
        self.add_up(MASKS[0], "blob")

    def a_negative_surround(self) -> None:
        """Negative weights above and below take back what a blob brings."""
        mask = self.record[f"measurement.hand_made.{MASKS[1]}"]
        below = min(mask, key=lambda weight: weight.value)
        self.beat(
            "a-negative-surround",
            _("So {weight} above and below takes light away. Now the blob gets {sum}."),
            weight=below.shown_as(decimals=1),
            sum=self.sums(MASKS[1], "blob")[-1],
        )
        self.at_word("weight")
        self.play(self.mask.animate.show(mask, 1.0), self.emptied(), run_time=1.0)
        self.add_up(MASKS[1], "blob")
        self.point_at("sum", self.sum_line.total)

    def guess_first(self) -> None:
        """Four pictures in a row, and time to think."""
        self.beat(
            "guess-first",
            _("{Everything} lit, {all} but the line, {half} of it, the {line}: which gets most?"),
        )
        places, line = self.places, self.sum_line
        self.remove(line)
        self.add(line.axis, line.labels)
        rooms = dict(zip(FOUR, places.upper[1:], strict=True))
        said = dict(zip(FOUR, ("Everything", "all", "half", "line"), strict=True))
        first, *others = FOUR
        self.marks = {
            name: label("?", size="title", color=theme.TEXT).scale(2).move_to(room.center)
            for name, room in zip(FOUR, places.lower[1:], strict=True)
        }
        self.at_word(said[first])
        moves = [
            sized(self.picture, rooms[first]).show_image(self.image(first)),
            sized(self.frame, rooms[first]),
        ]
        widening = [sized(part, places.upper[0]) for part in self.mask]
        gone = FadeOut(line.bar, line.total, line.name_of_sums, run_time=0.4)
        if stage().is_wide:
            self.play(gone, *moves, *widening, run_time=1.0)
        else:
            # The weights would cross the picture's way.
            self.play(gone, *moves, run_time=0.7)
            self.play(*widening, run_time=0.7)
        self.play(FadeIn(self.marks[first], shift=0.2 * DOWN), run_time=0.4)
        self.cards = {first: Group(self.picture, self.frame)}
        for name in others:
            grid = image_grid(self.image(name), side=rooms[name].width)
            self.cards[name] = Group(grid, grid_frame(grid)).move_to(rooms[name].center)
            self.at_word(said[name])
            self.play(
                FadeIn(self.cards[name], shift=0.2 * UP),
                FadeIn(self.marks[name], shift=0.2 * DOWN),
                run_time=0.6,
            )
        time = clock(places, self.palette.signal)
        self.play(FadeIn(time), run_time=0.2)
        self.play(
            time.animate(rate_func=linear, run_time=TO_THINK).scale([0.001, 1, 1]), self.tried()
        )
        self.remove(time)

    def tried(self) -> Succession:
        """The outline of the line and its surround is laid on one picture after the other."""
        used = self.mask.weights.values != 0
        color = self.palette.signal
        outline = PatchOutline(self.mask.grid, used, color=color)
        ways = []
        for card in self.cards.values():
            ways += [
                Transform(outline, PatchOutline(card[0], used, color=color), run_time=0.8),
                Wait(TO_THINK / len(self.cards) - 0.85),
            ]
        return Succession(FadeIn(outline, run_time=0.1), *ways, FadeOut(outline, run_time=0.1))

    def then_see(self) -> None:
        """The products on all four, and then each goes to its sum."""
        self.beat(
            "then-see",
            _("All but the line: only {loss}, {least}. Everything lit {cancels} out: {zero}."),
            least=self.sums(MASKS[1], "inverse")[-1],
            zero=self.sums(MASKS[1], "all on")[-1],
        )
        self.lay_over_all()
        self.at_word("loss")
        self.settle("inverse")
        self.at_word("cancels")
        self.settle("all on")
        half = self.sums(MASKS[1], "half")[-1]
        self.caption(
            _("Half the line: {half}. The {exact} line wins: {most}."),
            half=half,
            most=self.sums(MASKS[1], "line")[-1],
        )
        self.settle("half", FadeIn(self.sum_line.below(half)))
        self.at_word("exact")
        self.settle("line")
        card = self.cards["line"]
        self.play(
            card[1].animate.set_stroke(self.palette.signal, width=6),
            self.sum_line.labels[2].animate.set_color(self.palette.signal),
            *(sized(part, self.places.shown_weights) for part in self.mask),
            run_time=0.8,
        )

    def go_home(self) -> None:
        """The digit returns to where it is in every scene."""
        self.rest(0.5)
        home = NetworkDiagram(self.model, self.palette).show_image(self.record["trace.ink"])
        # One goes as the other comes, so that the stage is never dark.
        coming = FadeIn(home.image, home.image_frame, run_time=0.5)
        self.play(FadeOut(*self.mobjects, run_time=0.6), coming)

    def lay_over_all(self) -> None:
        """Every lit pixel takes the color of its weight, in all four pictures."""
        sheets = []
        for name, card in self.cards.items():
            sheet = self.products_over(card[0], MASKS[1], name)
            card.add(sheet)
            sheets.append(FadeIn(sheet))
        self.play(FadeOut(*self.marks.values(), run_time=0.3), *sheets, run_time=0.7)

    def settle(self, name: str, *more: Any) -> None:
        """Let a picture come down, and then go along the line to its sum."""
        card, places = self.cards[name], self.places
        down = (places.lower[1].center[1] - places.upper[1].center[1]) * UP
        target = self.sum_line.at(self.sums(MASKS[1], name)[-1].value)
        aside = np.array([target[0] - card[0].get_x(), 0.0, 0.0])
        if abs(aside[0]) > NOTHING:
            self.play(card.animate.shift(down), run_time=0.8)
            self.play(card.animate.shift(aside), *more, run_time=0.9)
        else:
            self.play(card.animate.shift(down), *more, run_time=0.8)

    def add_up(self, mask: str, name: str) -> None:
        """Slide the weights over the picture, multiply, and let the products make the sum."""
        sheet: PixelGrid = self.mask.grid.copy()
        sheet.set_cell_weights(self.mask.weights.values != 0)
        self.add(sheet)
        self.play(sheet.animate.move_to(self.picture), run_time=0.7)
        order = [int(i) for i in self.record[f"{path_of(mask, name)}.order"].values]
        products = self.record[f"{path_of(mask, name)}.products"]
        sums = self.sums(mask, name)
        cloud = cells_of(sheet, order, [products[i] for i in order])
        self.remove(sheet)
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        seconds = 1.3
        self.play_sounds(ticks([products[i] for i in order], turns(len(sums), seconds, late)[1:]))
        into = np.array([self.sum_line.at(each.value) for each in sums[1:]])
        self.play(
            Pour(cloud, into, lag=1 - FIRST_ARRIVAL, run_time=seconds, remover=True),
            AddUp(self.sum_line, sums, rate_func=late, run_time=seconds),
        )

    def products_over(self, picture: PixelGrid, mask: str, name: str) -> PixelGrid:
        """The products of a picture, to lie over it."""
        products: SourcedArray = self.record[f"{path_of(mask, name)}.products"]
        sheet = picture.copy()
        sheet.set_colors(weight_colors(products, self.palette, 1.0), products)
        return sheet.set_cell_weights(products.values != 0)

    def to_picture(self, name: str) -> Any:
        """Let the large picture glide to another."""
        return self.picture.animate.show_image(self.image(name))

    def emptied(self) -> Any:
        """Let the bar go back to zero."""
        return AddUp(self.sum_line, self.sums(MASKS[0], "line")[::-1])

    def image(self, name: str) -> SourcedArray:
        """A picture."""
        return self.images.row(self.answers.index(name))

    def sums(self, mask: str, name: str) -> list[Sourced]:
        """The running sums of a picture."""
        sums = self.record[f"{path_of(mask, name)}.sums"]
        return [value.shown_as(decimals=0, signed=True) for value in sums]


def sized(part: Mobject, room: Stage) -> Any:
    """Let something square take a room."""
    return part.animate.scale(room.width / part.width).move_to(room.center)


def path_of(mask: str, name: str) -> str:
    """Where the sum of a picture under a mask is found."""
    return f"measurement.{mask}_on_{name.replace(' ', '_')}"
