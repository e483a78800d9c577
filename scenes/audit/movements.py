"""The audit of movements: what crosses what on its way, and how long nothing moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.audit.cuts import CutAudit
from scenes.audit.faults import Fault
from scenes.audit.rests import RestAudit
from scenes.audit.sightings import (
    SEEN,
    TOUCH,
    Kind,
    Sighting,
    State,
    Thing,
    is_allowed,
    look_at,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.audit.observer import WatchedScene

RATE = 10
"""Looks a second."""
STANDS = 0.05
"""Who comes no farther in a movement, scene units, has not moved."""
LEAST_MOVEMENT = 0.002
"""A quarter of a pixel at 1080p: less is not seen to move."""
LONGEST_STILL = 2.5
"""Seconds in which nothing moves while a caption is there."""
LARGEST_STILL_SHARE = 0.25
"""Of a scene."""
MOST_FAULTS = 6
"""Of one movement: one cause has many."""
_BODIES = (Kind.TEXT, Kind.PICTURE, Kind.TILE)
_SMALL = (Kind.FRAME, Kind.DOT, Kind.BEADS)


@dataclass(frozen=True)
class Still:
    """A time, in seconds of the scene, in which nothing on stage changed."""

    start: float
    end: float


class MovementAudit:
    """Watches a scene ten times a second.

    Attributes
    ----------
    faults
        One for each two things that cross in a movement; when the scene is over, also those of
        rests, of close views and of long stillness.
    stills
        All times in which nothing changed, in order.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.stills: list[Still] = []
        self._rests, self._cuts = RestAudit(), CutAudit()
        self._start = 0.0
        self._before: Sighting | None = None
        self._seen: list[tuple[float, Sighting]] = []
        self._last: State | None = None
        self._still_since = 0.0
        self._looked = 0.0

    def moments(self, start: float, seconds: float) -> Sequence[float]:
        """Ten a second, its beginning and its end among them."""
        del start
        return np.linspace(0, seconds, max(2, round(seconds * RATE) + 1)).tolist()

    def begins(self, scene: WatchedScene, start: float) -> None:
        """Remember who is there."""
        self._start, self._seen = start, []
        self._before = look_at(scene.mobjects, scene.view)
        self._cuts.begins(scene, start)
        self._notice(self._before.state, start)

    def sees(self, scene: WatchedScene, within: float) -> None:
        """Take down where all things are."""
        sighting = look_at(scene.mobjects, scene.view)
        self._seen.append((within, sighting))
        self._notice(sighting.state, self._start + within)

    def ends(self, scene: WatchedScene, end: float) -> None:
        """Judge the movement."""
        after = look_at(scene.mobjects, scene.view)
        self._notice(after.state, end)
        section = scene.sections[-1][0] if scene.sections else ""
        self._rests.judge(after, section, end, scene.allowed_crossings)
        self._cuts.ends(scene, section, end)
        if self._before is not None and len(self._seen) > 1:
            movement = _Movement(self._before, self._seen, after)
            self.faults += movement.faults(section, self._start, scene.allowed_crossings)
        self._seen = []

    def is_over(self, scene: WatchedScene) -> None:
        """Judge what stood still."""
        self._close(self._looked)
        self.faults += self._rests.faults + self._cuts.faults
        self.faults += stillness(self.stills, scene)

    def _notice(self, state: State, now: float) -> None:
        if self._last is None or state.differs_from(self._last, LEAST_MOVEMENT):
            self._close(self._looked)
            self._last, self._still_since = state, now
        self._looked = now

    def _close(self, end: float) -> None:
        if end - self._still_since > 1 / RATE:
            self.stills.append(Still(self._still_since, end))


def stillness(stills: Sequence[Still], scene: WatchedScene) -> list[Fault]:
    """Faults of a scene in which nothing moves for long."""
    found = []
    spoken = _joined([(line.start_seconds, line.end_seconds) for line in scene.caption_lines])
    for still in stills:
        for start, end in spoken:
            low, high = max(still.start, start), min(still.end, end)
            if high - low > LONGEST_STILL + 1e-3:
                section = [name for name, begun in scene.sections if begun <= low + 1e-6][-1]
                message = (
                    f"{low:.1f} to {high:.1f} s: nothing moves for {high - low:.1f} s under a"
                    f" caption, {LONGEST_STILL} are allowed"
                )
                found.append(Fault(section, "still", message))
    share = sum(still.end - still.start for still in stills) / scene.seconds
    if share > LARGEST_STILL_SHARE:
        message = f"nothing moves for {share:.0%} of it, {LARGEST_STILL_SHARE:.0%} are allowed"
        found.append(Fault("all of the scene", "still", message))
    return found


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 0.05:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


