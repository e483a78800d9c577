"""Wrong answers, by hand."""

from __future__ import annotations

import numpy as np

from network.digits.datasets import TestData
from network.layers import Layer
from network.measurements.notable_images import misread_digits
from network.mlp import MLP

SELF = MLP((Layer(np.eye(3), np.zeros(3), "identity"),))
IMAGES = np.array([[0.9, 0.8, 0.0], [0.1, 0.7, 0.2], [0.3, 0.4, 0.1], [0.0, 0.0, 1.0]])


def test_the_wrong_answer_that_leads_most_is_found() -> None:
    found = misread_digits(SELF, TestData(IMAGES, np.array([1, 0, 0, 2]), "some pictures", "00"))
    assert (found.misread, found.accuracy.correct, found.accuracy.images) == (3, 1, 4)
    assert (found.surest.index, found.surest.label, found.surest.confidence.answer) == (1, 0, 1)
    assert found.data == "some pictures"


def test_a_network_without_mistakes_has_none_to_show() -> None:
    found = misread_digits(SELF, TestData(IMAGES, np.array([0, 1, 1, 2]), "some pictures", "00"))
    assert (found.surest, found.misread, found.accuracy.accuracy) == (None, 0, 1.0)
