"""Pictures of short edges in all directions, such as one hopes that neurons look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord, locked
from network.rasterization import GRID_SIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

ANGLES = 12
CENTERS = (4, 7, 10, 13, 16, 19, 22)
"""Rows and columns on which the middle of a template may lie."""
WIDTHS = (1.0, 1.8)
LENGTH = 3.5
"""Pixels, as standard deviations of bell curves across and along the edge."""
KINDS = ("line", "border")
"""A bright line between dark sides, or a bright side that borders on a dark one."""


@dataclass(frozen=True, eq=False)
class EdgeTemplates(FrozenRecord):
    """
    A bank of edges.

    Attributes
    ----------
    pictures
        Each with a mean of 0 and a length of 1 as a vector, shape `(templates, 784)`.
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


def edge_templates() -> EdgeTemplates:
    """
    Draw the bank.

    Returns
    -------
    2,352 templates: 12 directions, 49 places, 2 widths, 2 kinds.

    References
    ----------
    First and second derivatives of bell curves, as in J. Jones, L. Palmer, "An evaluation of the
    two-dimensional Gabor filter model of simple receptive fields", Journal of Neurophysiology 58
    (1987), which also fit edge-detecting cells of animals.
    """
    settings = [
        (180 * step / ANGLES, row, column, width, kind)
        for step in range(ANGLES)
        for row in CENTERS
        for column in CENTERS
        for width in WIDTHS
        for kind in range(len(KINDS))
    ]
    angles, rows, columns, _, kinds = zip(*settings, strict=True)
    return EdgeTemplates(
        np.stack([_picture(*setting) for setting in settings]),
        np.array(angles, np.float64),
        np.array(rows, np.float64),
        np.array(columns, np.float64),
        np.array(kinds, np.int64),
    )


def _picture(angle: float, row: int, column: int, width: float, kind: int) -> NDArray[np.float64]:
    """One template."""
    down, right = np.indices((GRID_SIDE, GRID_SIDE)) - np.array([row, column])[:, None, None]
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    # The angle is measured counterclockwise, rows are counted downwards.
    along = right * cosine - down * sine
    across = (right * sine + down * cosine) / width
    profile = (1 - across**2, -across)[kind]
    picture = profile * np.exp(-(across**2) / 2 - (along / LENGTH) ** 2 / 2)
    picture -= picture.mean()
    return np.asarray(picture / np.linalg.norm(picture), np.float64).ravel()
