"""Encoding frames as video, for the web and for compositing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import VideoReformatter

from scenes.media.color_tags import say_colors
from scenes.media.formats import Encoding


def encode(
    frames: Iterable[av.VideoFrame], path: Path, encoding: Encoding, *, rate: int, title: str
) -> None:
    """Write frames, evenly timed, into a video file.

    Raises
    ------
    StopIteration
        When there is no frame.
    """
    following = iter(frames)
    first = next(following)
    reformatter = VideoReformatter()
    with av.open(
        str(path), "w", format=encoding.container, options=dict(encoding.container_settings)
    ) as output:
        output.metadata["title"] = title
        stream = _stream(output, encoding, first, rate)
        for number, frame in enumerate(itertools.chain([first], following)):
            picture = reformatter.reformat(frame, format=encoding.pixels)
            picture.pts, picture.time_base = number, Fraction(1, rate)
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))


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
