"""Emblems: what an act is about, in a few lines and discs, or in the network's own light."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    AnimationGroup,
    CapStyleType,
    Create,
    FadeIn,
    Group,
    LaggedStart,
    Line,
    Rotate,
    RoundedRectangle,
    Succession,
    Transform,
    Triangle,
    VGroup,
    VMobject,
    there_and_back,
)

from network.activations import activation_function
from network.analysis.weighted_sum import weighted_sum
from network.digits.pen_strokes import Stroke
from network.digits.rasterization import rasterize_strokes
from scenes.mobjects.equations.matrix import bracket
from scenes.mobjects.network.hoped_neuron import HopedLink, HopedNeuron
from scenes.mobjects.network.network_diagram import flow_light, lone_light, rest_light
from scenes.mobjects.network.neuron import LIGHT, Neuron, NeuronColumn
from scenes.mobjects.pen_parts import PenDigit, PenDrawing, PenPart
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.motion.cells import RowByRow
from scenes.motion.growing import write
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import Stage, strip_width
from scenes.stage.scales import brightness, gray, signed_colors
from scenes.subject.record_view import RecordView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.subject import Subject

WIDTH = 7.0
"""Of lines, and of the signal's."""
SECONDS = 1.4
"""In which an emblem is drawn."""
ON_SECONDS = 0.8
"""In which it goes on, once it is drawn."""
QUESTION = tuple(
    Stroke(np.array(points))
    for points in (
        [
            *[(0.24, 0.24), (0.3, 0.1), (0.5, 0.02), (0.7, 0.1), (0.76, 0.26)],
            *[(0.67, 0.42), (0.53, 0.53), (0.5, 0.7)],
        ],
        [(0.5, 0.84), (0.545, 0.885), (0.5, 0.93), (0.455, 0.885), (0.5, 0.84)],
    )
)
"""A question mark, as a pen writes it."""
SHEETS_GAP = 0.8
"""Between the two sheets of paper, scene units."""
NEURON_AT = 0.66
"""Of the room's width: where the neuron stands."""
NEURON_SHARE = 0.2
"""Its radius, in heights of the room, and at most in scene units."""
LARGEST_NEURON = 0.95
NEXT_RADIUS = 0.11
"""Of the neurons that it speaks to, at most, scene units."""
STEP_RADIUS = 0.32
"""Of a disc, in sides of its part of the room."""
STEPS_INK = 1.15
"""Height of a digit in a disc, in radii."""
INK_WIDTH = 15.0
"""Of what is drawn in a disc, for a radius of 1."""
STEEPEST = 0.14 * PI
"""Of the beam, if there is nothing on one side."""
UPRIGHT = 0.75
"""Height of a balance at most, in widths of the room."""
FOOT = 0.36
"""Of the balance's height."""
HEAVIEST = 0.24
"""Radius of the heavier weight, of the balance's height."""
CELL = 0.84
"""Of the way from a cell to the next: its side."""
MATRIX_SHARE = 0.72
"""Of the room's width: what the matrix takes at most."""
COLUMN_GAP = 1.1
"""From the matrix to the column, scene units."""
BRACKET_GAP, SERIF = 0.16, 0.22
"""From cells to the brackets around them, and how far these reach inward, scene units."""
CURVE_WIDTH = 11.0
HALOS = ((5.0, 0.06), (2.6, 0.13))
"""Widths, in widths of the curve, and opacities of the lines that are its glow."""
REACH = 6.0
"""Sums at the ends of the curve, without sign."""
NETWORKS = ((2, 3, 2), (4, 6, 6, 3))
"""Neurons in the layers of a small network, and of a larger one."""
DIM, BRIGHT = 0.45, 2.2
"""Light of a connection at rest, and behind a signal."""


class Emblem(Group):
    """A drawing; `draw` lets it come to life, and `go_on` keeps it moving."""

    def __init__(self, subject: Subject, palette: Palette, room: Stage) -> None:
        self.subject, self.palette = subject, palette
        self.record = RecordView({"model": subject.model, "trace": subject.trace})
        super().__init__()
        self.build(room)

    def build(self, room: Stage) -> None:
        """Make the parts, as large as there is room."""
        raise NotImplementedError

    def draw(self) -> Animation:
        """Draw the parts, within `SECONDS`."""
        raise NotImplementedError

    def go_on(self) -> Animation:
        """Move once more, within `ON_SECONDS`."""
        raise NotImplementedError


