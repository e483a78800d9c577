from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage import theme
from scenes.stage.scales import gray, signed_colors
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

VALUES = SourcedArray([[1.0, 0.4, 0.0], [-0.2, -0.5, -1.0]], "kernel")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_every_number_stands_in_its_cell_and_can_be_read_there(palette):
    grid = PixelGrid(signed_colors(VALUES.values, palette), side=2.0, sources=VALUES)
    texts = cell_numbers(grid, VALUES)
    np.testing.assert_allclose([t.get_center() for t in texts], grid.cell_centers(), atol=0.02)
    assert [text.sourced.source for text in texts][4] == "kernel[1,1]"
    for text in texts:
        assert theme.contrast(text.glyph_color, text.ground) >= 4.5


@pytest.mark.parametrize("level", np.linspace(0, 1, 11))
def test_a_number_can_be_read_on_every_gray(level):
    values = SourcedArray([[level]], "image")
    (text,) = cell_numbers(PixelGrid(gray(values.values), side=1.0), values)
    assert theme.contrast(text.glyph_color, text.ground) >= 4.5
