"""Graphs made at random are read as ONNX's own reference computes them, or refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.errors import WeightsError
from network.files.weight_files import read_model_file
from network.forward import forward

onnx = pytest.importorskip("onnx")
helper, numpy_helper = onnx.helper, onnx.numpy_helper
reference = pytest.importorskip("onnx.reference")

Types = onnx.TensorProto
PIXELS = 4
SOME = ("nothing",) * 8
"""Eight times as likely as what else may be drawn: or hardly a graph would be a chain."""


@dataclass
class Drawn:
    """A graph in the making: what is drawn comes at random, from the place where numbers are."""

    draw: st.DrawFn
    by_columns: bool
    width: int = PIXELS
    place: str = "x"
    nodes: list = field(default_factory=list)
    arrays: dict = field(default_factory=dict)
    is_logarithm: bool = False

    def one_of(self, *choices):
        return self.draw(st.sampled_from(choices))

    def node(self, kind, *others, first=False, **said):
        """A node on the numbers here and on others; the place is behind it then."""
        inputs = [*others, self.place] if first else [self.place, *others]
        name = f"p{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **said))
        self.place = name

    def constant(self, value) -> str:
        name = f"c{len(self.arrays)}"
        self.arrays[name] = np.asarray(value)
        return name

    def numbers(self, *shape) -> str:
        seed = self.draw(st.integers(0, 1000))
        found = np.random.default_rng(seed).normal(size=shape) / np.sqrt(max(shape, default=1))
        return self.constant(found.astype(np.float32))

    def constants_beside(self) -> str:
        """Numbers in any shape that may be meant for the numbers here."""
        k = self.width
        shapes = [(), (1,), (k,), (1, k), (k, 1), (3, 1), (1, 1), (1, 1, k), (3, k), (k, k)]
        usual = (k, 1) if self.by_columns else (k,)
        return self.numbers(*self.one_of(usual, usual, usual, *shapes))

    def prepare(self) -> None:
        kind = self.one_of(*SOME, "cast", "reshape", "arithmetic", "dropout", "turn", "bend")
        getattr(self, kind)()

    def nothing(self) -> None:
        pass

    def cast(self) -> None:
        kinds = [Types.FLOAT, Types.INT64, Types.BOOL, Types.UINT8]
        self.node("Cast", to=self.one_of(*kinds))
        if self.one_of(True, False):
            self.node("Cast", to=Types.FLOAT)

    def reshape(self) -> None:
        kind = self.one_of("Flatten", "Reshape", "Identity", "Unsqueeze")
        if kind == "Flatten":
            self.node("Flatten", axis=self.one_of(0, 1, 1, 1))
        elif kind == "Identity":
            self.node("Identity")
        elif kind == "Reshape":
            shape = self.one_of([-1, self.width], [0, -1], [self.width, -1], [-1, 2], [3, -1])
            self.node("Reshape", self.constant(np.array(shape)))
        else:
            self.node("Unsqueeze", self.constant(np.array([self.one_of(0, 1)])))

    def arithmetic(self) -> None:
        for _ in range(self.one_of(1, 1, 2)):
            kind = self.one_of("Add", "Sub", "Mul", "Div", "Neg", "Sum")
            if kind == "Neg":
                self.node("Neg")
            else:
                self.node(kind, self.constants_beside(), first=self.one_of(True, False))

    def dropout(self) -> None:
        mode = self.one_of("none", "ratio", "evaluation", "training", "training at 0", "mask")
        ratio = self.constant(np.float32(0.0 if mode == "training at 0" else 0.4))
        more = {
            "none": [],
            "mask": [],
            "ratio": [ratio],
            "evaluation": [ratio, self.constant(np.array(False))],
        }.get(mode, [ratio, self.constant(np.array(True))])
        self.node("Dropout", *more, seed=7)
        if mode == "mask":
            self.nodes[-1].output.append("mask")
            self.place = "mask"

    def turn(self) -> None:
        self.node("Transpose", perm=self.one_of([1, 0], [0, 1]))
        if list(self.nodes[-1].attribute[0].ints) == [1, 0]:
            self.by_columns = not self.by_columns

    def bend(self) -> None:
        kind = self.one_of("Floor", "Abs", "Where", "Clip", "Relu", "Max")
        if kind == "Where":
            self.arrays["low"] = np.float32(0.2)
            here = self.place
            self.nodes.append(helper.make_node("Greater", [here, "low"], ["large"]))
            self.nodes.append(helper.make_node("Mul", [here, "low"], ["less"]))
            self.nodes.append(helper.make_node("Where", ["large", here, "less"], ["bent"]))
            self.place = "bent"
        elif kind in {"Clip", "Max"}:
            limits = [self.constant(np.float32(self.one_of(0.0, 0.0, 0.1)))]
            limits += [self.constant(np.float32(self.one_of(6, 3.4e38)))] * self.one_of(0, 1)
            self.node(kind, *(limits if kind == "Clip" else limits[:1]))
        else:
            self.node(kind)

    def layer(self) -> None:
        fan_in, fan_out = self.width, self.one_of(1, 2, 3, 5)
        kind = self.one_of("Gemm", "Gemm", "MatMul")
        said = {}
        if kind == "Gemm":
            said = {"alpha": self.one_of(1.0, 0.5), "beta": self.one_of(1.0, -2.0)}
        if self.by_columns and self.one_of(True, True, False):  # weights first: columns stay so
            turned = kind == "Gemm" and self.one_of(True, False)
            said |= {"transA": 1} if turned else {}
            weights = self.numbers(*((fan_in, fan_out) if turned else (fan_out, fan_in)))
            first = True
        else:
            turned = kind == "Gemm" and self.one_of(True, False)
            said |= {"transB": 1} if turned else {}
            said |= {"transA": 1} if self.by_columns and kind == "Gemm" else {}
            weights = self.numbers(*((fan_out, fan_in) if turned else (fan_in, fan_out)))
            first, self.by_columns = False, False
        self.width = fan_out
        self.node(kind, weights, first=first, **said)
        if kind == "Gemm" and self.one_of(True, True, False):
            self.nodes[-1].input.append(self.constants_beside())
        elif self.one_of(True, True, False):
            self.node("Add", self.constants_beside(), first=self.one_of(True, False))

    def normalize(self) -> None:
        vectors = [self.numbers(self.width) for _ in range(3)]
        variance = self.constant(np.abs(self.arrays[vectors[0]]) + 0.5)
        said = {"training_mode": 1} if self.one_of(*[False] * 3, True) else {}
        self.node("BatchNormalization", *vectors, variance, **said)
        if said:
            self.nodes[-1].output.extend(["running_mean", "running_variance"])

    def activate(self) -> None:
        usual = ["Relu", "Sigmoid", "Tanh", "nothing"]
        kind = self.one_of(*usual, *usual, "Softmax", "LogSoftmax", "LeakyRelu", "Elu", "bend")
        if kind.endswith("Softmax"):
            self.node(kind, axis=self.one_of(-1, -1, 1, 0))
        elif kind in {"nothing", "bend"}:
            getattr(self, kind)()
        else:
            self.node(kind)

    def end(self) -> str:
        """What the graph gives: its last numbers, or something that is made of them."""
        here = self.place
        kind = self.one_of(*SOME, "softmax", "ArgMax", "Cast", "Log", "threshold", "TopK", "both")
        if kind == "softmax":
            self.node(self.one_of("Softmax", "LogSoftmax"), axis=0 if self.by_columns else -1)
        elif kind == "ArgMax":
            self.node("ArgMax", axis=0 if self.by_columns else -1, keepdims=0)
        elif kind == "Cast":
            self.node("Cast", to=self.one_of(Types.FLOAT, Types.INT64, Types.DOUBLE))
        elif kind == "Log":
            self.node("Softmax", axis=0 if self.by_columns else -1)
            self.node("Log")
        elif kind == "threshold":
            self.node("Greater", self.constant(np.float32(0.5)))
        elif kind == "TopK":
            self.node("TopK", self.constant(np.array([1])), axis=0 if self.by_columns else -1)
            self.nodes[-1].output.append("places")
        elif kind == "both":
            one = self.constant(np.float32(self.one_of(1, 1, 0.9)))
            self.nodes.append(helper.make_node("Sub", [one, here], ["rest"]))
            self.nodes.append(helper.make_node("Concat", ["rest", here], ["both"], axis=-1))
            self.place = "both"
        return kind


@st.composite
def graphs(draw):
    """A model, what it gives, and whether a column of its inputs is an image."""
    by_columns = draw(st.sampled_from([False, False, False, True]))
    drawn = Drawn(draw, by_columns)
    kind = draw(st.sampled_from([Types.FLOAT] * 6 + [Types.UINT8]))
    if kind == Types.UINT8 and drawn.one_of(True, True, False):
        drawn.node("Cast", to=Types.FLOAT)
    drawn.prepare()
    for _ in range(drawn.one_of(1, 2, 2, 3)):
        drawn.layer()
        if drawn.one_of(*[False] * 4, True):
            drawn.normalize()
        drawn.prepare()
        drawn.activate()
        drawn.prepare()
    gives = drawn.end()
    count = draw(st.sampled_from(["n", "n", "n", 1, 3]))
    graph = helper.make_graph(
        drawn.nodes,
        "net",
        [
            helper.make_tensor_value_info(
                "x", kind, [PIXELS, count] if by_columns else [count, PIXELS]
            )
        ],
        [helper.make_empty_tensor_value_info(drawn.place)],
        [numpy_helper.from_array(array, name) for name, array in drawn.arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return onnx.shape_inference.infer_shapes(model), gives, by_columns, drawn.by_columns


def answers_of(model, images):
    """What the reference gives, None if it can't compute the graph."""
    try:
        (found,) = reference.ReferenceEvaluator(model).run(None, {"x": images})
    except Exception:  # noqa: BLE001 - numpy's errors of any type
        return None
    return np.asarray(found)


