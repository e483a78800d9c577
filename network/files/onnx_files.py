"""Networks out of ONNX files: chains of fully connected layers, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from network.errors import WeightsError, reading
from network.files.full_ink import BYTE, full_ink_of
from network.files.onnx_graphs.comparison import compare
from network.files.onnx_graphs.graph import OnnxGraph
from network.files.onnx_graphs.layers import ChainReader
from network.files.onnx_graphs.nodes import attributes, is_float
from network.files.onnx_graphs.parsing import parsed
from network.input_preparation import InputPreparation
from network.mlp import MLP

if TYPE_CHECKING:
    from pathlib import Path

LOG_SOFTMAX_NOTE = (
    "ends in log-softmax, which is read as softmax: the answer is the same, and outputs are"
    " probabilities in place of their logarithms"
)


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
        layers = tuple(step.layer() for step in found.steps)
        own = InputPreparation(found.prepared.factor, found.prepared.summand)
        full_ink = _full_ink(graph, own)
        ink = InputPreparation(scale=np.asarray(full_ink))
        model = MLP(layers, ink.then(own), _labels(graph, layers[-1].fan_out))
        compare(graph, found, layers, own, full_ink)
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
