"""Layers that merge, a chain of factors, plates with a curve, two clouds, trainings as dots."""

from __future__ import annotations

from itertools import pairwise, starmap
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    GrowFromEdge,
    LaggedStart,
    Line,
    Rectangle,
    RoundedRectangle,
    Square,
    Transform,
    VGroup,
    VMobject,
)

from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import gray
from scenes.stage.theme import rgb
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Point3DLike
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_sketch import NetworkSketch
    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.mobjects.raster.connections import ConnectionLight
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray


def merging(
    whole: ConnectionLight,
    between: ConnectionLight,
    going: NeuronColumn,
    into: NeuronColumn,
    product: ConnectionLight,
) -> list[Animation]:
    """Let a layer slide into the next one, and the connections on both of its sides become one.

    Parameters
    ----------
    whole, between
        Connections from the input to the layer that is going, and from it to the next one.
    product
        Connections from the input to the next one, as a signal: its front goes along with the
        neurons.
    """
    left, right = product.points[0, 0], product.points[-1, 0]
    product.set_front((going.get_x() - left) / (right - left)).set_opacity(0)
    nearest = np.linspace(0, len(into) - 1, len(going)).round().astype(int)
    short = between.copy()
    short.points[: len(going)] = [into[i].get_center() + SHORTEST * LEFT for i in nearest]
    slides = (
        neuron.animate.match_width(into[i]).move_to(into[i])
        for neuron, i in zip(going, nearest, strict=True)
    )
    return [
        FadeOut(whole),
        Transform(between, short.set_light(0 * short.signs)),
        *slides,
        product.animate.set_front(1).set_opacity(1),
    ]


SHORTEST = 0.1
"""Of connections that go out."""
CHAIN_RADIUS, CHAIN_WIDTH = 0.42, 6.0
"""Of the neurons in a chain, and of its connections."""


class FactorRow(VGroup):
    """Neurons in a row, a number in each; every connection multiplies by what stands above it.

    Parameters
    ----------
    numbers, factors
        One factor less than numbers.
    ends
        Where the first and the last neuron stand.
    """

    def __init__(
        self,
        numbers: Sequence[Sourced],
        factors: Sequence[Sourced],
        ends: tuple[Point3DLike, Point3DLike],
        palette: Palette,
    ) -> None:
        self.positive = palette.positive
        self.discs, self.numbers = VGroup(), VGroup()
        for place, number in zip(np.linspace(*ends, len(numbers)), numbers, strict=True):
            self.discs.add(Circle(CHAIN_RADIUS, color=theme.TEXT, stroke_width=4).move_to(place))
            self.numbers.add(ValueLabel(number, size="focus").move_to(place))
        self.edges = VGroup(*starmap(self._edge, pairwise(self.discs)))
        self.factors = VGroup(*map(self._factor, factors, self.edges))
        super().__init__(self.discs, self.numbers, self.edges, self.factors)

    def _edge(self, one: Circle, other: Circle) -> Line:
        return Line(
            one.get_right(), other.get_left(), color=self.positive, stroke_width=CHAIN_WIDTH
        )

    def _factor(self, factor: Sourced, edge: Line) -> Words:
        words = Words(_("× {factor}"), size="focus", color=self.positive, factor=factor)
        return words.next_to(edge, UP, buff=0.12)

    def step(self, layer: int) -> Animation:
        """Let a connection come, and the neuron at its end with its number."""
        return LaggedStart(
            AnimationGroup(Create(self.edges[layer]), FadeIn(self.factors[layer])),
            FadeIn(self.discs[layer + 1], self.numbers[layer + 1]),
            lag_ratio=0.6,
        )

    def merge(self, product: Sourced) -> list[Animation]:
        """One after another: factors go, neurons slide into the last one, their product comes."""
        first, *going, last = self.discs
        edge = self._edge(first, last)
        slides = (disc.animate.move_to(last).set_stroke(opacity=0) for disc in going)
        lines = (Transform(each, edge) for each in self.edges)
        return [
            FadeOut(*self.factors, *self.numbers[1:-1], run_time=0.2),
            LaggedStart(
                AnimationGroup(*slides, *lines),
                FadeIn(self._factor(product, edge), scale=0.6),
                lag_ratio=0.6,
                run_time=0.7,
            ),
        ]


PLATE_HEIGHT = 0.72
"""Of a plate, in widths."""
CURVE_SHARE = 0.7


class SquishPlate(VGroup):
    """The curve of an activation function on a small plate; samples have shape (samples,)."""

    def __init__(
        self, inputs: SourcedArray, outputs: SourcedArray, *, width: float, color: str
    ) -> None:
        plate = RoundedRectangle(
            corner_radius=0.12 * width, width=width, height=PLATE_HEIGHT * width
        )
        plate.set_stroke(color, width=3).set_fill(theme.BACKGROUND, opacity=1)
        curve = VMobject(color=color, stroke_width=5)
        curve.set_points_as_corners(
            np.stack([inputs.values, outputs.values, np.zeros(inputs.size)], axis=1)
        ).fills = (inputs, outputs)
        curve.stretch_to_fit_width(CURVE_SHARE * width)
        curve.stretch_to_fit_height(CURVE_SHARE * plate.height)
        super().__init__(plate, curve.move_to(plate))


CLOUDS = "measurement.two_clouds"
POINT_RADIUS = 0.075
RING_RADIUS = 0.16
SHINE = 0.34
"""How bright the ground is where the network is sure of the second cloud."""
BOUNDARY_WIDTH = 9.0


