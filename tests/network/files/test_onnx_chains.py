"""Graphs as exporters write them: folded into layers, they answer as ONNX's own reference does."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import WeightsError
from network.files.weight_files import read_model_file
from network.forward import forward
from network.input_preparation import InputPreparation

onnx = pytest.importorskip("onnx")
helper, numpy_helper = onnx.helper, onnx.numpy_helper
reference = pytest.importorskip("onnx.reference")

FLOAT, BYTE = onnx.TensorProto.FLOAT, onnx.TensorProto.UINT8
PIXELS = 16

Node = onnx.NodeProto


def node(kind: str, inputs: str, output: str, **said) -> Node:
    domain = "ai.onnx.ml" if kind in {"Scaler", "ZipMap", "ArrayFeatureExtractor"} else ""
    return helper.make_node(kind, inputs.split(), output.split(), domain=domain, **said)


@pytest.fixture
def arrays(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Weights of a network 16-5-3 as rows (w) and columns (k), and numbers to calculate with."""
    shapes = {"w1": (5, PIXELS), "b1": (5,), "w2": (3, 5), "b2": (3,), "v1": (1, 5), "v2": (1, 3)}
    shapes |= {"c1": (5, 1), "c2": (3, 1)}
    found = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    found |= {"k1": found["w1"].T.copy(), "k2": found["w2"].T.copy()}
    found |= {f"g{i}": rng.uniform(0.5, 2, 5) for i in range(5)}
    found |= {"pixel": rng.uniform(0.5, 2, PIXELS), "row": rng.uniform(0.5, 2, (4, 1))}
    found |= {"mean": np.array(0.1307), "std": np.array([0.3081])}
    found |= {name: np.array(value) for name, value in (("zero", 0.0), ("one", 1.0))}
    floats = {name: array.astype(np.float32) for name, array in found.items()}
    integers = {"i0": np.array(0), "axes": np.array([0]), "rest": np.array([-1])}
    integers |= {"flat": np.array([-1, PIXELS]), "same": np.array([0, -1])}
    return floats | {name: array.astype(np.int64) for name, array in integers.items()}


def saved(path, arrays, nodes, *, shape=("n", PIXELS), ends="y:1", kind=FLOAT, opset=17):
    used = {name for each in nodes for name in each.input}
    graph = helper.make_graph(
        nodes,
        "net",
        [helper.make_tensor_value_info("x", kind, shape)],
        [
            helper.make_tensor_value_info(name, int(number), ["a"] if number == "7" else ["a", "b"])
            for name, number in (end.split(":") for end in ends.split())
        ],
        [numpy_helper.from_array(a, name) for name, a in arrays.items() if name in used],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.ml", 3)],
        ir_version=8,
    )
    onnx.save(model, path)
    return path


def confirm(path, rng, activations, *, shape=(3, PIXELS), full_ink=1.0, columns=False, end="y"):
    """The network answers to ink as the graph does to what ink becomes; its notes."""
    ink = rng.random(shape)
    if full_ink == 255:
        ink = np.floor(ink * 255) / 255
    evaluator = reference.ReferenceEvaluator(str(path))
    kind = evaluator.proto_.graph.input[0].type.tensor_type.elem_type
    given = np.round(ink * full_ink) if full_ink == 255 else ink * full_ink
    names = [output.name for output in evaluator.proto_.graph.output]
    found = dict(
        zip(
            names,
            evaluator.run(None, {"x": given.astype(helper.tensor_dtype_to_np_dtype(kind))}),
            strict=True,
        )
    )
    read = read_model_file(path)
    assert read.model.activations == tuple(activations.split())
    outputs = forward(read.model, (ink.T if columns else ink).reshape(-1, PIXELS)).outputs
    expected = found[end].T if columns else found[end]
    np.testing.assert_allclose(outputs, expected, rtol=1e-4, atol=1e-5)
    return read.notes


def layers(start="x", first="s1", second="y"):
    return [
        node("Gemm", f"{start} w1 b1", first, transB=1),
        node("Relu", first, "a1"),
        node("Gemm", "a1 w2 b2", second, transB=1),
    ]


VIEW = [
    node("Shape", "x", "shape"),
    node("Gather", "shape i0", "n"),
    node("Unsqueeze", "n axes", "n1"),
    node("Concat", "n1 rest", "to", axis=0),
    node("Reshape", "x to", "flat_x"),
]


