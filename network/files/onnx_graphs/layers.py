"""Layers along the chain of an ONNX graph, with the arithmetic between them folded into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import ACTIVATION_FUNCTIONS
from network.errors import WeightsError, reading
from network.files.onnx_graphs.nodes import attributes, is_float, title
from network.files.onnx_graphs.readings import READINGS, check_axis, check_readings
from network.files.onnx_graphs.steps import Line, Place, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from network.arrays import AnyArray, FloatArray
    from network.files.onnx_graphs.graph import OnnxGraph
    from network.files.onnx_graphs.nodes import Message

_ARRANGED = ("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze")
"""Operations that leave the numbers of one input as they are, and give nothing else."""
_LOGARITHMS = {"LogSoftmax": "Softmax"}
_QUANTIZED = ("QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger")
_EPSILON = 1e-5
"""Of batch normalization where a node doesn't say it."""
_DROPOUT_HAS_NO_MODE, _DROPOUT_HAS_AN_INPUT = 7, 12
"""
Versions of ONNX from which Dropout is for evaluation alone, and has an input for its mode.

References
----------
https://github.com/onnx/onnx/blob/main/docs/Changelog.md
"""
_TRAINING = "expected the mode of evaluation: export it anew"
_NORMALIZATION_HAS_NO_MODE, _NORMALIZATION_HAS_A_MODE = 7, 14
"""
From which BatchNormalization tells its mode by how many outputs it has, and by an attribute. The
reference computes none of those before.
"""


@dataclass(frozen=True)
class OnnxLayers:
    """What the chain of a graph is.

    Attributes
    ----------
    steps
        From the first that computes to the last.
    prepared
        What the graph makes of its inputs before the first layer.
    start, end
        Where the inputs stand, and where the last node of the chain puts its numbers.
    is_logarithm
        Whether the numbers at the end are logarithms of the outputs.
    """

    steps: tuple[Step, ...]
    prepared: Line
    start: Place
    end: Place
    is_logarithm: bool


