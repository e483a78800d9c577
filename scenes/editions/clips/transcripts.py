"""Transcripts: what a clip says and shows, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenes.media.captions import Cue


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


def clock(seconds: float) -> str:
    """`1:05`: minutes and seconds."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|#" else mark for mark in text)
