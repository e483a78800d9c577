from typing import ClassVar

import numpy as np
import pytest
from manim import DOWN, Circle, FadeOut, Rotate, Square, Succession, tempconfig

from scenes.audit.layout import audit
from scenes.chapter import Beat, Chapter
from scenes.mobjects.raster.connections import ConnectionLight
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.view import View
from scenes.render.frame_writer import FrameRenderer
from scenes.stage.layout import Stage, square, stage
from scenes.stage.theme import BACKGROUND

TALL = {"frame_width": 8.0, "frame_height": 8.0 * 16 / 9}


def halfway(view, target, alpha):
    return View().interpolate(view, target, alpha)


def test_at_home_the_whole_scene_is_seen():
    view = View()
    assert view.zoom == 1
    assert view.stage == stage()
    assert view.is_home


@pytest.mark.parametrize("shape", [{}, TALL], ids=["16:9", "9:16"])
def test_an_area_fills_its_share_of_the_stage_in_its_middle(shape):
    with tempconfig(shape):
        mobject = Square(1.2).shift([2, 1, 0])
        view = View().look_at(mobject, share=0.5)
        seen, frame = view.stage, view.frame
        assert max(1.2 / seen.width, 1.2 / seen.height) == pytest.approx(0.5)
        assert seen.center == pytest.approx(mobject.get_center())
        assert frame.width / frame.height == pytest.approx(
            stage_frame().width / stage_frame().height
        )
        assert view.zoom == pytest.approx(stage().width / seen.width)


def stage_frame():
    return View().frame


def test_the_captions_strip_stays_free():
    view = View().look_at(square([1, 0, 0], 1))
    below = view.stage.bottom - view.frame.bottom
    assert below * view.zoom == pytest.approx(stage().bottom - View().frame.bottom)


def test_a_large_area_is_seen_from_home_but_no_wider():
    assert View().look_at(Stage(-30, 30, 10, -10)).zoom == 1


def test_pulling_out_comes_home_to_the_bit():
    near = View().look_at(Circle(0.3).shift([-3, 1, 0]))
    assert halfway(near, View(), 1.0).is_home
    assert near.pull_out().is_home


def test_zoom_grows_by_equal_factors_and_keeps_what_it_goes_into_in_place():
    home, near = View(), View().look_at(square([3, 1, 0], 0.5))
    steps = [halfway(home, near, alpha) for alpha in np.linspace(0, 1, 5)]
    zooms = np.array([step.zoom for step in steps])
    assert zooms[1:] / zooms[:-1] == pytest.approx(np.full(4, near.zoom**0.25), rel=1e-4)
    # The one point that both show at the same place of the frame is there all the while.
    fixed = (near.zoom * near.center - home.center) / (near.zoom - 1)
    for step in steps:
        assert (fixed - step.center) * step.zoom == pytest.approx(fixed - home.center)


def test_a_ride_without_zoom_goes_evenly():
    one, other = (View().look_at(square([x, 0, 0], 1)) for x in (-2.0, 2.0))
    way = [halfway(one, other, alpha).center[0] for alpha in (0, 0.25, 0.5, 1)]
    assert np.diff(way) == pytest.approx([1, 1, 2], rel=1e-3)


def test_a_drift_is_slow_ends_and_keeps_its_goal_in_place():
    goal = square([3, 1, 0], 1)
    slow, long = View().drift(goal, 1), View().drift(goal, 60)
    assert slow.zoom == pytest.approx(1.006)
    assert long.zoom == pytest.approx(1.03)
    assert (goal.center - long.center) * long.zoom == pytest.approx(goal.center)


def test_light_is_computed_for_where_a_view_rests_not_for_where_it_passes():
    home, near = View(), View().look_at(square([1, 0, 0], 1))
    assert [share for _, share in near.anchors] == [1]
    assert np.array_equal(near.anchors[0][0], near.points)
    on_the_way = halfway(home, near, 0.25)
    assert [share for _, share in on_the_way.anchors] == pytest.approx([0.75, 0.25], abs=1e-3)
    assert halfway(home, near, 1.0).anchors[0][0] is near.anchors[0][0]
    assert halfway(near, near.copy().drift(square([1, 0, 0], 1), 5), 0.5).anchors[0][1] == 1
    assert np.array_equal(View().drift(square([0, 0, 0], 1), 9).anchors[0][0], home.points)


class Drifting(Chapter):
    beats: ClassVar = {"one": Beat("one")}

    def construct(self):
        self.add(Square())
        self.beat("one", "This takes a while to be read, at least a second or two.")
        self.drift(square([0, 0, 0], 1))
        self.near = self.view.zoom
        self.moment = self.seconds
        self.caption("Next, a caption with a {word} to wait for.")
        self.before = self.view.zoom, self.seconds
        self.drift(square([0, 0, 0], 1), until="word")
        self.after = self.view.zoom, self.seconds


