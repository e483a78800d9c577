"""Scales: from a computed value to the light, the brightness or the color that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from scenes.stage.theme import Palette, rgb

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CONNECTION_PERCENTILE = 99.5
CONNECTION_EXPONENT = 1.3
SIGNED_EXPONENT = 0.7
"""Lifts the dark end of colors that stand for values, so that small ones are seen too."""


def full_light(values: ArrayLike) -> float:
    """The magnitude from which on a connection shines with full light; 0 if none shines.

    The 99.5th percentile of those that are not zero: one large weight does not darken all others.
    """
    magnitudes = np.abs(np.asarray(values, dtype=np.float64))
    lit = magnitudes[magnitudes > 0]
    return float(np.percentile(lit, CONNECTION_PERCENTILE)) if lit.size else 0.0


def full_color(values: ArrayLike) -> float:
    """The magnitude from which on a cell has full color: the 99.5th percentile of all."""
    return float(np.percentile(np.abs(np.asarray(values, np.float64)), CONNECTION_PERCENTILE))


def connection_light(values: ArrayLike) -> NDArray[np.float32]:
    """How brightly each connection of one layer pair shines, 0..1, by its weight or contribution.

    `(|value| / full_light, clipped to 1) ** 1.3`: the exponent keeps the crowd quiet and the strong
    ones clear.
    """
    magnitudes = np.abs(np.asarray(values, dtype=np.float32))
    bright = full_light(values)
    if bright == 0:
        return magnitudes
    return np.minimum(magnitudes / bright, 1).astype(np.float32) ** np.float32(CONNECTION_EXPONENT)


def brightness(activations: ArrayLike, activation: str) -> NDArray[np.float64]:
    """How bright the neurons of one layer are, 0 black to 1 white.

    Activations of a function into 0..1 are shown as they are; unbounded ones relative to the
    largest of their layer, negative ones black: the brightest neuron is always the largest.
    """
    values = np.asarray(activations, dtype=np.float64)
    if activation_function(activation).has_unit_range:
        return np.clip(values, 0, 1)
    largest = float(values.max(initial=0.0))
    return np.clip(values / largest, 0, 1) if largest > 0 else np.zeros_like(values)


def signed_colors(
    values: ArrayLike, palette: Palette, largest: float | None = None
) -> NDArray[np.float64]:
    """Color of each signed value: its sign's color, the brighter the larger its magnitude.

    The `largest` magnitude has full color; by default it is `full_color` of all. The shape of the
    result is (*values.shape, 3), its range 0..1.
    """
    signed = np.asarray(values, dtype=np.float64)
    bright = full_color(signed) if largest is None else largest
    strength = np.clip(np.abs(signed) / bright, 0, 1) if bright > 0 else np.zeros_like(signed)
    signs = np.where((signed < 0)[..., np.newaxis], rgb(palette.negative), rgb(palette.positive))
    return np.asarray(signs * strength[..., np.newaxis] ** SIGNED_EXPONENT)


def gray(values: ArrayLike) -> NDArray[np.float64]:
    """White light as bright as each value in 0..1; shape (*values.shape, 3)."""
    levels = np.clip(np.asarray(values, dtype=np.float64), 0, 1)
    return np.repeat(levels[..., np.newaxis], 3, axis=-1)


def decimals_for(values: Sequence[float] | NDArray[np.float64]) -> int:
    """Decimals that keep numbers of this size short: 2 below 10, 1 below 100, then 0."""
    largest = float(np.abs(np.asarray(values, dtype=np.float64)).max(initial=0.0))
    return 2 if largest < 9.995 else 1 if largest < 99.95 else 0


def telling_decimals(values: Sequence[float] | NDArray[np.float64], most: int = 6) -> int:
    """As `decimals_for`, with more for small numbers: two figures of the largest, if they fit."""
    largest = float(np.abs(np.asarray(values, dtype=np.float64)).max(initial=0.0))
    if not 0 < largest < 0.0995:
        return decimals_for(values)
    return min(most, 1 - int(np.floor(np.log10(largest))))


def agreeing_decimals(sums: Sequence[tuple[Sequence[float], float]], most: int = 2) -> int:
    """The most decimals, up to `most`, with which rounded terms add up to their rounded sum.

    `sums` are terms with the sum of each. Where no number of decimals will do, `most`; with less
    than two figures of the largest number all of them would be zeros and ones, which add up to
    anything.
    """
    largest = max(abs(number) for terms, total in sums for number in (*terms, total))
    fewest = 1 - int(np.floor(np.log10(largest))) if largest else most
    tried = range(most, max(fewest, 0) - 1, -1)
    return next((decimals for decimals in tried if do_agree(sums, decimals)), most)


def do_agree(sums: Sequence[tuple[Sequence[float], float]], decimals: int) -> bool:
    """Whether rounded terms add up to their rounded sum, in all of these sums."""
    return all(
        abs(sum(round(term, decimals) for term in terms) - round(total, decimals))
        < 10.0**-decimals / 2
        for terms, total in sums
    )
