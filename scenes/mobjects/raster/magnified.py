"""Light that was drawn for one view, seen from another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops

from scenes.stage.theme import PIXELS_PER_UNIT_AT_1080P

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.raster.coverage import Region
    from scenes.mobjects.raster.raster_mobject import Canvas

UNSEEN = 1e-6
"""Parts of a pixel that count as none."""
SOFT_SHARE = 0.25
"""How wide the soft edge of a picture is at first, of its smaller side."""


@dataclass(frozen=True)
class Layer:
    """Light on black, shape (h, w, 4), that fills a region of the frame of some view.

    `share` is how much of it is seen, beside the layer below.
    """

    pixels: NDArray[np.uint8]
    region: Region
    view: Canvas
    share: float

    def seen_in(self, canvas: Canvas) -> _Seen | None:
        """The layer in another view; None if it is outside of its frame."""
        ratio = self.view.scale / canvas.scale
        size = np.array([canvas.width, canvas.height])
        moved = (canvas.center - self.view.center)[:2] * (self.view.scale, -self.view.scale)
        own = np.array([self.view.width, self.view.height])
        zero = own / 2 - ratio * size / 2 + moved
        corner = np.array([self.region.left, self.region.top])
        extent = np.array([self.region.width, self.region.height])
        low = np.maximum(np.ceil((corner - zero) / ratio - UNSEEN), 0).astype(int)
        high = np.floor((corner + extent - zero) / ratio + UNSEEN).astype(int)
        high = np.minimum(high, size)
        if (high <= low).any():
            return None
        first = np.clip(ratio * low + zero - corner, 0, extent)
        last = np.clip(ratio * high + zero - corner, 0, extent)
        box = (*first.tolist(), *last.tolist())
        width, height = (high - low).tolist()
        picture = _image(self.pixels).resize((width, height), Image.Resampling.BILINEAR, box=box)
        frame = (-zero / ratio, (own - zero) / ratio)
        return _Seen(picture, (int(low[0]), int(low[1])), frame, self.share)


@dataclass(frozen=True)
class _Seen:
    """A picture of light with its corner, and the corners of the frame that it was drawn for."""

    picture: Image.Image
    corner: tuple[int, int]
    frame: tuple[NDArray[np.float64], NDArray[np.float64]]
    share: float

    def is_whole(self, canvas: Canvas) -> bool:
        """Whether its frame holds the canvas's, so that nothing is missing."""
        low, high = self.frame
        size = (canvas.width, canvas.height)
        return bool((low < UNSEEN).all() and (high > np.array(size) - UNSEEN).all())

    def mask(self) -> Image.Image:
        """How much of each pixel is seen: less near the edge of the frame, until all is."""
        low, high = self.frame
        soft = 1 + (1 - self.share) * SOFT_SHARE * float((high - low).min())
        sides = []
        for axis in (0, 1):
            places = np.arange(self.picture.size[axis]) + self.corner[axis] + 0.5
            inside = np.minimum(places - low[axis], high[axis] - places)
            sides.append(_smooth(np.clip(inside / soft, 0, 1)))
        most = 255 * _smooth(np.minimum(1, 2 * np.float64(self.share)))
        shares = np.multiply.outer(most * sides[1], sides[0]) + 0.5
        return Image.fromarray(shares.astype(np.uint8))


def lay_light(canvas: Canvas, layers: Sequence[Layer]) -> None:
    """Lay the light of all layers over the frame: each over those before, as far as it reaches."""
    seen = [found for layer in layers if (found := layer.seen_in(canvas)) is not None]
    if not seen:
        return
    covering = [i for i, layer in enumerate(seen) if layer.share == 1 and layer.is_whole(canvas)]
    below, *above = seen[covering[-1] if covering else 0 :]
    for layer in above:
        corner = (layer.corner[0] - below.corner[0], layer.corner[1] - below.corner[1])
        below.picture.paste(layer.picture, corner, layer.mask())
    (left, top), (width, height) = below.corner, below.picture.size
    pixels = canvas.part(slice(top, top + height), slice(left, left + width))
    lit = ImageChops.screen(_image(np.ascontiguousarray(pixels)), below.picture)
    pixels[...] = np.asarray(lit)


def shrunk(home_scale: float) -> int:
    """How many times smaller light is drawn than it is seen from near: as fine as at 1080p."""
    return max(1, math.floor(home_scale / PIXELS_PER_UNIT_AT_1080P))


def _image(pixels: NDArray[np.uint8]) -> Image.Image:
    # Four numbers a pixel that mean nothing to the library: it would multiply by an opacity.
    height, width = pixels.shape[:2]
    return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)


def _smooth(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(share * share * (3 - 2 * share))