def test_a_drift_lasts_until_the_caption_is_said():
    with tempconfig({"quality": "low_quality", "dry_run": True}):
        scene = Drifting()
        scene.render()
    assert 1.01 < scene.near <= 1.03
    assert scene.caption_lines[0].end_seconds - scene.moment < 0.1


def test_a_drift_lasts_until_a_word_is_said():
    with tempconfig({"quality": "low_quality", "dry_run": True}):
        scene = Drifting()
        scene.render()
    (zoom, start), (nearer, moment) = scene.before, scene.after
    assert nearer > zoom
    assert start + 1 < moment < scene.caption_lines[1].end_seconds - 0.5


class DriftingBesideWords(Chapter):
    beats: ClassVar = {"one": Beat("one")}
    way_to_edge = 0.0

    def construct(self):
        words = Words("at the edge")
        room = self.view.stage
        words.move_to(room.at(0.5, 0), aligned_edge=DOWN).shift(self.way_to_edge * DOWN)
        self.add(words)
        self.beat("one", "This takes a while to be read, at least a second or two.")
        self.drift(room)


@pytest.mark.parametrize(("way", "comes_closer"), [(-1.0, True), (0.09, False)])
def test_a_drift_cuts_no_words(way, comes_closer):
    with tempconfig({"quality": "low_quality", "dry_run": True}):
        scene = DriftingBesideWords()
        scene.way_to_edge = way
        scene.render()
    assert scene.view.is_home is not comes_closer
    assert scene.faults == []


def picture(camera, *mobjects):
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[..., 0].copy()


def test_the_camera_shows_what_is_looked_at_as_large_as_it_says():
    with tempconfig({"pixel_width": 320, "pixel_height": 180}):
        camera = RasterCamera()
        camera.view = View()
        box = Square(1, fill_opacity=1, stroke_width=0, color="#ffffff").shift([3, 1, 0])
        small = picture(camera, box)
        camera.view.look_at(box, share=1.0)
        large = picture(camera, box)
        assert (large > 127).sum() / (small > 127).sum() == pytest.approx(
            camera.view.zoom**2, rel=0.05
        )
        rows = np.flatnonzero(large.max(axis=1) > 127)
        assert rows[0] == pytest.approx(180 * 0.05, abs=1)
        assert 180 - rows[-1] - 1 == pytest.approx(180 * 0.12, abs=1)
        assert (picture_after_home(camera, box) == small).all()


def picture_after_home(camera, box):
    camera.view.pull_out()
    return picture(camera, box)


def test_an_outline_looks_the_same_whichever_view_saw_it_first():
    with tempconfig({"pixel_width": 320, "pixel_height": 180}):
        shape = Circle(0.513).shift([1.017, 0.31, 0])
        fresh, used = RasterCamera(), RasterCamera()
        fresh.view = used.view = View()
        picture(used, shape)
        used.view.look_at(shape)
        assert (picture(fresh, shape) == picture(used, shape)).all()


class Looking(Chapter):
    beats: ClassVar = {}

    def construct(self):
        self.shape = Square(0.5).shift([3, 1, 0])
        self.add(self.shape, Circle(0.2))
        near = self.view.animate(run_time=0.2).look_at(self.shape)
        self.play(Succession(near, Rotate(self.shape, run_time=0.1)))
        self.play(self.view.animate(run_time=0.1).pull_out())
        self.play(self.shape.animate(run_time=0.2).shift([0.1, 0, 0]))
        self.play(FadeOut(*self.mobjects, run_time=0.1))


class Comparing(FrameRenderer):
    """Keeps the number of drawings, and how far each frame is from one that is drawn whole."""

    def __init__(self):
        super().__init__()
        self.zooms, self.differences = [], []

    def render(self, scene, time, moving_mobjects=None):
        super().render(scene, time, moving_mobjects)
        fresh = RasterCamera()
        fresh.view = scene.view
        whole = picture(fresh, *scene.mobjects)
        self.differences.append(np.abs(whole - 1.0 * self.camera.pixel_array[..., 0]).max())
        self.zooms.append(scene.view.zoom)


def test_all_is_drawn_as_it_is_seen_while_the_view_moves_and_it_is_never_on_stage(tmp_path):
    size = {"quality": "low_quality", "background_color": BACKGROUND}
    with tempconfig({**size, "media_dir": str(tmp_path), "dry_run": True}):
        scene = Looking(renderer=Comparing())
        scene.render()
    assert len(set(scene.renderer.zooms)) > 4
    assert max(scene.renderer.differences) == 0
    assert scene.mobjects == []
    assert scene.view.is_home


