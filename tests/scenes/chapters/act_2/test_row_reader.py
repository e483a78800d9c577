from __future__ import annotations

import numpy as np
import pytest
from manim import Scene, tempconfig

from scenes.chapters.act_2.a_neuron_holds_a_number_parts import (
    LANDS,
    Hop,
    LightUp,
    ReadRow,
    RowGraph,
    RowReader,
)
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.stage import theme
from scenes.subject.sourced import SourcedArray

ROW = [0.0, 0.2, 1.0, 0.7]
OTHERS = [0.4, 0.9]
LEVELS = [0, 1, 4, 3, 5, 2]
"""Their indices and those of the row, from dark to bright."""


def reader_at(center: np.ndarray) -> RowReader:
    image = SourcedArray([*ROW, *OTHERS], "trace.inputs")
    values = [image[i] for i in range(4)]
    grid = image_grid(SourcedArray(ROW, "trace.inputs"), side=1, rows=1)
    levels = [image[i] for i in LEVELS]
    return RowReader(
        grid, values, levels=levels, neuron=Neuron(radius=1.0).move_to(center),
        graph=RowGraph(values, width=4, height=3), color="#FFDD33",
    )  # fmt: skip


@pytest.fixture
def reader() -> RowReader:
    return reader_at(np.array([5.0, 0.0, 0.0]))


def test_the_neuron_holds_the_number_under_the_cursor(reader):
    for column, value in enumerate(ROW):
        reader.read(column)
        assert reader.value.sourced.value == value
        assert reader.neuron.fills[0].source == f"trace.inputs[{column}]"
        assert np.allclose(reader.frame.get_center(), reader.grid.cell_center(0, column))


def test_the_cursor_frames_one_pixel(reader):
    for column in range(len(ROW)):
        assert reader.read(column).frame.width == pytest.approx(reader.grid.cell_side)


def test_between_two_pixels_number_and_brightness_are_of_one_pixel_between_them(reader):
    shown = []
    for way in np.linspace(0, 1, 21):
        held = reader.read(1 + way).value.sourced
        assert reader.neuron.fills == (held,)
        assert reader.neuron.get_fill_color().to_rgb()[0] == pytest.approx(
            0.045 + 0.955 * held.value, abs=0.01
        )
        shown.append(held.value)
    assert shown == sorted(shown)
    assert set(shown) == {0.2, 0.4, 0.7, 0.9, 1.0}


def test_what_may_be_held_on_a_way_lies_between_its_ends(reader):
    found = reader.between([reader.values[i] for i in (1, 3)])
    assert [each.value for each in found] == [0.2, 0.7, 0.4]


def test_the_dot_stands_below_the_cursor_as_high_as_the_number(reader):
    for column, value in enumerate(ROW):
        reader.read(column)
        x, y, _z = reader.dot.get_center()
        assert x == pytest.approx(reader.frame.get_x())
        assert y == pytest.approx(-1.5 + 3 * value)


def test_every_pixel_that_was_read_leaves_a_bar_of_its_height(reader):
    reader.read(1).leave_bars()
    for column in (1.0, 2.0, 3.0, 1.0):
        reader.read(column)
    heights = [bar.height for bar in reader.graph.bars]
    np.testing.assert_allclose(heights, [0, *(3 * np.array(ROW[1:]))], atol=1e-9)
    assert [len(bar.fills) for bar in reader.graph.bars] == [0, 1, 1, 1]


@pytest.mark.parametrize("column", range(4))
def test_the_number_can_be_read_on_its_ground(reader, column):
    reader.read(column)
    color = reader.value.submobjects[1].get_fill_color().to_hex()
    assert theme.contrast(color, reader.value.ground) >= 4.5


@pytest.mark.parametrize("center", [[5.0, 0.0, 0.0], [0.0, -5.0, 0.0]])
def test_the_link_leads_from_the_cursor_to_the_rim(center):
    reader = reader_at(np.array(center)).read(1)
    start, end = reader.link.get_start_and_end()
    assert np.linalg.norm(end - center) == pytest.approx(1.0)
    out = np.abs(start - reader.frame.get_center())
    assert out.max() == pytest.approx(reader.frame.width / 2)


def test_a_glide_passes_all_pixels_on_its_way(reader):
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        reader.read(3)
        glide = ReadRow(reader, 1, run_time=0.5)
        Scene().play(glide)
    assert [value.value for value in glide.passing_values] == [*ROW[1:], 0.4, 0.7, 0.9]
    assert reader.value.sourced.value == ROW[1]
    assert reader.column == 1


def test_a_hop_counts_from_number_to_number(reader):
    reader.read(0)
    numbers = [reader.hop(0, 3, share).value.sourced.value for share in (0, 0.25, 0.4, LANDS, 1)]
    assert numbers == [0.0, 0.2, 0.4, 0.7, 0.7]
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        reader.read(0)
        hop = Hop(reader, 3, run_time=0.5)
        Scene().play(hop)
    assert [value.value for value in hop.passing_values] == [0.0, 0.7, 0.2, 0.4]
    assert reader.column == 3


def test_a_neuron_lights_up_to_its_last_number(reader):
    reader.read(1)
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        Scene().play(LightUp(reader, [reader.values[i] for i in (0, 1, 3)], run_time=0.5))
    assert reader.value.sourced.value == ROW[3]
