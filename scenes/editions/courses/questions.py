"""The questions about a scene, in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.editions.courses.asked import act_1, act_2, act_3, act_4, act_5, act_6, encore

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told

MAKERS: dict[str, tuple[Maker, ...]] = {
    name: makers
    for act in (act_1, act_2, act_3, act_4, act_5, act_6, encore)
    for name, makers in act.QUESTIONS.items()
}
"""What makes the questions of each scene, by the scene's name."""


def questions(scene: str, told: Told) -> tuple[Question, ...]:
    """What can be asked about a scene, with this network and this picture."""
    made = (make(told) for make in MAKERS.get(scene, ()))
    return tuple(question for question in made if question is not None)
