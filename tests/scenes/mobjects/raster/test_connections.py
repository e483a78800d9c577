import gc

import numpy as np
import pytest
from manim import tempconfig

from scenes.mobjects.raster.connections import (
    FEWEST_PICTURES,
    ConnectionLight,
    Intensities,
    LightCache,
    _Pictures,
)
from scenes.mobjects.raster.coverage import PICTURES_BEFORE_KEEPING
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.render.manim_session import draw_scene
from scenes.stage import theme
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

PALETTE = theme.PALETTES["classic"]
SIZE = {"pixel_width": 320, "pixel_height": 180, "background_color": "#000000"}


@pytest.fixture(autouse=True)
def _small_frame():
    with tempconfig(SIZE):
        yield


def light_of(weights):
    fan_out, fan_in = weights.shape
    starts = np.stack([np.full(fan_in, -5.0), np.linspace(2, -2, fan_in), np.zeros(fan_in)], axis=1)
    ends = np.stack([np.full(fan_out, 5.0), np.linspace(1, -1, fan_out), np.zeros(fan_out)], axis=1)
    return ConnectionLight(
        starts, ends, start_radius=0, end_radius=0.1, weights=weights, palette=PALETTE, line_width=8
    )


def picture(light, camera=None):
    camera = camera or RasterCamera()
    camera.reset()
    camera.capture_mobjects([light])
    return camera.pixel_array[..., :3].astype(int)


def test_a_positive_connection_shines_in_the_positive_color():
    shown = picture(light_of(np.array([[1.0]])).set_light([[3.0]]))
    red, green, _ = shown.reshape(-1, 3)[shown.sum(axis=2).argmax()]
    assert green > red


def test_a_negative_connection_shines_in_the_negative_color():
    shown = picture(light_of(np.array([[-1.0]])).set_light([[3.0]]))
    red, green, _ = shown.reshape(-1, 3)[shown.sum(axis=2).argmax()]
    assert red > green


def test_glow_fades_out_beyond_the_ends_of_the_lines():
    light = light_of(np.ones((1, 40))).set_light(np.full((1, 40), 9.0))
    light.line_width = 1
    light.radii = (0, 0)
    with tempconfig({"pixel_width": 1920, "pixel_height": 1080}):
        x, y = light.points[-1, :2] * theme.PIXELS_PER_UNIT_AT_1080P * (1, -1) + (960, 540)
        shown = picture(light)[round(y), round(x) :].sum(axis=1)
    assert shown[0] > shown[-1] + 200
    assert np.diff(shown).min() > -80
    assert np.diff(shown)[15:].min() > -20


def test_a_connection_with_no_light_is_not_drawn():
    assert picture(light_of(np.array([[1.0, -1.0]])).set_light(np.zeros((1, 2)))).max() == 0


def test_one_lit_connection_of_many_looks_as_if_it_were_alone():
    weights = np.ones((2, 8))
    intensities = np.zeros((2, 8))
    intensities[1, 3] = 2
    few = light_of(weights).set_light(intensities)
    all_lit = light_of(weights).set_light(intensities + 1e-9)
    assert np.abs(picture(few) - picture(all_lit)).max() <= 1


def test_the_front_of_a_signal_divides_lit_from_dark():
    light = light_of(np.array([[1.0]])).send([[3.0]])
    shown = picture(light.set_front(0.5)).sum(axis=(0, 2))
    assert shown[60:120].sum() > 0
    assert shown[220:].sum() == 0


def test_a_signal_from_the_ends_appears_there_first_and_then_is_all_that_shows():
    light = light_of(np.array([[1.0]])).set_light([[3.0]])
    before = picture(light)
    light.send_back([[0.0]])
    assert np.array_equal(picture(light), before)
    shown = picture(light.set_front(0.5)).sum(axis=(0, 2))
    assert shown[60:120].sum() > 0
    assert shown[220:].sum() == 0
    light.set_front(0)
    assert picture(light).max() == picture(light.settle()).max() == 0


def test_an_arrived_signal_shows_everywhere():
    sent = light_of(np.array([[1.0]])).send([[3.0]]).set_front(1)
    arrived = picture(sent)
    assert np.array_equal(arrived, picture(sent.settle()))


