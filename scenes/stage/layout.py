"""Places on the stage, from the frame's shape and the network's sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from manim import Mobject, config
from manim.typing import Point3DLike
from numpy.typing import NDArray

MARGIN_SHARE = 0.05
CAPTION_SHARE = 0.12
PHONE_SHARES = 0.06, 0.16
"""Of a tall frame, above and below: phones lay their own buttons and words over them."""
MUCH_LONGER = 1.3
"""How many times longer one side of a stage is than the other, to be wide or tall."""
PART_GAP = 0.5
PICTURE_GAP = 0.35
"""Around the picture of a network."""
STRIP_INDENT = 0.12
"""Of the middle of the input column that stands below its picture."""
NAMES_WIDTH = 1.5
"""At least so much, or 12 % of a wider stage, is left for what stands beside the outputs."""
RADIUS_SHARE = 0.43
"""Of the way from a neuron to the next: its radius."""
LARGEST_RADIUS, LARGEST_PITCH = 0.031, 0.089
"""Of a neuron in a small layer, and from it to the next: shares of the room's height."""
COLUMN_INDENT = 0.06
"""Above and below a column that is as high as the stage: room for a ring around a neuron."""
PICTURE_SIDE = 28 * 15 / 135
"""15 pixels for each pixel of a digit, at 1080p."""
PICTURE_SHARE = 0.32
"""Of a narrower part of the stage, which is wide for its height: what the picture takes."""
SQUARE_PICTURE_SIDE = 28 * 8 / 135
"""On a square stage, where the network stands below."""
STRIP_GAP = 0.45
"""From the picture to the input column beside it."""
FIRST_GAP = 1.35
"""The gap behind the input column, in gaps between other layers."""


@dataclass(frozen=True)
class Stage:
    """The part of the frame that may hold something that matters, in scene units.

    Captions keep the strip below `bottom`.
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

    @property
    def is_wide(self) -> bool:
        """Whether things stand better beside each other than below each other."""
        return self.width > MUCH_LONGER * self.height

    @property
    def is_tall(self) -> bool:
        """Whether the stage is that of a phone held upright, or a part of like shape."""
        return self.height > MUCH_LONGER * self.width

    def at(self, across: float, up: float) -> NDArray[np.float64]:
        """A point by its shares of width and height: (0, 0) is the lower left corner."""
        return np.array([self.left + across * self.width, self.bottom + up * self.height, 0.0])

    def columns(self, *shares: float, gap: float = PART_GAP) -> tuple[Stage, ...]:
        """Parts beside each other, from left to right, with `gap` between neighbors.

        Shares are those of the width without gaps, in any unit: (1, 2) is a third and two thirds.
        """
        edges = _edges(self.left, self.right, shares, gap)
        return tuple(Stage(low, high, self.top, self.bottom) for low, high in edges)

    def rows(self, *shares: float, gap: float = PART_GAP) -> tuple[Stage, ...]:
        """Parts below each other, from top to bottom; parameters as of `columns`."""
        edges = _edges(self.top, self.bottom, shares, gap)
        return tuple(Stage(self.left, self.right, high, low) for high, low in edges)

    def parts(self, *shares: float, gap: float = PART_GAP) -> tuple[Stage, ...]:
        """Columns of a wide stage, rows of any other; parameters as of `columns`."""
        return (self.columns if self.is_wide else self.rows)(*shares, gap=gap)

    def cells(self, rows: int, columns: int, gap: float = PART_GAP) -> tuple[Stage, ...]:
        """Equal parts, row after row, as far apart one way as the other."""
        lines = self.rows(*rows * [1], gap=gap)
        return tuple(cell for line in lines for cell in line.columns(*columns * [1], gap=gap))

    def inset(self, across: float, up: float | None = None) -> Stage:
        """What is left when so much is taken off each side, and off top and bottom."""
        up = across if up is None else up
        return Stage(self.left + across, self.right - across, self.top - up, self.bottom + up)

    def scaled(self, factor: float) -> Stage:
        """The stage with the scene's middle where it is, and all distances from it scaled."""
        edges = (self.left, self.right, self.top, self.bottom)
        return Stage(*(factor * edge for edge in edges))

    def around(self, mobject: Mobject) -> Stage:
        """The stage with something in its middle."""
        right, up = mobject.get_center()[:2] - self.center[:2]
        return self.shifted(float(right), float(up))

    def shifted(self, right: float, up: float) -> Stage:
        """The stage so far away."""
        return Stage(self.left + right, self.right + right, self.top + up, self.bottom + up)


def _edges(
    first: float, last: float, shares: Sequence[float], gap: float
) -> list[tuple[float, float]]:
    way = float(np.sign(last - first))
    room = abs(last - first) - gap * (len(shares) - 1)
    lengths = room * np.array(shares) / sum(shares)
    starts = first + way * (np.cumsum(lengths) - lengths + gap * np.arange(len(shares)))
    return [(float(s), float(s + way * n)) for s, n in zip(starts, lengths, strict=True)]


def square(center: Point3DLike, side: float) -> Stage:
    """The square room around a point."""
    x, y = float(center[0]), float(center[1])
    return Stage(x - side / 2, x + side / 2, y + side / 2, y - side / 2)