class QuestionOnPaper(Emblem):
    """A pen writes a question mark; beside it are the pixels that a machine gets of it."""

    def build(self, room: Stage) -> None:
        """Two sheets of paper, the pen's strokes, and pixels."""
        image_format = self.subject.image_format
        pixels = rasterize_strokes(QUESTION, image_format=image_format)
        shape = (image_format.side, image_format.side)
        parts = room.parts(1, 1, gap=SHEETS_GAP)
        side = min(min(part.width, part.height) for part in parts)
        way = RIGHT if room.is_wide else DOWN
        self.papers = Group(*(PixelGrid(np.zeros((*shape, 3)), side=side) for _ in parts)).arrange(
            way, buff=SHEETS_GAP
        )
        self.papers.move_to(room.center)
        self.frames = VGroup(*map(grid_frame, self.papers))
        self.pixels = self.papers[1].copy().set_colors(gray(pixels)).set_cell_weights(0 * pixels)
        self.pen = PenDrawing(QUESTION, self.papers[0], color=self.palette.signal)
        self.sheets = Group(self.papers, self.pixels, self.frames)
        self.add(self.sheets, self.pen)

    def draw(self) -> Animation:
        """Write the mark on one sheet."""
        return AnimationGroup(FadeIn(self.sheets, run_time=0.3), write(self.pen, seconds=SECONDS))

    def go_on(self) -> Animation:
        """It comes to the other, row by row."""
        return RowByRow(self.pixels, introducer=False, run_time=ON_SECONDS)


class OneNeuron(Emblem):
    """Light from all pixels runs into a neuron, and on to the next layer, if there is one."""

    def build(self, room: Stage) -> None:
        """The pixels as a strip, the neuron that the film follows, and whom it speaks to."""
        model, self.hero = self.subject.model, self.subject.hero
        radius = min(NEURON_SHARE * room.height, LARGEST_NEURON)
        ink = self.record["trace.ink"]
        pixels = _spread(room, strip_width() / room.width, ink.size)
        self.strip = PixelGrid(gray(ink.values[:, np.newaxis]), side=room.height, sources=ink)
        self.strip.stretch_to_fit_width(2 * strip_width()).move_to(pixels.mean(axis=0))
        self.neuron = Neuron(radius=radius).move_to(room.at(NEURON_AT, 0.5))
        self.neuron.set_stroke(width=WIDTH)
        weights = self.record["model.layers[0].weights"].row(self.hero)
        self.fan = ConnectionLight(
            pixels,
            [self.neuron.get_center()],
            start_radius=strip_width(),
            end_radius=radius,
            weights=weights.values[np.newaxis],
            palette=self.palette,
            line_width=1.5,
        ).set_light(rest_light(weights.values)[np.newaxis], weights)
        self.add(self.fan, self.strip, grid_frame(self.strip), self.neuron)
        self.next: NeuronColumn | None = None
        if len(model.layers) > 1:
            weights_on = model.layers[1].weights[:, [self.hero]]
            count = len(weights_on)
            small = min(NEXT_RADIUS, 0.4 * room.height / count)
            places = _spread(room, 1 - small / room.width, count)
            self.on = ConnectionLight(
                [self.neuron.get_center()],
                places,
                start_radius=radius,
                end_radius=small,
                weights=weights_on,
                palette=self.palette,
                line_width=3.0,
            ).set_light(rest_light(weights_on))
            self.next = NeuronColumn(places, radius=small)
            self.add(self.on, self.next)

    def draw(self) -> Animation:
        """Let the signal run into the neuron."""
        terms = self.record["trace.layers[0].contributions"].row(self.hero)
        self.fan.send(lone_light(terms.values)[np.newaxis], terms)
        arriving = self.fan.animate(run_time=0.8 * SECONDS).set_front(1)
        return Succession(FadeIn(self, run_time=0.2 * SECONDS), arriving.build())

    def go_on(self) -> Animation:
        """It has arrived: the neuron is lit, and what it says runs on."""
        held = self.record["trace.layers[0].activations"]
        level = brightness(held.values, self.subject.model.activations[0])[self.hero]
        steps = [self.neuron.animate.fire(held[self.hero], float(level)).build()]
        if self.next is not None:
            flow = self.record["trace.layers[1].contributions"].values[:, [self.hero]]
            steps.append(self.on.send(flow_light(flow)).animate.set_front(1).build())
        return LaggedStart(*steps, lag_ratio=0.3, run_time=ON_SECONDS)


def _spread(room: Stage, across: float, count: int) -> NDArray[np.float64]:
    """So many places below each other, evenly over the room's height."""
    return np.linspace(room.at(across, 1.0), room.at(across, 0.0), 2 * count + 1)[1::2]


