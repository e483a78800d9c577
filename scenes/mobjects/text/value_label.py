"""Numbers on the stage: glyphs of fixed width that show one sourced value."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DL, DOWN, DR, RIGHT, UP, VGroup, VMobject

from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.typst_text import Words, em, label
from scenes.stage import theme
from scenes.subject.languages import LANGUAGES
from scenes.subject.sourced import MINUS, Sourced
from scenes.subject.words import number_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CHARACTERS = f"0123456789.,+{MINUS}%"
"""Of every language; some have further marks of their own."""
_ADVANCES = {"%": 0.815407, "+": 0.720593, MINUS: 0.720593}
_DIGIT_ADVANCE, _MARK_ADVANCE = 0.474074, 0.265481
_DIGIT_HEIGHT = 0.610607
"""All in em. Digits have one width, so that a counting number does not tremble; they stand a little
closer than the typeface sets them."""
_CORNERS = {"left": DL, "center": DOWN, "right": DR}


@cache
def _glyphs() -> dict[str, VMobject]:
    # One compilation serves all numbers of the film: outlines for an em square of height 1.
    marks = "".join(each.decimal_mark + each.thousands_mark for each in LANGUAGES.values())
    characters = "".join(dict.fromkeys(_CHARACTERS + "".join(marks.split())))
    row: Words = label(characters, size="title")
    row.scale(1 / em("title"))
    baseline = row[0].get_bottom()[1]
    for glyph in row:
        glyph.shift(-baseline * UP - glyph.get_center()[0] * RIGHT)
    return dict(zip(characters, row, strict=True))


def _advance(character: str) -> float:
    return _ADVANCES.get(character, _DIGIT_ADVANCE if character.isdigit() else _MARK_ADVANCE)


@lru_cache(maxsize=4096)
def _outline(text: str) -> NDArray[np.float64]:
    # For an em square of height 1; the first glyph begins at the left, all stand on the height 0.
    pieces, x = [], 0.0
    for character in text:
        offset = (x + _advance(character) / 2) * RIGHT
        if not character.isspace():
            pieces += [part.points + offset for part in _glyphs()[character].get_family()]
        x += _advance(character)
    return np.concatenate(pieces)


def character_outlines(shown: ValueLabel) -> dict[tuple[str, float], NDArray[np.float64]]:
    """The outline of each character of a label, by the character and where it begins."""
    corner, size = shown.digit_box.get_corner(DL), shown.em_height
    found, x = {}, 0.0
    for character in shown.text:
        if not character.isspace():
            place = corner + x * size * RIGHT
            key = (character, round(float(place[0]), 4))
            found[key] = place + size * _outline(character)
        x += _advance(character)
    return found


def width_in_em(text: str) -> float:
    """How wide a label of this text is, in heights of its em square."""
    return sum(map(_advance, text))


class Outline(QuickCopy, VMobject):
    """A part of a number: all its glyphs, or the clear box around them."""


class ValueLabel(QuickCopy, VGroup):
    """A number on the stage.

    When the number changes, the corner named by `align` (`left`, `center` or `right`) stays in
    place. `ground` is the color behind the glyphs.
    """

    def __init__(
        self,
        sourced: Sourced,
        *,
        size: str = "number",
        color: str = theme.TEXT,
        align: str = "center",
    ) -> None:
        super().__init__()
        self.size = size
        self.align = align
        self.glyph_color = color
        self.ground = theme.BACKGROUND
        self._set(sourced, em(size))
        self.center()

    @property
    def text(self) -> str:
        """What a viewer reads."""
        return number_text(self.sourced)

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """The value shown, as a tuple like that of every other text."""
        return (self.sourced,)

    @property
    def em_height(self) -> float:
        """Height of the em square now, in scene units."""
        return float(self.digit_box.height) / _DIGIT_HEIGHT

    @property
    def digit_box(self) -> VMobject:
        """The clear box around its digits; marks that reach below the line stand out of it."""
        return self.submobjects[0]

    @property
    def baseline(self) -> float:
        """The height on which the digits stand."""
        return float(self.digit_box.get_bottom()[1])

    @property
    def glyphs(self) -> VMobject:
        """What is seen of the label."""
        return self.submobjects[1]

    def end_at(self, right: float, y: float) -> Self:
        """Move the digits to end at `right`, their middle at the height `y`."""
        box = self.digit_box
        return self.shift([right - box.get_right()[0], y - box.get_y(), 0])

    def show(self, sourced: Sourced) -> Self:
        """Show another value in the same place, at the same height and opacity."""
        corner = self.digit_box.get_corner(_CORNERS[self.align])
        opacity = self.glyphs.get_fill_opacity()
        height = self.em_height
        for old in self.submobjects:
            # manim lists the parts of what moves once, at its start: old ones must draw nothing.
            old.reset_points()
        self.remove(*self.submobjects)
        self._set(sourced, height)
        self.shift(corner - self.digit_box.get_corner(_CORNERS[self.align]))
        self.glyphs.set_fill(opacity=opacity)
        return self

    def _set(self, sourced: Sourced, em_height: float) -> None:
        self.sourced = sourced
        text = number_text(sourced)
        width, height = width_in_em(text) * em_height, _DIGIT_HEIGHT * em_height
        box = Outline(stroke_width=0, fill_opacity=0)
        box.set_points_as_corners([[0, 0, 0], [width, 0, 0], [width, height, 0], [0, height, 0]])
        self.add(box)
        # All glyphs are one outline: of what moves, manim copies and walks through every part.
        glyphs = Outline(stroke_width=0).set_points(_outline(text) * em_height)
        self.add(glyphs.set_fill(self.glyph_color, opacity=1))
