"""Text as pictures, set by Typst in the house typeface, and the cache of what was compiled."""

from __future__ import annotations

import io
import logging
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from platformdirs import user_cache_path

from network.atomic_write import link_or_copy
from network.temporary_folders import temporary_folder
from scenes.stage.theme import FONT, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

_POINTS = 10
_PREAMBLE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: "{FONT}", size: {_POINTS}pt, fill: rgb("{TEXT}"), overhang: false)
"""


def typeset(codes: Sequence[str], em: float, preamble: str = "") -> list[Image.Image]:
    """A picture of each piece of Typst code, as large as its text, all compiled in one go.

    `em` is the height of the em square in pixels; the preamble comes before all pieces.
    """
    import typst  # imported late: it is slow, and many callers set no text

    document = _PREAMBLE + preamble + "\n#pagebreak()\n".join(codes)
    # A system font of the same name might look different.
    pages: Any = typst.compile(
        document.encode(), format="png", ppi=72 * em / _POINTS, ignore_system_fonts=True
    )
    # typst returns a single page without a list.
    return [_opened(page) for page in (pages if isinstance(pages, list) else [pages])]


def literal(text: str) -> str:
    """Typst code of a text in which nothing is code."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _opened(page: bytes) -> Image.Image:
    with Image.open(io.BytesIO(page)) as picture:  # noqa: TID251 - what typst drew
        return picture.convert("RGBA")


_LOG = logging.getLogger(__name__)
TEMPORARY = "_.svg"
"""Ending of the temporary files that manim writes and deletes while it reads a compiled one."""


def shared_folder() -> Path:
    """Where compiled text is kept from run to run."""
    return user_cache_path("neuroscenes") / "text"


def place_for_manim() -> Path:
    """The system's folder for temporary files, or one without braces: manim formats its paths."""
    usual = Path(tempfile.gettempdir())
    others = (usual, Path("/tmp"), Path.home())  # noqa: S108 - folders in it are made by tempfile
    return next((f for f in others if not {"{", "}"} & set(str(f)) and f.is_dir()), usual)


@contextmanager
def typst_folder(shared: Path | None = None) -> Iterator[Path]:
    """A private folder with all text compiled before; afterwards new text goes into the shared one.

    Two processes that compile the same text in one folder delete each other's temporary files:
    manim names them after the text alone. By default the shared folder is in the user's cache.
    """
    kept = shared_folder() if shared is None else shared
    with temporary_folder(place_for_manim()) as private:
        found = set()
        for compiled in _compiled(kept):
            name = f"{compiled.name.partition('.')[0]}.svg"
            with suppress(FileNotFoundError):  # another process has just found it damaged
                if _is_intact(compiled):
                    link_or_copy(compiled.path, f"{private}/{name}")
                    found.add(name)
                else:
                    _LOG.warning("%s: damaged; its text is set again", compiled.path)
                    with suppress(OSError):
                        Path(compiled.path).unlink()
        yield private
        # If the cache cannot be written (read-only home, full disk), only time is lost.
        with suppress(OSError):
            new = [Path(each.path) for each in _compiled(private) if each.name not in found]
            if new:
                kept.mkdir(parents=True, exist_ok=True)
                with temporary_folder(kept) as unfinished:
                    for path in new:
                        content = path.read_bytes()
                        name = f"{path.stem}.{zlib.crc32(content):08x}.svg"
                        (unfinished / name).write_bytes(content)
                        (unfinished / name).replace(kept / name)


_intact: set[tuple[str, int, int]] = set()
"""What was found to be as it was written: path, inode and time of the last change."""


def _is_intact(compiled: os.DirEntry[str]) -> bool:
    """Whether a file of the shared folder has the checksum that its name says."""
    state = compiled.stat()
    seen = (compiled.path, state.st_ino, state.st_mtime_ns)
    if seen not in _intact:
        content = Path(compiled.path).read_bytes()
        if compiled.name.split(".")[1] != f"{zlib.crc32(content):08x}":
            return False
        _intact.add(seen)
    return True


def _compiled(folder: Path) -> list[os.DirEntry[str]]:
    # There are thousands of files at every start: pathlib would be noticeably slower.
    try:
        with os.scandir(folder) as found:
            return [
                each
                for each in found
                if each.name.endswith(".svg") and not each.name.endswith(TEMPORARY)
            ]
    except (FileNotFoundError, NotADirectoryError):
        return []
