"""`AnEdgeDetector`: weights made by hand, first fooled by a blob, then wanting a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    BLACK,
    DOWN,
    RIGHT,
    FadeIn,
    FadeOut,
    Succession,
    Wait,
    linear,
    squish_rate_func,
    there_and_back,
)

from network.analysis.edge_masks import hand_made_masks, mask_sum
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_4.an_edge_detector_parts import (
    AddUp,
    CellLines,
    Chips,
    ColumnByColumn,
    NamedRow,
    SumAxis,
    Turn,
    light_left,
    lit_weights,
    sum_places,
)
from scenes.mobjects.grids.hero_weights import HeroWeights
from scenes.mobjects.grids.weight_grid import weight_colors
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.glow import Glow
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import Pour
from scenes.motion.counting import Count
from scenes.motion.pointing import pulse
from scenes.motion.sounding import turns
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Group

    from scenes.subject.sourced import Sourced, SourcedArray

MASKS = ("positive_mask", "mask")
FIRST_ARRIVAL = 0.4
"""Share of the time after which the first product arrives."""
LAID = 0.8
"""How much of a picture's light is seen when it is laid on weights."""
SPREAD, SHINE = 1.9, 0.12
"""Of the light around a weight that is lit: how far, in cells, and how brightly."""


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
            "A picture of exactly this line lies on the weights, whose row shines; a bar reaches to"
            " the highest sum.",
        ),
        "a-blob-fools-it": Beat(
            "a blob fools it", "A solid white blob instead: the same bar, the same high sum."
        ),
        "a-negative-surround": Beat(
            "a negative surround",
            "{negative} rows lie above and below the {positive} row: the blob's sum is zero now.",
        ),
        "three-more-pictures": Beat(
            "three more pictures",
            "Along the axis of sums stand four small pictures: all but the line has the smallest,"
            " then come the blob and half the line, and the exact line has the largest.",
        ),
    }

    allowed_crossings: ClassVar = {
        ("Chips", "PixelGrid"): "the products come out of the weights",
        ("Chips", "SumAxis"): "the products go into its bar",
    }

    def construct(self) -> None:
        self.prepare()
        self.chosen_by_hand()
        self.the_exact_line()
        self.a_blob_fools_it()
        self.a_negative_surround()
        self.three_more_pictures()
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
        self.places = sum_places(stage())
        self.ends = (self.sums(MASKS[1], "inverse")[-1], self.sums(MASKS[1], "line")[-1])
        self.nothing = self.sums(MASKS[0], "line")[0]
        self.hero = HeroWeights(
            self.record,
            self.subject.hero,
            activation=self.model.activations[0],
            palette=self.palette,
        )
        self.mask = self.hero.weights
        self.small: list[Group | ValueLabel] = []
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
        hero = self.hero
        self.play(
            FadeOut(hero.neuron, hero.ring, hero.tie, run_time=0.8),
            ColumnByColumn(cells, np.zeros_like(cells.colors), run_time=0.9),
            Succession(Wait(0.3), FadeIn(self.lines, run_time=0.6)),
        )
        self.mask.empty()
        self.at_word("count")
        ones = np.flatnonzero(mask.values)
        counted = self.record[f"{path_of(MASKS[0], 'line')}.sums"]
        count = [each.shown_as(decimals=0) for each in counted][1:]
        number = ValueLabel(count[-1], size="title", color=self.palette.signal)
        beside = RIGHT if stage().is_wide else DOWN
        number.next_to(self.mask, beside, buff=0.5).show(count[0])
        self.play(
            ColumnByColumn(cells, weight_colors(mask, self.palette, 1.0)),
            Count(number, count, introducer=True),
            run_time=1.5,
        )
        self.own_colors = self.mask.show(mask, 1.0).grid.colors.copy()
        first, columns = int(ones[0]), cells.shape[1]
        self.one = self.named(mask[first], first, rise=0.28, decimals=0)
        self.play(FadeIn(self.one, shift=0.1 * RIGHT, run_time=0.4), FadeOut(number, run_time=0.3))
        self.at_word("zeros")
        nought = first // columns // 2 * columns + first % columns
        self.zero = self.named(mask[nought], nought, rise=0.28, decimals=0)
        seen = self.lines.animate(rate_func=there_and_back, run_time=1.2)
        self.play(
            FadeIn(self.zero, shift=0.1 * RIGHT, run_time=0.4),
            seen.set_stroke(theme.TEXT, opacity=1),
        )

    def the_exact_line(self) -> None:
        """A picture that is lit exactly where the weights are."""
        self.beat(
            "the-exact-line",
            _("A picture of exactly this {line} gets a sum of {sum}."),
            sum=self.sums(MASKS[0], "line")[-1],
        )
        self.axis = SumAxis(self.ends, self.nothing, self.places)
        self.play(FadeOut(self.zero), run_time=0.3)
        self.play(
            *self.to_their_place(),
            Succession(Wait(0.5), FadeIn(self.axis, run_time=0.5)),
            run_time=1.0,
        )
        self.light_behind()
        self.picture = image_grid(self.image("line"), side=self.places.weights.width)
        self.picture.set_cell_weights(LAID * self.image("line").values).move_to(self.mask)
        self.at_word("line")
        self.play(FadeIn(self.picture), run_time=0.6)
        # Each weight is seen as a tile, lit or not.
        self.add(self.lines, self.one)
        self.multiply(MASKS[0], "line")
        self.add_up(MASKS[0], "line")
        self.point_at("sum", self.axis.total)

    def to_their_place(self) -> list[Any]:
        """Let the weights go to where pictures are laid on them."""
        place = self.places.weights
        size = place.width / self.mask.width
        grid = self.mask.copy().scale(size).move_to(place.center)
        way = grid.get_center() - self.mask.get_center()
        middle = self.mask.get_center()
        return [
            *(
                each.animate.scale(size, about_point=middle).shift(way)
                for each in (self.mask, self.lines)
            ),
            self.one.animate.stand(grid.grid),
        ]

    def light_behind(self) -> None:
        """Put light behind weights of both signs, to shine where they are lit; dark at first."""
        grid, mask = self.mask.grid, self.masks.mask
        centers, spread = grid.cell_centers(), SPREAD * grid.cell_side
        self.glows = [
            Glow(centers[mask > 0], color=self.palette.positive, spread=spread),
            Glow(centers[mask < 0], color=self.palette.negative, spread=spread),
        ]
        self.paper = grid_frame(grid).set_stroke(width=0).set_fill(BLACK, opacity=1)
        grid.set_cell_weights(self.masks.positive_mask != 0)
        self.bring_to_back(self.paper, *self.glows)

    def a_blob_fools_it(self) -> None:
        """A blob covers the same pixels, and gets the same sum."""
        self.beat(
            "a-blob-fools-it",
            _("But a blob covers the line too, and also gets {sum}."),
            sum=self.sums(MASKS[0], "blob")[-1],
        )
        self.lay("blob", emptied=self.sums(MASKS[0], "line"))
        self.multiply(MASKS[0], "blob")
        self.add_up(MASKS[0], "blob")
        self.point_at("sum", self.axis.total)

    def a_negative_surround(self) -> None:
        """Negative weights above and below take back what a blob brings."""
        mask = self.record[f"measurement.hand_made.{MASKS[1]}"]
        self.beat(
            "a-negative-surround",
            _("With negative weights above and below, the blob gets {sum}."),
            sum=self.sums(MASKS[1], "blob")[-1],
        )
        grid = self.mask.grid
        before, columns = grid.colors.copy(), grid.shape[1]
        after = self.mask.show(mask, 1.0).grid.colors.copy()
        cell = int(np.flatnonzero(mask.values < 0)[-1]) // columns * columns
        cell += self.one.cell % columns
        self.minus = self.named(mask[cell], cell, rise=-0.32, decimals=1)
        self.own_colors = after
        grid.set_colors(before)
        shown = ColumnByColumn(grid, after, mask.values != 0)
        self.play(shown, FadeIn(self.minus), run_time=1.2)
        self.multiply(MASKS[1], "blob")
        self.add_up(MASKS[1], "blob", done=len(self.sums(MASKS[0], "blob")) - 1)
        self.put_down("blob", "sum")

    def three_more_pictures(self) -> None:
        """One after the other is laid on the weights, and gets its place along the axis."""
        self.beat(
            "three-more-pictures",
            _("Now everything is lit except the line: only pushes down, {least}."),
            least=self.sums(MASKS[1], "inverse")[-1],
        )
        self.try_picture("inverse", "least", after="blob")
        self.caption(_("Half the line gets {half}."), half=self.sums(MASKS[1], "half")[-1])
        self.try_picture("half", "half", after="inverse")
        self.caption(
            _("And the line itself still gets {most}, the most of all."),
            most=self.sums(MASKS[1], "line")[-1],
        )
        self.try_picture("line", "most", after="half")

    def try_picture(self, name: str, mark: str, *, after: str) -> None:
        """Lay a picture on the weights in place of another, and see its sum, at a marked word."""
        self.lay(name, emptied=self.sums(MASKS[1], after))
        self.multiply(MASKS[1], name)
        self.add_up(MASKS[1], name)
        self.put_down(name, mark)

    def lay(self, name: str, *, emptied: list[Sourced]) -> None:
        """Lay another picture on the weights, while the bar goes back through its sums to zero."""
        image = self.image(name)
        moves = [
            self.picture.animate.show_image(image).set_cell_weights(LAID * image.values),
            self.mask.grid.animate.set_colors(self.own_colors),
            *(glow.animate.shine(0 * glow.levels) for glow in self.glows),
        ]
        if emptied[-1].value:
            moves.append(AddUp(self.axis, emptied[::-1]))
        self.play(*moves, run_time=0.6)

    def multiply(self, mask: str, name: str) -> None:
        """Lit pixels take the color of their weights; what is zero times something stays gray."""
        weights, pixels = getattr(self.masks, mask), self.image(name).values
        shares = lit_weights(pixels).reshape(*self.own_colors.shape[:2], 1)
        end = self.sums(mask, name)[-1]
        moves = [
            self.picture.animate.set_cell_weights(light_left(weights, pixels)),
            self.mask.grid.animate.set_colors(self.own_colors * shares),
        ]
        for glow, sign in zip(self.glows, (1, -1), strict=True):
            cells = sign * self.masks.mask > 0
            moves.append(glow.animate.shine(SHINE * np.abs(weights * pixels)[cells]))
        if not self.axis.heads_for(end):
            moves.append(Turn(self.axis))
        self.play(*moves, run_time=0.6)

    def add_up(self, mask: str, name: str, done: int = 0) -> None:
        """Products leave the weights that are lit, and change the sum.

        Parameters
        ----------
        done
            Number of terms that the sum has already.
        """
        path, seconds = path_of(mask, name), 1.2
        order = [int(i) for i in self.record[f"{path}.order"].values][done:]
        products = [self.record[f"{path}.products"][i] for i in order]
        sums = self.sums(mask, name)[done:]
        chips = Chips.of(self.mask.grid, order, products)
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        self.play_sounds(ticks(products, turns(len(sums), seconds, late)[1:]))
        self.play(
            Pour(chips, self.axis.at(0.0), lag=1 - FIRST_ARRIVAL, run_time=seconds, remover=True),
            AddUp(self.axis, sums, rate_func=late, run_time=seconds),
        )

    def put_down(self, name: str, mark: str) -> None:
        """At a marked word the picture appears, small, beside its sum."""
        total = self.sums(MASKS[1], name)[-1]
        small = self.axis.picture(self.image(name), total.value)
        numbers = {each.sourced.value: each for each in self.axis.numbers}
        moves: list[Any] = [FadeIn(small, scale=0.7)]
        if total.value in numbers:
            moves.append(numbers[total.value].animate.set_color(theme.TEXT))
        else:
            number = self.axis.number(total).set_color(theme.TEXT)
            self.small.append(number)
            moves.append(FadeIn(number))
        self.small.append(small)
        if name == "line":
            small[1].set_stroke(self.palette.signal, width=6)
        self.at_word(mark)
        self.play(pulse(self.axis.total, color=self.palette.signal), *moves)

    def named(self, weight: Sourced, cell: int, *, rise: float, decimals: int) -> NamedRow:
        """The value of a row of weights, beside the grid."""
        color = self.palette.sign(weight.value) if weight.value else theme.SECONDARY
        shown = weight.shown_as(decimals=decimals, signed=True)
        return NamedRow(shown, self.mask.grid, cell, rise=rise, color=color)

    def go_home(self) -> None:
        """The line's picture becomes that of the digit, where it is in every scene."""
        home = NetworkDiagram(self.model, self.palette)
        ink = self.record["trace.ink"]
        home.show_image(ink)
        grid, frame = self.picture, self.mask.frame
        self.add(frame)
        weights = (self.paper, *self.glows, self.mask.grid, self.lines, self.one, self.minus)
        self.play(
            FadeOut(*weights, self.axis, *self.small),
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
    return f"measurement.{mask}_on_{name.replace(' ', '_')}"
