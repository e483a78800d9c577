"""Pictures of every movement, drawn while a scene is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.audit.observer import WatchedScene


@dataclass(frozen=True, eq=False)
class FilmedMovement:
    """A movement: its section, when it began, how long it lasted, and frames of it.

    Every frame has the shape (height, width, 3), uint8.
    """

    section: str
    start: float
    seconds: float
    frames: tuple[NDArray[np.uint8], ...]


class MovementPictures:
    """Draws so many frames of every movement, its first and its last among them.

    `beat` is the only one that is drawn, if it is not None.
    """

    def __init__(self, count: int, beat: str | None = None) -> None:
        self.movements: list[FilmedMovement] = []
        self._count, self._beat = count, beat
        self._start = 0.0
        self._frames: list[NDArray[np.uint8]] = []

    def moments(self, start: float, seconds: float) -> Sequence[float]:
        """At equal distances."""
        del start
        return np.linspace(0, seconds, self._count).tolist()

    def begins(self, scene: WatchedScene, start: float) -> None:
        """Begin anew."""
        del scene
        self._start, self._frames = start, []

    def sees(self, scene: WatchedScene, within: float) -> None:
        """Draw what is seen now."""
        del within
        if self._beat in (None, scene.beat_id):
            self._frames.append(scene.still_frame())

    def ends(self, scene: WatchedScene, end: float) -> None:
        """Keep what was drawn; while nothing moved, nothing was."""
        if self._frames:
            found = tuple(self._frames)
            self.movements.append(
                FilmedMovement(_section_of(scene), self._start, end - self._start, found)
            )

    def is_over(self, scene: WatchedScene) -> None:
        """Do nothing: what came last is drawn."""


def _section_of(scene: WatchedScene) -> str:
    return scene.sections[-1][0] if scene.sections else ""
