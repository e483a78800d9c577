"""`WriteAProgram`: numbers in, one digit out; a program by hand, then the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    Line,
    VGroup,
    linear,
    smooth,
    squish_rate_func,
)

from network.digits.drawn_digits import drawn_digit, rasterize
from network.measurements.nearest_mean import (
    CLASSES,
    broken_rule,
    mean_differences,
    telling_pixels,
)
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.write_a_program_parts import (
    INSET,
    Comparison,
    Count,
    Difference,
    HundredSquares,
    NumberWindow,
    cells_for,
    collect,
    first_lines,
    lines_for,
    picture_and_count,
    window_corner,
)
from scenes.mobjects.grids.callout import telling_cells
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.output_names import is_roomy
from scenes.mobjects.program_box import Box, box_room
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words, label
from scenes.motion.cells import RowByRow
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
    from scenes.subject.sourced import Sourced, SourcedArray

CELLS = (5, 8)
"""Rows and columns of the part whose numbers can be read."""
PILE_SECONDS = 0.6
"""In which more pictures come to an average."""
WALL_WAY = 1.2
"""How far the walls of the box slide, scene units."""
HANDS = range(1, 5)
"""That write other digits of the same kind."""
WRONG = 0.55
"""Opacity of what a broken rule says."""
MARK_SHARE = 0.13
"""Side of a mark around a pixel, of the picture's; it is never smaller than the pixel."""


