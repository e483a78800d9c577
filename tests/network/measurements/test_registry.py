from __future__ import annotations

from dataclasses import replace

import pytest

from network.errors import OptionError
from network.files.default_model import default_model
from network.measurements import learning_curves, short_training
from network.measurements.context import MeasurementContext
from network.measurements.registry import MEASUREMENTS, find_measurement
from network.training.loop import train

TRAININGS = ("capacity", "gradients", "learning_curves", "nonlinearity")


@pytest.mark.parametrize("name", TRAININGS)
def test_a_measurement_takes_as_many_steps_as_it_says_at_first(name, few, monkeypatch):
    def shortly(model, images, labels, settings, rng, **more):
        return train(model, images, labels, replace(settings, epochs=1), rng, **more)

    for module in (short_training, learning_curves):
        monkeypatch.setattr(module, "train", shortly)
    monkeypatch.setattr(MeasurementContext, "training_data", lambda _: few[0])
    monkeypatch.setattr(MeasurementContext, "test_data", lambda _: few[1])
    told = []
    context = MeasurementContext(
        default_model(), on_progress=lambda done, total: told.append((done, total))
    )
    measurement = MEASUREMENTS[name]
    assert isinstance(measurement.measure(context), measurement.record_class)
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    assert len(told) >= 15


def test_what_is_never_measured_is_refused_with_what_is():
    with pytest.raises(OptionError, match=r"must be one of naive_program, .*, got 'luck'"):
        find_measurement("luck")
