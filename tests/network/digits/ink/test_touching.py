import numpy as np
import pytest
from PIL import Image, ImageDraw

from network.digits.ink.finding import find_digit
from network.digits.ink.touching import looks_like_two


def drawn(*lines, size=(240, 200), pen=12):
    """Ink of straight lines, as a mask."""
    picture = Image.new("L", size, 0)
    for line in lines:
        ImageDraw.Draw(picture).line(line, fill=255, width=pen, joint="curve")
    return np.asarray(picture) > 0


BOX = (40, 40, 110, 40, 110, 160, 40, 160, 40, 40)
NEXT_STROKE = (135, 40, 180, 40, 180, 160)
BRIDGE = (110, 42, 140, 42)


@pytest.mark.parametrize(
    ("lines", "is_two"),
    [
        ((BOX,), False),
        ((BOX, NEXT_STROKE, BRIDGE), True),
        ((BOX, (150, 40, 190, 160), (110, 100, 170, 100)), True),
        (((20, 100, 220, 100, 220, 160),), True),
        (((60, 40, 60, 160),), False),
    ],
    ids=["a zero", "a zero and a seven", "a slanted neighbor", "wider than high", "a one"],
)
def test_two_digits_are_told_by_a_cut_or_by_their_width(lines, is_two):
    assert looks_like_two(drawn(*lines), pen=12) is is_two


@pytest.mark.parametrize("slant", [0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.4])
def test_two_that_slant_alike_are_told_apart(slant):
    down, across = np.mgrid[:120, :200]
    from_left = across + slant * down - 60
    is_pair = (from_left >= 0) & (from_left < 88)
    is_gap = (from_left >= 40) & (from_left < 48) & (down >= 12)
    assert looks_like_two(is_pair & ~is_gap, pen=12)
    assert not looks_like_two(is_pair, pen=12)


@pytest.mark.parametrize(("top", "bottom", "is_two"), [(9, 115, True), (12, 115, False)])
def test_a_neighbor_much_shorter_is_a_part_of_the_digit(top, bottom, is_two):
    is_digit = np.zeros((120, 88), bool)
    is_digit[:, :40] = is_digit[top:bottom, 48:] = is_digit[50:62] = True
    assert looks_like_two(is_digit, pen=12) is is_two
    assert looks_like_two(is_digit[:, ::-1], pen=12) is is_two


def test_two_that_touch_are_read_with_a_warning_that_names_shapes(photos):
    found = find_digit(photos.photo("touching_digits", 11))
    assert found.remark == "this may be two shapes that touch, read as one digit"


def test_a_frame_that_a_digit_touches_is_left_out():
    frame = (20, 20, 220, 20, 220, 180, 20, 180, 20, 20)
    found = find_digit(1.0 - drawn(frame, (100, 60, 150, 60, 110, 176), pen=7))
    assert found.ink[100, 20] == found.ink[20, 150] == 0
    assert found.ink[60, 125] > 0.9


def test_a_smaller_shape_is_left_out_with_a_warning():
    found = find_digit(1.0 - drawn((60, 40, 110, 40, 80, 160), (180, 110, 200, 110, 190, 160)))
    assert found.ink[135, 195] == 0
    assert found.remark == "beside the digit are smaller shapes, left out: 1"


def test_colors_of_an_array_are_told_apart():
    ink = drawn((60, 40, 130, 40, 90, 160))
    picture = np.where(ink[..., None], (200, 40, 40), (40, 122, 40)).astype(np.uint8)
    assert ((find_digit(picture).ink > 0.5).sum()) == pytest.approx(ink.sum(), rel=0.15)
