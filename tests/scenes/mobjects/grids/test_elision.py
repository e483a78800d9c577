from __future__ import annotations

import pytest

from scenes.mobjects.grids.elision import (
    all_indices,
    end_indices,
    largest_indices,
)


def test_what_fits_is_drawn_whole():
    for drawn in (all_indices(3), end_indices(3, 3)):
        assert drawn.indices == (0, 1, 2)
        assert not drawn.is_elided
        assert drawn.slots == 3


def test_ends_stand_around_the_dots():
    drawn = end_indices(64, 6)
    assert drawn.indices == (0, 1, 2, 62, 63)
    assert drawn.slots == 6
    assert [drawn.slot(place) for place in range(5)] == [0, 1, 2, 4, 5]


def test_the_largest_leave_a_place_for_the_one_that_matters():
    drawn = largest_indices([0.1, -9.0, 0.2, 5.0, 7.0], 4, but_surely=1)
    assert drawn.indices == (1, 3, 4)
    assert largest_indices([2.0, 2.0, 2.0, 2.0], 3, but_surely=3).indices == (0, 3)
    assert not largest_indices([2.0, 1.0], 2, but_surely=0).is_elided


def test_what_is_not_drawn_has_no_place():
    with pytest.raises(ValueError, match="not in tuple"):
        end_indices(64, 6).place_of(30)
