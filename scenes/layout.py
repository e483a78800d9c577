"""Places on the stage, from the frame's shape and the network's sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import Mobject, config
from numpy.typing import NDArray

MARGIN_SHARE = 0.05
CAPTION_SHARE = 0.12
NEURON_RADIUS = 0.14
FIRST_GAP = 1.35
"""The gap behind the input column, in gaps between other layers."""


@dataclass(frozen=True)
class Stage:
    """The part of the frame that may hold something that matters.

    Attributes
    ----------
    left, right, top, bottom
        Its edges in scene units; captions keep the strip below `bottom`.
    """

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From edge to edge."""
        return self.top - self.bottom

    @property
    def center(self) -> NDArray[np.float64]:
        """The middle, shape (3,)."""
        return self.at(0.5, 0.5)

    def at(self, across: float, up: float) -> NDArray[np.float64]:
        """A point by its shares of width and height: (0, 0) is the lower left corner."""
        return np.array([self.left + across * self.width, self.bottom + up * self.height, 0.0])


def stage() -> Stage:
    """The stage of the present frame."""
    width, height = config.frame_width, config.frame_height
    margin = MARGIN_SHARE * min(width, height)
    return Stage(
        left=-width / 2 + MARGIN_SHARE * width,
        right=width / 2 - MARGIN_SHARE * width,
        top=height / 2 - margin,
        bottom=-height / 2 + CAPTION_SHARE * height,
    )


@dataclass(frozen=True)
class NetworkPlaces:
    """Where the parts of a network stand: always the same, so that the eye knows where to look.

    Attributes
    ----------
    image
        Middle of the picture.
    image_side
        In scene units.
    columns
        Middles of the neurons of each layer, input first, each of shape (neurons, 3).
    radii
        Radius of the discs of each layer; the input column has none.
    """

    image: NDArray[np.float64]
    image_side: float
    columns: tuple[NDArray[np.float64], ...]
    radii: tuple[float, ...]


def network_places(layer_sizes: Sequence[int]) -> NetworkPlaces:
    """Places for a network of these layer sizes, input included."""
    area = stage()
    height = 0.95 * area.height
    side = min(2.5, 0.2 * area.width)
    first = area.left + side + 0.07 * area.width
    last = area.right - 0.12 * area.width
    gaps = np.array([FIRST_GAP] + [1.0] * (len(layer_sizes) - 2))
    xs = first + (last - first) * np.concatenate([[0.0], np.cumsum(gaps) / gaps.sum()])
    middle = area.center[1]
    columns = [_column(xs[0], middle, height, height / layer_sizes[0], layer_sizes[0])]
    radii = [0.0]
    for x, size in zip(xs[1:], layer_sizes[1:], strict=True):
        pitch = min(0.395 if size > 12 else 0.47, height / size)
        columns.append(_column(float(x), middle, height, pitch, size))
        radii.append(min(NEURON_RADIUS, 0.4 * pitch))
    return NetworkPlaces(
        image=np.array([area.left + side / 2, middle, 0.0]),
        image_side=side,
        columns=tuple(columns),
        radii=tuple(radii),
    )


def _column(x: float, middle: float, height: float, pitch: float, size: int) -> NDArray[np.float64]:
    pitch = min(pitch, height / size)
    ys = middle + pitch * ((size - 1) / 2 - np.arange(size))
    return np.stack([np.full(size, x), ys, np.zeros(size)], axis=1)


def fit(mobject: Mobject, width: float, height: float) -> Mobject:
    """Shrink a mobject, if need be, to fit into a box."""
    factor = min(1.0, width / max(mobject.width, 1e-9), height / max(mobject.height, 1e-9))
    return mobject.scale(factor)
