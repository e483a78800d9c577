from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from network.digits.datasets import OWN_DIGITS, load_test_data, load_training_data
from network.digits.drawn_digits import drawn_digit, load_drawn_digits, rasterize
from network.digits.image_format import EIGHT_BY_EIGHT, MNIST_FORMAT, image_format_of
from network.digits.preprocessing import preprocess
from network.digits.rasterization import place_strokes, rasterize_strokes
from network.errors import OptionError


def blocks(picture: np.ndarray, side: int) -> np.ndarray:
    """Averages of square blocks of a square picture."""
    fine = int(picture.size**0.5)
    return picture.reshape(side, fine // side, side, fine // side).mean(axis=(1, 3)).ravel()


def test_784_inputs_are_mnist_and_64_are_eight_by_eight():
    assert image_format_of(784) == MNIST_FORMAT
    assert image_format_of(64) == EIGHT_BY_EIGHT
    assert (MNIST_FORMAT.pixels, EIGHT_BY_EIGHT.pixels) == (784, 64)


def test_any_other_square_is_mnist_in_another_size():
    image_format = image_format_of(14 * 14)
    assert (
        image_format.side,
        image_format.ink_box,
        image_format.ink_center,
        image_format.pen_width,
    ) == (14, 10, 7.25, 1.25)
    assert image_format.is_centered_by_mass


@pytest.mark.parametrize(("side", "fineness"), [(14, 4), (27, 4), (28, 1), (29, 1)])
def test_coarser_pixels_than_mnist_s_are_averages_of_finer_ones(side, fineness):
    assert image_format_of(side**2).fineness == fineness


@pytest.mark.parametrize("inputs", [0, 1, 4, 16, 30, 63, 783])
def test_what_is_no_square_picture_is_refused(inputs):
    message = f"a network of 5 x 5 pixels or more in a square, .*, got {inputs}"
    with pytest.raises(OptionError, match=message):
        image_format_of(inputs)


@pytest.mark.parametrize("digit", range(10))
def test_half_the_side_looks_like_mnist_s_blocks(digit):
    half = rasterize(drawn_digit(digit), image_format_of(196))
    reduced = blocks(rasterize(drawn_digit(digit)), 14)
    assert np.corrcoef(half, reduced)[0, 1] > 0.97
    assert half.mean() == pytest.approx(reduced.mean(), rel=0.1)


def test_eight_by_eight_is_filled_from_edge_to_edge():
    for digit in load_drawn_digits():
        picture = rasterize(digit, EIGHT_BY_EIGHT).reshape(8, 8)
        assert picture.min() >= 0
        assert 0.6 < picture.max() <= 1
        ends = [picture[[0, -1]].max(axis=1).min(), picture[:, [0, -1]].max(axis=0).min()]
        assert max(ends) > 0.2


def test_eight_by_eight_is_as_bright_as_scikit_learn_s():
    datasets = pytest.importorskip("sklearn.datasets")
    theirs, _ = datasets.load_digits(return_X_y=True)
    ours = load_test_data(image_format=EIGHT_BY_EIGHT).images
    assert ours.mean() == pytest.approx(theirs.mean() / 16, abs=0.03)
    assert (ours > 0.9).mean() == pytest.approx((theirs > 14).mean(), abs=0.05)


def test_a_picture_of_scikit_learn_s_digit_comes_back_nearly_as_it_was():
    datasets = pytest.importorskip("sklearn.datasets")
    theirs = datasets.load_digits(return_X_y=True)[0][:40] / 16
    likeness = []
    for digit in theirs:
        enlarged = Image.fromarray((255 - 255 * digit.reshape(8, 8)).astype(np.uint8))
        paper = Image.new("L", (400, 400), 255)
        paper.paste(enlarged.resize((160, 160), Image.Resampling.BICUBIC), (90, 120))
        likeness.append(np.corrcoef(preprocess(paper, EIGHT_BY_EIGHT), digit)[0, 1])
    # Where their ink does not fill their grid, ours is larger.
    assert np.median(likeness) > 0.9


@pytest.mark.parametrize(
    "image_format", [image_format_of(side**2) for side in (5, 8, 14, 20, 28, 32, 40)]
)
def test_a_photo_becomes_nearly_what_the_strokes_become(image_format):
    strokes = drawn_digit(3).strokes
    large = 10
    drawn = rasterize_strokes(
        strokes, image_format=image_format_of((28 * large) ** 2), pen_width=2.5 * large
    )
    paper = np.uint8(240 - 220 * drawn.reshape(28 * large, -1))
    assert (
        np.corrcoef(
            preprocess(paper, image_format), rasterize_strokes(strokes, image_format=image_format)
        )[0, 1]
        > 0.93
    )


@pytest.mark.parametrize("side", [8, 14])
def test_the_pen_s_way_is_where_the_ink_is(side):
    image_format = image_format_of(side**2)
    picture = rasterize(drawn_digit(2), image_format).reshape(side, side)
    path = np.concatenate(place_strokes(drawn_digit(2).strokes, image_format=image_format))
    columns, rows = path.astype(int).T
    assert picture[rows, columns].min() > 0.1


def test_a_pen_wider_than_the_box_is_refused():
    with pytest.raises(OptionError, match="a pen of 0 to 8 pixels, got 1, 9"):
        rasterize_strokes(drawn_digit(1).strokes[:1], pen_width=9, image_format=EIGHT_BY_EIGHT)


@pytest.mark.usefixtures("mnist_dir")
@pytest.mark.parametrize("load", [load_test_data, load_training_data])
def test_in_another_form_own_digits_stand_in_even_where_mnist_is(load):
    data = load(image_format=EIGHT_BY_EIGHT)
    assert data.name == OWN_DIGITS
    assert not data.is_mnist
    assert data.images.shape == (1200, 64)
    assert np.bincount(data.labels).tolist() == [120] * 10
