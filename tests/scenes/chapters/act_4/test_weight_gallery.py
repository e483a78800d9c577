"""All grids of a layer: none left out unsaid, each above its own edge and score."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.looking_inside_parts import MOST, WeightGallery
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray


def _gallery(neurons: int, width: float = 12, height: float = 5) -> WeightGallery:
    weights = np.random.default_rng(0).normal(size=(neurons, 784))
    source = SourcedArray(weights, "model.layers[0].weights")
    return WeightGallery(source, width=width, height=height, palette=PALETTES["classic"])


@pytest.mark.parametrize("neurons", [1, 3, 5, 6, 16, 20])
def test_every_neuron_of_a_small_layer_has_its_grid(neurons):
    gallery = _gallery(neurons)
    assert [grid.weights.prefix for grid in gallery.grids] == [(i,) for i in range(neurons)]
    assert len(gallery.dots) == 0


def test_a_large_layer_is_drawn_in_part_with_dots():
    gallery = _gallery(64)
    assert len(gallery.grids) == MOST - 1
    assert len(gallery.dots) == 1


@pytest.mark.parametrize("neurons", [1, 5, 16, 64])
@pytest.mark.parametrize(("width", "height"), [(12, 5), (7.2, 10), (7.2, 5.6)])
def test_grids_and_edges_stay_within_their_room(neurons, width, height):
    gallery = _gallery(neurons, width, height)
    edges = gallery.edges(SourcedArray(np.ones((neurons, 784)), "pictures"))
    assert gallery.width <= width
    assert max(gallery.get_top()[1], -edges.get_bottom()[1]) <= height / 2 + 1e-9


@pytest.mark.parametrize(
    ("width", "height", "rows"), [(12.8, 5.8, 2), (7.2, 10, 4), (7.2, 5.6, 3), (30, 1, 2)]
)
def test_there_are_as_many_rows_as_the_room_asks_for(width, height, rows):
    gallery = _gallery(16, width, height)
    assert len({round(float(grid.get_y()), 6) for grid in gallery.grids}) == rows


def test_the_score_of_a_clear_edge_has_a_color_of_its_own():
    gallery = _gallery(64)
    is_clear = np.arange(64) % 3 == 0
    labels = gallery.scores(SourcedArray(np.full(64, 0.5), "scores"), is_clear, "#FFDD33")
    colored = [label.glyph_color == "#FFDD33" for label in labels]
    assert colored == [is_clear[neuron] for neuron in gallery.drawn.indices]


def test_edges_stand_below_their_grids():
    gallery = _gallery(16)
    edges = gallery.edges(SourcedArray(np.ones((16, 784)), "pictures"))
    for grid, edge in zip(gallery.grids, edges, strict=True):
        assert edge.get_top()[1] < grid.get_bottom()[1]
        assert edge.get_left()[0] == pytest.approx(grid.get_left()[0])


def test_the_grid_of_a_neuron_is_found_unless_it_is_left_out():
    gallery = _gallery(64)
    assert gallery.grid_of(0) is gallery.grids[0]
    assert gallery.grid_of(63) is gallery.grids[-1]
    assert gallery.grid_of(30) is None


def test_edges_and_signed_scores_have_room_beside_each_other():
    _edges_and_scores_are_apart(_gallery(16), -0.55)


@pytest.mark.parametrize(("width", "height"), [(12.8, 5.3), (7.2, 10), (7.2, 5.6)])
def test_edges_and_scores_have_room_in_every_frame(width, height):
    _edges_and_scores_are_apart(_gallery(20, width, height), 0.55)


def _edges_and_scores_are_apart(gallery: WeightGallery, value: float) -> None:
    count = len(gallery.grids)
    edges = gallery.edges(SourcedArray(np.ones((count, 784)), "pictures"))
    scores = gallery.scores(
        SourcedArray(np.full(count, value), "scores"), np.ones(count, bool), "#FFDD33"
    )
    for edge, score in zip(edges, scores, strict=True):
        assert edge.get_right()[0] < score.get_left()[0]
