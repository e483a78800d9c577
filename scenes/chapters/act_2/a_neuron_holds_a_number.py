"""`ANeuronHoldsANumber`: one neuron, big, and the numbers that it may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import DOWN, LEFT, RIGHT, Create, FadeIn, FadeOut, Rectangle, VGroup

from network.analysis.pixels import most_varied_row, scan_row
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.a_neuron_holds_a_number_parts import ActivationScale, ReadRow, RowReader
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.subject.sourced import SourcedArray

PICTURE_SIDE = 5.6
RADIUS = 1.65
SCALE_SHARE = 0.72
"""Height of the scale, as a share of the picture's side beside it."""
SCALE_GAP, NAME_ROOM = 0.6, 0.9
"""Between the neuron and a scale beside it, and for its name below it, scene units."""
SECONDS_A_PIXEL = 0.38
MARGIN = 2
"""Black pixels that are read on each side of the ink."""


class ANeuronHoldsANumber(Chapter):
    """A neuron holds the number of the pixel that it looks at."""

    is_first_cut = True
    summary = N_("A neuron holds one number, its activation; in the first layer it is a pixel.")
    concepts = (N_("neuron"), N_("activation"), N_("pixels"))
    beats: ClassVar = {
        "a-circle-with-a-number": Beat(
            "a circle with a number", "A grey circle with a number in it."
        ),
        "one-pixel": Beat(
            "one pixel",
            "A digit in pixels. Yellow lines lead from one pixel to the circle, which has its"
            " brightness.",
        ),
        "black-to-white": Beat(
            "black to white",
            "Beside pixel and circle stands a scale from black, zero, to white, one, with a"
            " yellow pointer.",
        ),
        "along-a-row": Beat(
            "along a row",
            "The yellow frame moves along a row of pixels; circle, number and pointer follow.",
        ),
        "activation": Beat(
            "activation", "The frame rests on a white pixel: the circle is lit, its number one."
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.a_circle_with_a_number()
        self.one_pixel()
        self.black_to_white()
        self.along_a_row()
        self.activation()
        self.rest()

    def prepare(self) -> None:
        """Choose the row, and lay out the stage."""
        area, inputs = stage(), self.record["trace.ink"]
        self.scan = scan_row(inputs.values, most_varied_row(inputs.values))
        (self.stand_beside if area.is_wide else self.stand_below)(area, inputs)
        self.frame = grid_frame(self.picture)
        self.reader = RowReader(
            self.picture,
            self.scan.row,
            [inputs[int(pixel)] for pixel in self.scan.pixels],
            center=area.center,
            radius=self.radius,
            scale=self.scale,
            color=self.palette.signal,
        )

    def stand_beside(self, area: Stage, inputs: SourcedArray) -> None:
        """Picture, neuron and scale from left to right."""
        side = min(PICTURE_SIDE, 0.44 * area.width)
        self.picture = image_grid(inputs, side=side)
        self.picture.move_to([area.left + side / 2, area.center[1], 0])
        self.scale = ActivationScale(height=SCALE_SHARE * side)
        self.scale.move_to([area.right, area.center[1], 0], aligned_edge=RIGHT)
        left, right = self.picture.get_right()[0], self.scale.get_left()[0]
        self.home = np.array([(left + right) / 2 + 0.1, area.center[1], 0.0])
        self.name_side = DOWN
        self.radius = min(RADIUS, 0.27 * (right - left))

    def stand_below(self, area: Stage, inputs: SourcedArray) -> None:
        """The picture above, neuron and scale below."""
        above, below = area.rows(0.6, 0.4)
        self.picture = image_grid(inputs, side=above.height).move_to(above.center)
        self.radius = (below.height - NAME_ROOM if area.is_tall else below.height) / 2
        x = area.at(0.5 if area.is_tall else 0.59, 0)[0]
        self.home = np.array([x, below.top - self.radius, 0.0])
        self.scale = ActivationScale(height=1.7 * self.radius)
        self.scale.move_to(self.home + (self.radius + SCALE_GAP) * RIGHT, aligned_edge=LEFT)
        self.name_side = DOWN if area.is_tall else LEFT

    def a_circle_with_a_number(self) -> None:
        """The neuron alone; a number appears in it, and fills it with light."""
        self.beat(
            "a-circle-with-a-number",
            _("In this film, a neuron is a circle that holds one {number}."),
        )
        neuron, value = self.reader.neuron, self.reader.value
        self.play(Create(neuron), run_time=1.1)
        # The gray that is nearest to the middle: neither black nor white.
        self.first = int(np.abs(self.scan.activations - 0.5).argmin())
        filled = self.reader.copy().read(self.first)
        value.become(filled.value)
        value.sourced, value.ground = filled.value.sourced, filled.value.ground
        level = filled.neuron
        self.at_word("number")
        self.play(neuron.animate.become(level), FadeIn(value), run_time=1.0)
        self.reader.read(self.first)
        self.rest()

    def one_pixel(self) -> None:
        """The picture appears: the number is that of one of its pixels."""
        self.beat("one-pixel", _("Where does it come from? It is the brightness of one {pixel}."))
        pair = VGroup(self.reader.neuron, self.reader.value)
        self.play(pair.animate.move_to(self.home), FadeIn(self.picture, self.frame), run_time=1.2)
        self.reader.read(self.first)
        self.at_word("pixel")
        self.play(Create(self.reader.frame), run_time=0.5)
        self.play(Create(self.reader.rays), run_time=0.7)
        self.rest()

    def black_to_white(self) -> None:
        self.beat(
            "black-to-white",
            _("It lies between {black} and {white}: {black} is black, {white} is white."),
            black=Verbatim("0"),
            white=Verbatim("1"),
        )
        self.play(FadeIn(self.scale), run_time=0.8)
        self.play(FadeIn(self.reader.pointer, shift=0.2 * RIGHT), run_time=0.6)
        self.add(self.reader)
        self.rest()

    def along_a_row(self) -> None:
        """The cursor runs along its row, and the number follows."""
        self.beat("along-a-row", _("Move on to other pixels, and the number follows."))
        first, last = self.scan.lit
        start = max(first - MARGIN, 0)
        end = min(last + MARGIN, len(self.scan.pixels) - 1)
        self.band = Rectangle(
            width=self.picture.width, height=self.picture.cell_side, color=theme.SECONDARY
        )
        self.band.set_stroke(width=1.5).move_to(self.picture).set_y(self.reader.frame.get_y())
        self.play(FadeIn(self.band), run_time=0.4)
        self.add(self.reader)
        self.go_to(start, seconds_a_pixel=SECONDS_A_PIXEL / 2)
        self.rest(0.6)
        self.go_to(end)
        self.rest(0.6)

    def activation(self) -> None:
        """The brightest pixel of the row lights the neuron up; its number gets a name."""
        self.beat("activation", _("This number is called the {activation} of the neuron."))
        brightest = int(self.scan.activations.argmax())
        self.go_to(brightest, seconds_a_pixel=SECONDS_A_PIXEL / 3)
        name = Words(_("activation"), size="title", color=self.palette.signal)
        name.next_to(self.reader.neuron, self.name_side, buff=0.4)
        self.at_word("activation")
        self.play(FadeOut(self.band), FadeIn(name, shift=0.2 * self.name_side), run_time=0.9)
        self.rest()
        self.caption(_("When it is high, we say that the neuron is lit up."))
        self.rest()

    def go_to(self, column: int, *, seconds_a_pixel: float = SECONDS_A_PIXEL) -> None:
        """Let the cursor glide to another column of its row."""
        way = abs(column - self.reader.column)
        seconds = max(0.6, way * seconds_a_pixel)
        passed = self.reader.passed(column)
        self.play_sounds(followed(passed, np.linspace(0, seconds, len(passed))))
        self.play(ReadRow(self.reader, column, run_time=seconds))
