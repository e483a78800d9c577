"""The notes for teachers of each scene, in the film's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.editions.teaching import act_1, act_2, act_3, act_4, act_5, act_6, encore
from scenes.editions.teaching.notes import Misconception, TeachersNotes
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES: Mapping[str, TeachersNotes] = {
    name: notes
    for act in (act_1, act_2, act_3, act_4, act_5, act_6, encore)
    for name, notes in act.NOTES.items()
}
"""In the language of the messages, by the scene's name."""


def teachers_notes(scene: str) -> TeachersNotes | None:
    """The notes of a scene, translated; None if nobody has written any."""
    if scene not in NOTES:
        return None
    notes = NOTES[scene]
    first, second = (
        Misconception(_(each.belief), _(each.correction)) for each in notes.misconceptions
    )
    one, other = map(_, notes.questions)
    return TeachersNotes(_(notes.level), _(notes.prerequisites), (first, second), (one, other))


def before_the_scene(notes: TeachersNotes) -> list[str]:
    """What a teacher reads before a scene is shown, a paragraph each."""
    return [
        f"{_('Level')}: {notes.level}",
        f"{_('What must be known before')}: {notes.prerequisites}",
        f"{_('Likely misconceptions')}:",
        *(_("– “{belief}” {correction}").format(**vars(each)) for each in notes.misconceptions),
    ]


def after_the_scene(notes: TeachersNotes) -> list[str]:
    """What a teacher asks when a scene is over, a paragraph each."""
    return [f"{_('To discuss')}:", *(f"– {question}" for question in notes.questions)]
