import io
import logging
import struct
import sys
import zlib

import numpy as np
import pytest
from PIL import Image, features

from network.bounds.limits import MOST_PICTURE_BYTES, MOST_PIXELS
from network.digits.image_files import read_image
from network.digits.ink.brightness import brightness
from network.errors import ImageError

# Three rows of two pixels, so that every turn and every mix-up of the axes shows.
GRAY = np.array([[0, 51], [102, 153], [204, 255]], np.uint8)


def save(tmp_path, image, name="picture.png", **options):
    image.save(tmp_path / name, **options)
    return tmp_path / name


def empty_png(width, height):
    """A PNG that claims a size, with no pixels: enough to see whether anybody believes it."""
    header = b"IHDR" + struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_sixteen_bits_keep_their_range(tmp_path):
    path = save(tmp_path, Image.fromarray(GRAY.astype(np.uint16) * 257))
    np.testing.assert_allclose(brightness(read_image(path)), GRAY / 255, atol=1e-6)


def test_one_bit_is_black_or_white(tmp_path):
    path = save(tmp_path, Image.fromarray(GRAY > 127))
    assert brightness(read_image(path)).tolist() == [[0, 0], [0, 1], [1, 1]]


def test_pictures_are_turned_as_their_camera_says(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it a quarter turn clockwise
    path = save(tmp_path, Image.fromarray(GRAY), exif=exif)
    np.testing.assert_allclose(brightness(read_image(path)), np.rot90(GRAY / 255, -1))


def test_the_first_frame_of_an_animation_is_taken(tmp_path):
    frames = [Image.fromarray(np.full((4, 4), value, np.uint8)) for value in (10, 200)]
    path = save(tmp_path, frames[0], "moving.gif", save_all=True, append_images=frames[1:])
    assert brightness(read_image(path)).tolist() == [[10 / 255] * 4] * 4


def test_a_palette_may_have_a_transparent_color(tmp_path):
    image = Image.fromarray(np.array([[0, 1, 1], [1, 1, 1]], np.uint8), "P")
    image.putpalette([0, 0, 0, 250, 250, 250])
    path = save(tmp_path, image, "palette.png", transparency=1)
    assert brightness(read_image(path)).tolist() == [[0, 1, 1], [1, 1, 1]]


def test_a_picture_30000_pixels_wide_is_read(tmp_path):
    path = save(tmp_path, Image.new("L", (30_000, 200), 255))
    assert brightness(read_image(path)).size <= 1_000_000


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (10_001, 5_000), (65_000, 2_800)])
def test_a_picture_over_the_bound_is_refused_before_it_is_loaded(tmp_path, width, height):
    path = tmp_path / "huge.png"
    path.write_bytes(empty_png(width, height))
    with pytest.raises(ImageError, match=r"huge\.png: expected a picture of at most 50 megapixels"):
        read_image(path)


def test_a_picture_under_the_bound_is_believed(tmp_path):
    path = tmp_path / "large.png"
    path.write_bytes(empty_png(10_000, 4_999))
    assert MOST_PIXELS > 10_000 * 4_999
    with pytest.raises(ImageError, match="damaged or cut short"):
        read_image(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ImageError, match=r"absent\.png: no such file"):
        read_image(tmp_path / "absent.png")


def test_a_folder_is_no_picture(tmp_path):
    with pytest.raises(ImageError, match="not a file"):
        read_image(tmp_path)


def test_an_empty_file_is_no_picture(tmp_path):
    (tmp_path / "empty.png").write_bytes(b"")
    with pytest.raises(ImageError, match=r"empty\.png: expected a picture, got an empty file"):
        read_image(tmp_path / "empty.png")


def test_text_is_no_picture(tmp_path):
    (tmp_path / "text.png").write_text("seven")
    with pytest.raises(
        ImageError,
        match=r"text\.png: expected a picture \(PNG, JPEG, .*\), got a file of another kind",
    ):
        read_image(tmp_path / "text.png")


def heic(image):
    """Bytes as an iPhone writes them."""
    pytest.importorskip("pillow_heif").register_heif_opener()
    buffer = io.BytesIO()
    image.save(buffer, "HEIF", quality=95)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["photo.heic", "photo.HEIF", "misnamed.jpg"])
