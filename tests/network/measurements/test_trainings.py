"""The trainings that scenes show, by another program."""

from __future__ import annotations

import json

import numpy as np
import pytest

from network.measurements.records import RECORDS_DIRECTORY

CAPACITY, CURVES, NONLINEARITY, GRADIENTS, CLOUDS = (
    json.loads((RECORDS_DIRECTORY / f"{name}.json").read_text())["record"]
    for name in ("capacity", "learning_curves", "nonlinearity", "gradients", "two_clouds")
)
SIZES = [
    pytest.param(
        each,
        # Of the seeds each size tries another one.
        i % len(CAPACITY["seeds"]["array"]),
        id=f"{each['depth']}-{each['width']}",
    )
    for i, each in enumerate(CAPACITY["networks"])
]
# Of ReLUs the general start is the best one: those networks are the same.
KINDS_OF_CURVES = [*CURVES["curves"], CURVES["general"][0]]
KINDS = [
    pytest.param(
        each,
        i % len(CURVES["seeds"]["array"]),
        id=f"{each['activation']}-{each['depth']}-{each['start']}",
    )
    for i, each in enumerate(KINDS_OF_CURVES)
]
STARTS = [
    pytest.param(each, seed, id=f"{each['activation']}-{each['start']}-{seed}",
                 marks=[] if seed == 0 else [pytest.mark.slow])
    for each in GRADIENTS["starts"]
    for seed in range(len(GRADIENTS["seeds"]["array"]))
]  # fmt: skip
ROUNDING = 0.005
"""Two programs add in another order: after thousands of steps in 32 bits that is to be seen."""
STEEP = 0.02
"""Many layers multiply what was rounded."""
LEAVING = 0.1
"""Deep sigmoids from the general start guess at first: when they leave that, rounding decides."""


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


@pytest.mark.slow
@pytest.mark.parametrize(("found", "place"), SIZES)
def test_a_network_trained_again_is_right_as_often(found, place, training, tested, plain_training):
    rng = np.random.default_rng(CAPACITY["seeds"]["array"][place])
    sizes = [784, *[found["width"]] * found["depth"], 10]
    start = plain_training.plain_start(sizes, "sigmoid", rng)
    assert sum(w.size + b.size for w, b, _ in start) == found["parameter_count"]
    epochs = CAPACITY["settings"]["epochs"]
    *_, last = plain_training.plain_epochs(start, *training, rng, epochs=epochs, adam=True)
    recorded = found["accuracy"]["values"]["array"][place]
    assert plain_training.plain_accuracy(last, *tested) == pytest.approx(recorded, abs=ROUNDING)


@pytest.mark.parametrize(
    ("kind", "place"), [("one_layer", 0), pytest.param("straight", 3, marks=pytest.mark.slow)]
)
def test_straight_layers_trained_again_are_right_as_often(
    kind, place, training, tested, plain_training
):
    rng = np.random.default_rng(NONLINEARITY["seeds"]["array"][place])
    sizes = [784, 10] if kind == "one_layer" else NONLINEARITY["layer_sizes"]
    start = plain_training.plain_start(sizes, "identity", rng)
    epochs = NONLINEARITY["settings"]["epochs"]
    *_, last = plain_training.plain_epochs(start, *training, rng, epochs=epochs, adam=True)
    recorded = NONLINEARITY[kind]["values"]["array"][place]
    assert plain_training.plain_accuracy(last, *tested) == pytest.approx(recorded, abs=ROUNDING)


def test_networks_of_two_records_that_had_the_same_training_are_the_same():
    alike = {(each["depth"], each["width"]): each["accuracy"] for each in CAPACITY["networks"]}
    assert NONLINEARITY["settings"] == CAPACITY["settings"]
    assert NONLINEARITY["layer_sizes"] == [784, 16, 16, 10]
    assert NONLINEARITY["bent"] == alike[2, 16]


def test_where_the_general_start_was_the_best_its_networks_are_the_same():
    deepest = CURVES["curves"][-len(CURVES["general"]) :]
    for chosen, general in zip(deepest, CURVES["general"], strict=True):
        assert general["start"] == "glorot"
        assert (general == chosen) is (chosen["start"] == "glorot")


@pytest.mark.parametrize(("found", "place"), KINDS)
def test_a_curve_begins_where_its_start_is_right_by_chance(found, place, tested, plain_training):
    layers = start(found, CURVES["seeds"]["array"][place], plain_training)
    recorded = found["accuracies"]["values"]["array"][place][0]
    # In 32 bits the last digit of a sum may decide.
    assert plain_training.plain_accuracy(layers, *tested) == pytest.approx(recorded, abs=3e-4)


