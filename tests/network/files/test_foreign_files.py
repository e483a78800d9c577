"""Files that are not read: each is told what it is, and how to get one that is."""

from __future__ import annotations

import io
import json
import pickle
import zipfile

import numpy as np
import pytest
from safetensors.numpy import save

from network.errors import WeightsError
from network.files.foreign_files import Format, format_of
from network.files.weight_files import load_metadata, load_model

PICKLE = pickle.dumps({"weight": [1.0]})


def archive(*members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for member in members:
            # Without the time, which would name the tests otherwise each time.
            file.writestr(zipfile.ZipInfo(member), b"?")
    return content.getvalue()


def npy() -> bytes:
    content = io.BytesIO()
    np.save(content, np.ones((3, 4)))
    return content.getvalue()


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
PAGE = b"\n<!DOCTYPE html><html><body>404</body></html>"
GET_WEIGHTS = r"numpy\.savez\('net\.npz', \*model\.get_weights\(\)\)"
STATE_DICT = r"never read: safetensors\.torch\.save_file\(model\.state_dict\(\)"


@pytest.mark.parametrize("name", ["net.safetensors", "net.npz", "net.onnx", "net"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "an empty file"),
        (b"\n", "an empty file"),
        (POINTER, "Git LFS: git lfs pull"),
        (PAGE, "a web page instead of a network"),
        (b"TOCO" + b"TFL3" + bytes(99), "TensorFlow Lite .*: export the network to ONNX"),
        (PICKLE, STATE_DICT),
        (pickle.dumps([1], protocol=2), STATE_DICT),
        (archive("archive/data.pkl", "archive/data/0"), STATE_DICT),
        (archive("net/code/net.py", "net/constants.pkl", "net/data.pkl"), "TorchScript is not re"),
        (archive("config.json", "model.weights.h5"), GET_WEIGHTS),
        (b"\x89HDF\r\n\x1a\n" + bytes(99), GET_WEIGHTS),
        (archive("schema.json", "0.npy"), r"skops\.io\.load it, then from_scikit_learn"),
        (npy(), r"a single array is no network: numpy\.savez"),
        (b"GGUF\x03" + bytes(99), "GGUF is for language models: export the network to ONNX"),
        (b"\x1f\x8b\x08" + bytes(99), "an archive is not read: unpack it first"),
    ],
)
def test_content_tells_what_a_file_is_whatever_its_name(name, content, message, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=message) as error:
        load_model(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("ending", "message"),
    [
        ("index", f"a checkpoint of TensorFlow is not read: .*{GET_WEIGHTS}"),
        ("data-00000-of-00001", "a checkpoint of TensorFlow"),
        ("ort", "export it to ONNX itself"),
        ("tar", "an archive is not read"),
        ("pt", STATE_DICT),
        ("PTH", STATE_DICT),
        ("ckpt", r"weights_only=True\)\['state_dict'\]"),
        ("pkl", "from_scikit_learn and save_model"),
        ("joblib", "from_scikit_learn and save_model"),
        ("skops", r"skops\.io\.load it"),
        ("keras", GET_WEIGHTS),
        ("h5", GET_WEIGHTS),
        ("pb", GET_WEIGHTS),
        ("tflite", "TensorFlow Lite"),
        ("gguf", "GGUF"),
        ("npy", "a single array"),
        ("mat", r"scipy\.io\.loadmat"),
        ("json", "not a JSON file"),
        ("csv", "a table is not read"),
        ("msgpack", r"traverse_util\.flatten_dict"),
        ("eqx", r"equinox\.is_array"),
    ],
)
def test_an_ending_tells_what_content_does_not(ending, message, tmp_path):
    path = tmp_path / f"net.{ending}"
    path.write_bytes(b"something else")
    for read in (load_model, load_metadata):
        with pytest.raises(WeightsError, match=message):
            read(path)


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ((), "a folder, expected a file$"),
        (("model.safetensors", "config.json"), r"expected a file such as .*/model\.safetensors"),
        (("saved_model.pb", "variables"), f"a SavedModel is not read: .*{GET_WEIGHTS}"),
        (("_METADATA", "d"), "a folder of checkpoints is not read"),
    ],
)
def test_a_folder_is_told_from_a_file(inside, message, tmp_path):
    for name in inside:
        (tmp_path / name).write_text("?")
    with pytest.raises(WeightsError, match=message):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("net.safetensors", save({"w": np.ones((5, 5))})[:-9], "not a safetensors file, or a dam"),
        ("net.safetensors", save({"w": np.ones((5, 5))})[:20], "not a safetensors file, or a dam"),
        ("net.npz", archive("w.npy")[:-9], "not an npz file of plain arrays"),
        ("net.npz", archive("w.npy"), "not an npz file of plain arrays"),
        ("net.npz", archive("w.txt"), "not an npz file of plain arrays"),
        ("net.xyz", b"who knows what", "not a safetensors file"),
    ],
)
def test_a_damaged_file_is_said_to_be_one(name, content, message, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=message) as error:
        load_model(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("length", range(0x8002, 0x8006))
def test_a_long_header_is_not_taken_for_a_pickle(length, tmp_path):
    # Its length is written as the bytes that begin a pickle.
    length = int.from_bytes(length.to_bytes(2, "big"), "little")
    empty = save({"w": np.ones((2, 3))}, {"padding": ""})
    header = json.loads(empty[8 : 8 + int.from_bytes(empty[:8], "little")])
    header["__metadata__"]["padding"] = "x" * (length - len(json.dumps(header)))
    text = json.dumps(header).encode()
    path = tmp_path / "net"
    path.write_bytes(len(text).to_bytes(8, "little") + text + np.ones((2, 3)).tobytes())
    assert path.read_bytes()[:1] == b"\x80"
    assert format_of(path) is Format.SAFETENSORS
    assert load_model(path).layer_sizes == (3, 2)
