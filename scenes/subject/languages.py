"""The languages in which the film speaks, and how each writes numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from network.paths import ASSETS

CATALOGS = ASSETS / "locale"
"""A folder a language: `de/LC_MESSAGES/neuroscenes.po`, and what is compiled of it beside it."""
DOMAIN = "neuroscenes"
SOURCE = "en"
"""The language of the messages themselves; it needs no catalog."""


@dataclass(frozen=True)
class Language:
    """A language of the film, and how it writes numbers.

    Attributes
    ----------
    code
        Two letters (ISO 639-1): what `--language` calls it, and HTML's `lang`.
    name
        What its own speakers call it.
    decimal_mark, thousands_mark
        What stands in a number: `1,234.5` in English.
    least_grouped
        From how many digits on thousands are marked.
    """

    code: str
    name: str
    decimal_mark: str
    thousands_mark: str
    least_grouped: int = 4

    def number(self, text: str) -> str:
        """A number that is written as in English, as this language writes it."""
        whole, point, decimals = text.partition(".")
        is_grouped = sum(map(str.isdigit, whole)) >= self.least_grouped
        whole = whole.replace(",", self.thousands_mark if is_grouped else "")
        return whole + point.replace(".", self.decimal_mark) + decimals


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language(SOURCE, "English", ".", ","),
            Language("de", "Deutsch", ",", ".", least_grouped=5),
        )
    }
)


def catalog_files(code: str) -> list[Path]:
    """What the program reads of a language; none for the language of the messages."""
    return [] if code == SOURCE else [CATALOGS / code / "LC_MESSAGES" / f"{DOMAIN}.mo"]


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """The message itself, found by the catalogs; `words._` translates it when it is shown.

    For constants: they are made before anyone has chosen a language.
    """
    return message
