"""The mark for things that are there but not drawn."""

from __future__ import annotations

from manim import DOWN, Dot, VGroup

from scenes import theme


class OmissionDots(VGroup):
    """Three dots, one above the other.

    Parameters
    ----------
    height
        From the top of the first dot to the bottom of the last, scene units.
    """

    def __init__(self, *, height: float = 0.28, color: str = theme.SECONDARY) -> None:
        radius = 0.11 * height
        dots = VGroup(*(Dot(radius=radius, color=color) for _ in range(3)))
        super().__init__(*dots.arrange(DOWN, buff=(height - 6 * radius) / 2))
