"""The mean images of the digits with the distance of a picture from each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, Group, SurroundingRectangle, VGroup

from scenes.mobjects.pixel_grid import grid_frame, image_grid
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.sourced import SourcedArray

COLUMNS = 5
GAP = 0.17
"""Between an image and its number."""
LABEL_HEIGHT = 0.3


class MeanBoard(Group):
    """Small pictures in two rows, a number under each.

    Parameters
    ----------
    means
        Shape (digits, pixels), 0..1.
    distances
        Shape (digits,).
    center, width, height
        Of the board.

    Attributes
    ----------
    pictures, frames, values
        The parts, one each per digit.
    """

    def __init__(
        self,
        means: SourcedArray,
        distances: SourcedArray,
        *,
        center: NDArray[np.float64],
        width: float,
        height: float,
    ) -> None:
        count = len(means.values)
        rows = -(-count // COLUMNS)
        side = min(0.88 * width / COLUMNS, height / rows - GAP - LABEL_HEIGHT - 0.35)
        self.pictures = Group(*(image_grid(means.row(i), side=side) for i in range(count)))
        self.pictures.arrange_in_grid(
            rows, COLUMNS, buff=((width - COLUMNS * side) / COLUMNS, GAP + LABEL_HEIGHT + 0.35)
        )
        self.pictures.move_to(center).shift((GAP + LABEL_HEIGHT) / 2 * -DOWN)
        self.frames = VGroup(*map(grid_frame, self.pictures))
        self.values = VGroup(
            *(
                ValueLabel(distances[i]).next_to(picture, DOWN, buff=GAP)
                for i, picture in enumerate(self.pictures)
            )
        )
        super().__init__(self.pictures, self.frames, self.values)

    def mark(self, digit: int, color: str) -> SurroundingRectangle:
        """A frame around one of them."""
        pair = Group(self.pictures[digit], self.values[digit])
        return SurroundingRectangle(pair, color=color, buff=0.11, corner_radius=0.08)
