"""Layers along the chain of an ONNX graph, with the arithmetic between them folded into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from network.activations import ACTIVATION_FUNCTIONS
from network.errors import WeightsError
from network.files.onnx_graphs.graph import attributes, is_float, title
from network.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from network.arrays import AnyArray, FloatArray
    from network.files.onnx_graphs.graph import Message, OnnxGraph

_PASSED_OVER = ("Identity", "Flatten", "Reshape", "Dropout", "Cast", "Squeeze", "Unsqueeze")
"""Operations that leave the numbers of one input as they are."""
_LOGARITHMS = {"LogSoftmax": "Softmax"}
_QUANTIZED = ("QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger")
_EPSILON = 1e-5
"""Of batch normalization where a node doesn't say it."""


@dataclass
class _Line:
    """Numbers times a factor plus a summand, one of each for all or one for each number."""

    factor: FloatArray = field(default_factory=lambda: np.ones(()))
    summand: FloatArray = field(default_factory=lambda: np.zeros(()))

    @property
    def is_identity(self) -> bool:
        return bool(np.all(self.factor == 1) and np.all(self.summand == 0))

    def then(self, factor: FloatArray, summand: FloatArray) -> _Line:
        """The line that both are, one after the other."""
        return _Line(self.factor * factor, self.summand * factor + summand)


@dataclass
class _Step:
    """A layer in the making: its activation is None until a node says it."""

    weights: AnyArray
    biases: AnyArray
    activation: str | None = None


@dataclass(frozen=True)
class OnnxLayers:
    """What the chain of a graph is.

    Attributes
    ----------
    factor, summand
        What the graph makes of its inputs before the first layer: numbers or one a pixel.
    end
        Name of the place behind the last node of the chain.
    reads_columns, gives_columns
        Whether a column is an image, instead of a row: at the input, and at the end.
    is_logarithm
        Whether the numbers at that place are logarithms of the outputs.
    """

    layers: tuple[Layer, ...]
    factor: FloatArray
    summand: FloatArray
    end: str
    reads_columns: bool
    gives_columns: bool
    is_logarithm: bool


