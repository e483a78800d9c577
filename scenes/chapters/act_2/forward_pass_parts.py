"""The legend of the network's connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, UP, Line, VGroup

from scenes.mobjects.text.typst_text import Words, em, note
from scenes.stage import theme
from scenes.subject.words import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced

SAMPLE = 0.45
"""Length of the line that shows a color, scene units."""
LINE_HEIGHT = 1.6 * em("note")


class ConnectionLegend(VGroup):
    """How many connections there are, the colors of both signs, and what is bright.

    Parameters
    ----------
    corner
        Where the first line begins, at its upper left, shape (3,).

    Attributes
    ----------
    at_rest, in_flow
        What is bright in a network at rest, and when a signal runs: two texts for one place, of
        which the second one is not on stage at first.
    """

    def __init__(
        self, connections: Sourced, palette: theme.Palette, *, corner: NDArray[np.float64]
    ) -> None:
        template = _("{connections} connections")
        self.heading = _line(note(template, connections=connections))
        self.positive = _sample(note(_("positive weight")), palette.positive)
        self.negative = _sample(note(_("negative weight")), palette.negative)
        self.at_rest = _line(note(_("bright: large weight")))
        self.in_flow = _line(note(_("bright: weight × activation")))
        places = (self.heading, self.positive, self.negative, self.at_rest)
        for place, line in enumerate((*places, self.in_flow)):
            below = min(place, len(places) - 1) * LINE_HEIGHT + em("note")
            line.shift(corner + below * DOWN)
        super().__init__(*places)


def _line(words: Words) -> Words:
    return words.shift(-words.get_left()[0] * RIGHT - words.baseline * UP)


def _sample(words: Words, color: str) -> VGroup:
    height = em("note") / 4
    line = Line(height * UP, height * UP + SAMPLE * RIGHT).set_stroke(color, width=3)
    return VGroup(line, _line(words).shift((SAMPLE + 2 * height) * RIGHT))
