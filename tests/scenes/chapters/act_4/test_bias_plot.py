"""Two plots over one line of weighted sums."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from network.digits.datasets import TestData
from network.digits.drawn_digits import load_drawn_digits, rasterize
from network.files.default_model import default_model
from network.measurements.firing import firing_against_bias, firing_axis
from scenes.chapters.act_4.bias_parts import BiasPlot
from scenes.mobjects.text.typst_text import em
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.record_view import RecordView
from scenes.subject.sourced import SourcedArray

FIRING, AXIS = "measurement.firing", "measurement.axis"


@pytest.fixture(scope="module")
def firing():
    digits = load_drawn_digits()
    images = np.array([rasterize(digit) for digit in digits])
    labels = np.array([digit.label for digit in digits])
    data = TestData(images, labels, name="digits", checksum="")
    return firing_against_bias(default_model(), data)


@pytest.fixture(params=ASPECTS)
def plot(request, firing):
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        yield plotted(firing)


def plotted(firing):
    record = RecordView({FIRING: firing, AXIS: firing_axis(firing, "sigmoid")})
    bias = record[f"{FIRING}.biases"][0]
    return BiasPlot(record, firing=FIRING, axis=AXIS, bias=bias, palette=PALETTES["classic"])


def test_only_bins_that_hold_something_have_bars(plot):
    assert len(plot.bars) == plot.counts.size
    assert plot.counts.values[0] > 0
    assert plot.counts.values[-1] > 0


def test_the_curve_stands_above_the_bars_on_the_stage(plot):
    bars = plot.bars.show_counts(plot.counts)
    area = stage()
    assert bars.get_top()[1] < plot.upright.get_bottom()[1]
    assert plot.upright.get_left()[0] > area.left
    assert plot.threshold.get_top()[1] < area.top
    assert plot.line.get_bottom()[1] > area.bottom


def test_the_threshold_reaches_beyond_the_curve(plot):
    assert plot.threshold.stem.get_top()[1] > plot.curve.get_top()[1]
    assert plot.threshold.stem.get_bottom()[1] == pytest.approx(plot.line.point(0)[1], abs=0.1)


def test_a_part_of_a_row_keeps_its_paths():
    row = SourcedArray(np.arange(6.0).reshape(2, 3), "counts").row(1)
    assert row.part(1, 3)[0].source == "counts[1,1]"
    assert row.part(1, 3)[0].value == 4


def test_the_number_of_the_threshold_ends_below_the_words_above_the_plots(plot):
    least = plot.places.share[1] - em("title")
    assert plot.threshold.value.get_top()[1] < least
