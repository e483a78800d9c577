"""Words that a close view cuts while it stands still."""

from __future__ import annotations

import pytest
from manim import RIGHT, FadeIn, FadeOut, Square, tempconfig

from scenes.audit.movements import MovementAudit
from scenes.chapter import Beat, Chapter
from scenes.mobjects.text.typst_text import Words
from scenes.render.frame_writer import FrameRenderer


def cut(construct):
    beats = {"a": Beat("a"), "b": Beat("b")}
    scene_class = type("Mine", (Chapter,), {"construct": construct, "beats": beats})
    with tempconfig({"dry_run": True, "frame_rate": 15}):
        scene = scene_class(renderer=FrameRenderer(skip_animations=True))
        scene.observer = MovementAudit()
        scene.render()
    return [fault.message for fault in scene.observer.faults if fault.kind == "cut"]


def close_view(place, then):
    """A view comes close to a square, words stand beside it, and something happens."""

    def construct(scene):
        scene.beat("a")
        words, near = Words("a word"), Square(2.0)
        scene.add(near, words.shift(place * RIGHT))
        scene.play(scene.view.animate.look_at(near, share=0.9))
        then(scene, words)
        scene.play(scene.view.animate.pull_out())

    return construct


def a_rest(scene, _words):
    scene.rest(1.0)
    scene.play(FadeIn(Square(0.5)), run_time=1.0)


def test_words_that_a_close_view_cuts_are_found_once():
    (message,) = cut(close_view(2.0, a_rest))
    assert message == "1.0 to 2.0 s: the frame cuts Words 'a word'"


@pytest.mark.parametrize("place", [0.0, 6.0], ids=["inside", "outside"])
def test_words_wholly_in_or_out_of_a_view_are_fine(place):
    assert cut(close_view(place, a_rest)) == []


@pytest.mark.parametrize(
    "then",
    [
        lambda scene, _words: scene.rest(0.2),
        lambda scene, words: scene.play(words.animate.shift(RIGHT)),
        lambda scene, words: scene.play(FadeOut(words)),
        lambda scene, _words: scene.play(scene.view.animate.look_at(Square(1.0), share=0.9)),
    ],
    ids=["a moment", "the words move", "the words go", "the view moves"],
)
def test_words_that_are_cut_in_passing_are_fine(then):
    assert cut(close_view(2.0, then)) == []
