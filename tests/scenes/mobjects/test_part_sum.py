from __future__ import annotations

import pytest

from scenes.mobjects.pen_parts import DIGIT_PARTS, PartSum


@pytest.mark.parametrize("digit", DIGIT_PARTS)
def test_every_stroke_of_a_digit_stands_beside_it_at_its_own_height(digit):
    row = PartSum(digit, height=1.4)
    assert [part.name for part in row.parts] == list(DIGIT_PARTS[digit])
    for stroke, part in zip(row.written, row.parts, strict=True):
        assert part.get_y() == pytest.approx(stroke.get_y())
        assert part.get_left()[0] > row.written.get_right()[0]


@pytest.mark.parametrize("digit", DIGIT_PARTS)
def test_signs_stand_between_what_they_join(digit):
    row = PartSum(digit, height=1.4)
    assert [sign.text for sign in row.signs] == ["=", *"+" * (len(row.parts) - 1)]
    for sign, before, after in zip(row.signs, [row.written, *row.parts], row.parts, strict=False):
        assert before.get_right()[0] < sign.get_left()[0]
        assert sign.get_right()[0] < after.get_left()[0]


def test_a_part_is_found_by_its_name():
    nine = PartSum(9, height=1.0)
    assert nine.part("long line") is nine.parts[1]
    assert nine.part("bar") is None


@pytest.mark.parametrize("digit", DIGIT_PARTS)
def test_a_balanced_sign_is_as_far_from_one_stroke_as_from_the_other(digit):
    row = PartSum(digit, height=0.7, slot=1.0, sign_size="note", balanced=True)
    for sign, before, after in zip(row.signs, [row.written, *row.parts], row.parts, strict=False):
        left = sign.get_left()[0] - before.get_right()[0]
        assert left == pytest.approx(after.get_left()[0] - sign.get_right()[0])
        assert left > 0.03
