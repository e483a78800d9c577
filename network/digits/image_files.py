"""Picture files of any kind, read without trusting them."""

from __future__ import annotations

import ctypes
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.bounds.contents import read_bounded
from network.bounds.limits import (
    MOST_JPEG_WORK,
    MOST_PICTURE_BYTES,
    MOST_PIXELS,
    MOST_PIXELS_OF,
    MOST_TILE_PIXELS,
)
from network.errors import ImageError, LimitError, reading
from network.installation import adding

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from PIL.Image import Image

_DRAFT_SIZE = (1500, 1500)
_HEAD_BYTES = 64
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
"""Pillow reads these by itself."""
_START_OF_SCAN = b"\xff\xda"
_TILE_WIDTH, _TILE_HEIGHT = 322, 323
"""Tags of TIFF."""
_NOWHERE = logging.NullHandler()
"""Without any handler Python prints what is logged."""


def read_image(path: str | os.PathLike[str]) -> Image:
    """Read a picture, turned the way it is meant to be seen.

    Parameters
    ----------
    path
        A file of a format in `network.bounds.limits.MOST_PIXELS_OF`, with at most so many pixels,
        whatever its name ends in; of HEIC if pillow-heif is installed. Of an animation the first
        frame is taken.

    Raises
    ------
    ImageError
        If there is no such file, or it is no picture, too large, damaged, or HEIC without
        pillow-heif.
    """
    file = Path(path)
    with reading(file, ImageError, "expected a whole picture, got one damaged or cut short"):
        return _checked(file)


def _checked(file: Path) -> Image:
    """Look at a file before Pillow does."""
    if not file.is_file():
        raise ImageError("not a file" if file.exists() else "no such file")
    size = file.stat().st_size
    if size == 0:
        raise ImageError("expected a picture, got an empty file")
    if size > MOST_PICTURE_BYTES:
        raise LimitError(f"expected a picture of at most {MOST_PICTURE_BYTES // 10**6} MB")
    return _decode(file)


def _decode(file: Path) -> Image:
    """Open, check and load a picture."""
    # Only pictures need it.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    _let_decoders_be_quiet()
    if _is_heic(file):
        _let_pillow_read_heic()
    known = [each for each in MOST_PIXELS_OF if each != "HEIF" or each in Image.OPEN]
    try:
        with Image.open(file, formats=known) as image:  # noqa: TID251 - here they are bounded
            kind = "JPEG" if image.format == "MPO" else str(image.format)  # with a second picture
            _check_size(image, MOST_PIXELS_OF[kind])
            if kind == "JPEG":
                _check_scans(image, read_bounded(file, MOST_PICTURE_BYTES).count(_START_OF_SCAN))
            if kind == "TIFF":
                _check_tiles(image.getexif())
            image.draft(None, _DRAFT_SIZE)
            _check_size(image, MOST_PIXELS)  # since a narrow one is decoded as it is
            image.load()
            return ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise LimitError(_too_large(MOST_PIXELS)) from error
    except UnidentifiedImageError as error:
        kinds = ", ".join(known)
        raise ImageError(f"expected a picture ({kinds}), got a file of another kind") from error


def _let_decoders_be_quiet() -> None:
    """Take from Pillow and libtiff what prints on the terminal: what matters is raised as well.

    References
    ----------
    TIFFSetErrorHandler of libtiff, which prints past Python. Pillow turns off its warnings alone.
    """
    from PIL import _imaging  # noqa: PLC0415

    logging.getLogger("PIL").addHandler(_NOWHERE)
    # A Pillow that holds libtiff inside itself does not show its functions.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(_imaging.__file__).TIFFSetErrorHandler(None)


def _is_heic(file: Path) -> bool:
    """Whether the file's head names the format, as that of a misnamed one does too.

    References
    ----------
    ISO/IEC 23008-12, High Efficiency Image File Format: the brands.
    """
    with file.open("rb") as content:
        head = content.read(_HEAD_BYTES)
    box_bytes = int.from_bytes(head[:4], "big")
    # The major brand, four bytes of its version, then the brands that the file is compatible with.
    brands = {head[start : start + 4] for start in range(8, min(box_bytes, len(head)), 4)}
    return head[4:8] == b"ftyp" and bool(brands & _HEIC_BRANDS) and not brands & _AVIF_BRANDS


def _let_pillow_read_heic() -> None:
    """Register the plug-in."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise ImageError(
            "a HEIC picture needs the package pillow-heif:"
            f" save it as JPEG or PNG, or `{adding('pillow-heif')}`"
        ) from error
    register_heif_opener()


def _check_size(image: Image, most: int) -> None:
    if image.width * image.height > most:
        raise LimitError(f"{_too_large(most)}, got {image.width} x {image.height}")


def _check_scans(image: Image, scans: int) -> None:
    """Refuse a JPEG whose pixels are gone over too often."""
    if image.width * image.height * scans > MOST_JPEG_WORK:
        raise LimitError(f"{_too_large(MOST_JPEG_WORK // scans)}, as it has {scans} scans")


def _check_tiles(tags: Mapping[int, Any]) -> None:
    """Refuse a TIFF whose tiles are decoded whole, however small the picture is."""
    if int(tags.get(_TILE_WIDTH, 0)) * int(tags.get(_TILE_HEIGHT, 0)) > MOST_TILE_PIXELS:
        raise LimitError(f"{_too_large(MOST_TILE_PIXELS)} a tile")


def _too_large(most: int) -> str:
    """Words about a picture over a bound."""
    return f"expected a picture of at most {most / 10**6:.3g} megapixels"
