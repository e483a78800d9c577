"""A layer as an equation, from the matrix of weights to the column of activations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, PI, RIGHT, RoundedRectangle, VGroup

from network.analysis.weighted_sum import row_products
from scenes.mobjects.equations.matrix import RowTerms, ValueMatrix, fitting
from scenes.mobjects.grids.elision import ShownIndices, strongest_indices
from scenes.mobjects.text.typst_text import Formula
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import decimals_for
from scenes.subject.activation_looks import activation_look
from scenes.subject.record_view import RecordView

if TYPE_CHECKING:
    from manim import Mobject

    from network.mlp import MLP
    from network.trace import ForwardTrace
    from scenes.stage.layout import NetworkPlaces
    from scenes.subject.sourced import Sourced, SourcedArray

LETTER_ROOM, LETTER_UP = 0.72, 0.2
"""What letters take of the stage's height, and where their middles are below its top."""
ABOVE_MATRIX, BELOW_MATRIX = 0.42, 0.55
"""What letters take of a matrix that stands above the rest."""
MATRIX_SHARE = 0.48
"""Of the height of a matrix and all below it, where neurons leave no room above them."""
CLEAR = 0.15
"""Between a matrix and neurons."""
OVERHANG = 0.05
"""Of a matrix over the sides of a tall stage: with it, sixteen columns fit."""
LARGEST_PITCH, LEAST_ROW_PITCH = 0.4, 0.25
BRACKETS = 0.26
"""How much longer brackets are than all rows, in rows."""


@dataclass(frozen=True)
class EquationRoom:
    """The matrix and the vectors beside each other on a wide stage, above each other on others.

    `vectors` is the room right of the matrix or below it. `weights_pitch` and `row_pitch` are the
    distances from row to row, of the matrix and of the vectors, and `slots` how many rows are
    drawn at most, dots included. `is_stacked` says whether the matrix stands above the vectors.
    `home` is the height of the finished formula.
    """

    weights: Stage
    vectors: Stage
    weights_pitch: float
    row_pitch: float
    slots: int
    is_stacked: bool
    home: float


def equation_room(places: NetworkPlaces, layer: int, right: float) -> EquationRoom:
    """The room for the equation of one layer, counted from 0, which ends at `right`.

    Rows have the heights of the layer's neurons, where all of them can be drawn.
    """
    area, neurons, senders = stage(), places.columns[layer + 1], places.columns[layer]
    count, middle = len(neurons), float(neurons[:, 1].mean())
    pitch = float(np.ptp(neurons[:, 1])) / max(count - 1, 1) or LARGEST_PITCH
    if area.is_wide:
        half = (area.height - LETTER_ROOM) / 2
        room = Stage(area.left, right, middle + half, middle - half)
        slots = _slots(room)
        if count > slots:
            pitch = min(LARGEST_PITCH, room.height / (slots + BRACKETS))
        return EquationRoom(room, room, pitch, pitch, slots, False, area.top - LETTER_UP)
    highest = max(
        float(places.columns[at][:, 1].max()) + places.radii[at] for at in (layer, layer + 1)
    )
    top = area.top - ABOVE_MATRIX
    if area.is_tall:
        weights = replace(area, top=top, bottom=highest + CLEAR).inset(-OVERHANG, 0.0)
        half = min(weights.bottom - BELOW_MATRIX - middle, middle - area.bottom)
        vectors = Stage(area.left, right, middle + half, middle - half)
    else:
        edge = float(senders[0, 0]) - places.radii[layer] - CLEAR
        edge = edge if edge > area.center[0] - 0.25 * area.width else right
        bottom = top - MATRIX_SHARE * (top - BELOW_MATRIX - area.bottom)
        weights = Stage(area.left, edge, top, bottom)
        vectors = Stage(area.left, right, bottom - BELOW_MATRIX, area.bottom)
    slots = min(_slots(weights), _slots(vectors))
    rows = min(count, slots)
    return EquationRoom(
        weights,
        vectors,
        weights_pitch=min(LARGEST_PITCH, weights.height / (rows + BRACKETS)),
        row_pitch=min(
            pitch if rows == count else LARGEST_PITCH, vectors.height / (rows + BRACKETS)
        ),
        slots=slots,
        is_stacked=True,
        home=float(neurons[:, 1].max()) + places.radii[layer + 1] + 0.4,
    )


def _slots(room: Stage) -> int:
    """How many rows can be read in so much height."""
    return int(room.height / LEAST_ROW_PITCH - BRACKETS)


GAP = 0.13
SMALLEST_PITCH = 0.33
GATE_WIDTH = 0.36