@pytest.mark.parametrize(
    ("before", "shape"),
    [
        (VIEW, ("n", 1, 4, 4)),
        ([node("Flatten", "x", "flat_x")], ("n", 1, 4, 4)),
        ([node("Reshape", "x flat", "flat_x")], ("n", 4, 4)),
        ([node("Reshape", "x same", "flat_x")], ("n", 4, 4, 1)),
        (
            [node("Transpose", "x", "t", perm=[0, 3, 1, 2]), node("Flatten", "t", "flat_x")],
            ("n", 4, 4, 1),
        ),
        ([node("Identity", "x", "i"), node("Dropout", "i", "flat_x")], ("n", PIXELS)),
        ([node("Cast", "x", "flat_x", to=FLOAT)], ("n", PIXELS)),
        ([node("Flatten", "x", "flat_x")], (1, 1, 4, 4)),
        ([node("Squeeze", "x one_axis", "flat_x")], ("n", 1, PIXELS)),
    ],
    ids=[
        "view",
        "flatten",
        "reshape",
        "keep the first axis",
        "channels",
        "dropout",
        "cast",
        "one image",
        "squeeze",
    ],
)
def test_the_arrangement_of_inputs_is_passed_over(before, shape, arrays, tmp_path, rng):
    arrays["one_axis"] = np.array([1])
    path = saved(tmp_path / "n.onnx", arrays, [*before, *layers("flat_x")], shape=shape)
    given = tuple(3 if axis == "n" else axis for axis in shape)
    assert confirm(path, rng, "relu identity", shape=given) == ()


@pytest.mark.parametrize("shape", [("n", PIXELS), ("n", 1, 4, 4)])
@pytest.mark.parametrize(
    "before",
    [
        [node("Sub", "x mean", "c"), node("Div", "c std", "p")],
        [node("Mul", "x std", "m"), node("Add", "mean m", "p")],
        [node("Neg", "x", "m"), node("Add", "m one", "p")],
        [node("Sub", "one x", "p")],
    ],
)
def test_arithmetic_on_all_inputs_is_folded(before, shape, arrays, tmp_path, rng):
    nodes = [*before, node("Flatten", "p", "f"), *layers("f")]
    path = saved(tmp_path / "n.onnx", arrays, nodes, shape=shape)
    confirm(path, rng, "relu identity", shape=tuple(3 if axis == "n" else axis for axis in shape))


def test_arithmetic_on_each_pixel_is_folded(arrays, tmp_path, rng):
    nodes = [node("Sub", "x pixel", "c"), node("Mul", "c pixel", "p"), *layers("p")]
    confirm(saved(tmp_path / "n.onnx", arrays, nodes), rng, "relu identity")
    scaled = [node("Scaler", "x", "p", offset=[0.1] * PIXELS, scale=[1.5] * PIXELS), *layers("p")]
    confirm(saved(tmp_path / "s.onnx", arrays, scaled), rng, "relu identity")
    rows = [node("Mul", "x row", "m"), node("Flatten", "m", "f"), *layers("f")]
    path = saved(tmp_path / "r.onnx", arrays, rows, shape=("n", 1, 4, 4))
    confirm(path, rng, "relu identity", shape=(3, 1, 4, 4))


@pytest.mark.parametrize(
    ("before", "kind", "full_ink"),
    [
        ([("Div", "x full", "p")], FLOAT, 255),
        ([("Mul", "x part", "p")], FLOAT, 255),
        ([("Mul", "x twice", "m"), ("Sub", "m one", "p")], FLOAT, 255),
        ([("Sub", "full x", "m"), ("Div", "m full", "p")], FLOAT, 255),
        ([("Sub", "x thirty", "m"), ("Div", "m deviation", "p")], FLOAT, 255),
        ([("Cast", "x", "m", FLOAT), ("Div", "m full", "p")], BYTE, 255),
        ([("Cast", "x", "p", FLOAT)], BYTE, 255),
        ([("Div", "x sixteen", "p")], FLOAT, 16),
    ],
)
def test_inputs_beyond_1_are_told_by_what_the_graph_makes_of_them(  # noqa: PLR0917
    before, kind, full_ink, arrays, tmp_path, rng
):
    numbers = {"full": 255, "part": 1 / 255, "twice": 1 / 127.5, "sixteen": 16, "one": 1}
    numbers |= {"thirty": 33.3, "deviation": 78.6}
    arrays |= {name: np.array(value, np.float32) for name, value in numbers.items()}
    nodes = [node(k, i, o, **({"to": to[0]} if to else {})) for k, i, o, *to in before]
    path = saved(tmp_path / "n.onnx", arrays, [*nodes, *layers("p")], kind=kind)
    (note,) = confirm(path, rng, "relu identity", full_ink=full_ink)
    assert note.startswith(f"seems to read numbers from 0 to {full_ink}, by what its graph")
    said = InputPreparation(np.asarray(2.0))
    told = read_model_file(path, preparation=said)
    assert told.notes == ()
    assert told.model.preparation == said.then(told.own_preparation)


