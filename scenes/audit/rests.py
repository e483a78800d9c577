"""The audit of rests: words over which a picture, a tile or the line of a frame stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from manim import bezier

from scenes.audit.faults import Fault
from scenes.audit.sightings import SEEN, TOUCH, Kind, Sighting, Thing, is_allowed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GROUNDS = (Kind.PICTURE, Kind.TILE)
_LINED = (Kind.TILE, Kind.FRAME, Kind.LINE)
_PIECES = 8
"""Into so many each curve of an outline is divided: its line is in their boxes."""


class RestAudit:
    """Looks at every state of a stage in which a movement has ended.

    Attributes
    ----------
    faults
        One for each text of a section that is covered, or lies across an edge or a line.
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
    """Pairs of a picture, a tile or a frame with a text, and how the one lies on the other."""
    things = sighting.things
    texts, grounds, lined = (
        [(i, parts) for i, parts in _seen(sighting) if things[i].kind in kinds]
        for kinds in ((Kind.TEXT,), _GROUNDS, _LINED)
    )
    lined = [(j, boxes) for j, boxes in lined if _has_line(things[j])]
    for i, letters in texts:
        # A line can run between two letters.
        whole = np.concatenate([letters[:, :2].min(axis=0), letters[:, 2:].max(axis=0)])
        inner = whole[np.newaxis] + TOUCH * np.array([1, 1, -1, -1])
        behind = [
            _height(things[j], j)
            for j, boxes in grounds
            if _height(things[j], j) < _height(things[i], i) and _contains(boxes, inner)
        ]
        for j, boxes in lined:
            is_seen = all(_height(things[j], j) >= ground for ground in behind)
            if is_seen and _shared(inner, boxes) >= 0 and _shared(inner, _line_of(things[j])) >= 0:
                yield things[j], things[i], "runs through"
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
    return _shared(letters, boxes) > TOUCH


def _shared(letters: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each of the letters shares with any of the boxes; below 0 how far it is away."""
    low = np.maximum(letters[:, None, :2], boxes[None, :, :2])
    shared = np.minimum(letters[:, None, 2:], boxes[None, :, 2:]) - low
    return np.asarray(shared.min(axis=2).max(axis=1))


def _has_line(thing: Thing) -> bool:
    shape = thing.mobject
    return float(shape.stroke_rgbas[0, 3]) > SEEN and float(np.max(shape.stroke_width)) > 0


def _contains(boxes: NDArray[np.float64], inner: NDArray[np.float64]) -> bool:
    outside = np.maximum(boxes[:, :2] - inner[:, :2], inner[:, 2:] - boxes[:, 2:])
    return bool((outside.max(axis=1) <= 0).any())


def _line_of(thing: Thing) -> NDArray[np.float64]:
    """Boxes of the pieces of an outline, shape (pieces, 4)."""
    points = thing.mobject.points
    curves = points[: len(points) // 4 * 4, :2].reshape(-1, 4, 2)
    t = np.linspace(0, 1, _PIECES + 1)[:, np.newaxis, np.newaxis]
    stops = np.asarray(bezier(curves.transpose(1, 0, 2))(t))
    low, high = np.minimum(stops[:-1], stops[1:]), np.maximum(stops[:-1], stops[1:])
    return np.concatenate([low, high], axis=2).reshape(-1, 4)
