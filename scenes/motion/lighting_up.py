"""A light runs along a row, and what it passes shines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manim import Animation

if TYPE_CHECKING:
    from scenes.mobjects.scene_row import SceneRow


class LightUp(Animation):
    """Let the light of a row run to where the row's act ends."""

    def __init__(self, row: SceneRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(row, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Let the light come as far as its share of the way."""
        share = self.rate_func(alpha)
        self.row.reach((1 - share) * self.row.start + share * self.row.end)