def normalization(start, end, **said):
    return node("BatchNormalization", f"{start} g1 g2 g3 g4", end, **said)


@pytest.mark.parametrize(
    "nodes",
    [
        [
            node("Gemm", "x w1 b1", "s", transB=1),
            normalization("s", "n", epsilon=0.01),
            node("Relu", "n", "a"),
            node("Gemm", "a w2 b2", "y", transB=1),
        ],
        [
            node("Gemm", "x w1", "s", transB=1),
            node("Relu", "s", "r"),
            normalization("r", "a"),
            node("Gemm", "a w2 b2", "y", transB=1),
        ],
        [
            node("MatMul", "x k1", "p"),
            node("Add", "p b1", "s"),
            node("Mul", "s g1", "m"),
            node("Sub", "m g2", "d"),
            node("Relu", "d", "r"),
            node("Div", "r g3", "e"),
            node("Add", "g4 e", "a"),
            node("MatMul", "a k2", "q"),
            node("Add", "q v2", "y"),
        ],
    ],
    ids=["before relu", "after relu", "arithmetic"],
)
def test_lines_between_layers_are_folded(nodes, arrays, tmp_path, rng):
    confirm(saved(tmp_path / "n.onnx", arrays, nodes), rng, "relu identity")


@pytest.mark.parametrize("axis", [None, 0, -2])
@pytest.mark.parametrize(
    "nodes",
    [
        [
            node("MatMul", "w1 x", "p"),
            node("Add", "p c1", "s"),
            node("Relu", "s", "a"),
            node("Gemm", "w2 a c2", "l"),
        ],
        [
            node("Gemm", "k1 x c1", "s", transA=1),
            node("Relu", "s", "a"),
            node("MatMul", "w2 a", "l"),
        ],
    ],
    ids=["weights first", "turned"],
)
def test_columns_of_inputs_are_images_too(nodes, axis, arrays, tmp_path, rng):
    end = node("Identity", "l", "y") if axis is None else node("Softmax", "l", "y", axis=axis)
    path = saved(tmp_path / "n.onnx", arrays, [*nodes, end], shape=(PIXELS, "n"))
    activations = "relu identity" if axis is None else "relu softmax"
    confirm(path, rng, activations, shape=(PIXELS, 3), columns=True)


def test_columns_that_become_rows_are_followed(arrays, tmp_path, rng):
    nodes = [
        node("Gemm", "x k1 v1", "s", transA=1, alpha=0.5, beta=2.0),
        node("Relu", "s", "a"),
        node("Gemm", "a w2 b2", "y", transB=1),
    ]
    path = saved(tmp_path / "n.onnx", arrays, nodes, shape=(PIXELS, "n"))
    inputs = rng.random((PIXELS, 3))
    (expected,) = reference.ReferenceEvaluator(str(path)).run(
        None, {"x": inputs.astype(np.float32)}
    )
    outputs = forward(read_model_file(path).model, inputs.T).outputs
    np.testing.assert_allclose(outputs, expected, rtol=1e-4, atol=1e-5)
    turned = [
        node("Transpose", "x", "t", perm=[1, 0]),
        node("MatMul", "w1 t", "s"),
        node("Relu", "s", "a"),
        node("Transpose", "a", "u", perm=[1, 0]),
        node("MatMul", "u k2", "y"),
    ]
    confirm(saved(tmp_path / "t.onnx", arrays, turned), rng, "relu identity")


