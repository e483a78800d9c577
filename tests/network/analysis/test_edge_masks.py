"""The hand-made masks, against sums of fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from network.analysis.edge_masks import (
    HandMadeMasks,
    edge_mask,
    hand_made_masks,
    mask_sum,
    solid_blob,
)
from network.errors import OptionError


def exact_sum(mask: np.ndarray, picture: np.ndarray) -> Fraction:
    pairs = zip(mask.tolist(), picture.tolist(), strict=True)
    return sum((Fraction(weight) * Fraction(pixel) for weight, pixel in pairs), Fraction(0))


def sums_of(found: HandMadeMasks, mask: np.ndarray) -> dict[str, float]:
    """The weighted sum of each picture."""
    pictures = zip(found.names, found.pictures, strict=True)
    return {name: float(mask_sum(mask, picture).sums[-1]) for name, picture in pictures}


def test_the_mask_has_24_ones_in_a_row_and_an_even_surround_of_minus_24() -> None:
    grid = edge_mask().reshape(28, 28)
    rows, columns = np.nonzero(grid > 0)
    assert len(set(rows)) == 1
    assert columns.tolist() == list(range(columns[0], columns[0] + 24))
    assert set(grid[grid > 0]) == {1.0}
    assert set(grid[grid < 0]) == {-0.5}
    assert grid[grid < 0].sum() == -24
    assert set(np.nonzero(grid < 0)[0]) == {rows[0] - 1, rows[0] + 1}


@pytest.mark.parametrize(
    ("name", "total"), [("line", 24), ("inverse", -24), ("half", 12), ("blob", 0)]
)
def test_sums_are_exact(name: str, total: int) -> None:
    found = hand_made_masks()
    picture = found.pictures[found.index(name)]
    assert sums_of(found, found.mask)[name] == total == exact_sum(found.mask, picture)


@pytest.mark.parametrize(
    ("name", "total"), [("line", 24), ("inverse", 0), ("half", 12), ("blob", 24)]
)
def test_a_blob_fools_the_mask_without_a_surround(name: str, total: int) -> None:
    found = hand_made_masks()
    mask, picture = found.positive_mask, found.pictures[found.index(name)]
    assert sums_of(found, mask)[name] == total == exact_sum(mask, picture)


def test_the_inverse_is_lit_where_the_line_is_not() -> None:
    found = hand_made_masks()
    line, inverse = (found.pictures[found.index(name)] for name in ("line", "inverse"))
    assert (line + inverse).tolist() == [1.0] * 784


def test_the_blob_is_an_ellipse_that_covers_the_whole_mask() -> None:
    blob = solid_blob()
    assert blob[edge_mask() != 0].all()
    assert blob.sum() == pytest.approx(math.pi * 9 * 13, rel=0.01)
    rows = blob.reshape(28, 28)[5:22]
    assert rows.sum() == blob.sum()
    assert (rows == rows[::-1]).all()
    assert (rows == rows[:, ::-1]).all()


def test_any_mask_can_be_laid_on_any_picture(rng: np.random.Generator) -> None:
    mask, picture = rng.normal(size=784), rng.random(784)
    total = mask_sum(mask, picture).sums[-1]
    assert total == pytest.approx(float(exact_sum(mask, picture)), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("side", range(5, 41))
def test_on_any_grid_the_story_is_the_same(side: int) -> None:
    found = hand_made_masks(side)
    assert found.pictures.shape == (4, side**2)
    sums, of_light_alone = (sums_of(found, mask) for mask in (found.mask, found.positive_mask))
    assert all(total.is_integer() for total in sums.values())
    assert sums["line"] > sums["half"] > sums["inverse"]
    assert of_light_alone["line"] == of_light_alone["blob"]
    assert sums["blob"] < sums["line"]
    assert found.mask.sum() == 0
    assert found.mask.min() < 0


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(OptionError, match="picture must be one of line"):
        hand_made_masks().index("loop")
