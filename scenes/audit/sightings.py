"""What is on stage at one moment: texts, tiles and frames as boxes, and all that could change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from manim import Mobject, Text, Typst, VMobject
from numpy.typing import NDArray

from scenes.audit.layout import ALMOST_INVISIBLE, name_of
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_mobject import RasterMobject
from scenes.mobjects.text.typst_text import Glyph
from scenes.mobjects.text.value_label import ValueLabel
from scenes.mobjects.view import View

SEEN = 0.25
"""What is less opaque is on its way in or out, and hides nothing."""
PEN_WIDTH = 12
"""A line as thick as this is a thing of its own: a stroke of a pen."""
TILE_SIDE = 0.25
"""A filled shape whose shorter side is less, in scene units, is no tile: nothing is read off it."""
TOUCH = 0.04
"""Boxes may share this much, scene units: a box is wider than its ink."""
LOOKS_ALIKE = 1.5 / 255
_TEXTS = (Typst, Text, ValueLabel)
LETTERS = "letters"
"""Taken out of their words."""
_LABELED = re.compile(r"\{\{ (.*?) : \w+ \}\}")
"""A part of a formula's code."""
_NAMELESS = {"Group", "VGroup", "Mobject", "VMobject"}


class Kind(Enum):
    """What a thing is to the audit."""

    TEXT = "text"
    PICTURE = "picture"
    BEADS = "beads"
    TILE = "tile"
    DOT = "dot"
    FRAME = "frame"
    LINE = "line"


@dataclass(eq=False)
class Thing:
    """A text, a picture, a shape: what crosses, or is crossed, as a whole.

    Attributes
    ----------
    mobject
        Its root.
    names
        Of its class, and of the groups that it is a part of, the nearest first.
    """

    mobject: Mobject
    kind: Kind
    names: tuple[str, ...]

    def label(self, x: float, y: float) -> str:
        """What a message calls it, which is seen at a place."""
        name = _LABELED.sub(r"\1", name_of(self.mobject))
        if getattr(self.mobject, "text", None) is None:
            name = f"{LETTERS if self.kind is Kind.TEXT else name} at ({x:.1f}, {y:.1f})"
        owners = [name for name in self.names[1:] if name not in _NAMELESS]
        return f"{name} of {owners[0]}" if owners else name


@dataclass(frozen=True, eq=False)
class State:
    """All that is visible: which parts, their points and looks, and those of rasters."""

    parts: tuple[int, ...]
    points: NDArray[np.float64]
    looks: NDArray[np.float64]
    rasters: list[list[Any]]

    def differs_from(self, other: State, distance: float) -> bool:
        """Whether anything came, went, changed its look, or moved by more than a distance."""
        return (
            self.parts != other.parts
            or _differ(self.points, other.points, distance)
            or _differ(self.looks, other.looks, LOOKS_ALIKE)
            or len(self.rasters) != len(other.rasters)
            or any(map(_rasters_differ, self.rasters, other.rasters))
        )


@dataclass(frozen=True, eq=False)
class Sighting:
    """The stage at one moment.

    Attributes
    ----------
    things
        All that crosses or is crossed.
    boxes, alphas, owners
        Of each of their parts (left, bottom, right, top) in scene units, how opaque it is, and the
        index of the thing that it belongs to, ascending.
    state
        To be compared with what was visible before.
    """

    things: list[Thing]
    boxes: NDArray[np.float64]
    alphas: NDArray[np.float64]
    owners: NDArray[np.int64]
    state: State

    def label(self, thing: Thing) -> str:
        """What a message calls one of the things."""
        boxes = self.boxes[self.owners == self.things.index(thing)]
        x, y = (boxes[:, :2].min(axis=0) + boxes[:, 2:].max(axis=0)) / 2
        return thing.label(float(x), float(y))


