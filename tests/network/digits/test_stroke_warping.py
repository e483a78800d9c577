import numpy as np

from network.digits.drawn_digits import load_drawn_digits
from network.digits.pen_strokes import Stroke, warp_strokes


def test_the_same_seed_warps_in_the_same_way():
    strokes = load_drawn_digits()[4].strokes
    first, again, other = (warp_strokes(strokes, np.random.default_rng(s)) for s in (5, 5, 6))
    assert first == again
    assert first != other


def test_points_move_but_not_far():
    rng = np.random.default_rng(0)
    moves = np.concatenate(
        [
            np.hypot(*(warped.points - stroke.points).T)
            for digit in load_drawn_digits()
            for stroke, warped in zip(digit.strokes, warp_strokes(digit.strokes, rng), strict=True)
        ]
    )
    assert 0.02 < np.median(moves) < 0.08
    assert moves.max() < 0.25


def test_strokes_that_touch_keep_touching_and_corners_stay_corners():
    ell = Stroke(np.array([[0.3, 0.1], [0.3, 0.9], [0.3, 0.9], [0.6, 0.9]]))
    bar = Stroke(np.array([[0.3, 0.1], [0.8, 0.1]]))
    warped_ell, warped_bar = warp_strokes((ell, bar), np.random.default_rng(3))
    assert np.array_equal(warped_ell.points[1], warped_ell.points[2])
    assert np.array_equal(warped_ell.points[0], warped_bar.points[0])


def test_the_map_is_smooth_and_does_not_fold():
    grid = np.stack(np.meshgrid(np.linspace(0, 1, 30), np.linspace(0, 1, 30)), -1)
    for seed in range(50):
        (warped,) = warp_strokes([Stroke(grid.reshape(-1, 2))], np.random.default_rng(seed))
        to_right, down = np.gradient(warped.points.reshape(30, 30, 2), 1 / 29, axis=(1, 0))
        area = to_right[..., 0] * down[..., 1] - to_right[..., 1] * down[..., 0]
        assert area.min() > 0.25
        assert area.max() < 2.5
