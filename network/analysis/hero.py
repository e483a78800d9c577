"""The neuron that a film follows: one with a clear stroke in its weights, lit by this picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from network.analysis.pixels import LIT
from network.digits.image_format import image_format_of
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.arrays import AnyArray, FloatArray
    from network.mlp import MLP
    from network.trace import ForwardTrace

STRONG = 0.5
"""Strong is what is above this share of the largest: of a neuron's weights, of activations."""


@dataclass(frozen=True, eq=False)
class Strokes(FrozenRecord):
    """The strokes that the neurons of the first hidden layer look for, beside one picture.

    A neuron's stroke is the patch of neighboring pixels, diagonal ones too, whose positive weights
    are all strong; of several, the one with the largest sum. A neuron without positive weights has
    none.

    Attributes
    ----------
    is_stroke
        Which pixels belong to it, shape `(neurons, pixels)`.
    clearness
        Its share of the neuron's squared weights: 1 if there is nothing else, shape `(neurons,)`.
    covered
        How much of its weight lies under the picture's ink: 1 if all of it does, same shape.
    lit
        The share of its pixels that the picture lights: those with at least half of all ink, same
        shape.
    activations
        Of the neurons, same shape.
    """

    is_stroke: AnyArray
    clearness: FloatArray
    covered: FloatArray
    lit: FloatArray
    activations: FloatArray

    @property
    def hero(self) -> int:
        """The lit neuron with the largest product of clearness and cover.

        Lit are those with a strong activation; if there are none, all are taken. Among equals the
        brightest neuron is chosen, then the first.
        """
        is_lit = self.activations > STRONG * self.activations.max()
        match = self.clearness * self.covered * (is_lit if is_lit.any() else 1)
        return int(np.lexsort((-self.activations, -match))[0])


def strokes(model: MLP, trace: ForwardTrace) -> Strokes:
    """Look for a stroke in the weights of each neuron, and for ink under it.

    Raises
    ------
    OptionError
        If the trace is that of a batch, or the network reads no square pictures.
    """
    if trace.ink.ndim != 1:
        raise OptionError(f"strokes need a single input, got a batch of {trace.ink.shape}")
    weights = model.layers[0].weights
    side = image_format_of(weights.shape[1]).side
    is_stroke = np.stack([_stroke(row.reshape(side, side)).ravel() for row in weights])
    inside = np.where(is_stroke, weights, 0)
    return Strokes(
        is_stroke=is_stroke,
        clearness=_shares((inside**2).sum(axis=1), (weights**2).sum(axis=1)),
        covered=_shares((inside * trace.ink).sum(axis=1), inside.sum(axis=1)),
        lit=_shares((is_stroke & (trace.ink >= LIT)).sum(axis=1), is_stroke.sum(axis=1)),
        activations=trace.layers[0].activations,
    )


def hero_neuron(model: MLP, trace: ForwardTrace) -> int:
    """Choose the neuron of the first hidden layer that is followed: see `Strokes.hero`.

    Raises
    ------
    OptionError
        If the trace is that of a batch, or the network reads no square pictures.
    """
    return strokes(model, trace).hero


def _stroke(picture: FloatArray) -> AnyArray:
    """Mark the heaviest connected patch of strong positive weights."""
    patches, count = ndimage.label(picture > STRONG * max(picture.max(), 0), np.ones((3, 3)))
    if count == 0:
        return np.zeros(picture.shape, bool)
    sums = ndimage.sum_labels(picture, patches, np.arange(1, count + 1))
    return np.asarray(patches == 1 + np.argmax(sums))


def _shares(parts: FloatArray, wholes: FloatArray) -> FloatArray:
    """Divide; nothing of nothing is 0."""
    return np.divide(parts, wholes, out=np.zeros(len(parts)), where=wholes != 0)
