"""Back from an answer: only the connections into one neuron shine."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.network_diagram import NetworkDiagram, flow_light
from scenes.motion.tracing_back import darken, light_into
from scenes.settings import Settings
from scenes.sources import Record
from scenes.subject import subject
from scenes.theme import PALETTES


@pytest.fixture(scope="module")
def found():
    return subject(Settings(digit=3))


@pytest.fixture
def diagram(found):
    return NetworkDiagram(found.model, PALETTES["classic"]).show_weights()


def played(animation):
    animation.begin()
    animation.interpolate(1)
    terms = animation.mobject.ahead
    return sum(share * intensities.values for intensities, share in terms)


def test_only_what_flows_into_the_neuron_is_seen(found, diagram):
    record = Record({"model": found.model, "trace": found.trace})
    light = played(light_into(diagram, record, "trace", 1, 5))
    expected = np.zeros_like(light)
    expected[5] = flow_light(found.trace.layers[1].contributions[5])
    np.testing.assert_allclose(light, expected, rtol=1e-6)


def test_layers_that_are_not_followed_go_dark(diagram):
    animations = darken(diagram, range(2))
    assert [animation.mobject for animation in animations] == list(diagram.connections[:2])
    assert all(not played(animation).any() for animation in animations)
