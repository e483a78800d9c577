"""A network as one would hope it works: what each neuron looks for is drawn inside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, Square, VGroup

from scenes.mobjects.network.hoped_neuron import HopedLink, HopedNeuron
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.pen_parts import DIGIT_PARTS, PenDigit, PenPart, small_edges
from scenes.mobjects.text.typst_text import Words
from scenes.stage import theme
from scenes.stage.layout import Stage, square, stage

if TYPE_CHECKING:
    from manim import VMobject
    from numpy.typing import NDArray

PARTS_DOWN = ("upper loop", "long line", "lower loop", "slant", "bar")
DIGITS_DOWN = (9, 8, 4)
"""From top to bottom, in the order of their coming: a loop above the line below it."""
EDGES = {"upper loop": 5, "long line": 2}
"""How many small edges make a part, the parts from top to bottom."""
EDGE_SPAN, EDGE_APART, EDGE_WIDTH = 1.5, 0.55, 5.5
"""Size of such a part in radii, how far out its edges lie, and their width."""
PAPER_GAP, PAPER_SHARE = 0.7, 0.75
"""From the sheet to the neurons of the parts, and its side at most, in heights of the columns."""
PAPER_INK, PAPER_PEN = 0.74, 6.5
"""Height of a digit on the sheet, in its sides, and the width of the pen for a height of 1."""
HEADLINE = 0.85
"""Height above the columns."""
ONE_LINE, TWO_LINES = 0.6, 1.1
"""Height of their names below them, on a wide stage and on any other."""
RADIUS, LARGEST = 0.43, 0.85
"""Of the way from a neuron to the next; and at most, in scene units."""
ACROSS = 0.29
"""A neuron's radius at most, of the way from a column to the next."""
INK = 1.5
"""Height of a digit in a neuron, in radii."""
PART_INK, TOWARD_MIDDLE, FILLED = 2.0, 0.4, 0.84
"""The same for a part, which lies nearly where it lies in the digit, and how far out it reaches."""


class Paper(VGroup):
    """A sheet on which a pen writes digits and their parts."""

    def __init__(self, room: Stage) -> None:
        self.sheet = Square(room.width, color=theme.RULE, stroke_width=2.25).move_to(room.center)
        self.sheet.set_fill("#000000", opacity=1)
        super().__init__(self.sheet)

    def strokes(self, *names: str) -> VGroup:
        """Parts as they lie in a digit that fills the sheet."""
        height = PAPER_INK * self.sheet.height
        found = VGroup(*(PenPart(name, height=height) for name in names))
        return found.set_stroke(width=PAPER_PEN * height).shift(self.sheet.get_center())


