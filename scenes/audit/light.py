"""The audit of light: frames that are nearly empty, and seams between scenes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from scenes.audit.faults import Fault
from scenes.stage.theme import BACKGROUND, rgb

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.audit.observer import WatchedScene

RATE = 2
"""Looks a second."""
LINES = 120
"""Of the pictures that are looked at, on their shorter side."""
BRIGHTER = 24
"""By so many of 255 a pixel is brighter than the ground, in one of its colors, if it is lit."""
LEAST_LIT = 0.02
"""Share of a frame."""
CARD_SECONDS = 1.0
"""How long it may be dark after the card of an act, and before the next."""
SAME = 40
"""By so many of 255 the colors of a pixel may differ before and after a cut."""
LEAST_SAME = 0.6
"""Share of what is lit in a scene's first frame that was there in the last frame before it."""


class LightWatch:
    """Draws small frames of a scene twice a second, and measures their light.

    Attributes
    ----------
    shares
        When each was drawn, in seconds of the scene, and the share of it that is lit.
    first, last
        Frames, shape (height, width, 3), uint8.
    """

    def __init__(self) -> None:
        self.shares: list[tuple[float, float]] = []
        self.first: NDArray[np.uint8] | None = None
        self.last: NDArray[np.uint8] | None = None
        self._start = 0.0
        self._is_frozen = True

    def moments(self, start: float, seconds: float) -> Sequence[float]:
        """Whole steps of the scene's own time, and the end."""
        first, last = np.ceil(np.array([start, start + seconds]) * RATE - 1e-6)
        steps = np.arange(first, last) / RATE - start
        return [*steps.clip(min=0.0).tolist(), seconds]

    def begins(self, scene: WatchedScene, start: float) -> None:
        """Draw what a scene begins with."""
        self._start, self._is_frozen = start, True
        if self.first is None:
            self.first = scene.still_frame()
            self._measure(start, self.first)

    def sees(self, scene: WatchedScene, within: float) -> None:
        """Draw, but not what the next movement begins with."""
        self._is_frozen = False
        now = self._start + within
        if abs(now * RATE - round(now * RATE)) < 1e-3:
            self._measure(now, scene.still_frame())

    def ends(self, scene: WatchedScene, end: float) -> None:
        """Draw once what stood still."""
        if self._is_frozen:
            self._measure(self._start, scene.still_frame())
        del end

    def is_over(self, scene: WatchedScene) -> None:
        """Draw what a scene ends with."""
        self.last = scene.still_frame()
        self._measure(scene.seconds, self.last)

    def _measure(self, now: float, frame: NDArray[np.uint8]) -> None:
        self.shares.append((now, float(lit(frame).mean())))

    def faults(self, *, is_after_card: bool, is_before_card: bool) -> list[Fault]:
        """One for each frame with less light than any should have; cards come out of the dark."""
        start = CARD_SECONDS if is_after_card else 0.0
        end = self.shares[-1][0] - (CARD_SECONDS if is_before_card else 0.0)
        return [
            Fault(
                "",
                "dark",
                f"{now:.1f} s: {share:.1%} of the frame is lit, {LEAST_LIT:.0%} should be",
            )
            for now, share in self.shares
            if start <= now <= end and share < LEAST_LIT
        ]


def lit(frame: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which pixels are brighter than the ground."""
    ground = np.round(255 * np.array(rgb(BACKGROUND)))
    return np.asarray((frame - ground).max(axis=-1) > BRIGHTER)


def share_that_stays(last: NDArray[np.uint8], first: NDArray[np.uint8]) -> float:
    """Of what is lit in a first frame, how much looks the same in the last frame before it."""
    shines = lit(first)
    differs = np.abs(last.astype(int) - first).max(axis=-1) > SAME
    return float((shines & ~differs).sum() / max(1, shines.sum()))
