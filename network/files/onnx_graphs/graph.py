"""The graph of an ONNX file: what is constant, what is shape, what its numbers pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.errors import WeightsError
from network.files.onnx_graphs.evaluation import BoundedEvaluator, cast_to_float, made_double
from network.files.onnx_graphs.nodes import attributes, is_float, title

if TYPE_CHECKING:
    from collections.abc import Collection

    from network.arrays import AnyArray
    from network.files.onnx_graphs.nodes import Message


class OnnxGraph:
    """A graph with one input, from which numbers pass from node to node."""

    def __init__(self, file: Message) -> None:
        self.file = file
        self.nodes = list(file.graph.node)
        for node in self.nodes:
            if any(each.HasField("g") or each.graphs for each in node.attribute):
                raise WeightsError(f"{title(node)} can't be filmed: it holds another graph")
        if file.graph.sparse_initializer:
            raise WeightsError("expected arrays of all their numbers, got sparse ones")
        self._initializers = {tensor.name: tensor for tensor in file.graph.initializer}
        self._producers = {name: node for node in self.nodes for name in node.output}
        self._arrays: dict[str, AnyArray] = {}
        self._evaluator = BoundedEvaluator(file.opset_import)
        used = {name for node in self.nodes for name in node.input} - self._initializers.keys()
        inputs = [each for each in file.graph.input if each.name in used]
        if len(inputs) != 1:
            names = ", ".join(each.name for each in inputs) or "none"
            raise WeightsError(f"expected a graph of 1 input, got {len(inputs)} inputs ({names})")
        self.input = inputs[0]
        self.outputs = [output.name for output in file.graph.output]
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

    @property
    def opset(self) -> int:
        """Version of ONNX's own operations."""
        return next((each.version for each in self.file.opset_import if not each.domain), 1)

    def readers(self, place: str) -> list[Message]:
        """Nodes that compute with the numbers at a place, not with their shape alone."""
        return [n for n in self.nodes if place in n.input and n.op_type not in ("Shape", "Size")]

    def depends_on_input(self, name: str) -> bool:
        """Whether numbers come from the input, and not from its shape alone."""
        return name in self._numbers

    def constant(self, name: str) -> AnyArray | None:
        """An array that is the same for all inputs; None if it is not.

        Raises
        ------
        WeightsError
            If it can't be computed within the bounds, or if nothing in the file gives it.
        """
        if name in self._numbers or name in self._shapes:
            return None
        for node in self._needed_for([name]):
            if node.output[0] not in self._arrays:
                found = self._evaluator.run(
                    node, {each: self._array(each) for each in node.input if each}
                )
                self._arrays.update({each: _as_numbers(array) for each, array in found.items()})
        return self._array(name)

    def shape(self, name: str) -> tuple[int | None, ...] | None:
        """Numbers along each axis as far as the file says them; None if it says nothing."""
        for value in (*self.file.graph.value_info, self.input, *self.file.graph.output):
            if value.name == name and value.type.tensor_type.HasField("shape"):
                return tuple(
                    axis.dim_value if axis.HasField("dim_value") else None
                    for axis in value.type.tensor_type.shape.dim
                )
        return None

    def evaluated(self, places: Collection[str], inputs: AnyArray) -> dict[str, AnyArray]:
        """What the graph itself gives at places, by ONNX's reference, in double precision.

        Parameters
        ----------
        inputs
            In a shape that the graph takes; integers are given as its type has them.

        Raises
        ------
        WeightsError
            If it can't be computed within the bounds.
        """
        from onnx import helper  # noqa: PLC0415 - an extra that few need

        evaluator = BoundedEvaluator(self.file.opset_import)
        element_type = self.input.type.tensor_type.elem_type
        given = inputs.astype(helper.tensor_dtype_to_np_dtype(element_type))
        found = {self.input.name: made_double(inputs if is_float(element_type) else given)}
        for node in self._needed_for(places):
            if self._numbers.isdisjoint(node.output) and self._shapes.isdisjoint(node.output):
                continue
            read = {}
            for name in filter(None, node.input):
                constant = self.constant(name)
                read[name] = found[name] if constant is None else made_double(constant)
            if node.op_type == "Cast" and is_float(attributes(node)["to"]):
                given_by = {node.output[0]: cast_to_float(node, read[node.input[0]])}
            else:
                given_by = evaluator.run(node, read)
            found.update({name: made_double(array) for name, array in given_by.items()})
        return {place: found[place] for place in places}

    def _array(self, name: str) -> AnyArray:
        """An array that is in the file, or was computed before."""
        from onnx import numpy_helper  # noqa: PLC0415 - an extra that few need

        if name in self._arrays:
            return self._arrays[name]
        array = _as_numbers(numpy_helper.to_array(self._initializers[name]))
        self._arrays[name] = array
        return array

    def _needed_for(self, places: Collection[str]) -> list[Message]:
        """Nodes that places depend on, in their order."""
        needed, names = set(), list(places)
        while names:
            node = self._producers.get(names.pop())
            if node is not None and id(node) not in needed:
                needed.add(id(node))
                names.extend(node.input)
        return [node for node in self.nodes if id(node) in needed]


def _as_numbers(array: AnyArray) -> AnyArray:
    """16-bit floats as 32-bit ones: numpy has no bfloat16, and half precision becomes single."""
    is_half = array.dtype == np.float16 or array.dtype.name == "bfloat16"
    return array.astype(np.float32) if is_half else array
