"""A field of dials, one a parameter of the network, each with a hand that shows its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from scenes import theme
from scenes.mobjects.raster import Canvas, RasterMobject, blend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.sourced import SourcedArray

FULL_TURN_AT = 2.5
"""A value of this magnitude, or of a larger one, turns a dial as far as it goes."""
FULL_TURN = 0.75 * np.pi
RIM, HAND = 0.4, 0.34
"""Radius of the rim and length of the hand, in distances between dials."""
HALF_WIDTH = 0.045
RIM_PIXELS = (7.0, 14.0)
"""Dials smaller than the first of these show no rim, those larger than the second all of it."""
CELL_PIXELS = (4.0, 14.0)
"""Dials smaller than the first are cells in the color of their hands, without a pattern."""
CELL_OPACITY = (0.16, 0.75)
"""Of the cell of a dial at zero, and of one from a quarter of a full turn on."""


class DialField(RasterMobject):
    """Dials in rows; a hand that points up is at zero.

    Parameters
    ----------
    count
        How many dials.
    width, height
        The field is as large as fits, scene units.
    palette
        A hand has the color of its sign.

    Attributes
    ----------
    turns
        How far each hand is turned, radians to the right; animated.
    fills
        The values that the hands show.
    """

    animated: ClassVar[Sequence[str]] = ("turns",)

    def __init__(self, count: int, *, width: float, height: float, palette: theme.Palette) -> None:
        self.columns = round(np.sqrt(count * width / height))
        self.rows = -(-count // self.columns)
        self.palette = palette
        self.turns: NDArray[np.float64] = np.zeros(count)
        self.fills: tuple[SourcedArray, ...] = ()
        pitch = min(width / self.columns, height / self.rows)
        x, y = pitch * self.columns / 2, pitch * self.rows / 2
        super().__init__([[-x, y, 0], [x, y, 0], [-x, -y, 0], [x, -y, 0]])

    @property
    def pitch(self) -> float:
        """Distance between two dials, scene units."""
        return float(self.points[1, 0] - self.points[0, 0]) / self.columns

    def show(self, values: SourcedArray) -> Self:
        """Turn every dial to its value; animate it as `field.animate.show(...)`."""
        self.turns = FULL_TURN * np.clip(values.values / FULL_TURN_AT, -1, 1)
        self.fills = (values,)
        return self

    def draw(self, canvas: Canvas) -> None:
        """Write the rim and the hand of every dial, pixel by pixel."""
        (left, top), (right, bottom) = canvas.to_pixels(self.points[[0, 3]])
        height, width = canvas.pixels.shape[:2]
        xs = np.arange(max(int(left), 0), min(int(np.ceil(right)), width))
        ys = np.arange(max(int(top), 0), min(int(np.ceil(bottom)), height))
        if xs.size == 0 or ys.size == 0:
            return
        pitch = (right - left) / self.columns
        column, across = _cell((xs + 0.5 - left) / pitch, self.columns)
        row, down = _cell((ys + 0.5 - top) / pitch, self.rows)
        index = row[:, np.newaxis] * self.columns + column
        shown = index < self.turns.size
        index[~shown] = 0
        hand = _hand(across, down[:, np.newaxis], self.turns.astype(np.float32), index, pitch)
        rim = np.abs(np.hypot(across, down[:, np.newaxis]) - np.float32(RIM))
        visible = np.clip((pitch - RIM_PIXELS[0]) / (RIM_PIXELS[1] - RIM_PIXELS[0]), 0, 1)
        # A hand of a pixel or two would draw stripes that no dial has.
        cell = np.clip((CELL_PIXELS[1] - pitch) / (CELL_PIXELS[1] - CELL_PIXELS[0]), 0, 1)
        low, high = CELL_OPACITY
        opacities = (low + (high - low) * self._strengths()).astype(np.float32)
        hand += np.float32(cell) * (opacities[index] - hand)
        region = canvas.pixels[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
        rule = 255 * np.array(theme.rgb(theme.RULE), np.float32)
        rims = np.clip(1.0 - rim * pitch + 0.3 * HALF_WIDTH * pitch, 0, 1)
        blend(region, rule, self.opacity * visible * rims * shown)
        blend(region, self._hand_colors()[index], self.opacity * hand * shown)

    def _strengths(self) -> NDArray[np.float64]:
        """0 at zero, 1 from a quarter of a full turn on."""
        return np.asarray(np.clip(4 * np.abs(self.turns) / FULL_TURN, 0, 1))

    def _hand_colors(self) -> NDArray[np.float32]:
        """White at zero, the color of the sign from a quarter of a full turn on; 0..255."""
        strength = self._strengths()[:, np.newaxis]
        signs = np.where(
            (self.turns < 0)[:, np.newaxis],
            theme.rgb(self.palette.negative),
            theme.rgb(self.palette.positive),
        )
        neutral = np.array(theme.rgb(theme.TEXT))
        return (255 * (strength * signs + (1 - strength) * neutral)).astype(np.float32)


def _cell(places: NDArray[np.float64], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Which dial each pixel belongs to along one axis, and how far it is from its middle."""
    cell = np.clip(places.astype(np.int64), 0, count - 1)
    return cell, (places - cell - 0.5).astype(np.float32)


def _hand(
    across: NDArray[np.float32],
    down: NDArray[np.float32],
    turns: NDArray[np.float32],
    index: NDArray[np.int64],
    pitch: float,
) -> NDArray[np.float32]:
    """How much of each pixel a hand covers."""
    right, up = np.sin(turns)[index], np.cos(turns)[index]
    along = np.clip(across * right - down * up, 0, np.float32(HAND))
    distance = np.hypot(across - along * right, down + along * up)
    half = max(HALF_WIDTH * pitch, 0.6)
    return np.asarray(np.clip(half + 0.5 - distance * np.float32(pitch), 0, 1), np.float32)
