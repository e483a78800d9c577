"""From an answer back to what brought it about."""

from __future__ import annotations

import numpy as np

from scenes.chapters.act_4.looking_inside_parts import darken, light_into


def finish(animation):
    animation.begin()
    animation.interpolate(1)
    animation.finish()


def shining(light):
    ((level, share),) = light.ahead
    assert share == 1
    return level.values


def test_only_what_comes_into_one_neuron_shines(diagram, record):
    finish(light_into(diagram, record, "trace", 2, 7))
    values = shining(diagram.connections[2])
    assert np.flatnonzero(values.any(axis=1)).tolist() == [7]
    carried = np.abs(record["trace.layers[2].contributions"].values[7])
    assert (np.diff(values[7][carried.argsort()]) >= 0).all()


def test_what_shines_stands_for_the_terms_of_that_neuron(diagram, record):
    finish(light_into(diagram, record, "trace", 2, 7))
    (fill,) = diagram.connections[2].fills
    assert fill[3].source == "trace.layers[2].contributions[7,3]"


def test_other_layers_go_dark_and_the_rest_stays(diagram):
    for animation in darken(diagram, range(2)):
        finish(animation)
    assert not shining(diagram.connections[0]).any()
    assert not shining(diagram.connections[1]).any()
    assert diagram.connections[2].fills
