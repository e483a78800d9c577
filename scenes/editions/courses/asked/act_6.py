"""Questions about act 6: the epilogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.analysis.what_if import counted_share, parameters_of_one_layer, relu_of
from scenes.editions.courses.asked.act_4 import bias_falls
from scenes.editions.courses.question import chosen, count, percent, shown, typed
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told

IMAGES = 10_000


def parameters_left(told: Told) -> Question | None:
    """How many parameters are left without the bends."""
    model = told.subject.model
    if len(model.layers) < 2:
        return None
    outcome = parameters_of_one_layer(model)
    rows, columns = model.layer_sizes[-1], model.layer_sizes[0]
    return chosen(
        "parameters-left",
        "one-matrix",
        _(
            "Without its bends, the network of {parameters} parameters is one matrix with {rows}"
            " rows and {columns} columns, and {rows} biases. How many parameters are these?"
        ).format(parameters=count(model.parameter_count), rows=count(rows), columns=count(columns)),
        _("{rows} times {columns}, and {rows} more: {right}.").format(
            rows=count(rows), columns=count(columns), right=count(outcome.right)
        ),
        outcome,
        count,
    )


def relu_of_a_sum(told: Told) -> Question | None:
    """What ReLU makes of a sum below zero."""
    sums = told.subject.trace.layers[0].pre_activations
    lowest = float(sums.min())
    if lowest >= 0:
        return None
    neuron = int(np.argmin(sums))
    outcome = relu_of(lowest)
    return chosen(
        "relu-of-a-sum",
        "the-relu",
        _(
            "For this picture, neuron {neuron} of the first layer has the lowest sum: {sum}. What"
            " would ReLU make of it?"
        ).format(neuron=count(neuron + 1), sum=shown(lowest)),
        _("0: below zero ReLU is inactive, however low the sum is."),
        outcome,
    )


def more_read_right(told: Told) -> Question | None:
    """What the last few percent are, in images."""
    shares = dict(told.of("measurement.capacity.means"))
    circled = sorted(
        (parameters, shares[place])
        for place, parameters in told.of("measurement.capacity.parameter_counts")
        if place in shares
    )
    if len(circled) < 2:
        return None
    (few, low), *_others, (many, high) = circled
    right = counted_share(high - low, IMAGES)
    return typed(
        "more-read-right",
        "what-it-buys",
        _(
            "{few} parameters read {low} right, {many} parameters {high}. Of {images} images, how"
            " many more does the larger network read right?"
        ).format(
            few=count(few),
            many=count(many),
            low=percent(low, 1),
            high=percent(high, 1),
            images=count(IMAGES),
        ),
        _("{high} less {low} of {images} are {right}.").format(
            high=percent(high, 1),
            low=percent(low, 1),
            images=count(IMAGES),
            right=count(right),
        ),
        right,
        0.0012 * IMAGES,
    )


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "WithoutNonlinearity": (parameters_left,),
    "SigmoidOrReLU": (relu_of_a_sum,),
    "HowBigShouldItBe": (more_read_right,),
    "Recap": (bias_falls,),
}
