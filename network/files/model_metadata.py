"""What a file of weights says in words: sizes, activations, meaning of inputs and of outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from network.bounds.json_text import dump_json, parse_json
from network.errors import OptionError, WeightsError
from network.input_preparation import FULL_RANGE, InputPreparation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from network.mlp import MLP

LABELS = ("labels", "classes", "class_names")
"""Entries that may hold the names of the classes."""
AFFINE = {"input_scale", "input_offset"}
ALL = (*sorted(AFFINE), "input_range", "input_mean", "input_std", "input_inverted")
"""Entries about the inputs: what they are multiplied by and what is added, or the statistics."""


def metadata_of(model: MLP) -> dict[str, str]:
    """Entries that say what the tensors make together."""
    said: dict[str, Any] = {
        "layer_sizes": list(model.layer_sizes),
        "activations": list(model.activations),
    }
    if not model.preparation.is_identity:
        said.update({f"input_{k}": value for k, value in model.preparation.as_json().items()})
    if model.has_named_classes:
        said["labels"] = list(model.labels)
    return {name: dump_json(value) for name, value in said.items()}


def said_preparation(metadata: Mapping[str, str]) -> InputPreparation | None:
    """What a file says that its inputs mean, None if it says nothing.

    Raises
    ------
    WeightsError
        If an entry is no number, no list of numbers, no yes or no.
    """
    try:
        said = {name: _value(name, metadata[name]) for name in ALL if name in metadata}
        if not said:
            return None
        if said.keys() & AFFINE:
            scale, offset = said.get("input_scale", 1), said.get("input_offset", 0)
            return InputPreparation(np.asarray(scale), np.asarray(offset))
        return InputPreparation.from_statistics(
            _two_numbers(said.get("input_range", FULL_RANGE)),
            said.get("input_mean"),
            said.get("input_std"),
            inverted=bool(said.get("input_inverted")),
        )
    except OptionError as error:
        raise WeightsError(f"metadata: {error}") from error


def _two_numbers(value: Any) -> tuple[float, float]:  # noqa: ANN401 - what JSON may hold
    if isinstance(value, list | tuple) and len(value) == len(FULL_RANGE):
        return float(value[0]), float(value[1])
    raise WeightsError(f"metadata entry input_range must be two numbers, got {value!r}")


def said_labels(metadata: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the classes that a file gives, none if it gives none."""
    for name in LABELS:
        if name in metadata:
            try:
                found = parse_json(metadata[name])
            except ValueError:
                found = metadata[name].split(",")
            if isinstance(found, list) and not any(isinstance(x, (list, dict)) for x in found):
                return tuple(str(each).strip() for each in found)
            raise WeightsError(
                f"metadata entry {name} must be a list of names, got {metadata[name]!r}"
            )
    return ()


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - a number, a list of numbers, or a truth
    """A value in JSON, or numbers with commas between."""
    for form in (text, f"[{text}]", text.lower()):
        try:
            found = parse_json(form)
        except ValueError:
            continue
        entries = found if isinstance(found, list) else [found]
        if entries and all(isinstance(each, int | float) for each in entries):
            return found
    raise WeightsError(f"metadata entry {name} must be a number, or numbers, got {text!r}")
