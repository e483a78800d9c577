"""A function with its formula."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.encore.sigmoid_or_relu_parts import FunctionPanel
from scenes.mobjects.text.typst_text import Formula
from scenes.stage.layout import Stage, stage
from scenes.subject.sourced import SourcedArray

INPUTS = np.linspace(-8, 8, 65)


@pytest.fixture
def panel():
    return panel_on(Stage(1, 5, 1, -1))


def panel_on(plane):
    outputs = 1 / (1 + np.exp(-INPUTS))
    return FunctionPanel(
        SourcedArray([-8, 0, 8], "sums"), SourcedArray([0, 1], "activations"),
        SourcedArray(INPUTS, "inputs"), SourcedArray(outputs, "outputs"),
        formula=Formula("sigma(x)"), formula_y=3.0, plane=plane, color="#FFDD33",
    )  # fmt: skip


def test_the_formula_stands_above_the_middle_of_the_plot(panel):
    assert panel.formula.get_center()[:2] == pytest.approx([3, 3])


def test_the_formula_stays_on_the_stage():
    panel = panel_on(Stage(stage().right - 0.4, stage().right, 1, -1))
    assert panel.formula.get_right()[0] == pytest.approx(stage().right)


def test_the_curve_runs_from_end_to_end(panel):
    assert panel.line.curve.get_start() == pytest.approx([1, -1, 0], abs=2e-3)
    assert panel.line.curve.get_end() == pytest.approx([5, 1, 0], abs=2e-3)


def test_tails_are_what_lies_beyond_the_reach(panel):
    low, high = panel.tails(4.0)
    assert low.curve.get_start() == pytest.approx(panel.line.curve.get_start())
    assert low.curve.get_end()[0] < panel.plot.across.point(-4)[0]
    assert high.curve.get_start() == pytest.approx(panel.plot.point(4, 1 / (1 + np.exp(-4))))
    assert high.curve.get_end() == pytest.approx(panel.line.curve.get_end())


def test_tails_stand_for_the_same_values_as_the_curve(panel):
    _, high = panel.tails(4.0)
    inputs, outputs = high.curve.fills
    assert inputs[0].value == 4.0
    assert inputs[0].source == "inputs[48]"
    assert outputs[0].source == "outputs[48]"