def is_allowed(one: Thing, other: Thing, allowed: Mapping[tuple[str, str], str]) -> bool:
    """Whether two things may lie over each other, by the names of them and of their owners."""
    return any(
        (a in one.names and b in other.names) or (b in one.names and a in other.names)
        for a, b in allowed
    )


def _differ(one: NDArray[np.float64], other: NDArray[np.float64], by: float) -> bool:
    return one.shape != other.shape or bool(np.abs(one - other).max(initial=0) > by)


def _rasters_differ(one: list[Any], other: list[Any]) -> bool:
    return len(one) != len(other) or any(
        a is not b and _differ(np.asarray(a, float), np.asarray(b, float), 1e-3)
        for a, b in zip(one, other, strict=True)
    )


def look_at(mobjects: Iterable[Mobject], view: View) -> Sighting:
    """See what a view shows of the stage."""
    return _Look(view).at(mobjects)


class _Look:
    def __init__(self, view: View) -> None:
        self.view = view
        self.things: list[Thing] = []
        self.boxes: list[NDArray[np.float64]] = []
        self.alphas: list[NDArray[np.float64]] = []
        self.owners: list[NDArray[np.int64]] = []
        self.glyphs: list[VMobject] = []
        self.glyph_owners: list[int] = []
        self.parts: list[VMobject] = []
        self.rasters: list[RasterMobject] = []

    def at(self, mobjects: Iterable[Mobject]) -> Sighting:
        for mobject in mobjects:
            self._visit(mobject, None, ())
        self._box_glyphs()
        owners = np.concatenate([np.zeros(0, np.int64), *self.owners])
        order = np.argsort(owners, kind="stable")
        boxes = np.concatenate([np.zeros((0, 4)), *self.boxes])[order]
        alphas = np.concatenate([np.zeros(0), *self.alphas])[order]
        low, high = self.view.points[:, :2]
        alphas[((boxes[:, 2:] < low) | (boxes[:, :2] > high)).any(axis=1)] = 0.0
        return Sighting(self.things, boxes, alphas, owners[order], self._state())

    def _visit(self, mobject: Mobject, text: int | None, owners: tuple[str, ...]) -> None:
        names = (type(mobject).__name__, *owners)
        if isinstance(mobject, RasterMobject):
            self.rasters.append(mobject)
            self._enter_raster(mobject, names)
        elif text is None and _is_text(mobject):
            text = self._new(mobject, Kind.TEXT, names)
        if isinstance(mobject, VMobject) and len(mobject.points):
            self.parts.append(mobject)
            if text is None:
                self._enter_shape(mobject, names)
            else:
                self.glyphs.append(mobject)
                self.glyph_owners.append(text)
        for part in mobject.submobjects:
            self._visit(part, text, names)

    def _new(self, mobject: Mobject, kind: Kind, names: tuple[str, ...]) -> int:
        self.things.append(Thing(mobject, kind, names))
        return len(self.things) - 1

    def _enter(self, thing: int, boxes: NDArray[np.float64], alphas: NDArray[np.float64]) -> None:
        self.boxes.append(boxes)
        self.alphas.append(alphas)
        self.owners.append(np.full(len(boxes), thing))

    def _enter_raster(self, raster: RasterMobject, names: tuple[str, ...]) -> None:
        if raster.is_light or not len(raster.points):
            return
        thing = self._new(
            raster, Kind.BEADS if isinstance(raster, PixelCloud) else Kind.PICTURE, names
        )
        places = raster.points[:, :2]
        if isinstance(raster, PixelCloud):
            # As with light: what is black is not there, but for its rim.
            half = np.stack([raster.sides, raster.heights], axis=1) / 2
            light = np.maximum(raster.colors.max(axis=1), raster.rim)
            boxes = np.concatenate([places - half, places + half], axis=1)
            self._enter(thing, boxes, raster.opacity * raster.alphas * light)
        elif isinstance(raster, PixelGrid) and raster.weights_of_cells.min() <= SEEN:
            boxes = _rows_seen(raster)
            self._enter(thing, boxes, np.full(len(boxes), float(raster.opacity)))
        else:
            box = np.concatenate([places.min(axis=0), places.max(axis=0)])
            self._enter(thing, box[np.newaxis], np.array([float(raster.opacity)]))

    def _enter_shape(self, shape: VMobject, names: tuple[str, ...]) -> None:
        points = shape.points
        fill = float(shape.fill_rgbas[0, 3])
        width = float(np.max(shape.stroke_width))
        stroke = float(shape.stroke_rgbas[0, 3]) if width > 0 else 0.0
        is_closed = bool(np.abs(points[0] - points[-1]).max() < 1e-6)
        if fill == 0 and stroke > 0:
            curves = points[: len(points) // 4 * 4, :2].reshape(-1, 4, 2)
            kind = Kind.FRAME if is_closed else Kind.LINE
            kind = kind if width < PEN_WIDTH else Kind.TILE
            boxes = np.concatenate([curves.min(axis=1), curves.max(axis=1)], axis=1)
            thing = self._new(shape, kind, names)
            self._enter(thing, boxes, np.full(len(boxes), stroke))
        elif is_closed:
            low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
            kind = Kind.TILE if (high - low).min() >= TILE_SIDE else Kind.DOT
            thing = self._new(shape, kind, names)
            self._enter(thing, np.concatenate([low, high])[np.newaxis], np.array([fill]))

    def _box_glyphs(self) -> None:
        if not self.glyphs:
            return
        starts = np.cumsum([0, *(len(glyph.points) for glyph in self.glyphs[:-1])])
        points = np.concatenate([glyph.points[:, :2] for glyph in self.glyphs])
        low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
        self.boxes.append(np.concatenate([low, high], axis=1))
        self.alphas.append(np.array([glyph.fill_rgbas[0, 3] for glyph in self.glyphs], float))
        self.owners.append(np.array(self.glyph_owners))

    def _state(self) -> State:
        parts = [
            part
            for part in self.parts
            if part.fill_rgbas[0, 3] > ALMOST_INVISIBLE
            or (part.stroke_rgbas[0, 3] > ALMOST_INVISIBLE and np.max(part.stroke_width) > 0)
        ]
        looks = [rgbas for part in parts for rgbas in (part.fill_rgbas, part.stroke_rgbas)]
        return State(
            tuple(map(id, parts)),
            np.concatenate([self.view.points, *(part.points for part in parts)]) * self.view.zoom,
            np.concatenate([np.zeros((0, 4)), *looks]),
            [_look_of(each) for each in self.rasters if each.opacity > ALMOST_INVISIBLE],
        )


def _rows_seen(grid: PixelGrid) -> NDArray[np.float64]:
    """Boxes of the rows of a grid that is clear in places, from the first cell seen to the last."""
    rows, columns = grid.shape
    seen = grid.weights_of_cells > SEEN
    row = np.flatnonzero(seen.any(axis=1))
    first, end = seen.argmax(axis=1)[row], columns - seen[:, ::-1].argmax(axis=1)[row]
    (left, top), (right, bottom) = grid.points[[0, 3], :2]
    across, down = (right - left) / columns, (bottom - top) / rows
    sides = [left + across * first, top + down * (row + 1), left + across * end, top + down * row]
    return np.stack(sides, axis=1)


def _is_text(mobject: Mobject) -> bool:
    if isinstance(mobject, (*_TEXTS, Glyph)):
        return True
    parts = mobject.submobjects  # letters that were taken out of their words
    return bool(parts) and all(isinstance(part, Glyph) for part in parts)


def _look_of(raster: RasterMobject) -> list[Any]:
    return [id(raster), *(number for value in vars(raster).values() for number in _numbers(value))]


def _numbers(value: Any) -> Iterable[Any]:
    if isinstance(value, np.ndarray | float | int):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _numbers(part)
