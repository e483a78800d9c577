"""Dials: one a value, its hand turned as far as the value says."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.learning_is_finding_them_parts import (
    CELL_UNTIL,
    FULL_TURN,
    FULL_TURN_AT,
    HALF_WIDTH,
    HAND,
    RIM,
    RIM_FROM,
    RULE,
    DialField,
    strongest_row,
)
from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject
from scenes.stage.scales import SIGNED_EXPONENT, signed_colors
from scenes.stage.theme import PALETTES, TEXT, rgb
from scenes.subject.sourced import SourcedArray

CLASSIC = PALETTES["classic"]


FAR = 400
"""Height of a frame in which the dials of a field of 1300 are small."""


def _picture(mobject: RasterMobject, height: int = 100) -> np.ndarray:
    pixels = np.zeros((height, 200, 4), dtype=np.uint8)
    mobject.draw(Canvas(pixels, 50.0, np.zeros(3)))
    return pixels[..., :3].astype(float)


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


@pytest.mark.parametrize("share", [1.0, 0.3, 0.0])
def test_the_smallest_dials_are_even_cells_colored_as_weights_are(share):
    values = np.tile(share * FULL_TURN_AT * np.array([1, -1]), 650)
    field = DialField(len(values), width=4, height=2, palette=CLASSIC)
    picture = _picture(field.show(SourcedArray(values, "dials")), FAR)
    assert 50 * field.pitch < FAR * CELL_UNTIL[0]
    one, other = 255 * signed_colors(np.array([share, -share]), CLASSIC, 1.0)
    for pixel in picture[FAR // 2, 20:180]:
        assert min(np.abs(pixel - one).max(), np.abs(pixel - other).max()) <= 1


def test_cells_that_travel_look_like_the_field_from_far():
    values = np.random.default_rng(3).normal(size=1300)
    field = DialField(len(values), width=4, height=2, palette=CLASSIC)
    field.show(SourcedArray(values, "dials"))
    cells, dials = _picture(field.cells(), FAR), _picture(field, FAR)
    columns, rows = (field.centers()[:, :2] * (50, -50) + (100, FAR / 2)).astype(int).T
    assert dials[rows, columns].mean() > 20
    assert np.abs(cells - dials)[rows, columns].max() <= 2


def test_the_most_turned_dials_are_found_away_from_the_edges():
    field = _field([0.0] * 800)
    field.turns[[0, 1, 10 * field.columns + 12]] = 3, 3, 2
    found = field.most_turned(5, 3)
    x, y = field.centers()[10 * field.columns + 12, :2]
    assert found.left < x < found.right
    assert found.bottom < y < found.top
    assert found.width == pytest.approx(5 * field.pitch)
    assert found.left > field.points[0, 0]


def _over(under: np.ndarray, color: np.ndarray, cover: float) -> np.ndarray:
    return under * (1 - cover) + 255 * color * cover


def _pixel(field: DialField, x: int, y: int, under: np.ndarray, height: int) -> np.ndarray:
    """What a field makes of one pixel, worked out for it alone."""
    pitch = 50 * field.pitch
    across = (x + 0.5 - 100 - 50 * field.points[0, 0]) / pitch
    down = (y + 0.5 - height / 2 + 50 * field.points[0, 1]) / pitch
    # A pixel that the edge of the field runs through belongs to the dial at that edge.
    column = np.clip(np.floor(across), 0, field.columns - 1)
    row = np.clip(np.floor(down), 0, field.rows - 1)
    dial = int(row * field.columns + column)
    if dial >= field.turns.size:
        return under
    place, turn = np.array([across - column - 0.5, row + 0.5 - down]), field.turns[dial]
    rim = np.clip(1 - pitch * abs(np.hypot(*place) - RIM) + 0.3 * HALF_WIDTH * pitch, 0, 1)
    rim *= _way(pitch / height, *RIM_FROM)
    hand = np.array([np.sin(turn), np.cos(turn)])
    distance = np.hypot(*(place - np.clip(place @ hand, 0, HAND) * hand))
    cover = np.clip(max(HALF_WIDTH * pitch, 0.6) + 0.5 - distance * pitch, 0, 1)
    strength = min(1, 4 * abs(turn) / FULL_TURN)
    sign = np.array(rgb(CLASSIC.negative if turn < 0 else CLASSIC.positive))
    color = strength * sign + (1 - strength) * np.array(rgb(TEXT))
    share = _way(pitch / height, *CELL_UNTIL)
    even = (1 - share) * (abs(turn) / FULL_TURN) ** SIGNED_EXPONENT
    ground = _over(under, RULE / 255, field.opacity * rim)
    ground = _over(ground, sign, field.opacity * even)
    return _over(ground, color, field.opacity * share * cover)


def _way(size: float, none: float, whole: float) -> float:
    return float(np.clip((size - none) / (whole - none), 0, 1))


@pytest.mark.parametrize(
    ("count", "height"), [(5, 100), (60, 100), (400, 100), (1300, 100), (1300, 200), (1300, FAR)]
)
@pytest.mark.parametrize("opacity", [1.0, 0.3])
def test_rows_of_dials_look_as_if_every_pixel_were_worked_out_alone(count, height, opacity):
    rng = np.random.default_rng(count)
    field = _field(list(rng.normal(size=count))).scale(1.1).shift([0.13, 0.05, 0])
    field.set_opacity(opacity)
    under = np.full((height, 200, 4), 255, dtype=np.uint8)
    under[..., :3] = rng.integers(0, 256, (height, 200, 3))
    pixels = under.copy()
    field.draw(Canvas(pixels, 50.0, np.zeros(3)))
    for x, y in zip(
        rng.integers(10, 190, 600), rng.integers(10, 90, 600) + (height - 100) // 2, strict=True
    ):
        expected = _pixel(field, x, y, under[y, x, :3].astype(float), height)
        # Color, cover and what is seen are each rounded to whole numbers.
        assert np.abs(pixels[y, x, :3] - expected).max() <= 1.5


def test_the_strongest_row_is_found_away_from_the_border():
    weights = np.ones((8, 8))
    weights[0], weights[3, 2:] = 9, -2
    assert strongest_row(SourcedArray(weights.ravel(), "weights")) == 3
