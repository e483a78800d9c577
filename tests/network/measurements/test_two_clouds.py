"""Two clouds, and what divides them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from network.forward import forward
from network.measurements.two_clouds import REACH, TwoClouds, best_line, two_clouds
from network.mlp import MLP


@pytest.fixture(scope="module")
def found() -> TwoClouds:
    """Networks of one seed."""
    return two_clouds(seeds=(1,))


def test_all_points_are_in_the_square(found: TwoClouds) -> None:
    assert found.points.shape == (120, 2)
    assert np.abs(found.points).max() < REACH
    assert np.bincount(found.labels).tolist() == [60, 60]


def test_straight_layers_draw_a_straight_line(found: TwoClouds) -> None:
    line = found.straight.boundary
    (across, up), along = line[0], line[-1] - line[0]
    off = (line[:, 0] - across) * along[1] - (line[:, 1] - up) * along[0]
    assert np.abs(off).max() < 1e-12
    assert found.straight.accuracy.highest <= found.best_line < 1


def test_its_mistakes_are_the_points_on_the_wrong_side(found: TwoClouds) -> None:
    wrong = found.straight_mistakes
    assert 1 - len(wrong) / 120 == pytest.approx(found.straight.accuracy.values[0])
    one, other = forward(MLP(found.straight.layers), found.points).outputs.T
    assert ((other > one) != found.labels).nonzero()[0].tolist() == wrong.tolist()


def test_one_curve_divides_them(found: TwoClouds) -> None:
    assert found.bent.accuracy.values.tolist() == [1.0]
    outputs = forward(MLP(found.bent.layers), found.bent.boundary).outputs
    # The line is straight within a cell, where the outputs go from one end to the other.
    assert np.abs(outputs[:, 1] - outputs[:, 0]).max() < 0.2


def test_the_field_is_sampled_row_by_row_upwards(found: TwoClouds) -> None:
    row, column = 5, 30
    place = [found.bent.axis[column], found.bent.axis[row]]
    one, other = forward(MLP(found.bent.layers), place).outputs
    assert found.bent.field[row, column] == pytest.approx(other - one)


def test_the_best_line_by_trying_many(rng: np.random.Generator) -> None:
    points, labels = rng.normal(size=(14, 2)), rng.integers(0, 2, 14)
    best = 0
    for angle, offset in product(np.linspace(0, np.pi, 400), np.linspace(-3, 3, 400)):
        side = points @ [np.cos(angle), np.sin(angle)] > offset
        best = max(best, int((side == labels).sum()), int((side != labels).sum()))
    assert best_line(points, labels) == best / 14
