"""Joining videos packet by packet: no picture is encoded again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

import av

from scenes.media.encoding import say_colors
from scenes.media.formats import FORMATS
from scenes.media.sound_streams import sound_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

Time = TypeVar("Time", Fraction, float)

IN_LUMA = ("h264", "libx264", "vp9", "libvpx-vp9")
"""Codecs for which colors become luma; the others have them as they are."""
MILLISECOND = Fraction(1, 1000)


def video_seconds(path: Path) -> Fraction:
    """How long the pictures of a video last."""
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        if _ticks_a_frame(stream) is not None and stream.base_rate is not None:
            return stream.frames / stream.base_rate
        if stream.duration is not None and stream.time_base is not None:
            return stream.duration * stream.time_base
        if "DURATION" in stream.metadata:  # of WebM: its file lasts as long as its sound, if longer
            hours, minutes, seconds = stream.metadata["DURATION"].split(":")
            return 3600 * int(hours) + 60 * int(minutes) + Fraction(seconds)
        return Fraction(video.duration or 0, av.time_base)


def decoded_frames(path: Path) -> int:
    """How many pictures a video gives when all of it is decoded.

    Raises
    ------
    av.FFmpegError
        When it can't be.
    """
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        # In one thread, as all cores have work; how edges are smoothed tells nothing of a file.
        stream.thread_type, stream.codec_context.thread_count = "NONE", 1
        stream.codec_context.options = {"skip_loop_filter": "all"}
        return sum(1 for _ in video.decode(stream))


def start_times(videos: Iterable[Path]) -> list[Fraction]:
    """Where each video begins when they follow one another, in seconds; the end comes last."""
    times = [Fraction(0)]
    for path in videos:
        times.append(times[-1] + video_seconds(path))
    return times


def chapter_spans(
    titles: Sequence[str | None], times: Sequence[Time]
) -> list[tuple[str, Time, Time]]:
    """Title, start and end of every chapter.

    Parameters
    ----------
    titles
        One a video; a video without belongs to the chapter that follows.
    """
    spans, start = [], times[0]
    for title, end in zip(titles, times[1:], strict=True):
        if title is not None:
            spans.append((title, start, end))
            start = end
    return spans


def join_videos(
    videos: Sequence[Path],
    titles: Sequence[str | None],
    joined: Path,
    *,
    title: str,
    container: str,
    sound: Iterable[NDArray[np.float32]] | None = None,
) -> None:
    """Write the videos one after another into one file with chapters.

    Parameters
    ----------
    videos
        Of the same size, rate and encoder, in order.
    titles
        Of the chapters, one a video; a video without belongs to the chapter that follows.
    container
        `mp4`, `mov` or `webm`.
    sound
        What is heard, in pieces that follow one another; cut, or followed by silence, to last as
        long as the pictures. None for a file without sound.
    """
    times = start_times(videos)
    form = FORMATS[container]
    flags = dict(form.joined_settings)
    with av.open(str(joined), "w", format=container, options=flags) as output:
        output.metadata["title"] = title
        spans = chapter_spans(titles, times)
        output.set_chapters([_chapter(number, *span) for number, span in enumerate(spans)])
        with av.open(str(videos[0])) as first:
            stream = output.add_stream_from_template(first.streams.video[0])
        if stream.codec_context.name in IN_LUMA:
            say_colors(stream)
        track = sound_stream(output, form, sound)
        for path, start in zip(videos, times, strict=False):
            with av.open(str(path)) as video:
                ticks = _ticks_a_frame(video.streams.video[0]) or 1
                for packet in video.demux(video.streams.video[0]):
                    # An empty packet ends the stream.
                    if packet.dts is None or packet.pts is None:
                        continue
                    offset = round(start / packet.time_base)
                    packet.pts = offset + ticks * round(packet.pts / ticks)
                    packet.dts = offset + ticks * round(packet.dts / ticks)
                    packet.stream = stream
                    if track is not None:
                        track.write_until(packet.dts * packet.time_base)
                    output.mux(packet)
        if track is not None:
            track.finish(times[-1])


def _ticks_a_frame(stream: Any) -> int | None:
    """Ticks from one frame to the next, None where they are not all alike.

    manim's videos are a third of a millisecond short here and there, where the parts of a scene
    meet: in the film every frame has its exact time again. webm counts in milliseconds.
    """
    if not stream.frames or stream.base_rate is None or stream.duration is None:
        return None
    ticks = 1 / (stream.base_rate * stream.time_base)
    alike = ticks.denominator == 1 and round(stream.duration / ticks) == stream.frames
    return int(ticks) if alike else None


def _chapter(number: int, title: str, start: Fraction, end: Fraction) -> Any:
    return {
        "id": number,
        "start": round(start / MILLISECOND),
        "end": round(end / MILLISECOND),
        "time_base": MILLISECOND,
        "metadata": {"title": title},
    }
