"""Encoding videos, and tagging their colors."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

from network.atomic_write import link_or_copy
from scenes.media.sound_streams import sound_stream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.media.formats import Encoding, OutputFormat


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
            streams = {
                stream.index: output.add_stream_from_template(stream)
                for stream in (*source.streams.video, *source.streams.audio)
            }
            for stream in output.streams.video:
                say_colors(stream)
            for packet in source.demux(*source.streams.video, *source.streams.audio):
                # An empty packet ends the stream.
                if packet.dts is not None:
                    packet.stream = streams[packet.stream.index]
                    output.mux(packet)


def encode(
    frames: Iterable[av.VideoFrame],
    path: Path,
    kind: OutputFormat,
    *,
    rate: int,
    title: str,
    sound: NDArray[np.float32] | None = None,
) -> None:
    """Write frames, evenly timed, into a video file, with what is heard meanwhile.

    Raises
    ------
    StopIteration
        When there is no frame.
    """
    encoding = kind.encoding
    assert encoding is not None  # noqa: S101 - kinds without one have makers of their own
    following = iter(frames)
    first = next(following)
    reformatter = VideoReformatter()
    with av.open(
        str(path), "w", format=encoding.container, options=dict(encoding.container_settings)
    ) as output:
        output.metadata["title"] = title
        stream = _stream(output, encoding, first, rate)
        track = sound_stream(output, kind, None if sound is None else [sound])
        time = Fraction(0)
        for number, frame in enumerate(itertools.chain([first], following)):
            picture = reformatter.reformat(frame, format=encoding.pixels)
            picture.pts, picture.time_base = number, Fraction(1, rate)
            output.mux(stream.encode(picture))
            time = Fraction(number + 1, rate)
            if track is not None:
                track.write_until(time)
        output.mux(stream.encode(None))
        if track is not None:
            track.finish(time)


def _stream(
    output: av.container.OutputContainer, encoding: Encoding, frame: av.VideoFrame, rate: int
) -> av.VideoStream:
    stream = output.add_stream(encoding.codec, rate=rate, options=dict(encoding.settings))
    assert isinstance(stream, av.VideoStream)  # noqa: S101 - tells mypy what a codec's name can't
    stream.width, stream.height = frame.width, frame.height
    stream.pix_fmt = encoding.pixels
    stream.codec_context.thread_type = "AUTO"
    if encoding.pixels.startswith("yuv"):
        say_colors(stream)
    return stream
