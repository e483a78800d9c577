import numpy as np
import pytest
from PIL import Image
from scipy import ndimage
from scipy.spatial import KDTree

from network.digits.drawn_digits import hands, load_drawn_digits, rasterize, stroke_path
from network.digits.mnist import load_test_set
from network.digits.preprocessing import load_digit_image, preprocess
from network.errors import ImageError
from network.files.default_model import default_model
from network.forward import forward

DIGITS = load_drawn_digits()
LABELS = np.array([digit.label for digit in DIGITS])
ONE_OF_EACH = [10 * (label % len(hands())) + label for label in range(10)]
"""Every digit once, by all hands in turn."""


def drawing(digit, size=200, pen=20):
    """Ink 0..1 of a digit drawn large, in `size` x `size` pixels."""
    path = np.vstack([stroke_path(stroke, 400) for stroke in digit.strokes])
    centers = np.indices((size, size))[::-1].reshape(2, -1).T + 0.5
    distances, _ = KDTree(path * 0.8 * size + 0.1 * size).query(centers)
    return (pen / 2 + 0.5 - distances).clip(0, 1).reshape(size, size)


@pytest.fixture(scope="module")
def drawings():
    return [drawing(digit) for digit in DIGITS]


@pytest.fixture(scope="module")
def plain(drawings):
    return np.array([preprocess(1 - ink) for ink in drawings])


def photograph(ink, rng, width=1600, height=1200):
    """Dark ink off the center of white paper, with shading and noise, as bytes."""
    sheet = np.zeros((height, width))
    top, left = rng.integers(0, height - len(ink)), rng.integers(0, width - len(ink))
    sheet[top : top + len(ink), left : left + len(ink)] = ink
    down, across = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    light = 0.95 - 0.15 * (across - 0.2) ** 2 - 0.1 * (down - 0.7) ** 2 - 0.1 * across
    picture = light * (1 - 0.75 * sheet) + rng.normal(0, 0.02, sheet.shape)
    return (picture * 255).clip(0, 255).astype(np.uint8)


def answers(images):
    return forward(default_model(), np.array(images)).answers


@pytest.mark.parametrize("hand", hands())
def test_photographs_are_read_as_the_digits_they_show(drawings, hand):
    rng = np.random.default_rng(hand)
    # A photograph takes a while: four digits of each hand, so that every digit is there twice.
    chosen = [10 * hand + (4 * hand + step) % 10 for step in range(4)]
    images = [preprocess(photograph(drawings[index], rng)) for index in chosen]
    assert answers(images).tolist() == LABELS[chosen].tolist()
    for index, image in zip(chosen, images, strict=True):
        assert np.linalg.norm(image - rasterize(DIGITS[index])) < 3


@pytest.mark.parametrize(
    "render",
    [
        lambda ink: Image.fromarray((255 * (1 - ink)).astype(np.uint8)),
        lambda ink: Image.fromarray((255 * ink).astype(np.uint8)),
        lambda ink: Image.fromarray((60 + 60 * ink).astype(np.uint8)).convert("RGB"),
        lambda ink: Image.fromarray((65535 * (1 - ink)).astype(np.uint16)),
        lambda ink: Image.fromarray(ink < 0.5),
        lambda ink: Image.fromarray(
            np.dstack([np.zeros((*ink.shape, 3)), 255 * ink]).astype(np.uint8)
        ),
        lambda ink: Image.fromarray(
            np.dstack([np.full((*ink.shape, 3), 255), 255 * ink]).astype(np.uint8)
        ),
        lambda ink: Image.fromarray((200 - 150 * ink).astype(np.uint8)).convert("CMYK"),
        lambda ink: Image.fromarray((200 - 150 * ink).astype(np.uint8)).quantize(8),
    ],
    ids=[
        "dark on light",
        "light on dark",
        "pale on dark",
        "16 bits",
        "1 bit",
        "black on nothing",
        "white on nothing",
        "CMYK",
        "palette",
    ],
)
def test_every_kind_of_picture_is_read_alike(drawings, plain, render):
    images = np.array([preprocess(render(drawings[index])) for index in ONE_OF_EACH])
    assert answers(images).tolist() == LABELS[ONE_OF_EACH].tolist() == [*range(10)]
    assert np.abs(images - plain[ONE_OF_EACH]).mean() < 0.01


