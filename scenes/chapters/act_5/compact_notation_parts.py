"""Lines of a program, the rooms of formulas, and a race over the weights of a layer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Animation, Group, Typst, UpdateFromAlphaFunc, VGroup, linear

from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Words, em
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenes.mobjects.grids.weight_wall import WeightWall

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


LANES_GAP, WON_WIDTH = 1.6, 2.8
"""Between the lanes of a wide stage, and of the result between their walls."""


def race_rooms() -> tuple[tuple[Stage, ...], Stage, Stage]:
    """Two lanes, the room of the result (between them on a wide stage), and of a note."""
    area = stage()
    race, below = area.rows(area.height - RESULT, RESULT, gap=0)
    result, note = below.rows(RESULT - NOTE, NOTE, gap=0)
    if area.is_wide:
        race = replace(area, bottom=area.bottom + NOTE)
        middle = float(area.center[0])
        result = replace(race, left=middle - WON_WIDTH / 2, right=middle + WON_WIDTH / 2)
        return race.columns(1, 1, gap=LANES_GAP), result, note
    return race.rows(1, 1) if race.is_tall else race.columns(1, 1), result, note


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

    def run(self, *, seconds: float) -> Animation:
        """Work through all of it at an even pace."""
        return UpdateFromAlphaFunc(
            self, lambda _, share: self.work(share), rate_func=linear, run_time=seconds
        )
