"""Lines of a program, and the rooms of formulas and times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim import RIGHT, UL, UP, UR, Typst, VGroup

from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Words, em
from scenes.stage import theme
from scenes.stage.layout import PICTURE_GAP, Stage, stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram


BESIDE = 0.6
"""Between the first layer's neurons and what is written right of them."""


@dataclass(frozen=True)
class NotationRoom:
    """The rooms of formulas, of what explains them, of a program and of times.

    Attributes
    ----------
    formula
        The first layer in one line, in the middle of this room.
    legend
        From the middle of its first row to that of its last one.
    legend_size
        Of its words.
    matrix
        The picture of the first layer's weights, with its letters.
    lines
        Every layer in one line, from the upper left corner on.
    line_gap
        Between two of them.
    code
        The program, in the corner at `code_corner`.
    code_corner
        A direction, as manim has it.
    code_size
        Of its letters.
    times
        Bars, the longest `bar_width` long, and below them how they were measured.
    bar_width, bar_pitch
        In scene units.
    """

    formula: Stage
    legend: Stage
    legend_size: str
    matrix: Stage
    lines: Stage
    line_gap: float
    code: Stage
    code_corner: NDArray[np.float64]
    code_size: str
    times: Stage
    bar_width: float
    bar_pitch: float


def notation_room(diagram: NetworkDiagram) -> NotationRoom:
    """Rooms around the first layer pair of a network, and for when it is gone."""
    area = stage()
    left = float(diagram.columns[0].get_right()[0]) + BESIDE
    if area.is_wide:
        middle = area.at(0, 0.46)[1]
        upper = Stage(area.left + 0.1, area.right - 0.1, area.top - 0.6, area.center[1])
        return NotationRoom(
            formula=Stage(left, area.right, area.top - 0.9, area.top - 1.5),
            legend=Stage(left, area.right, 1.15, 1.15 - 4 * 0.68),
            legend_size="note",
            matrix=Stage(left, area.right, middle + 1.5, middle - 1.5),
            lines=upper,
            line_gap=0.55,
            code=upper,
            code_corner=UR,
            code_size="body",
            times=replace(area, top=upper.bottom),
            bar_width=0.52 * area.width,
            bar_pitch=1.25,
        )
    picture, size = diagram.image_frame, "body" if area.is_tall else "note"
    under = float(picture.get_bottom()[1])
    below = Stage(left, area.right, under - PICTURE_GAP, area.bottom)
    heights = (3.15, 2.0, 3.15) if area.is_tall else (1.95, 1.45, 2.45)
    lines, code, times = area.rows(*heights, gap=(area.height - sum(heights)) / 2)
    return NotationRoom(
        formula=Stage(float(picture.get_right()[0]) + PICTURE_GAP, area.right, area.top, under),
        legend=below.inset(0.0, 0.22 * below.height),
        legend_size=size,
        matrix=below.inset(0.0, 0.14 * below.height),
        lines=lines,
        line_gap=0.8 if area.is_tall else 0.2,
        code=code,
        code_corner=UL,
        code_size=size,
        times=times,
        bar_width=0.7 * area.width,
        bar_pitch=1.6 if area.is_tall else 0.95,
    )


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
            font_size=theme.text_sizes()[size] / PIXELS_PER_FONT_SIZE,
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
    size
        `title`, `body` or `note`.
    colors
        Color of each whole word that has one.
    """

    def __init__(
        self, lines: Sequence[str], *, size: str = "note", colors: Mapping[str, str] | None = None
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
