"""Pixels in common, against counting sets."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.pixels import LIT, digit_overlap, overlap_pairs
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


def test_pairs_are_sorted_by_what_they_show() -> None:
    same = [[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [0, 0, 1, 1, 0]]
    found = overlap_pairs(digit_overlap([*same, [0, 0, 0, 0, 1], [1, 1, 1, 1, 0]]), 3)
    assert found.same.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert found.others.tolist() == [[0, 3], [0, 4]]
    assert found.same_shares.tolist() == [2 / 3, 1 / 4, 0]
    assert found.other_shares.tolist() == [0, 3 / 4]
    assert (found.nearest, found.farthest, found.same_below_nearest) == (1, 2, 3)
    assert not found.tells_apart


def test_of_some_digits_shared_pixels_tell_the_same_from_others() -> None:
    found = overlap_pairs(digit_overlap([[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]]), 2)
    assert found.tells_apart
    assert found.same_below_nearest == 0
    for same in (1, 3):
        with pytest.raises(OptionError, match="same must be 2 to 2"):
            overlap_pairs(digit_overlap(np.eye(3)), same)


def test_what_is_said_of_the_film_s_three() -> None:
    """An eight lies among the threes, two by two: shared pixels don't tell them apart."""
    hands = [rasterize(drawn_digit(3, hand)) for hand in range(4)]
    digits = [digit for digit in range(10) if digit != 3]
    others = [rasterize(drawn_digit(digit)) for digit in digits]
    found = overlap_pairs(digit_overlap([*hands, *others]), 4)
    assert not found.tells_apart
    assert digits[found.nearest] == 8
    # Above some of the pairs that the first three makes itself, below others.
    own = found.same_shares[found.same[:, 0] == 0]
    assert own.min() < found.other_shares[found.nearest] < own.max()
