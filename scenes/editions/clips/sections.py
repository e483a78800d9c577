"""Sections of a rendered scene, in whole frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from network.errors import RecordError, VideoError, reading
from scenes.catalog import entry
from scenes.media.frames import frame_count
from scenes.render.outputs import intact_record

if TYPE_CHECKING:
    from scenes.render.outputs import RenderedScene


@dataclass(frozen=True)
class Section:
    """One section of a scene, as its record and its video have it.

    Attributes
    ----------
    scene, name
        What the scene and the section are called.
    number
        Counted from 1.
    first_frame, end_frame
        Of the scene's video; the end is not part of the section.
    """

    scene: str
    name: str
    number: int
    first_frame: int
    end_frame: int
    rate: int

    @property
    def start_seconds(self) -> float:
        """When it begins in the scene."""
        return self.first_frame / self.rate

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.rate

    @property
    def frames(self) -> int:
        """How many pictures it has."""
        return self.end_frame - self.first_frame

    @property
    def stem(self) -> str:
        """`03-add-a-bias`: the name of its files, without what follows the dot."""
        beat_id, _beat = entry(self.scene).load().beat_of(self.name)
        return f"{self.number:02}-{beat_id}"


def record_in(scene: RenderedScene) -> dict[str, Any]:
    """What stands beside a video about how it was made and what it shows.

    Raises
    ------
    RecordError
        When that is no record, or was damaged since it was written.
    """
    record = intact_record(scene.record)
    if not record.get("sections"):
        raise RecordError(f"{scene.record}: expected the record of a scene with sections")
    return record


def sections_of(scene: RenderedScene) -> tuple[Section, ...]:
    """The sections of a rendered scene; together they hold every frame of its video.

    Raises
    ------
    VideoError
        When the record tells of another video than stands there.
    """
    record = record_in(scene)
    with reading(scene.record, RecordError, "expected the record of a scene with sections"):
        name, seconds = str(record["scene"]), float(record["seconds"])
        said = [(str(each["name"]), float(each["start_seconds"])) for each in record["sections"]]
        if seconds <= 0:
            raise ValueError(f"it lasts {seconds} s")
    with reading(scene.video, VideoError, "expected the video of its record"):
        frames = frame_count(scene.video)
    rate = round(frames / seconds)
    starts = [round(start * rate) for _, start in said]
    if abs(frames - seconds * rate) > 1 or [*starts, frames] != sorted({*starts, frames}):
        raise VideoError(
            f"{scene.video}: expected the {seconds:.2f} s of its record, got {frames} frames"
        )
    return tuple(
        Section(name, title, number, start, end, rate)
        for number, ((title, _), start, end) in enumerate(
            zip(said, starts, [*starts[1:], frames], strict=True), 1
        )
    )
