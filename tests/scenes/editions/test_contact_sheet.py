from __future__ import annotations

import numpy as np
import pytest

from scenes.editions.contact_sheet import GAP, LABEL_HEIGHT, TILE_BOX, contact_sheet
from scenes.render.manim_session import DryRun, SectionRecord
from scenes.stage.typesetting import literal, typeset
from scenes.subject.ledger import Ledger
from scenes.subject.settings import Settings, using

TILE_WIDTH = TILE_BOX[0]


def rehearsal_of(levels, size=(160, 90), name="beat {}"):
    """A rehearsal whose sections end in flat gray pictures."""
    return DryRun(
        scene="Gray",
        seconds=float(len(levels)),
        sections=tuple(SectionRecord(name.format(n), float(n), 1.0) for n in range(len(levels))),
        lines=(),
        cues=(),
        ledger=Ledger("Gray"),
        faults=(),
        pictures=tuple(
            (f"beat {n}", np.full((*size[::-1], 3), level, dtype=np.uint8))
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
        row, column = divmod(index, 3)
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


@pytest.mark.parametrize(("size", "columns"), [((90, 160), 4), ((120, 120), 3), ((160, 90), 3)])
def test_tiles_keep_the_shape_of_the_frame(size, columns):
    sheet = contact_sheet(rehearsal_of([100] * 8, size))
    width = sheet.width / columns - GAP
    rows = -(-8 // columns)
    height = (sheet.height - GAP) / rows - GAP - LABEL_HEIGHT
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)
    assert 1200 < sheet.width <= 1992


def test_labels_are_in_the_chosen_language():
    def label():
        rehearsal = rehearsal_of([0], name="the answer")
        return np.asarray(contact_sheet(rehearsal).crop((0, 0, 640, GAP + LABEL_HEIGHT)))

    english = label()
    with using(Settings(language="de")):
        german = label()
    assert (english != german).any()


def test_umlauts_are_letters_and_not_boxes():
    umlaut, plain, unknown = typeset([literal("ü"), literal("u"), literal("\uf8f0")], 60)
    ink = [np.asarray(picture)[..., 3].astype(int).sum() for picture in (umlaut, plain, unknown)]
    assert 1.02 * ink[1] < ink[0] < 1.5 * ink[1]
    assert ink[2] != ink[0]


def test_a_long_name_stays_within_its_tile():
    long = rehearsal_of([0, 0, 0, 0], (90, 160), name="a very long name of a section " * 3)
    pixels = np.asarray(contact_sheet(long)).max(axis=2)[GAP + 4 : GAP + LABEL_HEIGHT - 4]
    tile = round(720 * 90 / 160)
    gaps = pixels[:, GAP + tile : GAP + tile + GAP]
    assert gaps.min() == gaps.max()
