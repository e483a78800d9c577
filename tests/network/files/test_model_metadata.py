"""What files say in words of their inputs and outputs."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import WeightsError
from network.files.weight_files import load_model, save_model
from network.forward import forward
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

INK = np.array([0.0, 0.25, 1.0])
LAYER = Layer(np.array([[1.0, 2.0, 4.0], [0.5, -1.0, 3.0]]), np.array([0.5, -0.25]), "identity")


@pytest.mark.parametrize("ending", ["safetensors", "npz"])
@pytest.mark.parametrize("mean", [0.5, [0.0, 0.25, 0.5]], ids=["one", "one a pixel"])
def test_a_file_keeps_what_inputs_mean_and_the_labels(tmp_path, ending, mean):
    preparation = InputPreparation.from_statistics(mean=mean, std=0.5)
    model = MLP((LAYER,), preparation, ("cat", "dog"))
    save_model(tmp_path / f"net.{ending}", model, {})
    assert load_model(tmp_path / f"net.{ending}") == model


SAID = {
    "range": ({"input_range": "0,255"}, [0.0, 63.75, 255.0]),
    "range in JSON": ({"input_range": "[0, 255]"}, [0.0, 63.75, 255.0]),
    "statistics": ({"input_mean": "0.5", "input_std": "0.5"}, [-1.0, -0.5, 1.0]),
    "statistics in lists": ({"input_mean": "[0.5]", "input_std": "(0.5"}, None),
    "inverted": ({"input_inverted": "True"}, [1.0, 0.75, 0.0]),
    "not inverted": ({"input_inverted": "false"}, [0.0, 0.25, 1.0]),
    "scale": ({"input_scale": "255"}, [0.0, 63.75, 255.0]),
    "no number": ({"input_mean": "half"}, None),
    "words in JSON": ({"input_mean": '"half"'}, None),
    "mean": ({"input_mean": "0.5"}, [-0.5, -0.25, 0.5]),
    "scale alone": ({"input_scale": "-2"}, [0.0, -0.5, -2.0]),
    "offset alone": ({"input_offset": "0.5"}, [0.5, 0.75, 1.5]),
    "both": ({"input_scale": "[1, 2, 4]", "input_offset": "1"}, [1.0, 1.5, 5.0]),
    "range around 0": ({"input_range": "-1,3"}, [-1.0, 0.0, 3.0]),
    "no range": ({"input_range": "255"}, None),
    "half a range": ({"input_range": "[255]"}, None),
    "three numbers": ({"input_range": "[0, 1, 2]"}, None),
    "a range without a length": ({"input_range": "1,1"}, None),
}


@pytest.mark.parametrize(("metadata", "expected"), SAID.values(), ids=SAID)
def test_metadata_say_what_inputs_mean(tmp_path, metadata, expected):
    file = tmp_path / "net.safetensors"
    save_model(file, MLP((LAYER,)), metadata)
    if expected is None:
        with pytest.raises(WeightsError, match=r"net\.safetensors: metadata.* input"):
            load_model(file)
        return
    np.testing.assert_allclose(forward(load_model(file), INK).inputs, expected, atol=1e-12)


def test_what_the_caller_says_counts_more_than_the_file(tmp_path):
    file = tmp_path / "net.safetensors"
    save_model(file, MLP((LAYER,), labels=("cat", "dog")), {"input_range": "0,255"})
    said = InputPreparation.from_statistics(inverted=True)
    model = load_model(file, preparation=said, labels=("yes", "no"))
    assert (model.preparation, model.labels) == (said, ("yes", "no"))


@pytest.mark.parametrize("text", ["cat,dog", '["cat", "dog"]', " cat , dog"])
def test_labels_are_read_from_metadata(tmp_path, text):
    file = tmp_path / "net.safetensors"
    save_model(file, MLP((LAYER,)), {"classes": text})
    assert load_model(file).labels == ("cat", "dog")


def test_labels_that_are_no_list_of_names_are_refused(tmp_path):
    file = tmp_path / "net.safetensors"
    save_model(file, MLP((LAYER,)), {"classes": '{"cat": 0, "dog": 1}'})
    with pytest.raises(WeightsError, match="entry classes must be a list of names, got"):
        load_model(file)
