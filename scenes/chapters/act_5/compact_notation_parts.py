"""Formulas of layers, pictures of their parts, lines of a program, and a race."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    Group,
    Line,
    Rectangle,
    Typst,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from scenes.mobjects.equations.layer_formula import LayerFormula
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Formula, Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import brightness, full_color, gray, signed_colors
from scenes.stage.theme import rgb
from scenes.subject.activation_looks import activation_look
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced

COLUMN_LETTERS = 0.65
"""Above the network, for the letters of its columns."""


@dataclass(frozen=True)
class NotationRoom:
    """Two parts of the stage: of the network, and of all that is written of it."""

    network: Stage
    written: Stage


def notation_room() -> NotationRoom:
    """Beside each other on a wide stage, below each other on any other."""
    area = stage()
    network, written = (
        area.columns(1, 1.1, gap=0.4) if area.is_wide else area.rows(1, 1.2, gap=0.15)
    )
    return NotationRoom(replace(network, top=network.top - COLUMN_LETTERS), written)


LINES = 3
"""How many layers are written out, at most."""
LINE_SHARE = 0.7
"""Height of a line at most, in distances from line to line."""


class LayerLines(VGroup):
    """Formulas of layers, one below the other: the first ones and the last.

    As large as fits; the last one stands at the bottom of the room, however many there are.

    Attributes
    ----------
    layers
        Which are written, counted from 0.
    dots
        In the place of those that are not.
    """

    def __init__(self, activations: Sequence[str], palette: Palette, room: Stage) -> None:
        count = len(activations)
        self.layers = [*range(min(count, LINES) - 1), count - 1]
        super().__init__(
            *(LayerFormula(i, activations[i], palette, size="title") for i in self.layers)
        )
        is_elided = count > LINES
        pitch = room.height / (LINES + is_elided)
        factor = min(room.width / self.width, LINE_SHARE * pitch / self.height)
        left = room.center[0] - factor * self.width / 2
        ys = room.bottom + pitch * (np.arange(LINES + is_elided) + 0.5)
        self.dots = VGroup()
        if is_elided:
            self.dots.add(OmissionDots().move_to([room.center[0], ys[1], 0]))
            ys = np.delete(ys, 1)
        for line, y in zip(self[::-1], ys, strict=False):
            line.scale(factor).set_x(left, direction=LEFT).set_y(float(y))


MONOSPACED = "DejaVu Sans Mono"
ADVANCE = 0.570785
"""For each space before a line, in em."""
LEADING = 1.659259
"""From line to line, in em."""


def program(activations: Sequence[str]) -> tuple[str, str]:
    """The whole network as a program, line by line; `a` begins as what goes in.

    Where layers have functions of several kinds, each layer brings its own along.
    """
    names = {function_name(activation) for activation in activations}
    each, function = ("W, b", *names) if len(names) == 1 else ("W, b, f", "f")
    return f"for {each} in layers:", f"  a = {function}(W @ a + b)"


def function_name(activation: str) -> str:
    """What a program calls a function: what formulas call it."""
    symbol = activation_look(activation).symbol.strip('"')
    return {"sigma": "\N{GREEK SMALL LETTER SIGMA}"}.get(symbol, symbol)


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
        whole = rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalnum() else re.escape(word)
        found = re.finditer(whole, self.text)
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


def column_letters(diagram: NetworkDiagram, columns: Sequence[int]) -> VGroup:
    """Letters above columns of a network, the input's being number 0; none where they are dense."""
    ends = Group(diagram.strip_frame, *diagram.columns)
    letters = VGroup(*(Formula(f"a_{column}") for column in columns))
    xs = [part.get_x() for part in ends]
    if min(np.diff(xs)) > 1.3 * letters.width:
        for letter, column in zip(letters, columns, strict=True):
            letter.move_to([xs[column], ends.get_top()[1] + COLUMN_LETTERS / 2, 0])
        return letters
    return VGroup()


TIE = 0.45
"""From the pictures to the letters below them."""
THIN = 0.34
"""Width of the picture of a column."""
LEAST_SIDE = 0.35
"""Length of a side of few numbers, beside one of many, in lengths of that."""
WIDEST_CELL = 1.2
"""Of a matrix, in its heights."""
BESIDE, SIGNS = 0.16, 0.3
"""From a matrix to what it is multiplied by, and to what comes out, at least."""
TIE_GAP = 0.07
"""Between the ends of a tie and what it joins."""
DIM_END = 0.7
"""Lifts the dark end of the colors of biases, as of other signed values."""
WAITING = 0.3
"""How much is seen of a row while another one is at work."""
MARK_GAP = 0.04
"""Around what a mark is around."""


