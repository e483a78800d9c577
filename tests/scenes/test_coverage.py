import numpy as np
import pytest

from scenes.mobjects.coverage import line_coverage, region_of


def drawn(line, width, size=(40, 60)):
    lines = np.array([line], dtype=float)
    region = region_of(lines, width, size)
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


def test_what_lies_outside_the_frame_is_left_out():
    picture = drawn([[-20, -10], [80, 60]], 1.0)
    assert picture.max() <= 1
    assert picture.sum() > 0


def test_opacities_times_coverage_is_the_picture_of_all_lines():
    lines = np.array([[[5, 5], [50, 30]], [[5, 30], [50, 5]]], dtype=float)
    region = region_of(lines, 1.0, (40, 60))
    cover = line_coverage(lines, 1.0, region)
    both = cover @ np.array([0.25, 0.5], np.float32)
    assert both == pytest.approx(
        0.25 * cover[:, [0]].toarray().ravel() + 0.5 * cover[:, [1]].toarray().ravel()
    )
