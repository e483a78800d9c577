"""`LayersOfAbstraction`: edges of a picture, sounds of a word; recognition is layers everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Square,
    Succession,
    Transform,
    VGroup,
    Wait,
)

from network.analysis.filters import corners_of, edges_of, filter_stop
from network.analysis.sound import spoken_word
from network.analysis.sound_events import played, ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    LENS_OPACITY,
    LEVEL_NAME,
    TITLE,
    EdgeStrokes,
    FilterBench,
    FilterRun,
    Hearing,
    Levels,
    PatchSum,
    SpanRow,
    Waveform,
    bench_places,
    filter_tile,
    keep_within,
    leaders,
    level_rooms,
    look_through,
    run_on,
    sign_legend,
    signed_grid,
    spectrogram_grid,
    stack_places,
    turned,
    write_down,
)
from scenes.mobjects.grids.titled_grid import TitledGrid
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import spoken_digits
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Verbatim, label
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

ROW_SECONDS = 0.07
"""How long the filter takes for one row of the picture."""
SWEEP_SECONDS = 1.1
"""For a whole picture, once it is known how it goes."""
UNLIT = 0.12
"""Of cells that are not spoken of."""
ANSWER_HEIGHT = 1.1
RING = 2.6
"""Radius of a ring around a corner, in pixels of the picture."""
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
        ("PixelGrid", "ValueLabel"): "a sum goes to its place in the picture that grows",
    }
    beats: ClassVar = {
        "a-filter": Beat(
            "a filter",
            "A large picture of a digit, and beside it a grid of nine numbers: the filter. It lies"
            " on the picture, too.",
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
        "edges-that-meet": Beat(
            "edges that meet",
            "Beside the edges stands a picture that was made of them: light where edges meet.",
        ),
        "layers-everywhere": Beat(
            "layers everywhere",
            "Two rows of levels: pixels, edges, what edges make, digit; and sound, frequencies,"
            " syllables, word.",
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
            .with_root("measurement.stop", filter_stop(found.horizontal))
            .with_root("measurement.corners", self.corners)
            .with_root("measurement.spoken", self.word)
        )
        self.area = stage()
        self.places = bench_places(self.area)
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=spoken_digits(self.model))
        self.diagram.show_weights().show_image(self.record["trace.ink"])
        parts = (self.diagram.image, self.diagram.image_frame)
        self.rest_of_network = [part for part in self.diagram if part not in parts]
        self.add(self.diagram)

    def a_filter(self) -> None:
        """The picture, and nine weights that look at a small window of it."""
        self.beat(
            "a-filter",
            _("A small {filter} can find edges: nine {weights}, set by hand, not learned."),
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
        self.kernel = filter_tile(
            self.record["measurement.edges.horizontal.kernel"],
            self.places.patch.center,
            side=self.places.patch.height,
            palette=self.palette,
        )
        self.filter = FilterRun(
            picture.grid, found.grid, color=self.palette.signal, kernel=self.kernel.grid
        )
        self.filter.stand_at(int(self.record.number("measurement.stop.place").value))
        found.grid.set_cell_weights(np.zeros(found.grid.shape))
        self.play(
            FadeOut(*self.rest_of_network, run_time=0.4),
            ReplacementTransform(self.diagram.image, picture.grid),
            ReplacementTransform(self.diagram.image_frame, picture.frame),
            run_time=0.6,
        )
        self.at_word("filter")
        self.play(
            FadeIn(self.kernel.frame, self.kernel.title), RowByRow(self.kernel.grid), run_time=0.7
        )
        self.at_word("weights")
        self.play(
            LaggedStart(*(FadeIn(each, scale=1.6) for each in self.kernel.numbers), lag_ratio=0.4),
            run_time=1.1,
        )
        lens, frame = self.filter.lens, self.filter.frame
        copied = self.kernel.grid.copy().set_opacity(LENS_OPACITY)
        # On a narrow stage the way to the picture would lead over the filter's name.
        way = ReplacementTransform(copied, lens) if self.area.is_wide else FadeIn(lens)
        self.play(way, FadeIn(frame), FadeOut(self.kernel.title, run_time=0.4), run_time=0.8)

    def pixel_by_pixel(self) -> None:
        """It runs over the whole picture; at one pixel one sees the sum."""
        self.beat(
            "pixel-by-pixel", _("At every pixel: {multiply}, {add} up, {write} down the sum.")
        )
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
        """The pixels under the window, enlarged, times the filter; and the sum of the products."""
        stop = PatchSum(
            self.kernel,
            self.record["measurement.stop.window"],
            self.record["measurement.stop.products"],
            self.record.number("measurement.stop.sum", signed=True),
            spot=self.places.total,
            palette=self.palette,
        )
        lines = leaders(self.filter.frame, self.kernel.frame, color=self.palette.signal)
        down = [
            number.animate.move_to(place)
            for number, place in zip(self.kernel.numbers, stop.weights, strict=True)
        ]
        self.play(
            Create(lines),
            look_through(self.filter, stop),
            *down,
            run_time=0.9,
        )
        self.play(FadeIn(stop.factors), run_time=0.4)
        self.at_word("multiply")
        self.multiply(stop)
        self.at_word("add")
        total = stop.total.sourced
        self.play_sounds(ticks([total], [0.2], largest=abs(total.value)))
        telling = stop.numbers[self.telling_cells(stop)]
        self.play(
            FadeIn(stop.total, stop.words, shift=0.3 * DOWN),
            pulse(*telling, color=telling[0].glyph_color),
            run_time=0.7,
        )
        self.at_word("write")
        self.write_down(stop, lines)

    def telling_cells(self, stop: PatchSum) -> slice:
        """Those of the row whose products are largest."""
        columns = stop.product.shape[1]
        first = columns * int(self.record.number("measurement.stop.telling_row").value)
        return slice(first, first + columns)

    def multiply(self, stop: PatchSum) -> None:
        """Products take the place of what made them: one row slowly, all others before it."""
        grid, weights = stop.product.set_cell_weights(np.zeros(stop.product.shape)), np.zeros(9)
        cells = range(weights.size)[self.telling_cells(stop)]
        self.add(grid)
        self.bring_to_front(stop.factors, self.kernel.numbers)
        others = [i for i in range(weights.size) if i not in cells]
        for together in (others, *([i] for i in cells)):
            weights[together] = 1.0
            gone = [part for i in together for part in (stop.factors[i], self.kernel.numbers[i])]
            numbers = [stop.numbers[i] for i in together]
            if together is not others:
                values = [number.sourced for number in numbers]
                self.play_sounds(ticks(values, [0.1], largest=self.bench.largest))
            self.play(FadeOut(*gone), run_time=0.15)
            self.play(grid.animate.set_cell_weights(weights), FadeIn(*numbers), run_time=0.3)

    def write_down(self, stop: PatchSum, lines: VGroup) -> None:
        """A picture for the sums appears; the filter shrinks beside it, the sum flies there."""
        kernel, found = self.bench.kernel, self.bench.found
        # Not where the frame of what is found would cross it, nor where it would cross the filter.
        aim = self.places.patch.center if self.area.is_wide else stop.total.get_center()
        if self.area.is_tall:
            aim[0] = found.grid.get_x()
        self.remove(stop.seen)
        self.play(
            FadeOut(lines, stop.numbers, stop.words, stop.product, self.kernel.frame),
            self.kernel.grid.animate.set_opacity(0.3),
            run_time=0.3,
        )
        self.play(
            ReplacementTransform(self.kernel.grid, kernel.grid),
            stop.total.animate.move_to(aim),
            FadeIn(kernel.frame, kernel.title),
            run_time=0.6,
        )
        self.play(FadeIn(kernel.numbers, found.frame, found.title, self.filter.mark), run_time=0.3)
        self.add(kernel)
        self.play(write_down(stop.total, self.filter.mark))
        self.filter.write()
        self.play(FadeIn(found.grid), run_time=0.2)

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
        sideways[0].set_cell_weights(np.zeros(sideways[0].shape))
        run = FilterRun(picture, sideways[0], color=self.palette.signal, kernel=kernels[1].grid)
        self.play(
            FadeIn(kernels[1].frame, kernels[1].numbers, sideways[1], run.window, run.mark),
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

    def edges_that_meet(self) -> None:
        """A second layer looks at the edges, as the first did at the pixels."""
        has_corners = self.corners.places.size > 0
        said = _(
            "A next layer combines edges. Where they {meet}, it lights up: at ends and {corners}."
        )
        if not has_corners:
            said = _(
                "A next layer combines edges. It lights up where they {meet:turn}, at {bends}."
            )
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
        self.play(ReplacementTransform(self.strength, smaller), run_time=0.6)
        self.strength = smaller
        run = FilterRun(smaller.grid, grid, color=self.palette.signal)
        run.stand_at(int(self.record.number("measurement.corners.place").value))
        run.write()
        tile = Square(places.patch.height, color=self.palette.signal, stroke_width=5)
        tile.set_fill("#000000", opacity=1)
        strokes = EdgeStrokes(
            self.record["measurement.corners.across"],
            self.record["measurement.corners.down"],
            side=tile.height,
        )
        enlarged = VGroup(tile, strokes.move_to(tile)).move_to(places.patch.center)
        small = tile.copy().scale(run.frame.height / tile.height).move_to(run.frame)
        lines = leaders(run.frame, tile, color=self.palette.signal)
        self.play(
            FadeIn(run.window), Create(lines), ReplacementTransform(small, tile), run_time=0.7
        )
        self.play(Create(strokes), run_time=1.0)
        self.at_word("meet")
        self.play(pulse(strokes, color=self.palette.signal, scale=1.06))
        into = enlarged.copy().scale(run.mark.height / tile.height).move_to(run.mark)
        into[1].set_stroke(width=1)
        self.play(
            FadeOut(lines, run_time=0.3),
            FadeIn(self.bends.frame, run_time=0.4),
            Transform(enlarged, into, run_time=0.7),
        )
        self.remove(enlarged)
        self.play(FadeIn(grid, run.mark), run_time=0.25)
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

    def rings_on(self, grid: PixelGrid) -> list[Circle]:
        """Rings around the corners; where there are none, around the pixel that bends most."""
        places = self.corners.places if self.corners.places.size else [self.corners.place]
        radius, color = RING * grid.cell_side, self.palette.signal
        return [
            Circle(radius, color=color, stroke_width=5).move_to(
                grid.cell_center(*divmod(int(place), grid.shape[1]))
            )
            for place in places
        ]

    def layers_everywhere(self) -> None:
        """The levels of seeing, and below them those of hearing; then the word is heard."""
        self.beat(
            "layers-everywhere",
            _("Even {speech} can be recognized in layers: {each} is made of the one {before}."),
        )
        seen = (_("pixels"), _("edges"), self.meeting, _("digit?"))
        heard = [*map(_, SOUND_LEVELS)]
        levels = Levels(self.area, (self.picture_levels(), self.sound_levels()), (seen, heard))
        (edges, edges_frame), (bends, bends_frame) = levels.exhibits[0][1:3]
        self.play(FadeOut(self.rings, self.strength.title, self.bends.title), run_time=0.25)
        self.play(
            ReplacementTransform(self.strength.grid, edges),
            ReplacementTransform(self.strength.frame, edges_frame),
            ReplacementTransform(self.bends.grid, bends),
            ReplacementTransform(self.bends.frame, bends_frame),
            run_time=0.8,
        )
        (to_edges, to_bends, _to_digit), names = levels.arrows[0], levels.names[0]
        self.play(FadeIn(levels.level(0, 0)), run_time=0.4)
        self.play(FadeIn(to_edges, names[1], shift=0.1 * RIGHT), run_time=0.35)
        self.play(FadeIn(to_bends, names[2], shift=0.1 * RIGHT), run_time=0.35)
        self.at_word("speech")
        self.play(FadeIn(levels.level(1, 0)), run_time=0.4)
        self.at_word("each")
        self.play(FadeIn(levels.level(1, 1), shift=0.2 * RIGHT), run_time=0.45)
        self.play(FadeIn(levels.level(1, 2), shift=0.2 * RIGHT), run_time=0.45)
        self.at_word("before")
        self.play(FadeIn(levels.level(0, 3), levels.level(1, 3), shift=0.2 * RIGHT), run_time=0.5)
        self.fall_silent()
        self.listen(levels.exhibits[1])

    def listen(self, exhibits: Sequence[Any]) -> None:
        """The word is heard, alone, and seen in all of its layers."""
        self.play_sounds([played(self.word.sound, "measurement.spoken.sound.waveform")])
        hearing = Hearing(
            exhibits[:2], exhibits[2:], color=self.palette.signal, seconds=self.word.sound.seconds
        )
        self.play(hearing)
        self.play(FadeOut(hearing.cursors), run_time=0.3)

    def picture_levels(self) -> list[Mobject]:
        """What each level of seeing works with."""
        grids = [each.grid.copy() for each in (self.bench.picture, self.strength, self.bends)]
        answer = label(self.model.labels[self.trace.answer], size="title", color=theme.TEXT)
        answer.scale_to_fit_height(ANSWER_HEIGHT)
        return [*(Group(grid, grid_frame(grid)) for grid in grids), answer]

    def sound_levels(self) -> list[Mobject]:
        """What each level of hearing works with."""
        room = level_rooms(self.area, len(SOUND_LEVELS))[1][0]
        width, height = room.width, 0.8 * (room.height - LEVEL_NAME)
        sound, color, path = self.word.sound, theme.TEXT, "measurement.spoken"
        samples = self.record[f"{path}.sound.waveform"]
        bands = spectrogram_grid(
            self.record[f"{path}.spectrogram.levels"],
            self.record[f"{path}.spectrogram.seconds"],
            sound=(sound.seconds, width),
            height=height,
            color=color,
        )
        rows = (
            SpanRow(spans, width=width, height=0.75 * height, color=color)
            for spans in (sound.syllables, sound.words)
        )
        wave = Waveform(samples, width=width, height=height).set_stroke(width=0.7)
        return [wave, bands, *rows]

    def sweep(self, run: FilterRun, seconds: float) -> None:
        """Let a filter run over all of its picture."""
        last = run.picture.shape[0] * run.picture.shape[1] - 1
        self.play(run_on(run, last), run_time=max(1.0, seconds))
