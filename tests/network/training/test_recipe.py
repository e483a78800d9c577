"""The recipe of the shipped network, on a handful of images, and whole where there is time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.digits.mnist import Mnist, find_mnist, load_mnist, load_test_set
from network.errors import OptionError, WeightsError
from network.files.default_model import DEFAULT_WEIGHTS
from network.files.weight_files import load_metadata, load_model
from network.training.history import EpochRecord, TrainingHistory
from network.training.initialization import initialize
from network.training.loop import training_epochs
from network.training.recipe import (
    _inputs,
    command_line,
    save_training,
    train_on_mnist,
    training_start,
)
from network.training.settings import TrainingSettings

SHORT = TrainingSettings(epochs=2, batch_size=20, seed=5)


@pytest.fixture
def few(rng: np.random.Generator) -> Mnist:
    """Return something of MNIST's kind with 100 images of noise to train on and 30 to test on."""
    return Mnist(
        rng.integers(0, 256, (100, 28, 28), np.uint8),
        rng.integers(0, 10, 100),
        rng.integers(0, 256, (30, 28, 28), np.uint8),
        rng.integers(0, 10, 30),
        {"train-images-idx3-ubyte": "aa", "t10k-images-idx3-ubyte": "bb"},
    )


def test_metadata_says_how_it_was_made(few: Mnist) -> None:
    told: list[EpochRecord] = []
    model, history, metadata = train_on_mnist(few, SHORT, told.append)
    assert model.layer_sizes == (784, 16, 16, 10)
    assert model.activations == ("sigmoid",) * 3
    assert model.dtype == np.float32
    assert history.epochs == tuple(told)
    assert metadata["command"] == "neuroscenes train --epochs 2 --batch-size 20 --seed 5"
    assert metadata["seed"] == "5"
    assert TrainingSettings(**json.loads(metadata["settings"])) == SHORT
    assert (metadata["data_checksum"], metadata["test_data_checksum"]) == ("aa", "bb")
    assert json.loads(metadata["versions"]).keys() == {"python", "numpy", "scipy"}
    images = few.test_images.reshape(30, 784) / 255
    accuracy = measure_accuracy(model, images, few.test_labels).accuracy
    assert float(metadata["accuracy"]) == accuracy


def test_the_start_of_a_training_is_drawn_again(few: Mnist) -> None:
    still = TrainingSettings(epochs=1, seed=5, initial_gain=0.5, learning_rate=0.0)
    model, _history, metadata = train_on_mnist(few, still)
    assert training_start(model, metadata) == model


@pytest.mark.parametrize("settings", [None, "{", "[]", '{"epochs": "many"}', '{"cooks": 2}'])
def test_a_start_that_nobody_tells_is_drawn_by_the_recipe(few: Mnist, settings: str | None) -> None:
    still = TrainingSettings(epochs=1, learning_rate=0.0)
    model = train_on_mnist(few, still, layer_sizes=(784, 3, 10), activations=("relu", "softmax"))[0]
    metadata = {} if settings is None else {"settings": settings}
    assert training_start(model, metadata) == model


@pytest.mark.skipif(find_mnist() is None, reason="MNIST is not on this machine")
def test_the_shipped_network_was_trained_from_the_start_that_is_drawn() -> None:
    mnist = load_mnist(download=False)
    metadata = load_metadata(DEFAULT_WEIGHTS)
    settings = TrainingSettings(**json.loads(metadata["settings"]))
    start = training_start(load_model(DEFAULT_WEIGHTS), metadata)
    rng = np.random.default_rng(settings.seed)
    initialize(start.layer_sizes, start.activations, rng)  # what comes after it is drawn next
    images = _inputs(mnist.training_images, np.float32)
    _model, first = next(training_epochs(start, images, mnist.training_labels, settings, rng))
    written = DEFAULT_WEIGHTS.with_suffix(".history.json").read_text()
    assert first.loss == pytest.approx(json.loads(written)["epochs"][0]["loss"], rel=1e-4)


