"""`PixelsBecomeNeurons`: the squares of a picture become the input layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
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

from network.analysis.pixels import different_pixels
from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.pixels_become_neurons_parts import (
    Emerge,
    LargeInputs,
    backwards,
    cells_around,
    line_place,
    line_up,
    numbers_in,
    swing_upright,
)
from scenes.mobjects.grids.callout import cell_marks
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

DISC_SHARE = 0.84
RIM = 0.5
NAME_SCALE = 1.7
CLOSE = 6
"""Rows of the picture that are seen when squares become circles."""
NUMBERED = 3, 5
"""Rows and columns of the pixels whose numbers are written in them."""
DIMMED = 0.3
"""Light of the rows under the caption, while the picture is seen from near."""
MARK_SCALE, MARK_WIDTH = 2.2, 4
"""Of the frames around pixels: larger than these, to be seen where the picture is small."""
FEW = 3
"""How many input neurons are drawn large."""


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
            "rows form one line", "The rows of the picture laid end to end in one long line."
        ),
        "the-line-folds": Beat(
            "the line folds", "The line stands upright: a fine column beside the digit."
        ),
        "some-of-them": Beat(
            "some of them",
            "Three pixels of the column are drawn as large circles, dark, gray and bright, with"
            " their numbers; yellow threads tie them to their places in column and picture.",
        ),
        "all-of-them": Beat("all of them", "A brace around the column says: the input layer."),
    }

    def construct(self) -> None:
        self.area = stage()
        self.inputs = self.record["trace.ink"]
        self.count = self.record.number("model.layer_sizes[0]", decimals=None)
        self.diagram = NetworkDiagram(self.model, self.palette).show_image(self.inputs)
        self.few = different_pixels(self.inputs.values, FEW).tolist()
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
            _("This picture has {count} pixels, {each} with a number."),
            count=self.count,
        )
        rows, columns = image.shape
        close, row, column = self.around_gray()
        lit = np.arange(rows)[:, np.newaxis] < row + min(CLOSE, rows) / 2
        self.lit = np.where(lit, 1.0, DIMMED) * np.ones(columns)
        dim = image.animate(run_time=0.7).set_cell_weights(self.lit).build()
        self.play(
            self.view.animate(run_time=1.9).look_at(close, share=1.0), Succession(Wait(1.2), dim)
        )
        cells = cells_around(image, int(row), int(column), NUMBERED)
        self.numbers = numbers_in(image, self.inputs, cells, DISC_SHARE * image.cell_side)
        self.drift(image, until="each")
        self.play(LaggedStart(*map(FadeIn, self.numbers), lag_ratio=0.1), run_time=1.0)
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
        """The view pulls out; row after row the neurons leave into one long line."""
        self.beat(
            "rows-form-one-line",
            _("Row after row, all {count} of them line up."),
            count=self.count,
        )
        start, end, height = line_place(self.diagram.places)
        self.slot = Rectangle(width=end[0] - start[0], height=height, color=theme.RULE)
        self.slot.set_stroke(width=1.5).move_to((start + end) / 2)
        image = self.diagram.image.set_opacity(0)
        self.add(image, self.diagram.image_frame, self.cloud)
        self.play(
            self.view.animate.pull_out(), FadeIn(self.slot), *self.comes_below(height), run_time=1.0
        )
        self.play(
            line_up(self.cloud, image.shape[0], start, end, height=height, seconds=3.4),
            image.animate(run_time=3.4).set_opacity(1),
        )
        self.rest(0.2)

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
            self.play(*homing, run_time=0.7)
        swing = swing_upright(self.cloud, places.columns[0], seconds=1.9)
        self.play(FadeOut(self.slot, run_time=0.5), swing)
        self.add(self.diagram.show_strip(self.inputs).strip)
        self.remove(self.cloud)
        self.play(FadeIn(self.diagram.strip_frame), run_time=0.4)
        self.drift(self.diagram.image)

    def some_of_them(self) -> None:
        """From a few pixels, dark to bright, threads lead to their neurons, which grow large."""
        self.beat(
            "some-of-them", _("Each stripe is still a neuron: it holds the number of its pixel.")
        )
        read = self.record["trace.inputs"]
        is_same = self.model.preparation.is_identity
        large = self.large = LargeInputs(
            self.diagram,
            self.inputs if is_same else read,
            self.inputs.values,
            self.few,
            color=self.palette.signal,
        )
        self.marks = cell_marks(self.diagram.image, self.few, self.palette.signal)
        for mark in self.marks:
            mark.scale(MARK_SCALE).set_stroke(width=MARK_WIDTH)
        for turn, index in enumerate(reversed(self.few)):
            self.play_sounds(bell(self.inputs[index], 1.0 + 0.6 * turn))
        ways = [
            Succession(
                Create(mark, run_time=0.3),
                Create(thread, run_time=0.5),
                AnimationGroup(Create(leader), Emerge(numbered, leader), run_time=1.0),
            )
            for mark, thread, leader, numbered in zip(
                self.marks, large.threads, large.leaders, large.numbered, strict=True
            )
        ]
        # Who has the farthest way goes first: nobody passes one that has arrived.
        way = "height" if self.area.is_tall else "width"
        order = sorted(range(len(ways)), key=lambda i: -getattr(large.leaders[i], way))
        self.play(LaggedStart(*(ways[i] for i in order), lag_ratio=0.33))
        if not is_same:
            self.caption(
                _("This network was trained on other numbers: it reads {ink} as {input}."),
                ink=self.inputs[self.few[0]],
                input=read[self.few[0]],
            )
        self.drift(self.diagram.image)

    def all_of_them(self) -> None:
        """The large ones go back into the column; a brace around it says what it is."""
        self.beat("all-of-them", _("All {count} together are the input layer."), count=self.count)
        brace = SideBrace(self.diagram.strip, buff=0.25, depth=0.5)
        room = self.area.right - brace.get_right()[0] - 0.3
        name = fit(Words(_("input layer"), size="title").scale(NAME_SCALE), room, self.area.height)
        number = Words(_("{count} neurons"), size="title", color=theme.SECONDARY, count=self.count)
        text = VGroup(name, number).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
        text.next_to(brace, RIGHT, buff=0.3)
        large = self.large
        returns = [
            Emerge(numbered, leader, introducer=False, remover=True, rate_func=backwards)
            for numbered, leader in zip(large.numbered, large.leaders, strict=True)
        ]
        self.play(
            AnimationGroup(*returns, run_time=0.9),
            FadeOut(large.leaders, large.threads, self.marks, run_time=0.9),
            GrowFromCenter(brace, run_time=1.2),
            Succession(Wait(0.6), FadeIn(text, shift=0.2 * RIGHT, run_time=0.8)),
            self.view.animate(run_time=0.9).pull_out(),
        )
        self.rest(0.6)
        self.fall_silent()
        self.play(FadeOut(brace, text), run_time=0.6)
