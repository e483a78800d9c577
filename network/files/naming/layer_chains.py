"""The order in which layers follow one another, told by their sizes and their names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from network.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from network.arrays import AnyArray
    from network.files.naming.name_parts import NameParts

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


def the_chain(layers: Sequence[FoundLayer], spare_biases: Sequence[AnyArray]) -> Chain:
    """Find the one order, and the one way to read the matrices, in which the layers fit.

    Parameters
    ----------
    layers
        In any order.
    spare_biases
        Those that no name gives to a layer: their lengths must.

    Raises
    ------
    WeightsError
        If there is no such order, or if there are several and names don't tell which is meant.
    """
    chains = _all_chains(layers, spare_biases)
    if not chains:
        raise WeightsError(_why_none(layers))
    for is_right in _HINTS:
        chains = [chain for chain in chains if is_right(chain)] or chains
    if len({tuple(map(id, chain.layers)) for chain in chains}) > 1:
        raise _without_order(layers)
    # What is left differs in how square matrices are read: NumPy's tutorials have columns.
    return min(chains, key=lambda chain: (chain.by_rows, not chain.follows_convention))


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


def _is_named_in_order(chain: Chain) -> bool:
    """What is called input comes first, what is called output last."""
    places = [layer.name.place for layer in chain.layers]
    return places == sorted(places)


def _reads_a_picture(chain: Chain) -> bool:
    side = isqrt(chain.inputs)
    return side >= _SMALLEST_SIDE and side * side == chain.inputs


_HINTS: tuple[Callable[[Chain], bool], ...] = (
    _is_named_in_order,
    _rise,
    lambda chain: chain.follows_convention,
    _reads_a_picture,
    lambda chain: chain.inputs > chain.outputs,
)
"""What tells which chain is meant where there are several, from the strongest to the weakest."""


def _all_chains(layers: Sequence[FoundLayer], spare_biases: Sequence[AnyArray]) -> list[Chain]:
    """Chains in which numbers rise within a row of names; if there are none, all others."""
    for heeds_numbers in (True, False):
        chains: list[Chain] = []
        for by_rows in (True, False):
            search = _Search(layers, by_rows=by_rows, heeds_numbers=heeds_numbers)
            chains += [
                Chain(order, by_rows)
                for order in search.orders()
                if _take_up(order, spare_biases, by_rows=by_rows)
            ]
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


def _take_up(
    order: Sequence[FoundLayer], spare_biases: Sequence[AnyArray], *, by_rows: bool
) -> bool:
    """Whether each spare bias has the length of a layer, and of one only, that has none."""
    free = [layer.sizes(by_rows=by_rows)[1] for layer in order if layer.biases is None]
    lengths = [len(biases) for biases in spare_biases]
    return len(set(lengths)) == len(lengths) and all(free.count(length) == 1 for length in lengths)


class _Search:
    """Orders in which every layer fits the one before; gives up when there are too many."""

    def __init__(self, layers: Sequence[FoundLayer], *, by_rows: bool, heeds_numbers: bool) -> None:
        self._by_rows = by_rows
        self._layers = [layer for layer in layers if layer.fits(by_rows=by_rows)]
        self._is_complete = len(self._layers) == len(layers)
        self._heeds_numbers = heeds_numbers
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
            if self._heeds_numbers and any(o.name.comes_before(layer.name) for o in rest):
                continue
            yield from self._longer((*chain, layer))

    def _sizes(self, layer: FoundLayer) -> tuple[int, int]:
        return layer.sizes(by_rows=self._by_rows)


def _why_none(layers: Sequence[FoundLayer]) -> str:
    """What is wrong with layers that fit in no order."""
    ordered = sorted(layers, key=lambda layer: (layer.name.place, layer.name.numbers))
    found = ", ".join(map(str, ordered))
    by_rows = not any(layer.name.is_kernel for layer in layers)
    sizes = [layer.sizes(by_rows=by_rows) for layer in ordered]
    for number, (layer, (_, fan_out)) in enumerate(zip(ordered, sizes, strict=True), start=1):
        if not layer.fits(by_rows=by_rows):
            side, given = (
                "row" if by_rows else "column",
                0 if layer.biases is None else len(layer.biases),
            )
            return f"layer {number}: biases must be {fan_out}, one a {side} of weights, got {given}"
    if len({layer.name.words for layer in layers}) > 1:
        networks = _networks(layers)
        if networks:
            return f"holds {len(networks)} networks ({', '.join(networks)}): save one of them alone"
        return f"no order makes these layers a chain, each reading what the last gives: {found}"
    if all(after[0] == before[1] + 1 for before, after in pairwise(sizes)):
        first = ordered[0].name.name
        return (
            f"each matrix has a column more than the layer before has neurons ({first}, ...): save"
            f" biases apart, such as W1={first}[:, 1:], b1={first}[:, 0]"
        )
    for number, (before, after) in enumerate(pairwise(sizes), start=2):
        if before[1] != after[0]:
            return (
                f"layer {number}: weights must have {before[1]} columns to follow {before[1]}"
                f" neurons, got {after[0]} ({found})"
            )
    return f"which biases belong to which weights can't be told ({found})"


def _networks(layers: Sequence[FoundLayer]) -> list[str]:
    """What names begin with where each beginning has a chain of its own."""
    groups: dict[str, list[FoundLayer]] = {}
    for layer in layers:
        groups.setdefault(" ".join(layer.name.words[:1]), []).append(layer)
    are_chains = all(len(group) > 1 and _all_chains(group, ()) for group in groups.values())
    return sorted(groups) if len(groups) > 1 and are_chains else []
