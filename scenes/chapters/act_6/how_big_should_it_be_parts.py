"""Where words stand beside the lines of the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, VGroup

from scenes.mobjects.plots.plot import PlotLine, at_line_ends, below_line_ends
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class NamePlaces:
    """Where words stand beside the lines of the plot.

    Attributes
    ----------
    name_room
        What is left free right of the plot.
    to_lines
        Puts names to lines.
    names_fade
        How long names take to leave, in seconds: lines may soon come their way.
    level_gap
        From the level of a network without hidden layers to its name.
    small_side, small_gap
        Above or below the ring of the small network what is told of it stands, and how far away.
    own_side, own_edge
        From the number of the film's own network to its name, and where the two are aligned.
    """

    name_room: float
    to_lines: Callable[[Sequence[Words], Sequence[PlotLine]], VGroup]
    names_fade: float
    level_gap: float
    small_side: NDArray[np.float64]
    small_gap: float
    own_side: NDArray[np.float64]
    own_edge: NDArray[np.float64]


def name_places() -> NamePlaces:
    """Names stand right of the lines on a wide stage, else below them, so that the plot is wide."""
    area = stage()
    if area.is_wide:
        return NamePlaces(
            name_room=2.4, to_lines=at_line_ends, names_fade=0.7, level_gap=0.12,
            small_side=UP, small_gap=0.35, own_side=RIGHT, own_edge=ORIGIN,
        )  # fmt: skip
    # The taller the plot, the steeper the lines: there is no room above them then.
    side, gap = (DOWN, 0.65) if area.is_tall else (UP, 0.75)
    return NamePlaces(
        name_room=0.25, to_lines=below_line_ends, names_fade=0.3, level_gap=0.2,
        small_side=side, small_gap=gap, own_side=UP, own_edge=LEFT,
    )  # fmt: skip
