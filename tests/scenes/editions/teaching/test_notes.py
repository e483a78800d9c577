from __future__ import annotations

from dataclasses import astuple

import pytest

from scenes.catalog import CATALOG
from scenes.editions.teaching import notes as levels
from scenes.editions.teaching.words import (
    NOTES,
    after_the_scene,
    before_the_scene,
    teachers_notes,
)
from scenes.subject.languages import LANGUAGES, SOURCE
from scenes.subject.settings import Settings, using

SCENES = [entry.name for entry in CATALOG]
LEVELS = {value for name, value in vars(levels).items() if name.isupper()}


def texts(notes) -> list[str]:
    beliefs = [text for each in notes.misconceptions for text in astuple(each)]
    return [notes.level, notes.prerequisites, *beliefs, *notes.questions]


def test_every_scene_has_notes_and_nothing_else_has():
    assert list(NOTES) == SCENES


@pytest.mark.parametrize("scene", SCENES)
def test_notes_are_complete(scene):
    notes = NOTES[scene]
    assert notes.level in LEVELS
    assert [len(notes.misconceptions), len(notes.questions)] == [2, 2]
    for text in texts(notes):
        assert text == text.strip()
        assert text[-1] in ".?!"
        assert 15 < len(text) < 260
    for each in notes.misconceptions:
        assert each.correction != each.belief
    assert all("?" in question or "." in question for question in notes.questions)


def test_no_two_scenes_say_the_same():
    own = [text for notes in NOTES.values() for text in texts(notes)[1:]]
    assert len(own) == len(set(own)) == 7 * len(SCENES)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != SOURCE])
@pytest.mark.parametrize("scene", SCENES)
def test_notes_are_translated(scene, language):
    with using(Settings(language=language)):
        translated = texts(teachers_notes(scene))
    assert all(own != other for own, other in zip(texts(NOTES[scene]), translated, strict=True))


@pytest.mark.parametrize("scene", SCENES)
def test_all_of_it_is_read_before_or_after_the_scene(scene):
    with using(Settings()):
        notes = teachers_notes(scene)
        before, after = before_the_scene(notes), after_the_scene(notes)
    for text in texts(notes)[:-2]:
        assert any(text in paragraph for paragraph in before)
    for question in notes.questions:
        assert any(question in paragraph for paragraph in after)


def test_a_scene_without_notes_has_none():
    assert teachers_notes("TheVerdict") is None
