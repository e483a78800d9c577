"""Words on screen and in captions, through gettext catalogs."""

from __future__ import annotations

import gettext
import re
from functools import cache
from typing import TYPE_CHECKING

from scenes.subject.languages import LANGUAGES, N_, Language, catalog_files
from scenes.subject.settings import current

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced

_DIGITS = re.compile(r"\d+")


@cache
def _catalog(code: str) -> gettext.NullTranslations:
    files = catalog_files(code)
    if not files:
        return gettext.NullTranslations()
    with files[0].open("rb") as file:
        return gettext.GNUTranslations(file)


def language() -> Language:
    """The language in force."""
    return LANGUAGES[current().language]


def number_text(number: Sourced) -> str:
    """What a viewer reads of a number in the film's language."""
    return number.text_in(language())


def _(message: str) -> str:
    """The message in the film's language; values go into `{slots}` afterwards."""
    # What gettext knows by the empty message is the catalog's own header.
    return _catalog(current().language).gettext(message) if message else ""


def plural(one: str, many: str, count: int) -> str:
    """The form of the message that the film's language uses for `count` things."""
    return _catalog(current().language).ngettext(one, many, count)


def section_title(section: str) -> str:
    """A section's name in the film's language; a number in it stays as it is."""
    numbers = _DIGITS.findall(section)
    if not numbers:
        return _(section)
    return _(_DIGITS.sub("{number}", section)).format(number=numbers[-1])


DATA_NAMES = (
    N_("MNIST test images"),
    N_("MNIST training images"),
    N_("own digits, warped"),
)
"""As `network` names them; pass them through `scenes.subject.words._` where they are shown."""
