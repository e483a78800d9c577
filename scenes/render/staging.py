"""Drawn sections, kept across interruptions until their scene is whole and is published."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import av
from filelock import FileLock
from PIL import Image

from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json
from network.bounds.sealed_json import read_sealed, sealed
from network.errors import NeuroscenesError, RecordError, reading
from scenes.media import captions
from scenes.media.joining import decoded_frames, join_videos
from scenes.media.sound_files import SAMPLE_RATE, SoundFileError, read_sound, write_wav
from scenes.render.outputs import (
    RenderedScene,
    Timeline,
    checksums,
    files_named,
    is_published,
)
from scenes.subject.render_options import QUALITIES
from scenes.subject.settings import using
from scenes.subject.words import section_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.render.manim_session import RenderedSections
    from scenes.render.workers.jobs import Job
    from scenes.subject.render_options import RenderOptions

WORK = ".work"
"""Folder inside the output folder for what is not finished yet."""
TIMELINE = "timeline.json"
POSTER = "poster.png"
SOUND = "sound.wav"
SPARE_SAMPLES = SAMPLE_RATE // 40
"""By so many a decoded sound may be longer than its pictures: encoders fill their last frame."""


@dataclass(frozen=True)
class Drawing:
    """Files that a worker drew, to be moved away.

    Attributes
    ----------
    sections
        Video of each section that was drawn, by its number.
    whole
        The one file, of formats that are not drawn in sections.
    poster
        The last picture, as PNG.
    timeline
        Of the whole scene.
    sound
        Of the whole scene, as WAV; None for a silent one.
    """

    sections: dict[int, Path]
    whole: Path | None
    poster: Path
    timeline: Timeline
    sound: Path | None = None


def drawing_of(drawn: RenderedSections, folder: Path) -> Drawing:
    """What was drawn, with poster and sound in files of the folder too."""
    poster = folder / POSTER
    Image.fromarray(drawn.poster).save(poster)
    found = drawn.rehearsal
    values = tuple(value.as_json() for value in found.shown if value.is_told)
    timeline = Timeline(found.seconds, found.sections, found.cues, values)
    sound = None
    if drawn.sound is not None:
        sound = folder / SOUND
        write_wav(sound, drawn.sound)
    return Drawing(drawn.sections, drawn.whole, poster, timeline, sound)


class BrokenVideoError(NeuroscenesError):
    """A video that does not decode to what was drawn."""


def lock(options: RenderOptions, name: str) -> AbstractContextManager[Any]:
    """A lock among all processes that use this output folder; freed when its holder dies.

    The lock of a scene's name guards its files and its staged sections.
    """
    folder = options.output / WORK / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f"{name}.lock")


def is_there(job: Job) -> bool:
    """Whether the job's scene stands in the output folder, whole, and made of the same inputs."""
    files = files_named(job.scene, job.options)

    def stands() -> bool:
        return files.record.exists() and is_published(files, job.inputs.as_json())

    if stands():
        return True
    with lock(job.options, job.scene):  # perhaps its files are just being exchanged
        return stands()


def remove_staged(scene: str, options: RenderOptions) -> None:
    """Remove what is staged of a scene, whatever its inputs."""
    for folder in (options.output / WORK).glob(f"{scene}-*"):
        shutil.rmtree(folder, ignore_errors=True)


