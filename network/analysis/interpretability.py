"""What is found inside a network whose weights are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.confidence import NOISE_SEED, NoiseAnswers, noise_answers
from network.analysis.edge_scores import MARK, TWIN_SEED, EdgeScores, edge_scores
from network.errors import OptionError
from network.forward import forward
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.mlp import MLP
    from network.trace import ForwardTrace, LayerTrace


@dataclass(frozen=True, eq=False)
class ModelInspection(FrozenRecord):
    """The weights of a network beside hoped-for edges, and its answers to noise.

    Attributes
    ----------
    edges
        Scores of the first layer's neurons.
    mark
        How many of its twins' scores a neuron's must be above to be said to look like an edge.
    noise
        Answers to pictures of noise; None where a lone output leaves nothing to answer.
    noise_trace
        Of the noise that the network is surest of, if there are answers.
    """

    edges: EdgeScores
    mark: int
    noise: NoiseAnswers | None
    noise_trace: ForwardTrace | None


def inspect_model(model: MLP) -> ModelInspection:
    """Look at the weights of a network, and at what it makes of noise; the same in every run.

    Raises
    ------
    OptionError
        If the network reads anything but a square of pixels.
    """
    edges = edge_scores(model.layers[0], np.random.default_rng(TWIN_SEED))
    if model.layer_sizes[-1] == 1:
        return ModelInspection(edges, MARK, None, None)
    noise = noise_answers(model, np.random.default_rng(NOISE_SEED))
    return ModelInspection(edges, MARK, noise, forward(model, noise.picture))


@dataclass(frozen=True, eq=False)
class InformativeInputs(FrozenRecord):
    """The inputs that contribute most to one layer.

    Attributes
    ----------
    indices
        Of the chosen inputs, ascending, shape `(count,)`.
    totals
        Sum of the magnitudes of all that each of them contributes, shape `(count,)`.
    """

    indices: IntegerArray
    totals: FloatArray

    @property
    def count(self) -> int:
        """Number of chosen inputs."""
        return len(self.indices)


def informative_inputs(layer: LayerTrace, count: int) -> InformativeInputs:
    """Choose the inputs with the largest contributions to a layer, all its neurons together.

    Parameters
    ----------
    count
        How many are wanted. There are fewer where fewer contribute: an input that adds nothing
        to any neuron is never chosen.

    Raises
    ------
    OptionError
        If the trace is that of a batch, or fewer than one is wanted.
    """
    if layer.inputs.ndim != 1:
        message = f"layer must be traced for a single input, got a batch of {layer.inputs.shape}"
        raise OptionError(message)
    if count < 1:
        message = f"count must be 1 or more, got {count}"
        raise OptionError(message)
    totals = np.abs(layer.contributions).sum(axis=0)
    order = np.argsort(-totals, kind="stable")[:count]
    indices = np.sort(order[totals[order] > 0])
    return InformativeInputs(indices, totals[indices])