class HopedNetwork:
    """Columns of neurons for small edges, parts, and digits; links lead to the right.

    Attributes
    ----------
    digits, parts
        Neurons by digit and by name of the part.
    edges_of
        Those of the small edges of some parts, by name of the part, from top to bottom.
    paper
        Where they stand: a sheet to write on until they come.
    """

    def __init__(self) -> None:
        self.area = stage()
        names = ONE_LINE if self.area.is_wide else TWO_LINES
        below = replace(self.area, top=self.area.top - HEADLINE, bottom=self.area.bottom + names)
        self.spacing = below.width / 2.6
        x = below.right - 0.3 * self.spacing
        self.digits = {
            digit: HopedNeuron(PenDigit(digit, height=INK * radius), center, radius)
            for digit, (center, radius) in zip(
                DIGITS_DOWN, self._places(below, x, len(DIGITS_DOWN)), strict=True
            )
        }
        self.parts = {
            name: HopedNeuron(VGroup(_inside(name, radius)), center, radius)
            for name, (center, radius) in zip(
                PARTS_DOWN, self._places(below, x - self.spacing, len(PARTS_DOWN)), strict=True
            )
        }
        self.edges_of = self._edges_of(below, x - 2 * self.spacing)
        left_of_parts = min(float(part.get_left()[0]) for part in self.parts.values())
        room = replace(below, right=left_of_parts - PAPER_GAP)
        self.paper = Paper(square(room.center, min(room.width, PAPER_SHARE * room.height)))

    @property
    def edges(self) -> list[HopedNeuron]:
        """Those of all small edges, from top to bottom."""
        return [edge for edges in self.edges_of.values() for edge in edges]

    def links_to(self, digit: int) -> list[HopedLink]:
        """Those from the parts of a digit."""
        return [HopedLink(self.parts[name], self.digits[digit]) for name in DIGIT_PARTS[digit]]

    def name(self, words: str, neuron: HopedNeuron) -> Words:
        """Name the column of a neuron, below it."""
        width = None if self.area.is_wide else 0.85 * self.spacing
        found = Words(words, size="note", color=theme.SECONDARY, width=width, balanced=True)
        x = neuron.disc.get_x()
        found.move_to([x, self.area.bottom, 0], aligned_edge=DOWN)
        beyond = self.area.left - found.get_left()[0], found.get_right()[0] - self.area.right
        return found.shift(max(beyond[0], 0.0) * RIGHT + max(beyond[1], 0.0) * LEFT)

    def _places(self, area: Stage, x: float, count: int) -> list[tuple[NDArray[np.float64], float]]:
        pitch = area.height / count
        radius = min(RADIUS * pitch, ACROSS * self.spacing, LARGEST)
        ys = area.top - pitch * (np.arange(count) + 0.5)
        return [(np.array([x, y, 0.0]), radius) for y in ys]

    def _edges_of(self, area: Stage, x: float) -> dict[str, list[HopedNeuron]]:
        places = iter(self._places(area, x, sum(EDGES.values())))
        return {
            name: [_edge(piece, *next(places)) for piece in pieces_down(_centered(name), count)]
            for name, count in EDGES.items()
        }


def pieces_down(part: PenPart, count: int) -> list[VMobject]:
    """The small edges of a part, lying where they lay in it, from top to bottom."""
    return sorted(small_edges(part, count), key=lambda piece: -piece.get_y())


def _centered(name: str) -> PenPart:
    """A part around the origin, of size 1."""
    part = PenPart(name).move_to(np.zeros(3))
    return part.scale(1 / max(part.width, part.height))


def _edge(piece: VMobject, center: NDArray[np.float64], radius: float) -> HopedNeuron:
    piece.set_stroke(width=EDGE_WIDTH).scale(EDGE_SPAN * radius, about_point=np.zeros(3))
    return HopedNeuron(VGroup(piece.move_to(EDGE_APART * piece.get_center())), center, radius)


class Carry(Animation):
    """Light runs along a link, from its beginning to its end."""

    mobject: HopedLink

    def begin(self) -> None:
        """Note how it looks when it is lit."""
        self.lit = self.mobject.copy().light_up()
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Light the dashes up to a share of the way."""
        front = self.rate_func(alpha) * len(self.mobject)
        dashes = zip(self.mobject, self.starting_mobject, self.lit, strict=True)
        for i, (dash, dark, lit) in enumerate(dashes):
            dash.interpolate_color(dark, lit, min(max(front - i, 0.0), 1.0))


def around(neuron: HopedNeuron, stroke: VMobject) -> Neuron:
    """The circle of a part around the same part elsewhere, which may be larger."""
    ratio = stroke.height / neuron.strokes.height
    way = neuron.disc.get_center() - neuron.strokes.get_center()
    return Neuron(radius=ratio * neuron.disc.width / 2).move_to(stroke.get_center() + ratio * way)


def _inside(name: str, radius: float) -> PenPart:
    part = PenPart(name, height=PART_INK * radius)
    part.shift(-TOWARD_MIDDLE * part.get_center())
    reach = float(np.linalg.norm(part.points, axis=1).max())
    return part.scale(min(1.0, FILLED * radius / reach), about_point=np.zeros(3))


def spread(neurons: VGroup, count: int) -> list[Neuron]:
    """So many neurons of a column, or all if there are fewer, evenly over it."""
    count = min(count, len(neurons))
    return [neurons[int(place)] for place in np.linspace(0, len(neurons), 2 * count + 1)[1::2]]
