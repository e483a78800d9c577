"""The mean images of the digits with the distance of a picture from each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, UP, Group, SurroundingRectangle, VGroup

from scenes import theme
from scenes.mobjects.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text import Words
from scenes.mobjects.value_label import ValueLabel
from scenes.words import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.sourced import SourcedArray

COLUMNS = 5
GAP = 0.17
"""Between an image and its number."""
LABEL_HEIGHT = 0.3
PICTURE_SHARE = 0.84
"""Of the room that a picture has, so that its mark fits between two of them."""


class MeanBoard(Group):
    """Small pictures in two rows, a number under each; above what they are, below what it is.

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
    words
        The lines above and below.
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
        self.words = VGroup(
            Words(_("nearest mean picture")),
            Words(_("numbers: distance from this picture"), size="note", color=theme.SECONDARY),
        )
        heading, note = self.words
        heading.move_to(center + height / 2 * UP, aligned_edge=UP)
        note.move_to(center + height / 2 * DOWN, aligned_edge=DOWN)
        room = heading.get_bottom()[1] - note.get_top()[1]
        side = min(PICTURE_SHARE * width / COLUMNS, room / (rows + 0.5) - GAP - LABEL_HEIGHT)
        self.pictures = Group(*(image_grid(means.row(i), side=side) for i in range(count)))
        across, down = width / COLUMNS - side, (room / (rows + 0.5) - side + GAP + LABEL_HEIGHT) / 2
        self.pictures.arrange_in_grid(rows, COLUMNS, buff=(across, down))
        self.pictures.move_to(center).set_y((heading.get_bottom()[1] + note.get_top()[1]) / 2)
        self.pictures.shift((GAP + LABEL_HEIGHT) / 2 * UP)
        self.frames = VGroup(*map(grid_frame, self.pictures))
        self.values = VGroup(
            *(
                ValueLabel(distances[i]).next_to(picture, DOWN, buff=GAP)
                for i, picture in enumerate(self.pictures)
            )
        )
        super().__init__(self.words, self.pictures, self.frames, self.values)

    def mark(self, digit: int, color: str) -> SurroundingRectangle:
        """A frame around one of them."""
        pair = Group(self.pictures[digit], self.values[digit])
        return SurroundingRectangle(pair, color=color, buff=0.11, corner_radius=0.08)
