"""How much pictures of weights look like shapes that were hoped for, beside noise as smooth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtrc

from network.digits.image_format import MNIST_FORMAT
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.arrays import AnyArray, FloatArray, IntegerArray

TWIN_SEED = 11
TWINS = 100
MARK = 95
"""A picture looks like a shape if its score is above those of so many of its hundred twins."""
RARE = 0.05
"""What luck brings about with a smaller probability is not put down to it."""


@dataclass(frozen=True, eq=False)
class ShapeScores(FrozenRecord):
    """Pictures, one a neuron, beside the hoped-for shape that each resembles most.

    A score is a correlation: 1 for weights that are exactly such a shape, 0 for weights that have
    nothing to do with it. A shape whose dark and bright are swapped counts as one as well.

    Smooth weights resemble a shape somewhere even if they are noise, so each picture is compared
    with twins: noise that is as smooth as it is, and in the same directions.

    Attributes
    ----------
    scores
        The best score of each neuron, shape `(neurons,)`.
    pictures
        The shape that gave it, with its sign, shape `(neurons, pixels)`.
    twin_scores
        The best scores of each neuron's twins, shape `(neurons, TWINS)`.
    """

    scores: FloatArray
    pictures: FloatArray
    twin_scores: FloatArray

    @property
    def ranking(self) -> IntegerArray:
        """Indices of the neurons, the best score first; among equals the first ones."""
        return locked(np.argsort(-self.scores, kind="stable"))

    @property
    def twins(self) -> int:
        """How many twins each neuron has."""
        return int(self.twin_scores.shape[1])

    @property
    def twins_below(self) -> IntegerArray:
        """How many of its twins each neuron's score is above, shape `(neurons,)`."""
        return locked(np.count_nonzero(self.twin_scores < self.scores[:, None], axis=1))

    @property
    def is_clear(self) -> AnyArray:
        """Whether each neuron is above `MARK` of its twins or more, shape `(neurons,)`."""
        return locked(self.twins_below >= MARK)

    @property
    def clear_count(self) -> int:
        """Number of neurons whose weights look like such a shape."""
        return int(np.count_nonzero(self.is_clear))

    @property
    def chance_scores(self) -> FloatArray:
        """How far chance comes: the score that each must be above to be clear, `(neurons,)`."""
        return locked(np.sort(self.twin_scores, axis=1)[:, MARK - 1])

    @property
    def times_chance(self) -> FloatArray:
        """Each score beside how far chance comes: clear above 1, `(neurons,)`; 0 beside 0."""
        chances = self.chance_scores
        out = np.zeros_like(chances)
        return locked(np.divide(self.scores, chances, out=out, where=chances > 0))

    @property
    def beats_chance(self) -> bool:
        """Whether more neurons are clear than luck would bring about, but once in twenty times."""
        neurons, share = len(self.scores), (self.twins - MARK + 1) / (self.twins + 1)
        return float(bdtrc(self.clear_count - 1, neurons, share)) < RARE


def scaled_places(places: Iterable[int], side: int) -> list[int]:
    """Turn rows of 28 into those of pictures of another side; what falls together counts once."""
    factor = side / MNIST_FORMAT.side
    return sorted({round((place + 0.5) * factor - 0.5) for place in places})


def compared(
    rows: FloatArray, bank: FloatArray, rng: np.random.Generator
) -> tuple[FloatArray, IntegerArray, FloatArray]:
    """Compare every picture and its twins with a bank of shapes.

    Parameters
    ----------
    rows, bank
        Shapes `(neurons, pixels)` and `(shapes, pixels)`; those of the bank have a mean of 0 and a
        length of 1.
    rng
        Where the twins come from.

    Returns
    -------
    Of each picture the largest correlation, with its sign, and the index of its shape, `(neurons,)`
    each; and the largest magnitudes of its twins' correlations, `(neurons, TWINS)`.
    """
    found = correlations(rows, bank)
    best = np.argmax(np.abs(found), axis=1)
    twins = np.stack([best_scores(smooth_twins(row, rng), bank) for row in rows])
    return found[np.arange(len(best)), best], best, twins


def smooth_twins(row: FloatArray, rng: np.random.Generator, count: int = TWINS) -> FloatArray:
    """Draw noise with the spectrum of a picture: its frequencies, each as strong, out of step.

    Parameters
    ----------
    row
        The picture, shape `(pixels,)`.
    rng
        Where the phases come from: they are those of white noise.

    Returns
    -------
    Shape `(count, pixels)`.

    References
    ----------
    J. Theiler et al., "Testing for nonlinearity in time series: the method of surrogate data",
    Physica D 58 (1992).
    """
    side = math.isqrt(row.size)
    strengths = np.abs(np.fft.rfft2(row.reshape(side, side)))
    noise = np.fft.rfft2(rng.standard_normal((count, side, side)))
    twins = np.fft.irfft2(strengths * np.exp(1j * np.angle(noise)), s=(side, side))
    return np.asarray(twins.reshape(count, -1), np.float64)


def correlations(rows: FloatArray, bank: FloatArray) -> FloatArray:
    """Pearson's correlation of every row with every template; 0 for a row of equal numbers."""
    centered = rows - rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centered, axis=1, keepdims=True)
    return np.asarray(centered @ bank.T / np.where(lengths > 0, lengths, 1), np.float64)


def best_scores(rows: FloatArray, bank: FloatArray) -> FloatArray:
    """Best score of each row."""
    return np.asarray(np.abs(correlations(rows, bank)).max(axis=1), np.float64)
