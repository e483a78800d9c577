from __future__ import annotations

import pytest
from manim import LEFT, RIGHT, Square

from scenes.mobjects.ladder import Ladder

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
