"""Lines of a program, the rooms of formulas, and a race over the weights of a layer."""

from __future__ import annotations

import itertools
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

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Formula, Verbatim, Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import brightness, gray, signed_colors
from scenes.stage.theme import rgb
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.grids.weight_wall import WeightWall
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
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
    network, turn, code
        The network that the program is, what it works with in one turn of its loop, and the
        program.
    running
        Of the program while it runs. Where the stage is not wide, the lines before those of the
        network leave then, and all else has the rest of the stage.
    """

    formula: Stage
    legend: Stage
    whole: Stage
    steps: Stage
    network: Stage
    turn: Stage
    code: Stage
    running: Stage


def notation_room(first_neurons: float, picture: Stage) -> NotationRoom:
    """Rooms right of the first layer's neurons, and in the picture's place unless it is wide."""
    area = stage()
    if area.is_wide:
        right = replace(area, left=first_neurons + BESIDE)
        legend, formula = right.rows(4.6, 1.2, gap=0.3)
        left, code = area.columns(4.9, 7.1, gap=0.6)
        network, turn = left.rows(1, 1.1, gap=0.4)
        whole, steps = area.rows(1.6, 1, gap=0.25)
        return NotationRoom(formula, legend, whole, steps, network, turn, code, code)
    formula = replace(area, bottom=picture.bottom)
    legend = Stage(first_neurons + 0.5, area.right, picture.bottom - 0.4, area.bottom)
    whole, steps = area.rows(1, 1.2, gap=0.15)
    if area.is_tall:
        network, turn, running = area.rows(4.4, 3.0, 2.8, gap=0.3)
    else:
        (network, turn), running = whole.columns(2.8, 4.1, gap=0.3), steps
    return NotationRoom(formula, legend, whole, steps, network, turn, area, running)


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


TURN_HEAD, TURN_FOOT = 0.5, 0.5
"""Above the pictures of a turn, for their letters, and below them, for their shapes."""
THIN = 0.26
"""Width of the picture of a column."""
SIGN_ROOM = 0.55
"""From the edge of one picture to the next, with the sign between them."""
SLOWLY = 0.15
"""Sides grow with this power of their count: 784 and 10 are seen beside each other."""
DIM_END = 0.7
"""Lifts the dark end of the colors of biases, as of other signed values."""


class Turn(Group):
    """One turn of the program's loop, in pictures: `W @ a + b`, and what comes of it.

    Each has its letter above and its shape below. The more numbers, the longer the side.

    Parameters
    ----------
    layer
        Which is computed, counted from 0.
    activations
        Names of the functions of all layers.

    Attributes
    ----------
    taken, outcome
        What goes into the layer, and what comes out of it.
    """

    def __init__(
        self,
        record: RecordView,
        layer: int,
        activations: Sequence[str],
        *,
        room: Stage,
        palette: Palette,
    ) -> None:
        root = f"trace.layers[{layer}]"
        weights = record[f"model.layers[{layer}].weights"]
        biases = record[f"model.layers[{layer}].biases"]
        inputs = record[f"trace.layers[{layer - 1}].activations" if layer else "trace.inputs"]
        outputs = record[f"{root}.activations"]
        before = brightness(inputs.values, activations[layer - 1]) if layer else inputs.values
        violet = np.abs(biases.values) / max(np.abs(biases.values).max(), 1e-9)
        middle = replace(room, top=room.top - TURN_HEAD, bottom=room.bottom + TURN_FOOT)
        across = room.width - 3 * THIN - 3 * SIGN_ROOM
        longest = min(middle.height, across)
        sizes = [
            record.number(f"model.layer_sizes[{k}]", decimals=None) for k in (layer, layer + 1)
        ]
        largest = max(record["model.layer_sizes"].values)
        fan_in, fan_out = (longest * (size.value / largest) ** SLOWLY for size in sizes)
        parts = [
            PixelGrid(signed_colors(weights.values, palette), side=1, sources=weights),
            PixelGrid(gray(before)[:, np.newaxis], side=1, sources=inputs),
            PixelGrid(
                (violet**DIM_END)[:, np.newaxis, np.newaxis] * rgb(palette.bias), side=1,
                sources=biases,
            ),
            PixelGrid(
                gray(brightness(outputs.values, activations[layer]))[:, np.newaxis], side=1,
                sources=outputs,
            ),
        ]  # fmt: skip
        widths, heights = (fan_in, THIN, THIN, THIN), (fan_out, fan_in, fan_out, fan_out)
        left = room.center[0] - (longest + 3 * THIN + 3 * SIGN_ROOM) / 2
        xs = left + longest / 2 + np.array([0, 1, 2, 3]) * (THIN + SIGN_ROOM)
        xs[1:] += (longest - THIN) / 2
        pictures = [
            Group(grid, grid_frame(grid)) for grid in map(_stretched, parts, widths, heights)
        ]
        for picture, x in zip(pictures, xs, strict=True):
            picture.move_to([x, middle.center[1], 0])
        letters = VGroup(
            *(CodeLine(letter, size="body", colors={"b": palette.bias}) for letter in "Waba")
        )
        for letter, x in zip(letters, xs, strict=True):
            letter.move_to([x, room.top - TURN_HEAD / 2, 0])
        edges = [(xs[0] + longest / 2, xs[1] - THIN / 2), *itertools.pairwise(xs[1:])]
        signs = VGroup(*(CodeLine(sign, size="body", colors={}) for sign in "@+"))
        signs.add(Formula("arrow.r", color=palette.function))
        for sign, ends in zip(signs, edges, strict=True):
            sign.move_to([sum(ends) / 2, middle.center[1], 0])
        shape = Words(
            _("{rows} × {columns}"), size="note", color=theme.SECONDARY,
            rows=sizes[1], columns=sizes[0],
        )  # fmt: skip
        shapes: list[Mobject] = [
            shape,
            *(ValueLabel(sizes[k], color=theme.SECONDARY) for k in (0, 1, 1)),
        ]
        for label, x in zip(shapes, xs, strict=True):
            label.move_to([x, room.bottom + TURN_FOOT / 2, 0])
        self.weights, self.taken, self.biases, self.outcome = pictures
        self.given = Group(self.outcome, letters[3], signs[2], shapes[3])
        self.worked_with = (
            self.weights, self.biases, *letters[:3], *signs[:2], *shapes[:3]
        )  # fmt: skip
        super().__init__(self.taken, *self.worked_with, self.given)

    @property
    def all_but_outcome(self) -> list[Mobject]:
        """What leaves before the next turn takes the outcome."""
        return [
            part
            for part in (self.taken, *self.worked_with, *self.given)
            if part is not self.outcome
        ]


def _stretched(grid: PixelGrid, width: float, height: float) -> PixelGrid:
    return grid.stretch_to_fit_width(width).stretch_to_fit_height(height)


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
