"""The camera of every scene: it lets raster mobjects draw themselves and redraws only changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Self

import cairo
import numpy as np
from manim import Camera, Mobject, VMobject

from scenes.mobjects.raster.bloom import Luminous, draw_blooms
from scenes.mobjects.raster.raster_mobject import Anchor, Canvas, RasterMobject
from scenes.mobjects.raster.tiles import Tiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scenes.mobjects.view import View

REACH_OF_STROKES = 5.2
"""How far a stroke reaches beyond its outline, in its widths: Cairo cuts spikes off at 5."""
KEPT_PATHS = 2000
"""How many outlines a camera remembers; a formula has some twenty."""
Box = tuple[float, float, float, float]
"""Left, lowest, right and highest of an outline, scene units."""
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


class RasterCamera(Camera):
    """A camera that lets raster mobjects draw themselves, and reuses what it drew before.

    It keeps Cairo's paths: to build a path costs more than to fill it, and most outlines are the
    same in the next frame. It restores the ground, which is what stands still, only where
    something was drawn over it. It shows what its `view` says, or the whole scene.
    """

    def __init__(self, **kwargs: Any) -> None:
        self._paths: OrderedDict[bytes, tuple[Any, Box]] = OrderedDict()
        self._box: Box = NOWHERE
        self._ground: Any = None
        self.kept: dict[type, Any] = {}
        self.view: View | None = None
        self._touched = self._changed = Tiles(0, 0)
        super().__init__(**kwargs)
        self._home = self._matrix()
        self._touched = Tiles(self.pixel_height, self.pixel_width)
        self._changed = Tiles(self.pixel_height, self.pixel_width)
        self._changed.mark_all()

    def reset(self) -> Self:
        """Begin with an empty frame."""
        self.set_frame_to_background(self.background)
        return self

    def set_frame_to_background(self, background: Any) -> None:
        """Begin with a picture of what stands still; a changed one must be another array."""
        self._changed.add(self._touched)
        if background is self._ground:
            for part in self._touched.parts():
                self.pixel_array[part] = background[part]
        else:
            super().set_frame_to_background(background)
            self._ground = background
            self._changed.mark_all()
        self._touched.clear()

    def keep_ground(self) -> NDArray[np.uint8]:
        """Take the frame as it is for what stands still, to begin with again."""
        self._ground = self.pixel_array.copy()
        self._changed.add(self._touched)
        self._touched.clear()
        return self._ground

    def touch_all(self) -> None:
        """Mark the whole frame as drawn over."""
        self._touched.mark_all()

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw mobjects as they are seen now."""
        if self.view is not None:
            self.frame_center = self.view.center
            self.frame_width = self.view.frame_width
            self.resize_frame_shape()
        super().capture_mobjects(mobjects, **kwargs)

    def get_cairo_context(self, pixel_array: NDArray[np.uint8]) -> Any:
        """Give manim's context, which draws as it is seen now."""
        context = super().get_cairo_context(pixel_array)
        context.set_matrix(self._matrix())
        return context

    def _matrix(self) -> cairo.Matrix:
        scale = self.pixel_width / self.frame_width
        x, y = self.frame_center[:2]
        across, down = self.pixel_width / 2 - x * scale, self.pixel_height / 2 + y * scale
        return cairo.Matrix(scale, 0, 0, -(self.pixel_height / self.frame_height), across, down)

    def take_changes(self) -> Tiles:
        """The tiles that changed since the last call."""
        taken, self._changed = self._changed, Tiles(self.pixel_height, self.pixel_width)
        taken.add(self._touched)
        return taken

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

    def display_multiple_non_background_colored_vmobjects(
        self, vmobjects: Iterable[VMobject], pixel_array: NDArray[np.uint8]
    ) -> None:
        """Draw as manim does, and first the light of those that stand together and shine."""
        ctx = self.get_cairo_context(pixel_array)
        for shines, run in groupby(vmobjects, lambda vmobject: isinstance(vmobject, Luminous)):
            together = list(run)
            if shines:
                draw_blooms(together, self._canvas(pixel_array))
            for vmobject in together:
                self.display_vectorized(vmobject, ctx)

    def _canvas(self, pixels: NDArray[np.uint8]) -> Canvas:
        scale = self.pixel_width / self.frame_width
        found = Canvas(pixels, scale, np.asarray(self.frame_center), self._touched, self.kept)
        if self.view is None:
            return found
        size = self.pixel_height, self.pixel_width
        ends = [
            Anchor(self.pixel_width / float(np.ptp(points[:, 0])), points.mean(axis=0), size, share)
            for points, share in self.view.anchors
        ]
        near = [end for end in ends if end.scale != self._home.xx or end.center.any()]
        match near:
            case [start, end] if (way := start.joined(end)) is not None:
                near = [way]
        return replace(found, home_scale=self._home.xx, anchors=tuple(near))

    def display_vectorized(self, vmobject: VMobject, ctx: Any) -> Self:
        """Draw a vectorized mobject unless it is invisible."""
        if is_visible(vmobject):
            super().display_vectorized(vmobject, ctx)
            self._touch(vmobject)
        return self

    def _touch(self, vmobject: VMobject) -> None:
        left, bottom, right, top = self._box
        stroke = max(vmobject.stroke_width, vmobject.background_stroke_width)
        scale = self.pixel_width / self.frame_width
        reach = stroke * self.cairo_line_width_multiple * REACH_OF_STROKES * scale + 1
        x, y = self.frame_center[:2]
        across, down = self.pixel_width / 2 - x * scale, self.pixel_height / 2 + y * scale
        self._touched.mark(
            down - top * scale - reach,
            down - bottom * scale + reach,
            across + left * scale - reach,
            across + right * scale + reach,
        )

    def display_multiple_point_cloud_mobjects(
        self, pmobjects: Iterable[Any], pixel_array: NDArray[np.uint8]
    ) -> None:
        """Draw points as manim does; they may touch any part of the frame."""
        self.touch_all()
        super().display_multiple_point_cloud_mobjects(pmobjects, pixel_array)

    def display_multiple_background_colored_vmobjects(
        self, cvmobjects: Iterable[VMobject], pixel_array: NDArray[np.uint8]
    ) -> Self:
        """Draw as manim does; these mobjects may touch any part of the frame."""
        self.touch_all()
        super().display_multiple_background_colored_vmobjects(cvmobjects, pixel_array)
        return self

    def set_cairo_context_path(self, ctx: Any, vmobject: VMobject) -> Self:
        """Give Cairo the outline of a mobject, from the kept paths if it is known."""
        key = vmobject.points.tobytes()
        known = self._paths.get(key)
        if known is None:
            # Cairo rounds to parts of a pixel. As at home, or a path would depend on the view that
            # it was first seen in, and a scene's picture on where its drawing began.
            ctx.set_matrix(self._home)
            super().set_cairo_context_path(ctx, vmobject)
            known = self._paths[key] = (ctx.copy_path(), ctx.path_extents())
            ctx.set_matrix(self._matrix())
            if len(self._paths) > KEPT_PATHS:
                self._paths.popitem(last=False)
        self._paths.move_to_end(key)
        path, self._box = known
        ctx.new_path()
        ctx.append_path(path)
        return self

    def display_multiple_image_mobjects(
        self, image_mobjects: list[Any], pixel_array: NDArray[np.uint8]
    ) -> None:
        """Draw rasters directly, other images as manim does."""
        canvas = self._canvas(pixel_array)
        for image in image_mobjects:
            if not isinstance(image, RasterMobject):
                self.touch_all()
                super().display_multiple_image_mobjects([image], pixel_array)
            elif image.opacity > 0:
                image.draw(canvas)


def family_of(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Mobjects and all their parts, each once, at its last place: manim's order, ten times faster.

    manim nests one generator for each level and starts again for every mobject; with hundreds of
    numbers that takes longer than drawing them.
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