class WriteAProgram(Chapter):
    """The task, and a first try."""

    summary = N_(
        "A first program for reading digits, written by hand, measured honestly, and beaten by a"
        " small network."
    )
    concepts = (N_("nearest mean"), N_("baseline"), N_("accuracy"))
    measurements = ("naive_program", "mean_piles")
    allowed_crossings: ClassVar = {
        ("PixelCloud", "PixelGrid"): "light comes down into a bar, past what it is left of",
        ("PixelCloud", "Words"): "light comes down into a bar, past the signs of its sum",
        ("PixelCloud", "ValueLabel"): "light comes down into a bar, as its number appears",
        (
            "PixelGrid",
            "PixelGrid",
        ): "the picture is taken out of a pile of others, and goes where it is compared",
    }
    beats: ClassVar = {
        "numbers-in": Beat(
            "numbers in",
            "The digit in its frame again, after a close look at its pixels, and an arrow into an"
            " empty box.",
        ),
        "one-digit-out": Beat(
            "one digit out",
            "In the box a rule: if this pixel is bright, and that one is dark, then it is this"
            " digit. The two pixels are framed on the same digit by another hand, which breaks the"
            " rule. Beside the box the ten digits.",
        ),
        "an-average": Beat(
            "an average",
            "In the box a blurred picture: the average of thousands of one digit. Beside it, of"
            " how many.",
        ),
        "ten-averages": Beat("ten averages", "In the box the average pictures of all ten digits."),
        "a-first-try": Beat(
            "a first try",
            "In the box the ten averages below each other, and behind each a bar with a number: how"
            " much is left when it is taken from the digit. The shortest bar is yellow.",
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
        self.data = program.data
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
        self.box = Box(box_room(self.model.layer_sizes))
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
        # The next caption's program has a box by then.
        into = self.way_into_the_box()
        self.play(*gone, self.view.animate.pull_out(), Create(self.box), FadeIn(into), run_time=1.2)
        self.arrow = into

    def one_digit_out(self) -> None:
        """A box between picture and digits; a program begins in it, and goes no farther."""
        self.beat("one-digit-out", _("Write a {program} that names the {digit}."))
        image, color = self.diagram.image, self.palette.signal
        pixels = telling_pixels(self.program, self.trace.ink)
        asked = [image.cell_frame(*divmod(pixel, image.shape[1]), color) for pixel in pixels]
        for mark in asked:
            mark.scale_to_fit_height(max(mark.height, MARK_SHARE * image.height))
        digit = self.nearest if self.subject.label is None else self.subject.label
        lines = first_lines(self.box.room, digit)
        # Where outputs stand for no digits, their names belong to the network alone.
        named = self.diagram.names if self.model.reads_digits else []
        names = (FadeIn(name, shift=0.2 * RIGHT) for name in named)
        self.at_word("program")
        for line, pixel in zip(lines, (*asked, None), strict=True):
            framed = [] if pixel is None else [Create(pixel)]
            self.play(FadeIn(line, shift=0.2 * RIGHT), *framed, run_time=0.5)
        self.at_word("digit")
        self.play(LaggedStart(*names, lag_ratio=0.1), run_time=0.7)
        self.tried = VGroup(lines, *asked)
        self.rule_breaks(digit, pixels)

    def rule_breaks(self, digit: int, pixels: tuple[int, int]) -> None:
        """By another hand the same digit has other pixels lit, and the program doesn't know it."""
        self.caption(
            _("But the next {digit} {breaks} that rule."), digit=Verbatim(digit_noun(digit))
        )
        others = [rasterize(drawn_digit(digit, hand), self.subject.image_format) for hand in HANDS]
        self.record = self.record.with_root("measurement.others", others)
        chosen, half = broken_rule(others, *pixels)
        lines, *asked = self.tried
        image, color = self.diagram.image, self.palette.signal
        self.at_word("digit")
        other = self.record[f"measurement.others[{chosen}]"]
        self.play(image.animate.show_image(other), run_time=0.8)
        self.at_word("breaks")
        self.play(
            lines[half].animate.set_color(color),
            lines[2].animate.set_opacity(WRONG),
            asked[half].animate.set_stroke(width=7),
            asked[1 - half].animate.set_stroke(opacity=WRONG),
            run_time=0.5,
        )
        self.drift(self.view.stage)

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
        back = self.diagram.image.animate.show_image(self.inputs)
        self.play(FadeOut(self.tried), back, self.view.animate.pull_out(), run_time=0.3)
        self.play(FadeIn(grid, frame, count), run_time=0.5)
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
        """The picture less two of them: what is left, as light and as a bar."""
        near, far = self.nearest, self.farthest
        distances = self.record["measurement.mean_differences.distances"]
        self.beat(
            "a-first-try",
            _(
                "Subtract: what {differs} stays bright. {small:Little} for the {digit},"
                " {much:much} for the {other}."
            ),
            digit=Verbatim(digit_noun(near)),
            other=Verbatim(digit_noun(far)),
        )
        kept = sorted((near, far))
        gone = [tile for digit, tile in enumerate(self.tiles) if digit not in kept]
        rooms = dict(zip(kept, Comparison.pair(self.box.room), strict=True))
        moves = [
            part.animate.scale_to_fit_height(place.height).move_to(place.center)
            for digit, room in rooms.items()
            for part, place in zip(self.tiles[digit], 2 * room.pictures[1:2], strict=True)
        ]
        self.play(FadeOut(*gone, run_time=0.3), *moves, run_time=0.7)
        signs = VGroup(
            *(
                label(sign, size="focus", color=theme.TEXT).move_to(place)
                for room in rooms.values()
                for sign, place in zip("\N{MINUS SIGN}=", room.signs, strict=True)
            )
        )
        work = Group(*self.picture_over(rooms, signs), signs)
        left = self.subtract(rooms)
        bars = {}
        for mark, digit in (("small", near), ("much", far)):
            shown = Difference(rooms[digit].bar, distances[digit], distances[far], size="title")
            self.drift(self.view.stage, until=mark)
            self.play(
                collect(left[digit][0], shown.bar, seconds=0.9),
                FadeIn(shown.number, shift=0.2 * UP, run_time=0.9),
            )
            bars[digit] = shown
        self.drift(self.view.stage)
        averages = [self.tiles[digit] for digit in kept]
        self.smallest_wins(bars, Group(work, *averages, *left.values()))

    def picture_over(self, rooms: dict[int, Comparison], signs: VGroup) -> list[Group]:
        """The picture comes to the first place of each comparison."""
        image, flights, pictures = self.diagram.image, [], []
        for room in rooms.values():
            ink, place = image.copy(), room.pictures[0]
            flights.append(ink.animate.scale_to_fit_height(place.height).move_to(place.center))
            frame = grid_frame(ink.copy().scale_to_fit_height(place.height).move_to(place.center))
            pictures.append(Group(ink, frame))
        frames = [frame for _ink, frame in pictures]
        self.play(
            LaggedStart(*flights, lag_ratio=0.2),
            FadeIn(*frames, signs, rate_func=squish_rate_func(smooth, 0.5, 1)),
            run_time=0.8,
        )
        return pictures

    def subtract(self, rooms: dict[int, Comparison]) -> dict[int, Group]:
        """Row after row of the picture loses what the average has too, and turns black there."""
        left, sweeps, lines = {}, [], VGroup()
        for digit, room in rooms.items():
            place = room.pictures[2]
            under = self.tile(self.inputs, place)
            values = self.record["measurement.mean_differences.differences"].row(digit)
            over = image_grid(self.inputs, side=place.height).move_to(place.center)
            over.set_colors(gray(np.abs(values.values)), values)
            left[digit] = Group(over, under[1], under[0])
            sweeps.append(RowByRow(over))
            for each in room.pictures:
                line = Line(each.at(0, 1), each.at(1, 1), color=self.palette.signal, stroke_width=4)
                lines.add(line)
        self.at_word("differs")
        height = rooms[self.nearest].pictures[0].height
        self.play(
            FadeIn(*(part for _over, *parts in left.values() for part in parts[::-1]), lines),
            run_time=0.3,
        )
        self.play(*sweeps, lines.animate(rate_func=linear).shift(height * DOWN), run_time=1.2)
        self.remove(*(under for _over, _frame, under in left.values()))
        self.play(FadeOut(lines), run_time=0.2)
        return {digit: Group(over, frame) for digit, (over, frame, _under) in left.items()}

    def smallest_wins(self, compared: dict[int, Difference], gone: Group) -> None:
        """A bar for each of the ten; the two that were compared go to their places among them."""
        near, far, color = self.nearest, self.farthest, self.palette.signal
        distances = self.record["measurement.mean_differences.distances"]
        self.caption(
            _("Of all ten, the {smallest} difference wins: {digit}."), digit=Verbatim(near)
        )
        lines = lines_for(self.box.room, self.heights_of_names())
        bars = [
            Difference(room, distances[digit], distances[far], size="number")
            for digit, (_place, room) in enumerate(lines)
        ]
        self.tiles = [
            self.tile(self.mean(digit), place) for digit, (place, _room) in enumerate(lines)
        ]
        numbers = [shown.number for shown in compared.values()]
        self.play(FadeOut(gone, *numbers), self.view.animate.pull_out(), run_time=0.3)
        glides = [shown.bar.animate.become(bars[digit].bar) for digit, shown in compared.items()]
        grow = [
            GrowFromEdge(each.bar, LEFT) for digit, each in enumerate(bars) if digit not in compared
        ]
        for digit, shown in compared.items():
            bars[digit].bar = shown.bar
        self.play(*glides, run_time=0.5)
        self.play(
            LaggedStart(*map(FadeIn, self.tiles), lag_ratio=0.1),
            LaggedStart(*grow, lag_ratio=0.1),
            run_time=1.0,
        )
        self.play(FadeIn(*(each.number for each in bars)), run_time=0.3)
        self.drift(self.view.stage, until="smallest")
        won = [part.animate.set_color(color) for part in (bars[near].bar, bars[near].number)]
        self.play(*won, self.tiles[near][1].animate.set_stroke(color, width=5), run_time=0.4)
        self.drift(self.view.stage, until="digit")
        output = self.model.output_of_digit(near)
        if output is not None:
            self.play(*name_winner(self.diagram, output), run_time=0.3)
            self.play(pulse(self.diagram.names[output], color=color, scale=1.4))
        of_bars = [part for each in bars for part in (each.bar, each.number)]
        self.inside = Group(*self.tiles, *of_bars)

    def heights_of_names(self) -> list[float] | None:
        """Heights of the ten digits beside the box, from the first down; None if one is missing."""
        outputs = [self.model.output_of_digit(digit) for digit in range(CLASSES)]
        if None in outputs or not is_roomy(self.diagram.places.columns[-1][:, 1]):
            return None
        return [float(self.diagram.names[output].get_y()) for output in outputs]

    def how_good_is_it(self) -> None:
        """The share of the test images that the program reads right."""
        images = self.record.number("measurement.naive_program.by_program.images", decimals=None)
        accuracy = self.accuracy("by_program")
        self.beat(
            "how-good-is-it",
            _("It reads {share} of {images} unseen {data} right."),
            share=accuracy,
            images=images,
            data=Verbatim(_(self.data)),
        )
        calm = (
            [name.animate.set_color(theme.TEXT) for name in self.diagram.names]
            if self.model.reads_digits
            else []
        )
        self.play(FadeOut(self.inside), *calm, self.view.animate.pull_out(), run_time=0.4)
        place, room = picture_and_count(self.box.room)
        by_program, self.by_network = room.rows(1, 1)
        self.squares = HundredSquares(place)
        self.each = Words(_("each: one percent"), width=self.by_network.width, align="left")
        self.each.move_to(self.by_network.center).align_to(self.by_network.at(0, 0), LEFT)
        self.play(FadeIn(self.squares), FadeIn(self.each), run_time=0.3)
        self.score = Count(_("average pictures"), accuracy, room=by_program)
        self.drift(self.view.stage, until="share")
        self.play(
            self.squares.light(accuracy, theme.TEXT, seconds=2.2), FadeIn(self.score), run_time=2.2
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
            _("neural network"),
            accuracy,
            room=self.by_network,
            color=self.palette.signal,
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
