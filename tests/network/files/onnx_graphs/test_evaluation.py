"""One node at a time, and a look at the size of what it gives."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import WeightsError
from network.files.onnx_graphs import evaluation
from network.files.onnx_graphs.evaluation import BoundedEvaluator, cast_to_float, made_double

onnx = pytest.importorskip("onnx")
helper = onnx.helper
OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]


def node(kind, inputs, output="y", domain="", **said):
    return helper.make_node(kind, inputs.split(), output.split(), domain=domain, **said)


RUN = {
    "product": (node("MatMul", "a b"), {"a": np.ones((2, 30)), "b": np.ones((30, 3))}, 6, 1),
    "shape": (
        node("Reshape", "a b"),
        {"a": np.arange(6.0), "b": np.array([2, 3])},
        6,
        0,
    ),
    "scaler": (
        node("Scaler", "a", domain="ai.onnx.ml", offset=[1.0], scale=[2.0]),
        {"a": np.ones((2, 2), np.float32)},
        0,
        0,
    ),
    "first of two": (node("Dropout", "a", "y z"), {"a": np.arange(8.0)}, 8, 0),
}


@pytest.mark.parametrize(("done", "given", "size", "effort"), RUN.values(), ids=RUN)
def test_what_a_node_gives_is_counted_before(done, given, size, effort, monkeypatch):
    monkeypatch.setattr(evaluation, "MOST_ONNX_NUMBERS", size + effort)
    (found,) = BoundedEvaluator(OPSETS).run(done, given).values()
    assert found.size == (size or 4)
    if size:
        monkeypatch.setattr(evaluation, "MOST_ONNX_NUMBERS", size + effort - 1)
        with pytest.raises(WeightsError, match="makes too many numbers"):
            BoundedEvaluator(OPSETS).run(done, given)


def test_what_was_computed_before_counts(monkeypatch):
    monkeypatch.setattr(evaluation, "MOST_ONNX_NUMBERS", 10)
    evaluator = BoundedEvaluator(OPSETS)
    evaluator.run(node("Neg", "a"), {"a": np.ones(6)})
    evaluator.run(node("Neg", "a"), {"a": np.ones(4)})
    with pytest.raises(WeightsError, match="makes too many numbers"):
        evaluator.run(node("Neg", "a"), {"a": np.ones(1)})


def test_what_has_no_size_before_it_is_computed_is_refused():
    numbers = {name: np.array(value) for name, value in (("a", 0.0), ("b", 3.0), ("c", 1.0))}
    with pytest.raises(WeightsError, match="nothing tells how much it gives"):
        BoundedEvaluator(OPSETS).run(node("Range", "a b c"), numbers)
    counts = {name: value.astype(int) for name, value in numbers.items()}
    assert BoundedEvaluator(OPSETS).run(node("Range", "a b c"), counts)["y"].tolist() == [0, 1, 2]


def test_few_whole_numbers_alone_may_tell_the_size_of_a_result():
    arrays = (np.zeros(1000, int), np.zeros(3, bool), np.zeros(1001, int), np.zeros(3))
    assert [evaluation._is_few(array) for array in arrays] == [True, True, False, False]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_become_doubles_and_whole_numbers_stay(dtype):
    assert made_double(np.ones(2, dtype)).dtype == np.float64
    assert made_double(np.ones(2, np.int32)).dtype == np.int32


@pytest.mark.parametrize(
    ("kind", "largest"), [(onnx.TensorProto.FLOAT, 3.4e38), (onnx.TensorProto.FLOAT16, 65504.0)]
)
def test_a_cast_keeps_its_digits_and_may_not_overflow(kind, largest):
    cast = node("Cast", "a", to=kind)
    assert cast_to_float(cast, np.array([-largest, 0.1])).tolist() == [-largest, 0.1]
    assert cast_to_float(cast, np.array([])).size == 0
    with pytest.raises(WeightsError, match="its numbers overflow"):
        cast_to_float(cast, np.array([0.0, -1.01 * largest]))
