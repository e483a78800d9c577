from __future__ import annotations

import pytest
from manim import Circle, Square

from scenes.mobjects.hoped_link import GAP, HopedLink


def test_a_hoped_link_joins_two_things_without_touching_them():
    start, end = Circle(0.2), Square(0.4).move_to([3, 1, 0])
    link = HopedLink(start, end)
    assert link.get_left()[0] == pytest.approx(0.2 + GAP)
    assert link.get_right()[0] == pytest.approx(2.8 - GAP, abs=0.1)
    assert len(link.submobjects) > 10
