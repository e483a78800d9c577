"""Two clouds of points that no straight line divides, and networks that tell them apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.analysis.level_line import level_line
from network.forward import forward
from network.frozen import FrozenRecord, locked
from network.measurements.spread import SEEDS, Spread, counted
from network.mlp import MLP
from network.training.initialization import initialize
from network.training.loop import train
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.layers import Layer

POINTS = 60
"""In each cloud."""
CLOUD_SEED = 1
REACH = 1.5
"""All points lie in a square that extends so far from zero to each side."""
STEPS = 48
"""The square is sampled at one more place along each side."""
LAYER_SIZES = (2, 4, 4, 2)
SETTINGS = TrainingSettings(
    epochs=300,
    batch_size=30,
    learning_rate=0.05,
    weight_decay=0.0,
    warmup_epochs=0,
    augment_shift=0.0,
    augment_rotation=0.0,
    augment_scale=0.0,
    initial_gain=2.0,
)


@dataclass(frozen=True, eq=False)
class PlaneNetwork(FrozenRecord):
    """Networks of one kind that tell two clouds apart.

    Attributes
    ----------
    bend
        Activation function of the hidden layers.
    layers
        Of the network that began with the first seed.
    accuracy
        Share of points on the right side, of the networks of all seeds.
    """

    bend: str
    layers: tuple[Layer, ...]
    accuracy: Spread

    @property
    def axis(self) -> FloatArray:
        """Coordinates at which the square is sampled, along either side: shape `(samples,)`."""
        return locked(np.linspace(-REACH, REACH, STEPS + 1))

    @property
    def field(self) -> FloatArray:
        """By how much the second output is larger, -1 to 1: row by row upwards, each to the right.

        Shape `(samples, samples)`.
        """
        outputs = forward(MLP(self.layers), _places(self.axis)).outputs
        return locked(outputs[..., 1] - outputs[..., 0])

    @property
    def boundary(self) -> FloatArray:
        """The longest line in the square on which both outputs are equal, shape `(places, 2)`."""
        # Of the sums, which are level where the outputs are, since those of a network without
        # bends rise evenly.
        sums = forward(MLP(self.layers), _places(self.axis)).layers[-1].pre_activations
        return level_line(self.axis, self.axis, sums[..., 1] - sums[..., 0])


@dataclass(frozen=True, eq=False)
class TwoClouds(FrozenRecord):
    """Two clouds of points in a plane, and networks that learned which point is in which.

    Attributes
    ----------
    points
        Across and up, shape `(points, 2)`.
    labels
        Which cloud, 0 or 1, shape `(points,)`.
    settings
        How all were trained; their seeds are `seeds`.
    straight, bent
        Without an activation function in the hidden layers, and with the sigmoid.
    best_line
        Share of points on the right side of the best of all straight lines.
    """

    points: FloatArray
    labels: IntegerArray
    settings: TrainingSettings
    seeds: IntegerArray
    layer_sizes: tuple[int, ...]
    straight: PlaneNetwork
    bent: PlaneNetwork
    best_line: float

    @property
    def straight_mistakes(self) -> IntegerArray:
        """The points that the network without a bend takes for the other cloud, by number."""
        answers = forward(MLP(self.straight.layers), self.points).outputs.argmax(axis=-1)
        return locked(np.flatnonzero(answers != self.labels), np.int64)


def two_clouds(
    *,
    settings: TrainingSettings = SETTINGS,
    seeds: Sequence[int] = SEEDS,
    on_progress: Callable[[int], None] | None = None,
) -> TwoClouds:
    """Draw two clouds, and train networks without and with a bend to tell them apart.

    Parameters
    ----------
    settings
        How to train; its seed is not used.
    on_progress
        Told after each training how many are done.
    """
    points, labels = clouds(np.random.default_rng(CLOUD_SEED))
    tell, found = counted(on_progress), []
    for bend in ("identity", "sigmoid"):
        models, accuracies = [], []
        for seed in seeds:
            models.append(_trained(points, labels, bend, replace(settings, seed=seed)))
            accuracies.append(measure_accuracy(models[-1], points, labels).accuracy)
            tell()
        found.append(PlaneNetwork(bend, models[0].layers, Spread(np.array(accuracies))))
    straight, bent = found
    return TwoClouds(
        points, labels, settings, np.array(seeds), LAYER_SIZES, straight, bent,
        best_line(points, labels),
    )  # fmt: skip


def clouds(rng: np.random.Generator) -> tuple[FloatArray, IntegerArray]:
    """Draw a round cloud, and one that arches around it."""
    middle = rng.normal((0.0, -0.3), 0.22, (POINTS, 2))
    angles = np.radians(np.linspace(-20.0, 200.0, POINTS))
    arch = np.stack([1.1 * np.cos(angles), 1.1 * np.sin(angles) - 0.3], axis=1)
    arch += rng.normal(0.0, 0.1, (POINTS, 2))
    labels = np.repeat([0, 1], POINTS)
    return locked(np.round(np.concatenate([middle, arch]), 3)), locked(labels)


def best_line(points: FloatArray, labels: IntegerArray) -> float:
    """Share of points on the right side of the best straight line there is.

    Some best line passes through two points, and moves a little so that both are right as well.
    """
    signs, most = np.where(labels == 1, 1.0, -1.0), 0
    for i, point in enumerate(points):
        ways = points[i + 1 :] - point
        normals = np.stack([-ways[:, 1], ways[:, 0]], axis=1)
        sides = np.sign(normals @ (points - point).T) * signs
        sides[:, i] = 0
        sides[np.arange(len(ways)), np.arange(i + 1, len(points))] = 0
        for side in (sides > 0, sides < 0):
            most = max(most, int(side.sum(axis=1).max(initial=0)) + 2)
    return min(most, len(points)) / len(points)


def _trained(
    points: FloatArray, labels: IntegerArray, bend: str, settings: TrainingSettings
) -> MLP:
    """Train a network of two outputs, one for each cloud."""
    rng = np.random.default_rng(settings.seed)
    functions = (*(bend,) * (len(LAYER_SIZES) - 2), "sigmoid")
    start = initialize(LAYER_SIZES, functions, rng, gain=settings.initial_gain)
    return train(start, points, labels, settings, rng)[0]


def _places(axis: FloatArray) -> FloatArray:
    """Places of the square: row by row upwards, each to the right."""
    up, across = np.meshgrid(axis, axis, indexing="ij")
    return np.stack([across, up], axis=-1)
