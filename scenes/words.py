"""Words on screen and in captions, through gettext catalogs."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

CATALOGS = Path(__file__).resolve().parents[1] / "assets" / "locale"
DOMAIN = "neuroscenes"
LANGUAGE = "en"


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    # English is the language of the message ids, so its catalog may be absent.
    return gettext.translation(DOMAIN, CATALOGS, [language], fallback=True)


def _(message: str) -> str:
    """The message in the film's language; values go into `{slots}` afterwards."""
    return _catalog(LANGUAGE).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """The form of the message that the film's language uses for `count` things."""
    return _catalog(LANGUAGE).ngettext(one, many, count)
