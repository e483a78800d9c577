"""A folder of somebody's own recordings: one sound file a line of the script."""

from __future__ import annotations

import csv
import hashlib
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from network.bounds.contents import read_bounded
from network.bounds.limits import MOST_SCRIPT_BYTES
from network.errors import LimitError, OptionError, shown
from scenes.media.sound_files import SoundFileError, read_recording
from scenes.sound.loudness import leveled
from scenes.sound.trimming import trimmed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

ENDINGS = (".wav", ".flac", ".mp3", ".m4a", ".mp4", ".ogg", ".opus", ".webm", ".aif", ".aiff")
"""Of files that are taken for recordings; of two for one line the first is used."""
SCRIPT = "script.csv"
"""Beside the recordings: the script that they were recorded from."""
SHOWN_FAULTS = 4
"""Faults of one kind that are told one by one."""


def recorded_files(folder: Path) -> dict[str, list[Path]]:
    """The sound files of a folder by the id of their line, in lower case; the used one first."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        # What macOS leaves beside files on foreign disks begins with a dot, and ends as they do.
        if path.suffix.lower() in ENDINGS and path.name[0] != "." and path.is_file():
            found.setdefault(path.stem.strip().lower(), []).append(path)
    for paths in found.values():
        paths.sort(key=lambda path: ENDINGS.index(path.suffix.lower()))
    return found


def script_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the script beside recordings, also as a spreadsheet saves it; none without one.

    Raises
    ------
    OptionError
        When it is no script.
    """
    path = folder / SCRIPT
    if not path.is_file():
        return []
    with suppress(UnicodeDecodeError, LimitError, csv.Error):
        content = read_bounded(path, MOST_SCRIPT_BYTES)
        lines = content.decode("utf-8-sig").splitlines(keepends=True)
        delimiter = max(",;\t", key=lines[0].count) if lines else ","
        table = csv.DictReader(lines, delimiter=delimiter)
        if {"id", "spoken"} <= set(table.fieldnames or ()):
            return [row for row in table if row["id"] and row["spoken"]]
    raise OptionError(
        f"{path}: expected a table with the columns id and spoken, in UTF-8;"
        " `neuroscenes narrate` writes one"
    )


def recorded_words(folder: Path) -> dict[str, str]:
    """What was read aloud, by the id of its line in lower case; empty when nobody noted it.

    Raises
    ------
    OptionError
        When the folder's script is no script.
    """
    return {row["id"].lower(): row["spoken"] for row in script_rows(folder)}


def is_same_speech(one: str, other: str) -> bool:
    """Whether two texts are read aloud alike."""
    return one.lower().split() == other.lower().split()


def speech_of(path: Path) -> NDArray[np.float32]:
    """What is said in a file: trimmed, at the loudness of speech.

    Raises
    ------
    SoundFileError
        For a file that can't be decoded, or in which nobody speaks.
    """
    found = trimmed(read_recording(path))
    if found is None:
        raise SoundFileError(f"{path.name}: expected a voice, got silence")
    return leveled(found)


class Recordings:
    """Recordings of lines, ready to be placed.

    Raises
    ------
    OptionError
        For a folder without a sound file, or with a script that is none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = recorded_files(folder)
        self._words = recorded_words(folder)
        if not self._files:
            raise OptionError(
                f"{folder}: expected recordings, got no sound file; `neuroscenes narrate --record`"
                " makes some"
            )
        self._speech: dict[str, NDArray[np.float32] | str] = {}

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over names and contents of all that decides what is heard."""
        found = hashlib.sha256()
        paths = [path for paths in self._files.values() for path in paths]
        script = self.folder / SCRIPT
        for path in sorted([*paths, *([script] if script.is_file() else [])]):
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256")
            found.update(f"{path.name}\0{content.hexdigest()}\n".encode())
        return found.hexdigest()

    def speech_samples(self, line_id: str, spoken: str | None = None) -> NDArray[np.float32] | None:
        """The recording of a line, trimmed, at the loudness of speech.

        None without one, when it can't be used, or when it is of other words than those given.
        """
        if spoken is not None and self._is_of_other_words(line_id, spoken):
            return None
        found = self._read(line_id)
        return None if isinstance(found, str) else found

    def faults(
        self, lines: Mapping[str, str], instead: str, other_scenes: Collection[str] = ()
    ) -> list[str]:
        """What is missing or wrong for a script, a sentence each.

        Parameters
        ----------
        lines
            What is spoken, by the id of its line.
        instead
            What happens to a line without a recording, such as "it stays silent".
        other_scenes
            Names of scenes whose recordings may lie here too.
        """
        ids = {line_id.lower(): line_id for line_id in lines}
        scenes = {name.lower() for name in other_scenes}
        strangers = [
            paths[0].name
            for name, paths in self._files.items()
            if name not in ids and name.partition("-")[0] not in scenes
        ]
        twice = [paths for name, paths in self._files.items() if name in ids and len(paths) > 1]
        recorded = [line_id for name, line_id in ids.items() if name in self._files]
        others = [each for each in recorded if self._is_of_other_words(each, lines[each])]
        used = [each for each in recorded if each not in others]
        unusable = [found for each in used if isinstance(found := self._read(each), str)]
        missing = [line_id for name, line_id in ids.items() if name not in self._files]
        told = [
            *_some(
                [f"{name}: no line has this name{_nearest(name, lines)}" for name in strangers],
                "files whose names fit no line",
            ),
            *_some(
                [
                    f"{' and '.join(path.name for path in paths)} are of one line:"
                    f" {paths[0].name} is used"
                    for paths in twice
                ],
                "lines with two files",
            ),
            *_some([f"{fault}; {instead}" for fault in unusable], "files that can't be used"),
            *_some(
                [
                    f"{self._files[each.lower()][0].name}: recorded of other words than this film's"
                    f" ({self._words[each.lower()]!r}); {instead}"
                    for each in others
                ],
                "recordings of other words",
            ),
            *_some(
                [f"no recording of {each}: {instead}" for each in missing],
                "lines without a recording",
            ),
        ]
        return list(map(shown, told))

    def _is_of_other_words(self, line_id: str, spoken: str) -> bool:
        noted = self._words.get(line_id.lower())
        return noted is not None and not is_same_speech(noted, spoken)

    def _read(self, line_id: str) -> NDArray[np.float32] | str | None:
        """The speech, or what is wrong with its file; None without a file."""
        name = line_id.lower()
        if name not in self._files:
            return None
        if name not in self._speech:
            try:
                self._speech[name] = speech_of(self._files[name][0])
            except (SoundFileError, OSError) as error:
                self._speech[name] = str(error)
        return self._speech[name]


def _nearest(name: str, ids: Collection[str]) -> str:
    stem = name.rpartition(".")[0]
    by_lower = {line_id.lower(): line_id for line_id in ids}
    close = get_close_matches(stem.lower(), by_lower, n=1)
    return f"; the nearest is {by_lower[close[0]]}" if close else ""


def _some(faults: Sequence[str], what: str) -> list[str]:
    """The first of many faults, and how many more there are."""
    more = len(faults) - SHOWN_FAULTS
    return [*faults[:SHOWN_FAULTS], *([f"... and {more} more {what}"] if more > 0 else [])]
