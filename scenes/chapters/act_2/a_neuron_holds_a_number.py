"""`ANeuronHoldsANumber`: one neuron, big, and the numbers that it may hold."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Group

from network.analysis.pixels import most_varied_row, rising_pixels, scan_row
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_2.a_neuron_holds_a_number_parts import LANDS, Hop, PixelReader
from scenes.mobjects.network.gray_network import gray_neuron, gray_palette
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.motion.pointing import pulse
from scenes.motion.sounding import followed
from scenes.stage.layout import ALONE, fit, network_places, stage
from scenes.stage.scales import brightness
from scenes.subject.languages import N_
from scenes.subject.words import _

BESIDE = 0.25
"""Opacity of the other neurons while one is seen from near, as the scene before leaves them."""
LARGEST_RADIUS = 2.8
NAME_ROOM = 1.05
"""Below the neuron, scene units."""
FAR, NEAR = 0.6, 0.88
"""Shares of the stage that the neuron takes while it is alone."""
MARGIN = 3
"""Black pixels of the row on each side of its ink."""


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
            "A digit in pixels. A yellow beam leads from one of them to the circle, which has its"
            " brightness.",
        ),
        "black-to-white": Beat(
            "black to white",
            "The yellow frame was on a black pixel and on a white one, and the circle was as dark"
            " and as bright; now both are gray.",
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
        self.activation()
        self.only_the_picture_stays()

    def prepare(self) -> None:
        """Choose three pixels of a row, and lay out the neuron beside the picture in its home."""
        inputs, area = self.record["trace.ink"], stage()
        home = network_places(self.model.layer_sizes)
        scan = scan_row(inputs.values, most_varied_row(inputs.values)).around_ink(MARGIN)
        # The gray that is nearest to the middle: neither black nor white.
        columns = (
            int(np.abs(scan.activations - 0.5).argmin()),
            scan.middle_of(scan.darkest),
            scan.middle_of(scan.brightest),
        )
        self.gray, self.black, self.white = (int(scan.pixels[column]) for column in columns)
        levels = [inputs[int(pixel)] for pixel in rising_pixels(inputs.values, self.white)]
        pixels, large = area.rows(1, 1) if area.is_tall else area.columns(1, 1)
        side = min(pixels.width, pixels.height)
        self.picture = image_grid(inputs, side=side).move_to(pixels.center)
        radius = min(LARGEST_RADIUS, large.width / 2, (large.height - NAME_ROOM) / 2)
        neuron = Neuron(radius=radius).move_to(large.center + NAME_ROOM / 2 * UP)
        # All is seen from near: the picture itself stays in the place that is its home.
        zoom, seen_at = side / home.image_side, self.picture.get_center()
        self.reader = PixelReader(
            self.picture, inputs, levels=levels, neuron=neuron, color=self.palette.signal, zoom=zoom
        )
        self.name = Words(_("activation"), size="title")
        fit(self.name, large.width, NAME_ROOM).next_to(neuron, DOWN, buff=0.3)
        Group(self.picture, neuron, self.reader.value, self.name).scale(
            1 / zoom, about_point=seen_at
        ).shift(home.image - seen_at)
        self.near = area.shifted(*-seen_at[:2]).scaled(1 / zoom).shifted(*home.image[:2])
        self.frame = grid_frame(self.picture)
        self.reader.aim(self.gray)

    def a_circle_with_a_number(self) -> None:
        """All but one neuron goes, and that one shows what it holds."""
        self.begin_in_the_network()
        self.beat(
            "a-circle-with-a-number",
            _("In this film, a neuron is a circle that {holds} one number."),
        )
        self.only_the_neuron_stays()
        self.drift(self.reader.neuron, until="holds")
        value = self.reader.value
        self.play(FadeIn(value, scale=0.6), run_time=0.7)
        self.drift(self.reader.neuron)

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
        self.add(self.diagram)
        self.view.look_at(self.disc, share=FAR)

    def only_the_neuron_stays(self) -> None:
        """All around it fades, and it is the large neuron of this scene."""
        diagram, disc, neuron = self.diagram, self.disc, self.reader.neuron
        others = [each for column in diagram.columns for each in column if each is not disc]
        around = [diagram.image, diagram.image_frame, diagram.strip, diagram.strip_frame]
        # Before the view moves: light is drawn anew for every view that it is seen in.
        self.play(FadeOut(*diagram.connections), run_time=0.5)
        self.play(
            FadeOut(*others, *around, diagram.names),
            disc.animate.set_stroke(width=neuron.stroke_width * disc.width / neuron.width),
            self.view.animate.look_at(disc, share=NEAR),
            run_time=1.0,
        )
        self.remove(diagram, *diagram.submobjects, disc)
        self.add(neuron)
        self.view.look_at(neuron, share=NEAR)

    def one_pixel(self) -> None:
        """The view widens to the picture, and the neuron takes the number of one of its pixels."""
        self.beat(
            "one-pixel", _("In the first layer, that number is the brightness of one {pixel}.")
        )
        reader, gray = self.reader, self.reader.inputs[self.gray]
        self.play(
            self.view.animate.look_at(self.near, share=1.0),
            FadeIn(self.picture, self.frame),
            FadeOut(reader.value),
            reader.neuron.animate.rest(),
            run_time=1.4,
        )
        place, side = reader.frame.get_center(), reader.frame.width
        reader.frame.scale_to_fit_width(self.picture.width).move_to(self.picture)
        self.play(FadeIn(reader.frame), run_time=0.2)
        self.play(reader.frame.animate.scale_to_fit_width(side).move_to(place), run_time=0.6)
        self.play_sounds(followed((gray,), (0,)))
        self.play(reader.neuron.animate.fire(gray, gray.value), run_time=0.3)
        reader.hold(gray)
        self.play(FadeIn(reader.value), run_time=0.3)
        self.drift(self.near, until="pixel")
        self.play(FadeIn(reader.beam), run_time=0.4)
        self.add(reader)

    def black_to_white(self) -> None:
        """Over a dark pixel and a bright one the number goes to its two ends."""
        self.beat(
            "black-to-white",
            _("Black pixels have {dark}, {white} ones {bright}, and {grays} lie between."),
            dark=Verbatim("0"),
            bright=Verbatim("1"),
        )
        self.hop_to(self.black)
        self.drift(self.near, until="white")
        self.hop_to(self.white)
        self.drift(self.near, until="grays")
        self.hop_to(self.gray)

    def activation(self) -> None:
        """A number between the two ends gets a name; then it rises, and the neuron lights up."""
        self.beat("activation", _("This number is {called} its activation."))
        value = self.reader.value
        self.play(pulse(value, color=value.glyph_color))
        self.drift(self.near, until="called")
        self.play(FadeIn(self.name, shift=0.15 * DOWN), run_time=0.4)
        self.play(pulse(self.name, color=self.palette.signal))
        self.caption(_("The higher it is, the brighter the neuron."))
        self.hop_to(self.white, seconds=1.7)
        self.drift(self.near)
        self.fall_silent()

    def only_the_picture_stays(self) -> None:
        """The view comes to the picture alone, where the next scene begins."""
        self.remove(self.reader)
        self.play(
            FadeOut(*self.reader, self.name),
            self.view.animate.look_at(self.picture, share=ALONE),
            run_time=1.2,
        )

    def hop_to(self, pixel: int, *, seconds: float = 0.8) -> None:
        """Lift the cursor over to another pixel: what lies between is not read."""
        ends = (self.reader.inputs[each] for each in (self.reader.pixel, pixel))
        self.play_sounds(followed(tuple(ends), (LANDS * seconds, seconds)))
        self.play(Hop(self.reader, pixel, run_time=seconds))
