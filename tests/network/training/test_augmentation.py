"""Warps of training images, against arithmetic and scipy's own interpolation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from network.errors import OptionError
from network.training.augmentation import augment, warp_matrix


@pytest.fixture
def blob() -> np.ndarray:
    """Return a 9 x 9 image with something in the middle that has no symmetry."""
    image = np.zeros((9, 9))
    image[3:6, 3:6] = [[1.0, 0.2, 0.0], [0.5, 0.8, 0.0], [0.0, 0.3, 0.6]]
    return image


def test_no_warp_changes_nothing(blob: np.ndarray) -> None:
    warp = warp_matrix(9, shift=(0, 0), rotation=0, scale=1)
    np.testing.assert_allclose(warp @ blob.ravel(), blob.ravel(), atol=1e-15)


def test_a_whole_shift_moves_down_and_right(blob: np.ndarray) -> None:
    warp = warp_matrix(9, shift=(2, 1), rotation=0, scale=1)
    expected = np.roll(blob, (2, 1), axis=(0, 1))
    np.testing.assert_allclose((warp @ blob.ravel()).reshape(9, 9), expected, atol=1e-15)


def test_half_a_shift_mixes_neighbors_evenly(blob: np.ndarray) -> None:
    warp = warp_matrix(9, shift=(0, 0.5), rotation=0, scale=1)
    expected = (blob + np.roll(blob, 1, axis=1)) / 2
    np.testing.assert_allclose((warp @ blob.ravel()).reshape(9, 9), expected, atol=1e-15)


def test_a_quarter_turn_is_counterclockwise(blob: np.ndarray) -> None:
    warp = warp_matrix(9, shift=(0, 0), rotation=90, scale=1)
    np.testing.assert_allclose((warp @ blob.ravel()).reshape(9, 9), np.rot90(blob), atol=1e-14)


def test_any_warp_agrees_with_scipy(blob: np.ndarray) -> None:
    warp = warp_matrix(9, shift=(0.3, -0.7), rotation=11, scale=1.1)
    turn, middle = np.radians(11), np.array([4.0, 4.0])
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) / 1.1
    offset = middle - matrix @ (middle + np.array([0.3, -0.7]))
    expected = ndimage.affine_transform(blob, matrix, offset, order=1)
    np.testing.assert_allclose((warp @ blob.ravel()).reshape(9, 9), expected, atol=1e-14)


def test_what_leaves_the_picture_is_lost_and_darkness_comes_in() -> None:
    warp = warp_matrix(3, shift=(1, 0), rotation=0, scale=1)
    assert (warp @ np.ones(9)).tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1]


def test_pixels_stay_between_zero_and_one(rng: np.random.Generator) -> None:
    images = rng.random((100, 81))
    warped = augment(images, rng, shift=2, rotation=20, scale=0.2)
    assert warped.min() >= 0
    assert warped.max() <= 1 + 1e-12


def test_every_image_keeps_its_place(rng: np.random.Generator, blob: np.ndarray) -> None:
    brightness = np.arange(1.0, 201.0)
    warped = augment(brightness[:, None] * blob.ravel(), rng, shift=1, rotation=5)
    np.testing.assert_allclose(warped.sum(axis=1), brightness * blob.sum(), rtol=0.05)


def test_images_are_not_all_warped_alike(rng: np.random.Generator, blob: np.ndarray) -> None:
    warped = augment(np.tile(blob.ravel(), (1000, 1)), rng, shift=1)
    assert len(np.unique(warped.round(9), axis=0)) >= 10


def test_no_bounds_give_the_images_themselves(rng: np.random.Generator) -> None:
    images = rng.random((3, 9))
    assert augment(images, rng) is images


def test_one_seed_gives_one_result(rng: np.random.Generator) -> None:
    images = rng.random((100, 81)).astype(np.float32)
    one, same, other = (
        augment(images, np.random.default_rng(seed), shift=1, rotation=5) for seed in (1, 1, 2)
    )
    assert one.dtype == np.float32
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


@pytest.mark.parametrize("shape", [(3, 10), (9,), (2, 3, 3)])
def test_images_that_are_not_square_are_refused(
    shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    with pytest.raises(OptionError, match="images must be rows of a square number of pixels, got"):
        augment(np.zeros(shape), rng, shift=1)


def test_negative_bounds_are_refused(rng: np.random.Generator) -> None:
    with pytest.raises(OptionError, match="bounds of warps must be 0 or more, got -1"):
        augment(np.zeros((1, 9)), rng, shift=-1)
