"""Which parts of the ink on a picture are the digit: not its frame, ruled lines, or neighbors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage
from scipy.spatial import KDTree

from network.digits.ink.ruled_lines import ruled_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

_INK, _FULL_INK = 0.4, 0.7
_ALL_NEIGHBORS = np.ones((3, 3))
# What a pen writes: shares of the longer side, of the box, of the picture; ratios of sides.
_THICKEST, _FINEST = 0.3, 0.05
_MOST_UNEVEN = 2.2
_FULLEST, _NARROW = 0.62, 0.45
_WIDEST = 2.2
_SMALLEST = 0.07
_LEAST_EDGE_SHARE = 0.85
_EDGE_STEP = 0.25
_MOST_HOLES = 3
_LEAST_FRAME = 0.3


@dataclass(frozen=True)
class DigitShape:
    """What is taken for the digit among the ink on a picture.

    Attributes
    ----------
    is_digit
        Its pixels, shape `(height, width)`.
    size
        Its longer side as a share of the picture's.
    thickness, usual_thickness
        Width of its thickest line and of most of its lines, in pixels.
    edge_share
        Along how much of its outline the picture has an edge.
    is_plausible
        Whether a pen may have written it: thin and even lines with an edge on either side, neither
        too small nor a filled area.
    count
        How many plausible shapes of about its size stand side by side, itself included.
    left_out
        How many smaller ones, not tiny, stand beside it.
    """

    is_digit: NDArray[np.bool_]
    size: float
    thickness: float
    usual_thickness: float
    edge_share: float
    is_plausible: bool
    count: int = 1
    left_out: int = 0

    @property
    def unevenness(self) -> float:
        """The thickest line over the usual one."""
        return max(1.0, self.thickness / self.usual_thickness)

    @property
    def unlikeness(self) -> float:
        """How little it looks written by a pen: small, broad for its size, uneven, not edged."""
        thickness = max(_FINEST, self.thickness / (self.size * max(self.is_digit.shape)))
        return float(self.unevenness * thickness / self.size / max(self.edge_share, 0.1) ** 8)

    @property
    def touches_border(self) -> bool:
        """Whether it reaches the picture's border."""
        inside = self.is_digit[1:-1, 1:-1]
        return bool(np.count_nonzero(inside) < np.count_nonzero(self.is_digit))

    @property
    def is_sure(self) -> bool:
        """Whether nothing else on the picture may be meant."""
        return self.is_plausible and self.count == 1


def digit_shape(ink: NDArray[np.float64], values: NDArray[np.float64]) -> DigitShape:
    """Find the digit among ink, or whatever is most like one.

    Ruled lines are often fainter, and finer, than what is written over them. So where the shape is
    doubtful, only full ink is looked at, then only broad lines.

    Parameters
    ----------
    ink
        Shape `(height, width)`, from 0 to 1, with a 1 at least.
    values
        The picture that the ink was found on, such that ink has smaller values than paper.
    """
    is_ink, is_full = ink > _INK, ink > _FULL_INK
    lines = ruled_lines(is_ink)
    found = [_shape(is_ink & ~lines, values)]
    if lines.any() or not found[0].is_sure:
        found.append(_shape(is_full & ~ruled_lines(is_full), values))
    if not any(shape.is_sure for shape in found):
        found.append(_shape(_broad_lines(is_ink, found[0].thickness), values))
    return min(found, key=lambda shape: (not shape.is_plausible, shape.count > 1, shape.unlikeness))


def _broad_lines(is_ink: NDArray[np.bool_], thickness: float) -> NDArray[np.bool_]:
    """Leave out lines less than half as wide as the thickest."""
    pen = 2 * round(0.2 * thickness) + 1
    # Row by row, then column by column: a whole square at each pixel takes a thousand times longer.
    core = ndimage.grey_opening(is_ink.astype(np.uint8), (pen, pen), mode="constant") > 0
    return np.asarray(is_ink & ndimage.binary_dilation(core, _ALL_NEIGHBORS))


def _shape(is_ink: NDArray[np.bool_], values: NDArray[np.float64]) -> DigitShape:
    if not is_ink.any():
        return DigitShape(
            is_ink, size=1.0, thickness=1.0, usual_thickness=1.0, edge_share=0.0, is_plausible=False
        )
    parts = _Parts(is_ink)
    parts.leave_out_frames()
    frames = _touched_frames(parts.ink())
    if frames.any():
        parts = _Parts(parts.ink() & ~frames)
    parts.leave_out_what_the_border_cuts()
    parts.leave_out_specks()
    shapes = [_measured(np.isin(parts.labels, shape), values) for shape in parts.shapes()]
    written = [shape for shape in shapes if shape.is_plausible]
    if not written:
        return max(shapes, key=lambda shape: np.count_nonzero(shape.is_digit))
    largest = max(shape.size for shape in written)
    rivals = [shape for shape in written if 2 * shape.size > largest]
    digit = max(rivals, key=lambda shape: np.count_nonzero(shape.is_digit))
    left_out = sum(2 * shape.size <= largest < 3 * shape.size for shape in written)
    return replace(digit, count=len(rivals), left_out=left_out)


