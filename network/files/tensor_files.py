"""Files of named arrays with metadata, safetensors or npz, read without trusting them."""

from __future__ import annotations

import json
import zipfile
import zlib
from typing import TYPE_CHECKING

import numpy as np

from network.atomic_write import atomic_write
from network.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from network.arrays import AnyArray

METADATA_NAME = "metadata"
"""Name of the array of an npz file that holds its metadata, as JSON."""

_PICKLED = "a pickle can run any program, so it is never read"
_REFUSED = {
    **dict.fromkeys((".pt", ".pth"), f"{_PICKLED}: save with safetensors"),
    **dict.fromkeys(
        (".pkl", ".pickle", ".joblib"), f"{_PICKLED}: save with network.files.weight_files"
    ),
    **dict.fromkeys((".keras", ".h5", ".hdf5"), "not read: numpy.savez(..., *model.get_weights())"),
}
"""Endings of files that networks are often kept in, and what to do about them."""

Tensors = dict[str, "AnyArray"]
Metadata = dict[str, str]


def read_tensors(path: Path) -> tuple[Tensors, Metadata]:
    """Read all arrays of a file.

    Returns
    -------
    The arrays by name, and the metadata, empty if there is none.

    Raises
    ------
    WeightsError
        If the file is missing, is not what its name says, or holds pickled objects.
    """
    if not path.is_file():
        message = f"{path}: no such file"
        raise WeightsError(message)
    if path.suffix in _REFUSED:
        message = f"{path}: {_REFUSED[path.suffix]}"
        raise WeightsError(message)
    return _read_npz(path) if path.suffix == ".npz" else _read_safetensors(path)


def write_tensors(path: Path, tensors: Mapping[str, AnyArray], metadata: Metadata) -> None:
    """Write arrays to a file, which is either complete or not there at all.

    Parameters
    ----------
    path
        Where to; its folder is made if needed. `.npz` gives a file of numpy, `.safetensors` one
        of safetensors.

    Raises
    ------
    WeightsError
        If the name has another ending, or if the file cannot be written.
    """
    if path.suffix not in _WRITERS:
        message = f"{path}: a file of weights must end in {' or '.join(_WRITERS)}"
        raise WeightsError(message)
    try:
        with atomic_write(path) as partial:
            _WRITERS[path.suffix](partial, tensors, metadata)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror or error})"
        raise WeightsError(message) from error


def _read_safetensors(path: Path) -> tuple[Tensors, Metadata]:
    """Arrays and metadata of a safetensors file."""
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415 - only to read a file

    try:
        with safe_open(path, framework="numpy") as file:
            names = file.keys()
            tensors = {name: _number_array(file.get_tensor(name)) for name in names}
            return tensors, dict(file.metadata() or {})
    except (SafetensorError, OSError) as error:
        message = f"{path}: not a safetensors file, or a damaged one ({_first_line(error)})"
        raise WeightsError(message) from error
    except (TypeError, AttributeError) as error:
        # What safetensors raises for bfloat16 and for 8-bit floats, which numpy has not.
        message = f"{path}: holds numbers of a type that numpy lacks ({_first_line(error)})"
        raise WeightsError(message) from error


def _number_array(array: AnyArray) -> AnyArray:
    """Refuse what is no number for numpy: other packages may have taught it the name."""
    if array.dtype.kind not in "biufc":
        message = f"got {array.dtype}"
        raise TypeError(message)
    return array


def _read_npz(path: Path) -> tuple[Tensors, Metadata]:
    """Arrays and metadata of an npz file."""
    try:
        # Opened here, since `np.load` leaves a file open that it cannot make sense of.
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            tensors = {name: _plain_array(file[name]) for name in file.files}
        metadata = json.loads(str(tensors.pop(METADATA_NAME, "{}")))
        return tensors, {str(key): str(value) for key, value in metadata.items()}
    except (
        # `np.load` gives a bare array, which has no `with` and no `files`, for an npy file.
        AttributeError,
        EOFError,
        KeyError,
        OSError,
        SyntaxError,
        TypeError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        message = f"{path}: not an npz file of plain arrays ({_first_line(error)})"
        raise WeightsError(message) from error


def _plain_array(member: object) -> AnyArray:
    """Refuse what numpy hands out as bytes, because it is no array."""
    if not isinstance(member, np.ndarray):
        message = "a member is not an array"
        raise TypeError(message)
    return member


def _write_safetensors(path: Path, tensors: Mapping[str, AnyArray], metadata: Metadata) -> None:
    """Write a safetensors file."""
    from safetensors.numpy import save  # noqa: PLC0415 - only to write a file

    contiguous = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    # Not `save_file`, which makes files that their owner alone can read.
    path.write_bytes(save(contiguous, metadata))


def _write_npz(path: Path, tensors: Mapping[str, AnyArray], metadata: Metadata) -> None:
    """Write an npz file."""
    arrays = {**tensors, METADATA_NAME: np.array(json.dumps(metadata))}
    with path.open("wb") as file:  # or NumPy adds an ending to the name
        np.savez(file, **arrays)  # type: ignore[arg-type]  # its stub takes them for allow_pickle


def _first_line(error: BaseException) -> str:
    """What an error of a library says, cut to one line."""
    return (str(error).splitlines() or [type(error).__name__])[0]


_WRITERS: Mapping[str, Callable[[Path, Mapping[str, AnyArray], Metadata], None]] = {
    ".safetensors": _write_safetensors,
    ".npz": _write_npz,
}
