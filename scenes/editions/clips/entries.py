"""What is known of a clip: its entry for programs and pages, its transcript for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalog import ACTS, entry
from scenes.media.captions import clock, spoken
from scenes.subject.words import _, language, section_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenes.editions.clips.sections import Section
    from scenes.media.captions import Cue
    from scenes.stage.theme import Palette


MILLISECOND = 3
TITLE_MARK = " · "
"""Between the title of a clip's scene and the name of its section."""


def clip_entry(
    section: Section,
    record: Mapping[str, Any],
    cues: Sequence[Cue],
    size: tuple[int, int],
    palette: Palette,
    *,
    sound: bool,
) -> dict[str, Any]:
    """The entry of a section's clip, but for its files.

    Parameters
    ----------
    size
        Width and height of the scene's video, pixels.
    sound
        Whether the scene is heard.
    """
    scene = entry(section.scene)
    title, part, said = scene.title, section_title(section.name), spoken(cues)
    chapter = scene.load()
    _id, beat = chapter.beat_of(section.name)
    return {
        "id": f"{section.scene}/{section.stem}",
        "scene": section.scene,
        "language": language().code,
        "act": scene.act,
        "act_title": _(ACTS[scene.act]),
        "section": section.name,
        "number": section.number,
        "title": f"{title}{TITLE_MARK}{part[0].upper()}{part[1:]}",
        "description": said or _(chapter.summary),
        "concepts": [_(concept) for concept in chapter.concepts],
        "alt": beat.described(palette) or said or title,
        "transcript": said,
        "start_seconds": round(section.start_seconds, MILLISECOND),
        "seconds": round(section.seconds, MILLISECOND),
        "frames": section.frames,
        "frame_rate": section.rate,
        "width": size[0],
        "height": size[1],
        "burnt_captions": record["options"]["burn_captions"],
        "sound": sound,
        "values": _values(section, record),
        "made": {
            "palette": record["options"]["palette"],
            "model": record["model"],
            "inputs": record["inputs"],
            "test_data": record["test_data"],
        },
    }


def _values(section: Section, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "text": value["text"],
            "value": value["value"],
            "source": value["source"],
            "seconds": round(max(0.0, value["seconds"] - section.start_seconds), MILLISECOND),
        }
        for value in record["values"]
        if value["section"] == section.name and value["text"]
    ]


def as_text(cues: Sequence[Cue]) -> str:
    """Plain text: one line a caption, after its time."""
    return "".join(f"{clock(c.start_seconds)}  {' '.join(c.text.split())}\n" for c in cues)


def as_markdown(entry: Mapping[str, Any], cues: Sequence[Cue]) -> str:
    """Markdown: title, picture in words, what is said, the values shown."""
    said = "\n".join(
        f"- **{clock(c.start_seconds)}** {_escaped(' '.join(c.text.split()))}" for c in cues
    )
    parts = [f"# {_escaped(entry['title'])}", f"*{_escaped(entry['alt'])}*", said]
    if entry["values"]:
        head = f"| {_('text')} | {_('value')} | {_('source')} |\n| ---: | ---: | --- |"
        rows = "\n".join(
            f"| {_escaped(value['text'])} | {value['value']!r} | `{value['source']}` |"
            for value in entry["values"]
        )
        parts += [f"## {_('Values shown')}", f"{head}\n{rows}"]
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|#" else mark for mark in text)
