"""Sourced values: a number at full precision with the path of the record that it was read from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.stage.scales import full_color, full_light

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.subject.languages import Language

MINUS = "\N{MINUS SIGN}"
LARGE = 10_000_000
"""From here on a number is shown without decimals."""


@dataclass(frozen=True)
class Sourced:
    """One number that a viewer sees.

    Attributes
    ----------
    source
        Where it was read, such as `trace.layers[0].pre_activations[7]`.
    decimals
        How many are shown; None shows a count or an index as it is.
    signed
        Whether a plus sign stands before a positive number.
    """

    value: float
    source: str
    decimals: int | None = 2
    signed: bool = False
    percent: bool = False

    def text_in(self, language: Language) -> str:
        """What stands on screen."""
        text = self._rounded
        if float(text.replace(",", "")) == 0:
            text = text.replace("-", "").replace("+", "")
        text = language.number(text).replace("-", MINUS)
        return text + ("%" if self.percent else "")

    @property
    def _rounded(self) -> str:
        """The only place in the project where a number is rounded."""
        shown = 100 * self.value if self.percent else self.value
        sign = "+" if self.signed else "-"
        # Of what is so large nobody reads the decimals, and it has to fit.
        digits = 0 if self.decimals is None or abs(shown) >= LARGE else self.decimals
        return f"{shown:{sign},.{digits}f}"

    def shown_as(self, **changes: Any) -> Sourced:
        """The same number shown with other `decimals`, `signed` or `percent`."""
        return replace(self, **changes)


@dataclass(frozen=True, eq=False)
class SourcedArray:
    """An array of any shape, read-only, that a viewer sees as fills, widths or bars.

    Attributes
    ----------
    source
        Path of the array; the index of each number is appended.
    offset
        Added to every index: where a slice of a larger array begins.
    prefix
        Put before every index: which row of a larger array this is.
    """

    values: NDArray[np.float64]
    source: str
    offset: tuple[int, ...] | None = None
    prefix: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    def __deepcopy__(self, memo: dict[int, Any]) -> SourcedArray:
        """Return itself: mobjects are copied often, what they show does not change."""
        return self

    def __getitem__(self, index: int | tuple[int, ...]) -> Sourced:
        """One number of the array with its own path."""
        place = index if isinstance(index, tuple) else (index,)
        if len(place) != self.values.ndim:
            msg = f"{self.source}: expected {self.values.ndim} indices, got {len(place)}"
            raise IndexError(msg)
        start = self.offset or (0,) * len(place)
        within = (int(i) + s for i, s in zip(place, start, strict=True))
        name = ",".join(str(i) for i in (*self.prefix, *within))
        return Sourced(float(self.values[place]), f"{self.source}[{name}]")

    @property
    def full_color(self) -> Sourced:
        """The end of the scale on which these numbers are colors: beyond, all are alike."""
        return self._scale_end("full_color", full_color(self.values))

    @property
    def full_light(self) -> Sourced:
        """The end of the scale on which these numbers are light of connections."""
        return self._scale_end("full_light", full_light(self.values))

    def _scale_end(self, name: str, value: float) -> Sourced:
        if self.offset is not None and any(self.offset):
            msg = f"{self.source}: a part has no scale of its own"
            raise IndexError(msg)
        row = f"[{','.join(map(str, self.prefix))}]" if self.prefix else ""
        return Sourced(value, f"{self.source}{row}.{name}")

    def row(self, index: int) -> SourcedArray:
        """One row, such as the weights into one neuron; its numbers keep their paths."""
        if self.values.ndim < 2 or not 0 <= index < len(self.values):
            msg = f"{self.source}: no row {index} in an array of shape {self.values.shape}"
            raise IndexError(msg)
        start = self.offset or (0,) * self.values.ndim
        return SourcedArray(
            self.values[index], self.source, start[1:], (*self.prefix, index + start[0])
        )

    def part(self, start: int, stop: int | None = None) -> SourcedArray:
        """Some consecutive numbers of a vector; they keep the paths they have here."""
        if self.values.ndim != 1:
            msg = f"{self.source}: only a vector has parts, got shape {self.values.shape}"
            raise IndexError(msg)
        (before,) = self.offset or (0,)
        return SourcedArray(self.values[start:stop], self.source, (before + start,), self.prefix)

    def __iter__(self) -> Iterator[Sourced]:
        """Every number of the array, the last index fastest."""
        return itertools.starmap(Sourced, self.named())

    def named(self) -> Iterator[tuple[float, str]]:
        """Every number with its path, the last index fastest."""
        start = self.offset or (0,) * self.values.ndim
        axes = [
            [str(index) for index in range(first, first + length)]
            for first, length in zip(start, self.values.shape, strict=True)
        ]
        rows = [str(index) for index in self.prefix]
        paths = (f"{self.source}[{','.join([*rows, *at])}]" for at in itertools.product(*axes))
        return zip(self.values.ravel().tolist(), paths, strict=True)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return int(self.values.size)