class Layers(Emblem):
    """From a pixel to an edge, from edges to a loop, from loops to a nine."""

    def build(self, room: Stage) -> None:
        """Four discs, one after the other as words on a page, and what is in them."""
        ways = (room.cells(1, 4, gap=0.0), room.cells(2, 2, gap=0.0))
        places = max(ways, key=lambda cells: min(cells[0].width, cells[0].height))
        radius = STEP_RADIUS * min(places[0].width, places[0].height)
        ink = STEPS_INK * radius
        point = PenPart("point", height=ink).set_cap_style(CapStyleType.SQUARE)
        loop = PenPart("upper loop", height=1.6 * ink)
        edge = VMobject().pointwise_become_partial(loop, 0.1, 0.35).match_style(loop)
        edge.set_cap_style(CapStyleType.ROUND)
        drawn = (VGroup(point), VGroup(edge), VGroup(loop), PenDigit(9, height=ink))
        for strokes in drawn:
            strokes.center().set_stroke(width=INK_WIDTH * radius)
        self.neurons = [
            HopedNeuron(strokes, place.center, radius)
            for strokes, place in zip(drawn, places, strict=True)
        ]
        self.links = [HopedLink(*pair) for pair in pairwise(self.neurons)]
        for neuron in self.neurons:
            neuron.disc.set_stroke(width=0.6 * WIDTH)
        self.add(*self.links, *self.neurons)

    def draw(self) -> Animation:
        """Show one after the other, and let the first two light up."""
        steps = [*self.neurons, *self.links]
        shown = LaggedStart(*map(FadeIn, steps), lag_ratio=0.1, run_time=0.5 * SECONDS)
        return Succession(shown, self._light_up(0, 2, seconds=0.5 * SECONDS))

    def go_on(self) -> Animation:
        """The other two light up."""
        return self._light_up(2, 4, seconds=ON_SECONDS)

    def _light_up(self, first: int, end: int, *, seconds: float) -> Animation:
        path: list[HopedNeuron | HopedLink] = []
        for step in range(first, end):
            path += [*self.links[max(step - 1, 0) : step], self.neurons[step]]
        lit = [part.animate.light_up().build() for part in path]
        return LaggedStart(*lit, lag_ratio=0.4, run_time=seconds)


class Balance(Emblem):
    """What says more against what says less, for the neuron that the film follows."""

    def build(self, room: Stage) -> None:
        """A foot, a beam, and a disc at each of its ends, its area the sum of such terms."""
        found = weighted_sum(self.subject.trace.layers[0], self.subject.hero)
        record = self.record.with_root("measurement.weighted_sum", found)
        paths = ("upward_sums", "downward_sums", "sums")
        ups, downs, sums = (record[f"measurement.weighted_sum.{path}"] for path in paths)
        up, down, total = (each[each.size - 1] for each in (ups, downs, sums))
        heaviest = max(up.value, -down.value) or 1.0
        self.angle = STEEPEST * total.value / heaviest
        area = room.inset(0.0, max(0.0, room.height - UPRIGHT * room.width) / 2)
        largest = min(HEAVIEST * area.height, 0.13 * area.width)
        arm = min(0.95 * area.height, area.width / 2 - largest)
        self.foot = Triangle(color=theme.TEXT, stroke_width=WIDTH)
        self.foot.scale_to_fit_height(FOOT * area.height)
        self.foot.move_to(area.at(0.5, 0.0), aligned_edge=DOWN)
        top = self.foot.get_top()
        beam = Line(top + arm * LEFT, top + arm * RIGHT).set_stroke(theme.TEXT, width=WIDTH)
        weights = VGroup()
        for value, color, end in (
            (up, self.palette.positive, beam.get_start()),
            (down, self.palette.negative, beam.get_end()),
        ):
            radius = largest * (abs(value.value) / heaviest) ** 0.5
            weight = Neuron(radius=max(radius, 0.02)).set_fill(color).set_stroke(color)
            weight.fills = (value,)
            weights.add(weight.move_to(end + (radius + 0.05) * UP))
        self.tipping = VGroup(beam, weights)
        self.add(self.foot, self.tipping)

    def draw(self) -> Animation:
        """Let it tip to the heavier side."""
        return Succession(
            FadeIn(self, run_time=0.3 * SECONDS), self._tip(self.angle, run_time=0.7 * SECONDS)
        )

    def go_on(self) -> Animation:
        """Let it swing back a little, and come to rest."""
        return self._tip(-0.4 * self.angle, rate_func=there_and_back, run_time=ON_SECONDS)

    def _tip(self, angle: float, **kwargs: Any) -> Animation:
        return Rotate(self.tipping, angle=angle, about_point=self.foot.get_top(), **kwargs)


