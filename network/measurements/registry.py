"""Everything that is measured once and kept as a record, by name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import Accuracy
from network.analysis.confidence import Confidence
from network.analysis.histogram import Histogram
from network.digits.datasets import DataIdentity
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.measurements.capacity import (
    CAPACITY_SEED,
    DEPTHS,
    WIDTHS,
    Capacity,
    TrainedSize,
    capacity,
)
from network.measurements.context import Measurable, MeasurementContext
from network.measurements.firing import FiringAgainstBias, firing_against_bias
from network.measurements.learning_curves import (
    ACTIVATIONS,
    SEEDS,
    LearningCurve,
    LearningCurves,
    learning_curves,
)
from network.measurements.learning_curves import DEPTHS as CURVE_DEPTHS
from network.measurements.linear_collapse import LinearCollapse, linear_collapse
from network.measurements.nearest_mean import NaiveProgram, NearestMean, naive_program
from network.measurements.provenance import Provenance, Versions
from network.measurements.random_networks import NETWORKS, RandomNetworks, random_networks
from network.measurements.telling_images import (
    MisreadDigits,
    Misreading,
    UndecidedDigit,
    misread_digits,
    undecided_digit,
)
from network.measurements.timings import LoopsAndMatrix, time_loops_and_matrix
from network.training.history import EpochRecord, TrainingHistory
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

RANDOM_SEED = 1
_TIMED_DIGIT = 3

RECORD_CLASSES: tuple[type, ...] = (
    *(Accuracy, Capacity, Confidence, DataIdentity, EpochRecord, FiringAgainstBias, Histogram),
    *(LearningCurve, LearningCurves, LinearCollapse, LoopsAndMatrix, MisreadDigits, Misreading),
    *(NaiveProgram, NearestMean, Provenance, RandomNetworks, TrainedSize, TrainingHistory),
    *(TrainingSettings, UndecidedDigit, Versions),
)
"""All that may be in a file of a record."""


def measurement(name: str) -> Measurable:
    """Look up what can be measured.

    Parameters
    ----------
    name
        A key of `MEASUREMENTS`.

    Raises
    ------
    OptionError
        If there is nothing of that name.
    """
    if name not in MEASUREMENTS:
        known = ", ".join(MEASUREMENTS)
        raise OptionError(f"measurement must be one of {known}, got {name!r}")
    return MEASUREMENTS[name]


def _naive_program(given: MeasurementContext) -> NaiveProgram:
    return naive_program(given.model, given.training_data(), given.test_data())


def _undecided_digit(given: MeasurementContext) -> UndecidedDigit:
    return undecided_digit(given.model, given.test_data())


def _misread_digits(given: MeasurementContext) -> MisreadDigits:
    return misread_digits(given.model, given.test_data())


def _firing(given: MeasurementContext) -> FiringAgainstBias:
    return firing_against_bias(given.model, given.test_data())


def _random_networks(given: MeasurementContext) -> RandomNetworks:
    rng = np.random.default_rng(RANDOM_SEED)
    return random_networks(given.model, given.test_data(), rng, tell=given.counter(NETWORKS))


def _linear_collapse(given: MeasurementContext) -> LinearCollapse:
    return linear_collapse(given.model, given.test_data())


def _learning_curves(given: MeasurementContext) -> LearningCurves:
    total = len(CURVE_DEPTHS) * len(ACTIVATIONS) * len(SEEDS)
    return learning_curves(given.training_data(), given.test_data(), tell=given.counter(total))


def _capacity(given: MeasurementContext) -> Capacity:
    total = 1 + len(DEPTHS) * len(WIDTHS)
    return capacity(given.training_data(), given.test_data(), tell=given.counter(total))


def _loops_and_matrix(given: MeasurementContext) -> LoopsAndMatrix:
    # Any digit will do: the time does not depend on the numbers.
    inputs = rasterize(drawn_digit(_TIMED_DIGIT), given.form)
    return time_loops_and_matrix(given.model.layers[0], inputs)


_ALL = (
    Measurable(
        "naive_program",
        "how often the nearest mean image is right, and how often the network",
        NaiveProgram,
        _naive_program,
        data=("training", "test"),
    ),
    Measurable(
        "undecided_digit",
        "the test image with the smallest gap between the two largest outputs",
        UndecidedDigit,
        _undecided_digit,
        shows_pictures=True,
    ),
    Measurable(
        "misread_digits",
        "the wrong answer that the network is surest of",
        MisreadDigits,
        _misread_digits,
        shows_pictures=True,
    ),
    Measurable(
        "firing_against_bias",
        "for how many images each neuron of the first hidden layer fires, bias by bias",
        FiringAgainstBias,
        _firing,
    ),
    Measurable(
        "random_networks",
        "how often a thousand random networks are right",
        RandomNetworks,
        _random_networks,
        seed=RANDOM_SEED,
    ),
    Measurable(
        "linear_collapse",
        "the network without activation functions, layer by layer and as one matrix",
        LinearCollapse,
        _linear_collapse,
    ),
    Measurable(
        "learning_curves",
        "how networks of sigmoids and of ReLUs learn, shallow and deep",
        LearningCurves,
        _learning_curves,
        data=("training", "test"),
        seed=SEEDS[0],
        is_about_model=False,
    ),
    Measurable(
        "capacity",
        "how often networks of different sizes are right",
        Capacity,
        _capacity,
        data=("training", "test"),
        seed=CAPACITY_SEED,
        is_about_model=False,
    ),
    Measurable(
        "loops_and_matrix",
        "how long a layer's sums take by loops and as a matrix product, on this machine",
        LoopsAndMatrix,
        _loops_and_matrix,
        data=(),
        is_about_machine=True,
    ),
)

MEASUREMENTS: Mapping[str, Measurable] = MappingProxyType({each.name: each for each in _ALL})
