"""`WriteAProgram`: numbers in, one digit out; a program by hand, then the network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    VGroup,
)

from network.measurements.nearest_mean import CLASSES, mean_differences, telling_pixels
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.write_a_program_parts import (
    INSET,
    Box,
    Count,
    HundredSquares,
    NumberWindow,
    bar_below,
    cells_for,
    first_lines,
    number_below,
    picture_and_count,
    two_pictures,
    window_corner,
)
from scenes.mobjects.grids.callout import telling_cells
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.counting import Roll
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import gray
from scenes.subject.digit_names import digit_noun, one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation, Rectangle

    from scenes.subject.sourced import Sourced, SourcedArray

CELLS = (5, 8)
"""Rows and columns of the part whose numbers can be read."""
ARROW_ROOM = 0.75
"""Between the picture and the box, scene units."""
PILE_SECONDS = 0.6
"""In which more pictures come to an average."""
WALL_WAY = 1.2
"""How far the walls of the box slide, scene units."""
SEEN_THROUGH = 0.6
"""Opacity of the picture's ink on its way, so that it covers nothing."""
MARK_SHARE = 0.13
"""Side of a mark around a pixel, of the picture's; it is never smaller than the pixel."""
BELOW_SMALL = 0.55
"""Below a small picture: for its bar and a number."""


