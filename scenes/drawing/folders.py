"""The folders of clips: each its own, all in one place, the oldest removed."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from scenes.drawing.canvas import save_drawing

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from scenes.drawing.clips import Clip

KEPT_CLIPS = 20
"""Finished clips that stay on disk, from this run and from those before."""
TEMPORARY = ".temporary"
"""Folder in a clip's folder for what the film leaves behind."""

_NAME = re.compile(r"[A-Za-z]+-[0-9a-f]{32}")


def make_folder(clip: Clip) -> None:
    """Make the clip's folder, with the drawing in it."""
    (clip.folder / TEMPORARY).mkdir(parents=True)
    save_drawing(clip.reading.drawing, clip.folder / "drawing.png")


def remove_leftovers(clip: Clip) -> None:
    """Remove what only the filming needed; all of it, when there is no film."""
    shutil.rmtree(clip.folder / TEMPORARY if clip.state == "done" else clip.folder, True)


def remove_oldest(output: Path, kept: Collection[Path]) -> None:
    """Remove the oldest folders of clips beyond the bound, and nothing else that lies there.

    Parameters
    ----------
    output
        Where the folders are.
    kept
        Folders in use, which stay.
    """
    folders = [path for path in output.iterdir() if _NAME.fullmatch(path.name) and path.is_dir()]
    newest = sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[KEPT_CLIPS:]:
        if path not in kept and (path / "drawing.png").is_file():
            shutil.rmtree(path, ignore_errors=True)
