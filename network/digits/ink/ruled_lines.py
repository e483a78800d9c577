"""The lines of exercise paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SLOPES = (0.0, 0.025, -0.025, 0.05, -0.05, 0.08, -0.08)


def ruled_lines(is_ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark thin, nearly straight lines through the whole picture, but where ink crosses them."""
    lines = np.zeros_like(is_ink)
    if is_ink[:, 0].any() and is_ink[:, -1].any():
        lines |= _lines_across(is_ink)
    if is_ink[0].any() and is_ink[-1].any():
        lines |= _lines_across((is_ink & ~lines).T).T
    return lines


def _lines_across(is_ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    height, width = is_ink.shape
    runs = _long_runs(is_ink)
    found, _ = ndimage.label(ndimage.binary_dilation(runs, np.ones((1, 9))), np.ones((3, 3)))
    lines = np.zeros_like(is_ink)
    count = 0
    for number, box in enumerate(ndimage.find_objects(found), start=1):
        rows, columns = box
        part = (found[box] == number) & runs[box]
        is_long = columns.stop - columns.start > 0.85 * width
        is_level = rows.stop - rows.start < 0.12 * height + 3
        if is_long and is_level and np.median(part.sum(axis=0)) < 0.06 * height + 3:
            lines[box] |= part
            count += 1
    if not count:
        return lines
    thickness = max(1.0, lines.sum() / (width * count))
    crossing = ndimage.binary_opening(is_ink, np.ones((int(np.ceil(thickness)) + 3, 1)))
    return np.asarray(lines & ~crossing)


def _long_runs(is_ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark pixels on a straight, nearly level run of ink, a good part of the picture long."""
    height, width = is_ink.shape
    length = max(9, int(0.15 * width)) | 1
    runs = np.zeros_like(is_ink)
    rows, columns = np.ogrid[:height, :width]
    for slope in _SLOPES:
        shift = np.round(slope * columns).astype(int)
        level = is_ink[(rows + shift) % height, columns]
        opened = ndimage.minimum_filter1d(level, length, axis=1, mode="constant", cval=1)
        opened = ndimage.maximum_filter1d(opened, length, axis=1, mode="constant", cval=0)
        runs |= opened[(rows - shift) % height, columns]
    return np.asarray(runs & is_ink)
