"""A thin brace that holds things together."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Mobject, VMobject

from scenes import theme


class SideBrace(VMobject):
    """A brace to the right of something, its tip pointing away from it.

    Parameters
    ----------
    mobject
        What it holds.
    buff
        Distance from it.
    depth
        From the brace's ends to its tip.
    """

    def __init__(
        self,
        mobject: Mobject,
        *,
        buff: float = 0.3,
        depth: float = 0.32,
        color: str = theme.SECONDARY,
    ) -> None:
        super().__init__(color=color, stroke_width=2.5)
        half, bow = mobject.height / 2, depth / 2
        # One arm, from the tip to the upper end: in, straight up, in again.
        arm = np.array(
            [[2 * bow, 0], [bow, 0], [bow, 0], [bow, 2 * bow],
             [bow, 2 * bow], [bow, 2 * bow], [bow, half - 2 * bow], [bow, half - 2 * bow],
             [bow, half - 2 * bow], [bow, half], [bow, half], [0, half]]
        )  # fmt: skip
        arm = np.pad(arm, ((0, 0), (0, 1)))
        mirrored = arm[::-1] * (RIGHT - UP)
        self.append_points(np.concatenate([arm[::-1], mirrored[::-1]]))
        self.next_to(mobject, RIGHT, buff=buff)
