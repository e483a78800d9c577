"""Quiet words about the picture of a network, where the frame has room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UL, UP

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.text import Name, Words

if TYPE_CHECKING:
    from manim.typing import Vector3D

    from scenes.mobjects.network_diagram import NetworkDiagram
    from scenes.sourced import Sourced

GAP = 0.35


class PictureNote(Words):
    """Words over or under the picture on a wide stage, right of it on any other.

    Parameters
    ----------
    diagram
        Whose picture it is.
    template, slots
        As of `Words`.
    side
        `UP` or `DOWN`, on a wide stage.
    gap
        From the picture, on a wide stage.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        template: str,
        *,
        side: Vector3D = UP,
        gap: float = GAP,
        **slots: Sourced | Name,
    ) -> None:
        area, corner = stage(), diagram.places.aside
        width = diagram.places.image_side if area.is_wide else area.right - float(corner[0])
        super().__init__(
            template,
            size="note",
            color=theme.SECONDARY,
            width=width,
            align="center" if area.is_wide else "left",
            balanced=True,
            **slots,
        )
        if area.is_wide:
            self.next_to(diagram.image_frame, side, buff=gap)
        else:
            self.move_to(corner, aligned_edge=UL)
