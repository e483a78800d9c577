"""Numbers along an axis."""

import pytest

from network.analysis.histogram import even_ticks
from network.errors import OptionError


def test_ticks_are_evenly_spaced_from_end_to_end():
    assert even_ticks(0, 1, 5).numbers == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_ticks_are_locked():
    with pytest.raises(ValueError, match="read-only"):
        even_ticks(0, 1, 5).numbers[0] = 3


@pytest.mark.parametrize(("low", "high", "count"), [(1, 0, 5), (0, 0, 5), (0, 1, 1)])
def test_an_axis_without_length_is_refused(low, high, count):
    with pytest.raises(OptionError, match="low < high"):
        even_ticks(low, high, count)
