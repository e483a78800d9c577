"""`LayersOfAbstraction`: edges of a picture, sounds of a word; recognition is layers everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    VGroup,
)

from network.convolution import edges_of
from network.filter_stops import filter_stops
from network.spoken_word import spoken_word
from scenes import theme
from scenes.chapter import Chapter
from scenes.layout import stage
from scenes.mobjects.number_window import INKS
from scenes.mobjects.pen_part import PenPart
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.sound_picture import SpanRow, Waveform, spectrogram_grid
from scenes.mobjects.text import Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.motion.filtering import FilterRun, Sweep
from scenes.motion.row_by_row import RowByRow
from scenes.scales import brightness, gray, signed_colors
from scenes.words import _

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.sourced import SourcedArray

KERNEL = 1.4
ASIDE = 1.05
"""From the middle of the stage to the window's pixels, and to the filter."""
ROW_SECONDS = 0.1
"""How long the filter takes for one row of the picture."""
LEVELS = (
    (_("pixels"), _("waveform")),
    (_("edges"), _("phonemes")),
    (_("parts"), _("syllables")),
    (_("digit"), _("word")),
)
"""Of a picture and of speech, the lowest first."""


class LayersOfAbstraction(Chapter):
    """A real convolution, a real spectrogram, and what is built on them."""

    def construct(self) -> None:
        """Tell the story."""
        self.prepare()
        self.a_filter()
        self.pixel_by_pixel()
        self.edges()
        self.a_sound()
        self.frequencies()
        self.phonemes_to_word()
        self.layers_everywhere()
        self.rest(1.5)

    def prepare(self) -> None:
        """Run the filters over the picture, and synthesize the word."""
        grid = self.trace.inputs.reshape(self.subject.form.side, -1)
        found = edges_of(grid)
        self.word = spoken_word()
        self.record = (
            self.record.with_root("measurement.edges", found)
            .with_root("measurement.stops", filter_stops(found.horizontal))
            .with_root("measurement.spoken", self.word)
        )
        self.area = stage()
        self.side = min(4.3, 0.32 * self.area.width)
        self.speech_width = 0.78 * self.area.width
        self.middle = self.area.center[1]

    def a_filter(self) -> None:
        """The picture, and nine weights that look at a small window of it."""
        self.beat(
            "a filter",
            _("Layers are a good idea for pictures: a small filter looks at a few pixels only."),
        )
        half = self.side / 2
        self.picture = image_grid(self.record["trace.inputs"], side=self.side)
        self.picture.move_to([self.area.left + half, self.middle, 0])
        self.found = self.signed_grid("horizontal")
        self.found.set_cell_weights(np.zeros(self.found.shape))
        self.found.move_to([self.area.right - half, self.middle, 0])
        self.frames = [grid_frame(grid) for grid in (self.picture, self.found)]
        self.titles = [
            self.above(grid, name)
            for grid, name in ((self.picture, _("picture")), (self.found, _("what it finds")))
        ]
        kernel = self.record["measurement.edges.horizontal.kernel"]
        self.kernel = self.small_grid(kernel)
        self.kernel.move_to([ASIDE, self.middle + 1.15, 0])
        self.largest_weight = float(kernel.values.max())
        self.weights = self.numbers(self.kernel, kernel)
        self.filter_name = self.above(self.kernel, _("filter"))
        self.run = FilterRun(self.picture, self.found, color=self.palette.signal)
        self.run.found.set_cell_weights(np.zeros(self.found.shape))
        self.play(FadeIn(self.picture, self.frames[0], self.titles[0], shift=0.3 * RIGHT))
        self.play(
            FadeIn(self.kernel, self.weights, self.filter_name, shift=0.2 * UP),
            FadeIn(self.run.window),
            run_time=0.8,
        )
        self.rest(0.6)

    def pixel_by_pixel(self) -> None:
        """It runs over the whole picture; at a few pixels one sees the sum."""
        self.beat(
            "pixel by pixel",
            _("At every pixel: multiply, add up, write down the sum. Then on to the next pixel."),
        )
        self.play(FadeIn(self.frames[1], self.titles[1], self.run.mark), run_time=0.7)
        self.run.go_to(0)
        self.add(self.run)
        for index, place in enumerate(self.record["measurement.stops.places"]):
            self.sweep_to(int(place.value))
            self.stop_and_add_up(index)
        self.sweep_to(self.trace.inputs.size - 1)
        self.play(FadeOut(self.run.window, self.run.mark), run_time=0.4)
        self.rest(0.5)

    def stop_and_add_up(self, index: int) -> None:
        """The pixels under the window, their products with the filter, and the sum of these."""
        stops = "measurement.stops"
        pixels, products = (self.record[f"{stops}.{n}"].row(index) for n in ("windows", "products"))
        total = self.record[f"{stops}.sums"][index].shown_as(signed=True)
        seen = PixelGrid(gray(pixels.values), side=self.run.window.height, sources=pixels)
        seen.move_to(self.run.window)
        place = self.kernel.get_center() + 2 * ASIDE * LEFT
        frame = grid_frame(seen).set_stroke(self.palette.signal)
        sign = label("\N{MULTIPLICATION SIGN}", size="body", color=theme.TEXT)
        sign.move_to((place + self.kernel.get_center()) / 2)
        moved = Group(seen, frame)
        self.play(
            moved.animate.scale_to_fit_height(KERNEL).move_to(place), FadeIn(sign), run_time=0.8
        )
        colors = signed_colors(products.values, self.palette, largest=self.largest_weight)
        product = PixelGrid(colors, side=KERNEL, sources=products)
        product.move_to([0, self.kernel.get_bottom()[1] - 1.25, 0])
        product_frame = grid_frame(product)
        color = self.palette.sign(total.value) if total.value else theme.TEXT
        number = ValueLabel(total, size="title", color=color)
        number.next_to(product, DOWN, buff=0.5)
        name = Words(_("sum"), size="note", color=theme.SECONDARY)
        name.next_to(number, LEFT, buff=0.3)
        copies = [seen.copy(), self.kernel.copy()]
        self.play(
            *(copy.animate.move_to(product).set_opacity(0) for copy in copies),
            FadeIn(product, product_frame),
            run_time=0.8,
        )
        self.remove(*copies)
        self.play(FadeIn(number, name, shift=0.2 * DOWN), run_time=0.5)
        self.rest(0.8)
        self.play(FadeOut(moved, sign, product, product_frame, number, name), run_time=0.4)

    def edges(self) -> None:
        """A second filter looks sideways; both together leave the edges."""
        self.beat(
            "edges",
            _("Another filter looks sideways. Both together leave the edges of the picture."),
        )
        side = min(2.85, 0.23 * self.area.width)
        spots = [self.area.at(share, 0.5) for share in (0.113, 0.371, 0.629, 0.887)]
        gone = [self.kernel, self.weights, self.filter_name, *self.titles]
        self.play(FadeOut(*gone), run_time=0.5)
        self.remove(self.run)
        self.add(self.found)
        scale = side / self.side
        moves = [
            Group(grid, frame).animate.scale(scale).move_to(spot)
            for grid, frame, spot in zip(
                (self.picture, self.found), self.frames, spots[:2], strict=True
            )
        ]
        self.play(*moves, run_time=1.0)
        sideways = self.signed_grid("vertical", side).move_to(spots[2])
        strength = self.record["measurement.edges.strength"]
        light = gray(brightness(strength.values, "identity"))
        self.strength = PixelGrid(light, side=side, sources=strength).move_to(spots[3])
        grids = (self.picture, self.found, sideways, self.strength)
        names = (_("picture"), _("up and down"), _("left and right"), _("edges"))
        self.titles = [self.above(g, name) for g, name in zip(grids, names, strict=True)]
        self.frames += [grid_frame(grid) for grid in (sideways, self.strength)]
        self.play(FadeIn(self.frames[2], *self.titles[:3]), run_time=0.6)
        self.play(RowByRow(sideways), run_time=1.4)
        self.play(FadeIn(self.frames[3], self.titles[3]), run_time=0.5)
        flying = [grid.copy() for grid in (self.found, sideways)]
        self.play(*(grid.animate.move_to(self.strength).set_opacity(0) for grid in flying),
                  FadeIn(self.strength), run_time=1.2)  # fmt: skip
        self.remove(*flying)
        self.rest(1.0)
        self.grids = grids

    def a_sound(self) -> None:
        """The waveform of a word."""
        self.beat(
            "a sound",
            _("Sound is no different. This is a word, said by a formula rather than a person."),
        )
        self.play(FadeOut(*self.grids, *self.frames, *self.titles), run_time=0.7)
        samples = self.record["measurement.spoken.sound.waveform"]
        self.waveform = Waveform(samples, width=self.speech_width, height=2.6)
        self.left = self.area.right - self.speech_width / 2
        self.waveform.move_to([self.left, self.middle, 0])
        self.origin = Words(
            _("synthesized by a formula, not recorded"), size="note", color=theme.SECONDARY
        ).next_to(self.waveform, UP, buff=0.5)
        self.row_names = [self.beside(self.waveform, _("waveform"))]
        self.play(FadeIn(self.origin, self.row_names[0]), run_time=0.6)
        self.play(Create(self.waveform), run_time=2.2)
        self.rest(0.6)

    def frequencies(self) -> None:
        """The spectrogram rises out of the waveform."""
        self.beat(
            "frequencies",
            _("Its frequencies, moment by moment: low ones below, loud ones bright."),
        )
        y = self.area.bottom + 0.65
        self.play(
            self.waveform.animate.stretch_to_fit_height(1.1).move_to([self.left, y, 0]),
            self.row_names[0].animate.set_y(y),
            FadeOut(self.origin),
            run_time=1.0,
        )
        path = "measurement.spoken.spectrogram"
        self.bands = spectrogram_grid(
            self.record[f"{path}.levels"],
            self.record[f"{path}.seconds"],
            sound=(self.word.sound.seconds, self.speech_width),
            height=1.8,
            color=self.palette.signal,
        )
        self.bands.move_to([self.left, y + 1.65, 0])
        self.row_names.append(self.beside(self.bands, _("spectrogram")))
        self.play(FadeIn(self.bands, shift=0.5 * UP), FadeIn(self.row_names[1]), run_time=1.2)
        self.rest(0.8)

    def phonemes_to_word(self) -> None:
        """Phonemes, syllables, a word: each row is built from the one below."""
        self.beat(
            "phonemes to word",
            _("Patterns in it are phonemes. Phonemes make syllables, and syllables a word."),
        )
        sound = self.word.sound
        names = (_("phonemes"), _("syllables"), _("word"))
        below, before = self.bands.get_top()[1], None
        self.rows: list[SpanRow] = []
        self.links = VGroup()
        pitch = (self.area.top - below) / 3
        for name, spans in zip(names, (sound.phonemes, sound.syllables, sound.words), strict=True):
            row = SpanRow(
                spans, width=self.speech_width, height=0.66, color=self.palette.signal
            ).move_to([self.left, below + (len(self.rows) + 1) * pitch - 0.4, 0])
            self.row_names.append(self.beside(row, name))
            links = self.links_between(before, row)
            self.play(
                LaggedStart(*map(Create, links), lag_ratio=0.3),
                LaggedStart(*(FadeIn(part, shift=0.3 * UP) for part in row), lag_ratio=0.3),
                FadeIn(self.row_names[-1]),
                run_time=1.4,
            )
            self.rest(0.5)
            self.links.add(links)
            self.rows.append(row)
            before = row
        self.rest(0.8)

    def layers_everywhere(self) -> None:
        """Two ladders side by side."""
        self.beat(
            "layers everywhere",
            _("Recognition is layers everywhere: each level is made of the one below it."),
        )
        gone = [self.bands, self.links, *self.rows, *self.row_names]
        columns = (0.11, 0.31, 0.61, 0.86)
        pictures, words, spoken, sounds = (
            [self.area.at(x, 0.09 + 0.27 * i) for i in range(4)] for x in columns
        )
        width = 0.26 * self.area.width
        small = self.waveform.copy().stretch_to_fit_width(width).stretch_to_fit_height(0.9)
        small.set_stroke(width=1.0).move_to(sounds[0])
        self.play(FadeOut(*gone), self.waveform.animate.become(small).build(), run_time=1.0)
        shown = [*self.picture_levels(), self.waveform, *self.spoken_levels(width)]
        for mobject, spot in zip(shown, [*pictures, *sounds], strict=True):
            mobject.move_to(spot)
        steps = [
            [Words(level[k], size="body").move_to(spots[i]) for i, level in enumerate(LEVELS)]
            for k, spots in enumerate((words, spoken))
        ]
        for i in range(4):
            new = [steps[0][i], steps[1][i], shown[i], shown[4 + i]]
            if i:
                new += [self.upward(step[i - 1], step[i]) for step in steps]
            rising = [m for m in new if m is not self.waveform]
            self.play(*(FadeIn(m, shift=0.25 * UP) for m in rising), run_time=0.9)
        self.play(*(each[-1].animate.set_color(self.palette.signal) for each in steps))

    def picture_levels(self) -> list[Mobject]:
        """What each level of seeing works with."""
        pixels, edges = self.picture.copy(), self.strength.copy()
        for grid in (pixels, edges):
            grid.scale_to_fit_height(1.3).set_opacity(1)
        parts = VGroup(*(PenPart(name, height=0.9) for name in ("upper loop", "long line", "bar")))
        parts.arrange(RIGHT, buff=0.35)
        answer = label(str(self.trace.answer), size="title", color=theme.TEXT)
        return [pixels, edges, parts, answer]

    def spoken_levels(self, width: float) -> list[Mobject]:
        """What each level of hearing works with, but for the waveform."""
        sound, color = self.word.sound, self.palette.signal
        return [
            SpanRow(spans, width=width, height=0.66, color=color)
            for spans in (sound.phonemes, sound.syllables, sound.words)
        ]

    def sweep_to(self, place: int) -> None:
        """Let the filter run to a pixel."""
        rows = (place - self.run.place) / self.picture.shape[1]
        if rows > 0:
            self.play(Sweep(self.run, place), run_time=max(0.5, ROW_SECONDS * rows))

    def signed_grid(self, direction: str, side: float | None = None) -> PixelGrid:
        """What one of the filters finds, in the colors of its signs."""
        values = self.record[f"measurement.edges.{direction}.result"]
        colors = signed_colors(values.values, self.palette, largest=np.abs(values.values).max())
        return PixelGrid(colors, side=side or self.side, sources=values)

    def small_grid(self, values: SourcedArray) -> PixelGrid:
        """Nine weights, large."""
        return PixelGrid(signed_colors(values.values, self.palette), side=KERNEL, sources=values)

    def numbers(self, grid: PixelGrid, values: SourcedArray) -> VGroup:
        """The number of every cell."""
        texts = VGroup()
        places = grid.cell_centers()
        grounds = grid.colors.reshape(-1, 3)
        for each, place, ground in zip(values, places, grounds, strict=True):
            color = "#" + "".join(f"{round(255 * part):02X}" for part in ground)
            ink = max(INKS, key=lambda one: theme.contrast(one, color))
            text = ValueLabel(each.shown_as(decimals=0), color=ink).move_to(place)
            text.ground = color
            texts.add(text)
        return texts

    def above(self, mobject: Mobject, text: str) -> Words:
        """A name above something."""
        return Words(text, size="note", color=theme.SECONDARY).next_to(mobject, UP, buff=0.22)

    def beside(self, mobject: Mobject, text: str) -> Words:
        """The name of a row, at the left."""
        words = Words(text, size="note", color=theme.SECONDARY)
        return words.move_to([self.area.left + words.width / 2, mobject.get_y(), 0])

    def links_between(self, below: SpanRow | None, above: SpanRow) -> VGroup:
        """A line from every part to what it is a part of; from the spectrogram without `below`."""
        lines = VGroup()
        for i, box in enumerate(above.boxes if below is None else below.boxes):
            if below is None:
                start, end = [box.get_x(), self.bands.get_top()[1] + 0.05, 0], box.get_bottom()
            else:
                whole = above.boxes[i * len(above.boxes) // len(below.boxes)]
                start, end = box.get_top(), [box.get_x(), whole.get_bottom()[1], 0]
            lines.add(Line(start, end, color=theme.SECONDARY, stroke_width=2.5))
        return lines

    def upward(self, low: Mobject, high: Mobject) -> Arrow:
        """An arrow from one level to the next."""
        x, bottom, top = low.get_x(), low.get_y(), high.get_y()
        return Arrow(
            [x, bottom + 0.4, 0],
            [x, top - 0.4, 0],
            buff=0,
            color=theme.SECONDARY,
            stroke_width=4,
            tip_length=0.2,
        )
