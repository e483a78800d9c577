"""Light that was drawn for one view, seen from another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cairo
import numpy as np
from PIL import Image, ImageChops

from scenes.mobjects.raster.raster_mobject import surface, whole_words
from scenes.stage.theme import PIXELS_PER_UNIT_AT_1080P

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.raster.coverage import Region
    from scenes.mobjects.raster.raster_mobject import Canvas

UNSEEN = 1e-6
"""Parts of a pixel that count as none."""
SOFT_SHARE = 0.25
"""How wide the soft edge of a picture is at first, of its smaller side."""
LEAST_MEAN = 1.2
"""From so many pixels of a picture to one of the frame, means are taken."""
Ground = tuple[int, int, int, int]
"""The color of a pixel."""
BLACK: Ground = (0, 0, 0, 0)
OPAQUE = 255
BRIGHTEST = 0.25
"""What is left to white, of 255, where rounding says nothing is."""


@dataclass(frozen=True)
class Layer:
    """Light that fills a region of the frame of some view.

    `picture` gives it on ground of one color, shape (h, w, 4). `share` is how much of it is seen,
    beside the layer below.
    """

    picture: Callable[[Ground], NDArray[np.uint8]]
    region: Region
    view: Canvas
    share: float

    def seen_in(self, canvas: Canvas) -> _Seen | None:
        """The layer in another view; None if it is outside of its frame."""
        ratio = self.view.scale / canvas.scale
        size = np.array([canvas.width, canvas.height])
        own = np.array([self.view.width, self.view.height])
        moved = (canvas.center - self.view.center)[:2] * (self.view.scale, -self.view.scale)
        zero = own / 2 - ratio * size / 2 + moved
        corner = np.array([self.region.left, self.region.top])
        extent = np.array([self.region.width, self.region.height])
        low = np.maximum(np.ceil((corner - zero) / ratio - UNSEEN), 0).astype(int)
        high = np.minimum(np.floor((corner + extent - zero) / ratio + UNSEEN), size).astype(int)
        if (high <= low).any():
            return None
        frame = (-zero / ratio, (own - zero) / ratio)
        return _Seen(self, low, high, frame, ratio, zero - corner)


@dataclass(frozen=True)
class _Seen:
    """A layer in a canvas.

    Attributes
    ----------
    low, high
        Its upper left and lower right corners, in whole pixels of the canvas.
    frame
        Corners of the frame that it was drawn for.
    ratio, zero
        A point p of the canvas is the point ratio * p + zero of the layer's picture.
    """

    layer: Layer
    low: NDArray[np.int_]
    high: NDArray[np.int_]
    frame: tuple[NDArray[np.float64], NDArray[np.float64]]
    ratio: float
    zero: NDArray[np.float64]

    def is_whole(self, canvas: Canvas) -> bool:
        """Whether nothing of what is below is seen."""
        low, high = self.frame
        size = np.array([canvas.width, canvas.height])
        inside = (low < UNSEEN).all() and (high > size - UNSEEN).all()
        return bool(inside and self.layer.share == 1)

    def paint(
        self, pixels: NDArray[np.uint8], ground: Ground, corner: NDArray[np.int_], *, over: bool
    ) -> None:
        """Write the light, or lay it over what is there, into pixels from this corner on."""
        source = self.layer.picture(ground)
        pattern = cairo.SurfacePattern(surface(source, cairo.FORMAT_RGB24))
        # Much smaller, every pixel is the mean of many: else thin lines would flicker.
        is_small = self.ratio > LEAST_MEAN
        pattern.set_filter(cairo.FILTER_GOOD if is_small else cairo.FILTER_BILINEAR)
        pattern.set_extend(cairo.EXTEND_PAD)
        x, y = self.zero.tolist()
        pattern.set_matrix(cairo.Matrix(self.ratio, 0, 0, self.ratio, x, y))
        context = cairo.Context(surface(pixels, cairo.FORMAT_RGB24))
        context.translate(*(-corner).tolist())
        left, top = self.low.tolist()
        width, height = (self.high - self.low).tolist()
        context.rectangle(left, top, width, height)
        context.clip()
        context.set_source(pattern)
        if over:
            mask = self._mask()
            context.mask_surface(surface(mask, cairo.FORMAT_A8), left, top)
        else:
            context.paint()

    def _mask(self) -> NDArray[np.uint8]:
        """How much of each pixel is seen: less near the edge of the frame, until all is."""
        low, high = self.frame
        share = self.layer.share
        soft = 1 + (1 - share) * SOFT_SHARE * float((high - low).min())
        sides = []
        for axis in (0, 1):
            count = int(self.high[axis] - self.low[axis])
            places = self.low[axis] + np.arange(whole_words(count)) + 0.5
            inside = np.minimum(places - low[axis], high[axis] - places)
            sides.append(_smooth(np.clip(inside / soft, 0, 1)).astype(np.float32))
        most = np.float32(255 * _smooth(np.float64(min(1.0, 2 * share))))
        return (np.multiply.outer(most * sides[1], sides[0]) + np.float32(0.5)).astype(np.uint8)


def lay_light(canvas: Canvas, layers: Sequence[Layer]) -> None:
    """Lay the light of all layers over the frame: each over those before, as far as it reaches."""
    seen = [found for layer in layers if (found := layer.seen_in(canvas)) is not None]
    if not seen:
        return
    seen = seen[max((i for i, each in enumerate(seen) if each.is_whole(canvas)), default=0) :]
    (left, top), (right, bottom) = seen[0].low, seen[0].high
    part = slice(int(top), int(bottom)), slice(int(left), int(right))
    below = canvas.part(*part)
    colors = below.view(np.uint32)
    if below[0, 0, 3] == OPAQUE and (colors == colors[0, 0]).all():
        # Mostly there is only the background, and the light can be drawn with it.
        _paint(canvas.pixels, seen, tuple(below[0, 0].tolist()), np.zeros(2, int))
        return
    lit = np.zeros(below.shape, dtype=np.uint8)
    _paint(lit, seen, BLACK, seen[0].low)
    if below[..., 3].min() < OPAQUE:
        lit[..., 3] = lit[..., :3].max(axis=2)
    below[...] = np.asarray(ImageChops.screen(_image(below), _image(lit)))


def _paint(
    pixels: NDArray[np.uint8], seen: Sequence[_Seen], ground: Ground, corner: NDArray[np.int_]
) -> None:
    for number, each in enumerate(seen):
        each.paint(pixels, ground, corner, over=number > 0)


def faded(picture: NDArray[np.uint8], ground: Ground, opacity: float) -> NDArray[np.uint8]:
    """Light on ground of one color, shape (h, w, 4), as it is with so much of its opacity.

    As light is toned by `1 - exp(-light)`, what it leaves dark is a power of what it left dark: no
    light has to be toned anew while it fades.
    """
    if opacity == 1:
        return picture
    dark = np.maximum(255.0 - np.arange(256), BRIGHTEST)
    below = np.maximum(255.0 - np.array(ground), BRIGHTEST)[:, np.newaxis]
    tones = 255.5 - below * (dark / below) ** opacity
    tables = np.clip(tones, 0, 255).astype(np.uint8).ravel().tolist()
    return np.array(_image(picture).point(tables))


def shrunk(home_scale: float) -> int:
    """How many times smaller light is drawn than it is seen from near: as fine as at 1080p."""
    return max(1, math.floor(home_scale / PIXELS_PER_UNIT_AT_1080P))


def _image(pixels: NDArray[np.uint8]) -> Image.Image:
    # Four numbers a pixel that mean nothing to the library: it would multiply by an opacity.
    height, width = pixels.shape[:2]
    whole = np.ascontiguousarray(pixels)
    return Image.frombuffer("RGBX", (width, height), whole, "raw", "RGBX", 0, 1)


def _smooth(share: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return np.asarray(share * share * (3 - 2 * share))
