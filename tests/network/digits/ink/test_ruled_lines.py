import numpy as np
import pytest

from network.digits.ink.ruled_lines import ruled_lines

SHAPE = (160, 200)
COLUMNS = np.arange(SHAPE[1])


def ruled(slope=0.0, thickness=1):
    """A thin line through the middle of the picture."""
    is_ink = np.zeros(SHAPE, bool)
    for offset in range(thickness):
        is_ink[np.round(80 + slope * (COLUMNS - 100)).astype(int) + offset, COLUMNS] = True
    return is_ink


@pytest.mark.parametrize("slope", [0, 0.025, -0.025, 0.05, -0.05, 0.08, -0.08])
def test_a_nearly_level_line_is_marked_down_and_across(slope):
    is_ink = ruled(slope, 2)
    for each in (is_ink, is_ink[:, :160].T):
        marked = ruled_lines(each)
        assert not (marked & ~each).any()
        assert marked.sum() > 0.97 * each.sum()


def test_a_slope_that_nobody_rules_is_ink():
    assert not ruled_lines(ruled(0.2)).any()


def test_a_digit_on_the_line_is_left_where_it_crosses():
    is_ink = ruled()
    is_ink[60:100, 90:96] = True
    is_ink[79:82, 150:156] = True  # as little as this is a rough spot of the line
    marked = ruled_lines(is_ink)
    expected = ruled()
    expected[:, 90:96] = False
    assert marked.tolist() == expected.tolist()
    is_ink[78, 150:156] = True
    expected[:, 150:156] = False
    assert ruled_lines(is_ink).tolist() == expected.tolist()


def test_a_line_is_marked_up_to_the_border_beyond_a_gap():
    is_ink = ruled()
    is_ink[:, 20:24] = False
    assert ruled_lines(is_ink).tolist() == is_ink.tolist()


def short(is_ink):
    is_ink[:, 20:60] = False


def dashed(is_ink):
    is_ink[:, COLUMNS % 25 > 20] = False
    is_ink[:, -1] |= is_ink[:, -2]


def thick(is_ink):
    is_ink[74:88] = True


@pytest.mark.parametrize("change", [short, dashed, thick])
def test_what_is_no_thin_line_through_the_picture_is_ink(change):
    is_ink = ruled()
    change(is_ink)
    assert not ruled_lines(is_ink).any()
