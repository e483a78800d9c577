"""Questions about act 6: the epilogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from network.analysis.what_if import parameters_of_one_layer
from scenes.editions.courses.asked.act_4 import bias_falls
from scenes.editions.courses.question import chosen, count
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told


def parameters_left(told: Told) -> Question | None:
    """How many parameters are left without the squish."""
    model = told.subject.model
    if len(model.layers) < 2:
        return None
    outcome = parameters_of_one_layer(model)
    rows, columns = model.layer_sizes[-1], model.layer_sizes[0]
    return chosen(
        "parameters-left",
        "one-layer",
        _(
            "Without the squish, the network of {parameters} parameters is one layer: {columns}"
            " weights into each of {rows} outputs, and {rows} biases. How many parameters are"
            " these?"
        ).format(parameters=count(model.parameter_count), rows=count(rows), columns=count(columns)),
        _("{rows} times {columns}, and {rows} more: {right}.").format(
            rows=count(rows), columns=count(columns), right=count(outcome.right)
        ),
        outcome,
        count,
    )


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "WithoutNonlinearity": (parameters_left,),
    "Recap": (bias_falls,),
}
