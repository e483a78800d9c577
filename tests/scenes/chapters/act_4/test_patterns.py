"""Scores above their patterns, pictures on a wall, an edge that slides."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.looking_inside_parts import AnswerDots, PictureWall, ScoreChart
from scenes.mobjects.text.typst_text import note
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

CLASSIC = PALETTES["classic"]


@pytest.mark.parametrize("count", [1, 10, 309])
def test_a_wall_holds_every_picture_within_its_room(count):
    values = np.random.default_rng(0).random((count, 64))
    wall = PictureWall(SourcedArray(values, "pictures"), stage())
    assert wall.width <= stage().width + 1e-9
    assert wall.height <= stage().height + 1e-9
    for picture in (0, count - 1):
        row, column = divmod(picture, wall.columns)
        shown = wall.colors[10 * row : 10 * row + 8, 10 * column : 10 * column + 8, 0]
        assert shown.ravel() == pytest.approx(values[picture])
        corner = wall.cell_center(10 * row, 10 * column)
        middle = corner + 3.5 * wall.cell_side * np.array([1, -1, 0])
        assert wall.place(picture) == pytest.approx(middle)


def test_a_score_stands_above_its_pattern_among_its_twins():
    rng = np.random.default_rng(1)
    scores, twins = rng.random(5), rng.random((5, 20))
    chart = ScoreChart(
        [3, 1, 4],
        SourcedArray(scores, "scores"),
        SourcedArray(twins, "twins"),
        SourcedArray(np.array([0.0, 1.0]), "ends"),
        is_clear=np.array([False, True, False, True, False]),
    )
    for neuron, dot, cloud in zip([3, 1, 4], chart.dots, chart.twins, strict=True):
        assert dot.get_x() == pytest.approx(chart.places[neuron][0])
        assert dot.get_y() == pytest.approx(chart.axis.point(scores[neuron])[1])
        assert cloud.points[:, 1] == pytest.approx(chart.axis.points_of(twins[neuron])[:, 1])
        assert abs(cloud.points[:, 0] - dot.get_x()).max() < chart.side
    assert chart.clear == [chart.dots[0], chart.dots[1]]


def test_an_answer_to_noise_lies_in_the_row_of_its_output_as_far_as_it_is_sure(diagram):
    answers, outputs = np.array([2, 0, 2]), np.array([0.5, 0.25, 1.0])
    dots = AnswerDots(
        diagram,
        SourcedArray(answers, "answers"),
        SourcedArray(outputs, "outputs"),
        SourcedArray(np.array([0.0, 1.0]), "ends"),
        note("how sure"),
    )
    ys = diagram.places.columns[-1][:, 1]
    start, end = (dots.axis.point(value)[0] for value in (0, 1))
    assert dots.ends[:, 0] == pytest.approx(start + outputs * (end - start))
    assert abs(dots.ends[:, 1] - ys[answers]).max() < (ys[0] - ys[1]) / 2
    assert dots.surest.get_center() == pytest.approx(dots.ends[2])
