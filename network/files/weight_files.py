"""Networks out of files, into files, and out of other libraries."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from network.activations import activation_function, is_log_softmax
from network.bounds.json_text import dump_json, parse_json
from network.bounds.limits import MOST_MAGNITUDE
from network.errors import OptionError, WeightsError, reading, shown
from network.files.foreign_files import Format, format_of
from network.files.model_metadata import metadata_of, said_labels, said_preparation
from network.files.onnx_files import LOG_SOFTMAX_NOTE, read_onnx
from network.files.scikit_learn import from_scikit_learn
from network.files.tensor_files import read_tensors, write_tensors
from network.files.tensor_names import layers_of
from network.forward import forward
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from network.arrays import AnyArray

__all__ = [
    "ASSUMED_ACTIVATION",
    "ModelFile",
    "from_scikit_learn",
    "load_metadata",
    "load_model",
    "model_checksum",
    "read_model_file",
    "save_model",
    "says_activations",
]

_GOLDEN = (5**0.5 - 1) / 2
ASSUMED_ACTIVATION = "sigmoid"
"""Activation of every layer of a file that does not say it."""
LONGEST_LABEL = 60
"""Characters of a class's name."""


class ModelFile(NamedTuple):
    """What a file of a network holds.

    Attributes
    ----------
    metadata
        What the file says about itself, empty if it says nothing.
    notes
        What was assumed, passed over or read as something else, each in words that follow the
        file's name.
    own_preparation
        What the file itself makes of its inputs: the last part of the model's preparation.
    """

    model: MLP
    metadata: dict[str, str]
    notes: tuple[str, ...]
    own_preparation: InputPreparation = InputPreparation()


def load_model(
    path: str | PathLike[str],
    activations: Sequence[str] | None = None,
    *,
    preparation: InputPreparation | None = None,
    labels: Sequence[str] | None = None,
) -> MLP:
    """Read a network from a file; see `read_model_file`."""
    return read_model_file(path, activations, preparation=preparation, labels=labels).model


def load_metadata(path: str | PathLike[str]) -> dict[str, str]:
    """Read what a file of weights says about itself.

    Returns
    -------
    Its metadata, empty if it has none.

    Raises
    ------
    WeightsError
        If the file is missing or damaged.
    """
    file = Path(path)
    if format_of(file) is Format.ONNX:
        return read_onnx(file).metadata
    return read_tensors(file)[1]


def says_activations(path: str | PathLike[str]) -> bool:
    """Tell whether a file names its activations, or sigmoid has to be assumed.

    Raises
    ------
    WeightsError
        If the file is missing or damaged.
    """
    return "activations" in load_metadata(path) or format_of(Path(path)) is Format.ONNX


def read_model_file(
    path: str | PathLike[str],
    activations: Sequence[str] | None = None,
    *,
    preparation: InputPreparation | None = None,
    labels: Sequence[str] | None = None,
) -> ModelFile:
    """Read a network from a file, with what has to be said of it.

    Parameters
    ----------
    path
        A safetensors or npz file whose arrays are one chain of fully connected layers, whatever
        they are called (see `network.files.tensor_names.layers_of`); or an ONNX file.
    activations
        Name of every layer's activation; by default what the file says, and sigmoid in every
        layer if it says nothing.
    preparation
        How ink becomes an input; by default what the file says, and as it is if it says nothing.
        What an ONNX graph makes of its inputs comes after that.
    labels
        Names of the classes; by default what the file says, and the indices of the outputs.

    Returns
    -------
    The network, its metadata and notes; 16-bit floats become 32-bit.

    Raises
    ------
    WeightsError
        If the file is missing or damaged, or if its arrays are not the layers of a network.
    OptionError
        If `activations` has another length than the network or names an unknown function.
    """
    file = Path(path)
    if format_of(file) is Format.ONNX:
        found = _read_graph(file, activations, is_told=preparation is not None)
    else:
        found = _read_arrays(file, activations)
    with reading(file, WeightsError, "its metadata can't be read"):
        said, own = preparation or said_preparation(found.metadata), found.own_preparation
        model = replace(
            found.model,
            preparation=found.model.preparation if said is None else said.then(own),
            labels=tuple(
                shown(label, LONGEST_LABEL)
                for label in labels or said_labels(found.metadata) or found.model.labels
            ),
        )
        _check_sizes(model)
    return found._replace(model=model, notes=tuple(map(shown, found.notes)))


def _read_graph(file: Path, activations: Sequence[str] | None, *, is_told: bool) -> ModelFile:
    """Network of an ONNX file; a note on its inputs, unless the user told what they are."""
    found = read_onnx(file)
    notes = [*found.notes, *_notes_on_names(activations or ())]
    if found.full_ink != 1 and not is_told and said_preparation(found.metadata) is None:
        notes.append(
            f"seems to read numbers from 0 to {found.full_ink:g}, by what its graph makes of them:"
            " --input-range says otherwise"
        )
    model = _with_activations(found.model, activations)
    return ModelFile(model, found.metadata, tuple(notes), found.own_preparation)


def _read_arrays(file: Path, activations: Sequence[str] | None) -> ModelFile:
    """Network of a file of arrays."""
    tensors, metadata = read_tensors(file)
    fault = "its arrays are not the layers of a network"
    with reading(file, WeightsError, fault):
        pairs, notes = layers_of(tensors)
        said = _said_activations(metadata)
    chosen = _check_activations(activations, len(pairs)) or said
    with reading(file, WeightsError, fault):
        model = _assemble(pairs, chosen or (ASSUMED_ACTIVATION,) * len(pairs))
        _check_layer_sizes(model, metadata)
    if chosen is None:
        assumed = (
            f"doesn't say its activations: {ASSUMED_ACTIVATION} is assumed in every layer,"
            " --activations says otherwise"
        )
        notes = (assumed, *notes)
    return ModelFile(model, metadata, (*notes, *_notes_on_names(activations or said or ())))


