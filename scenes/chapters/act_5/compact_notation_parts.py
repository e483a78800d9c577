"""Lines of a program, the rooms of formulas, and a race over the weights of a layer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Group,
    Rectangle,
    Typst,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Verbatim, Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Mobject
    from numpy.typing import NDArray

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
    whole, steps
        The whole network and its lines, before the program comes.
    network, lines, code
        The network that the program is, every layer in one line, and the program. On a square stage
        lines and program have the same room: the lines leave it before the program comes.
    """

    formula: Stage
    legend: Stage
    whole: Stage
    steps: Stage
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
        whole, steps = area.rows(1.6, 1, gap=0.25)
        return NotationRoom(formula, legend, whole, steps, network, lines, code)
    formula = replace(area, bottom=picture.bottom)
    legend = Stage(first_neurons + 0.5, area.right, picture.bottom - 0.4, area.bottom)
    if area.is_tall:
        above, code = area.rows(1, 1.2)
        network, lines = above.columns(2.1, 4.9, gap=0.2)
        return NotationRoom(formula, legend, above, code, network, lines, code)
    network, code = area.rows(1.55, 4.9, gap=0.15)
    return NotationRoom(formula, legend, network, code, network, code, code)


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
        for word, color in colors.items():
            for part in self.parts(word):
                part.set_color(color)

    def parts(self, word: str) -> list[VGroup]:
        """The letters of a whole word, or of a sign, wherever it stands."""
        # Spaces have no outline.
        places = [i for i, letter in enumerate(self.text) if letter != " "]
        glyphs = dict(zip(places, self.submobjects, strict=False))
        found = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self.text)
        return [
            VGroup(*(glyphs[place] for place in range(*each.span()) if place in glyphs))
            for each in found
        ]


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


HEAD = 0.75
"""Height of a line of words above the weights of a lane, on a narrow stage."""
WORDS_SHARE = 0.46
"""Of a lane on a wide stage: width of its words, in widths of its weights."""
BAR, BAR_GAP = 0.28, 0.16
"""Height of a bar of time, and what is free above it."""
SLIVER = 0.035
"""Width of a bar at least: a thinner one would not be seen."""
RESULT, NOTE = 1.0, 1.1
"""Height of what is said of a race, below it, and of what is noted below that."""
UNDONE = 0.22
"""How much is seen of a weight that is still to be worked with."""
FLASH = 0.25
"""Seconds in which weights that are worked with at once light up, at least."""
DASH = 0.6
"""Of the way from one dash on a bar to the next: its width."""


def race_rooms() -> tuple[tuple[Stage, ...], Stage, Stage]:
    """Two lanes, one below the other, and below them the rooms of a result and of a note."""
    area = stage()
    height = RESULT if area.is_wide else RESULT + NOTE
    race, below = area.rows(area.height - height, height, gap=0)
    lanes = race.rows(1, 1, gap=0.3)
    result, note = (
        below.columns(1, 2.4, gap=0.3) if area.is_wide else below.rows(RESULT, NOTE, gap=0)
    )
    return lanes, result, note


class Stopwatch(VGroup):
    """A time in microseconds, with its unit; `label` counts."""

    def __init__(self, time: Sourced, color: str) -> None:
        self.label = ValueLabel(time, size="focus", color=color, align="right")
        unit = Words(_("µs"), size="focus", color=color).next_to(self.label, RIGHT, buff=0.15)
        # Its letters reach below the line.
        unit.shift((self.label.get_bottom()[1] - unit.baseline) * UP)
        super().__init__(self.label, unit)


