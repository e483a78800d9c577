"""Networks out of files and other libraries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from network.errors import OptionError, WeightsError
from network.files.weight_files import (
    load_metadata,
    load_model,
    model_checksum,
    read_model_file,
    save_model,
    says_activations,
)
from network.forward import forward
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

Tensors = dict[str, np.ndarray]


@pytest.fixture
def tensors(rng: np.random.Generator) -> Tensors:
    """Return the tensors of a network 4-3-2."""
    return {
        "0.weight": rng.normal(size=(3, 4)),
        "0.bias": rng.normal(size=3),
        "1.weight": rng.normal(size=(2, 3)),
        "1.bias": rng.normal(size=2),
    }


def saved(folder: Path, tensors: Tensors, metadata: dict[str, str] | None = None) -> Path:
    path = folder / "weights.safetensors"
    save_file(tensors, path, metadata)
    return path


@pytest.mark.parametrize("ending", ["safetensors", "npz"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_saved_network_loads_as_it_was(
    ending: str, dtype: type, random_model: MLP, tmp_path: Path
) -> None:
    path = tmp_path / f"weights.{ending}"
    save_model(path, random_model.astype(dtype), {"seed": "3"})
    assert load_model(path) == random_model.astype(dtype)
    assert load_model(str(path)) == random_model.astype(dtype)
    assert says_activations(path)
    assert load_metadata(path) == {
        "seed": "3",
        "layer_sizes": "[6, 5, 4, 3]",
        "activations": '["sigmoid", "tanh", "softmax"]',
    }


@pytest.mark.parametrize("prefix", ["", "net.", "module.layers."])
def test_a_sequential_of_pytorch_loads_as_it_is(
    prefix: str, tensors: Tensors, tmp_path: Path, rng: np.random.Generator
) -> None:
    # An nn.Sequential numbers its activations too, and 10 comes after 2.
    numbers = {"0": "2", "1": "10"}
    renamed = {f"{prefix}{numbers[name[0]]}{name[1:]}": array for name, array in tensors.items()}
    model = load_model(saved(tmp_path, renamed), ["relu", "identity"])
    inputs = rng.random(4)
    hidden = np.maximum(tensors["0.weight"] @ inputs + tensors["0.bias"], 0)
    expected = tensors["1.weight"] @ hidden + tensors["1.bias"]
    np.testing.assert_allclose(forward(model, inputs).outputs, expected)


def test_without_a_word_on_activations_it_is_sigmoid_everywhere(
    tensors: Tensors, tmp_path: Path
) -> None:
    path = saved(tmp_path, tensors)
    assert not says_activations(path)
    assert load_model(path).activations == ("sigmoid", "sigmoid")


def test_the_caller_s_activations_win(tensors: Tensors, tmp_path: Path) -> None:
    path = saved(tmp_path, tensors, {"activations": '["relu", "softmax"]'})
    assert load_model(path).activations == ("relu", "softmax")
    assert load_model(path, ("tanh", "sigmoid")).activations == ("tanh", "sigmoid")


def test_activations_go_by_their_other_names_too(tensors: Tensors, tmp_path: Path) -> None:
    path = saved(tmp_path, tensors, {"activations": '["Logistic", null]'})
    assert load_model(path).activations == ("sigmoid", "identity")
    assert read_model_file(path).notes == ()
    assert load_model(path, ["ReLU", "none"]).activations == ("relu", "identity")


def test_log_softmax_is_read_as_softmax_and_that_is_said(tensors: Tensors, tmp_path: Path) -> None:
    path = saved(tmp_path, tensors, {"activations": '["relu", "LogSoftmax"]'})
    for asked in (None, ["relu", "log_softmax"]):
        found = read_model_file(path, asked)
        assert found.model.activations == ("relu", "softmax")
        (note,) = found.notes
        assert note.startswith("ends in log-softmax, which is read as softmax")


def test_half_precision_becomes_single(tensors: Tensors, tmp_path: Path) -> None:
    half = {name: array.astype(np.float16) for name, array in tensors.items()}
    model = load_model(saved(tmp_path, half))
    assert model.dtype == np.float32
    np.testing.assert_array_equal(model.layers[0].weights, half["0.weight"])


@pytest.mark.parametrize(
    ("dtype", "ours"), [(">f4", "f4"), (">f8", "f8"), (np.longdouble, "f8"), (">f2", "f4")]
)
def test_floats_of_other_machines_are_read(
    dtype: str, ours: str, tensors: Tensors, tmp_path: Path
) -> None:
    np.savez(tmp_path / "net.npz", **{n: array.astype(dtype) for n, array in tensors.items()})
    model = load_model(tmp_path / "net.npz")
    assert model.dtype == np.dtype(ours)
    expected = tensors["0.weight"].astype(dtype)
    np.testing.assert_array_equal(model.layers[0].weights, expected.astype(ours))


def test_the_caller_s_activations_are_checked(tensors: Tensors, tmp_path: Path) -> None:
    path = saved(tmp_path, tensors)
    with pytest.raises(OptionError, match="activations must be 2, one a layer, got 3"):
        load_model(path, ["relu"] * 3)
    with pytest.raises(OptionError, match=r"activation must be one of .*, got 'step'"):
        load_model(path, ["relu", "step"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"1.weight": np.zeros((2, 5))}, "layer 2: weights must have 3 columns to follow 3 neu"),
        ({"1.weight": np.zeros(3)}, r"layer 2: weights must have 2 axes, got shape \(3,\); if"),
        ({"0.bias": np.zeros(4)}, "layer 1: biases must be 3, one a row of weights, got 4"),
        ({"0.weight": np.full((3, 4), np.nan)}, r"layer 1: weights must be finite, got nan at"),
        ({"1.bias": np.array([0, np.inf])}, r"layer 2: biases must be finite, got inf at \[1\]"),
        ({"0.weight": np.ones((3, 4), int)}, "layer 1: weights must be float32 or .* got int64"),
        ({"0.weight": None}, r"tensor 0\.weight is missing"),
        ({"tail": np.zeros(3)}, "tensors must be named like .*, got 'tail'"),
        ({"net.2.bias": np.zeros(3)}, r"tensor net\.2\.weight is missing"),
    ],
)
def test_tensors_that_make_no_network_are_refused(
    change: dict[str, np.ndarray | None], message: str, tensors: Tensors, tmp_path: Path
) -> None:
    changed = {name: array for name, array in {**tensors, **change}.items() if array is not None}
    path = saved(tmp_path, changed)
    with pytest.raises(WeightsError, match=message) as error:
        load_model(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("number", [np.nan, np.inf, 1e200, -1e16])
@pytest.mark.parametrize("name", ["0.weight", "1.bias"])
def test_numbers_that_overflow_are_refused(
    number: float, name: str, tensors: Tensors, tmp_path: Path
) -> None:
    array = tensors[name].astype(np.float64)
    array.flat[-1] = number
    path = saved(tmp_path, {**tensors, name: array}, {"activations": '["relu", "identity"]'})
    with pytest.raises(
        WeightsError, match=r"must be finite|reach .*, expected at most 1e\+15"
    ) as error:
        load_model(path)
    assert "\n" not in str(error.value)


def test_sums_that_overflow_layer_after_layer_are_refused(tmp_path: Path) -> None:
    arrays = {f"{number}.weight": np.full((5, 5), 1e9) for number in range(3)}
    path = saved(tmp_path, arrays, {"activations": '["relu", "relu", "identity"]'})
    with pytest.raises(WeightsError, match=r"layer 2: its sums reach .*e\+19, expected at most"):
        load_model(path)
    said = InputPreparation(scale=np.asarray(1e20))
    path = saved(tmp_path, {"0.weight": np.ones((5, 5))})
    with pytest.raises(WeightsError, match="layer 1: its inputs reach 1e"):
        load_model(path, preparation=said)


def test_a_file_without_tensors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="expected the weights and biases of layers"):
        load_model(saved(tmp_path, {}))


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"activations": '["relu"]'}, "metadata must name 2 activations, one a layer, got 1"),
        ({"activations": '["relu", "step"]'}, "activation must be one of .*, got 'step'"),
        ({"activations": '["relu", ["tanh"]]'}, r"activation must be one of .*, got \['tanh'\]"),
        ({"activations": "relu"}, "metadata entry activations must be a list in JSON, got 'relu'"),
        ({"layer_sizes": "[4, 2]"}, r"metadata says layer sizes \[4, 2\], the tensors have \[4, 3"),
        ({"layer_sizes": "4"}, "metadata entry layer_sizes must be a list in JSON, got '4'"),
    ],
)
def test_metadata_of_another_network_is_refused(
    metadata: dict[str, str], message: str, tensors: Tensors, tmp_path: Path
) -> None:
    with pytest.raises(WeightsError, match=message):
        load_model(saved(tmp_path, tensors, metadata))


@pytest.mark.parametrize("read", [load_model, load_metadata, says_activations])
def test_a_missing_file_is_said(read: object, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"nowhere\.safetensors: no such file"):
        read(tmp_path / "nowhere.safetensors")


def test_the_checksum_is_the_same_in_every_file_and_precision(
    random_model: MLP, tmp_path: Path
) -> None:
    single = random_model.astype(np.float32)
    save_model(tmp_path / "weights.npz", single, {})
    checksum = model_checksum(single)
    assert len(checksum) == 64
    assert model_checksum(load_model(tmp_path / "weights.npz")) == checksum
    assert model_checksum(single.astype(np.float64)) == checksum


def test_the_checksum_tells_networks_apart() -> None:
    def model(weight: float, bias: float, activation: str) -> MLP:
        return MLP((Layer(np.array([[float(weight)]]), np.array([float(bias)]), activation),))

    models = [model(1, 2, "relu"), model(2, 1, "relu"), model(1, 2, "tanh"), model(1, 3, "relu")]
    assert len({model_checksum(each) for each in models}) == 4
