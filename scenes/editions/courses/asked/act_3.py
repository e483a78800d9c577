"""Questions about act 3: why layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.analysis.what_if import connections_between, filter_sum
from scenes.editions.courses.question import chosen, count
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told

KERNEL = "measurement.edges.horizontal.kernel"


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


def filter_on_flat_light(told: Told) -> Question | None:
    """What an edge filter answers where there is no edge."""
    kernel = _kernel(told)
    if kernel is None:
        return None
    outcome = filter_sum(kernel, np.ones_like(kernel))
    return chosen(
        "filter-on-flat-light",
        "pixel-by-pixel",
        _(
            "The filter has these rows: {rows}. Now all pixels below it are white, so each is 1."
            " Which sum does it write down?"
        ).format(rows=_rows(kernel)),
        _("{right}: what one side adds, the other takes away. Even light has no edge.").format(
            right=count(outcome.right)
        ),
        outcome,
        count,
    )


def filter_on_an_edge(told: Told) -> Question | None:
    """What an edge filter answers at an edge."""
    kernel = _kernel(told)
    if kernel is None:
        return None
    light = np.zeros_like(kernel)
    light[0] = 1
    outcome = filter_sum(kernel, light)
    return chosen(
        "filter-on-an-edge",
        "edges",
        _(
            "The same filter, with the rows {rows}, stands on an edge: the upper row of pixels is"
            " white, 1, the rest is black, 0. Which sum does it write down?"
        ).format(rows=_rows(kernel)),
        _(
            "{right}: only the weights of the upper row count, and nothing takes away from them."
        ).format(right=count(outcome.right)),
        outcome.with_slips(0.0, -outcome.right, float(light.sum())),
        count,
    )


def _kernel(told: Told) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
    cells = dict(told.of(KERNEL))
    if not cells:
        return None
    kernel = np.zeros(tuple(1 + max(place[axis] for place in cells) for axis in (0, 1)))
    for place, value in cells.items():
        kernel[place] = value
    return kernel if len(cells) == kernel.size else None


def _rows(kernel: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return "; ".join(" ".join(map(count, row)) for row in kernel)


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "TheHopeForLayers": (true_connections,),
    "LayersOfAbstraction": (filter_on_flat_light, filter_on_an_edge),
}
