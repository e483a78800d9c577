"""The room of a layer's equation, and the equation in it, in every frame."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.default_model import default_model
from network.forward import forward
from network.training.initialization import initialize
from scenes.chapters.act_5.matrix_vector_product_parts import EquationHeaders
from scenes.mobjects.equations.layer_equation import OVERHANG, LayerEquation, equation_room
from scenes.mobjects.grids.elision import largest_indices
from scenes.stage.layout import network_places, stage
from scenes.stage.theme import PALETTES

SIZES = [(784, 16, 16, 10), (784, 64, 10), (784, 10), (64, 20, 30)]


def _room(sizes):
    places, layer = network_places(sizes), len(sizes) - 2
    end = float(places.columns[-1][0, 0]) - places.radii[-1] - 0.15
    return places, equation_room(places, layer, end)


@pytest.mark.parametrize("sizes", SIZES)
def test_matrix_and_vectors_stand_on_the_stage(framed, sizes):
    area, (_, room) = stage(), _room(sizes)
    for part in (room.weights, room.vectors):
        assert area.left - OVERHANG - 1e-9 <= part.left < part.right
        assert part.right <= area.right + OVERHANG + 1e-9
        assert area.bottom - 1e-9 <= part.bottom < part.top <= area.top + 1e-9
    assert room.is_stacked == (framed != "16:9")


@pytest.mark.usefixtures("framed")
@pytest.mark.parametrize("sizes", SIZES)
def test_a_matrix_above_the_vectors_leaves_room_for_letters(sizes):
    _, room = _room(sizes)
    if room.is_stacked:
        assert room.weights.bottom - room.vectors.top > 0.5


@pytest.mark.parametrize("sizes", SIZES[:3])
def test_on_a_tall_stage_the_matrix_is_above_the_neurons_of_its_layer(framed, sizes):
    places, room = _room(sizes)
    if framed == "9:16":
        for column, radius in zip(places.columns[-2:], places.radii[-2:], strict=True):
            assert room.weights.bottom > column[:, 1].max() + radius


def test_sums_have_the_heights_of_their_neurons_where_they_can(framed):
    places, room = _room(SIZES[0])
    pitch = places.columns[-1][0, 1] - places.columns[-1][1, 1]
    assert room.row_pitch <= pitch + 1e-9
    if framed != "1:1":
        assert room.row_pitch == pytest.approx(pitch)
        assert room.vectors.center[1] == pytest.approx(places.columns[-1][:, 1].mean())


def _equation(model):
    trace = forward(model, np.linspace(0, 1, model.layer_sizes[0]))
    _, room = _room(model.layer_sizes)
    layer = len(model.layers) - 1
    sums = trace.layers[layer].pre_activations
    rows = largest_indices(sums, room.slots, but_surely=3)
    return LayerEquation(model, trace, layer, PALETTES["classic"], chosen=3, rows=rows, room=room)


@pytest.mark.usefixtures("framed")
def test_parts_of_an_equation_stay_in_their_rooms():
    sizes = ((784, 64, 10), (784, 8, 300))
    others = [initialize(each, ("relu",) * 2, np.random.default_rng(0)) for each in sizes]
    models = [default_model(), *others]
    for equation in map(_equation, models):
        room = equation.room
        assert equation.weights.get_left()[0] >= room.weights.left - 1e-6
        assert equation.weights.get_right()[0] <= room.weights.right + 1e-6
        for part in (equation.inputs, equation.terms, equation.biases, equation.outputs):
            assert part.get_left()[0] >= room.vectors.left
            assert part.get_right()[0] <= room.vectors.right + 1e-6
            assert part.get_top()[1] <= room.vectors.top + 0.1
            assert part.get_bottom()[1] >= room.vectors.bottom - 0.1
        if room.is_stacked:
            assert equation.inputs.get_top()[1] < equation.weights.get_bottom()[1]
        else:
            assert equation.weights.get_right()[0] < equation.inputs.get_left()[0]


@pytest.mark.usefixtures("framed")
def test_of_more_rows_than_can_be_read_those_with_the_largest_sums_are_drawn():
    model = initialize((784, 8, 300), ("relu",) * 2, np.random.default_rng(0))
    equation = _equation(model)
    drawn, sums = equation.rows.indices, forward(model, np.linspace(0, 1, 784)).layers[1]
    assert 3 in drawn
    assert equation.rows.slots == equation.room.slots < 30
    others = np.sort(np.delete(sums.pre_activations, 3))[::-1][: len(drawn) - 1]
    assert set(sums.pre_activations[list(drawn)]) >= set(others)
    for part in (equation.weights, equation.sums, equation.biases, equation.outputs):
        assert part.drawn_rows == equation.rows


@pytest.mark.usefixtures("framed")
def test_all_ten_rows_of_ten_outputs_are_drawn():
    assert _equation(default_model()).rows.indices == tuple(range(10))


def test_a_phone_shows_all_columns_of_the_last_layer(framed):
    equation = _equation(default_model())
    assert equation.drawn.is_elided == (framed == "1:1")


@pytest.mark.usefixtures("framed")
def test_letters_stand_above_their_parts():
    equation = _equation(default_model())
    headers = EquationHeaders(equation)
    for letter, part in (
        (headers.weights, equation.weights),
        (headers.inputs, equation.inputs),
        (headers.formula, equation.sums),
    ):
        assert letter.get_bottom()[1] > part.get_top()[1]
    if equation.room.is_stacked:
        assert headers.inputs.get_top()[1] < equation.weights.get_bottom()[1]
        assert headers.size.get_bottom()[1] > equation.weights.get_top()[1]
        assert headers.weights.get_left()[0] >= stage().left - 1e-9
