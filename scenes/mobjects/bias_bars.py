"""The biases of one layer as bars, neuron beside neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, Rectangle, VGroup

from scenes import theme
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from manim.typing import Point3DLike, Vector3D

    from scenes.sourced import SourcedArray

BAR_SHARE = 0.55
"""Of the room of a neuron, taken by its bar."""
READABLE_PITCH, READABLE_ROWS = 0.66, 0.36
"""With less room to a neuron, only the lowest and the highest bias are written out."""
SHORTEST = 0.01


class BiasBars(VGroup):
    """Bars that go up for positive biases and down for negative ones, or right and left.

    Parameters
    ----------
    biases
        Shape (neurons,).
    width
        Of all together.
    height
        Of the longest bar.
    color
        Of the bars.
    onward
        From neuron to neuron: to the right, or downward, and then width is height.

    Attributes
    ----------
    zero, bars, labels
        The parts; a number at the end of every bar, or of the two outermost ones.
    pitch
        From neuron to neuron, scene units.
    """

    def __init__(
        self,
        biases: SourcedArray,
        *,
        width: float,
        height: float,
        color: str,
        onward: Vector3D = RIGHT,
    ) -> None:
        self.biases = biases
        self.lies = onward is DOWN
        self.pitch = width / biases.size
        largest = float(np.abs(biases.values).max()) or 1.0
        self.bars, self.labels = VGroup(), VGroup()
        for place, bias in enumerate(biases):
            length = max(abs(bias.value) / largest * height, SHORTEST)
            bar = self._box(BAR_SHARE * self.pitch, length).set_fill(color, opacity=1)
            middle = ((place + 0.5) * self.pitch - width / 2) * onward
            bar.move_to(middle, aligned_edge=-self.away(place))
            bar.fills = (bias,)
            self.bars.add(bar)
        for place in self._written():
            tip, away = self.bars[place].get_edge_center(self.away(place)), self.away(place)
            self.labels.add(ValueLabel(biases[place]).next_to(tip, away, buff=0.12))
        self.zero = self._box(width, 0.015).set_fill(theme.SECONDARY, opacity=1)
        super().__init__(self.zero, self.bars, self.labels)

    def away(self, neuron: int) -> Vector3D:
        """From zero to the end of a neuron's bar, length 1."""
        positive = RIGHT if self.lies else UP
        return positive if self.biases.values[neuron] >= 0 else -positive

    def discs(self, shares: SourcedArray, *, at: Point3DLike) -> VGroup:
        """A disc for every bar, as bright as a share is large, in line with this point."""
        radius = min(0.2, 0.4 * self.pitch)
        discs = [Neuron(radius=radius).fire(share, share.value) for share in shares]
        for disc, bar in zip(discs, self.bars, strict=True):
            disc.move_to([at[0], bar.get_y(), 0] if self.lies else [bar.get_x(), at[1], 0])
        return VGroup(*discs)

    def _box(self, along: float, away: float) -> Rectangle:
        width, height = (away, along) if self.lies else (along, away)
        return Rectangle(width=width, height=height, stroke_width=0)

    def _written(self) -> list[int]:
        if self.pitch >= (READABLE_ROWS if self.lies else READABLE_PITCH):
            return list(range(self.biases.size))
        return sorted({int(self.biases.values.argmin()), int(self.biases.values.argmax())})