class Staging:
    """Where the sections of a job's scene wait until all are there."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.folder = job.options.output / WORK / f"{job.scene}-{job.key}"

    def has(self, job: Job) -> bool:
        """Whether all that a job is to draw is here."""
        timeline = self._timeline()
        if timeline is None:
            return False
        numbers = job.sections or range(len(timeline.sections))
        return all(path.exists() for path in self._videos(timeline, numbers))

    def is_whole(self) -> bool:
        """Whether all of the scene is here."""
        timeline = self._timeline()
        return timeline is not None and all(path.exists() for path in self._videos(timeline))

    def keep(self, drawn: Drawing) -> None:
        """Take over what was drawn; each file comes under its name when it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for number, video in drawn.sections.items():
            video.replace(self._section(number))
        if drawn.whole is not None:
            drawn.whole.replace(self._whole())
        drawn.poster.replace(self.folder / POSTER)
        if drawn.sound is not None:
            drawn.sound.replace(self._sound())
        atomic_write_text(self.folder / TIMELINE, sealed(dump_json(asdict(drawn.timeline))))

    def publish(self, scratch: Path) -> RenderedScene:
        """Make the scene of its sections, check it, and put it into the output folder.

        Raises
        ------
        BrokenVideoError
            When the video does not decode; what was staged is thrown away.
        """
        files = files_named(self.job.scene, self.job.options)
        made = files_named(self.job.scene, replace(self.job.options, output=scratch))
        scratch.mkdir(parents=True, exist_ok=True)
        timeline = self._timeline()
        assert timeline is not None, "published before it was whole"  # noqa: S101
        try:
            self._assemble(timeline, made)
            self._check(timeline, made)
        except BrokenVideoError:
            remove_staged(self.job.scene, self.job.options)  # or the same would come of it again
            raise
        # While the files change there is no record: what stands beside a record belongs to it.
        files.record.unlink(missing_ok=True)
        for path, finished in zip(vars(made).values(), vars(files).values(), strict=True):
            if path != made.record and path.exists():
                path.replace(finished)
        record = {
            **self.job.inputs.as_json(),
            "seconds": timeline.seconds,
            "sections": [asdict(section) for section in timeline.sections],
            "values": timeline.values,
            "files": checksums(files),
        }
        made.record.write_text(sealed(dump_json(record, indent=1)), encoding="utf-8")
        made.record.replace(files.record)
        remove_staged(self.job.scene, self.job.options)
        return files

    def _assemble(self, timeline: Timeline, made: RenderedScene) -> None:
        options = self.job.options
        shutil.copyfile(self.folder / POSTER, made.poster)
        made.subtitles_srt.write_text(captions.to_srt(timeline.cues), encoding="utf-8")
        made.subtitles_vtt.write_text(captions.to_vtt(timeline.cues), encoding="utf-8")
        if self._whole().exists():
            shutil.copyfile(self._whole(), made.video)
            return
        with using(self.job.settings):
            names = [section_title(section.name) for section in timeline.sections]
        with self._decoding():
            join_videos(
                self._videos(timeline),
                names,
                made.video,
                title=self.job.scene,
                container=options.format,
                sound=[read_sound(self._sound())] if self._sound().exists() else None,
            )

    def _check(self, timeline: Timeline, made: RenderedScene) -> None:
        with self._decoding():
            found = decoded_frames(made.video)
        expected = round(timeline.seconds * QUALITIES[self.job.options.quality][2])
        # How many pictures one file holds is up to its format: in a GIF what rests is one.
        if found != expected and not (found and self._whole().exists()):
            msg = f"{self.job.scene}: expected {expected} frames in the video, got {found}"
            raise BrokenVideoError(msg)
        if self._sound().exists() and not self._whole().exists():
            self._check_sound(timeline, made)

    def _check_sound(self, timeline: Timeline, made: RenderedScene) -> None:
        with self._decoding():
            found = read_sound(made.video).size
        if not 0 <= found - round(timeline.seconds * SAMPLE_RATE) < SPARE_SAMPLES:
            msg = (
                f"{self.job.scene}: expected {timeline.seconds:.3f} s of sound in the video,"
                f" got {found / SAMPLE_RATE:.3f}"
            )
            raise BrokenVideoError(msg)

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        try:
            yield
        except (av.FFmpegError, SoundFileError) as error:
            if isinstance(error, OSError):  # a full disk is not the video's fault
                raise
            msg = f"{self.job.scene}: the video that was drawn can't be decoded: {error}"
            raise BrokenVideoError(msg) from error

    def _timeline(self) -> Timeline | None:
        with (
            suppress(RecordError),
            reading(self.folder / TIMELINE, RecordError, "expected a timeline"),
        ):
            return Timeline.from_json(read_sealed(self.folder / TIMELINE))
        return None  # none yet, or a damaged one: all of the scene is drawn again

    def _videos(self, timeline: Timeline, numbers: range | None = None) -> list[Path]:
        if self._whole().exists():
            return [self._whole()]
        every = range(len(timeline.sections))
        return [self._section(n) for n in every if numbers is None or n in numbers]

    def _section(self, number: int) -> Path:
        return self.folder / f"{number:03}.{self.job.options.format}"

    def _sound(self) -> Path:
        return self.folder / SOUND

    def _whole(self) -> Path:
        return self.folder / f"whole.{self.job.options.format}"
