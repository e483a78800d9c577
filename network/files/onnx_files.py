"""Networks out of ONNX files: chains of fully connected layers, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from network.errors import WeightsError
from network.files.onnx_graph import OnnxGraph, is_float
from network.files.onnx_layers import ChainReader, OnnxLayers
from network.forward import forward
from network.mlp import MLP

if TYPE_CHECKING:
    from pathlib import Path

    from network.arrays import AnyArray, FloatArray
    from network.files.onnx_graph import Message

LOG_SOFTMAX_NOTE = (
    "ends in log-softmax, which is read as softmax: the answer is the same, and outputs are"
    " probabilities in place of their logarithms"
)
_HALF_BYTE = 16.0
"""What stands for full ink in scikit-learn's digits."""
_BYTE = 255.0
_TOLERANCE = 1e-3
"""Of single precision, after several layers; half precision is summed up in other orders."""
_TRIED = 2
"""Images on which a network is compared with its graph, if the graph takes any number."""
_GOLDEN = (5**0.5 - 1) / 2


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
        A file whose graph is one chain of `Gemm`, or `MatMul` and `Add`, each with or without an
        activation behind it. Arithmetic with constants and batch normalization are folded into the
        layers beside them; what arranges the inputs, and what only says which output is the
        largest, is passed over.

    Raises
    ------
    WeightsError
        If the package `onnx` is not installed, if the file is missing or damaged, or if its graph
        is anything but such a chain.
    """
    file = _parsed(path)
    try:
        graph = OnnxGraph(file)
        found = ChainReader(graph).read()
        full_ink = _full_ink(graph, found)
        model = _with_inputs(MLP(found.layers), full_ink * found.factor, found.summand)
        _compare(graph, found, model, full_ink)
    except WeightsError as error:
        raise WeightsError(f"{path}: {error}") from error
    notes = [LOG_SOFTMAX_NOTE] if found.is_logarithm else []
    if full_ink != 1:
        notes.append(f"reads numbers from 0 to {full_ink:g}: that is what 0 to 1 of ink becomes")
    return OnnxFile(model, {e.key: e.value for e in file.metadata_props}, tuple(notes))


def _parsed(path: Path) -> Message:
    """What is in the file, as the package `onnx` reads it, with shapes as far as they follow."""
    try:
        import onnx  # noqa: PLC0415 - an extra that few need
        from onnx import inliner, shape_inference  # noqa: PLC0415
    except ImportError as error:
        message = f"{path}: reading ONNX takes one more package: pip install onnx"
        raise WeightsError(message) from error
    try:
        file = onnx.load(path)
        onnx.checker.check_model(file)
        if file.functions:
            file = inliner.inline_local_functions(file)
        return shape_inference.infer_shapes(file)
    except Exception as error:
        # Protobuf, the checker, and the loader of external data each raise errors of their own.
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise WeightsError(f"{path}: not an ONNX file, or a damaged one ({reason})") from error


def _full_ink(graph: OnnxGraph, found: OnnxLayers) -> float:
    """What the graph expects for full ink: it tells by what it makes of its inputs, or by bytes."""
    if not is_float(graph.input.type.tensor_type.elem_type):
        return _BYTE
    factor = np.where(found.factor == 0, np.inf, found.factor)
    # What becomes 0 and 1 lies among the inputs, or, for a mean and a deviation, not far outside.
    reach = max(np.max((goal - found.summand) / factor) for goal in (0, 1))
    return next((ink for ink in (1.0, _HALF_BYTE) if reach <= 4 * ink), _BYTE)


def _with_inputs(model: MLP, factor: FloatArray, summand: FloatArray) -> MLP:
    """Network that makes of its inputs what the graph does, by the weights of its first layer."""
    if np.all(factor == 1) and np.all(summand == 0):
        return model
    first, *others = model.layers
    weights = first.weights * factor
    biases = first.biases + first.weights @ np.broadcast_to(summand, first.fan_in)
    first = replace(first, weights=weights.astype(first.dtype), biases=biases.astype(first.dtype))
    return MLP((first, *others))


def _compare(graph: OnnxGraph, found: OnnxLayers, model: MLP, full_ink: float) -> None:
    """Make sure that the layers answer as the graph does, by ONNX's own reference.

    Raises
    ------
    WeightsError
        If they don't: then something in the graph is not what it was taken for.
    """
    shape = _input_shape(graph, found, model.layer_sizes[0])
    if shape is None:
        raise WeightsError(
            f"expected inputs that are images of {model.layer_sizes[0]} numbers,"
            f" got the shape {graph.shape(graph.input.name)}"
        )
    # Numbers that repeat nowhere, and are the same each time.
    ink = np.arange(1, prod(shape) + 1) * _GOLDEN % 1
    given = np.floor(ink * full_ink) if full_ink == _BYTE else ink * full_ink
    try:
        answers = _evaluate(graph, found.end, given.reshape(shape))
    except Exception as error:
        # Whatever numpy makes of a graph that does not fit together.
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise WeightsError(f"its graph can't be computed ({reason})") from error
    inputs = given.reshape(shape) / full_ink
    images = inputs.T if found.reads_columns and inputs.ndim > 1 else inputs
    outputs = forward(model, images.reshape(-1, model.layer_sizes[0])).outputs
    answers = answers.T if found.gives_columns and answers.ndim > 1 else answers
    expected = (np.exp(answers) if found.is_logarithm else answers).astype(np.float64)
    scale = 1 + np.abs(expected).max(initial=0)
    if expected.size != outputs.size or not np.allclose(
        outputs, expected.reshape(outputs.shape), rtol=0, atol=_TOLERANCE * scale
    ):
        raise WeightsError("its graph is no chain of layers: read as one, it answers otherwise")


def _input_shape(graph: OnnxGraph, found: OnnxLayers, pixels: int) -> tuple[int, ...] | None:
    """A shape in which the graph takes images; None if no images of so many pixels fit."""
    said = graph.shape(graph.input.name)
    if said is None:
        return (pixels, _TRIED) if found.reads_columns else (_TRIED, pixels)
    if len(said) == 1:
        return (pixels,) if said[0] in (None, pixels) else None
    count, axes = (said[-1], said[:-1]) if found.reads_columns else (said[0], said[1:])
    known = prod(axis for axis in axes if axis)
    unknown = [place for place, axis in enumerate(axes) if not axis]
    if pixels % known or (known != pixels and not unknown):
        return None
    filled = [axis or 1 for axis in axes]
    if unknown:
        filled[unknown[-1]] = pixels // known
    images = count or _TRIED
    return (*filled, images) if found.reads_columns else (images, *filled)


def _evaluate(graph: OnnxGraph, end: str, inputs: AnyArray) -> AnyArray:
    """What the graph itself gives at a place."""
    from onnx import ModelProto, helper  # noqa: PLC0415 - an extra that few need
    from onnx.reference import ReferenceEvaluator  # noqa: PLC0415

    model = ModelProto()
    model.CopyFrom(graph.file)
    del model.graph.node[:], model.graph.output[:]
    model.graph.node.extend(graph.needed_for(end))
    element_type = graph.input.type.tensor_type.elem_type
    model.graph.output.append(
        helper.make_value_info(end, helper.make_tensor_type_proto(element_type, None))
    )
    dtype = helper.tensor_dtype_to_np_dtype(element_type)
    (found,) = ReferenceEvaluator(model).run([end], {graph.input.name: inputs.astype(dtype)})
    return np.asarray(found)
