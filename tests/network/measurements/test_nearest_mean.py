"""The program of mean images, by hand and by plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import TestData, TrainingData
from network.errors import OptionError
from network.layers import Layer
from network.measurements.nearest_mean import (
    NearestMean,
    OwnPile,
    mean_differences,
    mean_piles,
    naive_program,
    nearest_mean,
    telling_pixels,
)
from network.mlp import MLP


@pytest.fixture
def training(rng: np.random.Generator) -> TrainingData:
    """Two images of each digit, of four pixels."""
    return TrainingData(rng.random((20, 4)), np.arange(20) % 10, "pictures to learn")


def test_means_by_hand(training: TrainingData) -> None:
    program = nearest_mean(training.images, training.labels)
    for digit in range(10):
        one, other = training.images[digit].tolist(), training.images[digit + 10].tolist()
        expected = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
        assert program.means[digit] == pytest.approx(expected, rel=1e-6)
    assert program.means.dtype == np.float32


def test_the_nearest_mean_is_the_answer(training: TrainingData, rng: np.random.Generator) -> None:
    program = nearest_mean(training.images, training.labels)
    images = rng.random((6, 4))
    for image, distances, answer in zip(
        images, program.distances(images), program.answers(images), strict=True
    ):
        expected = [math.dist(image.tolist(), mean.tolist()) for mean in program.means]
        assert distances == pytest.approx(expected)
        assert answer == expected.index(min(expected))
    assert program.answers(images[0]).shape == ()


def test_program_and_network_read_the_same_images(
    training: TrainingData, rng: np.random.Generator
) -> None:
    model = MLP((Layer(rng.normal(size=(10, 4)), np.zeros(10), "sigmoid"),))
    data = TestData(rng.random((30, 4)), rng.integers(0, 10, 30), "pictures to read", "00")
    found = naive_program(model, training, data)
    right = found.program.answers(data.images) == data.labels
    assert found.by_program.correct == right.sum()
    assert found.by_network == measure_accuracy(model, data.images, data.labels)
    assert found.by_program.images == found.by_network.images == 30
    assert (found.training_data, found.data) == ("pictures to learn", "pictures to read")


def test_answers_of_a_network_that_reads_no_digits_are_not_counted(
    training: TrainingData, rng: np.random.Generator
) -> None:
    model = MLP((Layer(rng.normal(size=(2, 4)), np.zeros(2), "sigmoid"),))
    data = TestData(rng.random((30, 4)), rng.integers(0, 10, 30), "pictures to read", "00")
    found = naive_program(model, training, data)
    assert found.by_network is None
    assert found.by_program.images == 30


def test_means_pile_up_from_the_first_images(rng: np.random.Generator) -> None:
    images = rng.random((650, 4))
    found = mean_piles(TrainingData(images, np.arange(650) % 10, "pictures to learn"))
    assert found.counts.tolist() == [65] * 10
    assert found.sizes.tolist() == [10, 30]
    for pile, levels, size in zip(found.means, found.levels, (10, 30), strict=True):
        for digit in range(10):
            first = [images[digit + 10 * i].tolist() for i in range(size)]
            expected = [math.fsum(pixel) / size for pixel in zip(*first, strict=True)]
            assert levels[digit].tolist() == [round(255 * mean) for mean in expected]
            assert pile[digit] == pytest.approx(expected, abs=0.5 / 255 + 1e-9)
    with pytest.raises(OptionError, match="10 or more of each"):
        mean_piles(TrainingData(images[:90], np.arange(90) % 10, "pictures to learn"))


def test_own_pictures_pile_up_one_by_one(rng: np.random.Generator) -> None:
    pictures = rng.random((3, 4))
    pile = OwnPile(pictures)
    assert pile.counts.tolist() == [1, 2, 3]
    for count, mean in zip((1, 2, 3), pile.means, strict=True):
        columns = zip(*pictures[:count].tolist(), strict=True)
        assert mean == pytest.approx([math.fsum(column) / count for column in columns])


def test_differences_are_between_the_picture_and_every_mean(
    training: TrainingData, rng: np.random.Generator
) -> None:
    program, picture = nearest_mean(training.images, training.labels), rng.random(4)
    found = mean_differences(program, picture)
    for mean, difference, distance, squares, total in zip(
        program.means.tolist(), found.differences, found.distances, found.squares, found.sums,
        strict=True,
    ):  # fmt: skip
        expected = [ink - gray for ink, gray in zip(picture.tolist(), mean, strict=True)]
        assert difference == pytest.approx(expected)
        assert distance == pytest.approx(math.hypot(*expected))
        assert squares == pytest.approx([each * each for each in expected])
        assert total == pytest.approx(math.fsum(each * each for each in expected))
    assert found.distances[found.nearest] == min(found.distances)
    assert found.distances[found.farthest] == max(found.distances)
    assert found.nearest == program.answers(picture)
    with pytest.raises(OptionError, match="expected a single picture"):
        mean_differences(program, np.zeros((2, 4)))


def test_a_digit_without_an_image_is_refused() -> None:
    with pytest.raises(OptionError, match="labels must be 0 to 9, each once or more"):
        nearest_mean(np.zeros((9, 4)), np.arange(9))


def test_images_of_another_size_are_refused(training: TrainingData) -> None:
    with pytest.raises(OptionError, match="images must have 4 pixels"):
        nearest_mean(training.images, training.labels).answers(np.zeros(5))


def test_telling_pixels_are_a_bright_spot_that_another_picture_lacks_and_a_dark_one() -> None:
    means = np.zeros((10, 20, 20))
    means[:, 4:8, 4:8] = 0.5
    means[3, 5, 6] = 1.0
    program = NearestMean(means.reshape(10, 400))
    picture = np.zeros((20, 20))
    picture[3:17, 12:18] = 1.0
    same, lacks = picture.copy(), picture.copy()
    lacks[8:11, 13:16] = 0.0
    found = telling_pixels(program, picture.ravel(), np.reshape([same, lacks], (2, 400)))
    assert [divmod(pixel, 20) for pixel in found[:2]] == [(9, 14), (5, 6)]
    assert found[2] == 1
    # Where no picture differs, the bright one is far from the dark one.
    bright, dark, _other = telling_pixels(program, picture.ravel(), same.reshape(1, 400))
    assert [divmod(pixel, 20) for pixel in (bright, dark)] == [(15, 16), (5, 6)]
    assert telling_pixels(program, np.zeros(400), np.zeros((1, 400)))[1] == dark
