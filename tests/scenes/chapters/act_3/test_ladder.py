from __future__ import annotations

import pytest
from manim import LEFT, RIGHT, UP, Square

from scenes.chapters.act_3.layers_of_abstraction_parts import Ladder, ladder_places
from scenes.stage.layout import Stage

WORDS = ("pixels", "edges", "digit")


def ladder(side=LEFT):
    return Ladder(WORDS, [Square(1.0), Square(0.4), Square(0.2)], pitch=1.5, side=side)


def test_each_level_stands_above_the_one_that_it_is_made_of():
    steps = ladder()
    assert [word.text for word in steps.words] == list(WORDS)
    for below, above, arrow in zip(steps.words, steps.words[1:], steps.arrows, strict=False):
        assert above.get_y() - below.get_y() == pytest.approx(1.5)
        assert below.get_top()[1] < arrow.get_bottom()[1]
        assert arrow.get_top()[1] < above.get_bottom()[1]


@pytest.mark.parametrize("side", [LEFT, RIGHT], ids=["left", "right"])
def test_exhibits_stand_beside_their_words(side):
    steps = ladder(side)
    for word, exhibit in zip(steps.words, steps.exhibits, strict=True):
        assert exhibit.get_y() == pytest.approx(word.get_y())
        assert (exhibit.get_x() - word.get_x()) * side[0] > (exhibit.width + word.width) / 2


def test_the_lowest_level_has_no_arrow_below_it():
    steps = ladder()
    assert len(steps.level(0)) == 2
    assert steps.level(2)[2] is steps.arrows[1]


def test_exhibits_above_their_words_leave_room_for_the_arrows():
    steps = Ladder(WORDS, [Square(1.0), Square(0.4), Square(0.2)], pitch=2.2, side=UP, height=1.0)
    for word, exhibit in zip(steps.words, steps.exhibits, strict=True):
        assert exhibit.get_x() == pytest.approx(word.get_x())
        assert exhibit.get_bottom()[1] > word.get_top()[1]
    for exhibit, arrow, above in zip(steps.exhibits, steps.arrows, steps.words[1:], strict=False):
        assert exhibit.get_top()[1] < arrow.get_bottom()[1] < arrow.get_top()[1]
        assert arrow.get_top()[1] < above.get_bottom()[1]


@pytest.mark.parametrize(
    "area",
    [Stage(-6.4, 6.4, 3.6, -3.04), Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)],
    ids=["wide", "tall", "square"],
)
def test_two_ladders_stand_level_beside_each_other_on_the_stage(area):
    places = ladder_places(area, len(WORDS))
    first, second = (
        places.ladder(number, WORDS, [Square(0.5 * places.height) for _ in WORDS])
        for number in (0, 1)
    )
    assert area.left <= first.get_left()[0] < first.get_right()[0] < second.get_left()[0]
    assert second.get_right()[0] <= area.right
    for one, other in zip(first.words, second.words, strict=True):
        assert one.get_y() == pytest.approx(other.get_y())
    for ladder_ in (first, second):
        assert area.bottom - 1e-6 <= ladder_.get_bottom()[1]
        assert ladder_.get_top()[1] <= area.top + 1e-6
