import numpy as np

from network.files.default_model import default_model
from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.network.untrained import untrained_lights
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView
from scenes.subject.settings import Settings
from scenes.subject.subject import training_start_of


def test_untrained_connections_stand_where_trained_ones_do_and_shine_by_the_first_weights():
    start, palette = training_start_of(Settings()), PALETTES["classic"]
    record = RecordView({"training_start": start})
    lights = untrained_lights(start, record, palette, free=0.5)
    diagram = NetworkDiagram(default_model(), palette, free=0.5)
    for layer, (light, trained) in enumerate(zip(lights, diagram.connections, strict=True)):
        weights = start.layers[layer].weights
        assert np.array_equal(light.points, trained.points)
        assert np.array_equal(light.signs, weights >= 0)
        assert light.fills[0].source == f"training_start.layers[{layer}].weights"
        shown = light.ahead[0][0].values
        assert 0 < shown.max() < rest_light(weights).max()