def save_model(path: str | PathLike[str], model: MLP, metadata: Mapping[str, str]) -> None:
    """Write a network to a file, which is either complete or not there at all.

    Parameters
    ----------
    path
        Where to; must end in `.safetensors` or `.npz`.

    Raises
    ------
    WeightsError
        If the name has another ending, or if the file cannot be written.
    """
    tensors = {
        f"{number}.{kind}": array
        for number, layer in enumerate(model.layers)
        for kind, array in (("weight", layer.weights), ("bias", layer.biases))
    }
    write_tensors(Path(path), tensors, {**metadata, **metadata_of(model)})


def model_checksum(model: MLP) -> str:
    """Fingerprint a network, in whatever file and precision it is kept.

    Returns
    -------
    SHA-256, in hexadecimal, of its sizes, activations and parameters as 64-bit floats.
    """
    digest = hashlib.sha256(dump_json(metadata_of(model), sort_keys=True).encode())
    for layer in model.layers:
        digest.update(layer.weights.astype("<f8").tobytes())
        digest.update(layer.biases.astype("<f8").tobytes())
    return digest.hexdigest()


def _check_activations(names: Sequence[str] | None, layers: int) -> tuple[str, ...] | None:
    """Refuse activations that the caller asks for and that the network cannot have."""
    if names is None:
        return None
    if len(names) != layers:
        message = f"activations must be {layers}, one a layer, got {len(names)}"
        raise OptionError(message)
    return tuple(activation_function(name).name for name in names)


def _notes_on_names(activations: Sequence[str | None]) -> tuple[str, ...]:
    """What to say of activations that stand for others."""
    return (LOG_SOFTMAX_NOTE,) if any(map(is_log_softmax, activations)) else ()


def _with_activations(model: MLP, names: Sequence[str] | None) -> MLP:
    """Network with other activations, if the caller asks for some."""
    chosen = _check_activations(names, len(model.layers))
    if chosen is None:
        return model
    pairs = zip(model.layers, chosen, strict=True)
    return replace(model, layers=tuple(replace(layer, activation=name) for layer, name in pairs))


def _said_activations(metadata: Mapping[str, str]) -> tuple[str, ...] | None:
    """Activations that a file names, None if it names none."""
    if "activations" not in metadata:
        return None
    names = _parse_list("activations", metadata["activations"])
    try:
        for name in names:
            activation_function(name)
    except OptionError as error:
        raise WeightsError(str(error)) from error
    return tuple(names)


def _assemble(pairs: Sequence[tuple[AnyArray, AnyArray]], activations: Sequence[str]) -> MLP:
    """Network of pairs of weights and biases."""
    if len(activations) != len(pairs):
        message = (
            f"metadata must name {len(pairs)} activations, one a layer, got {len(activations)}"
        )
        raise WeightsError(message)
    layers = []
    for number, (pair, activation) in enumerate(zip(pairs, activations, strict=True), start=1):
        weights, biases = map(_in_our_floats, pair)
        try:
            layers.append(Layer(weights, biases, activation))
        except WeightsError as error:
            message = f"layer {number}: {error}"
            raise WeightsError(message) from error
    return MLP(tuple(layers))


def _in_our_floats(array: AnyArray) -> AnyArray:
    """16-bit floats as 32-bit ones, longer as 64-bit ones, in this machine's order of bytes."""
    if array.dtype.kind != "f":
        return array  # refused by the layer
    single = array.dtype.itemsize <= np.dtype(np.float32).itemsize
    return array.astype(np.float32 if single else np.float64, copy=False)


def _check_sizes(model: MLP) -> None:
    """Refuse numbers that overflow, or would where they are squared: on paper, ink, and between."""
    pixels = model.layer_sizes[0]
    ink = np.stack([np.zeros(pixels), np.ones(pixels), np.arange(pixels) * _GOLDEN % 1])
    with np.errstate(all="ignore"):
        trace = forward(model, ink)
    for number, layer in enumerate(trace.layers, start=1):
        for what, array in (
            ("weights", layer.weights),
            ("biases", layer.biases),
            ("inputs", layer.inputs),
            ("sums", layer.pre_activations),
        ):
            largest = np.abs(array).max()
            if not largest <= MOST_MAGNITUDE:
                raise WeightsError(
                    f"layer {number}: its {what} reach {largest:.3g}, expected at most"
                    f" {MOST_MAGNITUDE:.3g}"
                )


def _check_layer_sizes(model: MLP, metadata: Mapping[str, str]) -> None:
    """Refuse a file whose metadata speaks of another network."""
    if "layer_sizes" not in metadata:
        return
    said = _parse_list("layer_sizes", metadata["layer_sizes"])
    if said != list(model.layer_sizes):
        message = f"metadata says layer sizes {said}, the tensors have {list(model.layer_sizes)}"
        raise WeightsError(message)


def _parse_list(name: str, text: str) -> list[Any]:
    """List in an entry of the metadata."""
    try:
        value = parse_json(text)
    except ValueError:
        value = None
    if not isinstance(value, list):
        message = f"metadata entry {name} must be a list in JSON, got {text!r}"
        raise WeightsError(message)
    return value
