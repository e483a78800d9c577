"""A layer's formula with a picture above each letter, and how pictures come there."""

from __future__ import annotations

import itertools

import pytest
from manim import Rectangle

from network.files.default_model import default_model
from scenes.chapters.act_5.compact_notation_parts import PARTS, LiftOff, PictureLine
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES

ROOM = Stage(-3.0, 3.0, 2.0, -2.0)
ACTIVATIONS = default_model().activations


@pytest.fixture
def lines(record):
    return [
        PictureLine(record, layer, ACTIVATIONS, room=ROOM, palette=PALETTES["classic"])
        for layer in range(len(ACTIVATIONS))
    ]


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


def test_sides_of_as_many_numbers_are_as_long_and_of_more_longer(lines):
    for line in lines:
        assert line.pictures["in"].height == pytest.approx(line.pictures["w"].width)
        assert line.pictures["b"].height == pytest.approx(line.pictures["w"].height)
    first, _second, last = (line.pictures for line in lines)
    assert first["in"].height > first["b"].height > last["b"].height


def test_what_comes_out_is_what_the_next_layer_takes(lines):
    before, after = lines[0].pictures["out"][0], lines[1].pictures["in"][0]
    assert before.colors.tolist() == after.colors.tolist()
    assert before.height == pytest.approx(after.height, rel=0.01)


def test_every_picture_stands_above_its_letter_and_beside_the_others(lines):
    for line in lines:
        pictures = [line.pictures[name] for name in PARTS if name in line.pictures]
        for before, after in itertools.pairwise(pictures):
            assert before.get_right()[0] < after.get_left()[0]
        for name, picture in line.pictures.items():
            assert picture.get_x() == pytest.approx(line.part(name).get_x())
            assert picture.get_bottom()[1] > line.part(name).get_top()[1]


def test_all_of_it_stands_in_its_room(lines):
    for line in lines:
        assert line.get_left()[0] >= ROOM.left
        assert line.get_right()[0] <= ROOM.right
        assert line.get_top()[1] <= ROOM.top
        assert line.get_bottom()[1] >= ROOM.bottom


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


@pytest.mark.parametrize("y", [0.0, -5.0])
def test_a_picture_passes_by_the_others(lines, y):
    line, source = lines[0], Rectangle(width=0.3, height=0.3).move_to([-4, y, 0])
    picture = line.pictures["b"]
    lift = LiftOff(picture, source, lane=line.lane("b", source), run_time=1.0)
    lift.begin()
    others = [line.pictures[name] for name in ("w", "in")]
    for step in range(101):
        lift.interpolate(step / 100)
        for other in others:
            gap = abs(picture.get_center() - other.get_center())[:2]
            apart = gap - [(picture.width + other.width) / 2, (picture.height + other.height) / 2]
            assert max(apart) > 0