class LayerEquation:
    """The parts of `f(W a + b)` for one layer of a trace, each at its place on the stage.

    From left to right: the weights, the inputs, and then, in turn at the same place, the terms of
    one row, the sums and biases, the pre-activations and outputs. On a stage that is not wide, the
    weights stand above all others.

    The layer is counted from 0, the first one after the input. `chosen` is the row whose `terms`
    are shown; it is among the `rows` that are drawn. `gate` is the box with the function's name
    between pre-activations and outputs; `equals` and `plus` are the signs before the sums and
    before the biases. `record` holds `model`, `trace` and `measurement.row_products`.
    """

    def __init__(
        self,
        model: MLP,
        trace: ForwardTrace,
        layer: int,
        palette: theme.Palette,
        *,
        chosen: int,
        rows: ShownIndices,
        room: EquationRoom,
    ) -> None:
        self.layer, self.palette, self.chosen = layer, palette, chosen
        self.room, self.rows = room, rows
        self.middle = float(room.vectors.center[1])
        self.function = activation_look(model.layers[layer].activation).symbol
        self._trace = trace
        self._roots = {"model": model, "trace": trace}
        places = int(room.vectors.height / SMALLEST_PITCH - 0.5)
        fit = self._build(places)
        if fit < self.inputs.drawn_rows.slots:
            self._build(fit)

    @property
    def drawn(self) -> ShownIndices:
        """Which columns of the matrix are drawn; the same as rows of the inputs."""
        return self.inputs.drawn_rows

    def _build(self, places: int) -> int:
        # Returns how many columns of the matrix fit beside all that was built.
        contributions = RecordView(self._roots)[f"trace.layers[{self.layer}].contributions"]
        count = contributions.values.shape[1]
        drawn = strongest_indices(contributions.values[self.chosen], count, places)
        first = drawn.indices if drawn.is_elided else ()
        products = row_products(self._trace.layers[self.layer], first)
        self.record = RecordView({**self._roots, "measurement.row_products": products})
        self._columns(drawn)
        self.terms = self._terms(drawn, contributions)
        self._signs()
        working = max(
            self.terms.width,
            _width(self.equals, self.sums, self.plus, self.biases),
            _width(self.equals, self.pre_activations, self.gate, self.outputs),
        )
        self.right = self.room.vectors.right
        if self.room.is_stacked:
            self.right -= (self.room.vectors.width - self.inputs.width - GAP - working) / 2
        x = self.right - working
        VGroup(self.inputs, self.terms).shift((x - GAP - self.inputs.get_right()[0]) * RIGHT)
        self._place(x)
        weights = self.room.weights
        if not self.room.is_stacked:
            weights = replace(weights, right=float(self.inputs.get_left()[0]) - GAP)
        return self._matrix(drawn, weights)

    def _columns(self, drawn: ShownIndices) -> None:
        trace = f"trace.layers[{self.layer}]"
        pitch = min(LARGEST_PITCH, self.room.vectors.height / (drawn.slots + 0.4))
        self.inputs = self._vector(self.record[inputs_path(self.layer)], drawn=drawn, pitch=pitch)
        self.sums = self._vector(self.record["measurement.row_products.sums"])
        self.biases = self._vector(
            self.record[f"model.layers[{self.layer}].biases"], color=self.palette.bias
        )
        self.pre_activations = self._vector(self.record[f"{trace}.pre_activations"])
        self.outputs = self._vector(self.record[f"{trace}.activations"], color=self.palette.signal)

    def _vector(
        self,
        values: SourcedArray,
        *,
        color: str = theme.TEXT,
        drawn: ShownIndices | None = None,
        pitch: float | None = None,
    ) -> ValueMatrix:
        vector = ValueMatrix(
            values, color=color, decimals=_decimals(values), rows=drawn or self.rows,
            row_pitch=pitch or self.room.row_pitch,
        )  # fmt: skip
        return vector.set_y(self.middle)

    def _terms(self, drawn: ShownIndices, contributions: SourcedArray) -> RowTerms:
        row = self.chosen
        weights = [
            self.record[f"model.layers[{self.layer}].weights"][row, i] for i in drawn.indices
        ]
        terms = [contributions[row, i] for i in drawn.indices]
        return RowTerms(self.inputs, weights, terms, self.running_sums(), self.palette)

    def running_sums(self) -> list[Sourced]:
        """The running sums of the chosen row, in the order of adding."""
        sums = self.record["measurement.row_products.running_sums"]
        decimals = _decimals(self.record["measurement.row_products.sums"])
        return [
            sums[self.chosen, i].shown_as(decimals=decimals) for i in range(sums.values.shape[1])
        ]

    def _signs(self) -> None:
        self.equals, self.plus = Formula("="), Formula("+")
        word = Formula(self.function, color=self.palette.signal, size="body")
        frame = RoundedRectangle(
            corner_radius=0.1, width=GATE_WIDTH, height=self.pre_activations.height,
            color=self.palette.signal, stroke_width=2.5,
        )  # fmt: skip
        if word.width > GATE_WIDTH - 0.14:
            word.rotate(PI / 2)
        self.gate = VGroup(frame, word.move_to(frame))

    def _place(self, x: float) -> None:
        _in_a_row(x, self.middle, self.equals, self.sums, self.plus, self.biases)
        self.pre_activations.next_to(self.sums, RIGHT, buff=0).align_to(self.sums, LEFT)
        outputs_x = self.right - self.outputs.width / 2
        self.outputs.move_to([outputs_x, self.middle, 0])
        between = (self.pre_activations.get_right()[0] + self.outputs.get_left()[0]) / 2
        self.gate.move_to([between, self.middle, 0])

    def _matrix(self, drawn: ShownIndices, room: Stage) -> int:
        values = self.record[f"model.layers[{self.layer}].weights"]
        decimals, scale, fit = fitting(values, drawn.slots, room.width)
        self.weights = ValueMatrix(
            values, color=lambda weight: self.palette.sign(weight.value), decimals=decimals,
            scale=scale, rows=self.rows, columns=drawn, row_pitch=self.room.weights_pitch,
        )  # fmt: skip
        self.weights.move_to(room.center)
        if not self.room.is_stacked:
            self.weights.set_x(room.right, direction=RIGHT)
        return fit


def inputs_path(layer: int) -> str:
    """Where the activations stand that enter a layer."""
    return f"trace.layers[{layer - 1}].activations" if layer else "trace.inputs"


def _decimals(values: SourcedArray) -> int:
    # One figure more than labels elsewhere: sums are compared to the last digit.
    return max(decimals_for(values.values), decimals_for(values.values / 10))


def _width(*parts: Mobject) -> float:
    return float(sum(part.width for part in parts) + GAP * (len(parts) - 1))


def _in_a_row(x: float, y: float, *parts: Mobject) -> None:
    for part in parts:
        part.move_to([x + part.width / 2, y, 0])
        x += part.width + GAP
