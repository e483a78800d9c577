"""Which part of the scene is seen: the camera's eye, as a mobject that animations move."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Mobject, config

from scenes.stage.layout import Stage, stage
from scenes.stage.theme import PIXELS_PER_UNIT_AT_1080P

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

AT_REST = 1e-9
"""Differences of zoom below this are none."""
ALMOST_HOME = 1.25
"""Below this zoom, light that was drawn for the home view is sharp enough."""
DRIFT = 1.03
"""How much larger things are seen, at most, after a drift."""
DRIFT_PER_SECOND = 1.006
STEP = 1 / 3 / PIXELS_PER_UNIT_AT_1080P
"""A view moves in steps, at most so large in units at home: pictures between them would cost as
much to draw as any, and nobody could tell them apart."""

Anchors = tuple[tuple["NDArray[np.float64]", float], ...]
"""Corners of views with their shares."""


class View(Mobject):
    """The part of the scene that the frame shows.

    Its points are the frame's lower left and upper right corners. Zoom grows by equal factors in
    equal times, so a push feels even.

    Attributes
    ----------
    anchors
        The views that light is computed for, which takes long, with their shares in what is seen;
        one at rest, and two on the way from the one to the other.

    Examples
    --------
    Push in, ride along a row of neurons, and come home:

    >>> self.play(self.view.animate.look_at(neurons[0], share=0.3))
    >>> for neuron in neurons[1:]:
    ...     self.play(self.view.animate.look_at(neuron, share=0.3))
    >>> self.play(self.view.animate.pull_out())
    """

    def __init__(self) -> None:
        super().__init__()
        self.points = _home()
        self.anchors: Anchors = ((_home(), 1.0),)
        self.z_index = np.inf  # nothing stands over it that would have to be drawn anew with it

    @property
    def seen(self) -> Hashable:
        """What it shows: the same as long as it does not move by a step."""
        return self.points.tobytes(), *((points.tobytes(), share) for points, share in self.anchors)

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
        zoom = share * room
        if zoom <= 1:
            return self.pull_out()
        self.points = _home() / zoom + (box.center - whole.center / zoom)
        self.anchors = ((self.points if zoom > ALMOST_HOME else _home(), 1.0),)
        return self

    def pull_out(self) -> Self:
        """Come home."""
        self.points = _home()
        self.anchors = ((_home(), 1.0),)
        return self

    def drift(self, area: Mobject | Stage, seconds: float) -> Self:
        """Come a little closer to an area, which stays where it is seen; see `Chapter.drift`."""
        center = (area if isinstance(area, Stage) else _box(area)).center
        self.points = center + (self.points - center) / min(DRIFT, DRIFT_PER_SECOND**seconds)
        return self

    def interpolate(
        self, mobject1: Mobject, mobject2: Mobject, alpha: float, *path: Any, **options: Any
    ) -> Self:
        """Go straight, in steps, and change the zoom by equal factors."""
        alpha = _in_steps(mobject1.points, mobject2.points, alpha)
        widths = [mobject.points[1, 0] - mobject.points[0, 0] for mobject in (mobject1, mobject2)]
        rate = float(np.log(widths[1] / widths[0]))
        # What moves in proportion to the width keeps the point that is zoomed into where it is.
        share = alpha if abs(rate) < AT_REST else float(np.expm1(alpha * rate) / np.expm1(rate))
        self.anchors = _mixed(mobject1.anchors, mobject2.anchors, alpha)
        return super().interpolate(mobject1, mobject2, share, *path, **options)

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Do nothing: a view has no color."""
        del mobject1, mobject2, alpha
        return self


def _home() -> NDArray[np.float64]:
    corner = np.array([config.frame_width / 2, config.frame_height / 2, 0.0])
    return np.stack([-corner, corner])


def _in_steps(start: NDArray[np.float64], end: NDArray[np.float64], alpha: float) -> float:
    width = min(float(points[1, 0] - points[0, 0]) for points in (start, end))
    way = float(np.abs(end - start).max()) * config.frame_width / width
    count = max(1, math.ceil(way / STEP))
    return round(alpha * count) / count


def _mixed(start: Anchors, end: Anchors, alpha: float) -> Anchors:
    shares: dict[bytes, tuple[NDArray[np.float64], float]] = {}
    for anchors, weight in ((start, 1 - alpha), (end, alpha)):
        for points, share in anchors:
            known = shares.get(points.tobytes(), (points, 0.0))[1]
            shares[points.tobytes()] = (points, known + weight * share)
    return tuple(anchor for anchor in shares.values() if anchor[1] > 0)


def _box(mobject: Mobject) -> Stage:
    points = np.concatenate([part.points for part in mobject.get_family()])
    if not len(points):
        msg = f"look_at: expected a mobject with points, got {mobject}"
        raise ValueError(msg)
    (left, bottom), (right, top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return Stage(float(left), float(right), float(top), float(bottom))
