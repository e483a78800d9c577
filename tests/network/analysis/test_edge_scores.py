"""Scores of weights, against edges that are known and plain correlations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.analysis.edge_masks import edge_mask
from network.analysis.edge_scores import edge_scores, edge_templates, edge_twins, slide_edge
from network.analysis.shape_scores import TWIN_SEED, best_scores
from network.errors import OptionError
from network.files.default_model import default_model
from network.layers import Layer


def layer_of(rows: list) -> Layer:
    return Layer(np.array(rows, float), np.zeros(len(rows)), "sigmoid")


def test_a_known_edge_is_recognized_with_its_sign_and_size() -> None:
    bank = edge_templates()
    layer = layer_of([3 * bank.pictures[700] + 1, -0.1 * bank.pictures[41], np.zeros(784)])
    found = edge_scores(layer, np.random.default_rng(0))
    assert found.scores.tolist() == pytest.approx([1, 1, 0])
    assert found.pictures[0].tolist() == bank.pictures[700].tolist()
    assert found.pictures[1].tolist() == (-bank.pictures[41]).tolist()
    assert found.is_clear.tolist() == [True, True, False]
    assert found.clear_count == 2
    assert found.ranking[-1] == 2


def test_scores_of_the_shipped_network_are_correlations() -> None:
    layer = default_model().layers[0]
    found = edge_scores(layer, np.random.default_rng(TWIN_SEED))
    bank = edge_templates()
    for row, score, picture in zip(layer.weights, found.scores, found.pictures, strict=True):
        assert score == pytest.approx(np.corrcoef(row, picture)[0, 1])
    every = np.abs(np.corrcoef(layer.weights[0], bank.pictures)[0, 1:])
    assert found.scores[0] == pytest.approx(every.max())


def test_what_is_said_of_the_shipped_network_s_edges() -> None:
    """Most look like edges, beside noise as smooth as they are."""
    found = edge_scores(default_model().layers[0], np.random.default_rng(TWIN_SEED))
    assert found.clear_count > len(found.scores) / 2
    assert 0.3 < found.twin_scores.mean() < found.scores.mean()


@pytest.mark.parametrize("neuron", [6, 12, 15])
def test_an_edge_slides_over_the_weights_and_is_best_at_its_place(neuron: int) -> None:
    layer = default_model().layers[0]
    found = edge_scores(layer, np.random.default_rng(TWIN_SEED))
    slide = slide_edge(layer.weights[neuron])
    assert slide.scores.argmax() == slide.best
    assert slide.scores[slide.best] == pytest.approx(found.scores[neuron])
    assert (slide.pictures[slide.best] == found.pictures[neuron]).all()
    row = layer.weights[neuron]
    expected = [np.corrcoef(row, picture)[0, 1] for picture in slide.pictures]
    np.testing.assert_allclose(slide.scores, expected, atol=1e-9)
    bank = edge_templates()
    (template,) = (abs(bank.pictures) == abs(found.pictures[neuron])).all(axis=1).nonzero()[0]
    moving, still = slide.rows, slide.columns
    if 45 < bank.angles[template] < 135:
        moving, still = still, moving
    assert moving.tolist() == [4, 7, 10, 13, 16, 19, 22]
    assert len(set(still)) == 1


@settings(max_examples=5)
@given(
    scale=st.floats(0.01, 100),
    sign=st.sampled_from((-1, 1)),
    offset=st.floats(-5, 5),
    seed=st.integers(0, 99),
)
def test_a_score_knows_no_scale_no_offset_and_of_the_sign_the_sign_alone(
    scale: float, sign: int, offset: float, seed: int
) -> None:
    rows = np.random.default_rng(seed).normal(size=(2, 64))
    found = edge_scores(layer_of([*rows]), np.random.default_rng(0))
    other = edge_scores(layer_of([*(sign * scale * rows + offset)]), np.random.default_rng(0))
    assert ((found.scores > 0) & (found.scores <= 1)).all()
    np.testing.assert_allclose(other.scores, found.scores, atol=1e-6)
    assert other.pictures.tolist() == (sign * found.pictures).tolist()


@pytest.mark.parametrize("side", [8, 14])
def test_other_sides_are_compared_with_edges_of_their_own(side: int) -> None:
    rng = np.random.default_rng(1)
    found = edge_scores(layer_of([edge_mask(side), *rng.normal(size=(3, side**2))]), rng)
    assert found.pictures.shape == (4, side**2)
    assert found.scores[0] > 0.5
    flat = edge_templates(side).pictures[edge_templates(side).angles == 0]
    assert (flat == found.pictures[0]).all(axis=1).any()


def test_a_layer_that_reads_no_picture_is_refused() -> None:
    with pytest.raises(OptionError, match=r"5 x 5 pixels or more in a square, .*, got 6"):
        edge_scores(layer_of([[1.0] * 6]), np.random.default_rng(0))


def test_twins_that_are_seen_are_those_that_were_compared() -> None:
    layer, bank = default_model().layers[0], edge_templates().pictures
    scores = edge_scores(layer, np.random.default_rng(TWIN_SEED))
    for neuron in (0, 6):
        seen = edge_twins(layer, neuron, count=4)
        assert seen.pictures.shape == seen.edges.shape == (4, 784)
        assert best_scores(seen.pictures, bank) == pytest.approx(scores.twin_scores[neuron, :4])
        for picture, edge, score in zip(
            seen.pictures, seen.edges, scores.twin_scores[neuron], strict=False
        ):
            assert np.corrcoef(picture, edge)[0, 1] == pytest.approx(score)
