"""Files of named arrays with metadata: safetensors, npz or JSON, read without trusting them."""

from __future__ import annotations

from io import BytesIO
from math import prod
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.lib.format import read_array_header_1_0, read_array_header_2_0, read_magic

from network.atomic_write import atomic_write
from network.bounds.contents import open_archive, read_bounded
from network.bounds.json_text import dump_json, parse_json
from network.bounds.limits import (
    MOST_ARRAYS,
    MOST_HEADER_BYTES,
    MOST_NAME_LENGTH,
    MOST_WEIGHT_BYTES,
)
from network.errors import LimitError, WeightsError, reading
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
_LENGTH_BYTES = 8
"""In which a safetensors file says how long its header is."""
_NPY_HEADERS = {(1, 0): (2, read_array_header_1_0), (2, 0): (4, read_array_header_2_0)}
"""By the version of an array's format: bytes that say how long its header is, and who reads it."""
_MOST_NPY_HEADER = 10_000
"""Characters, as numpy has it: a longer one could be a program to its parser."""
_PICKLED_LISTS = (
    "not an npz file of plain arrays: it has lists of them, which are pickled, and a pickle can run"
    " any program: save them apart, such as numpy.savez('net.npz', *weights, *biases)"
)

Tensors: TypeAlias = dict[str, "AnyArray"]
Metadata: TypeAlias = dict[str, str]


def read_tensors(path: Path) -> tuple[Tensors, Metadata]:
    """Read all arrays of a file.

    Returns
    -------
    The arrays by name, and the metadata, empty if there is none.

    Raises
    ------
    WeightsError
        If the file is missing, is not what its name says, holds pickled objects, or is larger than
        `network.bounds.limits` allows.
    """
    read, fault = _READERS.get(format_of(path), _READERS[Format.SAFETENSORS])
    with reading(path, WeightsError, fault):
        tensors, metadata = read(read_bounded(path, MOST_WEIGHT_BYTES))
        _check_names(tensors)
        return tensors, metadata


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


def _check_names(tensors: Tensors) -> None:
    if len(tensors) > MOST_ARRAYS:
        raise LimitError(f"holds {len(tensors)} arrays, expected at most {MOST_ARRAYS}")
    longest = max(map(len, tensors), default=0)
    if longest > MOST_NAME_LENGTH:
        raise LimitError(
            f"the name of an array has {longest} characters, expected at most {MOST_NAME_LENGTH}"
        )


def _from_safetensors(content: bytes) -> tuple[Tensors, Metadata]:
    """Arrays and metadata of a safetensors file."""
    from safetensors import deserialize  # noqa: PLC0415 - only to read

    length = int.from_bytes(content[:_LENGTH_BYTES], "little")
    if MOST_HEADER_BYTES < length < len(content):
        raise LimitError(f"its header has {length} bytes, expected at most {MOST_HEADER_BYTES}")
    # Not its arrays of numpy, which has no numbers of type bfloat16.
    parts = deserialize(content)  # type: ignore[no-untyped-call]
    header = parse_json(content[_LENGTH_BYTES : _LENGTH_BYTES + length])
    tensors = {name: _array_of(name, **part) for name, part in parts}
    return tensors, dict(header.get("__metadata__") or {})


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


def _from_npz(content: bytes) -> tuple[Tensors, Metadata]:
    """Arrays and metadata of an npz file."""
    tensors: Tensors = {}
    left = MOST_WEIGHT_BYTES
    with open_archive(content) as archive:
        for info in archive.infolist():
            with archive.open(info) as member:
                array = _array_in(member, left)
            left -= array.nbytes
            tensors[info.filename.removesuffix(".npy")] = array
    metadata = parse_json(str(tensors.pop(METADATA_NAME, "{}")))
    said = {str(key): str(value) for key, value in metadata.items()}
    return tensors, {**_words_in(tensors), **said}


def _array_in(member: IO[bytes], most: int) -> AnyArray:
    """Array of a member, once its header has told how many bytes it takes."""
    version = read_magic(member)
    if version not in _NPY_HEADERS:
        raise ValueError(f"a member is of version {version} of npy")
    length_bytes, read_header = _NPY_HEADERS[version]
    length = member.read(length_bytes)
    count = int.from_bytes(length, "little")
    if count > _MOST_NPY_HEADER:
        raise LimitError(f"a member has a header of {count} bytes")
    shape, is_by_columns, dtype = read_header(BytesIO(length + member.read(count)))
    if dtype.hasobject:
        raise WeightsError(_PICKLED_LISTS)
    size = prod(shape) * dtype.itemsize
    if min(shape, default=0) < 0:
        raise ValueError(f"a member has the shape {shape}")
    if size > most:
        raise LimitError(f"its arrays take more than {MOST_WEIGHT_BYTES // 1_000_000} MB")
    data = member.read(size)
    if member.read(1):  # at its end the checksum is compared
        raise ValueError("a member is longer than its header says")
    array: AnyArray = np.ndarray(shape, dtype, data, order="F" if is_by_columns else "C")
    # What other packages teach numpy of bfloat16 is forgotten in its files.
    return _from_bfloat16(array.view("<u2")) if dtype == _UNNAMED else array


def _from_json(content: bytes) -> tuple[Tensors, Metadata]:
    """Lists of numbers by name, as Nielsen's book saves them: `weights` has a matrix a layer."""
    found = parse_json(content)
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
            found["labels" if name.endswith("_") else name] = dump_json(words)
            del tensors[name]
    return found


def _write_safetensors(path: Path, tensors: Mapping[str, AnyArray], metadata: Metadata) -> None:
    """Write a safetensors file."""
    from safetensors.numpy import save  # noqa: PLC0415 - only to write a file

    contiguous = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    # Not `save_file`, which makes files that their owner alone can read.
    path.write_bytes(save(contiguous, metadata))


def _write_npz(path: Path, tensors: Mapping[str, AnyArray], metadata: Metadata) -> None:
    """Write an npz file."""
    arrays = {**tensors, METADATA_NAME: np.array(dump_json(metadata))}
    with path.open("wb") as file:  # or NumPy adds an ending to the name
        np.savez(file, **arrays)  # type: ignore[arg-type]  # its stub takes them for allow_pickle


_READERS: Mapping[Format, tuple[Callable[[bytes], tuple[Tensors, Metadata]], str]] = {
    Format.SAFETENSORS: (_from_safetensors, "not a safetensors file, or a damaged one"),
    Format.NPZ: (_from_npz, "not an npz file of plain arrays"),
    Format.JSON: (_from_json, "not a JSON file"),
}
_WRITERS: Mapping[str, Callable[[Path, Mapping[str, AnyArray], Metadata], None]] = {
    ".safetensors": _write_safetensors,
    ".npz": _write_npz,
}
