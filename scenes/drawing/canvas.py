"""The drawing as the page sends it: the brightness of every pixel of its canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from network.errors import ImageError

if TYPE_CHECKING:
    from pathlib import Path

CANVAS_SIDE = 280
"""Pixels along each side of the page's canvas: ten for one of the network's."""
DRAWING_BYTES = CANVAS_SIDE**2
PEN_WIDTH = 22
"""Of the page's pen, in pixels of the canvas: as wide beside a digit as MNIST's pens are."""


def drawing_of(body: bytes) -> Image.Image:
    """The drawing in a request: one byte a pixel, row after row, 0 paper to 255 ink.

    A picture and no array, for the network's pixels differ in the last digits between the two.

    Raises
    ------
    ImageError
        When it has another number of bytes.
    """
    if len(body) != DRAWING_BYTES:
        raise ImageError(f"drawing: expected {DRAWING_BYTES} bytes, one a pixel, got {len(body)}")
    return Image.frombytes("L", (CANVAS_SIDE, CANVAS_SIDE), body)


def save_drawing(drawing: Image.Image, path: Path) -> None:
    """Write the drawing as a PNG, from which `load_digit_image` reads the same pixels."""
    drawing.save(path, format="PNG")
