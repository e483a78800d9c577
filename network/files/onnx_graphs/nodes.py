"""Single nodes of an ONNX graph: what they are called, and what is said about them."""

from __future__ import annotations

from typing import Any, TypeAlias

Message: TypeAlias = Any
"""What protobuf reads: a model, a graph, a node. It ships no types."""


def attributes(node: Message) -> dict[str, Any]:
    """What is said about a node, by name."""
    from onnx import helper  # noqa: PLC0415 - an extra that few need

    return {each.name: helper.get_attribute_value(each) for each in node.attribute}


def title(node: Message) -> str:
    """Operation of a node, and its name if it has one."""
    return f"{node.op_type} {node.name!r}" if node.name else str(node.op_type)


def is_float(element_type: int) -> bool:
    """Whether ONNX's number for a type of elements is one of floats."""
    from onnx import TensorProto  # noqa: PLC0415 - an extra that few need

    kinds = (TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.FLOAT16, TensorProto.BFLOAT16)
    return element_type in kinds
