"""Optimizers, against arithmetic by hand and plain loops."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import OptionError
from network.training.optimizers import SGD, Adam, Optimizer, descend, initial_state, optimizer


def test_plain_descent_goes_against_the_gradient() -> None:
    state = initial_state(np.zeros(2))
    direction, state = SGD(0.0).direction(np.array([2.0, -4.0]), state)
    assert direction.tolist() == [2.0, -4.0]
    assert state.steps == 1


def test_momentum_keeps_a_share_of_the_last_step() -> None:
    rule, state = SGD(0.5), initial_state(np.zeros(1))
    directions = []
    for gradient in (4.0, 2.0, 0.0):
        direction, state = rule.direction(np.array([gradient]), state)
        directions.append(float(direction[0]))
    assert directions == [4.0, 4.0, 2.0]


def test_adam_agrees_with_its_formula(rng: np.random.Generator) -> None:
    rule, state = Adam(0.8, 0.9, 1e-6), initial_state(np.zeros(3))
    gradients = rng.normal(size=(5, 3))
    mean, square = [0.0] * 3, [0.0] * 3
    for step, gradient in enumerate(gradients, start=1):
        direction, state = rule.direction(gradient, state)
        for index in range(3):
            mean[index] = 0.8 * mean[index] + 0.2 * gradient[index]
            square[index] = 0.9 * square[index] + 0.1 * gradient[index] ** 2
            root = (square[index] / (1 - 0.9**step)) ** 0.5
            expected = mean[index] / (1 - 0.8**step) / (root + 1e-6)
            assert direction[index] == pytest.approx(expected, rel=1e-12)


def test_the_first_step_of_adam_has_length_one() -> None:
    direction, _ = Adam().direction(np.array([1e-3, -7.0]), initial_state(np.zeros(2)))
    assert direction == pytest.approx([1, -1], rel=1e-4)


@pytest.mark.parametrize("rule", [SGD(0.9), Adam()])
def test_a_bowl_is_descended(rule: Optimizer) -> None:
    parameters = np.array([3.0, -2.0])
    state = initial_state(parameters)
    for _ in range(500):
        direction, state = rule.direction(2 * parameters, state)
        parameters = descend(parameters, direction, 0.02)
    assert np.abs(parameters).max() < 0.01


@pytest.mark.parametrize("rule", [SGD(0.9), Adam()])
def test_the_state_before_a_step_stays_as_it_was(rule: Optimizer) -> None:
    before = initial_state(np.zeros(2))
    first, _ = rule.direction(np.ones(2), before)
    again, _ = rule.direction(np.ones(2), before)
    assert first.tolist() == again.tolist()
    assert not before.means.any()


@pytest.mark.parametrize("rule", [SGD(0.9), Adam()])
def test_single_precision_stays_single(rule: Optimizer) -> None:
    parameters = np.ones(2, np.float32)
    direction, state = rule.direction(parameters, initial_state(parameters))
    assert direction.dtype == state.means.dtype == state.squares.dtype == np.float32
    assert descend(parameters, direction, 0.1, 0.1 * parameters).dtype == np.float32


def test_decay_shrinks_regardless_of_the_gradient() -> None:
    parameters, still = np.array([10.0, 10.0]), np.zeros(2)
    assert descend(parameters, still, 0.5, np.array([0.1, 0.0])).tolist() == [9.5, 10.0]


def test_optimizers_go_by_name() -> None:
    assert optimizer("adam", 0.8) == Adam(0.8)
    assert optimizer("sgd", 0.8) == SGD(0.8)


def test_an_unknown_optimizer_is_refused() -> None:
    with pytest.raises(OptionError, match="optimizer must be one of adam, sgd, got 'lion'"):
        optimizer("lion", 0.9)
