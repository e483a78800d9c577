"""`ThisIsAThree`: very different pixels are the same digit, and another digit may be nearer."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    LaggedStart,
    VGroup,
    rush_from,
    smooth,
    squish_rate_func,
)

from network.analysis.pixels import digit_overlap
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.mlp import NUMERALS, digit_meant_by
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.this_is_a_three_parts import (
    GAP,
    OTHERS,
    Counts,
    HandsRoom,
    IdeaRoom,
    PairRoom,
    show_common,
    show_stack,
    tile_at,
)
from scenes.mobjects.pen_parts import PenDrawing
from scenes.mobjects.program_box import Box, box_room
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import RowByRow
from scenes.motion.counting import Roll
from scenes.motion.growing import write
from scenes.motion.pointing import pulse
from scenes.motion.sounding import pen_motions, pen_sounds
from scenes.stage import theme
from scenes.stage.layout import Stage, network_places, square, stage
from scenes.subject.digit_names import digit_noun, one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from network.analysis.sound_events import SoundEvent
    from network.digits.drawn_digits import DrawnDigit
    from scenes.subject.sourced import Sourced, SourcedArray

LARGE = 0.94
"""Side of the picture while it is alone, as a share of the stage's height."""
NUMERAL_SCALE = 3
"""Of the digit that all hands mean, and of the question how to tell a machine."""
NUMERAL_HEIGHT = 0.28
"""Where the digit stands below the pictures, as a share of the room."""
STEP_SECONDS = 0.35
"""From one of the other digits to the next."""


