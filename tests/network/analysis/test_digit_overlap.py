"""Pixels in common, against counting sets."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.pixels import LIT, digit_overlap
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError


def test_overlap_by_hand() -> None:
    found = digit_overlap([[1, 1, 0, 0.5], [0, 1, 0.4, 1], [0, 0, 1, 0]])
    assert found.is_lit.tolist() == [[1, 1, 0, 1], [0, 1, 0, 1], [0, 0, 1, 0]]
    assert found.common.tolist() == [[3, 2, 0], [2, 2, 0], [0, 0, 1]]
    assert found.either.tolist() == [[3, 3, 4], [3, 2, 3], [4, 3, 1]]
    assert found.shares[0, 1] == 2 / 3
    assert found.stack.tolist() == [1, 2, 1, 2]
    assert np.diagonal(found.common).tolist() == [3, 2, 1]
    assert (found.common_to_all, found.in_any) == (0, 4)


def test_shares_of_digits_are_those_of_sets() -> None:
    pictures = [rasterize(drawn_digit(label, hand)) for label in (3, 8) for hand in (0, 1)]
    sets = [{i for i, ink in enumerate(picture) if ink >= LIT} for picture in pictures]
    found = digit_overlap(pictures)
    for i, one in enumerate(sets):
        for j, other in enumerate(sets):
            assert found.shares[i, j] == len(one & other) / len(one | other)
    assert found.in_any == len(set.union(*sets))
    assert found.common_to_all == len(set.intersection(*sets))


def test_a_picture_shares_everything_with_itself() -> None:
    assert np.diag(digit_overlap(np.eye(4)).shares).tolist() == [1, 1, 1, 1]


def test_of_a_faint_picture_what_has_half_of_its_most_ink_is_lit() -> None:
    found = digit_overlap([[1.0, 0.4, 0.6], [0.4, 0.2, 0.1], [0.0, 0.0, 0.0]])
    assert found.is_lit.tolist() == [[True, False, True], [True, True, False], 3 * [False]]


def test_a_blank_picture_shares_nothing() -> None:
    assert digit_overlap([[1.0, 0.0], [0.0, 0.0]]).shares.tolist() == [[1, 0], [0, 0]]


def test_a_single_row_of_pixels_is_refused() -> None:
    with pytest.raises(OptionError, match="pictures must be 1 or more rows of pixels"):
        digit_overlap([1.0, 0.0])