def _measured(is_digit: NDArray[np.bool_], values: NDArray[np.float64]) -> DigitShape:
    rows, columns = (np.flatnonzero(is_digit.any(axis)) for axis in (1, 0))
    height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    longer = max(height, width)
    box = tuple(slice(max(0, side[0] - 4), side[-1] + 5) for side in (rows, columns))
    depths = ndimage.distance_transform_edt(np.pad(is_digit[box], 1))
    depths = depths[depths > 0]
    # Across a line of width w, the distance to the nearest pixel outside is w / 4 + 1/2 on average.
    thickness, usual = float(2 * depths.max() - 1), max(1.0, float(4 * depths.mean() - 2))
    edge_share = _edge_share(is_digit[box], values[box])
    return DigitShape(
        is_digit=is_digit,
        size=float(longer / max(is_digit.shape)),
        thickness=thickness,
        usual_thickness=usual,
        edge_share=edge_share,
        is_plausible=bool(
            thickness < _THICKEST * longer
            and thickness < _MOST_UNEVEN * usual
            and (depths.size < _FULLEST * height * width or width < _NARROW * height)
            and width < _WIDEST * height
            and height >= _SMALLEST * min(is_digit.shape)
            and edge_share > _LEAST_EDGE_SHARE
            and _holes(is_digit[box]) <= _MOST_HOLES
        ),
    )