class ThisIsAThree(Chapter):
    """One digit by several hands."""

    summary = N_(
        "Two pictures of the same digit can share few pixels and still be read alike: why"
        " recognizing digits is harder than it looks."
    )
    concepts = (N_("handwritten digits"), N_("pixels"), N_("recognition"))
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "pictures are laid over one another: that is the story",
        ("PixelGrid", "Words"): "on a square stage the first picture flies past its own title",
    }
    beats: ClassVar = {
        "a-pen-writes": Beat(
            "a pen writes", "A digit, drawn with a smooth white pen on a dark square."
        ),
        "the-picture": Beat("the picture", "A digit in square pixels, in a frame of its own."),
        "sampled": Beat("sampled", "The same digit in coarse square pixels."),
        "other-hands": Beat(
            "other hands", "The digit, large, and beside it the same digit in four other hands."
        ),
        "laid-over-one-another": Beat(
            "laid over one another",
            "The five pictures laid over one another. Few pixels, in yellow, are lit in all; many"
            " more, in grey, in some. Two counts stand beside them.",
        ),
        "two-by-two": Beat(
            "two by two",
            "The first digit, and one of the others with the first laid over it: pixels lit by both"
            " are yellow. Below stands which share these are of all that either lights.",
        ),
        "other-digits": Beat(
            "other digits",
            "Beside it another digit, the nearest of nine, with the first laid over it in the same"
            " way, and its share.",
        ),
        "the-same-idea": Beat(
            "the same idea",
            "The first digit, alone, in its frame, after an empty box with a question.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.has_pen = self.settings.image is None and self.settings.mnist is None
        self.digit = (self.subject.label or 0) if self.has_pen else self.digit_read()
        self.is_a = {"digit": Verbatim(one_digit(self.digit))}
        self.measure()
        large = min(LARGE * self.area.height, self.area.width)
        self.grid = self.empty(large).move_to(self.area.center)
        self.frame = grid_frame(self.grid)
        if self.has_pen:
            self.a_pen_writes()
            self.sampled()
        else:
            self.the_picture()
        self.other_hands()
        self.laid_over_one_another()
        self.two_by_two()
        self.other_digits()
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
        self.shares = self.record["measurement.overlap.shares"]
        self.lit = self.record["measurement.overlap.is_lit"]
        self.hands = range(1, OTHERS + 1)
        self.others = range(OTHERS + 1, len(pictures))
        own = self.shares.values[0]
        self.farthest = min(self.hands, key=lambda index: own[index])
        self.nearest = max(self.others, key=lambda index: own[index])

    def a_pen_writes(self) -> None:
        self.pen = PenDrawing(drawn_digit(self.digit).strokes, self.grid)
        self.add(self.grid, self.frame)
        self.beat("a-pen-writes", _("Someone writes, and you see {digit}."), **self.is_a)
        self.play_sounds(self.pen_of(drawn_digit(self.digit), "measurement.pen", seconds=2.0))
        self.play(write(self.pen, seconds=2.0))

    def sampled(self) -> None:
        """Pixels take the pen's place; seen closely they are rough."""
        self.beat(
            "sampled",
            _("Shrink it to {count} pixels: {rough}, but {still} {digit}."),
            count=self.record.number("model.layer_sizes[0]", decimals=None),
            **self.is_a,
        )
        ground = self.grid.copy()
        self.grid.show_image(self.picture(0))
        self.add(ground, self.grid, self.frame, self.pen)
        self.play(RowByRow(self.grid, run_time=1.5))
        self.remove(ground)
        self.play(FadeOut(self.pen), run_time=0.5)
        self.look_closely("rough", "still")

    def look_closely(self, there: str, back: str) -> None:
        """Go up to the digit at one word of the caption, and back at another."""
        self.at_word(there)
        self.play(self.view.animate.look_at(self.inked(), share=0.97), run_time=1.0)
        self.at_word(back)
        self.play(self.view.animate.pull_out(), run_time=1.0)

    def inked(self) -> Stage:
        """The part of the picture that has ink, with a margin of a cell."""
        rows, columns = np.nonzero(self.picture(0).values.reshape(self.grid.shape) > 0)
        if not len(rows):
            return square(self.grid.get_center(), self.grid.height)
        left, top, _z = self.grid.cell_center(int(rows.min()), int(columns.min()))
        right, bottom, _z = self.grid.cell_center(int(rows.max()), int(columns.max()))
        return Stage(left, right, top, bottom).inset(-1.5 * self.grid.cell_side)

    def the_picture(self) -> None:
        """A picture that no pen of this film has written."""
        self.grid.show_image(self.picture(0))
        self.add(self.grid, self.frame)
        self.beat(
            "the-picture",
            _("A {picture}. The network reads {digit} in it, so let us {take} it for one."),
            **self.is_a,
        )
        self.look_closely("picture", "take")

    def other_hands(self) -> None:
        """The same digit by others, beside the first."""
        self.beat(
            "other-hands",
            _("Other hands write it in other ways, and you still read {digit}."),
            **self.is_a,
        )
        self.rooms = HandsRoom.on(self.area)
        first = self.rooms.first
        self.play(*self.first_to(first), run_time=0.9)
        tiles = [tile_at(place, self.empty(place.height)) for place in self.rooms.others]
        pens = [
            PenDrawing(writer.strokes, tile[0])
            for writer, tile in zip(self.writers, tiles, strict=False)
        ]
        order = sorted(range(OTHERS), key=lambda i: (-tiles[i].get_y(), tiles[i].get_x()))
        for turn, number in enumerate(order):
            path = f"measurement.other_pens[{number}]"
            self.play_sounds(
                self.pen_of(self.writers[number], path, seconds=1.1), at=0.3 * 1.1 * turn
            )
        self.play(
            FadeIn(*tiles, run_time=0.4),
            LaggedStart(*(write(pens[i], seconds=1.1) for i in order), lag_ratio=0.3),
        )
        grounds = [grid.copy() for grid, _frame in tiles]
        for index, (grid, _frame) in zip(self.hands, tiles, strict=True):
            grid.show_image(self.picture(index))
        self.add(*grounds, *tiles, *pens)
        self.play(FadeOut(*pens), *(RowByRow(grid) for grid, _frame in tiles), run_time=0.8)
        self.remove(*grounds)
        self.tiles = tiles
        self.rest(0.2)

    def laid_over_one_another(self) -> None:
        """One picture after another lands on the first; then what all of them light is counted."""
        any_lit, all_lit = self.counts_of(OTHERS + 1)
        self.beat(
            "laid-over-one-another",
            _("Laid over one another: {any} pixels are lit in at least one, only {all} in all."),
            any=any_lit,
            all=all_lit,
        )
        self.show_pile(1)
        for index, (grid, frame) in zip(self.hands, self.tiles, strict=True):
            is_lit = self.lit.row(index)
            flying = grid.animate.set_cell_weights(is_lit.values)
            self.play(
                flying.match_height(self.grid).move_to(self.grid),
                FadeOut(frame, run_time=0.3),
                run_time=0.55,
            )
            before = self.grid.copy()
            self.show_pile(1 + index)
            after = self.grid.copy()
            self.grid.become(before)
            self.play(FadeOut(grid), self.grid.animate.become(after), run_time=0.2)
        counts = self.counts = Counts(
            [
                (_("lit in at least one"), any_lit, theme.SECONDARY),
                (_("lit in all"), all_lit, self.palette.signal),
            ],
            room=self.rooms.counts,
        )
        for mark, *shown in zip(("any", "all"), *counts, strict=True):
            self.at_word(mark)
            self.play(FadeIn(*shown, shift=0.15 * UP), run_time=0.5)
        self.rest(0.6)

    def show_pile(self, count: int) -> None:
        """Let the first picture show how many of the first few light each pixel."""
        stack = self.record[f"measurement.first[{count - 1}].stack"]
        show_stack(self.grid, stack, full=count, color=self.palette.signal)

    def two_by_two(self) -> None:
        """The first and one of the others: what both light, and their share of pixels."""
        index = self.farthest
        share = self.share(0, index)
        self.beat(
            "two-by-two",
            _("Of all the pixels that these {two:two} light up, they share only {share}."),
            share=share,
        )
        self.rooms_of_pair = PairRoom.on(self.area, self.model.layer_sizes)
        self.title = Words(
            _("pixels shared with this one"),
            width=self.rooms_of_pair.title.width,
            balanced=True,
            align="center" if self.area.is_wide else "left",
        ).move_to(self.rooms_of_pair.title.center)
        same = tile_at(self.rooms_of_pair.pictures[0], self.shown(index, 1.0))
        whole, frame = self.first_to(self.rooms_of_pair.first)
        self.play(FadeOut(self.counts), run_time=0.3)
        self.play(
            whole.show_image(self.picture(0)),
            frame,
            FadeIn(same, rate_func=squish_rate_func(smooth, 0.5, 1)),
            run_time=0.9,
        )
        self.at_word("two")
        self.lay_over(same, index)
        number = self.below(same, share, theme.TEXT)
        self.at_word("share")
        self.play(FadeIn(number, shift=0.2 * UP), FadeIn(self.title), run_time=0.5)
        self.remove(number)
        self.same = same.add(number)
        self.drift(self.view.stage)

    def lay_over(self, tile: Group, index: int) -> None:
        """The first picture flies onto another, and what both light turns yellow."""
        picture, place = tile[0], square(tile[1].get_center(), tile[1].height)
        flying = self.grid.copy().set_cell_weights(self.lit.row(0).values)
        common = self.common(index).match_height(picture).move_to(picture)
        self.add(flying)
        self.play(
            flying.animate.scale_to_fit_height(place.height).move_to(place.center), run_time=0.7
        )
        self.play(FadeOut(flying), picture.animate.become(common), run_time=0.4)

    def below(self, tile: Group, share: Sourced, color: str) -> ValueLabel:
        """A share below a picture."""
        return ValueLabel(share, size="title", color=color).next_to(tile[1], DOWN, buff=GAP)

    def other_digits(self) -> None:
        """Other digits beside it, measured by the same rule, one after the other."""
        own = self.shares.values[0]
        less = np.count_nonzero(own[self.others] < own[self.farthest])
        if less > len(self.others) / 2:
            words = _("And the other digits? {Most} of them share less.")
        else:
            words = _("And the other digits? {Most:They} are compared in the same way.")
        self.beat("other-digits", words)
        order = sorted(self.others, key=lambda index: own[index])[:-1]
        few = max(1, sum(own[index] <= own[self.farthest] for index in order))
        order, self.more = order[:few], order[few:]
        self.other = self.larger(self.common(order[0]), self.share(0, order[0]), theme.TEXT)
        self.play(FadeIn(self.other), self.view.animate.pull_out(), run_time=0.5)
        for turn, index in enumerate(order[1:], 1):
            if turn == len(order) // 3:
                self.at_word("Most")
            self.play(self.beside(index), run_time=STEP_SECONDS, rate_func=rush_from)
        self.drift(self.view.stage)
        self.single_out()

    def beside(self, index: int) -> Animation:
        """Another digit comes in the place of the one before, with its share."""
        picture, frame, number = self.other
        common = self.common(index).match_height(frame).move_to(frame)
        return AnimationGroup(picture.animate.become(common), Roll(number, self.share(0, index)))

    def single_out(self) -> None:
        """The nearest of the others comes last, beside the farthest of the same digit."""
        own = self.shares.values[0]
        first, second = self.nearest_pair()
        is_nearer = own[self.nearest] > own[self.farthest]
        is_another = not is_nearer and self.shares.values[first, second] > own[self.farthest]
        near, color = self.share(0, self.nearest), self.palette.signal
        slots: dict[str, Sourced | Verbatim] = {
            "other": Verbatim(one_digit(self.writers[self.nearest - 1].label)),
            "near": near,
            "digit": Verbatim(digit_noun(self.digit)),
        }
        if is_nearer:
            self.caption(_("But {other} shares {near}: {more} than that other {digit}!"), **slots)
        else:
            self.caption(
                _("The nearest is {other}, with {near}. Even the farthest {digit} has {more}."),
                **slots,
            )
        picture, frame, number = self.other
        for index in self.more:
            self.play(self.beside(index), run_time=STEP_SECONDS, rate_func=rush_from)
        plain = self.shown(self.nearest, 1.0).match_height(frame).move_to(frame)
        self.play(
            picture.animate.become(plain),
            FadeOut(number),
            self.view.animate.pull_out(),
            run_time=0.5,
        )
        self.remove(number)
        self.lay_over(self.other, self.nearest)
        number = self.below(self.other, near, color)
        self.at_word("near")
        self.play(
            FadeIn(number, shift=0.2 * UP), frame.animate.set_stroke(color, width=5), run_time=0.5
        )
        self.other = Group(picture, frame, number)
        self.drift(self.view.stage, until="more")
        self.play(pulse(number if is_nearer else self.same[2], color=color))
        if is_another:
            self.another_pair(first, second)

    def larger(self, picture: PixelGrid, share: Sourced, color: str) -> Group:
        """A picture and its frame in the second place, with its share below."""
        tile = tile_at(self.rooms_of_pair.pictures[1], picture)
        return tile.add(self.below(tile, share, color))

    def nearest_pair(self) -> tuple[int, int]:
        """Two pictures of different digits that share most."""
        alone = (0, *self.others)
        return max(combinations(alone, 2), key=lambda pair: self.shares.values[pair])

    def another_pair(self, first: int, second: int) -> None:
        """Where this digit is told apart by its pixels, two others are not."""
        share = self.share(first, second)
        both = self.lit.row(first), self.lit.row(second)
        picture = show_common(self.empty(1.0), *both, self.palette.signal)
        labels = [self.digit if i == 0 else self.writers[i - 1].label for i in (first, second)]
        self.caption(
            _("But {one} and {other} share {near}: more than that {digit}!"),
            digit=Verbatim(digit_noun(self.digit)),
            one=Verbatim(one_digit(labels[0])),
            other=Verbatim(one_digit(labels[1])),
            near=share,
        )
        self.play(FadeOut(self.other, self.title), run_time=0.5)
        self.title = VGroup()
        self.other = self.larger(picture, share, self.palette.signal)
        self.at_word("one")
        self.play(FadeIn(self.other[:2]), run_time=0.6)
        self.drift(self.other, until="near")
        self.play(FadeIn(self.other[2], shift=0.2 * UP), run_time=0.5)

    def the_same_idea(self) -> None:
        """All hands mean one digit; then only the first picture is left, before a box."""
        self.beat("the-same-idea", _("Very different pixels, the same {idea}."))
        room = IdeaRoom.on(self.area)
        order = [self.farthest, *(index for index in self.hands if index != self.farthest)]
        tiles = [
            tile_at(place, self.shown(index, 1.0))
            for index, place in zip(order, room.pictures[1:], strict=True)
        ]
        numeral = label(str(self.digit), size="title", color=self.palette.signal)
        numeral.scale(NUMERAL_SCALE).move_to(room.numeral.at(0.5, NUMERAL_HEIGHT))
        picture, frame, number = self.same
        self.remove(self.same)
        self.add(number, frame, picture)
        self.play(FadeOut(self.title, self.other, number), run_time=0.3)
        self.play(
            picture.animate.become(tiles[0][0]),
            frame.animate.become(tiles[0][1]),
            *self.first_to(room.pictures[0]),
            self.view.animate.pull_out(),
            LaggedStart(*map(FadeIn, tiles[1:]), lag_ratio=0.3),
            run_time=1.0,
        )
        tiles[0] = Group(picture, frame)
        self.at_word("idea")
        arrows = room.arrows(numeral)
        self.play(
            LaggedStart(*map(GrowArrow, arrows), lag_ratio=0.1),
            FadeIn(numeral, scale=0.7),
            run_time=0.8,
        )
        self.rest(0.6)
        self.caption(_("How would you {tell} a machine?"))
        box = Box(box_room(self.model.layer_sizes))
        question = label("?", size="title", color=self.palette.signal).scale(NUMERAL_SCALE)
        question.move_to(box.room.center)
        home = network_places(self.model.layer_sizes)
        self.play(
            FadeOut(*tiles, arrows, numeral, run_time=0.4),
            *self.first_to(square(home.image, home.image_side)),
            Create(box),
            run_time=0.8,
        )
        self.at_word("tell")
        self.play(FadeIn(question, scale=0.6), run_time=0.5)
        self.rest(0.5)
        self.play(FadeOut(question, box), run_time=0.3)

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

    def common(self, index: int) -> PixelGrid:
        """One of the pictures, its pixels in common with the first in color."""
        own, other = self.lit.row(0), self.lit.row(index)
        return show_common(self.empty(1.0), own, other, self.palette.signal)

    def first_to(self, place: Stage) -> list[Any]:
        """The first picture and its frame on their way to a place."""
        return [
            part.animate.scale_to_fit_height(place.height).move_to(place.center)
            for part in (self.grid, self.frame)
        ]

    def share(self, one: int, other: int) -> Sourced:
        """Share of lit pixels that two pictures have in common."""
        return self.shares.row(one)[other].shown_as(percent=True, decimals=0)

    def counts_of(self, count: int) -> tuple[Sourced, Sourced]:
        """How many pixels any, and how many all of the first few pictures light."""
        path = f"measurement.first[{count - 1}]"
        any_lit, all_lit = (
            self.record.number(f"{path}.{name}", decimals=None)
            for name in ("in_any", "common_to_all")
        )
        return any_lit, all_lit
