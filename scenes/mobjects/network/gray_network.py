"""The network as it is shown before colors mean anything: its connections are gray light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.stage.theme import Palette

GRAY = "#A9AFBC"


def gray_palette(palette: Palette) -> Palette:
    """A palette in which no sign is seen."""
    return replace(palette, positive=GRAY, negative=GRAY)
