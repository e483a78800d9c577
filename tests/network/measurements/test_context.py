"""What measurements are given."""

from __future__ import annotations

import numpy as np
import pytest

from network.digits.datasets import TestData
from network.digits.image_format import MNIST_FORMAT
from network.errors import OptionError
from network.layers import Layer
from network.measurements.context import Measurement, MeasurementContext
from network.mlp import MLP

DATA = TestData(np.zeros((3, 4)), np.array([7, 1, 7]), "of sevens and a one", "00")


def context_of(*labels: str) -> MeasurementContext:
    layer = Layer(np.zeros((len(labels), 4)), np.zeros(len(labels)), "sigmoid")
    return MeasurementContext(MLP((layer,), labels=labels))


@pytest.fixture(autouse=True)
def _known_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MeasurementContext, "test_data", lambda _: DATA)


def test_a_reader_of_digits_is_run_on_those_that_it_knows() -> None:
    context = context_of("none", "7", "8")
    assert context.data_to_run().labels.tolist() == [1, 1]
    assert context.data_to_run() == context.data_to_answer()


def test_any_other_network_is_run_on_all_and_answers_none() -> None:
    context = context_of("cat", "dog")
    assert context.data_to_run() is DATA
    with pytest.raises(OptionError, match="expected a network with 10 outputs or more"):
        context.data_to_answer()


def test_steps_are_told_if_somebody_listens() -> None:
    told: list[tuple[int, int]] = []
    model = context_of("cat").model
    MeasurementContext(model, on_progress=lambda *step: told.append(step)).step_counter(9)(4)
    MeasurementContext(model).step_counter(9)(4)
    assert told == [(4, 9)]


@pytest.mark.parametrize(("depends_on_model", "side"), [(True, 8), (False, MNIST_FORMAT.side)])
def test_pictures_are_those_that_the_network_reads_if_it_matters(
    depends_on_model: bool, side: int
) -> None:
    model = MLP((Layer(np.zeros((2, 64)), np.zeros(2), "sigmoid"),))
    found = Measurement("m", "s", TestData, context_of, depends_on_model=depends_on_model)
    assert found.image_format(model).side == side