class PictureLine(Group):
    """Above the letters of a layer's formula, pictures of what they stand for, tied to them.

    The rows of weights stand at the heights of their biases and of what comes out of them; at
    first nothing has come out.

    Parameters
    ----------
    layer
        Counted from 0.
    activations
        Names of the functions of all layers.
    formula
        The layer's, where it stands.
    room
        Above it; the longest side of a picture is as high.

    Attributes
    ----------
    pictures, ties
        Of the inputs, the weights, the biases and the outputs, by the names of their parts.
    marks
        Around a row of weights, all inputs, and what comes out of the two.
    """

    def __init__(
        self,
        record: RecordView,
        layer: int,
        activations: Sequence[str],
        formula: LayerFormula,
        *,
        room: Stage,
        palette: Palette,
    ) -> None:
        sizes = record["model.layer_sizes"].values[[layer, layer + 1]]
        fan_in, fan_out = room.height * np.maximum(sizes / sizes.max(), LEAST_SIDE)
        xs = {name: float(formula.select(name).get_x()) for name in ("out", "in", "b")}
        right = xs["in"] - THIN / 2 - BESIDE
        left = xs["out"] + THIN / 2 + SIGNS
        width = min(right - left, WIDEST_CELL * sizes[0] * fan_out / sizes[1])
        xs["w"] = right - width / 2
        self.pictures, self.ties = {}, {}
        for name, grid in _grids(record, layer, activations, palette).items():
            grid.stretch_to_fit_width(width if name == "w" else THIN)
            grid.stretch_to_fit_height(fan_in if name == "in" else fan_out)
            grid.move_to([xs[name], room.center[1], 0])
            self.pictures[name] = Group(grid, grid_frame(grid))
            letter = formula.select(name)
            low, high = formula.get_top()[1] + TIE_GAP, grid.get_bottom()[1] - TIE_GAP
            end = np.clip(letter.get_x(), grid.get_left()[0], grid.get_right()[0])
            self.ties[name] = Line([end, high, 0], [letter.get_x(), low, 0], stroke_width=2)
            self.ties[name].set_stroke(theme.RULE)
        weights, products = (
            record[path].values
            for path in (f"model.layers[{layer}].weights", f"trace.layers[{layer}].contributions")
        )
        self.colors = signed_colors(weights, palette)
        self.products = signed_colors(products, palette, full_color(weights))
        self.marks = VGroup(
            _mark(width, fan_out / sizes[1], palette),
            _mark(THIN, fan_in, palette),
            _mark(THIN, fan_out / sizes[1], palette),
        )
        for mark, name in zip(self.marks, ("w", "in", "out"), strict=True):
            mark.move_to(self.pictures[name])
        super().__init__(*self.pictures.values(), *self.ties.values())
        self.show_row(0, 0.0)
        self.show_weights()

    def lane(self, name: str) -> float:
        """How high a picture passes over all others."""
        top = max(picture.get_top()[1] for picture in self.pictures.values())
        return float(top + self.pictures[name].height / 2 + MARGIN)

    def show_row(self, row: int, share: float) -> Self:
        """Let a row be at work: at a share of 1 its number has come out."""
        weights, outputs = self.pictures["w"][0], self.pictures["out"][0]
        rows, _columns = weights.shape
        done = smooth(min(share / MULTIPLIED, 1.0))
        colors = self.colors.copy()
        colors[row] = (1 - done) * colors[row] + done * self.products[row]
        weights.set_cell_weights(self.waiting_for(row)).set_colors(colors)
        come = np.zeros(outputs.shape)
        come[:row] = 1.0
        come[row] = smooth(max(share - MULTIPLIED, 0.0) / (1 - MULTIPLIED))
        outputs.set_cell_weights(come)
        moved = max(row - 1, 0) + (smooth(min(share / STEP_IN, 1.0)) if row else 0.0)
        y = weights.get_top()[1] - (moved + 0.5) * weights.height / rows
        for mark in (self.marks[0], self.marks[2]):
            mark.set_y(y)
        return self

    def waiting_for(self, row: int) -> NDArray[np.float64]:
        """How much is seen of each weight while a row is at work, shape (rows, columns)."""
        seen = np.full(self.colors.shape[:2], WAITING)
        seen[row] = 1.0
        return seen

    def show_weights(self) -> Self:
        """Let no row be at work."""
        weights = self.pictures["w"][0]
        weights.set_cell_weights(np.ones(weights.shape)).set_colors(self.colors)
        return self


