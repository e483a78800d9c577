"""Dials: one a value, its hand turned as far as the value says."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.dial_field import CELL_OPACITY, CELL_PIXELS, FULL_TURN, FULL_TURN_AT, DialField
from scenes.mobjects.raster import Canvas
from scenes.sourced import SourcedArray
from scenes.theme import PALETTES, TEXT, rgb

CLASSIC = PALETTES["classic"]


def _picture(field: DialField) -> np.ndarray:
    pixels = np.zeros((100, 200, 4), dtype=np.uint8)
    field.draw(Canvas(pixels, 50.0, np.zeros(3)))
    return pixels[..., :3]


def _field(values: list[float]) -> DialField:
    field = DialField(len(values), width=4, height=2, palette=CLASSIC)
    return field.show(SourcedArray(np.array(values), "dials"))


def test_a_hand_turns_in_proportion_and_stops_at_a_full_turn():
    field = _field([0.0, FULL_TURN_AT / 2, -FULL_TURN_AT, 9 * FULL_TURN_AT])
    assert field.turns == pytest.approx([0, FULL_TURN / 2, -FULL_TURN, FULL_TURN])


@pytest.mark.parametrize("count", [1, 7, 100, 13002])
def test_all_dials_fit_into_the_field(count):
    field = DialField(count, width=12, height=5, palette=CLASSIC)
    assert field.rows * field.columns >= count > (field.rows - 1) * field.columns
    assert field.width <= 12 + 1e-9
    assert field.height <= 5 + 1e-9


def test_positive_hands_point_right_and_negative_ones_left_in_their_colors():
    third = FULL_TURN_AT * (np.pi / 2) / FULL_TURN
    picture = _picture(_field([third, -third]))
    # Two dials of 100 pixels each: their middles are at 50 and 150.
    assert picture[50, 75] == pytest.approx(np.array(rgb(CLASSIC.positive)) * 255, abs=2)
    assert picture[50, 125] == pytest.approx(np.array(rgb(CLASSIC.negative)) * 255, abs=2)
    assert picture[50, 25].max() == picture[50, 175].max() == 0


def test_places_without_a_dial_stay_dark():
    field = DialField(3, width=2, height=2, palette=CLASSIC)
    picture = _picture(field)
    assert picture[50:, 100:150].max() == 0
    assert picture[:50, 100:150].max() > 0


@pytest.mark.parametrize(
    ("values", "colors"),
    [
        (
            [FULL_TURN_AT, -FULL_TURN_AT],
            (CLASSIC.positive, CLASSIC.negative),
        ),
        ([0.0, 0.0], (TEXT, TEXT)),
    ],
)
def test_the_smallest_dials_are_even_cells_in_the_color_of_their_hands(values, colors):
    values = np.tile(values, 650)
    field = DialField(len(values), width=4, height=2, palette=CLASSIC)
    picture = _picture(field.show(SourcedArray(values, "dials")))
    assert 50 * field.pitch < CELL_PIXELS[0]
    opacity = CELL_OPACITY[1 if values.any() else 0]
    one, other = (opacity * 255 * np.array(rgb(color)) for color in colors)
    for pixel in picture[50, 20:180].astype(float):
        assert min(np.abs(pixel - one).max(), np.abs(pixel - other).max()) <= 1
