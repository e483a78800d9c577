"""The audit of rests: words that a picture or a tile has come to stand over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from scenes.audit.faults import Fault
from scenes.audit.sightings import SEEN, TOUCH, Kind, Sighting, Thing, is_allowed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GROUNDS = (Kind.PICTURE, Kind.TILE)


class RestAudit:
    """Looks at every state of a stage in which a movement has ended.

    Attributes
    ----------
    faults
        One for each text of a section that is covered, or lies across the edge of a picture.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._told: set[tuple[str, int, int]] = set()

    def judge(
        self, sighting: Sighting, section: str, now: float, allowed: Mapping[tuple[str, str], str]
    ) -> None:
        """Find what is wrong at one moment, and was not told of the section yet."""
        for ground, text, how in _clashes(sighting):
            key = (section, id(ground.mobject), id(text.mobject))
            if key not in self._told and not is_allowed(ground, text, allowed):
                self._told.add(key)
                message = f"{now:.1f} s: {sighting.label(ground)} {how} {sighting.label(text)}"
                self.faults.append(Fault(section, "covered", message))


def _clashes(sighting: Sighting) -> Iterator[tuple[Thing, Thing, str]]:
    """Pairs of a picture or a tile with a text, and how the one lies on the other."""
    things = sighting.things
    texts, grounds = (
        [(i, parts) for i, parts in _seen(sighting) if things[i].kind in kinds]
        for kinds in ((Kind.TEXT,), _GROUNDS)
    )
    for i, letters in texts:
        for j, boxes in grounds:
            touched = _touched(letters, boxes)
            if touched.any():
                text, ground = things[i], things[j]
                if _height(ground, j) > _height(text, i):
                    yield ground, text, "covers"
                elif not touched.all():
                    yield ground, text, "ends under"


def _seen(sighting: Sighting) -> Iterator[tuple[int, NDArray[np.float64]]]:
    shown = sighting.alphas > SEEN
    owners, boxes = sighting.owners[shown], sighting.boxes[shown]
    for owner in np.unique(owners):
        yield int(owner), boxes[owners == owner]


def _height(thing: Thing, place: int) -> tuple[float, int]:
    # What is drawn later lies above, unless its z index says otherwise.
    return float(thing.mobject.z_index), place


def _touched(letters: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the letters share room with any of the boxes."""
    low = np.maximum(letters[:, None, :2], boxes[None, :, :2])
    shared = np.minimum(letters[:, None, 2:], boxes[None, :, 2:]) - low
    return np.asarray(shared.min(axis=2).max(axis=1) > TOUCH)
