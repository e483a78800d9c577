import numpy as np
import pytest

from network.digits import datasets as test_data
from network.digits.datasets import load_test_data
from network.errors import DatasetError


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
