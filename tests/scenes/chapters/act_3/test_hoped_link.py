from __future__ import annotations

import numpy as np
import pytest
from manim import Circle, Square

from scenes.chapters.act_3.the_hope_for_layers_parts import LINK_GAP, HopedLink


def test_a_hoped_link_joins_two_things_without_touching_them():
    start, end = Circle(0.2), Square(0.4).move_to([3, 1, 0])
    link = HopedLink(start, end)
    assert link.get_left()[0] == pytest.approx(0.2 + LINK_GAP)
    assert link.get_right()[0] == pytest.approx(2.8 - LINK_GAP, abs=0.1)
    # Dashes of 0.09, and as much between them, over the whole way, which rises by 1 on 2.5.
    assert link.dash_length == 0.09
    assert len(link.submobjects) == pytest.approx(np.hypot(2.5, 1) / 0.18, abs=1)
    assert link.submobjects[0].get_start()[1] == pytest.approx(0, abs=0.01)
    assert link.submobjects[-1].get_end()[1] == pytest.approx(1, abs=0.05)
