"""Questions about act 3: why layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.analysis.filters import HORIZONTAL_EDGES
from network.analysis.what_if import connections_between, filter_sum
from scenes.editions.courses.question import chosen, count
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told


def true_connections(told: Told) -> Question | None:
    """How many weights join the last two layers."""
    before, after = told.subject.model.layer_sizes[-2:]
    if min(before, after) == 1:
        return None
    outcome = connections_between(before, after)
    return chosen(
        "true-connections",
        "does-it-really",
        _(
            "The lines at the end are real weights: they join the {before} neurons of one layer to"
            " the {after} outputs, each to each. How many are there?"
        ).format(before=count(before), after=count(after)),
        _("{before} times {after}: {right}.").format(
            before=count(before), after=count(after), right=count(outcome.right)
        ),
        outcome,
        count,
    )


def filter_on_flat_light(_told: Told) -> Question | None:
    """What an edge filter answers where there is no edge."""
    outcome = filter_sum(HORIZONTAL_EDGES, np.ones_like(HORIZONTAL_EDGES))
    return chosen(
        "filter-on-flat-light",
        "pixel-by-pixel",
        _(
            "Behind the filter's colors stand nine numbers, row by row: {rows}. To answer, it"
            " multiplies each pixel below it by its number and adds up. Now all pixels are white,"
            " so each is 1. What is the sum?"
        ).format(rows=_rows(HORIZONTAL_EDGES)),
        _("{right}: what one side adds, the other takes away. Even light has no edge.").format(
            right=count(outcome.right)
        ),
        outcome,
        count,
    )


def filter_on_an_edge(_told: Told) -> Question | None:
    """What an edge filter answers at an edge."""
    light = np.zeros_like(HORIZONTAL_EDGES)
    light[0] = 1
    outcome = filter_sum(HORIZONTAL_EDGES, light)
    return chosen(
        "filter-on-an-edge",
        "edges",
        _(
            "The same filter, with the rows {rows}, stands on an edge: the upper row of pixels is"
            " white, 1, the rest is black, 0. What is the sum?"
        ).format(rows=_rows(HORIZONTAL_EDGES)),
        _(
            "{right}: only the numbers of the upper row count, and nothing takes away from them."
        ).format(right=count(outcome.right)),
        outcome.with_slips(0.0, -outcome.right, float(light.sum())),
        count,
    )


def _rows(kernel: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return "; ".join(" ".join(map(count, row)) for row in kernel)


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "TheHopeForLayers": (true_connections,),
    "LayersOfAbstraction": (filter_on_flat_light, filter_on_an_edge),
}
