"""The bill of all parameters: weights layer by layer, then the biases."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.mobjects.count_ledger import CountLedger
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.sourced import Sourced


def connections_between(before: Sourced, after: Sourced) -> Words:
    """How many connections lead from one layer into the next, as a product of their sizes."""
    return Words("{before} \N{MULTIPLICATION SIGN} {after}", before=before, after=after)


def bias_place(layer: int) -> str:
    """The slot of a layer, counted from 0 behind the input, in the last term of the bill."""
    return f"n{layer}"


def parameter_ledger(
    sizes: Sequence[Sourced],
    weights: Sequence[Sourced],
    biases: Sourced,
    *,
    color: str,
    **place: float,
) -> CountLedger:
    """A ledger with a line for the weights of every layer, and one for all biases.

    Parameters
    ----------
    sizes
        Neurons of each layer, input included.
    weights
        How many lead into each layer behind the input; the first of them is the first total.
    biases
        How many there are.
    color
        Of the biases' term.
    place
        As for `CountLedger`.
    """
    terms = [connections_between(*pair) for pair in pairwise(sizes)]
    slots: dict[str, Any] = {bias_place(layer): size for layer, size in enumerate(sizes[1:])}
    sum_of_slots = " + ".join(f"{{{name}}}" for name in slots)
    bias_term = Words(sum_of_slots, color=color, **slots)
    lines = [*zip(terms, weights, strict=True), (bias_term, biases)]
    return CountLedger(lines, weights[0], **place)
