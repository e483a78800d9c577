"""Questions about act 2: neurons and layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.analysis.what_if import (
    byte_of,
    carried,
    computing_neurons,
    needed_rise,
    place_in_column,
)
from scenes.editions.courses.question import chosen, count, picked, shown, typed
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.editions.courses.question import Maker, Question, Told


def brightness_in_a_file(told: Told) -> Question | None:
    """What an image file holds for a brightness."""
    seen = [value for _place, value in told.of("trace.ink")]
    grays = sorted((value for value in seen if 0.1 < value < 0.95), key=lambda v: abs(v - 0.5))
    if not grays:
        return None
    right = byte_of(grays[0])
    return typed(
        "brightness-in-a-file",
        "black-to-white",
        _(
            "This pixel's number is {value}, between 0 for black and 1 for white. In an image file"
            " black is 0 and white is 255. Which number stands there?"
        ).format(value=shown(grays[0])),
        _("{value} times 255, rounded: {byte}.").format(value=shown(grays[0]), byte=count(right)),
        right,
        2.0,
    )


def place_of_a_pixel(told: Told) -> Question | None:
    """Where a pixel stands in the column."""
    side = told.subject.image_format.side
    places = [divmod(index, side) for (index,), _value in told.of("trace.ink")]
    askew = [(row + 1, column + 1) for row, column in places if row != column and row > 1]
    if not askew:
        return None
    row, column = askew[-1]
    outcome = place_in_column(row, column, side)
    return chosen(
        "place-of-a-pixel",
        "all-of-them",
        _(
            "A pixel stands in row {row}, column {column} of the picture,"
            " which has {side} rows of {side} pixels. Which place does it have in the column, if"
            " both begin with 1?"
        ).format(row=row, column=column, side=side),
        _("{before} whole rows of {side} stand before its own: {place}.").format(
            before=row - 1, side=side, place=count(outcome.right)
        ),
        outcome,
        count,
    )


def a_rise_decides(told: Told) -> Question | None:
    """What the answer would be if one output rose."""
    outputs = {
        place[0]: value
        for layer in range(len(told.subject.model.layers))
        for place, value in told.of(f"measurement.undecided_run.layers[{layer}].activations")
    }
    if len(outputs) < 2:
        return None
    order = sorted(outputs, key=lambda output: -outputs[output])
    rise = needed_rise(np.array(list(outputs.values())))
    first, second = order[:2]
    labels = told.subject.model.labels
    digits = max(3, -int(np.floor(np.log10(rise))))
    return picked(
        "a-rise-decides",
        "another-picture",
        _(
            "For the last picture output {first} is {high} and output {second} is {low}."
            " If output {second} were higher by {rise}, and all others stayed: what would the"
            " answer be?"
        ).format(
            first=labels[first],
            second=labels[second],
            high=shown(outputs[first], digits),
            low=shown(outputs[second], digits),
            rise=shown(rise, max(0, -int(np.floor(np.log10(rise))))),
        ),
        _("{second}: the largest output is the answer, by however little.").format(
            second=labels[second]
        ),
        [labels[output] for output in sorted(order[:4])],
        labels[second],
    )


def neurons_that_compute(told: Told) -> Question | None:
    """How many neurons do more than hold a pixel."""
    sizes = told.subject.model.layer_sizes
    outcome = computing_neurons(sizes)
    return chosen(
        "neurons-that-compute",
        "our-choice",
        _(
            "The layers of this network have {sizes} neurons. How many of them compute something,"
            " rather than just hold a pixel?"
        ).format(sizes=", ".join(map(count, sizes))),
        _("All but the {inputs} of the input layer: {right}.").format(
            inputs=count(sizes[0]), right=count(outcome.right)
        ),
        outcome,
        count,
    )


def what_a_connection_sends(told: Told) -> Question | None:
    """Weight times activation, for one connection of this picture."""
    first = told.subject.trace.layers[0]
    grays = np.flatnonzero((first.inputs > 0.2) & (first.inputs < 0.9))
    if grays.size == 0:
        return None
    strengths = np.abs(first.contributions[:, grays])
    neuron, place = np.unravel_index(int(strengths.argmax()), strengths.shape)
    weight = float(first.weights[neuron, grays[place]])
    activation = float(first.inputs[grays[place]])
    outcome = carried(weight, activation)
    return chosen(
        "what-a-connection-sends",
        "layer-by-layer",
        _(
            "A pixel with the activation {activation} is joined to a neuron by a weight of"
            " {weight}. What does the connection send on?"
        ).format(activation=shown(activation), weight=shown(weight)),
        _("Weight times activation: {weight} times {activation} is {product}.").format(
            weight=shown(weight), activation=shown(activation), product=shown(outcome.right)
        ),
        outcome,
    )


def what_darkness_sends(told: Told) -> Question | None:
    """A dark pixel sends nothing, whatever its weight."""
    first = told.subject.trace.layers[0]
    dark = np.flatnonzero((told.subject.trace.ink == 0) & (first.inputs == 0))
    if dark.size == 0:
        return None
    weight = float(first.weights[:, dark].flat[int(np.abs(first.weights[:, dark]).argmax())])
    outcome = carried(weight, 0.0)
    return chosen(
        "what-darkness-sends",
        "the-answer",
        _(
            "Another pixel is black, so its activation is 0. One of its weights is large: {weight}."
            " What does that connection send on?"
        ).format(weight=shown(weight)),
        _("Nothing: {weight} times 0 is 0. Dark pixels say neither yes nor no.").format(
            weight=shown(weight)
        ),
        outcome.with_slips(weight, -weight, 1.0),
    )


QUESTIONS: dict[str, tuple[Maker, ...]] = {
    "ANeuronHoldsANumber": (brightness_in_a_file,),
    "PixelsBecomeNeurons": (place_of_a_pixel,),
    "TheOutputLayer": (a_rise_decides,),
    "HiddenLayers": (neurons_that_compute,),
    "ForwardPass": (what_a_connection_sends, what_darkness_sends),
}
