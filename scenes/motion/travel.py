"""Many sprites travel, each leaving a little after the one before."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Animation, linear, smooth
from numpy.typing import ArrayLike, NDArray

from scenes.mobjects.raster.pixel_cloud import PixelCloud

MOMENTS = np.linspace(0, 1, 1001)
SMOOTH = np.array([smooth(float(moment)) for moment in MOMENTS])
"""What manim's `smooth` makes of them: it can't be asked for many numbers at once."""
_LOOKS = ("points", "sides", "heights", "colors", "alphas")


class Travel(Animation):
    """Move every sprite of a cloud to where it is in the target, each in its turn.

    `order`, shape (n,), says when each leaves, 0 first, 1 last; without it they leave one by one.
    `lag` is the share of the time between the first and the last departure. Paths bend to their
    left by `bend`, shares of their length, one for all or shape (n,); `level`, shape (n,), is the
    share of its way in which each goes to the side alone, before it rises or falls.
    """

    def __init__(
        self,
        cloud: PixelCloud,
        target: PixelCloud,
        *,
        order: ArrayLike | None = None,
        lag: float = 0.4,
        bend: ArrayLike = 0.0,
        level: ArrayLike = 0.0,
        **kwargs: Any,
    ) -> None:
        self.target = target
        count = len(cloud.points)
        self.order: NDArray[np.float64] = (
            np.linspace(0, 1, count) if order is None else np.asarray(order, dtype=np.float64)
        )
        self.lag = lag
        self.bend: NDArray[np.float64] = np.asarray(bend, dtype=np.float64)
        self.level: NDArray[np.float64] = np.asarray(level, dtype=np.float64)
        kwargs.setdefault("run_time", 1.4)
        super().__init__(cloud, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place every sprite on its path."""
        own = np.clip((alpha - self.lag * self.order) / (1 - self.lag), 0, 1)
        share = np.interp(own, MOMENTS, SMOOTH)
        start, end, cloud = self.starting_mobject, self.target, self.mobject
        for name in _LOOKS:
            one, other = getattr(start, name), getattr(end, name)
            weight = share if one.ndim == 1 else share[:, np.newaxis]
            setattr(cloud, name, (1 - weight) * one + weight * other)
        if self.level.any():
            rise = np.clip((share - self.level) / (1 - self.level), 0, 1)
            high = (1 - rise) * start.points[:, 1] + rise * end.points[:, 1]
            cloud.points = np.column_stack([cloud.points[:, 0], high, cloud.points[:, 2]])
        if self.bend.any():
            way = end.points - start.points
            aside = np.stack([-way[:, 1], way[:, 0], 0 * way[:, 2]], axis=1)
            cloud.points = cloud.points + aside * (self.bend * np.sin(np.pi * share))[:, np.newaxis]
        mean = float(smooth(alpha))
        cloud.roundness = (1 - mean) * start.roundness + mean * end.roundness
        cloud.rim = (1 - mean) * start.rim + mean * end.rim

    def clean_up_from_scene(self, scene: Any) -> None:
        """Hand over the values that the sprites stand for."""
        super().clean_up_from_scene(scene)
        self.mobject.fills = self.target.fills
