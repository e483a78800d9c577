"""Histograms of weighted sums, against plain loops."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from network.digits.datasets import TestData
from network.measurements.squished_sums import squished_sums
from network.mlp import MLP


def unlabeled(images: NDArray[np.float64]) -> TestData:
    return TestData(images, np.zeros(len(images), int), "some pictures", "00")


def test_sums_are_those_of_plain_loops(
    random_model: MLP, rng: np.random.Generator, plain_loops: ModuleType
) -> None:
    images = 10 * rng.random((30, 6))
    found = squished_sums(random_model, unlabeled(images), layer=1, reach=2)
    sums = [
        value
        for image in images
        for value in plain_loops.plain_forward(random_model, image)[1].pre_activations
    ]
    squished = plain_loops.plain_activations("sigmoid", sums)
    assert (found.images, found.neurons, found.near.total) == (30, 4, 120)
    assert found.pieces.counts.sum() == found.squished.counts.sum() == 120
    assert found.near.edges.tolist() == [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]
    for counts, edges, values in (
        (found.near.counts, found.near.edges, sums),
        (found.squished.counts, found.squished.edges, squished),
    ):
        for i, count in enumerate(counts):
            assert count == sum(edges[i] <= value < edges[i + 1] for value in values)


def test_pieces_make_up_the_bins_before_and_after(
    random_model: MLP, rng: np.random.Generator
) -> None:
    found = squished_sums(random_model, unlabeled(10 * rng.random((300, 6))), reach=2)
    counts, lows = found.pieces.counts, found.pieces.edges[:-1]
    for i, count in enumerate(found.near.counts):
        low, high = found.near.edges[i : i + 2]
        assert counts[(low <= lows) & (lows < high)].sum() == pytest.approx(count, abs=1)
    for i, count in enumerate(found.squished.counts):
        assert counts[found.piles == i].sum() == count


def test_batches_make_no_difference(random_model: MLP, rng: np.random.Generator) -> None:
    images = rng.random((1001, 6))
    parts = [
        squished_sums(random_model, unlabeled(part)).near.counts
        for part in (images[:7], images[7:])
    ]
    whole = squished_sums(random_model, unlabeled(images)).near.counts
    assert whole.tolist() == (parts[0] + parts[1]).tolist()


def test_a_layer_or_images_that_are_not_there_are_refused(random_model: MLP) -> None:
    with pytest.raises(ValueError, match="layer must be between 0 and 2, got 3"):
        squished_sums(random_model, unlabeled(np.zeros((1, 6))), layer=3)
    with pytest.raises(ValueError, match="images must be 1 or more rows of pixels"):
        squished_sums(random_model, unlabeled(np.zeros((0, 6))))


def test_sums_within_reach_leave_no_pieces_beyond(random_model: MLP) -> None:
    found = squished_sums(random_model, unlabeled(np.zeros((3, 6))))
    assert found.neurons == 5
    assert (found.pieces.edges[0], found.pieces.edges[-1]) == (-8, 8)
