"""Names of the ten digits, as sentences need them."""

from __future__ import annotations

from scenes.mobjects.text.typst_text import Verbatim
from scenes.subject.words import _


def digit_noun(digit: int) -> Verbatim:
    """`three`."""
    nouns = (
        *(_("zero"), _("one"), _("two"), _("three"), _("four")),
        *(_("five"), _("six"), _("seven"), _("eight"), _("nine")),
    )
    return Verbatim(nouns[digit])


def number_word(number: int) -> Verbatim:
    """`three`, where no digit is meant: German writes only the digit with a capital letter."""
    return Verbatim(digit_noun(number).lower())


def one_digit(digit: int) -> Verbatim:
    """`a three`, `an eight`."""
    phrases = (
        *(_("a zero"), _("a one"), _("a two"), _("a three"), _("a four")),
        *(_("a five"), _("a six"), _("a seven"), _("an eight"), _("a nine")),
    )
    return Verbatim(phrases[digit])
