"""`PixelsBecomeNeurons`: the squares of a picture become the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    Rectangle,
    Succession,
    Transform,
    VGroup,
    Wait,
    linear,
)

from network.analysis.pixels import most_varied_run
from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.pixels_become_neurons_parts import (
    DISC_SHARE,
    MAGNIFIED,
    RIM,
    Magnified,
    cells_around,
    lift_row,
    line_of_all,
    line_up,
    numbers_in,
    places_alone,
    swing_upright,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Words
from scenes.motion.propagation import cloud_of
from scenes.stage import theme
from scenes.stage.layout import ALONE, Stage, fit, square, stage, strip_width
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME_SCALE = 1.3
CLOSE = 5
"""Rows of the picture that are seen when squares become circles."""
NUMBERED = 3, MAGNIFIED
"""Rows and columns of the pixels whose numbers are written in them."""
DIMMED = 0.3
"""Light of the rows under the caption, while the picture is seen from near."""
BEHIND, WAITING = 0.25, 0.7
"""Light of the picture while its neurons line up, and of those that wait for their turn."""
SLOWLY = 0.6, 0.42, 0.36
"""Seconds that rows take which leave the picture one by one."""
FLIGHT = 0.25
"""Seconds of a row's way into the line while many go."""
MARKED = 4.0
"""Width of the frames around a row and its place."""


