"""`LayersOfAbstraction`: edges of a picture, sounds of a word; recognition is layers everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Succession,
    Transform,
    VGroup,
    Wait,
    linear,
)

from network.analysis.filters import corners_of, edges_of, filter_stops
from network.analysis.sound import spoken_word
from network.analysis.sound_events import played, ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    LENS_OPACITY,
    TITLE,
    EdgeStrokes,
    FilterBench,
    FilterRun,
    Hearing,
    Levels,
    Patch,
    SpanRow,
    Stencil,
    Waveform,
    bench_places,
    filter_tile,
    keep_within,
    leaders,
    run_on,
    signed_grid,
    sound_rooms,
    spectrogram_grid,
    stack_places,
    turned,
)
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import spoken_digits
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Verbatim, label, note
from scenes.motion.cells import RowByRow, cells_of
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

ROW_SECONDS = 0.07
"""How long the filter takes for one row of the picture."""
SWEEP_SECONDS = 1.0
"""For a whole picture, once it is known how it goes."""
TOGETHER, UNDER_STROKES = 0.6, 0.35
"""Opacity of two answers that are laid together, and of edges on which strokes are drawn."""
ANSWER_HEIGHT = 1.9
MARK_FROM = 4.0
"""Scale of a mark that comes."""
ALONE_HEIGHT = 2.2
"""How many times higher a wave is as long as nothing else is seen of a sound."""
RING, LARGEST_RING = 2.6, 0.1
"""Radius of a ring around a corner, in pixels of the picture, and in heights of it at most."""
SOUND_LEVELS = (N_("computed sound"), N_("frequencies"), N_("syllables"), N_("word"))
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
        ("PixelGrid", "Square"): "an enlarged window shrinks into its pixel",
        ("Badge", "PixelGrid"): "a question stands on the patch that it is asked of",
    }
    beats: ClassVar = {
        "a-filter": Beat(
            "a filter",
            "A large picture of a digit, and a filter of three by three cells in {positive} and"
            " {negative}, which asks: light above? Dark below? It lies on the picture, too.",
        ),
        "pixel-by-pixel": Beat(
            "pixel by pixel",
            "The filter has moved over every pixel. Its answers make a new picture in {positive}"
            " and {negative}.",
        ),
        "edges": Beat(
            "edges",
            "What both filters found is laid together in one large picture: the edges of the"
            " digit, in white.",
        ),
        "edges-that-meet": Beat(
            "edges that meet",
            "Beside the edges stands a picture that was made of them: light where edges meet.",
        ),
        "layers-everywhere": Beat(
            "layers everywhere",
            "A sound in four levels, one above the other: its wave, its frequencies, two syllables,"
            " and the word that they make.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.a_filter()
        self.pixel_by_pixel()
        self.edges()
        self.edges_that_meet()
        self.layers_everywhere()
        self.rest(0.3)

    def prepare(self) -> None:
        """Run the filters over the picture, and synthesize the word."""
        found = edges_of(self.trace.ink.reshape(self.subject.image_format.side, -1))
        self.word, self.corners = spoken_word(), corners_of(found)
        self.record = (
            self.record.with_root("measurement.edges", found)
            .with_root("measurement.stops", filter_stops(found.horizontal))
            .with_root("measurement.corners", self.corners)
            .with_root("measurement.spoken", self.word)
        )
        self.area = stage()
        self.close_up: list[Mobject] = []
        self.places = bench_places(self.area)
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=spoken_digits(self.model))
        self.diagram.show_weights().show_image(self.record["trace.ink"])
        parts = (self.diagram.image, self.diagram.image_frame)
        self.rest_of_network = [part for part in self.diagram if part not in parts]
        self.add(self.diagram)

    def a_filter(self) -> None:
        """The picture, and a filter that asks something of a small window of it."""
        self.beat(
            "a-filter",
            _("A small filter, made by hand, asks: is it {light} above and {dark} below?"),
        )
        found = "measurement.edges.horizontal"
        self.bench = FilterBench(
            self.record["trace.ink"],
            self.record[f"{found}.kernel"],
            self.record[f"{found}.result"],
            places=self.places,
            palette=self.palette,
        )
        picture, found = self.bench.picture, self.bench.found
        self.stencil = self.bench.stencil.copy().enlarge(self.places.close_up)
        self.filter = FilterRun(
            picture.grid, found.grid, color=self.palette.signal, kernel=self.stencil.grid
        )
        self.filter.stand_at(self.place_of("positive"))
        stencil = self.stencil
        self.play(
            FadeOut(*self.rest_of_network, run_time=0.5),
            ReplacementTransform(self.diagram.image, picture.grid, run_time=0.6),
            ReplacementTransform(self.diagram.image_frame, picture.frame, run_time=0.6),
            Succession(Wait(0.4), FadeIn(stencil.frame, stencil.title, run_time=0.3)),
            Succession(Wait(0.4), RowByRow(stencil.grid, run_time=0.8)),
        )
        lens, frame = self.filter.lens, self.filter.frame
        copied = stencil.grid.copy().set_opacity(LENS_OPACITY)
        # On a narrow stage the way to the picture would lead over the filter's name.
        way = ReplacementTransform(copied, lens) if self.area.is_wide else FadeIn(lens)
        self.play(way, FadeIn(frame), run_time=0.8)
        for word, question in zip(("light", "dark"), stencil.questions, strict=True):
            self.at_word(word)
            self.play(FadeIn(question, scale=1.2), run_time=0.4)
        self.lines = self.lines_to(stencil)
        self.play(Create(self.lines), run_time=0.3)
        self.play(
            Transform(stencil, self.bench.stencil),
            Transform(self.lines, self.lines_to(self.bench.stencil)),
            FadeIn(found.frame, found.title),
            run_time=0.6,
        )

    def place_of(self, stop: str) -> int:
        """Index of the pixel of a stop."""
        return int(self.record.number(f"measurement.stops.{stop}.place").value)

    def pixel_by_pixel(self) -> None:
        """It answers at three pixels that tell what its answers mean, and then at all."""
        self.beat(
            "pixel-by-pixel",
            _(
                "Here, yes: {positive}. Here, the other way round: {negative}."
                " Here, all {alike}: nothing."
            ),
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        for stop, word in (("positive", "positive"), ("negative", "negative"), ("even", "alike")):
            place = self.place_of(stop)
            if place != self.filter.place:
                spot = self.filter.picture.cell_center(*self.row_and_column(place))
                goal = self.filter.frame.copy().move_to(spot)
                self.play(
                    self.filter.window.animate.move_to(spot),
                    Transform(self.lines, self.lines_to(self.stencil, goal)),
                    FadeIn(self.stencil.questions),
                    run_time=0.4,
                )
                self.filter.stand_at(place)
            self.ask(stop, word)
        self.play(
            FadeOut(self.lines, self.filter.mark), FadeIn(self.stencil.questions), run_time=0.2
        )
        self.filter.go_to(0)
        self.add(self.filter)
        self.caption(_("Then it asks everywhere."))
        self.sweep(self.filter, ROW_SECONDS * self.filter.picture.shape[0])
        self.remove(self.filter)
        self.add(self.bench.found)

    def row_and_column(self, place: int) -> tuple[int, int]:
        """Of a pixel of the picture."""
        return divmod(place, self.filter.picture.shape[1])

    def lines_to(self, stencil: Stencil, window: Mobject | None = None) -> VGroup:
        """From the window, where it is or will be, to the filter."""
        if not self.area.is_wide and not self.area.is_tall:
            # They would lead over the name of what is found.
            return VGroup()
        return leaders(window or self.filter.frame, stencil.frame, color=self.palette.signal)

    def ask(self, stop: str, word: str) -> None:
        """The pixels under the window lie under the questions; the answer goes to its place."""
        patch = Patch(
            self.record[f"measurement.stops.{stop}.window"],
            self.places.tile,
            color=self.palette.signal,
        )
        row, column = self.row_and_column(self.filter.place)
        results = self.record["measurement.edges.horizontal.result"]
        value = results[row, column]
        questions = self.stencil.questions
        # On a narrow stage the ways would lead over names.
        is_wide = self.area.is_wide
        coming = patch.come_out(self.filter.frame) if is_wide else FadeIn(patch)
        self.play(coming, run_time=0.5)
        self.bring_to_front(questions)
        self.rest(0.2)
        self.at_word(word)
        largest = float(np.abs(results.values).max())
        self.play_sounds(ticks([value], [0.1], largest=largest))
        color = self.bench.found.grid.colors[row, column]
        self.play(FadeOut(questions, run_time=0.2), patch.answer(color, value, run_time=0.4))
        going = patch.go_into(self.filter.mark) if is_wide else FadeOut(patch)
        self.play(going, FadeIn(self.filter.mark, scale=MARK_FROM), run_time=0.6)
        self.filter.write()
        self.add(self.bench.found.grid, self.filter.mark)

    def filter_to(self, one: Group, other: Group) -> Any:
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
        answers = []
        for name, spot in zip(("horizontal", "vertical"), places.found, strict=True):
            result = self.record[f"measurement.edges.{name}.result"]
            grid = signed_grid(result, side=places.side, palette=self.palette).move_to(spot)
            answers.append(Group(grid, grid_frame(grid)))
        up_down, sideways = answers
        stencil = self.stencil
        self.play(FadeOut(stencil.title, stencil.questions, bench.found.title), run_time=0.2)
        self.remove(bench.found, stencil)
        self.play(
            ReplacementTransform(Group(*bench.picture[:2]), self.picture),
            ReplacementTransform(Group(*bench.found[:2]), up_down),
            self.filter_to(Group(stencil.grid, stencil.frame), kernels[0]),
            run_time=0.6,
        )
        self.turn(kernels[0][0], kernels[1][0])
        sideways[0].set_cell_weights(np.zeros(sideways[0].shape))
        run = FilterRun(picture, sideways[0], color=self.palette.signal, kernel=kernels[1][0])
        self.play(
            FadeIn(kernels[1][1], sideways[1], run.window, run.mark),
            run_time=0.2,
        )
        self.add(run)
        self.sweep(run, SWEEP_SECONDS)
        self.remove(run)
        self.add(sideways)
        self.at_word("Together")
        self.lay_together(up_down[0], sideways[0])

    def turn(self, kernel: PixelGrid, other: PixelGrid) -> None:
        """A second filter leaves the first, and makes a quarter turn on its way."""
        values = self.record["measurement.edges.horizontal.kernel"]
        cloud = cells_of(kernel, range(values.size), list(values))
        target = cloud.copy().place(other.cell_centers()[turned(kernel, other)])
        self.play(Travel(cloud, target, lag=0.0, run_time=0.6))
        self.remove(cloud)
        self.add(other)

    def lay_together(self, *answers: PixelGrid) -> None:
        """What two filters found comes together; row by row it turns into white edges."""
        side = min(self.area.width, self.area.height - TITLE)
        strength = self.record["measurement.edges.strength"]
        light = gray(brightness(strength.values, "identity"))
        both = PixelGrid(light, side=side, sources=strength)
        both.move_to(self.area.center + TITLE / 2 * DOWN)
        self.strength = TitledGrid(both, _("edges"), on_baseline=True)
        for each in self.mobjects:
            each.remove(*answers)
        gone = [each for each in self.mobjects if each not in answers]
        for each in gone:
            self.remove(each)
        self.add(*answers)
        self.play(
            FadeOut(*gone, run_time=0.3),
            *(
                grid.animate(run_time=0.6).match_height(both).move_to(both).set_opacity(TOGETHER)
                for grid in answers
            ),
            Succession(Wait(0.3), FadeIn(self.strength.frame, self.strength.title, run_time=0.3)),
        )
        self.play(RowByRow(both, run_time=0.7))
        self.remove(*answers)

    def edges_that_meet(self) -> None:
        """A second layer looks at the edges, as the first did at the pixels."""
        has_corners = self.corners.places.size > 0
        said = _("Another filter asks: do {edges} {meet} here? Yes, at ends and {corners}.")
        if not has_corners:
            said = _("Another filter asks: do {edges} {meet:turn} here? Yes, at {bends}.")
        self.beat("edges-that-meet", said)
        self.meeting = _("ends and corners") if has_corners else _("bends")
        places = self.places
        bends = self.record["measurement.edges.bends"]
        grid = PixelGrid(
            gray(brightness(bends.values, "identity")), side=places.side, sources=bends
        ).move_to(places.found)
        self.bends = TitledGrid(grid, self.meeting, on_baseline=True)
        keep_within(self.area, self.bends.title)
        smaller = self.strength.at(places.picture, places.side, _("edges"))
        self.play(ReplacementTransform(self.strength, smaller), run_time=0.5)
        self.strength = smaller
        run = FilterRun(smaller.grid, grid, color=self.palette.signal)
        run.stand_at(int(self.record.number("measurement.corners.place").value))
        self.ask_for_corners(run)
        run.write()
        run.go_to(0)
        self.add(run)
        self.sweep(run, SWEEP_SECONDS)
        self.remove(run)
        self.add(self.bends.grid)
        self.at_word("corners" if has_corners else "bends")
        rings = [ring for each in (smaller.grid, grid) for ring in self.rings_on(each)]
        self.play(
            FadeIn(self.bends.title), LaggedStart(*map(Create, rings), lag_ratio=0.2), run_time=0.8
        )
        self.rest(0.3)
        self.rings = VGroup(*rings)

    def ask_for_corners(self, run: FilterRun) -> None:
        """Edges that run one way, and those that cross them: where both are, the answer is yes."""
        corners, places = "measurement.corners", self.places
        patch = Patch(
            self.record[f"{corners}.strength"],
            places.close_up,
            color=self.palette.signal,
            largest=float(self.record["measurement.edges.strength"].values.max()),
        )
        lines = leaders(run.frame, patch.frame, color=self.palette.signal)
        self.play(
            FadeIn(run.window, run_time=0.2),
            Create(lines),
            patch.come_out(run.frame),
            run_time=0.6,
        )
        crossing = self.corners.is_crossing
        ways = [
            EdgeStrokes(
                self.record[f"{corners}.across"],
                self.record[f"{corners}.down"],
                chosen,
                side=places.close_up.height,
                color=self.palette.signal,
            ).shift(places.close_up.center)
            for chosen in (~crossing, crossing)
        ]
        self.at_word("edges")
        self.play(
            patch.grid.animate.set_opacity(UNDER_STROKES),
            Create(ways[0]),
            run_time=0.7,
        )
        self.at_word("meet")
        self.play(Create(ways[1]), run_time=0.7)
        if self.area.is_tall:
            # It has room below what is found.
            self.close_up = [lines, patch, *ways]
            self.play(FadeIn(self.bends.frame), run_time=0.4)
            return
        row, column = divmod(run.place, run.found.shape[1])
        value = self.record["measurement.edges.bends"][row, column]
        self.play(
            FadeOut(*ways, run_time=0.3),
            patch.answer(run.found.colors[row, column], value, run_time=0.5),
        )
        self.play(
            FadeOut(lines, run_time=0.3),
            FadeIn(self.bends.frame, run_time=0.4),
            patch.go_into(run.mark, run_time=0.6),
        )

    def rings_on(self, grid: PixelGrid) -> list[Circle]:
        """Rings around the corners; where there are none, around the pixel that bends most."""
        places = self.corners.places if self.corners.places.size else [self.corners.place]
        radius = min(RING * grid.cell_side, LARGEST_RING * grid.height)
        color = self.palette.signal
        return [
            Circle(radius, color=color, stroke_width=5).move_to(
                grid.cell_center(*divmod(int(place), grid.shape[1]))
            )
            for place in places
        ]

    def layers_everywhere(self) -> None:
        """The levels of seeing, and then those of hearing; the word is heard."""
        self.beat("layers-everywhere", _("And so on: {each} layer is made of the one {before}."))
        names = (_("pixels"), _("edges"), self.meeting, _("digit?"))
        levels = Levels(self.area, self.picture_levels(), names)
        (edges, edges_frame), (bends, bends_frame) = levels.exhibits[1:3]
        self.play(
            FadeOut(self.rings, self.strength.title, self.bends.title, *self.close_up), run_time=0.2
        )
        self.play(
            ReplacementTransform(self.strength.grid, edges),
            ReplacementTransform(self.strength.frame, edges_frame),
            ReplacementTransform(self.bends.grid, bends),
            ReplacementTransform(self.bends.frame, bends_frame),
            FadeIn(levels.exhibits[0]),
            run_time=0.8,
        )
        self.at_word("each")
        self.play(FadeIn(levels.names[0]), run_time=0.3)
        for arrow, name in zip(levels.arrows[:-1], levels.names[1:], strict=False):
            self.play(FadeIn(arrow, name, shift=0.1 * RIGHT), run_time=0.4)
        self.at_word("before")
        self.play(
            FadeIn(levels.arrows[-1], levels.exhibits[-1], levels.names[-1], shift=0.2 * RIGHT),
            run_time=0.5,
        )
        self.hear(levels)

    def hear(self, levels: Levels) -> None:
        """A word in its levels, the sound at the bottom; then it is heard, alone."""
        self.caption(
            _(
                "Even {speech} can be recognized in layers:"
                " {sound}, {frequencies}, {syllables}, {word}."
            )
        )
        (name, wave), *higher = self.sound_levels()
        home = wave.copy()
        wave.stretch(ALONE_HEIGHT, 1).set_y(self.area.center[1])
        self.at_word("speech")
        self.play(FadeOut(levels, run_time=0.3), Create(wave, rate_func=linear, run_time=1.2))
        self.at_word("sound")
        self.play(
            Transform(wave, home, run_time=0.5), Succession(Wait(0.3), FadeIn(name, run_time=0.3))
        )
        words = ("frequencies", "syllables", "word")
        for word, (name, picture) in zip(words, higher, strict=True):
            self.at_word(word)
            self.play(FadeIn(name), FadeIn(picture, shift=0.2 * UP), run_time=0.5)
        self.fall_silent()
        self.listen([wave, *(picture for _name, picture in higher)])

    def listen(self, exhibits: Sequence[Any]) -> None:
        """The word is heard, alone, and seen in all of its layers."""
        self.play_sounds([played(self.word.sound, "measurement.spoken.sound.waveform")])
        hearing = Hearing(
            [Group(*exhibits[:2])],
            exhibits[2:],
            color=self.palette.signal,
            seconds=self.word.sound.seconds,
        )
        self.play(hearing)
        self.play(FadeOut(hearing.cursors), run_time=0.3)

    def picture_levels(self) -> list[Mobject]:
        """What each level of seeing works with."""
        grids = [each.grid.copy() for each in (self.bench.picture, self.strength, self.bends)]
        answer = label(self.model.labels[self.trace.answer], size="title", color=theme.TEXT)
        answer.scale_to_fit_height(ANSWER_HEIGHT)
        return [*(Group(grid, grid_frame(grid)) for grid in grids), answer]

    def sound_levels(self) -> list[tuple[Mobject, Mobject]]:
        """Name and picture of each level of hearing, the lowest first."""
        rooms = sound_rooms(self.area)
        width, heights = rooms[0][1].width, [room.height for _name, room in rooms]
        sound, color, path = self.word.sound, theme.TEXT, "measurement.spoken"
        samples = self.record[f"{path}.sound.waveform"]
        bands = spectrogram_grid(
            self.record[f"{path}.spectrogram.levels"],
            self.record[f"{path}.spectrogram.seconds"],
            sound=(sound.seconds, width),
            height=heights[1],
            color=color,
        )
        rows = (
            SpanRow(spans, width=width, height=height, color=color)
            for spans, height in zip((sound.syllables, sound.words), heights[2:], strict=True)
        )
        wave = Waveform(samples, width=width, height=heights[0])
        pictures: list[Mobject] = [wave, bands, *rows]
        shown = []
        for word, picture, (aside, room) in zip(SOUND_LEVELS, pictures, rooms, strict=True):
            name: Mobject = note(_(word)).move_to(aside.at(0, 0.5), aligned_edge=LEFT)
            shown.append((name, picture.move_to(room.center)))
        return shown

    def sweep(self, run: FilterRun, seconds: float) -> None:
        """Let a filter run over all of its picture."""
        last = run.picture.shape[0] * run.picture.shape[1] - 1
        self.play(run_on(run, last), run_time=max(1.0, seconds))
