"""`LayersOfAbstraction`: edges of a picture, sounds of a word; recognition is layers everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    PI,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Succession,
    VGroup,
    Wait,
    linear,
)

from network.analysis.filters import edges_of, filter_stop
from network.analysis.sound import spoken_word
from network.analysis.sound_events import played, ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    NAME_HEIGHT,
    FilterBench,
    FilterRun,
    SpanRow,
    Waveform,
    bench_places,
    ladder_places,
    look_through,
    multiply_through,
    run_on,
    sign_legend,
    signed_grid,
    sound_cursor,
    span_links,
    spectrogram_grid,
    three_places,
    write_down,
)
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import PenPart, spoken_digits
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Verbatim, Words, label, note
from scenes.motion.cells import RowByRow
from scenes.motion.pointing import pulse
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.scales import brightness, gray
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from network.analysis.sound import Span

ROW_SECONDS = 0.07
"""How long the filter takes for one row of the picture."""
NAME_GAP = 0.25
"""At least between the name of a row and the row."""
BOX_HEIGHT = 0.66
"""Of what is spoken when."""
PICTURE_LEVELS = (N_("pixels"), N_("edges"), N_("parts, we hope"), N_("digit"))
SOUND_LEVELS = (N_("waveform"), N_("phonemes"), N_("syllables"), N_("word"))
"""The lowest first."""
LARGER_WHERE_TALL = 1.6
"""How much higher the pictures of sound are on a tall stage."""


class LayersOfAbstraction(Chapter):
    """A real convolution, a real spectrogram, and what is built on them."""

    summary = N_(
        "A small filter finds edges in a picture, and frequencies make up a spoken word:"
        " recognition is made of layers everywhere."
    )
    concepts = (N_("convolution"), N_("edge detection"), N_("spectrogram"), N_("features"))
    allowed_crossings: ClassVar = {
        (
            "PixelGrid",
            "Words",
        ): "pixels turn into products, past the sign between them and the filter",
        ("PixelGrid", "PixelGrid"): "what two filters found is laid together",
    }
    beats: ClassVar = {
        "a-filter": Beat(
            "a filter", "A picture of a digit, and a small grid of numbers: the filter."
        ),
        "pixel-by-pixel": Beat(
            "pixel by pixel",
            "The filter has moved over every pixel. Its sums make a new picture in {positive} and"
            " {negative}.",
        ),
        "edges": Beat(
            "edges",
            "What both filters found is laid together in one large picture: the edges of the"
            " digit, in white.",
        ),
        "a-sound": Beat("a sound", "The waveform of a synthesized word."),
        "frequencies": Beat(
            "frequencies",
            "Above the waveform stands its spectrogram, bright where a frequency is strong.",
        ),
        "phonemes-to-word": Beat(
            "phonemes to word",
            "Boxes above the spectrogram: phonemes, above them syllables, above them the word.",
        ),
        "layers-everywhere": Beat(
            "layers everywhere",
            "Two ladders side by side: pixels, edges, parts, digit; and waveform, phonemes,"
            " syllables, word.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.a_filter()
        self.pixel_by_pixel()
        self.edges()
        self.a_sound()
        self.frequencies()
        self.phonemes_to_word()
        self.layers_everywhere()
        self.rest(0.2)

    def prepare(self) -> None:
        """Run the filters over the picture, and synthesize the word."""
        found = edges_of(self.trace.ink.reshape(self.subject.image_format.side, -1))
        self.word = spoken_word()
        self.record = (
            self.record.with_root("measurement.edges", found)
            .with_root("measurement.stop", filter_stop(found.horizontal))
            .with_root("measurement.spoken", self.word)
        )
        self.area = stage()
        self.larger = LARGER_WHERE_TALL if self.area.is_tall else 1.0
        names = (note(_(name)) for name in (*SOUND_LEVELS, N_("spectrogram")))
        room = self.area.width - max(name.width for name in names) - NAME_GAP
        self.speech_width = min(0.78 * self.area.width, room)
        self.speech_x = self.area.right - self.speech_width / 2
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=spoken_digits(self.model))
        self.diagram.show_weights().show_image(self.record["trace.ink"])
        parts = (self.diagram.image, self.diagram.image_frame)
        self.rest_of_network = [part for part in self.diagram if part not in parts]
        self.add(self.diagram)

    def a_filter(self) -> None:
        """The picture, and nine weights that look at a small window of it."""
        self.beat(
            "a-filter",
            _("One way to find edges, made by hand: a small {filter} sees just a {few} pixels."),
        )
        found = "measurement.edges.horizontal"
        self.bench = FilterBench(
            self.record["trace.ink"],
            self.record[f"{found}.kernel"],
            self.record[f"{found}.result"],
            places=bench_places(self.area, round(self.trace.ink.size**0.5)),
            palette=self.palette,
        )
        grids = (self.bench.picture.grid, self.bench.found.grid)
        self.filter = FilterRun(*grids, color=self.palette.signal)
        self.bench.found.grid.set_cell_weights(np.zeros(grids[1].shape))
        picture, found = self.bench.picture, self.bench.found
        self.play(FadeOut(*self.rest_of_network), run_time=0.5)
        self.play(
            ReplacementTransform(self.diagram.image, picture.grid),
            ReplacementTransform(self.diagram.image_frame, picture.frame),
            FadeIn(found.frame),
            run_time=0.9,
        )
        self.at_word("filter")
        self.play(
            FadeIn(picture.title, self.bench.kernel, found.title, shift=0.2 * UP),
            FadeIn(self.filter.window),
            run_time=0.8,
        )
        self.point_at("few", self.filter.window)

    def pixel_by_pixel(self) -> None:
        """It runs over the whole picture; at one pixel one sees the sum."""
        self.beat("pixel-by-pixel", _("At every pixel: multiply, add up, write down the sum."))
        found = self.bench.found
        self.play(FadeIn(self.filter.mark), run_time=0.3)
        self.filter.go_to(0)
        self.add(self.filter)
        self.sweep_to(int(self.record.number("measurement.stop.place").value))
        self.stop_and_add_up()
        self.sweep_to(self.trace.ink.size - 1)
        self.play(FadeOut(self.filter.window, self.filter.mark), run_time=0.4)
        self.remove(self.filter)
        self.add(found)
        self.caption(
            _("{positive} says: light above dark. {negative} says: dark above light."),
            positive=Verbatim(_(self.palette.positive_name).capitalize()),
            negative=Verbatim(_(self.palette.negative_name).capitalize()),
        )
        self.signs = sign_legend(self.bench.kernel.grid, self.palette)
        for mark, sign in zip(("positive", "negative"), self.signs, strict=True):
            self.at_word(mark)
            self.play(FadeIn(sign, shift=0.15 * UP), run_time=1.2)
        self.play(pulse(found.grid, color=self.palette.signal, scale=1.03))

    def stop_and_add_up(self) -> None:
        """The pixels under the window, their products with the filter, and the sum of these."""
        pixels, products = (
            self.record[f"measurement.stop.{name}"] for name in ("window", "products")
        )
        total = self.record.number("measurement.stop.sum", signed=True)
        stop = self.bench.stop(pixels, products, total)
        self.play(look_through(self.filter.window, stop))
        self.play(multiply_through(stop))
        self.play(FadeIn(stop.total, stop.words), run_time=0.4)
        self.rest(0.2)
        self.play_sounds(ticks([total], [0.5], largest=abs(total.value)))
        self.play(write_down(stop, self.filter.mark))

    def edges(self) -> None:
        """A second filter looks sideways; both together leave the edges."""
        self.beat(
            "edges",
            _("Another filter looks sideways. {Together}, they find the edges of the picture."),
        )
        spots, side = three_places(self.area)
        found = self.bench.found
        # On a square stage one stands below the other: what is found goes around the picture.
        is_below = found.get_y() < self.bench.picture.get_bottom()[1]
        bend = PI / 2 if is_below else 0.0
        self.picture = self.bench.picture.at(spots[0], side, _("picture"))
        across = found.at(spots[1], side, _("up and down"))
        sideways = TitledGrid(
            signed_grid(
                self.record["measurement.edges.vertical.result"], side=side, palette=self.palette
            ).move_to(spots[2]),
            _("left and right"),
        )
        self.play(FadeOut(self.bench.kernel, found.title, self.signs), run_time=0.4)
        self.remove(found)
        self.play(
            ReplacementTransform(self.bench.picture, self.picture),
            ReplacementTransform(Group(found.grid, found.frame), Group(*across[:2]), path_arc=bend),
            run_time=0.9,
        )
        self.play(FadeIn(across.title, sideways.frame, sideways.title), run_time=0.3)
        self.play(RowByRow(sideways.grid), run_time=1.1)
        self.at_word("Together")
        self.lay_together(across, sideways)

    def lay_together(self, *filtered: TitledGrid) -> None:
        """What two filters found comes to the middle; row by row it turns into white edges."""
        whole = self.area
        side = min(whole.width, whole.height - NAME_HEIGHT)
        strength = self.record["measurement.edges.strength"]
        light = gray(brightness(strength.values, "identity"))
        both = PixelGrid(light, side=side, sources=strength)
        both.move_to(whole.center + NAME_HEIGHT / 2 * DOWN)
        self.strength = TitledGrid(both, _("edges"))
        grids = [each.grid for each in filtered]
        gone = (part for each in filtered for part in (each.frame, each.title))
        self.play(FadeOut(self.picture, *gone), run_time=0.3)
        # They fade on their way: two signed pictures laid over each other could not be read.
        self.play(
            *(
                grid.animate(run_time=0.9).match_height(both).move_to(both).set_opacity(0.0)
                for grid in grids
            ),
            Succession(Wait(0.4), RowByRow(both, run_time=1.2)),
            Succession(Wait(0.4), FadeIn(self.strength.frame, self.strength.title, run_time=0.4)),
        )
        self.remove(*grids)

    def a_sound(self) -> None:
        self.beat("a-sound", _("Speech has layers too. Here is a word."))
        samples = self.record["measurement.spoken.sound.waveform"]
        self.waveform = Waveform(samples, width=self.speech_width, height=3.8 * self.larger)
        self.waveform.move_to([self.speech_x, self.area.center[1], 0])
        origin = _("synthesized by a formula, not recorded")
        self.origin = note(origin, width=self.speech_width)
        self.origin.next_to(self.waveform, UP, buff=0.35)
        self.row_names = VGroup(self.beside(self.waveform, _(SOUND_LEVELS[0])))
        # The one rises out of the way of the other, so that they are never seen through each other.
        way = 0.4 * self.area.height * UP
        self.play(
            FadeOut(self.strength, shift=way, run_time=0.7),
            Succession(
                Wait(0.2), FadeIn(self.waveform, self.row_names[0], shift=way, run_time=1.0)
            ),
        )
        self.play(FadeIn(self.origin, shift=0.1 * UP), run_time=0.6)

    def frequencies(self) -> None:
        self.beat(
            "frequencies",
            _("Its {spectrogram} shows its frequencies, low ones below."),
        )
        y = self.area.at(0, 0.1)[1]
        self.play(
            FadeOut(self.origin, run_time=0.5),
            self.waveform.animate.stretch_to_fit_height(1.1 * self.larger).set_y(y),
            self.row_names[0].animate.set_y(y),
        )
        path = "measurement.spoken.spectrogram"
        self.bands = spectrogram_grid(
            self.record[f"{path}.levels"],
            self.record[f"{path}.seconds"],
            sound=(self.word.sound.seconds, self.speech_width),
            height=1.8 * self.larger,
            color=theme.TEXT,
        ).next_to(self.waveform, UP, buff=0.2)
        self.bands_name = self.beside(self.bands, _("spectrogram"))
        self.at_word("spectrogram")
        self.play(FadeIn(self.bands, shift=0.5 * UP), FadeIn(self.bands_name), run_time=1.2)
        self.listen()

    def listen(self) -> None:
        """The word is heard, alone; a cursor is where in waveform and spectrogram the sound is."""
        self.fall_silent()
        cursor = sound_cursor(self.waveform, self.bands, color=self.palette.signal)
        self.play_sounds([played(self.word.sound, "measurement.spoken.sound.waveform")])
        self.play(
            cursor.animate(rate_func=linear, run_time=self.word.sound.seconds).set_x(
                self.waveform.get_right()[0]
            )
        )
        self.remove(cursor)

    def phonemes_to_word(self) -> None:
        """Phonemes, syllables, a word: each row is built from the one below."""
        self.beat(
            "phonemes-to-word",
            _("Single sounds, {phonemes}, make {syllables}, and syllables make a {word}."),
        )
        start = self.bands.get_top()[1] + 0.05
        pitch = (self.area.top - start) / 3
        self.rows, self.links = self.span_rows(self.speech_width), VGroup()
        below = None
        for i, (row, named) in enumerate(zip(self.rows, SOUND_LEVELS[1:], strict=True)):
            row.move_to([self.speech_x, start + (i + 1) * pitch - BOX_HEIGHT / 2, 0])
            links = span_links(row, below, start=start)
            self.row_names.add(self.beside(row, _(named)))
            self.at_word(named)
            self.play(
                LaggedStart(*map(Create, links), lag_ratio=0.3),
                LaggedStart(*(FadeIn(part, shift=0.3 * UP) for part in row), lag_ratio=0.3),
                FadeIn(self.row_names[-1]),
                run_time=1.2,
            )
            self.links.add(*links)
            below = row
        self.rest(0.2)

    def layers_everywhere(self) -> None:
        self.beat(
            "layers-everywhere",
            _("Recognition can work in layers: each level is made of the one below."),
        )
        places = ladder_places(self.area, len(SOUND_LEVELS))
        small = self.waveform.copy().stretch_to_fit_width(places.width)
        small.stretch_to_fit_height(min(0.9, places.height)).set_stroke(width=1.0)
        sounds = [small, *self.span_rows(places.width)]
        seen_words, heard_words = ([*map(_, levels)] for levels in (PICTURE_LEVELS, SOUND_LEVELS))
        exhibits = (self.picture_levels(places.height), sounds)
        seen, heard = (
            places.ladder(number, words, shown)
            for number, (words, shown) in enumerate(
                zip((seen_words, heard_words), exhibits, strict=True)
            )
        )
        rows = [self.waveform, *self.rows]
        self.play(FadeOut(self.bands, self.bands_name, self.links), run_time=0.5)
        moving = [*map(ReplacementTransform, rows, heard.exhibits)]
        if self.area.is_wide:
            names = [*map(ReplacementTransform, self.row_names, heard.words)]
            self.play(*moving, *names, run_time=1.1)
        else:  # names would cross what comes to stand above them
            self.play(FadeOut(self.row_names), run_time=0.3)
            self.play(*moving, run_time=1.1)
            self.play(FadeIn(heard.words), run_time=0.4)
        rising = [FadeIn(seen.level(i), shift=0.25 * UP) for i in range(len(PICTURE_LEVELS))]
        arrows = [FadeIn(arrow, shift=0.25 * UP) for arrow in heard.arrows]
        self.play(
            LaggedStart(*rising, lag_ratio=0.5), LaggedStart(*arrows, lag_ratio=0.5), run_time=1.2
        )
        rungs = zip(seen.words, heard.words, strict=True)
        lit = [pulse(*pair, color=self.palette.signal) for pair in rungs]
        self.play(LaggedStart(*lit, lag_ratio=0.6), run_time=2.0)

    def picture_levels(self, height: float) -> list[Mobject]:
        """What each level of seeing works with."""
        grids = [
            each.grid.copy().scale_to_fit_height(height) for each in (self.picture, self.strength)
        ]
        names = ("upper loop", "long line", "bar")
        parts = VGroup(*(PenPart(name, height=min(0.9, height)) for name in names))
        answer = label(self.model.labels[self.trace.answer], size="title", color=theme.TEXT)
        return [*grids, parts.arrange(RIGHT, buff=0.35), answer]

    def span_rows(self, width: float) -> list[SpanRow]:
        """What is spoken when: phonemes, syllables, the word."""
        sound, color = self.word.sound, theme.SECONDARY
        levels: Sequence[Sequence[Span]] = (sound.phonemes, sound.syllables, sound.words)
        return [SpanRow(spans, width=width, height=BOX_HEIGHT, color=color) for spans in levels]

    def sweep_to(self, place: int) -> None:
        """Let the filter run to a pixel."""
        rows = (place - self.filter.place) / self.filter.picture.shape[1]
        if rows > 0:
            self.play(run_on(self.filter, place), run_time=max(0.5, ROW_SECONDS * rows))

    def beside(self, mobject: Mobject, text: str) -> Words:
        """The name of a row, at the left."""
        words = note(text)
        return words.move_to([self.area.left + words.width / 2, mobject.get_y(), 0])
