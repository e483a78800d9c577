"""What would be if one thing were otherwise: the right answer, and those that usual slips give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import ActivationFunction, activation_function
from network.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import FloatArray
    from network.mlp import MLP
    from network.trace import LayerTrace


@dataclass(frozen=True)
class Outcome:
    """What comes out, and what comes out of slips.

    Attributes
    ----------
    right
        The number that is asked for.
    slips
        What one gets who errs in a usual way, the most instructive first. One of them may happen
        to equal the right number.
    """

    right: float
    slips: tuple[float, ...]

    def with_slips(self, *slips: float) -> Outcome:
        """Give the same outcome with other slips."""
        return Outcome(self.right, slips)


def liveliest_neuron(layer: LayerTrace, activation: str, change: float) -> int:
    """Find the neuron whose activation changes most when its bias does.

    Raises
    ------
    OptionError
        If the function does not act on each neuron alone.
    """
    function = _elementwise(activation)
    changed = function(layer.pre_activations + change) - layer.activations
    return int(np.argmax(np.abs(changed)))


def activation_with_other_bias(
    layer: LayerTrace, activation: str, neuron: int, change: float
) -> Outcome:
    """Work out the activation of a neuron whose bias has changed.

    The slips: nothing changes; the change is added to the activation; its sign is taken the wrong
    way; the weighted sum is forgotten.
    """
    function = _elementwise(activation)
    before = float(layer.pre_activations[neuron])
    held = float(layer.activations[neuron])
    bias = float(layer.biases[neuron])
    return Outcome(
        float(function(before + change)),
        (held, held + change, float(function(before - change)), float(function(bias + change))),
    )


def activation_of_opposite_sum(layer: LayerTrace, activation: str, neuron: int) -> Outcome:
    """Work out what a neuron holds whose sum is the same, below zero instead of above.

    The slips: the activation's own opposite; the same activation; zero; the sum itself.
    """
    function = _elementwise(activation)
    total, held = float(layer.pre_activations[neuron]), float(layer.activations[neuron])
    return Outcome(float(function(-total)), (-held, held, 0.0, -total))


def sum_without_input(layer: LayerTrace, neuron: int, dark: int) -> Outcome:
    """Work out a neuron's sum, bias included, when one of its inputs goes dark.

    The slips: the term is added instead; nothing changes; the sum is that term alone.
    """
    total = float(layer.pre_activations[neuron])
    term = float(layer.contributions[neuron, dark])
    return Outcome(total - term, (total + term, total, term))


def carried(weight: float, activation: float) -> Outcome:
    """Work out what a connection sends on: its weight times the activation that it carries.

    The slips: both added; the weight alone; the activation alone.
    """
    return Outcome(weight * activation, (weight + activation, weight, activation))


def change_of_sum(weight: float, brighter: float) -> Outcome:
    """Work out how a sum changes when a pixel gets brighter.

    The slips: the weight's sign is forgotten; the weight alone; the brightness alone.
    """
    return Outcome(weight * brighter, (-weight * brighter, weight, brighter, 0.0))


def filter_sum(kernel: FloatArray, light: FloatArray) -> Outcome:
    """Work out the sum of a filter over a patch of pixels, both of one shape.

    The slips: signs are forgotten; the pixels are added up instead; only what is positive counts.
    """
    products = kernel * light
    slips = (np.abs(products).sum(), light.sum(), np.maximum(products, 0).sum())
    return Outcome(float(products.sum()), tuple(map(float, slips)))


def place_in_column(row: int, column: int, side: int) -> Outcome:
    """Work out where a pixel stands when the rows of a square are laid end to end.

    All are counted from 1. The slips: column by column; one row too many; one too few; the product
    of row and column.
    """
    right = (row - 1) * side + column
    slips = ((column - 1) * side + row, row * side + column, (row - 2) * side + column)
    return Outcome(right, tuple(float(slip) for slip in (*slips, row * column) if slip > 0))


def share_of(part: int, whole: int, everything: int) -> Outcome:
    """Work out which share of a whole a part is.

    The slips: the rest's share; part to rest; the share of something larger.
    """
    rest = whole - part
    slips = (rest / whole, *((part / rest,) if rest else ()), part / everything, whole / everything)
    return Outcome(part / whole, slips)


def parameters_of_one_more_neuron(model: MLP) -> Outcome:
    """Count the parameters that one more neuron in the first hidden layer brings.

    The slips: its bias is forgotten; the weights that lead on are forgotten; a single parameter.

    Raises
    ------
    OptionError
        If the network has no hidden layer.
    """
    if len(model.layers) < 2:  # noqa: PLR2004 - the last one holds the outputs
        raise OptionError("one more hidden neuron: expected a network with a hidden layer")
    before, after = model.layer_sizes[0], model.layer_sizes[2]
    slips = (before + after, before + 1, before, 1)
    return Outcome(before + 1 + after, tuple(map(float, slips)))


def parameters_of_one_layer(model: MLP) -> Outcome:
    """Count the parameters of the single layer that a network without bends collapses into.

    The slips: the biases are forgotten; all parameters stay; only the outputs count.
    """
    inputs, outputs = model.layer_sizes[0], model.layer_sizes[-1]
    slips = (inputs * outputs, model.parameter_count, inputs + outputs, outputs)
    return Outcome(inputs * outputs + outputs, tuple(map(float, slips)))


def computing_neurons(layer_sizes: Sequence[int]) -> Outcome:
    """Count the neurons that compute: all but those of the input layer.

    The slips: the inputs are counted too; the outputs are left out; layers are counted.
    """
    slips = (sum(layer_sizes), sum(layer_sizes[1:-1]), len(layer_sizes) - 1)
    return Outcome(sum(layer_sizes[1:]), tuple(float(slip) for slip in slips if slip > 0))


def connections_between(before: int, after: int) -> Outcome:
    """Count the connections between two layers.

    The slips: both sizes added; one of them alone; the biases counted in.
    """
    slips = (before + after, before, after, before * after + after)
    return Outcome(before * after, tuple(map(float, slips)))


def connections_into_one(before: int, after: int) -> Outcome:
    """Count the connections that lead into one neuron of a layer.

    The slips: those into the whole layer; one for each neuron beside it; both.
    """
    return Outcome(before, (float(before * after), float(after), float(before + after)))


def entries_of_product(rows: int, columns: int) -> Outcome:
    """Count the entries of a matrix times a vector.

    The slips: the length of the vector; the entries of the matrix; both sizes added.
    """
    return Outcome(rows, (float(columns), float(rows * columns), float(rows + columns)))


def bias_for_threshold(threshold: float) -> Outcome:
    """Find the bias with which a neuron's sum is above zero only if it was above a threshold.

    The slips: the sign is forgotten; none; the inverse.
    """
    return Outcome(-threshold, (threshold, 0.0, 1 / threshold))


def needed_rise(outputs: FloatArray) -> float:
    """Find a round number by which the second largest output must rise to become the largest.

    It is 1, 2 or 5 times a power of ten, and clearly more than what is missing.
    """
    first, second = np.sort(outputs)[::-1][:2]
    missing = 1.5 * float(first - second)
    steps = (factor * 10.0**power for power in range(-6, 6) for factor in (1, 2, 5))
    return next(step for step in steps if step > missing)


def relu_of(total: float) -> Outcome:
    """Work out what ReLU makes of a sum.

    The slips: the sum itself; its size; what the sigmoid makes of it.
    """
    sigmoid, relu = activation_function("sigmoid"), activation_function("relu")
    return Outcome(float(relu(total)), (total, -total, float(sigmoid(total))))


def byte_of(brightness: float) -> float:
    """Give the brightness that an image file holds, from 0 to 255, for one from 0 to 1."""
    return float(np.rint(255 * brightness))


def counted_share(share: float, of: int) -> float:
    """Count what a share of so many things is."""
    return float(np.rint(share * of))


def _elementwise(activation: str) -> ActivationFunction:
    function = activation_function(activation)
    if not function.is_elementwise:
        raise OptionError(f"{activation} acts on no neuron alone: it needs a whole layer")
    return function
