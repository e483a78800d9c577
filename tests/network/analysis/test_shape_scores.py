"""Scores beside those of noise that is as smooth."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.shape_scores import MARK, ShapeScores, best_scores, compared, smooth_twins
from network.files.default_model import default_model


def test_twins_are_noise_with_the_spectrum_of_the_weights() -> None:
    row = default_model().layers[0].weights[6].astype(float)
    twins = smooth_twins(row, np.random.default_rng(3), 20)
    assert twins.shape == (20, 784)
    spectrum = np.abs(np.fft.fft2(row.reshape(28, 28)))
    for twin in twins:
        np.testing.assert_allclose(np.abs(np.fft.fft2(twin.reshape(28, 28))), spectrum, atol=1e-9)
    # Each of them has nothing to do with the weights, nor with one another.
    between = np.corrcoef([row, *twins])[np.triu_indices(21, 1)]
    assert abs(between.mean()) < 0.05
    assert np.abs(between).max() < 0.7


def test_neurons_above_their_twins_are_clear() -> None:
    scores, twins = np.array([0.5, 0.5, 0.3]), np.full((3, 100), 0.4)
    twins[1, :5], twins[2, :5] = 0.6, 0.2
    found = ShapeScores(scores, np.zeros((3, 4)), twins)
    assert (found.twins, found.twins_below.tolist()) == (100, [100, MARK, 5])
    assert found.is_clear.tolist() == [True, True, False]
    assert found.clear_count == 2
    assert found.ranking.tolist() == [0, 1, 2]


def test_pictures_and_their_twins_are_compared_with_every_shape() -> None:
    rng = np.random.default_rng(0)
    bank = rng.normal(size=(5, 64))
    bank -= bank.mean(axis=1, keepdims=True)
    bank /= np.linalg.norm(bank, axis=1, keepdims=True)
    rows = np.stack([2 * bank[3] + 7, -bank[1], rng.normal(size=64)])
    chosen, best, twins = compared(rows, bank, np.random.default_rng(4))
    assert chosen[:2] == pytest.approx([1, -1])
    assert best[:2].tolist() == [3, 1]
    every = np.corrcoef(rows[2], bank)[0, 1:]
    assert chosen[2] == pytest.approx(every[np.abs(every).argmax()])
    again = np.random.default_rng(4)
    for row, found in zip(rows, twins, strict=True):
        plain = np.abs(np.corrcoef(smooth_twins(row, again), bank)[:100, 100:]).max(axis=1)
        np.testing.assert_allclose(found, plain, atol=1e-9)


def test_equal_numbers_resemble_nothing() -> None:
    assert best_scores(np.full((1, 4), 3.0), np.array([[0.5, -0.5, 0.5, -0.5]])).tolist() == [0]


def test_a_score_is_clear_if_it_is_above_what_chance_comes_to() -> None:
    rng = np.random.default_rng(2)
    found = ShapeScores(rng.random(40), np.zeros((40, 4)), rng.random((40, 100)) * 0.9)
    assert found.is_clear.tolist() == (found.scores > found.chance_scores).tolist()
    assert 0 < found.clear_count < 40
    assert found.is_clear.tolist() == (found.times_chance > 1).tolist()
    np.testing.assert_allclose(found.times_chance * found.chance_scores, found.scores)


def test_where_chance_comes_nowhere_nothing_is_beyond_it() -> None:
    found = ShapeScores(np.zeros(2), np.zeros((2, 4)), np.zeros((2, 100)))
    assert found.times_chance.tolist() == [0, 0]


@pytest.mark.parametrize(("clear", "beats"), [(0, False), (1, False), (2, False), (4, True)])
def test_chance_is_beaten_by_more_clear_ones_than_luck_brings(clear: int, beats: bool) -> None:
    # Of 16, luck brings 3 or more in 7 of 100 cases, and 4 or more in 2.
    scores = np.where(np.arange(16) < clear, 0.9, 0.1)
    assert ShapeScores(scores, np.zeros((16, 4)), np.full((16, 100), 0.5)).beats_chance is beats
