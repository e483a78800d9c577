"""Losses, against arithmetic, plain loops and differences."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest

from network.errors import OptionError
from network.training.loss import LOSSES, loss_function, one_hot

NAMES = list(LOSSES)


@pytest.mark.parametrize(
    ("name", "outputs", "expected"),
    [
        ("squared_error", [0.5, 0.25, 0.0], 0.25 + 0.5625),
        ("binary_cross_entropy", [0.5, 0.25, 0.5], 2 * math.log(2) + math.log(4)),
        ("cross_entropy", [0.5, 0.25, 0.25], math.log(4)),
    ],
)
def test_values_by_hand(name: str, outputs: list[float], expected: float) -> None:
    targets = np.array([0.0, 1.0, 0.0])
    assert loss_function(name)(np.array(outputs), targets) == pytest.approx(expected)


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_is_averaged(name: str, plain_loops: ModuleType, rng: np.random.Generator) -> None:
    outputs, targets = rng.uniform(0.05, 0.95, (8, 4)), one_hot(rng.integers(0, 4, 8), 4)
    singles = [plain_loops.plain_loss(name, *pair) for pair in zip(outputs, targets, strict=True)]
    assert loss_function(name)(outputs, targets) == pytest.approx(sum(singles) / 8, rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_agrees_with_central_differences(name: str, rng: np.random.Generator) -> None:
    loss, step = loss_function(name), 1e-6
    outputs, targets = rng.uniform(0.1, 0.9, (3, 4)), one_hot([1, 0, 3], 4)
    gradient = loss.gradient(outputs, targets)
    for index in np.ndindex(3, 4):
        move = np.zeros((3, 4))
        move[index] = step
        change = loss(outputs + move, targets) - loss(outputs - move, targets)
        assert gradient[index] == pytest.approx(change / (2 * step), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("error")
def test_certain_and_wrong_is_bad_but_finite(name: str) -> None:
    loss, outputs, targets = loss_function(name), np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert 1 < loss(outputs, targets) < math.inf
    assert np.isfinite(loss.gradient(outputs, targets)).all()


@pytest.mark.parametrize("name", NAMES)
def test_certain_and_right_costs_nothing(name: str) -> None:
    targets = one_hot([0, 1], 2)
    assert loss_function(name)(targets, targets) == pytest.approx(0, abs=1e-14)


@pytest.mark.parametrize("name", NAMES)
def test_single_precision_stays_single(name: str) -> None:
    outputs, targets = np.full((2, 3), 0.5, np.float32), one_hot([0, 1], 3).astype(np.float32)
    loss = loss_function(name)
    assert loss.gradient(outputs, targets).dtype == np.float32
    assert loss.partner_deltas(outputs, targets).dtype == np.float32


@pytest.mark.parametrize("name", NAMES)
def test_targets_of_another_shape_are_refused(name: str) -> None:
    loss = loss_function(name)
    for measure in (loss, loss.gradient, loss.partner_deltas):
        with pytest.raises(OptionError, match=r"targets must have the shape of outputs, \(2, 3\)"):
            measure(np.full((2, 3), 0.5), np.ones(3))


def test_an_unknown_loss_is_refused() -> None:
    with pytest.raises(OptionError, match=r"loss must be one of squared_error, .*, got 'hinge'"):
        loss_function("hinge")


def test_one_hot_by_hand() -> None:
    assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert one_hot(1, 2).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 3], "labels must be between 0 and 2, got 3"),
        ([-1, 0], "labels must be between 0 and 2, got -1"),
        ([0.0, 1.0], "labels must be integers, got float64"),
    ],
)
def test_labels_outside_the_classes_are_refused(labels: list[float], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        one_hot(labels, 3)