def caption_share(width: float, height: float) -> float:
    """Of the height of a frame of this shape: what is left free for captions, below."""
    return PHONE_SHARES[1] if height > MUCH_LONGER * width else CAPTION_SHARE


def stage() -> Stage:
    """The stage of the present frame."""
    width, height = config.frame_width, config.frame_height
    is_phone = height > MUCH_LONGER * width
    above = PHONE_SHARES[0] * height if is_phone else MARGIN_SHARE * min(width, height)
    below = caption_share(width, height) * height
    return Stage(
        left=-width / 2 + MARGIN_SHARE * width,
        right=width / 2 - MARGIN_SHARE * width,
        top=height / 2 - above,
        bottom=-height / 2 + below,
    )


@dataclass(frozen=True)
class NetworkPlaces:
    """Where the parts of a network stand: always the same, so that the eye knows where to look.

    `columns` are the middles of each layer's neurons, input first, each of shape (neurons, 3); the
    input's radius is 0. `aside` is the upper left corner of the free room near the picture, for
    words about the network: below the picture on a wide stage, right of it on any other.
    """

    image: NDArray[np.float64]
    image_side: float
    columns: tuple[NDArray[np.float64], ...]
    radii: tuple[float, ...]
    aside: NDArray[np.float64]


def network_places(
    layer_sizes: Sequence[int],
    *,
    area: Stage | None = None,
    corner: tuple[float, float] = (0.0, 0.0),
    free: float = 0.0,
) -> NetworkPlaces:
    """Places for a network of these layer sizes, input included.

    The picture stands left of its column on a wide stage, and above it on any other.

    Parameters
    ----------
    area
        What it has of the stage; None is all of it.
    corner
        Width and height of what stands in the right corners of a wide stage: neurons leave it free.
    free
        Share of the stage's width that is free right of the first layer's neurons, at least.
    """
    area = area or stage()
    picture, room = _picture_and_room(area)
    last = area.right - max(0.12 * area.width, NAMES_WIDTH)
    gaps = np.array([FIRST_GAP] + [1.0] * (len(layer_sizes) - 2))
    xs = room.left + (last - room.left) * np.concatenate([[0.0], np.cumsum(gaps) / gaps.sum()])
    first = min(xs[1], area.right - free * area.width)
    xs[1:] = first + (last - first) / max(last - xs[1], 1e-9) * (xs[1:] - xs[1])
    middle, height = room.center[1], room.height
    columns = [_column(xs[0], middle, height / layer_sizes[0], layer_sizes[0])]
    radii = [0.0]
    for x, size in zip(xs[1:], layer_sizes[1:], strict=True):
        is_free = not area.is_wide or x + 2 * LARGEST_RADIUS * room.height < area.right - corner[0]
        own = height if is_free else min(height, area.height - 2 * corner[1])
        pitch, radius = _pitch_and_radius(size, own, room)
        columns.append(_column(float(x), middle, pitch, size))
        radii.append(radius)
    beside = np.array([picture.right + PICTURE_GAP, picture.top, 0.0])
    below = np.array([picture.left, picture.bottom - PICTURE_GAP, 0.0])
    return NetworkPlaces(
        image=picture.center,
        image_side=picture.width,
        columns=tuple(columns),
        radii=tuple(radii),
        aside=below if area.is_wide else beside,
    )


def strip_width() -> float:
    """Of the input column: 28 pixels at 1080p."""
    return 28 / 135


def _pitch_and_radius(size: int, height: float, room: Stage) -> tuple[float, float]:
    # From the upper edge of the first neuron to the lower edge of the last.
    pitch = min(LARGEST_PITCH * room.height, height / (size - 1 + 2 * RADIUS_SHARE))
    return pitch, min(LARGEST_RADIUS * room.height, RADIUS_SHARE * pitch)


def _picture_and_room(area: Stage) -> tuple[Stage, Stage]:
    # The square of the picture, and the room of the columns: the strip's middle is at its left.
    if area.is_wide:
        side, middle = min(PICTURE_SIDE, PICTURE_SHARE * area.width), area.center[1]
        picture = Stage(area.left, area.left + side, middle + side / 2, middle - side / 2)
        room = replace(area, left=picture.right + STRIP_GAP + strip_width() / 2)
        return picture, room.inset(0.0, COLUMN_INDENT)
    side = PICTURE_SIDE if area.is_tall else SQUARE_PICTURE_SIDE
    picture = Stage(area.left, area.left + side, area.top, area.top - side)
    room = replace(area, left=area.left + STRIP_INDENT, top=picture.bottom - PICTURE_GAP)
    return picture, room.inset(0.0, COLUMN_INDENT)


def _column(x: float, middle: float, pitch: float, size: int) -> NDArray[np.float64]:
    ys = middle + pitch * ((size - 1) / 2 - np.arange(size))
    return np.stack([np.full(size, x), ys, np.zeros(size)], axis=1)


ALONE = 0.97
"""Share of the stage that a picture fills when nothing else is seen."""


def fit(mobject: Mobject, width: float, height: float) -> Mobject:
    """Shrink a mobject, if need be, to fit into a box."""
    factor = min(1.0, width / max(mobject.width, 1e-9), height / max(mobject.height, 1e-9))
    return mobject.scale(factor)
