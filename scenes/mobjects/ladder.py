"""Levels of recognition: each is made of the one below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, Arrow, Group, Mobject, VGroup

from scenes import theme
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Vector3D

GAP = 0.6
"""Between the words and what stands beside them."""
ARROW = (0.22, 0.78)
"""Where an arrow begins and ends, as shares of the way from one word to the next."""


class Ladder(Group):
    """Words, the lowest level at the bottom, with arrows upward and an exhibit beside each.

    Parameters
    ----------
    words
        Names of the levels.
    exhibits
        What each level works with.
    pitch
        From level to level, in scene units.
    side
        On which side of the words the exhibits stand.

    Attributes
    ----------
    words, arrows, exhibits
        The parts; there is one arrow fewer than words.
    """

    def __init__(
        self, words: Sequence[str], exhibits: Sequence[Mobject], *, pitch: float, side: Vector3D
    ) -> None:
        self.words = VGroup(*(Words(word).move_to(i * pitch * UP) for i, word in enumerate(words)))
        self.arrows = VGroup(*(_upward(i * pitch, pitch) for i in range(len(words) - 1)))
        aside = (self.words.width + max(each.width for each in exhibits)) / 2 + GAP
        self.exhibits = Group(
            *(
                each.move_to(word.get_center() + aside * side)
                for each, word in zip(exhibits, self.words, strict=True)
            )
        )
        super().__init__(self.words, self.arrows, self.exhibits)

    def level(self, index: int) -> Group:
        """A word with its exhibit and the arrow that leads up to it."""
        arrows = self.arrows[index - 1 : index] if index else []
        return Group(self.words[index], self.exhibits[index], *arrows)


def _upward(bottom: float, pitch: float) -> Arrow:
    start, end = ((bottom + share * pitch) * UP for share in ARROW)
    arrow = Arrow(start, end, buff=0, stroke_width=4, tip_length=0.2)
    return arrow.set_color(theme.SECONDARY)
