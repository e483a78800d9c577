import pytest
from manim import tempconfig

from scenes.mobjects.network.hiding_box import HidingBox
from scenes.stage.layout import network_places, stage


@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 64, 10), (784, 24, 16, 12, 10)])
def test_a_box_hides_every_hidden_neuron_and_no_other(sizes):
    places = network_places(sizes)
    panel = HidingBox(places).panel
    left, right = panel.get_left()[0], panel.get_right()[0]
    for column, radius in zip(places.columns[1:-1], places.radii[1:-1], strict=True):
        assert left < column[0, 0] - radius
        assert column[0, 0] + radius < right
    assert left > places.columns[0][0, 0]
    assert right < places.columns[-1][0, 0] - places.radii[-1]


def test_a_box_is_a_dark_veil_as_high_as_the_stage():
    panel = HidingBox(network_places((784, 16, 16, 10))).panel
    assert panel.height == pytest.approx(stage().height)
    assert 0.8 < panel.get_fill_opacity() < 1


@pytest.mark.parametrize("height", [8.0, 128 / 9])
def test_a_box_leaves_a_picture_above_it_free(height):
    with tempconfig({"frame_width": 8.0, "frame_height": height}):
        places = network_places((784, 16, 16, 10))
        panel = HidingBox(places).panel
    assert panel.get_top()[1] < places.image[1] - places.image_side / 2
    for column, radius in zip(places.columns[1:-1], places.radii[1:-1], strict=True):
        assert panel.get_top()[1] > column[0, 1] + radius
        assert panel.get_bottom()[1] < column[-1, 1] - radius


def test_doors_stand_where_the_panel_does_and_open_to_its_edges():
    box = HidingBox(network_places((784, 16, 16, 10)))
    doors = box.doors()
    assert [doors.width, doors.height] == pytest.approx([box.panel.width, box.panel.height])
    for opening in doors.opening():
        opening.begin()
        opening.interpolate(1)
    assert doors.width == pytest.approx(box.panel.width)
    assert max(door.width for door in doors) < 0.05
