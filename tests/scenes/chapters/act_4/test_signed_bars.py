"""Signed numbers across the stage: where the line runs, and what its bars look like."""

from __future__ import annotations

import numpy as np
import pytest
from manim import ManimColor

from scenes.chapters.act_4.squishing_the_number_line_parts import SignedBars
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PALETTE = PALETTES["colorblind"]


def signed_bars(edges, every=2):
    sourced = SourcedArray(np.asarray(edges, float), "measurement.test.edges")
    return SignedBars(sourced, every=every, up=0.5, height=0.2, palette=PALETTE)


def test_the_line_spans_the_stage_and_stays_on_it():
    bars = signed_bars(range(-4, 5))
    area = stage()
    assert bars.line.axis.get_left()[0] > area.left
    assert bars.line.axis.get_right()[0] < area.right
    assert bars.line.axis.width > 0.97 * area.width
    assert bars.line.point(0.0) == pytest.approx(area.center)


def test_zero_shows_its_number_wherever_it_stands():
    labels = signed_bars([-3, -2, -1, 0, 1, 2], every=2).line.labels
    assert [label.text for label in labels] == ["\N{MINUS SIGN}2", "0", "2"]


def test_bars_have_the_colors_of_their_signs():
    bars = signed_bars([-2, -1, 0, 1, 2]).bars
    colors = [bar.get_fill_color() for bar in bars]
    negative, positive = ManimColor(PALETTE.negative), ManimColor(PALETTE.positive)
    assert colors == [negative, negative, positive, positive]


def test_the_highest_bar_is_as_high_as_said():
    counts = SourcedArray([1.0, 4.0, 2.0, 0.0], "measurement.test.counts")
    bars = signed_bars([-2, -1, 0, 1, 2]).bars.show_counts(counts)
    assert max(bar.height for bar in bars) == pytest.approx(0.2 * stage().height)
