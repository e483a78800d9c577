"""Every scene of networks at the edge of what a network is: it shows something, or says why not.

The quick networks have several extremes at once, and 5 x 5 pixels: that takes seconds. The slow
ones have one extreme each.
"""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from network.errors import OptionError, WeightsError
from network.files.weight_files import load_model, save_model
from network.layers import Layer
from network.mlp import MLP
from scenes.catalog import ACT_TITLES, CATALOG
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings

SCENES = [pytest.param(scene.name, marks=pytest.mark.xdist_group(scene.name)) for scene in CATALOG]
NEEDS_DIGITS = {"LearningIsFindingThem"}
"""Scenes about right and wrong answers alone: of a network that reads no digits they say so."""


def _network(sizes, activations="sigmoid", scale=1.0):
    rng = np.random.default_rng(0)
    names = (activations,) * (len(sizes) - 1) if isinstance(activations, str) else activations
    return [
        (scale * rng.normal(0, 1.5 / math.sqrt(before), (after, before)),
         scale * rng.normal(0, 0.3, after), name)
        for before, after, name in zip(sizes, sizes[1:], names, strict=False)
    ]  # fmt: skip


def _changed(layers, weights=lambda w: w, biases=lambda b: b):
    return [(weights(w), biases(b), name) for w, b, name in layers]


def _nothing(array):
    return np.zeros_like(array)


def _dead(layers):
    (weights, biases, name), *others = layers
    return [(-np.abs(weights), -1 - np.abs(biases), name), *others]


SIZES = (784, 16, 16, 10)
QUICK = {
    "one hidden neuron, one output": _network((25, 1, 1)),
    "300 outputs, no hidden layer, all weights zero": _changed(
        _network((25, 300)), weights=_nothing
    ),
}
SEVERAL_EXTREMES = [
    # Hundreds of outputs take their time: every other scene has its turn in `make test-all`.
    pytest.param(
        scene.name,
        network,
        marks=[
            pytest.mark.xdist_group(scene.name),
            *([pytest.mark.slow] if at and place % 2 else []),
        ],
    )
    for place, scene in enumerate(CATALOG)
    for at, network in enumerate(QUICK)
]
SLOW = {
    "one output": _network((784, 16, 1)),
    "one output of any size": _network((784, 16, 1), ("relu", "identity")),
    "two outputs": _network((784, 16, 2), ("relu", "softmax")),
    "one hidden neuron": _network((784, 1, 10)),
    "5 x 5 inputs": _network((25, 16, 16, 10)),
    "8 x 8 inputs": _network((64, 32, 10), ("relu", "softmax")),
    "64 x 64 inputs": _network((4096, 16, 16, 10)),
    "no hidden layer": _network((784, 10)),
    "one hidden layer": _network((784, 30, 10)),
    "no hidden layer, 300 outputs": _network((25, 300)),
    "all weights zero": _changed(_network(SIZES), weights=_nothing),
    "all biases zero": _changed(_network(SIZES), biases=_nothing),
    "all zero": _changed(_network(SIZES), _nothing, _nothing),
    "300 outputs": _network((784, 16, 16, 300)),
    "26 outputs": _network((784, 32, 26), ("relu", "softmax")),
    "8 hidden layers": _network((784, *[16] * 8, 10), ("relu",) * 8 + ("softmax",)),
    "wide": _network((784, 300, 100, 10), ("relu", "relu", "softmax")),
    "softmax": _network(SIZES, ("sigmoid", "sigmoid", "softmax")),
    "dead ReLUs": _dead(_network(SIZES, ("relu", "relu", "identity"))),
    "tanh": _network(SIZES, "tanh"),
    "identity": _network(SIZES, "identity"),
    "saturated": _network(SIZES, scale=1000.0),
    "tiny weights": _network(SIZES, scale=1e-4),
}


@pytest.fixture(scope="session")
def file_of(tmp_path_factory):
    """Write a network of this name to a file, once."""
    folder = tmp_path_factory.mktemp("degenerate")

    def written(networks, name):
        path = folder / f"{'quick' if networks is QUICK else 'slow'} {name}.safetensors"
        if not path.exists():
            save_model(path, MLP(tuple(Layer(*layer) for layer in networks[name])), {})
        return path

    return written


def _rehearse(name, path):
    """What a rehearsal of a scene has shown; None if it says in one line why it shows nothing."""
    settings = Settings(model=path)
    if name in NEEDS_DIGITS and not load_model(path).reads_digits:
        with pytest.raises(
            OptionError, match=r"expected a network with 10 outputs or more"
        ) as told:
            dry_run(name, settings)
        assert "\n" not in str(told.value)
        return None
    return dry_run(name, settings)


def _check(found):
    assert found.faults == ()
    assert len(found.sections) >= 2
    assert 12 <= found.seconds <= 75
    assert all(math.isfinite(shown.value) for shown in found.shown)
    # One of a thing has no plural.
    said = " ".join(cue.text for cue in found.cues)
    assert not re.search(r"\b1 (neurons|outputs|answers|weights|parameters|pixels|rows)\b", said)


@pytest.mark.parametrize(("name", "network"), SEVERAL_EXTREMES)
def test_a_scene_shows_something_of_a_network_of_several_extremes(name, network, file_of):
    found = _rehearse(name, file_of(QUICK, network))
    if found is not None:
        _check(found)


@pytest.mark.parametrize("network", QUICK)
@pytest.mark.parametrize("name", [card.name for card in ACT_TITLES])
def test_the_card_of_an_act_shows_a_network_of_several_extremes(name, network, file_of):
    assert dry_run(name, Settings(model=file_of(QUICK, network))).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize("network", SLOW)
@pytest.mark.parametrize("name", SCENES)
def test_a_scene_shows_something_of_an_extreme_network(name, network, file_of):
    found = _rehearse(name, file_of(SLOW, network))
    if found is not None:
        _check(found)


@pytest.mark.parametrize("name", ["TheWeightedSum", "WeightsOfOneNeuron"])
def test_nothing_is_said_to_push_a_neuron_whose_weights_are_zero(name, file_of):
    path = file_of(QUICK, "300 outputs, no hidden layer, all weights zero")
    said = " ".join(cue.text.replace("\n", " ") for cue in dry_run(name, Settings(model=path)).cues)
    assert "zero" in said
    assert not re.search(r"largest product|pattern|pushes the neuron up|pulls it down", said)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("kind", ["weights", "biases"])
def test_what_is_no_number_is_refused_when_it_is_read(number, kind, tmp_path):
    from safetensors.numpy import save_file

    tensors = {"0.weight": np.ones((10, 25), np.float32), "0.bias": np.ones(10, np.float32)}
    tensors["0.weight" if kind == "weights" else "0.bias"].flat[3] = number
    save_file(tensors, tmp_path / "odd.safetensors")
    with pytest.raises(WeightsError, match=rf"odd\.safetensors: layer 1: {kind} must be finite"):
        load_model(tmp_path / "odd.safetensors")
