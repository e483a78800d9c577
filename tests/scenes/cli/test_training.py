from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import fields

import numpy as np
import pytest

from network.files.weight_files import load_metadata, load_model, save_model
from network.training.history import TrainingHistory
from network.training.initialization import initialize
from network.training.settings import TrainingSettings
from scenes.cli.training import train_command

FIRST_TEST_FILE = "t10k-images-idx3-ubyte.gz"


def test_every_setting_of_a_training_is_an_option_with_the_shipped_default():
    options = {option.name: option.default for option in train_command.params}
    for field in fields(TrainingSettings):
        assert options[field.name] == field.default


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--epochs", "0"), "epochs must be 1 or more, got 0"),
        (("--learning-rate", "nan"), "learning_rate must be 0 or more, got nan"),
        (("--optimizer", "magic"), "'magic' is not one of"),
        (("--layer-sizes", "784,many"), "--layer-sizes: expected such as 784,16,16,10"),
        (
            ("--layer-sizes", "64,16,10"),
            "--layer-sizes: expected 784 first, as MNIST has pixels, got 64",
        ),
        (("--output", "weights.pkl"), "expected a .safetensors or .npz file, got weights.pkl"),
    ],
)
def test_a_training_that_cannot_be_is_refused_before_it_begins(refused, arguments, message):
    assert message in refused("train", *arguments)


def test_a_file_of_weights_is_never_overwritten_unasked(refused, tmp_path):
    path = tmp_path / "mine.npz"
    path.write_bytes(b"precious")
    assert "exists, expected a new file or --force" in refused("train", "--output", path)
    assert path.read_bytes() == b"precious"


def test_a_training_writes_weights_history_and_metadata(neuroscenes, mnist_dir, tmp_path):
    path = tmp_path / "new" / "small.safetensors"
    sizes = ("--layer-sizes", "784,4,10", "--activations", "relu,softmax")
    settings = ("--epochs", 1, "--batch-size", 512, "--loss", "cross_entropy", "--seed", 3)
    ended = neuroscenes("train", *sizes, *settings, "--mnist-dir", mnist_dir, "--output", path)
    assert ended.code == 0
    assert ended.stderr.startswith("epoch 1 of 1: loss ")
    assert load_model(path).layer_sizes == (784, 4, 10)
    history = TrainingHistory.from_json(path.with_suffix(".history.json").read_text())
    assert len(history.epochs) == 1
    metadata = load_metadata(path)
    assert metadata["seed"] == "3"
    assert "--layer-sizes 784,4,10" in metadata["command"]
    assert f"{100 * float(metadata['accuracy']):.2f} %" in ended.stdout


def test_the_shipped_network_reads_enough_of_mnist(neuroscenes, mnist_dir):
    report = json.loads(neuroscenes("evaluate", "--mnist-dir", mnist_dir, "--json").stdout)
    assert report["accuracy"] >= 0.963
    assert report["images"] == 10_000
    assert report["correct"] == round(report["accuracy"] * 10_000)
    assert report["parameters"] == 13_002
    assert report["layer_sizes"] == [784, 16, 16, 10]
    assert report["activations"] == ["sigmoid"] * 3
    confusion = np.array(report["confusion"])
    assert confusion.sum() == 10_000
    assert np.trace(confusion) == report["correct"]
    np.testing.assert_allclose(report["per_digit"], np.diag(confusion) / confusion.sum(axis=1))


def test_an_evaluation_says_what_it_measured_and_on_what(neuroscenes, mnist_dir):
    ended = neuroscenes("evaluate", "--mnist-dir", mnist_dir)
    assert "of MNIST test images are read correctly" in ended.stdout
    assert "of 10,000)" in ended.stdout
    assert "784-16-16-10" in ended.stdout
    assert "13,002 parameters" in ended.stdout


def test_a_network_of_other_pixels_is_evaluated_on_own_digits_of_its_size(neuroscenes, tmp_path):
    path = tmp_path / "small.safetensors"
    rng = np.random.default_rng(0)
    save_model(path, initialize((64, 8, 10), ("relu", "softmax"), rng), {})
    ended = neuroscenes("evaluate", "--model", path)
    assert "% of own digits, warped, 8 x 8 pixels, are read correctly" in ended.stdout
    report = json.loads(neuroscenes("evaluate", "--model", path, "--json").stdout)
    assert (report["data"], report["pixels"], report["images"]) == ("own digits, warped", 64, 1200)


@pytest.mark.parametrize("command", ["evaluate", "render Bias", "classify --digit 3"])
def test_a_network_that_reads_no_picture_is_refused_by_its_file(refused, tmp_path, command):
    path = tmp_path / "iris.safetensors"
    save_model(path, initialize((4, 8, 3), ("relu", "softmax"), np.random.default_rng(0)), {})
    message = refused(*command.split(), "--model", path)
    assert message.startswith(f"neuroscenes: {path}: expected a network of 5 x 5 pixels or more")
    assert "got 4" in message


@pytest.mark.parametrize("damage", ["cut short", "altered", "no data"])
def test_damaged_mnist_files_are_refused_by_name(refused, mnist_dir, tmp_path, damage):
    for path in mnist_dir.iterdir():
        if path.name.startswith("t10k"):
            shutil.copy(path, tmp_path)
    file = tmp_path / FIRST_TEST_FILE
    if not file.exists():
        pytest.skip("this copy of MNIST has other file names")
    content = gzip.decompress(file.read_bytes())
    changed = {
        "cut short": content[:-1000],
        "altered": content[:-1] + b"\x07",
        "no data": b"",
    }[damage]
    file.write_bytes(gzip.compress(changed, 1))
    assert FIRST_TEST_FILE in refused("evaluate", "--mnist-dir", tmp_path)


def test_a_folder_without_mnist_is_refused(refused, tmp_path):
    assert str(tmp_path) in refused("evaluate", "--mnist-dir", tmp_path)
