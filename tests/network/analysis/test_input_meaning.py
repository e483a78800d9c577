from dataclasses import replace

import numpy as np
import pytest

from network.analysis.input_meaning import InputCheck, InputMeaning, check_inputs
from network.errors import OptionError
from network.files.default_model import default_model
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

MEANINGS = [
    InputMeaning(value_range=(0.0, 255.0)),
    InputMeaning(statistics=(0.5, 0.5)),
    InputMeaning(statistics=(0.1307, 0.3081)),
    InputMeaning(inverted=True),
]


def trained_on(meaning: InputMeaning) -> MLP:
    """The shipped network, as if it had been trained on inputs of another meaning."""
    model = default_model()
    first, *others = model.layers
    scale, offset = meaning.preparation.scale, meaning.preparation.offset
    weights = first.weights / scale
    return MLP((Layer(weights, first.biases - weights.sum(axis=1) * offset, "sigmoid"), *others))


def test_the_shipped_network_is_not_suspicious():
    found = check_inputs(default_model())
    assert not found.is_suspicious
    assert found.accuracy > 0.95


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.options)
def test_another_meaning_is_found_and_named(meaning):
    model = trained_on(meaning)
    found = check_inputs(model)
    assert found.is_suspicious
    assert found.better_accuracy > 0.95
    told = check_inputs(replace(model, preparation=found.better.preparation))
    assert not told.is_suspicious
    assert found.better.options == meaning.options


def test_a_network_that_has_learned_nothing_is_suspicious_whatever_its_inputs():
    model = default_model()
    layers = [replace(layer, weights=np.zeros_like(layer.weights)) for layer in model.layers]
    found = check_inputs(MLP(tuple(layers)))
    assert found.is_suspicious
    assert found.better is None


@pytest.mark.parametrize(("chance", "least"), [(0.1, 0.35), (0.5, 0.75)])
def test_a_network_that_is_right_little_more_than_by_chance_is_suspicious(chance, least):
    assert InputCheck(least - 0.01, chance).is_suspicious
    assert not InputCheck(least, chance).is_suspicious


def test_labels_say_which_digits_a_network_reads():
    model = default_model()
    last = model.layers[-1]
    order = [7, 3, 1]
    few = Layer(last.weights[order], last.biases[order], last.activation)
    found = check_inputs(MLP((*model.layers[:-1], few), labels=("seven", "3", "1.0")))
    assert found.accuracy > 0.95
    assert found.chance == 1 / 3
    with pytest.raises(OptionError, match="10 outputs or more"):
        check_inputs(MLP((*model.layers[:-1], few)))


def test_what_a_file_does_itself_comes_after_the_meaning_that_is_suggested():
    own = InputMeaning(value_range=(0.0, 255.0)).preparation
    division = InputPreparation(1 / own.scale)
    found = check_inputs(replace(default_model(), preparation=division), division)
    assert found.is_suspicious
    assert found.better.options == "--input-range 0,255"
    assert found.better_accuracy == check_inputs(default_model()).accuracy
