"""An activation is added by one entry in `network` and one look; the film then knows it."""

from __future__ import annotations

import numpy as np
import pytest

from network import activations
from network.activations import ActivationFunction
from network.digits.drawn_digits import drawn_test_set
from network.files.weight_files import load_model, save_model
from network.training.initialization import initialize
from network.training.loop import TrainingSettings, train
from scenes.catalog import CATALOG
from scenes.render.manim_session import dry_run
from scenes.subject import activation_looks
from scenes.subject.activation_looks import ActivationLook
from scenes.subject.settings import Settings

# x / (1 + |x|): it bends as the sigmoid does, from -1 to 1.
SOFTSIGN = ActivationFunction(
    "softsign",
    lambda z: z / (1 + np.abs(z)),
    lambda a, gradient: gradient * (1 - np.abs(a)) ** 2,
    onnx_operator="Softsign",
)


@pytest.fixture
def softsign(monkeypatch):
    monkeypatch.setitem(activations._FUNCTIONS, "softsign", SOFTSIGN)


@pytest.fixture
def look(monkeypatch):
    softsign = ActivationLook("softsign", '"ss"', on_column="Then softsign on {works:each} entry.")
    monkeypatch.setitem(activation_looks._LOOKS, "softsign", softsign)


@pytest.fixture
def settings(softsign, tmp_path):  # noqa: ARG001 - the file names it
    """A small network of softsign neurons in a file."""
    drawn = initialize((784, 6, 10), ("softsign", "softsign"), np.random.default_rng(1))
    save_model(tmp_path / "softsign.safetensors", drawn, {})
    return Settings(digit=3, model=tmp_path / "softsign.safetensors")


@pytest.mark.usefixtures("softsign")
def test_it_is_trained_saved_and_loaded(tmp_path):
    images, labels = drawn_test_set(np.random.default_rng(0), copies=1)
    drawn = initialize((784, 6, 10), ("softsign", "sigmoid"), np.random.default_rng(1))
    plan = TrainingSettings(epochs=2, batch_size=10)
    model, history = train(drawn, images, labels, plan, np.random.default_rng(2))
    assert history.epochs[-1].loss < history.epochs[0].loss
    save_model(tmp_path / "model.safetensors", model, {})
    assert load_model(tmp_path / "model.safetensors").activations == ("softsign", "sigmoid")


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("scene", [scene.name for scene in CATALOG])
def test_every_scene_shows_it(scene, settings):
    run = dry_run(scene, settings)
    assert not run.faults


@pytest.mark.usefixtures("look")
def test_captions_never_call_it_the_sigmoid(settings):
    captions = [cue.text for cue in dry_run("MatrixVectorProduct", settings).cues]
    assert "Then softsign on each entry." in captions
    assert not [text for text in captions if "sigmoid" in text]


def test_without_a_look_it_goes_by_its_own_name(settings):
    captions = [cue.text for cue in dry_run("MatrixVectorProduct", settings).cues]
    assert not [text for text in captions if "sigmoid" in text]
