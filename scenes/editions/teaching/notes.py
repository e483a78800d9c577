"""What a teacher should know of a scene before the lesson."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.subject.languages import N_

COUNTING = N_("From about age 12: counting and percentages are enough.")
SIGNED = N_("From about age 14: adding and multiplying numbers above and below zero.")
GRAPHS = N_("From about age 16: functions and their graphs.")
MATRICES = N_("From about age 17, or the first year at university: matrices and vectors.")


@dataclass(frozen=True)
class Misconception:
    """What learners are likely to believe, and what is true instead.

    Both are messages: pass them through `scenes.subject.words._`.
    """

    belief: str
    correction: str


@dataclass(frozen=True)
class TeachersNotes:
    """The teacher's part of a scene, in messages.

    Attributes
    ----------
    level
        For whom it is.
    prerequisites
        What must be known before.
    misconceptions
        Two that are likely.
    questions
        Two to discuss.
    """

    level: str
    prerequisites: str
    misconceptions: tuple[Misconception, Misconception]
    questions: tuple[str, str]