LABEL = [node("ArgMax", "y", "top", axis=1, keepdims=0)]
SKLEARN = [
    node("ArgMax", "y", "top", axis=1),
    node("ArrayFeatureExtractor", "classes top", "found"),
    node("Reshape", "found rest", "shaped"),
    node("Cast", "shaped", "label", to=7),
]


@pytest.mark.parametrize(
    ("nodes", "ends"),
    [
        (LABEL, "y:1 top:7"),
        (SKLEARN, "label:7 y:1"),
        ([node("TopK", "y count", "best places", axis=1)], "y:1 best:1"),
        ([node("Identity", "l", "logits")], "y:1 l:1"),
        ([], "y:1 l:1 a1:1"),
    ],
)
def test_what_only_says_what_outputs_mean_is_passed_over(nodes, ends, arrays, tmp_path, rng):
    arrays |= {"classes": np.arange(3), "count": np.array([2])}
    chain = [*layers(second="l"), node("Softmax", "l", "y", axis=1), *nodes]
    if any(each.input[0] == "l" for each in nodes):
        chain = chain[:-1]  # a second reader of the logits is no reading of outputs
    confirm(saved(tmp_path / "n.onnx", arrays, chain, ends=ends), rng, "relu softmax")


@pytest.mark.parametrize("classes", [[7, 8, 9], ["seven", "eight", "nine"]])
def test_classes_of_scikit_learn_are_labels(classes, arrays, tmp_path):
    chain = [*layers(second="l"), node("Softmax", "l", "y"), *SKLEARN[:2]]
    arrays["classes"] = np.array(classes)
    path = saved(tmp_path / "n.onnx", arrays, chain, ends="y:1")
    assert read_model_file(path).model.labels == tuple(map(str, classes))
    assert read_model_file(path, labels=("a", "b", "c")).model.labels == ("a", "b", "c")
    kind = "classlabels_strings" if isinstance(classes[0], str) else "classlabels_int64s"
    mapped = [
        *layers(second="l"),
        node("Softmax", "l", "y"),
        node("ZipMap", "y", "z", **{kind: classes}),
    ]
    path = saved(tmp_path / "z.onnx", arrays, mapped, ends="y:1")
    assert read_model_file(path).model.labels == tuple(map(str, classes))


def test_two_classes_of_scikit_learn_share_one_output(arrays, tmp_path, rng):
    arrays["w3"] = rng.normal(size=(5, 1)).astype(np.float32)
    nodes = [
        node("MatMul", "x k1", "s"),
        node("Relu", "s", "a"),
        node("MatMul", "a w3", "l"),
        node("Sigmoid", "l", "p"),
        node("Sub", "one p", "q"),
        node("Concat", "q p", "y", axis=1),
        node("ArgMax", "y", "label", axis=1),
    ]
    path = saved(tmp_path / "n.onnx", arrays, nodes, ends="y:1 p:1")
    confirm(path, rng, "relu sigmoid", end="p")


@pytest.mark.parametrize(
    ("nodes", "note"),
    [
        ([node("LogSoftmax", "l", "y", axis=1)], "ends in log-softmax, which is read as softmax"),
        (
            [node("Softmax", "l", "p", axis=-1), node("Log", "p", "y")],
            "ends in log-softmax, which is read as softmax",
        ),
        ([node("LogSoftmax", "l", "p"), node("Exp", "p", "y")], None),
    ],
)
def test_log_softmax_is_read_as_softmax(nodes, note, arrays, tmp_path, rng):
    path = saved(tmp_path / "n.onnx", arrays, [*layers(second="l"), *nodes])
    inputs = rng.random((3, PIXELS)).astype(np.float32)
    (answers,) = reference.ReferenceEvaluator(str(path)).run(None, {"x": inputs})
    found = read_model_file(path)
    outputs = forward(found.model, inputs).outputs
    assert found.model.activations == ("relu", "softmax")
    np.testing.assert_allclose(outputs, np.exp(answers) if note else answers, rtol=1e-4)
    assert [each[: len(note)] for each in found.notes] == [note] if note else not found.notes


