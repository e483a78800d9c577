"""Videos that are put elsewhere, and say there how their colors are meant."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import av

from scenes.video_colors import UNSAID, say_colors

if TYPE_CHECKING:
    from pathlib import Path


def share_video(video: Path, place: Path) -> None:
    """The same mp4 at another place, with its chapters, saying how its colors are meant."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(video)) as source:
        if source.streams.video[0].codec_context.colorspace != UNSAID:
            share(video, place)
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


def share(path: Path, place: Path) -> None:
    """The same file at another place; a copy where the disk has no links."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, place)
    except OSError:
        shutil.copyfile(path, place)
