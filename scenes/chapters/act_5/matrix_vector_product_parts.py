"""Headers of an equation, and the flights of numbers between network and equation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    Succession,
    VGroup,
    Wait,
)
from numpy.typing import NDArray

from scenes.mobjects.equations.layer_equation import LETTER_UP
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.typst_text import Formula, Words, note
from scenes.motion.counting import Count
from scenes.motion.travel import Travel
from scenes.stage import scales
from scenes.stage.layout import stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenes.mobjects.equations.layer_equation import LayerEquation
    from scenes.mobjects.equations.matrix import RowTerms, ValueMatrix
    from scenes.mobjects.raster.connections import ConnectionLight
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

ABOVE_VECTORS = 0.28
"""From the higher of two vectors up to the middle of their letters."""


class EquationHeaders(VGroup):
    """The letters of the parts, and the formula that they make.

    Attributes
    ----------
    formula
        `f(W a + b)`, hidden at first: `reveal` shows its parts `opening`, `product`, `bias` and
        `closing`.
    """

    def __init__(self, equation: LayerEquation) -> None:
        top = stage().top - LETTER_UP
        low = top
        if equation.room.is_stacked:
            vectors = (equation.inputs, equation.sums)
            low = max(float(part.get_top()[1]) for part in vectors) + ABOVE_VECTORS
        self.weights = Formula("W").set_x(equation.weights.get_x()).set_y(top)
        self.inputs = Formula("a").set_x(equation.inputs.get_x()).set_y(low)
        code = (
            f"{{{{ {equation.function}\\( : opening }}}} {{{{ W a : product }}}}"
            " {{ + b : bias }} {{ \\) : closing }}"
        )
        self.formula = Formula(code)
        self.formula.select("opening")[:-1].set_color(equation.palette.signal)
        self.formula.select("bias")[-1].set_color(equation.palette.bias)
        self.formula.set_y(low).set_opacity(0)
        self.formula.set_x((equation.equals.get_left()[0] + equation.right) / 2)
        self.size = _size(equation)
        if equation.room.is_stacked:
            self.size.next_to(self.weights, RIGHT, buff=0.3)
            heading = VGroup(self.weights, self.size).set_x(equation.weights.get_x())
            # It may be longer than the matrix is wide.
            heading.shift(max(0.0, stage().left - float(heading.get_left()[0])) * RIGHT)
        else:
            self.size.next_to(equation.weights, DOWN, buff=0.2)
        super().__init__(self.weights, self.inputs, self.formula, self.size)

    def reveal(self, *parts: str) -> AnimationGroup:
        """Let parts of the formula appear."""
        found = [self.formula.select(part) for part in parts]
        return AnimationGroup(*(part.animate.set_opacity(1) for part in found))


def _size(equation: LayerEquation) -> Words:
    template = _("{rows} × {columns}")
    if equation.rows.is_elided:
        template = _("{rows} × {columns}; the rows with the largest sums are drawn")
        if equation.drawn.is_elided:
            template = _("{rows} × {columns}; only the largest are drawn")
    elif equation.drawn.is_elided:
        template = _("{rows} × {columns}; the columns with the largest terms are drawn")
    rows, columns = (
        equation.record.number(f"model.layer_sizes[{i}]", decimals=None)
        for i in (equation.layer + 1, equation.layer)
    )
    return note(template, rows=rows, columns=columns)


def middles(light: ConnectionLight, row: int, columns: Sequence[int]) -> NDArray[np.float64]:
    """Middles of some of the connections that end in one neuron, shape (n, 3)."""
    lines = light.lines().reshape(light.fan_out, light.fan_in, 2, 3)
    return np.asarray(lines[row, list(columns)].mean(axis=1))


SPRITE = 0.1
LAG = 0.6
"""Share of the time between the first and the last departure."""
ARRIVAL = 0.6
"""Share of a sprite's own way after which the number appears."""
DEPARTURE = 0.15
"""Share of its way on which a sprite appears, where nothing of its look was there before."""