@pytest.mark.parametrize(
    "relu",
    [
        [node("Clip", "s zero", "a")],
        [node("Clip", "s zero big", "a")],
        [node("Max", "s zero", "a")],
        [node("Max", "zero s", "a")],
    ],
)
def test_relu_by_another_name_is_relu(relu, arrays, tmp_path, rng):
    arrays["big"] = np.array(np.finfo(np.float32).max)
    nodes = [
        node("MatMul", "x k1", "s"),
        *relu,
        node("MatMul", "a k2", "y"),
    ]
    confirm(saved(tmp_path / "n.onnx", arrays, nodes), rng, "relu identity")


def test_constants_are_computed_before(arrays, tmp_path, rng):
    nodes = [
        node("Constant", "", "eps", value_float=1e-3),
        node("Add", "g1 eps", "v"),
        node("Sqrt", "v", "d"),
        node("Transpose", "w1", "t", perm=[1, 0]),
        node("MatMul", "x t", "p"),
        node("Div", "p d", "s"),
        node("Relu", "s", "a"),
        node("Cast", "w2", "c", to=onnx.TensorProto.DOUBLE),
        node("Cast", "c", "e", to=FLOAT),
        node("Gemm", "a e b2", "y", transB=1),
    ]
    nodes[0].ClearField("input")
    confirm(saved(tmp_path / "n.onnx", arrays, nodes), rng, "relu identity")


def test_functions_of_a_file_are_followed(arrays, tmp_path, rng):
    linear = helper.make_function(
        "own",
        "Linear",
        ["i", "w", "b"],
        ["o"],
        [
            node("Transpose", "w", "t", perm=[1, 0]),
            node("MatMul", "i t", "p"),
            node("Add", "p b", "o"),
        ],
        [helper.make_opsetid("", 17)],
    )
    nodes = [
        helper.make_node("Linear", ["x", "w1", "b1"], ["s"], domain="own"),
        node("Relu", "s", "a"),
        helper.make_node("Linear", ["a", "w2", "b2"], ["y"], domain="own"),
    ]
    graph = helper.make_graph(
        nodes,
        "net",
        [helper.make_tensor_value_info("x", FLOAT, ["n", PIXELS])],
        [helper.make_tensor_value_info("y", FLOAT, ["n", 3])],
        [numpy_helper.from_array(arrays[name], name) for name in ("w1", "b1", "w2", "b2")],
    )
    model = helper.make_model(
        graph,
        functions=[linear],
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("own", 1)],
        ir_version=8,
    )
    onnx.save(model, tmp_path / "n.onnx")
    confirm(tmp_path / "n.onnx", rng, "relu identity")


@pytest.mark.parametrize("kind", ["FLOAT16", "BFLOAT16"])
@pytest.mark.parametrize("reads_halves", [True, False])
def test_half_precision_becomes_single(kind, reads_halves, arrays, tmp_path):
    half = getattr(onnx.TensorProto, kind)
    dtype = helper.tensor_dtype_to_np_dtype(half)
    halves = {name: array.astype(dtype) for name, array in arrays.items() if name[0] in "wb"}
    if reads_halves:
        nodes, kind_of_input = [node("Identity", "x", "h"), *layers("h")], half
    else:
        nodes = [node("Cast", "x", "h", to=half), *layers("h", second="l")]
        nodes, kind_of_input = [*nodes, node("Cast", "l", "y", to=FLOAT)], FLOAT
    ends = f"y:{kind_of_input}"
    path = saved(tmp_path / "n.onnx", halves, nodes, kind=kind_of_input, ends=ends)
    model = read_model_file(path).model
    assert model.dtype == np.float32
    np.testing.assert_array_equal(model.layers[0].weights, halves["w1"].astype(np.float32))