class MatrixTimesColumn(Emblem):
    """The weights of the last layer as a matrix of cells, beside the column that it meets."""

    def build(self, room: Stage) -> None:
        """Cells in brackets."""
        model = self.subject.model
        last = len(model.layers) - 1
        weights = self.record[f"model.layers[{last}].weights"]
        inputs = self.record[f"trace.layers[{last - 1}].activations" if last else "trace.ink"]
        levels = brightness(inputs.values, model.activations[last - 1]) if last else inputs.values
        rows, columns = weights.values.shape
        inner = room.inset(BRACKET_GAP, 0.05)
        widest = MATRIX_SHARE * inner.width
        height = min(inner.height, widest * max(1.0, rows / columns))
        width = min(widest, height * columns / rows)
        pitch = height / rows
        both = width + COLUMN_GAP + pitch
        left, middle = room.center[0] - both / 2, room.center[1]
        half = min(inner.height, columns * pitch) / 2
        matrix = Stage(left, left + width, middle + height / 2, middle - height / 2)
        vector = Stage(left + both - pitch, left + both, middle + half, middle - half)
        self.cells = _cells(matrix, rows, columns, signed_colors(weights.values, self.palette))
        self.column = _cells(vector, columns, 1, gray(levels))
        self.cells.fills, self.column.fills = (weights,), (inputs,)
        self.brackets = VGroup()
        for part in (matrix, vector):
            edges = part.inset(-BRACKET_GAP, -0.04)
            for x, serif in ((edges.left, SERIF), (edges.right, -SERIF)):
                self.brackets.add(bracket(edges.top, edges.bottom, x, serif))
        self.brackets.set_stroke(width=0.8 * WIDTH)
        self.box = RoundedRectangle(corner_radius=0.06, width=width + 0.12, height=pitch + 0.08)
        self.box.set_stroke(self.palette.signal, width=WIDTH)
        self.box.move_to(matrix.at(0.5, 1 - 0.5 / rows))
        self.way = (height - pitch) * DOWN
        self.order = np.repeat(np.linspace(0, 1, rows), columns)
        self.add(self.brackets, self.cells, self.column)

    def draw(self) -> Animation:
        """Draw brackets, then what is in them, row by row."""
        whole = self.cells.copy(), self.column.copy()
        for cloud in (self.cells, self.column):
            cloud.place(alphas=0.0, sides=0.0)
        return AnimationGroup(
            LaggedStart(*map(Create, self.brackets), lag_ratio=0.1, run_time=0.5 * SECONDS),
            Travel(self.cells, whole[0], order=self.order, lag=0.6, run_time=SECONDS),
            Travel(self.column, whole[1], lag=0.6, run_time=SECONDS),
        )

    def go_on(self) -> Animation:
        """One row after another meets the column."""
        return Succession(
            FadeIn(self.box, run_time=0.2 * ON_SECONDS),
            self.box.animate(run_time=0.8 * ON_SECONDS).shift(self.way),
        )


def _cells(room: Stage, rows: int, columns: int, colors: Any) -> PixelCloud:
    """Cells that fill a room, row after row, their colors of shape (rows * columns, 3)."""
    across = (np.arange(columns) + 0.5) / columns
    up = 1 - (np.arange(rows) + 0.5) / rows
    centers = np.array([room.at(x, y) for y in up for x in across])
    sides, heights = CELL * room.width / columns, CELL * room.height / rows
    colors = np.reshape(colors, (-1, 3))
    cloud = PixelCloud(centers, sides=sides, colors=colors, rim=0.25, roundness=0.25)
    return cloud.place(heights=heights)


