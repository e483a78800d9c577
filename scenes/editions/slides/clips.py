"""The clips that slides play: each section of a rendered scene, with its poster and its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from network.errors import OptionError, VideoError
from scenes.catalog import FILM_TITLE, entry
from scenes.editions.clips.clip_media import Source, make_file
from scenes.editions.clips.posters import telling_section
from scenes.editions.clips.sections import record_in, sections_of
from scenes.editions.film import POSTER_SCENE
from scenes.editions.teaching.words import after_the_scene, before_the_scene, teachers_notes
from scenes.media.captions import cut, read_srt, spoken
from scenes.media.frames import video_size
from scenes.media.sound_streams import has_sound
from scenes.subject.languages import N_
from scenes.subject.words import _, plural, section_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenes.media.captions import Cue
    from scenes.render.outputs import RenderedScene

MOST_TITLES = 6
"""So many scenes are named where a deck says what it is about; of more only the number."""
YOUR_TURN = N_("Your turn")
"""Above what leads to the playground."""
ABOUT_PAGES = N_("The page opens in a browser; it needs no internet.")
SCREEN_SHAPE = 16 / 9
"""Of what talks are given on; a tall or square clip stands in its middle."""


@dataclass(frozen=True)
class SlideClip:
    """One slide's clip.

    Attributes
    ----------
    scene, section
        What the program calls them.
    title
        Of the scene.
    video, poster
        The clip, and the picture that stands for it: its last one, unless that is bare.
    seconds, size
        How long and how large it is: width and height in pixels.
    cues
        Its captions, counted from its own beginning.
    burnt_captions
        Whether its pictures have them already.
    sound
        Whether it is heard.
    for_teachers
        What a teacher reads before the first clip of a scene, and asks after the last.
    is_last
        Whether its scene ends with it.
    """

    scene: str
    title: str
    section: str
    video: Path
    poster: Path
    seconds: float
    size: tuple[int, int]
    cues: tuple[Cue, ...]
    burnt_captions: bool
    sound: bool
    for_teachers: tuple[str, ...] = ()
    is_last: bool = False

    @property
    def notes(self) -> str:
        """All that is said, as running text."""
        return spoken(self.cues)

    @property
    def speaker_notes(self) -> list[str]:
        """What is said, and what is for teachers, a paragraph each."""
        return [paragraph for paragraph in (self.notes, *self.for_teachers) if paragraph]

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
    title = entry(record["scene"]).title
    burnt = record["options"]["burn_captions"]
    try:
        sections = sections_of(scene)
    except VideoError as error:
        message = f"{scene.video}: expected the video of {scene.record}, got another"
        raise VideoError(message) from error
    cues = read_srt(scene.subtitles_srt.read_text(encoding="utf-8"))
    sources = (Source(scene.video, section, title) for section in sections)
    clips = [_clip(source, cues, folder, burnt=burnt) for source in sources]
    return _with_teachers_notes([*clips[:-1], replace(clips[-1], is_last=True)])


def _with_teachers_notes(clips: list[SlideClip]) -> list[SlideClip]:
    notes = teachers_notes(clips[0].scene)
    if notes is None:
        return clips
    first = replace(clips[0], for_teachers=tuple(before_the_scene(notes)))
    clips = [first, *clips[1:]]
    asked = (*clips[-1].for_teachers, *after_the_scene(notes))
    return [*clips[:-1], replace(clips[-1], for_teachers=asked)]


def slide_shape(clips: Sequence[SlideClip]) -> float:
    """Width of a slide in heights: that of wide clips, for others that of a screen."""
    width, height = clips[0].size
    return width / height if width > height else SCREEN_SHAPE


def deck_title(clips: Sequence[SlideClip]) -> tuple[str, str]:
    """What a deck is called, and what it is about: its scene and the film, or the other way."""
    titles = list(dict.fromkeys(clip.title for clip in clips))
    film, count = _(FILM_TITLE), len(titles)
    if count == 1:
        return titles[0], film
    if count > MOST_TITLES:
        return film, plural("{count} scene", "{count} scenes", count).format(count=count)
    return film, " · ".join(titles)


def telling(clips: Sequence[SlideClip]) -> SlideClip:
    """The clip whose poster stands for the deck, of the scene that does or else the first."""
    scene = clips[0].scene
    if any(clip.scene == POSTER_SCENE for clip in clips):
        scene = POSTER_SCENE
    sections = {clip.section: clip for clip in clips if clip.scene == scene}
    posters = {name: clip.poster for name, clip in sections.items()}
    return sections[telling_section(scene, posters)]


def _clip(source: Source, cues: list[Cue], folder: Path, *, burnt: bool) -> SlideClip:
    section = source.section
    video = folder / f"{section.scene}-{section.number:02}.mp4"
    poster = video.with_suffix(".png")
    make_file("mp4", source, video)
    make_file("png", source, poster)
    start = section.start_seconds
    said = tuple(cut(cues, start, start + section.seconds))
    return SlideClip(
        scene=section.scene,
        title=source.title,
        section=section.name,
        video=video,
        poster=poster,
        seconds=section.seconds,
        size=video_size(video),
        cues=said,
        burnt_captions=burnt,
        sound=has_sound(video),
    )
