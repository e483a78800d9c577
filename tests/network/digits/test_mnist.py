"""Small files stand in for MNIST's; the last tests read the real ones where they are."""

import gzip
import hashlib

import numpy as np
import pytest

from network.digits import mnist_files
from network.digits.mnist import find_mnist, load_mnist, load_test_set, pixels_to_inputs
from network.digits.mnist_files import (
    MNIST_FILES,
    MnistFile,
    cache_directory,
    find_files,
    idx_header,
)
from network.errors import DatasetError

needs_mnist = pytest.mark.skipif(
    find_mnist() is None, reason="MNIST is not on this machine: set $MNIST_DIR to its folder"
)


def small_files(count=(5, 3)):
    """Contents and descriptions of four small files with MNIST's names."""
    rng = np.random.default_rng(0)
    shapes = [(count[0], 28, 28), (count[0],), (count[1], 28, 28), (count[1],)]
    contents = [idx_header(shape) + rng.bytes(int(np.prod(shape))) for shape in shapes]
    files = [
        MnistFile(real.name, shape, hashlib.sha256(content).hexdigest())
        for real, shape, content in zip(MNIST_FILES, shapes, contents, strict=True)
    ]
    return files, contents


FILES, CONTENTS = small_files()


@pytest.fixture(autouse=True)
def _no_mnist(monkeypatch, tmp_path, request):
    """Hide this machine's MNIST from all tests but those of the real one."""
    if "real" not in request.node.name:
        monkeypatch.delenv("MNIST_DIR", raising=False)
        monkeypatch.setattr(mnist_files, "cache_directory", lambda: tmp_path / "cache")


def write(directory, *, suffix=".gz", rename=str):
    directory.mkdir()
    for file, content in zip(FILES, CONTENTS, strict=True):
        pack = gzip.compress if suffix else bytes
        (directory / rename(file.name + suffix)).write_bytes(pack(content))
    return directory


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("rename", [str, lambda name: name.replace("-idx", ".idx")])
def test_all_usual_names_are_read(tmp_path, suffix, rename):
    directory = write(tmp_path / "data", suffix=suffix, rename=rename)
    mnist = load_mnist(directory, files=FILES)
    assert mnist.training_images.tobytes() == CONTENTS[0][16:]
    assert mnist.training_labels.tolist() == list(CONTENTS[1][8:])
    assert mnist.test_images.tobytes() == CONTENTS[2][16:]
    assert mnist.test_labels.tolist() == list(CONTENTS[3][8:])
    assert mnist.checksums == {file.name: file.sha256 for file in FILES}


def test_what_is_loaded_cannot_be_changed(tmp_path):
    mnist = load_mnist(write(tmp_path / "data"), files=FILES)
    for name in ("training_images", "training_labels", "test_images", "test_labels"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(mnist, name)[0] = 0
    with pytest.raises(TypeError):
        mnist.checksums["train-images-idx3-ubyte"] = "0"


def test_the_test_set_comes_as_inputs(tmp_path):
    images, labels = load_test_set(write(tmp_path / "data"), files=FILES[2:])
    assert images.shape == (3, 784)
    assert images[1, 30] == CONTENTS[2][16 + 784 + 30] / 255
    assert labels.tolist() == list(CONTENTS[3][8:])


def test_pixels_become_numbers_from_0_to_1():
    pixels = np.array([[[0, 51], [102, 255]], [[255, 0], [0, 0]]], np.uint8)
    assert pixels_to_inputs(pixels).tolist() == [[0, 0.2, 0.4, 1], [1, 0, 0, 0]]
    assert pixels_to_inputs(pixels[0]).tolist() == [0, 0.2, 0.4, 1]


def test_the_argument_goes_before_the_environment_and_that_before_the_cache(tmp_path, monkeypatch):
    cache = write(tmp_path / "cache")
    assert find_mnist() == cache
    monkeypatch.setenv("MNIST_DIR", str(write(tmp_path / "environment")))
    assert find_mnist() == tmp_path / "environment"
    assert find_mnist(write(tmp_path / "argument")) == tmp_path / "argument"


def test_a_folder_without_all_files_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(write(tmp_path / "environment")))
    (tmp_path / "environment" / "t10k-labels-idx1-ubyte.gz").unlink()
    assert find_mnist() is None
    assert find_files(files=FILES[:3]) == tmp_path / "environment"
    write(tmp_path / "cache")
    assert find_mnist() == tmp_path / "cache"


