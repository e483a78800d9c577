"""ONNX files: chains of layers in which something is odd."""

from __future__ import annotations

import itertools
import random
from functools import lru_cache
from typing import Any

import numpy as np

from tests.fuzz.mutations import EXTREMES, changed_bytes, text

BEFORE = ("Flatten", "Identity", "Cast", "Dropout", "Relu", "Sub", "Mul", "Reshape", "Transpose")
OPERATORS = (
    *("Relu", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Identity", "Dropout", "Cast", "Clip"),
    *("Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "ArgMax", "BatchNormalization"),
    *("Add", "Mul", "Div", "Sub", "Neg", "Pow", "Sqrt", "Exp", "Concat", "Gather", "Slice"),
    *("Conv", "MaxPool", "LSTM", "If", "Loop", "Scan", "Constant", "ConstantOfShape", "Range"),
    *("Expand", "Tile", "RandomNormal", "Shape", "Gemm", "MatMul", "LeakyRelu", "Elu", "Nope"),
)


def odd_graph(rng: random.Random) -> bytes:
    """A file of ONNX."""
    way = rng.randrange(6)
    if way == 0:
        return changed_bytes(rng, plain_graph())
    if way == 1:
        return _long_graph(rng)
    return _changed_graph(rng)


@lru_cache(maxsize=1)
def plain_graph() -> bytes:
    """Two layers, as exporters write them."""
    return _model(_nodes(), _arrays()).SerializeToString()


def _nodes() -> list[Any]:
    from onnx import helper

    return [
        helper.make_node("Flatten", ["x"], ["f"], name="flat"),
        helper.make_node("Gemm", ["f", "w1", "b1"], ["h"], transB=1),
        helper.make_node("Relu", ["h"], ["r"]),
        helper.make_node("MatMul", ["r", "w2"], ["m"]),
        helper.make_node("Add", ["m", "b2"], ["s"]),
        helper.make_node("Softmax", ["s"], ["y"], axis=1),
    ]


def _arrays() -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(2)
    return {
        "w1": rng.normal(size=(4, 9)).astype(np.float32),
        "b1": rng.normal(size=4).astype(np.float32),
        "w2": rng.normal(size=(4, 3)).astype(np.float32),
        "b2": rng.normal(size=3).astype(np.float32),
    }


def _model(nodes: list[Any], arrays: dict[str, np.ndarray[Any, Any]], shape: Any = ("n", 9)) -> Any:
    from onnx import TensorProto, helper, numpy_helper

    graph = helper.make_graph(
        nodes,
        "net",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _changed_graph(rng: random.Random) -> bytes:
    from onnx import TensorProto, helper, numpy_helper

    nodes, arrays = _nodes(), _arrays()
    shape: Any = rng.choice(
        (("n", 9), (1, 9), (None, 1, 3, 3), (2, 9), (9,), (10**9, 9), ("n", "m"))
    )
    for _ in range(rng.choice((1, 1, 2, 3))):
        place = rng.randrange(len(nodes))
        node = nodes[place]
        way = rng.randrange(9)
        if way == 0:
            node.op_type = rng.choice(OPERATORS)
        elif way == 1 and node.attribute:
            node.attribute[0].i = rng.choice(EXTREMES) % 2**63
        elif way == 2:
            found = {"axis": rng.choice((-9, 0, 7)), "to": rng.randrange(25), "alpha": 1e30}
            name = rng.choice(list(found))
            node.attribute.append(helper.make_attribute(name, found[name]))
        elif way == 3:
            new = helper.make_node(
                rng.choice(OPERATORS), [node.output[0], "k"], [node.output[0] + "_"]
            )
            if place + 1 < len(nodes):
                nodes[place + 1].input[0] = new.output[0]
            nodes.insert(place + 1, new)
            arrays["k"] = _odd_array(rng)
        elif way == 4:
            del nodes[place]
        elif way == 5:
            arrays[rng.choice(list(arrays))] = _odd_array(rng)
        elif way == 6:
            node.name = text(rng).encode("utf-8", "replace").decode()
        elif way == 7 and node.input:
            node.input[rng.randrange(len(node.input))] = rng.choice(("x", "y", "w1", "none", ""))
        else:
            node.domain = rng.choice(
                ("com.microsoft", "ai.onnx.ml", text(rng).encode("utf-8", "replace").decode())
            )
        if not nodes:
            nodes = _nodes()
    model = _model(nodes, arrays, shape)
    if rng.random() < 0.1:
        outside = TensorProto()
        outside.CopyFrom(
            numpy_helper.from_array(arrays.get("w1", np.zeros((4, 9), np.float32)), "w1")
        )
        outside.data_location = TensorProto.EXTERNAL
        outside.ClearField("raw_data")
        place = rng.choice(("../../../../etc/passwd", "/etc/passwd", "net.onnx", "absent.bin", ""))
        outside.external_data.add(key="location", value=place)
        model.graph.initializer.append(outside)
    if rng.random() < 0.1:
        model.ir_version = rng.choice(EXTREMES) % 2**31
    if rng.random() < 0.1:
        model.opset_import[0].version = rng.choice((0, 1, 6, 7, 13, 99, 2**31))
    if rng.random() < 0.1:
        model.metadata_props.add(key="labels", value=text(rng).encode("utf-8", "replace").decode())
    content: bytes = model.SerializeToString()
    return changed_bytes(rng, content) if rng.random() < 0.1 else content


def _odd_array(rng: random.Random) -> np.ndarray[Any, Any]:
    shape = rng.choice(((4, 9), (9, 4), (4,), (1, 4), (4, 1), (), (0,), (3, 4), (1,), (2, 2, 2)))
    kind = rng.choice(
        (np.float32,) * 5 + (np.float64, np.float16, np.int64, np.int32, np.bool_, np.uint8)
    )
    filled = rng.choice((0, 1, 1, 0.5, -1, np.nan, np.inf, 1e38, 10**6, 2**40))
    with np.errstate(all="ignore"):
        return np.full(shape, filled).astype(kind)


def _long_graph(rng: random.Random) -> bytes:
    """Thousands of nodes, or constants of constants."""
    from onnx import helper

    nodes, arrays = _nodes(), _arrays()
    count = rng.choice((5, 300, 2000))
    kind = rng.choice(("Identity", "Relu", "Neg", "Add"))
    before = "w1" if rng.random() < 0.5 else "x"
    names = [before, *(f"i{number}" for number in range(count))]
    chain = [
        helper.make_node(kind, [a, "b1"] if kind == "Add" else [a], [b])
        for a, b in itertools.pairwise(names)
    ]
    place = 1 if before == "w1" else 0
    nodes[place].input[1 if before == "w1" else 0] = names[-1]
    content: bytes = _model([*chain, *nodes], arrays).SerializeToString()
    return content
