from __future__ import annotations

import numpy as np

from network.analysis.counts import EXAMPLES, NetworkShape, other_shapes, shape_of
from network.files.default_model import default_model
from network.training.initialization import initialize


def test_the_default_network_has_two_hidden_layers_of_sixteen() -> None:
    shape = shape_of(default_model())
    assert shape == NetworkShape((784, 16, 16, 10))
    assert shape.hidden_sizes == (16, 16)
    assert shape.hidden_layers == 2


def test_a_network_may_have_no_hidden_layer() -> None:
    assert NetworkShape((784, 10)).hidden_sizes == ()
    assert NetworkShape((784, 10)).hidden_layers == 0


def test_other_shapes_have_the_same_ends() -> None:
    shapes = other_shapes(default_model())
    assert [shape.hidden_sizes for shape in shapes] == list(EXAMPLES)
    assert {(shape.layer_sizes[0], shape.layer_sizes[-1]) for shape in shapes} == {(784, 10)}


def test_the_shape_of_the_network_itself_is_not_another_one() -> None:
    model = initialize((9, *EXAMPLES[0], 3), ("sigmoid", "sigmoid"), np.random.default_rng(0))
    assert [shape.hidden_sizes for shape in other_shapes(model)] == list(EXAMPLES[1:])


def test_examples_are_wide_and_deep_and_have_as_many_neurons_as_the_default_network() -> None:
    assert EXAMPLES == ((32,), (8, 8, 8, 8))
    hidden = sum(shape_of(default_model()).hidden_sizes)
    assert {sum(sizes) for sizes in EXAMPLES} == {hidden}
