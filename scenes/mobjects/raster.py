"""Raster mobjects: pictures that write their pixels straight into the frame."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from manim import Camera, Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray


KEPT_PATHS = 2000
"""How many outlines a camera remembers; a formula has some twenty."""
UNSEEN = 1e-9
"""A distance that nobody sees, scene units."""
PIXELS_AT_ONCE = 1 << 15
"""Pixels blended in one go: their arrays stay in the processor's cache."""


@dataclass(frozen=True)
class Canvas:
    """The frame's pixels, with the way from scene units to pixel coordinates.

    Attributes
    ----------
    pixels
        Shape (height, width, 4), uint8, red green blue alpha; written in place.
    scale
        Pixels per scene unit.
    center
        The point of the scene, shape (3,), in the middle of the frame.
    """

    pixels: NDArray[np.uint8]
    scale: float
    center: NDArray[np.float64]

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
        # A fade scales by 1 and moves by 0, which is not nothing in the last bits.
        if start.shape != end.shape or np.abs(start - end).max(initial=0) > UNSEEN:
            return super().interpolate(mobject1, mobject2, alpha, *path, **options)
        # (1 - t) p + t p is not p to the last bit, and what was drawn for p is remembered by p.
        self.points = mobject1.points.copy()
        self.interpolate_color(mobject1, mobject2, alpha)
        return self

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> None:
        """Interpolate all that is animated besides the points; manim calls this at every frame."""
        for name in ("opacity", *self.animated):
            start, end = getattr(mobject1, name), getattr(mobject2, name)
            setattr(self, name, start if start is end else (1 - alpha) * start + alpha * end)

    def align_points(self, mobject: Mobject) -> Self:
        """Do nothing: a raster transforms into rasters with as many points only."""
        if len(self.points) != len(mobject.points):
            msg = f"{self} has {len(self.points)} points, {mobject} has {len(mobject.points)}"
            raise ValueError(msg)
        return self


class RasterCamera(Camera):
    """A camera that lets raster mobjects draw themselves, and is quick with what it drew before.

    What fades or stands beside something that moves has the outline that it had a frame ago: making
    it a path of Cairo's again would cost more than filling it.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._paths: OrderedDict[bytes, Any] = OrderedDict()

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """List what has points, in the order in which it is drawn."""
        if excluded_mobjects or not include_submobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        families = [mobject for mobject in family_of(mobjects) if len(mobject.points)]
        return sorted(families, key=_z_index) if self.use_z_index else families

    def apply_fill(self, ctx: Any, vmobject: VMobject) -> Self:
        """Fill an outline, unless the fill is clear."""
        if self.get_fill_rgbas(vmobject)[:, 3].any():
            super().apply_fill(ctx, vmobject)
        return self

    def apply_stroke(self, ctx: Any, vmobject: VMobject, background: bool = False) -> Self:
        """Draw an outline, unless the line is clear."""
        if self.get_stroke_rgbas(vmobject, background)[:, 3].any():
            super().apply_stroke(ctx, vmobject, background)
        return self

    def display_vectorized(self, vmobject: VMobject, ctx: Any) -> Self:
        """Draw a vectorized mobject, unless nobody would see it."""
        if not is_visible(vmobject):
            return self
        return super().display_vectorized(vmobject, ctx)

    def set_cairo_context_path(self, ctx: Any, vmobject: VMobject) -> Self:
        """Give Cairo the outline of a mobject: a known one as it is, else as manim makes it."""
        key = vmobject.points.tobytes()
        path = self._paths.get(key)
        if path is None:
            super().set_cairo_context_path(ctx, vmobject)
            self._paths[key] = ctx.copy_path()
            if len(self._paths) > KEPT_PATHS:
                self._paths.popitem(last=False)
        else:
            self._paths.move_to_end(key)
            ctx.new_path()
            ctx.append_path(path)
        return self

    def display_multiple_image_mobjects(
        self, image_mobjects: list[Any], pixel_array: NDArray[np.uint8]
    ) -> None:
        """Draw rasters directly, other images as manim does."""
        canvas = Canvas(
            pixel_array, self.pixel_width / self.frame_width, np.asarray(self.frame_center)
        )
        for image in image_mobjects:
            if not isinstance(image, RasterMobject):
                super().display_multiple_image_mobjects([image], pixel_array)
            elif image.opacity > 0:
                image.draw(canvas)


def family_of(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Mobjects and all their parts, each once, at its last place: manim's order, ten times faster.

    manim walks by a generator in a generator for every level, and begins anew for every mobject;
    at hundreds of numbers that takes longer than drawing them.
    """
    found = []
    ahead = list(mobjects)[::-1]
    while ahead:
        mobject = ahead.pop()
        found.append(mobject)
        ahead += mobject.submobjects[::-1]
    return list(dict.fromkeys(reversed(found)))[::-1]


def _z_index(mobject: Mobject) -> float:
    return mobject.z_index


def is_visible(vmobject: VMobject) -> bool:
    """Whether a vectorized mobject has a fill or a stroke that is not clear."""
    styles = ((vmobject.fill_rgbas, 1), (vmobject.stroke_rgbas, vmobject.stroke_width))
    behind = vmobject.background_stroke_width > 0 and vmobject.background_stroke_rgbas[:, 3].any()
    return bool(behind or any(width > 0 and rgbas[:, 3].any() for rgbas, width in styles))


def blend(pixels: NDArray[np.uint8], colors: NDArray[np.float32], alpha: ArrayLike) -> None:
    """Lay colors over a part of the frame, in place.

    Parameters
    ----------
    pixels
        Shape (h, w, 4), uint8.
    colors
        Shape (h, w, 3), 0..255.
    alpha
        Coverage 0..1, anything that broadcasts to (h, w).
    """
    height, width = pixels.shape[:2]
    cover = np.broadcast_to(np.asarray(alpha, dtype=np.float32), (height, width))
    shades = np.broadcast_to(np.asarray(colors, dtype=np.float32), (height, width, 3))
    rows = max(1, PIXELS_AT_ONCE // max(width, 1))
    for top in range(0, height, rows):
        part = slice(top, top + rows)
        if cover[part].any():
            _blend_rows(pixels[part], shades[part], cover[part])


def _blend_rows(
    pixels: NDArray[np.uint8], colors: NDArray[np.float32], cover: NDArray[np.float32]
) -> None:
    left = 1 - cover
    channels = [colors[..., channel] for channel in range(3)]
    if pixels[..., 3].min() < 255:
        channels.append(np.broadcast_to(np.float32(255), cover.shape))
    laid = np.empty_like(left)
    for channel, color in enumerate(channels):
        shown = pixels[..., channel] * left
        shown += np.multiply(color, cover, out=laid)
        shown += np.float32(0.5)
        pixels[..., channel] = shown
