"""What a change to the project's code renders anew, in a copy of the project."""

from __future__ import annotations

import pytest

CARD, SCENE = "Act6", "ANeuronHoldsANumber"
CARDS_CHAPTER, CHAPTER = "act_title.py", "act_2/a_neuron_holds_a_number.py"


@pytest.fixture
def render_copy(start_render, project_copy, tmp_path):
    """Start a render of a scene and a card by the copy."""

    def begin(folder="renders", scenes=(SCENE, CARD)):
        return start_render(tmp_path / folder, scenes=scenes, cwd=project_copy)

    return begin


def rendered(run):
    """The scenes that a run rendered, in the order of the alphabet."""
    code, _, complaints = run.ended()
    assert code == 0, complaints
    return sorted({line.split()[1].split("-")[0] for line in complaints.splitlines()})


@pytest.mark.slow
def test_a_changed_comment_renders_its_chapter_anew_and_no_other(
    render_copy, project_copy, tmp_path, finished
):
    chapters = project_copy / "scenes" / "chapters"
    assert rendered(render_copy()) == [SCENE, CARD]
    before = finished(tmp_path / "renders")
    assert rendered(render_copy()) == []
    for chapter, scene in ((CHAPTER, SCENE), (CARDS_CHAPTER, CARD)):
        text = (chapters / chapter).read_text()
        (chapters / chapter).write_text(text + "# A comment.\n")
        assert rendered(render_copy()) == [scene]
        assert rendered(render_copy()) == []
    after = finished(tmp_path / "renders")
    pictures = {name for name in before if not name.endswith(".json")}
    assert {name: after[name] for name in pictures} == {name: before[name] for name in pictures}
    # As it was before the comments.
    assert before[f"{CARD}.json"] != after[f"{CARD}.json"]


@pytest.mark.slow
def test_a_chapter_that_is_changed_while_it_is_drawn_is_drawn_again(
    render_copy, project_copy, tmp_path, finished
):
    chapter = project_copy / "scenes" / "chapters" / CARDS_CHAPTER
    run = render_copy(scenes=(CARD,))
    assert run.wait_until(
        lambda: any((tmp_path / "renders").glob(".work/.neuroscenes-*/*/**/*.mp4"))
    )
    text = chapter.read_text()
    place = "area.at(0.5, TALL_EMBLEM_AT if area.is_tall else EMBLEM_AT)"
    assert place in text
    chapter.write_text(text.replace(place, "area.at(0.5, 0.5)"))
    code, _, complaints = run.ended()
    assert code == 0, complaints
    assert rendered(render_copy("fresh", scenes=(CARD,))) == [CARD]
    assert finished(tmp_path / "renders") == finished(tmp_path / "fresh")