STEP_IN, MULTIPLIED = 0.3, 0.6
"""Shares of a row's turn: until its marks are there, and until its products are seen."""
FIRST_TURN = 4.0
"""Of the first row, in turns of the others."""


def turns_of_rows(rows: int) -> NDArray[np.float64]:
    """When the turn of each row begins, and when that of the last one ends: 0 to 1."""
    ends = np.concatenate([[0.0], FIRST_TURN + np.arange(rows)])
    return ends / ends[-1]


class RowByRow(Animation):
    """Let the rows of a layer's weights work one after another, the first one slowly."""

    def __init__(self, line: PictureLine, *, run_time: float) -> None:
        self.line = line
        self.turns = turns_of_rows(line.pictures["w"][0].shape[0])
        at_work = Group(line.pictures["w"], line.pictures["out"], line.marks)
        super().__init__(at_work, rate_func=linear, run_time=run_time)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the row whose turn it is."""
        row = min(int(np.searchsorted(self.turns, alpha, side="right")), len(self.turns) - 1) - 1
        start, end = self.turns[row : row + 2]
        self.line.show_row(row, float((alpha - start) / (end - start)))


def _mark(width: float, height: float, palette: Palette) -> Rectangle:
    around = Rectangle(width=width + 2 * MARK_GAP, height=height + 2 * MARK_GAP)
    return around.set_stroke(palette.signal, width=4)


def between_lines(
    start: NDArray[np.float64], end: NDArray[np.float64], alpha: float
) -> NDArray[np.float64]:
    """Way of a letter from one line to the next: half of the way down, along, and down again."""
    down = (smooth(min(alpha / TURN, 1.0)) + smooth(max(alpha - 1 + TURN, 0.0) / TURN)) / 2
    along = smooth(min(max(alpha - TURN / 2, 0.0) / (1 - TURN), 1.0))
    shares = np.array([along, down, 0.0])
    return np.asarray((1 - shares) * start + shares * end)


TURN = 0.4
"""Share of the time of each way down."""
MARGIN = 0.12
"""Between a picture and others that it passes over."""
PARTS = ("out", "eq", "s", "open", "w", "in", "plus", "b", "close")
"""Of a formula, from left to right."""


def _grids(
    record: RecordView, layer: int, activations: Sequence[str], palette: Palette
) -> dict[str, PixelGrid]:
    weights = record[f"model.layers[{layer}].weights"]
    biases = record[f"model.layers[{layer}].biases"]
    inputs = record[f"trace.layers[{layer - 1}].activations" if layer else "trace.inputs"]
    outputs = record[f"trace.layers[{layer}].activations"]
    before = brightness(inputs.values, activations[layer - 1]) if layer else inputs.values
    after = brightness(outputs.values, activations[layer])
    violet = np.abs(biases.values) / max(np.abs(biases.values).max(), 1e-9)
    colors = {
        "in": (gray(before)[:, np.newaxis], inputs),
        "w": (signed_colors(weights.values, palette), weights),
        "b": ((violet**DIM_END)[:, np.newaxis, np.newaxis] * rgb(palette.bias), biases),
        "out": (gray(after)[:, np.newaxis], outputs),
    }
    return {name: PixelGrid(seen, side=1, sources=of) for name, (seen, of) in colors.items()}


APPEARS = 0.25
"""Of the time in which a picture lifts off: until it is seen where it comes from."""
SIZED = 0.4
"""Of its way: until it is as large as it stays."""


ACROSS = 0.75
"""Of its way, if it passes by others: until it is above, or below, where it stays."""


class LiftOff(Animation):
    """A picture appears over what it is of, as large as that, and goes to where it stands.

    Parameters
    ----------
    picture
        A grid and its frame, where they stand in the end.
    source
        What it lifts off.
    lane
        How high it is on its way, if it passes by others, in scene units.
    """

    def __init__(
        self,
        picture: Group,
        source: Mobject,
        *,
        lane: float | None = None,
        run_time: float,
    ) -> None:
        self.origin, self.lane = source.get_center(), lane
        self.size = np.array([source.width, source.height, 0.0])
        super().__init__(picture, rate_func=linear, run_time=run_time, introducer=True)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place it on its way."""
        goal = self.starting_mobject
        way = smooth(max(alpha - APPEARS, 0) / (1 - APPEARS))
        grown = smooth(min(way / SIZED, 1))
        there = goal.get_center()
        size = np.array([goal.width, goal.height, 1.0])
        factors = (1 - grown) * np.maximum(self.size / size, 1e-3) + grown
        middle = (1 - way) * self.origin + way * there
        if self.lane is not None:
            # A large source is as small as its picture before it comes to the others.
            across = float(np.clip((way - SIZED) / (ACROSS - SIZED), 0, 1))
            middle[0] = (1 - across) * self.origin[0] + across * there[0]
            if way < 0.5:
                middle[1] = (1 - grown) * self.origin[1] + grown * self.lane
            else:
                middle[1] += (self.lane - middle[1]) * (1 - (2 * way - 1) ** 8)
        seen = min(alpha / APPEARS, 1)
        for part, end in zip(self.mobject, goal, strict=True):
            part.points = middle + (end.points - there) * factors
            if isinstance(part, PixelGrid):
                part.set_opacity(seen)
            else:
                part.set_stroke(opacity=seen)