class WriteAProgram(Chapter):
    """The task, and a first try."""

    summary = N_(
        "A first program for reading digits, written by hand, measured honestly, and beaten by a"
        " small network."
    )
    concepts = (N_("nearest mean"), N_("baseline"), N_("accuracy"))
    measurements = ("naive_program", "mean_piles")
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "the picture is laid over an average picture: that is compared",
    }
    beats: ClassVar = {
        "numbers-in": Beat(
            "numbers in", "The digit in its frame again, after a close look at its pixels."
        ),
        "one-digit-out": Beat(
            "one digit out",
            "The digit, two of its pixels framed, and an arrow into a box where a program begins:"
            " if this pixel is bright, and that one is dark, then what? Beside it the ten digits.",
        ),
        "an-average": Beat(
            "an average",
            "In the box a blurred picture: the average of thousands of one digit. Beside it, of"
            " how many.",
        ),
        "ten-averages": Beat("ten averages", "In the box the average pictures of all ten digits."),
        "a-first-try": Beat(
            "a first try",
            "In the box ten pictures: what is left of each average when the digit is laid over, as"
            " light. Below each stands its size as a bar: the shortest one is yellow.",
        ),
        "how-good-is-it": Beat(
            "how good is it",
            "A field of a hundred squares: as many are lit as the program has right answers of a"
            " hundred.",
        ),
        "another-program": Beat(
            "another program",
            "The same field: more squares are lit now, in yellow, those that the network gains.",
        ),
        "the-box-opens": Beat(
            "the box opens",
            "The whole network stands where the box was, and reads the digit: its answer is framed"
            " in yellow.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.inputs = self.record["trace.ink"]
        program, piles = self.measured("naive_program"), self.measured("mean_piles")
        self.data = Verbatim(_(program.data))
        self.program = program.program
        differences = mean_differences(self.program, self.trace.ink)
        for name, root in (
            ("naive_program", program),
            ("mean_piles", piles),
            ("mean_differences", differences),
        ):
            self.record = self.record.with_root(f"measurement.{name}", root)
        self.nearest, self.farthest = differences.nearest, differences.farthest
        spoken_of = [self.trace.answer, self.model.output_of_digit(self.nearest)]
        self.diagram = NetworkDiagram(
            self.model,
            gray_palette(self.palette),
            spoken_of=[output for output in spoken_of if output is not None],
        ).show_weights()
        self.diagram.show_image(self.inputs)
        self.box = Box(self.box_room())
        self.numbers_in()
        self.one_digit_out()
        self.an_average()
        self.ten_averages()
        self.a_first_try()
        self.how_good_is_it()
        if self.model.reads_digits:
            self.another_program()
        self.the_box_opens()
        self.rest(0.9)

    def box_room(self) -> Stage:
        """The box stands where the network will be."""
        frame = self.diagram.image_frame
        right = self.diagram.columns[-1].get_right()[0]
        if self.area.is_wide:
            return replace(self.area, left=frame.get_right()[0] + ARROW_ROOM, right=right)
        return replace(self.area, right=right, top=frame.get_bottom()[1] - ARROW_ROOM)

    def way_into_the_box(self) -> Arrow:
        """From the picture straight to the box, wherever it stands."""
        frame, room = self.diagram.image_frame, self.box.room
        if self.area.is_wide:
            start = frame.get_right()
            ends = (start, np.array([room.left, start[1], 0]))
        else:
            start = frame.get_bottom()
            ends = (start, np.array([start[0], room.top, 0]))
        return Arrow(
            *ends,
            buff=0.08,
            color=theme.TEXT,
            stroke_width=6,
            max_tip_length_to_length_ratio=0.4,
        )

    def numbers_in(self) -> None:
        """The picture; close to it, the numbers of its pixels."""
        image = self.diagram.image
        self.add(image, self.diagram.image_frame)
        self.beat(
            "numbers-in",
            _("To a machine, this is just {numbers}: {count} of them."),
            count=self.record.number("model.layer_sizes[0]", decimals=None),
        )
        cells = (min(CELLS[0], image.shape[0]), min(CELLS[1], image.shape[1]))
        if not self.area.is_wide:
            cells = (min(CELLS[1], image.shape[0]), min(CELLS[0], image.shape[1]))
        gray_cell = telling_cells(self.inputs.values, image.shape)[2]
        corner = window_corner(gray_cell, image.shape, cells)
        window = NumberWindow(image, self.inputs, corner, cells=cells, color=self.palette.signal)
        self.play(
            Create(window.frame, run_time=0.5),
            self.view.animate.look_at(window.frame, share=0.98),
            run_time=1.3,
        )
        self.at_word("numbers")
        numbers = window.numbers(self.view.zoom)
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.03), run_time=1.0)
        self.drift(window.frame, until="count")
        gone = FadeOut(numbers, run_time=0.3), FadeOut(window.frame)
        self.play(*gone, self.view.animate.pull_out(), run_time=1.0)

    def one_digit_out(self) -> None:
        """A box between picture and digits; a program begins in it, and goes no farther."""
        said, count = (
            _("Write a {program}: numbers in, one of ten digits {out}."),
            CLASSES,
        )
        if self.model.reads_digits and self.model.layer_sizes[-1] != count:
            said = _("Write a {program}: numbers in, one of these answers {out}.")
        self.beat("one-digit-out", said)
        arrow = self.way_into_the_box()
        image, color = self.diagram.image, self.palette.signal
        asked = [
            image.cell_frame(*divmod(pixel, image.shape[1]), color)
            for pixel in telling_pixels(self.program, self.trace.ink)
        ]
        for mark in asked:
            mark.scale_to_fit_height(max(mark.height, MARK_SHARE * image.height))
        lines = first_lines(self.box.room)
        # Where outputs stand for no digits, their names belong to the network alone.
        named = self.diagram.names if self.model.reads_digits else []
        names = (FadeIn(name, shift=0.2 * RIGHT) for name in named)
        self.at_word("program")
        into = arrow.get_unit_vector()
        self.play(Create(self.box), FadeIn(arrow, shift=0.2 * into), run_time=0.7)
        for line, pixel in zip(lines, (*asked, None), strict=True):
            framed = [] if pixel is None else [Create(pixel)]
            self.play(FadeIn(line, shift=0.2 * RIGHT), *framed, run_time=0.6)
        self.at_word("out")
        self.play(LaggedStart(*names, lag_ratio=0.1), run_time=1.0)
        self.drift(self.view.stage)
        self.arrow, self.tried = arrow, VGroup(lines, *asked)

    def an_average(self) -> None:
        """Pictures of one digit pile up, until it is a blur."""
        digit = self.nearest
        counts, sizes = (self.record[f"measurement.mean_piles.{n}"] for n in ("counts", "sizes"))
        self.beat(
            "an-average",
            _("A first try: take {one}, {add} more and more, and average every pixel."),
            one=Verbatim(one_digit(digit)),
        )
        place, room = picture_and_count(self.box.room)
        piles = [
            self.record["measurement.mean_piles.means"].row(step).row(digit)
            for step in range(sizes.size)
        ]
        shown = [*piles, self.mean(digit)]
        numbers = [*sizes, counts[digit]]
        numbers = [number.shown_as(decimals=None) for number in numbers]
        grid = image_grid(shown[0], side=place.width).move_to(place.center)
        frame = grid_frame(grid)
        count = Count(_("pictures"), numbers[0], room=room)
        self.play(FadeOut(self.tried), self.view.animate.pull_out(), run_time=0.4)
        self.play(FadeIn(grid, frame, count), run_time=0.6)
        self.drift(self.view.stage, until="add")
        for image, number in zip(shown[1:], numbers[1:], strict=True):
            self.play(
                grid.animate.show_image(image),
                Roll(count.value, number, run_time=PILE_SECONDS),
                run_time=PILE_SECONDS,
            )
        self.average, self.count = Group(grid, frame), count

    def ten_averages(self) -> None:
        """One average picture for each digit."""
        self.beat("ten-averages", _("So every digit gets its {average} picture."))
        places = cells_for(self.box.room.inset(INSET), CLASSES)
        tiles = [self.tile(self.mean(digit), place) for digit, place in enumerate(places)]
        home = tiles[self.nearest]
        self.play(FadeOut(self.count), self.view.animate.pull_out(), run_time=0.3)
        self.play(
            *(
                a.animate.match_height(b).move_to(b)
                for a, b in zip(self.average, home, strict=True)
            ),
            run_time=0.8,
        )
        tiles[self.nearest] = self.average
        others = [tile for tile in tiles if tile is not self.average]
        self.at_word("average")
        self.play(LaggedStart(*map(FadeIn, others), lag_ratio=0.12), run_time=1.2)
        self.tiles = tiles

    def a_first_try(self) -> None:
        """The difference to two of them, as light and as a number."""
        near, far = self.nearest, self.farthest
        distances = self.record["measurement.mean_differences.distances"]
        self.beat(
            "a-first-try",
            _(
                "Compare: what {differs} stays bright. {small:Little} for the {digit},"
                " {much:much} for the {other}."
            ),
            digit=Verbatim(digit_noun(near)),
            other=Verbatim(digit_noun(far)),
        )
        gone = [tile for i, tile in enumerate(self.tiles) if i not in (near, far)]
        kept = {digit: self.tiles[digit] for digit in sorted((near, far))}
        places = two_pictures(self.box.room)
        self.play(FadeOut(*gone), run_time=0.4)
        self.play(
            *(
                part.animate.scale_to_fit_height(place.height).move_to(place.center)
                for place, tile in zip(places, kept.values(), strict=True)
                for part in tile
            ),
            run_time=0.8,
        )
        self.drift(self.view.stage, until="differs")
        self.lay_over({digit: kept[digit][0] for digit in (near, far)})
        place_of = dict(zip(kept, places, strict=True))
        bars, numbers = {}, {}
        for mark, digit in (("small", near), ("much", far)):
            place, distance = place_of[digit], distances[digit]
            bars[digit] = bar_below(place, distance, distances[far])
            numbers[digit] = number_below(place, distance, size="title")
            shown = [FadeIn(numbers[digit], shift=0.2 * UP)]
            if digit == near:
                what = Words(_("difference")).next_to(numbers[near], DOWN, buff=0.2)
                what.set_x(self.box.room.center[0])
                shown.append(FadeIn(what))
            self.drift(self.view.stage, until=mark)
            self.play(GrowFromEdge(bars[digit], LEFT), *shown, run_time=0.6)
        self.drift(self.view.stage)
        self.tiles = [kept.get(digit, tile) for digit, tile in enumerate(self.tiles)]
        self.smallest_wins(bars, FadeOut(what, *numbers.values(), run_time=0.2))

    def smallest_wins(self, bars: dict[int, Rectangle], gone: Animation) -> None:
        """The same for all ten; the two that were compared go back among them."""
        near, far, color = self.nearest, self.farthest, self.palette.signal
        distances = self.record["measurement.mean_differences.distances"]
        self.caption(
            _("Of all ten, the {smallest} difference wins: {digit}."), digit=Verbatim(near)
        )
        places = cells_for(self.box.room.inset(INSET), CLASSES, below=BELOW_SMALL)
        homes = [bar_below(place, distances[i], distances[far]) for i, place in enumerate(places)]
        moves = []
        for digit, bar in bars.items():
            grid, frame = self.tiles[digit]
            place = places[digit]
            moves += [
                part.animate.scale_to_fit_height(place.height).move_to(place.center)
                for part in (grid, frame)
            ]
            moves.append(bar.animate.become(homes[digit]))
        others = [digit for digit in range(CLASSES) if digit not in bars]
        for digit in others:
            self.tiles[digit] = self.tile(self.mean(digit), places[digit])
        come = [FadeIn(self.tiles[digit]) for digit in others]
        self.play(gone, *moves, LaggedStart(*come, lag_ratio=0.1, run_time=0.6), run_time=0.6)
        numbers = {
            digit: number_below(places[digit], distances[digit], size="number") for digit in bars
        }
        self.play(
            *(self.differing(self.tiles[digit][0], digit) for digit in others),
            *(GrowFromEdge(homes[digit], LEFT) for digit in others),
            FadeIn(*numbers.values()),
            run_time=0.5,
        )
        self.drift(self.view.stage, until="smallest")
        won = [bars[near].animate.set_fill(color), numbers[near].animate.set_color(color)]
        self.play(*won, self.tiles[near][1].animate.set_stroke(color, width=5), run_time=0.4)
        self.drift(self.view.stage, until="digit")
        output = self.model.output_of_digit(near)
        if output is not None:
            self.play(*name_winner(self.diagram, output), run_time=0.3)
            self.play(pulse(self.diagram.names[output], color=color, scale=1.4))
        bars_of_others = [homes[digit] for digit in others]
        self.inside = Group(*self.tiles, *bars.values(), *bars_of_others, *numbers.values())

    def lay_over(self, averages: dict[int, PixelGrid]) -> None:
        """The picture comes over average pictures; what differs is left."""
        coming = []
        for average in averages.values():
            ink = self.diagram.image.copy().set_opacity(SEEN_THROUGH)
            ink.set_cell_weights(ink.colors[..., 0]).set_colors(np.ones_like(ink.colors))
            bend = PI / 3 if average.get_x() > self.box.room.center[0] else 0.0
            over = ink.animate(path_arc=-bend).match_height(average).move_to(average)
            coming.append((ink, over))
        self.play(LaggedStart(*(over for _ink, over in coming), lag_ratio=0.4, run_time=1.1))
        changes = [self.differing(average, digit) for digit, average in averages.items()]
        self.play(*(FadeOut(ink) for ink, _over in coming), *changes, run_time=0.5)

    def differing(self, average: PixelGrid, digit: int) -> Animation:
        """An average picture turns into what differs from it."""
        values = self.record["measurement.mean_differences.differences"].row(digit)
        light = gray(np.abs(values.values)).reshape(*average.colors.shape)
        return average.animate.set_colors(light, values)

    def how_good_is_it(self) -> None:
        """The share of the test images that the program reads right."""
        images = self.record.number("measurement.naive_program.by_program.images", decimals=None)
        accuracy = self.accuracy("by_program")
        self.beat(
            "how-good-is-it",
            _("It reads {share} of {images} {data} right."),
            images=images,
            data=self.data,
            share=accuracy,
        )
        calm = (
            [name.animate.set_color(theme.TEXT) for name in self.diagram.names]
            if self.model.reads_digits
            else []
        )
        self.play(FadeOut(self.inside), *calm, self.view.animate.pull_out(), run_time=0.6)
        place, room = picture_and_count(self.box.room)
        by_hand, self.by_network = room.rows(1, 1)
        self.squares = HundredSquares(place)
        self.each = Words(_("each: one percent"), width=self.by_network.width, align="left")
        self.each.move_to(self.by_network.center).align_to(self.by_network.at(0, 0), LEFT)
        self.play(FadeIn(self.squares), FadeIn(self.each), run_time=0.4)
        self.score = Count(_("right, by hand"), accuracy, room=by_hand)
        self.at_word("share")
        self.play(
            self.squares.light(accuracy, theme.TEXT, seconds=1.6), FadeIn(self.score), run_time=1.6
        )
        self.drift(self.view.stage)

    def another_program(self) -> None:
        """The share of the same images that the network reads right."""
        accuracy = self.accuracy("by_network")
        self.beat(
            "another-program",
            _("A {network} of neurons reads {share} of them."),
            share=accuracy,
        )
        score = Count(
            _("right, by a network"), accuracy, room=self.by_network, color=self.palette.signal
        )
        self.drift(self.view.stage, until="network")
        self.play(
            self.squares.light(accuracy, self.palette.signal, seconds=1.6),
            FadeOut(self.each, run_time=0.3),
            FadeIn(score.words, run_time=0.4),
        )
        self.drift(self.view.stage, until="share")
        self.play(FadeIn(score.value), run_time=0.4)
        self.drift(self.view.stage)
        self.score = Group(self.score, score)

    def the_box_opens(self) -> None:
        """The walls slide apart, and the network reads the picture."""
        diagram = self.diagram
        self.beat(
            "the-box-opens",
            _("{Open} the box: this is the network, and it reads {digit}."),
            digit=self.class_name(self.trace.answer),
        )
        left = [] if self.model.reads_digits else [self.each]
        naming = [] if self.model.reads_digits else [FadeIn(diagram.names)]
        gone = FadeOut(self.squares, self.score, self.arrow, *left)
        self.at_word("Open")
        self.play(gone, *naming, self.view.animate.pull_out(), run_time=0.5)
        self.play(
            self.box.open(WALL_WAY, seconds=1.1),
            FadeIn(diagram.strip_frame),
            LaggedStart(*(FadeIn(column) for column in diagram.columns), lag_ratio=0.2),
            LaggedStart(*(FadeIn(light) for light in diagram.connections), lag_ratio=0.2),
            FoldIntoColumn(diagram, self.inputs, seconds=1.3),
        )
        self.remove(self.box)
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=0.5))
            self.play(propagate(diagram, self.record, layer, seconds=0.5))
        answer = self.trace.answer
        self.at_word("digit")
        landing = (FadeIn(diagram.answer_box(answer), scale=1.3), *name_winner(diagram, answer))
        self.play(*landing, run_time=0.6)
        if not self.model.reads_digits:
            self.caption(
                _("Its outputs stand for no digits, so none of its answers is right or wrong.")
            )

    def mean(self, digit: int) -> SourcedArray:
        """The average picture of a digit."""
        return self.record["measurement.naive_program.program.means"].row(digit)

    def tile(self, image: SourcedArray, place: Stage) -> Group:
        """A picture in its frame."""
        grid = image_grid(image, side=place.width).move_to(place.center)
        return Group(grid, grid_frame(grid))

    def accuracy(self, reader: str) -> Sourced:
        """The share of right answers of the program or of the network."""
        return self.record.number(
            f"measurement.naive_program.{reader}.accuracy", percent=True, decimals=1
        )
