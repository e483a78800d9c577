from __future__ import annotations

import numpy as np
import pytest
from manim import DL, DR, UR, Scene, tempconfig

from scenes.chapters.act_2.a_neuron_holds_a_number_parts import (
    Hop,
    LightUp,
    ReadRow,
    RowGraph,
    RowReader,
)
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.stage import theme
from scenes.stage.layout import Stage
from scenes.subject.sourced import SourcedArray

ROW = [0.0, 0.2, 1.0, 0.7]


def reader_at(center: np.ndarray) -> RowReader:
    image = SourcedArray([*ROW, *([0.0] * 12)], "trace.inputs")
    grid = image_grid(image, side=4, rows=4)
    values = [image[i] for i in range(4)]
    return RowReader(
        grid, 0, values, neuron=Neuron(radius=1.0).move_to(center),
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


def test_the_cursor_is_as_bright_as_its_pixel_and_larger(reader):
    for column, value in enumerate(ROW):
        frame = reader.read(column).frame
        assert frame.fills[0].value == value
        assert frame.get_fill_color().to_rgb()[0] == pytest.approx(value, abs=0.01)
        assert frame.width > reader.grid.cell_side


def test_the_heading_is_renamed_where_the_neuron_leaves_room(reader):
    graph, old = reader.graph, reader.graph.heading
    far = Neuron(radius=1.0).move_to([50.0, 0.0, 0.0])
    assert len(graph.rename(far, Stage(-100.0, 100.0, -10.0, 10.0))) == 1
    assert old not in graph.submobjects
    assert graph.submobjects[-1].text == "activation"
    assert graph.rename(reader.neuron, Stage(-100.0, 100.0, -10.0, 10.0)) == []


def test_a_heading_that_would_be_cut_is_not_renamed(reader):
    graph = reader.graph
    far = Neuron(radius=1.0).move_to([50.0, 0.0, 0.0])
    edge = float(graph.heading.get_left()[0])
    graph.rename(far, Stage(-100.0, edge, -10.0, 10.0))
    assert not [part for part in graph.submobjects if getattr(part, "text", "") == "activation"]


def test_between_two_pixels_stands_one_of_their_two_numbers(reader):
    shown = [reader.read(1 + way).value.sourced.value for way in (0.1, 0.49, 0.5, 0.9)]
    assert shown == [0.2, 0.2, 1.0, 1.0]


def test_brightness_is_that_of_the_number_near_the_middle_of_a_pixel(reader):
    grays = [reader.read(1 + way).neuron.get_fill_color().to_rgb()[0] for way in (0.0, 0.2, 0.8)]
    assert grays[0] == pytest.approx(grays[1])
    assert grays[2] == pytest.approx(1.0)


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


def test_rays_end_on_the_rim(reader):
    reader.read(0)
    for ray in reader.rays:
        assert np.linalg.norm(ray.get_end() - reader.neuron.get_center()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("center", "corners"), [([5.0, 0.0, 0.0], (UR, DR)), ([0.0, -5.0, 0.0], (DR, DL))]
)
def test_rays_leave_on_the_side_of_the_neuron_and_touch_its_rim(center, corners):
    reader = reader_at(np.array(center)).read(1)
    for ray, corner in zip(reader.rays, corners, strict=True):
        start, end = ray.get_start_and_end()
        assert start == pytest.approx(reader.frame.get_corner(corner))
        # At a right angle to the radius: it touches, and does not cross.
        assert np.dot(end - start, end - center) == pytest.approx(0, abs=1e-9)
        assert np.dot(end - center, corner) > 0


def test_a_glide_passes_all_pixels_on_its_way(reader):
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        reader.read(3)
        glide = ReadRow(reader, 1, run_time=0.5)
        Scene().play(glide)
    assert [value.value for value in glide.passing_values] == ROW[1:]
    assert reader.value.sourced.value == ROW[1]
    assert reader.column == 1


def test_a_hop_shows_no_number_of_what_it_passes_over(reader):
    reader.read(0)
    numbers = [reader.hop(0, 3, share).value.sourced.value for share in (0.25, 0.75)]
    assert numbers == [ROW[0], ROW[3]]
    reader.hop(0, 3, 0.5)
    assert reader.value.glyphs.get_fill_opacity() == 0
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        reader.read(0)
        hop = Hop(reader, 3, run_time=0.5)
        Scene().play(hop)
    assert [value.value for value in hop.passing_values] == [ROW[0], ROW[3]]
    assert reader.column == 3
    assert reader.value.glyphs.get_fill_opacity() == 1


def test_a_neuron_lights_up_to_its_last_number(reader):
    reader.read(1)
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        Scene().play(LightUp(reader, [reader.values[i] for i in (0, 1, 3)], run_time=0.5))
    assert reader.value.sourced.value == ROW[3]
