"""The ring around the neuron that the film follows."""

import numpy as np
import pytest

from scenes.mobjects.network.hero_ring import LINE, HeroRing
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.stage.theme import PALETTES

PALETTE = PALETTES["classic"]


@pytest.mark.parametrize("radius", [0.05, 0.18, 1.5])
def test_a_ring_leaves_a_small_gap_around_its_disc(radius):
    ring = HeroRing(Neuron(radius=radius), PALETTE)
    gap = ring.width / 2 - LINE / 2 - radius
    assert 0.015 < gap < 0.08


def test_a_ring_and_its_copies_follow_the_neuron():
    neuron = Neuron(radius=0.2)
    ring = HeroRing(neuron, PALETTE)
    copied = ring.copy()
    neuron.shift([2, -1, 0]).scale(4)
    for each in (ring, copied):
        each.update()
        np.testing.assert_allclose(each.get_center(), [2, -1, 0], atol=1e-9)
        assert 1.6 < each.width < 1.8


def test_a_ring_is_yellow_and_leaves_a_dark_disc_dark():
    neuron = Neuron(radius=0.5)
    ring = HeroRing(neuron, PALETTE)
    camera = RasterCamera(pixel_width=640, pixel_height=360)
    camera.reset()
    camera.capture_mobjects([neuron, ring])
    row = camera.pixel_array[180, :, :3].astype(int)
    assert row[320].max() < 20
    brightest = row[345 + np.argmax(row[345:, 0] - row[345:, 2])]
    assert brightest[0] > 180
    assert brightest[1] > 150
    assert brightest[2] < 120