class Slow(Chapter):
    beats: ClassVar = {}

    def construct(self):
        box, turning = Square(0.5), Square(0.2).shift([1, 0, 0])
        self.add(box, turning)
        closer = self.view.animate(run_time=2).drift(box, 2)
        self.drawn, capture = [], self.camera.capture_mobjects

        def note(mobjects, **kwargs):
            self.drawn.append([mobject for mobject in mobjects if mobject is box])
            capture(mobjects, **kwargs)

        self.camera.capture_mobjects = note
        self.play(closer, Rotate(turning, run_time=2))


def test_what_stands_still_is_drawn_once_for_every_step_of_the_view(tmp_path):
    small = {"pixel_width": 160, "pixel_height": 90, "frame_rate": 60, "dry_run": True}
    with tempconfig({**small, "media_dir": str(tmp_path)}):
        scene = Slow(renderer=FrameRenderer())
        scene.render()
    steps = 1920 / 2 * (1.006**2 - 1) / (1 / 3)
    assert len(scene.drawn) > 120
    assert steps / 2 < sum(map(len, scene.drawn)) < steps + 5


def test_a_step_is_a_third_of_a_pixel_at_most():
    for end in (View().drift(square([3, 1, 0], 1), 5), View().look_at(square([3, 1, 0], 1))):
        start = View()
        views = [halfway(start, end, alpha) for alpha in np.linspace(0, 1, 20_001)]
        corners = [view.points / view.frame_width for view in views]
        ways = np.abs(np.diff(corners, axis=0)).max(axis=(1, 2)) * 1920
        assert 0.1 < ways.max() < 1 / 3 + 1e-6
        assert np.array_equal(views[0].points, start.points)
        assert np.array_equal(views[-1].points, end.points)


def kinds(view, *mobjects):
    return [fault.kind for fault in audit("end", mobjects, view)]


def test_a_near_view_may_cut_shapes_but_no_words():
    view = View().look_at(square([0, 0, 0], 1.5))
    assert kinds(view, Circle(2.0)) == []
    word = Words("word").scale(1 / view.zoom)
    assert kinds(view, word) == []
    assert kinds(view, word.copy().move_to([view.frame.right, 0, 0]))[0] == "outside"
    assert kinds(view, word.copy().move_to([5, 2, 0])) == []


def test_words_are_judged_by_the_size_at_which_they_are_seen():
    small = Words("word").scale(0.5)
    assert "small" in kinds(View(), small)
    assert kinds(View().look_at(square([0, 0, 0], 2)), small) == []


class Riding(Chapter):
    """Its second beat begins where the first has ridden to, and comes home."""

    beats: ClassVar = {"out": Beat("out"), "back": Beat("back")}

    def construct(self):
        frames, capture = [], self.camera.capture_mobjects

        def note(mobjects, **kwargs):
            capture(mobjects, **kwargs)
            if len(self.sections) == 2:
                frames.append(self.camera.pixel_array.copy())

        self.frames, self.camera.capture_mobjects = frames, note
        weights = np.random.default_rng(1).normal(size=(4, 30))
        columns = [
            np.stack([np.full(n, x), np.linspace(2, -2, n), np.zeros(n)], axis=1)
            for n, x in ((30, -3.0), (4, 3.0))
        ]
        look = {"start_radius": 0.1, "end_radius": 0.2, "weights": weights}
        light = ConnectionLight(*columns, **look, palette=self.palette).set_light(np.abs(weights))
        grid = PixelGrid(np.random.default_rng(2).random((5, 5, 3)), side=1.3).shift([4.1, 0, 0])
        self.add(light, grid, Words("word").scale(0.7), Circle(0.713).shift([2, 1, 0]))
        self.beat("out")
        self.play(self.view.animate(run_time=0.3).look_at(grid))
        self.play(self.view.animate(run_time=0.3).look_at(square([-1, 0.5, 0], 1)))
        self.play(self.view.animate(run_time=0.1).drift(grid, 5))
        self.beat("back")
        self.play(grid.animate(run_time=0.2).shift([0.3, 0, 0]))
        self.play(self.view.animate(run_time=0.3).pull_out())
        self.play(Rotate(grid, run_time=0.1))


def frames_of_second_beat(only):
    with tempconfig({"pixel_width": 240, "pixel_height": 136, "frame_rate": 15, "dry_run": True}):
        scene = Riding()
        scene.only_beats = only
        scene.render()
    return scene.frames


def test_a_section_that_begins_near_is_the_same_when_others_were_passed_over():
    whole, apart = frames_of_second_beat(None), frames_of_second_beat(range(1, 2))
    assert len(whole) == len(apart) > 8
    for one, other in zip(whole, apart, strict=True):
        assert np.array_equal(one, other)
    assert (whole[0] != whole[-1]).any()