def test_an_input_that_nothing_uses_is_passed_over(arrays, tmp_path):
    path = saved(tmp_path / "n.onnx", arrays, layers())
    model = onnx.load(path)
    training = helper.make_tensor_value_info("training", onnx.TensorProto.BOOL, [])
    model.graph.input.insert(0, training)
    onnx.save(model, tmp_path / "t.onnx")
    found = read_model_file(tmp_path / "t.onnx").model
    assert found == read_model_file(path).model


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        (
            [
                node("Gemm", "x w1", "s", transB=1),
                node("Softmax", "s", "a"),
                node("Mul", "a g1", "y"),
            ],
            "expected nothing behind the last activation, got arithmetic",
        ),
        (
            [
                node("Gemm", "x w1", "s", transB=1),
                node("Relu", "s", "r"),
                normalization("r", "n"),
                node("Relu", "n", "y"),
            ],
            "Relu: expected right after a layer",
        ),
        (
            [node("Gemm", "x w1", "s", transB=1), node("Clip", "s zero one", "y")],
            "Clip can't be filmed",
        ),
        (
            [node("Gemm", "x w1", "s", transB=1), normalization("s", "y", training_mode=1)],
            "expected the mode of evaluation",
        ),
        (
            [
                node("Gemm", "x w1", "s", transB=1),
                node("Mul", "s zero", "n"),
                node("Div", "n zero", "y"),
            ],
            "Div: divides by 0",
        ),
        (
            [node("QuantizeLinear", "x one", "q"), node("DequantizeLinear", "q one", "y")],
            "QuantizeLinear is of a quantized network: export it before it is quantized",
        ),
        (
            [
                node("Gemm", "x w1", "s", transB=1),
                node("Relu", "s", "a"),
                node("Gemm", "a w2", "y", transB=1),
                node("Tanh", "s", "z"),
            ],
            "expected a chain of layers, but 2 nodes use 's'",
        ),
        (
            [
                node("Reshape", "x tall", "t"),
                node("Transpose", "t", "u", perm=[0, 2, 1]),
                node("Flatten", "u", "f"),
                *layers("f"),
            ],
            "expected pixels to stay in their order",
        ),
        (
            [node("Reshape", "x halves", "t"), node("MatMul", "t kh", "y")],
            "its graph is no chain of layers|expected inputs that are images of 8 numbers",
        ),
    ],
)
def test_what_is_no_chain_is_refused(nodes, message, arrays, tmp_path):
    arrays |= {"tall": np.array([-1, 2, 8]), "halves": np.array([-1, 8])}
    arrays["kh"] = np.ones((8, 3), np.float32)
    ends = "y:1 z:1" if any("z" in each.output for each in nodes) else "y:1"
    if nodes[0].op_type == "QuantizeLinear":
        arrays["one"] = np.array(1, np.float32)
    path = saved(tmp_path / "n.onnx", arrays, nodes, ends=ends)
    with pytest.raises(WeightsError, match=message) as error:
        read_model_file(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("shape", [("n", PIXELS), ("n", "pixels"), (None, None), (3, "pixels")])
def test_images_whose_size_the_graph_does_not_say_are_as_large_as_its_weights(
    shape, arrays, rng, tmp_path
):
    nodes = [FIRST, node("Relu", "s", "a"), SECOND]
    confirm(saved(tmp_path / "n.onnx", arrays, nodes, shape=shape), rng, "relu identity")


FIRST = node("Gemm", "x w1 b1", "s", transB=1)
OLD = node("Gemm", "x w1 b1", "s", transB=1, broadcast=1)
SECOND = node("Gemm", "a w2 b2", "y", transB=1)
INTEGER = onnx.TensorProto.INT64


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        (
            [FIRST, node("Cast", "s", "i", to=INTEGER), node("Cast", "i", "a", to=FLOAT), SECOND],
            "Cast: expected floats, since integers are other numbers",
        ),
        ([FIRST, node("Cast", "s", "y", to=onnx.TensorProto.BOOL)], "Cast: expected floats"),
        (
            [FIRST, node("Dropout", "s half yes", "a"), SECOND],
            "Dropout: expected the mode of evaluation: export it anew",
        ),
        (
            [FIRST, node("Dropout", "s half", "a mask"), node("Cast", "mask", "y", to=FLOAT)],
            "Cast: expected nothing beside the layers",
        ),
        (
            [
                node("Shape", "x", "n"),
                node("Cast", "n", "odd", to=onnx.TensorProto.BOOL),
                node("ReduceMax", "odd", "may", keepdims=0),
                FIRST,
                node("Dropout", "s half may", "a"),
                SECOND,
            ],
            "Dropout: expected the mode of evaluation",
        ),
        ([FIRST, node("Relu", "s", "a"), node("Add", "a column", "y")], "constant numbers|arithm"),
        ([FIRST, node("Add", "s column", "a"), SECOND], "Add: nothing tells how much it gives"),
        (
            [FIRST, node("Greater", "s zero", "more"), node("Where", "more s zero", "a"), SECOND],
            "Where can't be filmed",
        ),
        (
            [
                node("Shape", "x", "n"),
                node("Cast", "n", "sizes", to=FLOAT),
                node("Gather", "sizes i0", "most"),
                FIRST,
                node("Clip", "s zero most", "a"),
                SECOND,
            ],
            "Clip can't be filmed",
        ),
        (
            [FIRST, node("LogSoftmax", "s", "a"), SECOND],
            "Gemm: expected log-softmax at the end alone",
        ),
        (
            [FIRST, node("ArgMax", "s", "y", axis=0)],
            "ArgMax: expected an axis of 1 or -1, got 0",
        ),
        *(
            ([FIRST, node(kind, "s", "y")], f"{kind}: expected an axis of 1 or -1, got 0")
            for kind in ("ArgMax", "ArgMin")
        ),
        (
            [FIRST, node("ReduceMax", "s", "y")],
            "ReduceMax: expected an axis of 1 or -1, got all",
        ),
        (
            [FIRST, node("Flatten", "s", "f", axis=0), node("TopK", "f two", "y places")],
            "its graph is no chain of layers",
        ),
        (
            [FIRST, node("Relu", "s", "a"), SECOND, node("ArgMax", "a", "z", axis=1)],
            "ArgMax: expected nothing beside the layers but what says which output is the largest",
        ),
        (
            [
                FIRST,
                node("ArgMax", "s", "i", axis=1),
                node("Cast", "i", "c", to=FLOAT),
                node("MatMul", "c pair", "y"),
            ],
            "MatMul: expected nothing beside the layers",
        ),
        ([node("Gemm", "square square x", "y")], "expected constant weights beside its input"),
    ],
)
def test_what_changes_numbers_is_refused(nodes, message, arrays, tmp_path):
    arrays |= {"half": np.array(0.5, np.float32), "yes": np.array(True), "two": np.array([2])}
    arrays |= {"column": arrays["c1"], "pair": np.ones((1, 3), np.float32)}
    arrays |= {"square": np.eye(PIXELS, dtype=np.float32)}
    ends = "y:1 z:1" if any("z" in each.output for each in nodes) else "y:1"
    path = saved(tmp_path / "n.onnx", arrays, nodes, ends=ends)
    with pytest.raises(WeightsError, match=message) as error:
        read_model_file(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("nodes", "opset", "is_read"),
    [
        ([FIRST, node("Dropout", "s half no", "a"), SECOND], 17, True),
        ([FIRST, node("Dropout", "s", "a", ratio=0.4), SECOND], 11, True),
        ([FIRST, node("Dropout", "s", "a mask", ratio=0.4), SECOND], 7, True),
        ([FIRST, normalization("s", "a m v sm sv"), SECOND], 9, False),
        ([OLD, normalization("s", "y", is_test=1)], 6, False),
        ([FIRST, normalization("s", "a m v", training_mode=1), SECOND], 15, False),
    ],
)
def test_old_and_new_modes_of_evaluation_are_told_from_training(  # noqa: PLR0917
    nodes, opset, is_read, arrays, tmp_path, rng
):
    arrays |= {"half": np.array(0.5, np.float32), "no": np.array(False)}
    path = saved(tmp_path / "n.onnx", arrays, nodes, opset=opset)
    if is_read:
        confirm(path, rng, "identity identity")
        return
    with pytest.raises(WeightsError, match="expected the mode of evaluation"):
        read_model_file(path)