class ChainReader:
    """Follows a graph from its input to where its layers end."""

    def __init__(self, graph: OnnxGraph) -> None:
        self._graph = graph
        self._place = graph.input.name
        self._chain: set[int] = set()
        self._steps: list[Step] = []
        self._before = Line()
        """What is done to numbers since the last activation, and is to be folded."""
        self._prepared = self._before
        self._by_columns: bool | None = None
        """Whether a column is an image here; None if nothing before a first product tells."""
        self._is_turned = self._reads_columns = False
        self._is_float = is_float(graph.input.type.tensor_type.elem_type)
        self._is_logarithm = self._has_activated = False
        self._handlers: dict[str, Callable[[Message], None]] = {
            **dict.fromkeys(_ARRANGED, self._pass_over),
            **dict.fromkeys(("Gemm", "MatMul"), self._multiply),
            **dict.fromkeys(("Add", "Sum", "Sub", "Mul", "Div", "Neg"), self._calculate),
            **dict.fromkeys((*_activations(), *_LOGARITHMS), self._activate),
            "Cast": self._cast,
            "Dropout": self._drop_out,
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
            self._go_on_behind(node)
        if not self._steps:
            raise WeightsError("expected a Gemm or a MatMul in the graph, got none")
        if not self._before.is_identity:
            raise WeightsError("expected nothing behind the last activation, got arithmetic")
        last = self._steps[-1]
        ends = {place.name: place for place in (last.sums, last.gives, self._here())}
        for node in self._both_sides():
            self._chain.add(id(node))
            ends[node.output[0]] = Place(node.output[0], bool(self._by_columns))
        check_readings(self._graph, self._chain, ends)
        return OnnxLayers(
            tuple(self._steps),
            self._prepared,
            Place(self._graph.input.name, self._reads_columns),
            self._here(),
            self._is_logarithm,
        )

    def _next(self) -> Message | None:
        """The node that goes on from here, None where the chain ends."""
        steps = self._steps_from_here()
        if len(steps) > 1 and not self._both_sides():
            count = len(self._graph.readers(self._place))
            raise WeightsError(f"expected a chain of layers, but {count} nodes use {self._place!r}")
        return steps[0] if len(steps) == 1 else None

    def _steps_from_here(self) -> list[Message]:
        """Nodes that use the numbers here, but for those that only say which is the largest."""
        return [n for n in self._graph.readers(self._place) if n.op_type not in READINGS]

    def _both_sides(self) -> list[Message]:
        """The nodes that write the one output p of two classes as 1 - p and p, if that is done."""
        steps = {node.op_type: node for node in self._steps_from_here()}
        last = self._steps[-1] if self._steps else None
        if last is None or last.activation is None or len(last.weights) != 1:
            return []
        if steps.keys() != {"Sub", "Concat"} or self._is_logarithm:
            return []
        rest, both = steps["Sub"], steps["Concat"]
        one = self._graph.constant(rest.input[0])
        is_rest = one is not None and one.size == 1 and float(one.reshape(())) == 1
        is_both = list(both.input) == [rest.output[0], self._place]
        check_axis(self._graph, both, self._here())
        return [rest, both] if is_rest and is_both else []

    def _go_on_behind(self, node: Message) -> None:
        """Come to the place behind a node, and note where the numbers of a layer stand."""
        self._chain.add(id(node))
        self._place = node.output[0]
        if self._steps and self._steps[-1].activation is None:
            self._steps[-1].sums = self._steps[-1].gives = self._here()
        elif self._steps and self._has_activated:
            self._steps[-1].gives = self._here()
        self._has_activated = False

    def _here(self) -> Place:
        return Place(self._place, bool(self._by_columns))

    def _pass_over(self, node: Message) -> None:
        """Leave numbers as they are: how they are arranged shows in a comparison."""

    def _cast(self, node: Message) -> None:
        """Take numbers for floats, which they are or become."""
        if not is_float(attributes(node)["to"]):
            raise WeightsError(f"{title(node)}: expected floats, since integers are other numbers")
        self._is_float = True

    def _check_floats(self, node: Message) -> None:
        """Refuse to calculate with integers, which wrap around and divide without a rest."""
        if not self._is_float:
            raise WeightsError(f"{title(node)}: expected a Cast to floats before it")

    def _drop_out(self, node: Message) -> None:
        """Pass over what does nothing once training is over."""
        said, opset = attributes(node), self._graph.opset
        is_training = opset < _DROPOUT_HAS_NO_MODE and not said.get("is_test", 0)
        if opset >= _DROPOUT_HAS_AN_INPUT and len(node.input) > 2 and node.input[2]:  # noqa: PLR2004
            mode = self._graph.constant(node.input[2])
            is_training = mode is None or bool(np.any(mode))
        if is_training:
            raise WeightsError(f"{title(node)}: {_TRAINING}")

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
        self._check_floats(node)
        if self._is_logarithm:
            raise WeightsError(f"{title(node)}: expected log-softmax at the end alone")
        said = attributes(node)
        factors = list(node.input[:2])
        if list(node.input).count(self._place) != 1 or self._place not in factors:
            raise WeightsError(f"{title(node)}: expected constant weights beside its input")
        is_first = factors[0] == self._place
        weights = self._graph.constant(factors[1 if is_first else 0])
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
        rows = rows.astype(np.float64) * said.get("alpha", 1.0)
        biases = np.zeros(len(rows))
        if len(node.input) > 2 and node.input[2]:  # noqa: PLR2004 - the biases come third
            biases = self._biases(node, node.input[2], len(rows)) * said.get("beta", 1.0)
        step = Step(rows, biases, weights.dtype, self._here(), self._here())
        before, self._before = self._before, Line()
        if not self._steps:
            self._prepared = before
        else:
            self._check_length(node, before, rows.shape[1])
            step.take_in(before)
        self._steps.append(step)

    def _check_length(self, node: Message, line: Line, length: int) -> None:
        """Refuse arithmetic that has neither one number for all nor one for each."""
        for numbers in (line.factor, line.summand):
            if numbers.size not in (1, length):
                raise WeightsError(
                    f"{title(node)}: expected {length} constant numbers, got {numbers.shape}"
                )

    def _follow_line(self, node: Message, factor: FloatArray, summand: FloatArray) -> None:
        """Fold a line into the layer that it follows, or keep it for the next."""
        if not self._steps or self._steps[-1].activation is not None:
            with reading(title(node), WeightsError, "its constants don't fit together"):
                self._before = self._before.then(factor, summand)
            return
        self._check_length(node, Line(factor, summand), len(self._steps[-1].weights))
        self._steps[-1].follow(factor, summand)

    def _calculate(self, node: Message) -> None:
        """Add, subtract, multiply or divide by constants."""
        self._check_floats(node)
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
        self._check_floats(node)
        said, opset = attributes(node), self._graph.opset
        is_training = (
            said.get("training_mode", 0)
            or opset < _NORMALIZATION_HAS_NO_MODE
            or (opset < _NORMALIZATION_HAS_A_MODE and len(node.output) > 1)
        )
        if is_training:
            raise WeightsError(f"{title(node)}: {_TRAINING}")
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
        self._is_float = True
        self._follow_line(node, factor, -offset * factor)

    def _activate(self, node: Message) -> None:
        """Give the layer its activation."""
        kind = node.op_type
        check_axis(self._graph, node, self._here())
        self._end_layer(node, _activations()[_LOGARITHMS.get(kind, kind)])
        self._is_logarithm = self._steps[-1].is_logarithm = kind in _LOGARITHMS

    def _end_layer(self, node: Message, activation: str) -> None:
        if not self._steps or self._steps[-1].activation is not None:
            raise WeightsError(f"{title(node)}: expected right after a layer")
        self._steps[-1].activation = activation
        self._has_activated = True

    def _take_logarithm(self, node: Message) -> None:
        is_softmax = bool(self._steps) and self._steps[-1].activation == "softmax"
        if not is_softmax or self._is_logarithm or not self._before.is_identity:
            raise WeightsError(f"{title(node)}: expected right after a Softmax")
        self._is_logarithm = True

    def _undo_logarithm(self, node: Message) -> None:
        if not self._is_logarithm:
            raise WeightsError(_refusal(node))
        self._is_logarithm = False

    def _clip(self, node: Message) -> None:
        """Take what keeps numbers above 0, and does no more, for relu."""
        said = attributes(node)
        limits = [self._limit(node, name) for name in node.input if name != self._place]
        if node.op_type == "Clip":
            limits = limits or [said.get("min"), said.get("max")]
            is_relu = limits[0] == 0 and limits[1:] in ([], [None])
        else:
            is_relu = limits == [0]
        if not is_relu:
            raise WeightsError(_refusal(node))
        self._end_layer(node, "relu")

    def _limit(self, node: Message, name: str) -> float | None:
        """A constant that numbers are clipped to; None if it is beyond all that 32 bits hold."""
        if not name:
            return None
        found = self._graph.constant(name)
        if found is None or found.size != 1:
            raise WeightsError(_refusal(node))
        limit = float(found.reshape(()))
        return limit if abs(limit) < np.finfo(np.float32).max else None


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
