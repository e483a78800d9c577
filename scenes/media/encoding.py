"""Encoding frames as video, for the web and for compositing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import av
from av.video.reformatter import VideoReformatter

from scenes.media.color_tags import say_colors

NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Encoding:
    """How frames become a video file.

    Attributes
    ----------
    codec, pixels
        Names that FFmpeg's libraries have for the encoder and its pixel format.
    container
        Format of the file.
    settings
        Of the encoder.
    container_settings
        Of the file.
    """

    codec: str
    pixels: str
    container: str
    settings: Mapping[str, str]
    container_settings: Mapping[str, str] = field(default_factory=lambda: NO_OPTIONS)


_VP9 = {
    "crf": "32",
    "b": "0",
    # Measured on this film: ten times as fast as the careful mode, at the same size and fidelity.
    "deadline": "realtime",
    "cpu-used": "7",
    "row-mt": "1",
    "tile-columns": "2",
    "g": "120",
}
ENCODINGS: Mapping[str, Encoding] = MappingProxyType(
    {
        "mp4": Encoding(
            "libx264",
            "yuv420p",
            "mp4",
            {"crf": "20", "preset": "medium"},
            {"movflags": "faststart"},
        ),
        "webm": Encoding("libvpx-vp9", "yuv420p", "webm", _VP9),
        "alpha.webm": Encoding(
            "libvpx-vp9", "yuva420p", "webm", {**_VP9, "auto-alt-ref": "0", "crf": "24"}
        ),
        # Nothing is lost, and on flat pictures it takes a sixth of the space of ProRes 4444.
        "alpha.mov": Encoding("qtrle", "argb", "mov", {}),
    }
)
"""How each kind of video is made, by what follows the first dot of its name."""


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
