from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from network.errors import OptionError, WeightsError
from network.files.weight_files import load_metadata, load_model, says_activations
from network.forward import forward

onnx = pytest.importorskip("onnx")
helper, numpy_helper = onnx.helper, onnx.numpy_helper
reference = pytest.importorskip("onnx.reference")

OUR_NAMES = {"Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softmax": "softmax"}


def saved(path: Path, nodes, constants, *, outputs=("y",), inputs=("x",), metadata=None) -> Path:
    def value(name):
        return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["images", "numbers"])

    graph = helper.make_graph(
        nodes,
        "net",
        [value(name) for name in inputs],
        [value(name) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, metadata or {})
    onnx.save(model, path)
    return path


@pytest.fixture
def arrays(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Weights of a network 6-5-3, a row a neuron, in single precision."""
    shapes = {"w1": (5, 6), "b1": (5,), "w2": (3, 5), "b2": (3,)}
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def pytorch_nodes(first: str, last: str | None):
    """As PyTorch exports linear layers: Gemm with transB."""
    nodes = [
        helper.make_node("Gemm", ["x", "w1", "b1"], ["s1"], transB=1),
        helper.make_node(first, ["s1"], ["a1"]),
        helper.make_node("Gemm", ["a1", "w2", "b2"], ["s2" if last else "y"], transB=1),
    ]
    return [*nodes, helper.make_node(last, ["s2"], ["y"])] if last else nodes


def confirm(path: Path, rng: np.random.Generator, activations: tuple[str, ...]) -> None:
    inputs = rng.random((4, 6)).astype(np.float32)
    (expected,) = reference.ReferenceEvaluator(str(path)).run(None, {"x": inputs})
    model = load_model(path)
    assert model.activations == activations
    np.testing.assert_allclose(forward(model, inputs).outputs, expected, rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("first", OUR_NAMES)
@pytest.mark.parametrize("last", [None, "Softmax", "Sigmoid"])
def test_gemms_as_pytorch_exports_them_answer_as_there(first, last, arrays, tmp_path, rng):
    path = saved(tmp_path / "net.onnx", pytorch_nodes(first, last), arrays)
    confirm(path, rng, (OUR_NAMES[first], OUR_NAMES[last] if last else "identity"))


def test_products_and_sums_as_keras_exports_them_answer_as_there(arrays, tmp_path, rng):
    kernels = {f"k{i}": np.ascontiguousarray(arrays[f"w{i}"].T) for i in (1, 2)}
    constants = {**kernels, "b1": arrays["b1"][None]}
    nodes = [
        helper.make_node("Flatten", ["x"], ["flat"]),
        helper.make_node("MatMul", ["flat", "k1"], ["p1"]),
        helper.make_node("Add", ["b1", "p1"], ["s1"]),
        helper.make_node("Relu", ["s1"], ["a1"]),
        helper.make_node("MatMul", ["a1", "k2"], ["s2"]),
        helper.make_node("Softmax", ["s2"], ["y"], axis=-1),
    ]
    path = saved(tmp_path / "net.onnx", nodes, constants)
    confirm(path, rng, ("relu", "softmax"))
    np.testing.assert_array_equal(load_model(path).layers[1].biases, np.zeros(3))


def test_factors_of_a_gemm_and_constants_in_nodes_count(arrays, tmp_path, rng):
    nodes = [
        helper.make_node("Constant", [], ["w1"], value=numpy_helper.from_array(arrays["w1"])),
        helper.make_node("Transpose", ["w1"], ["k1"], perm=[1, 0]),
        helper.make_node("Gemm", ["x", "k1", "b1"], ["s1"], alpha=0.5, beta=3.0),
        helper.make_node("Tanh", ["s1"], ["a1"]),
        helper.make_node("Gemm", ["a1", "w2"], ["y"], transB=1),
    ]
    constants = {name: arrays[name] for name in ("b1", "w2")}
    confirm(saved(tmp_path / "net.onnx", nodes, constants), rng, ("tanh", "identity"))


def test_a_file_says_its_activations_and_its_metadata(arrays, tmp_path):
    path = saved(tmp_path / "net.onnx", pytorch_nodes("Relu", None), arrays, metadata={"seed": "3"})
    assert says_activations(path)
    assert load_metadata(path) == {"seed": "3"}


def test_the_caller_s_activations_win(arrays, tmp_path):
    path = saved(tmp_path / "net.onnx", pytorch_nodes("Relu", None), arrays)
    assert load_model(path, ["relu", "softmax"]).activations == ("relu", "softmax")
    with pytest.raises(OptionError, match="activations must be 2, one a layer, got 1"):
        load_model(path, ["relu"])


def node(kind, inputs, output, **said):
    return helper.make_node(kind, inputs, [output], f"my_{kind.lower()}", **said)


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([node("Conv", ["x", "w1"], "y")], "Conv 'my_conv' can't be filmed, expected Gemm, MatM"),
        ([node("LeakyRelu", ["x"], "y")], "LeakyRelu 'my_leakyrelu' can't be filmed"),
        ([node("Relu", ["x"], "y")], "Relu 'my_relu': expected right after a layer"),
        ([node("Add", ["x", "x"], "y")], "Add 'my_add': expected one constant beside the layer"),
        ([node("Flatten", ["x"], "y")], "expected a Gemm or a MatMul in the graph, got none"),
        ([node("MatMul", ["x", "x"], "y")], "MatMul 'my_matmul': expected constant weights beside"),
        (
            [node("MatMul", ["x", "b1"], "y")],
            r"weights must have 2 axes, got \(5,\)",
        ),
        (
            [node("Gemm", ["x", "w1"], "s", transB=1), node("Gemm", ["s", "w2"], "y", transA=1)],
            "'my_gemm': expected rows of inputs throughout, or columns",
        ),
        (
            [node("Gemm", ["x", "w1", "w2"], "y", transB=1)],
            r"'my_gemm': expected 5 constant biases, got \(3, 5\)",
        ),
        (
            [node("Gemm", ["x", "w1"], "s", transB=1), node("Softmax", ["s"], "y", axis=0)],
            "Softmax 'my_softmax': expected an axis of 1 or -1, got 0",
        ),
        (
            [
                node("Gemm", ["x", "w1"], "s", transB=1),
                node("Gemm", ["s", "w1"], "y", transB=1),
            ],
            "layer 2: weights must have 5 columns to follow 5 neurons, got 6",
        ),
        (
            [
                node("Gemm", ["x", "w1"], "s", transB=1),
                node("Relu", ["s"], "a"),
                node("Add", ["a", "s"], "y"),
            ],
            "expected a chain of layers, but 2 nodes use 's'",
        ),
    ],
)
def test_any_other_graph_is_refused_in_one_line(nodes, message, arrays, tmp_path):
    path = saved(tmp_path / "net.onnx", nodes, arrays)
    with pytest.raises(WeightsError, match=message) as error:
        load_model(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def test_two_inputs_are_refused(arrays, tmp_path):
    nodes = [helper.make_node("Add", ["x", "z"], ["y"])]
    path = saved(tmp_path / "net.onnx", nodes, arrays, inputs=("x", "z"))
    with pytest.raises(WeightsError, match=r"a graph of 1 input, got 2 inputs \(x, z\)"):
        load_model(path)


@pytest.mark.parametrize("content", [b"no graph at all", bytes(100)])
def test_a_damaged_file_is_refused_in_one_line(content, tmp_path):
    path = tmp_path / "net.onnx"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="not an ONNX file, or a damaged one") as error:
        load_model(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(WeightsError, match=r"nowhere\.onnx: no such file"):
        load_model(tmp_path / "nowhere.onnx")


def test_without_the_package_the_line_to_type_is_said(arrays, tmp_path, monkeypatch):
    path = saved(tmp_path / "net.onnx", pytorch_nodes("Relu", None), arrays)
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(WeightsError, match="pip install onnx"):
        load_model(path)
