"""Videos that say how their colors are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from network.atomic_write import link_or_copy

if TYPE_CHECKING:
    from pathlib import Path

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


def share_video(video: Path, place: Path) -> None:
    """The same mp4 at another place, with its chapters, saying how its colors are meant."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(video)) as source:
        if source.streams.video[0].codec_context.colorspace != UNSAID:
            link_or_copy(video, place)
            return
        with av.open(str(place), "w", format="mp4", options={"movflags": "faststart"}) as output:
            output.metadata.update(source.metadata)
            output.set_chapters(source.chapters())
            stream = output.add_stream_from_template(source.streams.video[0])
            say_colors(stream)
            for packet in source.demux(source.streams.video[0]):
                # An empty packet ends the stream.
                if packet.dts is not None:
                    packet.stream = stream
                    output.mux(packet)
