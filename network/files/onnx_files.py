"""Networks out of ONNX files: a chain of fully connected layers, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from network.activations import ACTIVATION_FUNCTIONS
from network.errors import WeightsError
from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from network.arrays import AnyArray

Message: TypeAlias = Any
"""What protobuf reads: a model, a graph, a node. It ships no types."""
_PASSED_OVER = ("Identity", "Flatten", "Reshape", "Dropout", "Cast", "Squeeze", "Unsqueeze")
"""Operations that leave the numbers of one input as they are."""
_SECOND_AXIS = 1
_LAST_AXIS = -1


LOG_SOFTMAX_NOTE = (
    "ends in log-softmax, which is read as softmax: the answer is the same, and outputs are"
    " probabilities in place of their logarithms"
)


class OnnxFile(NamedTuple):
    """A network, what its file says about itself, and what to say of how it was read."""

    model: MLP
    metadata: dict[str, str]
    notes: tuple[str, ...]


def read_onnx(path: Path) -> OnnxFile:
    """Read a network from an ONNX file.

    Parameters
    ----------
    path
        A file whose graph is one chain of `Gemm`, or `MatMul` and `Add`, each with or without
        `Relu`, `Sigmoid`, `Tanh` or `Softmax` behind it; flattening before the first is passed
        over.

    Raises
    ------
    WeightsError
        If the package `onnx` is not installed, if the file is missing or damaged, or if its graph
        is anything but such a chain.
    """
    file = _parsed(path)
    try:
        model = MLP(tuple(_layers(file.graph)))
    except WeightsError as error:
        raise WeightsError(f"{path}: {error}") from error
    return OnnxFile(model, {entry.key: entry.value for entry in file.metadata_props}, ())


def _parsed(path: Path) -> Message:
    """What is in the file, as the package `onnx` reads it."""
    try:
        import onnx  # noqa: PLC0415 - an extra that few need
    except ImportError as error:
        message = f"{path}: reading ONNX takes one more package: pip install onnx"
        raise WeightsError(message) from error
    try:
        file = onnx.load(path)
        onnx.checker.check_model(file)
    except Exception as error:
        # Protobuf, the checker, and the loader of external data each raise errors of their own.
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise WeightsError(f"{path}: not an ONNX file, or a damaged one ({reason})") from error
    return file


def _activations_by_operator() -> dict[str, str]:
    """Operators of ONNX that are activation functions, and what we call these."""
    return {f.onnx_operator: f.name for f in ACTIVATION_FUNCTIONS.values() if f.onnx_operator}


def _layers(graph: Message) -> Iterator[Layer]:
    """Layers along the chain."""
    constants = _constants(graph)
    weights: AnyArray | None = None
    biases: AnyArray | None = None
    activation = None
    operators = _activations_by_operator()
    for node in _chain(graph, constants):
        kind = node.op_type
        if kind in _PASSED_OVER:
            continue
        if kind in operators:
            if weights is None or activation is not None:
                raise WeightsError(f"{_named(node)}: expected right after a layer")
            _check_axis(node)
            activation = operators[kind]
        elif kind == "Add":
            if weights is None or biases is not None or activation is not None:
                raise WeightsError(f"{_named(node)}: expected right after a MatMul")
            biases = _biases(node, constants, len(weights))
        else:
            if weights is not None:
                yield _layer(weights, biases, activation)
            weights, biases = _product(node, constants)
            activation = None
    if weights is None:
        raise WeightsError("expected a Gemm or a MatMul in the graph, got none")
    yield _layer(weights, biases, activation)


def _layer(weights: AnyArray, biases: AnyArray | None, activation: str | None) -> Layer:
    """Layer of what was found of it; half precision becomes single."""
    kept = [
        array.astype(np.float32) if array.dtype == np.float16 else array
        for array in (weights, np.zeros(len(weights), weights.dtype) if biases is None else biases)
    ]
    return Layer(kept[0], kept[1], activation or "identity")


def _constants(graph: Message) -> dict[str, AnyArray]:
    """All arrays that the graph holds, by name."""
    from onnx import numpy_helper  # noqa: PLC0415 - an extra that few need

    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            found[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
        elif node.op_type == "Identity" and node.input[0] in found:
            found[node.output[0]] = found[node.input[0]]
        elif node.op_type == "Transpose" and node.input[0] in found:
            axes = _attributes(node).get("perm")
            found[node.output[0]] = np.transpose(found[node.input[0]], axes)
    return found


def _chain(graph: Message, constants: Mapping[str, AnyArray]) -> list[Message]:
    """Nodes from the input to the output, one behind the other."""
    inputs = [each.name for each in graph.input if each.name not in constants]
    if len(inputs) != 1 or len(graph.output) != 1:
        message = f"{len(inputs)} inputs and {len(graph.output)} outputs"
        raise WeightsError(f"expected a graph of 1 input and 1 output, got {message}")
    place, chain = inputs[0], []
    while place != graph.output[0].name:
        users = [node for node in graph.node if place in node.input]
        if len(users) != 1:
            raise WeightsError(f"expected a chain of layers, but {len(users)} nodes use {place!r}")
        layers = ("Gemm", "MatMul", "Add", *_activations_by_operator())
        if users[0].op_type not in (*layers, *_PASSED_OVER):
            message = f"expected {', '.join(layers)}: a chain of fully connected layers"
            raise WeightsError(f"{_named(users[0])} can't be filmed, {message}")
        chain += users
        place = users[0].output[0]
    return chain


def _product(
    node: Message,
    constants: Mapping[str, AnyArray],
) -> tuple[AnyArray, AnyArray | None]:
    """Weights with a row a neuron, and biases, of a Gemm or a MatMul."""
    if node.input[1] not in constants:
        raise WeightsError(f"{_named(node)}: expected the weights as its second input")
    weights = constants[node.input[1]]
    if weights.ndim != 2:  # noqa: PLR2004 - a matrix has two axes
        raise WeightsError(f"{_named(node)}: weights must have 2 axes, got {weights.shape}")
    if node.op_type == "MatMul":
        return weights.T, None
    said = _attributes(node)
    if said.get("transA", 0):
        raise WeightsError(f"{_named(node)}: expected rows of inputs, got transA=1")
    weights = weights if said.get("transB", 0) else weights.T
    # A Python float leaves the type of the array as it is.
    weights = weights * float(said.get("alpha", 1.0))
    if len(node.input) < 3 or not node.input[2]:  # noqa: PLR2004 - the biases come third
        return weights, None
    biases = _biases(node, constants, len(weights)) * float(said.get("beta", 1.0))
    return weights, biases


def _biases(node: Message, constants: Mapping[str, AnyArray], neurons: int) -> AnyArray:
    """The one bias of every neuron that a node adds."""
    added = node.input[2:] if node.op_type == "Gemm" else node.input
    found = [constants[name] for name in added if name in constants]
    if (
        len(found) != 1
        or found[0].size not in (1, neurons)
        or max(found[0].shape, default=1) != (found[0].size)
    ):
        shapes = " and ".join(str(array.shape) for array in found) or "none"
        raise WeightsError(f"{_named(node)}: expected {neurons} constant biases, got {shapes}")
    return np.broadcast_to(found[0].ravel(), neurons)


def _check_axis(node: Message) -> None:
    """Refuse a softmax over anything but the neurons of a layer."""
    axis = _attributes(node).get("axis", _LAST_AXIS)
    if axis not in (_SECOND_AXIS, _LAST_AXIS):
        raise WeightsError(f"{_named(node)}: expected an axis of 1 or -1, got {axis}")


def _attributes(node: Message) -> dict[str, Any]:
    """What is said about a node, by name."""
    from onnx import helper  # noqa: PLC0415 - an extra that few need

    return {each.name: helper.get_attribute_value(each) for each in node.attribute}


def _named(node: Message) -> str:
    """Operation of a node, and its name if it has one."""
    return f"{node.op_type} {node.name!r}" if node.name else str(node.op_type)
