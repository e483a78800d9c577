"""Burnt-in captions: drawn into the frames, in the strip that scenes leave free for them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import config

from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.stage.typesetting import literal, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from PIL.Image import Image

    from scenes.media.captions import Cue

EM = 38.0
"""Height of the em square, in pixels at 1080p."""
EM_WHERE_TALL = 42.0
"""The same on a phone held upright, which is narrow in the hand."""
PLATE_OPACITY = 0.78
"""Of the plate behind the words, in the stage's color: nobody sees it where nothing is below."""
LINE_HEIGHTS = 1.2
"""From one line to the next, in em."""
PADDING = 0.24, 0.55
"""Of the plate around the words, above and beside them, in em."""
BELOW_TALL_STAGE = 0.12
"""Between the stage of a tall frame and its captions, in scene units."""
ROUNDING_SECONDS = 0.0005
"""Caption files have whole milliseconds."""
EDGES = 0.86, 0.26
"""Of a line: how far it reaches above and below its letters' feet, in em, whatever they are."""
_PLATE = f"""#set text(top-edge: {EDGES[0]}em, bottom-edge: -{EDGES[1]}em)
#set par(leading: {LINE_HEIGHTS - sum(EDGES):.4f}em)
#set align(center)
#let plate(lines) = box(
  fill: rgb("{theme.BACKGROUND}").transparentize({100 * (1 - PLATE_OPACITY):.4f}%),
  radius: 0.22em, inset: (x: {PADDING[1]}em, y: {PADDING[0]}em), lines)
"""


@dataclass(frozen=True, eq=False)
class BurntCaption:
    """A caption as it is laid over frames.

    Attributes
    ----------
    first, end
        Numbers of the frames that carry it, counted from the beginning of the scene: from `first`
        on, up to and without `end`.
    left, top
        Where its picture begins, in pixels of the frame.
    light
        What it adds to the frame: color times opacity, shape (height, width, 4), uint16.
    left_over
        What it leaves of the frame, 0..255, of the same shape: a fifth of the time of one channel.
    """

    first: int
    end: int
    left: int
    top: int
    light: NDArray[np.uint16]
    left_over: NDArray[np.uint16]

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width, in pixels."""
        return self.light.shape[0], self.light.shape[1]

    def lay_over(self, pixels: NDArray[np.uint8]) -> None:
        """Draw it into a frame, shape (height, width, 4), in place."""
        height, width = self.shape
        part = pixels[self.top : self.top + height, self.left : self.left + width]
        mixed = part * self.left_over
        mixed += self.light
        mixed //= 255
        part[...] = mixed


def laid_out(cues: Sequence[Cue]) -> tuple[BurntCaption, ...]:
    """The captions of a scene, each set once, for the frame that is configured now.

    Parameters
    ----------
    cues
        In order, in the scene's own time.
    """
    if not cues:
        return ()
    rate = float(config.frame_rate)
    spans = [(frame_at(cue.start_seconds, rate), frame_at(cue.end_seconds, rate)) for cue in cues]
    codes = [f"#plate[{_lines(cue)}]" for cue in cues]
    pictures = typeset(codes, _em_pixels(), _PLATE)
    return tuple(_placed(each, *span) for each, span in zip(pictures, spans, strict=True))


def frame_at(seconds: float, rate: float) -> int:
    """Number of the first frame that begins at a time, or after it."""
    return math.ceil((seconds - ROUNDING_SECONDS) * rate)


def caption_spans(
    burnt: Iterable[BurntCaption], first: int, end: int
) -> Iterator[tuple[int, int, BurntCaption | None]]:
    """The frames from `first` up to `end`, cut where the caption changes."""
    for caption in burnt:
        if caption.end <= first or caption.first >= end:
            continue
        if first < caption.first:
            yield first, caption.first, None
        stop = min(caption.end, end)
        yield max(first, caption.first), stop, caption
        first = stop
    if first < end:
        yield first, end, None


def _em_pixels() -> float:
    # The strip of a tall frame is higher as well.
    em = EM_WHERE_TALL if stage().is_tall else EM
    return em * min(config.pixel_width, config.pixel_height) / 1080


def _lines(cue: Cue) -> str:
    return "#linebreak()".join(literal(line) for line in cue.text.splitlines())


def _placed(picture: Image, first: int, end: int) -> BurntCaption:
    width, height = picture.size
    pixels = np.asarray(picture, dtype=np.uint16)
    opacity = pixels[..., 3:]
    light = np.concatenate([pixels[..., :3], np.full_like(opacity, 255)], axis=2) * opacity
    return BurntCaption(
        first=first,
        end=end,
        left=(config.pixel_width - width) // 2,
        top=round(_middle()) - height // 2,
        light=light + np.uint16(127),  # so that a division that cuts off rounds
        left_over=np.repeat(255 - opacity, 4, axis=2),
    )


def _middle() -> float:
    """Height of the middle of the captions, in pixels from the upper edge of the frame.

    Of two lines: a caption of one stands between where they would.
    """
    pixels = config.pixel_height / config.frame_height
    strip = stage().bottom + config.frame_height / 2
    below = strip / 2
    if stage().is_tall:  # phones lay their own words over the lowest part
        half = (LINE_HEIGHTS + PADDING[0]) * _em_pixels() / pixels
        above = half + BELOW_TALL_STAGE
        below = strip - above
    return float(config.pixel_height - below * pixels)
