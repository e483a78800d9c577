"""A layer's formula with a picture above each letter, and how pictures come there and work."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from manim import Rectangle

from network.files.default_model import default_model
from scenes.chapters.act_5.compact_notation_parts import (
    LiftOff,
    PictureLine,
    RowByRow,
    turns_of_rows,
)
from scenes.mobjects.equations.layer_formula import LayerFormula
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES

ROOM = Stage(-3.0, 3.0, 2.0, -2.0)
ACTIVATIONS = default_model().activations
PALETTE = PALETTES["classic"]
FROM_LEFT = ("out", "w", "in", "b")


@pytest.fixture
def lines(record):
    found = []
    for layer, activation in enumerate(ACTIVATIONS):
        formula = LayerFormula(layer, activation, PALETTE, size="title").move_to([0, -3, 0])
        found.append(PictureLine(record, layer, ACTIVATIONS, formula, room=ROOM, palette=PALETTE))
        found[-1].formula = formula
    return found


def test_pictures_have_the_shapes_of_what_they_show(lines):
    for line, layer in zip(lines, default_model().layers, strict=True):
        rows, columns = layer.weights.shape
        shapes = {name: picture[0].shape for name, picture in line.pictures.items()}
        assert shapes == {
            "w": (rows, columns),
            "in": (columns, 1),
            "b": (rows, 1),
            "out": (rows, 1),
        }


def test_rows_of_weights_stand_at_the_heights_of_what_they_give(lines):
    for line in lines:
        heights = {name: picture.height for name, picture in line.pictures.items()}
        assert heights["w"] == pytest.approx(heights["b"]) == pytest.approx(heights["out"])
        assert heights["in"] == pytest.approx(ROOM.height)
        assert len({round(float(picture.get_y()), 6) for picture in line.pictures.values()}) == 1
    first, _second, last = (line.pictures for line in lines)
    assert first["out"].height < last["out"].height
    assert last["out"].height / last["in"].height == pytest.approx(10 / 16)


def test_every_picture_stands_above_its_letter_and_beside_the_others(lines):
    for line in lines:
        for before, after in itertools.pairwise(FROM_LEFT):
            assert line.pictures[before].get_right()[0] < line.pictures[after].get_left()[0]
        for name, picture in line.pictures.items():
            letter = line.formula.select(name)
            assert picture.get_left()[0] <= letter.get_x() <= picture.get_right()[0]
            assert picture.get_bottom()[1] > line.ties[name].get_top()[1]
            assert line.ties[name].get_bottom()[1] > letter.get_top()[1]


def test_all_of_it_stands_above_the_formula_in_its_room(lines):
    for line in lines:
        assert line.formula.get_left()[0] < line.get_left()[0] + 0.2
        assert line.get_top()[1] <= ROOM.top + 1e-6
        for picture in line.pictures.values():
            assert picture.get_bottom()[1] >= ROOM.bottom - 1e-6


def test_a_row_at_work_shows_its_products_and_then_what_comes_out(lines):
    line = lines[-1]
    weights, outputs = line.pictures["w"][0], line.pictures["out"][0]
    assert outputs.weights_of_cells.max() == 0
    line.show_row(3, 1.0)
    assert weights.weights_of_cells[3].min() == 1
    assert weights.weights_of_cells[[2, 4]].max() < 1
    np.testing.assert_allclose(weights.colors[3], line.products[3])
    np.testing.assert_allclose(weights.colors[2], line.colors[2])
    assert outputs.weights_of_cells.ravel().tolist() == [1.0] * 4 + [0.0] * 6
    for mark in (line.marks[0], line.marks[2]):
        assert mark.get_y() == pytest.approx(weights.cell_center(3, 0)[1])
    line.show_weights()
    np.testing.assert_allclose(weights.colors, line.colors)
    assert weights.weights_of_cells.min() == 1


def test_rows_work_one_after_another_the_first_one_slowly(lines):
    turns = turns_of_rows(10)
    assert (turns[0], turns[-1]) == (0, 1)
    assert np.diff(turns)[0] > 3 * np.diff(turns)[1:].max()
    assert turns_of_rows(1).tolist() == [0, 1]
    line = lines[-1]
    working, outputs = RowByRow(line, run_time=1.0), line.pictures["out"][0]
    working.begin()
    seen = []
    for alpha in np.linspace(0, 1, 60):
        working.interpolate(alpha)
        seen.append(outputs.weights_of_cells.sum())
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 10)


def test_a_picture_comes_from_where_it_covers_its_source(lines):
    picture, source = lines[0].pictures["b"], Rectangle(width=0.5, height=3).move_to([-4, 1, 0])
    place = picture.get_center()
    lift = LiftOff(picture, source, run_time=1.0)
    lift.begin()
    lift.interpolate(0)
    assert picture.get_center() == pytest.approx(source.get_center())
    assert (picture.width, picture.height) == pytest.approx((0.5, 3))
    lift.interpolate(1)
    assert picture.get_center() == pytest.approx(place)


def test_a_picture_passes_over_the_others(lines):
    line, source = lines[-1], Rectangle(width=0.3, height=0.3).move_to([4, 5, 0])
    picture = line.pictures["out"]
    lift = LiftOff(picture, source, lane=line.lane("out"), run_time=1.0)
    lift.begin()
    others = [line.pictures[name] for name in ("w", "in", "b")]
    for step in range(101):
        lift.interpolate(step / 100)
        for other in others:
            gap = abs(picture.get_center() - other.get_center())[:2]
            apart = gap - [(picture.width + other.width) / 2, (picture.height + other.height) / 2]
            assert max(apart) > 0
