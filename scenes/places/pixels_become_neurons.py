"""Where the parts of `PixelsBecomeNeurons` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import ORIGIN

from scenes.layout import NetworkPlaces, Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

PICTURE_SIDE = 5.6
"""27 px a cell at 1080p: squares and sprites coincide."""
LINE_HEIGHT = 0.3
BUFF = 0.3
"""Between things above each other, scene units."""


@dataclass(frozen=True)
class Places:
    """Where the parts stand: in the end, all but the input column and its neurons have gone.

    Attributes
    ----------
    picture, side
        Middle and side of the large picture.
    callout, swatch
        Middle and side of one of its pixels, larger: right of the picture, or above it.
    line
        Height of the line of neurons: above the picture, and where it can swing down.
    few
        Room for the large neurons, between the top and the bottom of this part.
    """

    picture: NDArray[np.float64]
    side: float
    callout: NDArray[np.float64]
    swatch: float
    line: float
    few: Stage

    @classmethod
    def on(cls, area: Stage, network: NetworkPlaces) -> Places:
        """Places on a stage, with the network that the neurons belong to."""
        if area.is_wide:
            side = min(PICTURE_SIDE, 0.45 * area.width)
            room = Stage(side / 2, area.right, side / 2, -side / 2)
            return cls(ORIGIN, side, room.center, 0.42 * room.width, area.top - LINE_HEIGHT, area)
        # The small picture of the network takes the height that the large pixel has left.
        head = area.top - network.image_side
        line = head - BUFF - LINE_HEIGHT / 2
        side = min(area.width, line - LINE_HEIGHT / 2 - BUFF - area.bottom)
        body = replace(area, top=area.bottom + side)
        callout = np.array([0.0, area.top - network.image_side / 2, 0.0])
        few = replace(area, top=head - BUFF)
        return cls(body.center, side, callout, network.image_side, line, few)
