"""Raster mobjects: pictures that write their pixels straight into the frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

import cairo
import numpy as np
from manim import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.mobjects.raster.tiles import Tiles


UNSEEN = 1e-9
"""Distances below this, in scene units, are invisible."""
AS_NEAR = 1.25
"""Between views whose zooms differ by no more, light is computed once for all of the way,"""
LONGEST_WAY = 2.0
"""if that takes no more pixels than the two ends do, in frames."""
WORD = 4
"""Rows of a mask fill whole words of memory, of so many bytes."""


@dataclass(frozen=True)
class Anchor:
    """A part of the scene that light is computed for, to be seen on the way of the view.

    `size` is its height and width in pixels, `scale` and `center` are as those of a canvas, and
    `share` is how much of it is seen beside the light at home.
    """

    scale: float
    center: NDArray[np.float64]
    size: tuple[int, int]
    share: float

    def joined(self, other: Anchor) -> Anchor | None:
        """All that is seen on a straight way to another one; None if that is not worth while.

        If both are equally near, its pixels are at the end those of the other.
        """
        if max(self.scale, other.scale) > AS_NEAR * min(self.scale, other.scale):
            return None
        scale = max(self.scale, other.scale)
        corners = [
            (anchor.center[:2] - other.center[:2]) * scale
            + sign * scale / anchor.scale * np.array(anchor.size[::-1]) / 2
            for anchor in (self, other)
            for sign in (-1, 1)
        ]
        half = np.array(other.size[::-1]) / 2
        low = np.floor(np.min(corners, axis=0) + half + UNSEEN)
        high = np.ceil(np.max(corners, axis=0) + half - UNSEEN)
        width, height = (high - low).astype(int).tolist()
        if width * height > LONGEST_WAY * other.size[0] * other.size[1]:
            return None
        center = other.center + np.append((low + high) / 2 - half, 0.0) / scale
        return Anchor(scale, center, (height, width), self.share + other.share)


@dataclass(frozen=True)
class Canvas:
    """The frame's pixels (RGBA, written in place) and the map from scene units to them.

    `scale` is in pixels per scene unit; `center` is the scene's point in the middle of the frame.
    At home the scale is `home_scale`. `anchors` are where light is computed, besides home. What is
    drawn over is marked in `touched`. Mobjects keep in `kept` what they need again in the next
    frame; it lives as long as the camera, so a scene leaves nothing to the next one.
    """

    pixels: NDArray[np.uint8]
    scale: float
    center: NDArray[np.float64]
    touched: Tiles | None = None
    kept: dict[type, Any] = field(default_factory=dict)
    home_scale: float | None = None
    anchors: tuple[Anchor, ...] = ()

    @property
    def is_home(self) -> bool:
        """Whether the frame shows the whole scene."""
        return self.home_scale in (None, self.scale) and not self.center.any()

    @property
    def home(self) -> Canvas:
        """The frame as it is at home, to ask where things are; nothing can be drawn there."""
        size = self.height, self.width
        return self.elsewhere(Anchor(self.home_scale or self.scale, np.zeros(3), size, 1.0))

    def elsewhere(self, anchor: Anchor, shrunk: int = 1) -> Canvas:
        """A frame with another view, so much smaller, to ask where things are."""
        size = (*(-(-side // shrunk) for side in anchor.size), 4)
        nothing = np.broadcast_to(np.zeros((), np.uint8), size)
        return Canvas(nothing, anchor.scale / shrunk, anchor.center, kept=self.kept)

    def before(self, factor: float, shift: NDArray[np.float64]) -> Canvas:
        """The frame in which something, before it was scaled and moved, is seen as it is now.

        Anchors that come no closer than home does are left out: there it is sharp enough.
        """
        home = self.home_scale or self.scale
        anchors = tuple(
            replace(a, scale=factor * a.scale, center=(a.center - shift) / factor)
            for a in self.anchors
            if factor * a.scale > home
        )
        return replace(
            self,
            scale=factor * self.scale,
            center=(self.center - shift) / factor,
            home_scale=home,
            anchors=anchors,
        )

    @property
    def height(self) -> int:
        """In pixels."""
        return self.pixels.shape[0]

    @property
    def width(self) -> int:
        """In pixels."""
        return self.pixels.shape[1]

    def part(self, rows: slice, columns: slice) -> NDArray[np.uint8]:
        """A part of the frame to draw into."""
        if self.touched is not None:
            self.touched.mark(rows.start, rows.stop - 1, columns.start, columns.stop - 1)
        return self.pixels[rows, columns]

    def lay(self, rows: slice, columns: slice, picture: NDArray[np.uint8]) -> None:
        """Lay a picture over a part of the frame.

        Shape (height, width, 4), contiguous; its colors are multiplied by its opacity.
        """
        context = self._context(rows, columns)
        context.set_source_surface(surface(picture, cairo.FORMAT_ARGB32), columns.start, rows.start)
        context.paint()

    def lay_color(
        self, rows: slice, columns: slice, color: Sequence[float], cover: NDArray[np.uint8]
    ) -> None:
        """Lay a color, 0..1, over a part of the frame, each pixel as far as it is covered.

        The cover is a `mask`.
        """
        if not cover.size:
            return
        context = self._context(rows, columns)
        context.set_source_rgb(*color[::-1])  # to Cairo the first number of a pixel is blue
        context.mask_surface(surface(cover, cairo.FORMAT_A8), columns.start, rows.start)

    def _context(self, rows: slice, columns: slice) -> cairo.Context[cairo.ImageSurface]:
        if self.touched is not None:
            self.touched.mark(rows.start, rows.stop - 1, columns.start, columns.stop - 1)
        context = cairo.Context(surface(self.pixels, cairo.FORMAT_ARGB32))
        width, height = columns.stop - columns.start, rows.stop - rows.start
        context.rectangle(columns.start, rows.start, width, height)
        context.clip()
        return context

    def flat(self, first: NDArray[np.integer], last: NDArray[np.integer]) -> NDArray[np.uint8]:
        """The whole frame, shape (height * width, 4), to draw into some rectangles of it.

        Rows and columns of their first and of their last pixels have shape (n, 2).
        """
        if self.touched is not None:
            self.touched.mark_boxes(first, last)
        return self.pixels.reshape(-1, 4)

    def to_pixels(self, points: ArrayLike) -> NDArray[np.float64]:
        """Pixel coordinates (x right, y down, the corner of the frame at 0), shape (n, 2)."""
        offsets = np.asarray(points, dtype=np.float64)[:, :2] - self.center[:2]
        height, width = self.pixels.shape[:2]
        return offsets * (self.scale, -self.scale) + (width / 2, height / 2)


class RasterMobject(AbstractImageMobject):
    """A mobject whose subclasses draw their own pixels.

    Its `points` move, scale and rotate as those of any mobject; the numbers named in `animated`
    are interpolated by `Transform` and `.animate`, and every one of them fades.
    """

    animated: ClassVar[Sequence[str]] = ()
    """Names of attributes (numbers or arrays) that animations interpolate, besides `opacity`."""
    is_light: ClassVar[bool] = False
    """Whether it shines over what stands below, and hides nothing."""

    def __init__(self, points: ArrayLike) -> None:
        super().__init__(scale_to_resolution=1080)
        self.opacity = 1.0
        self.points = np.array(points, dtype=np.float64)

    def reset_points(self) -> None:
        """Begin with no points; manim would ask for a picture to take its shape from."""
        self.points = np.zeros((0, 3))

    def draw(self, canvas: Canvas) -> None:
        """Write this mobject's pixels."""
        raise NotImplementedError

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """Set how much of the picture shows, 0..1."""
        del family
        self.opacity = opacity
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Scale the opacity by `1 - darkness`; what manim's fades call."""
        return self.set_opacity(self.opacity * (1 - darkness), family)

    def set_color(self, *_: Any, **__: Any) -> Self:
        """Keep the colors: those of a raster stand for values."""
        return self

    def interpolate(
        self, mobject1: Mobject, mobject2: Mobject, alpha: float, *path: Any, **options: Any
    ) -> Self:
        """Interpolate places and looks; a mobject that stays where it is keeps its very points."""
        start, end = mobject1.points, mobject2.points
        # A fade scales by 1 and moves by 0, which changes the last bits.
        if start.shape != end.shape or np.abs(start - end).max(initial=0) > UNSEEN:
            return super().interpolate(mobject1, mobject2, alpha, *path, **options)
        # (1 - t) p + t p differs from p in the last bits, and p is the key of what was drawn.
        self.points = mobject1.points.copy()
        self.interpolate_color(mobject1, mobject2, alpha)
        return self

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> None:
        """Interpolate all that is animated besides the points; manim calls this at every frame."""
        for name in ("opacity", *self.animated):
            start, end = getattr(mobject1, name), getattr(mobject2, name)
            # Between equal numbers rounding would find others, and all be drawn anew.
            is_same = start is end or np.array_equal(start, end)
            setattr(self, name, start if is_same else (1 - alpha) * start + alpha * end)

    def align_points(self, mobject: Mobject) -> Self:
        """Refuse another number of points: a raster transforms only into one with as many."""
        if len(self.points) != len(mobject.points):
            msg = f"{self} has {len(self.points)} points, {mobject} has {len(mobject.points)}"
            raise ValueError(msg)
        return self


def surface(pixels: NDArray[np.uint8], kind: cairo.Format) -> cairo.ImageSurface:
    """Pixels as Cairo reads and writes them: contiguous, shape (height, width[, 4])."""
    height, width = pixels.shape[:2]
    return cairo.ImageSurface.create_for_data(pixels, kind, width, height, pixels.strides[0])  # type: ignore[arg-type]


def whole_words(width: int) -> int:
    """How wide a mask has to be that covers so many pixels."""
    return -(-width // WORD) * WORD


def mask(cover: NDArray[np.float32], columns: slice) -> NDArray[np.uint8]:
    """What `Canvas.lay_color` takes of a cover of 0..255, shape (height, width or more)."""
    size = (len(cover), whole_words(max(0, columns.stop - columns.start)))
    found = np.zeros(size, dtype=np.uint8)
    width = min(size[1], cover.shape[1])
    np.add(cover[:, :width], np.float32(0.5), out=found[:, :width], casting="unsafe")
    return found
