"""`LayersOfAbstraction`: pixels make edges, edges make corners; each layer is made of another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    Animation,
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
    smooth,
    squish_rate_func,
)

from network.analysis.filters import corners_of, edges_of, filter_stops
from network.analysis.sound_events import ticks
from scenes.chapter import Beat, Chapter
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    LENS_OPACITY,
    EdgeLine,
    FilterRun,
    Patch,
    Stencil,
    arrow_between,
    leaders,
    levels_on,
    run_on,
    signed_grid,
    turned,
    window_on,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import spoken_digits
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Verbatim, label
from scenes.motion.cells import RowByRow, cells_of
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.stage.scales import brightness, gray
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from typing import Any

    from manim import Mobject

ROW_SECONDS = 0.07
"""How long the filter takes for one row of the picture."""
SWEEP_SECONDS = 1.0
"""For a whole picture, once it is known how it goes."""
TOGETHER = 0.6
"""Opacity of two answers that are laid together."""
LATE = squish_rate_func(smooth, 0.25, 1.0)
"""For the picture: it sets off when the network is gone."""
NEAR = 1.2
"""Zoom from which on it is worth to move the view."""
MARK_FROM = 4.0
"""Scale of a mark that comes."""
ANSWER = 0.75
"""Height of the digit at the end, in sides of a picture."""
RING, LARGEST_RING = 2.6, 0.1
"""Radius of a ring around a corner, in pixels of the picture, and in heights of it at most."""


class LayersOfAbstraction(Chapter):
    """Real filters, what they find, and what is built on it; one place is followed all the way."""

    summary = N_(
        "Filters find edges among pixels, and corners among edges: each layer is made of the one"
        " before."
    )
    concepts = (N_("convolution"), N_("edge detection"), N_("features"))
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "a filter lies on the picture, and answers are laid together",
        ("PixelGrid", "Square"): "an enlarged window shrinks into its pixel",
        ("Badge", "PixelGrid"): "a question stands on the patch that it is asked of",
        ("PixelGrid", "Words"): "on its way to a pixel a filter passes the picture's name",
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
            "Beside the picture stands what both filters found together: the edges of the digit, in"
            " white.",
        ),
        "edges-that-meet": Beat(
            "edges that meet",
            "Beside the edges stands a picture that was made of them: light where edges meet.",
        ),
        "layer-upon-layer": Beat(
            "layer upon layer",
            "A chain: pixels, edges, the places where they meet, and a digit. Lines lead from a"
            " window in each picture to what was made of it in the next.",
        ),
    }

    def construct(self) -> None:
        self.prepare()
        self.a_filter()
        self.pixel_by_pixel()
        self.edges()
        self.edges_that_meet()
        self.layer_upon_layer()
        self.rest(0.8)

    def prepare(self) -> None:
        """Run the filters over the picture, and find places for what they find."""
        found = edges_of(self.trace.ink.reshape(self.subject.image_format.side, -1))
        self.corners = corners_of(found)
        self.record = (
            self.record.with_root("measurement.edges", found)
            .with_root("measurement.stops", filter_stops(found.horizontal, self.corners.place))
            .with_root("measurement.corners", self.corners)
        )
        area = stage()
        self.levels = levels_on(area)
        self.room_of_pixels, self.room_of_edges, *_others = (each.square for each in self.levels)
        has_corners = self.corners.places.size > 0
        meeting = _("ends and corners") if has_corners else _("bends")
        words = (_("pixels"), _("edges"), meeting, _("digit?"))
        self.names = [
            level.name(word, area) for level, word in zip(self.levels, words, strict=True)
        ]
        self.filter_name = self.levels[1].name(_("filter"), area)
        self.diagram = NetworkDiagram(self.model, self.palette, spoken_of=spoken_digits(self.model))
        self.diagram.show_weights().show_image(self.record["trace.ink"])
        parts = (self.diagram.image, self.diagram.image_frame)
        self.rest_of_network = [part for part in self.diagram if part not in parts]
        self.add(self.diagram)

    def looking_at(self, first: int, **kwargs: Any) -> Animation:
        """The view goes to a level and the next one, unless it would hardly come nearer."""
        both = slice(first, first + 2)
        squares = (
            Square(each.square.width).move_to(each.square.center) for each in self.levels[both]
        )
        area = Group(*squares, *self.names[both])
        going = self.view.animate(**kwargs)
        is_near = self.view.copy().look_at(area, share=1.0).zoom >= NEAR
        return (going.look_at(area, share=1.0) if is_near else going.pull_out()).build()

    def a_filter(self) -> None:
        """The picture, and a filter that asks something of a small window of it."""
        self.beat(
            "a-filter",
            _("A small filter, made by hand, asks: is it {light} above and {dark} below?"),
        )
        room = self.room_of_pixels
        self.picture = image_grid(self.record["trace.ink"], side=room.height).move_to(room.center)
        self.picture_frame = grid_frame(self.picture)
        self.stencil = Stencil(
            self.record["measurement.edges.horizontal.kernel"],
            self.room_of_edges,
            palette=self.palette,
        )
        stencil, self.found = self.stencil, self.answers_of("horizontal")
        self.found.set_cell_weights(np.zeros(self.found.shape))
        self.filter = FilterRun(
            self.picture, self.found, color=self.palette.signal, kernel=stencil.grid
        )
        self.filter.stand_at(self.place_of("positive"))
        late: dict[str, Any] = {"run_time": 1.1, "rate_func": LATE}
        self.play(
            FadeOut(*self.rest_of_network, run_time=0.4),
            ReplacementTransform(self.diagram.image, self.picture, **late),
            ReplacementTransform(self.diagram.image_frame, self.picture_frame, **late),
            self.looking_at(0, **late),
            Succession(Wait(0.6), FadeIn(stencil.frame, run_time=0.3)),
            Succession(Wait(0.6), RowByRow(stencil.grid, run_time=0.7)),
            Succession(Wait(1.1), FadeIn(self.names[0], self.filter_name, run_time=0.3)),
        )
        lens, frame = self.filter.lens, self.filter.frame
        copied = stencil.grid.copy().set_opacity(LENS_OPACITY)
        self.lines = self.lines_to(frame)
        self.play(ReplacementTransform(copied, lens), FadeIn(frame), run_time=0.8)
        self.play(Create(self.lines), run_time=0.3)
        for word, question in zip(("light", "dark"), stencil.questions, strict=True):
            self.at_word(word)
            self.play(FadeIn(question, scale=1.2), run_time=0.4)

    def answers_of(self, name: str) -> PixelGrid:
        """What a filter finds, where edges will stand."""
        result = self.record[f"measurement.edges.{name}.result"]
        return signed_grid(result, self.room_of_edges, palette=self.palette)

    def place_of(self, stop: str) -> int:
        """Index of the pixel of a stop."""
        return int(self.record.number(f"measurement.stops.{stop}.place").value)

    def lines_to(self, window: Mobject) -> VGroup:
        """From a window on the pixels to what is enlarged of it."""
        return leaders(window, self.stencil.frame, color=self.palette.signal)

    def pixel_by_pixel(self) -> None:
        """It answers at two places that tell what its answers mean, and then at all."""
        self.beat(
            "pixel-by-pixel",
            _("Here, yes: {positive}. Here, the other way round: {negative}."),
            positive=Verbatim(_(self.palette.positive_name)),
            negative=Verbatim(_(self.palette.negative_name)),
        )
        self.ask("positive", FadeOut(self.filter_name, run_time=0.3))
        run, place = self.filter, self.place_of("negative")
        goal = window_on(self.picture, place, 1, color=self.palette.signal)
        self.play(
            Transform(run.frame, goal),
            Transform(self.lines, self.lines_to(goal)),
            FadeOut(run.lens, run.mark),
            run_time=0.4,
        )
        run.stand_at(place)
        self.ask("negative", FadeIn(run.lens, run_time=0.3))
        self.play(FadeOut(self.lines, run.mark), run_time=0.2)
        run.go_to(0)
        self.add(run)
        self.caption(_("Then it asks everywhere."))
        self.sweep(run, ROW_SECONDS * run.picture.shape[0])
        self.remove(run)
        self.add(self.found)

    def ask(self, stop: str, *moves: Animation) -> None:
        """The pixels under the window lie under the questions; the answer goes to its place.

        Parameters
        ----------
        moves
            What moves while the pixels come.
        """
        patch = Patch(
            self.record[f"measurement.stops.{stop}.window"],
            self.room_of_edges,
            color=self.palette.signal,
        )
        run, stencil = self.filter, self.stencil
        cell = divmod(run.place, run.picture.shape[1])
        results = self.record["measurement.edges.horizontal.result"]
        value, largest = results[cell], float(np.abs(results.values).max())
        questions = stencil.questions
        # They stay, or come again, above what comes.
        is_asked = questions[0] in self.mobjects
        self.remove(*questions)
        self.play(
            *moves,
            patch.come_out(run.frame, run_time=0.5),
            Animation(questions, run_time=0.5) if is_asked else FadeIn(questions, run_time=0.5),
        )
        self.remove(stencil.grid)
        self.at_word(stop)
        self.play_sounds(ticks([value], [0.1], largest=largest))
        self.play(
            FadeOut(questions, run_time=0.2),
            patch.answer(run.found.colors[cell], value, run_time=0.4),
        )
        self.play(patch.go_into(run.mark), FadeIn(run.mark, scale=MARK_FROM), run_time=0.6)
        run.write()
        self.add(run.found, run.mark)

    def edges(self) -> None:
        """A second filter looks sideways; both together leave the edges."""
        self.beat(
            "edges",
            _("Another filter looks sideways. {Together}, they find the edges of the picture."),
        )
        first, second = (
            signed_grid(
                self.record[f"measurement.edges.{name}.kernel"],
                self.room_of_pixels,
                palette=self.palette,
            )
            for name in ("horizontal", "vertical")
        )
        self.play(FadeIn(first, scale=0.5), run_time=0.4)
        self.turn(first, second)
        sideways = self.answers_of("vertical").set_opacity(TOGETHER)
        sideways.set_cell_weights(np.zeros(sideways.shape))
        run = FilterRun(self.picture, sideways, color=self.palette.signal, kernel=second)
        self.play(
            ReplacementTransform(second, run.lens),
            FadeIn(run.frame, run.mark),
            self.found.animate.set_opacity(TOGETHER),
            run_time=0.4,
        )
        self.add(run)
        self.sweep(run, SWEEP_SECONDS)
        self.remove(run)
        self.add(sideways)
        self.at_word("Together")
        strength = self.record["measurement.edges.strength"]
        light = gray(brightness(strength.values, "identity"))
        self.strength = PixelGrid(light, side=self.room_of_edges.height, sources=strength)
        self.strength.move_to(self.room_of_edges.center)
        self.play(RowByRow(self.strength), FadeIn(self.names[1]), run_time=1.4)
        self.remove(self.found, sideways)

    def turn(self, kernel: PixelGrid, other: PixelGrid) -> None:
        """A filter makes a quarter turn, and is another one."""
        values = self.record["measurement.edges.horizontal.kernel"]
        cloud = cells_of(kernel, range(values.size), list(values))
        target = cloud.copy().place(other.cell_centers()[turned(kernel, other)])
        self.remove(kernel)
        self.play(Travel(cloud, target, lag=0.0, run_time=0.6))
        self.remove(cloud)
        self.add(other)

    def edges_that_meet(self) -> None:
        """A second layer looks at the edges, as the first did at the pixels."""
        has_corners = self.corners.places.size > 0
        said = _("The next filter asks: do {edges} {meet} here? Yes, at ends and {corners}.")
        if not has_corners:
            said = _("The next filter asks: do {edges} {meet:turn} here? Yes, at {bends}.")
        self.beat("edges-that-meet", said)
        room = self.levels[2].square
        bends = self.record["measurement.edges.bends"]
        light = gray(brightness(bends.values, "identity"))
        self.bends = PixelGrid(light, side=room.height, sources=bends).move_to(room.center)
        run = FilterRun(self.strength, self.bends, color=self.palette.signal)
        run.stand_at(self.corners.place)
        self.play(
            self.looking_at(1),
            FadeIn(run.window, grid_frame(self.bends)),
            run_time=1.2,
        )
        lines = [
            EdgeLine(
                self.strength,
                place,
                self.record["measurement.corners.ways"].row(i),
                color=self.palette.signal,
            )
            for i, place in enumerate(self.corners.meeting)
        ]
        for word, line in zip(("edges", "meet"), lines, strict=True):
            self.at_word(word)
            self.play(Create(line), run_time=0.4)
        to_cell = leaders(run.frame, run.mark, color=self.palette.signal)
        run.write()
        self.play(Create(to_cell), FadeIn(run.found, run.mark), run_time=0.4)
        self.add(run)
        run.go_to(0)
        self.sweep(run, SWEEP_SECONDS, FadeOut(*lines, to_cell, run_time=0.3))
        self.remove(run)
        self.add(self.bends)
        self.at_word("corners" if has_corners else "bends")
        rings = [ring for grid in (self.strength, self.bends) for ring in self.around(grid)]
        self.play(
            FadeIn(self.names[2]), LaggedStart(*map(Create, rings), lag_ratio=0.2), run_time=0.8
        )
        self.rings = VGroup(*rings)

    def around(self, grid: PixelGrid) -> list[Circle]:
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

    def layer_upon_layer(self) -> None:
        """All of the chain; a window in each picture, and what was made of it in the next."""
        self.beat("layer-upon-layer", _("And so on: {each} layer would build on the one {before}."))
        place, color = self.corners.place, self.palette.signal
        grids = (self.picture, self.strength, self.bends)
        windows = [
            window_on(grid, place, reach, color=color)
            for grid, reach in zip(grids, (2, 1, 0), strict=True)
        ]
        self.play(FadeOut(self.rings, run_time=0.3), self.view.animate(run_time=1.0).pull_out())
        self.at_word("each")
        self.play(FadeIn(windows[0], scale=MARK_FROM), run_time=0.4)
        for one, other in pairwise(windows):
            self.play(Create(leaders(one, other, color=color)), run_time=0.4)
            self.play(Create(other), run_time=0.2)
        room = self.levels[-1].square
        answer = label(self.model.labels[self.trace.answer], size="title", color=theme.TEXT)
        answer.scale(ANSWER * room.height / answer.height)
        fit(answer, room.width, room.height).move_to(room.center)
        self.at_word("before")
        self.play(
            FadeIn(arrow_between(*self.levels[-2:]), answer, self.names[-1], scale=0.9),
            run_time=0.5,
        )

    def sweep(self, run: FilterRun, seconds: float, *moves: Animation) -> None:
        """Let a filter run over all of its picture.

        Parameters
        ----------
        moves
            What moves while it does.
        """
        last = run.picture.shape[0] * run.picture.shape[1] - 1
        self.play(run_on(run, last, run_time=max(1.0, seconds)), *moves)
