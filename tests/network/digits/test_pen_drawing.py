from __future__ import annotations

import json
import zlib

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from network.digits.drawn_digits import drawn_digit, rasterize
from network.digits.image_format import EIGHT_BY_EIGHT
from network.digits.pen_drawing import PICTURE_KEY, PenDrawing, drawing_in
from network.digits.preprocessing import load_digit_image, preprocess
from network.errors import ImageError, OptionError
from network.files.default_model import default_model
from network.forward import forward

SEVEN = PenDrawing((np.array([[300, 220], [700, 220], [450, 800.0]]),))
THREE = PenDrawing(tuple(s.points for s in drawn_digit(3).strokes), is_smooth=True)


def test_our_own_digit_gives_the_pixels_of_the_film():
    assert THREE.pixels().tolist() == rasterize(drawn_digit(3)).tolist()


def test_a_hand_is_followed_from_point_to_point():
    image = SEVEN.pixels().reshape(28, 28)
    assert forward(default_model(), image.ravel()).answer == 7
    assert image.max() == 1
    rows, columns = np.nonzero(image)
    assert max(np.ptp(rows), np.ptp(columns)) in (20, 21)
    assert image[rows.min() + 1, columns.min() + 2 : columns.max() - 1].min() == 1, "no gap"


def test_a_point_that_comes_twice_changes_nothing():
    twice = PenDrawing((np.repeat(SEVEN.strokes[0], 2, axis=0),))
    assert twice.pixels().tolist() == SEVEN.pixels().tolist()


def test_a_dot_stays_a_dot():
    dot = PenDrawing((np.array([[10.0, 990.0]]),)).pixels().reshape(28, 28)
    assert dot[14, 14] == 1
    assert np.count_nonzero(dot) <= 16


def test_other_sizes_of_pictures_are_drawn():
    assert SEVEN.pixels(EIGHT_BY_EIGHT).shape == (64,)


@pytest.mark.parametrize("drawing", [SEVEN, THREE], ids=["pen", "smooth"])
def test_a_saved_picture_remembers_its_strokes(drawing, tmp_path):
    drawing.save(tmp_path / "drawing.png")
    assert load_digit_image(tmp_path / "drawing.png").tolist() == drawing.pixels().tolist()
    assert PenDrawing.from_json(json.loads(json.dumps(drawing.as_json()))) == drawing


@pytest.mark.parametrize("drawing", [SEVEN, THREE], ids=["pen", "smooth"])
def test_a_saved_picture_shows_to_people_what_was_drawn(drawing, tmp_path):
    drawing.save(tmp_path / "drawing.png")
    with Image.open(tmp_path / "drawing.png") as picture:
        seen = preprocess(np.asarray(picture))  # an array remembers no strokes
    assert np.corrcoef(seen, drawing.pixels())[0, 1] > 0.95


def test_the_pen_of_a_saved_picture_is_round(tmp_path):
    PenDrawing((np.array([[500.0, 500.0]]),)).save(tmp_path / "dot.png")
    with Image.open(tmp_path / "dot.png") as picture:
        dot = np.asarray(picture)
    rows, columns = np.nonzero(dot)
    assert dot[rows, columns].max() == 255
    assert np.ptp(rows) == np.ptp(columns)
    middle = (len(dot) - 1) / 2
    assert (rows.mean(), columns.mean()) == pytest.approx((middle, middle), abs=0.5)


def test_a_picture_that_was_changed_since_is_looked_at(tmp_path):
    SEVEN.save(tmp_path / "seven.png")
    with Image.open(tmp_path / "seven.png") as picture:
        text = PngImagePlugin.PngInfo()
        text.add_text(PICTURE_KEY, picture.info[PICTURE_KEY])
        picture.transpose(Image.Transpose.ROTATE_180).save(tmp_path / "turned.png", pnginfo=text)
        assert drawing_in(picture) == SEVEN
    with Image.open(tmp_path / "turned.png") as turned:
        assert drawing_in(turned) is None
    expected = np.roll(SEVEN.pixels()[::-1].reshape(28, 28), (1, 1), (0, 1))  # 14.5 is the middle
    found = load_digit_image(tmp_path / "turned.png").reshape(28, 28)
    assert np.abs(found - expected).mean() < 0.03


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"strokes": 7}', '{"strokes": [[[1]]]}'])
def test_text_of_another_kind_is_no_drawing(text):
    picture = Image.new("L", (9, 9))
    picture.info[PICTURE_KEY] = text
    assert drawing_in(picture) is None


@pytest.mark.parametrize(
    "strokes", [[], [[]], [[[1, 2, 3]]], [[["x", "y"]]], [[[1e9, 0]]], [[[float("nan"), 0]]]]
)
def test_what_is_no_drawing_is_refused(strokes):
    with pytest.raises(OptionError, match="drawing: expected"):
        PenDrawing.from_json({"strokes": strokes})


def test_a_hand_that_wanders_for_miles_is_refused():
    to_and_fro = np.tile([[0.0, 0.0], [1000.0, 1000.0]], (400, 1))
    with pytest.raises(OptionError, match="expected at most 500 pads, got 1130"):
        PenDrawing((to_and_fro,))


def test_strokes_that_a_picture_remembers_but_no_pen_draws_are_refused(tmp_path):
    picture, text = Image.new("L", (8, 8)), PngImagePlugin.PngInfo()
    crc = zlib.crc32(picture.tobytes())
    text.add_text(PICTURE_KEY, json.dumps({"strokes": [[[0.5, 0.5]]], "smooth": True, "crc": crc}))
    picture.save(tmp_path / "dot.png", pnginfo=text)
    with pytest.raises(ImageError, match="dot"):
        load_digit_image(tmp_path / "dot.png")
