"""A small picture with its frame and its name above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, Group

from scenes import theme
from scenes.mobjects.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    from manim.typing import Point3DLike

    from scenes.sourced import SourcedArray

TITLE_RISE = 0.22
"""From the top of the picture to the line on which its name stands."""


class PictureCard(Group):
    """A picture that stands in a row of others: the names of all of them share a line.

    Parameters
    ----------
    image
        Values 0..1, row after row.
    words
        Its name.
    center, side
        Of the picture.

    Attributes
    ----------
    picture, title
        Two of the parts.
    """

    def __init__(
        self, image: SourcedArray, words: str, *, center: Point3DLike, side: float
    ) -> None:
        self.picture = image_grid(image, side=side).move_to(center)
        self.title = Words(words, size="note", color=theme.SECONDARY).next_to(self.picture, UP)
        # By the baseline: some names reach below it.
        top = self.picture.get_top()[1]
        self.title.shift((top + TITLE_RISE - self.title.baseline) * UP)
        super().__init__(self.picture, grid_frame(self.picture), self.title)
