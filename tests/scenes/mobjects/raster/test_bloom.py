"""Light around discs that shine."""

import numpy as np
import pytest
from manim import FadeOut, tempconfig

from scenes.mobjects.network.neuron import Neuron, NeuronColumn
from scenes.mobjects.raster.raster_camera import RasterCamera

SIZE = {"pixel_width": 960, "pixel_height": 540, "background_color": "#000000"}
PIXELS = 960 / (128 / 9)
"""A scene unit."""


@pytest.fixture(autouse=True)
def _frame():
    with tempconfig(SIZE):
        yield


def drawn(*mobjects, camera=None):
    camera = camera or RasterCamera()
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[..., 0].astype(int)


def lit(level, radius=0.2):
    return Neuron(radius=radius).fire(None, level)


def beside(picture, away, x=0.0, y=0.0):
    """Brightness so far right of a point, in scene units."""
    return picture[round(270 - y * PIXELS), round(480 + (x + away) * PIXELS)]


@pytest.mark.parametrize("radius", [0.1, 0.2, 1.5])
def test_light_grows_with_activation_and_falls_off_with_the_distance(radius):
    near, far = radius + 0.06, radius + 0.12
    shown = [drawn(lit(level, radius)) for level in (0.0, 0.3, 0.6, 1.0)]
    for away in (near, far):
        assert np.all(np.diff([beside(picture, away) for picture in shown]) > 0)
    assert beside(shown[0], near) == 0
    assert beside(shown[-1], near) > beside(shown[-1], far) > 0
    assert beside(shown[-1], near) > 30


def test_a_dark_neuron_beside_a_lit_one_stays_dark_with_a_visible_rim():
    column = NeuronColumn(np.array([[0.0, 0.0, 0.0], [0.5, 0.0, 0.0]]), radius=0.2)
    column[1].fire(None, 1.0)
    shown = drawn(column)
    assert beside(shown, 0.0) < 20
    assert shown[270, 480 - 20 : 480].max() > 200


def test_light_follows_moves_fades_and_animated_fills():
    neuron = lit(1.0).shift([2, 1, 0])
    at_rest = beside(drawn(neuron), 0.3, 2, 1)
    assert beside(drawn(neuron.copy().shift([-4, 0, 0])), 0.3, -2, 1) == pytest.approx(
        at_rest, abs=4
    )
    fade = FadeOut(neuron)
    fade.begin()
    fade.interpolate(0.5)
    assert 0 < beside(drawn(neuron), 0.3, 2, 1) < at_rest
    filling = lit(0.0).animate.fire(None, 1.0).build()
    filling.begin()
    levels = []
    for share in (0.0, 0.5, 1.0):
        filling.interpolate(share)
        levels.append(beside(drawn(filling.mobject), 0.3))
    assert levels[0] == 0 < levels[1] < levels[2]


def test_light_in_a_closer_view_is_the_same_light():
    neuron = lit(0.8)
    camera = RasterCamera(frame_width=64 / 9, frame_height=4.0)
    assert beside(drawn(neuron), 0.4) == pytest.approx(
        drawn(neuron, camera=camera)[270, round(480 + 0.8 * PIXELS)], abs=3
    )


def test_light_at_the_edge_of_the_frame_and_beyond_it_is_cut_off():
    drawn(*(lit(1.0).move_to([x, y, 0]) for x in (-7.1, 7.1, 9) for y in (-4, 4, 9)))


def test_two_lights_add_up():
    one, other = lit(1.0).shift([-0.5, 0, 0]), lit(1.0).shift([0.5, 0, 0])
    both = beside(drawn(one, other), 0.0)
    assert both > beside(drawn(one), 0.0) > 0
