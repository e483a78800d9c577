"""What stands beside the layers of a graph: it may say what outputs mean, and do no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from network.errors import WeightsError
from network.files.onnx_graphs.nodes import attributes, title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from network.files.onnx_graphs.graph import OnnxGraph
    from network.files.onnx_graphs.nodes import Message
    from network.files.onnx_graphs.steps import Place

READINGS = frozenset(
    (
        *("ArgMax", "ArgMin", "TopK", "Hardmax", "ReduceMax", "ZipMap", "Binarizer"),
        *("Greater", "GreaterOrEqual", "Less", "LessOrEqual"),
    )
)
"""Operations on outputs by which a graph says which is the largest, or above a threshold."""
_OF_READINGS = READINGS | frozenset(
    (
        *("Cast", "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Gather", "Where"),
        *("ArrayFeatureExtractor", "LabelEncoder", "OneHot", "Equal", "Not"),
    )
)
"""What may be done with what those give, such as looking a label up."""


_AXES = {
    "ArgMax": 0,
    "ArgMin": 0,
    "TopK": -1,
    "Hardmax": -1,
    "Softmax": -1,
    "LogSoftmax": -1,
    "Concat": -1,
}
"""Along which axis an operation goes that doesn't say it."""


def check_axis(graph: OnnxGraph, node: Message, place: Place) -> None:
    """Refuse what goes over anything but the neurons of a layer.

    Raises
    ------
    WeightsError
        If it does.
    """
    said = attributes(node)
    if node.op_type == "ReduceMax":
        axes = said.get("axes", [])
    elif node.op_type in _AXES:
        axes = [said.get("axis", _AXES[node.op_type])]
    else:
        return
    shape = graph.shape(place.name)
    right = {1: (0, -1), 2: (0, -2) if place.by_columns else (1, -1)}.get(len(shape or (0, 0)), ())
    if len(axes) != 1 or axes[0] not in right:
        found = ", ".join(map(str, axes)) or "all"
        expected = " or ".join(map(str, right)) or "rows of numbers"
        raise WeightsError(f"{title(node)}: expected an axis of {expected}, got {found}")


def check_readings(graph: OnnxGraph, chain: Collection[int], ends: Mapping[str, Place]) -> None:
    """Make sure that nothing is computed beside the layers.

    Parameters
    ----------
    chain
        The identities of the nodes that were read.
    ends
        The places where the last layer's numbers stand, by name.

    Raises
    ------
    WeightsError
        If numbers of a layer go on to anything but a reading of the outputs, or if the graph gives
        neither the outputs nor a reading of them.
    """
    read: set[str] = set()
    for node in graph.nodes:
        sources = {name for name in node.input if graph.depends_on_input(name)}
        if id(node) in chain or not sources or node.op_type in ("Shape", "Size"):
            continue
        known = READINGS if sources & set(ends) else _OF_READINGS
        if node.op_type not in known or not sources <= read | set(ends):
            raise WeightsError(
                f"{title(node)}: expected nothing beside the layers but what says which output is"
                " the largest"
            )
        for name in sources & set(ends):
            check_axis(graph, node, ends[name])
        read.update(node.output)
    if not (read | set(ends)) & set(graph.outputs):
        raise WeightsError(f"expected an output where the layers end, at {max(ends)!r}")
