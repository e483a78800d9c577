import numpy as np
import pytest
from manim import tempconfig

from scenes.mobjects.raster import connections, coverage
from scenes.mobjects.raster.blur import STEP
from scenes.mobjects.raster.connections import GLOW_REACH, GLOW_UNITS, ConnectionLight
from scenes.mobjects.raster.magnified import BLACK, faded, shrunk
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.mobjects.view import View
from scenes.stage import theme
from scenes.stage.layout import square

SIZE = {"pixel_width": 480, "pixel_height": 270, "background_color": "#000000"}
PLACE = square([1.3, 0.4, 0], 1.2)


@pytest.fixture(autouse=True)
def _small_frame():
    with tempconfig(SIZE):
        yield


@pytest.fixture
def light():
    weights = np.random.default_rng(5).normal(size=(5, 40))
    starts = np.stack([np.full(40, -5.0), np.linspace(3, -3, 40), np.zeros(40)], axis=1)
    ends = np.stack([np.full(5, 5.0), np.linspace(2, -2, 5), np.zeros(5)], axis=1)
    found = ConnectionLight(
        *(starts, ends),
        start_radius=0.1,
        end_radius=0.1,
        weights=weights,
        palette=theme.PALETTES["classic"],
        line_width=3.0,
    )
    return found.set_light(np.abs(weights))


@pytest.fixture
def camera():
    found = RasterCamera()
    found.view = View()
    return found


def picture(camera, light):
    camera.reset()
    camera.capture_mobjects([light])
    return camera.pixel_array[..., :3].astype(int)


def on_the_way(camera, light, start, end, share):
    camera.view.interpolate(start, end, share)
    return picture(camera, light)


def straight(light, view):
    """What is seen without magnifying anything."""
    camera = RasterCamera()
    camera.frame_center, camera.frame_width = view.center, view.frame_width
    camera.resize_frame_shape()
    return picture(camera, light)


def test_light_is_sharp_where_a_view_rests(camera, light):
    camera.view = View().look_at(PLACE)
    assert np.abs(picture(camera, light) - straight(light, camera.view)).max() <= 1


def test_light_at_4k_is_as_fine_as_at_1080p(light):
    assert [shrunk(scale) for scale in (34, 135, 269, 270)] == [1, 1, 1, 2]
    part = {"frame_width": 32 / 9, "frame_height": 2.0}  # of a frame, with as many pixels a unit
    with tempconfig({**part, "pixel_width": 960, "pixel_height": 540}):
        camera = RasterCamera()
        camera.view = View().look_at(square([0.3, 0.1, 0], 0.7))
        large = picture(camera, light).reshape(270, 2, 480, 2, 3).mean(axis=(1, 3))
    with tempconfig({**part, "pixel_width": 480, "pixel_height": 270}):
        small = straight(light, camera.view)
    # Two pixels between the middles of their neighbors are an eighth of each, and the rest own.
    for axis in (0, 1):
        small = 0.75 * small + (np.roll(small, 1, axis) + np.roll(small, -1, axis)) / 8
    assert np.abs(large - small)[1:-1, 1:-1].max() <= 2


@pytest.mark.parametrize("back", [False, True])
def test_light_moves_without_a_jump_from_the_first_frame_to_the_last(camera, light, back):
    ways = (View(), View().look_at(PLACE))
    start, end = reversed(ways) if back else ways
    shares = np.linspace(0, 1, 101)
    frames = np.array([on_the_way(camera, light, start, end, share) for share in shares])
    assert np.array_equal(frames[0 if not back else -1], straight(light, View()))
    brightness = frames.mean(axis=(1, 2, 3))
    steps = np.abs(np.diff(brightness)) / brightness.mean()
    assert steps.max() < 0.04
    changes = np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))
    assert changes[0] < 2 * changes[1]
    assert changes[-1] < 2 * changes[-2]


def test_a_move_computes_light_only_where_it_begins_and_ends(camera, light, monkeypatch):
    made = []
    cover = coverage.line_coverage
    monkeypatch.setattr(
        coverage, "line_coverage", lambda *given: made.append(len(given[0])) or cover(*given)
    )
    near = View().look_at(PLACE)
    for share in np.linspace(0, 1, 12):
        on_the_way(camera, light, View(), near, share)
    at_home, from_near = made[:2], made[2:]
    assert sum(at_home) == 5 * 40
    assert 0 < sum(from_near) < 5 * 40
    assert len(from_near) == 2


def test_light_that_fades_while_the_view_moves_is_toned_once(camera, light, monkeypatch):
    toned = []
    shine = connections._shine
    monkeypatch.setattr(
        connections, "_shine", lambda *given, **how: toned.append(1) or shine(*given, **how)
    )
    start, end = light.copy(), light.copy().set_opacity(0.0)
    ways = View().look_at(PLACE), View().look_at(square([1.3, 0.4, 0], 0.9))
    counts = []
    for share in (0.1, 0.2, 0.3, 0.4):
        light.interpolate(start, end, share)
        on_the_way(camera, light, *ways, share)
        counts.append(len(toned))
    assert counts[0] > 0
    assert counts == 4 * counts[:1]


@pytest.mark.parametrize("opacity", [0.9, 0.5, 0.2])
def test_faded_light_is_as_if_toned_with_less(camera, light, opacity):
    light.set_opacity(opacity)
    camera.view = View().look_at(PLACE)
    assert np.abs(picture(camera, light) - straight(light, camera.view)).max() <= 1 / opacity + 1


