from __future__ import annotations

import pytest

from scenes.chapters.act_5.compact_notation_parts import Code

LINES = ("def double(a):", "    return a + a")
YELLOW = "#FFDD33"


@pytest.fixture
def code():
    return Code(LINES, colors={"a": YELLOW})


def test_every_visible_letter_has_an_outline_of_its_own(code):
    for line, text in zip(code, LINES, strict=True):
        assert len(line.submobjects) == len(text.replace(" ", ""))


def test_an_indented_line_begins_further_right(code):
    assert code[1].get_left()[0] > code[0].get_left()[0] + 0.2


def test_only_whole_words_are_colored(code):
    colors = [glyph.get_fill_color().to_hex() for glyph in code[1]]
    colored = [letter for letter, color in zip("returna+a", colors, strict=True) if color == YELLOW]
    assert colored == ["a", "a"]


def test_letters_of_all_lines_stand_at_even_distances():
    code = Code(["def f(a):", "    b = (a + a)", "    return b"], size="body")
    first, second, third = (line.baseline for line in code)
    assert first - second == pytest.approx(second - third, abs=0.005)
