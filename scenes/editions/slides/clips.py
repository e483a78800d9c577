"""The clips that slides play: each section of a rendered scene, with its poster and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.errors import OptionError, VideoError
from scenes.catalog import entry
from scenes.editions.clips.clip_media import Source, make_file
from scenes.editions.clips.sections import record_in, sections_of
from scenes.media.captions import cut, read_srt, spoken
from scenes.media.frames import video_size
from scenes.subject.words import _, section_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenes.media.captions import Cue
    from scenes.render.outputs import RenderedScene

SCREEN_SHAPE = 16 / 9
"""Of what talks are given on; a tall or square clip stands in its middle."""


@dataclass(frozen=True)
class SlideClip:
    """One slide's clip.

    Attributes
    ----------
    video, poster
        The clip, and its last picture.
    seconds, size
        How long and how large it is: width and height in pixels.
    cues
        Its captions, counted from its own beginning.
    burnt_captions
        Whether its pictures have them already.
    """

    title: str
    section: str
    video: Path
    poster: Path
    seconds: float
    size: tuple[int, int]
    cues: tuple[Cue, ...]
    burnt_captions: bool

    @property
    def notes(self) -> str:
        """All that is said, as running text."""
        return spoken(self.cues)

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
    OptionError, RecordError, VideoError
        When the scene is no mp4, or its record tells of another video.
    """
    if scene.video.suffix != ".mp4":
        raise OptionError(f"{scene.video}: slides play mp4, got {scene.video.suffix}")
    record = record_in(scene)
    title = _(entry(record["scene"]).title)
    burnt = record["options"]["burn_captions"]
    try:
        sections = sections_of(scene)
    except VideoError as error:
        message = f"{scene.video}: expected the video of {scene.record}, got another"
        raise VideoError(message) from error
    cues = read_srt(scene.subtitles_srt.read_text(encoding="utf-8"))
    sources = (Source(scene.video, section, title) for section in sections)
    return [_clip(source, cues, folder, burnt=burnt) for source in sources]


def slide_shape(clips: Sequence[SlideClip]) -> float:
    """Width of a slide in heights: that of wide clips, for others that of a screen."""
    width, height = clips[0].size
    return width / height if width > height else SCREEN_SHAPE


def _clip(source: Source, cues: list[Cue], folder: Path, *, burnt: bool) -> SlideClip:
    section = source.section
    video = folder / f"{section.scene}-{section.number:02}.mp4"
    poster = video.with_suffix(".png")
    make_file("mp4", source, video)
    make_file("png", source, poster)
    start = section.start_seconds
    said = tuple(cut(cues, start, start + section.seconds))
    return SlideClip(
        title=source.title,
        section=section.name,
        video=video,
        poster=poster,
        seconds=section.seconds,
        size=video_size(video),
        cues=said,
        burnt_captions=burnt,
    )
