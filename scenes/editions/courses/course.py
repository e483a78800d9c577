"""A scene as a course: its clips and questions on one page, in one zip."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.paths import ASSETS
from scenes.catalog import ACTS, act_name, entry
from scenes.editions.clips.cutting import cut_scene
from scenes.editions.clips.entries import TITLE_MARK
from scenes.editions.clips.sections import record_in
from scenes.editions.courses.package import LAUNCHED, MASTERY, CourseInfo, write_package
from scenes.editions.courses.question import Told, shown
from scenes.editions.courses.questions import questions
from scenes.editions.site.embed_codes import caption_address
from scenes.media.captions import clock, read_vtt
from scenes.stage.layout import caption_share
from scenes.subject.subject import subject
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
    from scenes.editions.courses.question import Question
    from scenes.render.outputs import RenderedScene

FOLDER = "courses"
"""Of the zips, in the output folder."""
COURSES, SITE = ASSETS / "courses", ASSETS / "site"
LOOK = {
    "course.css": COURSES,
    "course.js": COURSES,
    "scorm.js": COURSES,
    "icon.svg": SITE,
    "page.css": SITE,
    "player.css": SITE,
    "player.js": SITE,
}
"""Files of the page's look, and where they lie."""
SECONDS_A_QUESTION = 30


def write_course(scene: RenderedScene, publication: Publication) -> Path:
    """Make a course of a rendered scene.

    Parameters
    ----------
    publication
        Says what is shown, and where the clips lie; they are cut if they are not there.

    Raises
    ------
    NeuroscenesError
        When record and video don't belong together.
    """
    record, entries = record_in(scene), cut_scene(scene, publication)
    part, chapter = entry(record["scene"]), entry(record["scene"]).load()
    told = Told.by_record(subject(publication.settings), record)
    # Small networks pass beats over; what was not told is not asked.
    beats = {_beat(clip) for clip in entries}
    asked = [question for question in questions(part.name, told) if question.beat in beats]
    steps = _steps(entries, asked, publication.clips)
    title, summary = part.title, _(chapter.summary)
    page = (
        _environment()
        .get_template("course.html")
        .render(
            language=language().code,
            language_name=language().name,
            decimal_mark=language().decimal_mark,
            scene={
                "title": title,
                "act_name": act_name(part.act),
                "act_title": _(ACTS[part.act]),
                "summary": summary,
            },
            steps=steps,
            question_count=len(asked),
            mastery=MASTERY,
            example=shown(-0.5, 1),
        )
    )
    files: dict[str, bytes | Path] = {f"look/{name}": at / name for name, at in LOOK.items()}
    files |= {
        name: publication.clips / clip["files"][kind]["path"]
        for clip in entries
        for kind, name in _media(clip).items()
    }
    files[LAUNCHED] = page.encode()
    seconds = round(record["seconds"]) + SECONDS_A_QUESTION * len(asked)
    info = CourseInfo(
        identifier=f"neuroscenes-{part.name}-{_checksum(page)}",
        language=language().code,
        title=title,
        description=summary,
        keywords=tuple(_(concept) for concept in chapter.concepts),
        seconds=seconds,
        has_questions=bool(asked),
    )
    return write_package(info, files, publication.options.output / FOLDER / f"{part.name}.zip")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([COURSES, SITE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, clock=clock, caption_share=caption_share)
    return environment


def _beat(clip: Mapping[str, Any]) -> str:
    """Id of a clip's beat: of `Bias/03-add-a-bias` what follows the number."""
    beat: str = clip["id"].partition("/")[2].partition("-")[2]
    return beat


def _media(clip: Mapping[str, Any]) -> dict[str, str]:
    """Names of a clip's video, poster and captions in the zip, by kind."""
    stem = clip["id"].partition("/")[2]
    return {kind: f"clips/{stem}.{kind}" for kind in ("mp4", "webp", "vtt")}


def _steps(
    entries: Sequence[Mapping[str, Any]], asked: Sequence[Question], clips: Path
) -> list[dict[str, Any]]:
    """Clips in order, each with the questions that follow it."""
    steps: list[dict[str, Any]] = []
    for clip in entries:
        stem = clip["id"].partition("/")[2]
        media, captions = _media(clip), (clips / clip["files"]["vtt"]["path"]).read_text("utf-8")
        steps.append(
            {
                "kind": "clip",
                "key": stem,
                "number": clip["number"],
                "title": clip["title"].partition(TITLE_MARK)[2],
                "video": media["mp4"],
                "poster": media["webp"],
                "captions": caption_address(captions),
                "cues": read_vtt(captions),
                **{
                    n: clip[n]
                    for n in ("alt", "width", "height", "seconds", "burnt_captions", "sound")
                },
            }
        )
        steps += [
            {
                "kind": "question",
                "key": question.key,
                "after": stem,
                "title": _("Question {number}").format(number=asked.index(question) + 1),
                "question": question,
                "answer": question.answer,
            }
            for question in asked
            if question.beat == _beat(clip)
        ]
    return steps


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
