"""How much the weights of neurons look like edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.edge_masks import edge_mask
from network.edge_templates import EdgeTemplates, edge_templates
from network.frozen import FrozenRecord, locked
from network.picture_forms import form_of

if TYPE_CHECKING:
    from network.arrays import AnyArray, FloatArray, IntegerArray
    from network.layers import Layer

SHUFFLE_SEED = 11
CLEAR = 0.5
"""From this score on, a neuron's weights are said to look like an edge."""


@dataclass(frozen=True, eq=False)
class EdgeScores(FrozenRecord):
    """
    The weights of each neuron of a layer beside the hoped-for edge that they resemble most.

    A score is a correlation: 1 for weights that are exactly such an edge, 0 for weights that have
    nothing to do with it. An edge whose dark and bright are swapped counts as one as well.

    Attributes
    ----------
    scores
        The best score of each neuron, shape `(neurons,)`.
    templates
        Index in the bank of the edge that gave it, shape `(neurons,)`.
    signs
        1, or -1 where dark and bright are swapped, shape `(neurons,)`.
    pictures
        That edge with that sign, shape `(neurons, pixels)`.
    angles
        Its direction in degrees, shape `(neurons,)`.
    shuffled_scores
        The best scores of the same weights in random places, shape `(neurons,)`: what chance gives.
    hand_made_score
        The best score of the hand-made mask of 24 pixels and their surround.
    """

    scores: FloatArray
    templates: IntegerArray
    signs: IntegerArray
    pictures: FloatArray
    angles: FloatArray
    shuffled_scores: FloatArray
    hand_made_score: float

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        names = ("scores", "templates", "signs", "pictures", "angles", "shuffled_scores")
        for name in names:
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def ranking(self) -> IntegerArray:
        """Indices of the neurons, the most edge-like first; among equals the first ones."""
        return locked(np.argsort(-self.scores, kind="stable"))

    @property
    def is_clear(self) -> AnyArray:
        """Whether the score of each neuron is `CLEAR` or more, shape `(neurons,)`."""
        return locked(self.scores >= CLEAR)

    @property
    def clear_count(self) -> int:
        """Number of neurons whose weights look like an edge."""
        return int(np.count_nonzero(self.is_clear))

    @property
    def best(self) -> float:
        """Score of the most edge-like neuron."""
        return float(self.scores.max())

    @property
    def mean(self) -> float:
        """Mean score of all neurons."""
        return float(self.scores.mean())

    @property
    def chance(self) -> float:
        """Mean score of shuffled weights."""
        return float(self.shuffled_scores.mean())


def edge_scores(layer: Layer, rng: np.random.Generator) -> EdgeScores:
    """
    Compare the weights of each neuron with a bank of edges.

    Parameters
    ----------
    layer
        The first layer of a network that reads square pictures.
    rng
        Where the order of shuffled weights comes from.

    Returns
    -------
    The best score of each neuron, and what to compare it with.

    Raises
    ------
    OptionError
        If the layer reads anything but a square of pixels.
    """
    side = form_of(layer.fan_in).side
    bank = edge_templates(side)
    weights = layer.weights.astype(np.float64)
    correlations = _correlations(weights, bank)
    best = np.argmax(np.abs(correlations), axis=1)
    chosen = correlations[np.arange(len(best)), best]
    signs = np.where(chosen < 0, -1, 1)
    return EdgeScores(
        scores=np.abs(chosen),
        templates=best,
        signs=signs,
        pictures=signs[:, None] * bank.pictures[best],
        angles=bank.angles[best],
        shuffled_scores=_best(_shuffled(weights, rng), bank),
        hand_made_score=float(_best(edge_mask(side)[None, :], bank)[0]),
    )


def _correlations(rows: FloatArray, bank: EdgeTemplates) -> FloatArray:
    """Pearson's correlation of every row with every template; 0 for a row of equal numbers."""
    centered = rows - rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centered, axis=1, keepdims=True)
    return np.asarray(centered @ bank.pictures.T / np.where(lengths > 0, lengths, 1), np.float64)


def _best(rows: FloatArray, bank: EdgeTemplates) -> FloatArray:
    """Best score of each row."""
    return np.asarray(np.abs(_correlations(rows, bank)).max(axis=1), np.float64)


def _shuffled(rows: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Weights other than zero in random order; a pixel that is never lit keeps its zero."""
    shuffled = rows.copy()
    for row in shuffled:
        is_used = row != 0
        row[is_used] = rng.permutation(row[is_used])
    return shuffled
