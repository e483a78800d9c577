"""The page's own files: made once, so that no path of a request ever reaches the disk."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scenes.drawing.page_words import catalog_script
from scenes.words import _, language

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "draw"
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
CATALOG = "catalog.js"
"""Name of the script that holds the page's words."""


def page_files(folder: Path = FOLDER) -> dict[str, tuple[bytes, str]]:
    """Content and type of every file of the page, by its name, in the language in force."""
    files = {
        path.name: (
            _filled(path) if path.suffix == ".html" else path.read_bytes(),
            MEDIA_TYPES[path.suffix],
        )
        for path in sorted(folder.iterdir())
        if path.suffix in MEDIA_TYPES
    }
    files[CATALOG] = (catalog_script().encode(), MEDIA_TYPES[".js"])
    return files


def _filled(template: Path) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(template.parent), autoescape=True, undefined=StrictUndefined
    )
    shown = environment.get_template(template.name).render(_=_, language=language().code)
    return shown.encode()
