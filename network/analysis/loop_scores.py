"""How much the neurons of a second layer look for loops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.shape_scores import ShapeScores, compared, scaled_places
from network.analysis.weighted_sum import WeightRows, weight_rows
from network.digits.image_format import MNIST_FORMAT, image_format_of
from network.frozen import locked
from network.layers import Layer

if TYPE_CHECKING:
    from network.arrays import FloatArray
    from network.mlp import MLP

CENTERS = range(8, 20)
"""Rows and columns on which the middle of a loop may lie, of 28."""
RADII = (3, 4, 5, 6, 7)
WIDTHS = (1.0, 1.8)
"""Pixels, as standard deviations of a bell curve across the line; the same on coarser pixels."""


@lru_cache(maxsize=2)
def loop_templates(side: int = MNIST_FORMAT.side) -> FloatArray:
    """Draw a bank of loops: a bright ring between a dark inside and a dark outside.

    Parameters
    ----------
    side
        Pixels in a row, and rows.

    Returns
    -------
    Each with a mean of 0 and a length of 1 as a vector, shape `(loops, pixels)`: for 28 x 28 pixels
    1,440, of 144 places, 5 radii, 2 widths.
    """
    factor = side / MNIST_FORMAT.side
    centers = scaled_places(CENTERS, side)
    rows, columns = np.indices((side, side))
    pictures = []
    for radius in RADII:
        for width in WIDTHS:
            for row in centers:
                for column in centers:
                    outward = np.hypot(rows - row, columns - column) - radius * factor
                    across = (outward / width) ** 2
                    picture = (1 - across) * np.exp(-across / 2)
                    picture -= picture.mean()
                    pictures.append(picture.ravel() / np.linalg.norm(picture))
    return locked(np.stack(pictures))


@dataclass(frozen=True, eq=False)
class LoopScores(ShapeScores):
    """The patterns of a first layer, mixed by the weights of the second, beside loops.

    Attributes
    ----------
    mixtures
        Of each neuron of the second layer, the weights of the first layer, each neuron's times the
        weight that it has here, added up, shape `(neurons, pixels)`. It is what the neuron would
        look for if nothing in between were squished.
    rows
        How large the values of each mixture are.
    """

    mixtures: FloatArray
    rows: WeightRows


def loop_scores(model: MLP, rng: np.random.Generator) -> LoopScores:
    """Mix the patterns of the first layer, and compare each mixture with a bank of loops.

    Parameters
    ----------
    model
        Of two layers or more.
    rng
        Where the twins come from.

    Raises
    ------
    OptionError
        If it reads anything but a square of pixels.
    """
    first, second = (layer.weights.astype(np.float64) for layer in model.layers[:2])
    bank = loop_templates(image_format_of(first.shape[1]).side)
    mixtures = second @ first
    chosen, best, twin_scores = compared(mixtures, bank, rng)
    return LoopScores(
        scores=np.abs(chosen),
        pictures=np.where(chosen < 0, -1, 1)[:, None] * bank[best],
        twin_scores=twin_scores,
        mixtures=mixtures,
        rows=weight_rows(Layer(mixtures, np.zeros(len(mixtures)), "identity")),
    )
