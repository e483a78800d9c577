import time

import numpy as np
import pytest
from PIL import Image

from network.digits.drawn_digits import drawn_digit, rasterize
from network.digits.image_files import read_image
from network.digits.ink.brightness import brightness
from network.digits.ink.even_paper import find_ink
from network.digits.ink.finding import find_digit
from network.digits.preprocessing import arrange, load_digit_image, preprocess
from network.errors import ImageError
from network.files.default_model import default_model
from network.forward import forward

ONE_DIGIT = (
    "sheet_on_desk",
    "shadow_edge",
    "boxed_digit",
    "ruled_paper",
    "color_contrast",
    "neighbor_cut_off",
    "clean",
)


def answer(pixels):
    return int(forward(default_model(), pixels).answer)


def reading(picture):
    """The answer and what is said about it; an answer of None is a refusal."""
    try:
        found = find_digit(picture)
    except ImageError as error:
        return None, str(error)
    return answer(arrange(found.ink)), found.remark or ""


def outcomes(photos, kind, numbers):
    """Which pictures are read right, which are refused or warned of, and which are misread."""
    right, warned, misread = [], [], []
    for number in numbers:
        got, said = reading(photos.photo(kind, number))
        if got == number % 10:
            right.append(number)
        else:
            (warned if said else misread).append(number)
    return right, warned, misread


@pytest.mark.parametrize("kind", ONE_DIGIT)
def test_a_digit_is_found_among_all_else(photos, kind):
    right, _, misread = outcomes(photos, kind, range(8))
    assert len(right) >= 7, misread
    assert len(misread) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ONE_DIGIT)
def test_nine_of_ten_digits_are_found_among_all_else(photos, kind):
    right, _, misread = outcomes(photos, kind, range(100))
    assert len(right) >= 90, misread
    assert len(misread) <= 10


def is_said(photos, kind, number):
    _, said = reading(photos.photo(kind, number))
    return "shapes" in said


@pytest.mark.parametrize("kind", ["several_digits", "touching_digits"])
def test_several_digits_are_not_squeezed_into_one(photos, kind):
    said = [is_said(photos, kind, number) for number in range(8)]
    assert sum(said) >= (7 if kind == "several_digits" else 4)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "least"), [("several_digits", 90), ("touching_digits", 60)])
def test_most_of_several_digits_are_not_squeezed_into_one(photos, kind, least):
    assert sum(is_said(photos, kind, number) for number in range(100)) >= least


def lost(photos, numbers):
    """Pictures that were read right when all that departs from even paper was taken for ink."""
    for number in numbers:
        picture = photos.photo("clean", number)
        before = answer(arrange(find_ink(brightness(picture))))
        if before == number % 10 and reading(picture)[0] != before:
            yield number


def test_what_was_read_on_clean_paper_still_is(photos):
    assert not list(lost(photos, range(8, 20)))


@pytest.mark.slow
def test_nothing_of_three_hundred_clean_pictures_is_lost(photos):
    assert not list(lost(photos, range(300)))


def test_paper_is_kept_around_the_digit_on_all_sides_alike(photos):
    is_ink = find_digit(photos.photo("sheet_on_desk", 3)).ink > 0.5
    rows, columns = (np.flatnonzero(is_ink.any(axis)) for axis in (1, 0))
    above, left = rows[0], columns[0]
    below, right = np.array(is_ink.shape) - 1 - (rows[-1], columns[-1])
    assert min(above, left) > 20
    np.testing.assert_allclose([below, right], [above, left], atol=3)


def test_the_number_of_shapes_is_named_with_the_file(photos, tmp_path):
    photos.photo("several_digits", 8).save(tmp_path / "two.png")
    with pytest.raises(
        ImageError, match=r"two\.png: expected one digit, got 2 shapes .*: cut the picture to one"
    ) as caught:
        load_digit_image(tmp_path / "two.png")
    assert "\n" not in str(caught.value)


