"""The bank of edges."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.edge_scores import ANGLES, CENTERS, WIDTHS, EdgeTemplates, edge_templates


@pytest.fixture(scope="module")
def bank() -> EdgeTemplates:
    """The bank of the film."""
    return edge_templates()


def test_every_combination_is_there_once(bank: EdgeTemplates) -> None:
    columns = (bank.angles, bank.rows, bank.columns, bank.kinds)
    kinds = set(zip(*map(np.ndarray.tolist, columns), strict=True))
    assert len(kinds) == ANGLES * len(CENTERS) ** 2 * 2
    assert len(bank.pictures) == len(kinds) * len(WIDTHS) == 2352


def test_templates_have_no_mean_and_unit_length(bank: EdgeTemplates) -> None:
    assert bank.pictures.mean(axis=1) == pytest.approx(np.zeros(2352), abs=1e-12)
    assert (bank.pictures**2).sum(axis=1) == pytest.approx(np.ones(2352))


@pytest.mark.parametrize(("angle", "neighbor"), [(0, (0, 4)), (90, (4, 0)), (45, (-3, 3))])
def test_a_line_is_bright_along_its_angle_and_dark_beside_it(
    bank: EdgeTemplates, angle: float, neighbor: tuple[int, int]
) -> None:
    index = np.flatnonzero(
        (bank.angles == angle) & (bank.rows == 13) & (bank.columns == 13) & (bank.kinds == 0)
    )[0]
    grid = bank.pictures[index].reshape(28, 28)
    down, right = neighbor
    assert grid[13, 13] == grid.max()
    assert grid[13 + down, 13 + right] > 0
    # A quarter turn leads off the line.
    beside = grid[13 + round(right / 2), 13 - round(down / 2)]
    assert beside < 0


def test_a_border_is_as_dark_on_the_one_side_as_bright_on_the_other(bank: EdgeTemplates) -> None:
    index = np.flatnonzero(
        (bank.angles == 0) & (bank.rows == 13) & (bank.columns == 13) & (bank.kinds == 1)
    )[0]
    grid = bank.pictures[index].reshape(28, 28)
    assert grid[12, 13] == pytest.approx(-grid[14, 13])
    assert grid[12, 13] > 0
