"""Laws of the core, for networks and numbers of every size that Hypothesis thinks of."""

from __future__ import annotations

import itertools

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.activations import ACTIVATION_FUNCTIONS
from network.analysis.confidence import confidence
from network.analysis.counts import count_parameters
from network.analysis.edge_masks import mask_sum
from network.analysis.weighted_sum import row_products, weighted_sum
from network.forward import forward
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

SIGMOID, SOFTMAX, RELU, TANH = (
    ACTIVATION_FUNCTIONS[name] for name in ("sigmoid", "softmax", "relu", "tanh")
)


def vectors(low: float, high: float, size: int | tuple[int, ...]) -> st.SearchStrategy[np.ndarray]:
    numbers = st.floats(low, high, allow_subnormal=False)
    return arrays.arrays(np.float64, size, elements=numbers)


logits = st.integers(2, 8).flatmap(lambda size: vectors(-30, 30, size))


@st.composite
def fed_networks(draw) -> tuple[MLP, np.ndarray]:
    """A network of one layer to four, and a picture for it."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    layers = [
        Layer(
            draw(vectors(-4, 4, (fan_out, fan_in))),
            draw(vectors(-4, 4, fan_out)),
            draw(st.sampled_from(list(ACTIVATION_FUNCTIONS))),
        )
        for fan_in, fan_out in itertools.pairwise(sizes)
    ]
    scale, offset = draw(st.floats(0.1, 4)), draw(st.floats(-2, 2))
    model = MLP(tuple(layers), InputPreparation(np.array(scale), np.array(offset)))
    return model, draw(vectors(0, 1, sizes[0]))


@given(fed_networks())
def test_a_forward_pass_is_matrix_products_with_biases_and_activations(plain_loops, fed):
    model, ink = fed
    trace = forward(model, ink)
    inputs = [float(model.preparation.scale * x + model.preparation.offset) for x in ink]
    np.testing.assert_allclose(trace.inputs, inputs, atol=1e-12)
    for layer, plain in zip(trace.layers, plain_loops.plain_forward(model, inputs), strict=True):
        np.testing.assert_allclose(layer.contributions, plain.contributions, atol=1e-9)
        np.testing.assert_allclose(layer.pre_activations, plain.pre_activations, atol=1e-9)
        np.testing.assert_allclose(layer.activations, plain.activations, atol=1e-9)


@given(fed_networks(), st.integers(0, 3))
def test_a_picture_is_read_the_same_alone_and_among_others(fed, before):
    model, ink = fed
    batch = np.stack([*np.linspace(0, 1, before * len(ink)).reshape(before, len(ink)), ink])
    alone, among = forward(model, ink), forward(model, batch)
    np.testing.assert_allclose(among.outputs[-1], alone.outputs, atol=1e-12)


@given(fed_networks())
def test_contributions_in_any_order_and_the_bias_make_the_pre_activation(fed):
    model, ink = fed
    for layer in forward(model, ink).layers:
        products = row_products(layer)
        np.testing.assert_allclose(products.sums + layer.biases, layer.pre_activations, atol=1e-9)
        for neuron, pre_activation in enumerate(layer.pre_activations):
            found = weighted_sum(layer, neuron)
            assert sorted(found.order) == list(range(len(layer.inputs)))
            assert found.sums[-1] + layer.biases[neuron] == pytest.approx(pre_activation, abs=1e-9)
            # The largest come first, and what goes up and what goes down is all that there is.
            assert (np.diff(np.abs(found.terms)) <= 0).all()
            np.testing.assert_allclose(
                found.upward_sums + found.downward_sums, found.sums, atol=1e-9
            )
            assert {*found.upward, *found.downward} == set(found.order[found.terms != 0])
            assert found.term_count == len(found.upward) + len(found.downward)


@given(fed_networks())
def test_a_count_is_the_sum_of_all_there_is(fed):
    model, _ = fed
    found = count_parameters(model)
    every = [number for layer in model.layers for number in (*layer.weights.flat, *layer.biases)]
    assert found.total == model.parameter_count == len(every) == found.running[-1]
    assert np.diff(found.running, prepend=0).tolist() == [*found.weights, *found.biases]
    assert found.fans[-1] == found.weights[0]
    assert (np.diff(found.fans) == model.layer_sizes[0]).all()


@given(vectors(-30, 30, 9))
def test_a_sigmoid_squishes_into_0_to_1_in_order_and_symmetrically(z):
    z.sort()
    activations = SIGMOID(z)
    assert ((activations > 0) & (activations < 1)).all()
    assert (np.diff(activations) >= 0).all()
    np.testing.assert_allclose(activations + SIGMOID(-z), 1, atol=1e-15)
    np.testing.assert_allclose(np.log(activations / SIGMOID(-z)), z, atol=1e-9)
    np.testing.assert_allclose(TANH(z / 2), 2 * activations - 1, atol=1e-12)
    assert (SIGMOID.derivative(z) <= 0.25).all()


@given(logits, st.floats(-50, 50))
def test_softmax_is_a_distribution_in_the_same_order(z, shift):
    found = SOFTMAX(z)
    assert found.sum() == pytest.approx(1)
    assert (found > 0).all()
    assert (np.diff(found[np.argsort(z)]) >= 0).all()
    np.testing.assert_allclose(SOFTMAX(z + shift), found, atol=1e-12)
    # Of two, it is the sigmoid of their difference.
    np.testing.assert_allclose(SOFTMAX(z[:2])[0], SIGMOID(z[0] - z[1]), atol=1e-12)


@given(vectors(-1e6, 1e6, 9), st.floats(0, 1e3))
def test_relu_keeps_what_is_positive(z, scale):
    assert np.array_equal(RELU(z) - RELU(-z), z)
    np.testing.assert_allclose(RELU(scale * z), scale * RELU(z))
    assert RELU.derivative(z).tolist() == [float(number > 0) for number in z]


@given(logits)
def test_the_answer_is_the_first_of_the_largest_and_the_next_is_second(outputs):
    found = confidence(outputs)
    ranked = sorted(range(len(outputs)), key=lambda index: (-outputs[index], index))
    assert [found.answer, found.runner_up] == ranked[:2]
    assert found.gap == found.largest - found.second >= 0


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(vectors(-2, 2, n), vectors(0, 1, n))))
def test_a_mask_s_sum_adds_the_largest_weights_first(both):
    mask, picture = both
    found = mask_sum(mask, picture)
    assert found.sums[-1] == pytest.approx(float(mask @ picture), abs=1e-9)
    assert (np.diff(mask[found.order]) <= 0).all()
    assert found.term_count == np.count_nonzero(mask * picture)
    np.testing.assert_allclose(np.diff(found.sums), found.products[found.order], atol=1e-9)
