import numpy as np
import pytest
from manim import Scene, tempconfig

from network.digits.drawn_digits import drawn_digit, rasterize
from network.files.default_model import default_model
from network.forward import forward
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_light
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.motion.propagation import FoldIntoColumn, propagate, send
from scenes.stage import theme
from scenes.subject.record_view import RecordView


@pytest.fixture(scope="module")
def trace():
    return forward(default_model(), rasterize(drawn_digit(7)))


def test_a_run_through_all_layers_ends_with_every_signal_and_every_activation(trace):
    diagram = NetworkDiagram(default_model(), theme.PALETTES["classic"]).show_weights()
    record = RecordView({"trace": trace})
    with tempconfig({"dry_run": True}):
        for layer in range(len(trace.layers)):
            Scene(camera_class=RasterCamera).play(propagate(diagram, record, layer, seconds=0.2))
    for layer, light, column in zip(
        trace.layers, diagram.connections, diagram.columns, strict=True
    ):
        ((shining, share),) = light.settle().ahead
        assert share == 1
        np.testing.assert_allclose(shining.values, flow_light(layer.contributions))
        fills = [neuron.get_fill_color().to_rgb().mean() for neuron in column]
        assert np.corrcoef(fills, layer.activations)[0, 1] > 0.999


def test_pixels_fold_into_the_column_which_then_stands_in_their_place(trace):
    diagram = NetworkDiagram(default_model(), theme.PALETTES["classic"])
    record = RecordView({"trace": trace})
    diagram.show_image(record["trace.inputs"])
    fold = FoldIntoColumn(diagram, record["trace.inputs"], seconds=0.2)
    with tempconfig({"dry_run": True}):
        scene = Scene(camera_class=RasterCamera)
        scene.play(fold)
    np.testing.assert_allclose(fold.mobject.points, diagram.places.columns[0], atol=1e-9)
    assert fold.mobject not in scene.mobjects
    assert diagram.strip in scene.mobjects
    np.testing.assert_allclose(diagram.strip.colors[:, 0, 0], trace.inputs)


def test_pixels_leave_their_picture_before_they_rise_or_fall(trace):
    diagram = NetworkDiagram(default_model(), theme.PALETTES["classic"])
    record = RecordView({"trace": trace})
    diagram.show_image(record["trace.inputs"])
    fold = FoldIntoColumn(diagram, record["trace.inputs"])
    cells, edge = diagram.image.cell_centers(), diagram.image.get_right()[0]
    fold.begin()
    for moment in np.linspace(0, 1, 9):
        fold.interpolate(moment)
        points = fold.mobject.points
        is_above_words = points[:, 0] < edge
        np.testing.assert_allclose(points[is_above_words, 1], cells[is_above_words, 1])


def test_a_signal_alone_leaves_the_neurons_as_they_are(trace):
    diagram = NetworkDiagram(default_model(), theme.PALETTES["classic"])
    record = RecordView({"trace": trace})
    light = diagram.connections[1]
    animation = send(diagram, record, 1, seconds=0.2)
    animation.begin()
    animation.interpolate(0.5)
    assert 0 < light.front < 1
    animation.interpolate(1)
    assert light.front == 1
    np.testing.assert_allclose(light.behind[0][0].values, flow_light(trace.layers[1].contributions))
    assert all(neuron.fills == () for neuron in diagram.columns[1])
