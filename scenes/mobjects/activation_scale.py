"""What brightness means: an upright bar from black to white."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Group, VGroup

from scenes import theme
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text import label
from scenes.scales import gray

STEPS = 101
WIDTH = 0.3
ENDS = ((0.0, "0"), (1.0, "1"))


class ActivationScale(Group):
    """A bar of all brightnesses, 0 black at the bottom and 1 white at the top.

    Parameters
    ----------
    height
        Of the bar, scene units.

    Attributes
    ----------
    bar, frame, ends
        The brightnesses, the line around them, and the numbers at both ends.
    """

    def __init__(self, *, height: float) -> None:
        steps = np.linspace(1, 0, STEPS)[:, np.newaxis]
        self.bar = PixelGrid(gray(steps), side=height)
        self.bar.stretch_to_fit_width(WIDTH)
        self.frame = grid_frame(self.bar).set_stroke(theme.SECONDARY, width=2)
        self.ends = VGroup(
            *(
                label(name, size="body", color=theme.TEXT).next_to(self.point(value), RIGHT, 0.4)
                for value, name in ENDS
            )
        )
        super().__init__(self.bar, self.frame, self.ends)

    def point(self, level: float) -> np.ndarray:
        """The place of a brightness 0..1 in the middle of the bar, shape (3,)."""
        return np.asarray(self.bar.get_bottom() + level * self.bar.height * UP)