@pytest.mark.parametrize("ground", [BLACK, (40, 10, 200, 255)])
def test_faded_pictures_are_powers_of_what_is_left_dark(ground):
    left = np.linspace(1, 0.02, 50)[:, np.newaxis]
    full = 255.5 - (255 - np.array(ground)) * left
    half = 255.5 - (255 - np.array(ground)) * np.sqrt(left)
    picture = full.astype(np.uint8)[np.newaxis]
    assert np.array_equal(faded(picture, ground, 1.0), picture)
    error = faded(picture, ground, 0.5)[0].astype(int) - half.astype(int)
    assert np.abs(error).max() <= 4
    assert np.abs(error)[:40].max() <= 1
    assert (faded(picture, ground, 0.0)[0] == ground).all()


def test_a_ride_computes_light_once_for_all_that_is_seen_on_the_way(camera, light, monkeypatch):
    places = []
    cover = coverage.line_coverage
    monkeypatch.setattr(
        coverage, "line_coverage", lambda *given: places.append(given[2]) or cover(*given)
    )
    start, end = (View().look_at(square([x, 0.3, 0], 3.0)) for x in (-1, 1.2))
    frames = [on_the_way(camera, light, start, end, share) for share in np.linspace(0.02, 0.98, 9)]
    assert len(set(places)) == 1
    for share, seen in zip(np.linspace(0.02, 0.98, 9), frames, strict=True):
        camera.view.interpolate(start, end, share)
        sharp = straight(light, camera.view)
        assert np.abs(seen - sharp).mean() < 1.5
        assert seen.mean() == pytest.approx(sharp.mean(), rel=0.01)


@pytest.mark.parametrize(
    ("start", "end", "is_one_place"),
    [
        ((0, 3.0), (1.2, 3.0), True),
        ((0, 3.0), (1.2, 2.5), True),
        ((0, 3.0), (1.2, 1.5), False),  # twice as near
        ((-5, 1.0), (5, 1.0), False),  # far apart
    ],
)
def test_a_ride_is_one_place_if_its_ends_are_as_near_and_not_far_apart(
    camera, start, end, is_one_place
):
    ends = [View().look_at(square([x, 0, 0], side)) for x, side in (start, end)]
    camera.view.interpolate(*ends, 0.5)
    anchors = camera._canvas(camera.pixel_array).anchors
    assert len(anchors) == (1 if is_one_place else 2)
    assert sum(anchor.share for anchor in anchors) == pytest.approx(1)


def test_a_ride_ends_as_the_view_that_rests_there(camera, light):
    start, end = (View().look_at(square([x, 0.3, 0], 3.0)) for x in (-1, 1.2))
    camera.view.interpolate(start, end, 1 - 1e-9)
    anchors = tuple((points, 0.5) for points in (start.points, end.points))
    camera.view.anchors = anchors  # as just before the end
    there = picture(camera, light)
    # What glows beyond the frame is seen at its edge on the way alone.
    edge = int(GLOW_REACH * GLOW_UNITS * 480 / end.frame_width) + STEP
    inside = np.s_[edge:-edge, edge:-edge]
    assert np.abs(there - straight(light, end))[inside].max() <= 1


def test_a_front_is_where_it_is_however_near_it_is_seen_from(camera, light):
    light.set_light(np.zeros((5, 40))).send(np.full((5, 40), 3.0)).set_front(0.6)
    camera.view = View().look_at(square([1.5, 0, 0], 3.0))
    near = picture(camera, light).sum(axis=(0, 2))
    front = np.flatnonzero(near > near.max() / 20)[-1]
    scene_x = (front - 240) / (480 / camera.view.frame_width) + camera.view.center[0]
    home = picture_at(camera, light, 0.0).sum(axis=(0, 2))
    home_x = (np.flatnonzero(home > home.max() / 20)[-1] - 240) / (480 / View().frame_width)
    assert scene_x == pytest.approx(home_x, abs=0.15)


def picture_at(camera, light, share):
    return on_the_way(camera, light, View(), View().look_at(PLACE), share)


def test_light_out_of_sight_draws_nothing(camera, light):
    camera.view = View().look_at(square([-6.5, 3.5, 0], 0.5))
    assert picture(camera, light).max() == 0


def test_light_over_other_things_is_added_to_them(camera, light):
    near = View().look_at(PLACE)
    ground = PixelGrid(np.full((1, 2, 3), 0.5), side=3.0).shift([1.3, 0.4, 0])
    ground.set_colors([[[0.2, 0.2, 0.2], [0.4, 0.4, 0.4]]])
    camera.view.interpolate(View(), near, 0.6)
    alone = picture(camera, light) / 255
    below = picture(camera, ground) / 255
    camera.reset()
    camera.capture_mobjects([ground, light])
    both = camera.pixel_array[..., :3] / 255
    assert both == pytest.approx(1 - (1 - alone) * (1 - below), abs=2.5 / 255)


def halves(frame):
    return frame.reshape(135, 2, 240, 2, 3).mean(axis=(1, 3))


def test_light_scaled_down_is_the_same_picture_smaller(camera, light):
    before = halves(picture(camera, light))
    corner = View().points[1] * [-1, 1, 0]
    after = picture(camera, light.copy().scale(0.5, about_point=corner))[:135, :240]
    assert np.abs(after - before).mean() < 0.5
    assert after.mean() == pytest.approx(before.mean(), rel=0.02)


def test_light_scaled_down_is_sharp_up_close(camera, light):
    small = light.copy().scale(0.5, about_point=[0, 0, 0])
    camera.view = View().look_at(square([0.65, 0.2, 0], 0.6))
    near = picture(camera, small)
    camera.view = View().look_at(PLACE)
    assert np.abs(near - picture(camera, light)).mean() < 1
