"""How a picture of a digit is laid out in the pixels that a network reads."""

from __future__ import annotations

import math
from dataclasses import dataclass

from network.errors import OptionError


@dataclass(frozen=True)
class ImageFormat:
    """The recipe by which a digit becomes pixels.

    Attributes
    ----------
    side
        Pixels in a row, and rows.
    ink_box
        The ink is scaled in its proportions to fit a square of this side, in pixels.
    ink_center
        Where the middle of the ink lies, in pixels from the left and from the top.
    pen_width
        Width of a usual line, in pixels.
    is_centered_by_mass
        Whether that middle is the center of mass, or else the middle of the box.
    fineness
        How many fine pixels along a side are averaged for one.
    """

    side: int
    ink_box: float
    ink_center: float
    pen_width: float
    is_centered_by_mass: bool = True
    fineness: int = 1

    @property
    def pixels(self) -> int:
        """How many pixels there are."""
        return self.side**2


# Measured: the center of mass of MNIST's images is the middle of pixel (14, 14), half a pixel
# right of and below the middle of the grid.
MNIST_FORMAT = ImageFormat(28, 20.0, 14.5, 2.5)
"""
The format of MNIST.

References
----------
Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits": the box of 20 x 20
pixels, and the centering by mass in 28 x 28.
"""
EIGHT_BY_EIGHT = ImageFormat(8, 8.0, 4.0, 1.3, is_centered_by_mass=False, fineness=4)
"""
The format of scikit-learn's `load_digits`: ink fills the grid, and counts of blocks of 4 x 4 tell
how dark a pixel is.

References
----------
E. Alpaydin, C. Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning
Repository (1998).
"""
LEAST_SIDE = 5
"""On fewer pixels no digit can be told from another."""
_COARSE_FINENESS = 4


def image_format_of(inputs: int) -> ImageFormat:
    """Choose the format of the pictures that a network reads.

    Returns
    -------
    `MNIST_FORMAT` for 784 inputs, `EIGHT_BY_EIGHT` for 64, and MNIST's recipe in another size for
    any other square.

    Raises
    ------
    OptionError
        If the inputs are not the pixels of a square picture, 5 x 5 or more.
    """
    side = math.isqrt(inputs)
    if side**2 != inputs or side < LEAST_SIDE:
        raise OptionError(
            f"expected a network of {LEAST_SIDE} x {LEAST_SIDE} pixels or more in a square,"
            f" such as 64 or 784 inputs, got {inputs}"
        )
    known = {image_format.side: image_format for image_format in (MNIST_FORMAT, EIGHT_BY_EIGHT)}
    return known.get(side) or _scaled(side)


def _scaled(side: int) -> ImageFormat:
    """MNIST's recipe in another size."""
    factor = side / MNIST_FORMAT.side
    return ImageFormat(
        side,
        MNIST_FORMAT.ink_box * factor,
        MNIST_FORMAT.ink_center * factor,
        MNIST_FORMAT.pen_width * factor,
        fineness=_COARSE_FINENESS if side < MNIST_FORMAT.side else 1,
    )
