"""`WriteAProgram`: numbers in, one digit out; a program by hand, then the network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from manim import (
    DOWN,
    RIGHT,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    RoundedRectangle,
    SurroundingRectangle,
)

from network.measurements.nearest_mean import CLASSES
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_1.write_a_program_parts import MeanBoard, NumberWindow, window_corner
from scenes.mobjects.grids.callout import telling_cells
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.tally import Tally
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.propagation import FoldIntoColumn, lit_outputs, name_winner, propagate
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced

CELLS = 6
"""On each side of the part whose numbers can be read."""
WINDOW_SIDE = 5.1
INSET = 0.4
ARROW_ROOM = 0.7
"""Between the picture and the box below it, scene units."""
NOTE_DROP = 0.1
"""How far a line of small words reaches below the middle of its room."""


class WriteAProgram(Chapter):
    """The task, and a first try."""

    is_first_cut = True
    summary = N_(
        "A first program for reading digits, written by hand, measured honestly, and beaten by a"
        " small network."
    )
    concepts = (N_("nearest mean"), N_("baseline"), N_("accuracy"))
    measurements = ("naive_program",)
    beats: ClassVar = {
        "numbers-in": Beat(
            "numbers in",
            "A digit with a small frame on it; beside it, the framed pixels enlarged, each with"
            " its brightness as a number.",
        ),
        "one-digit-out": Beat(
            "one digit out",
            "A digit, an arrow into a box that says: a program? Beside it the ten digits.",
        ),
        "a-first-try": Beat(
            "a first try",
            "In the box, the blurred mean picture of each digit, with a distance below each. The"
            " nearest is framed in yellow.",
        ),
        "how-good-is-it": Beat(
            "how good is it", "The mean pictures, and on the left the share of right answers."
        ),
        "the-box-opens": Beat(
            "the box opens",
            "In place of the box stands a glowing network; two shares of right answers, by hand"
            " and by the network, are compared.",
        ),
    }

    def construct(self) -> None:
        self.area = stage()
        self.inputs = self.record["trace.ink"]
        program = self.measured("naive_program")
        self.data, self.training = Verbatim(_(program.data)), Verbatim(_(program.training_data))
        distances = program.program.distances(self.trace.ink)
        for name, root in (("naive_program", program), ("distances", distances)):
            self.record = self.record.with_root(f"measurement.{name}", root)
        self.nearest = int(distances.argmin())
        spoken_of = {self.trace.answer, self.model.output_of_digit(self.nearest)} - {None}
        self.diagram = NetworkDiagram(
            self.model, self.palette, spoken_of=[i for i in spoken_of if i is not None]
        ).show_weights()
        self.diagram.show_image(self.inputs)
        self.make_box()
        self.numbers_in()
        self.one_digit_out()
        self.a_first_try()
        self.how_good_is_it()
        self.the_box_opens()
        self.rest(1.0)

    def make_box(self) -> None:
        """The box stands where the network will be."""
        places, frame = self.diagram.places, self.diagram.image_frame
        room = replace(
            self.area,
            left=max(self.area.left, places.columns[0][0, 0] - INSET),
            right=self.diagram.columns[-1].get_right()[0] - 0.1,
        )
        if not self.area.is_wide:
            room = replace(room, top=frame.get_bottom()[1] - ARROW_ROOM)
        self.box = RoundedRectangle(
            corner_radius=0.2, width=room.width, height=room.height, color=theme.RULE
        )
        self.box.set_stroke(width=3).move_to(room.center)

    def way_into_the_box(self) -> Arrow:
        """From the picture straight to the box, wherever it stands."""
        frame = self.diagram.image_frame
        if self.area.is_wide:
            ends = (frame.get_right(), self.box.get_left())
        else:
            ends = (frame.get_bottom(), frame.get_bottom() * RIGHT + self.box.get_top() * UP)
        return Arrow(
            *ends,
            buff=0.1,
            color=theme.SECONDARY,
            stroke_width=4,
            max_tip_length_to_length_ratio=0.4,
        )

    def numbers_in(self) -> None:
        """The picture, and the numbers of a part of it."""
        image = self.diagram.image
        self.beat(
            "numbers-in",
            _("To a machine, this picture is just {count} numbers. Here are a few.")
            if image.shape[0] > CELLS
            else _("To a machine, this picture is just {count} numbers. Here they are."),
            count=self.record.number("model.layer_sizes[0]", decimals=None),
        )
        self.play(FadeIn(image, self.diagram.image_frame), run_time=0.7)
        gray_cell = telling_cells(self.inputs.values, image.shape)[2]
        cells = min(CELLS, image.shape[0])
        corner = window_corner(gray_cell, image.shape, cells)
        window = NumberWindow(image, self.inputs, corner, cells=cells, color=self.palette.signal)
        mark = window.frame.copy()
        self.play(Create(mark), run_time=0.5)
        self.add(window.grid, window.frame)
        home = window.grid.copy()
        parts = (window.grid, window.frame)
        side = min(WINDOW_SIDE, self.box.height - INSET)
        self.play(
            *(part.animate.scale_to_fit_height(side).move_to(self.box) for part in parts),
            run_time=1.2,
        )
        numbers = window.numbers()
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.03), run_time=1.1)
        self.rest(1.0)
        self.window, self.numbers, self.home, self.window_mark = parts, numbers, home, mark

    def one_digit_out(self) -> None:
        """An empty box between the picture and the digits."""
        said, count = _("Write a program: numbers go in, and one of ten digits comes out."), CLASSES
        if self.model.reads_digits and self.model.layer_sizes[-1] != count:
            said = _("Write a program: numbers go in, and one of these answers comes out.")
        self.beat("one-digit-out", said)
        self.back_into_the_picture()
        arrow = self.way_into_the_box()
        title = Words(_("a program"), size="title").move_to(self.box)
        question = Words("?", size="title", color=self.palette.signal)
        question.next_to(title, DOWN, buff=0.4)
        self.play(Create(self.box), FadeIn(title), run_time=0.9)
        # Where outputs stand for no digits, their names belong to the network alone.
        named = self.diagram.names if self.model.reads_digits else []
        names = (FadeIn(name, shift=0.2 * RIGHT) for name in named)
        self.play(
            FadeIn(arrow, shift=0.2 * arrow.get_unit_vector()),
            FadeIn(question),
            LaggedStart(*names, lag_ratio=0.1),
            run_time=1.0,
        )
        self.rest()
        self.arrow, self.inside = arrow, [title, question]

    def back_into_the_picture(self) -> None:
        """The large part goes back to where it was taken from."""
        home = self.home
        self.play(FadeOut(self.numbers), run_time=0.3)
        self.play(
            *(part.animate.match_height(home).move_to(home) for part in self.window), run_time=0.7
        )
        self.play(FadeOut(*self.window, self.window_mark), run_time=0.3)

    def a_first_try(self) -> None:
        self.beat(
            "a-first-try",
            _("A first try: compare it with the mean of each digit in {training}."),
            training=self.training,
        )
        distances = self.record["measurement.distances"]
        board = self.board = MeanBoard(
            self.record["measurement.naive_program.program.means"],
            distances,
            center=self.box.get_center(),
            width=self.box.width - 2 * INSET,
            height=self.box.height - 2 * INSET,
        )
        self.play(FadeOut(*self.inside), run_time=0.4)
        pairs = zip(board.pictures, board.frames, strict=True)
        pictures = LaggedStart(*(FadeIn(*pair) for pair in pairs), lag_ratio=0.1)
        self.play(FadeIn(board.words[0]), pictures, run_time=1.2)
        values = LaggedStart(*map(FadeIn, board.values), lag_ratio=0.1)
        self.play(FadeIn(board.words[1]), values, run_time=1.0)
        nearest = self.nearest
        self.mark = board.mark(nearest, self.palette.signal)
        self.play(Create(self.mark), run_time=0.6)
        self.caption(
            _("The nearest one is the {digit}, at a distance of {distance}."),
            digit=Verbatim(nearest),
            distance=distances[nearest],
        )
        output = self.model.output_of_digit(nearest)
        self.answer = self.mark.copy()
        if output is not None:
            answer = SurroundingRectangle(
                self.diagram.names[output], color=self.palette.signal, buff=0.1, corner_radius=0.07
            )
            self.at_word("digit")
            self.play(
                self.answer.animate.become(answer), *name_winner(self.diagram, output), run_time=0.9
            )
        self.rest()

    def how_good_is_it(self) -> None:
        """The share of the test images that the program reads right."""
        images = self.record.number("measurement.naive_program.by_program.images", decimals=None)
        accuracy = self.accuracy("by_program")
        self.beat(
            "how-good-is-it",
            _("It reads {share} of {images} test images right. Not hopeless, but not enough."),
            images=images,
            share=accuracy,
        )
        note, first, _second = self.scores()
        self.note = Words(
            _("right, of {images} ({data})"),
            size="note",
            color=theme.SECONDARY,
            width=note.width,
            images=images,
            data=self.data,
        ).move_to(note.at(0.5, 0), aligned_edge=DOWN)
        self.by_hand = self.tally(_("by hand"), accuracy, first)
        self.at_word("share")
        self.play(FadeIn(self.note), FadeIn(self.by_hand, shift=0.2 * DOWN), run_time=0.8)
        self.rest(1.2)

    def the_box_opens(self) -> None:
        """The network stands where the program was, and reads the picture."""
        diagram = self.diagram
        self.beat("the-box-opens", _("What else could we put in the box? A {network} of neurons."))
        naming = name_winner(diagram, -1) if self.model.reads_digits else [FadeIn(diagram.names)]
        self.play(FadeOut(self.board, self.mark, self.answer, self.arrow), *naming, run_time=0.7)
        self.at_word("network")
        self.play(
            FoldIntoColumn(diagram, self.inputs, seconds=1.5),
            FadeIn(diagram.strip_frame),
            LaggedStart(*(FadeIn(column) for column in diagram.columns), lag_ratio=0.2),
            LaggedStart(*(FadeIn(light) for light in diagram.connections), lag_ratio=0.2),
            FadeOut(self.box),
        )
        for layer in range(len(self.model.layers)):
            self.play_sounds(lit_outputs(self.record, self.model, layer, seconds=0.9))
            self.play(propagate(diagram, self.record, layer, seconds=0.9))
        answer = self.trace.answer
        box = diagram.answer_box(answer)
        landing = (FadeIn(box, scale=1.3), *name_winner(diagram, answer))
        self.play(*landing, run_time=0.8)
        if not self.model.reads_digits:
            self.caption(
                _("Its outputs stand for no digits, so none of its answers is right or wrong.")
            )
            return
        accuracy = self.accuracy("by_network")
        self.caption(
            _("On those images, this network is right {share} of the time."), share=accuracy
        )
        tally = self.tally(_("network"), accuracy, self.scores()[2], color=self.palette.signal)
        self.at_word("share")
        self.play(FadeIn(tally, shift=0.2 * DOWN), run_time=0.8)

    def accuracy(self, reader: str) -> Sourced:
        """The share of right answers of the program or of the network."""
        return self.record.number(
            f"measurement.naive_program.{reader}.accuracy", percent=True, decimals=1
        )

    def scores(self) -> tuple[Stage, Stage, Stage]:
        """Room for what is counted, for the program's accuracy, and for the network's.

        They stand above and below the picture on a wide stage, and at its right on any other.
        """
        frame = self.diagram.image_frame
        left, right = frame.get_left()[0], frame.get_right()[0]
        top, bottom = frame.get_top()[1], frame.get_bottom()[1]
        if not self.area.is_wide:
            beside = Stage(float(self.diagram.places.aside[0]), self.area.right, top, bottom)
            note, first, second = beside.rows(1, 1, 1, gap=0)
            return note.inset(0, note.height / 2 - NOTE_DROP), first, second
        ys = (top + 0.35, bottom - 0.55, bottom - 1.2)
        note, first, second = (Stage(left, right, y, y) for y in ys)
        return note, first, second

    def tally(self, words: str, value: Sourced, line: Stage, color: str | None = None) -> Tally:
        """An accuracy in its line."""
        return Tally(words, value, left=line.left, right=line.right, y=line.center[1], color=color)
