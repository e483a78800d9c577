"""Small marks beside things: a badge, a brace, dots for what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, Mobject, RoundedRectangle, VGroup, VMobject

from scenes.stage import theme

if TYPE_CHECKING:
    from scenes.mobjects.text.typst_text import Words

PADDING = 0.16


class Badge(VGroup):
    """A dark panel just large enough for its words, which become part of it."""

    def __init__(self, words: Words, *, width: float = 0.0) -> None:
        self.words = words
        self.panel = RoundedRectangle(
            corner_radius=0.12,
            width=max(width, words.width + 2 * PADDING),
            height=words.height + 2 * PADDING,
        )
        self.panel.set_stroke(theme.RULE, width=1.5).set_fill(theme.PANEL, opacity=0.94)
        self.panel.move_to(words)
        super().__init__(self.panel, words)


class SideBrace(VMobject):
    """A brace to the right of something; its tip is `depth` away from its ends."""

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


class OmissionDots(VGroup):
    """Three dots, one above the other."""

    def __init__(self, *, height: float = 0.28, color: str = theme.SECONDARY) -> None:
        radius = 0.11 * height
        dots = VGroup(*(Dot(radius=radius, color=color) for _ in range(3)))
        super().__init__(*dots.arrange(DOWN, buff=(height - 6 * radius) / 2))
