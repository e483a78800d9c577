"""What comes to stand over words."""

from __future__ import annotations

import numpy as np
import pytest
from manim import RIGHT, UP, Circle, FadeIn, FadeOut, Line, Square, VGroup, tempconfig

from scenes.audit.movements import MovementAudit
from scenes.chapter import Beat, Chapter
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.render.frame_writer import FrameRenderer


def covered(construct, **declared):
    def told(scene):
        scene.beat("a")
        construct(scene)

    beats = {"beats": {"a": Beat("a"), "b": Beat("b")}}
    scene_class = type("Mine", (Chapter,), {"construct": told, **beats, **declared})
    with tempconfig({"dry_run": True, "frame_rate": 15}):
        scene = scene_class(renderer=FrameRenderer(skip_animations=True))
        scene.observer = MovementAudit()
        scene.render()
    return [fault.message for fault in scene.observer.faults if fault.kind == "covered"]


def tile(side=1.0):
    return Square(side, fill_opacity=1, stroke_width=0)


def picture(side=1.0):
    return PixelGrid(np.ones((4, 4, 3)), side=side)


def arriving(mover, way):
    """It comes from below to where a word stands, or to a place beside it."""

    def construct(scene):
        coming = mover().shift(3 * RIGHT)
        scene.add(Words("a word"), coming)
        scene.play(coming.animate.shift(way), run_time=1)

    return construct


@pytest.mark.parametrize("mover", [tile, picture])
def test_what_comes_to_rest_over_a_word_is_found(mover):
    (message,) = covered(arriving(mover, 3 * (-RIGHT)))
    assert message.startswith("1.0 s: ")
    assert message.endswith("covers Words 'a word'")
    assert covered(arriving(mover, -RIGHT)) == []


@pytest.mark.parametrize("mover", [tile, picture])
def test_what_fades_in_over_a_word_is_found_once_in_a_section(mover):
    def construct(scene):
        scene.add(Words("a word"))
        scene.play(FadeIn(mover()), run_time=0.5)
        scene.wait(0.5)
        scene.beat("b")
        scene.wait(0.5)

    assert len(covered(construct)) == 2


def test_a_word_on_a_tile_is_read_there_unless_the_tile_ends_under_it():
    def construct(side):
        def told(scene):
            scene.add(tile(side), Words("a word"))
            scene.wait(0.5)

        return told

    assert covered(construct(4.0)) == []
    (message,) = covered(construct(0.5))
    assert "ends under Words 'a word'" in message


def test_what_lies_higher_is_what_covers():
    def construct(scene):
        scene.add(Words("a word").set_z_index(1), tile(4.0))
        scene.wait(0.5)

    assert covered(construct) == []


@pytest.mark.parametrize(
    "outline",
    [
        lambda x: Square(2.0).shift((x - 1) * RIGHT),
        lambda x: Square(2.0, fill_opacity=1).set_z_index(-1).shift((x - 1) * RIGHT),
        lambda x: Line([x, -1, 0], [x, 1, 0]),
    ],
)
def test_a_line_through_words_is_found_between_their_letters_too(outline):
    def construct(x):
        def told(scene):
            scene.add(outline(x), words.copy())
            scene.wait(0.5)

        return told

    words = Words("a word")
    gap = (words[0].get_right()[0] + words[1].get_left()[0]) / 2
    for x in (gap, words.get_center()[0] + 0.05):
        assert any("runs through Words 'a word'" in message for message in covered(construct(x)))
    assert not any("runs through" in m for m in covered(construct(words.get_right()[0] + 0.2)))


def test_a_word_in_a_ring_is_not_crossed_by_it():
    def construct(scene):
        word = Words("no")
        scene.add(word, Circle(0.1 + np.hypot(word.width, word.height) / 2))
        scene.wait(0.5)

    assert covered(construct) == []


def test_a_word_that_left_before_is_not_covered():
    def construct(scene):
        word = Words("a word")
        scene.add(word)
        scene.play(FadeOut(word), run_time=0.5)
        scene.play(FadeIn(picture()), run_time=0.5)

    assert covered(construct) == []


def test_what_a_scene_allows_is_no_fault():
    def construct(scene):
        scene.add(Words("a word"), VGroup(tile()).shift(0.1 * UP))
        scene.wait(0.5)

    assert len(covered(construct)) == 1
    assert covered(construct, allowed_crossings={("Square", "Words"): "a test"}) == []
