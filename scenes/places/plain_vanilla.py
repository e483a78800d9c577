"""Where the parts of `PlainVanilla` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP

from scenes.layout import Stage
from scenes.mobjects.network_diagram import NetworkDiagram
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

SKETCH_SHARE = 0.34
"""Largest width of a sketch, as a share of a wide stage's."""
NOTE_HEIGHT = 0.4
"""Of the note above the sketches, scene units."""
LARGER = 1.45
NAME_GAP, ROW_GAP = 0.3, 0.55
"""Between a sketch and its name, and below that, scene units."""
RADIUS = 0.85
WORDS_ROOM = 3.1
"""For these words at the neuron's right, with the gap."""


@dataclass(frozen=True)
class Sketches:
    """Where the sketches stand: two by two, or below each other on a tall stage.

    Attributes
    ----------
    cells
        Room for each sketch with its name under it.
    names
        Room for each name at the left of its sketch; none where the names stand below.
    width
        Largest width of a sketch.
    note
        Room for what is said of all of them: between them on a wide stage, above on any other.
    """

    cells: tuple[Stage, ...]
    names: tuple[Stage, ...]
    width: float
    note: Stage

    @classmethod
    def on(cls, area: Stage) -> Sketches:
        """Places on a stage."""
        if area.is_wide:
            width = SKETCH_SHARE * area.width
            between = area.inset(width / 2 + area.width / 4, 0)
            return cls(area.cells(2, 2, gap=0), (), width, between)
        below = replace(area, top=area.top - NOTE_HEIGHT)
        above = replace(area, bottom=below.top)
        if area.is_tall:
            names, sketches = below.columns(0.38, 0.62, gap=0)
            return cls(sketches.cells(4, 1, gap=0), names.cells(4, 1, gap=0), sketches.width, above)
        cells = below.cells(2, 2, gap=0)
        return cls(cells, (), 0.85 * cells[0].width, above)

    def put(self, index: int, sketch: Mobject, words: str) -> Words:
        """Put a sketch into its place, and return its name at the name's place."""
        cell = self.cells[index]
        if self.names:
            beside = self.names[index]
            name = Words(words, width=beside.width, align="left", balanced=True)
            name.move_to(beside.at(0, 0.5), aligned_edge=LEFT)
            room = cell.inset(0, ROW_GAP / 2)
        else:
            name = Words(words).set_x(cell.center[0])
            # A long name may reach into the cell before its own, but not over the stage's edge.
            name.shift(min(0.0, cell.right - name.get_right()[0]) * RIGHT)
            name.shift((cell.bottom + ROW_GAP - name.baseline) * UP)
            room = replace(cell, bottom=name.get_top()[1] + NAME_GAP)
        scale = min(LARGER, self.width / sketch.width, room.height / sketch.height)
        sketch.scale(scale).move_to(room.center)
        return name


@dataclass(frozen=True)
class Remarks:
    """Where things stand that are said about the network, in the room of its picture.

    Attributes
    ----------
    title
        Room for its name.
    neuron, radius
        Middle of the large neuron, and how large it is.
    words
        At which side of that neuron the words about it stand.
    """

    title: Stage
    neuron: NDArray[np.float64]
    radius: float
    words: NDArray[np.float64]

    @classmethod
    def on(cls, area: Stage, diagram: NetworkDiagram) -> Remarks:
        """At the left of the network, or above it; the words then at the neuron's right."""
        if area.is_wide:
            strip, (_x, y, _z) = diagram.strip, diagram.places.image
            title = Stage(
                area.left, float(strip.get_left()[0]) - 0.4, area.at(0, 0.985)[1], area.bottom
            )
            neuron = np.array([(area.left + strip.get_x()) / 2, y, 0.0])
            return cls(title, neuron, RADIUS, DOWN)
        head = replace(area, bottom=area.top - diagram.places.image_side)
        radius = min(RADIUS, head.height / 2)
        if area.is_tall:
            return cls(head, head.at(0, 0) + radius * (UP + RIGHT), radius, RIGHT)
        neuron = head.at(1, 0.5) - (WORDS_ROOM + radius) * RIGHT
        return cls(replace(head, right=neuron[0] - radius), neuron, radius, RIGHT)
