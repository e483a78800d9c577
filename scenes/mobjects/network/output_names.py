"""Names beside outputs: of all of them where there is room, else of those that matter."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

NAME_PITCH = 0.38
"""Between names at least, scene units."""


def is_roomy(ys: NDArray[np.float64]) -> bool:
    """Whether outputs at these heights are far enough apart for a large name beside each."""
    return pitch_of(ys) >= NAME_PITCH


def name_heights(ys: NDArray[np.float64], spoken_of: Iterable[int] = ()) -> dict[int, float]:
    """Which outputs have a name, and the height at which it stands.

    Where outputs are nearer to each other than names can be, named are those that are spoken of,
    then the first, the last and round numbers between, as far as there is room. A lone output has
    no name: there is nothing to tell it from.

    Parameters
    ----------
    ys
        Heights of the outputs, from the first at the top to the last.
    spoken_of
        Indices of outputs that need a name; where they are too near, their names move apart.
    """
    if len(ys) < 2:
        return {}
    if pitch_of(ys) >= NAME_PITCH:
        return dict(enumerate(map(float, ys)))
    needed = sorted(set(spoken_of))
    apart = _moved_apart([float(ys[i]) for i in needed], float(ys[0]), float(ys[-1]))
    heights = dict(zip(needed, apart, strict=True))
    for i in (0, len(ys) - 1, *_round_indices(ys)):
        if all(abs(ys[i] - y) >= NAME_PITCH for y in heights.values()):
            heights[i] = float(ys[i])
    return heights


def pitch_of(ys: NDArray[np.float64]) -> float:
    """Distance from output to output; infinite where there is one only."""
    return float(ys[0] - ys[1]) if len(ys) > 1 else np.inf


def _round_indices(ys: NDArray[np.float64]) -> Iterator[int]:
    """Multiples of the smallest of 1, 2, 5, 10, 20, ... that leaves room for their names."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if step * pitch_of(ys) >= NAME_PITCH)
    yield from range(0, len(ys), step)


def _moved_apart(ys: Sequence[float], top: float, bottom: float) -> list[float]:
    """Descending heights as near to these as can be, `NAME_PITCH` or more from each other."""
    groups: list[list[float]] = []
    for y in ys:
        groups.append([y])
        while len(groups) > 1 and _lowest(groups[-2]) - NAME_PITCH < _highest(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    heights = [_highest(group) - NAME_PITCH * i for group in groups for i in range(len(group))]
    down = max(0.0, heights[0] - top) if heights else 0.0
    up = max(0.0, bottom - heights[-1]) if heights else 0.0
    return [y - down + up for y in heights]


def _highest(group: Sequence[float]) -> float:
    return sum(group) / len(group) + NAME_PITCH * (len(group) - 1) / 2


def _lowest(group: Sequence[float]) -> float:
    return _highest(group) - NAME_PITCH * (len(group) - 1)
