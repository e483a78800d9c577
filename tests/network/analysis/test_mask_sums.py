"""Sums of masks, term by term, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.edge_masks import mask_sum
from network.errors import OptionError


def test_terms_come_in_the_order_of_their_weights() -> None:
    found = mask_sum([0.0, 1.0, -0.5, 2.0, 1.0], [1.0, 0.5, 1.0, 1.0, 0.0])
    assert found.products.tolist() == [0.0, 0.5, -0.5, 2.0, 0.0]
    assert found.order.tolist() == [3, 1, 2]
    assert found.sums.tolist() == [0.0, 2.0, 2.5, 2.0]
    assert found.term_count == 3


def test_nothing_lit_has_no_terms() -> None:
    found = mask_sum(np.ones(4), np.zeros(4))
    assert (found.term_count, found.sums.tolist()) == (0, [0.0])


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(OptionError, match=r"picture must have the shape \(3,\), got \(4,\)"):
        mask_sum(np.ones(3), np.ones(4))
