"""What crosses what in a movement, and how long nothing moves."""

from __future__ import annotations

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    Square,
    Transform,
    tempconfig,
)

from scenes.audit.movements import MovementAudit
from scenes.chapter import Beat, Chapter
from scenes.mobjects.raster.glow import Glow
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.counting import Roll
from scenes.motion.pointing import pulse
from scenes.render.frame_writer import FrameRenderer
from scenes.subject.sourced import Sourced


def watched(construct, **declared):
    scene_class = type("Mine", (Chapter,), {"construct": construct, "beats": BEATS, **declared})
    with tempconfig({"dry_run": True, "frame_rate": 15}):
        scene = scene_class(renderer=FrameRenderer(skip_animations=True))
        scene.observer = MovementAudit()
        scene.render()
    return scene.observer


BEATS: dict[str, Beat] = {"a": Beat("a")}


def crossings(construct, **declared):
    def told(scene):
        scene.beat("a")
        construct(scene)

    found = watched(told, **declared).faults
    return [fault.message for fault in found if fault.kind == "crossing"]


def tile(where=0):
    return Square(0.6, fill_opacity=1).shift(where * RIGHT)


def picture(where=0):
    return PixelGrid(np.ones((4, 4, 3)), side=1).shift(where * RIGHT)


def cloud(where=0):
    return PixelCloud([where * RIGHT], sides=0.2, colors=[[1, 1, 1]])


def word(where=0):
    return Words("a word").shift(where * RIGHT)


@pytest.mark.parametrize(
    "mover", [tile, picture, cloud, lambda x: ValueLabel(Sourced(1.5, "x")).shift(x * RIGHT)]
)
def test_what_travels_over_a_word_is_found(mover):
    def construct(scene):
        passing = mover(-4)
        scene.add(word(), passing)
        scene.play(passing.animate.shift(8 * RIGHT), run_time=1)

    (message,) = crossings(construct)
    assert "crosses Words 'a word'" in message
    assert "s into the movement of 1.0 s at 0.0" in message


@pytest.mark.parametrize("way", [UP, DOWN])
def test_what_goes_around_is_not(way):
    def construct(scene):
        passing = tile(-4)
        scene.add(word(), passing)
        scene.play(passing.animate(path_arc=way[1] * np.pi / 2).shift(8 * RIGHT), run_time=1)

    assert crossings(construct) == []


def test_who_comes_from_a_tile_or_arrives_on_it_does_not_cross_it():
    def construct(scene):
        chip = ValueLabel(Sourced(1.5, "x")).shift(3 * LEFT)
        scene.add(tile(-3), tile(3), chip)
        scene.play(chip.animate.shift(6 * RIGHT), run_time=1)

    assert crossings(construct) == []


def test_a_tile_that_comes_while_others_pass_is_found():
    def construct(scene):
        passing = picture()
        scene.add(passing)
        scene.play(FadeIn(picture()), passing.animate.shift(2 * UP), run_time=1)

    (message,) = crossings(construct)
    assert "PixelGrid at (0.0," in message


@pytest.mark.parametrize(("row", "count"), [(0, 0), (2, 1)])
def test_cells_that_are_clear_cross_nothing(row, count):
    def construct(scene):
        weights = np.zeros((4, 4))
        weights[row] = 1
        passing = picture(-4).set_cell_weights(weights).shift(0.1 * UP)
        scene.add(word(), passing)
        scene.play(passing.animate.shift(8 * RIGHT))

    assert len(crossings(construct)) == count


def test_words_that_fade_into_words_at_the_same_place_are_found():
    def construct(scene):
        before, after = word(), Words("others")
        scene.add(before)
        scene.play(FadeOut(before), FadeIn(after), run_time=1)

    (message,) = crossings(construct)
    assert "Words 'others' lies over Words 'a word'" in message or "'a word' lies over" in message


def test_words_that_step_aside_first_are_not():
    def construct(scene):
        before = word()
        scene.add(before)
        scene.play(FadeOut(before))
        scene.play(FadeIn(Words("others")))

    assert crossings(construct) == []