class Lane(Group):
    """One runner of a race over the same work: the weights of a layer, and the time it takes.

    Attributes
    ----------
    words, time
        Beside the weights on a wide stage, above them on any other; the time is not there from the
        beginning.
    track, bar
        Below them: the time of the slower runner, and so much of it as is over, to scale.
    """

    def __init__(self, name: str, time: Stopwatch,
                 make_wall: Callable[[Stage], WeightWall], room: Stage) -> None:  # fmt: skip
        work, below = room.rows(room.height - BAR - BAR_GAP, BAR, gap=BAR_GAP)
        if stage().is_wide:
            aside, middle = work.columns(WORDS_SHARE, 1, gap=0.3)
            self.words = self._named(name, time, aside.width)
            both = VGroup(self.words, time).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
            fit(both, aside.width, aside.height)
            both.move_to(aside.at(0, 0.5), aligned_edge=LEFT)
        else:
            above, middle = work.rows(HEAD, work.height - HEAD, gap=0)
            self.words = self._named(name, time, above.width - time.width - 0.3)
            self.words.move_to(above.at(0, 0.6), aligned_edge=LEFT)
            time.move_to(above.at(1, 0.6), aligned_edge=RIGHT)
        self.time, self.wall = time, make_wall(middle)
        self.track = Rectangle(width=below.width, height=BAR).move_to(below.center)
        self.track.set_stroke(theme.RULE, width=2)
        self.bar = VMobject(stroke_width=0).set_fill(time.label.glyph_color, opacity=1)
        super().__init__(self.wall, self.words, self.track, self.bar)
        self.work(0.0)

    def _named(self, name: str, time: Stopwatch, width: float) -> Words:
        color, code = time.label.glyph_color, Verbatim("W @ a + b")
        return Words(name, color=color, width=width, align="left", balanced=True, code=code)

    def work(self, share: float) -> None:
        """Light so much of the weights, neuron by neuron, in the order of the loops."""
        grids = [tile.grid for tile in self.wall.tiles.values()]
        size = grids[0].weights_of_cells.size
        for place, grid in enumerate(grids):
            done = (share * len(grids) - place) * size
            grid.set_cell_weights(np.clip(done - np.arange(size), UNDONE, 1))

    def run(self, *, seconds: float) -> Animation:
        """Work through all of it, one weight after the other, as the bar gets as long as it can."""

        def step(_lane: Mobject, share: float) -> None:
            self.work(share)
            self.bar.set_points(self._dashes([(0.0, share)]))

        return UpdateFromAlphaFunc(self, step, rate_func=linear, run_time=seconds)

    def flash(self, share: float, *, seconds: float) -> Animation:
        """Work with all weights at once, in a share of the time of the whole track."""
        sliver = max(share, SLIVER / self.track.width)

        def step(_lane: Mobject, done: float) -> None:
            for tile in self.wall.tiles.values():
                size = tile.grid.weights_of_cells.size
                tile.grid.set_cell_weights(np.full(size, UNDONE + (1 - UNDONE) * done))
            self.bar.set_points(self._dashes([(0.0, done * sliver)]))

        return UpdateFromAlphaFunc(
            self, step, rate_func=linear, run_time=max(share * seconds, FLASH)
        )

    def fill_with(self, share: float, color: str, *, seconds: float) -> tuple[VMobject, Animation]:
        """Dashes that lay so short a time along the bar, again and again."""
        dashes = VMobject(stroke_width=0).set_fill(color, opacity=1)
        starts = np.arange(0, 1 - DASH * share, share)
        points = self._dashes([(start, start + DASH * share) for start in starts])
        each = len(points) // len(starts)

        def step(laid: Mobject, done: float) -> None:
            laid.set_points(points[: each * round(done * len(starts))])

        return dashes, UpdateFromAlphaFunc(dashes, step, run_time=seconds)

    def _dashes(self, spans: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
        """Outlines of parts of the track, given by shares of its width."""
        left, low, _depth = self.track.get_corner(DL)
        outline = VMobject()
        for start, end in spans:
            near, far = (left + share * self.track.width for share in (start, end))
            corners = [(near, low), (far, low), (far, low + BAR), (near, low + BAR), (near, low)]
            outline.start_new_path(np.array([*corners[0], 0.0]))
            outline.add_points_as_corners(np.array([[*corner, 0.0] for corner in corners[1:]]))
        return outline.points