def test_a_drawing_becomes_what_is_rasterized_from_its_strokes(plain):
    distances = np.linalg.norm(plain - [rasterize(digit) for digit in DIGITS], axis=1)
    assert distances.max() < 2.5
    assert np.median(distances) < 1.5


def test_pixels_that_are_as_they_should_be_stay_nearly_so():
    images = np.array([rasterize(digit) for digit in DIGITS])
    again = [preprocess(image.reshape(28, 28)) for image in images]
    assert np.abs(again - images).mean() < 0.025
    assert answers(again).tolist() == LABELS.tolist()


@pytest.mark.parametrize("pen", [3, 7, 30])
def test_any_pen_will_do(pen):
    images = [preprocess(1 - drawing(digit, pen=pen)) for digit in DIGITS[::3]]
    assert answers(images).tolist() == LABELS[::3].tolist()


def test_place_and_size_do_not_matter(drawings, plain):
    ink, expected = drawings[25], plain[25]
    moved = preprocess(1 - np.pad(ink, ((10, 400), (700, 3))))
    assert np.abs(moved - expected).mean() < 0.01
    small = preprocess(1 - ndimage.zoom(ink, 0.4, order=1))
    assert np.abs(small - expected).mean() < 0.02


def test_a_digit_cut_out_without_a_margin_is_read(drawings):
    for digit, ink in zip(DIGITS, drawings, strict=True):
        rows, columns = (np.flatnonzero(ink.any(axis)) for axis in (1, 0))
        cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        # Of a bare stroke nobody can tell whether it is ink between paper or the reverse.
        if digit.label != 1:
            assert answers([preprocess(1 - cut)]) == digit.label


def test_the_ink_fits_the_box_and_is_centered_by_mass(plain):
    for image in plain.reshape(-1, 28, 28):
        assert image.min() >= 0
        assert image.max() <= 1
        np.testing.assert_allclose(ndimage.center_of_mass(image), (14, 14), atol=0.1)
        spans = [np.ptp(np.flatnonzero((image > 0.5).any(axis))) + 1 for axis in (0, 1)]
        assert 19 <= max(spans) <= 21


def test_a_long_line_keeps_its_shape():
    picture = np.ones((40, 30_000))
    picture[10:30, 100:29_900] = 0
    image = preprocess(picture).reshape(28, 28)
    assert (image.max(axis=0) > 0.5).sum() == pytest.approx(20, abs=2)
    assert (image.max(axis=1) > 0.5).sum() <= 3


def test_enlarged_mnist_images_come_back_nearly_as_they_were(mnist_dir):
    originals, labels = load_test_set(mnist_dir)
    originals, labels = originals[:60], labels[:60]
    images = []
    for original in originals:
        small = Image.fromarray((original.reshape(28, 28) * 255).astype(np.uint8))
        images.append(preprocess(small.resize((280, 280), Image.Resampling.BICUBIC)))
    distances = np.linalg.norm(np.array(images) - originals, axis=1)
    to_others = np.linalg.norm(np.array(images) - np.roll(originals, 1, axis=0), axis=1)
    assert np.median(distances) < 3 < np.median(to_others) / 2
    right = np.mean(forward(default_model(), originals).answers == labels)
    assert np.mean(answers(images) == labels) >= right - 0.03


def test_a_file_is_read_like_its_picture(tmp_path, drawings):
    path = tmp_path / "seven.png"
    image = Image.fromarray((255 * (1 - drawings[7])).astype(np.uint8))
    image.save(path)
    assert load_digit_image(path).tolist() == preprocess(image).tolist()


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (28, 28), (1200, 800)])
def test_a_blank_picture_is_refused_by_its_name(tmp_path, size):
    path = tmp_path / "blank.png"
    Image.new("RGB", size, "white").save(path)
    with pytest.raises(ImageError, match=r"blank\.png: expected a digit on paper") as caught:
        load_digit_image(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused_by_its_name(tmp_path):
    with pytest.raises(ImageError, match=r"absent\.jpg: no such file"):
        load_digit_image(tmp_path / "absent.jpg")
