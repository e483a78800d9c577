"""What is found inside a network whose weights are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.confidence import NOISE_SEED, middling_noise
from network.analysis.edge_scores import edge_scores
from network.analysis.loop_scores import LoopScores, loop_scores
from network.analysis.shape_scores import TWIN_SEED
from network.forward import forward
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.analysis.shape_scores import ShapeScores
    from network.mlp import MLP
    from network.trace import ForwardTrace


@dataclass(frozen=True, eq=False)
class ModelInspection(FrozenRecord):
    """The weights of a network beside hoped-for edges and loops, and its answer to noise.

    Attributes
    ----------
    edges
        Scores of the first layer's neurons.
    loops
        Scores of the second layer's; None where there is none.
    noise_trace
        Of noise that the network is middling sure of; None where a lone output leaves nothing to
        answer.
    """

    edges: ShapeScores
    loops: LoopScores | None
    noise_trace: ForwardTrace | None

    @property
    def most_times_chance(self) -> float:
        """The largest of all scores, each beside how far chance comes."""
        both = [self.edges] if self.loops is None else [self.edges, self.loops]
        return float(max(each.times_chance.max() for each in both))


def inspect_model(model: MLP) -> ModelInspection:
    """Look at the weights of a network, and at what it makes of noise; the same in every run.

    Raises
    ------
    OptionError
        If the network reads anything but a square of pixels.
    """
    edges = edge_scores(model.layers[0], np.random.default_rng(TWIN_SEED))
    loops = None
    if len(model.layers) > 1:
        loops = loop_scores(model, np.random.default_rng(TWIN_SEED))
    if model.layer_sizes[-1] == 1:
        return ModelInspection(edges, loops, None)
    noise = middling_noise(model, np.random.default_rng(NOISE_SEED))
    return ModelInspection(edges, loops, forward(model, noise))
