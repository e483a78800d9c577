from collections import Counter

import numpy as np
import pytest

from network.digits import datasets as test_data
from network.digits.datasets import TestData, load_test_data, own_test_strokes
from network.digits.drawn_digits import load_drawn_digits
from network.errors import DatasetError, OptionError
from network.layers import Layer
from network.mlp import MLP


@pytest.fixture
def _no_mnist(monkeypatch):
    monkeypatch.setattr(test_data, "find_mnist", lambda _directory=None: None)


@pytest.mark.usefixtures("_no_mnist")
def test_without_mnist_the_own_digits_stand_in_and_say_so():
    data = load_test_data()
    assert (data.name, data.is_mnist) == ("own digits, warped", False)
    assert data.images.shape == (len(data.labels), 784)
    assert set(data.labels) == set(range(10))


@pytest.mark.usefixtures("_no_mnist")
def test_the_own_digits_are_the_same_in_every_run():
    assert load_test_data().checksum == load_test_data().checksum


def test_with_mnist_its_test_set_is_loaded(mnist_dir):
    data = load_test_data(mnist_dir)
    assert data.is_mnist
    assert data.images.shape == (10_000, 784)
    assert 0 <= data.images.min() <= data.images.max() <= 1


def test_a_folder_without_mnist_is_refused(tmp_path):
    with pytest.raises(DatasetError):
        load_test_data(tmp_path)


@pytest.mark.usefixtures("_no_mnist")
def test_the_images_are_locked():
    with pytest.raises(ValueError, match="read-only"):
        load_test_data().images[0, 0] = np.float64(1)


@pytest.mark.usefixtures("_no_mnist")
def test_where_mnist_cannot_be_downloaded_the_own_digits_stand_in(monkeypatch, tmp_path):
    def fail(directory, *, download):
        raise DatasetError(f"no network for {directory}, download={download}")

    monkeypatch.setattr(test_data, "load_test_set", fail)
    assert load_test_data(download=True) == load_test_data()
    with pytest.raises(DatasetError, match=r"no network for .*, download=True"):
        load_test_data(tmp_path, download=True)


def test_the_own_digits_to_test_on_are_strokes_that_can_be_sent():
    found = own_test_strokes()
    assert Counter(label for label, _ in found) == dict.fromkeys(range(10), len(found) // 10)
    points = np.concatenate([stroke.points for _, strokes in found for stroke in strokes])
    assert np.array_equal(points, points.round(4))
    assert found == own_test_strokes.__wrapped__()
    # None is the digit that it was made of.
    drawn = {stroke.points.tobytes() for each in load_drawn_digits() for stroke in each.strokes}
    assert not drawn & {s.points.tobytes() for _, strokes in found for s in strokes}


def reader_of(*labels):
    return MLP((Layer(np.ones((len(labels), 1)), np.zeros(len(labels)), "softmax"),), labels=labels)


IMAGES = TestData(np.arange(5.0)[:, None], np.array([9, 4, 7, 4, 0]), "of all", "00")


def test_images_are_those_that_the_network_has_outputs_for():
    found = IMAGES.for_model(reader_of("a cat", "four", "9"))
    assert (found.images.ravel().tolist(), found.labels.tolist()) == ([0, 1, 3], [2, 1, 1])
    assert found.name == "of all"
    assert found.checksum != IMAGES.for_model(reader_of("four", "9")).checksum
    assert IMAGES.for_model(reader_of("1", "0")).labels.tolist() == [1]


def test_a_network_with_an_output_a_digit_in_order_is_tested_on_all():
    assert IMAGES.for_model(reader_of(*"0123456789", "none")) is IMAGES
    turned = IMAGES.for_model(reader_of(*"9876543210"))
    assert turned.labels.tolist() == [0, 5, 2, 5, 9]


def test_a_network_for_other_things_is_not_tested():
    with pytest.raises(OptionError, match=r"expected a network with 10 outputs or more.* got 2"):
        IMAGES.for_model(reader_of("cat", "7"))
