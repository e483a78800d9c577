"""`LayersOfAbstraction`: pixels make edges, edges make corners; each layer is made of another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from manim import (
    Animation,
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
    LEVEL_GAP,
    EdgeMarks,
    FilterRun,
    Patch,
    RowRun,
    SmallFilter,
    Stencil,
    arrow_between,
    leaders,
    levels_on,
    run_on,
    signed_grid,
    window_on,
)
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.pen_parts import spoken_digits
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import label
from scenes.motion.cells import RowByRow
from scenes.stage import theme
from scenes.stage.layout import fit, square, stage
from scenes.stage.scales import brightness, gray
from scenes.stage.theme import rgb
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from typing import Any

    from manim import Mobject, VMobject
    from numpy.typing import NDArray

    from scenes.stage.layout import Stage
    from scenes.subject.sourced import SourcedArray

ROW_SECONDS = 0.07
"""How long the filter takes for one row of the picture."""
SWEEP_SECONDS = 0.7
"""For a whole picture, once it is known how it goes."""
LATE = squish_rate_func(smooth, 0.25, 1.0)
"""For the picture: it sets off when the network is gone."""
NEAR = 1.2
"""Zoom from which on it is worth to move the view."""
MARK_FROM = 4.0
"""Scale of a mark that comes."""
ANSWER = 0.75
"""Height of the digit at the end, in sides of a picture."""
SMALL = 0.8
"""Side of a filter between two pictures, of the way from one to the other."""
BEHIND = 0.35
"""Opacity of pixels while lines on them tell how edges run."""


class LayersOfAbstraction(Chapter):
    """Real filters, what they find, and what is built on it; one place is followed all the way."""

    summary = N_(
        "Filters find edges among pixels, and corners among edges: each layer is made of the one"
        " before."
    )
    concepts = (N_("convolution"), N_("edge detection"), N_("features"))
    allowed_crossings: ClassVar = {
        ("PixelGrid", "PixelGrid"): "a filter lies on the picture",
        ("PixelGrid", "Square"): "an enlarged window shrinks into its pixel",
        ("Badge", "PixelGrid"): "a question stands on the cells that ask it",
        ("PixelGrid", "Words"): "on its way to a pixel a filter passes the picture's name",
    }
    beats: ClassVar = {
        "a-filter": Beat(
            "a filter",
            "A large picture of a digit with a small window on it. Enlarged beside it a filter,"
            " which asks: light above? Dark below? Its three by three cells are in {positive}"
            " and {negative}.",
        ),
        "pixel-by-pixel": Beat(
            "pixel by pixel",
            "The filter has moved over every pixel. Its answers make a new picture: bright where"
            " it is light above and dark below.",
        ),
        "edges": Beat(
            "edges",
            "Beside the picture stands what the filter found in four directions: the edges of the"
            " digit, in white.",
        ),
        "edges-that-meet": Beat(
            "edges that meet",
            "Beside the edges stands a picture that was made of them: bright where edges of"
            " different directions meet. These places are yellow among the edges.",
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
        self.by_turns = self.record["measurement.edges.by_turns"]
        self.lights = gray(brightness(self.by_turns.values, "identity"))
        area = stage()
        self.levels = levels_on(area)
        self.room_of_pixels, self.room_of_edges, *_others = (each.room for each in self.levels)
        self.has_corners = self.corners.places.size > 0
        meeting = _("ends and corners") if self.has_corners else _("bends")
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
        squares = (Square(each.room.width).move_to(each.room.center) for each in self.levels[both])
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
        stencil = self.stencil
        self.found = self.empty(self.lights[0], self.by_turns.row(0), self.room_of_edges)
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

    def empty(self, colors: NDArray[np.float64], source: SourcedArray, room: Stage) -> PixelGrid:
        """A picture of which nothing is seen yet."""
        grid = PixelGrid(colors, side=room.height, sources=source).move_to(room.center)
        return grid.set_cell_weights(np.zeros(grid.shape))

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
            _("Here, yes: a {bright} answer. Here, the other way round: a {dark} one."),
        )
        stencil, run = self.stencil, self.filter
        self.ask("positive", "bright", FadeOut(self.filter_name, stencil.questions, run_time=0.3))
        goal = window_on(self.picture, self.place_of("negative"), 1, color=self.palette.signal)
        self.play(
            Transform(run.frame, goal),
            Transform(self.lines, self.lines_to(goal)),
            FadeOut(run.lens, run.mark),
            run_time=0.35,
        )
        run.stand_at(self.place_of("negative"))
        self.ask("negative", "dark", FadeIn(run.lens, run_time=0.3))
        self.play(FadeOut(self.lines, run.mark), run_time=0.2)
        run.go_to(0)
        self.add(run)
        self.caption(_("Then it asks everywhere."))
        self.sweep(run, ROW_SECONDS * run.picture.shape[0])

    def ask(self, stop: str, word: str, *moves: Animation) -> None:
        """Pixels come out of the window into the filter; its answer goes to its place at a word.

        Parameters
        ----------
        moves
            What moves while the pixels come.
        """
        run, stencil = self.filter, self.stencil
        patch = Patch(
            self.record[f"measurement.stops.{stop}.window"],
            self.room_of_edges,
            color=self.palette.signal,
        )
        cell = divmod(run.place, run.picture.shape[1])
        results = self.record["measurement.edges.horizontal.result"]
        largest = float(np.abs(results.values).max())
        self.play(
            *moves,
            patch.come_out(run.frame, run_time=0.5),
            Succession(Wait(0.3), FadeIn(stencil.rows, run_time=0.2)),
        )
        self.remove(stencil.grid)
        self.at_word(word)
        self.play_sounds(ticks([results[cell]], [0.1], largest=largest))
        self.play(
            FadeOut(stencil.rows, run_time=0.2),
            patch.answer(run.found.colors[cell], self.by_turns.row(0)[cell], run_time=0.35),
        )
        self.play(patch.go_into(run.mark), FadeIn(run.mark, scale=MARK_FROM), run_time=0.45)
        run.write()
        self.add(run.found, run.mark)

    def edges(self) -> None:
        """Quarter turn by quarter turn, the filter finds the edges of the other sides."""
        self.beat("edges", _("Turned, it finds the edges on the other sides, too."))
        run, kernel = self.filter, self.record["measurement.edges.horizontal.kernel"]
        middle = (self.room_of_pixels.center + self.room_of_edges.center) / 2
        small = signed_grid(kernel, square(middle, SMALL * LEVEL_GAP), palette=self.palette)
        self.remove(run)
        self.add(self.found)
        self.play(ReplacementTransform(run.lens, small), FadeOut(run.frame, run.mark), run_time=0.4)
        turning = SmallFilter(small, list(kernel))
        self.remove(small)
        self.add(turning)
        last = len(self.lights) - 1
        for turns in range(1, last + 1):
            self.play(turning.turn(run_time=0.35))
            self.found.fills = (self.by_turns.row(turns),)
            naming = [FadeIn(self.names[1], run_time=0.4)] if turns == last else []
            self.sweep_rows(self.picture, self.found, self.lights[turns], *naming)
        self.turning = turning

    def edges_that_meet(self) -> None:
        """A second layer looks at the edges, as the first did at the pixels."""
        said = _("The next filter asks: do the {edges} {turn} here? {Yes}, at ends and {corners}.")
        if not self.has_corners:
            said = _("The next filter asks: do the {edges} {turn} here? {Yes}, at {bends}.")
        self.beat("edges-that-meet", said)
        room, color = self.levels[2].room, self.palette.signal
        bends = self.record["measurement.edges.bends"]
        light = gray(brightness(bends.values, "identity"))
        self.bends = self.empty(light, bends, room)
        frame, window = grid_frame(self.bends), self.window_of(self.found, 1)
        lines = leaders(window, frame, color=color)
        self.play(
            FadeOut(self.turning, run_time=0.3),
            self.looking_at(1, run_time=1.2),
            FadeIn(window, frame, run_time=1.2),
        )
        strengths = self.record["measurement.edges.strength"].values
        patch = Patch(
            self.record["measurement.corners.window"],
            room,
            color=color,
            largest=max(float(strengths.max()), 1e-9),
        )
        marks = EdgeMarks(patch.grid, self.record["measurement.corners.ways"], color=color)
        self.at_word("edges")
        self.play(Create(lines), patch.come_out(window), run_time=0.5)
        self.at_word("turn")
        self.play(
            patch.grid.animate.set_opacity(BEHIND),
            LaggedStart(*map(Create, marks), lag_ratio=0.1),
            run_time=0.6,
        )
        cell = divmod(self.corners.place, bends.values.shape[1])
        mark = self.bends.cell_frame(cell[0], cell[1], theme.TEXT)
        self.at_word("Yes")
        self.play(
            FadeOut(marks, run_time=0.2), patch.answer(light[cell], bends[cell], run_time=0.3)
        )
        self.play(patch.go_into(mark), FadeIn(mark, scale=MARK_FROM), run_time=0.4)
        is_done = np.zeros(self.bends.shape)
        is_done[cell] = 1
        self.add(self.bends.set_cell_weights(is_done))
        self.sweep_rows(self.found, self.bends, light, FadeOut(lines, window, mark, run_time=0.3))
        self.at_word("corners" if self.has_corners else "bends")
        share = brightness(bends.values, "identity")[..., np.newaxis]
        marked = self.found.animate.set_colors((1 - share) * self.lights[-1] + share * rgb(color))
        self.play(FadeIn(self.names[2]), marked, run_time=0.6)

    def window_of(self, grid: PixelGrid, reach: int) -> VMobject:
        """A frame around the place that is followed."""
        return window_on(grid, self.corners.place, reach, color=self.palette.signal)

    def layer_upon_layer(self) -> None:
        """All of the chain; a window in each picture, and what was made of it in the next."""
        self.beat("layer-upon-layer", _("And so on: {each} layer would build on the one {before}."))
        grids = (self.picture, self.found, self.bends)
        windows = [self.window_of(*each) for each in zip(grids, (2, 1, 0), strict=True)]
        self.play(self.view.animate.pull_out(), run_time=1.0)
        self.at_word("each")
        plain = self.found.animate.set_colors(self.lights[-1])
        self.play(plain, FadeIn(windows[0], scale=MARK_FROM), run_time=0.4)
        for one, other in pairwise(windows):
            self.play(Create(leaders(one, other, color=self.palette.signal)), run_time=0.4)
            self.play(Create(other), run_time=0.2)
        room = self.levels[-1].room
        answer = label(self.model.labels[self.trace.answer], size="title", color=theme.TEXT)
        answer.scale(ANSWER * room.height / answer.height)
        fit(answer, room.width, room.height).move_to(room.center)
        self.at_word("before")
        self.play(
            FadeIn(arrow_between(*self.levels[-2:]), answer, self.names[-1], scale=0.9),
            run_time=0.5,
        )

    def sweep(self, run: FilterRun, seconds: float) -> None:
        """Let a filter run over all of its picture, pixel by pixel."""
        last = run.picture.shape[0] * run.picture.shape[1] - 1
        self.play(run_on(run, last, run_time=max(1.0, seconds)))

    def sweep_rows(
        self, picture: PixelGrid, found: PixelGrid, colors: NDArray[np.float64], *moves: Animation
    ) -> None:
        """Let a filter run over all of a picture, row by row, and leave its colors.

        Parameters
        ----------
        moves
            What moves while it does.
        """
        run = RowRun(picture, found, colors, color=self.palette.signal)
        self.add(run)
        self.play(run_on(run, len(colors) - 1, run_time=SWEEP_SECONDS), *moves)
        self.remove(run)
        self.add(found)
