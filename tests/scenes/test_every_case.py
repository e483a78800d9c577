"""Every scene in every shape, language, picture and network, with its movements watched: hours."""

from __future__ import annotations

import pytest

from scenes.catalog import PARTS
from scenes.render.manim_session import dry_run
from scenes.subject.aspects import ASPECTS, SQUARE, TALL
from scenes.subject.languages import LANGUAGES
from scenes.subject.settings import Settings

pytestmark = pytest.mark.slow
SHOWN = [
    *[("shipped", digit) for digit in range(10)],
    *[("shipped", "photo"), ("relu", 7), ("eight by eight", 7)],
]
CASES = [
    # Each palette meets all shapes, languages, pictures and networks.
    pytest.param(
        part.name,
        (aspect, ("classic", "colorblind")[(shape + tongue + index) % 2], language, *shown),
        id=f"{part.name}-{aspect}-{language}-{shown[0]}-{shown[1]}",
    )
    for part in PARTS
    for shape, aspect in enumerate(ASPECTS)
    for tongue, language in enumerate(LANGUAGES)
    for index, shown in enumerate(SHOWN)
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_scene_has_no_fault(name, case, rehearsals, cases):
    settings = cases.Case(*case).settings(rehearsals.files)
    assert dry_run(name, settings, movements=True).faults == ()


@pytest.mark.parametrize("aspect", [TALL, SQUARE])
@pytest.mark.parametrize("name", [part.name for part in PARTS])
def test_the_story_is_the_same(name, aspect):
    wide, other = dry_run(name, Settings()), dry_run(name, Settings(aspect=aspect))
    assert [section.name for section in other.sections] == [s.name for s in wide.sections]
    assert [cue.text for cue in other.cues] == [cue.text for cue in wide.cues]
