from __future__ import annotations

import numpy as np
import pytest

from network.digits.ink.shapes import digit_shape


def ring(side=60, speck=0):
    """A 0 as tall as half of the picture, with a dot of so many pixels in its middle."""
    rows, columns = np.indices((side, side)) - (side - 1) / 2
    away = np.hypot(rows / 16, columns / 11)
    ink = ((away > 0.8) & (away < 1.15)).astype(float)
    middle = slice(side // 2 - speck // 2, side // 2 - speck // 2 + speck)
    ink[middle, middle] = 1
    return ink


@pytest.mark.parametrize("speck", [0, 1, 2, 3])
def test_a_zero_with_a_speck_inside_is_no_frame(speck):
    found = digit_shape(ring(speck=speck), -ring(speck=speck))
    assert found.is_plausible
    assert np.array_equal(found.is_digit, ring() > 0)


def test_what_is_as_large_inside_as_a_digit_has_a_frame_around_it():
    ink = np.zeros((120, 120))
    ink[[10, 11, -12, -11], 10:-10] = ink[10:-10, [10, 11, -12, -11]] = 1
    ink[30:90, 30:90] += ring()
    assert np.array_equal(np.argwhere(digit_shape(ink, -ink).is_digit), np.argwhere(ring()) + 30)


def test_parts_belong_together_by_one_between_them():
    ink = np.zeros((120, 90))
    ink[20:30, 40:46] = ink[33:75, 41:47] = ink[78:90, 42:48] = 1
    assert np.array_equal(digit_shape(ink, -ink).is_digit, ink > 0)


BLOT = """
111..111
..1.111.
11111111
1..11111
1111..11
1111.111
..1.1111
.1111111
"""


def test_a_blot_without_paper_around_it_is_no_digit():
    ink = np.array([[pixel == "1" for pixel in row] for row in BLOT.split()], float)
    found = digit_shape(ink, -ink)
    assert not found.is_plausible
    assert found.edge_share == 1.0
