"""Ctrl-C while a network is trained: a signal to a process of its own, which learns own digits."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from network.files.weight_files import load_metadata, load_model
from network.training.history import TrainingHistory

ROOT = Path(__file__).resolve().parents[3]
TRAIN = """
import signal, sys
import numpy as np
# A parent that runs in the background hands down that Ctrl-C is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
import network.digits.mnist
from network.digits.drawn_digits import drawn_test_set
def own_digits(_directory=None):
    images, labels = drawn_test_set(np.random.default_rng(3), copies=2)
    images, labels = np.tile(images, (REPEATS, 1)), np.tile(labels, REPEATS)
    pixels = np.round(255 * images).astype(np.uint8).reshape(-1, 28, 28)
    print("training begins", file=sys.stderr, flush=True)
    checksums = {"train-images-idx3-ubyte": "aa", "t10k-images-idx3-ubyte": "bb"}
    return network.digits.mnist.Mnist(pixels, labels, pixels, labels, checksums)
network.digits.mnist.load_mnist = own_digits
from scenes.cli import main
main(sys.argv[1:])
"""
EPOCHS = 100_000
"""More than anybody waits for."""


@pytest.fixture
def training(tmp_path):
    """A training under way, started with further options; its weights go to `new.safetensors`."""
    started = []

    def start(*options, repeats=1):
        code = TRAIN.replace("REPEATS", str(repeats))
        command = [sys.executable, "-c", code, "train", "--layer-sizes", "784,4,10"]
        command += ["--activations", "relu,softmax", "--loss", "cross_entropy", *options]
        command += ["--output", str(tmp_path / "new.safetensors")]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def lines_until(stream, beginning):
    """Read lines until one begins so."""
    for line in stream:
        if line.startswith(beginning):
            return
    pytest.fail(f"no line began with {beginning!r}")


def test_ctrl_c_writes_the_network_as_it_is(training, tmp_path):
    process = training("--epochs", str(EPOCHS))
    lines_until(process.stderr, "epoch 3 of ")
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    path = tmp_path / "new.safetensors"
    history = TrainingHistory.from_json(path.with_suffix(".history.json").read_text())
    done = len(history.epochs)
    assert 3 <= done < EPOCHS
    assert f"stopped: {path} is the network after {done} of {EPOCHS} epochs" in stderr
    assert load_metadata(path)["epochs"] == f"{done} of {EPOCHS}"
    assert load_model(path).layer_sizes == (784, 4, 10)
    accuracy = float(load_metadata(path)["accuracy"])
    assert f"{path}: {100 * accuracy:.2f} % of the test images are right" in stdout
    assert {file.name for file in tmp_path.iterdir()} == {path.name, "new.history.json"}


def test_impatience_does_no_harm(training, tmp_path):
    process = training("--epochs", str(EPOCHS))
    lines_until(process.stderr, "epoch 2 of ")
    for _ in range(5):
        process.send_signal(signal.SIGINT)
    stderr = process.communicate(timeout=60)[1]
    assert process.returncode == 130, stderr
    assert "epochs" in load_metadata(tmp_path / "new.safetensors")


def test_ctrl_c_in_the_first_epoch_leaves_nothing(training, tmp_path):
    # Of so many images, one a step, an epoch takes long.
    plain = [f"--augment-{kind}=0" for kind in ("shift", "rotation", "scale")]
    process = training("--epochs", "9", "--batch-size", "1", *plain, repeats=200)
    lines_until(process.stderr, "training begins")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    stderr = process.communicate(timeout=60)[1]
    assert process.returncode == 130, stderr
    assert stderr.strip() == "stopped before the first epoch was over: nothing was written"
    assert list(tmp_path.iterdir()) == []
