import numpy as np
import pytest

from scenes.chapters.act_2.forward_pass import ConnectionLegend
from scenes.stage import theme
from scenes.subject.sourced import Sourced

PALETTE = theme.PALETTES["colorblind"]
CORNER = np.array([-3.0, -1.0, 0.0])


@pytest.fixture
def legend():
    connections = Sourced(12960, "model.weight_count", decimals=None)
    return ConnectionLegend(connections, PALETTE, corner=CORNER)


def test_lines_begin_at_the_corner_one_below_the_other(legend):
    lines = (legend.heading, legend.positive, legend.negative, legend.at_rest)
    for line in lines:
        assert line.get_left()[0] == pytest.approx(CORNER[0], abs=0.01)
        assert line.get_top()[1] <= CORNER[1]
    heights = [line.get_y() for line in lines]
    assert heights == sorted(heights, reverse=True)


def test_samples_have_the_colors_of_the_signs(legend):
    for entry, color in ((legend.positive, PALETTE.positive), (legend.negative, PALETTE.negative)):
        assert entry[0].get_stroke_color().to_hex() == color


def test_what_is_bright_at_rest_and_in_flow_stand_in_one_place_but_only_one_is_shown(legend):
    assert legend.in_flow.get_left() == pytest.approx(legend.at_rest.get_left(), abs=0.05)
    assert legend.in_flow.baseline == pytest.approx(legend.at_rest.baseline, abs=0.01)
    assert legend.at_rest in legend.submobjects
    assert legend.in_flow not in legend.submobjects


def test_the_count_comes_from_the_model(legend):
    assert legend.heading.text == "12,960 connections"
    assert [value.source for value in legend.heading.sources] == ["model.weight_count"]
