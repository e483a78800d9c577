"""Networks drawn small."""

import pytest

from scenes.mobjects.network.network_sketch import OUTPUTS, NetworkSketch
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced

PALETTE = PALETTES["classic"]


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_a_sketch_has_all_neurons_of_its_network(depth):
    room = Stage(-1.0, 1.0, 0.5, -0.5)
    sketch = NetworkSketch(Sourced(8, "width"), depth, room, PALETTE)
    neurons = sketch.neurons
    assert len(sketch.lights) == depth + 1
    assert [len(column.get_subpaths()) for column in neurons] == [*depth * [8], OUTPUTS]
    assert len({round(float(column.get_x()), 6) for column in neurons}) == depth + 1
    assert sketch.width == pytest.approx(room.width, abs=0.1)
    assert sketch.height <= room.height + 0.1


def test_wider_layers_are_drawn_higher():
    room = Stage(-1.0, 1.0, 0.5, -0.5)
    heights = []
    for width in (2, 16, 64):
        sketch = NetworkSketch(Sourced(width, "width"), 1, room, PALETTE)
        heights.append(sketch.neurons[0].height)
    assert heights == sorted(heights)
    assert heights[0] > 0.3 * heights[-1]


def test_all_sketches_have_as_much_light_and_shine_in_proportion():
    room = Stage(-1.0, 1.0, 0.5, -0.5)

    def light(sketch):
        return sum(each.ahead[0][0].values.sum() for each in sketch.lights)

    few, many = (NetworkSketch(Sourced(width, "w"), 2, room, PALETTE) for width in (2, 16))
    assert light(few) == pytest.approx(light(many), rel=1e-4)
    before = light(few)
    assert light(few.shine(3.0)) == pytest.approx(3 * before, rel=1e-4)


@pytest.mark.parametrize("depth", [1, 2])
def test_neurons_of_two_networks_meet_one_to_one(depth):
    room = Stage(-1.0, 1.0, 0.5, -0.5)
    few, many = (NetworkSketch(Sourced(width, "w"), depth, room, PALETTE) for width in (2, 8))
    start, end = few.as_many_as(many), many.as_many_as(few)
    for one, other, own, others in zip(start, end, few.neurons, many.neurons, strict=True):
        assert one.points.shape == other.points.shape == others.points.shape
        assert one.get_center() == pytest.approx(own.get_center())
        assert (one.height, other.height) == pytest.approx((own.height, others.height))
    assert start[0].points[: len(start[0].points) // 2].mean(axis=0)[1] == pytest.approx(
        few.columns[0][0][1], abs=1e-3
    )
