"""Squished numbers, against the formula and against plain loops."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest

from network.analysis.squishing import squish, squished_sums
from network.mlp import MLP


def test_ticks_are_squished_by_the_formula() -> None:
    found = squish([-2.0, 0.0, 3.5])
    expected = [1 / (1 + math.exp(-tick)) for tick in (-2.0, 0.0, 3.5)]
    assert found.squished == pytest.approx(expected, rel=1e-15)
    assert found.ticks.tolist() == [-2.0, 0.0, 3.5]


def test_a_thousand_to_each_side_stays_in_bounds() -> None:
    assert squish([-1000.0, 0.0, 1000.0]).squished.tolist() == [0.0, 0.5, 1.0]


def test_the_curve_runs_from_the_smallest_tick_to_the_largest() -> None:
    found = squish([3.0, -1.0, 0.0], "tanh", samples=5)
    assert found.curve_inputs.tolist() == [-1.0, 0.0, 1.0, 2.0, 3.0]
    assert found.curve_outputs == pytest.approx([math.tanh(x) for x in found.curve_inputs])


def test_the_order_of_numbers_is_kept_by_the_sigmoid() -> None:
    found = squish(np.linspace(-8, 8, 33))
    assert (np.diff(found.squished) > 0).all()
    assert found.squished + found.squished[::-1] == pytest.approx(np.ones(33))


@pytest.mark.parametrize(
    ("ticks", "activation", "message"),
    [
        ([], "sigmoid", r"ticks must be 1 or more numbers, got shape \(0,\)"),
        ([[1.0]], "sigmoid", r"ticks must be 1 or more numbers, got shape \(1, 1\)"),
        ([1.0], "softmax", "softmax squishes no number alone"),
        ([1.0], "sigmod", "activation must be one of"),
    ],
)
def test_what_cannot_be_squished_is_refused(ticks: list, activation: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        squish(ticks, activation)


def test_sums_are_those_of_plain_loops(
    random_model: MLP, rng: np.random.Generator, plain_loops: ModuleType
) -> None:
    images = 10 * rng.random((30, 6))
    found = squished_sums(random_model, images, layer=1, reach=2)
    sums = [
        value
        for image in images
        for value in plain_loops.plain_forward(random_model, image)[1].pre_activations
    ]
    squished = plain_loops.plain_activations("sigmoid", sums)
    assert (found.images, found.neurons, found.wide.total) == (30, 4, 120)
    assert found.wide.counts.sum() == found.squished.counts.sum() == 120
    assert (found.wide.smallest, found.wide.largest) == pytest.approx((min(sums), max(sums)))
    assert found.near.edges.tolist() == [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]
    for counts, edges, values in (
        (found.near.counts, found.near.edges, sums),
        (found.squished.counts, found.squished.edges, squished),
    ):
        for i, count in enumerate(counts):
            assert count == sum(edges[i] <= value < edges[i + 1] for value in values)


def test_batches_make_no_difference(random_model: MLP, rng: np.random.Generator) -> None:
    images = rng.random((1001, 6))
    parts = [squished_sums(random_model, part).near.counts for part in (images[:7], images[7:])]
    whole = squished_sums(random_model, images).near.counts
    assert whole.tolist() == (parts[0] + parts[1]).tolist()


def test_a_layer_or_images_that_are_not_there_are_refused(random_model: MLP) -> None:
    with pytest.raises(ValueError, match="layer must be between 0 and 2, got 3"):
        squished_sums(random_model, np.zeros((1, 6)), layer=3)
    with pytest.raises(ValueError, match="images must be 1 or more rows of pixels"):
        squished_sums(random_model, np.zeros((0, 6)))
