"""Networks out of ONNX files: chains of fully connected layers, and nothing else."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from network.errors import WeightsError, reading
from network.files.full_ink import BYTE, full_ink_of
from network.files.onnx_graphs.graph import OnnxGraph, attributes, in_single_precision, is_float
from network.files.onnx_graphs.layers import ChainReader, OnnxLayers
from network.files.onnx_graphs.parsing import parsed
from network.forward import forward
from network.input_preparation import InputPreparation
from network.mlp import MLP

if TYPE_CHECKING:
    from pathlib import Path

    from network.arrays import AnyArray

LOG_SOFTMAX_NOTE = (
    "ends in log-softmax, which is read as softmax: the answer is the same, and outputs are"
    " probabilities in place of their logarithms"
)
_TOLERANCE = 1e-3
"""Of single precision, after several layers; half precision is summed up in other orders."""
_TRIED = 2
"""Images on which a network is compared with its graph, if the graph takes any number."""
_MOST_NUMBERS = 10_000_000
"""Of images that a graph reads at once."""
_GOLDEN = (5**0.5 - 1) / 2


class OnnxFile(NamedTuple):
    """A network, what its file says about itself, and what to say of how it was read.

    Attributes
    ----------
    own_preparation
        What the graph makes of its inputs, whatever they are.
    full_ink
        What it seems to read for full ink, by what it makes of it.
    """

    model: MLP
    metadata: dict[str, str]
    notes: tuple[str, ...]
    own_preparation: InputPreparation
    full_ink: float


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
    with reading(path, WeightsError, "not an ONNX file, or a damaged one"):
        file = parsed(path)
    with reading(path, WeightsError, "its graph can't be computed"):
        graph = OnnxGraph(file)
        found = ChainReader(graph).read()
        own = InputPreparation(found.factor, found.summand)
        full_ink = _full_ink(graph, own)
        ink = InputPreparation(scale=np.asarray(full_ink))
        labels = _labels(graph, found.layers[-1].fan_out)
        model = MLP(found.layers, ink.then(own), labels)
        _compare(graph, found, model, full_ink)
    notes = [LOG_SOFTMAX_NOTE] if found.is_logarithm else []
    metadata = {entry.key: entry.value for entry in file.metadata_props}
    return OnnxFile(model, metadata, tuple(notes), own, full_ink)


def _full_ink(graph: OnnxGraph, own: InputPreparation) -> float:
    """What the graph expects for full ink: bytes, or what it scales to 0..1."""
    is_float_graph = is_float(graph.input.type.tensor_type.elem_type)
    return full_ink_of(own) if is_float_graph else BYTE


def _labels(graph: OnnxGraph, outputs: int) -> tuple[str, ...]:
    """Names of the classes, as scikit-learn's exporter writes them; none if there are none."""
    for node in graph.nodes:
        found: list[Any] = []
        if node.op_type == "ZipMap":
            said = attributes(node)
            found = said.get("classlabels_strings") or said.get("classlabels_int64s") or []
        elif node.op_type == "ArrayFeatureExtractor":
            classes = graph.constant(node.input[0])
            found = [] if classes is None else list(np.ravel(classes))
        names = [name.decode() if isinstance(name, bytes) else str(name) for name in found]
        if outputs == 1 and len(names) == 2:  # noqa: PLR2004 - the output is that of the second
            return (names[1],)
        if len(names) == outputs == len(set(names)):
            return tuple(names)
    return ()


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
    if prod(shape) > _MOST_NUMBERS:
        raise WeightsError(f"reads {shape[0]} images at once: export it for any number, or for 1")
    # Numbers that repeat nowhere, and are the same each time.
    ink = np.arange(1, prod(shape) + 1) * _GOLDEN % 1
    given = np.floor(ink * full_ink) if full_ink == BYTE else ink * full_ink
    answers = _evaluate(graph, found.end, given.reshape(shape))
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
    del model.graph.node[:], model.graph.output[:], model.graph.input[:]
    model.graph.node.extend(graph.needed_for(end))
    model.graph.input.append(graph.input)
    in_single_precision(model.graph)
    element_type = model.graph.input[0].type.tensor_type.elem_type
    model.graph.output.append(
        helper.make_value_info(end, helper.make_tensor_type_proto(element_type, None))
    )
    dtype = helper.tensor_dtype_to_np_dtype(element_type)
    with np.errstate(all="ignore"):  # what a saturated sigmoid computes on its way
        given = {graph.input.name: inputs.astype(dtype)}
        (found,) = ReferenceEvaluator(model).run([end], given)
    return np.asarray(found)
