import numpy as np
import pytest
from manim import tempconfig

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, image_grid
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.mobjects.view import View
from scenes.motion.propagation import cloud_of
from scenes.subject.sourced import SourcedArray

SIZE = {"pixel_width": 320, "pixel_height": 180, "background_color": "#000000"}


@pytest.fixture(autouse=True)
def _small_frame():
    with tempconfig(SIZE):
        yield


def picture(mobject):
    camera = RasterCamera()
    camera.capture_mobjects([mobject])
    return camera.pixel_array[..., :3].astype(int)


def test_each_cell_is_drawn_in_its_own_color():
    colors = np.array([[[1, 0, 0], [0, 1, 0]], [[0, 0, 1], [1, 1, 1]]], dtype=float)
    grid = PixelGrid(colors, side=4)
    shown = picture(grid)
    for row in range(2):
        for column in range(2):
            x, y, _ = grid.cell_center(row, column)
            pixel = shown[int(90 - y * 22.5), int(160 + x * 22.5)]
            assert pixel == pytest.approx(255 * colors[row, column], abs=1)


def test_a_grid_shows_the_values_of_its_source():
    values = np.linspace(0, 1, 16)
    grid = image_grid(SourcedArray(values, "trace.inputs"), side=4, rows=4)
    assert grid.colors[..., 0].ravel() == pytest.approx(values)
    assert grid.fills[0][7].source == "trace.inputs[7]"


def test_a_grid_half_out_of_the_frame_is_clipped():
    grid = PixelGrid(np.ones((2, 2, 3)), side=2).shift([7.1, 0, 0])
    assert picture(grid)[:, :290].max() == 0
    assert picture(grid)[:, 310:].max() == 255


def test_opacity_and_cell_weights_dim_cells():
    grid = PixelGrid(np.ones((1, 2, 3)), side=2).set_opacity(0.5).set_cell_weights([1, 0])
    shown = picture(grid)
    assert shown[90, 140, 0] == pytest.approx(128, abs=1)
    assert shown[90, 180, 0] == 0


def test_a_cloud_made_of_a_grid_looks_like_the_grid():
    grid = PixelGrid(np.random.default_rng(0).uniform(size=(4, 4, 3)), side=5.6)
    assert np.abs(picture(grid) - picture(cloud_of(grid))).mean() < 2


def test_a_disc_of_a_cloud_has_the_area_of_a_disc():
    cloud = PixelCloud([[0, 0, 0]], sides=4, colors=[[1, 1, 1]], roundness=1)
    lit = picture(cloud)[..., 0].sum() / 255
    assert lit == pytest.approx(np.pi * 45**2, rel=0.02)


def test_the_brighter_of_two_sprites_shows():
    cloud = PixelCloud([[0, 0, 0], [0, 0, 0]], sides=1, colors=[[0.2, 0.2, 0.2], [1, 0, 0]])
    assert picture(cloud)[90, 160] == pytest.approx([255, 51, 51], abs=1)


def test_a_sprite_outside_the_frame_is_left_out():
    cloud = PixelCloud([[40, 0, 0]], sides=1, colors=[[1, 1, 1]])
    assert picture(cloud).max() == 0


def test_a_grid_that_hides_what_was_there_looks_as_if_it_were_blended():
    grid = PixelGrid(np.random.default_rng(0).uniform(size=(7, 5, 3)), side=3.7)
    grid.shift([0.31, 0.17, 0])
    hiding = picture(grid)
    assert np.array_equal(hiding, picture(grid.set_opacity(1 - 1e-12)))
    assert np.unique(hiding.reshape(-1, 3), axis=0).shape == (7 * 5 + 1, 3)


@pytest.mark.parametrize(("roundness", "rim"), [(0, 0), (0.6, 0), (1, 0.4)])
def test_sprites_together_are_the_brighter_of_each_alone(roundness, rim):
    rng = np.random.default_rng(2)
    centers, colors = rng.uniform(-8, 8, (40, 3)), rng.random((40, 3))
    sides, alphas = rng.uniform(0.2, 2, 40), rng.random(40)
    look = {"roundness": roundness, "rim": rim}
    together = PixelCloud(centers, sides=1, colors=colors)
    together.place(sides=sides, alphas=alphas, **look)
    brightest = 0
    for i in range(40):
        alone = PixelCloud(centers[[i]], sides=1, colors=colors[[i]])
        alone.place(sides=sides[[i]], alphas=alphas[[i]], **look)
        brightest = np.maximum(brightest, picture(alone))
    assert np.array_equal(picture(together), brightest)


def from_near(mobject, zoom, place=(0.0, 0.0, 0.0)):
    camera = RasterCamera()
    camera.view = View()
    camera.view.points = camera.view.points / zoom + np.array(place)
    camera.capture_mobjects([mobject])
    return camera.pixel_array[..., :3].astype(int)


def noise_grid():
    colors = np.random.default_rng(3).uniform(size=(6, 5, 3))
    return PixelGrid(colors, side=3.77).shift([0.313, 0.171, 0])


def test_a_grid_comes_home_without_a_jump():
    grid = noise_grid()
    home = picture(grid)
    assert np.array_equal(from_near(grid, 1.0), home)
    assert np.abs(from_near(grid, 1.0001) - home).max() <= 2


def test_a_grid_under_a_moving_view_moves_by_parts_of_a_pixel():
    grid = noise_grid().set_colors(np.ones((6, 5, 3)))
    steps = [0.1 * step / 22.5 / 2 for step in range(8)]
    lit = [from_near(grid, 2.0, (step, 0, 0)).sum(axis=2).mean(axis=0) for step in steps]
    across = np.arange(320)
    middles = [(columns * across).sum() / columns.sum() for columns in lit]
    assert np.diff(middles) == pytest.approx(np.full(7, -0.1), abs=0.01)


def test_a_grid_seen_from_near_covers_what_was_there_only_where_it_is_opaque():
    ground = PixelGrid(np.ones((1, 1, 3)), side=6)
    half = PixelGrid(np.zeros((1, 2, 3)), side=1).set_opacity(0.5).set_cell_weights([1, 0])
    camera = RasterCamera()
    camera.view = View().look_at(half)
    camera.capture_mobjects([ground, half])
    row = camera.pixel_array[80, :, 0].astype(int)
    assert row[100] == pytest.approx(128, abs=1)
    assert row[220] == 255


def test_a_cloud_seen_from_near_looks_like_its_grid_and_leaves_out_what_is_not_seen():
    grid = PixelGrid(np.random.default_rng(0).uniform(size=(16, 16, 3)), side=5.6)
    near = from_near(grid, 5.0, (1.3, 0.4, 0))
    assert np.abs(near - from_near(cloud_of(grid), 5.0, (1.3, 0.4, 0))).mean() < 2
