"""Lines of a program, the rooms of formulas, and a race."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, UP, Animation, Rectangle, Typst, VGroup, linear

from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Words, em
from scenes.stage import theme
from scenes.stage.layout import Stage, stage

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced

BESIDE = 0.7
"""Between the first layer's neurons and what is written right of them."""


@dataclass(frozen=True)
class NotationRoom:
    """The rooms of what is written.

    Attributes
    ----------
    formula
        The first layer in one line, in the middle of this room.
    legend
        What its letters stand for, a row each.
    lines, code
        Every layer in one line, and the program beside it or below it. On a square stage they are
        the same room: the lines leave it before the program comes.
    """

    formula: Stage
    legend: Stage
    lines: Stage
    code: Stage

    @property
    def is_shared(self) -> bool:
        """Whether lines and program have one room."""
        return self.lines == self.code


def notation_room(first_neurons: float, picture: Stage) -> NotationRoom:
    """Rooms right of the first layer's neurons, and in the picture's place unless it is wide."""
    area = stage()
    if area.is_wide:
        right = replace(area, left=first_neurons + BESIDE)
        legend, formula = right.rows(4.6, 1.2, gap=0.3)
        lines, code = area.columns(4.8, 7.2, gap=0.6)
        return NotationRoom(formula, legend, lines, code)
    formula = replace(area, bottom=picture.bottom)
    legend = Stage(first_neurons + 0.5, area.right, picture.bottom - 0.4, area.bottom)
    lines, code = area.rows(1, 1.5) if area.is_tall else (area, area)
    return NotationRoom(formula, legend, lines, code)


MONOSPACED = "DejaVu Sans Mono"
ADVANCE = 0.602
"""Width of every letter, in em."""
LEADING = 1.75
"""From line to line, in em."""
BODIES: Mapping[str, str] = {
    "sigmoid": "1/(1 + np.exp(-z))",
    "relu": "np.maximum(z, 0)",
    "tanh": "np.tanh(z)",
    "identity": "z",
}
"""What functions give back, by name, in NumPy."""


def program(activations: Sequence[str]) -> tuple[str, ...]:
    """The whole network as a program, complete, line by line.

    Where layers have functions of several kinds, or one that is not written out here, each layer
    brings its own along.
    """
    name = activations[0]
    if set(activations) == {name} and name in BODIES:
        head: tuple[str, ...] = (
            "import numpy as np",
            f"def {name}(z):",
            f"  return {BODIES[name]}",
        )
        each, function = "W, b", name
    else:
        head, each, function = (), "W, b, f", "f"
    return (
        *head,
        "def network(a, layers):",
        f"  for {each} in layers:",
        f"    a = {function}(W @ a + b)",
        "  return a",
    )


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


TRACK = 0.85
"""Height of a lane."""
THINNEST = 0.01


class Lane(VGroup):
    """One runner of a race over the same work: its name, a track, and the time it takes.

    Attributes
    ----------
    bar
        As long as it takes, where the slower one takes all of the track.
    """

    def __init__(
        self,
        name: Words,
        time: Sourced,
        template: str,
        *,
        longest: Sourced,
        room: Stage,
        color: str,
    ) -> None:
        self.words = name.move_to(room.at(0, 1), aligned_edge=UP + LEFT)
        self.track = Rectangle(width=room.width, height=TRACK)
        self.track.set_stroke(theme.RULE, width=2.5).set_fill(theme.RULE, opacity=0.6)
        self.track.move_to(room.at(0, 0), aligned_edge=LEFT).shift(TRACK * UP)
        self.length = room.width * time.value / longest.value
        self.bar = Rectangle(width=self.length, height=TRACK, stroke_width=0)
        self.bar.set_fill(color, opacity=1).move_to(self.track, aligned_edge=LEFT)
        self.bar.fills = (time,)
        self.time = Words(template, size="focus", color=color, number=time)
        self.time.move_to(room.at(1, 1), aligned_edge=UP + RIGHT)
        super().__init__(self.words, self.track)

    def run(self, *, seconds: float) -> Animation:
        """Let the bar grow from the left end of the track, at an even pace."""
        self.bar.stretch_to_fit_width(THINNEST * self.length)
        self.bar.move_to(self.track, aligned_edge=LEFT)
        goal = self.bar.animate(rate_func=linear, run_time=seconds)
        goal = goal.stretch_to_fit_width(self.length)
        return goal.move_to(self.track, aligned_edge=LEFT).build()
