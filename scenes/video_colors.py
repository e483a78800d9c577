"""Videos that say how their colors are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

if TYPE_CHECKING:
    import av

UNSAID = 2
"""What FFmpeg's libraries call a color space that a file doesn't name."""


def say_colors(stream: av.VideoStream) -> None:
    """Note in a file how its colors are meant.

    manim's colors become luma by the matrix of BT.601, and its files don't say so: a browser takes
    large ones for BT.709, and green and red come out wrong.
    """
    stream.codec_context.colorspace = Colorspace.SMPTE170M
    stream.codec_context.color_range = ColorRange.MPEG
    stream.codec_context.color_primaries = ColorPrimaries.BT709
    stream.codec_context.color_trc = ColorTrc.BT709