def is_the_same(outputs, answers, gives, *, columns, logarithms):
    """Whether a graph's answers are what the network's outputs, a row an image, say."""
    answers = answers.T if columns and answers.ndim > 1 else answers
    if gives == "ArgMax":
        near = np.sort(outputs, axis=-1)
        is_clear = len(near.T) < 2 or (near[:, -1] - near[:, -2] > 1e-5).all()
        return not is_clear or np.array_equal(outputs.argmax(axis=-1), answers.ravel())
    if gives == "threshold":
        outputs = np.log(outputs) if logarithms else outputs
        is_clear = (np.abs(outputs - 0.5) > 1e-5).all()
        return not is_clear or np.array_equal(outputs > 0.5, answers.reshape(outputs.shape))
    if gives == "TopK":
        outputs = outputs.max(axis=-1, keepdims=True)
    if gives == "both" and answers.size == 2 * outputs.size:
        outputs = np.hstack([1 - outputs, outputs])
    expected = np.exp(answers) if logarithms else answers
    return expected.size == outputs.size and np.allclose(
        outputs, expected.reshape(outputs.shape), rtol=1e-5, atol=1e-5
    )


def confirm(drawn, seed: int, path: Path) -> Counter:
    """Read a graph, and compare it with the reference on as many images as it takes; what came."""
    model, gives, by_columns, gives_columns = drawn
    path.write_bytes(model.SerializeToString())
    try:
        read = read_model_file(path)
    except WeightsError:
        return Counter(["refused"])
    came = Counter(["read"])
    (value,) = model.graph.input
    is_byte = value.type.tensor_type.elem_type == Types.UINT8
    full = next((n for n in (255, 16) if any(f"0 to {n}," in note for note in read.notes)), 1)
    fixed = [axis.dim_value for axis in value.type.tensor_type.shape.dim if axis.dim_value]
    counts = [fixed[1 if by_columns else 0]] if len(fixed) == 2 else [1, 2, 5]
    for count in counts:
        ink = np.random.default_rng(seed).random((count, PIXELS))
        ink = np.floor(ink * 255) / 255 if is_byte else ink.astype(np.float32).astype(float)
        images = (
            np.round(ink * 255).astype(np.uint8) if is_byte else (ink * full).astype(np.float32)
        )
        answers = answers_of(model, images.T if by_columns else images)
        if answers is None:  # the graph takes another number of images
            continue
        came["compared"] += 1
        outputs = forward(read.model, ink).outputs
        logarithms = any("log-softmax" in note for note in read.notes)
        same = is_the_same(outputs, answers, gives, columns=gives_columns, logarithms=logarithms)
        assert same, (onnx.printer.to_text(model), outputs, answers)
    return came


def test_random_graphs_are_read_as_the_reference_computes_them_or_refused(tmp_path_factory):
    path = tmp_path_factory.mktemp("graphs") / "net.onnx"
    came: Counter = Counter()

    @given(graphs(), st.integers(0, 2**32 - 1))
    @settings(
        derandomize=True, max_examples=200, deadline=None, suppress_health_check=list(HealthCheck)
    )
    def try_one(drawn, seed):
        came.update(confirm(drawn, seed, path))

    try_one()
    assert came["compared"] > came["read"] > 25
    assert came["refused"] > 40
