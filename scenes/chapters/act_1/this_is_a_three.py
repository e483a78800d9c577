"""`ThisIsAThree`: very different pixels are the same digit, and another digit may be nearer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import DOWN, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle

from network.analysis.pixels import digit_overlap
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.mlp import NUMERALS, digit_meant_by
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.this_is_a_three_parts import (
    LARGE,
    OTHERS,
    PICTURES_GAP,
    RIVALS,
    SMALL,
    Compared,
    PenDrawing,
    Pile,
    fly_onto,
    land_on,
    light_common,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import RowByRow
from scenes.motion.growing import write
from scenes.motion.sounding import pen_motions, pen_sounds
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.scales import strongest
from scenes.subject.digit_names import digit_noun, one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from network.analysis.sound_events import SoundEvent
    from network.digits.drawn_digits import DrawnDigit
    from scenes.subject.sourced import Sourced, SourcedArray


class ThisIsAThree(Chapter):
    """One digit by several hands."""

    is_first_cut = True
    summary = N_(
        "Two pictures of the same digit can share few pixels and still be read alike: why"
        " recognizing digits is harder than it looks."
    )
    concepts = (N_("handwritten digits"), N_("pixels"), N_("recognition"))
    beats: ClassVar = {
        "a-pen-writes": Beat(
            "a pen writes", "A digit, drawn with a smooth white pen on a dark square."
        ),
        "the-picture": Beat("the picture", "A digit in square pixels, in a frame of its own."),
        "sampled": Beat("sampled", "The same digit in coarse square pixels."),
        "other-hands": Beat(
            "other hands", "Four pictures of the same digit side by side, in four hands."
        ),
        "laid-over-one-another": Beat(
            "laid over one another",
            "The four pictures laid over one another. Few pixels, in yellow, are lit by all; many"
            " more, in grey, by some. Two counts stand beside them.",
        ),
        "two-by-two": Beat(
            "two by two",
            "The first digit beside its overlap with each other hand, in yellow, with the share"
            " of common pixels below each.",
        ),
        "other-digits": Beat(
            "other digits",
            "Below the overlaps with the other hands, two overlaps with other digits.",
        ),
        "the-same-idea": Beat(
            "the same idea",
            "All overlaps again. Frames mark the smallest share among the same digit and the"
            " largest among the others.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.large = min(LARGE * self.area.height, self.area.width)
        self.has_pen = self.settings.image is None and self.settings.mnist is None
        self.digit = (self.subject.label or 0) if self.has_pen else self.digit_read()
        self.is_a = {"digit": Verbatim(one_digit(self.digit))}
        self.measure()
        if self.has_pen:
            self.a_pen_writes()
            self.sampled()
        else:
            self.the_picture()
        self.other_hands()
        self.laid_over_one_another()
        self.two_by_two()
        self.another_digit()
        self.the_same_idea()

    def digit_read(self) -> int:
        """The digit that the network takes the picture for."""
        name = self.model.labels[self.trace.answer]
        digit = digit_meant_by(name)
        if digit is None or digit >= len(NUMERALS):
            raise OptionError(
                f"ThisIsAThree: expected a picture that is read as a digit, got {name}"
            )
        return digit

    def measure(self) -> None:
        """Lay the pictures over one another, and over those of the other digits."""
        first = 1 if self.has_pen else 0
        hands = [drawn_digit(self.digit, first + i) for i in range(OTHERS)]
        self.writers = [*hands, *(drawn_digit(i) for i in range(10) if i != self.digit)]
        image_format = self.subject.image_format
        pictures = [self.trace.ink, *(rasterize(each, image_format) for each in self.writers)]
        roots: dict[str, Any] = {"others": pictures[1:], "overlap": digit_overlap(pictures)}
        roots["first"] = [digit_overlap(pictures[: 1 + i]) for i in range(OTHERS + 1)]
        for name, root in roots.items():
            self.record = self.record.with_root(f"measurement.{name}", root)
        self.shares = self.record["measurement.overlap.shares"].row(0)
        self.lit = self.record["measurement.overlap.is_lit"]
        beyond = self.shares.values[1 + OTHERS :]
        self.rivals = [1 + OTHERS + i for i in strongest(beyond, RIVALS)]

    def a_pen_writes(self) -> None:
        self.beat("a-pen-writes", _("A pen moves over paper, and you see {digit}."), **self.is_a)
        self.grid = self.empty(self.large).move_to(self.area.center)
        self.frame = grid_frame(self.grid)
        self.pen = PenDrawing(drawn_digit(self.digit), self.grid)
        self.play(FadeIn(self.frame), run_time=0.5)
        self.play_sounds(self.pen_of(drawn_digit(self.digit), "measurement.pen", seconds=2.0))
        self.play(write(self.pen, seconds=2.0))
        self.rest(0.5)

    def sampled(self) -> None:
        self.beat(
            "sampled",
            _("A camera keeps just {count} pixels of it: rough, but still {digit}."),
            count=self.record.number("model.layer_sizes[0]", decimals=None),
            **self.is_a,
        )
        self.grid.show_image(self.picture(0))
        self.add(self.grid, self.frame, self.pen)
        self.play(RowByRow(self.grid, run_time=1.4))
        self.play(FadeOut(self.pen), run_time=0.8)
        self.rest(1.0)

    def the_picture(self) -> None:
        """A picture that no pen of this film has written."""
        self.beat(
            "the-picture",
            _("A picture. The network reads {digit} in it, so let us take it for one."),
            **self.is_a,
        )
        self.grid = self.shown(0, self.large).move_to(self.area.center)
        self.frame = grid_frame(self.grid)
        self.play(FadeIn(self.grid, self.frame), run_time=1.0)
        self.rest(1.0)

    def other_hands(self) -> None:
        """The same digit by others, each beside the one before."""
        self.beat(
            "other-hands",
            _("Other hands write it in other ways, and you still read {digit}."),
            **self.is_a,
        )
        row = self.hands_beside_each_other()
        self.grids = [self.grid, *row[1:]]
        self.frames = [self.frame, *map(grid_frame, row[1:])]
        self.play(*self.moved([self.grid], [row[0]]), run_time=0.9)
        pens = [PenDrawing(*pair) for pair in zip(self.writers, row[1:], strict=False)]
        for number, writer in enumerate(self.writers[:OTHERS]):
            path = f"measurement.other_pens[{number}]"
            self.play_sounds(self.pen_of(writer, path, seconds=1.1), at=0.3 * 1.1 * number)
        self.play(
            FadeIn(*self.frames[1:], run_time=0.5),
            LaggedStart(*(write(pen, seconds=1.1) for pen in pens), lag_ratio=0.3),
        )
        for index, grid in enumerate(row[1:], start=1):
            grid.show_image(self.picture(index)).set_opacity(0)
        self.add(*row[1:], *self.frames, *pens)
        self.play(*(grid.animate.set_opacity(1) for grid in row[1:]), FadeOut(*pens), run_time=0.7)
        self.rest()

    def laid_over_one_another(self) -> None:
        """One picture after another lands on the pile; what all of them light is counted."""
        self.beat("laid-over-one-another", _("Now lay them on top of each other."))
        side = min(SMALL * self.area.height, self._side_among(len(self.grids), self.area.width))
        row = Group(*(self.empty(side) for _grid in self.grids)).arrange(RIGHT, buff=PICTURES_GAP)
        row.move_to(self.area.at(0.5, 1), aligned_edge=UP)
        self.pile = Pile(
            self.subject.image_format.side,
            room=replace(self.area, top=self.area.top - row.height - PICTURES_GAP),
            counts=self.counts(1),
            color=self.palette.signal,
        )
        ground = (self.pile.grid, self.pile.frame)
        self.play(*self.moved(self.grids, row), FadeIn(*ground), run_time=1.0)
        for count, grid in enumerate(self.grids, start=1):
            flying, flight = fly_onto(self.pile, grid, self.lit.row(count - 1))
            self.play(flight, run_time=0.7)
            stack = self.record[f"measurement.first[{count - 1}].stack"]
            landing = land_on(self.pile, flying, stack, count, self.counts(count))
            self.play(*landing, run_time=0.5)
        any_lit, all_lit = self.counts(OTHERS + 1)
        self.caption(
            _("{any} pixels are lit in at least one of them, but in all of them only {all}."),
            any=any_lit,
            all=all_lit,
        )
        self.rest()

    def two_by_two(self) -> None:
        """The first beside each of the others: the pixels that both light, and their share."""
        self.beat(
            "two-by-two",
            _("How many pixels does the first {digit} share with each of the others?"),
            digit=Verbatim(digit_noun(self.digit)),
        )
        self.places = Compared.on(self.area)
        homes = [
            self.empty(place.width).move_to(place.center)
            for place in (self.places.first, *self.places.others[:OTHERS])
        ]
        self.play(FadeOut(self.pile), run_time=0.5)
        self.play(*self.moved(self.grids, homes), run_time=1.1)
        legend = Words(
            _("lit by both, of all that either lights"),
            size="note",
            color=self.palette.signal,
            width=self.places.legend.width,
            balanced=True,
        ).move_to(self.places.legend.center)
        self.labels: dict[int, ValueLabel] = {}
        self.compare(range(1, OTHERS + 1), self.grids[1:], FadeIn(legend))
        self.rest()

    def another_digit(self) -> None:
        """Other digits beside the first, measured by the same rule."""
        one, two = (self.writers[index - 1].label for index in self.rivals)
        self.beat(
            "other-digits",
            _("And what about other digits, say {one} and {two}?"),
            one=Verbatim(one_digit(one)),
            two=Verbatim(one_digit(two)),
        )
        grids = [
            self.shown(index, place.width).move_to(place.center)
            for index, place in zip(self.rivals, self.places.others[OTHERS:], strict=True)
        ]
        for name, grid in zip(("one", "two"), grids, strict=True):
            self.at_word(name)
            self.play(FadeIn(grid, grid_frame(grid)), run_time=0.4)
        self.rest(0.5)
        self.compare(self.rivals, grids)
        self.rest()

    def the_same_idea(self) -> None:
        """The digit that is nearest by its pixels, and the hand that is farthest."""
        hand, rival = 1 + int(self.shares.values[1 : OTHERS + 1].argmin()), self.rivals[0]
        is_nearer = self.shares.values[rival] > self.shares.values[hand]
        self.beat(
            "the-same-idea",
            _("It shares {near} with {rival}, but only {far} with that other {digit}!")
            if is_nearer
            else _("It shares only {far} with that other {digit}, but {near} even with {rival}."),
            rival=Verbatim(one_digit(self.writers[rival - 1].label)),
            near=self.share(rival),
            digit=Verbatim(digit_noun(self.digit)),
            far=self.share(hand),
        )
        told = [("near", rival), ("far", hand)]
        for share, index in told if is_nearer else reversed(told):
            box = SurroundingRectangle(
                self.labels[index], color=theme.TEXT, corner_radius=0.1, buff=0.11
            )
            self.at_word(share)
            self.play(Create(box), run_time=0.8)
        self.rest()
        self.caption(_("Very different pixels, the same idea. How would you tell a machine?"))
        self.rest()

    def pen_of(self, digit: DrawnDigit, path: str, *, seconds: float) -> list[SoundEvent]:
        """The pen on the paper, while `write` writes a digit."""
        motions = pen_motions(digit, seconds=seconds)
        self.record = self.record.with_root(path, motions)
        return pen_sounds(self.record, path, motions)

    def picture(self, index: int) -> SourcedArray:
        """One of the pictures, the subject first."""
        return self.record[f"measurement.others[{index - 1}]" if index else "trace.ink"]

    def shown(self, index: int, side: float) -> PixelGrid:
        """One of the pictures as a grid."""
        return image_grid(self.picture(index), side=side)

    def empty(self, side: float) -> PixelGrid:
        """A grid with nothing on it yet."""
        rows = self.subject.image_format.side
        return PixelGrid(np.zeros((rows, rows, 3)), side=side)

    def hands_beside_each_other(self) -> Group:
        """Empty grids for all hands: in one row on a wide stage, in two on any other."""
        hands = OTHERS + 1
        rows = 1 if self.area.is_wide else 2
        side = min(
            self._side_among(hands // rows, self.area.width),
            self._side_among(rows, self.area.height),
        )
        grids = Group(*(self.empty(side) for _hand in range(hands)))
        return grids.arrange_in_grid(rows=rows, buff=PICTURES_GAP).move_to(self.area.center)

    def _side_among(self, count: int, length: float) -> float:
        """Side of each of some pictures that share a length."""
        return (length - (count - 1) * PICTURES_GAP) / count

    def moved(self, grids: Sequence[PixelGrid], places: Iterable[PixelGrid]) -> list[Any]:
        """Grids and their frames on the way to the places of others."""
        return [
            part.animate.match_height(place).move_to(place)
            for pair, place in zip(zip(grids, self.frames, strict=False), places, strict=True)
            for part in pair
        ]

    def compare(self, indices: Iterable[int], grids: Sequence[PixelGrid], *also: Any) -> None:
        """Light the cells that a picture shares with the first, and count them."""
        moves = []
        for index, grid in zip(indices, grids, strict=True):
            own, other = self.lit.row(0), self.lit.row(index)
            self.labels[index] = ValueLabel(self.share(index), size="body")
            self.labels[index].next_to(grid, DOWN, buff=0.22)
            moves += [
                light_common(grid, own, other, self.palette.signal),
                FadeIn(self.labels[index]),
            ]
        self.play(*moves, *also, run_time=1.2)

    def share(self, index: int) -> Sourced:
        """Share of lit pixels that a picture has in common with the first."""
        return self.shares[index].shown_as(percent=True, decimals=0)

    def counts(self, count: int) -> tuple[Sourced, Sourced]:
        """How many pixels any, and how many all of the first few pictures light."""
        path = f"measurement.first[{count - 1}]"
        any_lit, all_lit = (
            self.record.number(f"{path}.{name}", decimals=None)
            for name in ("in_any", "common_to_all")
        )
        return any_lit, all_lit
