"""Wrong answers, by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from network.analysis.accuracy import outputs_of
from network.digits.datasets import TestData, load_test_data
from network.files.default_model import default_model
from network.layers import Layer
from network.measurements.notable_images import misread_digits
from network.measurements.record_lookup import load_or_measure
from network.mlp import MLP

SELF = MLP((Layer(np.eye(3), np.zeros(3), "identity"),))
IMAGES = np.array([[0.9, 0.8, 0.0], [0.1, 0.7, 0.2], [0.3, 0.4, 0.1], [0.0, 0.0, 1.0]])


def test_wrong_answers_are_found_the_surest_first() -> None:
    """Surest is what its output says, however close another one comes."""
    found = misread_digits(SELF, TestData(IMAGES, np.array([1, 0, 0, 2]), "some pictures", "00"))
    assert (found.misread, found.accuracy.correct, found.accuracy.images) == (3, 1, 4)
    assert found.indices.tolist() == [0, 1, 2]
    assert found.outputs.tolist() == [0.9, 0.7, 0.4]
    assert (found.surest.index, found.surest.label, found.surest.confidence.answer) == (0, 1, 0)
    assert found.data == "some pictures"


def test_a_network_without_mistakes_has_none_to_show() -> None:
    found = misread_digits(SELF, TestData(IMAGES, np.array([0, 1, 1, 2]), "some pictures", "00"))
    assert (found.surest, found.misread, found.accuracy.accuracy) == (None, 0, 1.0)
    assert found.indices.size == found.outputs.size == 0


def test_what_is_said_of_the_shipped_network_s_mistakes(mnist_dir: Path) -> None:
    """No wrong answer is surer than the one that is shown, and all of them are on the wall."""
    model = default_model()
    data = load_test_data(mnist_dir)
    found = load_or_measure("misread_digits", model, mnist_dir=mnist_dir)
    outputs = outputs_of(model, data.images)
    wrong = [i for i, row in enumerate(outputs) if row.argmax() != data.labels[i]]
    assert sorted(found.indices.tolist()) == wrong
    assert found.misread == len(wrong)
    assert found.surest.confidence.largest == max(outputs[i].max() for i in wrong)
    assert (np.diff(found.outputs) <= 0).all()
