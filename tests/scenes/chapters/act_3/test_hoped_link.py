from __future__ import annotations

import pytest
from manim import Circle, Square

from scenes.chapters.act_3.the_hope_for_layers_parts import HOPED_LINK_GAP, HopedLink


def test_a_hoped_link_joins_two_things_without_touching_them():
    start, end = Circle(0.2), Square(0.4).move_to([3, 1, 0])
    link = HopedLink(start, end)
    assert link.get_left()[0] == pytest.approx(0.2 + HOPED_LINK_GAP)
    assert link.get_right()[0] == pytest.approx(2.8 - HOPED_LINK_GAP, abs=0.1)
    assert len(link.submobjects) > 10
