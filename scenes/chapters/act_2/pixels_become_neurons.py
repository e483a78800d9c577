"""`PixelsBecomeNeurons`: the squares of a picture become the input layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    Rectangle,
    Succession,
    VGroup,
    Wait,
)

from network.analysis.pixels import different_pixels, most_varied_run
from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.pixels_become_neurons_parts import (
    DISC_SHARE,
    RIM,
    Magnified,
    cells_around,
    enlarge_row,
    length_of_run,
    line_place,
    line_up,
    numbers_in,
    squeeze_row,
    swing_upright,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Words
from scenes.motion.propagation import cloud_of
from scenes.stage import theme
from scenes.stage.layout import ALONE, PICTURE_GAP, Stage, fit, square, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

NAME_SCALE = 1.7
CLOSE = 5
"""Rows of the picture that are seen when squares become circles."""
NUMBERED = 3, 5
"""Rows and columns of the pixels whose numbers are written in them."""
DIMMED = 0.3
"""Light of the rows under the caption, while the picture is seen from near."""
BEHIND, WAITING = 0.25, 0.45
"""Light of the picture while its neurons line up, and of those that wait for their turn."""
FEW = 3
"""How many neurons are shown with their numbers."""


class PixelsBecomeNeurons(Chapter):
    """From the pixels of a picture to one column of neurons."""

    summary = N_("The pixels of a picture line up, row after row, and become the input layer.")
    concepts = (N_("input layer"), N_("flattening"), N_("pixels"))
    allowed_crossings: ClassVar = {
        ("PixelCloud", "PixelGrid"): "The rows leave the picture that they are."
    }
    beats: ClassVar = {
        "every-pixel-is-a-number": Beat(
            "every pixel is a number",
            "A piece of a digit, so near that each pixel is a large square; in some of them stand"
            " their numbers.",
        ),
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
            "A short piece of the column under a magnifying glass: wide stripes, beside each its"
            " circle, and beside three of these their numbers. A yellow frame shows the same"
            " pixels in the picture.",
        ),
        "all-of-them": Beat("all of them", "A brace around the column says: the input layer."),
    }

    def construct(self) -> None:
        self.area = stage()
        self.inputs = self.record["trace.ink"]
        self.count = self.record.number("model.layer_sizes[0]", decimals=None)
        self.diagram = NetworkDiagram(self.model, self.palette).show_image(self.inputs)
        self.run = most_varied_run(self.inputs.values, length_of_run(self.diagram))
        self.every_pixel_is_a_number()
        self.squares_become_circles()
        self.rows_form_one_line()
        self.the_line_folds()
        self.some_of_them()
        self.all_of_them()

    def every_pixel_is_a_number(self) -> None:
        """The picture in its home, seen from near as the scene before left it."""
        image = self.diagram.image
        self.view.look_at(image, share=ALONE)
        self.add(image, self.diagram.image_frame)
        self.beat(
            "every-pixel-is-a-number",
            _("Every pixel of this picture has a number."),
        )
        rows, columns = image.shape
        close, row, column = self.around_gray()
        lit = np.arange(rows)[:, np.newaxis] < row + min(CLOSE, rows) / 2
        self.lit = np.where(lit, 1.0, DIMMED) * np.ones(columns)
        dim = image.animate(run_time=0.5).set_cell_weights(self.lit).build()
        cells = cells_around(image, int(row), int(column), NUMBERED)
        self.numbers = numbers_in(image, self.inputs, cells, DISC_SHARE * image.cell_side)
        appearing = LaggedStart(*map(FadeIn, self.numbers), lag_ratio=0.1, run_time=0.8)
        self.play(
            self.view.animate(run_time=1.3).look_at(close, share=1.0),
            Succession(Wait(0.8), dim),
            Succession(Wait(0.6), appearing),
        )
        self.drift(image)

    def around_gray(self) -> tuple[Stage, float, float]:
        """The part of the picture around the pixel that is neither black nor white.

        With it come row and column of its middle, counted in pixels.
        """
        image = self.diagram.image
        rows, columns = image.shape
        gray = int(np.abs(self.inputs.values - 0.5).argmin())
        half = min(CLOSE, rows) / 2
        row, column = (
            float(np.clip(place + 0.5, half, rows - half)) for place in divmod(gray, columns)
        )
        center = image.points[0] + image.cell_side * np.array([column, -row, 0.0])
        return square(center, 2 * half * image.cell_side), row, column

    def squares_become_circles(self) -> None:
        """Every square turns into a disc with a rim; then all of them are seen."""
        image = self.diagram.image
        self.beat(
            "squares-become-circles",
            _("Let each pixel be a neuron: a circle, as bright as its number."),
        )
        self.cloud = cloud_of(image).place(alphas=self.lit.ravel())
        self.add(self.cloud, self.numbers)
        self.remove(image)
        side = DISC_SHARE * image.cell_side
        self.play(self.cloud.animate.place(sides=side, roundness=1.0, rim=RIM), run_time=1.5)
        image.set_cell_weights(np.ones(image.shape))
        self.play(
            FadeOut(self.numbers, run_time=0.6),
            self.cloud.animate(run_time=0.6).place(alphas=1.0),
            self.view.animate(run_time=1.5).look_at(image, share=ALONE),
        )
        self.drift(image)

    def rows_form_one_line(self) -> None:
        """One row becomes circles as large as can be, then stripes; the others follow."""
        self.beat(
            "rows-form-one-line",
            _("{Row} after row, they line up, each as a thin {stripe}."),
        )
        start, end, height = line_place(self.diagram.places)
        self.slot = Rectangle(width=end[0] - start[0], height=height, color=theme.RULE)
        self.slot.set_stroke(width=1.5).move_to((start + end) / 2)
        image = self.diagram.image.set_opacity(0)
        rows, columns = image.shape
        first = int(self.run[0]) // columns * columns
        row = range(first, first + columns)
        self.add(image, self.diagram.image_frame, self.cloud)
        self.play(self.view.animate.pull_out(), *self.comes_below(height), run_time=0.7)
        self.at_word("Row")
        lifted = enlarge_row(self.cloud, row, start, end, height=height, others=WAITING)
        self.play(lifted, image.animate(run_time=1.2).set_opacity(BEHIND))
        self.drift(self.area, until="stripe")
        self.play(
            squeeze_row(self.cloud, row, start, end, height=height),
            FadeIn(self.slot, run_time=0.9),
        )
        self.play(
            line_up(self.cloud, rows, start, end, height=height, seconds=2.0),
            Succession(Wait(1.4), image.animate(run_time=0.6).set_opacity(1).build()),
        )

    def comes_below(self, line_height: float) -> list[Any]:
        """On a wide stage the picture grows below the line, in the middle."""
        image, area = self.diagram.image, self.area
        if not area.is_wide:
            return []
        room = replace(area, top=area.top - line_height - PICTURE_GAP)
        factor = room.height / image.height
        points = room.center + factor * (self.cloud.points - image.get_center())
        return [
            *(part.animate.scale(factor).move_to(room.center) for part in self.framed),
            self.cloud.animate.place(
                points, sides=factor * DISC_SHARE * image.cell_side, roundness=1.0, rim=RIM
            ),
        ]

    @property
    def framed(self) -> tuple[Mobject, Mobject]:
        """The picture and its frame."""
        return self.diagram.image, self.diagram.image_frame

    def the_line_folds(self) -> None:
        """The picture goes home, the line swings down and becomes the input column."""
        self.beat("the-line-folds", _("Then the line stands up: the first column of the network."))
        places = self.diagram.places
        if self.area.is_wide:
            factor = places.image_side / self.diagram.image.width
            homing = (part.animate.scale(factor).move_to(places.image) for part in self.framed)
            self.play(*homing, run_time=0.5)
        swing = swing_upright(self.cloud, places.columns[0], seconds=1.9)
        self.play(FadeOut(self.slot, run_time=0.5), swing)
        self.add(self.diagram.show_strip(self.inputs).strip)
        self.remove(self.cloud)
        self.play(FadeIn(self.diagram.strip_frame), run_time=0.4)
        self.drift(self.diagram.image)

    def some_of_them(self) -> None:
        """A piece of the column is magnified: its stripes, their circles, and some numbers."""
        self.beat(
            "some-of-them",
            _("Each {stripe} is still a {neuron}: it holds the {number} of its pixel."),
        )
        read = self.record["trace.inputs"]
        is_same = self.model.preparation.is_identity
        few = different_pixels(self.inputs.values[self.run], FEW)
        piece = self.piece = Magnified(
            self.diagram,
            self.inputs,
            self.inputs if is_same else read,
            self.run,
            few,
            color=self.palette.signal,
        )
        self.play(
            Create(piece.cells), *map(Create, piece.threads), FadeIn(piece.mark), run_time=0.6
        )
        self.at_word("stripe")
        self.add(piece.stripes)
        self.play(piece.magnify(), Create(piece.lens), run_time=1.0)
        self.at_word("neuron")
        self.add(piece.circles)
        self.play(piece.round_off(), run_time=0.9)
        self.at_word("number")
        for turn, place in enumerate(few):
            self.play_sounds(bell(self.inputs[int(self.run[place])], 0.3 * turn))
        self.play(
            LaggedStart(
                *(FadeIn(each, shift=0.3 * RIGHT) for each in piece.numbers), lag_ratio=0.4
            ),
            run_time=1.0,
        )
        if not is_same:
            ink = int(self.run[few[0]])
            self.caption(
                _("This network was trained on other numbers: it reads {ink} as {input}."),
                ink=self.inputs[ink],
                input=read[ink],
            )
        self.drift(self.diagram.image)

    def all_of_them(self) -> None:
        """The piece goes back; its frame grows around all, and a brace says what they are."""
        self.beat("all-of-them", _("All {count} together are the input layer."), count=self.count)
        brace = SideBrace(self.diagram.strip, buff=0.25, depth=0.5)
        room = self.area.right - brace.get_right()[0] - 0.3
        name = fit(Words(_("input layer"), size="title").scale(NAME_SCALE), room, self.area.height)
        number = Words(_("{count} neurons"), size="title", color=theme.SECONDARY, count=self.count)
        text = VGroup(name, number).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
        text.next_to(brace, RIGHT, buff=0.3)
        piece, strip = self.piece, self.diagram.strip_frame
        image = self.diagram.image_frame
        self.play(
            piece.shrink().set_run_time(0.7),
            FadeOut(piece.circles, piece.numbers, run_time=0.4),
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
        self.drift(self.diagram.strip)
        self.fall_silent()
        self.play(
            FadeOut(brace, text, piece.mark, piece.cells),
            self.view.animate.pull_out(),
            run_time=0.6,
        )
