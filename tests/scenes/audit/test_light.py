"""How light frames are, and whether a cut jumps."""

from __future__ import annotations

import numpy as np
import pytest
from manim import FadeIn, FadeOut, Square, tempconfig

from scenes.audit.light import LightWatch, share_that_stays
from scenes.chapter import Chapter
from scenes.render.frame_writer import FrameRenderer
from scenes.stage.theme import BACKGROUND, rgb


def watched(construct):
    size = {"pixel_width": 160, "pixel_height": 90}
    with tempconfig({"dry_run": True, "frame_rate": 10, **size}):
        scene = type("Mine", (Chapter,), {"construct": construct})(
            renderer=FrameRenderer(skip_animations=True)
        )
        scene.observer = LightWatch()
        scene.render()
    return scene.observer


def lit_square():
    return Square(4, fill_opacity=1, color="#FFFFFF")


def comes_and_goes(scene):
    square = lit_square()
    scene.play(FadeIn(square), run_time=2)
    scene.wait(2)
    scene.play(FadeOut(square), run_time=2)
    scene.wait(1)


def test_light_is_measured_twice_a_second_of_what_is_seen():
    shares = dict(watched(comes_and_goes).shares)
    assert set(np.arange(0, 2.01, 0.5)) <= set(shares)
    assert shares[0] == shares[6] == 0
    assert shares[1] == shares[2] == pytest.approx(16 / (8 * 8 * 16 / 9), rel=0.05)


@pytest.mark.parametrize(
    ("card", "dark"), [({}, {0, 6, 7}), ({"after": True}, {6, 7}), ({"before": True}, {0, 6})]
)
def test_a_dark_stage_is_a_fault_but_beside_a_card(card, dark):
    found = watched(comes_and_goes).faults(
        is_after_card=card.get("after", False), is_before_card=card.get("before", False)
    )
    times = {float(fault.message.split(" s:")[0]) for fault in found}
    assert dark <= times
    assert not times & ({0, 1, 2, 3, 6, 7} - dark)


def test_what_is_there_before_anything_plays_is_what_a_scene_begins_with():
    def construct(scene):
        scene.add(lit_square())
        scene.wait(1)

    watch = watched(construct)
    assert watch.faults(is_after_card=False, is_before_card=False) == []
    assert (watch.first == watch.last).all()


def test_a_seam_counts_what_is_lit_first_and_was_there():
    ground = np.round(255 * np.array(rgb(BACKGROUND))).astype(np.uint8)
    first, last = np.tile(ground, (2, 10, 10, 1))
    first[:4] = 200
    last[2:, :] = 210
    assert share_that_stays(last, first) == pytest.approx(0.5)
    last[:] = 90
    assert share_that_stays(last, first) == 0
