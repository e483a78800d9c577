import numpy as np
import pytest
from PIL import Image

from network.digits.ink.brightness import brightness
from network.errors import ImageError

# Three rows of two pixels, so that every mix-up of the axes shows.
GRAY = np.array([[0, 51], [102, 153], [204, 255]], np.uint8)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "CMYK", "YCbCr", "HSV", "F", "I"])
def test_every_mode_gives_the_same_brightness(mode):
    image = Image.fromarray(GRAY)
    if mode in ("F", "I"):
        scale, dtype = (255, np.float32) if mode == "F" else (1 / 257, np.int32)
        image = Image.fromarray((GRAY / scale).astype(dtype))
    elif mode == "LA":
        image = image.convert("LA")
    elif mode == "HSV":
        image = image.convert("RGB").convert("HSV")
    else:
        image = image.convert("RGB").convert(mode)
    assert image.mode == mode
    np.testing.assert_allclose(brightness(image), GRAY / 255, atol=0.012)


def test_lightness_is_read_from_lab():
    lab = Image.merge("LAB", [Image.fromarray(GRAY), *[Image.new("L", (2, 3), 128)] * 2])
    np.testing.assert_allclose(brightness(lab), GRAY / 255)


@pytest.mark.parametrize(("ink", "paper"), [(0, 1), (255, 0)])
def test_a_drawing_on_nothing_is_laid_on_contrasting_paper(ink, paper):
    alpha = np.zeros((4, 4), np.uint8)
    alpha[1] = 255
    image = Image.merge("LA", [Image.new("L", (4, 4), ink), Image.fromarray(alpha)])
    expected = np.full((4, 4), float(paper))
    expected[1] = ink / 255
    assert brightness(image).tolist() == expected.tolist()


def test_transparent_corners_take_the_color_of_the_paper():
    alpha = np.full((6, 6), 255, np.uint8)
    alpha[0, 0] = 0
    image = Image.merge("LA", [Image.new("L", (6, 6), 204), Image.fromarray(alpha)])
    assert np.ptp(brightness(image)) == 0


@pytest.mark.parametrize(
    "array",
    [
        GRAY,
        GRAY / 255,
        GRAY.astype(np.uint16) * 257,
        GRAY[:, :, None],
        np.dstack([GRAY] * 3),
        np.dstack([GRAY, np.full_like(GRAY, 255)]),
        np.dstack([*[GRAY] * 3, np.full_like(GRAY, 255)]) / 255,
    ],
    ids=["bytes", "floats", "16 bits", "1 channel", "RGB", "gray, alpha", "RGBA"],
)
def test_arrays_of_all_kinds_are_read(array):
    np.testing.assert_allclose(brightness(array), GRAY / 255, atol=1e-6)


@pytest.mark.parametrize("ending", ["png", "tiff"])
@pytest.mark.parametrize("largest", [1, 255, 10_000, 65_535])
def test_sixteen_bits_are_scaled_by_what_they_hold(tmp_path, largest, ending):
    path = tmp_path / f"small-numbers.{ending}"
    values = (GRAY / 255 * largest).round().astype(np.uint16)
    Image.fromarray(values).save(path)
    with Image.open(path) as image:
        assert image.mode.startswith("I")
        np.testing.assert_allclose(brightness(image), values / largest, atol=1e-6)


@pytest.mark.parametrize("dtype", [np.int32, np.float32])
@pytest.mark.parametrize("largest", [1, 255, 10_000, 2e9])
@pytest.mark.parametrize("least", [0, -40, 30_000])
def test_thirty_two_bits_are_scaled_by_what_they_hold(tmp_path, dtype, largest, least):
    values = ((GRAY > 127) * largest + least).astype(dtype)
    Image.fromarray(values).save(tmp_path / "deep.tiff")
    with Image.open(tmp_path / "deep.tiff") as image:
        assert image.mode in ("I", "F")
        np.testing.assert_allclose(brightness(image), GRAY > 127, atol=1e-6)


@pytest.mark.parametrize("value", [0, 7, 65_535])
def test_a_deep_picture_of_one_value_is_empty(value):
    assert np.ptp(brightness(np.full((3, 3), value, np.uint16))) == 0


@pytest.mark.parametrize(
    ("array", "complaint"),
    [
        (np.zeros(784), r"height x width \[x 1 to 4\], got \(784,\)"),
        (np.zeros((2, 2, 5)), r"got \(2, 2, 5\)"),
        (np.zeros((1, 2, 2, 3)), r"got \(1, 2, 2, 3\)"),
        (np.zeros((0, 5)), "without pixels"),
        (np.full((3, 3), np.nan), "NaN"),
        (np.full((3, 3), "a"), "array of numbers, got <U1"),
    ],
)
def test_what_is_no_picture_is_refused(array, complaint):
    with pytest.raises(ImageError, match=complaint):
        brightness(array)


def test_a_picture_transparent_all_over_is_refused():
    with pytest.raises(ImageError, match="transparent all over"):
        brightness(Image.new("RGBA", (5, 5)))


def test_large_pictures_are_reduced_in_their_proportions():
    picture = Image.new("L", (6000, 3000), 128)
    height, width = brightness(picture).shape
    assert width == pytest.approx(2 * height, rel=0.01)
    assert 250_000 < height * width <= 1_000_000
