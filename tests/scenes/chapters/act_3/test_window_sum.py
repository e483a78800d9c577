from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import WindowSum
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.scales import signed_colors
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

CLASSIC = PALETTES["classic"]
WEIGHTS = np.array([[1.0, 2.0], [-1.0, 0.0]])
PIXELS = np.array([[0.5, 1.0], [1.0, 0.25]])


@pytest.fixture
def found():
    kernel = PixelGrid(signed_colors(WEIGHTS, CLASSIC), side=1.4).move_to([3, 1, 0])
    products = SourcedArray(WEIGHTS * PIXELS, "stops.products")
    total = Sourced(1.5, "stops.sums[0]")
    pixels = SourcedArray(PIXELS, "stops.windows")
    return WindowSum(kernel, pixels, products, total, largest=2.0, palette=CLASSIC)


def test_what_is_seen_is_as_large_as_the_filter_and_beside_it(found):
    seen = found.seen[0]
    assert seen.height == pytest.approx(found.kernel.height)
    assert seen.get_y() == pytest.approx(found.kernel.get_y())
    assert seen.get_right()[0] < found.times.get_left()[0]
    assert found.times.get_right()[0] < found.kernel.get_left()[0]
    np.testing.assert_allclose(seen.colors[..., 0], PIXELS)


def test_products_stand_below_and_their_sum_below_them(found):
    product = found.product[0]
    assert product.get_top()[1] < found.kernel.get_bottom()[1]
    assert found.total.get_top()[1] < product.get_bottom()[1]
    np.testing.assert_allclose(product.colors, signed_colors(WEIGHTS * PIXELS, CLASSIC, 2.0))
    assert found.total.glyph_color == CLASSIC.positive
    assert found.kernel not in found.submobjects
