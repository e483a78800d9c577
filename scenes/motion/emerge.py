"""Something large grows out of something small, along a path between the two."""

from __future__ import annotations

from typing import Any

from manim import Animation, Mobject, VMobject


class Emerge(Animation):
    """Move along a path from its start to its end, growing from nothing to full size.

    Parameters
    ----------
    mobject
        It ends with its present size and place.
    path
        Ends at the mobject's rim.
    """

    def __init__(self, mobject: Mobject, path: VMobject, **kwargs: Any) -> None:
        self.path = path
        kwargs.setdefault("introducer", True)
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the mobject at its share of the way."""
        share = max(self.rate_func(alpha), 1e-3)
        ahead = share * (self.starting_mobject.get_center() - self.path.get_end())
        self.mobject.become(self.starting_mobject)
        self.mobject.scale(share).move_to(self.path.point_from_proportion(min(share, 1.0)) + ahead)
