import numpy as np
import pytest

from network.default_model import default_model
from network.drawn_digits import drawn_digit, rasterize
from network.forward import forward
from scenes import theme
from scenes.mobjects.network_diagram import NetworkDiagram, flow_light
from scenes.motion.propagation import all_at_once
from scenes.sources import Record


@pytest.fixture(scope="module")
def trace():
    return forward(default_model(), rasterize(drawn_digit(7)))


def test_a_run_all_at_once_ends_with_every_signal_and_every_activation(trace):
    diagram = NetworkDiagram(default_model(), theme.PALETTES["classic"]).show_weights()
    for animation in all_at_once(diagram, Record({"trace": trace})):
        animation.begin()
        animation.finish()
    for layer, light, column in zip(
        trace.layers, diagram.connections, diagram.columns, strict=True
    ):
        ((shining, share),) = light.ahead
        assert share == 1
        np.testing.assert_allclose(shining.values, flow_light(layer.contributions))
        fills = [neuron.get_fill_color().to_rgb().mean() for neuron in column]
        assert np.corrcoef(fills, layer.activations)[0, 1] > 0.999
