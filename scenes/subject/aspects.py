"""The shapes of the frame: for a screen, for a phone held upright, and the square between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scenes.subject.render_options import QUALITIES

WIDE = "16:9"
TALL = "9:16"
SQUARE = "1:1"
SHORTER_SIDE = 8.0
"""Of every frame, in scene units: so that a text is as large on all of them."""

ASPECTS: Mapping[str, float] = MappingProxyType({WIDE: 16 / 9, TALL: 9 / 16, SQUARE: 1.0})
"""Width of the frame in heights."""


@dataclass(frozen=True)
class FrameSize:
    """A frame in pixels and in scene units."""

    pixel_width: int
    pixel_height: int
    frame_width: float
    frame_height: float


def frame_size(aspect: str, quality: str) -> FrameSize:
    """The frame of this shape whose shorter side has the lines that the quality names."""
    longer, shorter, _ = QUALITIES[quality]
    ratio = ASPECTS[aspect]
    width, height = (
        (longer, shorter) if ratio > 1 else (shorter, longer) if ratio < 1 else (shorter, shorter)
    )
    return FrameSize(
        pixel_width=width,
        pixel_height=height,
        frame_width=SHORTER_SIDE * max(1.0, ratio),
        frame_height=SHORTER_SIDE * max(1.0, 1 / ratio),
    )
