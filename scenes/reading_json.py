"""What a network made of one input, as other programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from network.trace import ForwardTrace


def reading_json(name: str, trace: ForwardTrace) -> dict[str, Any]:
    """Pixels, pre-activations and activations of a single input, at full precision."""
    return {
        "input": name,
        "answer": trace.answer,
        "pixels": trace.inputs.tolist(),
        "layers": [
            {
                "pre_activations": layer.pre_activations.tolist(),
                "activations": layer.activations.tolist(),
            }
            for layer in trace.layers
        ],
    }
