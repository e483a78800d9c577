"""Frames of a video, by their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def frame_count(video: Path) -> int:
    """How many pictures a video holds; none of them is decoded."""
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        if stream.frames:
            return stream.frames
        return sum(packet.pts is not None for packet in container.demux(stream))


def video_size(video: Path) -> tuple[int, int]:
    """Width and height of a video, pixels."""
    with av.open(str(video)) as container:
        context = container.streams.video[0].codec_context
        return context.width, context.height


def frames_between(video: Path, first: int, end: int) -> Iterator[av.VideoFrame]:
    """The frames first, first + 1, ... end - 1 in the order in which they are shown.

    Frames are counted, not timed: joined videos keep times that are off by a few milliseconds.
    """
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        number = _seek(container, stream, first)
        for frame in container.decode(stream):
            if number >= end:
                return
            if number >= first:
                yield frame
            number += 1


def _seek(container: av.container.InputContainer, stream: av.VideoStream, first: int) -> int:
    """Go to the last key frame at or before a frame; which number it has."""
    times = [(p.pts, p.is_keyframe) for p in container.demux(stream) if p.pts is not None]
    shown = sorted(time for time, _ in times)
    key = max(time for time, is_key in times if is_key and time <= shown[first])
    container.seek(key, stream=stream, backward=True, any_frame=False)
    return shown.index(key)
