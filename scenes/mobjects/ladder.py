"""Levels of recognition: each is made of the one below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, UP, Arrow, Group, Mobject, VGroup

from scenes import theme
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Vector3D

    from scenes.layout import Stage

GAP = 0.6
"""Between the words and what stands beside them."""
ARROW = (0.22, 0.78)
"""Where an arrow begins and ends, as shares of the way from one word to the next."""
HALF_WORD, GAP_ABOVE = 0.2, 0.12
"""Half the height of a word; and from there to an exhibit above it, or to an arrow."""


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
        On which side of the words the exhibits stand: `LEFT`, `RIGHT` or `UP`.
    height
        Of an exhibit at most, where it stands above its word.

    Attributes
    ----------
    words, arrows, exhibits
        The parts; there is one arrow fewer than words.
    """

    def __init__(
        self,
        words: Sequence[str],
        exhibits: Sequence[Mobject],
        *,
        pitch: float,
        side: Vector3D,
        height: float = 0.0,
    ) -> None:
        self.words = VGroup(*(Words(word).move_to(i * pitch * UP) for i, word in enumerate(words)))
        start, end = (share * pitch for share in ARROW)
        aside = (self.words.width + max(each.width for each in exhibits)) / 2 + GAP
        if side[1] > 0:
            aside = HALF_WORD + GAP_ABOVE + height / 2
            start, end = aside + height / 2 + GAP_ABOVE, pitch - HALF_WORD - GAP_ABOVE
        steps = range(len(words) - 1)
        self.arrows = VGroup(*(_upward(i * pitch + start, i * pitch + end) for i in steps))
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


@dataclass(frozen=True)
class LadderPlaces:
    """Where two ladders stand, and how large what stands on them may be.

    Attributes
    ----------
    sides
        Of the words, on which the exhibits of each stand.
    pitch
        From level to level.
    middles
        How far across the middle of each ladder is.
    words_y
        Middle of the words.
    width, height
        Of an exhibit at most.
    """

    sides: tuple[Vector3D, Vector3D]
    pitch: float
    middles: tuple[float, float]
    words_y: float
    width: float
    height: float

    def ladder(self, number: int, words: Sequence[str], exhibits: Sequence[Mobject]) -> Ladder:
        """The first or the second ladder at its place; the levels of both are level."""
        ladder = Ladder(
            words, exhibits, pitch=self.pitch, side=self.sides[number], height=self.height
        )
        ladder.set_x(self.middles[number])
        return ladder.shift((self.words_y - ladder.words.get_y()) * UP)


def ladder_places(area: Stage, levels: int) -> LadderPlaces:
    """Exhibits stand beside their words on a wide stage, above them on any other."""
    if area.is_wide:
        middles = (float(area.at(0.22, 0)[0]), float(area.at(0.78, 0)[0]))
        pitch, width = 0.27 * area.height, 0.26 * area.width
        return LadderPlaces((LEFT, RIGHT), pitch, middles, float(area.center[1]), width, 1.4)
    height = 1.5 if area.is_tall else 0.72
    pitch = (area.height - 2 * HALF_WORD - GAP_ABOVE - height) / (levels - 1)
    halves = area.columns(1, 1)
    middles = (float(halves[0].center[0]), float(halves[1].center[0]))
    y = area.bottom + HALF_WORD + (levels - 1) * pitch / 2
    return LadderPlaces((UP, UP), pitch, middles, y, halves[0].width - 0.1, height)


def _upward(start: float, end: float) -> Arrow:
    arrow = Arrow(start * UP, end * UP, buff=0, stroke_width=4, tip_length=0.2)
    return arrow.set_color(theme.SECONDARY)
