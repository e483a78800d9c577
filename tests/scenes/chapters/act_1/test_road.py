import numpy as np
import pytest
from manim import DOWN

from scenes.chapters.act_1.plain_vanilla_parts import Road


@pytest.fixture
def road():
    center = np.array([1.0, 0.5, 0.0])
    return Road(("up", "now"), ("goal", "later"), center=center, length=8, color="#FFDD33")


def test_words_of_both_stops_stand_on_common_lines(road):
    for part in ("place", "remark"):
        one, other = getattr(road.now, part), getattr(road.later, part)
        assert one.baseline == pytest.approx(other.baseline, abs=0.02)


def test_the_way_runs_between_the_stops_and_touches_neither(road):
    assert road.now.get_right()[0] < road.way.get_left()[0]
    assert road.way.get_right()[0] < road.later.get_left()[0]
    assert road.now.place.get_bottom()[1] < road.way.get_y() < road.now.place.get_top()[1]


def test_only_the_first_stop_is_marked(road):
    assert road.here.get_x() == pytest.approx(road.now.place.get_x())
    assert road.here.width == pytest.approx(road.now.place.width)
    assert road.here.get_y() > road.now.remark.get_top()[1]


def test_the_stops_stand_at_a_quarter_and_at_three_quarters(road):
    assert road.now.place.get_x() == pytest.approx(-1, abs=0.05)
    assert road.later.place.get_x() == pytest.approx(3, abs=0.05)


def test_a_road_can_lead_down():
    center = np.array([1.0, 0.5, 0.0])
    stops = (("up", "now"), ("goal", "later"))
    road = Road(*stops, center=center, length=8, color="#FFDD33", direction=DOWN)
    assert [stop.place.get_x() for stop in (road.now, road.later)] == pytest.approx([1, 1])
    assert road.now.place.baseline == pytest.approx(2.5, abs=0.02)
    assert road.later.place.baseline == pytest.approx(-1.5, abs=0.02)
    assert road.now.remark.get_bottom()[1] > road.way.get_top()[1]
    assert road.way.get_bottom()[1] > road.later.place.get_top()[1]
    assert road.way.get_x() == pytest.approx(1)
    assert road.now.remark.get_top()[1] < road.here.get_y() < road.now.place.get_center()[1]
