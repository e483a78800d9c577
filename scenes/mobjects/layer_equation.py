"""A layer as an equation: its parts, from the matrix of weights to the column of outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, PI, RIGHT, RoundedRectangle, VGroup

from network.row_products import row_products
from scenes import theme
from scenes.layout import stage
from scenes.mobjects.elision import Drawn, strongest_drawn
from scenes.mobjects.matrix import ValueMatrix, fitting
from scenes.mobjects.row_terms import RowTerms
from scenes.mobjects.text import Formula
from scenes.scales import decimals_for
from scenes.sources import Record

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from network.mlp import MLP
    from network.trace import ForwardTrace
    from scenes.sourced import Sourced, SourcedArray

GAP = 0.13
HEADER_ROOM = 0.72
"""What headers take of the stage's height, scene units."""
SMALLEST_PITCH, LARGEST_PITCH = 0.33, 0.4
GATE_WIDTH = 0.36
FUNCTION_CODES = {
    "sigmoid": "sigma",
    "relu": '"ReLU"',
    "tanh": '"tanh"',
    "softmax": '"softmax"',
    "identity": '"id"',
}
"""What formulas call the activation functions."""


class LayerEquation:
    """The parts of `f(W a + b)` for one layer of a trace, each at its place on the stage.

    From left to right: the weights, the inputs, and then, in turn at the same place, the terms of
    one row, the sums and biases, the pre-activations and outputs.

    Parameters
    ----------
    layer
        Counted from 0, the first layer after the input.
    chosen
        The row whose terms are shown.
    neurons
        Where the neurons of the layer stand, shape (fan_out, 3): rows have their heights.
    right
        Where the last part ends.

    Attributes
    ----------
    record
        Holds `model`, `trace` and `measurement.row_products`.
    weights, inputs, sums, biases, pre_activations, outputs
        A `ValueMatrix` each.
    terms
        The terms of the chosen row.
    gate
        What pre-activations pass to become outputs.
    equals, plus
        Signs before the sums and before the biases.
    """

    def __init__(
        self,
        model: MLP,
        trace: ForwardTrace,
        layer: int,
        palette: theme.Palette,
        *,
        chosen: int,
        neurons: NDArray[np.float64],
        right: float,
    ) -> None:
        self.layer, self.palette, self.chosen = layer, palette, chosen
        self.right = right
        self.middle = float(neurons[:, 1].mean())
        self.row_pitch = float(np.ptp(neurons[:, 1])) / max(len(neurons) - 1, 1) or LARGEST_PITCH
        self.function = FUNCTION_CODES[model.layers[layer].activation]
        self._trace = trace
        self._roots = {"model": model, "trace": trace}
        places = int((stage().height - HEADER_ROOM) / SMALLEST_PITCH - 0.5)
        fit = self._build(places)
        if fit < self.inputs.drawn_rows.slots:
            self._build(fit)

    @property
    def drawn(self) -> Drawn:
        """Which columns of the matrix are drawn; the same as rows of the inputs."""
        return self.inputs.drawn_rows

    def _build(self, places: int) -> int:
        # Returns how many columns of the matrix fit beside all that was built.
        contributions = Record(self._roots)[f"trace.layers[{self.layer}].contributions"]
        count = contributions.values.shape[1]
        drawn = strongest_drawn(contributions.values[self.chosen], count, places)
        first = drawn.indices if drawn.is_elided else ()
        products = row_products(self._trace.layers[self.layer], first)
        self.record = Record({**self._roots, "measurement.row_products": products})
        self._columns(drawn)
        self.terms = self._terms(drawn, contributions)
        self._signs()
        working = max(
            self.terms.width,
            _width(self.equals, self.sums, self.plus, self.biases),
            _width(self.equals, self.pre_activations, self.gate, self.outputs),
        )
        x = self.right - working
        VGroup(self.inputs, self.terms).shift((x - GAP - self.inputs.get_right()[0]) * RIGHT)
        self._place(x)
        edge = float(self.inputs.get_left()[0]) - GAP
        return self._matrix(drawn, edge - stage().left, edge)

    def _columns(self, drawn: Drawn) -> None:
        trace = f"trace.layers[{self.layer}]"
        room = stage().height - HEADER_ROOM
        pitch = min(LARGEST_PITCH, room / (drawn.slots + 0.4))
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
        drawn: Drawn | None = None,
        pitch: float | None = None,
    ) -> ValueMatrix:
        vector = ValueMatrix(
            values, color=color, decimals=_decimals(values), rows=drawn,
            row_pitch=pitch or self.row_pitch,
        )  # fmt: skip
        return vector.set_y(self.middle)

    def _terms(self, drawn: Drawn, contributions: SourcedArray) -> RowTerms:
        row = self.chosen
        weights = [
            self.record[f"model.layers[{self.layer}].weights"][row, i] for i in drawn.indices
        ]
        terms = [contributions[row, i] for i in drawn.indices]
        return RowTerms(self.inputs, weights, terms, self.running_sums(), self.palette)

    def running_sums(self) -> list[Sourced]:
        """The sums of the chosen row on the way, in the order of adding."""
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

    def _matrix(self, drawn: Drawn, width: float, right: float) -> int:
        values = self.record[f"model.layers[{self.layer}].weights"]
        decimals, scale, fit = fitting(values, drawn.slots, width)
        self.weights = ValueMatrix(
            values, color=lambda weight: self.palette.sign(weight.value), decimals=decimals,
            scale=scale, columns=drawn, row_pitch=self.row_pitch,
        )  # fmt: skip
        self.weights.set_y(self.middle).set_x(right, direction=RIGHT)
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
