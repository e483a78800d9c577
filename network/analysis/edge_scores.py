"""How much the weights of neurons look like edges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.shape_scores import (
    TWIN_SEED,
    ShapeScores,
    compared,
    correlations,
    scaled_places,
    smooth_twins,
)
from network.digits.image_format import MNIST_FORMAT, image_format_of
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.arrays import FloatArray
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
    widths
        Of each edge, one of `WIDTHS`, shape `(templates,)`.
    kinds
        Index of `KINDS`, shape `(templates,)`.
    """

    pictures: NDArray[np.float64]
    angles: NDArray[np.float64]
    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    widths: NDArray[np.float64]
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
    centers = scaled_places(CENTERS, side)
    settings = [
        (180 * step / ANGLES, row, column, width, kind)
        for step in range(ANGLES)
        for row in centers
        for column in centers
        for width in WIDTHS
        for kind in range(len(KINDS))
    ]
    angles, rows, columns, widths, kinds = zip(*settings, strict=True)
    return EdgeTemplates(
        np.stack([_picture(side, setting) for setting in settings]),
        np.array(angles, np.float64),
        np.array(rows, np.float64),
        np.array(columns, np.float64),
        np.array(widths, np.float64),
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


def edge_scores(layer: Layer, rng: np.random.Generator) -> ShapeScores:
    """Compare the weights of each neuron with a bank of edges.

    Parameters
    ----------
    rng
        Where the twins come from.

    Raises
    ------
    OptionError
        If the layer reads anything but a square of pixels.
    """
    bank = edge_templates(image_format_of(layer.fan_in).side).pictures
    chosen, best, twin_scores = compared(layer.weights.astype(np.float64), bank, rng)
    return ShapeScores(
        scores=np.abs(chosen),
        pictures=np.where(chosen < 0, -1, 1)[:, None] * bank[best],
        twin_scores=twin_scores,
    )


SEEN_TWINS = 6


@dataclass(frozen=True, eq=False)
class EdgeTwins(FrozenRecord):
    """The first twins that a neuron was compared with, to be seen.

    Attributes
    ----------
    pictures
        Noise as smooth as the neuron's weights, shape `(twins, pixels)`.
    edges
        The edge that each resembles most, with its sign, shape `(twins, pixels)`.
    """

    pictures: FloatArray
    edges: FloatArray


def edge_twins(layer: Layer, neuron: int, *, count: int = SEEN_TWINS) -> EdgeTwins:
    """Draw a neuron's twins again, those that `inspect_model` compares it with.

    Raises
    ------
    OptionError
        If the layer reads anything but a square of pixels.
    """
    bank = edge_templates(image_format_of(layer.fan_in).side).pictures
    rows = layer.weights[: neuron + 1].astype(np.float64)
    rng = np.random.default_rng(TWIN_SEED)
    pictures = [smooth_twins(row, rng) for row in rows][-1][:count]
    found = correlations(pictures, bank)
    best = np.argmax(np.abs(found), axis=1)
    signs = np.where(found[np.arange(len(best)), best] < 0, -1, 1)
    return EdgeTwins(pictures, signs[:, None] * bank[best])


@dataclass(frozen=True, eq=False)
class EdgeSlide(FrozenRecord):
    """The edge that a picture resembles most, moved over it from place to place.

    It moves along the row or the column of places of the bank that leads across it.

    Attributes
    ----------
    pictures
        The edge at each place, with the sign that it has at the best one, `(places, pixels)`.
    rows, columns
        Where its middle lies, shape `(places,)`.
    scores
        Its correlation with the picture there; negative where its dark lies on bright, shape
        `(places,)`. The largest is the picture's score.
    best
        Index of the place with that score.
    """

    pictures: FloatArray
    rows: FloatArray
    columns: FloatArray
    scores: FloatArray
    best: int


def slide_edge(picture: FloatArray) -> EdgeSlide:
    """Move the best edge of a picture, or of the weights of a neuron, across it.

    Parameters
    ----------
    picture
        Shape `(pixels,)`.

    Raises
    ------
    OptionError
        If it is anything but a square of pixels.
    """
    bank = edge_templates(image_format_of(picture.size).side)
    found = correlations(picture[None].astype(np.float64), bank.pictures)[0]
    template = int(np.argmax(np.abs(found)))
    sign = -1 if found[template] < 0 else 1
    # An edge that lies flat moves up and down.
    is_flat = not 45 < bank.angles[template] < 135  # noqa: PLR2004 - halfway to upright
    still = bank.columns if is_flat else bank.rows
    same = np.flatnonzero(
        (bank.angles == bank.angles[template])
        & (bank.kinds == bank.kinds[template])
        & (bank.widths == bank.widths[template])
        & (still == still[template])
    )
    return EdgeSlide(
        pictures=sign * bank.pictures[same],
        rows=bank.rows[same],
        columns=bank.columns[same],
        scores=sign * found[same],
        best=int(np.flatnonzero(same == template)[0]),
    )
