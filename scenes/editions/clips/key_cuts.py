"""Cutting a video where key frames allow it, with nothing encoded again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av

from scenes.media.color_tags import say_colors

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.editions.clips.sections import Section

TICKS = 15_360
"""Ticks a second of a cut's clock: whole for 15, 24, 30 and 60 frames a second."""


def cut_at_key_frames(video: Path, section: Section, cut: Path, *, title: str) -> bool:
    """Copy a section's packets, if they can be decoded without those around them.

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
            for i, packet in enumerate(packets):
                packet.pts = place[packet.pts or 0] * step
                packet.dts = (i - ahead) * step
                packet.duration = step
                packet.time_base = Fraction(1, TICKS)
                packet.stream = copied
                output.mux(packet)
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