@pytest.mark.parametrize("opset", [7, 9, 13, 15])
def test_normalizations_of_all_versions_are_lines(opset, arrays, tmp_path, rng):
    path = saved(tmp_path / "n.onnx", arrays, [FIRST, normalization("s", "y")], opset=opset)
    ink = rng.random((3, PIXELS))
    sums = ink @ arrays["w1"].T + arrays["b1"]
    scale, shift, mean, variance = (arrays[f"g{i}"] for i in range(1, 5))
    expected = (sums - mean) / np.sqrt(variance + 1e-5) * scale + shift
    outputs = forward(read_model_file(path).model, ink).outputs
    np.testing.assert_allclose(outputs, expected, rtol=1e-5, atol=1e-6)


def test_arithmetic_on_bytes_is_refused(arrays, tmp_path):
    arrays["full"] = np.array(255, np.uint8)
    nodes = [node("Div", "x full", "d"), node("Cast", "d", "c", to=FLOAT), *layers("c")]
    path = saved(tmp_path / "n.onnx", arrays, nodes, kind=BYTE)
    with pytest.raises(WeightsError, match="Div: expected a Cast to floats before it"):
        read_model_file(path)


def test_numbers_beyond_half_precision_are_refused(arrays, tmp_path):
    arrays["w1"] = arrays["w1"] * 1e5
    half = onnx.TensorProto.FLOAT16
    nodes = [FIRST, node("Cast", "s", "h", to=half), node("Cast", "h", "a", to=FLOAT), SECOND]
    path = saved(tmp_path / "n.onnx", arrays, nodes)
    with pytest.raises(WeightsError, match="Cast: its numbers overflow"):
        read_model_file(path)


