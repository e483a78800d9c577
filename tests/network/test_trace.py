"""Traces: what can be read off them."""

from __future__ import annotations

import numpy as np
import pytest

from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.files.default_model import default_model
from network.forward import forward
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP
from network.trace import ForwardTrace


def test_running_sums_by_hand(hand_model: MLP) -> None:
    layer = forward(hand_model, [2.0, 1.0]).layers[0]
    assert layer.running_sums(0, [0, 1]).tolist() == [2.0, 0.0]
    assert layer.running_sums(0, [1, 0]).tolist() == [-2.0, 0.0]
    assert layer.running_sums(1, [1]).tolist() == [0.5]
    assert layer.running_sums(1, []).tolist() == []


def test_the_negative_shares_by_hand(hand_model: MLP) -> None:
    # Contributions 2, -2 to the one neuron, 1, 0.5 to the other.
    assert forward(hand_model, [2.0, 1.0]).layers[0].negative_shares.tolist() == [0.5, 0.0]
    # 1, -0.5 and 0.5, 0.125; then none at all; both in one batch.
    shares = forward(hand_model, [[1.0, 0.25], [0.0, 0.0]]).layers[0].negative_shares
    assert shares.tolist() == [[pytest.approx(1 / 3), 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("digit", range(10))
def test_the_answer_of_the_film_takes_in_more_green_and_all_others_more_red(digit: int) -> None:
    trace = forward(default_model(), rasterize(drawn_digit(digit)).ravel())
    red = trace.layers[-1].negative_shares > 0.5
    assert np.flatnonzero(~red).tolist() == [trace.answer]


def test_running_sums_end_at_the_pre_activation_without_bias(
    random_model: MLP, rng: np.random.Generator
) -> None:
    layer = forward(random_model, rng.random((4, 6))).layers[0]
    sums = layer.running_sums(3, rng.permutation(6))
    assert sums.shape == (4, 6)
    np.testing.assert_allclose(sums[:, -1] + layer.biases[3], layer.pre_activations[:, 3])


@pytest.mark.parametrize(
    ("neuron", "order", "message"),
    [
        (2, [0], "neuron must be between 0 and 1, got 2"),
        (-1, [0], "neuron must be between 0 and 1, got -1"),
        (0, [0, 2], "input must be between 0 and 1, got 2"),
        (0, [-1], "input must be between 0 and 1, got -1"),
    ],
)
def test_sums_of_what_is_not_there_are_refused(
    hand_model: MLP, neuron: int, order: list[int], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        forward(hand_model, [2.0, 1.0]).layers[0].running_sums(neuron, order)


def test_answers_are_the_largest_outputs(random_model: MLP, rng: np.random.Generator) -> None:
    trace = forward(random_model, rng.random((7, 6)))
    for answer, outputs in zip(trace.answers, trace.outputs, strict=True):
        assert outputs[answer] == max(outputs)


def test_the_answer_of_one_input_is_a_plain_integer(random_model: MLP) -> None:
    assert type(forward(random_model, np.ones(6)).answer) is int


def test_a_batch_has_no_single_answer(random_model: MLP) -> None:
    with pytest.raises(OptionError, match=r"answer needs a single input, got a batch .*\(1, 6\)"):
        _ = forward(random_model, np.ones((1, 6))).answer


def test_no_array_of_a_trace_can_be_written_to(random_model: MLP) -> None:
    trace = forward(random_model, np.ones(6))
    arrays = [trace.inputs, trace.outputs, trace.answers]
    for layer in trace.layers:
        arrays += [layer.inputs, layer.weights, layer.biases, layer.pre_activations]
        arrays += [layer.activations, layer.contributions, layer.running_sums(0, [0])]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 9


def test_the_inputs_are_copied(random_model: MLP) -> None:
    inputs = np.ones(6)
    trace = forward(random_model, inputs)
    inputs[:] = 0
    assert trace.inputs.tolist() == [1.0] * 6


def test_traces_are_equal_by_value(random_model: MLP) -> None:
    one, other = forward(random_model, np.ones(6)), forward(random_model, np.ones(6))
    assert one == other
    assert one != forward(random_model, np.zeros(6))
    assert one != ForwardTrace(one.ink, one.inputs, one.layers[:2])


def test_a_batch_has_no_loudest_dark_pixel(random_model: MLP) -> None:
    with pytest.raises(OptionError, match=r"expected a single input, got a batch of \(1, 6\)"):
        _ = forward(random_model, np.ones((1, 6))).loudest_dark_pixel


def test_sums_may_begin_with_the_last_input_and_outputs_are_the_last_layer(
    random_model: MLP,
) -> None:
    trace = forward(random_model, np.ones(6))
    first = trace.layers[0]
    assert first.running_sums(0, [5]).tolist() == [first.contributions[0, 5]]
    assert trace.outputs is trace.layers[2].activations


def test_of_the_dark_pixels_the_one_read_as_the_farthest_from_0_is_the_loudest() -> None:
    layer = Layer(np.ones((2, 4)), np.zeros(2), "sigmoid")
    model = MLP((layer,), InputPreparation(np.ones(4), np.array([9.0, 0.5, -2.0, 1.0])))
    assert forward(model, [1.0, 0.0, 0.0, 0.0]).loudest_dark_pixel == 2
