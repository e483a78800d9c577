"""A bias slides, and the threshold slides along."""

from __future__ import annotations

import pytest
from manim import linear

from scenes.chapters.act_4.bias_parts import Threshold, slide
from scenes.mobjects.plots.number_line import NumberLine
from scenes.subject.sourced import SourcedArray


@pytest.mark.parametrize(("share", "place"), [(0.0, 0), (0.5, 5), (1.0, 10)])
def test_a_part_stands_between_the_places_of_both_biases(share, place):
    line = NumberLine(SourcedArray([-10, 0, 10, 20], "sums"), [-5, 0, 0], [6, 0, 0])
    threshold = Threshold(
        line, top=2, right=9, bias=SourcedArray([0], "biases")[0], color="#FFFFFF"
    )
    sliding = slide(threshold, 0.0, -10.0, rate_func=linear)
    sliding.begin()
    sliding.interpolate(share)
    assert threshold.stem.get_x() == pytest.approx(line.point(place)[0])
