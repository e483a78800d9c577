from __future__ import annotations

import numpy as np
import pytest
from manim import Circle, Square

from scenes.chapters.act_3.the_hope_for_layers_parts import LINK_GAP, HopedLink

FROM, TO = np.array([0.2 + LINK_GAP, 0, 0]), np.array([2.8 - LINK_GAP, 1, 0])
"""Beside the facing edges of a circle at the origin and of a square at 3, 1."""


@pytest.fixture
def dashes():
    link = HopedLink(Circle(0.2), Square(0.4).move_to([3, 1, 0]))
    return [(dash.get_start(), dash.get_end()) for dash in link]


def test_a_hoped_link_begins_and_ends_beside_the_two_things(dashes):
    assert dashes[0][0] == pytest.approx(FROM)
    assert dashes[-1][1] == pytest.approx(TO, abs=0.05)
    assert all(FROM[0] - 1e-6 <= x <= TO[0] + 1e-6 for dash in dashes for x, _, _ in dash)


def test_its_dashes_run_straight_from_one_to_the_other_with_even_gaps(dashes):
    way = np.array([point for dash in dashes for point in dash]) - FROM
    along = way @ (TO - FROM) / np.linalg.norm(TO - FROM)
    across = way - np.outer(along, TO - FROM) / np.linalg.norm(TO - FROM)
    assert np.abs(across).max() < 1e-6
    lengths = np.diff(along)
    assert (lengths > 0).all()
    dash, gap = lengths[0::2], lengths[1::2]
    assert np.ptp(dash) < 1e-3
    assert np.ptp(gap) < 1e-3
    assert 0.8 < dash.mean() / gap.mean() < 1.25, "dashes as long as the gaps between them"
