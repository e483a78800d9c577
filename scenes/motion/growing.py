"""A sketch of a network grows into the network itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, FadeOut, ReplacementTransform

if TYPE_CHECKING:
    from manim import VGroup

    from scenes.mobjects.network_diagram import NetworkDiagram


def grow_into(columns: VGroup, diagram: NetworkDiagram) -> list[Animation]:
    """Let columns of a few neurons become the layers, and the first of them the input column.

    Parameters
    ----------
    columns
        As many as the network has layers, the input included.
    """
    ticks = diagram.places.columns[0]
    nearest = np.linspace(0, len(ticks) - 1, len(columns[0])).round().astype(int)
    return [
        *(
            FadeOut(disc, target_position=ticks[tick], scale=diagram.strip.width / disc.width)
            for disc, tick in zip(columns[0], nearest, strict=True)
        ),
        *(
            ReplacementTransform(column, layer)
            for column, layer in zip(columns[1:], diagram.columns, strict=True)
        ),
    ]