@pytest.mark.slow
@pytest.mark.parametrize(("found", "place"), KINDS)
def test_a_curve_drawn_again_takes_the_same_course(found, place, training, tested, plain_training):
    seed = CURVES["seeds"]["array"][place]
    recorded = found["accuracies"]["values"]["array"][place][1:]
    again = [
        plain_training.plain_accuracy(layers, *tested)
        for layers in plain_training.plain_epochs(
            start(found, seed, plain_training), *learned(training),
            np.random.default_rng((seed, found["depth"])),
            epochs=len(recorded), adam=False, rate=found["learning_rate"],
        )
    ]  # fmt: skip
    room = STEEP if found["depth"] > 1 else ROUNDING
    assert again[:2] == pytest.approx(recorded[:2], abs=room)
    assert again[-3:] == pytest.approx(recorded[-3:], abs=room)
    is_late = (found["activation"], found["depth"], found["start"]) == ("sigmoid", 5, "glorot")
    assert again == pytest.approx(recorded, abs=LEAVING if is_late else room)


@pytest.mark.slow
@pytest.mark.parametrize("found", [CURVES["curves"][0], CURVES["curves"][-1]], ids=["one", "five"])
def test_a_rate_tried_again_is_as_good(found, training, plain_training):
    seed, epochs = CURVES["search_seed"], CURVES["settings"]["epochs"]
    *_, last = plain_training.plain_epochs(
        start(found, seed, plain_training), *learned(training),
        np.random.default_rng((seed, found["depth"])),
        epochs=epochs, adam=False, rate=found["learning_rate"],
    )  # fmt: skip
    apart = [part[5::6] for part in training]
    best = max(max(row) for row in found["searched"]["array"])
    assert plain_training.plain_accuracy(last, *apart) == pytest.approx(best, abs=STEEP)


@pytest.mark.parametrize(("found", "place"), STARTS)
def test_gradients_are_those_of_plain_backpropagation(found, place, training, plain_training):
    kind = {**found, "depth": GRADIENTS["hidden_layers"]}
    layers = start(kind, GRADIENTS["seeds"]["array"][place], plain_training)
    images, labels = (part[: GRADIENTS["images"]] for part in training)
    again = plain_training.plain_gradients(layers, images.astype(float), labels)
    for name, each in zip(("sizes", "slopes"), again, strict=True):
        assert each == pytest.approx(found[name]["values"]["array"][place], rel=1e-6)


@pytest.mark.parametrize("kind", ["straight", "bent"])
def test_clouds_told_apart_again(kind, plain_training):
    points, labels = (np.array(CLOUDS[name]["array"]) for name in ("points", "labels"))
    bend, settings, right = CLOUDS[kind]["bend"], CLOUDS["settings"], []
    for seed in CLOUDS["seeds"]["array"][:2]:
        rng, sizes = np.random.default_rng(seed), CLOUDS["layer_sizes"]
        begin = plain_training.plain_start(sizes, bend, rng, dtype=float)
        gain = settings["initial_gain"]
        *_, last = plain_training.plain_epochs(
            [(gain * weights, biases, name) for weights, biases, name in begin],
            points, labels, rng, epochs=settings["epochs"], adam=True,
            rate=settings["learning_rate"], batch_size=settings["batch_size"],
        )  # fmt: skip
        right.append(plain_training.plain_accuracy(last, points, labels))
        if seed == CLOUDS["seeds"]["array"][0]:
            for (weights, _, _), layer in zip(last, CLOUDS[kind]["layers"], strict=True):
                assert weights == pytest.approx(np.array(layer["weights"]["array"]), abs=1e-3)
    assert right == CLOUDS[kind]["accuracy"]["values"]["array"][:2]


def start(found, seed, plain_training):
    sizes = [784, *[16] * found["depth"], 10]
    gain = 4.0 if found["start"] == "glorot-times-4" else 1.0
    rng = np.random.default_rng(seed)
    is_he = found["start"] == "he"
    return plain_training.plain_start(sizes, found["activation"], rng, he=is_he, gain=gain)


def learned(training):
    """All but every sixth image."""
    is_learned = np.arange(len(training[1])) % 6 != 5
    return [part[is_learned] for part in training]
