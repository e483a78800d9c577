"""The audit of close views: words that the frame cuts while nothing moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.audit.faults import Fault
from scenes.audit.layout import box_of, name_of, seen_texts
from scenes.audit.sightings import SEEN, TOUCH

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.audit.observer import WatchedScene

RESTS = 0.5
"""Seconds from which on a view that does not move is looked at for itself."""
CUT = 0.05
"""So much of words is beyond the frame, scene units at home: a box is wider than its ink."""


class CutAudit:
    """Looks at what a close view cuts before and after each movement in which it stands still.

    All words that can be read at home are large in a close view. A view at home cuts nothing that
    the audit of layout would not find at the end of a section.

    Attributes
    ----------
    faults
        One for each words of a section that were cut while they and the view stood still.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._told: set[tuple[str, int]] = set()
        self._start = 0.0
        self._seen = b""
        self._cut: dict[int, tuple[Mobject, NDArray[np.float64]]] = {}

    def begins(self, scene: WatchedScene, start: float) -> None:
        """Remember the view, and what it cuts."""
        self._start, self._seen, self._cut = start, scene.view.points.tobytes(), _cut_words(scene)

    def ends(self, scene: WatchedScene, section: str, end: float) -> None:
        """Tell of what is cut still, and at the same place."""
        if end - self._start < RESTS or scene.view.points.tobytes() != self._seen or not self._cut:
            return
        for key, (text, box) in _cut_words(scene).items():
            stays = key in self._cut and np.allclose(self._cut[key][1], box, atol=TOUCH)
            if stays and (section, key) not in self._told:
                self._told.add((section, key))
                message = f"{self._start:.1f} to {end:.1f} s: the frame cuts {name_of(text)}"
                self.faults.append(Fault(section, "cut", message))


def _cut_words(scene: WatchedScene) -> dict[int, tuple[Mobject, NDArray[np.float64]]]:
    view, frame = scene.view, scene.view.frame
    found: dict[int, tuple[Mobject, NDArray[np.float64]]] = {}
    if view.is_home:
        return found
    low, high = np.array([frame.left, frame.bottom]), np.array([frame.right, frame.top])
    for text in seen_texts(scene.mobjects, view, SEEN):
        box = box_of(text)
        if max((low - box[:2]).max(), (box[2:] - high).max()) > CUT / view.zoom:
            found[id(text)] = text, box
    return found
