"""Lines of a program, the rooms of formulas, and a race over the weights of a layer."""

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
    from manim import Mobject

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
        The whole network, and below it its lines, or its program.
    """

    parts: Stage
    formula: Stage
    whole: Stage
    steps: Stage


def notation_room(first_neurons: float, picture: Stage) -> NotationRoom:
    """Rooms beside the first layer's neurons, or above them in the picture's place."""
    area = stage()
    if area.is_wide:
        parts = replace(area, left=first_neurons + BESIDE)
        return NotationRoom(parts, parts.rows(1.7, 1)[1], *area.rows(1.6, 1, gap=0.25))
    formula = parts = replace(area, bottom=picture.bottom)
    if not area.is_tall:
        parts = Stage(first_neurons + 0.4, area.right, picture.bottom - 0.4, area.bottom)
    return NotationRoom(parts, formula, *area.rows(1, 1.2, gap=0.15))


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


HEAD, BAR = 0.75, 0.5
"""Height of a line of words above a bar of time, and of that at most."""
LANE_GAP, NOTE = 0.3, 1.1
"""Between two lanes, and height of what is noted below them."""
SLIVER = 0.06
"""Width of a bar at least: a thinner one would not be seen."""
FLASH = 0.25
"""Seconds in which a bar appears, at least."""


def race_rooms(bottom: float) -> tuple[Stage, Stage, Stage]:
    """Above so high a line: two lanes, one below the other, and the room of a note."""
    area = replace(stage(), bottom=bottom + LANE_GAP)
    race, below = area.rows(area.height - NOTE, NOTE, gap=0)
    first, second = race.rows(1, 1, gap=LANE_GAP)
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
        middle, high = float(below.center[1]), min(BAR, below.height) / 2
        self.track = Stage(room.left, room.right, middle + high, middle - high)
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
