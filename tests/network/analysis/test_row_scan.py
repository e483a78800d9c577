from __future__ import annotations

import numpy as np
import pytest

from network.analysis.pixels import (
    most_varied_row,
    most_varied_run,
    rising_pixels,
    scan_row,
)
from network.errors import OptionError


@pytest.fixture
def picture() -> np.ndarray:
    grid = np.zeros((28, 28))
    grid[3, 5:20] = 1.0
    grid[8, 5:9] = [0.2, 1.0, 0.5, 0.1]
    grid[9, 5:10] = [0.1, 0.2, 0.3, 0.4, 0.5]
    grid[12, 5:9] = [0.2, 1.0, 0.1, 0.5]
    return grid


def test_the_row_with_the_most_ink_is_scanned(picture: np.ndarray) -> None:
    found = scan_row(picture.ravel())
    assert found.row == 3
    assert found.pixels.tolist() == list(range(84, 112))
    assert found.activations.tolist() == picture[3].tolist()
    assert (found.darkest, found.brightest) == (0.0, 1.0)
    assert found.lit == (5, 19)


def test_a_blank_row_counts_as_a_whole(picture: np.ndarray) -> None:
    assert scan_row(picture.ravel(), 0).lit == (0, 27)


@pytest.mark.parametrize(("row", "margin"), [(None, 1), (None, 100), (0, 1)])
def test_around_ink_a_margin_is_kept_where_there_is_one(
    picture: np.ndarray, row: int | None, margin: int
) -> None:
    whole = scan_row(picture.ravel(), row)
    found = whole.around_ink(margin)
    first, last = max(whole.lit[0] - margin, 0), min(whole.lit[1] + margin, 27)
    assert found.row == whole.row
    assert found.pixels.tolist() == whole.pixels[first : last + 1].tolist()
    assert found.activations.tolist() == whole.activations[first : last + 1].tolist()


def test_another_row_can_be_named(picture: np.ndarray) -> None:
    found = scan_row(picture.ravel(), 8)
    assert found.pixels[0] == 8 * 28
    assert found.activations[5:9].tolist() == [0.2, 1.0, 0.5, 0.1]


def test_the_activations_are_a_locked_copy(picture: np.ndarray) -> None:
    found = scan_row(picture.ravel())
    with pytest.raises(ValueError, match="read-only"):
        found.activations[0] = 0.5


def test_the_most_varied_row_goes_up_and_down_most_and_reaches_the_brightest(
    picture: np.ndarray,
) -> None:
    # Row 9 has more levels, but stays dark; row 8 has as many as row 12, but rises only once.
    assert most_varied_row(picture.ravel()) == 12


def test_differences_that_nobody_sees_do_not_count() -> None:
    grid = np.zeros((28, 28))
    grid[2, 3:8] = 0.9 + np.arange(5) / 10_000
    grid[6, 3:5] = [0.9, 0.4]
    assert most_varied_row(grid.ravel()) == 6


def test_the_first_row_of_a_blank_picture() -> None:
    assert most_varied_row(np.zeros(784)) == 0


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(OptionError, match="pixels"):
        scan_row(np.zeros(10))
    with pytest.raises(OptionError, match="pixels"):
        most_varied_row(np.zeros(10))


def test_a_row_that_does_not_exist_is_refused() -> None:
    with pytest.raises(OptionError, match="between 0 and 27, got 28"):
        scan_row(np.zeros(784), 28)


def test_the_most_varied_run_lies_in_the_most_varied_row() -> None:
    picture = np.zeros((6, 6))
    picture[2] = [1, 0, 0, 0.2, 0.5, 0.5]
    assert most_varied_run(picture.ravel(), 3).tolist() == [14, 15, 16]
    assert most_varied_run(picture.ravel(), 6).tolist() == list(range(12, 18))


def test_a_batch_of_pictures_has_no_row_to_scan():
    with pytest.raises(OptionError, match=r"inputs must be a row of pixels, got shape \(2, 784\)"):
        scan_row(np.zeros((2, 784)))


def test_the_middle_of_the_longest_run_of_a_level():
    picture = np.zeros((6, 6))
    picture[2] = [1, 0, 1, 1, 1, 0]
    scan = scan_row(picture.ravel(), 2)
    assert scan.middle_of(1.0) == 3
    assert scan.middle_of(0.0) == 1


def test_a_rise_passes_every_hundredth_once_and_ends_at_its_pixel():
    picture = np.array([0.5, 0.2, 0.0, 0.204, 0.9, 0.5, 0.0, 0.3, 1.0])
    rising = rising_pixels(picture, 5)
    assert rising.tolist() == [2, 1, 7, 5]
    assert rising_pixels(picture, 6).tolist() == [6]
