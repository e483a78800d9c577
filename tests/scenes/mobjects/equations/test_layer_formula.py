"""A layer in one line."""

from __future__ import annotations

import pytest

from scenes.audit.layout import em_pixels
from scenes.mobjects.equations.layer_formula import SIGNS, LayerFormula, fitting_lines
from scenes.stage.theme import PALETTES, PIXELS_PER_UNIT_AT_1080P, TEXT

PALETTE = PALETTES["classic"]


@pytest.fixture
def formula():
    return LayerFormula(1, "sigmoid", PALETTE)


def color_of(formula, name):
    return formula.select(name)[0].get_fill_color().to_hex().upper()


def test_its_parts_are_all_there_is(formula):
    parts = [formula.select(name) for name in ("in", "w", "b", "s", "out", *SIGNS)]
    glyphs = sum(len(part.family_members_with_points()) for part in parts)
    assert glyphs == len(formula.family_members_with_points())


def test_it_goes_from_one_layer_to_the_next():
    assert "a_2 : out" in LayerFormula(1, "relu", PALETTE).text
    assert "a_1 : in" in LayerFormula(1, "relu", PALETTE).text


def test_a_function_with_a_long_name_stands_close_to_its_bracket():
    formula = LayerFormula(0, "relu", PALETTE)
    gap = formula.select("open").get_left()[0] - formula.select("s").get_right()[0]
    assert 0 < gap < 0.16 * em_pixels(formula) / PIXELS_PER_UNIT_AT_1080P


def test_function_and_biases_have_colors_of_their_own(formula):
    assert color_of(formula, "s") == PALETTE.function
    assert color_of(formula, "b") == PALETTE.bias
    assert color_of(formula, "w") == TEXT


@pytest.mark.parametrize(
    ("width", "size"), [(9.0, "title"), (4.0, "body"), (2.6, "note"), (0.5, "note")]
)
def test_lines_are_as_large_as_the_longest_of_them_may_be(width, size):
    lines = fitting_lines(("sigmoid", "relu"), PALETTE, width)
    for layer, (line, name) in enumerate(zip(lines, ("sigmoid", "relu"), strict=True)):
        expected = LayerFormula(layer, name, PALETTE, size=size)
        assert line.text == expected.text
        assert line.width == pytest.approx(expected.width)
