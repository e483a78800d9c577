"""`ThisIsAThree`: very different pixels are the same digit, and another digit may be nearer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    SurroundingRectangle,
    Transform,
)

from network.digit_overlap import digit_overlap
from network.drawn_digits import drawn_digit, rasterize
from scenes import theme
from scenes.chapter import Chapter
from scenes.digit_words import digit_noun, many_digits, one_digit
from scenes.layout import stage
from scenes.mobjects.overlap import show_common, show_stack
from scenes.mobjects.pen_drawing import PenDrawing
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.tally import Tally
from scenes.mobjects.text import Name, Words
from scenes.mobjects.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.motion.row_by_row import RowByRow
from scenes.motion.writing import write
from scenes.scales import strongest
from scenes.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from manim import Animation

    from scenes.sourced import Sourced, SourcedArray

OTHERS = 3
"""How many other hands write the digit."""
RIVALS = 2
"""How many other digits it is compared with: those that it shares most pixels with."""
LARGE, FIRST, PAIR, SMALL = 5.6, 3.2, 2.3, 1.5
"""Sides of the pictures, scene units: alone, compared, in a row."""


class ThisIsAThree(Chapter):
    """One digit by several hands."""

    def construct(self) -> None:
        """Tell the story."""
        self.area = stage()
        self.large_side = min(LARGE, self.area.width)
        self.has_pen = self.settings.image is None and self.settings.mnist is None
        self.digit = (self.subject.label or 0) if self.has_pen else self.trace.answer
        self.is_a = {"digit": one_digit(self.digit)}
        self.measure()
        if self.has_pen:
            self.a_pen_writes()
        self.sampled()
        self.other_hands()
        self.laid_over_one_another()
        self.two_by_two()
        self.another_digit()
        self.the_same_idea()

    def measure(self) -> None:
        """Lay the pictures over one another, and over those of the other digits."""
        first = 1 if self.has_pen else 0
        hands = [drawn_digit(self.digit, first + i) for i in range(OTHERS)]
        rivals = [drawn_digit(digit) for digit in range(10) if digit != self.digit]
        self.writers = [*hands, *rivals]
        form = self.subject.form
        pictures = [self.trace.inputs, *(rasterize(each, form) for each in self.writers)]
        roots: dict[str, Any] = {"others": pictures[1:], "overlap": digit_overlap(pictures)}
        roots["first"] = [digit_overlap(pictures[: 1 + i]) for i in range(OTHERS + 1)]
        for name, root in roots.items():
            self.record = self.record.with_root(f"measurement.{name}", root)
        self.shares = self.record["measurement.overlap.shares"].row(0)
        self.lit = self.record["measurement.overlap.is_lit"]
        beyond = self.shares.values[1 + OTHERS :]
        self.rivals = [1 + OTHERS + i for i in strongest(beyond, RIVALS)]

    def picture(self, index: int) -> SourcedArray:
        """One of the pictures, the subject first."""
        return self.record[f"measurement.others[{index - 1}]" if index else "trace.inputs"]

    def shown(self, index: int, side: float) -> PixelGrid:
        """One of the pictures as a grid."""
        return image_grid(self.picture(index), side=side)

    def empty(self, side: float) -> PixelGrid:
        """A grid with nothing on it yet."""
        rows = self.subject.form.side
        return PixelGrid(np.zeros((rows, rows, 3)), side=side)

    def a_pen_writes(self) -> None:
        """A digit is written, stroke by stroke."""
        self.beat("a pen writes", _("A pen moves over paper, and you see {digit}."), **self.is_a)
        self.grid = self.empty(self.large_side).move_to(self.area.center)
        self.frame = grid_frame(self.grid)
        self.pen = PenDrawing(drawn_digit(self.digit), self.grid)
        self.play(FadeIn(self.frame), run_time=0.6)
        self.play(write(self.pen, seconds=2.2))
        self.rest()

    def sampled(self) -> None:
        """The picture as pixels; the pen's lines go."""
        if self.has_pen:
            self.beat(
                "sampled",
                _("A camera keeps {count} pixels of it: coarse, sloppy, and still {digit}."),
                count=self.record.number("model.layer_sizes[0]", decimals=None),
                **self.is_a,
            )
            self.grid.show_image(self.picture(0))
            self.add(self.grid, self.frame, self.pen)
            self.play(RowByRow(self.grid, run_time=1.6))
            self.play(FadeOut(self.pen), run_time=0.8)
        else:
            self.beat(
                "the picture",
                _("A picture. The network reads {digit} in it, so let us take it for one."),
                **self.is_a,
            )
            self.grid = self.shown(0, self.large_side).move_to(self.area.center)
            self.frame = grid_frame(self.grid)
            self.play(FadeIn(self.grid, self.frame), run_time=1.0)
        self.rest(1.0)

    def other_hands(self) -> None:
        """The same digit by others, each beside the one before."""
        self.beat(
            "other hands",
            _("Other hands write their {digits} in other ways, and you still read {digit}."),
            digits=many_digits(self.digit),
            **self.is_a,
        )
        side = self.area.width / (OTHERS + 1) - 0.4
        self.grids = [self.grid, *(self.empty(side) for _index in range(OTHERS))]
        row = Group(self.empty(side), *self.grids[1:]).arrange(RIGHT, buff=0.5)
        row.move_to(self.area.center)
        self.frames = [self.frame, *map(grid_frame, self.grids[1:])]
        self.play(
            self.grid.animate.match_height(row[0]).move_to(row[0]),
            self.frame.animate.match_height(row[0]).move_to(row[0]),
            run_time=1.0,
        )
        writers, grids = self.writers[:OTHERS], self.grids[1:]
        pens = [PenDrawing(who, grid) for who, grid in zip(writers, grids, strict=True)]
        self.play(FadeIn(*self.frames[1:]), run_time=0.5)
        writing = [write(pen, seconds=1.4) for pen in pens]
        self.play(LaggedStart(*writing, lag_ratio=0.25))
        for index, grid in enumerate(grids, start=1):
            grid.show_image(self.picture(index)).set_opacity(0)
        self.add(*grids, *self.frames, *pens)
        self.play(*(grid.animate.set_opacity(1) for grid in grids), FadeOut(*pens), run_time=0.8)
        self.rest()

    def laid_over_one_another(self) -> None:
        """One picture after another lands on the pile; what all of them light is counted."""
        self.beat("laid over one another", _("Now lay them over one another."))
        row = Group(*(self.empty(SMALL) for _grid in self.grids)).arrange(RIGHT, buff=0.4)
        row.move_to(self.area.at(0.5, 1), aligned_edge=UP)
        self.pile = self.empty(self.area.height - SMALL - 0.4)
        self.pile.move_to(self.area.at(0.27, 0), aligned_edge=DOWN)
        pile_frame = grid_frame(self.pile)
        moves = [
            part.animate.match_height(place).move_to(place)
            for parts in (self.grids, self.frames)
            for part, place in zip(parts, row, strict=True)
        ]
        self.play(*moves, run_time=1.0)
        self.play(FadeIn(pile_frame), run_time=0.4)
        left = self.pile.get_right()[0] + 0.8
        ends = {"left": left, "right": min(left + 3.4, self.area.right)}
        y = self.pile.get_y()
        tallies = [
            Tally(_("lit by any"), self.counted(1, "in_any"), y=y + 0.5, **ends),
            Tally(
                _("lit by all"),
                self.counted(1, "common_to_all"),
                y=y - 0.5,
                color=self.palette.signal,
                **ends,
            ),
        ]
        self.add(self.pile, pile_frame)
        for count, grid in enumerate(self.grids, start=1):
            flying = grid.copy().set_cell_weights(self.lit.row(count - 1).values)
            self.play(flying.animate.match_height(self.pile).move_to(self.pile), run_time=0.8)
            show_stack(self.pile, self.stack(count), full=count, color=self.palette.signal)
            self.play(
                FadeOut(flying),
                *([FadeIn(*tallies)] if count == 1 else self.recounted(tallies, count)),
                run_time=0.5,
            )
        self.caption(
            _("Of {any} pixels that any of these {digits} lights, all of them light only {all}."),
            any=self.counted(OTHERS + 1, "in_any"),
            all=self.counted(OTHERS + 1, "common_to_all"),
            digits=many_digits(self.digit),
        )
        self.rest(1.5)
        self.laid_over = [self.pile, pile_frame, *tallies]

    def two_by_two(self) -> None:
        """The first beside each of the others: the pixels that both light, and their share."""
        self.beat(
            "two by two",
            _("Two at a time: how many pixels does the first {digit} share with each other one?"),
            digit=digit_noun(self.digit),
        )
        first = self.empty(FIRST).move_to(self.area.at(0, 0.5), aligned_edge=LEFT)
        left = first.get_right()[0] + 0.5
        pitch = (self.area.right - left) / OTHERS
        self.places = [
            np.array([left + (i % OTHERS + 0.5) * pitch, y, 0.0])
            for y in (self.area.top - PAIR / 2, self.area.bottom + PAIR / 2 + 0.55)
            for i in range(OTHERS)
        ]
        moves = []
        for part in (self.grids, self.frames):
            moves.append(part[0].animate.match_height(first).move_to(first))
            for other, place in zip(part[1:], self.places, strict=False):
                moves.append(other.animate.scale_to_fit_height(PAIR).move_to(place))
        self.play(FadeOut(*self.laid_over), run_time=0.6)
        self.play(*moves, run_time=1.2)
        legend = Words(
            _("lit by both, of all that either lights"),
            size="note",
            color=self.palette.signal,
            width=PAIR + 0.3,
        ).move_to(self.places[OTHERS + RIVALS])
        self.labels: dict[int, ValueLabel] = {}
        self.compare(range(1, OTHERS + 1), self.grids[1:], FadeIn(legend))
        self.rest(1.2)

    def another_digit(self) -> None:
        """Other digits beside the first, measured by the same rule."""
        one, two = (self.writers[index - 1].label for index in self.rivals)
        self.beat(
            "other digits",
            _("And with other digits, say {one} and {two}?"),
            one=one_digit(one),
            two=one_digit(two),
        )
        grids = [self.shown(index, PAIR) for index in self.rivals]
        for grid, place in zip(grids, self.places[OTHERS:], strict=False):
            grid.move_to(place)
        self.play(FadeIn(*grids, *map(grid_frame, grids)), run_time=0.8)
        self.rest(0.5)
        self.compare(self.rivals, grids)
        self.rest(1.0)

    def the_same_idea(self) -> None:
        """The digit that is nearest by its pixels, and the hand that is farthest."""
        hand = 1 + int(self.shares.values[1 : OTHERS + 1].argmin())
        rival = self.rivals[0]
        said: dict[str, Sourced | Name] = {
            "rival": one_digit(self.writers[rival - 1].label),
            "near": self.share(rival),
            "digit": digit_noun(self.digit),
            "far": self.share(hand),
        }
        self.beat("the same idea")
        if self.shares.values[rival] > self.shares.values[hand]:
            self.caption(
                _("It shares {near} with {rival}, but only {far} with that other {digit}!"), **said
            )
        else:
            self.caption(
                _("Only {far} with that other {digit}; and {near} even with {rival}."), **said
            )
        boxes = [
            SurroundingRectangle(self.labels[index], color=theme.TEXT, corner_radius=0.1, buff=0.12)
            for index in (rival, hand)
        ]
        self.play(LaggedStart(*map(Create, boxes), lag_ratio=0.5), run_time=1.2)
        self.rest(1.2)
        self.caption(
            _("Very different pixels, the same idea. How would you tell a machine?"),
        )
        self.rest(2.5)

    def compare(self, indices: Iterable[int], grids: Sequence[PixelGrid], *also: Any) -> None:
        """Light the cells that a picture shares with the first, and count them."""
        own = self.lit.row(0)
        moves = []
        for index, grid in zip(indices, grids, strict=True):
            target = grid.copy()
            show_common(target, own, self.lit.row(index), self.palette.signal)
            self.labels[index] = ValueLabel(self.share(index), size="body")
            self.labels[index].next_to(grid, DOWN, buff=0.17)
            moves += [Transform(grid, target), FadeIn(self.labels[index])]
        self.play(*moves, *also, run_time=1.2)

    def share(self, index: int) -> Sourced:
        """Share of lit pixels that a picture has in common with the first."""
        return self.shares[index].shown_as(percent=True, decimals=0)

    def counted(self, count: int, what: str) -> Sourced:
        """A number of pixels of the first few pictures."""
        return self.record.number(f"measurement.first[{count - 1}].{what}", decimals=None)

    def stack(self, count: int) -> SourcedArray:
        """How many of the first few pictures light each pixel."""
        return self.record[f"measurement.first[{count - 1}].stack"]

    def recounted(self, tallies: Sequence[Tally], count: int) -> list[Animation]:
        """The tallies go on to the next picture's counts."""
        names = ("in_any", "common_to_all")
        return [
            Count(tally.value, [self.counted(count, name)])
            for tally, name in zip(tallies, names, strict=True)
        ]