def test_nodes_of_a_runtime_are_refused_with_the_way_out(arrays, tmp_path):
    fused = helper.make_node("FusedGemm", ["x", "w1"], ["y"], domain="com.microsoft")
    graph = helper.make_graph(
        [fused],
        "net",
        [helper.make_tensor_value_info("x", FLOAT, ["n", PIXELS])],
        [helper.make_tensor_value_info("y", FLOAT, ["n", 5])],
        [numpy_helper.from_array(arrays["w1"], "w1")],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), tmp_path / "n.onnx")
    with pytest.raises(WeightsError, match=r"is of com\.microsoft, .* without optimizing it"):
        read_model_file(tmp_path / "n.onnx")


def test_images_by_the_million_are_refused(arrays, tmp_path):
    path = saved(tmp_path / "n.onnx", arrays, layers(), shape=(10**9, PIXELS))
    with pytest.raises(WeightsError, match="reads 1000000000 images at once: export it for any"):
        read_model_file(path)


def test_a_chain_that_goes_on_inside_a_branch_is_refused(arrays, tmp_path):
    inside = helper.make_graph(
        [node("Relu", "l", "inner")],
        "inside",
        [],
        [helper.make_tensor_value_info("inner", FLOAT, None)],
    )
    arrays["yes"] = np.array(True)
    branch = node("If", "yes", "y", then_branch=inside, else_branch=inside)
    path = saved(tmp_path / "n.onnx", arrays, [*layers(second="l"), branch])
    with pytest.raises(WeightsError, match="If can't be filmed: it holds another graph"):
        read_model_file(path)


def test_a_graph_of_thousands_of_nodes_is_refused(arrays, tmp_path):
    steps = [node("Identity", f"k{i}", f"k{i + 1}") for i in range(1, 3000)]
    arrays = {"k1": arrays["k1"]}
    path = saved(tmp_path / "n.onnx", arrays, [*steps, node("MatMul", "x k3000", "y")])
    with pytest.raises(WeightsError, match="at most 500 nodes, got 3000"):
        read_model_file(path)


def test_a_constant_that_would_fill_the_memory_is_refused(arrays, tmp_path):
    arrays["huge"] = np.array([10**6, 10**6])
    nodes = [node("ConstantOfShape", "huge", "w"), node("MatMul", "x w", "y")]
    path = saved(tmp_path / "n.onnx", arrays, nodes)
    with pytest.raises(WeightsError, match="ConstantOfShape: makes too many numbers"):
        read_model_file(path)


@pytest.mark.parametrize(
    ("name", "activations", "notes"),
    [
        ("label-and-probabilities", ("relu", "softmax"), 0),
        ("log-softmax", ("relu", "softmax"), 1),
        ("normalize-first", ("relu", "identity"), 0),
        ("view-of-batch", ("relu", "identity"), 0),
    ],
)
def test_the_cases_are_read_as_they_should_be(name, activations, notes, rng, cases):
    path = cases / "onnx" / f"{name}.onnx"
    found = read_model_file(path)
    assert found.model.layer_sizes == (784, 32, 10)
    assert found.model.activations == activations
    assert len(found.notes) == notes
    shape = (3, 1, 28, 28) if name == "view-of-batch" else (3, 784)
    inputs = rng.random(shape).astype(np.float32)
    (expected,) = reference.ReferenceEvaluator(str(path)).run(["y"], {"x": inputs})
    outputs = forward(found.model, inputs.reshape(3, 784)).outputs
    expected = np.exp(expected) if notes else expected
    np.testing.assert_allclose(outputs, expected, rtol=1e-4, atol=1e-5)
