"""Light of a network's connections."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.network_diagram import flow_into, flow_light

CONTRIBUTIONS = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, -0.1], [0.0, 0.2, 4.0]])


def test_only_connections_into_the_chosen_neurons_shine():
    light = flow_into([2, 0], CONTRIBUTIONS)
    assert not light[1].any()
    assert light[[0, 2]] == pytest.approx(flow_light(CONTRIBUTIONS)[[0, 2]])


def test_they_are_as_bright_as_with_all_others():
    everything = flow_into(range(3), CONTRIBUTIONS)
    assert everything == pytest.approx(flow_light(CONTRIBUTIONS))
