from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.pen_parts import DIGIT_PARTS, PARTS, PenDigit, PenPart, small_edges


def test_every_digit_is_made_of_known_parts():
    assert {name for names in DIGIT_PARTS.values() for name in names} <= set(PARTS)


@pytest.mark.parametrize("name", ["upper loop", "lower loop"])
def test_a_loop_ends_where_it_begins(name):
    loop = PenPart(name)
    assert np.allclose(loop.get_start(), loop.get_end())


def test_a_digit_is_as_high_as_asked_for():
    for digit in DIGIT_PARTS:
        assert PenDigit(digit, height=2.0).height == pytest.approx(2.0, rel=0.06)


def test_small_edges_cover_a_loop_end_to_end():
    edges = small_edges(PenPart("upper loop"), 5)
    assert len(edges) == 5
    for edge, following in zip(edges, [*edges[1:], edges[0]], strict=True):
        assert np.allclose(edge.get_end(), following.get_start(), atol=1e-6)
