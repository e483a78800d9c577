"""The hero beside its weights."""

import pytest

from scenes.mobjects.grids.hero_weights import HeroWeights, weights_alone
from scenes.stage.layout import Stage, stage
from scenes.stage.theme import PALETTES

WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
PHONE, SQUARE = Stage(-3.6, 3.6, 6.2, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)


@pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])
def test_weights_alone_leave_room_for_their_name_and_for_what_stands_beside_them(area):
    place = weights_alone(area)
    assert place.top < area.top - 0.5
    assert place.left > area.left + 1.5
    assert place.right < area.right - 1.5


def test_the_neuron_stands_right_of_its_weights_as_bright_as_its_activation(record):
    found = HeroWeights(record, 2, activation="sigmoid", palette=PALETTES["classic"])
    assert found.weights.weights.source == record["model.layers[0].weights"].row(2).source
    assert found.neuron.fills[0].value == record["trace.layers[0].activations"][2].value
    assert found.weights.get_right()[0] < found.ring.get_left()[0]
    assert found.ring.get_right()[0] < stage().right
    assert found.tie.get_end() == pytest.approx(found.ring.get_left())
