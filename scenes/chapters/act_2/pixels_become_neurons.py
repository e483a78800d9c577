"""`PixelsBecomeNeurons`: the squares of a picture become the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

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

from network.analysis.interpretability import informative_inputs
from network.analysis.sound_events import bell
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.pixels_become_neurons_parts import (
    BUFF,
    LINE_HEIGHT,
    Emerge,
    LargeInputs,
    PixelPlaces,
    line_up,
    swing_upright,
)
from scenes.mobjects.grids.callout import CellCallout, cell_marks, telling_cells
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.cells import move_on, one_then_other, round_off
from scenes.motion.propagation import cloud_of
from scenes.stage import theme
from scenes.stage.layout import stage, strip_width
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    pass

DISC_SHARE = 0.8
RIM = 0.42
FEW = 12
"""How many input neurons are drawn large."""


class PixelsBecomeNeurons(Chapter):
    """From the pixels of a picture to one column of neurons."""

    is_first_cut = True
    summary = N_("The pixels of a picture line up, row after row, and become the input layer.")
    concepts = (N_("input layer"), N_("flattening"), N_("pixels"))
    beats: ClassVar = {
        "every-pixel-is-a-number": Beat(
            "every pixel is a number",
            "A digit in pixels; one of them is drawn large, with its number.",
        ),
        "squares-become-circles": Beat(
            "squares become circles", "The picture, now made of small circles."
        ),
        "rows-form-one-line": Beat(
            "rows form one line", "The rows of the picture laid end to end in one long line."
        ),
        "the-line-folds": Beat(
            "the line folds", "The line stands upright: a fine column beside the digit."
        ),
        "the-ones-that-matter": Beat(
            "the ones that matter",
            "Some pixels of the column are drawn as large circles, with number and value.",
        ),
        "all-of-them": Beat("all of them", "A brace around the column says: the input layer."),
    }

    def construct(self) -> None:
        self.area = stage()
        self.inputs = self.record["trace.ink"]
        self.count = self.record.number("model.layer_sizes[0]", decimals=None)
        self.diagram = NetworkDiagram(self.model, self.palette)
        self.places = PixelPlaces.on(self.area, self.diagram.places)
        self.every_pixel_is_a_number()
        self.squares_become_circles()
        self.rows_form_one_line()
        self.the_line_folds()
        self.the_ones_that_matter()
        self.all_of_them()
        self.rest(1.0)

    def every_pixel_is_a_number(self) -> None:
        """The picture, big, and three of its pixels with their numbers."""
        self.beat(
            "every-pixel-is-a-number", _("This picture has {count} pixels."), count=self.count
        )
        self.picture = image_grid(self.inputs, side=self.places.side).move_to(self.places.picture)
        self.frame = grid_frame(self.picture)
        self.play(FadeIn(self.picture, self.frame), run_time=0.9)
        bright, dark, gray = map(
            self.called_out, telling_cells(self.inputs.values, self.picture.shape)
        )
        name = bright.named(_("pixel {index}"))
        self.play(Create(bright.frame), run_time=0.5)
        self.play_sounds(bell(self.inputs[bright.index], 0.4))
        self.play(Create(bright.rays), FadeIn(bright.swatch, bright.value, name), run_time=0.8)
        self.rest()
        self.caption(
            _("Each one is a number, from {black} for black to {white} for white."),
            black=Verbatim("0"),
            white=Verbatim("1"),
        )
        for before, after in ((bright, dark), (dark, gray)):
            gone, name = name, after.named(_("pixel {index}"))
            self.play_sounds(bell(self.inputs[after.index], 0.6))
            self.play(*move_on(before, after), one_then_other(gone, name), run_time=0.9)
            self.rest(0.7)
        self.callout, self.name = gray, name

    def squares_become_circles(self) -> None:
        """Every square turns into a disc with a rim, and so does the large one."""
        self.beat(
            "squares-become-circles",
            _("Now let each pixel be a neuron: a circle that holds its number."),
        )
        self.cloud = cloud_of(self.picture)
        self.add(self.cloud, self.callout)
        self.remove(self.picture)
        name, self.name = self.name, self.callout.named(_("neuron {index}"))
        side = DISC_SHARE * self.picture.cell_side
        self.play(
            self.cloud.animate.place(sides=side, roundness=1.0, rim=RIM),
            *round_off(self.callout),
            FadeOut(self.frame),
            one_then_other(name, self.name),
            run_time=1.5,
        )
        self.rest()

    def rows_form_one_line(self) -> None:
        """The picture takes its place in the network; its neurons leave, row after row."""
        self.beat(
            "rows-form-one-line",
            _("Row after row they line up, all {count} of them, one behind the other."),
            count=self.count,
        )
        large, home = self.callout, self.cloud.points[self.callout.index]
        small = self.diagram.image.copy().show_image(self.inputs)
        self.add(self.picture.set_opacity(0), self.cloud, large, self.name)
        self.play(
            self.picture.animate(run_time=1.1).become(small),
            FadeOut(self.name, large.rays, large.frame, run_time=0.35),
            FadeOut(
                VGroup(large.swatch, large.value), target_position=home, scale=0.1, run_time=1.1
            ),
        )
        y = self.places.line
        start, end = np.array([[self.area.left, y, 0.0], [self.area.right, y, 0.0]])
        self.slot = Rectangle(width=self.area.width, height=LINE_HEIGHT, color=theme.RULE)
        self.slot.set_stroke(width=1).move_to((start + end) / 2)
        self.play(FadeIn(self.slot, self.diagram.image_frame), run_time=0.5)
        self.play(line_up(self.cloud, self.picture.shape[0], start, end, height=LINE_HEIGHT))
        self.rest()

    def the_line_folds(self) -> None:
        """The line swings down and becomes the input column."""
        self.beat(
            "the-line-folds", _("Now the line stands up: it is the first column of the network.")
        )
        swing = swing_upright(self.cloud, self.diagram.places.columns[0])
        self.play(FadeOut(self.slot, run_time=0.4), swing)
        self.add(self.diagram.show_strip(self.inputs).strip)
        self.remove(self.cloud)
        self.play(FadeIn(self.diagram.strip_frame), run_time=0.4)
        self.rest()

    def the_ones_that_matter(self) -> None:
        """The pixels that contribute most are marked, and their neurons grow out of the column."""
        self.beat(
            "the-ones-that-matter",
            _("We draw a few of them large: those that matter most to the next layer."),
        )
        few = informative_inputs(self.trace.layers[0], FEW).indices.tolist()
        ticks = self.diagram.places.columns[0] + strip_width() / 2 * RIGHT
        if not self.model.preparation.is_identity:
            self.caption(
                _("This network was trained on other numbers: it reads {ink} as {input}."),
                ink=self.inputs[few[0]],
                input=self.record["trace.inputs"][few[0]],
            )
        large = self.large = LargeInputs(
            self.record["trace.inputs"],
            few,
            ticks=ticks,
            x=ticks[0, 0] + 0.2 * self.area.width,
            top=self.places.few.top,
            bottom=self.places.few.bottom,
        )
        marks = cell_marks(self.diagram.image, few, self.palette.signal)
        self.play(Create(marks, lag_ratio=0.1), run_time=0.8)
        pairs = zip(large.discs, large.leaders, strict=True)
        self.play(
            LaggedStart(*map(Create, large.leaders), lag_ratio=0.08),
            LaggedStart(*(Emerge(disc, leader) for disc, leader in pairs), lag_ratio=0.08),
            run_time=1.8,
        )
        texts = zip(large.names, large.values, strict=True)
        rows = (FadeIn(VGroup(*row), shift=0.15 * RIGHT) for row in texts)
        self.play(FadeIn(large.headings, large.ellipses), LaggedStart(*rows, lag_ratio=0.06))
        self.rest()

    def all_of_them(self) -> None:
        """A brace around all input neurons, with their number."""
        self.beat("all-of-them", _("All {count} together are the input layer."), count=self.count)
        large = self.large
        brace = SideBrace(VGroup(large.discs, large.ellipses, large.values))
        number = Words("{count}", size="title", count=self.count)
        words = Words(
            _("neurons: the input layer"),
            size="note",
            color=theme.SECONDARY,
            width=self.area.right - brace.get_right()[0] - BUFF,
            align="left",
            balanced=True,
        )
        text = VGroup(number, words).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        text.next_to(brace, RIGHT, buff=BUFF)
        self.play(GrowFromCenter(brace), FadeIn(text, shift=0.2 * RIGHT), run_time=1.0)

    def called_out(self, pixel: int) -> CellCallout:
        """One pixel, large, beside the picture."""
        return CellCallout(
            self.picture,
            pixel,
            self.inputs[pixel],
            center=self.places.callout,
            side=self.places.swatch,
            color=self.palette.signal,
        )
