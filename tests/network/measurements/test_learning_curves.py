"""Learning curves, on a handful of images; the whole comparison where there is time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import TestData, TrainingData
from network.errors import OptionError
from network.measurements.learning_curves import (
    HIDDEN_NEURONS,
    SEARCH_SEED,
    SETTINGS,
    STARTS,
    LearningCurve,
    LearningCurves,
    accuracies_of,
    learning_curves,
    order_of,
    split,
    start_of,
)
from network.measurements.spread import SEEDS, Band
from network.training.loop import train

SHORT = replace(SETTINGS, epochs=2, batch_size=10)
RATES = (0.01, 0.1)


@pytest.fixture
def curves(few: tuple[TrainingData, TestData]) -> LearningCurves:
    """Four kinds of networks after short trainings."""
    return learning_curves(*few, settings=SHORT, depths=(1, 2), learning_rates=RATES, seeds=(1, 2))


@pytest.mark.parametrize(
    ("activation", "start", "deviations"),
    [
        ("sigmoid", 0, ((2 / 800) ** 0.5, (2 / 32) ** 0.5)),
        ("sigmoid", 1, (4 * (2 / 800) ** 0.5, 4 * (2 / 32) ** 0.5)),
        ("relu", 0, ((2 / 800) ** 0.5, (2 / 32) ** 0.5)),
        ("relu", 1, ((2 / 784) ** 0.5, (2 / 16) ** 0.5)),
    ],
)
def test_starts_have_the_deviations_of_their_rules(
    activation: str, start: int, deviations: tuple[float, float]
) -> None:
    model = start_of(2, activation, STARTS[activation][start], 7)
    assert model.activations == (activation, activation, "sigmoid")
    assert model.layer_sizes == (784, HIDDEN_NEURONS, HIDDEN_NEURONS, 10)
    for layer, deviation in zip(model.layers, deviations, strict=False):
        assert layer.weights.std() == pytest.approx(deviation, rel=0.15)
    # The output layer is the same in all of them.
    assert model.layers[-1].weights.std() == pytest.approx((2 / 26) ** 0.5, rel=0.15)


def test_every_kind_is_there_once_with_all_seeds(curves: LearningCurves) -> None:
    kinds = [(curve.depth, curve.activation) for curve in curves.curves]
    assert kinds == [(depth, name) for depth in (1, 2) for name in ("sigmoid", "relu")]
    assert (curves.training_data, curves.data) == ("noise to learn", "noise to read")
    assert curves.depths == (1, 2)
    assert all(curve.accuracies.values.shape == (2, 3) for curve in curves.curves)


def test_one_image_of_six_is_kept_apart(few: tuple[TrainingData, TestData]) -> None:
    learned, apart = split(few[0])
    assert apart.images.tolist() == few[0].images[[5, 11, 17, 23, 29]].tolist()
    assert apart.labels.tolist() == few[0].labels[[5, 11, 17, 23, 29]].tolist()
    assert len(learned.labels) == 25
    assert learned.images[5].tolist() == few[0].images[6].tolist()


def test_start_and_rate_are_chosen_by_the_images_kept_apart(
    curves: LearningCurves, few: tuple[TrainingData, TestData]
) -> None:
    learned, apart = split(few[0])
    curve = curves.chosen("relu", 2)
    for row, start in enumerate(STARTS["relu"]):
        for column, rate in enumerate(RATES):
            model = start_of(2, "relu", start, SEARCH_SEED)
            settings = replace(SHORT, learning_rate=rate, seed=SEARCH_SEED)
            rng = order_of(model, settings)
            trained, _ = train(model, learned.images, learned.labels, settings, rng)
            reached = measure_accuracy(trained, apart.images, apart.labels).accuracy
            assert curve.searched[row, column] == reached
    row, column = np.unravel_index(curve.searched.argmax(), curve.searched.shape)
    assert (curve.start, curve.learning_rate) == (STARTS["relu"][row].name, RATES[column])


def test_the_deepest_are_trained_from_the_general_start_as_well(
    curves: LearningCurves, few: tuple[TrainingData, TestData]
) -> None:
    assert [(each.activation, each.depth, each.start) for each in curves.general] == [
        ("sigmoid", 2, "glorot"),
        ("relu", 2, "glorot"),
    ]
    for curve in curves.general:
        assert curve.searched.tolist() == curves.chosen(curve.activation, 2).searched.tolist()
        assert curve.learning_rate == RATES[int(curve.searched[0].argmax())]
        start = start_of(2, curve.activation, STARTS[curve.activation][0], 1)
        settings = replace(SHORT, learning_rate=curve.learning_rate, seed=1)
        again = accuracies_of(start, (split(few[0])[0], few[1]), settings)
        assert curve.accuracies.values[0].tolist() == again


def test_a_curve_begins_before_the_training_and_has_a_point_an_epoch(
    curves: LearningCurves, few: tuple[TrainingData, TestData]
) -> None:
    curve = curves.chosen("relu", 2)
    rule = next(start for start in STARTS["relu"] if start.name == curve.start)
    start = start_of(2, "relu", rule, 2)
    settings = replace(SHORT, learning_rate=curve.learning_rate, seed=2)
    again = accuracies_of(start, (split(few[0])[0], few[1]), settings)
    assert curve.accuracies.values[1].tolist() == again
    images = few[1].images.astype(np.float32)
    assert again[0] == measure_accuracy(start, images, few[1].labels).accuracy


def test_a_training_that_goes_astray_counts_as_never_right(
    few: tuple[TrainingData, TestData],
) -> None:
    wild = learning_curves(
        *few, settings=SHORT, depths=(3,), learning_rates=(0.01, 1e30), seeds=(1,)
    )
    assert all((curve.searched[:, 1] == 0).all() for curve in wild.curves)
    assert all(curve.learning_rate == 0.01 for curve in wild.curves)


def test_better_means_ahead_with_every_seed() -> None:
    def curve(name: str, rows: list[list[float]]) -> LearningCurve:
        return LearningCurve(name, 1, np.zeros((1, 1)), "he", 0.1, Band(np.array(rows)))

    kinds = (curve("sigmoid", [[0.1, 0.2, 0.9], [0.1, 0.3, 0.8]]),
             curve("relu", [[0.1, 0.5, 0.85], [0.2, 0.4, 0.95]]))  # fmt: skip
    found = LearningCurves(
        "a", "b", 16, SHORT, np.array([0.1]), 101, np.array(SEEDS[:2]), 25, 5, kinds, kinds[:1]
    )
    assert found.is_better("relu", "sigmoid", 1, epoch=1)
    assert not found.is_better("sigmoid", "relu", 1, epoch=1)
    assert not found.is_better("relu", "sigmoid", 1)
    assert not found.start_matters("sigmoid")


def test_easier_is_what_needs_no_start_of_its_own() -> None:
    def curve(name: str, *rows: float) -> LearningCurve:
        band = Band(np.array([[0.1, row] for row in rows]))
        return LearningCurve(name, 1, np.zeros((1, 1)), "he", 0.1, band)

    def found(*kinds: LearningCurve) -> LearningCurves:
        return LearningCurves(
            "a", "b", 16, SHORT, np.array([0.1]), 101, np.array(SEEDS[:2]), 25, 5,
            kinds[:2], kinds[2:],
        )  # fmt: skip

    sigmoid, late, relu = (
        curve(name, *rows)
        for name, rows in (
            ("sigmoid", (0.9, 0.8)), ("sigmoid", (0.6, 0.7)), ("relu", (0.85, 0.95))
        )
    )  # fmt: skip
    assert found(sigmoid, relu, late, relu).is_easier("relu", "sigmoid")
    assert not found(sigmoid, relu, late, relu).is_easier("sigmoid", "relu")
    assert not found(sigmoid, relu, sigmoid, relu).is_easier("relu", "sigmoid")
    ahead = curve("relu", 0.95, 0.96)
    assert not found(sigmoid, ahead, late, ahead).is_easier("relu", "sigmoid")


def test_a_start_of_its_own_is_another_than_the_general_one(curves: LearningCurves) -> None:
    for general in curves.general:
        deepest = curves.chosen(general.activation, curves.depths[-1])
        own = curves.has_own_start(general.activation)
        assert own == (deepest.searched.max(axis=1).argmax() > 0)


def test_curves_that_were_not_trained_are_refused(curves: LearningCurves) -> None:
    with pytest.raises(OptionError, match="no curve is of tanh and 2 hidden layers"):
        curves.chosen("tanh", 2)


def test_it_is_told_how_many_are_done(few: tuple[TrainingData, TestData]) -> None:
    told: list[int] = []
    learning_curves(
        *few, settings=SHORT, depths=(1,), learning_rates=(0.1,), seeds=(1,),
        on_progress=told.append,
    )  # fmt: skip
    assert told == [1, 2, 3, 4, 5, 6, 7, 8]
