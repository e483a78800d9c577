"""Files that hold no readable network: what they are, told by their content, and the way out."""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING

from network.bounds.contents import open_archive, read_bounded
from network.bounds.limits import MOST_WEIGHT_BYTES
from network.errors import WeightsError, reading

if TYPE_CHECKING:
    from pathlib import Path

_PICKLED = "a pickle can run any program, so it is never read"
_PYTORCH = (
    f"{_PICKLED}: safetensors.torch.save_file(model.state_dict(), 'net.safetensors') writes a file"
    " that is"
)
_CHECKPOINT = (
    f"{_PICKLED}: take its state dict, such as torch.load(path, weights_only=True)['state_dict'],"
    " and save that by safetensors.torch.save_file"
)
_SCIKIT_LEARN = (
    f"{_PICKLED}: load it where it was written, then save a classifier by from_scikit_learn and"
    " save_model of network.files.weight_files, arrays by numpy.savez"
)
_KERAS = (
    "a file of Keras is not read: numpy.savez('net.npz', *model.get_weights()) writes one that is"
)
_TENSORFLOW = "is not read: load it with Keras, then numpy.savez('net.npz', *model.get_weights())"
_ONE_ARRAY = (
    "a single array is no network: numpy.savez('net.npz', W1=W1, b1=b1, W2=W2, b2=b2) writes a file"
    " of several"
)
_EXPORT = "export the network to ONNX, or save its arrays with safetensors or numpy.savez"

_BY_ENDING = {
    **dict.fromkeys((".pt", ".pth", ".bin"), _PYTORCH),
    ".ckpt": _CHECKPOINT,
    **dict.fromkeys((".pkl", ".pickle", ".joblib", ".sav", ".dill"), _SCIKIT_LEARN),
    ".skops": (
        "a file of skops is not read: skops.io.load it, then from_scikit_learn and save_model of"
        " network.files.weight_files"
    ),
    **dict.fromkeys((".keras", ".h5", ".hdf5"), _KERAS),
    ".pb": f"a graph of TensorFlow {_TENSORFLOW}",
    ".tflite": f"TensorFlow Lite keeps what is optimized for devices: {_EXPORT}",
    ".gguf": f"GGUF is for language models: {_EXPORT}",
    ".npy": _ONE_ARRAY,
    ".mat": "not read: numpy.savez('net.npz', **scipy.io.loadmat(path)) writes a file that is",
    ".csv": f"a table is not read: {_EXPORT}",
    ".txt": f"text is not read: {_EXPORT}",
    ".msgpack": (
        "not read: restore it with Flax, then safetensors.flax.save_file(flax.traverse_util."
        "flatten_dict(params, sep='/'), 'net.safetensors')"
    ),
    ".eqx": (
        "not read: numpy.savez('net.npz', *[leaf for leaf in jax.tree.leaves(model) if"
        " equinox.is_array(leaf)]) writes a file that is"
    ),
    ".mlmodel": f"Core ML is not read: {_EXPORT}",
    ".pdparams": f"{_PICKLED}: {_EXPORT}",
    **dict.fromkeys(
        (".index", ".meta", ".data-00000-of-00001"), f"a checkpoint of TensorFlow {_TENSORFLOW}"
    ),
    ".ort": "a network optimized for ONNX Runtime is not read: export it to ONNX itself",
}
"""Endings of files that networks are often kept in, and what to do about them."""
_ARCHIVE = "an archive is not read: unpack it first"
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".xz", ".bz2", ".7z")

_BEGINNING = 512
_PICKLES = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
_AFTER_LENGTH = 8
"""Where the JSON of a safetensors file begins, behind its length."""


class Format(Enum):
    """Formats that are read."""

    SAFETENSORS = "safetensors"
    NPZ = "npz"
    JSON = "json"
    ONNX = "onnx"


