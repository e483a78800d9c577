"""Level lines of fields whose zeros are known."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.level_line import level_line

AXIS = np.linspace(-2, 2, 41)
ACROSS, UP = np.meshgrid(AXIS, AXIS)


def test_a_plane_gives_a_straight_line_from_the_left() -> None:
    line = level_line(AXIS, AXIS, 0.5 * ACROSS + UP - 0.33)
    assert line[0] == pytest.approx([-2, 1.33])
    assert line[-1] == pytest.approx([2, -0.67])
    assert np.abs(0.5 * line[:, 0] + line[:, 1] - 0.33).max() < 1e-12
    assert (np.diff(line[:, 0]) > 0).all()


def test_a_circle_closes() -> None:
    line = level_line(AXIS, AXIS, ACROSS**2 + UP**2 - 1.7)
    assert line[0].tolist() == line[-1].tolist()
    assert np.hypot(*line.T) == pytest.approx(1.7**0.5, abs=0.002)
    assert np.hypot(*np.diff(line, axis=0).T).sum() == pytest.approx(2 * np.pi * 1.7**0.5, 0.01)


def test_of_two_lines_the_longer_is_taken() -> None:
    line = level_line(AXIS, AXIS, (ACROSS - 1.51) * (ACROSS + UP + 2.53))
    assert line[:, 0] == pytest.approx(1.51, abs=1e-3)


@pytest.mark.parametrize("middle", [-0.1, 0.1])
def test_at_a_saddle_the_middle_decides_which_corners_are_cut_off(middle: float) -> None:
    ends = level_line(np.array([0.0, 1]), np.array([0.0, 1]), np.array([[1, -1], [-1, 1 + middle]]))
    across, up = ends[-1] - ends[0]
    assert (across * up > 0) == (middle > 0)


def test_without_a_zero_there_is_no_line() -> None:
    assert level_line(AXIS, AXIS, np.ones((41, 41))).shape == (0, 2)
