"""Scenes of a network whose inputs are no plain ink, and whose classes have names."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.default_model import default_model
from network.files.weight_files import save_model
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings
from scenes.subject.subject import subject

NAMES = (
    *("a long name of a class", "C$", "<x>", "*bold*", "a_b", "`q`", "back\\", "@ref"),
    *("über", "{slot}"),
)
SCENES = (
    *("PixelsBecomeNeurons", "ForwardPass", "TheWeightedSum", "MatrixVectorProduct"),
    *("TheNetworkIsAFunction", "PlainVanilla"),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """The shipped network, as if it had been trained on numbers from -1 to 1."""
    model = default_model()
    first, *others = model.layers
    weights = first.weights * 0.5
    layer = Layer(weights, first.biases + weights.sum(axis=1), first.activation)
    meant = InputPreparation.from_statistics(mean=0.5, std=0.5)
    path = tmp_path_factory.mktemp("models") / "other.safetensors"
    save_model(path, MLP((layer, *others), meant, NAMES), {})
    return Settings(model=path)


@pytest.fixture(scope="module")
def rehearsed(settings):
    return {name: dry_run(name, settings) for name in SCENES}


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_cut_off_or_laid_over_another(rehearsed, scene):
    assert rehearsed[scene].faults == ()


def said(rehearsed, scene):
    return " ".join(" ".join(cue.text.split()) for cue in rehearsed[scene].cues)


def test_pictures_show_ink_and_sums_what_is_read(rehearsed, settings):
    trace = subject(settings).trace
    shown = [value for value in rehearsed["TheWeightedSum"].shown if "trace." in value.source]
    ink = {value.source: value.value for value in shown if value.source.startswith("trace.ink")}
    read = {value.source: value.value for value in shown if value.source.startswith("trace.inp")}
    assert ink
    assert read
    for source, value in {**ink, **read}.items():
        kind, index = source.removeprefix("trace.").rstrip("]").split("[")
        assert value == getattr(trace, kind)[int(index)]
    np.testing.assert_allclose(trace.inputs, 2 * trace.ink - 1, atol=1e-12)


def test_what_is_said_of_dark_pixels_is_true(rehearsed):
    assert "A dark pixel counts too: this network reads it as" in said(rehearsed, "TheWeightedSum")
    own = dry_run("TheWeightedSum", Settings())
    words = " ".join(" ".join(cue.text.split()) for cue in own.cues)
    assert "where a pixel is dark, nothing is left" in words
    assert "where a pixel is dark, nothing is left" not in said(rehearsed, "TheWeightedSum")


def test_the_other_numbers_are_told(rehearsed):
    assert "trained on other numbers" in said(rehearsed, "PixelsBecomeNeurons")


def test_the_answer_is_called_by_its_name(rehearsed, settings):
    answer = subject(settings).trace.answer
    assert NAMES[answer] in said(rehearsed, "ForwardPass")