def format_of(path: Path) -> Format:
    """Tell which format a file has, by its content and else by its ending.

    Raises
    ------
    WeightsError
        If it is missing, a folder, empty, or of a kind that is not read; says what it is, and how
        to get one that is read.
    """
    if path.is_dir():
        raise WeightsError(f"{path}: {_of_folder(path)}")
    if not path.is_file():
        raise WeightsError(f"{path}: no such file")
    with reading(path, WeightsError, "cannot be read"), path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    ending = path.suffix.lower()
    members = _members(path, beginning)
    if _is_safetensors(beginning, path.stat().st_size):
        return Format.SAFETENSORS
    if members and all(name.endswith(".npy") for name in members):
        return Format.NPZ
    reason = (
        _of_damage(beginning)
        or _BY_ENDING.get(ending)
        or next((why for start, why in _BY_BEGINNING if beginning.startswith(start)), None)
        or next((why for member, why in _BY_MEMBER if member in members), None)
        or (_ARCHIVE if ending in _ARCHIVES else None)
    )
    if reason is not None:
        raise WeightsError(f"{path}: {reason}")
    return _FORMATS.get(ending, Format.SAFETENSORS)


_FORMATS = {f".{each.value}": each for each in Format}


def _is_safetensors(beginning: bytes, size: int) -> bool:
    """Whether a file begins as those do: with the length of the JSON that follows."""
    length = int.from_bytes(beginning[:_AFTER_LENGTH], "little")
    return beginning[_AFTER_LENGTH : _AFTER_LENGTH + 1] == b"{" and length < size


def _of_folder(path: Path) -> str:
    """What a folder may be."""
    if (path / "saved_model.pb").exists():
        return f"a SavedModel {_TENSORFLOW}"
    if any((path / name).exists() for name in ("_METADATA", "manifest.ocdbt", "checkpoint")):
        return f"a folder of checkpoints is not read: restore it where it was saved, then {_EXPORT}"
    endings = _FORMATS.keys() - {".json"}  # a model's configuration, more often than not
    inside = sorted(file.name for file in path.iterdir() if file.suffix.lower() in endings)
    return "a folder, expected a file" + (f" such as {path / inside[0]}" if inside else "")


def _of_damage(beginning: bytes) -> str | None:
    """What the first bytes tell of a file that isn't what it was to be."""
    if not beginning.strip():
        return "an empty file: it was not written to its end, or not downloaded"
    if beginning.startswith(b"version https://git-lfs"):
        return "only a pointer to a file kept by Git LFS: git lfs pull fetches the file itself"
    if beginning.lstrip().lower().startswith((b"<!doctype", b"<html")):
        return "a web page instead of a network: download the file itself"
    return _BY_ENDING[".tflite"] if beginning[4:8] == b"TFL3" else None


def _members(path: Path, beginning: bytes) -> set[str]:
    """Names of the members of a zip archive, without their folders; none if it can't be opened."""
    if not beginning.startswith(b"PK"):
        return set()
    with (
        suppress(WeightsError),
        reading(path, WeightsError, "not a whole archive"),
        open_archive(read_bounded(path, MOST_WEIGHT_BYTES)) as archive,
    ):
        return {name.rsplit("/", 1)[-1] for name in archive.namelist()}
    return set()


_BY_BEGINNING = (
    (b"\x89HDF\r\n\x1a\n", _KERAS),
    (b"\x93NUMPY", _ONE_ARRAY),
    (b"GGUF", _BY_ENDING[".gguf"]),
    (b"\x1f\x8b", _ARCHIVE),
    *((start, _PYTORCH) for start in _PICKLES),
)
_BY_MEMBER = (
    ("constants.pkl", f"TorchScript is not read, since it holds programs: {_PYTORCH}"),
    ("data.pkl", _PYTORCH),
    ("model.weights.h5", _KERAS),
    ("schema.json", _BY_ENDING[".skops"]),
)
"""Members of zip archives."""
