"""What all outputs do while one pixel goes from black to white."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.batches import outputs_of
from network.errors import OptionError
from network.forward import forward
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray, IntegerArray
    from network.mlp import MLP

STEPS = 101


@dataclass(frozen=True, eq=False)
class PixelSweep(FrozenRecord):
    """
    A network's outputs against the value of a single input.

    Attributes
    ----------
    pixel
        Index of the input that changes.
    start
        Its value in the picture.
    values
        Its values on the way, from 0 to 1, shape `(steps,)`.
    pre_activations
        Of the last layer at each, which still move where the outputs have no room left, shape
        `(steps, classes)`.
    outputs
        What the network makes of each, shape `(steps, classes)`.
    """

    pixel: int
    start: float
    values: FloatArray
    pre_activations: FloatArray
    outputs: FloatArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("values", "pre_activations", "outputs"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def answers(self) -> IntegerArray:
        """Index of the largest output at each value, shape `(steps,)`."""
        return locked(np.argmax(self.outputs, axis=1))

    @property
    def changes(self) -> FloatArray:
        """How far each output moves between black and white, shape `(classes,)`."""
        return locked(self.outputs[-1] - self.outputs[0])


def pixel_effects(model: MLP, inputs: ArrayLike) -> FloatArray:
    """
    Measure how much each pixel of a picture alone can do.

    Parameters
    ----------
    model
        The network.
    inputs
        The picture, shape `(layer_sizes[0],)`.

    Returns
    -------
    For each pixel the sum over all outputs of how far they move between its being 0 and its being
    1, shape `(layer_sizes[0],)`.

    Raises
    ------
    OptionError
        If the inputs are a batch.
    """
    picture = _single(inputs)
    black, white = (np.tile(picture, (picture.size, 1)) for _ in range(2))
    np.fill_diagonal(black, 0.0)
    np.fill_diagonal(white, 1.0)
    moved = np.abs(outputs_of(model, white) - outputs_of(model, black))
    return locked(moved.sum(axis=1))


def sweep_pixel(
    model: MLP, inputs: ArrayLike, pixel: int | None = None, *, steps: int = STEPS
) -> PixelSweep:
    """
    Let one pixel of a picture go from 0 to 1.

    Parameters
    ----------
    model
        The network.
    inputs
        The picture, shape `(layer_sizes[0],)`.
    pixel
        Which one; by default that with the largest effect, among equals the first.
    steps
        How many values it takes, 0 and 1 included.

    Returns
    -------
    The outputs at each value.

    Raises
    ------
    OptionError
        If the inputs are a batch, there is no such pixel, or it takes fewer than two values.
    """
    picture = _single(inputs)
    chosen = int(np.argmax(pixel_effects(model, picture))) if pixel is None else pixel
    if not 0 <= chosen < picture.size:
        raise OptionError(f"pixel must be between 0 and {picture.size - 1}, got {chosen}")
    if steps < 2:  # noqa: PLR2004 - black and white
        raise OptionError(f"steps must be 2 or more, got {steps}")
    values = np.linspace(0.0, 1.0, steps)
    pictures = np.tile(picture, (steps, 1))
    pictures[:, chosen] = values
    trace = forward(model, pictures)
    sums = trace.layers[-1].pre_activations
    return PixelSweep(chosen, float(picture[chosen]), values, sums, trace.outputs)


def _single(inputs: ArrayLike) -> FloatArray:
    """Refuse a batch."""
    picture = np.asarray(inputs, np.float64)
    if picture.ndim != 1:
        raise OptionError(f"a sweep needs a single input, got a batch of shape {picture.shape}")
    return picture
