"""ONNX files, whose parts are counted before they become objects."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from network.bounds.contents import read_bounded
from network.bounds.limits import (
    MOST_ONNX_NODES,
    MOST_ONNX_NUMBERS,
    MOST_ONNX_PARTS,
    MOST_WEIGHT_BYTES,
)
from network.errors import LimitError, WeightsError
from network.installation import adding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from network.files.onnx_graphs.nodes import Message

_VARINT, _CHUNK = 0, 2
_FIXED = {1: 8, 5: 4}
"""
How a field of protobuf is written.

References
----------
https://protobuf.dev/programming-guides/encoding/
"""


def parsed(path: Path) -> Message:
    """What is in a file, as the package `onnx` reads it, with shapes as far as they follow.

    Raises
    ------
    WeightsError
        If the package is not installed.
    LimitError
        If the file is over the bounds of `network.bounds.limits`; protobuf and the checker raise
        errors of their own if it is damaged.
    """
    try:
        import onnx  # noqa: PLC0415 - an extra that few need
        from onnx import inliner, shape_inference  # noqa: PLC0415
    except ImportError as error:
        message = f"{path}: reading ONNX takes one more package: {adding('onnx')}"
        raise WeightsError(message) from error
    content = read_bounded(path, MOST_WEIGHT_BYTES)
    _check_parts(content, onnx.ModelProto.DESCRIPTOR)
    file = onnx.ModelProto.FromString(content)
    _check_nodes(file)
    _read_data_beside(file, path)
    onnx.checker.check_model(file)
    if file.functions:
        file = inliner.inline_local_functions(file)
    return shape_inference.infer_shapes(file)


def _check_parts(content: bytes, kind: Any) -> None:  # noqa: ANN401 - a descriptor of protobuf
    """Count the fields of a message and of those in it, without making objects of them.

    Parameters
    ----------
    kind
        What says which fields of a message are messages, and which are lists of numbers.
    """
    left, numbers = MOST_ONNX_PARTS, MOST_ONNX_NUMBERS
    waiting = [(0, len(content), kind)]
    while waiting:
        start, end, kind = waiting.pop()
        for number, place, size in _fields(content, start, end):
            left -= 1
            field = kind.fields_by_number.get(number)
            if field is not None and field.message_type is not None:
                waiting.append((place, place + size, field.message_type))
            elif field is not None and field.type not in (field.TYPE_BYTES, field.TYPE_STRING):
                numbers -= size  # each may be of one byte here, and of eight in memory
            if left < 0:
                raise LimitError(f"expected at most {MOST_ONNX_PARTS} parts in an ONNX file")
            if numbers < 0:
                raise WeightsError("expected its arrays as raw data: export it anew")


def _fields(content: bytes, place: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Number of every field of a message, where its content begins, and its bytes."""
    while place < end:
        key, place = _varint(content, place)
        way = key & 7
        if way == _VARINT:
            size = _varint(content, place)[1] - place
        elif way == _CHUNK:
            size, place = _varint(content, place)
        else:
            size = _FIXED[way]
        yield key >> 3, place, size
        place += size
    if place != end:
        raise ValueError("cut short")


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """A number of as many bytes as it needs, and the place behind it."""
    number = shift = 0
    while True:
        byte = content[place]
        place += 1
        number |= (byte & 127) << shift
        if byte < 128:  # noqa: PLR2004 - the last byte has no mark
            return number, place
        shift += 7
        if shift > 63:  # noqa: PLR2004 - 64 bits
            raise ValueError("no protobuf")


def _check_nodes(file: Message) -> None:
    """Count nodes as they will be once functions are written out."""
    functions = {(each.domain, each.name): each for each in file.functions}
    counts: dict[tuple[str, str], int] = {}

    def count(nodes: Iterable[Message]) -> int:
        total = 0
        for node in nodes:
            called = (node.domain, node.op_type)
            if called in functions:
                if called not in counts:
                    counts[called] = MOST_ONNX_NODES + 1  # if it calls itself
                    counts[called] = count(functions[called].node)
                total += counts[called]
            total += 1 + sum(count(graph.node) for graph in _graphs_in(node))
        return total

    total = count(file.graph.node)
    if total > MOST_ONNX_NODES:
        raise LimitError(
            f"expected a graph of at most {MOST_ONNX_NODES} nodes, got {total}: only chains of"
            " fully connected layers can be filmed"
        )


def _graphs_in(node: Message) -> Iterator[Message]:
    """Branches and bodies of loops."""
    for attribute in node.attribute:
        if attribute.HasField("g"):
            yield attribute.g
        yield from attribute.graphs


def _read_data_beside(file: Message, path: Path) -> None:
    """Read arrays that are kept in files of their own, after a look at how much they are."""
    from onnx import TensorProto, helper  # noqa: PLC0415 - an extra that few need
    from onnx.external_data_helper import load_external_data_for_tensor  # noqa: PLC0415

    left = MOST_WEIGHT_BYTES
    for tensor in file.graph.initializer:
        dtype = helper.tensor_dtype_to_np_dtype(tensor.data_type)
        size = prod(tensor.dims) * dtype.itemsize
        left -= size
        if left < 0 or min(tensor.dims, default=0) < 0:
            raise LimitError(f"its arrays take more than {MOST_WEIGHT_BYTES // 1_000_000} MB")
        if tensor.data_location == TensorProto.EXTERNAL:
            said = {entry.key: entry for entry in tensor.external_data}
            if "length" not in said:
                tensor.external_data.add(key="length", value=str(size))
            elif said["length"].value != str(size):
                raise WeightsError(f"array {tensor.name!r} has another size than its file says")
            load_external_data_for_tensor(tensor, str(path.parent))