def test_one_seed_gives_one_network(few: Mnist) -> None:
    one, same, other = (
        train_on_mnist(few, TrainingSettings(epochs=1, seed=seed))[0] for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_other_networks_can_be_trained(few: Mnist) -> None:
    settings = TrainingSettings(epochs=1, loss="cross_entropy")
    sizes, activations = (784, 5, 10), ("relu", "softmax")
    model, _, metadata = train_on_mnist(few, settings, layer_sizes=sizes, activations=activations)
    assert (model.layer_sizes, model.activations) == (sizes, activations)
    assert metadata["command"] == (
        "neuroscenes train --epochs 1 --loss cross_entropy"
        " --layer-sizes 784,5,10 --activations relu,softmax"
    )


@pytest.mark.parametrize("activations", ["relu,sigmoid,sigmoid", "tanh,tanh,tanh", "sigmoid"])
@pytest.mark.parametrize("sizes", ["784,9,9,10", "900,16,16,10"])
def test_other_networks_are_asked_for_by_options(sizes: str, activations: str) -> None:
    line = command_line(
        TrainingSettings(),
        layer_sizes=[int(size) for size in sizes.split(",")],
        activations=activations.split(","),
    )
    assert line == f"neuroscenes train --layer-sizes {sizes} --activations {activations}"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_inputs_are_pixels_from_0_to_1(dtype: type) -> None:
    found = _inputs(np.array([[[0, 51], [102, 255]]], np.uint8), dtype)
    assert found.dtype == dtype
    assert found == pytest.approx(np.array([[0, 0.2, 0.4, 1]]))


def test_a_network_that_does_not_fit_the_images_is_refused(few: Mnist) -> None:
    with pytest.raises(OptionError, match="inputs must have 700 values on their last axis"):
        train_on_mnist(few, SHORT, layer_sizes=(700, 16, 16, 10))
    with pytest.raises(OptionError, match="labels must be between 0 and 2"):
        train_on_mnist(few, SHORT, layer_sizes=(784, 16, 16, 3))


def test_the_defaults_need_no_options() -> None:
    assert command_line(TrainingSettings()) == "neuroscenes train"


def test_weights_and_history_are_saved_side_by_side(few: Mnist, tmp_path: Path) -> None:
    model, history, metadata = train_on_mnist(few, SHORT)
    path = tmp_path / "weights" / "mine.safetensors"
    beside = save_training(path, model, history, metadata)
    assert beside == tmp_path / "weights" / "mine.history.json"
    assert load_model(path) == model
    assert metadata.items() <= load_metadata(path).items()
    assert TrainingHistory.from_json(beside.read_text(encoding="utf-8")) == history


def test_a_history_that_cannot_be_written_is_said(few: Mnist, tmp_path: Path) -> None:
    model, history, metadata = train_on_mnist(few, SHORT)
    (tmp_path / "mine.history.json").mkdir()
    with pytest.raises(WeightsError, match=r"mine\.history\.json: cannot be written"):
        save_training(tmp_path / "mine.npz", model, history, metadata)


def test_the_shipped_network_says_how_it_was_made() -> None:
    metadata = load_metadata(DEFAULT_WEIGHTS)
    assert metadata["command"] == "neuroscenes train"
    assert TrainingSettings(**json.loads(metadata["settings"])) == TrainingSettings()
    assert metadata["seed"] == str(TrainingSettings().seed)
    assert re.fullmatch("[0-9a-f]{64}", metadata["data_checksum"])
    assert re.fullmatch("[0-9a-f]{64}", metadata["test_data_checksum"])
    assert float(metadata["accuracy"]) >= 0.963


def test_the_shipped_history_is_of_the_shipped_training() -> None:
    text = DEFAULT_WEIGHTS.with_suffix(".history.json").read_text(encoding="utf-8")
    epochs = TrainingHistory.from_json(text).epochs
    assert [record.epoch for record in epochs] == list(range(1, TrainingSettings().epochs + 1))
    assert epochs[-1].loss < epochs[0].loss / 5
    assert epochs[-1].training_accuracy > 0.95


@pytest.mark.skipif(find_mnist() is None, reason="MNIST is not on this machine")
def test_the_shipped_network_is_as_accurate_as_it_says() -> None:
    accuracy = measure_accuracy(load_model(DEFAULT_WEIGHTS), *load_test_set(download=False))
    assert accuracy.images == 10_000
    assert accuracy.accuracy == float(load_metadata(DEFAULT_WEIGHTS)["accuracy"])


@pytest.mark.slow
@pytest.mark.skipif(find_mnist() is None, reason="MNIST is not on this machine")
def test_training_again_is_as_accurate() -> None:
    metadata = train_on_mnist(load_mnist(download=False))[2]
    shipped = float(load_metadata(DEFAULT_WEIGHTS)["accuracy"])
    assert float(metadata["accuracy"]) == pytest.approx(shipped, abs=0.001)


def interrupt_at(epoch: int, told: list[EpochRecord]) -> Callable[[EpochRecord], None]:
    """Press Ctrl-C when this epoch is over."""

    def tell(record: EpochRecord) -> None:
        told.append(record)
        if record.epoch == epoch:
            raise KeyboardInterrupt

    return tell


def test_an_interrupted_training_keeps_what_was_learned(few: Mnist) -> None:
    settings = TrainingSettings(epochs=4, batch_size=20, seed=5)
    told: list[EpochRecord] = []
    model, history, metadata = train_on_mnist(few, settings, interrupt_at(2, told))
    assert [record.epoch for record in history.epochs] == [1, 2]
    assert history.epochs == tuple(told)
    assert metadata["epochs"] == "2 of 4"
    assert "--epochs 4" in metadata["command"]
    whole: list[EpochRecord] = []
    final, _, _ = train_on_mnist(few, settings, whole.append)
    assert [record.loss for record in whole[:2]] == [record.loss for record in told]
    assert final != model
    images = few.test_images.reshape(30, 784) / 255
    accuracy = measure_accuracy(model, images, few.test_labels).accuracy
    assert float(metadata["accuracy"]) == accuracy


def test_an_interrupt_before_anything_was_learned_goes_on(
    few: Mnist, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("network.training.loop.forward", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train_on_mnist(few, SHORT)


def test_a_whole_training_says_nothing_of_epochs(few: Mnist) -> None:
    assert "epochs" not in train_on_mnist(few, SHORT)[2]
