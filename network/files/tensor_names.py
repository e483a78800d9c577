"""Which arrays of a file make a layer, and in which order the layers stand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from network.bounds.limits import MOST_PAIRED_ARRAYS
from network.errors import WeightsError
from network.files.naming.layer_chains import (
    Chain,
    FoundLayer,
    can_be_read_both_ways,
    the_chain,
)
from network.files.naming.name_parts import Kind, NameParts
from network.files.naming.other_architectures import obstacle_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from network.arrays import AnyArray

_MOST_LISTED = 3
_OF_A_NORMALIZATION = 4
"""Vectors of one length: scale, shift, mean and variance."""
_AXES = 2
"""Of an array of weights."""
_KEPT_BESIDE = re.compile(
    r"accurac|(^|_)acc(s|_|$)|loss|cost|error|history|epoch|(^|[._])steps?($|[._])|seed|optim|"
    r"adam|moment|veloc|(^|[./_])grads?($|[./_])|learning_rate|(^|_)lr$|batch_size|sizes|shape|"
    r"class|label|train|test|metric|version|time|image|target|pixel|predict|prob|confusion|"
    r"(^|[._/])[xy]($|_)",
    re.IGNORECASE,
)
"""What programs keep beside weights: how training went, and what an optimizer remembers."""
_PREPARATION = re.compile(
    r"(^|[._/])(x_?|input_?|scaler_?)?(mean|std|mu|sigma|scale|var|variance)_?$", re.IGNORECASE
)


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


class FoundLayers(NamedTuple):
    """Layers from the first to the last, and what the user should know of how they were read."""

    layers: tuple[WeightsAndBiases, ...]
    notes: tuple[str, ...]


def layers_of(tensors: Mapping[str, AnyArray]) -> FoundLayers:
    """Sort the arrays of a file into layers, whatever their names.

    Parameters
    ----------
    tensors
        The arrays by name. Names say which are weights and which biases (`0.weight` and `0.bias`,
        `dense/kernel`, `W1` and `b1`, `wih` and `who`) or only count the arrays (`arr_0`, `arr_1`).
        A row may be a neuron, as PyTorch has it, or a column, as Keras does.

    Returns
    -------
    The layers in the order of the numbers in their names, or else in the one order in which each
    fits the one before.

    Raises
    ------
    WeightsError
        If an array belongs to no layer, or if the order cannot be told.
    """
    kept, notes = _without_what_is_kept_beside(tensors)
    obstacle = obstacle_in(kept)
    if obstacle is not None:
        raise WeightsError(obstacle)
    kept, more = _without_preparation(kept)
    if not kept:
        raise WeightsError("expected the weights and biases of layers, got no arrays")
    if len(kept) > MOST_PAIRED_ARRAYS:
        raise WeightsError(
            f"expected at most {MOST_PAIRED_ARRAYS} weights and biases of layers, got {len(kept)}"
        )
    names = {name: NameParts(name) for name in kept}
    if _are_counted(names.values(), kept):
        chain = _in_turn(sorted(names.values(), key=lambda n: n.numbers), kept)
    else:
        chain, passed = _by_name_or_without(names, kept)
        more += [_passed_over(passed)] if passed else []
    return FoundLayers(
        tuple(_layer(layer, by_rows=chain.by_rows) for layer in chain.layers),
        (*notes, *more, *_notes_on(chain)),
    )


def _without_what_is_kept_beside(
    tensors: Mapping[str, AnyArray],
) -> tuple[dict[str, AnyArray], list[str]]:
    """Arrays that may be of a network, and words on those that are passed over."""
    kinds = {name: NameParts(name).kind for name in tensors}
    passed = [
        name
        for name, array in tensors.items()
        if _is_kept_beside(name, array, kinds[name]) or _is_of_an_optimizer(name, tensors)
    ]
    kept = {name: array for name, array in tensors.items() if name not in passed}
    return kept, [_passed_over(passed)] if passed else []


def _passed_over(names: Sequence[str]) -> str:
    return f"holds {_listed(names)} as well: not read, being of no layer"


def _without_preparation(tensors: Mapping[str, AnyArray]) -> tuple[dict[str, AnyArray], list[str]]:
    """Arrays without those that say how inputs were prepared, and words on these."""
    found = [n for n in tensors if NameParts(n).kind is None and _PREPARATION.search(n)]
    kept = {name: array for name, array in tensors.items() if name not in found}
    numbers = {
        NameParts(name).words[-1]: float(tensors[name]) for name in found if tensors[name].ndim == 0
    }
    mean, std = (numbers.get(name) for name in ("mean", "std"))
    said = (
        f"--input-mean {mean:g} --input-std {std:g}"
        if mean is not None and std
        else ("--input-mean and --input-std")
    )
    note = (
        f"holds {_listed(found)} as well, not read: if they prepared what the network was trained"
        f" on, say so by {said}"
    )
    return kept, [note] if found else []


def _is_kept_beside(name: str, array: AnyArray, kind: Kind | None) -> bool:
    if kind is None and _PREPARATION.search(name) is not None:
        return False
    is_number = array.dtype.kind in "fcV"
    if array.ndim == 0 or array.size == 0 or array.dtype.kind in "USb":
        return True
    return kind is None and (not is_number or _KEPT_BESIDE.search(name) is not None)


def _is_of_an_optimizer(name: str, tensors: Mapping[str, AnyArray]) -> bool:
    """Whether it is a gradient or a moment: `dW1` and `m_W1` beside `W1`, of the same shape."""
    if re.search(r"(^|[._/])(optim|opt_state|exp_avg|adam|momentum|velocity)", name, re.IGNORECASE):
        return True
    marks = "gradient|grads|grad|g|momentum|mom|m|velocity|vel|vd|v|sd|s|d"
    for pattern in (rf"(?:{marks})[._/]?(?P<of>.+)", rf"(?P<of>.+?)[._/]?(?:{marks})"):
        own = re.fullmatch(pattern, name)
        of = None if own is None else tensors.get(own["of"])
        if of is not None and of.shape == tensors[name].shape:
            return True
    return False


def _are_counted(names: Collection[NameParts], tensors: Mapping[str, AnyArray]) -> bool:
    """Whether numbers tell arrays apart, and nothing else does."""
    return (
        len(names) > 1
        and all(name.counts_arrays for name in names)
        and len({(name.words, name.kind) for name in names}) == 1
        and len({name.numbers for name in names}) == len(names)
        and any(not _is_matrix(tensors[name.name]) for name in names)
    )


def _in_turn(names: Sequence[NameParts], tensors: Mapping[str, AnyArray]) -> Chain:
    """Weights and biases that have places instead of names: in turn, or first all of one kind."""
    arrays = [tensors[name.name] for name in names]
    for places in _patterns(arrays):
        layers = tuple(
            FoundLayer(names[one], arrays[one], None if other is None else _flat(arrays[other]))
            for one, other in places
        )
        biases = [arrays[other] for _, other in places if other is not None]
        chains = [
            chain
            for by_rows in (False, True)
            if all(layer.matrix.ndim == _AXES for layer in layers)
            # Who writes W @ x + b has columns of biases, who writes x @ W + b has rows.
            and all(array.ndim == 1 or len(array) == 1 or by_rows for array in biases)
            and all(array.ndim == 1 or len(array) > 1 or not by_rows for array in biases)
            and _is_chain(chain := Chain(layers, by_rows))
        ]
        if chains:
            return chains[0]
    found = ", ".join(
        f"{name.name} {array.shape}" for name, array in zip(names, arrays, strict=True)
    )
    message = (
        f"arrays without names must be weights and biases in turn, each fitting the one before,"
        f" got {found}"
    )
    vectors = [array.shape for array in arrays if array.ndim == 1]
    if len(vectors) > len(arrays) / 2 and max(map(vectors.count, vectors)) >= _OF_A_NORMALIZATION:
        message += "; if some are of BatchNorm, export the network to ONNX, which folds it"
    raise WeightsError(message)


def _patterns(arrays: Sequence[AnyArray]) -> Iterator[list[tuple[int, int | None]]]:
    """Places of weights and biases that programs save in."""
    count = len(arrays)
    if count % 2 == 0:
        half = count // 2
        yield [(place, place + 1) for place in range(0, count, 2)]
        yield [(place, place + half) for place in range(half)]
        yield [(place + half, place) for place in range(half)]
    places = [place for place, array in enumerate(arrays) if _is_matrix(array)]
    follows = {one: other == one + 1 for one, other in pairwise([*places, count])}
    if all(other - one <= _AXES for one, other in pairwise([*places, count])) and places[:1] == [0]:
        # Some layers have no biases.
        yield [(place, None if follows[place] else place + 1) for place in places]
    yield [(place, None) for place in range(count)]


def _is_chain(chain: Chain) -> bool:
    """Whether each layer fits its biases and the layer before."""
    sizes = [layer.sizes(by_rows=chain.by_rows) for layer in chain.layers]
    return all(layer.fits(by_rows=chain.by_rows) for layer in chain.layers) and all(
        before[1] == after[0] for before, after in pairwise(sizes)
    )


def _by_name_or_without(
    names: Mapping[str, NameParts], tensors: Mapping[str, AnyArray]
) -> tuple[Chain, list[str]]:
    """Layers of all arrays, or of those alone whose names say that they are of layers."""
    said = {name: parts for name, parts in names.items() if parts.kind is not None}
    others = [name for name in names if name not in said]
    alone = _attempt(said, tensors) if others else None
    try:
        chain = _by_name(names, tensors)
    except WeightsError:
        if alone is None:
            raise
        neurons = {layer.sizes(by_rows=alone.by_rows)[1] for layer in alone.layers}
        if any(len(tensors[name]) in neurons for name in others if tensors[name].ndim == 1):
            raise
        return alone, others
    bare = [layer.name for layer in chain.layers if layer.biases is None]
    if alone is not None and bare and all(name.kind is None for name in bare):
        found = _listed([name.name for name in bare])
        raise WeightsError(
            f"holds {found}, which may be a layer or none: call it a weight, or leave it out"
        )
    return chain, []


def _attempt(names: Mapping[str, NameParts], tensors: Mapping[str, AnyArray]) -> Chain | None:
    try:
        return _by_name(names, tensors)
    except WeightsError:
        return None


def _by_name(names: Mapping[str, NameParts], tensors: Mapping[str, AnyArray]) -> Chain:
    """Layers by what their arrays are called."""
    weights: list[NameParts] = []
    biases: list[NameParts] = []
    for name, parts in names.items():
        array = tensors[name]
        kind = parts.kind or _kind_by_shape(parts, names, tensors)
        if kind is Kind.BIASES and _flat(array).ndim != 1:
            raise WeightsError(f"{name}: biases must have 1 axis, got shape {array.shape}")
        (weights if kind is Kind.WEIGHTS else biases).append(parts)
    own, spare = _paired(weights, biases)
    if len(spare) > len(weights) - len(own):
        raise WeightsError(_unpaired(spare, tensors))
    if not weights:
        raise WeightsError("expected the weights and biases of layers, got no matrix of weights")
    layers = []
    for number, parts in enumerate(sorted(weights, key=lambda n: (n.place, n.numbers)), start=1):
        matrix = tensors[parts.name]
        if matrix.ndim != _AXES:
            layer = f"layer {number}" if parts.numbers else f"layer {parts.name}"
            raise WeightsError(
                f"{layer}: weights must have 2 axes, got shape {matrix.shape};"
                f" if {parts.name} is of a normalization layer, fold that or export ONNX"
            )
        given = own.get(parts.name)
        layers.append(
            FoundLayer(parts, matrix, None if given is None else _flat(tensors[given.name]))
        )
    return the_chain(layers, [(parts, _flat(tensors[parts.name])) for parts in spare])


def _kind_by_shape(
    parts: NameParts, names: Mapping[str, NameParts], tensors: Mapping[str, AnyArray]
) -> Kind:
    """What an array is whose name does not say it: one row may be the weights of one neuron."""
    alike = [
        tensors[name]
        for name, other in names.items()
        if other.kind is None and other.words == parts.words
    ]
    says_biases = any(other.kind is Kind.BIASES for other in names.values())
    is_series = says_biases and all(array.ndim == _AXES for array in alike)
    is_weights = _is_matrix(tensors[parts.name]) or is_series
    return Kind.WEIGHTS if is_weights else Kind.BIASES


def _paired(
    weights: Sequence[NameParts], biases: Sequence[NameParts]
) -> tuple[dict[str, NameParts], list[NameParts]]:
    """Biases by the name of the weights that they go with, and those without any."""
    own: dict[str, NameParts] = {}
    left = list(biases)
    rules: tuple[Callable[[NameParts, NameParts], bool], ...] = (
        lambda bias, weight: bias.layer == weight.layer,
        lambda bias, weight: bias.belongs_to(weight),
        lambda bias, weight: bool(bias.numbers) and bias.numbers == weight.numbers,
    )
    for goes_with in rules:
        free = [weight for weight in weights if weight.name not in own]
        for bias in tuple(left):
            fitting = [weight for weight in free if goes_with(bias, weight)]
            rivals = [other for other in left if fitting and goes_with(other, fitting[0])]
            if len(fitting) == 1 and len(rivals) == 1:
                own[fitting[0].name] = bias
                left.remove(bias)
                free.remove(fitting[0])
    return own, left


def _unpaired(spare: Sequence[NameParts], tensors: Mapping[str, AnyArray]) -> str:
    """What to say of biases that are too many."""
    said = [parts for parts in spare if parts.kind is Kind.BIASES]
    if not said:
        return _unknown(spare[0].name, tensors[spare[0].name])
    return f"tensor {said[0].name.replace('bias', 'weight')} is missing"


def _unknown(name: str, array: AnyArray) -> str:
    return (
        "tensors must be named like 0.weight and 0.bias, dense/kernel and dense/bias, or W1 and b1,"
        f" got {name!r} of shape {array.shape}"
    )


def _layer(layer: FoundLayer, *, by_rows: bool) -> WeightsAndBiases:
    """Weights with a row a neuron, and biases: 0 where the file has none."""
    weights = layer.matrix if by_rows else layer.matrix.T
    zeros = np.zeros(len(weights), weights.dtype)
    return WeightsAndBiases(weights, zeros if layer.biases is None else layer.biases)


def _notes_on(chain: Chain) -> Iterator[str]:
    bare = [layer.name.name for layer in chain.layers if layer.biases is None]
    if len(bare) == len(chain.layers):
        yield "holds no biases: they are read as 0"
    elif bare:
        yield f"holds no biases for {_listed(bare)}: they are read as 0"
    if can_be_read_both_ways(chain):
        yield (
            "holds square matrices only, which can be read in two ways: a column is taken for a"
            " neuron; names that end in weight (a row a neuron) or kernel (a column) say which"
        )


def _is_matrix(array: AnyArray) -> bool:
    return array.ndim == _AXES and min(array.shape) > 1


def _flat(array: AnyArray) -> AnyArray:
    """A row or a column as a vector."""
    return array.ravel() if array.ndim == _AXES and min(array.shape) == 1 else array


def _listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    rest = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")
