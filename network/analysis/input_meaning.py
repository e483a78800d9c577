"""Whether a network reads digits as well as it should, or was trained on inputs of another kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import OWN_DIGITS, TestData
from network.digits.drawn_digits import load_drawn_digits, rasterize
from network.digits.image_format import image_format_of
from network.input_preparation import InputPreparation

if TYPE_CHECKING:
    from network.mlp import MLP

NEAR_CHANCE = 0.35
"""A network that has learned something is right more often, even about digits of other hands."""
CLEAR_GAIN = 0.15
"""By so much more must be right for another meaning of the inputs to be suggested."""
RANGES = (None, (0.0, 255.0))
MEANS = (None, (0.5, 0.5), (0.1307, 0.3081))
"""Means and standard deviations that public examples normalize by."""


@dataclass(frozen=True)
class InputMeaning:
    """A way to prepare inputs, as training code says it."""

    value_range: tuple[float, float] | None = None
    statistics: tuple[float, float] | None = None
    inverted: bool = False

    @property
    def preparation(self) -> InputPreparation:
        """What it makes of ink."""
        mean, std = self.statistics or (None, None)
        return InputPreparation.from_statistics(self.value_range, mean, std, inverted=self.inverted)

    @property
    def options(self) -> str:
        """The options that say it."""
        said = []
        if self.value_range:
            said.append("--input-range {:g},{:g}".format(*self.value_range))
        if self.statistics:
            said.append("--input-mean {:g} --input-std {:g}".format(*self.statistics))
        return " ".join([*said, *(["--input-inverted"] if self.inverted else [])])


@dataclass(frozen=True)
class InputCheck:
    """How often a network is right about the project's own digits.

    Attributes
    ----------
    accuracy, chance
        Share of right answers, and of those that guessing gives.
    better, better_accuracy
        Another meaning of the inputs that makes clearly more answers right, if there is one.
    """

    accuracy: float
    chance: float
    better: InputMeaning | None = None
    better_accuracy: float = 0.0

    @property
    def is_suspicious(self) -> bool:
        """Whether the inputs probably mean something else."""
        return self.better is not None or self.accuracy < max(NEAR_CHANCE, 1.5 * self.chance)


def check_inputs(model: MLP, own: InputPreparation | None = None) -> InputCheck:
    """Let a network read the project's own digits, prepared as it says and as others would.

    Parameters
    ----------
    own
        What is part of the network and comes after any preparation, as in ONNX files.

    Raises
    ------
    OptionError
        If it reads no square pictures, or has outputs for fewer than two digits.
    """
    image_format = image_format_of(model.layer_sizes[0])
    digits = load_drawn_digits()
    images = np.array([rasterize(digit, image_format) for digit in digits])
    labels = np.array([digit.label for digit in digits])
    data = TestData(images, labels, OWN_DIGITS, "").for_model(model)
    accuracy = measure_accuracy(model, data.images, data.labels).accuracy
    chance = 1 / len(np.unique(data.labels))
    found = max(
        ((_accuracy_as(model, each, own, data), each) for each in _meanings()),
        key=lambda pair: pair[0],
    )
    if found[0] < accuracy + CLEAR_GAIN:
        return InputCheck(accuracy, chance)
    return InputCheck(accuracy, chance, found[1], found[0])


def _meanings() -> list[InputMeaning]:
    """All but the plain one, the usual ones first."""
    ways = product((False, True), RANGES, MEANS)
    return [InputMeaning(values, means, inverted) for inverted, values, means in ways][1:]


def _accuracy_as(
    model: MLP, meaning: InputMeaning, own: InputPreparation | None, data: TestData
) -> float:
    preparation = meaning.preparation.then(own or InputPreparation())
    prepared = replace(model, preparation=preparation)
    with np.errstate(over="ignore"):  # of sums that nobody meant
        return measure_accuracy(prepared, data.images, data.labels).accuracy
