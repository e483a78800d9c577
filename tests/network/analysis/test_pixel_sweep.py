"""Sweeps of one pixel, against forward passes one at a time."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.analysis.pixels import PixelSweep, pixel_effects, sweep_pixel
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.files.default_model import default_model
from network.mlp import MLP


def test_outputs_on_the_way_are_those_of_plain_loops(
    random_model: MLP, plain_loops: ModuleType, rng: np.random.Generator
) -> None:
    picture = rng.random(6)
    found = sweep_pixel(random_model, picture, 4, steps=5)
    assert (found.pixel, found.start) == (4, picture[4])
    assert found.values.tolist() == [0, 0.25, 0.5, 0.75, 1]
    for value, outputs in zip(found.values, found.outputs, strict=True):
        changed = [*picture[:4], value, picture[5]]
        last = plain_loops.plain_forward(random_model, changed)[-1]
        assert outputs == pytest.approx(last.activations)
    assert found.answers.tolist() == found.outputs.argmax(axis=1).tolist()
    assert found.changes == pytest.approx(found.outputs[-1] - found.outputs[0])


def test_effects_are_those_of_plain_loops(
    random_model: MLP, plain_loops: ModuleType, rng: np.random.Generator
) -> None:
    picture = rng.random(6)
    expected = []
    for pixel in range(6):
        ends = []
        for value in (0.0, 1.0):
            changed = picture.tolist()
            changed[pixel] = value
            ends.append(plain_loops.plain_forward(random_model, changed)[-1].activations)
        expected.append(max(abs(a - b) for a, b in zip(*ends, strict=True)))
    assert pixel_effects(random_model, picture) == pytest.approx(expected)
    assert sweep_pixel(random_model, picture).pixel == expected.index(max(expected))


def test_the_pixel_of_the_film_can_do_more_than_any_other() -> None:
    picture = rasterize(drawn_digit(3))
    found = sweep_pixel(default_model(), picture)
    assert found.effects.shape == (784,)
    assert found.effects[found.pixel] == found.effects.max()
    assert found.effects.max() == pytest.approx(np.abs(found.changes).max())


def test_batches_and_pixels_that_are_not_there_are_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match="a sweep needs a single input"):
        sweep_pixel(random_model, np.zeros((2, 6)))
    with pytest.raises(OptionError, match="pixel must be between 0 and 5, got 6"):
        sweep_pixel(random_model, np.zeros(6), 6)
    with pytest.raises(OptionError, match="steps must be 2 or more, got 1"):
        sweep_pixel(random_model, np.zeros(6), 0, steps=1)


@pytest.mark.parametrize(
    ("start", "expected"), [(0.0, [0.25, -0.5]), (0.5, [0.25, -0.5]), (0.75, [-0.25, 0.5])]
)
def test_outputs_move_as_the_pixel_turns(start: float, expected: list[float]) -> None:
    outputs = np.array([[0.5, 1.0], [0.75, 0.5]])
    found = PixelSweep(0, start, np.array([0.0, 1.0]), outputs, np.zeros(1))
    assert found.changes == pytest.approx(np.array(expected))
    assert found.most == 1
