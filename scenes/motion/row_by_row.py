"""A picture of a matrix appears row by row."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, linear

from scenes.mobjects.pixel_grid import PixelGrid


class RowByRow(Animation):
    """Let the rows of a grid appear, the topmost first.

    Parameters
    ----------
    grid
        Whole in the end.
    """

    def __init__(self, grid: PixelGrid, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        kwargs.setdefault("introducer", True)
        super().__init__(grid, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show as many rows as are done, the one at work in part."""
        rows, columns = self.mobject.shape
        shares = np.clip(self.rate_func(alpha) * rows - np.arange(rows), 0, 1)
        self.mobject.set_cell_weights(np.repeat(shares[:, np.newaxis], columns, axis=1))
