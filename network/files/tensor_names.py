"""Which arrays of a file make a layer, and in which order the layers stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from network.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from network.arrays import AnyArray

_NAME = re.compile(r"(?P<layer>.*?)[./]?(?P<kind>weight|kernel|bias)(?::0)?")
_NUMBER = re.compile(r"(?P<before>.*?)_?(?P<number>\d+)(?P<after>\D*)")
_POSITION = re.compile(r"arr_(\d+)")
_AXES = 2
"""Of an array of weights."""
_MOST_UNNUMBERED = 8


class WeightsAndBiases(NamedTuple):
    """The arrays of one layer, as they were found.

    Attributes
    ----------
    weights
        Shape `(fan_out, fan_in)`, if it is what it should be.
    biases
        Shape `(fan_out,)`, likewise.
    """

    weights: AnyArray
    biases: AnyArray


def layers_of(tensors: Mapping[str, AnyArray]) -> list[WeightsAndBiases]:
    """Sort the arrays of a file into layers.

    Parameters
    ----------
    tensors
        The arrays by name. `0.weight` and `0.bias`, or `fc1.weight`, are PyTorch's and this
        project's, with a row a neuron; `dense/kernel` and `dense/bias` are Keras's, with a column a
        neuron; `arr_0`, `arr_1`, ... are kernels and biases in turn, as `numpy.savez` names what
        Keras's `get_weights` returns.

    Returns
    -------
    The layers from the first to the last: in the order of the numbers in their names, or else in
    the one order in which each fits the one before.

    Raises
    ------
    WeightsError
        If an array has another name, if a layer lacks one, or if the order cannot be told.
    """
    if not tensors:
        raise WeightsError("expected the weights and biases of layers, got no arrays")
    if all(_POSITION.fullmatch(name) for name in tensors):
        return _in_turn(tensors)
    found = _by_layer(tensors)
    pairs = {name: _pair(name, kinds) for name, kinds in found.items()}
    return [pairs[name] for name in _numbered(list(pairs)) or _fitting(pairs)]


def _in_turn(tensors: Mapping[str, AnyArray]) -> list[WeightsAndBiases]:
    """Kernels and biases that have places instead of names."""
    arrays = [tensors[name] for name in sorted(tensors, key=lambda name: int(name[4:]))]
    if len(arrays) % 2:
        message = f"arrays without names must be kernels and biases in turn, got {len(arrays)}"
        raise WeightsError(message)
    return [
        WeightsAndBiases(_as_rows(kernel), biases)
        for kernel, biases in zip(arrays[::2], arrays[1::2], strict=True)
    ]


def _by_layer(tensors: Mapping[str, AnyArray]) -> dict[str, dict[str, AnyArray]]:
    """Arrays of each layer by what they are."""
    found: dict[str, dict[str, AnyArray]] = {}
    for name, array in tensors.items():
        match = _NAME.fullmatch(name)
        if match is None:
            message = (
                f"tensors must be named like 0.weight and 0.bias, or dense/kernel and dense/bias,"
                f" got {name!r}"
            )
            raise WeightsError(message)
        found.setdefault(match["layer"], {})[match["kind"]] = array
    return found


def _pair(layer: str, kinds: Mapping[str, AnyArray]) -> WeightsAndBiases:
    """Weights, with a row a neuron, and biases of a layer."""
    if "bias" not in kinds:
        raise WeightsError(f"tensor {layer}.bias is missing")
    if "kernel" in kinds:
        return WeightsAndBiases(_as_rows(kinds["kernel"]), kinds["bias"])
    if "weight" not in kinds:
        raise WeightsError(f"tensor {layer}.weight is missing")
    return WeightsAndBiases(kinds["weight"], kinds["bias"])


def _as_rows(kernel: AnyArray) -> AnyArray:
    """Turn what has a column a neuron; what is no matrix is refused later, by its shape."""
    return kernel.T if kernel.ndim == _AXES else kernel


def _numbered(layers: Sequence[str]) -> list[str] | None:
    """Layers in the order of their numbers, None if there is more than numbers between them."""
    order: dict[str, int] = {}
    stems = set()
    for layer in layers:
        match = _NUMBER.fullmatch(layer)
        # Keras calls the first `dense` and the second `dense_1`.
        stems.add((match["before"], match["after"]) if match else (layer, ""))
        order[layer] = int(match["number"]) if match else -1
    if len(stems) > 1 or len(set(order.values())) < len(order):
        return None
    return sorted(layers, key=order.__getitem__)


def _fitting(pairs: Mapping[str, WeightsAndBiases]) -> list[str]:
    """Layers in the one order in which each has as many inputs as the one before has neurons."""
    for name, (weights, _) in pairs.items():
        if weights.ndim != _AXES:
            message = f"layer {name}: weights must have 2 axes, got shape {weights.shape}"
            raise WeightsError(message)
    # With dozens of layers of one size there are more orders than can be tried.
    chains = list(_chains(pairs, [])) if len(pairs) <= _MOST_UNNUMBERED else []
    if len(chains) != 1:
        names = ", ".join(pairs)
        message = f"layers must have numbers that tell their order, such as fc1, fc2, got {names}"
        raise WeightsError(message)
    return chains[0]


def _chains(pairs: Mapping[str, WeightsAndBiases], chain: list[str]) -> Iterator[list[str]]:
    """All orders in which every layer fits the one before, at most two of them."""
    if len(chain) == len(pairs):
        yield chain
        return
    found = 0
    for name, (weights, _) in pairs.items():
        if name in chain or (chain and weights.shape[1] != len(pairs[chain[-1]].weights)):
            continue
        for longer in _chains(pairs, [*chain, name]):
            yield longer
            found += 1
            if found > 1:
                return
