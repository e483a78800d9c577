"""Networks without their activation functions, and the one matrix that each collapses to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from network.forward import forward
from network.frozen import FrozenRecord
from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.trace import ForwardTrace


@dataclass(frozen=True, eq=False)
class LinearNetwork(FrozenRecord):
    """What a network without its activation functions makes of one input.

    Attributes
    ----------
    products
        Single layers that stand for the first layer, the first two layers, and so on.
    layered, at_once
        Traces of the input through all layers, and through the last of the products.
    """

    products: tuple[MLP, ...]
    layered: ForwardTrace
    at_once: ForwardTrace


def linear_network(model: MLP, inputs: ArrayLike) -> LinearNetwork:
    """Feed inputs through the layers without their functions, and through their product."""
    products = tuple(
        collapsed(MLP(model.layers[: i + 1], model.preparation)) for i in range(len(model.layers))
    )
    layered = forward(without_activations(model), inputs)
    return LinearNetwork(products, layered, forward(products[-1], inputs))


def without_activations(model: MLP) -> MLP:
    """Take the activation functions away.

    Returns
    -------
    A network of the same parameters whose layers pass their sums on as they are.
    """
    layers = tuple(replace(layer, activation="identity") for layer in model.layers)
    return replace(model, layers=layers)


def collapsed(model: MLP) -> MLP:
    """Multiply the matrices of all layers into one.

    Returns
    -------
    A network of a single layer: weights `W3 W2 W1` of shape `(layer_sizes[-1], layer_sizes[0])`,
    biases `W3 (W2 b1 + b2) + b3`, in 64-bit floats. It computes what the layers compute without
    their activation functions.
    """
    first, *others = model.astype(np.float64).layers
    weights, biases = first.weights, first.biases
    for layer in others:
        weights, biases = layer.weights @ weights, layer.weights @ biases + layer.biases
    return replace(model, layers=(Layer(weights, biases, "identity"),))
