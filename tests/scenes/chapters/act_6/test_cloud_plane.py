import numpy as np
import pytest

from network.measurements.record_lookup import load_or_measure
from scenes.chapters.act_6.without_nonlinearity_parts import CLOUDS, CloudPlane
from scenes.subject.record_view import RecordView


@pytest.fixture
def plane(record):
    clouds = load_or_measure("two_clouds", record.roots["model"])
    return clouds, CloudPlane(RecordView({CLOUDS: clouds}), "bent", side=6.0, color="#5FE0D0")


def test_points_stand_where_they_are_in_the_plane(plane):
    clouds, drawn = plane
    for point, dot in zip(clouds.points, drawn.points_of_clouds, strict=True):
        assert dot.get_center()[:2] == pytest.approx(2 * point)


def test_the_second_cloud_is_of_rings(plane):
    clouds, drawn = plane
    fills = {dot.get_fill_color().to_hex() for dot in drawn.points_of_clouds[60:]}
    assert clouds.labels[60:].all()
    assert len(fills) == 1
    assert fills.isdisjoint(dot.get_fill_color().to_hex() for dot in drawn.points_of_clouds[:60])


def test_light_falls_on_the_side_of_the_rings(plane):
    clouds, drawn = plane
    centers = drawn.ground.cell_centers()
    light = drawn.ground.colors[..., 0].ravel()
    for point, label in zip(clouds.points, clouds.labels, strict=True):
        nearest = int(np.linalg.norm(centers[:, :2] - 2 * point, axis=1).argmin())
        assert (light[nearest] > light.max() / 2) == bool(label)
