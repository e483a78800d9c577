import numpy as np
import pytest

from network.digits.pen_strokes import Stroke, stroke_path
from network.errors import OptionError

CIRCLE = Stroke(
    0.5 + 0.4 * np.array([[np.cos(a), np.sin(a)] for a in np.linspace(0, 2 * np.pi, 13)])
)
HOOK = Stroke(np.array([[0.2, 0.1], [0.8, 0.1], [0.8, 0.1], [0.5, 0.9]]))


def nearest(path, point):
    return np.min(np.hypot(*(path - point).T))


def test_a_stroke_cannot_be_changed():
    points = np.array([[0.0, 0.0], [1.0, 1.0]])
    stroke = Stroke(points)
    points[0] = 9
    assert stroke.points[0].tolist() == [0, 0]
    with pytest.raises(ValueError, match="read-only"):
        stroke.points[0] = 9


def test_strokes_with_the_same_points_are_equal():
    assert Stroke(HOOK.points) == HOOK
    assert CIRCLE != HOOK


def test_the_path_passes_through_every_control_point():
    path = stroke_path(CIRCLE, 2000)
    assert max(nearest(path, point) for point in CIRCLE.points) < 0.002


def test_the_path_begins_and_ends_with_the_pen():
    path = stroke_path(HOOK, 7)
    assert path.shape == (7, 2)
    assert path[0].tolist() == [0.2, 0.1]
    assert path[-1].tolist() == [0.5, 0.9]


def test_the_pen_goes_at_an_even_pace():
    for stroke in (CIRCLE, HOOK):
        steps = np.hypot(*np.diff(stroke_path(stroke, 400), axis=0).T)
        # Only the one step that cuts a corner off is shorter.
        assert np.sort(steps)[1] == pytest.approx(steps.max(), rel=0.01)


def test_points_on_a_circle_give_nearly_a_circle():
    distances = np.hypot(*(stroke_path(CIRCLE, 300) - 0.5).T)
    assert np.abs(distances - 0.4).max() < 0.01


def test_two_points_give_a_straight_line():
    path = stroke_path(Stroke(np.array([[0.0, 0.0], [0.6, 0.8]])), 3)
    np.testing.assert_allclose(path, [[0, 0], [0.3, 0.4], [0.6, 0.8]], atol=1e-12)


def test_a_point_given_twice_is_a_corner():
    path = stroke_path(HOOK, 1000)
    # Both legs have two points each, so that they are straight.
    on_first = np.abs(path[:, 1] - 0.1) < 1e-9
    assert path[on_first][:, 0].max() == pytest.approx(0.8, abs=0.002)
    assert path[:, 0].max() <= 0.8 + 1e-9
    smooth = stroke_path(Stroke(HOOK.points[[0, 1, 3]]), 1000)
    assert smooth[:, 1].min() < 0.08


@pytest.mark.parametrize(
    ("points", "complaint"),
    [
        (np.zeros(4), r"shape \(n, 2\), got \(4,\)"),
        (np.zeros((3, 3)), r"shape \(n, 2\), got \(3, 3\)"),
        (np.zeros((0, 2)), "two places or more"),
        (np.ones((3, 2)), "two places or more"),
        (np.array([[0, 0], [np.nan, 1]]), "finite"),
    ],
)
def test_what_is_no_stroke_is_refused(points, complaint):
    with pytest.raises(OptionError, match=complaint):
        Stroke(points)


def test_a_path_of_one_point_is_refused():
    with pytest.raises(OptionError, match="2 or more, got 1"):
        stroke_path(HOOK, 1)
