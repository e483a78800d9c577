from __future__ import annotations

import numpy as np
import pytest

from network.activations import activation_function
from scenes.chapters.act_5.compact_notation_parts import Code, function_name, program

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


def _run(program, a, layers, **functions):
    scope = {"a": a, "layers": layers, **functions}
    exec("\n".join(program), scope)  # noqa: S102 - what the scene shows
    return scope["a"]


@pytest.mark.parametrize("name", ["sigmoid", "relu", "softmax"])
def test_the_program_computes_what_comes_out(name):
    rng = np.random.default_rng(2)
    layers = [(rng.normal(size=(4, 3)), rng.normal(size=4)), (rng.normal(size=(2, 4)), 1.0)]
    function, a = activation_function(name), np.array([0.1, 0.9, 0.4])
    expected = a
    for weights, biases in layers:
        expected = function(weights @ expected + biases)
    found = _run(program([name, name]), a, layers, **{function_name(name): function})
    np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize(("name", "called"), [("sigmoid", "σ"), ("relu", "ReLU"), ("new", "new")])
def test_a_program_calls_a_function_as_formulas_do(name, called):
    assert function_name(name) == called
    assert f" a = {called}(W @ a + b)" in program([name])[1]


def test_layers_bring_functions_of_several_kinds_along():
    layers = [(np.eye(1), -5.0, np.abs), (np.eye(1), 1.0, np.sin)]
    found = _run(program(["relu", "identity"]), np.array([2.0]), layers)
    assert found == pytest.approx(np.sin(4.0))
