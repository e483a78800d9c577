from __future__ import annotations

import numpy as np
import pytest

from network.analysis.interpretability import informative_inputs
from network.errors import OptionError
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP


@pytest.fixture
def four_inputs() -> MLP:
    weights = np.array([[1.0, -3.0, 0.5, 2.0], [-1.0, 0.0, 0.5, 2.0]])
    return MLP((Layer(weights, np.zeros(2), "sigmoid"),))


def test_totals_by_hand(four_inputs: MLP) -> None:
    found = informative_inputs(forward(four_inputs, [1.0, 0.5, 1.0, 0.5]).layers[0], 3)
    assert found.indices.tolist() == [0, 1, 3]
    assert found.totals.tolist() == [2.0, 1.5, 2.0]
    assert found.count == 3


def test_contributions_that_cancel_out_still_count(four_inputs: MLP) -> None:
    found = informative_inputs(forward(four_inputs, [1.0, 0.0, 1.0, 0.0]).layers[0], 1)
    assert found.indices.tolist() == [0]


def test_a_dark_pixel_is_never_chosen(four_inputs: MLP) -> None:
    found = informative_inputs(forward(four_inputs, [0.0, 1.0, 0.0, 1.0]).layers[0], 4)
    assert found.indices.tolist() == [1, 3]


def test_nothing_is_chosen_from_a_black_picture(four_inputs: MLP) -> None:
    assert informative_inputs(forward(four_inputs, np.zeros(4)).layers[0], 2).count == 0


def test_among_equals_the_first_are_chosen() -> None:
    model = MLP((Layer(np.ones((1, 5)), np.zeros(1), "identity"),))
    found = informative_inputs(forward(model, np.ones(5)).layers[0], 2)
    assert found.indices.tolist() == [0, 1]


def test_plain_loops_choose_the_same(random_model: MLP, rng: np.random.Generator) -> None:
    inputs = rng.random(6)
    weights = random_model.layers[0].weights
    totals = {
        i: sum(abs(float(weights[j, i]) * float(inputs[i])) for j in range(len(weights)))
        for i in range(6)
    }
    found = informative_inputs(forward(random_model, inputs).layers[0], 4)
    assert found.indices.tolist() == sorted(sorted(totals, key=totals.__getitem__)[-4:])
    np.testing.assert_allclose(found.totals, [totals[i] for i in found.indices])


def test_a_batch_is_refused(four_inputs: MLP) -> None:
    layer = forward(four_inputs, np.ones((2, 4))).layers[0]
    with pytest.raises(OptionError, match=r"single input, got a batch of \(2, 4\)"):
        informative_inputs(layer, 1)


def test_choosing_none_is_refused(four_inputs: MLP) -> None:
    with pytest.raises(OptionError, match="count must be 1 or more, got 0"):
        informative_inputs(forward(four_inputs, np.ones(4)).layers[0], 0)
