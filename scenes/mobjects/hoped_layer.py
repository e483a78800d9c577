"""What we hope that a layer finds: parts beside some of its neurons, under a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes.mobjects.text import Words, label

if TYPE_CHECKING:
    from manim import VMobject
    from manim.typing import Vector3D

    from scenes.mobjects.neuron import NeuronColumn

GAP = 0.16
"""Between a part and its neuron, in scene units."""
LARGEST = 0.62
SHARE = 0.85
"""How much of the way from one chosen neuron to the next a part may take."""
THIN = 3.5
"""Width of a part's stroke."""


class HopedLayer(VGroup):
    """A title over a column of neurons, and a question mark to go behind it.

    Parameters
    ----------
    neurons
        Of the layer.
    words
        What its neurons are hoped to find.
    parts
        How many of them have a part beside them: no more than there are neurons.
    width
        What of a title is longer than that stands out to one side; without it, to both.
    outward
        To which side, `LEFT` or `RIGHT`.

    Attributes
    ----------
    chosen
        The neurons with a part, evenly over the column.
    room
        How large a part may be.
    title, doubt
        The title, and the question mark, which is not on stage by itself.
    """

    def __init__(
        self,
        neurons: NeuronColumn,
        words: str,
        *,
        parts: int,
        color: str,
        width: float | None = None,
        outward: Vector3D = RIGHT,
    ) -> None:
        count = min(parts, len(neurons))
        places = np.linspace(0, len(neurons), 2 * count + 1)[1::2]
        self.chosen = [neurons[int(place)] for place in places]
        self.room = min(LARGEST, SHARE * float(neurons.height) / count)
        self.title = Words(words, size="note", color=color).next_to(neurons, UP, buff=0.12)
        if width is not None:
            self.title.shift(max(0.0, (self.title.width - width) / 2) * outward)
        self.doubt = label("?", color=color).next_to(self.title, RIGHT, buff=0.06)
        super().__init__(self.title)

    def beside(self, index: int, part: VMobject) -> VMobject:
        """Put a part to the left of one of the chosen neurons."""
        return part.set_stroke(width=THIN).next_to(self.chosen[index], LEFT, buff=GAP)
