"""A network in one line."""

from __future__ import annotations

import pytest

from scenes.chapters.act_6.without_nonlinearity_parts import NestedFormula, fitting_formula
from scenes.stage.theme import PALETTES

PALETTE = PALETTES["classic"]


def test_layers_stand_inside_layers():
    parts = NestedFormula(["sigmoid", "sigmoid"], PALETTE, size="body").parts
    assert parts == (
        "s1", "o1", "w1", "s0", "o0", "w0", "a", "p0", "b0", "c0", "p1", "b1", "c1",
    )  # fmt: skip


def test_without_functions_the_outermost_needs_no_brackets():
    parts = NestedFormula(["identity", "identity"], PALETTE, size="body").parts
    assert parts == ("w1", "o0", "w0", "a", "p0", "b0", "c0", "p1", "b1")


def test_what_stays_without_functions_is_a_part_of_the_bent_formula():
    bent = NestedFormula(["relu", "sigmoid", "identity"], PALETTE, size="body").parts
    plain = NestedFormula(["identity"] * 3, PALETTE, size="body").parts
    assert set(plain) <= set(bent)
    assert [part for part in bent if part in plain] == list(plain)


def test_functions_and_biases_have_colors_of_their_own():
    formula = NestedFormula(["sigmoid"], PALETTE, size="body")
    colors = {
        name: formula.select(name)[0].get_fill_color().to_hex().upper() for name in ("s0", "b0")
    }
    assert colors == {"s0": PALETTE.function, "b0": PALETTE.bias}


def test_it_is_as_large_as_fits():
    sigmoids = ["sigmoid"] * 3
    large = NestedFormula(sigmoids, PALETTE, size="title").width
    assert fitting_formula(sigmoids, PALETTE, large + 0.1).size == "title"
    assert fitting_formula(sigmoids, PALETTE, 0.9 * large).size == "focus"
    assert fitting_formula(sigmoids, PALETTE, 0.1).size == "note"


def test_a_little_too_wide_is_shrunk_to_fit():
    sigmoids = ["sigmoid"] * 3
    large = NestedFormula(sigmoids, PALETTE, size="title").width
    shrunk = fitting_formula(sigmoids, PALETTE, 0.97 * large)
    assert shrunk.size == "title"
    assert shrunk.width == pytest.approx(0.97 * large)
    assert fitting_formula(sigmoids, PALETTE, 2 * large).width == pytest.approx(large)


def test_of_many_layers_as_many_are_written_as_fit_with_dots_for_the_rest():
    deep = ["relu"] * 9
    width = NestedFormula(deep[:5], PALETTE, size="note").width
    formula = fitting_formula(deep, PALETTE, width)
    assert formula.width <= width + 1e-6
    assert formula.drawn.is_elided
    assert {"w0", "w8", "d", "e"} <= set(formula.parts)
    written = {part for part in formula.parts if part[0] == "w"}
    assert written == {f"w{i}" for i in formula.drawn.indices}
    order = [formula.parts.index(part) for part in ("w8", "d", "w0", "a", "b0", "e", "b8")]
    assert order == sorted(order)
    plain = fitting_formula(["identity"] * 9, PALETTE, width, formula.drawn)
    assert set(plain.parts) <= set(formula.parts)


@pytest.mark.parametrize("count", [1, 4])
def test_every_layer_has_weights_and_biases(count):
    parts = NestedFormula(["relu"] * count, PALETTE, size="note").parts
    assert {f"{kind}{i}" for kind in "wb" for i in range(count)} <= set(parts)
