from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from scenes.mobjects.raster.blur import blurred, enlarged


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (5, 1), (23, 41)])
def test_enlarged_is_what_pillow_makes_of_it(shape):
    squares = np.random.default_rng(1).random(shape, np.float32)
    size = (4 * shape[1], 4 * shape[0])
    wanted = Image.fromarray(squares).resize(size, Image.Resampling.BILINEAR)
    np.testing.assert_allclose(enlarged(squares), np.asarray(wanted), atol=1e-6)


@pytest.mark.parametrize("shape", [(120, 200), (121, 199), (122, 203), (3, 2)])
def test_light_is_blurred_by_a_gaussian(shape):
    light = np.zeros(shape, np.float32)
    light[shape[0] // 2, :] = 1
    light[:, shape[1] // 3] = 0.5
    found = blurred(light, 8.0)
    assert found.shape == shape
    assert found.dtype == np.float32
    if min(shape) > 100:
        wanted = gaussian_filter(light, 8.0, truncate=4)
        inner = (slice(8, -8), slice(8, -8))
        np.testing.assert_allclose(found[inner], wanted[inner], atol=0.12 * wanted.max())


def test_an_even_light_stays_even_to_the_last_pixel():
    np.testing.assert_allclose(blurred(np.full((33, 50), 0.7, np.float32), 7.4), 0.7, atol=1e-6)
