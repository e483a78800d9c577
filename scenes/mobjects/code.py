"""A few lines of a program, in a typeface whose letters are all equally wide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from manim import RIGHT, UP, Typst, VGroup

from scenes import theme
from scenes.mobjects.text import PIXELS_PER_FONT_SIZE, Words, em

MONOSPACED = "DejaVu Sans Mono"
ADVANCE = 0.602
"""Width of every letter, in em."""
LEADING = 1.75
"""From line to line, in em."""


class CodeLine(Words):
    """One line of a program; digits in it are names.

    Parameters
    ----------
    line
        Its leading spaces are kept as room.
    size
        `title`, `body` or `note`.
    colors
        Color of each whole word that has one.

    Attributes
    ----------
    indent
        How many letters the line is moved in.
    """

    def __init__(self, line: str, *, size: str, colors: Mapping[str, str]) -> None:
        self.size, self.text = size, line.strip()
        self.slots = {}
        self.sources = ()
        self.indent = len(line) - len(line.lstrip())
        quoted = self.text.replace("\\", "\\\\").replace('"', '\\"')
        Typst.__init__(
            self,
            f'#"{quoted}"',
            typst_preamble=f'#set text(font: "{MONOSPACED}", ligatures: false)',
            font_size=theme.TEXT_SIZES[size] / PIXELS_PER_FONT_SIZE,
            color=theme.TEXT,
        )
        # Spaces have no outline.
        places = [i for i, letter in enumerate(self.text) if letter != " "]
        glyphs = dict(zip(places, self.submobjects, strict=False))
        for word, color in colors.items():
            for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self.text):
                for place in range(*found.span()):
                    if place in glyphs:
                        glyphs[place].set_color(color)


class Code(VGroup):
    """Lines of a program, one below the other.

    Parameters
    ----------
    lines
        With their leading spaces.
    size
        `title`, `body` or `note`.
    colors
        Color of each whole word that has one.
    """

    def __init__(
        self,
        lines: Sequence[str],
        *,
        size: str = "note",
        colors: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        step = em(size)
        for number, text in enumerate(lines):
            line = CodeLine(text, size=size, colors=colors or {})
            # Typst sets a line by its ink: without its letters' foot, a bracket would shift it.
            line.shift((-number * LEADING * step - line.baseline) * UP)
            line.set_x(line.indent * ADVANCE * step, direction=-RIGHT)
            self.add(line)
        self.center()
