"""The box that hides the layers between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, Animation, Rectangle, RoundedRectangle, VGroup

from scenes.mobjects.text.typst_text import label
from scenes.stage import theme
from scenes.stage.layout import COLUMN_INDENT, stage

if TYPE_CHECKING:
    from scenes.stage.layout import NetworkPlaces

BEYOND = 0.38
"""How far the box reaches before the first hidden layer and behind the last, in gaps there."""
EDGE = 1.6
"""The same at least, in radii of the neurons there."""
RIM_WIDTH = 3.0
MARK_SCALE = 2.0
VEIL = 0.86
"""Opacity of the closed box: light that runs into it is dimly seen."""
NARROW = 0.02
"""Width of an open door, scene units."""


class HidingBox(VGroup):
    """A box over all that lies between the input and the output layer of a network.

    Parameters
    ----------
    places
        Of the network; it has hidden layers.
    """

    def __init__(self, places: NetworkPlaces) -> None:
        area = stage()
        inputs, first, last, outputs = (
            float(places.columns[layer][0, 0]) for layer in (0, 1, -2, -1)
        )
        left = first - max(BEYOND * (first - inputs), EDGE * places.radii[1])
        right = last + max(BEYOND * (outputs - last), EDGE * places.radii[-2])
        # The picture stands beside the columns, or else above them.
        top = area.top if area.is_wide else float(places.columns[0][0, 1]) + COLUMN_INDENT
        self.panel = RoundedRectangle(
            corner_radius=0.15, width=right - left, height=top - area.bottom
        )
        self.panel.set_stroke(theme.RULE, width=RIM_WIDTH).set_fill(theme.PANEL, opacity=VEIL)
        self.panel.move_to([(left + right) / 2, (top + area.bottom) / 2, 0])
        self.mark = label("?", size="title", color=theme.TEXT).scale(MARK_SCALE)
        self.mark.move_to(self.panel)
        self.mark.ground = theme.PANEL
        super().__init__(self.panel, self.mark)

    def doors(self) -> Doors:
        """Its two halves, closed: they stand where the panel does."""
        return Doors(self.panel)


class Doors(VGroup):
    """Two doors as large as a panel, which open to the left and to the right."""

    def __init__(self, panel: RoundedRectangle) -> None:
        halves = [
            Rectangle(width=panel.width / 2, height=panel.height)
            .match_style(panel)
            .set_fill(opacity=1)
            .move_to(panel, aligned_edge=side)
            for side in (LEFT, RIGHT)
        ]
        super().__init__(*halves)

    def opening(self) -> list[Animation]:
        """Let each become narrow at its outer edge."""
        return [
            door.animate.stretch_to_fit_width(NARROW).move_to(door, aligned_edge=side).build()
            for door, side in zip(self, (LEFT, RIGHT), strict=True)
        ]
