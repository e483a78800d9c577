"""`AnEdgeDetector`: weights made by hand, first fooled by a blob, then wanting a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    PI,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Succession,
    Transform,
    VGroup,
    Wait,
    linear,
    squish_rate_func,
)

from network.analysis.edge_masks import mask_answers, mask_sum
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.an_edge_detector_parts import (
    ROWS,
    AddUp,
    Chips,
    ColumnByColumn,
    Strip,
    SumLine,
    WrittenSum,
    mask_places,
    strip_places,
)
from scenes.mobjects.grids.patch_outline import PatchOutline
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Words, label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import Pour, one_then_other
from scenes.motion.pointing import pulse
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import gray, signed_colors
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject
    from manim.typing import Vector3D
    from numpy.typing import NDArray

    from scenes.chapters.act_4.an_edge_detector_parts import StripPlace
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
TO_THINK = 3.0
BEND = 0.2
"""Of the ways of products that take something from a sum: they reach the bar beside its number."""


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
            "A strip of the weights, below it the same strip of four pictures, each with its name"
            " and a question mark.",
        ),
        "then-see": Beat(
            "then see",
            "Beside each of the four pictures stands its sum; the exact line has the largest.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Chips", "SumLine"): "the products land on its bar",
        ("PixelGrid", "ValueLabel"): "weights leave the grid on which their value is written",
        ("PixelGrid", "Words"): "weights slide down over the picture, past its name above it",
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
        self.home = NetworkDiagram(self.model, self.palette).show_image(self.record["trace.ink"])
        self.add(self.home.image, self.home.image_frame)

    def chosen_by_hand(self) -> None:
        """Weights that nobody trained, beside the picture."""
        self.beat(
            "chosen-by-hand",
            _("Now weights made by hand: {count} ones in a row, {zeros} everywhere else."),
            count=self.record.number(f"{path_of(MASKS[0], 'all on')}.term_count", decimals=None),
        )
        mask = self.record[f"measurement.hand_made.{MASKS[0]}"]
        side = self.places.weights.width
        self.mask = WeightGrid(mask, side=side, palette=self.palette, largest=1.0)
        cells = self.mask.grid
        shown, dark = cells.colors.copy(), np.zeros_like(cells.colors)
        cells.set_colors(dark)
        self.titles = VGroup(titled(self.mask, _("weights")))
        area, home = stage(), self.home.image
        free = (
            Stage(home.get_right()[0], area.right, area.top, area.bottom)
            if area.is_wide
            else Stage(area.left, area.right, home.get_bottom()[1], area.bottom)
        )
        Group(self.mask, self.titles).move_to(free.center)
        self.play(FadeIn(self.mask, self.titles), run_time=0.4)
        row = cells.copy().set_colors(shown).set_cell_weights(mask.values != 0)
        self.play(ColumnByColumn(row, run_time=1.4))
        self.remove(row)
        cells.set_colors(shown)
        self.at_word("count")
        self.one = self.named(max(mask, key=lambda weight: weight.value), UP, decimals=0)
        self.play(FadeIn(self.one, shift=0.1 * UP), run_time=0.4)
        self.at_word("zeros")
        beside = int(mask.values.argmax()) + cells.shape[1]
        self.zero = self.named(mask[beside], DOWN, decimals=0)
        self.play(
            pulse(self.mask.frame, color=self.palette.signal, scale=1.04),
            FadeIn(self.zero, shift=0.1 * DOWN, run_time=0.4),
        )
        ends = (self.sums(MASKS[1], "inverse")[-1], self.sums(MASKS[1], "line")[-1])
        self.sum_line = SumLine(ends, self.sums(MASKS[0], "line")[0], places=self.places)

    def the_exact_line(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat(
            "the-exact-line",
            _("A picture of exactly this {line} gets a sum of {sum}."),
            sum=self.sums(MASKS[0], "line")[-1],
        )
        self.picture = image_grid(self.image("line"), side=self.places.picture.width)
        self.picture.move_to(self.places.picture.center)
        self.frame = grid_frame(self.picture)
        weights = Group(self.mask, self.titles[0], self.one, self.zero)
        way = self.places.weights.center - self.mask.get_center()
        title = titled(self.picture, _("picture"))
        coming = FadeIn(self.picture, self.frame, self.sum_line, run_time=0.6)
        self.play(
            weights.animate(run_time=0.8).shift(way),
            Succession(Wait(0.3), coming),
            FadeOut(self.home.image, self.home.image_frame, run_time=0.35),
        )
        self.play(FadeIn(title), run_time=0.2)
        self.titles.add(title)
        self.at_word("line")
        self.add_up(MASKS[0], "line")
        self.point_at("sum", self.sum_line.total)

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
        below = min(mask, key=lambda weight: weight.value)
        self.beat(
            "a-negative-surround",
            _("So light just {above} or below counts against it: the blob gets {sum}."),
            sum=self.sums(MASKS[1], "blob")[-1],
        )
        self.at_word("above")
        self.minus = self.named(below, DOWN, decimals=1)
        naming = one_then_other(self.zero, self.minus, seconds=0.8)
        self.play(self.mask.animate(run_time=0.8).show(mask, 1.0), naming)
        self.add_up(MASKS[1], "blob", done=len(self.sums(MASKS[0], "blob")) - 1)
        self.point_at("sum", self.sum_line.total)

    def guess_first(self) -> None:
        """The rows that count, up close: of the weights and of four pictures; and time to think."""
        self.beat(
            "guess-first",
            _(
                "Which picture gets the highest sum: {everything} lit, all {but} the line,"
                " {half} the line, or {exactly} the line?"
            ),
        )
        values = self.mask.weights.values
        columns = self.mask.grid.shape[1]
        middle = int(values.argmax()) // columns
        first = middle - ROWS // 2
        self.cells = slice(first * columns, (first + ROWS) * columns)
        weights_place, *others = strip_places(stage(), 1 + len(FOUR), columns)
        self.rooms = dict(zip(FOUR, others, strict=True))
        self.cards, self.marks = {}, {}
        for name, room in self.rooms.items():
            pixels = self.part(self.image(name))
            self.cards[name] = Strip(gray(in_rows(pixels)), pixels, room.strip)
            self.marks[name] = label("?", size="focus", color=theme.TEXT)
            self.marks[name].next_to(room.sum_at, RIGHT, buff=0)
        arriving = self.closer_look(weights_place, FOUR[0])
        said = dict(zip(FOUR, ("everything", "but", "half", "exactly"), strict=True))
        for name, room in self.rooms.items():
            self.at_word(said[name])
            self.play(
                arriving if name == FOUR[0] else FadeIn(self.cards[name], shift=0.2 * UP),
                FadeIn(self.name_at(room, _(CALLED[name]))),
                Succession(Wait(0.5), FadeIn(self.marks[name], run_time=0.3)),
                run_time=0.8,
            )
        self.play(self.tried())

    def closer_look(self, place: StripPlace, name: str) -> Transform:
        """Cut the rows around the line out of weights and picture; the weights come nearer.

        Returns
        -------
        The way of what is cut out of the picture to its place.
        """
        weights, card = self.part(self.mask.weights), self.cards[name]
        colors = signed_colors(in_rows(weights), self.palette, 1.0)
        self.strip = Strip(colors, weights, place.strip)
        ways = [Transform(strip, strip.copy(), run_time=0.8) for strip in (self.strip, card)]
        middle = self.middle_of_line()
        for strip, grid in ((self.strip, self.mask.grid), (card, self.picture)):
            strip.scale(grid.cell_side / strip.grid.cell_side)
            strip.move_to(middle - self.mask.grid.get_center() + grid.get_center())
            strip.frame.set_stroke(self.palette.signal, width=6)
        cuts = FadeIn(self.strip.frame, card.frame)
        self.play(self.to_picture(name), cuts, FadeOut(self.sum_line), run_time=0.6)
        self.add(self.strip, card, self.one, self.minus)
        rest = (self.mask, *self.titles, self.picture, self.frame)
        # One by one, as a group would come to lie over what stays.
        self.play(*(FadeOut(each) for each in rest), run_time=0.4)
        values = VGroup(self.one.copy(), self.minus.copy()).arrange(RIGHT, buff=0.3)
        values.next_to(place.sum_at, RIGHT, buff=0)
        self.play(
            ways[0],
            self.one.animate(path_arc=-PI / 4, run_time=0.8).move_to(values[0]),
            # It waits until the strip has risen, and passes below.
            Succession(
                Wait(0.3), self.minus.animate(path_arc=PI / 10, run_time=0.6).move_to(values[1])
            ),
            Succession(Wait(0.4), FadeIn(self.name_at(place, _("weights")), run_time=0.4)),
        )
        return ways[1]

    def tried(self) -> Succession:
        """The outline of the line and its surround is laid on one picture after the other."""
        used = self.part(self.mask.weights).values != 0
        color = self.palette.signal
        outline = PatchOutline(self.strip.grid, used, color=color)
        ways = []
        for card in self.cards.values():
            ways += [
                Transform(outline, PatchOutline(card.grid, used, color=color), run_time=0.6),
                Wait(TO_THINK / len(self.cards) - 0.65),
            ]
        return Succession(FadeIn(outline, run_time=0.1), *ways, FadeOut(outline, run_time=0.1))

    def then_see(self) -> None:
        """The products on each picture, and its sum."""
        self.beat(
            "then-see",
            _("Everything lit {cancels} out: {zero}. {All} but the line only loses: {least}."),
            zero=self.sums(MASKS[1], "all on")[-1],
            least=self.sums(MASKS[1], "inverse")[-1],
        )
        self.multiply("all on")
        self.at_word("cancels")
        self.write_sum("all on")
        self.at_word("All")
        self.multiply("inverse")
        self.at_word("least")
        self.write_sum("inverse")
        self.caption(
            _("Half the line: {half}. The {line} that these {weights} look for wins: {most}."),
            half=self.sums(MASKS[1], "half")[-1],
            most=self.sums(MASKS[1], "line")[-1],
        )
        self.multiply("half")
        self.at_word("half")
        self.write_sum("half")
        self.at_word("line")
        self.multiply("line")
        self.at_word("weights")
        self.play(self.framed(self.strip), pulse(self.one, self.minus, color=self.palette.signal))
        self.at_word("most")
        self.write_sum("line", self.framed(self.cards["line"]))
        self.rest(0.4)

    def framed(self, strip: Strip) -> Any:
        """Let the line around a strip say: look here."""
        return strip.frame.animate.set_stroke(self.palette.signal, width=6)

    def multiply(self, name: str) -> None:
        """Lit pixels of a picture take the color of their weights."""
        products = self.part(self.record[f"{path_of(MASKS[1], name)}.products"])
        sheet = self.cards[name].grid.copy()
        sheet.set_colors(signed_colors(in_rows(products), self.palette, 1.0), products)
        sheet.set_cell_weights(products.values != 0)
        self.play(ColumnByColumn(sheet, run_time=0.9))

    def write_sum(self, name: str, *together: Any) -> None:
        """Beside a picture its sum takes the place of the question mark, as other things move."""
        gain, loss = (
            self.record.number(f"{path_of(MASKS[1], name)}.{each}", decimals=0, signed=True)
            for each in ("gain", "loss")
        )
        written = WrittenSum(gain, loss, self.sums(MASKS[1], name)[-1], self.palette)
        written.next_to(self.rooms[name].sum_at, RIGHT, buff=0)
        self.play(FadeOut(self.marks[name]), run_time=0.2)
        self.play(
            LaggedStart(*(FadeIn(each, shift=0.15 * RIGHT) for each in written), lag_ratio=0.4),
            *together,
            run_time=0.9 if len(written) > 1 else 0.4,
        )

    def part(self, values: SourcedArray) -> SourcedArray:
        """The rows around the line."""
        return values.part(self.cells.start, self.cells.stop)

    def name_at(self, place: StripPlace, name: str) -> Words:
        """What a strip is called, at its place."""
        return Words(name, color=theme.SECONDARY).next_to(place.name, RIGHT, buff=0)

    def named(self, weight: Sourced, side: Vector3D, *, decimals: int) -> ValueLabel:
        """The value of a row of weights, above or below what is not zero."""
        shown = ValueLabel(
            weight.shown_as(decimals=decimals, signed=True),
            size="focus",
            color=self.palette.sign(weight.value) if weight.value else theme.SECONDARY,
        )
        return shown.next_to(
            self.middle_of_line(), side, buff=1.5 * self.mask.grid.cell_side + 0.18
        )

    def middle_of_line(self) -> NDArray[np.float64]:
        """Of the weights that are one."""
        grid = self.mask.grid
        row = int(self.mask.weights.values.argmax()) // grid.shape[1]
        return (grid.cell_center(row, 0) + grid.cell_center(row, grid.shape[1] - 1)) / 2

    def go_home(self) -> None:
        """The digit returns to where it is in every scene."""
        # Nothing comes over words; one goes as the other comes, so that the stage is never dark.
        words = [
            each for each in self.mobjects if isinstance(each, Words | WrittenSum | ValueLabel)
        ]
        self.play(FadeOut(*words, run_time=0.3))
        coming = FadeIn(self.home.image, self.home.image_frame, run_time=0.5)
        self.play(FadeOut(*self.mobjects, run_time=0.5), coming)

    def add_up(self, mask: str, name: str, done: int = 0) -> None:
        """Slide the weights over the picture, multiply, and let the products change the sum.

        Parameters
        ----------
        done
            Number of terms that the sum has already.
        """
        path = path_of(mask, name)
        order = [int(i) for i in self.record[f"{path}.order"].values][done:]
        products = [self.record[f"{path}.products"][i] for i in order]
        sums = self.sums(mask, name)[done:]
        sheet: PixelGrid = self.mask.grid.copy()
        sheet.set_cell_weights(np.isin(np.arange(self.mask.weights.size), order))
        self.add(sheet)
        self.play(sheet.animate.move_to(self.picture), run_time=0.7)
        chips = Chips.of(sheet, order, products)
        self.remove(sheet)
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        seconds = 1.3
        self.play_sounds(ticks(products, turns(len(sums), seconds, late)[1:]))
        bend = BEND if done else 0.0
        into = np.array([self.sum_line.at(each.value) for each in sums[1:]])
        self.play(
            Pour(chips, into, bend=bend, lag=1 - FIRST_ARRIVAL, run_time=seconds, remover=True),
            AddUp(self.sum_line, sums, rate_func=late, run_time=seconds),
        )

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


def titled(grid: Mobject, name: str) -> Words:
    """The name of a large grid, above it."""
    return note(name).next_to(grid, UP, buff=0.2)


def in_rows(values: SourcedArray) -> NDArray[np.float64]:
    """The values of a strip, shape (rows, columns)."""
    return values.values.reshape(ROWS, -1)


def path_of(mask: str, name: str) -> str:
    """Where the sum of a picture under a mask is found."""
    return f"measurement.{mask}_on_{name.replace(' ', '_')}"
