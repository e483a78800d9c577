"""The bundles of `assets/play/bundles`: a page's scripts in one file, made by esbuild.

For contributors: `make playground`. It needs node and the packages of `package-lock.json`.
"""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

from babel.messages.extract import extract

from network.atomic_write import atomic_write_text
from network.paths import ROOT
from scenes.playground.bundles import (
    SOURCES,
    BundleHead,
    bundle_path,
    checksum,
    source_files,
)
from scenes.playground.pages import PAGES

if TYPE_CHECKING:
    from pathlib import Path

ESBUILD = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
OPTIONS = ("--bundle", "--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=none")


def bundle(page: str) -> str:
    """A page's bundle, made anew, with its head."""
    entry = SOURCES / "pages" / page / "main.js"
    made = subprocess.run(  # noqa: S603 - the project's own command
        [ESBUILD, entry.relative_to(ROOT), *OPTIONS],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return BundleHead(checksum(page), messages(source_files(page))).line() + made.stdout


def messages(files: list[Path]) -> tuple[str, ...]:
    """The messages of scripts, in the order of the alphabet."""
    found: set[str] = set()
    for path in files:
        content = io.BytesIO(path.read_bytes())
        for _line, message, _comments, _context in extract("javascript", content, {"_": None}):
            found.update([message] if isinstance(message, str) else message)
    return tuple(sorted(found))


def update() -> None:
    """Write the bundles of all pages."""
    bundle_path("").parent.mkdir(exist_ok=True)
    for page in PAGES:
        atomic_write_text(bundle_path(page), bundle(page))


if __name__ == "__main__":
    update()
