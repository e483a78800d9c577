"""Files of arrays: what is written is read, and everything else is refused in one line."""

from __future__ import annotations

import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save

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
        b"",
        b"short",
        b"<html>not found, but long enough for a header</html>",
        pickle.dumps({"0.weight": [1.0, 2.0]}),
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


@pytest.mark.parametrize("dtype", ["BF16", "F8_E4M3"])
def test_numbers_that_numpy_lacks_are_refused(dtype: str, tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    content = safetensors_header(dtype)
    path.write_bytes(content.replace(b"[2]", b"[4]") if dtype != "BF16" else content)
    with pytest.raises(WeightsError, match="holds numbers of a type that numpy lacks"):
        read_tensors(path)


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"short"),
        lambda path: path.write_bytes(pickle.dumps(TENSORS)),
        lambda path: path.write_bytes(b"PK\x03\x04 but no more"),
        lambda path: path.write_bytes(np.lib.format.magic(1, 0) + b"{}"),
        write_npz_with_pickle,
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


def test_a_single_array_under_the_name_of_an_npz_file_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "weights.npy", np.ones(3))
    path = (tmp_path / "weights.npy").rename(tmp_path / "weights.npz")
    with pytest.raises(WeightsError, match="not an npz file of plain arrays"):
        read_tensors(path)


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


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no such file"):
        read_tensors(tmp_path)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"must end in \.safetensors or \.npz"):
        write_tensors(tmp_path / "weights.pt", TENSORS, {})


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WeightsError, match="cannot be written"):
        write_tensors(tmp_path / "file" / "weights.npz", TENSORS, {})


@pytest.mark.parametrize(
    ("ending", "message"),
    [
        ("pt", "a pickle can run any program, so it is never read: save with safetensors"),
        ("pkl", "a pickle can run any program, so it is never read"),
        ("keras", r"not read: numpy\.savez\(\.\.\., \*model\.get_weights\(\)\)"),
    ],
)
def test_files_that_are_never_read_are_answered_with_what_to_do(
    ending: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / f"weights.{ending}"
    path.write_bytes(pickle.dumps(TENSORS))
    with pytest.raises(WeightsError, match=message):
        read_tensors(path)