class StraightOrBent(Emblem):
    """The network's own function, which becomes a straight line."""

    def build(self, room: Stage) -> None:
        """Two axes, and a curve that glows."""
        area = room if not room.is_tall else room.inset(0.0, (room.height - room.width) / 2)
        sums = np.linspace(-REACH, REACH, 61)
        held = activation_function(self.subject.model.activations[0])(sums)
        low, high = min(float(held.min()), 0.0), float(held.max())
        inner = area.inset(0.02 * area.width, 0.06 * area.height)
        up = (held - low) / max(high - low, 1e-9)
        points = [inner.at(x, y) for x, y in zip((sums / REACH + 1) / 2, up, strict=True)]
        zero = inner.bottom - low / max(high - low, 1e-9) * inner.height
        middle = float(area.center[0])
        self.axes = VGroup(
            Line([area.left, zero, 0], [area.right, zero, 0]),
            Line([middle, area.bottom, 0], [middle, area.top, 0]),
        ).set_stroke(theme.RULE, width=0.6 * WIDTH)
        self.curves = VGroup(*(self._line(points, *look) for look in (*HALOS, (1.0, 1.0))))
        ends = np.linspace(points[0], points[-1], len(points))
        self.straight = [self._line(ends, *look) for look in (*HALOS, (1.0, 1.0))]
        self.add(self.axes, self.curves)

    def _line(self, points: Any, width: float, opacity: float) -> VMobject:
        line = VMobject().set_points_as_corners(np.asarray(points))
        line.set_stroke(self.palette.function, width=width * CURVE_WIDTH, opacity=opacity)
        return line.set_cap_style(CapStyleType.ROUND)

    def draw(self) -> Animation:
        """Draw the curve, and let it be straight."""
        self.bent = [line.copy() for line in self.curves]
        return AnimationGroup(
            FadeIn(self.axes, run_time=0.4),
            Succession(
                AnimationGroup(*map(Create, self.curves), run_time=0.5 * SECONDS),
                self._become(self.straight, seconds=0.5 * SECONDS),
            ),
        )

    def go_on(self) -> Animation:
        """The line is a curve again."""
        return self._become(self.bent, seconds=ON_SECONDS)

    def _become(self, lines: Iterable[VMobject], *, seconds: float) -> Animation:
        pairs = zip(self.curves, lines, strict=True)
        return AnimationGroup(*(Transform(*pair) for pair in pairs), run_time=seconds)


class TwoNetworks(Emblem):
    """A small network, and a larger one beside it."""

    def build(self, room: Stage) -> None:
        """Columns of neurons, and the light between them: no network in particular."""
        self.networks = Group()
        shares = [len(sizes) for sizes in NETWORKS]
        rooms = room.columns(*shares, gap=1.2) if room.is_wide else room.rows(*shares, gap=0.6)
        pitch = min(
            side / count
            for area, sizes in zip(rooms, NETWORKS, strict=True)
            for side, count in ((area.height, max(sizes)), (area.width, 1.2 * len(sizes)))
        )
        white = replace(self.palette, positive=LIGHT, negative=LIGHT)
        radius = 0.34 * pitch
        for area, sizes in zip(rooms, NETWORKS, strict=True):
            xs = np.linspace(area.left + radius, area.right - radius, len(sizes))
            places = [
                np.stack([0 * ys + x, ys, 0 * ys], axis=1)
                for x, size in zip(xs, sizes, strict=True)
                for ys in [area.center[1] + pitch * (np.arange(size) - (size - 1) / 2)]
            ]
            columns = VGroup(*(NeuronColumn(each, radius=radius) for each in places))
            lights = Group()
            for starts, ends in pairwise(places):
                weights = np.ones((len(ends), len(starts)))
                light = ConnectionLight(
                    starts,
                    ends,
                    start_radius=radius,
                    end_radius=radius,
                    weights=weights,
                    palette=white,
                    line_width=3.0,
                )
                lights.add(light.set_light(DIM * weights))
            self.networks.add(Group(lights, columns))
        self.add(self.networks)

    def draw(self) -> Animation:
        """Show one after the other, then let light run through both."""
        return Succession(
            LaggedStart(*map(FadeIn, self.networks), lag_ratio=0.5, run_time=0.4 * SECONDS),
            AnimationGroup(*(self._run(*each) for each in self.networks), run_time=0.6 * SECONDS),
        )

    def go_on(self) -> Animation:
        """Light an output of each."""
        outputs = (columns[-1][-1] for _lights, columns in self.networks)
        lit = (output.animate.set_fill(LIGHT).build() for output in outputs)
        return AnimationGroup(*lit, run_time=ON_SECONDS)

    def _run(self, lights: Group, columns: VGroup) -> Animation:
        steps: list[Animation] = []
        for light, column in zip(lights, columns, strict=False):
            flow = np.full(light.signs.shape, DIM / 2)
            flow[:, 1::2] = BRIGHT
            lit = [neuron.animate.set_fill(LIGHT).build() for neuron in column[1::2]]
            steps += [AnimationGroup(*lit), light.send(flow).animate.set_front(1).build()]
        return LaggedStart(*steps, lag_ratio=0.5)


EMBLEMS: tuple[type[Emblem], ...] = (
    QuestionOnPaper,
    OneNeuron,
    Layers,
    Balance,
    MatrixTimesColumn,
    StraightOrBent,
    TwoNetworks,
)
"""One for each act."""
