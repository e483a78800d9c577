"""Training: it learns, it repeats itself, it says when it fails."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.errors import OptionError, WeightsError
from network.forward import forward
from network.mlp import MLP
from network.training.gradients import backpropagate
from network.training.history import EpochRecord
from network.training.initialization import initialize
from network.training.loop import TrainingSettings, train, training_epochs
from network.training.loss import LOSSES, one_hot
from network.training.parameters import to_vector

PLAIN = TrainingSettings(
    epochs=12,
    batch_size=16,
    learning_rate=0.02,
    weight_decay=0,
    warmup_epochs=0,
    augment_shift=0,
    augment_rotation=0,
    augment_scale=0,
)


@pytest.fixture
def stripes() -> tuple[np.ndarray, np.ndarray]:
    """Return 4 x 4 images with one bright row, labeled by which row it is, in noise."""
    rng = np.random.default_rng(7)
    labels = rng.integers(0, 4, 300)
    images = rng.uniform(0, 0.4, (300, 4, 4))
    images[np.arange(300), labels] += 0.6
    return images.reshape(300, 16), labels


def start(last: str = "sigmoid", dtype: type = np.float64) -> MLP:
    return initialize((16, 8, 4), ("sigmoid", last), np.random.default_rng(3)).astype(dtype)


def settings(**changes: object) -> TrainingSettings:
    return TrainingSettings(**{**PLAIN.__dict__, **changes})


@pytest.mark.parametrize(
    ("last", "changes"),
    [
        ("sigmoid", {}),
        ("softmax", {"loss": "cross_entropy"}),
        ("sigmoid", {"loss": "squared_error", "learning_rate": 0.05}),
        ("sigmoid", {"optimizer": "sgd", "learning_rate": 0.5}),
        ("sigmoid", {"schedule": "constant", "weight_decay": 0.01}),
        ("sigmoid", {"augment_shift": 0.2, "augment_rotation": 5, "augment_scale": 0.05}),
    ],
)
def test_a_simple_task_is_learned(
    last: str, changes: dict[str, object], stripes: tuple[np.ndarray, np.ndarray]
) -> None:
    model, history = train(start(last), *stripes, settings(**changes), np.random.default_rng(1))
    assert measure_accuracy(model, *stripes).accuracy > 0.97
    assert history.epochs[-1].loss < history.epochs[0].loss / 2


def test_one_seed_gives_one_network(stripes: tuple[np.ndarray, np.ndarray]) -> None:
    chosen = settings(epochs=2, augment_shift=0.5)
    one, same, other = (
        train(start(), *stripes, chosen, np.random.default_rng(seed))[0] for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_one_step_of_descent_by_hand(stripes: tuple[np.ndarray, np.ndarray]) -> None:
    images, labels = stripes
    chosen = settings(
        epochs=1, batch_size=300, optimizer="sgd", schedule="constant", learning_rate=0.5
    )
    model, history = train(start(), images, labels, chosen, np.random.default_rng(1))
    trace, targets = forward(start(), images), one_hot(labels, 4)
    loss = LOSSES["binary_cross_entropy"]
    gradient = to_vector(backpropagate(start(), trace, targets, loss))
    expected = to_vector(start().layers) - 0.5 * gradient
    np.testing.assert_allclose(to_vector(model.layers), expected, atol=1e-14)
    assert history.epochs[0].loss == pytest.approx(loss(trace.outputs, targets))
    assert history.epochs[0].training_accuracy == np.mean(trace.answers == labels)


def test_decay_spares_the_biases(stripes: tuple[np.ndarray, np.ndarray]) -> None:
    images, labels = stripes
    chosen = settings(epochs=1, batch_size=300, optimizer="sgd", learning_rate=0.5)
    decaying = settings(**{**chosen.__dict__, "weight_decay": 0.1})
    plain, decayed = (
        train(start(), images, labels, each, np.random.default_rng(1))[0]
        for each in (chosen, decaying)
    )
    for before, without, with_decay in zip(
        start().layers, plain.layers, decayed.layers, strict=True
    ):
        np.testing.assert_allclose(with_decay.weights, without.weights - 0.05 * before.weights)
        np.testing.assert_array_equal(with_decay.biases, without.biases)


def test_plain_epochs_at_the_end_see_the_images_as_they_are(
    stripes: tuple[np.ndarray, np.ndarray],
) -> None:
    warped = settings(epochs=1, augment_shift=3, plain_epochs=0)
    plain = settings(epochs=1, augment_shift=3, plain_epochs=1)
    never = settings(epochs=1)
    results = [
        train(start(), *stripes, each, np.random.default_rng(1))[0]
        for each in (warped, plain, never)
    ]
    assert results[0] != results[2]
    assert results[1] == results[2]


def test_a_pixel_that_is_always_dark_stays_so_in_warped_images(
    stripes: tuple[np.ndarray, np.ndarray],
) -> None:
    images = stripes[0].copy()
    images[:, 5] = 0
    model, _ = train(
        start(), images, stripes[1], settings(augment_shift=2), np.random.default_rng(1)
    )
    changes = model.layers[0].weights - start().layers[0].weights
    assert not changes[:, 5].any()
    assert changes[:, 6].all()


def test_the_network_s_precision_is_kept(stripes: tuple[np.ndarray, np.ndarray]) -> None:
    for dtype in (np.float32, np.float64):
        model, _ = train(start(dtype=dtype), *stripes, settings(epochs=1), np.random.default_rng(1))
        assert model.dtype == dtype


def test_the_network_to_start_from_stays_as_it_was(
    stripes: tuple[np.ndarray, np.ndarray],
) -> None:
    before = start()
    train(before, *stripes, settings(epochs=1), np.random.default_rng(1))
    assert before == start()


def test_every_epoch_is_told_and_recorded(stripes: tuple[np.ndarray, np.ndarray]) -> None:
    told: list[EpochRecord] = []
    model, history = train(
        start(),
        *stripes,
        settings(epochs=3, warmup_epochs=1),
        np.random.default_rng(1),
        validation=(stripes[0][:50], stripes[1][:50]),
        on_epoch=told.append,
    )
    assert tuple(told) == history.epochs
    assert [record.epoch for record in told] == [1, 2, 3]
    assert told[0].learning_rate == 0.02
    assert told[2].learning_rate < told[1].learning_rate
    last = measure_accuracy(model, stripes[0][:50], stripes[1][:50]).accuracy
    assert told[2].validation_accuracy == last


@pytest.mark.parametrize("rate", [1e200, 1e60])
def test_divergence_is_said_in_one_line(
    rate: float, stripes: tuple[np.ndarray, np.ndarray]
) -> None:
    wild = settings(optimizer="sgd", loss="squared_error", learning_rate=rate)
    model = initialize((16, 8, 4), ("identity", "identity"), np.random.default_rng(3))
    with (
        np.errstate(all="ignore"),
        pytest.raises(WeightsError, match="training diverged in epoch 1: try a smaller learning"),
    ):
        train(model, *stripes, wild, np.random.default_rng(1))


@pytest.mark.parametrize("count", [0, 299])
def test_labels_that_do_not_match_are_refused(
    count: int, stripes: tuple[np.ndarray, np.ndarray]
) -> None:
    images, labels = stripes
    with pytest.raises(OptionError, match="labels must be one an image and not 0, got"):
        train(start(), images[: count and 300], labels[:count], PLAIN, np.random.default_rng(1))


def test_epochs_one_by_one_are_the_whole_training(
    stripes: tuple[np.ndarray, np.ndarray],
) -> None:
    chosen = settings(epochs=3, augment_shift=0.5)
    final, history = train(start(), *stripes, chosen, np.random.default_rng(1))
    stages = list(training_epochs(start(), *stripes, chosen, np.random.default_rng(1)))
    assert [record.loss for _, record in stages] == [record.loss for record in history.epochs]
    assert stages[-1][0] == final
    assert stages[0][0] != stages[1][0] != final
