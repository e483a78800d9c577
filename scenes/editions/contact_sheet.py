"""Contact sheets: the last frame of every section of a scene on one picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from scenes.stage.theme import BACKGROUND, RULE
from scenes.stage.typesetting import literal, typeset
from scenes.subject.words import language, section_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenes.render.manim_session import DryRun

SHEET_WIDTH = 1980
"""At most, in pixels."""
TILE_BOX = 640, 720
"""Into which every tile fits, whatever the shape of the frame."""
LABEL_HEIGHT = 34
LABEL_SIZE = 22
"""Of the em square."""
GAP = 12
INDENT = 8
LABEL = "#set text(top-edge: 0.86em, bottom-edge: -0.26em)\n"


def contact_sheet(dry_run: DryRun) -> Image.Image:
    """Draw one tile a section, each under its number, name and time.

    Raises
    ------
    ValueError
        When the dry run holds no pictures.
    """
    if not dry_run.pictures:
        raise ValueError(f"{dry_run.scene}: expected a rehearsal with pictures, got none")
    tile = _tile_size(*dry_run.pictures[0][1].shape[1::-1])
    step_x, step_y = tile[0] + GAP, tile[1] + LABEL_HEIGHT + GAP
    columns = min(SHEET_WIDTH // step_x, len(dry_run.pictures))
    rows = math.ceil(len(dry_run.pictures) / columns)
    sheet = Image.new("RGB", (columns * step_x + GAP, rows * step_y + GAP), RULE)
    pen = ImageDraw.Draw(sheet)
    labels = typeset([literal(label) for label in _labels(dry_run)], LABEL_SIZE, LABEL)
    for index, (label, (_, picture)) in enumerate(zip(labels, dry_run.pictures, strict=True)):
        row, column = divmod(index, columns)
        left, top = GAP + column * step_x, GAP + row * step_y
        pen.rectangle((left, top, left + tile[0] - 1, top + LABEL_HEIGHT - 1), fill=BACKGROUND)
        label.thumbnail((tile[0] - 2 * INDENT, label.height))
        sheet.paste(label, (left + INDENT, top + (LABEL_HEIGHT - label.height) // 2), label)
        shown = Image.fromarray(picture).resize(tile, Image.Resampling.LANCZOS)
        sheet.paste(shown, (left, top + LABEL_HEIGHT))
    return sheet


def _labels(dry_run: DryRun) -> Iterator[str]:
    for number, section in enumerate(dry_run.sections, 1):
        seconds = language().number(f"{section.start_seconds:.1f}")
        yield f"{number}  {section_title(section.name)}  ({seconds} s)"


def _tile_size(width: int, height: int) -> tuple[int, int]:
    factor = min(TILE_BOX[0] / width, TILE_BOX[1] / height)
    return round(factor * width), round(factor * height)
