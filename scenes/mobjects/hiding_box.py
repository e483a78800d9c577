"""A box over what a scene does not tell about yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RoundedRectangle, VGroup

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.text import label

if TYPE_CHECKING:
    from scenes.layout import NetworkPlaces

BEFORE = 0.28
"""How far the box reaches before the first hidden layer, as a share of the gap there."""
RIM_WIDTH = 2.0


class HidingBox(VGroup):
    """A box over all that lies between the input and the output layer of a network.

    Parameters
    ----------
    places
        Of the network; it has hidden layers.

    Attributes
    ----------
    panel, mark
        The box itself, and the question mark on it.
    """

    def __init__(self, places: NetworkPlaces) -> None:
        area = stage()
        inputs, first, last = (float(places.columns[layer][0, 0]) for layer in (0, 1, -2))
        left, right = first - BEFORE * (first - inputs), last + 1.6 * places.radii[-2]
        # The picture stands beside the columns, or else above them.
        top = area.top if area.is_wide else float(places.columns[0][0, 1])
        self.panel = RoundedRectangle(
            corner_radius=0.15, width=right - left, height=top - area.bottom
        )
        self.panel.set_stroke(theme.RULE, width=RIM_WIDTH).set_fill(theme.PANEL, opacity=1)
        self.panel.move_to([(left + right) / 2, (top + area.bottom) / 2, 0])
        self.mark = label("?", size="title", color=theme.TEXT).move_to(self.panel)
        self.mark.ground = theme.PANEL
        super().__init__(self.panel, self.mark)
