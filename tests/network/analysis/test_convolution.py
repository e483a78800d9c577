"""Filters over pictures, against plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest

from network.analysis.filters import HORIZONTAL_EDGES, VERTICAL_EDGES, convolve, edges_of
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError


def plain_convolution(picture: list, kernel: list) -> list:
    height, width, top, left = len(picture), len(picture[0]), len(kernel) // 2, len(kernel[0]) // 2
    result = [[0.0] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            for i, weights in enumerate(kernel):
                for j, weight in enumerate(weights):
                    y, x = row + i - top, column + j - left
                    if 0 <= y < height and 0 <= x < width:
                        result[row][column] += weight * picture[y][x]
    return result


@pytest.mark.parametrize(("shape", "sides"), [((5, 7), (3, 3)), ((6, 4), (1, 5)), ((2, 2), (5, 3))])
def test_results_are_those_of_plain_loops(
    shape: tuple, sides: tuple, rng: np.random.Generator
) -> None:
    picture, kernel = rng.random(shape), rng.normal(size=sides)
    expected = plain_convolution(picture.tolist(), kernel.tolist())
    assert convolve(picture, kernel).result == pytest.approx(np.array(expected))


def test_the_products_in_a_window_add_up_to_the_result_everywhere() -> None:
    found = convolve(rasterize(drawn_digit(3)).reshape(28, 28), VERTICAL_EDGES)
    for row, column in found.positions:
        products = found.kernel * found.window(row, column)
        assert products.sum() == pytest.approx(found.result[row, column], abs=1e-12)


def test_the_window_is_read_row_by_row_and_is_dark_beyond_the_border() -> None:
    found = convolve([[1.0, 2.0], [3.0, 4.0]], VERTICAL_EDGES)
    assert found.positions.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert found.window(0, 0).tolist() == [[0, 0, 0], [0, 1, 2], [0, 3, 4]]


def test_even_areas_have_no_edges_and_borders_have() -> None:
    picture = np.zeros((9, 9))
    picture[:5] = 1.0
    found = edges_of(picture)
    assert found.horizontal.result[2:7, 4].tolist() == [0, 0, 4, 4, 0]
    assert not found.vertical.result[1:-1, 1:-1].any()


def test_strength_is_the_length_of_both_answers() -> None:
    found = edges_of(rasterize(drawn_digit(8)).reshape(28, 28))
    answers = zip(found.horizontal.result.flat, found.vertical.result.flat, strict=True)
    assert found.strength.ravel() == pytest.approx([math.hypot(*pair) for pair in answers])


def test_straight_lines_do_not_bend_and_corners_do() -> None:
    picture = np.zeros((12, 12))
    picture[5:, 5:] = 1.0
    bends = edges_of(picture).bends
    assert np.unravel_index(bends.argmax(), bends.shape) == (5, 5)
    assert bends[4:6, 8:10] == pytest.approx(np.zeros((2, 2)), abs=1e-12)
    assert bends[:3, :3] == pytest.approx(np.zeros((3, 3)))


def test_each_quarter_turn_of_the_filter_adds_what_it_finds(rng: np.random.Generator) -> None:
    picture = rng.random((6, 5))
    found = edges_of(picture)
    squares = np.zeros((6, 5))
    for turns, so_far in enumerate(found.by_turns):
        answers = convolve(picture, np.rot90(HORIZONTAL_EDGES, turns)).result
        squares += np.where(answers > 0, answers, 0) ** 2
        assert so_far == pytest.approx(np.sqrt(squares))
    np.testing.assert_array_equal(found.strength, found.by_turns[-1])


def test_bends_are_the_smaller_eigenvalue(rng: np.random.Generator) -> None:
    found = edges_of(rng.random((5, 6)))
    window = np.s_[1:4, 2:5]
    answers = np.stack([found.horizontal.result[window], found.vertical.result[window]]).reshape(
        2, 9
    )
    eigenvalues = np.linalg.eigvalsh(answers @ answers.T)
    assert found.bends[2, 3] == pytest.approx(eigenvalues[0])


def test_a_turned_picture_has_turned_edges(rng: np.random.Generator) -> None:
    picture = rng.random((8, 8))
    turned = edges_of(picture.T)
    assert turned.strength == pytest.approx(edges_of(picture).strength.T)
    assert HORIZONTAL_EDGES.tolist() == VERTICAL_EDGES.T.tolist()


@pytest.mark.parametrize(
    ("picture", "kernel", "message"),
    [
        (np.zeros(4), VERTICAL_EDGES, "picture must be rows and columns of pixels"),
        (np.zeros((0, 4)), VERTICAL_EDGES, "picture must be rows and columns of pixels"),
        (np.zeros((4, 4)), np.zeros((2, 3)), "kernel must have sides of odd length"),
        (np.zeros((4, 4)), np.zeros(3), "kernel must have sides of odd length"),
    ],
)
def test_what_has_no_center_is_refused(
    picture: np.ndarray, kernel: np.ndarray, message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        convolve(picture, kernel)


@pytest.mark.parametrize(("row", "column"), [(4, 0), (5, 0), (-1, 0), (0, 3), (0, 9), (0, -1)])
def test_a_window_outside_the_picture_is_refused(row: int, column: int) -> None:
    with pytest.raises(OptionError, match=f"position must be within 4 x 3, got {row}, {column}"):
        convolve(np.zeros((4, 3)), VERTICAL_EDGES).window(row, column)
