"""Small pictures that are lit or dark, and slide by parts of pixels."""

import numpy as np
import pytest

from scenes.mobjects.raster.picture_cloud import PictureCloud, _resized
from scenes.mobjects.raster.raster_mobject import Canvas
from scenes.subject.sourced import SourcedArray


def a_cloud(centers=((-1.0, 0.5, 0.0), (0.4, 0.0, 0.0))):
    pixels = np.linspace(0, 1, len(centers) * 144).reshape(len(centers), 144)
    return PictureCloud(SourcedArray(pixels, "pictures"), centers, side=0.5)


def drawn(cloud):
    pixels = np.zeros((100, 200, 4), np.uint8)
    cloud.draw(Canvas(pixels, 40.0, np.zeros(3)))
    return pixels.astype(float)


def middle_of_light(cloud):
    light = drawn(cloud)[..., :3].sum(axis=(0, 2))
    return (light * np.arange(200)).sum() / light.sum()


@pytest.mark.parametrize("pixels", [0.25, 0.5, 1.0, 3.3])
def test_light_moves_as_far_as_a_picture_slides(pixels):
    cloud = a_cloud()
    before = middle_of_light(cloud)
    cloud.points[:, 0] += pixels / 40
    assert middle_of_light(cloud) - before == pytest.approx(pixels, abs=0.05)


def test_a_lit_picture_is_brighter_on_the_same_paper():
    dark, lit = drawn(a_cloud()), drawn(a_cloud().light(np.array([1.0, 1.0])))
    assert lit[..., :3].sum() > 2 * dark[..., :3].sum()
    assert (lit[..., 3] == dark[..., 3]).all()


def test_what_is_beyond_the_frame_or_faded_is_not_drawn():
    beyond = a_cloud([[9.0, 0.0, 0.0], [0.0, -9.0, 0.0]])
    assert not drawn(beyond).any()
    assert not drawn(a_cloud().set_opacity(0)).any()
    assert not drawn(a_cloud().place(alphas=0.0)).any()


@pytest.mark.parametrize("center", [(2.5, 0.0), (-2.5, 0.0), (0.0, 1.25), (0.0, -1.25)])
def test_half_a_picture_is_seen_at_the_edge_of_the_frame(center):
    whole = drawn(a_cloud([[0.0, 0.0, 0.0]]))[..., 3].sum()
    half = drawn(a_cloud([[*center, 0.0]]))[..., 3].sum()
    assert half == pytest.approx(whole / 2, rel=0.06)


@pytest.mark.parametrize(("count", "size"), [(22, 14), (22, 22), (8, 30), (1, 5)])
def test_a_picture_of_another_size_has_as_much_light(count, size):
    grids = np.random.default_rng(1).random((2, count, count)).astype(np.float32)
    resized = _resized(grids, size)
    assert resized.shape == (2, size, size)
    assert resized.mean(axis=(1, 2)) == pytest.approx(grids.mean(axis=(1, 2)), abs=1e-5)
