"""The order in which layers follow one another, told by their sizes and their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from network.arrays import AnyArray
from network.errors import WeightsError
from network.files.naming.name_parts import NameParts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SpareBiases: TypeAlias = tuple[NameParts, AnyArray]
Precedence: TypeAlias = Callable[[NameParts, NameParts], bool]
"""Whether the layer of the first name stands before that of the second."""

_MOST_CHAINS = 2000
_MOST_STEPS = 50_000
"""With dozens of layers of one size there are more orders than can be tried."""
_SMALLEST_SIDE = 5
"""Of the pictures that a network is expected to read."""


@dataclass(frozen=True)
class FoundLayer:
    """Weights of a layer as they lie in a file, and the biases that its names give it.

    Attributes
    ----------
    matrix
        Shape `(fan_out, fan_in)` or `(fan_in, fan_out)`: that is to be told.
    biases
        Shape `(fan_out,)`; None if no name tells which they are.
    """

    name: NameParts
    matrix: AnyArray
    biases: AnyArray | None

    def sizes(self, *, by_rows: bool) -> tuple[int, int]:
        """Fan-in and fan-out, with a row a neuron or with a column a neuron."""
        rows, columns = self.matrix.shape
        return (columns, rows) if by_rows else (rows, columns)

    def fits(self, *, by_rows: bool) -> bool:
        """Whether there are as many biases as neurons."""
        return self.biases is None or len(self.biases) == self.sizes(by_rows=by_rows)[1]

    def __str__(self) -> str:
        """Name and shape, for messages."""
        rows, columns = self.matrix.shape
        return f"{self.name.name} ({rows} x {columns})"


class Chain(NamedTuple):
    """Layers in an order in which each fits the one before."""

    layers: tuple[FoundLayer, ...]
    by_rows: bool

    @property
    def inputs(self) -> int:
        """Numbers that the first layer reads."""
        return self.layers[0].sizes(by_rows=self.by_rows)[0]

    @property
    def outputs(self) -> int:
        """Neurons of the last layer."""
        return self.layers[-1].sizes(by_rows=self.by_rows)[1]

    @property
    def follows_convention(self) -> bool:
        """Whether rows and columns are as the words for weights promise."""
        names = [layer.name for layer in self.layers]
        return not any(name.is_weight if not self.by_rows else name.is_kernel for name in names)


def the_chain(layers: Sequence[FoundLayer], spare: Sequence[SpareBiases]) -> Chain:
    """Find the one order, and the one way to read the matrices, in which the layers fit.

    Parameters
    ----------
    layers
        In any order.
    spare
        Biases that no name gives to a layer: their lengths must, and of equal ones their order.

    Returns
    -------
    The chain, whose layers have taken up the spare biases.

    Raises
    ------
    WeightsError
        If there is no such order, or if there are several and names don't tell which is meant.
    """
    chains = _all_chains(layers, spare)
    if not chains:
        raise WeightsError(_why_none(layers))
    for is_right in _HINTS:
        chains = [chain for chain in chains if is_right(chain)] or chains
    if len({tuple(layer.name for layer in chain.layers) for chain in chains}) > 1:
        raise _without_order(layers)
    # What is left differs in how square matrices are read: NumPy's tutorials have columns.
    return min(chains, key=lambda chain: chain.by_rows)


def can_be_read_both_ways(chain: Chain) -> bool:
    """Whether nothing but custom tells rows from columns."""
    return all(
        layer.matrix.shape[0] == layer.matrix.shape[1]
        and not (layer.name.is_kernel or layer.name.is_weight)
        for layer in chain.layers
    )


def _rise(chain: Chain) -> bool:
    """Numbers rise, whatever words stand before them."""
    numbers = [layer.name.numbers for layer in chain.layers]
    return all(one and other and one[-1] < other[-1] for one, other in pairwise(numbers))


def _begins_without_a_number(chain: Chain) -> bool:
    """Keras calls the first layer `dense` and the second `dense_1`."""
    return not chain.layers[0].name.numbers


def _is_named_in_order(chain: Chain) -> bool:
    """What is called input comes first, what is called output last."""
    places = [layer.name.place for layer in chain.layers]
    return places == sorted(places)


def _reads_a_picture(chain: Chain) -> bool:
    side = isqrt(chain.inputs)
    return side >= _SMALLEST_SIDE and side * side == chain.inputs


_HINTS: tuple[Callable[[Chain], bool], ...] = (
    _is_named_in_order,
    _reads_a_picture,
    lambda chain: chain.inputs > chain.outputs,
    _rise,
    lambda chain: chain.follows_convention,
    _begins_without_a_number,
)
"""What tells which chain is meant where there are several, from the strongest to the weakest."""


def _all_chains(layers: Sequence[FoundLayer], spare: Sequence[SpareBiases]) -> list[Chain]:
    """Chains in which numbers rise within a row of names; if there are none, all others."""
    for must_precede in (NameParts.comes_before, None):
        chains: list[Chain] = []
        for by_rows in (True, False):
            search = _Search(layers, by_rows=by_rows, must_precede=must_precede)
            full = (_with_biases(order, spare, by_rows=by_rows) for order in search.orders())
            chains += [Chain(order, by_rows) for order in full if order]
            if search.gave_up:
                raise _without_order(layers)
        if chains:
            return chains
    return []


def _without_order(layers: Sequence[FoundLayer]) -> WeightsError:
    found = ", ".join(map(str, layers))
    return WeightsError(
        f"layers must have numbers that tell their order, such as fc1, fc2, got {found}"
    )


def _with_biases(
    order: tuple[FoundLayer, ...], spare: Sequence[SpareBiases], *, by_rows: bool
) -> tuple[FoundLayer, ...]:
    """Layers that have taken up the spare biases of their lengths; none if that can't be told."""
    free = [place for place, layer in enumerate(order) if layer.biases is None]
    found = list(order)
    for length in {len(biases) for _, biases in spare}:
        places = [place for place in free if order[place].sizes(by_rows=by_rows)[1] == length]
        fitting = sorted(
            (pair for pair in spare if len(pair[1]) == length),
            key=lambda pair: (pair[0].place, pair[0].numbers),
        )
        keys = {(name.place, name.numbers) for name, _ in fitting}
        if len(places) != len(fitting) or len(keys) != len(fitting):
            return ()
        for place, (_, biases) in zip(places, fitting, strict=True):
            found[place] = replace(found[place], biases=biases)
    return tuple(found)


