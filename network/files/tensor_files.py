"""Files of named arrays with metadata: safetensors, npz or JSON, read without trusting them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from network.atomic_write import atomic_write
from network.errors import WeightsError, reading
from network.files.foreign_files import Format, format_of
from network.files.naming.name_parts import Kind, NameParts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from network.arrays import AnyArray

METADATA_NAME = "metadata"
"""Name of the array of an npz file that holds its metadata, as JSON."""

_SAFETENSORS_TYPES = {
    "BOOL": "?",
    "F16": "<f2",
    "F32": "<f4",
    "F64": "<f8",
    "C64": "<c8",
    **{f"{kind}{8 * size}": f"<{kind.lower()}{size}" for kind in "IU" for size in (1, 2, 4, 8)},
}
_WORDS = {"activations", "labels", "classes", "class_names", "classes_"}
_STACK_AXES = 3
"""Of matrices of one shape in a list."""
_UNNAMED = np.dtype("V2")

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
    found = format_of(path)
    read, fault = _READERS.get(found, _READERS[Format.SAFETENSORS])
    with reading(path, WeightsError, fault):
        return read(path)


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
    if path.suffix.lower() not in _WRITERS:
        message = f"{path}: a file of weights must end in {' or '.join(_WRITERS)}"
        raise WeightsError(message)
    try:
        with atomic_write(path) as partial:
            _WRITERS[path.suffix.lower()](partial, tensors, metadata)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror or error})"
        raise WeightsError(message) from error


def _read_safetensors(path: Path) -> tuple[Tensors, Metadata]:
    """Arrays and metadata of a safetensors file."""
    from safetensors import deserialize, safe_open  # noqa: PLC0415 - only to read

    # Not its arrays of numpy, which has no numbers of type bfloat16.
    parts = deserialize(path.read_bytes())  # type: ignore[no-untyped-call]
    tensors = {name: _array_of(name, **part) for name, part in parts}
    with safe_open(path, framework="numpy") as file:
        return tensors, dict(file.metadata() or {})


def _array_of(name: str, dtype: str, shape: Sequence[int], data: bytes) -> AnyArray:
    """Array of the bytes of a safetensors file."""
    if dtype == "BF16":
        return _from_bfloat16(np.frombuffer(data, "<u2").reshape(shape))
    if dtype not in _SAFETENSORS_TYPES:
        raise WeightsError(
            f"{name} holds numbers of a type that numpy lacks ({dtype}): save it as 32-bit floats"
        )
    return np.frombuffer(data, _SAFETENSORS_TYPES[dtype]).reshape(shape)


def _from_bfloat16(bits: AnyArray) -> AnyArray:
    """32-bit floats of their upper halves."""
    return (bits.astype("<u4") << 16).view("<f4").astype(np.float32, copy=False)


def _read_npz(path: Path) -> tuple[Tensors, Metadata]:
    """Arrays and metadata of an npz file."""
    # Opened here, since `np.load` leaves a file open that it cannot make sense of.
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
        tensors = {name: _plain_array(file, name) for name in file.files}
    metadata = json.loads(str(tensors.pop(METADATA_NAME, "{}")))
    said = {str(key): str(value) for key, value in metadata.items()}
    return tensors, {**_words_in(tensors), **said}


def _read_json(path: Path) -> tuple[Tensors, Metadata]:
    """Lists of numbers by name, as Nielsen's book saves them: `weights` has a matrix a layer."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise WeightsError('expected named lists, such as {"weights": [...]}')
    tensors: Tensors = {}
    for name, value in found.items():
        if isinstance(value, list) and value:
            tensors.update(_arrays_in(name, value))
    return tensors, _words_in(tensors)


def _arrays_in(name: str, values: list[Any]) -> Tensors:
    """One array, or one for each entry of a list of them: they are numbered then."""
    try:
        array = np.asarray(values)
    except ValueError:  # of lists that are not equally long
        array = np.zeros(())
    is_list_of_arrays = array.ndim in (0, _STACK_AXES) or (
        array.ndim == _STACK_AXES - 1 and NameParts(name).kind is Kind.BIASES
    )
    if not is_list_of_arrays:
        return {name: array}
    found = {}
    for number, value in enumerate(values):
        try:
            found[f"{name}.{number}"] = np.asarray(value)
        except ValueError:
            return {}
    return found


def _words_in(tensors: Tensors) -> Metadata:
    """Entries of metadata that stand as arrays of their own, such as a list of activations."""
    found = {}
    for name in _WORDS.intersection(tensors):
        array = tensors[name]
        is_list_of_classes = array.dtype.kind in "iu" and len(np.unique(array)) == array.size
        if array.ndim == 1 and (array.dtype.kind in "US" or is_list_of_classes):
            words = array.astype(str).tolist()
            found["labels" if name.endswith("_") else name] = json.dumps(words)
            del tensors[name]
    return found


def _plain_array(file: Mapping[str, AnyArray], name: str) -> AnyArray:
    """A member, if it is an array of numbers: what is no array, numpy hands out as bytes."""
    try:
        member = file[name]
    except ValueError as error:
        if "allow_pickle" not in str(error):
            raise
        raise WeightsError(
            "not an npz file of plain arrays: it has lists of them, which are pickled, and a pickle"
            " can run any program: save them apart, such as numpy.savez('net.npz', *weights,"
            " *biases)"
        ) from error
    if not isinstance(member, np.ndarray):
        message = "a member is not an array"
        raise TypeError(message)
    # What other packages teach numpy of bfloat16 is forgotten in its files.
    return _from_bfloat16(member.view("<u2")) if member.dtype == _UNNAMED else member


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


_READERS: Mapping[Format, tuple[Callable[[Path], tuple[Tensors, Metadata]], str]] = {
    Format.SAFETENSORS: (_read_safetensors, "not a safetensors file, or a damaged one"),
    Format.NPZ: (_read_npz, "not an npz file of plain arrays"),
    Format.JSON: (_read_json, "not a JSON file"),
}
_WRITERS: Mapping[str, Callable[[Path, Mapping[str, AnyArray], Metadata], None]] = {
    ".safetensors": _write_safetensors,
    ".npz": _write_npz,
}
