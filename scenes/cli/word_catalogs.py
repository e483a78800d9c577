"""The catalogs of `assets/locale`: messages found in the code, translations brought along."""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from network.atomic_write import atomic_write, atomic_write_text
from network.paths import ROOT
from scenes.subject.languages import CATALOGS, DOMAIN, LANGUAGES, SOURCE

TEMPLATE = CATALOGS / f"{DOMAIN}.pot"
KEYWORDS: dict[str, tuple[int, ...]] = {
    "_": (1,),
    "N_": (1,),
    "plural": (1, 2),
    # What these are called with is shown by others.
    "SceneEntry": (3,),
    "Palette": (4, 5),
    "Beat": (1, 2),
}
"""Which arguments of a call are messages, counted from 1."""
WHERE = {
    "scenes": [("**.py", "scenes.cli.word_catalogs:messages_in")],
    "assets/site": [("**.html", "jinja2.ext:babel_extract")],
    "assets/courses": [("**.html", "jinja2.ext:babel_extract")],
    "assets/draw": [("**.html", "jinja2.ext:babel_extract")],
    "assets/narrate": [("**.html", "jinja2.ext:babel_extract")],
    "assets/serving": [("**.html", "jinja2.ext:babel_extract")],
    "assets/play": [
        ("bundles/**.js", "ignore"),
        ("**.js", "javascript"),
        ("**.html", "jinja2.ext:babel_extract"),
    ],
}
"""Folder: which files, and what finds messages in them."""
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = """\
# Words of Neuroscenes: on screen, in captions, on its pages.
# `make words` writes the messages; translations are written by people.
#"""


def messages_in(
    file: Any,
    keywords: Collection[str],
    comment_tags: Any,  # noqa: ARG001 - Babel calls it so
    options: Any,  # noqa: ARG001 - the same
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """Messages of a Python file, for Babel, whose own reader sees none within f-strings."""
    for call in ast.walk(ast.parse(file.read())):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        places = KEYWORDS[name] if name in keywords else ()
        found = [
            constants(call.args[place - 1]) if place <= len(call.args) else [] for place in places
        ]
        if name == "plural":
            yield call.lineno, "plural", tuple(text for texts in found for text in texts), []
        else:
            yield from ((call.lineno, "_", text, []) for texts in found for text in texts)


def constants(argument: ast.expr) -> list[str]:
    """The texts that an argument may be: itself, or one of two."""
    if isinstance(argument, ast.IfExp):
        return constants(argument.body) + constants(argument.orelse)
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return [argument.value] if is_text else []  # type: ignore[attr-defined]


def template() -> Catalog:
    """All messages, as they stand in the code now."""
    catalog = _headed(Catalog())
    keywords = dict.fromkeys(KEYWORDS) | {"plural": (1, 2)}
    for folder, methods in WHERE.items():
        found = extract_from_dir(ROOT / folder, methods, keywords=keywords)
        # Places without numbers of lines, or every commit would change the catalogs.
        for path, _line, message, _comments, _context in sorted(found, key=lambda each: each[:2]):
            catalog.add(message, locations=[(f"{folder}/{path}", None)])
    return catalog


def po_path(code: str) -> Path:
    """Where the translations into a language stand."""
    return CATALOGS / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalog(path: Path, code: str | None = None) -> Catalog:
    """A catalog of a file."""
    with path.open("rb") as file:
        return read_po(file, locale=code)


def as_po(catalog: Catalog) -> bytes:
    """A catalog as the text of a file."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=False, ignore_obsolete=True)
    return buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """A catalog as Python's gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Write the template anew, bring it into every language's catalog, and compile that."""
    messages = template()
    atomic_write_text(TEMPLATE, as_po(messages).decode())
    for code in LANGUAGES:
        if code == SOURCE:
            continue
        path = po_path(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = read_catalog(path, code) if path.exists() else Catalog(locale=code)
        # A changed message is a new one: a translation that is only near must not be shown.
        catalog.update(messages, no_fuzzy_matching=True)
        atomic_write_text(path, as_po(_headed(catalog)).decode())
        with atomic_write(path.with_suffix(".mo")) as partial:
            partial.write_bytes(as_mo(catalog))


def _headed(catalog: Catalog) -> Catalog:
    # Nothing that changes by itself: the same words make the same file.
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.project, catalog.version, catalog.fuzzy = "Neuroscenes", "0.1", False
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.header_comment = HEADER
    return catalog


if __name__ == "__main__":
    update()