def test_heic_is_read_whatever_its_name(tmp_path, name):
    large = Image.fromarray(np.kron(GRAY, np.ones((32, 32))).astype(np.uint8)).convert("RGB")
    (tmp_path / name).write_bytes(heic(large))
    found = brightness(read_image(tmp_path / name))
    np.testing.assert_allclose(found[16::32, 16::32], GRAY / 255, atol=0.02)


HEIC_HEAD = b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00mif1heicmiaf" + bytes(80)


@pytest.mark.parametrize("name", ["photo.heic", "misnamed.jpg"])
def test_heic_without_its_package_is_named_with_the_way_out(tmp_path, name, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (tmp_path / name).write_bytes(HEIC_HEAD)
    with pytest.raises(
        ImageError, match=rf"{name}: a HEIC picture needs .* save it as JPEG .*pip install pillow-"
    ) as caught:
        read_image(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_avif_needs_no_other_package(tmp_path, monkeypatch):
    if not features.check("avif"):
        pytest.skip("this Pillow was built without AVIF")
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    large = Image.fromarray(np.kron(GRAY, np.ones((32, 32))).astype(np.uint8))
    path = save(tmp_path, large, "picture.avif", quality=95)
    found = brightness(read_image(path))
    np.testing.assert_allclose(found[16::32, 16::32], GRAY / 255, atol=0.02)


COMPRESSED = ["tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits", "zstd"]
"""Ways to pack a TIFF: libtiff reads these."""
KINDS = ["png", "jpeg", "gif", "bmp", "tiff", "webp", "ppm", "heif"]


@pytest.mark.parametrize(
    ("kind", "options"),
    [(kind, {}) for kind in KINDS] + [("tiff", {"compression": way}) for way in COMPRESSED],
    ids=KINDS + COMPRESSED,
)
def test_damage_of_any_kind_is_an_error_in_one_line_or_harmless(tmp_path, kind, options, capfd):
    if kind == "heif":
        pytest.importorskip("pillow_heif").register_heif_opener()
    rng = np.random.default_rng(0)
    buffer = io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (40, 30), np.uint8)).save(buffer, kind, **options)
    whole = buffer.getvalue()
    path = tmp_path / f"damaged.{kind}"
    complaints = []
    for trial in range(60):
        content = bytearray(whole)
        if trial % 2:
            del content[rng.integers(1, len(whole)) :]
        else:
            content[rng.integers(0, min(len(whole), 200))] ^= rng.integers(1, 256)
        path.write_bytes(content)
        try:
            brightness(read_image(path))
        except ImageError as error:
            complaints.append(str(error))
    assert len(complaints) > 20
    assert all(text.startswith(f"{path}: ") and "\n" not in text for text in complaints)
    assert capfd.readouterr() == ("", "")  # what decoders written in C print stands in it too


def test_what_pillow_logs_of_a_picture_is_not_printed(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(logging.root, "handlers", [])  # as in a program: pytest has some
    path = save(tmp_path, Image.fromarray(GRAY).convert("RGB"), "odd.tif")
    samples = struct.pack("<HHI", 277, 3, 1)
    content = path.read_bytes()
    assert content.count(samples) == 1
    at = content.index(samples) + len(samples)
    path.write_bytes(content[:at] + b"\x99" + content[at + 1 :])
    with pytest.raises(ImageError, match="expected a picture"):
        read_image(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("over", "complaint"), [(0, "of another kind"), (1, "a picture of at most 200 MB")]
)
def test_a_file_over_the_bound_is_refused_before_it_is_read(tmp_path, over, complaint):
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(MOST_PICTURE_BYTES + over)  # of nothing on the disk
    with pytest.raises(ImageError, match=rf"large\.png: .*{complaint}"):
        read_image(path)


@pytest.mark.parametrize(("side", "read"), [(3000, 1500), (2999, 2999)])
def test_a_large_photo_is_decoded_in_half_its_size(tmp_path, side, read):
    path = save(tmp_path, Image.new("L", (side, side), 200), "photo.jpg")
    assert read_image(path).size == (read, read)
