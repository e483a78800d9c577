"""`ThisIsAThree`: very different pixels are the same digit, and another digit may be nearer."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowArrow,
    LaggedStart,
    VGroup,
)

from network.analysis.pixels import digit_overlap
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.mlp import NUMERALS, digit_meant_by
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.this_is_a_three_parts import (
    GAP,
    OTHER,
    OTHERS,
    OWN,
    Counts,
    HandsRoom,
    IdeaRoom,
    LineRoom,
    ShareLine,
    beside,
    show_common,
    show_stack,
    tile_at,
)
from scenes.mobjects.grids.callout import telling_cells
from scenes.mobjects.pen_parts import PenDrawing
from scenes.mobjects.program_box import Box, box_room
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.cells import RowByRow
from scenes.motion.growing import write
from scenes.motion.pointing import pulse
from scenes.motion.sounding import pen_motions, pen_sounds
from scenes.stage import theme
from scenes.stage.layout import Stage, network_places, square, stage
from scenes.stage.scales import gray
from scenes.subject.digit_names import digit_noun, one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.analysis.sound_events import SoundEvent
    from network.digits.drawn_digits import DrawnDigit
    from scenes.subject.sourced import Sourced, SourcedArray

LARGE = 0.94
"""Side of the picture while it is alone, as a share of the stage's height."""
CLOSE_CELLS = 9
"""Across the part of the picture that is looked at closely."""
NUMERAL_SCALE = 3
"""Of the digit that all hands mean, and of the question how to tell a machine."""
SHARE_ROOM = 1.1
"""For the share below a large picture, scene units."""