HEAD, BAR = 0.95, 0.9
"""Height of a line of words above a bar of time, and of that."""
LANE_GAP, NOTE = 0.45, 1.1
"""Between two lanes, and height of what is noted below them."""
SLIVER = 0.06
"""Width of a bar at least: a thinner one would not be seen."""
FLASH = 0.25
"""Seconds in which a bar appears, at least."""


def race_rooms() -> tuple[Stage, Stage, Stage]:
    """In the middle of the stage two lanes, one below the other, and the room of a note."""
    area = stage()
    spare = area.height - 2 * (HEAD + BAR) - 2 * LANE_GAP - NOTE
    first, second, below = area.inset(0.0, max(spare, 0.0) / 2).rows(
        HEAD + BAR, HEAD + BAR, NOTE, gap=LANE_GAP
    )
    return first, second, below


class Stopwatch(VGroup):
    """A time in microseconds, with its unit; `label` counts."""

    def __init__(self, time: Sourced, color: str) -> None:
        self.label = ValueLabel(time, size="focus", color=color, align="right")
        unit = Words(_("µs"), size="focus", color=color).next_to(self.label, RIGHT, buff=0.15)
        # Its letters reach below the line.
        unit.shift((self.label.get_bottom()[1] - unit.baseline) * UP)
        super().__init__(self.label, unit)


class Lane(VGroup):
    """One runner of a race: its name and its time, and below them a bar of that.

    The bar is empty at first.
    """

    def __init__(self, name: Words, time: Stopwatch, room: Stage) -> None:
        above, below = room.rows(HEAD, room.height - HEAD, gap=0)
        time.move_to(above.center).align_to([room.right, 0, 0], RIGHT)
        fit(name, room.width - time.width - 0.3, HEAD)
        name.align_to([room.left, 0, 0], LEFT)
        name.shift((time.label.get_bottom()[1] - name.baseline) * UP)
        self.words, self.time = name, time
        self.track = below
        self.bar = VMobject(stroke_width=0).set_fill(time.label.glyph_color, opacity=1)
        super().__init__(name, time, self.bar)
        self.fill(SLIVER / self.track.width)

    def fill(self, share: float) -> Self:
        """Let the bar be so long, in lengths of the longest."""
        track = self.track
        right = track.left + share * track.width
        corners = (
            (track.left, track.bottom), (right, track.bottom), (right, track.top),
            (track.left, track.top), (track.left, track.bottom),
        )  # fmt: skip
        self.bar.set_points_as_corners([[*corner, 0.0] for corner in corners])
        return self

    def run(self, share: float, *, seconds: float) -> Animation:
        """Let the bar grow evenly from nothing to a share, or to a sliver."""
        least = SLIVER / self.track.width

        def step(_bar: Mobject, done: float) -> None:
            self.fill(max(done * share, least))

        return UpdateFromAlphaFunc(self.bar, step, rate_func=linear, run_time=seconds)
