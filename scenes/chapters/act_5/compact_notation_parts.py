"""Lines of a program, the rooms of formulas, and a race over the weights of a layer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Group,
    Triangle,
    Typst,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
)

from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Count
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenes.mobjects.grids.weight_wall import WeightWall
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
    network, lines, code
        The network that the program is, every layer in one line, and the program. On a square stage
        lines and program have the same room: the lines leave it before the program comes.
    """

    formula: Stage
    legend: Stage
    network: Stage
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
        left, code = area.columns(4.8, 7.2, gap=0.6)
        network, lines = left.rows(1, 1.1)
        return NotationRoom(formula, legend, network, lines, code)
    formula = replace(area, bottom=picture.bottom)
    legend = Stage(first_neurons + 0.5, area.right, picture.bottom - 0.4, area.bottom)
    if area.is_tall:
        above, code = area.rows(1, 1.2)
        network, lines = above.columns(2.1, 4.9, gap=0.2)
        return NotationRoom(formula, legend, network, lines, code)
    network, code = area.rows(1.55, 4.9, gap=0.15)
    return NotationRoom(formula, legend, network, code, code)


MONOSPACED = "DejaVu Sans Mono"
ADVANCE = 0.570785
"""For each space before a line, in em."""
LEADING = 1.659259
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


LINE = 0.75
"""Height of a line of words."""
RESULT, NOTE = 1.4, 0.65
"""Height of what is said of a race, below it, and of its last line."""
UNDONE = 0.22
"""How much is seen of a weight that is still to be worked with."""


MIDDLE_SHARE = 0.8
"""Width of the room between the lanes of a wide stage, in lanes."""


def race_rooms() -> tuple[tuple[Stage, ...], Stage, Stage]:
    """Two lanes, the room of clock and result (between them on a wide stage), and of a note."""
    area = stage()
    if area.is_wide:
        race, note = area.rows(area.height - NOTE, NOTE, gap=0)
        one, middle, other = race.columns(1, MIDDLE_SHARE, 1, gap=0.2)
        return (one, other), middle, note
    race, below = area.rows(area.height - RESULT, RESULT, gap=0)
    result, note = below.rows(RESULT - NOTE, NOTE, gap=0)
    return race.rows(1, 1) if race.is_tall else race.columns(1, 1), result, note


class RaceClock(Group):
    """A clock for both runners: slow motion until one of them is there, then fast forward.

    Parameters
    ----------
    times
        In microseconds, ascending.
    until
        Index of the time at which the faster one is there.

    Attributes
    ----------
    number, forward
        The time with its unit, and the sign of fast forward: below it, or beside it unless the
        stage is wide.
    """

    def __init__(self, times: Sequence[Sourced], until: int, room: Stage) -> None:
        self.times, self.until = times, until
        self.label = ValueLabel(times[-1].shown_as(decimals=0), size="focus", align="right")
        unit = Words(_("µs"), size="focus").next_to(self.label, RIGHT, buff=0.15)
        # Its letters reach below the line.
        unit.shift((self.label.get_bottom()[1] - unit.baseline) * UP)
        self.number = VGroup(self.label, unit)
        fit(self.number, room.width, room.height).move_to(room.center)
        self.label.show(times[0])
        side = 0.6 * self.number.height
        self.forward = VGroup(
            *(
                Triangle(color=theme.SECONDARY, fill_opacity=1, stroke_width=0)
                .rotate(-np.pi / 2)
                .stretch_to_fit_width(0.8 * side)
                .stretch_to_fit_height(side)
                for _each in range(2)
            )
        ).arrange(RIGHT, buff=0)
        self.forward.next_to(self.number, DOWN if room.is_tall else RIGHT, buff=0.25)
        super().__init__(self.number, self.forward)

    def first(self, *, seconds: float) -> Animation:
        """Count until the faster one is there."""
        return Count(self.label, self.times[: self.until + 1], run_time=seconds)

    def rest(self, *, seconds: float) -> Animation:
        """Count on until the slower one is there."""
        return Count(self.label, self.times[self.until :], run_time=seconds)


class Lane(Group):
    """One runner of a race over the same work: the weights of a layer, and the time it takes.

    Attributes
    ----------
    words, time
        Above the weights, and below them; the time is not there from the beginning.
    """

    def __init__(self, name: str, time: Words, make_wall: Callable[[Stage], WeightWall],
                 room: Stage) -> None:  # fmt: skip
        above, middle, below = room.rows(LINE, room.height - 2 * LINE, LINE, gap=0)
        self.words = Words(name, width=room.width, balanced=True)
        fit(self.words, room.width, LINE).move_to(above.at(0.5, 0.6))
        self.wall = make_wall(middle)
        self.time = time.move_to(below.center)
        super().__init__(self.wall, self.words)
        self.work(0.0)

    def work(self, share: float) -> None:
        """Light so much of the weights, neuron by neuron, in the order of the loops."""
        grids = [tile.grid for tile in self.wall.tiles.values()]
        size = grids[0].weights_of_cells.size
        for place, grid in enumerate(grids):
            done = (share * len(grids) - place) * size
            grid.set_cell_weights(np.clip(done - np.arange(size), UNDONE, 1))

    def run(self, start: float, end: float, *, seconds: float) -> Animation:
        """Work from one share of it to another at an even pace."""
        return UpdateFromAlphaFunc(
            self,
            lambda _, share: self.work(start + share * (end - start)),
            rate_func=linear,
            run_time=seconds,
        )
