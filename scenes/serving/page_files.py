"""The files of a page, and its words, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import Response

from network.bounds.json_text import dump_json
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from starlette.requests import Request

MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
WORDS_SCRIPT = "catalog.js"
"""Name of the script that holds the page's words."""


def page_files(paths: Iterable[Path], words: Iterable[str]) -> dict[str, tuple[bytes, str]]:
    """Content and type of every file of a page, by its name.

    Parameters
    ----------
    paths
        Of its files; HTML is a template. Those of other kinds are no part of a page.
    words
        What its scripts say, if they say anything.
    """
    files = {
        path.name: (
            filled(path) if path.suffix == ".html" else path.read_bytes(),
            MEDIA_TYPES[path.suffix],
        )
        for path in sorted(paths)
        if path.suffix in MEDIA_TYPES
    }
    if catalog := tuple(words):
        files[WORDS_SCRIPT] = (catalog_script(catalog).encode(), MEDIA_TYPES[".js"])
    return files


def page_answer(files: Mapping[str, tuple[bytes, str]], request: Request) -> Response:
    """The file that a request names; the page itself when it names none.

    Raises
    ------
    HTTPException
        404 when there is no such file.
    """
    found = files.get(request.path_params.get("name", "index.html"))
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1], headers={"cache-control": "no-cache"})


def catalog_script(words: Iterable[str]) -> str:
    """The script that tells a page its words."""
    found = dump_json({word: _(word) for word in words}, ensure_ascii=False, indent=1)
    mark = dump_json(language().decimal_mark)
    return f"export const decimalMark = {mark};\nexport const words = {found};\n"


def filled(template: Path, **values: object) -> bytes:
    """A page of HTML, in the language in force."""
    environment = Environment(
        loader=FileSystemLoader(template.parent), autoescape=True, undefined=StrictUndefined
    )
    shown = environment.get_template(template.name).render(_=_, language=language().code, **values)
    return shown.encode()
