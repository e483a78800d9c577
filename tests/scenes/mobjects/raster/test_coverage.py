import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.mobjects.raster.coverage import (
    LINES_AT_ONCE,
    PICTURES_BEFORE_KEEPING,
    Rays,
    line_coverage,
    region_of,
)


def drawn(line, width, size=(40, 60)):
    lines = np.array([line], dtype=float)
    region = region_of(lines, width).within(size)
    picture = np.zeros(size)
    cover = line_coverage(lines, width, region)
    picture[region.slices] = (cover @ np.ones(1, np.float32)).reshape(region.height, region.width)
    return picture


def test_a_level_line_on_pixel_middles_covers_exactly_its_row():
    picture = drawn([[10, 20.5], [30, 20.5]], 1.0)
    assert picture[20, 10:30] == pytest.approx(np.ones(20))
    assert picture.sum() == pytest.approx(20)


def test_a_line_between_two_rows_shares_its_light():
    picture = drawn([[10, 20.0], [30, 20.0]], 1.0)
    assert picture[19, 15] == pytest.approx(0.5)
    assert picture[20, 15] == pytest.approx(0.5)


@pytest.mark.parametrize("end", [(50, 20), (50, 35), (25, 38), (14, 38)])
def test_light_is_length_times_width_at_every_slope(end):
    start = np.array([10.0, 4.3])
    length = np.linalg.norm(np.array(end) - start)
    assert drawn([start, end], 1.0).sum() == pytest.approx(length, rel=0.12)
    assert drawn([start, end], 2.0).sum() == pytest.approx(2 * length, rel=0.12)


@given(
    left=st.floats(6, 15),
    run=st.floats(6, 35),
    top=st.floats(6, 34),
    bottom=st.floats(6, 34),
    width=st.floats(1, 4),
)
def test_light_is_length_times_width_wherever_a_line_lies(left, run, top, bottom, width):
    line = np.array([[left, top], [left + run, bottom]])
    picture = drawn(line, width)
    assert picture.sum() == pytest.approx(width * np.linalg.norm(line[1] - line[0]), rel=0.12)
    assert 0 <= picture.min() <= picture.max() <= 1
    # Nothing is lit that is farther away than the line is wide.
    rows, columns = np.nonzero(picture)
    along = np.clip((columns + 0.5 - left) / run, 0, 1)[:, np.newaxis]
    nearest = line[0] + along * (line[1] - line[0])
    away = np.stack([columns + 0.5, rows + 0.5], axis=1) - nearest
    assert (np.abs(away[:, 1]) <= (width / 2 + 1.6) * np.hypot(1, (bottom - top) / run)).all()


def test_what_lies_outside_the_frame_is_left_out():
    picture = drawn([[-20, -10], [80, 60]], 1.0)
    assert picture.max() <= 1
    assert picture.sum() > 0


def test_opacities_times_coverage_is_the_picture_of_all_lines():
    lines = np.array([[[5, 5], [50, 30]], [[5, 30], [50, 5]]], dtype=float)
    region = region_of(lines, 1.0).within((40, 60))
    cover = line_coverage(lines, 1.0, region)
    both = cover @ np.array([0.25, 0.5], np.float32)
    assert both == pytest.approx(
        0.25 * cover[:, [0]].toarray().ravel() + 0.5 * cover[:, [1]].toarray().ravel()
    )


@pytest.fixture
def rays():
    rng = np.random.default_rng(1)
    lines = rng.uniform((-5, -5), (65, 45), (2 * LINES_AT_ONCE + 9, 2, 2))
    lines[:, :, 0] = [5, 55]
    return Rays(lines, 1.5, region_of(lines, 1.5).within((40, 60)))


def values_for(rays, seed, lit):
    rng = np.random.default_rng(seed)
    values = rng.random(len(rays.lines)).astype(np.float32)
    values[rng.random(len(values)) > lit] = 0
    return values


def test_light_made_some_lines_at_a_time_is_that_of_all_lines(rays):
    values = values_for(rays, 1, lit=0.6)
    together = line_coverage(rays.lines, 1.5, rays.region) @ values
    assert rays.light(values).ravel() == pytest.approx(together, rel=1e-4)
    assert not rays.light(0 * values).any()


def test_what_is_kept_of_lines_is_not_seen_to_the_last_bit(rays):
    lights = [values_for(rays, seed, lit=0.2 + 0.1 * seed) for seed in range(9)]
    pictures = [rays.light(values) for values in lights]
    assert rays.bytes > 0
    for values, picture in zip(lights, pictures, strict=True):
        assert np.array_equal(Rays(rays.lines, 1.5, rays.region).light(values), picture)


def test_nothing_is_kept_of_lines_that_shine_only_a_few_times(rays):
    for seed in range(PICTURES_BEFORE_KEEPING):
        rays.light(values_for(rays, seed, lit=0.8))
    assert rays.bytes == 0
    rays.light(values_for(rays, 8, lit=0.2))
    assert rays.bytes == 0
    rays.light(values_for(rays, 9, lit=0.8))
    assert rays.bytes > 0
    rays.forget()
    assert rays.bytes == 0