class CloudPlane(Group):
    """Two clouds of points, discs and rings, and what a network makes of their plane.

    Attributes
    ----------
    frame, points
        There from the beginning.
    labels
        Which cloud each point is of, 0 or 1, shape (points,).
    ground, boundary
        Light where the second output is the larger one, and the line where both are equal.
    """

    def __init__(self, record: RecordView, kind: str, *, side: float, color: str) -> None:
        self.frame = Square(side, color=theme.RULE, stroke_width=2.25)
        axis = record[f"{CLOUDS}.{kind}.axis"].values
        self.unit = side / float(axis[-1] - axis[0])
        points = record[f"{CLOUDS}.points"]
        self.labels = record[f"{CLOUDS}.labels"].values
        self.points_of_clouds = VGroup(
            *(
                self._point(place, is_ring=bool(label))
                for place, label in zip(points.values, self.labels, strict=True)
            )
        )
        self.points_of_clouds.fills = (points,)
        field = record[f"{CLOUDS}.{kind}.field"]
        # Its rows go upwards, those of a picture down.
        self.ground = PixelGrid(
            gray(SHINE * (1 + field.values[::-1]) / 2) * rgb(color), side=side, sources=field
        )
        line = record[f"{CLOUDS}.{kind}.boundary"]
        self.boundary = VMobject(color=color, stroke_width=BOUNDARY_WIDTH)
        self.boundary.set_points_as_corners(
            self.unit * np.pad(line.values, ((0, 0), (0, 1)))
        ).fills = (line,)
        super().__init__(self.ground, self.frame, self.boundary, self.points_of_clouds)

    def arrive(self, label: int) -> Animation:
        """Let the points of one cloud appear."""
        pairs = zip(self.points_of_clouds, self.labels, strict=True)
        dots = (FadeIn(dot, scale=0.2) for dot, one in pairs if one == label)
        return LaggedStart(*dots, lag_ratio=0.03, run_time=0.8)

    def _point(self, place: NDArray[np.float64], *, is_ring: bool) -> Circle:
        dot = Circle(POINT_RADIUS, color=theme.TEXT, stroke_width=3.0)
        dot.set_fill(theme.BACKGROUND if is_ring else theme.TEXT, opacity=1)
        return dot.move_to(self.unit * np.array([*place, 0.0]))

    def rings(self, points: SourcedArray, color: str) -> VGroup:
        """Rings around points, given by their numbers."""
        rings = VGroup(
            *(
                Circle(RING_RADIUS, color=color, stroke_width=4.0).move_to(
                    self.points_of_clouds[int(point)]
                )
                for point in points.values
            )
        )
        rings.fills = (points,)
        return rings


DOT_RADIUS = 0.19
MEAN_HEIGHT = 0.8
BAR_HEIGHT, BAR_OPACITY = 0.5, 0.4
SKETCH_WIDTH, HIGHEST_SKETCH = 2.4, 1.2
"""Of a network left of its row on a wide stage, and right of its name on any other."""


class SeedRow(Group):
    """What several trainings of one kind reached: a dot each, and a line at their mean.

    Attributes
    ----------
    sketch, title, track, bar, dots, mean, value
        The networks that were trained; the bar is as long as their mean, the value is the mean in
        numbers, right of all dots.
    """

    def __init__(
        self,
        name: Words,
        values: SourcedArray,
        mean: Sourced,
        *,
        sketch: NetworkSketch,
        line: NumberLine,
        y: float,
        color: str,
        size: str,
    ) -> None:
        places = [np.array([point[0], y, 0.0]) for point in line.points_of(values.values)]
        self.dots = VGroup(*(Dot(place, DOT_RADIUS, color=color) for place in places))
        self.dots.set_opacity(0.8).fills = (values,)
        x = float(line.point(mean.value)[0])
        half = MEAN_HEIGHT / 2
        self.mean = Line([x, y - half, 0], [x, y + half, 0], color=color, stroke_width=6)
        self.mean.fills = (mean,)
        self.value = ValueLabel(mean, size=size, color=color)
        self.value.next_to([line.axis.get_end()[0], y, 0], RIGHT, buff=0.25)
        foot = line.ticks[0].get_x()
        self.bar = Rectangle(width=max(x - foot, 1e-3), height=BAR_HEIGHT, stroke_width=0)
        self.bar.set_fill(color, opacity=BAR_OPACITY).move_to([(foot + x) / 2, y, 0])
        self.bar.fills = (mean,)
        self.sketch, self.title = sketch, name
        ends = ([end[0], y, 0] for end in line.axis.get_start_and_end())
        self.track = Line(*ends, color=theme.RULE, stroke_width=2.25)
        super().__init__(sketch, self.title, self.track, self.bar, self.dots, self.mean, self.value)

    def arrive(self) -> Animation:
        """Let the trainings come out of their network, one after another, and the bar grow."""
        foot = self.sketch.get_right()
        start = np.array([foot[0], self.track.get_y(), 0.0])
        if foot[0] > self.track.get_left()[0]:
            start = self.sketch.get_bottom()
        return AnimationGroup(
            GrowFromEdge(self.bar, LEFT),
            LaggedStart(*(FadeIn(dot, target_position=start) for dot in self.dots), lag_ratio=0.2),
        )


def sketch_room(line: NumberLine, y: float, pitch: float) -> Stage:
    """Room for the network of a row: left of its line, or above its value on a narrow stage."""
    area = stage()
    if area.is_wide:
        high, low = y + 0.5 * pitch, y - 0.3 * pitch
        return Stage(area.left, area.left + SKETCH_WIDTH, high, low)
    left = float(line.axis.get_end()[0]) + 0.25
    height = min(0.7 * pitch - 0.35, HIGHEST_SKETCH)
    return Stage(left, area.right - 0.05, y + 0.3 + height, y + 0.3)
