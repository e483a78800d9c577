"""Questions about the encore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.analysis.what_if import counted_share, relu_of
from scenes.editions.courses.question import chosen, count, percent, shown, typed
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told

IMAGES = 10_000


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
    (few, low), *_others, (many, high) = circled[-3:]
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
    "SigmoidOrReLU": (relu_of_a_sum,),
    "HowBigShouldItBe": (more_read_right,),
}