def test_what_turns_into_something_else_does_not_cross_it():
    def construct(scene):
        before, value = word(), ValueLabel(Sourced(1.5, "x")).shift(2 * UP)
        scene.add(before, value)
        scene.play(ReplacementTransform(before, Words("others")), Roll(value, Sourced(2.7, "y")))
        scene.play(pulse(value, color="#FFFFFF"))

    assert crossings(construct) == []


def test_a_number_that_joins_another_does_not_cross_it():
    def construct(scene):
        term, total = (ValueLabel(Sourced(x, "x")).shift(4 * x * LEFT) for x in (1.0, 0.0))
        scene.add(total)
        scene.play(FadeIn(term))
        scene.play(FadeOut(term, target_position=total))

    assert crossings(construct) == []


def test_a_frame_that_travels_over_words_is_found_and_one_that_grows_is_not():
    def construct(scene):
        ring = Circle(0.2).shift(4 * LEFT)
        scene.add(word(), ring)
        scene.play(ring.animate.shift(8 * RIGHT))
        scene.remove(ring)
        scene.play(Create(Square(2)))

    (message,) = crossings(construct)
    assert message.split("s: ")[1].startswith("Circle")


def test_light_and_beads_over_neurons_may_cross():
    def construct(scene):
        light, beads = Glow([4 * LEFT], color="#FFFFFF", spread=0.2), cloud(-4)
        scene.add(tile(), picture(2).shift(2 * UP), light, beads)
        scene.play(light.animate.shift(8 * RIGHT), beads.animate.shift(8 * RIGHT))

    assert crossings(construct) == []


class Comet(Square):
    """A tile with a name of its own."""


def test_what_a_chapter_allows_may_cross():
    def construct(scene):
        comet = Comet(0.6, fill_opacity=1).shift(4 * LEFT)
        scene.add(word(), comet)
        scene.play(comet.animate.shift(8 * RIGHT))

    assert len(crossings(construct)) == 1
    assert crossings(construct, allowed_crossings={("Comet", "Words"): "it is one"}) == []


def test_what_is_out_of_view_crosses_nothing():
    def construct(scene):
        passing = tile(-4)
        scene.add(word(), passing, picture(5))
        scene.play(scene.view.animate.look_at(picture(5)))
        scene.play(passing.animate.shift(6 * RIGHT))

    assert crossings(construct) == []


def stills(construct):
    return [(still.start, still.end) for still in watched(construct).stills]


def test_waits_and_movements_in_which_nothing_changes_are_still():
    def construct(scene):
        square = Square()
        scene.add(square)
        scene.wait(2)
        scene.play(square.animate.shift(0.0001 * UP), run_time=1)
        scene.play(square.animate.shift(UP), run_time=1)
        scene.wait(1)

    (first, second) = stills(construct)
    assert first == pytest.approx((0, 3), abs=0.11)
    assert second == pytest.approx((4, 5), abs=0.11)


@pytest.mark.parametrize(
    "change",
    [
        lambda _, thing: thing.animate.set_fill(opacity=0.4),
        lambda scene, _: scene.view.animate.look_at(Square(3)),
        lambda _, thing: Transform(thing, Circle()),
    ],
)
def test_whatever_changes_is_no_stillness(change):
    def construct(scene):
        thing = Square(fill_opacity=1)
        scene.add(thing)
        scene.play(change(scene, thing), run_time=3)

    assert sum(end - start for start, end in stills(construct)) < 1


def test_a_raster_that_changes_its_look_is_no_stillness():
    def construct(scene):
        grid = picture()
        scene.add(grid)
        scene.play(grid.animate.set_colors(np.zeros((4, 4, 3))), run_time=3)

    assert sum(end - start for start, end in stills(construct)) < 1


def test_long_stillness_under_a_caption_is_a_fault():
    def construct(scene):
        scene.beat("a", "Here nothing moves for as long as it takes to read this sentence aloud.")
        scene.add(Square())

    first, second = watched(construct).faults
    assert "nothing moves for" in first.message
    assert first.section == "a"
    assert "100%" in second.message
