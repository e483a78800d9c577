"""Text on the stage: words, names and formulas, set by Typst in one typeface."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from manim import MathTypst, Mobject, Typst, VMobjectFromSVGPath
from manim.constants import SCALE_FACTOR_PER_FONT_POINT

from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.stage import theme
from scenes.stage.typesetting import literal
from scenes.subject.sourced import Sourced
from scenes.subject.words import number_text

_SLOT = re.compile(r"\{(\w+)\}")
_PART_NAME = re.compile(r" : \w+ \}\}")
_INDEX = re.compile(r"[_^](\w+|\([^()]*\))")
TYPST_POINTS = 10.0
"""The em square of the text that manim lets Typst set, before it is scaled."""
_PREAMBLE = f'#set text(font: "{theme.FONT}")\n#show math.equation: set text(weight: 400)'
_BLOCK = "#block(width: {width})[{code}]"
_BALANCED = """#context {{
  let body = [{code}]
  let lines(width) = measure(block(width: width, body)).height
  let width = {width}
  while width > 2em.to-absolute() and lines(width - 1pt) == lines({width}) {{ width -= 1pt }}
  block(width: width, body)
}}"""
PIXELS_PER_FONT_SIZE = TYPST_POINTS * SCALE_FACTOR_PER_FONT_POINT * theme.PIXELS_PER_UNIT_AT_1080P
"""Height of the em square at 1080p over manim's font size."""


class Verbatim(str):
    """Text whose digits are a name, not a value: the digit class `7`, the index of a neuron."""

    __slots__ = ()


def em(size: str) -> float:
    """Height of the em square of a named text size, in scene units."""
    return theme.TEXT_SIZES[size] / theme.PIXELS_PER_UNIT_AT_1080P


def _font_size(size: str) -> float:
    return theme.TEXT_SIZES[size] / PIXELS_PER_FONT_SIZE


def shown_text(slot: Sourced | Verbatim | str) -> str:
    """What a slot of a sentence shows.

    Raises
    ------
    ValueError
        For a number that is neither sourced nor declared a name.
    """
    if isinstance(slot, Sourced):
        return number_text(slot)
    if not isinstance(slot, Verbatim):
        refuse_numbers(slot)
    return str(slot)


def refuse_numbers(words: str) -> None:
    """Whatever is seen or said of a number comes in by a slot.

    Raises
    ------
    ValueError
        For words, with or without slots, in which a number is written out.
    """
    if re.search(r"\d", _SLOT.sub("", words)):
        msg = f"{words!r}: a number on screen needs a slot and a source, or is a name (Verbatim)"
        raise ValueError(msg)


class Glyph(QuickCopy, VMobjectFromSVGPath):
    """The outline of a letter, or of a part of one."""

    def __init__(self, path: Any, **kwargs: Any) -> None:
        super().__init__(path, **kwargs)
        # The parsed SVG path that the points were made of: copying it with every animation, and
        # keeping it for every text of a film, costs ten times as much as the points.
        self.path_obj = None


class _Typst(Typst):
    """What Typst has set, made of glyphs of ours."""

    @property
    def hash_seed(self) -> tuple[Any, ...]:
        """What the glyphs depend on, by which manim finds them again.

        The file is named after the code; its folder is another one in every run.
        """
        return tuple(each.name if isinstance(each, Path) else each for each in super().hash_seed)

    def path_to_mobject(self, path: Any) -> Glyph:
        """A letter; manim calls this for every path of an SVG file."""
        return Glyph(path, **self.path_string_config)


class Words(_Typst):
    """A line or a paragraph of words, with sourced values or names in its `{slots}`.

    The template holds no digit (`ValueError`): every number enters through a slot. The size is
    `title`, `focus`, `body` or `note`. With a width, in scene units, lines break there; balanced
    lines break as early as their number allows, so that no word is left alone. `text` is what a
    viewer reads, `sources` are the values in it.
    """

    def __init__(
        self,
        template: str,
        *,
        size: str = "body",
        color: str = theme.TEXT,
        width: float | None = None,
        align: str = "center",
        balanced: bool = False,
        **slots: Sourced | Verbatim,
    ) -> None:
        refuse_numbers(template)
        self.size = size
        self.slots = slots
        self.text = _SLOT.sub(lambda m: shown_text(slots[m[1]]), template)
        self.sources = tuple(s for s in slots.values() if isinstance(s, Sourced))
        pieces = _SLOT.split(template)
        code = "".join(
            (literal(p) if p else "")
            if i % 2 == 0
            else f"#box[{literal(shown_text(slots[p]))}]<{p}>"
            for i, p in enumerate(pieces)
        )
        if width is not None:
            points = f"{width / (_font_size(size) * SCALE_FACTOR_PER_FONT_POINT):.2f}pt"
            code = f"#set par(leading: 0.55em)\n#set align({align})\n{code}"
            code = (_BALANCED if balanced else _BLOCK).format(width=points, code=code)
        super().__init__(code, typst_preamble=_PREAMBLE, font_size=_font_size(size), color=color)

    def slot(self, name: str) -> Mobject:
        """The glyphs of one slot."""
        return self.select(name)

    @property
    def baseline(self) -> float:
        """The height on which the letters of one line stand; few of them reach below it."""
        glyphs = self.family_members_with_points()
        return float(np.median([glyph.get_bottom()[1] for glyph in glyphs]))


def label(text: str, *, size: str = "note", color: str = theme.SECONDARY) -> Words:
    """A name on the stage: the digit `7` of an output neuron, a neuron's index."""
    return Words("{name}", size=size, color=color, name=Verbatim(text))


def class_label(name: str, *, width: float, size: str = "body") -> Words:
    """The name of a class beside its output; what is too long for the width ends in dots."""
    written = label(name, size=size)
    while written.width > width and len(name) > 1:
        name = name[: min(len(name) - 1, int(len(name) * width / written.width))]
        written = label(f"{name}\N{HORIZONTAL ELLIPSIS}", size=size)
    return written


def note(template: str, *, width: float | None = None, **slots: Any) -> Words:
    """Quiet words beside a picture; parameters as of `Words`."""
    return Words(template, size="note", color=theme.SECONDARY, width=width, align="center", **slots)


class Formula(_Typst, MathTypst):
    """A formula; its parts are selected by the labels of their `{{ braces : label }}`.

    In its code, Typst mathematics, numbers are names: indices and exponents, all others are refused
    (`ValueError`). `colors` are those of labeled parts.
    """

    def __init__(
        self,
        code: str,
        *,
        size: str = "body",
        color: str = theme.TEXT,
        colors: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        refuse_numbers(_INDEX.sub("", _PART_NAME.sub("", code)))
        self.size = size
        self.text = code
        self.sources: tuple[Sourced, ...] = ()
        super().__init__(
            code, typst_preamble=_PREAMBLE, font_size=_font_size(size), color=color, **kwargs
        )
        for name, part_color in (colors or {}).items():
            self.select(name).set_color(part_color)
