"""A question about a scene, made of numbers that its film computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from network.analysis.what_if import Outcome
from scenes.subject.sourced import Sourced
from scenes.subject.subject import Subject
from scenes.subject.words import number_text

MOST_CHOICES = 4
FEWEST_CHOICES = 3
_INDEX = re.compile(r"\d+")


@dataclass(frozen=True)
class Question:
    """A question with choices, or one whose answer is a number that is typed.

    Attributes
    ----------
    key
        Its name among the scene's questions.
    beat
        Id of the beat after which it is asked.
    text
        In the film's language, as all words here.
    because
        Why the right answer is right.
    choices, right
        What one may choose from, and the index of what is right; no choices where one types.
    number, tolerance
        The right number where one types, and how far from it still is right.
    """

    key: str
    beat: str
    text: str
    because: str
    choices: tuple[str, ...] = ()
    right: int = 0
    number: float | None = None
    tolerance: float = 0.0

    @property
    def answer(self) -> str:
        """The right answer as the film writes it."""
        if self.number is None:
            return self.choices[self.right]
        return shown(self.number, None if self.number == int(self.number) else 2)


@dataclass(frozen=True)
class Told:
    """What the film of a scene told: what questions may be made of.

    Attributes
    ----------
    subject
        The network, the picture, and the trace of the one through the other.
    values
        Every number that was shown as text, by its source.
    """

    subject: Subject
    values: Mapping[str, float]

    @classmethod
    def by_record(cls, subject: Subject, record: Mapping[str, Any]) -> Told:
        """What the record beside a scene's video says."""
        shown = {value["source"]: value["value"] for value in record["values"] if value["text"]}
        return cls(subject, shown)

    def value(self, source: str) -> float | None:
        """The number of this source, None if the film did not show it."""
        return self.values.get(source)

    def of(self, name: str) -> Iterator[tuple[tuple[int, ...], float]]:
        """Indices and values of all that was shown of an array, in the order of the film."""
        start = f"{name}["
        for source, value in self.values.items():
            place = source.removeprefix(start)
            if place != source and place.endswith("]") and place.count("]") == 1:
                yield tuple(map(int, _INDEX.findall(place))), value

    def of_each(self, name: str, field: str) -> Iterator[tuple[int, float]]:
        """Number and value of a field that was shown of several records in a row."""
        for source, value in self.values.items():
            place = re.fullmatch(rf"{re.escape(name)}\[(\d+)\]\.{field}", source)
            if place:
                yield int(place[1]), value


Maker = Callable[[Told], Question | None]
"""Makes a question, or None where the film showed nothing to ask about."""


def shown(value: float, decimals: int | None = 2, *, signed: bool = False) -> str:
    """A number as the film writes it."""
    return number_text(Sourced(value, "", decimals, signed=signed))


def percent(share: float, decimals: int = 0) -> str:
    """A share as the film writes it."""
    return number_text(Sourced(share, "", decimals, percent=True))


def count(number: float) -> str:
    """A whole number as the film writes it."""
    return number_text(Sourced(number, "", None))


def chosen(  # noqa: PLR0917 - a question's words, then its answer
    key: str,
    beat: str,
    text: str,
    because: str,
    outcome: Outcome,
    write: Callable[[float], str] = shown,
) -> Question | None:
    """A question whose choices are the right number and what slips give, in rising order.

    None where the slips give nothing else, as written, than the right number.
    """
    texts = {write(outcome.right): outcome.right}
    for slip in outcome.slips:
        if len(texts) < MOST_CHOICES:
            texts.setdefault(write(slip), slip)
    if len(texts) < FEWEST_CHOICES:
        return None
    choices = sorted(texts, key=texts.__getitem__)
    return Question(key, beat, text, because, tuple(choices), choices.index(write(outcome.right)))


def picked(  # noqa: PLR0917 - a question's words, then its answer
    key: str, beat: str, text: str, because: str, choices: Iterable[str], right: str
) -> Question | None:
    """A question whose choices are words, in their own order; None where there is only one."""
    distinct = tuple(dict.fromkeys(choices))
    if len(distinct) < 2:
        return None
    return Question(key, beat, text, because, distinct, distinct.index(right))


def typed(  # noqa: PLR0917 - a question's words, then its answer
    key: str, beat: str, text: str, because: str, number: float, tolerance: float
) -> Question:
    """A question whose answer is a number that one types."""
    return Question(key, beat, text, because, number=number, tolerance=tolerance)
