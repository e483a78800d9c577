"""A few numbers as bars of true length, each with its name below it."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Rectangle, VGroup

from scenes.mobjects.text import Words
from scenes.sourced import Sourced

NAME_DROP = 0.11
"""From a bar to its name."""


class NamedBars(VGroup):
    """Numbers of one kind, the largest of which takes the whole width.

    Parameters
    ----------
    names
        What the numbers are about.
    numbers
        In one unit.
    template
        What stands behind a bar, with the slot `{number}`.
    width
        Of the longest bar, scene units.
    colors
        Of the bars.
    pitch, thickness
        From bar to bar, and of each of them, scene units.

    Attributes
    ----------
    names, bars, values
        One of each for each number.
    """

    def __init__(
        self,
        names: Sequence[Words],
        numbers: Sequence[Sourced],
        *,
        template: str = "{number}",
        width: float,
        colors: Sequence[str],
        pitch: float = 1.25,
        thickness: float = 0.3,
    ) -> None:
        longest = max(number.value for number in numbers)
        self.names, self.bars, self.values = VGroup(), VGroup(), VGroup()
        for row, (name, number, color) in enumerate(zip(names, numbers, colors, strict=True)):
            bar = Rectangle(width=width * number.value / longest, height=thickness, stroke_width=0)
            bar.set_fill(color, opacity=1).move_to(row * pitch * DOWN, aligned_edge=LEFT)
            bar.fills = (number,)
            name.next_to(bar.get_corner(LEFT), DOWN, buff=0.5 * thickness + NAME_DROP).align_to(
                bar, LEFT
            )
            value = Words(template, size="body", number=number)
            value.next_to(bar, RIGHT, buff=0.25)
            self.names.add(name)
            self.bars.add(bar)
            self.values.add(value)
        super().__init__(self.names, self.bars, self.values)
