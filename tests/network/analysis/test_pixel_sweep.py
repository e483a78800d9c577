"""Sweeps of one pixel, against forward passes one at a time."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.analysis.pixels import PixelSweep, pixel_effects, pixel_switches, sweep_pixel
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
    for value, sums, outputs in zip(
        found.values, found.pre_activations, found.outputs, strict=True
    ):
        changed = [*picture[:4], value, picture[5]]
        last = plain_loops.plain_forward(random_model, changed)[-1]
        assert sums == pytest.approx(last.pre_activations)
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
        expected.append(sum(abs(a - b) for a, b in zip(*ends, strict=True)))
    assert pixel_effects(random_model, picture) == pytest.approx(expected)
    assert sweep_pixel(random_model, picture).pixel == expected.index(max(expected))


def test_the_pixel_of_the_film_can_do_more_than_any_other() -> None:
    picture = rasterize(drawn_digit(3))
    found = sweep_pixel(default_model(), picture)
    effects = pixel_effects(default_model(), picture)
    assert effects[found.pixel] == effects.max() == pytest.approx(np.abs(found.changes).sum())


def test_switches_are_those_of_plain_loops(random_model: MLP, plain_loops: ModuleType) -> None:
    picture = np.array([0.0, 1.0, 0.49, 0.5, 0.2, 0.9])
    found = pixel_switches(random_model, picture)
    before = plain_loops.plain_forward(random_model, picture)[-1].activations
    assert found.answer == before.index(max(before))
    for pixel, white in enumerate([1, 0, 1, 0, 1, 0]):
        changed = picture.tolist()
        changed[pixel] = float(white)
        outputs = plain_loops.plain_forward(random_model, changed)[-1].activations
        assert found.changes[pixel] == pytest.approx(outputs[found.answer] - before[found.answer])
        assert found.answers[pixel] == outputs.index(max(outputs))
        assert found.flips[pixel] == (found.answers[pixel] != found.answer)
    assert found.flip_count == sum(found.flips)
    assert found.largest_change == max(map(abs, found.changes))
    assert found.most_effective == sweep_pixel(random_model, picture).pixel
    assert (np.diff(found.effects[found.ranking]) <= 0).all()


def test_what_is_said_of_single_pixels_in_the_film() -> None:
    """Not even the most effective of all 784 pixels changes the answer."""
    found = pixel_switches(default_model(), rasterize(drawn_digit(3)))
    assert found.effects.shape == (784,)
    assert found.answer == 3
    assert found.flip_count == 0


def test_batches_and_pixels_that_are_not_there_are_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match="a sweep needs a single input"):
        sweep_pixel(random_model, np.zeros((2, 6)))
    with pytest.raises(OptionError, match="pixel must be between 0 and 5, got 6"):
        sweep_pixel(random_model, np.zeros(6), 6)
    with pytest.raises(OptionError, match="steps must be 2 or more, got 1"):
        sweep_pixel(random_model, np.zeros(6), 0, steps=1)


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([[0.5, 0.0029], [0.5, 0.0094]], [0, 0.005, 0.01]),
        ([[0.9994, 0.0], [0.9947, 0.001]], [0.99, 0.995, 1.0]),
        ([[-3.0, 0.0], [37.0, 1.0]], [-20, 0, 20, 40]),
        ([[1.0, 1.0], [1.0, 1.0]], [0, 1]),
        ([[0.0, 0.0], [0.0, 0.0]], [0, 1]),
    ],
)
def test_round_numbers_enclose_the_output_that_moves_farthest(
    outputs: list[list[float]], expected: list[float]
) -> None:
    values = np.array(outputs)
    found = PixelSweep(0, 0.0, np.array([0.0, 1.0]), values, values)
    assert found.scale == pytest.approx(np.array(expected))
