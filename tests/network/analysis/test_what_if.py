from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from network.analysis import what_if
from network.analysis.what_if import Outcome
from network.errors import OptionError
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP


@pytest.fixture
def model():
    first = Layer(
        np.array([[1.0, -2.0], [0.5, 0.0], [3.0, 3.0]]), np.array([0.5, -1, 0]), "sigmoid"
    )
    return MLP((first, Layer(np.ones((2, 3)), np.zeros(2), "relu")))


@pytest.fixture
def layer(model):
    return forward(model, [0.5, 1.0]).layers[0]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_another_bias_moves_the_sum_not_the_activation(layer):
    found = what_if.activation_with_other_bias(layer, "sigmoid", 0, 2.0)
    # 1 x 0.5 - 2 x 1 + 0.5 = -1
    assert found.right == pytest.approx(sigmoid(1))
    assert found.slips == pytest.approx((sigmoid(-1), sigmoid(-1) + 2, sigmoid(-3), sigmoid(2.5)))


def test_the_liveliest_neuron_is_the_one_that_a_bias_moves_most(layer):
    changes = [sigmoid(z + 2) - sigmoid(z) for z in (-1.0, -0.75, 4.5)]
    assert what_if.liveliest_neuron(layer, "sigmoid", 2.0) == changes.index(max(changes))


def test_an_input_that_goes_dark_takes_its_term_along(layer):
    found = what_if.sum_without_input(layer, 0, 1)
    assert (found.right, *found.slips) == pytest.approx((1.0, -3.0, -1.0, -2.0))


def test_the_opposite_sum(layer):
    found = what_if.activation_of_opposite_sum(layer, "sigmoid", 0)
    assert found.right == pytest.approx(sigmoid(1))
    assert found.slips == pytest.approx((-sigmoid(-1), sigmoid(-1), 0.0, 1.0))


@pytest.mark.parametrize(
    ("outcome", "right", "slips"),
    [
        (what_if.carried(-1.5, 0.5), -0.75, (-1.0, -1.5, 0.5)),
        (what_if.change_of_sum(-1.5, 0.5), -0.75, (0.75, -1.5, 0.5, 0.0)),
        (
            what_if.filter_sum(np.array([[1.0, 2], [-1, -2]]), np.array([[1.0, 1], [0, 1]])),
            1,
            (5, 3, 3),
        ),
        (what_if.place_in_column(2, 3, 28), 31, (58, 59, 3, 6)),
        (what_if.place_in_column(1, 3, 28), 3, (57, 31, 3)),
        (what_if.share_of(1, 4, 10), 0.25, (0.75, 1 / 3, 0.1, 0.4)),
        (what_if.share_of(4, 4, 10), 1.0, (0.0, 0.4, 0.4)),
        (what_if.computing_neurons((784, 16, 16, 10)), 42, (826, 32, 3)),
        (what_if.computing_neurons((784, 10)), 10, (794, 1)),
        (what_if.connections_between(16, 10), 160, (26, 16, 10, 170)),
        (what_if.connections_into_one(784, 16), 784, (12544, 16, 800)),
        (what_if.entries_of_product(10, 16), 10, (16, 160, 26)),
        (what_if.bias_for_threshold(5), -5, (5, 0, 0.2)),
        (what_if.relu_of(-4.4), 0, (-4.4, 4.4, sigmoid(-4.4))),
        (what_if.relu_of(4.4), 4.4, (4.4, -4.4, sigmoid(4.4))),
    ],
)
def test_right_answers_and_usual_slips(outcome, right, slips):
    assert outcome.right == pytest.approx(right)
    assert outcome.slips == pytest.approx(slips)


def test_one_neuron_more_and_one_layer_are_counted_as_a_network_of_that_shape_has_them(model):
    def parameters(*sizes):
        return sum((before + 1) * after for before, after in pairwise(sizes))

    more = what_if.parameters_of_one_more_neuron(model)
    assert more.right == parameters(2, 4, 2) - parameters(2, 3, 2)
    assert more.slips == (4, 3, 2, 1)
    one = what_if.parameters_of_one_layer(model)
    assert one.right == parameters(2, 2)
    assert one.slips == (4, parameters(2, 3, 2), 4, 2)


def test_without_a_hidden_layer_there_is_none_to_widen(model):
    with pytest.raises(OptionError, match="a network with a hidden layer"):
        what_if.parameters_of_one_more_neuron(MLP(model.layers[1:]))


def test_softmax_acts_on_no_neuron_alone(layer):
    with pytest.raises(OptionError, match="softmax acts on no neuron alone"):
        what_if.activation_with_other_bias(layer, "softmax", 0, 2.0)


@pytest.mark.parametrize(
    ("outputs", "rise"), [([0.785, 0.782, 0.1], 0.005), ([0.9, 0.1], 2.0), ([0.5, 0.5], 1e-6)]
)
def test_a_needed_rise_is_round_and_enough(outputs, rise):
    assert what_if.needed_rise(np.array(outputs)) == pytest.approx(rise)
    assert sorted(outputs)[-2] + rise > max(outputs)


def test_counts_are_whole():
    assert what_if.byte_of(0.478) == 122
    assert what_if.counted_share(0.1796, 10_000) == 1796


def test_other_slips_leave_the_right_answer_as_it_is():
    assert Outcome(0.5, (1.0,)).with_slips(0.0, -0.5) == Outcome(0.5, (0.0, -0.5))
