"""Loops in what a second layer looks for."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.loop_scores import loop_scores, loop_templates
from network.analysis.shape_scores import TWIN_SEED
from network.analysis.weighted_sum import LARGE_PERCENTILE
from network.errors import OptionError
from network.files.default_model import default_model
from network.layers import Layer
from network.mlp import MLP


def mlp_of(first: np.ndarray, second: np.ndarray) -> MLP:
    layers = (Layer(w, np.zeros(len(w)), "sigmoid") for w in (first, second))
    return MLP(tuple(layers))


@pytest.mark.parametrize(("side", "loops"), [(28, 1440), (8, 160)])
def test_loops_are_bright_rings_with_a_mean_of_zero(side: int, loops: int) -> None:
    bank = loop_templates(side)
    assert bank.shape == (loops, side**2)
    np.testing.assert_allclose(bank.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose((bank**2).sum(axis=1), 1)


def test_the_first_loop_is_the_smallest_and_stands_where_it_is_said() -> None:
    first, last = (loop_templates()[i].reshape(28, 28) for i in (0, -1))
    assert first[8, 11] == first[11, 8] == first[5, 8] == first.max()
    assert last[19, 26] == last[12, 19] == last.max()
    assert first[8, 8] < 0 > last[19, 23]
    # 1 for each width from the middle of the line, where it is as bright as far away.
    assert last[19, 24] < 0 < last[19, 25]


def test_a_mixture_of_patterns_is_recognized_as_a_loop() -> None:
    bank = loop_templates()
    rng = np.random.default_rng(2)
    noise = rng.normal(size=784)
    # The loop shows only where both patterns are added.
    first = np.stack([bank[500] + noise, bank[500] - noise])
    found = loop_scores(mlp_of(first, np.array([[-1.0, -1.0], [0.0, 2.0]])), rng)
    np.testing.assert_allclose(found.mixtures, [-2 * bank[500], 2 * first[1]], atol=1e-12)
    assert found.scores[0] == pytest.approx(1)
    np.testing.assert_allclose(found.pictures[0], -bank[500])
    assert found.scores[1] < 0.5
    assert found.is_clear.tolist()[0]
    large = np.percentile(np.abs(found.mixtures), LARGE_PERCENTILE, axis=1)
    assert found.rows.large.tolist() == large.tolist()


def test_scores_of_the_shipped_network_are_correlations_of_plain_mixtures() -> None:
    model = default_model()
    found = loop_scores(model, np.random.default_rng(TWIN_SEED))
    first, second = (layer.weights.astype(float) for layer in model.layers[:2])
    for weights, mixture, score, picture in zip(
        second, found.mixtures, found.scores, found.pictures, strict=True
    ):
        plain = sum(w * row for w, row in zip(weights, first, strict=True))
        np.testing.assert_allclose(mixture, plain, atol=1e-9)
        assert score == pytest.approx(np.corrcoef(plain, picture)[0, 1])


def test_what_reads_no_picture_is_refused() -> None:
    with pytest.raises(OptionError, match="got 6"):
        loop_scores(mlp_of(np.ones((2, 6)), np.ones((1, 2))), np.random.default_rng(0))
