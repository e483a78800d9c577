import numpy as np
import pytest
from manim import LEFT, RIGHT

from scenes.chapters.act_6.without_nonlinearity_parts import SKETCH_WIDTH, SeedRow, sketch_room
from scenes.mobjects.network.network_sketch import NetworkSketch
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

RUNS = SourcedArray([0.92, 0.94, 0.93], "runs")
PITCH = 1.5


@pytest.fixture
def row(framed):
    del framed
    area = stage()
    left = area.left + (SKETCH_WIDTH if area.is_wide else 0.0) + 0.5
    line = NumberLine(
        SourcedArray([0.9, 0.95], "ticks"), left * RIGHT, (area.right - 1.75) * RIGHT, overshoot=0.3
    )
    sketch = NetworkSketch(
        Sourced(8, "width"), 2, sketch_room(line, 1.0, PITCH), PALETTES["classic"]
    )
    return line, SeedRow(
        Words("row"), RUNS, Sourced(0.93, "mean"), sketch=sketch, line=line, y=1.0,
        color="#FFFFFF", size="number",
    )  # fmt: skip


def test_every_training_stands_at_its_share_and_comes_out_of_its_network(row):
    line, found = row
    assert [dot.get_x() for dot in found.dots] == pytest.approx(
        line.points_of(RUNS.values)[:, 0].tolist()
    )
    assert np.ptp([dot.get_y() for dot in found.dots]) == pytest.approx(0)
    bar, dots = found.arrive().animations
    assert len(dots.animations) == RUNS.size
    assert bar.mobject.get_left()[0] == pytest.approx(line.ticks[0].get_x())
    assert bar.mobject.get_right()[0] == pytest.approx(found.mean.get_x())


def test_the_network_stands_left_of_its_line_or_above_its_value(row):
    _line, found = row
    area, sketch = stage(), found.sketch
    assert area.left - 1e-6 <= sketch.get_left()[0] < sketch.get_right()[0] <= area.right
    is_left = sketch.get_right()[0] < found.track.get_corner(LEFT)[0]
    assert is_left or sketch.get_bottom()[1] > found.track.get_y()
