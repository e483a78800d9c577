from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, RIGHT

from scenes.chapters.act_title_parts import GAP, SHINE, SceneRow, light_up
from scenes.stage import theme

LIGHT = "#FFDD33"


@pytest.fixture
def row():
    return SceneRow([2, 3, 1], 2, length=6.0, color=LIGHT)


def fills(row):
    return [disc.get_fill_color().to_hex().upper() for disc in row.discs]


def test_there_is_one_disc_a_scene_and_one_number_an_act(row):
    assert len(row.discs) == 6
    assert [name.text for name in row.names] == ["1", "2", "3"]
    assert [name.text for name in row.names if name.color.to_hex() == theme.TEXT] == ["2"]


def test_acts_stand_apart(row):
    xs = [disc.get_x() for disc in row.discs]
    steps = np.diff(xs) / row.pitch
    assert steps == pytest.approx([1, GAP, 1, 1, GAP])
    assert row.width == pytest.approx(6.0)
    assert row.line.get_center() == pytest.approx(np.zeros(3))
    for name, group in zip(row.names, (slice(2), slice(2, 5), slice(5, 6)), strict=True):
        assert name.get_x() == pytest.approx(np.mean(xs[group]))


def test_before_the_light_comes_only_earlier_acts_are_lit(row):
    quiet = fills(row)[0]
    assert quiet not in (LIGHT, theme.BACKGROUND)
    assert fills(row) == [quiet] * 2 + [theme.BACKGROUND] * 4
    assert row.glow.levels.tolist() == [0, 0, 0]


def test_the_light_lights_what_it_has_passed_and_no_more(row):
    row.reach(row.places[3])
    levels = row.glow.levels / SHINE
    assert levels == pytest.approx([1, 0.5, 0])
    assert fills(row)[2] == LIGHT
    assert fills(row)[4:] == [theme.BACKGROUND] * 2
    assert row.trail.get_start() == pytest.approx(row.discs[1].get_center())
    assert row.trail.get_end() == pytest.approx(row.discs[3].get_center())


def test_at_the_end_the_whole_act_shines(row):
    light_up(row).interpolate(1)
    assert fills(row)[2:5] == [LIGHT] * 3
    assert fills(row)[5] == theme.BACKGROUND
    assert row.trail.get_end() == pytest.approx(row.discs[4].get_center())


def test_the_light_follows_a_row_that_has_moved(row):
    row.shift(1.5 * DOWN)
    light_up(row).interpolate(1)
    assert row.trail.get_end() == pytest.approx(row.discs[4].get_center())
    centers = np.array([disc.get_center() for disc in row.discs[2:5]])
    assert row.glow.points == pytest.approx(centers)


def test_the_first_act_s_light_comes_from_the_beginning_of_the_line():
    row = SceneRow([2, 3], 1, length=6.0, color=LIGHT)
    assert set(fills(row)) == {theme.BACKGROUND}
    assert row.at(row.start) == pytest.approx(row.line.get_start())


def test_a_row_can_hang_down_with_its_numbers_at_its_right():
    row = SceneRow([2, 3, 1], 2, length=6.0, color=LIGHT, way=DOWN).shift(RIGHT)
    ys = [disc.get_y() for disc in row.discs]
    assert np.diff(ys) / row.pitch == pytest.approx([-1, -GAP, -1, -1, -GAP])
    assert [disc.get_x() for disc in row.discs] == pytest.approx([1.0] * 6)
    for name, group in zip(row.names, (slice(2), slice(2, 5), slice(5, 6)), strict=True):
        assert name.get_y() == pytest.approx(np.mean(ys[group]), abs=0.02)
        assert name.get_left()[0] > 1 + row.discs[0].width / 2
    light_up(row).interpolate(1)
    assert row.trail.get_end() == pytest.approx(row.discs[4].get_center())
