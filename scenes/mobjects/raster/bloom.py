"""Light around discs that shine: the camera draws it behind them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenes.mobjects.raster.blur import STEP, enlarged
from scenes.mobjects.raster.raster_mobject import Canvas, mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

STRENGTH = 0.62
"""Light at the rim of a disc that is fully lit."""
FALL = 0.3
"""How far it takes the light of a disc of radius 1 to fall to a third, in scene units."""
REACH = 4.0
"""How far light is drawn, in units of that."""
LEAST = 1 / 256
"""A disc that is lit less gives no light that can be seen."""
FINEST = 60.0
"""Pixels per scene unit from which on light is computed on squares of pixels."""
KEPT_PICTURES = 16
Color = tuple[float, float, float]
WHITE: Color = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Bloom:
    """Light around a disc: color and center in scene units, how brightly it shines, 0..1."""

    x: float
    y: float
    radius: float
    color: Color
    level: float
    is_hollow: bool = False
    """Whether the disc itself is clear, so that no light may be behind it."""

    @property
    def fall(self) -> float:
        """Within this distance light falls to a third; that of a bright disc reaches farther."""
        return float(FALL * np.sqrt(self.radius) * (0.55 + 0.45 * self.level))


class Luminous:
    """A vectorized mobject that gives light: the camera draws its bloom before its outline.

    The bloom follows from the present outline and fill, so animations of these are all it takes.
    """

    def bloom(self) -> Bloom | None:
        """Its light at this moment."""
        raise NotImplementedError


@dataclass(frozen=True)
class _Picture:
    """Light as it is laid over a part of the frame.

    `cover` is how much of the light's color each pixel takes, to 255.
    """

    rows: slice
    columns: slice
    cover: NDArray[np.uint8]


class _Pictures(OrderedDict[object, _Picture]):
    """The latest blooms: discs that stay as they are need no new picture."""


def draw_blooms(mobjects: Iterable[Luminous], canvas: Canvas) -> None:
    """Add the light of all these discs; where two meet, they add up."""
    blooms = [
        b for m in mobjects if (b := m.bloom()) is not None and b.level > LEAST and b.fall > 0
    ]
    kept: _Pictures = canvas.kept.setdefault(_Pictures, _Pictures())
    frame = (canvas.height, canvas.width, canvas.scale, *canvas.center[:2])
    for color, group in _neighbors(blooms):
        key = (frame, tuple(group))
        if key not in kept:
            kept[key] = _picture(group, canvas)
            if len(kept) > KEPT_PICTURES:
                kept.popitem(last=False)
        kept.move_to_end(key)
        picture = kept[key]
        canvas.lay_color(picture.rows, picture.columns, color, picture.cover)


def _neighbors(
    blooms: Sequence[Bloom],
) -> Iterator[tuple[Color, list[Bloom]]]:
    """Blooms of one color whose light overlaps from left to right: a column of neurons."""
    right = -np.inf
    group: list[Bloom] = []
    for bloom in sorted(blooms, key=lambda b: (b.color, b.x)):
        reach = bloom.radius + REACH * bloom.fall
        if group and (bloom.color != group[0].color or bloom.x - reach > right):
            yield group[0].color, group
            group, right = [], -np.inf
        group.append(bloom)
        right = max(right, bloom.x + reach)
    if group:
        yield group[0].color, group


def _picture(blooms: Sequence[Bloom], canvas: Canvas) -> _Picture:
    step = STEP if canvas.scale >= FINEST else 1
    centers = canvas.to_pixels([[b.x, b.y, 0.0] for b in blooms]) / step
    radii = np.array([b.radius for b in blooms]) * canvas.scale / step
    falls = np.array([b.fall for b in blooms]) * canvas.scale / step
    reaches = (radii + REACH * falls)[:, np.newaxis]
    sizes = np.array([-(-canvas.width // step), -(-canvas.height // step)])
    low = np.clip(np.floor(centers - reaches).astype(int), 0, sizes)
    high = np.clip(np.ceil(centers + reaches).astype(int), 0, sizes)
    left, top = low.min(axis=0)
    right, bottom = np.maximum(high.max(axis=0), (left, top))
    light = np.zeros((bottom - top, right - left), dtype=np.float32)
    for bloom, (x, y), radius, fall, first, end in zip(
        blooms, centers, radii, falls, low, high, strict=True
    ):
        across = np.arange(first[0], end[0], dtype=np.float32) + np.float32(0.5 - x)
        down = np.arange(first[1], end[1], dtype=np.float32) + np.float32(0.5 - y)
        away = np.hypot(across, down[:, np.newaxis]) - np.float32(radius)
        part = light[first[1] - top : end[1] - top, first[0] - left : end[0] - left]
        part += STRENGTH * bloom.level * _falling(away / np.float32(fall), bloom.is_hollow)
    covered = 255 * (1 - np.exp(-light))
    rows = slice(step * int(top), min(step * int(bottom), canvas.height))
    columns = slice(step * int(left), min(step * int(right), canvas.width))
    if step > 1 and covered.size:
        covered = enlarged(covered)
    return _Picture(rows, columns, mask(covered[: rows.stop - rows.start], columns))


def _falling(away: NDArray[np.float32], is_hollow: bool) -> NDArray[np.float32]:
    """Light at these distances from the rim, outward: 1 at the rim, 0 where it ends."""
    outside = np.maximum(away, 0)
    light = np.exp(-outside) * np.square(np.clip(1 - outside / np.float32(REACH), 0, 1))
    if is_hollow:
        light[away < 0] = 0
    return light.astype(np.float32)
