"""The network as one nested formula, its matrices, two clouds in a plane, trainings as dots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    RIGHT,
    UR,
    Animation,
    AnimationGroup,
    Circle,
    Dot,
    FadeIn,
    Group,
    GrowFromEdge,
    LaggedStart,
    Line,
    Rectangle,
    RoundedRectangle,
    Square,
    VGroup,
    VMobject,
)

from scenes.mobjects.equations.layer_formula import joined
from scenes.mobjects.grids.elision import ShownIndices, all_indices, end_indices
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Formula
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import gray
from scenes.stage.theme import FORMULA_SIZES, rgb
from scenes.subject.activation_looks import activation_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.grids.weight_grid import MatrixPicture
    from scenes.mobjects.network.network_sketch import NetworkSketch
    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.mobjects.text.typst_text import Words
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

MATRICES_GAP = 0.4
LARGEST_CELL = 0.18
FORMULA_ROOM, NAME_ROOM = 1.2, 1.3
"""What a formula at the top, and the name below a matrix, take of the stage's height."""


@dataclass(frozen=True)
class MatrixPlaces:
    """Where things stand.

    Attributes
    ----------
    cell
        Side of a weight in a matrix from one small layer to another.
    wide
        Width of the matrices that take the picture.
    lines
        Middles of the lines of matrices: one for all, or a second one for the widest.
    whole
        The cells of the one matrix.
    """

    cell: float
    wide: float
    lines: tuple[NDArray[np.float64], ...]
    whole: Stage

    def arrange(self, matrices: Sequence[MatrixPicture]) -> None:
        """Put matrices into the order of the formula, where there are two lines the first below."""
        split = len(self.lines) - 1
        for line, middle in zip((matrices[split:], matrices[:split]), self.lines, strict=False):
            row = Group(*reversed(line)).arrange(RIGHT, buff=MATRICES_GAP, aligned_edge=DOWN)
            row.move_to([0, middle[1], 0])


def matrix_places(layer_sizes: Sequence[int]) -> MatrixPlaces:
    """Below each other on a tall stage; on any other the matrices stand in one line."""
    area, inner, count = stage(), layer_sizes[1:-1], len(layer_sizes) - 1
    below = replace(area, top=area.top - FORMULA_ROOM)
    tallest, columns = max(layer_sizes[1:]), max(sum(inner), 1)
    whole = Stage(below.left, below.right, below.top - 0.3, below.bottom + NAME_ROOM)
    if area.is_tall:
        others, first = below.rows(1, 1, gap=0.4)
        room = area.width - MATRICES_GAP * max(count - 2, 0)
        return MatrixPlaces(
            cell=min((first.height - NAME_ROOM) / tallest, room / columns),
            wide=area.width, lines=(others.center, first.center),
            whole=whole.rows(0.25, 0.5, 0.25, gap=0)[1],
        )  # fmt: skip
    room = area.width - MATRICES_GAP * (count - 1)
    cell = min(LARGEST_CELL, (below.height - NAME_ROOM) / tallest, 0.6 * room / columns)
    return MatrixPlaces(
        cell=cell, wide=room - cell * sum(inner), lines=(below.center,), whole=whole
    )  # fmt: skip


PRODUCT_GAP = 0.25
"""Between a product and the matrix below it."""


def product_rooms(right: MatrixPicture, high: float) -> tuple[Stage, Stage]:
    """Room for a product while it is made, and below it for the right one of its factors.

    Both together reach from that factor's foot up to `high`, but none is higher than the factor.
    """
    own = room_of(right.grid)
    height = min((high - own.bottom - PRODUCT_GAP) / 2, own.height)
    below = replace(own, top=own.bottom + height)
    return below.shifted(0.0, height + PRODUCT_GAP), below


def room_of(thing: Mobject) -> Stage:
    """The room that something takes."""
    (left, low, _), (right, high, _) = thing.get_corner(DL), thing.get_corner(UR)
    return Stage(float(left), float(right), float(high), float(low))


def laid(thing: Any, room: Stage) -> Any:
    """Stretch something, or let it be animated, to fill a room."""
    thing = thing.stretch_to_fit_height(room.height).stretch_to_fit_width(room.width)
    return thing.move_to(room.center)


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
SHINE = 0.34
"""How bright the ground is where the network is sure of the second cloud."""
BOUNDARY_WIDTH = 9.0


