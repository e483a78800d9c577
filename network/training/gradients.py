"""Backpropagation: how the loss changes with every parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.activations import activation_function
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.arrays import FloatArray
    from network.mlp import MLP
    from network.trace import ForwardTrace
    from network.training.loss import Loss


@dataclass(frozen=True, eq=False)
class LayerGradients(FrozenRecord):
    """How the loss changes with one layer.

    Attributes
    ----------
    weights
        Gradient with respect to the weights, shape `(fan_out, fan_in)`.
    biases
        Gradient with respect to the biases, shape `(fan_out,)`.
    deltas
        Gradient with respect to the pre-activations, shape `(..., fan_out)`.
    """

    weights: FloatArray
    biases: FloatArray
    deltas: FloatArray


def backpropagate(
    model: MLP, trace: ForwardTrace, targets: FloatArray, loss: Loss
) -> tuple[LayerGradients, ...]:
    """Differentiate the loss of a forward pass with respect to all parameters.

    Parameters
    ----------
    targets
        What the outputs should be, shape `(..., layer_sizes[-1])`.

    Raises
    ------
    OptionError
        If the targets have another shape than the outputs.

    References
    ----------
    Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors.
    """
    deltas = _last_deltas(model, trace, targets, loss)
    gradients = [_layer_gradients(trace.layers[-1].inputs, deltas)]
    for index in range(len(model.layers) - 2, -1, -1):
        activations = trace.layers[index].activations
        gradient = deltas @ trace.layers[index + 1].weights
        deltas = activation_function(model.activations[index]).vjp(activations, gradient)
        gradients.append(_layer_gradients(trace.layers[index].inputs, deltas))
    return tuple(reversed(gradients))


def _last_deltas(model: MLP, trace: ForwardTrace, targets: FloatArray, loss: Loss) -> FloatArray:
    """Deltas of the last layer, without the quotient where loss and activation cancel."""
    activation = model.activations[-1]
    if activation == loss.partner:
        return loss.partner_deltas(trace.outputs, targets)
    gradient = loss.gradient(trace.outputs, targets)
    return activation_function(activation).vjp(trace.outputs, gradient)


def _layer_gradients(inputs: FloatArray, deltas: FloatArray) -> LayerGradients:
    """Gradients of one layer, summed over all batch axes."""
    rows = deltas.reshape(-1, deltas.shape[-1])
    weights = rows.T @ inputs.reshape(-1, inputs.shape[-1])
    return LayerGradients(weights, rows.sum(axis=0), deltas)