class Passing(Travel):
    """Sprites that appear as they leave, and fade as they arrive.

    Parameters
    ----------
    departure
        Share of its own way on which each appears; 0 for sprites that are there already.
    """

    def __init__(self, *args: Any, departure: float = DEPARTURE, **kwargs: Any) -> None:
        self.departure = departure
        super().__init__(*args, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place every sprite on its own way, as visible as it is far from both ends."""
        super().interpolate_mobject(alpha)
        own = np.clip((alpha - self.lag * self.order) / (1 - self.lag), 0, 1)
        fading = np.minimum((1 - own) / (1 - ARRIVAL), 1)
        appearing = np.minimum(own / self.departure, 1) if self.departure else 1
        self.mobject.alphas = fading * appearing


def lift_off(
    light: ConnectionLight,
    matrix: ValueMatrix,
    rows: Sequence[int],
    palette: Palette,
    *,
    seconds: float,
) -> tuple[PixelCloud, Animation]:
    """Let the weights of some rows leave their connections and become entries, row after row."""
    columns = matrix.drawn_columns.indices
    starts = np.concatenate([middles(light, row, columns) for row in rows])
    colors = scales.signed_colors(matrix.values.values, palette)[list(rows)][:, list(columns)]
    cloud = PixelCloud(starts, sides=SPRITE, colors=colors, roundness=1, sources=matrix.values)
    targets = [[label.get_center() for label in matrix.row(row)] for row in rows]
    groups = [matrix.row(row) for row in rows]
    return cloud, _become(cloud, np.concatenate(targets), groups, seconds=seconds)


def into_column(
    centers: NDArray[np.float64],
    diameter: float,
    vector: ValueMatrix,
    activation: str,
    *,
    seconds: float,
) -> tuple[PixelCloud, Animation]:
    """Let the discs of a layer travel to the entries of a vector and become numbers."""
    chosen = list(vector.drawn_rows.indices)
    levels = scales.brightness(vector.values.values, activation)[chosen]
    cloud = PixelCloud(
        centers[chosen], sides=diameter, colors=scales.gray(levels), roundness=1, rim=1,
        sources=vector.values,
    )  # fmt: skip
    targets = [label.get_center() for label in vector.labels()]
    return cloud, _become(
        cloud, np.array(targets), list(vector.entries), seconds=seconds, departure=0
    )


def rows_into(
    matrix: ValueMatrix,
    result: ValueMatrix,
    rows: Sequence[int],
    terms: SourcedArray,
    palette: Palette,
    *,
    seconds: float,
) -> tuple[PixelCloud, Animation]:
    """Let the terms of whole rows run together into the entries of a result, row after row."""
    columns = list(matrix.drawn_columns.indices)
    starts = [label.get_center() for row in rows for label in matrix.row(row)]
    ends = [result.entry(row).get_center() for row in rows for _ in columns]
    colors = scales.signed_colors(terms.values, palette)[list(rows)][:, columns]
    cloud = PixelCloud(np.array(starts), sides=SPRITE, colors=colors, roundness=1, sources=terms)
    groups = [result.entry(row) for row in rows]
    return cloud, _become(cloud, np.array(ends), groups, seconds=seconds)


def through(
    before: ValueMatrix, after: ValueMatrix, palette: Palette, *, seconds: float
) -> tuple[PixelCloud, Animation]:
    """Let every entry of a column go where the entry of the next column appears."""
    starts = np.array([label.get_center() for label in before.labels()])
    ends = np.array([label.get_center() for label in after.labels()])
    chosen = list(before.drawn_rows.indices)
    colors = scales.signed_colors(before.values.values, palette)[chosen]
    cloud = PixelCloud(starts, sides=SPRITE, colors=colors, roundness=1, sources=before.values)
    return cloud, _become(cloud, ends, list(after.entries), seconds=seconds)


def _become(
    cloud: PixelCloud,
    targets: NDArray[np.float64],
    groups: Sequence[Mobject],
    *,
    seconds: float,
    departure: float = DEPARTURE,
) -> Animation:
    # Sprites fade on their way, and the number they bring fades in where they arrive.
    turns = np.linspace(0, 1, len(groups)) if len(groups) > 1 else np.zeros(1)
    order = np.repeat(turns, len(cloud.points) // len(groups))
    own = (1 - LAG) * seconds
    arrivals = [
        later(
            LAG * float(turn) * seconds + ARRIVAL * own, FadeIn(group, run_time=(1 - ARRIVAL) * own)
        )
        for turn, group in zip(turns, groups, strict=True)
    ]
    target = cloud.copy().place(targets, alphas=0)
    travel = Passing(cloud, target, order=order, lag=LAG, departure=departure, run_time=seconds)
    return AnimationGroup(travel, *arrivals)


def later(seconds: float, animation: Animation) -> Animation:
    """The same animation after so many seconds."""
    return Succession(Wait(seconds), animation)


def come_from(
    parts: Iterable[Mobject], origins: Iterable[Mobject], *, seconds: float, scale: float = 0.8
) -> Animation:
    """Let each part appear on its way from its origin."""
    coming = [
        FadeIn(part, target_position=origin, scale=scale)
        for part, origin in zip(parts, origins, strict=True)
    ]
    return LaggedStart(*coming, lag_ratio=0.06, run_time=seconds)


def add_up(terms: RowTerms, sums: Sequence[Sourced], *, seconds: float) -> Animation:
    """Let the terms appear one by one while their sum counts."""
    steps = [
        FadeIn(VGroup(sign, term), shift=0.15 * RIGHT)
        for sign, term in zip(terms.equals, terms.terms, strict=True)
    ]
    return AnimationGroup(
        LaggedStart(*steps, lag_ratio=1, run_time=seconds),
        Count(terms.total, sums, run_time=seconds),
    )


def join(vector: ValueMatrix, other: ValueMatrix, *, seconds: float) -> Animation:
    """Let the entries of one column run into those of another."""
    joining = [
        FadeOut(label, target_position=entry)
        for label, entry in zip(vector.labels(), other.labels(), strict=True)
    ]
    return AnimationGroup(*joining, FadeOut(vector.brackets), run_time=seconds)
