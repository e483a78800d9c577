"""Contact sheets: the last frame of every section of a scene on one picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from scenes.theme import BACKGROUND, RULE, TEXT

if TYPE_CHECKING:
    from scenes.rendering import Rehearsal

COLUMNS = 3
TILE_WIDTH = 640
LABEL_HEIGHT = 34
GAP = 12


def contact_sheet(rehearsal: Rehearsal) -> Image.Image:
    """Draw one tile a section, each under its number, name and time.

    Parameters
    ----------
    rehearsal
        Of a scene, made with `pictures=True`.

    Returns
    -------
    A sheet of up to three columns.

    Raises
    ------
    ValueError
        When the rehearsal holds no pictures.
    """
    if not rehearsal.pictures:
        raise ValueError(f"{rehearsal.scene}: expected a rehearsal with pictures, got none")
    columns = min(COLUMNS, len(rehearsal.pictures))
    rows = math.ceil(len(rehearsal.pictures) / columns)
    height, width = rehearsal.pictures[0][1].shape[:2]
    tile_height = round(TILE_WIDTH * height / width)
    step_x, step_y = TILE_WIDTH + GAP, tile_height + LABEL_HEIGHT + GAP
    sheet = Image.new("RGB", (columns * step_x + GAP, rows * step_y + GAP), RULE)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(20)
    labels = (f"{s.name}  ({s.start_seconds:.1f} s)" for s in rehearsal.sections)
    for index, (label, (_, picture)) in enumerate(zip(labels, rehearsal.pictures, strict=True)):
        row, column = divmod(index, columns)
        left, top = GAP + column * step_x, GAP + row * step_y
        pen.rectangle((left, top, left + TILE_WIDTH - 1, top + LABEL_HEIGHT - 1), fill=BACKGROUND)
        pen.text((left + 8, top + 5), f"{index + 1}  {label}", fill=TEXT, font=font)
        tile = Image.fromarray(picture).resize((TILE_WIDTH, tile_height), Image.Resampling.LANCZOS)
        sheet.paste(tile, (left, top + LABEL_HEIGHT))
    return sheet
