"""The script of the film: what is to be read aloud, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby

from scenes.catalog import entry
from scenes.media.captions import CaptionLine, clock
from scenes.sound.spoken_forms import spoken_form
from scenes.subject.words import _, language


@dataclass(frozen=True)
class ScriptLine:
    """A caption, to be read aloud.

    Attributes
    ----------
    id
        As in `CaptionLine`.
    scene
        Name of the scene.
    start_seconds, seconds
        When it begins in its scene, and how long it stands there.
    written, spoken
        As the caption has it, and as it is said.
    """

    id: str
    scene: str
    start_seconds: float
    seconds: float
    written: str
    spoken: str


def script_lines(scene: str, lines: Iterable[CaptionLine]) -> list[ScriptLine]:
    """The lines of a scene, in the language in force."""
    return [
        ScriptLine(
            line.id,
            scene,
            round(line.start_seconds, 3),
            round(line.end_seconds - line.start_seconds, 3),
            line.text,
            spoken_form(line.text, language().code),
        )
        for line in lines
    ]


def as_text(script: Sequence[ScriptLine]) -> str:
    """The script to read from: titles of scenes, and below them ids, times and spoken lines."""
    parts = []
    for scene, lines in groupby(script, key=lambda line: line.scene):
        parts.append(f"# {entry(scene).title}")
        for line in lines:
            length = _("{seconds} seconds").format(seconds=language().number(f"{line.seconds:.1f}"))
            parts.append(f"{line.id}   {clock(line.start_seconds)}, {length}\n{line.spoken}")
    return "\n\n".join(parts) + "\n"


def as_csv(script: Iterable[ScriptLine]) -> str:
    """The script as a table, its first row the names of the columns."""
    table = io.StringIO()
    writer = csv.DictWriter(
        table, [field.name for field in fields(ScriptLine)], lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(asdict(line) for line in script)
    return table.getvalue()


def from_rows(rows: Iterable[Mapping[str, str]]) -> list[ScriptLine]:
    """The script of the rows of such a table; what they lack is empty."""
    return [
        ScriptLine(
            row["id"],
            row.get("scene") or "",
            _seconds(row.get("start_seconds")),
            _seconds(row.get("seconds")),
            row.get("written") or row["spoken"],
            row["spoken"],
        )
        for row in rows
    ]


def _seconds(text: str | None) -> float:
    # A spreadsheet may have written them in its own way.
    try:
        return float((text or "0").replace(",", "."))
    except ValueError:
        return 0.0
