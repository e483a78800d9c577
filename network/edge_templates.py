"""Pictures of short edges in all directions, such as one hopes that neurons look for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord, locked
from network.picture_forms import MNIST_FORM

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    """
    A bank of edges.

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

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("pictures", "angles", "rows", "columns", "kinds"):
            object.__setattr__(self, name, locked(getattr(self, name)))


@lru_cache(maxsize=2)
def edge_templates(side: int = MNIST_FORM.side) -> EdgeTemplates:
    """
    Draw the bank.

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
    factor = side / MNIST_FORM.side
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
    length = max(SHORTEST, LENGTH * side / MNIST_FORM.side)
    down, right = np.indices((side, side)) - np.array([row, column])[:, None, None]
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    # The angle is measured counterclockwise, rows are counted downwards.
    along = right * cosine - down * sine
    across = (right * sine + down * cosine) / width
    profile = (1 - across**2, -across)[kind]
    picture = profile * np.exp(-(across**2) / 2 - (along / length) ** 2 / 2)
    picture -= picture.mean()
    return np.asarray(picture / np.linalg.norm(picture), np.float64).ravel()