def test_half_way_between_two_lights_is_their_mean():
    dark, bright, half = (light_of(np.array([[1.0]])) for _ in range(3))
    dark.set_light([[0.0]])
    bright.set_light([[1.0]])
    half.interpolate_color(dark, bright, 0.5)
    assert (
        np.abs(picture(half) - picture(light_of(np.array([[1.0]])).set_light([[0.5]]))).max() <= 1
    )


def test_connections_that_stay_are_not_measured_anew_at_every_frame():
    weights = np.ones((3, 7))
    start, end, light = light_of(weights), light_of(weights), light_of(weights)
    light.shift([0.1, 0.07, 0]), start.shift([0.1, 0.07, 0]), end.shift([0.1, 0.07, 0])
    for alpha in (0.1, 0.3, 0.7):
        light.interpolate(start, end, alpha)
        assert np.array_equal(light.points, start.points)


def test_a_fade_leaves_connections_where_they_are_to_the_last_bit():
    start, end, light = (light_of(np.ones((3, 7))).shift([0.1, 0.07, 0]) for _ in range(3))
    end.scale(1 / 3).scale(3)
    assert not np.array_equal(end.points, start.points)
    light.interpolate(start, end, 0.4)
    assert np.array_equal(light.points, start.points)


def test_places_that_nobody_could_tell_apart_look_the_same_to_the_last_bit():
    one, other = (light_of(np.ones((3, 7))).set_light(np.ones((3, 7))) for _ in range(2))
    other.scale(1 / 3).scale(3)
    assert np.array_equal(picture(one), picture(other))


def test_only_so_much_memory_is_kept_for_pictures_of_light():
    pictures, made = _Pictures(most_bytes=100_000), []

    def make():
        made.append(None)
        return np.ones((2, 50, 100), dtype=np.float32)

    lights = [Intensities(np.ones((1, 1), dtype=np.float32)) for _ in range(20)]
    for light in lights:
        pictures.of(("here", id(light)), light, make)
        pictures.of(("here", id(light)), light, make)
    assert len(made) == 20
    assert pictures.bytes == FEWEST_PICTURES * 2 * 50 * 100 * 4
    for light in lights[-FEWEST_PICTURES:]:
        pictures.of(("here", id(light)), light, make)
    assert len(made) == 20
    pictures.of(("there", id(lights[-1])), lights[-1], make)
    pictures.of(("here", id(lights[0])), lights[0], make)
    assert len(made) == 22


def test_what_one_frame_needs_is_kept_for_the_next():
    pictures, made = _Pictures(most_bytes=1), []

    def make():
        made.append(None)
        return np.ones((2, 5, 5), dtype=np.float32)

    for _ in range(5):
        for number in range(FEWEST_PICTURES + 4):
            pictures.of(number, None, make)
    assert len(made) == FEWEST_PICTURES + 4 + 4


def test_places_forget_their_coverage_when_memory_runs_out():
    camera = RasterCamera()
    lights = [light_of(np.ones((2, 30))).shift(i * np.array([0.1, 0, 0])) for i in range(3)]
    for brightness in range(1, 2 + PICTURES_BEFORE_KEEPING):
        for light in lights:
            picture(light.set_light(np.full((2, 30), brightness)), camera)
    cache = camera.kept[LightCache]
    places = list(cache.places.values())
    each = places[-1].bytes
    assert [place.bytes for place in places] == pytest.approx([each] * 3, rel=0.1)
    cache.forget_coverage(1.5 * each)
    assert [place.bytes for place in places] == [0, 0, each]


def test_intensities_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"expected intensities \(1, 2\), got \(2, 1\)"):
        light_of(np.ones((1, 2))).set_light(np.ones((2, 1)))


def test_a_transparent_frame_gets_alpha_where_there_is_light():
    with tempconfig({**SIZE, "background_opacity": 0.0}):
        camera = RasterCamera()
        camera.capture_mobjects([light_of(np.array([[1.0]])).set_light([[5.0]])])
        alpha = camera.pixel_array[..., 3]
    assert alpha.max() > 200
    assert alpha[0, 0] == 0


def caches():
    return [each for each in gc.get_objects() if isinstance(each, LightCache)]


def test_nothing_of_a_scene_is_kept_for_the_next(tmp_path):
    before = caches()
    draw_scene("ForwardPass", Settings(), RenderOptions(quality="l"), tmp_path, only=range(1))
    assert [cache for cache in caches() if not any(cache is old for old in before)] == []
