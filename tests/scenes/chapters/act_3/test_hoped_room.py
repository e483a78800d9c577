"""Where the parts of a hope stand, on frames of every shape."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from network.training.initialization import initialize
from scenes.chapters.act_3.the_hope_for_layers_parts import HopedRoom
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES

SIZES = [(784, 16, 16, 10), (784, 20, 12, 10), (64, 32, 10)]


def room(sizes):
    model = initialize(sizes, ["sigmoid"] * (len(sizes) - 1), np.random.default_rng(1))
    return HopedRoom(NetworkDiagram(model, PALETTES["classic"]))


def apart(one, other):
    across = max(one.get_left()[0] - other.get_right()[0], other.get_left()[0] - one.get_right()[0])
    up = max(one.get_bottom()[1] - other.get_top()[1], other.get_bottom()[1] - one.get_top()[1])
    return max(across, up) > 0


def inside(mobject):
    area = stage()
    return (
        mobject.get_left()[0] >= area.left - 1e-6
        and mobject.get_right()[0] <= area.right + 1e-6
        and mobject.get_bottom()[1] >= area.bottom - 1e-6
        and mobject.get_top()[1] <= area.top + 1e-6
    )


@pytest.mark.usefixtures("framed")
def test_rows_fill_the_stage_and_do_not_leave_it():
    rows = room((784, 16, 16, 10)).rows()
    assert all(inside(row) for row in rows.values())
    assert all(apart(*pair) for pair in combinations(rows.values(), 2))


@pytest.mark.usefixtures("framed")
@pytest.mark.parametrize("sizes", SIZES)
def test_small_rows_cover_neither_the_network_nor_the_title(sizes):
    found = room(sizes)
    title = found.head(Words("hope", size="title"))
    small = found.aside(found.rows(), title)
    assert inside(title)
    for row in small:
        assert inside(row)
        assert apart(row, title)
        assert all(apart(row, column) for column in found.diagram.columns)


@pytest.mark.usefixtures("framed")
@pytest.mark.parametrize("sizes", SIZES)
def test_a_mark_stands_on_the_stage_before_the_first_column(sizes):
    found = room(sizes)
    middle, height = found.mark_place()
    area = stage()
    assert area.left < middle[0] < found.first.get_left()[0]
    assert area.bottom < middle[1] - height / 2 < middle[1] + height / 2 <= area.top


def test_titles_of_close_columns_keep_clear_of_each_other():
    for sizes, is_close in (((784, 16, 16, 10), False), ((784, *[16] * 8, 10), True)):
        width = room(sizes).title_width()
        assert bool(Words("loops, lines", size="note").width > width) is is_close
    assert room((784, 10)).title_width() is None
