"""The moving pictures and posters of a clip: cut or encoded, described, and keyed by content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
from PIL import Image

from network.atomic_write import atomic_write
from network.bounds.json_text import dump_json
from scenes.editions.clips.posters import telling_picture
from scenes.media.encoding import encode, say_colors
from scenes.media.formats import FORMATS
from scenes.media.frames import frames_between, video_size
from scenes.media.gif import write_gif
from scenes.media.joining import video_seconds
from scenes.media.sound_streams import sound_between, sound_stream
from scenes.render.outputs import file_checksum

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from scenes.editions.clips.sections import Section


POSTER_SIDE = 960
"""The longer one of the light poster for pages, pixels."""
RECIPE = 1
"""Counts up when the same video shall give other files."""


@dataclass(frozen=True)
class Source:
    """Where the frames of a clip come from."""

    video: Path
    section: Section
    title: str


def media_key(video_checksum: str, section: Section, kind: str) -> str:
    """What a file is made of: equal keys mean equal pictures."""
    parts = [RECIPE, kind, video_checksum, section.first_frame, section.end_frame, section.rate]
    return hashlib.sha256(dump_json(parts).encode()).hexdigest()


def make_file(kind: str, source: Source, path: Path) -> None:
    """Make one file of a clip; it appears when it is whole."""
    with atomic_write(path) as partial:
        _MAKERS.get(kind, _encoded)(kind, source, partial)


def _encoded(kind: str, source: Source, path: Path) -> None:
    section = source.section
    if kind == "mp4" and cut_at_key_frames(source.video, section, path, title=source.title):
        return
    frames = frames_between(source.video, section.first_frame, section.end_frame)
    encode(
        frames,
        path,
        FORMATS[kind],
        rate=section.rate,
        title=source.title,
        sound=_sound(source.video, section),
    )


def _sound(video: Path, section: Section) -> NDArray[np.float32] | None:
    """What is heard in a section, without a click; None in a silent scene."""
    rate = section.rate
    return sound_between(
        video, Fraction(section.first_frame, rate), Fraction(section.end_frame, rate)
    )


def _gif(_kind: str, source: Source, path: Path) -> None:
    section = source.section
    frames = frames_between(source.video, section.first_frame, section.end_frame)
    write_gif(frames, path, rate=section.rate, count=section.frames)


def _poster(kind: str, source: Source, path: Path) -> None:
    first, end = source.section.first_frame, source.section.end_frame
    (last,) = _pictures(source.video, end - 1, end)
    picture = telling_picture(last, _pictures(source.video, first, end))
    if kind == "webp":
        picture.thumbnail((POSTER_SIDE, POSTER_SIDE), Image.Resampling.LANCZOS)
        picture.save(path, format="WEBP", quality=82, method=4)
    else:
        picture.save(path, format="PNG", optimize=True)


def _pictures(video: Path, first: int, end: int) -> Iterator[Image.Image]:
    for frame in frames_between(video, first, end):
        yield Image.fromarray(frame.to_ndarray(format="rgb24"))


_MAKERS = {"gif": _gif, "png": _poster, "webp": _poster}


def described_file(path: Path, kind: str, name: str) -> dict[str, Any]:
    """What `clips.json` says of a file."""
    output = FORMATS[kind]
    found: dict[str, Any] = {
        "path": name,
        "type": output.media_type,
        "bytes": path.stat().st_size,
        "sha256": file_checksum(path),
    }
    if output.is_picture:
        found |= _picture(path)
    elif output.is_video:
        found |= _video(path) | {"transparent": output.has_alpha}
    return found


def _picture(path: Path) -> dict[str, Any]:
    with Image.open(path) as picture:  # noqa: TID251 - our own clip
        size = {"width": picture.width, "height": picture.height}
        frames = getattr(picture, "n_frames", 1)
        if picture.format != "GIF":
            return size
        milliseconds = 0
        for number in range(frames):
            picture.seek(number)
            milliseconds += picture.info.get("duration", 0)
        return {**size, "seconds": milliseconds / 1000}


def _video(path: Path) -> dict[str, Any]:
    width, height = video_size(path)
    return {
        "width": width,
        "height": height,
        "seconds": round(float(video_seconds(path)), 3),
    }


TICKS = 15_360
"""Ticks a second of a cut's clock: whole for 15, 24, 30 and 60 frames a second."""


def cut_at_key_frames(video: Path, section: Section, cut: Path, *, title: str) -> bool:
    """Copy a section's pictures, if they can be decoded without those around them.

    Its sound is encoded anew, or it could not be cut but at every fiftieth of a second.

    Parameters
    ----------
    cut
        The file to write, an mp4.
    """
    with av.open(str(video)) as source:
        stream = source.streams.video[0]
        packets = _packets_alone(source, stream, section)
        if packets is None or TICKS % section.rate:
            return False
        step = TICKS // section.rate
        place = {pts: i for i, pts in enumerate(sorted(p.pts or 0 for p in packets))}
        # A picture can't be shown before it is decoded: reordered ones are decoded ahead of time.
        ahead = max(i - place[p.pts or 0] for i, p in enumerate(packets))
        with av.open(str(cut), "w", format="mp4", options={"movflags": "faststart"}) as output:
            output.metadata["title"] = title
            copied = output.add_stream_from_template(stream)
            copied.time_base = Fraction(1, TICKS)
            say_colors(copied)
            sound = _sound(video, section)
            track = sound_stream(output, FORMATS["mp4"], None if sound is None else [sound])
            for i, packet in enumerate(packets):
                packet.pts = place[packet.pts or 0] * step
                packet.dts = (i - ahead) * step
                packet.duration = step
                packet.time_base = Fraction(1, TICKS)
                packet.stream = copied
                if track is not None:
                    track.write_until(packet.dts * packet.time_base)
                output.mux(packet)
            if track is not None:
                track.finish(Fraction(section.frames, section.rate))
    return True


def _packets_alone(
    source: av.container.InputContainer, stream: av.VideoStream, section: Section
) -> list[av.Packet[av.VideoStream]] | None:
    """The packets of a section in the order of decoding; None when they need others."""
    packets = [packet for packet in source.demux(stream) if packet.pts is not None]
    shown = sorted(packet.pts or 0 for packet in packets)
    wanted = set(shown[section.first_frame : section.end_frame])
    first = next(i for i, packet in enumerate(packets) if packet.pts in wanted)
    end = first + section.frames
    chosen = packets[first:end]
    if {packet.pts for packet in chosen} != wanted or not chosen[0].is_keyframe:
        return None
    if chosen[0].pts != min(wanted) or (end < len(packets) and not packets[end].is_keyframe):
        return None
    return chosen
