"""A number on the stage: its text, its place and its size, whatever digits it holds."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.text.typst_text import em
from scenes.mobjects.text.value_label import ValueLabel, width_in_em
from scenes.subject.sourced import MINUS, Sourced


def number(value, **shown):
    return Sourced(value, "path", **shown)


def test_a_label_shows_the_value_that_it_was_given():
    label = ValueLabel(number(-2.25, decimals=1))
    assert label.text == f"{MINUS}2.2"
    assert label.sources == (number(-2.25, decimals=1),)


@pytest.mark.parametrize("size", ["note", "body", "title"])
def test_a_label_is_as_large_as_its_named_size_and_as_wide_as_its_text(size):
    label = ValueLabel(number(12.5), size=size)
    assert label.em_height == pytest.approx(em(size))
    assert label.digit_box.width == pytest.approx(width_in_em("12.50") * em(size))


def test_numbers_of_as_many_digits_are_equally_wide():
    assert width_in_em("1.11") == width_in_em("8.88")
    one, other = ValueLabel(number(1.11)), ValueLabel(number(8.88))
    assert one.digit_box.width == pytest.approx(other.digit_box.width)


def test_digits_stand_on_the_baseline_and_a_comma_reaches_below_it():
    plain, grouped = (ValueLabel(number(n, decimals=None)) for n in (80, 8080))
    assert plain.glyphs.get_bottom()[1] == pytest.approx(plain.baseline, abs=1e-3)
    assert grouped.glyphs.get_bottom()[1] < grouped.baseline - 0.01


@pytest.mark.parametrize(
    ("align", "end"), [("left", "get_left"), ("center", "get_center"), ("right", "get_right")]
)
def test_another_number_keeps_its_end_its_line_and_its_opacity(align, end):
    label = ValueLabel(number(7), align=align).scale(1.5).move_to([1, 2, 0])
    label.glyphs.set_fill(opacity=0.3)
    place, line, height = getattr(label.digit_box, end)()[0], label.baseline, label.em_height
    label.show(number(-123.456))
    assert label.sourced == number(-123.456)
    assert getattr(label.digit_box, end)()[0] == pytest.approx(place)
    assert label.baseline == pytest.approx(line)
    assert label.em_height == pytest.approx(height)
    assert label.glyphs.get_fill_opacity() == pytest.approx(0.3)


def test_digits_end_where_they_are_told_to():
    label = ValueLabel(number(1000, decimals=None)).end_at(3.0, -1.0)
    assert label.digit_box.get_right()[0] == pytest.approx(3.0)
    np.testing.assert_allclose(label.digit_box.get_center()[1], -1.0)
