"""`ANeuronHoldsANumber`: one neuron, big, and the numbers that it may hold."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    UL,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Line,
    Rectangle,
    VGroup,
)

from network.analysis.pixels import most_varied_row, rising_pixels, scan_row
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.a_neuron_holds_a_number_parts import (
    END_ROOM,
    RIM_WIDTH,
    Hop,
    LightUp,
    ReadRow,
    RowGraph,
    RowReader,
)
from scenes.mobjects.network.gray_network import gray_neuron, gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage import theme
from scenes.stage.layout import ALONE, fit, network_places, stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.sourced import SourcedArray
from scenes.subject.words import _

PICTURE_SHARE = 0.58
"""Height of the picture, as a share of its part of the stage: one of its rows stands below."""
STRIP_GAP, LARGEST_CELL = 0.4, 0.6
"""Below the picture, and side of a cell of its row, scene units."""
GRAPH_GAP, GRAPH_LIFT = 0.15, 0.25
"""Of the graph below that row, and over the captions."""
BESIDE = 0.25
"""Opacity of the other neurons while one is seen from near, as the scene before leaves them."""
LARGEST_RADIUS = 2.7
NAME_ROOM = 1.05
"""Below the neuron, scene units."""
FAR, NEAR = 0.6, 0.88
"""Shares of the stage that the neuron takes while it is alone."""
DIMMED = 0.35
"""Light of the rows that are not read."""
SECONDS_A_PIXEL, SLOWLY = 0.3, 0.6
MARGIN = 1
"""Black pixels that are read on each side of the ink."""


class ANeuronHoldsANumber(Chapter):
    """A neuron holds the number of the pixel that it looks at."""

    summary = N_("A neuron holds one number, its activation; in the first layer it is a pixel.")
    concepts = (N_("neuron"), N_("activation"), N_("pixels"))
    beats: ClassVar = {
        "a-circle-with-a-number": Beat(
            "a circle with a number",
            "A large circle with a number in it; it is as bright as the number is high.",
        ),
        "one-pixel": Beat(
            "one pixel",
            "A digit in pixels, and one of its rows, enlarged. A yellow line leads from one of its"
            " pixels to the circle, which has its brightness.",
        ),
        "black-to-white": Beat(
            "black to white",
            "Below the row lie two lines, zero and one. Between them a yellow dot says how bright"
            " the pixel is.",
        ),
        "along-a-row": Beat(
            "along a row",
            "The yellow frame has moved along the row; circle and number followed. Below each"
            " pixel stands a bar, as high as the pixel is bright.",
        ),
        "activation": Beat(
            "activation", "The frame rests on a white pixel: the circle is lit, its number one."
        ),
    }

    allowed_crossings: ClassVar = {
        ("Dot", "PixelBar"): "the dot rides on the bars that it leaves, large ones of 8 x 8 pixels",
    }

    def construct(self) -> None:
        self.prepare()
        self.a_circle_with_a_number()
        self.one_pixel()
        self.black_to_white()
        self.along_a_row()
        self.activation()
        self.only_the_picture_stays()

    def prepare(self) -> None:
        """Choose a row, and lay out all that is seen of it around the picture in its home."""
        inputs, area = self.record["trace.ink"], stage()
        home = network_places(self.model.layer_sizes)
        self.scan = scan_row(inputs.values, most_varied_row(inputs.values)).around_ink(MARGIN)
        first, last = (int(self.scan.pixels[end]) for end in (0, -1))
        row = SourcedArray(inputs.values[first : last + 1], inputs.source, offset=(first,))
        values = [inputs[int(pixel)] for pixel in self.scan.pixels]
        brightest = int(self.scan.pixels[self.scan.activations.argmax()])
        self.levels = [inputs[int(pixel)] for pixel in rising_pixels(inputs.values, brightest)]
        pixels, large = area.rows(0.57, 0.43) if area.is_tall else area.columns(0.45, 0.55)
        width = pixels.width - END_ROOM
        side = min(PICTURE_SHARE * pixels.height, width)
        self.picture = image_grid(inputs, side=side)
        cell = min(width / len(values), LARGEST_CELL)
        self.strip = image_grid(row, side=cell, rows=1)
        below = side + STRIP_GAP + cell
        height = pixels.height - below - GRAPH_GAP - GRAPH_LIFT
        self.graph = RowGraph(values, width=cell * len(values), height=height)
        x = pixels.left + width / 2
        self.picture.move_to([x, pixels.top, 0], aligned_edge=UP)
        self.strip.move_to([x, pixels.top - below + cell / 2, 0])
        self.graph.shift([x, pixels.bottom + GRAPH_LIFT + height / 2, 0])
        radius = min(LARGEST_RADIUS, large.width / 2, (large.height - NAME_ROOM) / 2)
        neuron = Neuron(radius=radius).move_to(large.center + NAME_ROOM / 2 * UP)
        self.reader = RowReader(
            self.strip, values, levels=self.levels, neuron=neuron, graph=self.graph,
            color=self.palette.signal,
        )  # fmt: skip
        self.name = Words(_("activation"), size="title", color=self.palette.signal)
        fit(self.name, large.width, NAME_ROOM).next_to(neuron, DOWN, buff=0.3)
        # All of this is seen from near: the picture itself stays in the place that is its home.
        zoom, seen_at = side / home.image_side, self.picture.get_center()
        Group(self.picture, self.strip, self.graph, neuron, self.reader.value, self.name).scale(
            1 / zoom, about_point=seen_at
        ).shift(home.image - seen_at)
        neuron.set_stroke(width=RIM_WIDTH / zoom)
        self.near = area.shifted(*-seen_at[:2]).scaled(1 / zoom).shifted(*home.image[:2])
        self.frame, self.strip_frame = grid_frame(self.picture), grid_frame(self.strip)
        self.band = Rectangle(width=len(values), height=1, color=theme.TEXT, stroke_width=2)
        self.band.scale(self.picture.cell_side)
        column = first % self.picture.shape[1]
        ends = (
            self.picture.cell_center(self.scan.row, c) for c in (column, column + len(values) - 1)
        )
        self.band.move_to(sum(ends) / 2)
        self.zooming = VGroup(
            *(
                Line(self.band.get_corner(start), self.strip_frame.get_corner(end))
                for start, end in ((DL, UL), (DR, UR))
            )
        ).set_stroke(theme.RULE, width=2)

    def a_circle_with_a_number(self) -> None:
        """The neuron alone, as bright as its number."""
        # The gray that is nearest to the middle: neither black nor white.
        self.gray = int(np.abs(self.scan.activations - 0.5).argmin())
        self.reader.read(self.gray)
        self.begin_in_the_network()
        self.beat(
            "a-circle-with-a-number",
            _("In this film, a neuron is a circle that {holds} one number."),
        )
        self.only_the_neuron_stays()
        high = self.levels[-1]
        start, end = self.reader.value.sourced, self.reader.values[self.gray]
        down, back = (
            [level for level in self.levels if level.value < each.value][::-1]
            for each in (start, high)
        )
        values = [*down, *self.levels, *(level for level in back if level.value > end.value), end]
        seconds = 2.4
        self.play_sounds(followed(values, np.linspace(0, seconds, len(values))))
        self.play(LightUp(self.reader, values, run_time=seconds))
        self.at_word("holds")

    def begin_in_the_network(self) -> None:
        """The neuron that the scene before came to, with its number and its connections."""
        layer, index = gray_neuron(self.model, self.trace)
        activations = self.record[f"trace.layers[{layer}].activations"]
        level = brightness(activations.values, self.model.activations[layer])[index]
        self.reader.hold(activations[index], float(level))
        self.diagram = NetworkDiagram(self.model, gray_palette(self.palette))
        self.disc = self.diagram.columns[layer][index].fire(activations[index], float(level))
        for i, light in enumerate(self.diagram.connections[layer : layer + 2], layer):
            flow = self.record[f"trace.layers[{i}].contributions"]
            own = np.zeros(light.signs.shape)
            own[index if i == layer else (slice(None), index)] = 1
            light.set_light(own * flow_light(flow.values), flow)
        for column in self.diagram.columns:
            column.set_opacity(BESIDE)
        self.disc.set_opacity(1)
        self.number = self.reader.value.copy()
        self.number.scale(self.disc.width / self.reader.neuron.width).move_to(self.disc)
        self.add(self.diagram)
        self.view.look_at(self.disc, share=FAR)

    def only_the_neuron_stays(self) -> None:
        """All around it fades, and it is the large neuron of this scene."""
        diagram, disc, neuron = self.diagram, self.disc, self.reader.neuron
        others = [each for column in diagram.columns for each in column if each is not disc]
        around = [diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame]
        self.play(
            FadeOut(*diagram.connections, *others, *around, diagram.names),
            disc.animate.set_stroke(width=neuron.stroke_width * disc.width / neuron.width),
            FadeIn(self.number),
            self.view.animate.look_at(disc, share=NEAR),
            run_time=0.8,
        )
        self.remove(diagram, *diagram.submobjects, disc, self.number)
        self.add(neuron, self.reader.value)
        self.view.look_at(neuron, share=NEAR)

    def one_pixel(self) -> None:
        """The view widens: the number is that of a pixel of the picture, in a row of it."""
        self.beat("one-pixel", _("In the first layer, it is the brightness of one {pixel}."))
        self.play(
            self.view.animate.look_at(self.near, share=1.0),
            FadeIn(self.picture, self.frame),
            run_time=1.6,
        )
        weights = np.full(self.picture.shape, DIMMED)
        weights[self.scan.row] = 1.0
        place, zoom = self.strip.get_center(), self.strip.width / self.band.width
        self.strip.scale(1 / zoom).move_to(self.band)
        self.play(
            FadeIn(self.band, run_time=0.3),
            self.picture.animate.set_cell_weights(weights),
            self.strip.animate.scale(zoom).move_to(place),
            run_time=0.9,
        )
        self.play(FadeIn(self.strip_frame, self.zooming), run_time=0.3)
        self.drift(self.near, until="pixel")
        self.play(Create(self.reader.frame), run_time=0.4)
        self.play(Create(self.reader.link), run_time=0.6)

    def black_to_white(self) -> None:
        """Over a dark pixel and a bright one the number goes to its two ends."""
        self.beat(
            "black-to-white",
            _("Black pixels have {dark}, {white} ones {bright}, and {grays} lie between."),
            dark=Verbatim("0"),
            bright=Verbatim("1"),
        )
        self.play(FadeIn(*self.graph.seen_around_bars), FadeIn(self.reader.pointer), run_time=0.5)
        self.add(self.reader)
        self.hop_to(self.scan.middle_of(self.scan.darkest))
        self.drift(self.near, until="white")
        self.hop_to(self.scan.middle_of(self.scan.brightest))
        self.drift(self.near, until="grays")
        self.hop_to(self.gray)

    def along_a_row(self) -> None:
        """The cursor runs along its row, the number follows, and each pixel leaves a bar."""
        self.beat("along-a-row", _("Now pixel after pixel, along one row of the picture."))
        self.hop_to(0, seconds=0.6)
        self.reader.leave_bars()
        self.go_to(len(self.scan.pixels) - 1)

    def activation(self) -> None:
        """A number between the two ends gets a name; then it rises, and the neuron lights up."""
        self.beat("activation", _("This number is called its {activation}."))
        self.hop_to(self.gray, seconds=0.7)
        value = self.reader.value
        self.play(pulse(value, color=value.glyph_color), FadeIn(self.name, shift=0.15 * DOWN))
        self.drift(self.near, until="activation")
        self.play(pulse(self.name, color=self.palette.signal))
        self.caption(_("When it is high, the neuron is lit up."))
        self.go_to(self.nearest(self.scan.brightest), seconds_a_pixel=SLOWLY)
        self.fall_silent()

    def only_the_picture_stays(self) -> None:
        """The view comes to the picture alone, where the next scene begins."""
        gone = [*self.reader, self.graph, self.band, self.zooming, self.strip, self.strip_frame]
        gone.append(self.name)
        self.remove(self.reader)
        self.play(
            FadeOut(*gone),
            self.picture.animate.set_cell_weights(np.ones(self.picture.shape)),
            self.view.animate.look_at(self.picture, share=ALONE),
            run_time=1.2,
        )

    def nearest(self, level: float) -> int:
        """The column with this activation that is nearest to the cursor."""
        columns = np.flatnonzero(self.scan.activations == level)
        return int(columns[np.abs(columns - self.reader.column).argmin()])

    def hop_to(self, column: int, *, seconds: float = 0.8) -> None:
        """Lift the cursor over to another column: what lies between is not read."""
        start = round(self.reader.column)
        hop = Hop(self.reader, column, run_time=seconds)
        self.play_sounds(
            followed((self.reader.values[start], self.reader.values[column]), (0, seconds))
        )
        self.play(hop)

    def go_to(self, column: int, *, seconds_a_pixel: float = SECONDS_A_PIXEL) -> None:
        """Let the cursor glide to another column of its row."""
        way = abs(column - self.reader.column)
        seconds = max(0.6, way * seconds_a_pixel)
        passed = self.reader.passed(column)
        self.play_sounds(followed(passed, np.linspace(0, seconds, len(passed))))
        self.play(ReadRow(self.reader, column, run_time=seconds))
