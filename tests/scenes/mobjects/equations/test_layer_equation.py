"""A layer as an equation: every number in it is that of the trace."""

from __future__ import annotations

import numpy as np
import pytest

from network.digits.drawn_digits import drawn_digit, rasterize
from network.files.default_model import default_model
from network.forward import forward
from scenes.mobjects.equations.layer_equation import LayerEquation, equation_room, inputs_path
from scenes.mobjects.grids.elision import all_indices
from scenes.stage.layout import network_places, stage
from scenes.stage.theme import PALETTES

MODEL = default_model()
TRACE = forward(MODEL, rasterize(drawn_digit(3)))
CHOSEN = 2


def shown(matrix):
    return [label.sourced.value for label in matrix.labels()]


@pytest.fixture(scope="module", params=[0, 1, 2])
def equation(request):
    room = equation_room(network_places(MODEL.layer_sizes), request.param, stage().right)
    rows = all_indices(MODEL.layer_sizes[request.param + 1])
    return LayerEquation(
        MODEL, TRACE, request.param, PALETTES["classic"], chosen=CHOSEN, rows=rows, room=room
    )


def test_all_vectors_show_the_numbers_of_the_layer(equation):
    layer, trace = MODEL.layers[equation.layer], TRACE.layers[equation.layer]
    assert shown(equation.biases) == layer.biases.tolist()
    assert shown(equation.pre_activations) == trace.pre_activations.tolist()
    assert shown(equation.outputs) == trace.activations.tolist()
    np.testing.assert_allclose(shown(equation.sums), trace.pre_activations - layer.biases)


def test_weights_and_inputs_show_the_same_columns(equation):
    columns = list(equation.drawn.indices)
    weights = MODEL.layers[equation.layer].weights[:, columns]
    inputs = TRACE.layers[equation.layer - 1].activations if equation.layer else TRACE.inputs
    assert shown(equation.weights) == weights.ravel().tolist()
    assert shown(equation.inputs) == inputs[columns].tolist()


def test_terms_are_those_of_the_chosen_row_and_add_up_to_its_sum(equation):
    terms = [label.sourced.value for label in equation.terms.terms]
    contributions = TRACE.layers[equation.layer].contributions[CHOSEN]
    assert terms == contributions[list(equation.drawn.indices)].tolist()
    last = equation.running_sums()[-1].value
    assert last == pytest.approx(shown(equation.sums)[CHOSEN])


def test_all_that_follows_the_matrix_fits_into_its_room(equation):
    parts = (equation.inputs, equation.terms, equation.sums, equation.biases, equation.outputs)
    assert max(part.get_right()[0] for part in parts) <= equation.room.vectors.right + 1e-6
    assert equation.weights.get_left()[0] >= stage().left - 0.1


@pytest.mark.parametrize(
    ("layer", "path"), [(0, "trace.inputs"), (2, "trace.layers[1].activations")]
)
def test_a_layer_takes_what_the_one_before_it_gave(layer, path):
    assert inputs_path(layer) == path
