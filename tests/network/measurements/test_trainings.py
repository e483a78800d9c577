"""The accuracies of trainings that scenes show, from trainings by another program."""

from __future__ import annotations

import json

import numpy as np
import pytest

from network.measurements.records import RECORDS_DIRECTORY

CAPACITY, CURVES = (
    json.loads((RECORDS_DIRECTORY / f"{name}.json").read_text())["record"]
    for name in ("capacity", "learning_curves")
)
SIZES = [
    pytest.param(
        each,
        id=f"{each['depth']}-{each['width']}",
        marks=[] if each["depth"] == 0 else [pytest.mark.slow],
    )
    for each in CAPACITY["networks"]
]
STARTS = [
    pytest.param(each, id=f"{each['activation']}-{each['depth']}-{each['seed']}")
    for each in CURVES["curves"]
]
ROUNDING = 0.005
"""Two programs add in another order: after thousands of steps in 32 bits that is to be seen."""
STEEP = 0.02
"""Five layers of ReLU, without an end to their slope, multiply what was rounded."""


@pytest.fixture(scope="module")
def training(mnist_dir, plain_pens):
    """MNIST's images to learn, in 32 bits, with their labels."""
    images, labels = plain_pens.plain_mnist(mnist_dir, "train")
    return images.astype(np.float32), labels


@pytest.fixture(scope="module")
def tested(mnist_dir, plain_pens):
    """MNIST's images to test on."""
    images, labels = plain_pens.plain_mnist(mnist_dir, "t10k")
    return images.astype(np.float32), labels


@pytest.mark.parametrize("found", SIZES)
def test_a_network_trained_again_is_right_as_often(found, training, tested, plain_training):
    rng = np.random.default_rng(1)
    sizes = [784, *[found["width"]] * found["depth"], 10]
    start = plain_training.plain_start(sizes, "sigmoid", rng)
    recorded = recorded_accuracies(found)
    epochs = plain_training.plain_epochs(start, *training, rng, epochs=len(recorded), adam=True)
    again = [plain_training.plain_accuracy(layers, *tested) for layers in epochs]
    assert again == pytest.approx(recorded, abs=ROUNDING)


@pytest.mark.parametrize("found", STARTS)
def test_a_curve_begins_where_its_start_is_right_by_chance(found, tested, plain_training):
    assert (
        plain_training.plain_accuracy(start(found, plain_training), *tested)
        == found["start_accuracy"]
    )


@pytest.mark.slow
@pytest.mark.parametrize("found", STARTS)
def test_a_curve_drawn_again_takes_the_same_course(found, training, tested, plain_training):
    rng = np.random.default_rng((found["seed"], found["depth"]))
    recorded = recorded_accuracies(found)
    epochs = plain_training.plain_epochs(
        start(found, plain_training), *training, rng, epochs=len(recorded), adam=False
    )
    again = [plain_training.plain_accuracy(layers, *tested) for layers in epochs]
    is_steep = (found["depth"], found["activation"]) == (5, "relu")
    assert again[0] == pytest.approx(recorded[0], abs=ROUNDING)
    assert again == pytest.approx(recorded, abs=STEEP if is_steep else ROUNDING)


def start(found, plain_training):
    sizes = [784, *[16] * found["depth"], 10]
    rng = np.random.default_rng(found["seed"])
    return plain_training.plain_start(sizes, found["activation"], rng, he=True)


def recorded_accuracies(found):
    return [epoch["validation_accuracy"] for epoch in found["history"]["epochs"]]
