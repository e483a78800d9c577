"""The clips that slides play: each section of a rendered scene, with its poster and its words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av

from network.errors import OptionError
from scenes.caption_files import read_srt
from scenes.captions import Cue
from scenes.catalog import entry
from scenes.publishing.cut_captions import cut
from scenes.whole_files import arriving
from scenes.words import _, section_title

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.engine.outputs import RenderedScene

_TICKS = 15_360
"""Ticks a second of a clip's clock: whole for 15, 30 and 60 frames a second."""


@dataclass(frozen=True)
class SlideClip:
    """One slide's clip.

    Attributes
    ----------
    title
        Of the scene.
    section
        Name of the section.
    video, poster
        The clip, and its last picture.
    seconds, size
        How long and how large it is: width and height in pixels.
    cues
        Its captions, counted from its own beginning.
    """

    title: str
    section: str
    video: Path
    poster: Path
    seconds: float
    size: tuple[int, int]
    cues: tuple[Cue, ...]

    @property
    def notes(self) -> str:
        """All that is said, as running text."""
        return " ".join(" ".join(cue.text.split()) for cue in self.cues)

    @property
    def name(self) -> str:
        """Scene and section in words."""
        return f"{self.title}: {section_title(self.section)}"


def section_clips(scene: RenderedScene, folder: Path) -> list[SlideClip]:
    """Cut a scene into its sections.

    Parameters
    ----------
    scene
        A rendered scene, an mp4.
    folder
        Where the clips and their posters go, named `ForwardPass-01.mp4` and `ForwardPass-01.png`.

    Returns
    -------
    The clips in order; together they hold every picture of the scene.

    Raises
    ------
    OptionError
        When the scene is no mp4, or its record tells of another video.
    """
    if scene.video.suffix != ".mp4":
        raise OptionError(f"{scene.video}: slides play mp4, got {scene.video.suffix}")
    record = _record(scene)
    cues = read_srt(scene.subtitles_srt.read_text(encoding="utf-8"))
    packets, rate = _packets(scene.video)
    starts = [round(section["start_seconds"] * rate) for section in record["sections"]]
    ends = [*starts[1:], len(packets)]
    if [*starts, len(packets)] != sorted({*starts, len(packets)}):
        raise OptionError(f"{scene.video}: expected the video of {scene.record}, got another")
    clips = []
    for number, (section, start, end) in enumerate(
        zip(record["sections"], starts, ends, strict=True), 1
    ):
        video = folder / f"{record['scene']}-{number:02}.mp4"
        poster, size = _cut(scene.video, video, start, end, rate)
        clips.append(
            SlideClip(
                _(entry(record["scene"]).title),
                section["name"],
                video,
                poster,
                (end - start) / rate,
                size,
                tuple(cut(cues, start / rate, end / rate)),
            )
        )
    return clips


def _record(scene: RenderedScene) -> dict[str, Any]:
    """What stands beside a video about it."""
    try:
        record = json.loads(scene.record.read_text(encoding="utf-8"))
    except ValueError:
        record = None
    if not isinstance(record, dict) or not record.get("sections"):
        raise OptionError(f"{scene.record}: expected the record of a scene with sections")
    return record


def _packets(video: Path) -> tuple[list[int], int]:
    """When every picture is shown, in the file's own ticks; and pictures a second."""
    with av.open(str(video)) as source:
        stream = source.streams.video[0]
        times = sorted(p.pts for p in source.demux(stream) if p.pts is not None)
        rate = stream.average_rate
    if rate is None:
        raise OptionError(f"{video}: expected a video of a steady rate")
    return times, round(rate)


def _cut(video: Path, clip: Path, start: int, end: int, rate: int) -> tuple[Path, tuple[int, int]]:
    """Copy the pictures from `start` to `end` into a file of their own, and keep the last."""
    with arriving(clip) as partial:
        if not _copied(video, partial, start, end, rate):
            _encoded(video, partial, start, end, rate)
        with av.open(str(partial)) as source:
            *_, last = source.decode(video=0)
    poster = clip.with_suffix(".png")
    with arriving(poster) as partial:
        last.to_image().save(  # type: ignore[no-untyped-call]  # PyAV's own
            partial, format="PNG"
        )
    return poster, (last.width, last.height)


def _copied(video: Path, clip: Path, start: int, end: int, rate: int) -> bool:
    """Copy packets as they are, if they need none of those around them; say whether they do."""
    with av.open(str(video)) as source:
        stream = source.streams.video[0]
        packets = [packet for packet in source.demux(stream) if packet.pts is not None]
        shown = sorted(packet.pts or 0 for packet in packets)
        wanted = set(shown[start:end])
        first = next(i for i, packet in enumerate(packets) if packet.pts in wanted)
        chosen = packets[first : first + len(wanted)]
        if {p.pts for p in chosen} != wanted or not chosen[0].is_keyframe:
            return False
        step = _TICKS // rate
        place = {pts: i for i, pts in enumerate(sorted(wanted))}
        # A picture can't be shown before it is decoded: reordered ones are decoded ahead of time.
        ahead = max(i - place[packet.pts or 0] for i, packet in enumerate(chosen))
        with av.open(str(clip), "w", format="mp4", options={"movflags": "+faststart"}) as output:
            copy = output.add_stream_from_template(stream)
            copy.time_base = Fraction(1, _TICKS)
            for i, packet in enumerate(chosen):
                packet.pts = place[packet.pts or 0] * step
                packet.dts = (i - ahead) * step
                packet.duration = step
                packet.time_base = Fraction(1, _TICKS)
                packet.stream = copy
                output.mux(packet)
    return True


def _encoded(video: Path, clip: Path, start: int, end: int, rate: int) -> None:
    """Encode pictures again, where no key frame allows to copy them."""
    with (
        av.open(str(video)) as source,
        av.open(str(clip), "w", format="mp4", options={"movflags": "+faststart"}) as output,
    ):
        template = source.streams.video[0]
        stream = output.add_stream("libx264", rate=rate, options={"crf": "16"})
        stream.width, stream.height = template.width, template.height
        stream.pix_fmt = "yuv420p"
        for number, frame in enumerate(source.decode(template)):
            if start <= number < end:
                frame.pts, frame.time_base = number - start, Fraction(1, rate)
                frame.pict_type = av.video.frame.PictureType.NONE
                output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
