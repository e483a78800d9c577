"""Written captions as a speaker says them: numbers, signs and names in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scenes.subject.languages import LANGUAGES, SOURCE

MINUS = "\N{MINUS SIGN}"
PAUSES = " .,:;?!'\N{RIGHT SINGLE QUOTATION MARK}-"
"""What a spoken form may hold beside letters."""
_IN_PARENTHESES = re.compile(r"\s*\(([^)]*)\)")
_BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))\w")


@dataclass(frozen=True)
class SpokenWords:
    """What a language says for what is written in signs.

    Attributes
    ----------
    point
        Between a whole number and its decimals, which are said one by one.
    plus, minus, percent
        As a sign before a number, and behind it.
    names
        Written name, as a pattern: what a voice has to read to say it.
    """

    point: str
    plus: str
    minus: str
    percent: str
    names: Mapping[str, str]


SPOKEN: Mapping[str, SpokenWords] = MappingProxyType(
    {
        SOURCE: SpokenWords(
            *("point", "plus", "minus", "percent"),
            MappingProxyType(
                {
                    r"\bMNIST\b": "em nist",
                    r"\bReLU\b": "rell-you",
                    r"\s×\s": " by ",
                    r"\s=\s": " equals ",
                    r"\s\+\s": " plus ",
                    r"σ": "sigma",
                }
            ),
        ),
        "de": SpokenWords(
            *("Komma", "plus", "minus", "Prozent"),
            MappingProxyType(
                {
                    r"\bMNIST\b": "Emm-Nist",
                    r"\bNumPy\b": "Nammpei",
                    r"\bBias\b": "Baies",
                    r"\bBiaswerte\b": "Baies-Werte",
                    r"\bReLU\b": "Relu",
                    r"\b1(?= verdeckte )": "eine",
                    r"\b1(?= verdeckten )": "einer",
                    r"-mal\b": " Mal",
                    r"\s×\s": " mal ",
                    r"\s=\s": " gleich ",
                    r"\s\+\s": " plus ",
                    r"σ": "Sigma",
                }
            ),
        ),
    }
)


def spoken_form(text: str, code: str) -> str:
    """What is said for a written caption.

    Parameters
    ----------
    code
        Of the language, as in `scenes.subject.languages.LANGUAGES`; the numbers in the text are
        written as it writes them.
    """
    words = SPOKEN[code]
    said = " ".join(text.split())
    for pattern, name in words.names.items():
        said = re.sub(pattern, name, said)
    said = _IN_PARENTHESES.sub(r", \1", said)
    said = _number_pattern(code).sub(lambda found: _number(found, code), said)
    return _BEGINNING.sub(lambda found: found[0].upper(), said)


def unspeakable(said: str) -> str:
    """The characters of a spoken form that a voice would have to guess at."""
    return "".join(sorted({each for each in said if not each.isalpha() and each not in PAUSES}))


def _number_pattern(code: str) -> re.Pattern[str]:
    language = LANGUAGES[code]
    thousands, point = re.escape(language.thousands_mark), re.escape(language.decimal_mark)
    whole = rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?!\d)|\d+"
    return re.compile(
        rf"(?<!\w)(?P<sign>[+{MINUS}-])?(?P<whole>{whole})"
        rf"(?:{point}(?P<decimals>\d+))?(?P<percent>\s?%)?"
    )


def _number(found: re.Match[str], code: str) -> str:
    language, words = LANGUAGES[code], SPOKEN[code]
    whole = int(found["whole"].replace(language.thousands_mark, ""))
    parts = [] if not found["sign"] else [words.plus if found["sign"] == "+" else words.minus]
    parts.append(_in_words(whole, code))
    if found["decimals"]:
        parts += [words.point, *(_in_words(int(digit), code) for digit in found["decimals"])]
    if found["percent"]:
        parts.append(words.percent)
    return " ".join(parts)


def _in_words(number: int, code: str) -> str:
    from num2words import num2words  # it takes long to load

    # Commas within a number would be pauses; its "and" is easily heard as "in".
    return num2words(number, lang=code).replace(",", "").replace(" and ", " ")
