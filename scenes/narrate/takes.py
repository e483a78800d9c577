"""The recordings that are made of a script, and the note of what was read aloud for each."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from network.atomic_write import atomic_write, atomic_write_text
from scenes.editions.script import as_csv, from_rows
from scenes.media.sound_files import SAMPLE_RATE, read_recording
from scenes.sound.loudness import loudness
from scenes.sound.recordings import (
    SCRIPT,
    is_same_speech,
    recorded_files,
    recorded_words,
    script_rows,
)
from scenes.sound.trimming import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenes.editions.script import ScriptLine

_CLIPPED = 0.995
_CLIPPED_SAMPLES = 24
"""So many samples at the very top are no chance."""
_VERY_SOFT = -45.0
"""In LUFS: brought to the loudness of speech, the room would be heard."""


class SilentTakeError(ValueError):
    """A take in which nobody speaks."""


def script_beside(folder: Path, script: Sequence[ScriptLine]) -> list[ScriptLine]:
    """The script that a folder of recordings has to hold: what was, or is to be, read aloud.

    A line that is recorded keeps the words that it was recorded of, also when this script lacks it.

    Raises
    ------
    OptionError
        When the folder holds a script that is none.
    """
    recorded, former = recorded_files(folder), from_rows(script_rows(folder))
    kept = {line.id.lower(): line for line in former if line.id.lower() in recorded}
    today = [kept.pop(line.id.lower(), line) for line in script]
    return [*today, *kept.values()]


def other_words(folder: Path, script: Sequence[ScriptLine]) -> list[str]:
    """Ids of the lines that were recorded of other words than those of a script."""
    recorded, words = recorded_files(folder), recorded_words(folder)
    return [
        line.id
        for line in script
        if (name := line.id.lower()) in recorded
        and name in words
        and not is_same_speech(words[name], line.spoken)
    ]


class Takes:
    """A folder in which a script is recorded, line by line.

    Raises
    ------
    OptionError
        When the folder holds a script that is none.
    """

    def __init__(self, folder: Path, script: Sequence[ScriptLine]) -> None:
        self.folder = folder
        self.lines = {line.id: line for line in script}
        self._noted = {line.id: line for line in script_beside(folder, script)}
        self._one_at_a_time = Lock()
        self._write_notes()

    def states(self) -> dict[str, dict[str, str | None]]:
        """Of every line the `state`: "missing", "recorded", or "other words".

        With the last come `recorded_words`, those that it was recorded of.
        """
        recorded, words = recorded_files(self.folder), recorded_words(self.folder)
        others = set(other_words(self.folder, list(self.lines.values())))
        found: dict[str, dict[str, str | None]] = {}
        for line_id in self.lines:
            state = "recorded" if line_id.lower() in recorded else "missing"
            if line_id in others:
                found[line_id] = {"state": "other words", "recorded_words": words[line_id.lower()]}
            else:
                found[line_id] = {"state": state}
        return found

    def keep(self, line_id: str, content: bytes) -> dict[str, Any]:
        """Write a take in place of the former one, and tell how it is.

        Parameters
        ----------
        content
            A WAV file.

        Raises
        ------
        SoundFileError
            When it can't be decoded; nothing is written then.
        SilentTakeError
            When nobody speaks in it; neither.
        """
        with self._one_at_a_time:
            with atomic_write(self.folder / f"{line_id}.wav") as partial:
                partial.write_bytes(content)
                sound = read_recording(partial)
                speech = trimmed(sound)
                if speech is None:
                    raise SilentTakeError
            # Afterwards: whoever pulls the plug in between is told of other words, and no more.
            self._noted[line_id] = self.lines[line_id]
            self._write_notes()
        clipped = bool(np.count_nonzero(np.abs(sound) > _CLIPPED) >= _CLIPPED_SAMPLES)
        return {
            "seconds": len(speech) / SAMPLE_RATE,
            "clipped": clipped,
            "soft": not clipped and loudness(speech) < _VERY_SOFT,
        }

    def _write_notes(self) -> None:
        atomic_write_text(self.folder / SCRIPT, as_csv(self._noted.values()))
