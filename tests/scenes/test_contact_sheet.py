from __future__ import annotations

import numpy as np
import pytest

from scenes.contact_sheet import COLUMNS, GAP, LABEL_HEIGHT, TILE_WIDTH, contact_sheet
from scenes.ledger import Ledger
from scenes.rendering import Rehearsal, SectionRecord


def rehearsal_of(levels):
    """A rehearsal whose sections end in flat gray pictures."""
    return Rehearsal(
        scene="Gray",
        seconds=float(len(levels)),
        sections=tuple(SectionRecord(f"beat {n}", float(n), 1.0) for n in range(len(levels))),
        cues=(),
        ledger=Ledger("Gray"),
        faults=(),
        pictures=tuple(
            (f"beat {n}", np.full((90, 160, 3), level, dtype=np.uint8))
            for n, level in enumerate(levels)
        ),
    )


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (3, 3, 1), (4, 3, 2), (7, 3, 3)])
def test_tiles_fill_rows_from_the_left(count, columns, rows):
    sheet = contact_sheet(rehearsal_of([100] * count))
    assert sheet.width == columns * (TILE_WIDTH + GAP) + GAP
    assert sheet.height == rows * (360 + LABEL_HEIGHT + GAP) + GAP


def test_every_picture_is_there_in_order():
    levels = [10, 60, 110, 160, 210]
    sheet = contact_sheet(rehearsal_of(levels))
    found = []
    for index in range(len(levels)):
        row, column = divmod(index, COLUMNS)
        left = GAP + column * (TILE_WIDTH + GAP) + TILE_WIDTH // 2
        top = GAP + row * (360 + LABEL_HEIGHT + GAP) + LABEL_HEIGHT + 180
        found.append(sheet.getpixel((left, top))[0])
    assert found == levels


def test_every_tile_carries_its_name():
    plain, named = (
        np.asarray(contact_sheet(rehearsal_of([0]))).copy(),
        np.asarray(contact_sheet(rehearsal_of([0])).crop((0, 0, 400, GAP + LABEL_HEIGHT))),
    )
    assert named.max() > 200
    assert plain[GAP + LABEL_HEIGHT : -GAP, GAP:-GAP].max() == 0


def test_a_rehearsal_without_pictures_is_refused():
    with pytest.raises(ValueError, match="Gray: expected a rehearsal with pictures"):
        contact_sheet(rehearsal_of([]))