class _Movement:
    """What was seen of one movement, judged."""

    def __init__(
        self, before: Sighting, seen: Sequence[tuple[float, Sighting]], after: Sighting
    ) -> None:
        self.times = [time for time, _ in seen]
        self.sightings = [sighting for _, sighting in seen]
        self.before = {id(thing.mobject) for thing in before.things}
        self.after = {id(thing.mobject) for thing in after.things}
        self.things: dict[int, Thing] = {}
        for sighting in self.sightings:
            for thing in sighting.things:
                known = self.things.setdefault(id(thing.mobject), thing)
                if thing.kind is Kind.TILE and known.kind in (Kind.FRAME, Kind.DOT):
                    self.things[id(thing.mobject)] = thing
        self.keys = list(self.things)
        self.place = {key: place for place, key in enumerate(self.keys)}

    def faults(
        self, section: str, start: float, allowed: Mapping[tuple[str, str], str]
    ) -> Iterator[Fault]:
        """One for each two that cross, the first of them; more are counted."""
        found: dict[tuple[str, str], tuple[float, float, str]] = {}
        for one, other, looks, how in self._crossings():
            a, b = self.things[one], self.things[other]
            if is_allowed(a, b, allowed):
                continue
            span = (self.times[looks[0]], self.times[looks[-1]])
            key = (self._label(one, looks[0]), self._label(other, looks[0]))
            if key in found:
                span = (min(span[0], found[key][0]), max(span[1], found[key][1]))
            found[key] = (*span, how)
        for number, (names, (first, last, how)) in enumerate(found.items()):
            if number == MOST_FAULTS:
                message = f"{start:.1f} s: and {len(found) - MOST_FAULTS} more in this movement"
                yield Fault(section, "crossing", message)
                return
            when = f"{start + first:.1f}" + (f" to {start + last:.1f}" if last > first else "")
            into = f"{first:.1f} s into the movement of {self.times[-1]:.1f} s at {start:.1f}"
            yield Fault(section, "crossing", f"{when} s: {names[0]} {how} {names[1]} ({into})")

    def _crossings(self) -> Iterator[tuple[int, int, list[int], str]]:
        moves, count = self.moves, len(self.keys)
        kinds = np.array([kind.value for kind in self._kinds])
        is_text, is_picture = kinds == Kind.TEXT.value, kinds == Kind.PICTURE.value
        is_body = np.isin(kinds, [kind.value for kind in _BODIES])
        is_beads = kinds == Kind.BEADS.value
        is_small = np.isin(kinds, [kind.value for kind in _SMALL])
        # Who may not cross whom: rows cross columns. Beads gather over neurons into their grid.
        crossing = (moves & is_body)[:, np.newaxis] & (is_body | is_beads)
        crossing |= (moves & is_small)[:, np.newaxis] & is_text
        crossing |= (moves & is_beads)[:, np.newaxis] & is_picture
        crossing |= is_text[:, np.newaxis] & is_body  # one fades in where another fades out
        np.fill_diagonal(crossing, val=False)
        near = np.zeros((count, count), bool)
        hulls = self.hulls
        for hull in hulls:
            shared = np.minimum(hull[:, None, 2:], hull[None, :, 2:]) - np.maximum(
                hull[:, None, :2], hull[None, :, :2]
            )
            near |= (shared > TOUCH).all(axis=2)
        for i, j in np.argwhere(near & crossing):
            if crossing[j, i] and (moves[i], j) < (moves[j], i):
                continue  # told once, and who moves is told first
            yield from self._crossing(int(i), int(j))

    def _crossing(self, i: int, j: int) -> Iterator[tuple[int, int, list[int], str]]:
        one, other = self.keys[i], self.keys[j]
        looks = [k for k in range(len(self.times)) if self._overlap(k, i, j, SEEN)]
        if not looks:
            return
        is_text = self._kinds[i] is self._kinds[j] is Kind.TEXT
        if self._texts_may(i, j) if is_text else self._others_may(i, j):
            return
        yield one, other, looks, "crosses" if self.moves[i] or self.moves[j] else "lies over"

    def _texts_may(self, i: int, j: int) -> bool:
        """Whether two texts that are seen over each other say the same, or one leaves the other."""
        last = len(self.times) - 1
        first, final = self._overlap(0, i, j, -1), self._overlap(last, i, j, -1)
        a, b = self.things[self.keys[i]], self.things[self.keys[j]]
        stay = self._stays(i), self._stays(j)
        was_so = first and all(self._seen(0)[place] for place in (i, j))
        if _text(a) == _text(b) or (was_so and {self.keys[i], self.keys[j]} <= self.before):
            return True
        for mover, other_stays in ((i, stay[1]), (j, stay[0])):
            key = self.keys[mover]
            if self.moves[mover] and other_stays:
                comes_out, goes_in = key not in self.before, key not in self.after
                if (first and comes_out) or (final and goes_in):
                    return True
        return False

    def _others_may(self, i: int, j: int) -> bool:
        """Whether one lies over the other already when the movement begins, or when it ends."""
        moves = self.moves[i], self.moves[j]
        if not any(moves) and _share_owner(self.things[self.keys[i]], self.things[self.keys[j]]):
            return True
        # Where only one moves, the other has to be there for it to come from, or to come to.
        there = [place for place, moving in zip((i, j), moves, strict=True) if not moving]
        return any(
            self._overlap(look, i, j, -1) and bool(self._seen(look)[there].all())
            for look in (0, len(self.times) - 1)
        )

    def _label(self, key: int, look: int) -> str:
        left, bottom, right, top = self.hulls[look][self.place[key]]
        return self.things[key].label((left + right) / 2, (bottom + top) / 2)

    @cached_property
    def _kinds(self) -> list[Kind]:
        return [self.things[key].kind for key in self.keys]

    def _stays(self, i: int) -> bool:
        key = self.keys[i]
        return (
            key in self.before
            and key in self.after
            and bool(self._seen(0)[i])
            and bool(self._seen(len(self.times) - 1)[i])
        )

    def _seen(self, look: int) -> NDArray[np.bool_]:
        return ~np.isnan(self.hulls[look][:, 0])

    @cached_property
    def hulls(self) -> list[NDArray[np.float64]]:
        """Boxes of what is seen of every thing, look by look, shape (things, 4); else nan."""
        return [self._hulls(sighting, SEEN) for sighting in self.sightings]

    @cached_property
    def moves(self) -> NDArray[np.bool_]:
        """Which things come from one place to another, seen or not."""
        whole = np.array([self._hulls(sighting, -1) for sighting in self.sightings])
        middles = (whole[..., :2] + whole[..., 2:]) / 2
        with np.errstate(all="ignore"):
            spread = _nan_range(middles).max(axis=1)
        return np.asarray(spread > STANDS)

    def _hulls(self, sighting: Sighting, seen: float) -> NDArray[np.float64]:
        found = np.full((len(self.keys), 4), np.nan)
        shown = sighting.alphas > seen
        owners, boxes = sighting.owners[shown], sighting.boxes[shown]
        if len(owners):
            starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
            places = [self.place[id(sighting.things[owner].mobject)] for owner in owners[starts]]
            found[places, :2] = np.minimum.reduceat(boxes[:, :2], starts)
            found[places, 2:] = np.maximum.reduceat(boxes[:, 2:], starts)
        return found

    def _overlap(self, look: int, i: int, j: int, seen: float) -> bool:
        one, other = self._parts(look, i, seen), self._parts(look, j, seen)
        shared = np.minimum(one[:, None, 2:], other[None, :, 2:]) - np.maximum(
            one[:, None, :2], other[None, :, :2]
        )
        return bool((shared > self._touch(i, j)).all(axis=2).any())

    def _touch(self, i: int, j: int) -> float:
        # A frame is a line: it has no width to share.
        return 0.0 if Kind.FRAME in (self._kinds[i], self._kinds[j]) else TOUCH

    def _parts(self, look: int, i: int, seen: float) -> NDArray[np.float64]:
        sighting = self.sightings[look]
        index = self._indices[look].get(self.keys[i])
        if index is None:
            return np.zeros((0, 4))
        low, high = np.searchsorted(sighting.owners, [index, index + 1])
        return sighting.boxes[low:high][sighting.alphas[low:high] > seen]

    @cached_property
    def _indices(self) -> list[dict[int, int]]:
        return [
            {id(thing.mobject): index for index, thing in enumerate(sighting.things)}
            for sighting in self.sightings
        ]


def _nan_range(places: NDArray[np.float64]) -> NDArray[np.float64]:
    low = np.where(np.isnan(places), np.inf, places).min(axis=0)
    high = np.where(np.isnan(places), -np.inf, places).max(axis=0)
    return np.asarray(high - low)


def _text(thing: Thing) -> Any:
    return getattr(thing.mobject, "text", thing)


def _share_owner(one: Thing, other: Thing) -> bool:
    return bool(set(one.names[1:]) & set(other.names[1:]) - {"Group", "VGroup"})