def test_a_blot_is_read_with_a_warning(tmp_path, caplog):
    down, across = np.mgrid[-1:1:100j, -1:1:100j]
    blot = np.hypot(down, across) < 0.6
    Image.fromarray(~blot).save(tmp_path / "blot.png")
    assert load_digit_image(tmp_path / "blot.png").max() == 1
    assert [record.getMessage() for record in caplog.records] == [
        f"{tmp_path / 'blot.png'}: nothing on it looks written by a pen, so this may be no digit"
    ]


@pytest.mark.parametrize("sign", [1, -1], ids=["lighter", "darker"])
def test_what_hardly_differs_from_a_light_paper_is_no_ink(sign):
    digit = np.kron(rasterize(drawn_digit(3)).reshape(28, 28), np.ones((6, 6)))
    assert answer(preprocess(np.uint8(200 + sign * 40 * digit))) == 3
    with pytest.raises(ImageError, match="expected a digit on paper, got an empty picture"):
        find_digit(np.uint8(200 + sign * 10 * digit))


def test_a_clean_picture_is_read_without_a_word(photos, tmp_path, caplog):
    photos.photo("clean", 3).save(tmp_path / "three.png")
    assert answer(load_digit_image(tmp_path / "three.png")) == 3
    assert not caplog.records


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_a_photo_of_a_desk_is_turned_as_the_camera_says(photos, tmp_path, turn):
    back = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    picture = photos.photo("sheet_on_desk", 5)
    exif = Image.Exif()
    exif[0x0112] = turn
    path = tmp_path / "turned.jpg"
    (picture.transpose(back[turn]) if turn in back else picture).save(path, exif=exif, quality=95)
    assert answer(load_digit_image(path)) == 5


@pytest.mark.parametrize("mode", ["RGBA", "P", "CMYK", "I;16", "F"])
def test_a_shadow_is_found_in_any_kind_of_picture(photos, mode):
    picture = photos.photo("shadow_edge", 3)
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16))
    else:
        picture = picture.convert("L").convert("F") if mode == "F" else picture.convert(mode)
    assert answer(preprocess(picture)) == 3


class TestCases:
    @pytest.mark.parametrize(
        ("folder", "count"),
        [
            ("sheet-on-desk", 5),
            ("shadow-edge", 3),
            ("boxed-digit", 6),
            ("ruled-paper", 2),
            ("colour-contrast", 2),
            ("several-digits", 2),
        ],
    )
    def test_its_digits_are_read(self, cases, folder, count):
        pattern = "neighbour-cut-off-?.*" if folder == "several-digits" else "*-?.*"
        paths = sorted((cases / folder).glob(pattern))
        assert len(paths) == count
        answers = {path.name: answer(load_digit_image(path)) for path in paths}
        assert answers == {path.name: int(path.stem[-1]) for path in paths}

    @pytest.mark.parametrize("name", ["two-14.png", "two-58.png"])
    def test_two_digits_are_refused(self, cases, name):
        with pytest.raises(ImageError, match=rf"{name}: expected one digit, got 2 shapes"):
            load_digit_image(cases / "several-digits" / name)

    @pytest.mark.parametrize("name", ["photo.heic", "photo-named.jpg"])
    def test_what_a_telephone_writes_is_read(self, cases, name):
        pytest.importorskip("pillow_heif")
        assert answer(load_digit_image(cases / "heic" / name)) == 7


def seconds(picture):
    start = time.process_time()
    preprocess(picture)
    return time.process_time() - start


def test_a_photo_of_twelve_megapixels_takes_less_than_a_second(photos, tmp_path):
    photos.photo("sheet_on_desk", 3).resize((4000, 3000)).save(tmp_path / "large.jpg")
    assert min(seconds(read_image(tmp_path / "large.jpg")) for _ in range(2)) < 1


def test_an_array_of_colors_is_read_as_its_picture_is():
    # Ink and paper are as bright as each other, and of different colors.
    digit = np.kron(rasterize(drawn_digit(3)).reshape(28, 28), np.ones((4, 4)))[..., np.newaxis]
    colors = (1 - digit) * [0, 140, 173] + digit * [200, 60, 60]
    picture = Image.fromarray(colors.round().astype(np.uint8))
    ink = find_digit(np.asarray(picture)).ink
    np.testing.assert_array_equal(ink, find_digit(picture).ink)
    assert answer(arrange(ink)) == 3
