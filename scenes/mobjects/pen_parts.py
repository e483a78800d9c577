"""What a pen writes: the strokes of a digit, and the loops and lines that digits are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject

from network.digits.image_format import image_format_of
from network.digits.rasterization import place_strokes
from scenes.stage import theme

if TYPE_CHECKING:
    from network.digits.pen_strokes import Stroke
    from network.mlp import MLP
    from scenes.mobjects.raster.pixel_grid import PixelGrid

PEN_WIDTH = 9.0
PARTS: Mapping[str, Sequence[tuple[float, float]]] = MappingProxyType(
    {
        "upper loop": [
            (0.24, 0.3), (0.16, 0.45), (-0.02, 0.5), (-0.2, 0.42), (-0.26, 0.24),
            (-0.18, 0.07), (0.0, 0.01), (0.17, 0.1), (0.24, 0.3),
        ],
        "long line": [(0.25, 0.46), (0.23, 0.1), (0.2, -0.2), (0.14, -0.5)],
        "lower loop": [
            (0.0, 0.01), (-0.2, -0.07), (-0.29, -0.25), (-0.2, -0.43), (0.0, -0.5),
            (0.2, -0.43), (0.28, -0.25), (0.19, -0.07), (0.0, 0.01),
        ],
        "slant": [(-0.04, 0.49), (-0.15, 0.2), (-0.31, -0.09)],
        "bar": [(-0.31, -0.09), (0.02, -0.1), (0.36, -0.08)],
        "hook": [
            (-0.24, 0.26), (-0.18, 0.42), (0.02, 0.5), (0.22, 0.42), (0.26, 0.24),
            (0.14, 0.07), (0.02, -0.06), (0.0, -0.24),
        ],
        "point": [(-0.004, -0.47), (0.004, -0.47)],
    }
)  # fmt: skip
"""Points on each stroke, in a box of height 1 around 0, y up; drawn for this film."""
DIGIT_PARTS: Mapping[int, Sequence[str]] = MappingProxyType(
    {
        9: ("upper loop", "long line"),
        8: ("upper loop", "lower loop"),
        4: ("slant", "bar", "long line"),
    }
)
"""Which strokes make which digit."""


STROKE_UNITS = 100
"""manim's stroke widths in one scene unit."""


class PenDrawing(VGroup):
    """Strokes of a pen, in the order of writing.

    Parameters
    ----------
    grid
        Where it lies: the ink covers the cells that it lights.
    """

    def __init__(
        self, strokes: Sequence[Stroke], grid: PixelGrid, *, color: str = theme.TEXT
    ) -> None:
        corner, cell = grid.points[0], grid.cell_side
        super().__init__()
        image_format = image_format_of(grid.shape[0] * grid.shape[1])
        for path in place_strokes(strokes, image_format=image_format):
            flat = np.pad(path * (cell, -cell), ((0, 0), (0, 1)))
            stroke = VMobject(
                color=color, stroke_width=STROKE_UNITS * image_format.pen_width * cell
            )
            stroke.set_points_as_corners(corner + flat)
            stroke.set_cap_style(CapStyleType.ROUND)
            stroke.joint_type = LineJointType.ROUND
            self.add(stroke)


class PenPart(VMobject):
    """One stroke of `PARTS`, at its place in a digit of this height around the origin."""

    def __init__(self, name: str, *, height: float = 1.0, color: str = theme.TEXT) -> None:
        super().__init__(color=color, stroke_width=PEN_WIDTH)
        self.name = name
        points = np.pad(np.array(PARTS[name]) * height, ((0, 0), (0, 1)))
        self.set_points_smoothly(points).set_cap_style(CapStyleType.ROUND)


class PenDigit(VGroup):
    """A digit of `DIGIT_PARTS` as its strokes."""

    def __init__(self, digit: int, *, height: float) -> None:
        super().__init__(*(PenPart(name, height=height) for name in DIGIT_PARTS[digit]))


def small_edges(part: PenPart, count: int) -> VGroup:
    """A stroke cut into pieces of equal share, lying where they lay in it."""
    shares = np.linspace(0, 1, count + 1)
    pieces = (
        VMobject().match_style(part).pointwise_become_partial(part, low, high)
        for low, high in pairwise(shares)
    )
    return VGroup(*(piece.set_cap_style(CapStyleType.ROUND) for piece in pieces))


def spoken_digits(model: MLP) -> list[int]:
    """Outputs that stand for one of the drawn digits."""
    outputs = map(model.output_of_digit, DIGIT_PARTS)
    return [output for output in outputs if output is not None]
