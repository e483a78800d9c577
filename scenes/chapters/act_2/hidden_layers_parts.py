"""Hidden layers with their sizes and question marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words, label
from scenes.stage import theme
from scenes.stage.layout import network_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

BESIDE = 0.2
"""Between a column and its number, scene units; less where the next column is near."""
NARROWEST = 0.56
"""Number and question mark are as wide as each other, and at least so wide."""
APART = 0.45
"""How far a question mark stands above the middle."""


class HiddenNeurons(VGroup):
    """The hidden layers of a network at their usual places, each with its size.

    Parameters
    ----------
    layer_sizes
        Input and output included; they have a say in where the others stand.
    """

    def __init__(self, layer_sizes: Sequence[Sourced]) -> None:
        places = network_places([int(size.value) for size in layer_sizes])
        xs = [float(column[0, 0]) for column in places.columns]
        hidden = slice(1, -1)
        self.columns, self.sizes, self.marks = VGroup(), VGroup(), VGroup()
        for centers, radius, size, gap in zip(
            places.columns[hidden],
            places.radii[hidden],
            layer_sizes[hidden],
            np.diff(xs)[1:],
            strict=True,
        ):
            self.columns.add(NeuronColumn(centers, radius=radius))
            number = Badge(Words("{count}", count=size), width=NARROWEST)
            # Halfway to the next layer where there is no more room than that.
            beside = min(BESIDE, (gap - 2 * radius - number.width) / 2)
            side = centers.mean(axis=0) + (radius + beside) * RIGHT
            mark = Badge(label("?", size="title", color=theme.TEXT), width=number.width)
            self.marks.add(mark.move_to(side, aligned_edge=LEFT).shift(APART * UP))
            self.sizes.add(number.next_to(mark, DOWN, buff=0.12).align_to(mark, LEFT))
        super().__init__(self.columns, self.sizes, self.marks)

    def neurons(self) -> VGroup:
        """All neurons, layer after layer."""
        return VGroup(*(neuron for column in self.columns for neuron in column))
