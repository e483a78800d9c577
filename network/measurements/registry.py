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
from network.layers import Layer
from network.measurements.capacity import DEPTHS, WIDTHS, Capacity, TrainedSize, capacity
from network.measurements.context import Measurement, MeasurementContext
from network.measurements.firing import FiringAgainstBias, firing_against_bias
from network.measurements.gradients import Gradients, StartGradients, gradients, networks
from network.measurements.learning_curves import (
    LearningCurve,
    LearningCurves,
    learning_curves,
    trainings,
)
from network.measurements.nearest_mean import (
    MeanPiles,
    NaiveProgram,
    NearestMean,
    mean_piles,
    naive_program,
)
from network.measurements.nonlinearity import KINDS, Nonlinearity, nonlinearity
from network.measurements.provenance import Provenance, Versions
from network.measurements.random_networks import NETWORKS, RandomNetworks, random_networks
from network.measurements.spread import SEEDS, Band, Spread
from network.measurements.squished_sums import SquishedSums, squished_sums
from network.measurements.timings import LoopsAndMatrix, time_loops_and_matrix
from network.measurements.two_clouds import PlaneNetwork, TwoClouds, two_clouds
from network.measurements.undecided import UndecidedDigit, undecided_digit
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from network.digits.datasets import TestData
    from network.frozen import FrozenRecord
    from network.mlp import MLP

RANDOM_SEED = 1
_TIMED_DIGIT = 3

RECORD_CLASSES: tuple[type, ...] = (
    *(Accuracy, Band, Capacity, Confidence, DataIdentity, FiringAgainstBias, Gradients, Histogram),
    *(Layer, LearningCurve, LearningCurves, LoopsAndMatrix, MeanPiles),
    *(NaiveProgram, NearestMean, Nonlinearity, PlaneNetwork),
    *(Provenance, RandomNetworks, Spread, SquishedSums, StartGradients, TrainedSize),
    *(TrainingSettings, TwoClouds, UndecidedDigit, Versions),
)
"""All that may be in a file of a record."""


def find_measurement(name: str) -> Measurement:
    """Look up a measurement by name; `OptionError` if there is none of that name."""
    if name not in MEASUREMENTS:
        known = ", ".join(MEASUREMENTS)
        raise OptionError(f"measurement must be one of {known}, got {name!r}")
    return MEASUREMENTS[name]


def _on_test_data(
    measure: Callable[[MLP, TestData], FrozenRecord],
) -> Callable[[MeasurementContext], FrozenRecord]:
    """What measures a network on the test data alone."""
    return lambda context: measure(context.model, context.test_data())


def _naive_program(context: MeasurementContext) -> NaiveProgram:
    return naive_program(context.model, context.training_data(), context.test_data())


def _random_networks(context: MeasurementContext) -> RandomNetworks:
    rng = np.random.default_rng(RANDOM_SEED)
    return random_networks(
        context.model, context.data_to_answer(), rng, on_progress=context.step_counter(NETWORKS)
    )


def _gradients(context: MeasurementContext) -> Gradients:
    return gradients(context.training_data(), on_progress=context.step_counter(networks()))


def _learning_curves(context: MeasurementContext) -> LearningCurves:
    return learning_curves(
        context.training_data(), context.test_data(), on_progress=context.step_counter(trainings())
    )


def _capacity(context: MeasurementContext) -> Capacity:
    counter = context.step_counter(len(DEPTHS) * len(WIDTHS) * len(SEEDS))
    return capacity(context.training_data(), context.test_data(), on_progress=counter)


def _nonlinearity(context: MeasurementContext) -> Nonlinearity:
    counter = context.step_counter(KINDS * len(SEEDS))
    return nonlinearity(context.training_data(), context.test_data(), on_progress=counter)


def _two_clouds(context: MeasurementContext) -> TwoClouds:
    return two_clouds(on_progress=context.step_counter(2 * len(SEEDS)))


def _loops_and_matrix(context: MeasurementContext) -> LoopsAndMatrix:
    # Any digit will do: the time does not depend on the numbers.
    inputs = rasterize(drawn_digit(_TIMED_DIGIT), context.image_format)
    return time_loops_and_matrix(context.model.layers[0], inputs)


_ALL = (
    Measurement(
        "naive_program",
        "how often the nearest mean image is right, and how often the network",
        NaiveProgram,
        _naive_program,
        data=("training", "test"),
    ),
    Measurement(
        "mean_piles",
        "how the mean images of digits pile up",
        MeanPiles,
        lambda context: mean_piles(context.training_data()),
        data=("training",),
    ),
    Measurement(
        "undecided_digit",
        "the test image with the smallest gap between the two largest outputs, one of them lit up",
        UndecidedDigit,
        lambda context: undecided_digit(context.model, context.data_to_run()),
        needs_images=True,
        revision=3,
    ),
    Measurement(
        "firing_against_bias",
        "for how many images each neuron of the first hidden layer fires, bias by bias",
        FiringAgainstBias,
        _on_test_data(firing_against_bias),
        needs_images=True,
        revision=7,
    ),
    Measurement(
        "pre_activations",
        "where the weighted sums of the first hidden layer fall, and where the sigmoid takes them",
        SquishedSums,
        _on_test_data(squished_sums),
        needs_images=True,
        revision=3,
    ),
    Measurement(
        "random_networks",
        "how often a thousand random networks are right",
        RandomNetworks,
        _random_networks,
        seed=RANDOM_SEED,
        revision=2,
    ),
    Measurement(
        "nonlinearity",
        "how often networks are right that were trained alike, with the bend and without it",
        Nonlinearity,
        _nonlinearity,
        data=("training", "test"),
        seed=SEEDS[0],
        depends_on_model=False,
    ),
    Measurement(
        "two_clouds",
        "two clouds of points, told apart by networks with the bend and without it",
        TwoClouds,
        _two_clouds,
        data=(),
        seed=SEEDS[0],
        depends_on_model=False,
    ),
    Measurement(
        "gradients",
        "how large gradients are in each layer before training, of sigmoids and of ReLUs",
        Gradients,
        _gradients,
        data=("training",),
        seed=SEEDS[0],
        depends_on_model=False,
        revision=2,
    ),
    Measurement(
        "learning_curves",
        "how networks of sigmoids and of ReLUs learn, shallow and deep",
        LearningCurves,
        _learning_curves,
        data=("training", "test"),
        seed=SEEDS[0],
        depends_on_model=False,
        revision=3,
    ),
    Measurement(
        "capacity",
        "how often networks of different sizes are right",
        Capacity,
        _capacity,
        data=("training", "test"),
        seed=SEEDS[0],
        depends_on_model=False,
        revision=3,
    ),
    Measurement(
        "loops_and_matrix",
        "how long a layer's sums take by interpreted loops and compiled code, on this machine",
        LoopsAndMatrix,
        _loops_and_matrix,
        data=(),
        depends_on_machine=True,
        revision=3,
    ),
)

MEASUREMENTS: Mapping[str, Measurement] = MappingProxyType({each.name: each for each in _ALL})
