"""What a site holds from earlier runs: the scenes that it lists, and which files are publish's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write_text, link_or_copy
from network.bounds.json_text import dump_json, read_json
from network.errors import RecordError, reading
from scenes.catalog import PARTS
from scenes.editions.site.clip_list import CLIP_LIST
from scenes.render.outputs import file_checksum

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping
    from pathlib import Path

WRITTEN = "published.json"
"""Names every file of a site that publish wrote: only these may be removed."""
_DAMAGED = (
    "expected the list that publish wrote; restore it, or move the folder away and publish again"
)


@dataclass(frozen=True)
class FormerSite:
    """A site before it is written anew.

    Attributes
    ----------
    entries
        Of the clips that it lists, and whose files are all there.
    incomplete
        Names of listed scenes of which files are missing.
    written
        The files that publish wrote, seen from the folder.
    """

    folder: Path
    entries: tuple[dict[str, Any], ...]
    incomplete: tuple[str, ...]
    written: frozenset[str]

    def has_others_than(self, scenes: Container[str]) -> bool:
        """Whether it lists scenes beside these."""
        return any(entry["scene"] not in scenes for entry in self.entries)

    def hand_media_over(self, entries: Iterable[Mapping[str, Any]], folder: Path) -> None:
        """Give the files of clips, and the videos of their scenes."""
        files: dict[str, None] = {}
        for entry in entries:
            files[f"scenes/{entry['scene']}.mp4"] = None
            files |= dict.fromkeys(f"clips/{file['path']}" for file in entry["files"].values())
        self.hand_files_over(files, folder)

    def hand_files_over(self, names: Collection[str], folder: Path) -> bool:
        """Give files that publish wrote; False, and none is given, if one is missing."""
        if not all((self.folder / name).is_file() for name in names):
            return False
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(self.folder / name, folder / name)
        return True

    def hand_over(self, folder: Path, *, prune: bool) -> tuple[str, ...]:
        """Give all that is not written anew to the folder that will take this one's place.

        Parameters
        ----------
        prune
            Whether to leave out what publish wrote; files of others are always handed over.

        Returns
        -------
        What was left out.
        """
        new = _files(folder)
        old = _files(self.folder) - new - {WRITTEN}
        pruned = old & self.written if prune else frozenset[str]()
        for name in old - pruned:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (self.folder / name).is_symlink():
                (folder / name).symlink_to((self.folder / name).readlink())
            else:
                link_or_copy(self.folder / name, folder / name)
        written = sorted(new | (old - pruned) & self.written)
        noted = {"files": written, "clips": file_checksum(folder / "clips" / CLIP_LIST)}
        atomic_write_text(folder / WRITTEN, dump_json(noted, indent=1) + "\n")
        return tuple(sorted(pruned))


def former_site(folder: Path) -> FormerSite:
    """Read what a folder holds of a site; it need not be there.

    Raises
    ------
    RecordError
        When its lists are damaged: scenes would be lost without a word.
    """
    noted, clip_list = folder / WRITTEN, folder / "clips" / CLIP_LIST
    with reading(noted, RecordError, _DAMAGED):
        found = read_json(noted) if noted.exists() else {"files": []}
        written = frozenset(map(_inside, found["files"]))
    with reading(clip_list, RecordError, _DAMAGED):
        if not clip_list.exists():
            return FormerSite(folder, (), (), written)
        # Earlier versions did not note its checksum.
        if found.get("clips", file_checksum(clip_list)) != file_checksum(clip_list):
            raise ValueError("it was changed since")
        scenes = _scenes_in(read_json(clip_list))
        complete = {name for name, entries in scenes.items() if _is_complete(folder, name, entries)}
        return FormerSite(
            folder,
            tuple(entry for name in scenes if name in complete for entry in scenes[name]),
            tuple(name for name in scenes if name not in complete),
            written,
        )


def _scenes_in(listed: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The entries of each scene; whatever is raised tells of a list that is none."""
    known = {part.name for part in PARTS}
    scenes: dict[str, list[dict[str, Any]]] = {}
    for entry in listed["clips"]:
        if entry["scene"] in known:  # or it has gone from the film: its pages stay, unlisted
            # Lists of earlier versions say neither.
            said = {
                **entry,
                "language": entry.get("language", listed["language"]),
                "sound": entry.get("sound", False),
                "number": int(entry["number"]),
            }
            for file in entry["files"].values():
                _inside(file["path"])
            scenes.setdefault(entry["scene"], []).append(said)
    return scenes


def _inside(name: str) -> str:
    """The name of a file, if the file is in the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"it names {name}, which is outside")
    return name


def in_film_order(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The clips as the film shows them."""
    places = {part.name: place for place, part in enumerate(PARTS)}
    return sorted(entries, key=lambda entry: (places[entry["scene"]], entry["number"]))


def _files(folder: Path) -> frozenset[str]:
    return frozenset(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def _is_complete(folder: Path, scene: str, entries: Iterable[dict[str, Any]]) -> bool:
    clips = [folder / "clips" / f["path"] for entry in entries for f in entry["files"].values()]
    return all(path.is_file() for path in (folder / "scenes" / f"{scene}.mp4", *clips))
