"""A digit as a pen writes it: smooth strokes lying on the grid of pixels that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject

from network.picture_forms import form_of
from network.rasterization import place_strokes
from scenes import theme

if TYPE_CHECKING:
    from network.drawn_digits import DrawnDigit
    from scenes.mobjects.pixel_grid import PixelGrid

STROKE_UNITS = 100
"""manim's stroke widths in one scene unit."""


class PenDrawing(VGroup):
    """The strokes of a digit, in the order of writing.

    Parameters
    ----------
    digit
        Who is written.
    grid
        Where it lies: the ink covers the cells that it lights.
    """

    def __init__(self, digit: DrawnDigit, grid: PixelGrid, *, color: str = theme.TEXT) -> None:
        corner, cell = grid.points[0], grid.cell_side
        super().__init__()
        form = form_of(grid.shape[0] * grid.shape[1])
        for path in place_strokes(digit.strokes, form=form):
            flat = np.pad(path * (cell, -cell), ((0, 0), (0, 1)))
            stroke = VMobject(color=color, stroke_width=STROKE_UNITS * form.pen_width * cell)
            stroke.set_points_as_corners(corner + flat)
            stroke.set_cap_style(CapStyleType.ROUND)
            stroke.joint_type = LineJointType.ROUND
            self.add(stroke)
