"""`LayersOfAbstraction`: edges of a picture, sounds of a word; recognition is layers everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Succession,
    UpdateFromAlphaFunc,
    VGroup,
    Wait,
    linear,
)

from network.analysis.filters import edges_of, filter_stop
from network.analysis.sound import spoken_word
from network.analysis.sound_events import played, ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    LENS_OPACITY,
    LEVEL_NAME,
    TITLE,
    FilterBench,
    FilterRun,
    Levels,
    SpanRow,
    Waveform,
    bench_places,
    filter_tile,
    level_rooms,
    look_through,
    multiply_through,
    pair_places,
    run_on,
    sign_legend,
    signed_grid,
    sound_cursor,
    span_links,
    spectrogram_grid,
    stack_places,
    tile_places,
    turned,
    write_down,
)
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import spoken_digits
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Verbatim, Words, label, note
from scenes.motion.cells import RowByRow, cells_of
from scenes.motion.pointing import pulse
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.scales import brightness, gray
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from manim import Mobject

    from network.analysis.sound import Span
    from scenes.stage.layout import Stage

ROW_SECONDS = 0.07
"""How long the filter takes for one row of the picture."""
SWEEP_SECONDS = 1.1
"""For a whole picture, once it is known how it goes."""
UNLIT = 0.12
"""Of cells that are not spoken of."""
ANSWER_HEIGHT = 1.1
NAME_GAP = 0.25
"""At least between the name of a row and the row."""
BOX_HEIGHT, ROW_GAP = 0.8, 0.3
"""Of what is spoken when; and from one row to the next."""
PICTURE_LEVELS = (N_("pixels"), N_("edges"), N_("ends and bends"), N_("digit?"))
SOUND_LEVELS = (N_("waveform"), N_("frequencies"), N_("syllables"), N_("word"))
"""The lowest first."""


class LayersOfAbstraction(Chapter):
    """Real filters, a real spectrogram, and what is built on them."""

    summary = N_(
        "A small filter finds edges in a picture, and frequencies make up a spoken word:"
        " recognition is made of layers everywhere."
    )
    concepts = (N_("convolution"), N_("edge detection"), N_("spectrogram"), N_("features"))
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "a filter lies on the picture, and answers are laid together",
        ("PixelGrid", "ValueLabel"): "a sum goes to its place in the picture that grows",
    }
    beats: ClassVar = {
        "a-filter": Beat(
            "a filter",
            "A large picture of a digit, an empty one, and between them a small grid of numbers:"
            " the filter. It lies on the picture, too.",
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
        "ends-and-bends": Beat(
            "ends and bends",
            "Beside the edges stands a picture that was made of them: light where lines end or"
            " bend.",
        ),
        "a-sound": Beat(
            "a sound",
            "The waveform of a synthesized word, above it its spectrogram: bright where a frequency"
            " is strong.",
        ),
        "phonemes-to-word": Beat(
            "phonemes to word",
            "Boxes above the spectrogram: single sounds, above them syllables, above them the"
            " word.",
        ),
        "layers-everywhere": Beat(
            "layers everywhere",
            "Two rows of levels: pixels, edges, ends and bends, digit; and waveform, frequencies,"
            " syllables, word.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.a_filter()
        self.pixel_by_pixel()
        self.edges()
        self.ends_and_bends()
        self.a_sound()
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
        names = (note(_(name)) for name in (*SOUND_LEVELS, N_("sounds")))
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
            _("One way to find edges: a small {filter}, made by {hand}, not learned."),
        )
        found = "measurement.edges.horizontal"
        self.bench = FilterBench(
            self.record["trace.ink"],
            self.record[f"{found}.kernel"],
            self.record[f"{found}.result"],
            places=bench_places(self.area),
            palette=self.palette,
        )
        picture, kernel, found = self.bench.picture, self.bench.kernel, self.bench.found
        self.filter = FilterRun(
            picture.grid, found.grid, color=self.palette.signal, kernel=kernel.grid
        )
        self.filter.stand_at(int(self.record.number("measurement.stop.place").value))
        found.grid.set_cell_weights(np.zeros(found.grid.shape))
        self.play(FadeOut(*self.rest_of_network), run_time=0.4)
        self.play(
            ReplacementTransform(self.diagram.image, picture.grid),
            ReplacementTransform(self.diagram.image_frame, picture.frame),
            FadeIn(found.frame, found.title),
            run_time=0.8,
        )
        self.at_word("filter")
        self.play(FadeIn(kernel.frame, kernel.title), RowByRow(kernel.grid), run_time=0.7)
        self.at_word("hand")
        self.play(
            LaggedStart(*(FadeIn(each, scale=1.6) for each in kernel.numbers), lag_ratio=0.4),
            run_time=0.9,
        )
        lens, frame = self.filter.lens, self.filter.frame
        copied = kernel.grid.copy().set_opacity(LENS_OPACITY)
        # On a narrow stage the way to the picture would lead over the filter's name.
        way = ReplacementTransform(copied, lens) if self.area.is_wide else FadeIn(lens)
        self.play(way, FadeIn(frame), run_time=0.7)

    def pixel_by_pixel(self) -> None:
        """It runs over the whole picture; at one pixel one sees the sum."""
        self.beat("pixel-by-pixel", _("At every pixel: multiply, add up, write down the sum."))
        self.multiply_and_add_up()
        kernel, found = self.bench.kernel, self.bench.found
        self.filter.go_to(0)
        self.add(self.filter)
        self.sweep(self.filter, ROW_SECONDS * self.filter.picture.shape[0])
        self.remove(self.filter)
        self.add(found)
        self.caption(
            _("{positive} says: light above dark. {negative} says: dark above light."),
            positive=Verbatim(_(self.palette.positive_name).capitalize()),
            negative=Verbatim(_(self.palette.negative_name).capitalize()),
        )
        self.signs = sign_legend(kernel.grid, self.palette)
        sums = self.record["measurement.edges.horizontal.result"].values
        for name, sign, of_sign in zip(
            ("positive", "negative"), self.signs, (sums > 0, sums < 0), strict=True
        ):
            self.at_word(name)
            self.play(
                FadeIn(sign, shift=0.15 * UP),
                found.grid.animate.set_cell_weights(np.where(of_sign, 1.0, UNLIT)),
                run_time=0.8,
            )
            self.play(pulse(sign[-1], sign[0], color=self.palette.signal))
        self.play(found.grid.animate.set_cell_weights(np.ones(sums.shape)), run_time=0.5)

    def multiply_and_add_up(self) -> None:
        """The pixels under the window, their products with the filter, and the sum of these."""
        pixels, products = (
            self.record[f"measurement.stop.{name}"] for name in ("window", "products")
        )
        total = self.record.number("measurement.stop.sum", signed=True)
        places = tile_places(self.area)
        stop = self.bench.stop(pixels, products, total, places=places)
        picture, kernel, found = self.bench.picture, self.bench.kernel, self.bench.found
        home, lens = kernel.copy(), self.filter.window
        self.play(
            look_through(self.filter, stop),
            FadeOut(picture.grid, picture.frame, lens, found.frame, found.title),
            self.filter_to(kernel, stop.kernel),
            run_time=0.7,
        )
        self.play(
            FadeIn(stop.seen.title, stop.seen.numbers, stop.times, stop.equals),
            FadeIn(stop.product.frame, stop.product.title),
            run_time=0.25,
        )
        self.play(multiply_through(stop))
        self.play_sounds(ticks([total], [0.2], largest=abs(total.value)))
        self.play(
            FadeOut(stop.marks), FadeIn(stop.total, stop.words, shift=0.3 * DOWN), run_time=0.4
        )
        self.play(
            FadeOut(stop.seen, stop.times, stop.equals, stop.product, stop.words), run_time=0.2
        )
        self.filter.write()
        self.bench.kernel = home
        self.play(
            self.filter_to(stop.kernel, home),
            FadeIn(picture.grid, picture.frame, lens, found.frame, found.title),
            FadeIn(found.grid, self.filter.mark),
            run_time=0.6,
        )
        self.play(write_down(stop.total, self.filter.mark, travels=self.area.is_wide))

    def filter_to(self, one: TitledGrid, other: TitledGrid) -> Any:
        """Let a filter go to another place, where it has another size."""
        if self.area.is_wide:
            return ReplacementTransform(one, other)
        return Succession(FadeOut(one, run_time=0.4), FadeIn(other, run_time=0.4))

    def edges(self) -> None:
        """A second filter looks sideways; both together leave the edges."""
        self.beat(
            "edges",
            _("Another filter looks sideways. {Together}, they find the edges of the picture."),
        )
        places = stack_places(self.area)
        bench = self.bench
        picture = bench.picture.grid.copy().scale_to_fit_height(places.side).move_to(places.picture)
        self.picture = Group(picture, grid_frame(picture))
        kernels = [
            filter_tile(
                self.record[f"measurement.edges.{name}.kernel"],
                spot,
                side=places.kernel_side,
                palette=self.palette,
            )
            for name, spot in zip(("horizontal", "vertical"), places.kernels, strict=True)
        ]
        for each in kernels:
            each.remove(each.title)
        answers = []
        for name, spot in zip(("horizontal", "vertical"), places.found, strict=True):
            result = self.record[f"measurement.edges.{name}.result"]
            grid = signed_grid(result, side=places.side, palette=self.palette).move_to(spot)
            answers.append(Group(grid, grid_frame(grid)))
        up_down, sideways = answers
        self.play(FadeOut(bench.kernel.title, bench.found.title, self.signs), run_time=0.2)
        bench.kernel.remove(bench.kernel.title)
        self.remove(bench.found)
        self.play(
            ReplacementTransform(Group(*bench.picture[:2]), self.picture),
            ReplacementTransform(Group(*bench.found[:2]), up_down),
            self.filter_to(bench.kernel, kernels[0]),
            run_time=0.6,
        )
        self.turn(*kernels)
        words = Words(
            _("made by hand, not learned"), size="note", width=places.width, balanced=True
        ).move_to(places.words)
        sideways[0].set_cell_weights(np.zeros(sideways[0].shape))
        run = FilterRun(picture, sideways[0], color=self.palette.signal, kernel=kernels[1].grid)
        self.play(
            FadeIn(kernels[1].frame, kernels[1].numbers, words, sideways[1], run.window, run.mark),
            run_time=0.2,
        )
        self.add(run)
        self.sweep(run, SWEEP_SECONDS)
        self.remove(run)
        self.add(sideways)
        self.at_word("Together")
        self.lay_together(up_down[0], sideways[0])

    def turn(self, kernel: TitledGrid, other: TitledGrid) -> None:
        """A second filter leaves the first, and makes a quarter turn on its way."""
        cells = range(kernel.grid.weights_of_cells.size)
        values = self.record["measurement.edges.horizontal.kernel"]
        cloud = cells_of(kernel.grid, cells, list(values))
        centers = other.grid.cell_centers()[turned(kernel.grid, other.grid)]
        target = cloud.copy().place(centers)
        self.play(Travel(cloud, target, lag=0.0, run_time=0.6))
        self.remove(cloud)
        self.add(other.grid)

    def lay_together(self, *answers: PixelGrid) -> None:
        """What two filters found comes together; row by row it turns into white edges."""
        side = min(self.area.width, self.area.height - TITLE)
        strength = self.record["measurement.edges.strength"]
        light = gray(brightness(strength.values, "identity"))
        both = PixelGrid(light, side=side, sources=strength)
        both.move_to(self.area.center + TITLE / 2 * DOWN)
        self.strength = TitledGrid(both, _("edges"), on_baseline=True)
        gone = [each for each in self.mobjects if each not in answers]
        for each in gone:
            self.remove(each)
        self.add(*answers)
        # They fade on their way: two signed pictures laid over each other could not be read.
        self.play(
            FadeOut(*gone, run_time=0.3),
            *(
                grid.animate(run_time=0.9).match_height(both).move_to(both).set_opacity(0.0)
                for grid in answers
            ),
            Succession(Wait(0.4), RowByRow(both, run_time=1.0)),
            Succession(Wait(0.4), FadeIn(self.strength.frame, self.strength.title, run_time=0.4)),
        )
        self.remove(*answers)

    def ends_and_bends(self) -> None:
        """A second layer looks at the edges, as the first did at the pixels."""
        self.beat(
            "ends-and-bends",
            _("A next layer combines edges: it lights up where lines {end} or bend."),
        )
        spots, side = pair_places(self.area)
        bends = self.record["measurement.edges.bends"]
        shares = brightness(bends.values, "identity")
        grid = PixelGrid(gray(shares), side=side, sources=bends).move_to(spots[1])
        grid.set_cell_weights(np.zeros(grid.shape))
        self.bends = TitledGrid(grid, _("ends and bends"), on_baseline=True)
        smaller = self.strength.grid.copy().scale_to_fit_height(side).move_to(spots[0])
        smaller = TitledGrid(smaller, _("edges"), on_baseline=True)
        self.play(ReplacementTransform(self.strength, smaller), run_time=0.6)
        self.strength = smaller
        run = FilterRun(smaller.grid, grid, color=self.palette.signal)
        self.play(FadeIn(self.bends.frame, self.bends.title, run.window, run.mark), run_time=0.3)
        self.add(run)
        self.sweep(run, 1.6 * SWEEP_SECONDS)
        self.at_word("end")
        lit = shares[..., np.newaxis] ** 2
        colors = (1 - lit) * smaller.grid.colors + lit * np.array(theme.rgb(self.palette.signal))
        self.edge_picture = smaller.grid.copy()
        self.play(
            FadeOut(run.window, run.mark, run_time=0.3),
            smaller.grid.animate.set_colors(colors),
            run_time=0.8,
        )
        self.remove(run)
        self.add(self.bends)

    def a_sound(self) -> None:
        self.beat("a-sound", _("Speech has layers too. Here is a word."))
        high, low = self.speech_rooms(0)
        samples = self.record["measurement.spoken.sound.waveform"]
        self.waveform = Waveform(samples, width=self.speech_width, height=low.height)
        self.waveform.move_to([self.speech_x, low.center[1], 0])
        path = "measurement.spoken.spectrogram"
        self.bands = spectrogram_grid(
            self.record[f"{path}.levels"],
            self.record[f"{path}.seconds"],
            sound=(self.word.sound.seconds, self.speech_width),
            height=high.height,
            color=theme.TEXT,
        )
        self.bands.move_to([self.speech_x, high.center[1], 0])
        origin = note(_("synthesized by a formula, not recorded"), width=self.speech_width)
        origin.move_to(self.bands)
        self.row_names = VGroup(self.beside(self.waveform, _(SOUND_LEVELS[0])))
        # The one rises out of the way of the other, so that they are never seen through each other.
        way = 0.4 * self.area.height * UP
        self.play(
            FadeOut(self.strength, self.bends, shift=way, run_time=0.6),
            Succession(Wait(0.2), FadeIn(self.waveform, shift=0.4 * way, run_time=0.8)),
        )
        self.play(FadeIn(origin, self.row_names[0], shift=0.1 * UP), run_time=0.5)
        self.rest(0.3)
        self.play(FadeOut(origin), run_time=0.3)
        self.fall_silent()
        self.listen()

    def listen(self) -> None:
        """The word is heard, alone; its frequencies appear as a cursor runs along."""
        cursor = sound_cursor(self.waveform, self.bands, color=self.palette.signal)
        start, end = cursor.get_x(), self.waveform.get_right()[0]
        columns = self.bands.cell_centers().reshape(*self.bands.shape, 3)[0, :, 0]
        self.bands.set_cell_weights(np.zeros(self.bands.shape))
        heard = Group(self.bands, cursor)

        def hear(_heard: Any, share: float) -> None:
            cursor.set_x((1 - share) * start + share * end)
            passed = columns <= cursor.get_x()
            self.bands.set_cell_weights(np.broadcast_to(passed, self.bands.shape))

        self.play_sounds([played(self.word.sound, "measurement.spoken.sound.waveform")])
        self.play(
            UpdateFromAlphaFunc(heard, hear, rate_func=linear, run_time=self.word.sound.seconds)
        )
        self.remove(heard, cursor)
        self.add(self.bands)

    def phonemes_to_word(self) -> None:
        """Single sounds, syllables, a word: each row is built from the one below."""
        self.beat(
            "phonemes-to-word",
            _("{Frequencies} make {sounds}, sounds make {syllables}, syllables make a {word}."),
        )
        self.at_word("Frequencies")
        self.row_names.add(self.beside(self.bands, _(SOUND_LEVELS[1])))
        self.play(FadeIn(self.row_names[1]), run_time=0.4)
        self.rows, self.links = self.span_rows(self.speech_width), VGroup()
        names = (N_("sounds"), *SOUND_LEVELS[2:])
        for i, (row, named) in enumerate(zip(self.rows, names, strict=True)):
            self.at_word(named)
            self.make_room(i)
            row.move_to([self.speech_x, self.area.top - BOX_HEIGHT / 2, 0])
            below = self.rows[i - 1] if i else None
            links = span_links(row, below, start=self.bands.get_top()[1])
            self.row_names.add(self.beside(row, _(named)))
            self.play(
                LaggedStart(*map(Create, links), lag_ratio=0.3),
                LaggedStart(*(FadeIn(part, shift=0.3 * UP) for part in row), lag_ratio=0.3),
                FadeIn(self.row_names[-1]),
                run_time=0.7,
            )
            self.links.add(*links)

    def speech_rooms(self, rows: int) -> tuple[Stage, Stage]:
        """Below so many rows of boxes: rooms of the spectrogram and of the waveform."""
        area = self.area
        left = replace(area, top=area.top - rows * (BOX_HEIGHT + ROW_GAP))
        high, low = left.rows(1.35, 1.0, gap=ROW_GAP)
        return high, low

    def make_room(self, rows: int) -> None:
        """Let everything sink that a further row of boxes may stand above so many."""
        high, low = self.speech_rooms(rows + 1)
        wave, bands, *boxes = self.row_names
        sink = (BOX_HEIGHT + ROW_GAP) * DOWN
        self.play(
            *(
                each.animate.stretch_to_fit_height(room.height).set_y(room.center[1])
                for each, room in ((self.bands, high), (self.waveform, low))
            ),
            wave.animate.set_y(low.center[1]),
            bands.animate.set_y(high.center[1]),
            *(each.animate.shift(sink) for each in (*self.rows[:rows], *boxes, *self.links)),
            run_time=0.5,
        )

    def layers_everywhere(self) -> None:
        """Both kinds of levels, side by side."""
        self.beat(
            "layers-everywhere",
            _("Recognition can work in layers: each one is made of the one before."),
        )
        words = [[*map(_, levels)] for levels in (PICTURE_LEVELS, SOUND_LEVELS)]
        room = level_rooms(self.area, len(SOUND_LEVELS))[1][0]
        high = room.height - LEVEL_NAME
        heard = [
            self.waveform.copy().stretch_to_fit_height(0.8 * high).set_stroke(width=0.7),
            self.bands.copy().stretch_to_fit_height(0.8 * high),
            *self.span_rows(room.width, 0.6 * high)[1:],
        ]
        for each in heard:
            each.stretch_to_fit_width(room.width)
        levels = Levels(self.area, (self.picture_levels(), heard), words)
        self.play(
            FadeOut(*self.rows, self.links, self.row_names, self.bands, run_time=0.3),
            ReplacementTransform(self.waveform, levels.exhibits[1][0], run_time=0.6),
        )
        self.play(FadeIn(levels.level(0, 0), levels.names[1][0]), run_time=0.3)
        for i in range(1, len(PICTURE_LEVELS)):
            pair = [levels.level(row, i) for row in (0, 1)]
            self.play(FadeIn(*pair, shift=0.2 * RIGHT), run_time=0.5)
        for names in zip(*levels.names, strict=True):
            self.play(pulse(*names, color=self.palette.signal), run_time=0.35)

    def picture_levels(self) -> list[Mobject]:
        """What each level of seeing works with."""
        grids = [self.picture[0].copy(), self.edge_picture, self.bends.grid.copy()]
        answer = label(self.model.labels[self.trace.answer], size="title", color=theme.TEXT)
        answer.scale_to_fit_height(ANSWER_HEIGHT)
        return [*(Group(grid, grid_frame(grid)) for grid in grids), answer]

    def span_rows(self, width: float, height: float = BOX_HEIGHT) -> list[SpanRow]:
        """What is spoken when: single sounds, syllables, the word."""
        sound, color = self.word.sound, theme.TEXT
        levels: Sequence[Sequence[Span]] = (sound.phonemes, sound.syllables, sound.words)
        return [SpanRow(spans, width=width, height=height, color=color) for spans in levels]

    def sweep(self, run: FilterRun, seconds: float) -> None:
        """Let a filter run over all of its picture."""
        last = run.picture.shape[0] * run.picture.shape[1] - 1
        self.play(run_on(run, last), run_time=max(1.0, seconds))

    def beside(self, mobject: Mobject, text: str) -> Words:
        """The name of a row, at the left."""
        words = note(text)
        return words.move_to([self.area.left + words.width / 2, mobject.get_y(), 0])
