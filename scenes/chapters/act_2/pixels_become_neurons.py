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
    VGroup,
)

from network.analysis.pixels import different_pixels
from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.pixels_become_neurons_parts import (
    Emerge,
    LargeInputs,
    line_place,
    line_up,
    swing_upright,
)
from scenes.mobjects.grids.callout import cell_marks
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Words
from scenes.motion.propagation import cloud_of
from scenes.stage import theme
from scenes.stage.layout import ALONE, PICTURE_GAP, Stage, square, stage, strip_width
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject

DISC_SHARE = 0.84
RIM = 0.5
NUMBER_SCALE = 2.2
CLOSE = 11
"""Rows of the picture that are seen when squares become circles."""
MARK_SCALE, MARK_WIDTH = 1.9, 3.5
"""Of the frames around pixels: larger than these, to be seen where the picture is small."""
FEW = 5
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
            "every pixel is a number", "A digit in pixels, so near that it fills the frame."
        ),
        "squares-become-circles": Beat(
            "squares become circles",
            "Nearer still: the pixels have become circles, white, gray and black.",
        ),
        "rows-form-one-line": Beat(
            "rows form one line", "The rows of the picture laid end to end in one long line."
        ),
        "the-line-folds": Beat(
            "the line folds", "The line stands upright: a fine column beside the digit."
        ),
        "some-of-them": Beat(
            "some of them",
            "Five pixels of the column are drawn as large circles, from dark to bright, each with"
            " its number.",
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
            _("This picture has {count} pixels, each with a number."),
            count=self.count,
        )
        self.play(self.view.animate.look_at(self.around_gray(), share=1.0), run_time=3.0)
        self.drift(image)

    def around_gray(self) -> Stage:
        """The part of the picture around the pixel that is neither black nor white."""
        image = self.diagram.image
        rows, columns = image.shape
        gray = int(np.abs(self.inputs.values - 0.5).argmin())
        half = min(CLOSE, rows) / 2
        row, column = (
            float(np.clip(place + 0.5, half, rows - half)) for place in divmod(gray, columns)
        )
        center = image.points[0] + image.cell_side * np.array([column, -row, 0.0])
        return square(center, 2 * half * image.cell_side)

    def squares_become_circles(self) -> None:
        """Every square turns into a disc with a rim."""
        image = self.diagram.image
        self.beat(
            "squares-become-circles",
            _("Let each pixel be a neuron: a circle, as bright as its number."),
        )
        self.cloud = cloud_of(image)
        self.add(self.cloud)
        self.remove(image)
        self.play(
            self.cloud.animate.place(sides=DISC_SHARE * image.cell_side, roundness=1.0, rim=RIM),
            run_time=2.0,
        )
        self.drift(self.around_gray())

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
            self.view.animate.pull_out(), FadeIn(self.slot), *self.comes_below(height), run_time=1.5
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
        """A few pixels from dark to bright, and their neurons grow out of the column."""
        self.beat("some-of-them", _("Each circle holds the number of its own pixel."))
        ticks = self.diagram.places.columns[0] + strip_width() / 2 * RIGHT
        read = self.record["trace.inputs"]
        is_same = self.model.preparation.is_identity
        large = self.large = LargeInputs(
            self.inputs if is_same else read, self.inputs.values, self.few, ticks=ticks
        )
        self.marks = cell_marks(self.diagram.image, self.few, self.palette.signal)
        for mark in self.marks:
            mark.scale(MARK_SCALE).set_stroke(width=MARK_WIDTH)
        # Who has the farthest way goes first: nobody passes one that has arrived.
        order = sorted(range(len(large.leaders)), key=lambda i: -large.leaders[i].height)
        emerging = [
            (Create(large.leaders[i]), Emerge(large.numbered[i], large.leaders[i])) for i in order
        ]
        for turn, i in enumerate(order):
            self.play_sounds(bell(self.inputs[self.few[i]], 0.4 + 0.25 * turn))
        self.play(
            Create(self.marks, lag_ratio=0.15, run_time=1.2),
            LaggedStart(*(pair[0] for pair in emerging), lag_ratio=0.25),
            LaggedStart(*(pair[1] for pair in emerging), lag_ratio=0.25),
            run_time=2.4,
        )
        names = [FadeIn(name, shift=0.15 * RIGHT) for name in large.names]
        self.play(LaggedStart(*names, lag_ratio=0.2), run_time=1.0)
        if not is_same:
            self.caption(
                _("This network was trained on other numbers: it reads {ink} as {input}."),
                ink=self.inputs[self.few[0]],
                input=read[self.few[0]],
            )
        self.rest(0.4)

    def all_of_them(self) -> None:
        """A brace around all input neurons, with their number."""
        self.beat("all-of-them", _("All {count} together are the input layer."), count=self.count)
        self.play(FadeOut(self.large, self.marks), self.view.animate.pull_out(), run_time=0.9)
        strip = self.diagram.strip
        brace = SideBrace(strip, buff=0.25, depth=0.5)
        room = self.area.right - brace.get_right()[0] - 0.3
        number = Words("{count}", size="title", count=self.count)
        words = Words(
            _("neurons: the input layer"), size="title", width=room, align="left", balanced=True
        )
        text = VGroup(number.scale(NUMBER_SCALE), words).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        text.next_to(brace, RIGHT, buff=0.3)
        self.play(GrowFromCenter(brace), FadeIn(text, shift=0.2 * RIGHT), run_time=1.2)
        self.rest(0.6)
        self.fall_silent()
        self.play(FadeOut(brace, text), run_time=0.6)
