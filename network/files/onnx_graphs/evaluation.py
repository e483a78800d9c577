"""What nodes of an ONNX graph compute, by ONNX's own reference, never more than a bound."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from network.activations import ACTIVATION_FUNCTIONS
from network.bounds.limits import MOST_ONNX_NUMBERS
from network.errors import LimitError, WeightsError, reading
from network.files.onnx_graphs.nodes import attributes, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from network.arrays import AnyArray
    from network.files.onnx_graphs.nodes import Message

_COMPUTED = frozenset(
    (
        *("Identity", "Cast", "Constant", "ConstantOfShape", "Shape", "Size", "Expand", "Tile"),
        *("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Concat", "Gather", "Slice"),
        *("Add", "Sub", "Mul", "Div", "Sum", "Neg", "Abs", "Sqrt", "Reciprocal", "Pow", "Mod"),
        *("Exp", "Log", "Max", "Min", "Clip", "Floor", "Ceil", "Equal", "Where", "Range"),
        *("ReduceProd", "ReduceSum", "MatMul", "Gemm", "BatchNormalization", "Scaler", "Dropout"),
        *("Softmax", "LogSoftmax"),
        *(each.onnx_operator for each in ACTIVATION_FUNCTIONS.values() if each.onnx_operator),
    )
)
"""Operations that always give the same: none draws at random, and none holds another graph."""
_AS_MANY_AS_THEIR_INPUT = ("Scaler",)
"""Operations outside of ONNX's own, whose results no shape is told of."""
_PRODUCTS = ("MatMul", "Gemm")
_NORMALIZATION = 15
"""A version of ONNX in which BatchNormalization says its mode."""
_FEW = 1000
"""Numbers whose values may tell the size of a result: a shape, axes, indices."""


class BoundedEvaluator:
    """Computes nodes one by one, after a look at the size of what they give.

    Parameters
    ----------
    opsets
        The versions of operations that the graph is written in.
    """

    def __init__(self, opsets: Sequence[Message]) -> None:
        self._opsets = opsets
        self._left = MOST_ONNX_NUMBERS

    def run(self, node: Message, given: Mapping[str, AnyArray]) -> dict[str, AnyArray]:
        """Compute what a node gives.

        Parameters
        ----------
        given
            Its inputs by name; those that are not there are none.

        Raises
        ------
        LimitError
            If that is too much, or would be too much with what was computed before.
        WeightsError
            If the operation is not one that may be computed, or fails.
        """
        from onnx.reference import ReferenceEvaluator  # noqa: PLC0415 - an extra that few need

        is_sparse = any(each.HasField("sparse_tensor") for each in node.attribute)
        if node.op_type not in _COMPUTED or is_sparse:
            raise WeightsError(f"{title(node)} can't be computed beforehand: export it anew")
        with reading(title(node), WeightsError, "can't be computed"), np.errstate(all="ignore"):
            model = self._alone(node, given)
            self._count(node, given, model.graph.output[0])
            (found,) = ReferenceEvaluator(model).run(None, dict(given))
        return {node.output[0]: np.asarray(found)}

    def _alone(self, node: Message, given: Mapping[str, AnyArray]) -> Message:
        """A model of one node, with the shape of the first that it gives: no other is used."""
        from onnx import NodeProto, helper, numpy_helper, shape_inference  # noqa: PLC0415

        opsets, plain = self._opsets, NodeProto.FromString(node.SerializeToString())
        del plain.output[1:]
        if node.op_type == "BatchNormalization":
            # The reference of versions up to 13 trains at each run, whatever the mode.
            opsets = [helper.make_opsetid("", _NORMALIZATION)]
        few = {name: array for name, array in given.items() if _is_few(array)}
        values = [
            helper.make_tensor_value_info(
                name, helper.np_dtype_to_tensor_dtype(array.dtype), array.shape
            )
            for name, array in given.items()
        ]
        graph = helper.make_graph(
            [plain],
            "alone",
            values,
            [helper.make_empty_tensor_value_info(plain.output[0])],
            [numpy_helper.from_array(array, name) for name, array in few.items()],
        )
        model = helper.make_model(graph, opset_imports=opsets)
        return shape_inference.infer_shapes(model)

    def _count(self, node: Message, given: Mapping[str, AnyArray], output: Message) -> None:
        """Refuse what has no size that is known before, or too large a one."""
        if node.op_type in _AS_MANY_AS_THEIR_INPUT:
            return
        axes = output.type.tensor_type.shape.dim
        is_known = output.type.tensor_type.HasField("shape")
        if not is_known or not all(axis.HasField("dim_value") for axis in axes):
            raise LimitError("nothing tells how much it gives, if its inputs fit together at all")
        size = prod(axis.dim_value for axis in axes)
        if node.op_type in _PRODUCTS:
            # Each number is a sum of as many products, which are quicker than other numbers.
            terms = max((max(array.shape, default=1) for array in given.values()), default=1)
            size += size * terms // 100
        self._left -= size
        if self._left < 0:
            raise LimitError("makes too many numbers")


def _is_few(array: AnyArray) -> bool:
    return array.dtype.kind in "iub" and array.size <= _FEW


def made_double(array: AnyArray) -> AnyArray:
    """Floats of any precision as 64-bit ones, all else as it is."""
    is_float = array.dtype.kind == "f" or array.dtype.name == "bfloat16"
    return array.astype(np.float64) if is_float else array


def cast_to_float(node: Message, array: AnyArray) -> AnyArray:
    """What a Cast to floats gives, without its rounding.

    Raises
    ------
    WeightsError
        If a number is beyond those floats.
    """
    from onnx import helper  # noqa: PLC0415 - an extra that few need

    doubles = array.astype(np.float64)
    kind = helper.tensor_dtype_to_np_dtype(attributes(node)["to"])
    largest = np.finfo(kind).max if kind.kind == "f" else np.finfo(np.float32).max
    if np.abs(doubles).max(initial=0) > largest:
        raise WeightsError(f"{title(node)}: its numbers overflow")
    return doubles
