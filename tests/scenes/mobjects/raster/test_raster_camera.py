from __future__ import annotations

import numpy as np
import pytest
from manim import (
    Camera,
    Circle,
    ImageMobject,
    Line,
    LineJointType,
    Square,
    VGroup,
    VMobject,
    tempconfig,
)
from manim.utils.family import extract_mobject_family_members

from scenes.mobjects.raster.raster_camera import (
    KEPT_PATHS,
    RasterCamera,
    family_of,
    is_visible,
)
from scenes.mobjects.text.typst_text import label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.subject.sourced import Sourced


@pytest.fixture
def cameras():
    with tempconfig({"pixel_width": 240, "pixel_height": 136}):
        yield RasterCamera(), Camera()


def picture(camera, mobject):
    camera.reset()
    camera.capture_mobjects([mobject])
    return camera.pixel_array.copy()


def changes(camera):
    """Where the camera says that its pixels changed."""
    marked = np.zeros(camera.pixel_array.shape[:2], dtype=bool)
    for part in camera.take_changes().parts():
        marked[part] = True
    return marked


def stage():
    word = label("word", size="title").scale(2)
    return VGroup(Circle(color="#ff0000", fill_opacity=0.5), Square(2.5), Line(), word)


def test_the_first_and_every_later_frame_are_what_manim_draws(cameras):
    ours, manims = cameras
    shapes = stage()
    for _ in range(3):
        assert (picture(ours, shapes) == picture(manims, shapes)).all()
    shapes.set_opacity(0.3)
    assert (picture(ours, shapes) == picture(manims, shapes)).all()
    shapes.shift([0.013, 0.4, 0])
    assert (picture(ours, shapes) == picture(manims, shapes)).all()


def test_what_nobody_sees_is_not_drawn(cameras):
    clear = Square(fill_opacity=0, stroke_width=0)
    assert not is_visible(clear)
    assert not is_visible(Square(fill_opacity=0, stroke_opacity=0))
    assert is_visible(Square(fill_opacity=0.1, stroke_width=0))
    assert is_visible(Line())
    assert is_visible(clear.copy().set_stroke("#ffffff", width=2, background=True))
    ours, manims = cameras
    assert (picture(ours, clear) == picture(manims, clear)).all()
    assert not ours._paths


def test_parts_are_drawn_in_manims_order(cameras):
    ours, manims = cameras
    shapes = stage()
    twice = shapes[3][1]
    shapes[1].set_z_index(2)
    mobjects = [
        twice,
        VGroup(shapes, VGroup(Line(), Circle())),
        shapes[0],
        Square().set_z_index(-1),
    ]
    assert ours.get_mobjects_to_display(mobjects) == manims.get_mobjects_to_display(mobjects)
    assert family_of(mobjects) == extract_mobject_family_members(mobjects)


def test_clear_fills_and_clear_lines_change_nothing(cameras):
    ours, manims = cameras
    shapes = VGroup(
        Square(2.2, fill_opacity=0, stroke_opacity=0.6),
        Circle(fill_opacity=0.7, stroke_opacity=0, stroke_width=9),
        Line(stroke_width=5).set_stroke("#00ff00", width=12, opacity=0, background=True),
        Square().set_fill(["#ff0000", "#0000ff"], opacity=[0, 1]),
    )
    assert (picture(ours, shapes) == picture(manims, shapes)).all()


def test_outlines_are_forgotten_after_a_while(cameras):
    ours, _ = cameras
    for number in range(KEPT_PATHS + 10):
        ours.reset()
        ours.capture_mobjects([Line([0, 0, 0], [1 + number / 1000, 0, 0])])
    assert len(ours._paths) == KEPT_PATHS


def test_a_number_is_one_outline_as_wide_as_its_glyphs():
    long, short = (
        ValueLabel(Sourced(value, "trace.inputs[0]", decimals=2)) for value in (123.45, 1.5)
    )
    assert len(long.glyphs.get_family()) == 1
    assert long.text == "123.45"
    assert long.width > short.width
    assert len(long.glyphs.get_subpaths()) > len(short.glyphs.get_subpaths())
    left = long.glyphs.get_left()[0]
    assert np.isclose(left, long.get_left()[0], atol=0.1 * long.em_height)


def test_showing_another_number_keeps_corner_height_and_opacity():
    shown = ValueLabel(Sourced(0.5, "trace.inputs[0]", decimals=2), align="right")
    shown.scale(1.7).shift([1, 2, 0]).set_opacity(0.4)
    corner, height = shown.get_corner([1, -1, 0]), shown.em_height
    shown.show(Sourced(-12.25, "trace.inputs[0]", decimals=2))
    assert np.allclose(shown.get_corner([1, -1, 0]), corner, atol=0.02)
    assert np.isclose(shown.em_height, height)
    assert np.isclose(shown.glyphs.get_fill_opacity(), 0.4)


def test_only_what_was_drawn_over_is_laid_again(cameras):
    ours, manims = cameras
    still = picture(manims, VGroup(Circle(), Square(3)))
    corner = Line([-6, 3, 0], [-5, 3.5, 0], stroke_width=6)
    before = still
    for step in range(6):
        corner.shift([0.5, -0.3, 0])
        for camera in (ours, manims):
            camera.set_frame_to_background(still)
            camera.capture_mobjects([corner])
        np.testing.assert_array_equal(ours.pixel_array, manims.pixel_array)
        marked = changes(ours)
        assert marked.all() == (step == 0)
        if step:
            assert marked[(ours.pixel_array != before).any(axis=2)].all()
        before = ours.pixel_array.copy()


@pytest.mark.parametrize("joint", list(LineJointType))
@pytest.mark.parametrize("angle", [2, 9, 11.6, 30, 90])
def test_the_spikes_of_strokes_are_marked(cameras, joint, angle):
    ours, _ = cameras
    end = [3 * np.cos(np.radians(angle)), 3 * np.sin(np.radians(angle)), 0]
    spike = VMobject(stroke_width=30, joint_type=joint)
    spike.set_points_as_corners([[3, 0, 0], [0, 0, 0], end])
    ours.reset()
    ours.take_changes()
    ground = ours.pixel_array.copy()
    ours.reset()
    ours.take_changes()
    ours.capture_mobjects([spike])
    marked = changes(ours)
    changed = (ours.pixel_array != ground).any(axis=2)
    assert changed.any()
    assert marked[changed].all()


@pytest.mark.filterwarnings("ignore:'mode' parameter:DeprecationWarning")  # manim's call of Pillow
def test_images_of_manim_are_taken_to_be_anywhere(cameras):
    ours, _ = cameras
    ours.reset()
    ours.take_changes()
    ours.capture_mobjects([ImageMobject(np.full((4, 4), 200, dtype=np.uint8))])
    assert ours.take_changes().are_all
