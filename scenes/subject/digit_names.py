"""Names of the ten digits, as sentences need them."""

from __future__ import annotations

from scenes.subject.words import _


def digit_noun(digit: int) -> str:
    """`three`."""
    nouns = (
        *(_("zero"), _("one"), _("two"), _("three"), _("four")),
        *(_("five"), _("six"), _("seven"), _("eight"), _("nine")),
    )
    return nouns[digit]


def number_word(number: int) -> str:
    """`three`, where no digit is meant: German writes only the digit with a capital letter."""
    return digit_noun(number).lower()


def one_digit(digit: int | None) -> str:
    """`a three`, `an eight`; `a digit` if it is unknown which."""
    if digit is None:
        return _("a digit")
    phrases = (
        *(_("a zero"), _("a one"), _("a two"), _("a three"), _("a four")),
        *(_("a five"), _("a six"), _("a seven"), _("an eight"), _("a nine")),
    )
    return phrases[digit]
