"""Movement sheets: frames of every movement of a scene, a block a movement, on several pages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from scenes.editions.contact_sheet import GAP, INDENT, LABEL, LABEL_HEIGHT, LABEL_SIZE
from scenes.stage.theme import BACKGROUND, RULE
from scenes.stage.typesetting import literal, typeset
from scenes.subject.words import language, section_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scenes.audit.pictures import FilmedMovement

FRAMES = 12
"""Of every movement."""
COLUMNS = 4
PAGE_WIDTH = 1304
PAGE_HEIGHT = 1300
"""At most, in pixels, unless one movement alone is higher."""


def movement_sheets(movements: Sequence[FilmedMovement]) -> Iterator[Image.Image]:
    """Lay out pages: a heading for every movement, and below it its frames, row by row."""
    labels = typeset([literal(_label(each)) for each in movements], LABEL_SIZE, LABEL)
    blocks = [_block(each, label) for each, label in zip(movements, labels, strict=True)]
    if not blocks:
        return
    step = blocks[0].height + GAP
    a_page = max(1, (PAGE_HEIGHT - GAP) // step)
    for first in range(0, len(blocks), a_page):
        shown = blocks[first : first + a_page]
        page = Image.new("RGB", (shown[0].width + 2 * GAP, len(shown) * step + GAP), RULE)
        for place, block in enumerate(shown):
            page.paste(block, (GAP, GAP + place * step))
        yield page


def _label(movement: FilmedMovement) -> str:
    start, length = (language().number(f"{s:.1f}") for s in (movement.start, movement.seconds))
    return f"{start} s  {section_title(movement.section)}  ({length} s)"


def _block(movement: FilmedMovement, label: Image.Image) -> Image.Image:
    height, width = movement.frames[0].shape[:2]
    rows = math.ceil(len(movement.frames) / COLUMNS)
    empty = np.zeros_like(movement.frames[0])
    frames = [*movement.frames, *[empty] * (rows * COLUMNS - len(movement.frames))]
    grid = np.vstack([np.hstack(frames[COLUMNS * r : COLUMNS * (r + 1)]) for r in range(rows)])
    block = Image.new("RGB", (COLUMNS * width, LABEL_HEIGHT + rows * height), BACKGROUND)
    block.paste(label, (INDENT, (LABEL_HEIGHT - label.height) // 2), label)
    block.paste(Image.fromarray(grid), (0, LABEL_HEIGHT))
    return block


def frame_lines(aspect: float) -> int:
    """The shorter side of a frame, in pixels, for pages of their width; aspect is width/height."""
    width = (PAGE_WIDTH - 2 * GAP) // COLUMNS
    return round(width / aspect) if aspect > 1 else width
