"""What watches a scene while it is passed over: movement by movement, at chosen moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    import numpy as np
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.media.captions import CaptionLine
    from scenes.mobjects.view import View


class WatchedScene(Protocol):
    """What an observer sees of a chapter."""

    mobjects: list[Mobject]
    view: View
    beat_id: str
    caption_lines: list[CaptionLine]
    sections: list[tuple[str, float]]
    allowed_crossings: ClassVar[Mapping[tuple[str, str], str]]

    @property
    def seconds(self) -> float:
        """Time since the beginning of the scene."""

    def still_frame(self) -> NDArray[np.uint8]:
        """What the stage looks like now."""


class Observer(Protocol):
    """Told of every movement of a scene: all that is played, waits as well."""

    def moments(self, start: float, seconds: float) -> Sequence[float]:
        """When to look at a movement that begins at `start`: times within it, ascending."""

    def begins(self, scene: WatchedScene, start: float) -> None:
        """A movement is about to begin; `start` is in seconds of the scene."""

    def sees(self, scene: WatchedScene, within: float) -> None:
        """The stage, so many seconds after the movement began."""

    def ends(self, scene: WatchedScene, end: float) -> None:
        """The movement is over, and what it took away is gone."""

    def is_over(self, scene: WatchedScene) -> None:
        """Nothing moves any more."""
