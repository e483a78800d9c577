"""`WriteAProgram`: numbers in, one digit out; a program by hand, then the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UL,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    Transform,
    VGroup,
    rush_from,
    smooth,
    squish_rate_func,
)

from network.digits.datasets import MNIST_TRAINING_SET
from network.digits.drawn_digits import drawn_digit, rasterize
from network.measurements.nearest_mean import (
    CLASSES,
    OwnPile,
    mean_differences,
    telling_pixels,
)
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.write_a_program_parts import (
    INSET,
    Count,
    NumberWindow,
    Score,
    Subtraction,
    bar_in,
    cells_for,
    collect,
    cross_behind,
    first_lines,
    lines_for,
    pile_rooms,
    rule_rooms,
    window_corner,
)
from scenes.mobjects.grids.callout import telling_cells
from scenes.mobjects.network.gray_network import gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.output_names import is_roomy
from scenes.mobjects.program_box import Box, box_room
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.counting import Roll
from scenes.motion.pointing import pulse
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate
from scenes.stage import theme
from scenes.stage.layout import Stage, square, stage
from scenes.subject.digit_names import digit_noun, one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject, Rectangle

    from scenes.subject.sourced import Sourced, SourcedArray

CELLS = (5, 8)
"""Rows and columns of the part whose numbers can be read."""
FIRSTS = 3
"""Pictures that are laid on a pile one by one."""
PILE_SECONDS = 0.4
"""In which more pictures come to an average."""
WALL_WAY = 1.2
"""How far the walls of the box slide, scene units."""
HANDS = range(1, 5)
"""That write other digits of the same kind."""
WRONG = 0.55
"""Opacity of what a broken rule says."""
MARK_SCALE, MARK_WIDTH = 1.4, 7
"""Of a frame around a pixel of the large picture."""
READERS = ((N_("averages"), "by_program"), (N_("network"), "by_network"))
"""Whose answers are counted."""


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
        ("PixelGrid", "Rectangle"): "an average comes up from its line, past the bar of the other",
        ("PixelGrid", "PixelGrid"): "pictures are laid on a pile, and take each other's place",
    }
    beats: ClassVar = {
        "numbers-in": Beat(
            "numbers in",
            "The digit, large, in its frame, after a close look at its pixels, and an arrow into an"
            " empty box.",
        ),
        "one-digit-out": Beat(
            "one digit out",
            "In the box a rule: if this pixel is bright, and that one is dark, then it is this"
            " digit. The two pixels are framed on the same digit by another hand. The first is dark"
            " there: a cross stands behind the first line.",
        ),
        "an-average": Beat(
            "an average",
            "In the box a blurred picture: the average of thousands of one digit. Beside it, of"
            " how many.",
        ),
        "ten-averages": Beat(
            "ten averages",
            "In the box the average pictures of all ten digits, and the digits beside the box.",
        ),
        "a-first-try": Beat(
            "a first try",
            "In the box the ten averages below each other, and behind each a bar: how much light is"
            " left when it is taken from the digit. The shortest bar is yellow.",
        ),
        "how-good-is-it": Beat(
            "how good is it",
            "A field of a hundred squares: as many are lit as the program has right answers of a"
            " hundred. The share stands below it.",
        ),
        "another-program": Beat(
            "another program",
            "Beside it a second field, that of the network: more of its squares are lit.",
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
        self.program, self.is_mnist = program.program, piles.data == MNIST_TRAINING_SET
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
        self.home = square(self.diagram.places.image, self.diagram.places.image_side)
        self.room = box_room(self.model.layer_sizes)
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

    def way_into(self, box: Stage, picture: Stage) -> Arrow:
        """From the picture straight to the box, wherever they stand."""
        start = picture.at(1, 0.5) if self.area.is_wide else picture.at(0.5, 0)
        end = [box.left, start[1], 0] if self.area.is_wide else [start[0], box.top, 0]
        return Arrow(
            start,
            np.array(end),
            buff=0.08,
            color=theme.TEXT,
            stroke_width=6,
            max_tip_length_to_length_ratio=0.4,
        )

    def picture_to(self, place: Stage) -> list[Any]:
        """The picture and its frame on their way to a place."""
        return [
            part.animate.scale_to_fit_height(place.height).move_to(place.center)
            for part in (self.diagram.image, self.diagram.image_frame)
        ]

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
        self.play(FadeOut(numbers, window.frame), run_time=0.15)
        # The next caption's program has a box by then.
        large, room = rule_rooms(self.area, self.home, self.room)
        self.box, self.arrow = Box(room), self.way_into(room, large)
        self.play(
            self.view.animate.pull_out(),
            *self.picture_to(large),
            Create(self.box),
            FadeIn(self.arrow, rate_func=squish_rate_func(smooth, 0.5, 1)),
            run_time=1.0,
        )

    def one_digit_out(self) -> None:
        """A program begins in the box, and goes no farther."""
        self.beat("one-digit-out", _("Write a {program} that names the {digit}."))
        image = self.diagram.image
        digit = self.nearest if self.subject.label is None else self.subject.label
        others = [rasterize(drawn_digit(digit, hand), self.subject.image_format) for hand in HANDS]
        self.record = self.record.with_root("measurement.others", others)
        *pixels, chosen = telling_pixels(self.program, self.trace.ink, others)
        colors = (self.palette.signal, theme.TEXT)
        lines = first_lines(self.box.room, digit)
        marks = VGroup()
        for line, pixel, color in zip(lines, pixels, colors, strict=False):
            line.set_color(color)
            mark = image.cell_frame(*divmod(pixel, image.shape[1]), color)
            marks.add(mark.scale(MARK_SCALE).set_stroke(width=MARK_WIDTH).set_z_index(1))
        self.at_word("program")
        for line, mark in zip(lines[:2], marks, strict=True):
            coming = FadeIn(line, shift=0.2 * RIGHT), FadeIn(mark, scale=2.5)
            self.play(*coming, run_time=0.6)
        self.at_word("digit")
        self.play(FadeIn(lines[2], shift=0.2 * RIGHT), run_time=0.5)
        self.tried = VGroup(lines, marks)
        self.rule_breaks(digit, self.record[f"measurement.others[{chosen}]"])

    def rule_breaks(self, digit: int, other: SourcedArray) -> None:
        """By another hand the same digit has other pixels lit, and the program doesn't know it."""
        self.caption(
            _("But the next {digit} {breaks} that rule."), digit=Verbatim(digit_noun(digit))
        )
        lines, marks = self.tried
        image, color = self.diagram.image, self.palette.signal
        place = square(image.get_center(), image.height)
        coming = self.tile(other, place)
        self.play(
            coming.shift((place.right - self.view.frame.left) * LEFT).animate.move_to(place.center),
            run_time=0.8,
        )
        image.show_image(other)
        self.remove(coming)
        self.at_word("breaks")
        cross = cross_behind(lines[0], color)
        self.play(
            Create(cross),
            lines[2].animate.set_opacity(WRONG),
            pulse(marks[0], color=color, scale=MARK_SCALE),
            run_time=0.7,
        )
        self.tried.add(cross)
        self.drift(self.view.stage)
        self.rest(0.6)

    def an_average(self) -> None:
        """Pictures of one digit pile up, until it is a blur."""
        digit = self.nearest
        hands = [drawn_digit(digit, hand) for hand in range(FIRSTS)]
        own = [rasterize(drawn, self.subject.image_format) for drawn in hands]
        self.record = self.record.with_root("measurement.own_pile", OwnPile(np.array(own)))
        pictures, first_means, first_counts = (
            self.record[f"measurement.own_pile.{name}"] for name in ("pictures", "means", "counts")
        )
        counts, sizes, means = (
            self.record[f"measurement.mean_piles.{name}"] for name in ("counts", "sizes", "means")
        )
        self.beat(
            "an-average",
            _("Another try: take {one}, {add} more and more, and average every pixel."),
            one=Verbatim(one_digit(digit)),
        )
        piles = [first_means.row(step) for step in range(FIRSTS)]
        piles += [means.row(step).row(digit) for step in range(sizes.size)] + [self.mean(digit)]
        numbers = [n.shown_as(decimals=None) for n in (*first_counts, *sizes, counts[digit])]
        place, waiting, room = pile_rooms(self.room, FIRSTS - 1)
        whole, frame = self.picture_to(self.home)
        self.play(FadeOut(self.tried, self.arrow), run_time=0.2)
        self.play(
            whole.show_image(self.inputs),
            frame,
            Transform(self.box, Box(self.room)),
            self.view.animate.pull_out(),
            run_time=0.6,
        )
        self.arrow = self.way_into(self.room, self.home)
        grid, frame = self.average = self.tile(piles[0], place)
        count = self.count = Count(_("on the pile"), numbers[0], room=room)
        tiles = [self.tile(pictures.row(turn), place) for turn, place in enumerate(waiting, 1)]
        self.play(FadeIn(self.arrow, grid, frame, count), FadeIn(*tiles), run_time=0.4)
        self.at_word("add")
        for turn, (ink, border) in enumerate(tiles, 1):
            self.play(
                ink.animate.scale_to_fit_height(place.height).move_to(grid),
                FadeOut(border),
                run_time=0.4,
            )
            self.play(
                FadeOut(ink),
                grid.animate(rate_func=rush_from).show_image(piles[turn]),
                Roll(count.value, numbers[turn], run_time=0.2),
                run_time=0.2,
            )
        # The large piles are not of our own pictures.
        source = _("from MNIST") if self.is_mnist else _("warped digits")
        words = Words(source, width=room.width, align="left", balanced=True)
        words.move_to(count.words, aligned_edge=UL)
        turned = [FadeOut(count.words, run_time=0.2), FadeIn(words, run_time=0.3)]
        for pile, number in zip(piles[FIRSTS:], numbers[FIRSTS:], strict=True):
            self.play(
                grid.animate(run_time=PILE_SECONDS).show_image(pile),
                Roll(count.value, number, run_time=PILE_SECONDS),
                *turned,
            )
            turned = []
        count.remove(count.words).add(words)

    def ten_averages(self) -> None:
        """One average picture for each digit."""
        self.beat("ten-averages", _("So every digit gets its {average} picture."))
        places = cells_for(self.room.inset(INSET), CLASSES)
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
        # Where outputs stand for no digits, their names belong to the network alone.
        named = self.diagram.names if self.model.reads_digits else []
        names = (FadeIn(name, shift=0.2 * RIGHT) for name in named)
        self.at_word("average")
        self.play(
            LaggedStart(*map(FadeIn, others), lag_ratio=0.12),
            LaggedStart(*names, lag_ratio=0.12),
            run_time=1.2,
        )
        self.tiles = tiles

    def a_first_try(self) -> None:
        """The picture less two averages, one after the other: what is left, as light and a bar."""
        near, far = self.nearest, self.farthest
        self.beat(
            "a-first-try",
            _("Take away the average {digit}: {little} is left."),
            digit=Verbatim(digit_noun(near)),
        )
        rooms = Subtraction.of(self.room)
        # In the order of the ten, so that no bar passes the other on its way to its place there.
        rows = dict(zip(sorted((near, far)), rooms.lines, strict=True))
        gone = [tile for digit, tile in enumerate(self.tiles) if digit not in rows]
        moves = [
            move for digit, (place, _bar) in rows.items()
            for move in self.tile_to(self.tiles[digit], place)
        ]  # fmt: skip
        little = self.subtract(near, rooms.pictures[0], FadeOut(*gone, run_time=0.3), *moves)
        bars = {near: self.bar(near, rows[near][1])}
        self.at_word("little")
        self.play(collect(little[0], bars[near], seconds=0.7))
        self.drift(self.view.stage)
        self.caption(
            _("Take away the average {digit}: {much} more is left."),
            digit=Verbatim(digit_noun(far)),
        )
        much = self.subtract(far, rooms.pictures[1], self.view.animate.pull_out())
        bars[far] = self.bar(far, rows[far][1])
        self.at_word("much")
        self.play(collect(much[0], bars[far], seconds=0.7))
        self.drift(self.view.stage)
        self.smallest_wins(bars, Group(little, much))

    def bar(self, digit: int, room: Stage) -> Rectangle:
        """How much light is left without the average of a digit."""
        sums = self.record["measurement.mean_differences.sums"]
        return bar_in(room, sums[digit], sums[self.farthest])

    def tile_to(self, tile: Group, place: Stage) -> list[Any]:
        """A picture and its frame on their way to a place."""
        return [
            part.animate.scale_to_fit_height(place.height).move_to(place.center) for part in tile
        ]

    def subtract(self, digit: int, place: Stage, *before: Any) -> Group:
        """An average lies down on the picture: what both have alike goes dark."""
        under = self.tile(self.inputs, place)
        left = self.record["measurement.mean_differences.squares"].row(digit)
        self.play(FadeIn(under), *before, run_time=0.5)
        over = self.tiles[digit].copy()
        self.play(*self.tile_to(over, place), run_time=0.5)
        self.play(FadeOut(over), under[0].animate.show_image(left), run_time=0.7)
        return under

    def smallest_wins(self, compared: dict[int, Rectangle], gone: Group) -> None:
        """A bar for each of the ten; the two that were compared go to their places among them."""
        near, color = self.nearest, self.palette.signal
        self.caption(
            _("Of all ten, the {digit} leaves the {least}."), digit=Verbatim(digit_noun(near))
        )
        lines = lines_for(self.room, self.heights_of_names())
        bars = [self.bar(digit, room) for digit, (_place, room) in enumerate(lines)]
        tiles = [self.tile(self.mean(i), place) for i, (place, _room) in enumerate(lines)]
        self.play(FadeOut(gone), self.view.animate.pull_out(), run_time=0.3)
        glides = []
        for digit, bar in compared.items():
            glides += [bar.animate.become(bars[digit])]
            glides += self.tile_to(self.tiles[digit], lines[digit][0])
            bars[digit], tiles[digit] = bar, self.tiles[digit]
        self.play(*glides, run_time=0.5)
        others = [digit for digit in range(CLASSES) if digit not in compared]
        self.play(
            LaggedStart(*(FadeIn(tiles[digit]) for digit in others), lag_ratio=0.1),
            LaggedStart(*(GrowFromEdge(bars[digit], LEFT) for digit in others), lag_ratio=0.1),
            run_time=0.8,
        )
        self.drift(self.view.stage, until="least")
        won = tiles[near][1].animate.set_stroke(color, width=5)
        self.play(bars[near].animate.set_color(color), won, run_time=0.4)
        output = self.model.output_of_digit(near)
        if output is not None:
            self.play(*name_winner(self.diagram, output), run_time=0.3)
            self.play(pulse(self.diagram.names[output], color=color, scale=1.4))
        self.inside = Group(*tiles, *bars)

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
            _("Of {images} handwritten {digits} it has never seen, it gets {share} right."),
            images=images,
            share=accuracy,
        )
        around = self.around_the_box()
        self.play(FadeOut(self.inside, *around), self.view.animate.pull_out(), run_time=0.4)
        rooms = Score.rooms(self.area) if self.model.reads_digits else [self.area.inset(INSET)]
        self.scores = [
            Score(name, self.accuracy(reader), room=room, beside=self.area.is_tall)
            for (name, reader), room in zip(READERS, rooms, strict=False)
        ]
        # It stands in the middle until the other comes.
        self.aside = rooms[0].center - self.area.center
        score = self.scores[0].shift(-self.aside)
        self.play(
            Transform(self.box, Box(self.area)), FadeIn(score.reader, score.squares), run_time=0.7
        )
        self.at_word("digits")
        self.play(score.squares.light(accuracy, theme.TEXT, seconds=2.0))
        self.at_word("share")
        self.play(FadeIn(score.value, shift=0.2 * UP), run_time=0.4)
        self.drift(self.view.stage)

    def around_the_box(self) -> list[Mobject]:
        """The picture with its arrow, and the digits, where they are on stage."""
        names = [self.diagram.names] if self.model.reads_digits else []
        return [self.diagram.image, self.diagram.image_frame, self.arrow, *names]

    def another_program(self) -> None:
        """The share of the same images that the network reads right."""
        accuracy = self.accuracy("by_network")
        self.beat(
            "another-program",
            _("A {network} of neurons reads {share} of them."),
            share=accuracy,
        )
        score = self.scores[1]
        self.play(
            self.scores[0].animate.shift(self.aside),
            FadeIn(score.reader, score.squares, rate_func=squish_rate_func(smooth, 0.5, 1)),
            self.view.animate.pull_out(),
            run_time=0.8,
        )
        self.at_word("network")
        self.play(score.squares.light(accuracy, theme.TEXT, seconds=1.2))
        self.at_word("share")
        self.play(FadeIn(score.value, shift=0.2 * UP), run_time=0.4)
        self.play(pulse(score.value, color=self.palette.signal))
        self.drift(self.view.stage)

    def the_box_opens(self) -> None:
        """The walls slide apart, and the network reads the picture."""
        diagram = self.diagram
        self.beat(
            "the-box-opens",
            _("{Open} the box: this is the network, and it reads {digit}."),
            digit=self.class_name(self.trace.answer),
        )
        self.at_word("Open")
        diagram.names.set_color(theme.TEXT)
        self.play(
            Transform(self.box, Box(self.room)),
            FadeOut(*self.scores, rate_func=squish_rate_func(smooth, 0, 0.4)),
            FadeIn(
                *(diagram.image, diagram.image_frame, diagram.names),
                rate_func=squish_rate_func(smooth, 0.5, 1),
            ),
            self.view.animate.pull_out(),
            run_time=0.7,
        )
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
            f"measurement.naive_program.{reader}.accuracy", percent=True, decimals=0
        )
