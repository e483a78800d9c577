"""What a neuron computes, with its bias and without it."""

from __future__ import annotations

import pytest
from manim import ManimColor

from scenes.mobjects.plots.activation_plane import NeuronFormula
from scenes.stage.theme import PALETTES

PALETTE = PALETTES["classic"]


@pytest.fixture(params=["sigmoid", "relu", "tanh"])
def formula(request):
    return NeuronFormula(request.param, PALETTE)


def gap(formula):
    """From the bracket to what stands before it, as far as that is seen."""
    left = formula.bracket.get_left()[0]
    seen = [glyph for glyph in formula.family_members_with_points() if glyph.get_fill_opacity() > 0]
    return left - max(g.get_right()[0] for g in seen if g.get_right()[0] <= left + 1e-9)


def test_the_bracket_closes_right_behind_the_sum(formula):
    assert 0 <= gap(formula) < 0.1


def played(animation):
    for step in animation.animations:
        step.begin()
        step.interpolate(1)
        step.finish()


def test_the_bias_leaves_and_comes_back_and_the_bracket_closes_behind_what_is_there(formula):
    before = gap(formula)
    played(formula.dismiss_bias())
    assert formula.bias.family_members_with_points()[0].get_fill_opacity() == 0
    assert formula.bracket.get_left()[0] < formula.bias.get_right()[0]
    assert gap(formula) == pytest.approx(before, abs=1e-6)
    played(formula.admit_bias())
    assert formula.bias.family_members_with_points()[0].get_fill_opacity() == pytest.approx(1)
    assert formula.bracket.get_left()[0] > formula.bias.get_right()[0]
    assert gap(formula) == pytest.approx(before, abs=1e-6)


def test_the_bias_has_its_own_color(formula):
    glyphs = formula.bias.family_members_with_points()
    assert {glyph.get_fill_color() for glyph in glyphs} == {ManimColor(PALETTE.bias)}
