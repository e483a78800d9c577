"""The network as it is shown before colors mean anything: its connections are gray light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scenes.stage.scales import brightness

if TYPE_CHECKING:
    from network.mlp import MLP
    from network.trace import ForwardTrace
    from scenes.stage.theme import Palette

GRAY = "#A9AFBC"
HALF = 0.5


def gray_palette(palette: Palette) -> Palette:
    """A palette in which no sign is seen."""
    return replace(palette, positive=GRAY, negative=GRAY)


def gray_neuron(model: MLP, trace: ForwardTrace) -> tuple[int, int]:
    """Layer and index of the hidden neuron that is nearest to gray, neither black nor white.

    Without hidden layers it is an output.
    """
    far = {
        (layer, neuron): abs(float(level) - HALF)
        for layer in range(max(len(model.layers) - 1, 1))
        for neuron, level in enumerate(
            brightness(trace.layers[layer].activations, model.activations[layer])
        )
    }
    return min(far, key=lambda place: far[place])
