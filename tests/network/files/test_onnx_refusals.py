"""Graphs and files that no exporter writes, or few do: read right, or refused in words that fit."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import WeightsError
from network.files.onnx_graphs import comparison, parsing
from network.files.onnx_graphs.graph import OnnxGraph
from network.files.weight_files import read_model_file
from network.forward import forward

onnx = pytest.importorskip("onnx")
helper, numpy_helper = onnx.helper, onnx.numpy_helper
reference = pytest.importorskip("onnx.reference")

PIXELS = 16
DOMAINS = dict.fromkeys(("Scaler", "ZipMap"), "ai.onnx.ml")


def node(kind, inputs, output, **said):
    return helper.make_node(kind, inputs, [output], domain=DOMAINS.get(kind, ""), **said)


LAYER = node("Gemm", ["x", "w", "b"], "s", transB=1)
SIGMOID = node("Sigmoid", ["s"], "y")
# `Gemm` takes matrices alone.
PRODUCT = (node("Transpose", ["w"], "k"), node("MatMul", ["x", "k"], "s"), SIGMOID)


@pytest.fixture
def graph(tmp_path, rng):
    """Write a graph of one layer, 16-2, and more; its path."""
    arrays = {"w": rng.normal(size=(2, PIXELS)), "b": rng.normal(size=2), "one": np.ones(())}

    def write(*nodes, shape=("n", PIXELS), change=lambda _: None, end="y"):
        inputs = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, shape)
        axes = [f"axis {i}" for i in range(len(shape))]
        outputs = helper.make_tensor_value_info(end, onnx.TensorProto.FLOAT, axes)
        tensors = [numpy_helper.from_array(a.astype(np.float32), n) for n, a in arrays.items()]
        model = helper.make_model(
            helper.make_graph(list(nodes), "net", [inputs], [outputs], tensors),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)],
            ir_version=8,
        )
        change(model)
        path = tmp_path / "net.onnx"
        path.write_bytes(model.SerializeToString())
        return path

    return write


@pytest.mark.parametrize("shape", [(PIXELS,), (1, PIXELS)])
def test_images_may_come_alone(graph, shape, rng):
    path = graph(*PRODUCT, shape=shape)
    ink = rng.random(PIXELS).astype(np.float32)
    given = ink if shape == (PIXELS,) else ink[None]
    (expected,) = reference.ReferenceEvaluator(str(path)).run(None, {"x": given})
    found = forward(read_model_file(path).model, ink).outputs
    np.testing.assert_allclose(found, expected.ravel(), atol=1e-6)


def test_one_number_may_scale_all_pixels(graph, rng):
    path = graph(
        node("Scaler", ["x"], "p", offset=[0.5], scale=[2.0]),
        node("Gemm", ["p", "w", "b"], "s", transB=1),
        SIGMOID,
    )
    ink = rng.random((3, PIXELS)).astype(np.float32)
    (expected,) = reference.ReferenceEvaluator(str(path)).run(None, {"x": ink})
    np.testing.assert_allclose(
        forward(read_model_file(path).model, ink).outputs, expected, atol=1e-6
    )


def test_a_graph_that_reads_one_number_is_refused(graph):
    with pytest.raises(WeightsError, match="expected inputs that are images of 16 numbers"):
        read_model_file(graph(*PRODUCT, shape=()))


REFUSED = {
    "a logarithm of no softmax": ([LAYER, node("Log", ["s"], "y")], "right after a Softmax"),
    "an exponential of no logarithm": ([LAYER, node("Exp", ["s"], "y")], "Exp"),
    "a clip from above": ([LAYER, node("Clip", ["s", "", "one"], "y")], "Clip"),
    "weights that are computed by what is not known": (
        [node("Sin", ["w"], "v"), node("Gemm", ["x", "v", "b"], "s", transB=1), SIGMOID],
        "can't be computed beforehand",
    ),
    "numbers of the batch beside the layer's": (
        [
            LAYER,
            node("Shape", ["x"], "axes"),
            node("Cast", ["axes"], "count", to=onnx.TensorProto.FLOAT),
            node("Add", ["s", "count"], "y"),
        ],
        "expected a constant beside the layer's numbers",
    ),
    "weights as many as images": (
        [
            node("Shape", ["x"], "axes"),
            node("ConstantOfShape", ["axes"], "turned"),
            node("Transpose", ["turned"], "v"),
            node("MatMul", ["x", "v"], "s"),
            SIGMOID,
        ],
        "expected constant weights beside its input",
    ),
}


@pytest.mark.parametrize(("nodes", "message"), REFUSED.values(), ids=REFUSED)
def test_a_graph_that_is_no_chain_is_refused_by_what_is_in_the_way(graph, nodes, message):
    with pytest.raises(WeightsError, match=message):
        read_model_file(graph(*nodes))


def make_sparse(model):
    values = numpy_helper.from_array(np.ones(1, np.float32), "sparse")
    places = numpy_helper.from_array(np.zeros(1, np.int64), "places")
    model.graph.sparse_initializer.append(helper.make_sparse_tensor(values, places, [4]))


def make_negative(model):
    model.graph.initializer[0].dims[0] = -2


def put_beside(model):
    tensor = model.graph.initializer[0]
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.ClearField("raw_data")
    tensor.external_data.add(key="location", value="weights.bin")
    tensor.external_data.add(key="length", value="3")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (make_sparse, "expected arrays of all their numbers, got sparse ones"),
        (make_negative, "its arrays take more than 64 MB"),
        (put_beside, "array 'w' has another size than its file says"),
    ],
)
def test_arrays_that_are_not_what_they_say_are_refused(graph, change, message):
    with pytest.raises(WeightsError, match=message):
        read_model_file(graph(LAYER, SIGMOID, change=change))


@pytest.mark.parametrize("damage", [lambda content: content[:-3], lambda _: b"\xff" * 12])
def test_what_is_cut_short_or_no_protobuf_is_refused(graph, damage):
    path = graph(LAYER, SIGMOID)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(WeightsError, match=r"net\.onnx"):
        read_model_file(path)


def test_numbers_that_take_more_room_in_memory_than_in_the_file_are_bounded(graph, monkeypatch):
    def spread(model):
        flat = helper.make_tensor("w", onnx.TensorProto.FLOAT, (2, PIXELS), [0.5] * 2 * PIXELS)
        model.graph.initializer[0].CopyFrom(flat)

    path = graph(LAYER, SIGMOID, change=spread)
    assert read_model_file(path).model.layer_sizes == (PIXELS, 2)
    monkeypatch.setattr(parsing, "MOST_ONNX_NUMBERS", 100)
    with pytest.raises(WeightsError, match="expected its arrays as raw data"):
        read_model_file(path)


@pytest.mark.parametrize(
    ("nodes", "shape"),
    [(PRODUCT, (7, PIXELS)), ((node("MatMul", ["w", "x"], "s"), SIGMOID), (PIXELS, 7))],
    ids=["rows", "columns"],
)
def test_images_that_are_read_at_once_are_bounded(graph, monkeypatch, nodes, shape):
    path = graph(*nodes, shape=shape)
    monkeypatch.setattr(comparison, "MOST_ONNX_NUMBERS", 7 * PIXELS)
    assert read_model_file(path).model.layer_sizes == (PIXELS, 2)
    monkeypatch.setattr(comparison, "MOST_ONNX_NUMBERS", 7 * PIXELS - 1)
    with pytest.raises(WeightsError, match="reads 7 images at once: export it for any number"):
        read_model_file(path)


def test_of_two_classes_with_one_output_the_second_is_its_label(graph):
    def keep_one_neuron(model):
        for tensor in model.graph.initializer[:2]:
            first = numpy_helper.to_array(tensor)[:1]
            tensor.CopyFrom(numpy_helper.from_array(first, tensor.name))

    names = node("ZipMap", ["y"], "named", classlabels_strings=["no", "yes"])
    read = read_model_file(graph(LAYER, SIGMOID, names, change=keep_one_neuron))
    assert (read.model.layer_sizes, read.model.labels) == ((PIXELS, 1), ("yes",))


def test_weights_may_have_an_axis_that_does_nothing(graph, rng):
    def add_axis(model):
        weights = numpy_helper.to_array(model.graph.initializer[0]).T[None]
        model.graph.initializer[0].CopyFrom(numpy_helper.from_array(weights.copy(), "w"))
        axes = helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1, 1, 2])
        model.graph.output[0].CopyFrom(axes)

    nodes = (node("MatMul", ["x", "w"], "s"), SIGMOID)
    path = graph(*nodes, shape=(1, PIXELS), change=add_axis)
    ink = rng.random((1, PIXELS)).astype(np.float32)
    (expected,) = reference.ReferenceEvaluator(str(path)).run(None, {"x": ink})
    found = forward(read_model_file(path).model, ink).outputs
    np.testing.assert_allclose(found, expected[0], atol=1e-6)


@pytest.mark.parametrize("is_told", [True, False])
def test_arrays_in_a_file_of_their_own_are_read(graph, tmp_path, is_told):
    def put_whole(model):
        tensor = model.graph.initializer[0]
        (tmp_path / "weights.bin").write_bytes(tensor.raw_data)
        put_beside(model)
        tensor.external_data.pop()
        if is_told:
            tensor.external_data.add(key="length", value=str(4 * 2 * PIXELS))

    expected = read_model_file(graph(LAYER, SIGMOID)).model
    assert read_model_file(graph(LAYER, SIGMOID, change=put_whole)).model == expected


def test_a_graph_that_gives_none_of_its_layers_is_refused(graph):
    nodes = (LAYER, SIGMOID, node("Identity", ["w"], "c"))
    with pytest.raises(WeightsError, match="expected an output where the layers end, at 'y'"):
        read_model_file(graph(*nodes, end="c"))


def test_of_numbers_that_the_file_does_not_know_it_tells_no_shape(graph):
    found = OnnxGraph(onnx.load(graph(LAYER, SIGMOID)))
    assert found.shape("x") == (None, PIXELS)
    assert found.shape("nowhere") is None
