"""Picture files of any kind, read without trusting them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from network.errors import ImageError, reading
from network.installation import adding

if TYPE_CHECKING:
    import os

    from PIL.Image import Image

MAX_PIXELS = 100_000_000
_DRAFT_SIZE = (1500, 1500)
_HEAD_BYTES = 64
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
"""Pillow reads these by itself."""


def read_image(path: str | os.PathLike[str]) -> Image:
    """Read a picture, turned the way it is meant to be seen.

    Parameters
    ----------
    path
        A file of any format that Pillow reads, with at most 100 million pixels, whatever its name
        ends in; of HEIC if pillow-heif is installed. Of an animation the first frame is taken.

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
        raise ImageError(f"{file}: {'not a file' if file.exists() else 'no such file'}")
    if file.stat().st_size == 0:
        raise ImageError(f"{file}: expected a picture, got an empty file")
    with warnings.catch_warnings():
        # Pillow warns of large pictures and of odd metadata; what matters is raised below.
        warnings.simplefilter("ignore")
        return _decode(file)


def _decode(file: Path) -> Image:
    """Open, check and load a picture."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only pictures need it

    if _is_heic(file):
        _let_pillow_read_heic(file)
    try:
        with Image.open(file) as image:
            _check_size(file, image)
            image.draft(None, _DRAFT_SIZE)
            image.load()
            return ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise ImageError(_too_large(file)) from error
    except UnidentifiedImageError as error:
        raise ImageError(f"{file}: expected a picture, got a file of another kind") from error


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


def _let_pillow_read_heic(file: Path) -> None:
    """Register the plug-in."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise ImageError(
            f"{file}: a HEIC picture needs the package pillow-heif:"
            f" save it as JPEG or PNG, or `{adding('pillow-heif')}`"
        ) from error
    register_heif_opener()


def _check_size(file: Path, image: Image) -> None:
    """Refuse a picture over the bound."""
    if image.width * image.height > MAX_PIXELS:
        raise ImageError(f"{_too_large(file)}, got {image.width} x {image.height}")


def _too_large(file: Path) -> str:
    """Message about a picture over the bound."""
    return f"{file}: expected a picture of at most {MAX_PIXELS // 10**6} megapixels"
