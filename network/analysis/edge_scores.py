"""How much the weights of neurons look like edges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.edge_masks import edge_mask
from network.digits.image_format import MNIST_FORMAT, image_format_of
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.arrays import AnyArray, FloatArray, IntegerArray
    from network.layers import Layer

ANGLES = 12
CENTERS = (4, 7, 10, 13, 16, 19, 22)
"""Rows and columns on which the middle of a template may lie, of 28."""
WIDTHS = (1.0, 1.8)
LENGTH, SHORTEST = 3.5, 1.75
"""
Pixels, as standard deviations of bell curves across and along the edge. On coarser pixels than
MNIST's edges get shorter, but not narrower: nothing is narrower than a pixel.
"""
KINDS = ("line", "border")
"""A bright line between dark sides, or a bright side that borders on a dark one."""


@dataclass(frozen=True, eq=False)
class EdgeTemplates(FrozenRecord):
    """A bank of edges.

    Attributes
    ----------
    pictures
        Each with a mean of 0 and a length of 1 as a vector, shape `(templates, pixels)`.
    angles
        Of each edge, in degrees from horizontal, 0 to 165, shape `(templates,)`.
    rows, columns
        Where the middle of each edge lies, shape `(templates,)`.
    kinds
        Index of `KINDS`, shape `(templates,)`.
    """

    pictures: NDArray[np.float64]
    angles: NDArray[np.float64]
    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    kinds: NDArray[np.int64]


@lru_cache(maxsize=2)
def edge_templates(side: int = MNIST_FORMAT.side) -> EdgeTemplates:
    """Draw the bank.

    Parameters
    ----------
    side
        Pixels in a row, and rows.

    Returns
    -------
    For 28 x 28 pixels 2,352 templates: 12 directions, 49 places, 2 widths, 2 kinds. On less than
    7 x 7 pixels some of the places are the same.

    References
    ----------
    First and second derivatives of bell curves, as in J. Jones, L. Palmer, "An evaluation of the
    two-dimensional Gabor filter model of simple receptive fields", Journal of Neurophysiology 58
    (1987), which also fit edge-detecting cells of animals.
    """
    factor = side / MNIST_FORMAT.side
    centers = sorted({round((center + 0.5) * factor - 0.5) for center in CENTERS})
    settings = [
        (180 * step / ANGLES, row, column, width, kind)
        for step in range(ANGLES)
        for row in centers
        for column in centers
        for width in WIDTHS
        for kind in range(len(KINDS))
    ]
    angles, rows, columns, _, kinds = zip(*settings, strict=True)
    return EdgeTemplates(
        np.stack([_picture(side, setting) for setting in settings]),
        np.array(angles, np.float64),
        np.array(rows, np.float64),
        np.array(columns, np.float64),
        np.array(kinds, np.int64),
    )


def _picture(side: int, setting: tuple[float, int, int, float, int]) -> NDArray[np.float64]:
    """One template, of its angle, row, column, width and kind."""
    angle, row, column, width, kind = setting
    length = max(SHORTEST, LENGTH * side / MNIST_FORMAT.side)
    down, right = np.indices((side, side)) - np.array([row, column])[:, None, None]
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    # The angle is measured counterclockwise, rows are counted downwards.
    along = right * cosine - down * sine
    across = (right * sine + down * cosine) / width
    profile = (1 - across**2, -across)[kind]
    picture = profile * np.exp(-(across**2) / 2 - (along / length) ** 2 / 2)
    picture -= picture.mean()
    return np.asarray(picture / np.linalg.norm(picture), np.float64).ravel()


SHUFFLE_SEED = 11
CLEAR = 0.5
"""From this score on, a neuron's weights are said to look like an edge."""


@dataclass(frozen=True, eq=False)
class EdgeScores(FrozenRecord):
    """The weights of each neuron of a layer beside the hoped-for edge that they resemble most.

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
    """Compare the weights of each neuron with a bank of edges.

    Parameters
    ----------
    rng
        Where the order of shuffled weights comes from.

    Raises
    ------
    OptionError
        If the layer reads anything but a square of pixels.
    """
    side = image_format_of(layer.fan_in).side
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
