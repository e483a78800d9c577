from __future__ import annotations

import numpy as np
import pytest
from manim import Scene, tempconfig

from scenes.chapters.act_2.a_neuron_holds_a_number_parts import (
    AROUND,
    LANDS,
    Hop,
    PixelReader,
)
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.pixel_grid import image_grid
from scenes.stage import theme
from scenes.subject.sourced import SourcedArray

IMAGE = [0.0, 0.2, 1.0, 0.7, 0.4, 0.9, 0.0, 0.0, 0.0]
LEVELS = [0, 1, 4, 3, 5, 2]
"""Indices of its pixels, from dark to bright."""


def reader_at(center: np.ndarray) -> PixelReader:
    image = SourcedArray(IMAGE, "trace.inputs")
    neuron = Neuron(radius=1.0).move_to(center)
    levels = [image[i] for i in LEVELS]
    return PixelReader(
        image_grid(image, side=3), image, levels=levels, neuron=neuron, color="#FFDD33"
    )


@pytest.fixture
def reader() -> PixelReader:
    return reader_at(np.array([5.0, 0.0, 0.0]))


def test_the_neuron_holds_the_number_under_the_cursor(reader):
    for pixel, value in enumerate(IMAGE):
        reader.read(pixel)
        assert reader.value.sourced.value == value
        assert reader.neuron.fills[0].source == f"trace.inputs[{pixel}]"
        place = reader.grid.cell_center(*divmod(pixel, 3))
        np.testing.assert_allclose(reader.frame.get_center(), place, atol=1e-9)
        assert reader.frame.width == pytest.approx(AROUND)


def test_who_aims_at_a_pixel_does_not_read_it(reader):
    reader.read(2).aim(1)
    assert reader.value.sourced.value == 1.0
    assert reader.pixel == 1


def test_what_may_be_held_on_a_way_lies_between_its_ends(reader):
    low, high = reader.inputs[1], reader.inputs[5]
    assert [each.value for each in reader.between(low, high)] == [0.2, 0.4, 0.7, 0.9]
    assert [each.value for each in reader.between(high, low)] == [0.9, 0.7, 0.4, 0.2]


@pytest.mark.parametrize("pixel", range(4))
def test_the_number_can_be_read_on_its_ground(reader, pixel):
    reader.read(pixel)
    color = reader.value.submobjects[1].get_fill_color().to_hex()
    assert theme.contrast(color, reader.value.ground) >= 4.5


@pytest.mark.parametrize("center", [[5.0, 0.0, 0.0], [0.0, -5.0, 0.0]])
def test_the_beam_touches_the_neuron_on_both_sides(center):
    reader = reader_at(np.array(center)).read(1)
    corners = reader.frame.get_vertices()
    for edge in reader.edges:
        start, end = edge.get_start_and_end()
        assert np.linalg.norm(end - center) == pytest.approx(1.0)
        assert np.linalg.norm(corners - start, axis=1).min() == pytest.approx(0.0, abs=1e-9)
    one, other = (edge.get_end() for edge in reader.edges)
    assert np.linalg.norm(one - other) == pytest.approx(2.0, abs=0.1)


def test_a_hop_counts_from_number_to_number_once_its_cursor_stands(reader):
    after = 1 - LANDS
    shares = 0, LANDS, LANDS + after / 4, LANDS + after / 2, 1
    numbers = [reader.hop(0, 3, share).value.sourced.value for share in shares]
    assert numbers == [0.0, 0.0, 0.2, 0.4, 0.7]
    reader.hop(0, 3, LANDS)
    np.testing.assert_allclose(reader.frame.get_center(), reader.grid.cell_center(1, 0), atol=1e-9)
    with tempconfig({"dry_run": True, "quality": "low_quality"}):
        reader.read(0)
        hop = Hop(reader, 3, run_time=0.5)
        Scene().play(hop)
    assert [value.value for value in hop.passing_values] == [0.0, 0.2, 0.4, 0.7]
    assert reader.pixel == 3
