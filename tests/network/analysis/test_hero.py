"""The hero: a lit neuron whose stroke the picture covers, for any network and any picture."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.hero import hero_neuron, strokes
from network.analysis.weighted_sum import weighted_sum
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.files.default_model import default_model
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP

SIDE = 6


def network(*pictures: dict[tuple[int, int], float], activation: str = "relu") -> MLP:
    weights = np.zeros((len(pictures), SIDE, SIDE))
    for neuron, picture in enumerate(pictures):
        for place, weight in picture.items():
            weights[neuron][place] = weight
    return MLP((Layer(weights.reshape(-1, SIDE**2), np.zeros(len(pictures)), activation),))


def ink(*places: tuple[int, int]) -> np.ndarray:
    picture = np.zeros((SIDE, SIDE))
    for place in places:
        picture[place] = 1
    return picture.ravel()


def plain_stroke(weights: list[float]) -> set[int]:
    """Flood the strong positive weights; the heaviest patch is the stroke."""
    side = round(len(weights) ** 0.5)
    strong = {i for i, weight in enumerate(weights) if weight > max(0, *weights) / 2}
    heaviest: set[int] = set()
    while strong:
        patch, border = set(), {min(strong)}
        while border:
            i = border.pop()
            patch.add(i)
            y, x = divmod(i, side)
            border |= {
                j for j in strong - patch if abs(j // side - y) <= 1 and abs(j % side - x) <= 1
            }
        strong -= patch
        heaviest = max(heaviest, patch, key=lambda each: sum(weights[i] for i in each))
    return heaviest


@pytest.mark.parametrize("digit", range(10))
def test_the_hero_is_lit_by_its_stroke_and_something_speaks_against_it(digit: int) -> None:
    """What scenes say of the default network's hero: lit green pixels, and a lit red one."""
    model = default_model()
    trace = forward(model, rasterize(drawn_digit(digit)))
    hero = hero_neuron(model, trace)
    layer = trace.layers[0]
    assert layer.activations[hero] > 0.85
    weights = layer.weights[hero]
    lit = np.flatnonzero(trace.ink >= 0.5)
    strongest = np.argsort(-weights)[:10]
    assert len(set(strongest) & set(lit)) >= 2
    terms = weighted_sum(layer, hero)
    up, down = terms.upward[0], terms.downward[0]
    assert {up, down} <= set(lit)
    assert weights[up] > 0.5 * weights.max()
    # A red that is seen as such beside the weights that are drawn in full color.
    assert -weights[down] > 0.12 * np.percentile(np.abs(weights), 99.5)
    # Its stroke is what speaks for it most.
    assert up in np.flatnonzero(strokes(model, trace).is_stroke[hero])


def test_strokes_are_what_plain_loops_find() -> None:
    model = default_model()
    trace = forward(model, rasterize(drawn_digit(3)))
    found = strokes(model, trace)
    matches = []
    for neuron, weights in enumerate(model.layers[0].weights.tolist()):
        stroke = plain_stroke(weights)
        assert set(np.flatnonzero(found.is_stroke[neuron])) == stroke
        heavy = sum(weights[i] for i in stroke)
        covered = sum(weights[i] * trace.ink[i] for i in stroke) / heavy
        clearness = sum(weights[i] ** 2 for i in stroke) / sum(w**2 for w in weights)
        np.testing.assert_allclose(found.covered[neuron], covered)
        np.testing.assert_allclose(found.clearness[neuron], clearness)
        lit = sum(trace.ink[i] >= 0.5 for i in stroke) / len(stroke)
        np.testing.assert_allclose(found.lit[neuron], lit)
        is_lit = trace.layers[0].activations[neuron] > max(trace.layers[0].activations) / 2
        matches.append(clearness * covered * is_lit)
    assert found.hero == hero_neuron(model, trace) == matches.index(max(matches))


def test_a_clear_stroke_under_the_ink_beats_a_scattered_one_and_a_dark_one() -> None:
    stroke = {(1, 1): 1.0, (1, 2): 1.0, (2, 3): 1.0}
    scattered = {(1, 1): 1.0, (1, 3): 1.0, (4, 4): 1.0, (3, 0): 1.0, (5, 2): 1.0}
    elsewhere = {(4, 1): 1.0, (4, 2): 1.0, (4, 3): 1.0}
    silent = {**stroke, (1, 4): -3.0}
    model = network(scattered, elsewhere, silent, stroke)
    trace = forward(model, ink((1, 1), (1, 2), (2, 3), (1, 3), (1, 4), (4, 4)))
    assert hero_neuron(model, trace) == 3
    found = strokes(model, trace)
    assert found.covered.tolist() == found.lit.tolist() == [1, 0, 1, 1]


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "softmax"])
def test_there_is_a_hero_where_nothing_is_lit_and_nothing_weighs(activation: str) -> None:
    model = network({}, {}, activation=activation)
    assert hero_neuron(model, forward(model, ink())) == 0
    model = network({(0, 0): -1.0}, {(0, 0): -0.5}, activation=activation)
    brighter = 0 if activation == "relu" else 1  # of two without a stroke
    assert hero_neuron(model, forward(model, ink((0, 0)))) == brighter
    lone = network({(2, 2): 1.0}, activation=activation)
    assert hero_neuron(lone, forward(lone, ink((2, 2)))) == 0


def test_a_batch_and_other_inputs_are_refused(random_model: MLP) -> None:
    model = network({})
    with pytest.raises(OptionError, match="single input"):
        hero_neuron(model, forward(model, np.ones((2, SIDE**2))))
    with pytest.raises(OptionError, match="square"):
        hero_neuron(random_model, forward(random_model, np.ones(6)))