class CloudPlane(Group):
    """Two clouds of points, discs and rings, and what a network makes of their plane.

    Attributes
    ----------
    frame, points
        There from the beginning.
    ground, boundary
        Light where the second output is the larger one, and the line where both are equal.
    """

    def __init__(self, record: RecordView, kind: str, *, side: float, color: str) -> None:
        self.frame = Square(side, color=theme.RULE, stroke_width=2.25)
        axis = record[f"{CLOUDS}.{kind}.axis"].values
        self.unit = side / float(axis[-1] - axis[0])
        points = record[f"{CLOUDS}.points"]
        labels = record[f"{CLOUDS}.labels"].values
        self.points_of_clouds = VGroup(
            *(
                self._point(place, is_ring=bool(label))
                for place, label in zip(points.values, labels, strict=True)
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

    def _point(self, place: NDArray[np.float64], *, is_ring: bool) -> Circle:
        dot = Circle(POINT_RADIUS, color=theme.TEXT, stroke_width=3.0)
        dot.set_fill(theme.BACKGROUND if is_ring else theme.TEXT, opacity=1)
        return dot.move_to(self.unit * np.array([*place, 0.0]))


DOT_RADIUS = 0.19
MEAN_HEIGHT = 0.8
BAR_HEIGHT, BAR_OPACITY = 0.4, 0.4
SKETCH_WIDTH, HIGHEST_SKETCH = 2.0, 1.2
"""Of a network beside its row on a wide stage, and above it on any other."""


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
    """Room for the network of a row: left of its line, or above its end on a narrow stage."""
    area = stage()
    if area.is_wide:
        high, low = y + 0.5 * pitch, y - 0.3 * pitch
        return Stage(area.left, area.left + SKETCH_WIDTH, high, low)
    right = float(line.axis.get_end()[0])
    height = min(0.62 * pitch, HIGHEST_SKETCH)
    return Stage(right - 0.8 * height, right, y + 0.3 + height, y + 0.3)


SHRUNK = 0.93
"""A formula may be so much smaller than its size says, but not smaller than the next size."""


class NestedFormula(Formula):
    """`f(W_2 f(W_1 a + b_1) + b_2)`: what a network makes of its input.

    Parameters
    ----------
    activations
        Names of the layers' activation functions; the identity is not written.
    palette
        Whose colors functions and biases have.
    size
        `title`, `body` or `note`.
    drawn
        The layers that are written, by default all; dots stand for the others.

    Attributes
    ----------
    parts
        Labels of all parts from left to right: `s0` is the first layer's function, `w0` are its
        weights, `b0` its biases; `o0`, `p0` and `c0` are its signs, and `a` is the input. `d` and
        `e` are dots.
    """

    def __init__(
        self,
        activations: Sequence[str],
        palette: Palette,
        *,
        size: str,
        drawn: ShownIndices | None = None,
    ) -> None:
        self.drawn = drawn or all_indices(len(activations))
        codes = _parts(activations, self.drawn)
        self.parts = tuple(codes)
        colors = {name: palette.function for name in codes if name[0] == "s"}
        colors |= {name: palette.bias for name in codes if name[0] == "b"}
        code = joined(codes)
        super().__init__(code, size=size, colors=colors)


def fitting_formula(
    activations: Sequence[str], palette: Palette, width: float, drawn: ShownIndices | None = None
) -> NestedFormula:
    """The formula of a network in the largest size that fits into so much width.

    One that is a little too wide is shrunk. Where no size fits, it is in the smallest; and unless
    it is said which are `drawn`, no more layers are written then than fit.
    """
    count = len(activations)
    kept = drawn
    for size in FORMULA_SIZES:
        formula = NestedFormula(activations, palette, size=size, drawn=kept)
        if SHRUNK * formula.width <= width:
            break
    for slots in range(count - 1, 1, -1) if drawn is None else ():
        if SHRUNK * formula.width <= width:
            break
        kept = end_indices(count, slots)
        formula = NestedFormula(activations, palette, size=FORMULA_SIZES[-1], drawn=kept)
    return formula.scale(max(SHRUNK, min(1.0, width / formula.width)))


def _parts(activations: Sequence[str], drawn: ShownIndices) -> dict[str, str]:
    """Label and Typst code of each part."""
    opening: dict[str, str] = {}
    closing: dict[str, str] = {}
    for place, i in enumerate(drawn.indices):
        function = activations[i]
        if drawn.is_elided and place == drawn.dots_at:
            opening, closing = {"d": "dots.c", **opening}, {**closing, "e": "dots.c"}
        is_bent, is_inner = function != "identity", i < len(activations) - 1
        outer = {f"s{i}": activation_look(function).symbol} if is_bent else {}
        if is_bent or is_inner:
            outer[f"o{i}"] = "\\("
        opening = {**outer, f"w{i}": f"W_{i + 1}", **opening}
        closing |= {f"p{i}": "+", f"b{i}": f"b_{i + 1}"}
        if is_bent or is_inner:
            closing[f"c{i}"] = "\\)"
    return {**opening, "a": "a", **closing}
