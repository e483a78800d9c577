from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from network.errors import WeightsError
from network.files.tensor_names import layers_of
from network.files.weight_files import load_model
from network.forward import forward

Arrays = dict[str, np.ndarray]
SIZES = (6, 5, 4, 3)
SQUARE = {"kernel": np.ones((3, 3)), "bias": np.ones(3)}


@pytest.fixture
def kernels(rng: np.random.Generator) -> list[np.ndarray]:
    """Kernels and biases in turn, as Keras's `get_weights` returns those of a network 6-5-4-3."""
    arrays = []
    for fan_in, fan_out in itertools.pairwise(SIZES):
        arrays += [rng.normal(size=(fan_in, fan_out)), rng.normal(size=fan_out)]
    return arrays


def by_hand(kernels: list[np.ndarray], inputs: np.ndarray) -> np.ndarray:
    """What Keras computes: inputs times kernel plus bias, and ReLU after all but the last."""
    values = inputs
    for kernel, bias in zip(kernels[::2], kernels[1::2], strict=True):
        sums = [
            sum(values[i] * kernel[i, j] for i in range(len(values))) + bias[j]
            for j in range(len(bias))
        ]
        values = np.maximum(sums, 0) if len(bias) != SIZES[-1] else np.array(sums)
    return values


def named(kernels: list[np.ndarray], pattern: str) -> Arrays:
    names = [layer.format(kind) for layer in pattern.split() for kind in ("kernel", "bias")]
    return dict(zip(names, kernels, strict=True))


@pytest.mark.parametrize(
    "pattern",
    [
        "dense/{} dense_1/{} dense_2/{}",
        "dense_9/{} dense_10/{} dense_11/{}",
        "sequential/dense/{}:0 sequential/dense_1/{}:0 sequential/dense_2/{}:0",
        "hidden.{} more.{} output.{}",
        "hidden1/{} hidden2/{} answer/{}",
    ],
)
@pytest.mark.parametrize("ending", ["safetensors", "npz"])
def test_a_network_of_keras_answers_as_there(pattern, ending, kernels, tmp_path, rng):
    arrays = named(kernels, pattern)
    path = tmp_path / f"keras.{ending}"
    # In no useful order: safetensors sorts as it likes anyway.
    shuffled = {name: arrays[name] for name in sorted(arrays, reverse=True)}
    save_file(shuffled, path) if ending == "safetensors" else np.savez(path, **shuffled)
    model = load_model(path, ["relu", "relu", "identity"])
    inputs = rng.random(6)
    assert model.layer_sizes == SIZES
    np.testing.assert_allclose(forward(model, inputs).outputs, by_hand(kernels, inputs))


def test_what_get_weights_returns_and_savez_saves_is_read(
    kernels: list[np.ndarray], tmp_path: Path, rng: np.random.Generator
) -> None:
    path = tmp_path / "keras.npz"
    np.savez(path, *kernels)
    inputs = rng.random(6)
    outputs = forward(load_model(path, ["relu", "relu", "identity"]), inputs).outputs
    np.testing.assert_allclose(outputs, by_hand(kernels, inputs))


def test_more_than_ten_arrays_in_turn_keep_their_order(rng: np.random.Generator) -> None:
    sizes = (2, 3, 4, 5, 6, 7, 8)
    arrays = []
    for fan_in, fan_out in itertools.pairwise(sizes):
        arrays += [rng.normal(size=(fan_in, fan_out)), rng.normal(size=fan_out)]
    found = layers_of({f"arr_{number}": array for number, array in enumerate(arrays)}).layers
    assert [layer.weights.shape for layer in found] == [
        (3, 2),
        (4, 3),
        (5, 4),
        (6, 5),
        (7, 6),
        (8, 7),
    ]


@pytest.mark.parametrize(
    "layers",
    [["fc1", "fc2"], ["0", "2"], ["net.0", "net.3"], ["layers.0.linear", "layers.1.linear"]],
)
def test_the_rows_of_pytorch_stay_rows(layers: list[str], rng: np.random.Generator) -> None:
    first, second = rng.normal(size=(3, 4)), rng.normal(size=(2, 3))
    arrays = {
        f"{layers[1]}.weight": second,
        f"{layers[1]}.bias": np.zeros(2),
        f"{layers[0]}.weight": first,
        f"{layers[0]}.bias": np.zeros(3),
    }
    found = layers_of(arrays).layers
    np.testing.assert_array_equal(found[0].weights, first)
    np.testing.assert_array_equal(found[1].weights, second)


def test_a_single_linear_layer_needs_no_name() -> None:
    (layer,) = layers_of({"weight": np.ones((2, 3)), "bias": np.zeros(2)}).layers
    assert layer.weights.shape == (2, 3)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({}, "expected the weights and biases of layers, got no arrays"),
        ({"conv/delta": np.ones(3)}, "tensors must be named like .* got 'conv/delta'"),
        ({"dense/bias": np.ones(3)}, "tensor dense/weight is missing"),
        ({f"arr_{i}": np.ones(3) for i in range(3)}, r"arrays without names .* got arr_0 \(3,\)"),
        (
            {
                f"{a}/{k}": np.ones((3, 3)[: 2 - (k == "bias")])
                for a in "ab"
                for k in ("kernel", "bias")
            },
            "layers must have numbers that tell their order, such as fc1, fc2, got a/kernel",
        ),
        (
            {f"{layer}/{kind}": np.ones(3) for layer in "ab" for kind in SQUARE},
            r"layer a/kernel: weights must have 2 axes, got shape \(3,\)",
        ),
    ],
)
def test_arrays_that_make_no_network_are_refused(arrays: Arrays, message: str) -> None:
    with pytest.raises(WeightsError, match=message):
        layers_of(arrays)


def test_dozens_of_layers_without_numbers_are_refused_at_once() -> None:
    names = [chr(ord("a") + i) for i in range(20)]
    arrays = {f"{name}.weight": np.ones((2, 2)) for name in names}
    arrays |= {f"{name}.bias": np.ones(2) for name in names}
    with pytest.raises(WeightsError, match="layers must have numbers"):
        layers_of(arrays)


def test_an_optimizer_s_numbers_are_left_out_whatever_they_are_called(kernels):
    arrays = named(kernels, "dense/{} dense_1/{} dense_2/{}")
    more = {f"optimizer/{name}/0": array for name, array in arrays.items()}
    found = layers_of(arrays | more).layers
    for layer, kernel, biases in zip(found, kernels[::2], kernels[1::2], strict=True):
        assert layer.weights.T.tolist() == kernel.tolist()
        assert layer.biases.tolist() == biases.tolist()


def test_arrays_by_number_may_lack_biases(kernels):
    chosen = [kernels[i] for i in (0, 1, 2, 4, 5)]  # the second layer has none
    arrays = {f"arr_{i}": array for i, array in enumerate(chosen)}
    found = layers_of(arrays)[0]
    assert [layer.biases.tolist() for layer in found] == [
        kernels[1].tolist(),
        [0.0] * 4,
        kernels[5].tolist(),
    ]


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        (
            {"thing": np.ones((2, 3, 4)), "fc.weight": np.ones((2, 2))},
            r"a stack of matrices, or a convolution \(thing\)",
        ),
        (
            {
                "one.weight": np.ones((5, 5)),
                "two.weight": np.ones((5, 5)),
                "alpha_bias": np.ones(5),
                "beta_bias": np.ones(5),
            },
            "which biases belong to which weights can't be told",
        ),
    ],
)
def test_what_fits_no_layer_is_named(arrays, message):
    with pytest.raises(WeightsError, match=message):
        layers_of(arrays)
