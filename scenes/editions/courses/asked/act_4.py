"""Questions about act 4: weights, sums, squashing, bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.shape_scores import MARK, TWINS
from network.analysis.what_if import (
    activation_of_opposite_sum,
    activation_with_other_bias,
    bias_for_threshold,
    change_of_sum,
    counted_share,
    liveliest_neuron,
    parameters_of_one_more_neuron,
    sum_without_input,
)
from scenes.editions.courses.question import chosen, count, percent, picked, shown, typed
from scenes.subject.activation_looks import activation_look
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told

DARKER = 0.2
RANDOM_PATTERNS = 1000
CHANGE = 2.0
"""Of a bias: enough to see, not enough to saturate every neuron."""
CALLED = {
    "inverse": N_("all but the line"),
    "blob": N_("a blob"),
    "line": N_("exactly the line"),
}
"""The pictures of `AnEdgeDetector`, the smallest sum first."""


def darker_on_red(told: Told) -> Question | None:
    """What a darker pixel does to the sum, where the weight is negative."""
    pushes = [found for found in told.of("trace.layers[0].contributions") if found[1] < 0]
    if not pushes or not told.subject.model.preparation.is_identity:
        return None
    (neuron, pixel), push = min(pushes, key=lambda found: found[1])
    weight = float(told.subject.model.layers[0].weights[neuron, pixel])
    outcome = change_of_sum(weight, -DARKER)
    return chosen(
        "darker-on-red",
        "what-it-looks-for",
        _(
            "The push down of {push} came from a weight of {weight}. Now the number of its pixel"
            " falls by {less}, and no other. How does the neuron's sum change?"
        ).format(push=shown(push), weight=shown(weight), less=shown(DARKER, 1)),
        _(
            "By weight times change: {weight} times {change} is {right}. Less light on a negative"
            " weight pulls the sum down less."
        ).format(
            weight=shown(weight), change=shown(-DARKER, 1), right=shown(outcome.right, signed=True)
        ),
        outcome,
        lambda value: shown(value, signed=True),
    )


def bias_is_added(told: Told) -> Question | None:
    """What a weighted sum and a bias come to."""
    shown_sums = list(told.of("trace.layers[0].pre_activations"))
    if not shown_sums:
        return None
    (neuron,), total = shown_sums[0]
    bias = float(told.subject.trace.layers[0].biases[neuron])
    return typed(
        "bias-is-added",
        "plus-the-bias",
        _(
            "All products add up to {sum}, and the bias is {bias}. What does the neuron sum up?"
        ).format(sum=shown(total - bias, signed=True), bias=shown(bias, signed=True)),
        _("Both together: {total}.").format(total=shown(total, signed=True)),
        total,
        0.015,
    )


def largest_term_goes_dark(told: Told) -> Question | None:
    """What is left of a sum without its largest term."""
    first = told.subject.trace.layers[0]
    terms = list(told.of("trace.layers[0].contributions"))
    if not terms or not told.subject.model.preparation.is_identity:
        return None  # where inputs are prepared, a dark pixel is read as another number than 0
    (neuron, place), term = max(terms, key=lambda found: abs(found[1]))
    total = float(first.pre_activations[neuron])
    outcome = sum_without_input(first, neuron, place)
    return typed(
        "largest-term-goes-dark",
        "what-it-says",
        _(
            "The sum, bias included, is {total}. Its largest term is {term}. Now that pixel goes"
            " dark, and no other. What is the sum then?"
        ).format(total=shown(total, signed=True), term=shown(term, signed=True)),
        _("Its term is gone: {total} less {term} is {right}.").format(
            total=shown(total), term=shown(term), right=shown(outcome.right)
        ),
        outcome.right,
        0.015,
    )


def smallest_sum(told: Told) -> Question | None:
    """Which picture answers the mask least."""
    sums: dict[str, float] = {}
    for kind in CALLED:
        steps = dict(told.of(f"measurement.mask_on_{kind}.sums"))
        if steps:
            sums[kind] = steps[max(steps)]
    if len(sums) < len(CALLED) or list(sums.values()).count(min(sums.values())) > 1:
        return None
    least = min(sums, key=sums.__getitem__)
    listed = ", ".join(f"{_(CALLED[kind])} {shown(sums[kind], 0, signed=True)}" for kind in CALLED)
    return picked(
        "smallest-sum",
        "a-negative-surround",
        _("Guess before you see it: which of these pictures gets the smallest sum?"),
        _(
            "The sums are: {sums}. Light on the negative weights, and none on the others, is worst."
        ).format(sums=listed),
        [_(CALLED[kind]) for kind in CALLED],
        _(CALLED[least]),
    )


def opposite_sum(told: Told) -> Question | None:
    """What the function makes of the same sum on the other side of zero."""
    model, first = told.subject.model, told.subject.trace.layers[0]
    name = model.activations[0]
    sums = list(told.of("trace.layers[0].pre_activations"))
    if not sums or not activation_function(name).is_elementwise:
        return None
    (neuron,), total = sums[0]
    outcome = activation_of_opposite_sum(first, name, neuron)
    held = float(first.activations[neuron])
    return chosen(
        "opposite-sum",
        "the-curve",
        _(
            "A neuron's sum is {total}, and {function} makes {held} of it. What does it make of"
            " {opposite}?"
        ).format(
            total=shown(total, signed=True),
            function=activation_look(name).name,
            held=shown(held),
            opposite=shown(-total, signed=True),
        ),
        _("{function} of {opposite} is {right}: look at the curve on the other side of 0.").format(
            function=activation_look(name).name,
            opposite=shown(-total, signed=True),
            right=shown(outcome.right),
        ),
        outcome,
    )


def threshold(told: Told) -> Question | None:
    """With which bias a neuron is lit only above some sum."""
    biases = [value for _, value in told.of("measurement.sliding_bias.biases")]
    if not biases or min(biases) > -2:
        return None
    wanted = float(np.floor(-min(biases) / 2))
    outcome = bias_for_threshold(wanted)
    return chosen(
        "threshold",
        "add-a-bias",
        _(
            "The neuron shall be lit up only when its weighted sum is over {wanted}. Which bias"
            " does that?"
        ).format(wanted=count(wanted)),
        _(
            "{right}: with it, the sum is over 0 just when the weighted sum is over {wanted}."
        ).format(right=count(outcome.right), wanted=count(wanted)),
        outcome,
        lambda value: shown(value, 0 if value == int(value) else 1),
    )


def bias_rises(told: Told) -> Question | None:
    """What a higher bias does to an activation."""
    return changed_bias(told, "bias-rises", "all-of-them", CHANGE)


def bias_falls(told: Told) -> Question | None:
    """What a lower bias does to an activation."""
    return changed_bias(told, "bias-falls", "function", -CHANGE)


def changed_bias(told: Told, key: str, beat: str, change: float) -> Question | None:
    """What another bias does to the activation of the neuron that it moves most."""
    name, first = told.subject.model.activations[0], told.subject.trace.layers[0]
    if not activation_function(name).is_elementwise:
        return None
    neuron = liveliest_neuron(first, name, change)
    bias = float(first.biases[neuron])
    total = float(first.pre_activations[neuron])
    outcome = activation_with_other_bias(first, name, neuron, change)
    rises = change > 0
    numbers = {
        "neuron": count(neuron + 1),
        "sum": shown(total - bias, signed=True),
        "bias": shown(bias, signed=True),
        "held": shown(float(first.activations[neuron])),
        "change": shown(abs(change), 0),
    }
    return chosen(
        key,
        beat,
        _(
            "For this picture, neuron {neuron} of the first layer has the weighted sum {sum} and"
            " the bias {bias}; it holds {held}. What does it hold when its bias rises by {change}?"
            if rises
            else "For this picture, neuron {neuron} of the first layer has the weighted sum {sum}"
            " and the bias {bias}; it holds {held}. What does it hold when its bias falls by"
            " {change}?"
        ).format(**numbers),
        _("The sum with the bias is now {total}, and {function} makes {right} of it.").format(
            total=shown(total + change, signed=True),
            function=activation_look(name).name,
            right=shown(outcome.right),
        ),
        outcome,
    )


def one_neuron_more(told: Told) -> Question | None:
    """How many parameters one more neuron brings."""
    model = told.subject.model
    if len(model.layers) < 2:
        return None
    outcome = parameters_of_one_more_neuron(model)
    before, width, after = model.layer_sizes[:3]
    return chosen(
        "one-neuron-more",
        "all-together",
        _(
            "The first hidden layer gets one neuron more: {more} instead of {width}. How many more"
            " parameters does the network have then?"
        ).format(more=count(width + 1), width=count(width)),
        _(
            "{before} weights lead into it, it has 1 bias, and {after} weights lead on from it:"
            " {right}."
        ).format(before=count(before), after=count(after), right=count(outcome.right)),
        outcome,
        count,
    )


def guessed_right(told: Told) -> Question | None:
    """How many images one gets right by guessing."""
    images = told.value("measurement.random_networks.images")
    answers = told.subject.model.layer_sizes[-1]
    if images is None or answers < 2:
        return None
    right = counted_share(1 / answers, int(images))
    return typed(
        "guessed-right",
        "all-of-them",
        _(
            "Somebody guesses, blindly, among {answers} answers, for each of {images} test images."
            " About how many does one get right on average?"
        ).format(answers=count(answers), images=count(images)),
        _("One in {answers}: {right}. Random networks do no better.").format(
            answers=count(answers), right=count(right)
        ),
        right,
        max(1.0, 0.02 * right),
    )


def passed_by_luck(told: Told) -> Question | None:
    """How many random patterns look like an edge, by the mark that the scene's patterns get."""
    if told.value("measurement.looking_inside.edges.clear_count") is None:
        return None
    right = counted_share(1 - MARK / TWINS, RANDOM_PATTERNS)
    return typed(
        "passed-by-luck",
        "the-scores",
        _(
            "A pattern is clearly better than luck if an edge matches it better than {mark} of"
            " {twins} random patterns. About how many of {random} further random patterns are?"
        ).format(mark=count(MARK), twins=count(TWINS), random=count(RANDOM_PATTERNS)),
        _(
            "About {share}, so some {right}: among many patterns, a few always look like what one"
            " is looking for."
        ).format(share=percent(1 - MARK / TWINS), right=count(right)),
        right,
        0.04 * right,
    )


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "WeightsOfOneNeuron": (darker_on_red,),
    "TheWeightedSum": (bias_is_added, largest_term_goes_dark),
    "AnEdgeDetector": (smallest_sum,),
    "SquishingTheNumberLine": (opposite_sum,),
    "Bias": (threshold, bias_rises),
    "CountingParameters": (one_neuron_more,),
    "LearningIsFindingThem": (guessed_right,),
    "LookingInside": (passed_by_luck,),
}