class PixelsBecomeNeurons(Chapter):
    """From the pixels of a picture to one column of neurons."""

    summary = N_("The pixels of a picture line up, row after row, and become the input layer.")
    concepts = (N_("input layer"), N_("flattening"), N_("pixels"))
    allowed_crossings: ClassVar = {
        ("PixelCloud", "PixelGrid"): "The rows leave the picture that they are."
    }
    beats: ClassVar = {
        "squares-become-circles": Beat(
            "squares become circles",
            "The pixels have become circles, white, gray and black, that form the digit.",
        ),
        "rows-form-one-line": Beat(
            "rows form one line",
            "The rows of the picture laid end to end in one long line, each neuron a thin stripe.",
        ),
        "the-line-folds": Beat(
            "the line folds", "The line stands upright: a fine column beside the digit."
        ),
        "some-of-them": Beat(
            "some of them",
            "A short piece of the column, magnified: five large circles, in each the number of its"
            " pixel. A yellow frame shows the same pixels in the picture.",
        ),
        "all-of-them": Beat("all of them", "A brace around the column says: the input layer."),
    }

    def construct(self) -> None:
        self.area = stage()
        self.inputs = self.record["trace.ink"]
        self.count = self.record.number("model.layer_sizes[0]", decimals=None)
        self.diagram = NetworkDiagram(self.model, self.palette).show_image(self.inputs)
        self.alone = places_alone(self.diagram.places)
        self.run = most_varied_run(self.inputs.values, MAGNIFIED)
        self.squares_become_circles()
        self.rows_form_one_line()
        self.the_line_folds()
        self.some_of_them()
        self.all_of_them()

    def squares_become_circles(self) -> None:
        """From near every square turns into a disc with a rim; then all of them are seen."""
        image = self.diagram.image
        self.view.look_at(image, share=ALONE)
        self.add(image, self.diagram.image_frame)
        self.beat(
            "squares-become-circles",
            _("Let each pixel be a neuron: a {circle}, as bright as its {number}."),
        )
        rows, columns = image.shape
        close, row, column = self.around_run()
        is_lit = np.arange(rows)[:, np.newaxis] < row + min(CLOSE, rows) / 2
        lit = np.where(is_lit, 1.0, DIMMED) * np.ones(columns)
        dim = image.animate(run_time=0.5).set_cell_weights(lit).build()
        self.play(
            self.view.animate(run_time=1.2).look_at(close, share=1.0), Succession(Wait(0.7), dim)
        )
        self.drift(image, until="circle")
        self.cloud = cloud_of(image).place(alphas=lit.ravel())
        self.add(self.cloud)
        self.remove(image)
        side = DISC_SHARE * image.cell_side
        self.play(self.cloud.animate.place(sides=side, roundness=1.0, rim=RIM), run_time=1.1)
        self.at_word("number")
        cells = cells_around(image, int(row), int(column), NUMBERED)
        numbers = numbers_in(image, self.inputs, cells, side)
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.1, run_time=0.8))
        image.set_cell_weights(np.ones(image.shape))
        self.play(
            FadeOut(numbers, run_time=0.6),
            self.cloud.animate(run_time=0.6).place(alphas=1.0),
            self.view.animate(run_time=1.3).look_at(image, share=ALONE),
        )

    def around_run(self) -> tuple[Stage, float, float]:
        """The part of the picture around the pixels that are magnified later.

        With it come row and column of its middle, counted in pixels.
        """
        image = self.diagram.image
        rows, columns = image.shape
        half = min(CLOSE, rows) / 2
        row, column = (
            float(np.clip(place + 0.5, half, rows - half))
            for place in divmod(int(self.run[len(self.run) // 2]), columns)
        )
        center = image.points[0] + image.cell_side * np.array([column, -row, 0.0])
        return square(center, 2 * half * image.cell_side), row, column

    def rows_form_one_line(self) -> None:
        """From the top, row after row goes into a line: a few of them slowly, the others fast."""
        self.beat(
            "rows-form-one-line",
            _("{Row} after row, the neurons line up, each as a thin {stripe}."),
        )
        line = self.line = line_of_all()
        self.slot = Rectangle(width=line.width, height=line.height, color=theme.RULE)
        self.slot.set_stroke(width=1.5).move_to((line.start + line.end) / 2)
        image = self.diagram.image.set_opacity(0)
        rows, columns = image.shape
        self.add(image, self.diagram.image_frame, self.cloud)
        self.play(
            self.view.animate.pull_out(),
            *self.comes_beside(),
            Succession(Wait(0.4), FadeIn(self.slot, run_time=0.3)),
            run_time=0.7,
        )
        self.at_word("Row")
        here = Rectangle(width=image.width, height=image.cell_side).move_to(image.get_center())
        there = Rectangle(width=line.width / rows, height=line.height)
        self.marks = VGroup(here, there).set_stroke(self.palette.signal, width=MARKED)
        self.at_row(0)
        self.play(
            FadeIn(self.marks),
            image.animate.set_opacity(BEHIND),
            self.cloud.animate.place(alphas=WAITING),
            run_time=0.3,
        )
        first = self.first_lit()
        self.many_rows(range(first), 0.4)
        for turn, row in enumerate(range(first, first + len(SLOWLY))):
            neurons = range(row * columns, (row + 1) * columns)
            self.play(
                lift_row(self.cloud, neurons, line, seconds=SLOWLY[turn]),
                self.marks_go_to(row, SLOWLY[turn] / 2),
            )
            if turn == 1:
                self.at_word("stripe")
            self.play(line_up(self.cloud, neurons, 1, line, seconds=0.7 * SLOWLY[turn]))
        self.many_rows(range(first + len(SLOWLY), rows), 1.6)

    def first_lit(self) -> int:
        """The first row with bright pixels, but for the last few."""
        rows, columns = self.diagram.image.shape
        brightest = self.inputs.values.reshape(rows, columns).max(axis=1)
        first = int(np.argmax(brightest >= brightest.max() / 2))
        return min(first, rows - len(SLOWLY) - 1)

    def at_row(self, row: int) -> VGroup:
        """The marks, around a row and its place in the line."""
        image, line = self.diagram.image, self.line
        here, there = self.marks
        here.set_y(image.cell_center(row, 0)[1])
        there.move_to(line.places(image.shape[0])[row])
        return self.marks

    def marks_go_to(self, row: int, seconds: float, **options: Any) -> Animation:
        """The marks move on to a row."""
        before = self.marks.copy()
        target = self.at_row(row).copy()
        self.marks.become(before)
        return Transform(self.marks, target, run_time=seconds, **options)

    def many_rows(self, rows: range, seconds: float) -> None:
        """Rows go into the line fast, one after the other."""
        if not rows:
            return
        columns = self.diagram.image.shape[1]
        neurons = range(rows.start * columns, rows.stop * columns)
        lag = 1 - min(FLIGHT / seconds, 1.0)
        self.play(
            line_up(self.cloud, neurons, len(rows), self.line, lag=lag, seconds=seconds),
            self.marks_go_to(rows.stop - 1, seconds, rate_func=linear),
        )

    def comes_beside(self) -> list[Any]:
        """The picture, as large as can be, leaves room for the line."""
        image, room = self.diagram.image, self.line.picture
        factor = min(room.width, room.height) / image.height
        points = room.center + factor * (self.cloud.points - image.get_center())
        side = factor * DISC_SHARE * image.cell_side
        return [
            *self.picture_goes(room.center, factor * image.width),
            self.cloud.animate.place(points, sides=side, roundness=1.0, rim=RIM),
        ]

    def picture_goes(self, center: NDArray[np.float64], side: float) -> list[Any]:
        """The picture moves and gets another size."""
        image, frame = self.diagram.image, self.diagram.image_frame
        return [part.animate.scale(side / image.width).move_to(center) for part in (image, frame)]

    def the_line_folds(self) -> None:
        """The picture makes room, the line swings down and becomes the input column."""
        self.beat("the-line-folds", _("Then the line stands up: the first column of the network."))
        alone, diagram = self.alone, self.diagram
        diagram.image.set_opacity(1)
        self.play(
            FadeOut(self.marks, run_time=0.2),
            *self.picture_goes(alone.image, alone.image_side),
            run_time=0.6,
        )
        diagram.show_strip(self.inputs)
        for part in (diagram.strip, diagram.strip_frame):
            part.stretch_to_fit_width(alone.width).set_x(alone.ticks[0, 0])
        self.play(
            FadeOut(self.slot, run_time=0.5),
            swing_upright(self.cloud, alone.ticks, width=alone.width, seconds=2.2),
            Succession(Wait(1.9), FadeIn(diagram.strip_frame, run_time=0.3)),
        )
        self.add(diagram.strip, diagram.strip_frame)
        self.remove(self.cloud)
        self.drift(diagram.image)

    def some_of_them(self) -> None:
        """A piece of the column is magnified: its stripes become circles with their numbers."""
        self.beat(
            "some-of-them",
            _("Each {stripe} is still a {neuron}: it holds the {number} of its pixel."),
        )
        read = self.record["trace.inputs"]
        is_same = self.model.preparation.is_identity
        piece = self.piece = Magnified(
            self.diagram.image,
            self.alone,
            self.inputs,
            self.inputs if is_same else read,
            self.run,
            color=self.palette.signal,
        )
        self.play(
            Create(piece.cells), *map(Create, piece.threads), FadeIn(piece.mark), run_time=0.6
        )
        self.at_word("stripe")
        self.add(piece.stripes)
        self.play(piece.magnify(), Create(piece.lens), run_time=1.0)
        self.at_word("neuron")
        self.play(piece.round_off(), run_time=0.8)
        self.at_word("number")
        for turn, pixel in enumerate(self.run):
            self.play_sounds(bell(self.inputs[int(pixel)], 0.2 * turn))
        self.play(LaggedStart(*map(FadeIn, piece.numbers), lag_ratio=0.4), run_time=1.0)
        if not is_same:
            ink = int(self.run[0])
            self.caption(
                _("This network was trained on other numbers: it reads {ink} as {input}."),
                ink=self.inputs[ink],
                input=read[ink],
            )
        self.drift(self.diagram.image)

    def all_of_them(self) -> None:
        """The piece goes back; its frame grows around all, and a brace says what they are."""
        self.beat("all-of-them", _("All {count} together are the input layer."), count=self.count)
        diagram = self.diagram
        brace = SideBrace(diagram.strip, buff=0.25, depth=0.5)
        room = self.area.right - brace.get_right()[0] - 0.3
        name = fit(Words(_("input layer"), size="title").scale(NAME_SCALE), room, self.area.height)
        number = Words(_("{count} neurons"), size="title", color=theme.SECONDARY, count=self.count)
        text = VGroup(name, number).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
        text.next_to(brace, RIGHT, buff=0.3)
        piece, strip, image = self.piece, diagram.strip_frame, diagram.image_frame
        self.play(
            piece.shrink().set_run_time(0.7),
            FadeOut(piece.numbers, run_time=0.3),
            FadeOut(piece.lens, *piece.threads, run_time=0.4),
            self.view.animate(run_time=1.2).pull_out(),
            piece.mark.animate(run_time=1.2).stretch_to_fit_height(strip.height).move_to(strip),
            piece.cells.animate(run_time=1.2)
            .stretch_to_fit_height(image.height)
            .stretch_to_fit_width(image.width)
            .move_to(image),
            Succession(Wait(0.5), GrowFromCenter(brace, run_time=0.8)),
            Succession(Wait(0.7), FadeIn(text, shift=0.2 * RIGHT, run_time=0.7)),
        )
        self.remove(piece.stripes)
        self.drift(diagram.strip)
        self.fall_silent()
        places = diagram.places
        self.play(FadeOut(brace, text, piece.mark, piece.cells), run_time=0.3)
        self.play(
            self.view.animate.pull_out(),
            *self.picture_goes(places.image, places.image_side),
            *(
                part.animate.stretch_to_fit_width(strip_width()).set_x(places.columns[0][0, 0])
                for part in (diagram.strip, diagram.strip_frame)
            ),
            run_time=0.6,
        )
