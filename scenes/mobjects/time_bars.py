"""Two times as bars of true length, each with its name before it."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Rectangle, VGroup

from scenes import theme
from scenes.mobjects.text import Words
from scenes.sourced import Sourced

THICKNESS = 0.3
PITCH = 1.25


class TimeBars(VGroup):
    """Times, the longest of which takes the whole width.

    Parameters
    ----------
    names
        What took so long.
    times
        In one unit.
    unit
        What stands behind a number, with the slot `{time}`.
    width
        Of the longest bar, scene units.
    colors
        Of the bars.

    Attributes
    ----------
    names, bars, values
        One of each for each time.
    """

    def __init__(
        self,
        names: Sequence[str],
        times: Sequence[Sourced],
        *,
        unit: str,
        width: float,
        colors: Sequence[str],
    ) -> None:
        longest = max(time.value for time in times)
        self.names, self.bars, self.values = VGroup(), VGroup(), VGroup()
        for row, (name, time, color) in enumerate(zip(names, times, colors, strict=True)):
            bar = Rectangle(width=width * time.value / longest, height=THICKNESS, stroke_width=0)
            bar.set_fill(color, opacity=1).move_to(row * PITCH * DOWN, aligned_edge=LEFT)
            bar.fills = (time,)
            words = Words(name, size="note", color=theme.SECONDARY)
            words.next_to(bar.get_corner(LEFT), DOWN, buff=0.26).align_to(bar, LEFT)
            value = Words(unit, size="body", time=time)
            value.next_to(bar, RIGHT, buff=0.25)
            self.names.add(words)
            self.bars.add(bar)
            self.values.add(value)
        super().__init__(self.names, self.bars, self.values)