def _edge_share(is_digit: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    """Along how much of its outline a shape has an edge of the picture."""
    beside = ndimage.binary_dilation(is_digit, _ALL_NEIGHBORS)
    around = ndimage.binary_dilation(beside, _ALL_NEIGHBORS) & ~beside
    if not around.any():
        return 1.0
    contrast = np.median(values[around]) - np.median(values[is_digit])
    steps = values - ndimage.minimum_filter(values, 7)
    return float(np.mean(steps[around] > _EDGE_STEP * contrast))


def _holes(is_digit: NDArray[np.bool_]) -> int:
    """How many holes a shape has, small ones not counted."""
    _, count = ndimage.label(ndimage.binary_opening(~np.pad(is_digit, 2), np.ones((2, 2))))
    return int(count) - 1


_FRAME_BAND = 0.06
"""Of the shorter side of a frame: so far its lines may be from its box."""
_FRAME_COVER = 0.9
_FRAME_SIDES = 3


def _touched_frames(is_ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the lines of frames that something touches from inside: they cover the box of a part."""
    frames = np.zeros_like(is_ink)
    labels, _ = ndimage.label(is_ink, _ALL_NEIGHBORS)
    for number, box in enumerate(ndimage.find_objects(labels), start=1):
        height, width = (side.stop - side.start for side in box)
        if min(height, width) < _LEAST_FRAME * min(is_ink.shape):
            continue
        own = labels[box] == number
        band = max(2, round(_FRAME_BAND * min(height, width)))
        covers = (
            own[:band].any(0),
            own[-band:].any(0),
            own[:, :band].any(1),
            own[:, -band:].any(1),
        )
        inside = np.s_[band:-band, band:-band]
        if (
            sum(np.mean(cover) > _FRAME_COVER for cover in covers) >= _FRAME_SIDES
            and _holes(own) <= _MOST_HOLES
            and np.count_nonzero(own[inside].any(axis=1)) > _LEAST_FRAME * height
        ):
            frames[box] |= own
            frames[box][inside] = False
    return frames


_MOST_PARTS = 16
"""So many are looked at, the largest first."""
_OUTLINE_POINTS = 500
_SAME_PEN = 2.2
"""Ratio of the widths of two lines by one pen."""
_FURTHEST = 0.35
"""Gap between two parts of a digit, as a share of the tallest part's height."""


class _Parts:
    """Connected parts of ink; those that are no part of a digit are left out one by one."""

    def __init__(self, is_ink: NDArray[np.bool_]) -> None:
        self.labels, count = ndimage.label(is_ink, _ALL_NEIGHBORS)
        self.boxes = [(slice(0), slice(0)), *ndimage.find_objects(self.labels)]
        self.areas = np.bincount(self.labels.ravel(), minlength=count + 1)
        border = np.ones(is_ink.shape, bool)
        border[1:-1, 1:-1] = False
        self.contacts = np.bincount(self.labels[border], minlength=count + 1)
        largest = self.areas[1:].max()
        least = max(min(4, largest), 0.003 * largest)
        largest_first = np.argsort(-self.areas[1:], kind="stable")[:_MOST_PARTS] + 1
        self.kept = {int(part) for part in largest_first if self.areas[part] >= least}

    def ink(self) -> NDArray[np.bool_]:
        """The pixels of all parts that are kept."""
        return np.isin(self.labels, list(self.kept))

    def leave_out_frames(self) -> None:
        """Leave out what has something of a digit's size inside: a box, a ring, cells of a form."""
        for part in sorted(self.kept, key=lambda part: -np.prod(self.sides_of(part))):
            if self._is_frame(part):
                self.kept.discard(part)

    def _is_frame(self, part: int) -> bool:
        height, width = self.sides_of(part)
        rows, columns = self.labels.shape
        within = [other for other in self.kept - {part} if self._lies_in(other, part)]
        if not within:
            return False
        if self.contacts[part] and height > 0.5 * rows and width > 0.5 * columns:
            return any(self.sides_of(each)[0] > 0.2 * rows for each in within)
        labels = self.labels[self.boxes[part]]
        holes, _ = ndimage.label(ndimage.binary_fill_holes(labels == part) & (labels != part))
        boxes = ndimage.find_objects(holes)
        for each in within:
            hole = holes[labels == each].max()
            if hole:
                tall, wide = self.sides_of(each)
                height, width = (side.stop - side.start for side in boxes[hole - 1])
                if max(tall, 0.6 * wide) > 0.22 * min(height, 1.5 * width) and tall > 0.05 * rows:
                    return True
        return False

    def leave_out_what_the_border_cuts(self) -> None:
        """Leave out what touches the border, if something of a digit's size does not."""
        whole = {part for part in self.kept if not self.contacts[part]}
        tallest = max((self.sides_of(part)[0] for part in whole), default=0)
        if tallest > 0.12 * self.labels.shape[0]:
            self.kept = whole

    def leave_out_specks(self) -> None:
        """Leave out what is tiny beside the largest part."""
        largest = max((self.areas[part] for part in self.kept), default=0)
        self.kept = {part for part in self.kept if self.areas[part] >= 0.04 * largest}

    def shapes(self) -> list[list[int]]:
        """The parts that belong together: close to one another, or one above the other."""
        shapes = [[part] for part in sorted(self.kept)]
        tallest = max((self.sides_of(part)[0] for part in self.kept), default=0)
        self.broadnesses = {part: self._broadness(part) for part in self.kept}
        outlines = {part: self._outline(part) for part in self.kept}
        for one, other in combinations(sorted(self.kept), 2):
            first, second = (next(s for s in shapes if part in s) for part in (one, other))
            if first is second or self._box_gap(one, other) > _FURTHEST * tallest:
                continue
            gap = KDTree(outlines[one]).query(outlines[other])[0].min()
            if self._belong_together(one, other, gap, tallest):
                first.extend(second)
                shapes.remove(second)
        return shapes

    def sides_of(self, part: int) -> tuple[int, int]:
        rows, columns = self.boxes[part]
        return rows.stop - rows.start, columns.stop - columns.start

    def _outline(self, part: int) -> NDArray[np.int64]:
        """Rows and columns of pixels along a part's outline, of a long one only some."""
        box = self.boxes[part]
        own = np.pad(self.labels[box] == part, 1)
        outline = np.argwhere(own & ~ndimage.binary_erosion(own))
        outline = outline[:: 1 + len(outline) // _OUTLINE_POINTS]
        return np.asarray(outline + [side.start for side in box])

    def _broadness(self, part: int) -> float:
        """Width of a part's broadest line."""
        own = np.pad(self.labels[self.boxes[part]] == part, 1)
        return float(2 * ndimage.distance_transform_edt(own).max() - 1)

    def _box_gap(self, one: int, other: int) -> int:
        """Between the boxes of two parts, along rows or columns."""
        pairs = zip(self.boxes[one], self.boxes[other], strict=True)
        return -min(_overlap(own, its) for own, its in pairs)

    def _lies_in(self, part: int, outer: int) -> bool:
        return all(
            own.start >= its.start and own.stop <= its.stop
            for own, its in zip(self.boxes[part], self.boxes[outer], strict=True)
        )

    def _belong_together(self, one: int, other: int, gap: float, tallest: int) -> bool:
        heights = (self.sides_of(one)[0], self.sides_of(other)[0])
        broadnesses = (self.broadnesses[one], self.broadnesses[other])
        if max(broadnesses) + 1 > _SAME_PEN * (min(broadnesses) + 1):
            return False
        are_both_tall = min(heights) > 0.6 * tallest
        if gap < (0.06 if are_both_tall else 0.3) * tallest:
            return True
        (rows, columns), (its_rows, its_columns) = self.boxes[one], self.boxes[other]
        narrower = min(self.sides_of(one)[1], self.sides_of(other)[1])
        is_above = _overlap(columns, its_columns) > 0.3 * narrower and _overlap(
            rows, its_rows
        ) < 0.35 * min(heights)
        return bool(is_above and gap < _FURTHEST * tallest and not are_both_tall)


def _overlap(one: slice, other: slice) -> int:
    return int(min(one.stop, other.stop) - max(one.start, other.start))
