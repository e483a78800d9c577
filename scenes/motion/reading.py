"""A cursor reads a row of a picture, pixel by pixel."""

from __future__ import annotations

from typing import Any

from manim import Animation, linear

from scenes.mobjects.row_reader import RowReader


class ReadRow(Animation):
    """Glide the cursor to another column; the number steps through the pixels on the way.

    Parameters
    ----------
    reader
        Where it is now is where it starts.
    column
        Where it ends.

    Attributes
    ----------
    passing_values
        What a viewer sees go by; the ledger of the scene lists them.
    """

    def __init__(self, reader: RowReader, column: int, **kwargs: Any) -> None:
        self.start, self.end = reader.column, column
        low, high = sorted((round(self.start), column))
        self.passing_values = reader.values[low : high + 1]
        kwargs.setdefault("rate_func", linear)
        super().__init__(reader, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the cursor at its share of the way."""
        share = self.rate_func(alpha)
        self.mobject.read((1 - share) * self.start + share * self.end)