class ThisIsAThree(Chapter):
    """One digit by several hands."""

    summary = N_(
        "Two pictures of the same digit can share few pixels and still be read alike: why"
        " recognizing digits is harder than it looks."
    )
    concepts = (N_("handwritten digits"), N_("pixels"), N_("recognition"))
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "pictures are laid over one another: that is the story",
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
            "The first digit and one of the others, and both laid over each other: pixels lit by"
            " both are yellow. Beside it stands which share these are of all that either lights.",
        ),
        "on-a-line": Beat(
            "on a line",
            "A line of shares of pixels in common with the first digit. The four other hands stand"
            " above it, each on a stem over its share.",
        ),
        "other-digits": Beat(
            "other digits",
            "The nine other digits come below the line, the nearest last, in yellow. Then, large,"
            " the farthest hand and the nearest digit, each with the share of pixels that it has in"
            " common with the first.",
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
        self.on_a_line()
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
        self.grid.show_image(self.picture(0))
        self.add(self.grid, self.frame, self.pen)
        self.play(RowByRow(self.grid, run_time=1.5))
        self.play(FadeOut(self.pen), run_time=0.5)
        self.look_closely("rough", "still")

    def look_closely(self, there: str, back: str) -> None:
        """Go up to a gray pixel at one word of the caption, and back at another."""
        self.at_word(there)
        gray_cell = telling_cells(self.picture(0).values, self.grid.shape)[2]
        middle = self.grid.cell_center(*divmod(gray_cell, self.grid.shape[1]))
        close = square(middle, CLOSE_CELLS * self.grid.cell_side)
        self.play(self.view.animate.look_at(close, share=0.95), run_time=1.0)
        self.at_word(back)
        self.play(self.view.animate.pull_out(), run_time=1.0)

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
        for index, (grid, _frame) in zip(self.hands, tiles, strict=True):
            grid.show_image(self.picture(index))
        self.add(*tiles, *pens)
        self.play(FadeOut(*pens), *(RowByRow(grid) for grid, _frame in tiles), run_time=0.8)
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
            _("Of all pixels lit in either of {two:these two}, only {share} are lit in both."),
            share=share,
        )
        pair = self.common(index).match_height(self.grid).move_to(self.grid)
        above, below = self.rooms.counts.rows(2, 1, gap=GAP)
        both = [
            tile_at(square(room.center, min(room.width, room.height)), self.shown(i, 1.0))
            for room, i in zip(above.columns(1, 1, gap=GAP), (0, index), strict=True)
        ]
        counts = Counts([(_("lit in both"), share, self.palette.signal)], room=below)
        # Each in the gray that its own pixels have when both are laid over each other.
        grays = [
            tile[0].animate.set_colors(gray(bright * self.lit.row(i).values), self.picture(i))
            for tile, i, bright in zip(both, (0, index), (OWN, OTHER), strict=True)
        ]
        self.play(FadeOut(self.counts), run_time=0.3)
        self.play(FadeIn(*both, scale=0.9), run_time=0.6)
        self.at_word("two")
        self.play(self.grid.animate.become(pair), *grays, run_time=1.0)
        self.at_word("share")
        self.play(FadeIn(counts, shift=0.15 * UP), run_time=0.5)
        self.counts = Group(*both, counts)
        self.drift(self.grid)

    def on_a_line(self) -> None:
        """Every hand goes to its share on a line."""
        self.beat(
            "on-a-line",
            _("Put each {digit} on a {line}: the more it shares, the farther right."),
            digit=Verbatim(digit_noun(self.digit)),
        )
        rooms = self.rooms_of_line = LineRoom.on(self.area, self.model.layer_sizes)
        own = self.shares.values[0]
        line = self.line = ShareLine(rooms.line, own[1:])
        title = self.title = Words(
            _("pixels shared with this one"),
            width=rooms.title.width,
            balanced=True,
            align="center" if self.area.is_wide else "left",
        ).move_to(rooms.title.center)
        places = line.waiting([own[index] for index in self.hands])
        self.tiles_of = {
            index: tile_at(place, self.common(index))
            for index, place in zip(self.hands, places, strict=True)
        }
        pair = self.come_apart(rooms.first)
        others = [self.tiles_of[index] for index in self.hands if index != self.farthest]
        shrink = [
            part.animate.match_height(home).move_to(home)
            for part, home in zip(pair, self.tiles_of[self.farthest], strict=True)
        ]
        self.tiles_of[self.farthest] = pair
        self.at_word("line")
        self.play(
            *shrink,
            FadeIn(title),
            Create(line.bar),
            run_time=0.9,
        )
        come = LaggedStart(*(FadeIn(tile, shift=0.2 * DOWN) for tile in others), lag_ratio=0.2)
        self.play(come, FadeIn(line.ends), run_time=0.6)
        self.add(line)
        for tile in self.tiles_of.values():
            self.remove(tile)
            self.add(*tile)
        marks = self.marks = self.on_line(self.hands, UP)
        order = sorted(self.hands, key=lambda index: -own[index])
        lands = [
            AnimationGroup(
                self.tiles_of[index][0].animate.become(marks[index][0]),
                FadeOut(self.tiles_of[index][1]),
                FadeIn(marks[index][1]),
            )
            for index in order
        ]
        self.play(LaggedStart(*lands, lag_ratio=0.25), run_time=2.0)
        for index in self.hands:
            marks[index] = Group(self.tiles_of[index][0], marks[index][1])
        self.rest(0.2)

    def on_line(self, indices: range, way: NDArray[np.float64]) -> dict[int, Group]:
        """Pictures above or below the line at their shares, each with its tick."""
        own = self.shares.values[0]
        places = self.line.piled([own[index] for index in indices], way)
        marks = {}
        for index, place in zip(indices, places, strict=True):
            is_nearest = index == self.nearest
            picture = self.shown(index, place.height).move_to(place.center)
            color = self.palette.signal if is_nearest else theme.TEXT
            ink = self.picture(index)
            # Nothing but ink: the margins would cover the neighbors.
            picture.set_cell_weights(ink.values > 0)
            if is_nearest:
                picture.set_colors(ink.values[:, None] * theme.rgb(color), ink)
            stem_color = color if is_nearest else theme.RULE
            stem = self.line.stem(self.share(0, index), place, stem_color)
            marks[index] = Group(picture, stem)
        return marks

    def come_apart(self, place: Stage) -> Group:
        """The first picture goes to its place; what is left is both laid over each other."""
        pair = Group(self.grid, self.frame)
        first, other, counts = self.counts
        self.remove(self.counts)
        self.add(other, counts, *first)
        self.grid, self.frame = first
        whole, frame = self.first_to(place)
        self.play(
            whole.show_image(self.picture(0)),
            frame,
            FadeOut(other, run_time=0.4),
            self.view.animate.pull_out(),
            run_time=0.8,
        )
        self.play(FadeOut(counts), run_time=0.3)
        return pair

    def other_digits(self) -> None:
        """Other digits beside the first, measured by the same rule."""
        own = self.shares.values[0]
        less = np.count_nonzero(own[self.others] < own[self.farthest])
        if less > len(self.others) / 2:
            words = _("And the other digits? {Most} of them share {less}.")
        else:
            words = _("And the other digits? {Most:They} go on the same {less:line}.")
        self.beat("other-digits", words)
        marks = self.on_line(self.others, DOWN)
        order = sorted(self.others, key=lambda index: own[index])
        comes = [FadeIn(marks[index], shift=0.3 * UP) for index in order[:-1]]
        half = len(comes) // 2
        self.play(LaggedStart(*comes[:half], lag_ratio=0.3), run_time=1.3)
        self.at_word("Most")
        self.play(LaggedStart(*comes[half:], lag_ratio=0.3), run_time=1.3)
        self.at_word("less")
        self.play(FadeIn(marks[order[-1]], shift=0.3 * UP), run_time=0.6)
        self.marks |= marks
        self.rest(0.5)
        self.single_out()

    def single_out(self) -> None:
        """The farthest of the same digit and the nearest of the others, large, side by side."""
        own = self.shares.values[0]
        first, second = self.nearest_pair()
        is_nearer = own[self.nearest] > own[self.farthest]
        is_another = not is_nearer and self.shares.values[first, second] > own[self.farthest]
        kept = (self.farthest, self.nearest)
        low, high = (self.share(0, index).value for index in kept)
        stretch = self.line.between(low, high, self.palette.signal)
        others = [mark for index, mark in self.marks.items() if index not in kept]
        near = self.share(0, self.nearest)
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
        colors = (theme.TEXT, self.palette.signal)
        same, other = (
            self.larger(Group(self.common(index)), column, self.share(0, index), color)
            for column, (index, color) in enumerate(zip(kept, colors, strict=True))
        )
        self.same = same
        pictures = [self.marks[index][0] for index in kept]
        stems = [self.marks[index][1] for index in kept]
        numbers = [each[2].copy() for each in (same, other)]
        sides = (LEFT, RIGHT) if is_nearer else (RIGHT, LEFT)
        for number, picture, side in zip(numbers, pictures, sides, strict=True):
            beside(picture, number, self.line.room, side)
        self.play(FadeOut(*others), Create(stretch), run_time=0.6)
        self.play(FadeIn(*numbers), run_time=0.4)
        for index in kept:
            self.remove(self.marks[index])
        self.add(*stems, *pictures)
        self.play(FadeOut(self.line, stretch, *stems, *numbers), run_time=0.3)
        self.play(
            *(a.animate.become(b[0]) for a, b in zip(pictures, (same, other), strict=True)),
            FadeIn(same[1], other[1]),
            self.view.animate.pull_out(),
            run_time=0.8,
        )
        self.remove(*pictures)
        self.add(same[:2], other[:2])
        self.play(FadeIn(other[2], same[2], shift=0.2 * UP), run_time=0.4)
        self.at_word("near")
        self.drift(other, until="more")
        self.play(pulse(other[2], color=self.palette.signal))
        self.other = other
        if is_another:
            self.another_pair(first, second)

    def larger(self, tile: Group, column: int, share: Sourced, color: str) -> Group:
        """A picture and its frame in one of two columns, with the share below."""
        room = self.rooms_of_line.line.columns(1, 1, gap=GAP)[column]
        side = min(room.width, room.height - SHARE_ROOM)
        place = square(room.center + SHARE_ROOM / 2 * UP, side)
        picture = tile_at(place, tile[0].copy())
        number = ValueLabel(share, size="title", color=color).next_to(picture, DOWN, buff=GAP)
        return picture.add(number)

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
        self.other = self.larger(Group(picture), 1, share, self.palette.signal)
        self.at_word("one")
        self.play(FadeIn(self.other[:2]), run_time=0.6)
        self.drift(self.other, until="near")
        self.play(FadeIn(self.other[2], shift=0.2 * UP), run_time=0.5)

    def the_same_idea(self) -> None:
        """All but the first picture goes; it stays at home."""
        self.beat(
            "the-same-idea",
            _("Very {different} pixels, the same {idea}. How would you {tell} a machine?"),
        )
        room = IdeaRoom.on(self.area, self.rooms_of_line)
        order = [self.farthest, *(index for index in self.hands if index != self.farthest)]
        tiles = [
            tile_at(place, self.shown(index, 1.0))
            for index, place in zip(order, room.pictures[1:], strict=True)
        ]
        numeral = label(str(self.digit), size="title", color=self.palette.signal)
        numeral.scale(NUMERAL_SCALE).move_to(room.numeral.center)
        picture, frame, number = self.same
        self.remove(self.same)
        self.add(number, frame, picture)
        self.play(FadeOut(self.title, self.other, number), run_time=0.3)
        self.at_word("different")
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
            run_time=0.9,
        )
        self.drift(self.area, until="tell")
        box = Box(box_room(self.model.layer_sizes))
        question = label("?", size="title", color=self.palette.signal).scale(NUMERAL_SCALE)
        question.move_to(box.room.center)
        home = network_places(self.model.layer_sizes)
        self.play(
            FadeOut(*tiles, arrows, numeral, run_time=0.4),
            self.view.animate.pull_out(),
            Create(box),
            run_time=0.7,
        )
        at_home = self.first_to(square(home.image, home.image_side))
        self.play(*at_home, FadeIn(question, scale=0.6), run_time=0.5)
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
