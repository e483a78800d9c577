import numpy as np
import pytest

from network.forward import forward
from network.layers import Layer
from network.mlp import MLP
from scenes.subject.record_view import RecordView
from scenes.subject.words import number_text


@pytest.fixture
def record():
    layers = (
        Layer(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([0.5, 0.0, -1.0]), "relu"),
        Layer(np.array([[1.0, 0.0, -1.0]]), np.array([0.25]), "identity"),
    )
    model = MLP(layers)
    trace = forward(model, np.array([1.0, -1.0]))
    return RecordView({"model": model, "trace": trace})


def test_a_path_leads_to_the_numbers_of_the_record(record):
    assert record["model.layers[0].weights"][2, 1].value == 6.0
    assert record["trace.layers[0].pre_activations"][0].value == 1.0 * 1 + 2.0 * -1 + 0.5


def test_every_number_carries_its_own_path(record):
    assert (
        record["trace.layers[0].contributions"][2, 1].source == "trace.layers[0].contributions[2,1]"
    )
    assert record.number("model.parameter_count").source == "model.parameter_count"


def test_the_index_of_a_layer_is_followed(record):
    assert number_text(record.number("model.layer_sizes[1]", decimals=None)) == "3"


def test_outputs_are_the_last_layer(record):
    assert record.outputs()[0].source == "trace.layers[1].activations[0]"


def test_the_longest_root_wins(record):
    other = record.with_root("own_digits[3].trace", record.roots["trace"])
    assert other["own_digits[3].trace.inputs"][1].value == -1.0


@pytest.mark.parametrize("path", ["model.nothing", "trace.layers[7].inputs", "tracer.inputs", "x"])
def test_a_path_that_leads_nowhere_says_so(record, path):
    with pytest.raises(KeyError, match=path.split(".")[0].split("[")[0]):
        record[path]
