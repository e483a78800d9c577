"""An arrow from one thing to the next, beside it or below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Arrow

if TYPE_CHECKING:
    from manim import Mobject


class ArrowBetween(Arrow):
    """To the right or down, level with the middle of the smaller of the two.

    Parameters
    ----------
    first, second
        The second is right of the first, or else below it.
    buff
        Free at both ends, scene units.
    options
        As of `Arrow`.
    """

    def __init__(
        self, first: Mobject, second: Mobject, *, buff: float = 0.12, **options: Any
    ) -> None:
        if second.get_left()[0] > first.get_right()[0]:
            y = min(first, second, key=lambda part: part.height).get_y()
            start, end = [first.get_right()[0], y, 0.0], [second.get_left()[0], y, 0.0]
        else:
            x = min(first, second, key=lambda part: part.width).get_x()
            start, end = [x, first.get_bottom()[1], 0.0], [x, second.get_top()[1], 0.0]
        super().__init__(np.array(start), np.array(end), buff=buff, **options)
