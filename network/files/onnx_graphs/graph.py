"""The graph of an ONNX file: what is constant, what is shape, what its numbers pass."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from network.errors import WeightsError, reading

if TYPE_CHECKING:
    from network.arrays import AnyArray

Message: TypeAlias = Any
"""What protobuf reads: a model, a graph, a node. It ships no types."""

_MOST_NUMBERS = 10_000_000
"""In an array that a graph makes up, such as one of zeros."""
_MADE_UP = {"ConstantOfShape": 0, "Expand": 1, "Tile": 1}
"""Operations that may make much of little, and which of their inputs says how much."""
_NEVER_FOLDED = ("If", "Loop", "Scan", "Range", "Pad", "Resize", "Bernoulli", "Multinomial")
_READINGS = (
    *("ArgMax", "ArgMin", "TopK", "Hardmax", "OneHot", "NonZero", "ReduceMax", "Not"),
    *("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "Where"),
    *("ZipMap", "ArrayFeatureExtractor", "LabelEncoder", "Binarizer"),
)
"""Operations by which a graph says what its outputs mean: no layer follows them."""


class OnnxGraph:
    """A graph with one input, from which numbers pass from node to node."""

    def __init__(self, file: Message) -> None:
        self.file = file
        self.nodes = list(file.graph.node)
        self._initializers = {tensor.name: tensor for tensor in file.graph.initializer}
        self._producers = {name: node for node in self.nodes for name in node.output}
        self._arrays: dict[str, AnyArray] = {}
        used = {name for node in self.nodes for name in node.input} - self._initializers.keys()
        inputs = [each for each in file.graph.input if each.name in used]
        if len(inputs) != 1:
            names = ", ".join(each.name for each in inputs) or "none"
            raise WeightsError(f"expected a graph of 1 input, got {len(inputs)} inputs ({names})")
        self.input = inputs[0]
        self._numbers = {self.input.name}
        self._shapes: set[str] = set()
        for node in self.nodes:
            if self._numbers.isdisjoint(node.input):
                if not self._shapes.isdisjoint(node.input):
                    self._shapes.update(node.output)
            elif node.op_type in ("Shape", "Size"):
                self._shapes.update(node.output)
            else:
                self._numbers.update(node.output)

    def readers(self, place: str) -> list[Message]:
        """Nodes that compute with the numbers at a place, not with their shape alone."""
        return [n for n in self.nodes if place in n.input and n.op_type not in ("Shape", "Size")]

    def steps(self, place: str) -> list[Message]:
        """Nodes that go on from a place: those that only say what outputs mean are no steps."""
        return [node for node in self.readers(place) if not _is_reading(node)]

    def constant(self, name: str) -> AnyArray | None:
        """An array that is the same for all inputs; None if it is not."""
        if name in self._numbers or name in self._shapes:
            return None
        if name not in self._arrays:
            self._arrays[name] = self._fold(name)
        return self._arrays[name]

    def shape(self, name: str) -> tuple[int | None, ...] | None:
        """Numbers along each axis as far as the file says them; None if it says nothing."""
        for value in (*self.file.graph.value_info, self.input, *self.file.graph.output):
            if value.name == name and value.type.tensor_type.HasField("shape"):
                return tuple(
                    axis.dim_value if axis.HasField("dim_value") else None
                    for axis in value.type.tensor_type.shape.dim
                )
        return None

    def needed_for(self, name: str) -> list[Message]:
        """Nodes that a place depends on, in their order."""
        needed, names = set(), [name]
        while names:
            node = self._producers.get(names.pop())
            if node is not None and id(node) not in needed:
                needed.add(id(node))
                names.extend(node.input)
        return [node for node in self.nodes if id(node) in needed]

    def _fold(self, name: str) -> AnyArray:
        """Compute what depends on no input."""
        from onnx import helper, numpy_helper  # noqa: PLC0415 - an extra that few need
        from onnx.reference import ReferenceEvaluator  # noqa: PLC0415

        if name in self._initializers:
            return _as_numbers(numpy_helper.to_array(self._initializers[name]))
        node = self._producers[name]
        given = {each: self.constant(each) for each in node.input if each}
        if node.op_type.startswith("Random") or node.op_type in _NEVER_FOLDED:
            raise WeightsError(f"{title(node)} can't be filmed: it is computed anew each time")
        if node.op_type in _MADE_UP:
            sizes = given[node.input[_MADE_UP[node.op_type]]]
            if sizes is None or prod(int(size) for size in np.ravel(sizes)) > _MOST_NUMBERS:
                raise WeightsError(f"{title(node)} makes too many numbers")
        # The types of values are left open: the reference implementation takes what comes.
        values = [
            helper.make_value_info(each, helper.make_tensor_type_proto(1, None)) for each in given
        ]
        result = helper.make_value_info(name, helper.make_tensor_type_proto(1, None))
        model = helper.make_model(
            helper.make_graph([node], "constant", values, [result]),
            opset_imports=self.file.opset_import,
        )
        # Whatever numpy, or a missing implementation, makes of it.
        with reading(title(node), WeightsError, "can't be computed"):
            (found,) = ReferenceEvaluator(model).run([name], given)
        return _as_numbers(np.asarray(found))


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


def in_single_precision(graph: Message) -> None:
    """Make 32-bit floats of a graph's 16-bit ones, which are summed up with other errors."""
    from onnx import TensorProto, numpy_helper  # noqa: PLC0415 - an extra that few need

    halves = (TensorProto.FLOAT16, TensorProto.BFLOAT16)
    attributes_of_nodes = [each for node in graph.node for each in node.attribute]
    for tensor in (*graph.initializer, *(a.t for a in attributes_of_nodes if a.HasField("t"))):
        if tensor.data_type in halves:
            array = numpy_helper.to_array(tensor).astype(np.float32)
            tensor.CopyFrom(numpy_helper.from_array(array, tensor.name))
    for attribute in attributes_of_nodes:
        if attribute.name == "to" and attribute.i in halves:
            attribute.i = TensorProto.FLOAT
    for value in graph.input:
        if value.type.tensor_type.elem_type in halves:
            value.type.tensor_type.elem_type = TensorProto.FLOAT


def _is_reading(node: Message) -> bool:
    return node.op_type in _READINGS or (
        node.op_type == "Cast" and not is_float(attributes(node)["to"])
    )


def _as_numbers(array: AnyArray) -> AnyArray:
    """16-bit floats as 32-bit ones: numpy has no bfloat16, and half precision becomes single."""
    is_half = array.dtype == np.float16 or array.dtype.name == "bfloat16"
    return array.astype(np.float32) if is_half else array