class ChainReader:
    """Follows a graph from its input to where its layers end."""

    def __init__(self, graph: OnnxGraph) -> None:
        self._graph = graph
        self._place = graph.input.name
        self._steps: list[_Step] = []
        self._before = _Line()
        """What is done to numbers since the last activation, and is to be folded."""
        self._prepared = self._before
        self._by_columns: bool | None = None
        """Whether a column is an image here; None if nothing before a first product tells."""
        self._is_turned = self._reads_columns = False
        self._is_logarithm = False
        self._handlers: dict[str, Callable[[Message], None]] = {
            **dict.fromkeys(_PASSED_OVER, self._pass_over),
            **dict.fromkeys(("Gemm", "MatMul"), self._multiply),
            **dict.fromkeys(("Add", "Sum", "Sub", "Mul", "Div", "Neg"), self._calculate),
            **dict.fromkeys((*_activations(), *_LOGARITHMS), self._activate),
            "BatchNormalization": self._normalize,
            "Scaler": self._scale,
            "Transpose": self._transpose,
            "Log": self._take_logarithm,
            "Exp": self._undo_logarithm,
            "Clip": self._clip,
            "Max": self._clip,
        }

    def read(self) -> OnnxLayers:
        """Follow the chain.

        Raises
        ------
        WeightsError
            If the graph is anything but a chain of fully connected layers.
        """
        while node := self._next():
            handle = self._handlers.get(node.op_type)
            if handle is None:
                raise WeightsError(_refusal(node))
            handle(node)
            self._place = node.output[0]
        if not self._steps:
            raise WeightsError("expected a Gemm or a MatMul in the graph, got none")
        outputs = [output.name for output in self._graph.file.graph.output]
        if self._place not in outputs and not self._graph.readers(self._place):
            raise WeightsError(f"expected an output where the layers end, at {self._place!r}")
        if not self._before.is_identity:
            raise WeightsError("expected nothing behind the last activation, got arithmetic")
        return OnnxLayers(
            tuple(Layer(s.weights, s.biases, s.activation or "identity") for s in self._steps),
            self._prepared.factor,
            self._prepared.summand,
            self._place,
            self._reads_columns,
            bool(self._by_columns),
            self._is_logarithm,
        )

    def _next(self) -> Message | None:
        """The node that goes on from here, None where the chain ends."""
        steps = self._graph.steps(self._place)
        if len(steps) > 1 and self._says_both_sides(steps):
            return None
        if len(steps) > 1:
            count = len(self._graph.readers(self._place))
            raise WeightsError(f"expected a chain of layers, but {count} nodes use {self._place!r}")
        return steps[0] if steps else None

    def _says_both_sides(self, steps: list[Message]) -> bool:
        """Whether the one output p of two classes is only written as 1 - p and p."""
        last = self._steps[-1] if self._steps else None
        return (
            last is not None
            and last.activation is not None
            and len(last.weights) == 1
            and {node.op_type for node in steps} == {"Sub", "Concat"}
        )

    def _pass_over(self, node: Message) -> None:
        if node.op_type == "Cast" and not is_float(attributes(node)["to"]):
            raise WeightsError(f"{title(node)}: expected floats")

    def _transpose(self, node: Message) -> None:
        """Take columns for rows from here; pixels must stay in their order."""
        shape = self._graph.shape(self._place)
        order = attributes(node).get("perm") or list(range(len(shape or ())))[::-1]
        if len(order) <= 2:  # noqa: PLR2004 - a matrix has two axes
            self._is_turned = not self._is_turned
            if self._by_columns is not None:
                self._by_columns = not self._by_columns
            return
        moved = [axis for axis in order if shape is None or shape[axis] != 1]
        if moved != sorted(moved):
            raise WeightsError(
                f"{title(node)}: expected pixels to stay in their order: turn pictures before they"
                " come to the network, not in it"
            )

    def _multiply(self, node: Message) -> None:
        """Begin a layer with the weights of a product, and the biases of a Gemm."""
        said = attributes(node)
        is_first = node.input[0] == self._place
        weights = self._graph.constant(node.input[1 if is_first else 0])
        if weights is None:
            raise WeightsError(f"{title(node)}: expected constant weights beside its input")
        while weights.ndim > 2 and len(weights) == 1:  # noqa: PLR2004 - a matrix has two axes
            weights = weights[0]
        if weights.ndim != 2:  # noqa: PLR2004
            raise WeightsError(f"{title(node)}: weights must have 2 axes, got {weights.shape}")
        # A product of numbers x with weights has a column a neuron, one of weights with x a row.
        turned = said.get("transB", 0) if is_first else said.get("transA", 0)
        by_columns = said.get("transA", 0) == 1 if is_first else said.get("transB", 0) == 0
        if self._by_columns not in (None, by_columns):
            raise WeightsError(f"{title(node)}: expected rows of inputs throughout, or columns")
        if self._by_columns is None:
            self._reads_columns = by_columns != self._is_turned
        self._by_columns = not is_first
        rows = weights if bool(turned) == is_first else weights.T
        # A Python float leaves the type of the array as it is.
        rows = rows * float(said.get("alpha", 1.0))
        step = _Step(rows, np.zeros(len(rows), rows.dtype))
        if len(node.input) > 2 and node.input[2]:  # noqa: PLR2004 - the biases come third
            step.biases = self._biases(node, node.input[2], len(rows)) * float(
                said.get("beta", 1.0)
            )
        self._take_in(step)
        self._steps.append(step)

    def _take_in(self, step: _Step) -> None:
        """Fold what was done to its inputs into a layer, or keep it for those of the network."""
        before, self._before = self._before, _Line()
        if not self._steps:
            self._prepared = before
        elif not before.is_identity:
            summand = np.broadcast_to(before.summand, step.weights.shape[1])
            step.biases = (step.biases + step.weights @ summand).astype(step.biases.dtype)
            step.weights = (step.weights * before.factor).astype(step.weights.dtype)

    def _follow_line(self, node: Message, factor: FloatArray, summand: FloatArray) -> None:
        """Fold a line into the layer that it follows, or keep it for the next."""
        if not self._steps or self._steps[-1].activation is not None:
            self._before = self._before.then(factor, summand)
            return
        step = self._steps[-1]
        neurons = len(step.weights)
        for numbers in (factor, summand):
            if numbers.size not in (1, neurons):
                raise WeightsError(
                    f"{title(node)}: expected {neurons} constant numbers, got {numbers.shape}"
                )
        factor = np.broadcast_to(factor, neurons)
        if np.any(factor != 1):
            step.weights = (step.weights * factor[:, None]).astype(step.weights.dtype)
        step.biases = (step.biases * factor + summand).astype(step.biases.dtype)

    def _calculate(self, node: Message) -> None:
        """Add, subtract, multiply or divide by constants."""
        kind, inputs = node.op_type, list(node.input)
        one, zero = np.ones(()), np.zeros(())
        if kind == "Neg":
            self._follow_line(node, -one, zero)
            return
        others = [name for name in inputs if name != self._place]
        is_first = inputs[0] == self._place
        if len(inputs) != 2 or len(others) != 1 or (kind == "Div" and not is_first):  # noqa: PLR2004
            raise WeightsError(f"{title(node)}: expected one constant beside the layer's numbers")
        number = self._numbers(node, others[0])
        if kind == "Sub":
            self._follow_line(node, *((one, -number) if is_first else (-one, number)))
        elif kind in ("Mul", "Div"):
            if kind == "Div" and not np.all(number):
                raise WeightsError(f"{title(node)}: divides by 0")
            self._follow_line(node, number if kind == "Mul" else 1 / number, zero)
        else:
            self._follow_line(node, one, number)

    def _numbers(self, node: Message, name: str) -> FloatArray:
        """A constant as one number, or as one for each number of an image."""
        found = self._graph.constant(name)
        if found is None:
            raise WeightsError(f"{title(node)}: expected a constant beside the layer's numbers")
        found = found.astype(np.float64)
        if found.size == 1:
            return found.reshape(())
        axes = (self._graph.shape(self._place) or ())[1:]
        if not self._by_columns and axes and all(axes) and found.ndim <= len(axes) + 1:
            try:
                # One number for each row or column of the picture counts for all its pixels.
                return np.broadcast_to(found, (1, *(axis or 1 for axis in axes))).ravel()
            except ValueError:
                pass
        return found.ravel()

    def _biases(self, node: Message, name: str, neurons: int) -> AnyArray:
        """The one bias of every neuron that a node adds."""
        found = self._graph.constant(name)
        if (
            found is None
            or found.size not in (1, neurons)
            or max(found.shape, default=1) != found.size
        ):
            shape = "none" if found is None else found.shape
            raise WeightsError(f"{title(node)}: expected {neurons} constant biases, got {shape}")
        return np.broadcast_to(found.ravel(), neurons)

    def _normalize(self, node: Message) -> None:
        """Fold a batch normalization, which is a line once training is over."""
        said = attributes(node)
        if said.get("training_mode", 0):
            raise WeightsError(f"{title(node)}: expected the mode of evaluation: export it anew")
        factor, summand, mean, variance = (self._numbers(node, name) for name in node.input[1:5])
        factor = factor / np.sqrt(variance + said.get("epsilon", _EPSILON))
        self._follow_line(node, factor, summand - mean * factor)

    def _scale(self, node: Message) -> None:
        """Fold a scaler of scikit-learn."""
        said = attributes(node)
        offset, factor = (np.array(said[name], np.float64) for name in ("offset", "scale"))
        if offset.size == 1:
            offset = offset.reshape(())
        if factor.size == 1:
            factor = factor.reshape(())
        self._follow_line(node, factor, -offset * factor)

    def _activate(self, node: Message) -> None:
        """Give the layer its activation."""
        kind = node.op_type
        self._check_axis(node)
        self._is_logarithm = kind in _LOGARITHMS
        self._end_layer(node, _activations()[_LOGARITHMS.get(kind, kind)])

    def _end_layer(self, node: Message, activation: str) -> None:
        if not self._steps or self._steps[-1].activation is not None:
            raise WeightsError(f"{title(node)}: expected right after a layer")
        self._steps[-1].activation = activation

    def _take_logarithm(self, node: Message) -> None:
        if not self._steps or self._steps[-1].activation != "softmax":
            raise WeightsError(f"{title(node)}: expected right after a Softmax")
        self._is_logarithm = True

    def _undo_logarithm(self, node: Message) -> None:
        if not self._is_logarithm:
            raise WeightsError(_refusal(node))
        self._is_logarithm = False

    def _clip(self, node: Message) -> None:
        """Take what keeps numbers above 0, and does no more, for relu."""
        said = attributes(node)
        limits = [self._limit(name) for name in node.input if name != self._place]
        if node.op_type == "Clip":
            limits = limits or [said.get("min"), said.get("max")]
            is_relu = limits[0] == 0 and limits[1:] in ([], [None])
        else:
            is_relu = limits == [0]
        if not is_relu:
            raise WeightsError(_refusal(node))
        self._end_layer(node, "relu")

    def _limit(self, name: str) -> float | None:
        """A constant that numbers are clipped to; None if it is beyond all that 32 bits hold."""
        found = self._graph.constant(name) if name else None
        if found is None or found.size != 1:
            return None
        limit = float(found.reshape(()))
        return limit if abs(limit) < np.finfo(np.float32).max else None

    def _check_axis(self, node: Message) -> None:
        """Refuse a softmax over anything but the neurons of a layer."""
        if not node.op_type.endswith("Softmax"):
            return
        axis = attributes(node).get("axis", -1)
        shape = self._graph.shape(self._place)
        right = (0, -2) if self._by_columns else (1, -1, len(shape or (0, 0)) - 1)
        if axis not in right:
            raise WeightsError(
                f"{title(node)}: expected an axis of {right[0]} or {right[1]}, got {axis}"
            )


def _refusal(node: Message) -> str:
    """Why a node can't be filmed."""
    if node.op_type in _QUANTIZED or node.op_type.startswith("QLinear"):
        return f"{title(node)} is of a quantized network: export it before it is quantized"
    if node.domain not in ("", "ai.onnx", "ai.onnx.ml"):
        return (
            f"{title(node)} is of {node.domain}, not of ONNX itself: export the network without"
            " optimizing it for a runtime"
        )
    layers = ("Gemm", "MatMul", "Add", *_activations())
    return (
        f"{title(node)} can't be filmed, expected {', '.join(layers)}: a chain of fully connected"
        " layers; train one for the film, such as 784-32-10 with Relu"
    )


def _activations() -> dict[str, str]:
    """Operators of ONNX that are activation functions, and what we call these."""
    return {f.onnx_operator: f.name for f in ACTIVATION_FUNCTIONS.values() if f.onnx_operator}
