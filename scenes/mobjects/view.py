"""Which part of the scene is seen: the camera's eye, as a mobject that animations move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Mobject, config

from scenes.stage.layout import Stage, stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

AT_REST = 1e-9
"""Differences of zoom below this are none."""


class View(Mobject):
    """The part of the scene that the frame shows.

    Its points are the frame's lower left and upper right corners.
    `self.play(self.view.animate.look_at(grid))` pushes in, `self.view.animate.pull_out()` comes
    home. Zoom grows by equal factors in equal times, so a push feels even.
    """

    def __init__(self) -> None:
        super().__init__()
        self.points = _home()

    @property
    def center(self) -> NDArray[np.float64]:
        """The scene's point in the middle of the frame, shape (3,)."""
        return np.asarray(self.points.mean(axis=0))

    @property
    def frame_width(self) -> float:
        """Scene units from the frame's left to its right."""
        return float(self.points[1, 0] - self.points[0, 0])

    @property
    def zoom(self) -> float:
        """How much larger everything is seen than at home."""
        return float(config.frame_width / self.frame_width)

    @property
    def is_home(self) -> bool:
        """Whether the whole scene is seen, as it was built."""
        return bool(np.array_equal(self.points, _home()))

    @property
    def frame(self) -> Stage:
        """All that is seen."""
        (left, bottom), (right, top) = self.points[:, :2].tolist()
        return Stage(left, right, top, bottom)

    @property
    def stage(self) -> Stage:
        """The part of the scene that is the stage now."""
        return stage().scaled(1 / self.zoom).shifted(*self.center[:2])

    def look_at(self, area: Mobject | Stage, share: float = 0.8) -> Self:
        """Let an area fill this share of the stage, in its middle; never wider than home."""
        whole = stage()
        box = area if isinstance(area, Stage) else _box(area)
        room = min(whole.width / max(box.width, 1e-9), whole.height / max(box.height, 1e-9))
        zoom = max(1.0, share * room)
        return self._show(box.center - whole.center / zoom, zoom)

    def pull_out(self) -> Self:
        """Come home."""
        self.points = _home()
        return self

    def interpolate(
        self, mobject1: Mobject, mobject2: Mobject, alpha: float, *path: Any, **options: Any
    ) -> Self:
        """Go straight, and change the zoom by equal factors."""
        widths = [mobject.points[1, 0] - mobject.points[0, 0] for mobject in (mobject1, mobject2)]
        rate = float(np.log(widths[1] / widths[0]))
        # What moves in proportion to the width keeps the point that is zoomed into where it is.
        share = alpha if abs(rate) < AT_REST else float(np.expm1(alpha * rate) / np.expm1(rate))
        return super().interpolate(mobject1, mobject2, share, *path, **options)

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Do nothing: a view has no color."""
        del mobject1, mobject2, alpha
        return self

    def _show(self, center: NDArray[np.float64], zoom: float) -> Self:
        self.points = _home() / zoom + center
        return self


def _home() -> NDArray[np.float64]:
    corner = np.array([config.frame_width / 2, config.frame_height / 2, 0.0])
    return np.stack([-corner, corner])


def _box(mobject: Mobject) -> Stage:
    points = np.concatenate([part.points for part in mobject.get_family()])
    if not len(points):
        msg = f"look_at: expected a mobject with points, got {mobject}"
        raise ValueError(msg)
    (left, bottom), (right, top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return Stage(float(left), float(right), float(top), float(bottom))
