"""Files of arrays: what is written is read, and everything else is refused in one line."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save

from network.bounds.limits import MOST_ARRAYS
from network.errors import WeightsError
from network.files.tensor_files import read_tensors, write_tensors

TENSORS = {"0.weight": np.arange(6.0).reshape(2, 3), "0.bias": np.ones(2, np.float32)}
ENDINGS = ["safetensors", "npz"]


def safetensors_header(dtype: str) -> bytes:
    header = json.dumps({"0.weight": {"dtype": dtype, "shape": [2], "data_offsets": [0, 4]}})
    return struct.pack("<Q", len(header)) + header.encode() + bytes(4)


def write_npz_with_pickle(path: Path) -> None:
    np.savez(path, **{"0.weight": np.array([{"a": 1}], dtype=object)})


def write_zip_with_text(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("0.weight.npy", "not an array")


def write_cut_npz(path: Path) -> None:
    np.savez(path, **TENSORS)
    path.write_bytes(path.read_bytes()[:-40])


def write_npz_with_flipped_bits(path: Path) -> None:
    np.savez(path, **TENSORS)
    content = bytearray(path.read_bytes())
    # The first array's numbers begin after the zip's and the array's own headers.
    content[200] ^= 0xFF
    path.write_bytes(content)


def write_npz_with_metadata(text: str) -> Callable[[Path], None]:
    return lambda path: np.savez(path, metadata=np.array(text), **TENSORS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_written_is_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"weights.{ending}"
    write_tensors(path, TENSORS, {"seed": "7", "words": "ä\n"})
    tensors, metadata = read_tensors(path)
    assert metadata == {"seed": "7", "words": "ä\n"}
    assert tensors.keys() == TENSORS.keys()
    for name, tensor in TENSORS.items():
        assert tensors[name].dtype == tensor.dtype
        np.testing.assert_array_equal(tensors[name], tensor)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_transposed_array_is_written_as_it_looks(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"weights.{ending}"
    write_tensors(path, {"0.weight": TENSORS["0.weight"].T}, {})
    np.testing.assert_array_equal(read_tensors(path)[0]["0.weight"], TENSORS["0.weight"].T)


@pytest.mark.parametrize("ending", ["NPZ", "SafeTensors"])
def test_capital_endings_are_endings(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"weights.{ending}"
    write_tensors(path, TENSORS, {})
    assert read_tensors(path)[0].keys() == TENSORS.keys()


@pytest.mark.parametrize("ending", ["", ".bin", ".pt", ".npz", ".safetensors"])
def test_content_counts_more_than_an_ending(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"weights{ending}"
    path.write_bytes(save(TENSORS))
    assert read_tensors(path)[0].keys() == TENSORS.keys()
    with path.open("wb") as file:
        np.savez(file, **TENSORS)
    assert read_tensors(path)[0].keys() == TENSORS.keys()


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_else_is_left_in_the_folder(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / f"weights.{ending}"
    write_tensors(path, TENSORS, {})
    write_tensors(path, TENSORS, {})
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    write_tensors(path, TENSORS, {})
    before = path.read_bytes()
    with pytest.raises(Exception, match="dtype"):
        write_tensors(path, {"0.weight": np.array(["words"])}, {})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_metadata_of_others_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(save(TENSORS))
    assert read_tensors(path)[1] == {}
    np.savez(tmp_path / "weights.npz", **TENSORS)
    assert read_tensors(tmp_path / "weights.npz")[1] == {}


@pytest.mark.parametrize(
    "content",
    [
        b"short",
        save(TENSORS)[:-3],
        save(TENSORS)[:40],
        save(TENSORS) + b"more",
    ],
)
def test_what_is_no_safetensors_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="not a safetensors file, or a damaged one") as error:
        read_tensors(path)
    assert "\n" not in str(error.value)


def test_numbers_that_numpy_lacks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(safetensors_header("F8_E4M3").replace(b"[2]", b"[4]"))
    with pytest.raises(WeightsError, match=r"a type that numpy lacks \(F8_E4M3\): save it as 32-b"):
        read_tensors(path)


def test_bfloat16_is_read_as_the_upper_half_of_single_precision(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    numbers = np.array([1.5, -0.0078125], np.float32)
    halves = (numbers.view(np.uint32) >> 16).astype("<u2")
    path.write_bytes(safetensors_header("BF16")[:-4] + halves.tobytes())
    np.testing.assert_array_equal(read_tensors(path)[0]["0.weight"], numbers)
    # NumPy's own files keep the bytes alone.
    np.savez(tmp_path / "weights.npz", **{"0.weight": halves.view("V2")})
    np.testing.assert_array_equal(read_tensors(tmp_path / "weights.npz")[0]["0.weight"], numbers)


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b"short"),
        lambda path: path.write_bytes(b"PK\x03\x04 but no more"),
        write_zip_with_text,
        write_cut_npz,
        write_npz_with_flipped_bits,
        write_npz_with_metadata("no JSON"),
        write_npz_with_metadata("[1, 2]"),
    ],
)
def test_what_is_no_npz_file_is_refused(write: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    write(path)
    with pytest.raises(WeightsError, match=r"not an npz file of plain arrays \(") as error:
        read_tensors(path)
    assert "\n" not in str(error.value)


def test_lists_of_arrays_are_answered_with_how_to_save_them(tmp_path: Path) -> None:
    write_npz_with_pickle(tmp_path / "weights.npz")
    with pytest.raises(WeightsError, match=r"numpy\.savez\('net\.npz', \*weights, \*biases\)"):
        read_tensors(tmp_path / "weights.npz")


def test_a_pickle_is_never_run(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "it ran",)

    np.savez(tmp_path / "weights.npz", **{"0.weight": np.array([Bomb()], dtype=object)})
    (tmp_path / "weights.safetensors").write_bytes(pickle.dumps(Bomb()))
    for name in ("weights.npz", "weights.safetensors"):
        with pytest.raises(WeightsError):
            read_tensors(tmp_path / name)
    assert not (tmp_path / "it ran").exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_missing_file_is_said(ending: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"nowhere.* no such file"):
        read_tensors(tmp_path / f"nowhere.{ending}")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"must end in \.safetensors or \.npz"):
        write_tensors(tmp_path / "weights.pt", TENSORS, {})


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WeightsError, match=r"cannot be written \([A-Z][\w ]+\)$"):
        write_tensors(tmp_path / "file" / "weights.npz", TENSORS, {})


def test_more_arrays_than_any_network_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps({"weights": [[[1.0]]] * (MOST_ARRAYS + 1)}))
    with pytest.raises(WeightsError, match=r"holds 1001 arrays, expected at most 1000"):
        read_tensors(path)


@pytest.mark.parametrize("damage", [b"\x93NUMPY\x09\x00", b"more"], ids=["version", "longer"])
def test_members_of_npz_files_that_numpy_never_writes_are_refused(
    damage: bytes, tmp_path: Path
) -> None:
    array = io.BytesIO()
    np.save(array, np.ones((2, 2)))
    content = array.getvalue()
    path = tmp_path / "odd.npz"
    with zipfile.ZipFile(path, "w") as archive:
        is_head = damage.startswith(b"\x93")
        archive.writestr("w.npy", damage + content[8:] if is_head else content + damage)
    with pytest.raises(WeightsError, match=r"odd\.npz: not an npz file"):
        read_tensors(path)


def test_arrays_of_every_version_of_npy_are_read(tmp_path: Path) -> None:
    for version in ((1, 0), (2, 0)):
        array = io.BytesIO()
        np.lib.format.write_array(array, TENSORS["0.weight"].T, version)
        with zipfile.ZipFile(tmp_path / "net.npz", "w") as archive:
            archive.writestr("w.npy", array.getvalue())
        tensors, _ = read_tensors(tmp_path / "net.npz")
        np.testing.assert_array_equal(tensors["w"], TENSORS["0.weight"].T)


@pytest.mark.parametrize(
    ("name", "values", "shapes"),
    [
        ("weights", [[1, 2], [3, 4]], {"weights": (2, 2)}),
        ("biases", [1, 2], {"biases": (2,)}),
        ("biases", [[1, 2], [3, 4]], {"biases.0": (2,), "biases.1": (2,)}),
        ("biases", [[1, 2], [3]], {"biases.0": (2,), "biases.1": (1,)}),
        ("weights", [[[1, 2]], [[3, 4]]], {"weights.0": (1, 2), "weights.1": (1, 2)}),
        ("weights", [[[1, 2]], [[3], [4]]], {"weights.0": (1, 2), "weights.1": (2, 1)}),
    ],
)
def test_lists_of_arrays_are_told_from_arrays(
    name: str, values: list[object], shapes: dict[str, tuple[int, ...]], tmp_path: Path
) -> None:
    (tmp_path / "net.json").write_text(json.dumps({name: values}))
    tensors, _ = read_tensors(tmp_path / "net.json")
    assert {each: array.shape for each, array in tensors.items()} == shapes


def test_an_array_that_is_called_like_words_and_holds_none_stays_an_array(tmp_path: Path) -> None:
    path = tmp_path / "net.npz"
    arrays = {"activations": np.eye(2), "labels": np.ones(2), "class_names": np.array([["a"]])}
    np.savez(path, classes_=np.array([3, 5]), classes=np.array([3, 3]), **arrays)
    tensors, metadata = read_tensors(path)
    assert set(tensors) == {*arrays, "classes"}
    assert metadata == {"labels": '["3", "5"]'}