class _Search:
    """Orders in which every layer fits the one before; gives up when there are too many."""

    def __init__(
        self, layers: Sequence[FoundLayer], *, by_rows: bool, must_precede: Precedence | None
    ) -> None:
        self._by_rows = by_rows
        self._layers = [layer for layer in layers if layer.fits(by_rows=by_rows)]
        self._is_complete = len(self._layers) == len(layers)
        self._must_precede = must_precede
        self._steps = self._found = 0
        self.gave_up = False

    def orders(self) -> Iterator[tuple[FoundLayer, ...]]:
        """All of them, as long as they can be counted."""
        if self._is_complete:
            yield from self._longer(())

    def _longer(self, chain: tuple[FoundLayer, ...]) -> Iterator[tuple[FoundLayer, ...]]:
        if len(chain) == len(self._layers):
            self._found += 1
            yield chain
            return
        taken = set(map(id, chain))
        rest = [layer for layer in self._layers if id(layer) not in taken]
        for layer in rest:
            self._steps += 1
            if self._steps > _MOST_STEPS or self._found > _MOST_CHAINS:
                self.gave_up = True
                return
            if chain and self._sizes(layer)[0] != self._sizes(chain[-1])[1]:
                continue
            precedes = self._must_precede
            if precedes and any(precedes(other.name, layer.name) for other in rest):
                continue
            yield from self._longer((*chain, layer))

    def _sizes(self, layer: FoundLayer) -> tuple[int, int]:
        return layer.sizes(by_rows=self._by_rows)


def _why_none(layers: Sequence[FoundLayer]) -> str:
    """What is wrong with layers that fit in no order."""
    ordered = sorted(layers, key=lambda layer: (layer.name.place, layer.name.numbers))
    found = ", ".join(map(str, ordered))
    by_rows = _is_rather_by_rows(layers)
    for number, layer in enumerate(ordered, start=1):
        if layer.biases is not None and not layer.fits(by_rows=by_rows):
            neurons, side = layer.sizes(by_rows=by_rows)[1], "row" if by_rows else "column"
            given = len(layer.biases)
            return f"layer {number}: biases must be {neurons}, one a {side} of weights, got {given}"
    if _all_chains(layers, ()):
        return f"which biases belong to which weights can't be told ({found})"
    networks = _networks(layers)
    if networks:
        return f"holds {len(networks)} networks ({', '.join(networks)}): save one of them alone"
    if len({layer.name.words for layer in layers}) > 1:
        return f"no order makes these layers a chain, each reading what the last gives: {found}"
    return _misfit([layer.sizes(by_rows=by_rows) for layer in ordered], ordered[0], found)


def _is_rather_by_rows(layers: Sequence[FoundLayer]) -> bool:
    """How layers are probably meant that don't fit together: most have biases that fit."""
    fitting = {way: sum(layer.fits(by_rows=way) for layer in layers) for way in (True, False)}
    if fitting[True] != fitting[False]:
        return fitting[True] > fitting[False]
    return not any(layer.name.is_kernel for layer in layers)


def _misfit(sizes: Sequence[tuple[int, int]], first: FoundLayer, found: str) -> str:
    """Where layers in the order of their numbers don't fit."""
    if all(after[0] == before[1] + 1 for before, after in pairwise(sizes)):
        name = first.name.name
        return (
            f"each matrix has a column more than the layer before has neurons ({name}, ...): save"
            f" biases apart, such as W1={name}[:, 1:], b1={name}[:, 0]"
        )
    number, before, after = next(
        (number, before, after)
        for number, ((_, before), (after, _)) in enumerate(pairwise(sizes), start=2)
        if before != after
    )
    return (
        f"layer {number}: weights must have {before} columns to follow {before} neurons,"
        f" got {after} ({found})"
    )


def _networks(layers: Sequence[FoundLayer]) -> list[str]:
    """What names begin with, or the first name, where each beginning has a chain of its own."""
    groups: dict[str, list[FoundLayer]] = {}
    for layer in layers:
        groups.setdefault(" ".join(layer.name.words[:1]), []).append(layer)
    are_chains = all(len(group) > 1 and _all_chains(group, ()) for group in groups.values())
    if len(groups) == 1 or not are_chains:
        return []
    return sorted(word or f"{group[0].name.name}, ..." for word, group in groups.items())
