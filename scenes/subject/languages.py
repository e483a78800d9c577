"""The languages in which the film speaks, and how each writes numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from network.paths import ASSETS

CATALOGS = ASSETS / "locale"
"""One folder for each language: `de/LC_MESSAGES/neuroscenes.po` and its compiled `.mo`."""
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
        """Rewrite a number from English notation into that of this language."""
        whole, point, decimals = text.partition(".")
        is_grouped = sum(map(str.isdigit, whole)) >= self.least_grouped
        whole = whole.replace(",", self.thousands_mark if is_grouped else "")
        return whole + point.replace(".", self.decimal_mark) + decimals

    def value(self, text: str) -> float:
        """Read a number in the notation of this language."""
        return float(text.replace(self.thousands_mark, "").replace(self.decimal_mark, "."))


_LANGUAGES = {
    language.code: language
    for language in (
        Language(SOURCE, "English", ".", ","),
        Language("de", "Deutsch", ",", ".", least_grouped=5),
    )
}
LANGUAGES: Mapping[str, Language] = MappingProxyType(_LANGUAGES)


def catalog_files(code: str) -> list[Path]:
    """The compiled catalog of a language; none for the language of the messages."""
    return [] if code == SOURCE else [CATALOGS / code / "LC_MESSAGES" / f"{DOMAIN}.mo"]


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a constant as a message for the catalogs; `words._` translates it when it is shown.

    Constants are made before anyone has chosen a language.
    """
    return message
