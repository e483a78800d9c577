"""Terms and their values, one a line, above a rule and the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.mobjects.text import Words
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.sourced import Sourced

WIDEST_PITCH = 0.62
GAP = 0.25
"""Between a term and its value, scene units."""
ABOVE_TOTAL = 0.36


class CountLedger(VGroup):
    """A short sum, written as on paper.

    Parameters
    ----------
    terms
        Words such as `784 x 16`, and what each comes to.
    total
        The number below the rule, as it is first.
    left, right, middle, height
        What the ledger fills; `middle` is its height on the stage.

    Attributes
    ----------
    terms, values
        One of each a line.
    rule, total
        Below them.
    """

    def __init__(
        self,
        terms: Sequence[tuple[Words, Sourced]],
        total: Sourced,
        *,
        left: float,
        right: float,
        middle: float,
        height: float,
    ) -> None:
        # The total is set larger: it takes two lines.
        lines = len(terms) + 2
        pitch = min(WIDEST_PITCH, height / lines)
        top = middle + pitch * (lines - 1) / 2
        self.terms, self.values = VGroup(), VGroup()
        for line, (term, sourced) in enumerate(terms):
            y = top - line * pitch
            value = ValueLabel(sourced, size="body", align="right")
            # By the strut: a comma reaches below the line.
            value.set_x(right, direction=RIGHT).shift((y - value.submobjects[0].get_y()) * UP)
            room = right - left - value.width - GAP
            if term.width > room:
                term.scale(room / term.width)
            term.set_x(left, direction=-RIGHT)
            self.terms.add(_on_the_line_of(value, term))
            self.values.add(value)
        y = top - (len(terms) - 0.3) * pitch
        self.rule = Line(np.array([left, y, 0]), np.array([right, y, 0]))
        self.rule.set_stroke(theme.SECONDARY, width=2)
        self.total = ValueLabel(total, size="title", align="right")
        self.total.set_x(right, direction=RIGHT).set_y(y - ABOVE_TOTAL, direction=UP)
        super().__init__(self.terms, self.values, self.rule, self.total)


def _on_the_line_of(value: ValueLabel, term: Words) -> Words:
    line = value.submobjects[0].get_bottom()[1]
    return term.shift((line - term[0].get_edge_center(DOWN)[1]) * UP)
