"""Where a layer is written down: beside its picture, and on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim import UL, UR

from scenes.layout import PICTURE_GAP, Stage, stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.mobjects.network_diagram import NetworkDiagram

BESIDE = 0.6
"""Between the first layer's neurons and what is written right of them."""


@dataclass(frozen=True)
class NotationRoom:
    """The rooms of formulas, of what explains them, of a program and of times.

    Attributes
    ----------
    formula
        The first layer in one line, in the middle of this room.
    legend
        From the middle of its first row to that of its last one.
    legend_size
        Of its words.
    matrix
        The picture of the first layer's weights, with its letters.
    lines
        Every layer in one line, from the upper left corner on.
    line_gap
        Between two of them.
    code
        The program, in the corner at `code_corner`.
    code_corner
        A direction, as manim has it.
    code_size
        Of its letters.
    times
        Bars, the longest `bar_width` long, and below them how they were measured.
    bar_width, bar_pitch
        In scene units.
    """

    formula: Stage
    legend: Stage
    legend_size: str
    matrix: Stage
    lines: Stage
    line_gap: float
    code: Stage
    code_corner: NDArray[np.float64]
    code_size: str
    times: Stage
    bar_width: float
    bar_pitch: float


def notation_room(diagram: NetworkDiagram) -> NotationRoom:
    """Rooms around the first layer pair of a network, and for when it is gone."""
    area = stage()
    left = float(diagram.columns[0].get_right()[0]) + BESIDE
    if area.is_wide:
        middle = area.at(0, 0.46)[1]
        upper = Stage(area.left + 0.1, area.right - 0.1, area.top - 0.6, area.center[1])
        return NotationRoom(
            formula=Stage(left, area.right, area.top - 0.9, area.top - 1.5),
            legend=Stage(left, area.right, 1.15, 1.15 - 4 * 0.68),
            legend_size="note",
            matrix=Stage(left, area.right, middle + 1.5, middle - 1.5),
            lines=upper,
            line_gap=0.55,
            code=upper,
            code_corner=UR,
            code_size="body",
            times=replace(area, top=upper.bottom),
            bar_width=0.52 * area.width,
            bar_pitch=1.25,
        )
    picture, size = diagram.image_frame, "body" if area.is_tall else "note"
    under = float(picture.get_bottom()[1])
    below = Stage(left, area.right, under - PICTURE_GAP, area.bottom)
    heights = (3.15, 2.0, 3.15) if area.is_tall else (1.95, 1.45, 2.45)
    lines, code, times = area.rows(*heights, gap=(area.height - sum(heights)) / 2)
    return NotationRoom(
        formula=Stage(float(picture.get_right()[0]) + PICTURE_GAP, area.right, area.top, under),
        legend=below.inset(0.0, 0.22 * below.height),
        legend_size=size,
        matrix=below.inset(0.0, 0.14 * below.height),
        lines=lines,
        line_gap=0.8 if area.is_tall else 0.2,
        code=code,
        code_corner=UL,
        code_size=size,
        times=times,
        bar_width=0.7 * area.width,
        bar_pitch=1.6 if area.is_tall else 0.95,
    )
