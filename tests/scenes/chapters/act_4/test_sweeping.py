"""Light sweeps over connections at rest, and all numbers fill a field."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.default_model import default_model
from scenes.chapters.act_4.counting_parameters_parts import Fill, NumberField, dim
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.motion.propagation import sweep
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES, rgb
from scenes.subject.record_view import RecordView


@pytest.fixture
def diagram():
    return NetworkDiagram(default_model(), PALETTES["classic"]).show_weights()


def shown(terms):
    return sum(share * intensities.values for intensities, share in terms)


def played(animation, share=1.0):
    animation.begin()
    animation.interpolate(share)
    return animation.mobject


def test_behind_the_front_connections_show_their_weights_brighter(diagram):
    light = played(sweep(diagram, 1, brighter=3.0))
    expected = 3 * rest_light(default_model().layers[1].weights)
    assert light.front == 1
    np.testing.assert_allclose(shown(light.behind), expected, rtol=1e-6)
    assert light.fills[0].source == "model.layers[1].weights"


def test_half_way_only_a_part_is_crossed(diagram):
    light = played(sweep(diagram, 1, brighter=3.0), share=0.5)
    assert 0 < light.front < 1
    assert diagram.connections[0].front == 0


def test_what_was_lit_goes_back_to_rest(diagram):
    played(sweep(diagram, 2, brighter=3.0)).settle()
    light = played(dim(diagram, 2))
    resting = rest_light(default_model().layers[2].weights)
    np.testing.assert_allclose(shown(light.ahead), resting, rtol=1e-6)


def test_it_takes_the_time_that_it_is_given(diagram):
    assert sweep(diagram, 0, brighter=2.0, seconds=0.7).run_time == 0.7
    assert dim(diagram, 0, seconds=0.3).run_time == 0.3


@pytest.mark.parametrize("room", [Stage(-3, 6.4, 3.6, -3), Stage(-3.6, 3.6, 4, -4.8)])
def test_a_field_has_a_cell_for_every_number(room):
    model, palette = default_model(), PALETTES["classic"]
    field = NumberField(RecordView({"model": model}), range(3), room, palette)
    assert field.count == model.parameter_count
    assert max(field.width - room.width, field.height - room.height) < 1e-9
    assert field.get_center() == pytest.approx(room.center)
    filling = Fill(field)
    filling.begin()
    filling.interpolate(0.5)
    assert 0.45 < field.weights_of_cells.sum() / field.count < 0.55
    filling.finish()
    assert field.weights_of_cells.sum() == field.count
    shown = field.colors[np.unravel_index(np.argsort(field.rank, axis=None), field.shape)]
    first = model.layers[0].weights.ravel()
    greener = shown[:, 1] > shown[:, 0]
    assert (greener[: first.size] == (first > 0)).all()
    biases = shown[model.weight_count : field.count]
    np.testing.assert_allclose(biases, np.tile(rgb(palette.bias), (model.bias_count, 1)))
