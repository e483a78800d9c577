"""Layers as one would hope they work, with the parts of digits beside their neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UL, UP, UR, DashedLine, VGroup

from scenes.mobjects.pen_parts import DIGIT_PARTS, SLOT, PartSum
from scenes.mobjects.text.typst_text import Words, label
from scenes.stage import theme
from scenes.stage.layout import fit, stage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from manim import Mobject, VMobject
    from manim.typing import Vector3D
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.network.neuron import NeuronColumn


DIGIT_SHARE = 0.78
"""Height of a digit, as a share of the way from row to row."""
TIGHT = 1.0
"""From part to part of a digit, in its heights, where they fill the width of the stage."""
SUM_GAP = 0.85
"""Between sums that stand in line."""
LINE_SHARE = 0.85
"""As `DIGIT_SHARE`, for the small rows of a tall stage."""
SMALL_PEN = 5.0
TITLE_HEIGHT = 0.4
"""Over a column, for its title."""
PARTS_WIDTH = 0.5
"""Left of the first column, for the parts that stand beside its neurons."""
LOOP_SHARE, MARK_SHARE = 1.5, 0.85
"""Height of the pen's digit whose loop fills a square of side 1, and of a mark in it."""


class HopedRoom:
    """Room left of the columns on a wide stage, above them on any other."""

    def __init__(self, diagram: NetworkDiagram) -> None:
        self.area, self.diagram = stage(), diagram
        self.first = diagram.columns[0]
        self.floor = max(float(c.get_top()[1]) for c in diagram.columns) + TITLE_HEIGHT

    def rows(self) -> dict[int, PartSum]:
        """Digits and their parts before there is a network: rows that fill the whole stage."""
        pitch = self.area.height / len(DIGIT_PARTS)
        slot = TIGHT if self.area.is_tall else SLOT
        widest = max(PartSum(digit, height=1.0, slot=slot).width for digit in DIGIT_PARTS)
        height = min(DIGIT_SHARE * pitch, 0.98 * self.area.width / widest)
        balanced = not self.area.is_wide
        rows = {
            digit: PartSum(digit, height=height, slot=slot, balanced=balanced)
            for digit in DIGIT_PARTS
        }
        for i, row in enumerate(rows.values()):
            row.shift(i * pitch * DOWN)
        VGroup(*rows.values()).move_to(self.area.center)
        return rows

    def head(self, title: Mobject) -> Mobject:
        """Put a title into the upper corner that stays free."""
        across, edge = (0, UL) if self.area.is_wide else (1, UR)
        return title.move_to(self.area.at(across, 1), aligned_edge=edge)

    def aside(self, rows: Mapping[int, PartSum], title: Mobject) -> VGroup:
        """What the rows become below the title, beside the network or in line above it."""
        ceiling = float(title.get_bottom()[1])
        if self.area.is_wide:
            small = VGroup(*rows.values()).copy()
            # Without hidden layers the first one stands far away.
            edge = self.first if len(self.diagram.columns) > 1 else self.diagram.strip
            room = edge.get_left()[0] - self.area.left
            fit(small, 0.84 * room, ceiling - self.area.bottom - 0.4)
            return small.move_to(self.area.at(0, 0), aligned_edge=DL)
        small = self._stacked(rows) if self.area.is_tall else self._in_line(rows, ceiling)
        for each in small:
            VGroup(each.written, each.parts).set_stroke(width=SMALL_PEN)
        return small

    def loop_place(self) -> tuple[NDArray[np.float64], float]:
        """Middle of a large loop, and the height of the digit that it belongs to."""
        if self.area.is_wide:
            return self._left_of(self.first), 0.66 * self.area.height
        middle, side = self._square()
        return middle, LOOP_SHARE * side

    def mark_place(self) -> tuple[NDArray[np.float64], float]:
        """Middle and height of a large question mark."""
        if self.area.is_wide:
            return self._left_of(self.diagram.strip), 0.33 * self.area.height
        middle, side = self._square()
        return middle, MARK_SHARE * side

    def note_at(self, note: Mobject, mark: Mobject) -> Mobject:
        """Put words about a mark below it, or right of it over the titles of the columns."""
        if self.area.is_wide:
            return note.next_to(mark, DOWN, buff=0.5)
        return note.next_to(mark, RIGHT, buff=0.5).set_y((self.area.top + self.floor) / 2)

    def title_width(self) -> float | None:
        """How wide titles of neighboring columns may be, where they stand close."""
        if len(self.diagram.columns) < 2:
            return None
        return float(self.diagram.columns[1].get_x() - self.first.get_x()) - 0.3

    def _stacked(self, rows: Collection[int]) -> VGroup:
        pitch = (self.area.top - self.floor) / len(DIGIT_PARTS)
        height = LINE_SHARE * pitch
        small = VGroup(*(PartSum(d, height=height, sign_size="body", balanced=True) for d in rows))
        for i, row in enumerate(small):
            row.shift(i * pitch * DOWN)
        return small.move_to(self.area.at(0, 1), aligned_edge=UL)

    def _in_line(self, rows: Collection[int], ceiling: float) -> VGroup:
        whole = sum(PartSum(digit, height=1.0, slot=TIGHT).width for digit in rows)
        height = (self.area.width - SUM_GAP * (len(rows) - 1)) / whole
        small = VGroup(
            *(PartSum(d, height=height, slot=TIGHT, sign_size="note", balanced=True) for d in rows)
        ).arrange(RIGHT, buff=SUM_GAP)
        return small.move_to([self.area.center[0], (ceiling + self.floor) / 2, 0])

    def _left_of(self, column: Mobject) -> NDArray[np.float64]:
        return np.array([(self.area.left + column.get_left()[0]) / 2, self.area.center[1], 0])

    def _square(self) -> tuple[NDArray[np.float64], float]:
        # In the upper left corner: over the titles, or else beside those of the first column.
        beside = float(self.first.get_left()[0]) - PARTS_WIDTH - self.area.left
        side = max(beside, self.area.top - self.floor)
        return np.array([self.area.left + side / 2, self.area.top - side / 2, 0]), side


PART_GAP = 0.16
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
        return part.set_stroke(width=THIN).next_to(self.chosen[index], LEFT, buff=PART_GAP)


LINK_GAP = 0.05
"""From the line to what it connects, in scene units."""


class HopedLink(DashedLine):
    """A quiet dashed line from one thing to another on its right."""

    def __init__(self, start: Mobject, end: Mobject) -> None:
        super().__init__(
            start.get_right() + LINK_GAP * RIGHT, end.get_left() + LINK_GAP * LEFT, dash_length=0.09
        )
        self.set_stroke(theme.SECONDARY, width=2)
