"""Words on a small panel, to stand in front of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RoundedRectangle, VGroup

from scenes import theme

if TYPE_CHECKING:
    from scenes.mobjects.text import Words

PADDING = 0.16


class Badge(VGroup):
    """A dark panel just large enough for its words.

    Parameters
    ----------
    words
        They keep their size and become part of the badge.
    width
        At least so wide, scene units.

    Attributes
    ----------
    panel, words
        The parts.
    """

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
