"""One line under a list of terms: what it is on the left, its number on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, UP, VGroup

from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme

if TYPE_CHECKING:
    from scenes.subject.sourced import Sourced


class Tally(VGroup):
    """A named number: the name begins at `left`, the number ends at `right`, its digits around `y`.

    Without a color the name is quiet and the number bright. The size is the number's.
    """

    def __init__(
        self,
        words: str,
        sourced: Sourced,
        *,
        left: float,
        right: float,
        y: float,
        color: str | None = None,
        size: str = "body",
    ) -> None:
        self.value = ValueLabel(sourced, size=size, color=color or theme.TEXT, align="right")
        self.value.end_at(right, y)
        self.words = Words(words, color=color or theme.SECONDARY)
        self.words.set_x(left, direction=-RIGHT)
        # Letters and digits share a line, whatever reaches below it.
        self.words.shift((self.value.baseline - self.words.baseline) * UP)
        super().__init__(self.words, self.value)