def test_a_folder_given_without_files_is_an_error(tmp_path):
    write(tmp_path / "cache")
    with pytest.raises(DatasetError, match="nowhere: expected the files of MNIST"):
        load_mnist(tmp_path / "nowhere", files=FILES)


def test_without_mnist_the_error_says_how_to_give_it(tmp_path):
    with pytest.raises(
        DatasetError, match=r"set \$MNIST_DIR to a folder with train-images"
    ) as caught:
        load_mnist(download=False)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda content: content[:-1], "expected 2,352 bytes after the header, got 2,351"),
        (lambda content: content + b"x", "expected 2,352 bytes after the header, got more"),
        (lambda content: content[:-1] + bytes([content[-1] ^ 1]), "expected SHA-256 [0-9a-f]{16}"),
        (lambda content: b"<html>" + content, "expected IDX data starting 00000803, got 3c68746d"),
        (lambda _: b"", "expected IDX data starting 00000803, got "),
    ],
    ids=["cut short", "too long", "altered", "a web page", "empty"],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "compressed"])
def test_a_damaged_file_is_refused_in_one_line(tmp_path, damage, complaint, pack):
    directory = write(tmp_path / "data")
    path = directory / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(pack(damage(CONTENTS[2])))
    with pytest.raises(DatasetError, match=f"t10k-images-idx3-ubyte.gz: {complaint}") as caught:
        load_mnist(directory, files=FILES)
    assert "\n" not in str(caught.value)


def test_a_folder_named_like_a_file_is_no_file(tmp_path):
    directory = write(tmp_path / "data")
    path = directory / "t10k-images-idx3-ubyte.gz"
    path.unlink()
    path.mkdir()
    assert find_mnist(directory) is None


@needs_mnist
def test_the_real_mnist_has_the_known_shape_and_counts():
    mnist = load_mnist(download=False)
    assert mnist.training_images.shape == (60_000, 28, 28)
    assert mnist.test_images.shape == (10_000, 28, 28)
    assert np.bincount(mnist.training_labels).tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]  # fmt: skip
    assert mnist.test_labels[:5].tolist() == [7, 2, 1, 0, 4]


@needs_mnist
def test_the_real_images_have_their_center_of_mass_where_ours_have():
    images, _ = load_test_set(download=False)
    ink = images.reshape(-1, 28, 28).sum(axis=0)
    assert ink.sum(axis=0) @ np.arange(28) / ink.sum() == pytest.approx(14, abs=0.1)
    assert ink.sum(axis=1) @ np.arange(28) / ink.sum() == pytest.approx(14, abs=0.1)


@needs_mnist
def test_a_real_file_with_one_pixel_altered_is_refused(tmp_path):
    source = find_mnist()
    for file in MNIST_FILES[2:]:
        path = file.find_in(source)
        (tmp_path / path.name).symlink_to(path)
    target = MNIST_FILES[2].find_in(tmp_path)
    content = bytearray(mnist_files.read_bytes(target, 10_000_000))
    content[5_000_000] ^= 1
    target.unlink()
    (tmp_path / MNIST_FILES[2].name).write_bytes(content)
    with pytest.raises(DatasetError, match="expected SHA-256 0fa7898d509279e4"):
        load_test_set(tmp_path)


def test_the_cache_is_the_user_s_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_directory() == tmp_path / "neuroscenes" / "mnist"
