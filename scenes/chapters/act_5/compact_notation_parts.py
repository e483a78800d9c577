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
    smooth,
)

from scenes.mobjects.equations.layer_formula import LayerFormula
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import PIXELS_PER_FONT_SIZE, Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit, stage
from scenes.stage.scales import brightness, gray, signed_colors
from scenes.stage.theme import rgb
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Mobject

    from scenes.mobjects.grids.weight_wall import WeightWall
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced

BESIDE = 0.5
"""Between the first layer's neurons and what is written right of them."""


@dataclass(frozen=True)
class NotationRoom:
    """The rooms of what is written.

    Attributes
    ----------
    parts
        The first layer's formula, with a picture above each letter.
    formula
        It without pictures, in one line, in the middle of this room.
    whole, steps
        The whole network and its lines, before the program comes.
    network, turn, code
        The network that the program is, what it works with in one turn of its loop, and the
        program.
    """

    parts: Stage
    formula: Stage
    whole: Stage
    steps: Stage
    network: Stage
    turn: Stage
    code: Stage


def notation_room(first_neurons: float, picture: Stage) -> NotationRoom:
    """Rooms beside the first layer's neurons, or above them in the picture's place."""
    area = stage()
    if area.is_wide:
        parts = replace(area, left=first_neurons + BESIDE)
        whole, code = area.rows(1.6, 1, gap=0.25)
        network, turn = whole.columns(1, 1)
        formula = parts.rows(1.7, 1)[1]
        return NotationRoom(parts, formula, whole, code, network, turn, code)
    formula = parts = replace(area, bottom=picture.bottom)
    whole, steps = area.rows(1, 1.2, gap=0.15)
    if area.is_tall:
        network, turn, code = area.rows(4.4, 3.4, 2.4, gap=0.3)
    else:
        parts = Stage(first_neurons + 0.4, area.right, picture.bottom - 0.4, area.bottom)
        (network, turn), code = whole.columns(2.4, 4.5, gap=0.3), steps
    return NotationRoom(parts, formula, whole, steps, network, turn, code)


MONOSPACED = "DejaVu Sans Mono"
ADVANCE = 0.570785
"""For each space before a line, in em."""
LEADING = 1.659259
"""From line to line, in em."""


def program(activations: Sequence[str]) -> tuple[str, str]:
    """The whole network as a program, line by line; `a` begins as what goes in.

    Where layers have functions of several kinds, each layer brings its own along.
    """
    kinds = set(activations)
    each, function = ("W, b", *kinds) if len(kinds) == 1 else ("W, b, f", "f")
    return f"for {each} in layers:", f"  a = {function}(W @ a + b)"


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


LETTERS_HEIGHT = 0.8
"""Below the pictures, for their letters."""
LEAST_SPREAD = 0.5
"""A formula is pulled apart by so much at least, if it has to be made smaller for it."""
THIN = 0.28
"""Width of the picture of a column."""
SLOWLY = 0.15
"""Sides grow with this power of their count: 784 and 10 are seen beside each other."""
DIM_END = 0.7
"""Lifts the dark end of the colors of biases, as of other signed values."""


class PictureLine(Group):
    """One layer's formula, pulled apart, and above its letters pictures of what they stand for.

    The more numbers, the longer the side of a picture.

    Parameters
    ----------
    layer
        Counted from 0.
    activations
        Names of the functions of all layers.

    Attributes
    ----------
    pictures
        Of the inputs, the weights, the biases and the outputs, by the names of their parts.
    formula
        Its parts are named as in `LayerFormula`.
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
        formula = self.formula = LayerFormula(layer, activations[layer], palette)
        fit(formula, room.width - LEAST_SPREAD, LETTERS_HEIGHT)
        matrix = formula.select("w")
        longest = min(
            room.width - formula.width + matrix.width, room.height - LETTERS_HEIGHT - MARGIN
        )
        middle = matrix.get_x()
        for name in PARTS:
            part = formula.select(name)
            part.shift(np.sign(part.get_x() - middle) * (longest - matrix.width) / 2 * RIGHT)
        height = room.center[1] + LETTERS_HEIGHT / 2
        formula.move_to([room.center[0], height - longest / 2 - LETTERS_HEIGHT / 2, 0])
        sizes = record["model.layer_sizes"].values
        fan_in, fan_out = longest * (sizes[[layer, layer + 1]] / sizes.max()) ** SLOWLY
        self.pictures = {}
        for name, grid in _grids(record, layer, activations, palette).items():
            grid.stretch_to_fit_width(fan_in if name == "w" else THIN)
            grid.stretch_to_fit_height(fan_in if name == "in" else fan_out)
            grid.move_to([formula.select(name).get_x(), height, 0])
            self.pictures[name] = Group(grid, grid_frame(grid))
        super().__init__(*self.pictures.values(), formula)

    def part(self, name: str) -> Mobject:
        """A part of the formula."""
        return self.formula.select(name)

    @property
    def signs(self) -> list[Mobject]:
        """Parts of the formula that have no picture."""
        return [self.part(name) for name in PARTS if name not in self.pictures]

    @property
    def shown(self) -> list[Mobject]:
        """All of it, part by part."""
        return [*self.pictures.values(), *map(self.part, PARTS)]

    def lane(self, name: str, source: Mobject) -> float:
        """How high a picture from a source passes by all others, below them if it is there."""
        if source.get_y() < self.formula.get_y():
            return float(source.get_y())  # where it starts it is larger
        room = self.pictures[name].height / 2 + MARGIN
        return float(max(each.get_top()[1] for each in self.pictures.values()) + room)


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
            across = min(way / ACROSS, 1)
            middle[0] = (1 - across) * self.origin[0] + across * there[0]
            middle[1] += (self.lane - middle[1]) * (1 - (2 * way - 1) ** 8)
        seen = min(alpha / APPEARS, 1)
        for part, end in zip(self.mobject, goal, strict=True):
            part.points = middle + (end.points - there) * factors
            if isinstance(part, PixelGrid):
                part.set_opacity(seen)
            else:
                part.set_stroke(opacity=seen)


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
        return Words(name, color=time.label.glyph_color, width=width, align="left", balanced=True)

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
            self._fill(share)

        return UpdateFromAlphaFunc(self, step, rate_func=linear, run_time=seconds)

    def flash(self, share: float, *, seconds: float) -> Animation:
        """Work with all weights at once, in a share of the time of the whole track."""
        sliver = max(share, SLIVER / self.track.width)

        def step(_lane: Mobject, done: float) -> None:
            for tile in self.wall.tiles.values():
                size = tile.grid.weights_of_cells.size
                tile.grid.set_cell_weights(np.full(size, UNDONE + (1 - UNDONE) * done))
            self._fill(done * sliver)

        return UpdateFromAlphaFunc(
            self, step, rate_func=linear, run_time=max(share * seconds, FLASH)
        )

    def _fill(self, share: float) -> None:
        """Let the bar reach so far along its track."""
        left, low, _depth = self.track.get_corner(DL)
        right, high = left + share * self.track.width, low + BAR
        corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
        self.bar.set_points_as_corners([[*corner, 0.0] for corner in corners])
