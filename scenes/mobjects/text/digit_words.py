"""Names of the ten digits, as sentences need them."""

from __future__ import annotations

from scenes.mobjects.text.typst_text import Name
from scenes.subject.words import _


def digit_noun(digit: int) -> Name:
    """`three`."""
    nouns = (
        *(_("zero"), _("one"), _("two"), _("three"), _("four")),
        *(_("five"), _("six"), _("seven"), _("eight"), _("nine")),
    )
    return Name(nouns[digit])


def number_word(number: int) -> Name:
    """`three`, where no digit is meant: German writes only the digit with a capital letter."""
    return Name(digit_noun(number).lower())


def one_digit(digit: int) -> Name:
    """`a three`, `an eight`."""
    phrases = (
        *(_("a zero"), _("a one"), _("a two"), _("a three"), _("a four")),
        *(_("a five"), _("a six"), _("a seven"), _("an eight"), _("a nine")),
    )
    return Name(phrases[digit])
