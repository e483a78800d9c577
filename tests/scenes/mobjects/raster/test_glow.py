from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.raster.glow import Glow
from scenes.mobjects.raster.raster_mobject import Canvas


def drawn(glow, background=0):
    """The frame, 40 by 80 pixels, 10 a scene unit."""
    pixels = np.full((40, 80, 4), background, dtype=np.uint8)
    glow.draw(Canvas(pixels, 10.0, np.zeros(3)))
    return pixels


@pytest.fixture
def glow():
    light = Glow([[-2.0, 0.0, 0.0], [2.0, 0.0, 0.0]], color="#FF8000", spread=0.5)
    light.levels = np.array([1.0, 0.25])
    return light


def test_light_falls_off_with_the_distance(glow):
    reds = drawn(glow)[20, 20:35, 0].astype(int)
    assert reds[0] > 150
    assert (np.diff(reds) <= 0).all()
    assert reds[-1] < 5


def test_light_has_its_color_and_its_level(glow):
    picture = drawn(glow).astype(int)
    # The nearest middles of pixels lie half a pixel off the center.
    share = 1 - np.exp(-np.exp(-0.5 * 2 * 0.1**2) * glow.levels)
    for center, expected in zip((20, 60), share, strict=True):
        assert picture[20, center, :3] == pytest.approx(expected * np.array([255, 128, 0]), abs=1)


def test_where_two_lights_meet_they_add_up_without_clipping():
    one = Glow([[0.0, 0.0, 0.0]], color="#FFFFFF", spread=0.5)
    two = Glow([[0.0, 0.0, 0.0]] * 2, color="#FFFFFF", spread=0.5)
    one.levels, two.levels = np.ones(1), np.ones(2)
    brighter, single = drawn(two)[20, 40, 0], drawn(one)[20, 40, 0]
    assert single < brighter < 255


def test_no_light_changes_nothing(glow):
    glow.levels = np.zeros(2)
    assert (drawn(glow, background=77) == 77).all()


@pytest.mark.parametrize("x", [-3.9, 0.0, 9.0])
def test_light_at_the_edge_and_beyond_is_cut_off(x):
    light = Glow([[x, 1.9, 0.0]], color="#FFFFFF", spread=0.4)
    light.levels = np.ones(1)
    assert drawn(light).any() == (x < 5)
