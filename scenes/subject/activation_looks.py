"""What each activation function looks and reads like: one entry a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scenes.subject.languages import N_


@dataclass(frozen=True)
class ActivationLook:
    """How the film writes a function, and what its captions say of it.

    Attributes
    ----------
    name
        Its name in sentences.
    symbol
        Typst code of its name in formulas.
    on_column
        Caption: what it does to a column of sums, which appears at the word marked `works`.
    on_neuron
        Caption: what it does to one sum; `{activation}` is what comes of it.
    formula
        Typst code of its definition, its symbol labeled `s`; empty if no scene shows it.
    """

    name: str
    symbol: str
    on_column: str = N_("Then the activation function on {works:each} entry.")
    on_neuron: str = N_("A function turns the sum into what the neuron holds: {activation}.")
    formula: str = ""


_LOOKS = {
    "sigmoid": ActivationLook(
        "sigmoid",
        "sigma",
        on_column=N_("Then the sigmoid {works:squishes} each entry."),
        on_neuron=N_("The sigmoid squishes the sum: the neuron now holds {activation}."),
        formula="{{ sigma : s }}(x) = 1 / (1 + e^(-x))",
    ),
    "relu": ActivationLook(
        "ReLU",
        '"ReLU"',
        on_column=N_("Then ReLU {works:turns} each negative entry into zero."),
        on_neuron=N_("ReLU keeps a sum above zero: the neuron now holds {activation}."),
        formula='{{ "ReLU" : s }}(x) = max(0, x)',
    ),
    "tanh": ActivationLook(
        "tanh",
        '"tanh"',
        on_column=N_("Then the hyperbolic tangent on each entry {works:squishes} it."),
    ),
    "softmax": ActivationLook(
        "softmax",
        '"softmax"',
        on_column=N_("Then softmax on the whole column {works:turns} it into shares."),
        on_neuron=N_("Softmax makes it a share of the layer: {activation}."),
    ),
    "identity": ActivationLook(
        "identity",
        '"id"',
        on_column=N_("Then the identity {works:leaves} each entry as it is."),
    ),
}
ACTIVATION_LOOKS: Mapping[str, ActivationLook] = MappingProxyType(_LOOKS)


def activation_look(activation: str) -> ActivationLook:
    """The look of a function; one without an entry is shown by its own name."""
    plain = ActivationLook(activation, f'"{activation}"')
    return ACTIVATION_LOOKS.get(activation, plain)
