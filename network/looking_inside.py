"""What is found inside a network whose weights are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.edge_scores import CLEAR, SHUFFLE_SEED, EdgeScores, edge_scores
from network.forward import forward
from network.frozen import FrozenRecord
from network.noise_answers import NOISE_SEED, NoiseAnswers, noise_answers

if TYPE_CHECKING:
    from network.mlp import MLP
    from network.trace import ForwardTrace


@dataclass(frozen=True, eq=False)
class LookingInside(FrozenRecord):
    """
    The weights of a network beside hoped-for edges, and its answers to noise.

    Attributes
    ----------
    edges
        Scores of the first layer's neurons.
    mark
        The score from which on weights are said to look like an edge.
    noise
        Answers to pictures of noise.
    noise_trace
        Of the noise that the network is surest of.
    """

    edges: EdgeScores
    mark: float
    noise: NoiseAnswers
    noise_trace: ForwardTrace


def look_inside(model: MLP) -> LookingInside:
    """
    Look at the weights of a network, and at what it makes of noise; the same in every run.

    Parameters
    ----------
    model
        A network that reads square pictures.

    Returns
    -------
    Scores and answers.

    Raises
    ------
    OptionError
        If the network reads anything but a square of pixels, or has fewer than two outputs.
    """
    edges = edge_scores(model.layers[0], np.random.default_rng(SHUFFLE_SEED))
    noise = noise_answers(model, np.random.default_rng(NOISE_SEED))
    return LookingInside(edges, CLEAR, noise, forward(model, noise.picture))
