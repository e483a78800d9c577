"""What somebody drew on a page's pad: strokes, their pixels, and a picture that remembers them."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from network.bounds.json_text import dump_json, parse_json
from network.digits.image_format import MNIST_FORMAT
from network.digits.pen_strokes import Stroke, stroke_path
from network.digits.rasterization import rasterize_paths, rasterize_strokes
from network.errors import ImageError, OptionError, reading
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL.Image import Image

    from network.digits.image_format import ImageFormat

PAD_SIDE = 1000
"""Units of a pen's places along each side of the pad; they are whole numbers."""
LEAST_EXTENT = 150.0
"""Of a drawing on the pad: a smaller one stays small, so that a dot is a dot."""
SAMPLE_DISTANCE = 0.25
"""Along the way of a hand, in the network's pixels."""
SMOOTH_SIDE = 0.72
"""Of the box of smooth strokes, as a share of the pad."""
MOST_POINTS = 20_000
MOST_STROKES = 500
LONGEST_WAY = 500
"""Of the pen, in sides of the pad, or of the box of smooth strokes."""
PICTURE_SIDE = 280
PICTURE_PEN = 0.075
"""Width of the pen on a saved picture, as a share of its side."""
PICTURE_KEY = "neuroscenes"
"""Keyword of the text in a PNG that holds the strokes."""


@dataclass(frozen=True, eq=False)
class PenDrawing(FrozenRecord):
    """A digit as strokes.

    Attributes
    ----------
    strokes
        Each of shape `(points, 2)`, x and y, y down.
    is_smooth
        Whether the points are control points of smooth curves in the box 0..1, as those of the
        project's own digits are; else the way of a hand over the pad, from point to point.

    Raises
    ------
    OptionError
        If there are no points, too many, or if they are no places.
    """

    strokes: tuple[NDArray[np.float64], ...]
    is_smooth: bool = False

    def __post_init__(self) -> None:
        """Check the points, then lock copies of them."""
        with reading("drawing", OptionError, "expected strokes, lists of places x, y"):
            strokes = tuple(locked(stroke, np.float64) for stroke in self.strokes)
        if any(stroke.ndim != 2 or stroke.shape[1] != 2 for stroke in strokes):  # noqa: PLR2004
            raise OptionError("drawing: expected strokes, lists of places x, y")
        if len(strokes) > MOST_STROKES:
            raise OptionError(
                f"drawing: expected at most {MOST_STROKES} strokes, got {len(strokes)}"
            )
        count = sum(len(stroke) for stroke in strokes)
        if not strokes or not all(map(len, strokes)) or count > MOST_POINTS:
            raise OptionError(f"drawing: expected 1 to {MOST_POINTS} points, got {count}")
        side = 1 if self.is_smooth else PAD_SIDE
        places = np.concatenate(strokes)
        if not np.isfinite(places).all() or places.min() < -side or places.max() > 2 * side:
            raise OptionError("drawing: expected places on the pad or near it")
        way = sum(np.hypot(*np.diff(stroke, axis=0).T).sum() for stroke in strokes)
        if way > LONGEST_WAY * side:
            raise OptionError(f"drawing: expected at most {LONGEST_WAY} pads, got {way / side:.0f}")
        object.__setattr__(self, "strokes", strokes)

    @classmethod
    def from_json(cls, found: object) -> Self:
        """Read what a page sends: `{"strokes": [[[x, y], ...], ...], "smooth": false}`.

        Raises
        ------
        OptionError
            If it is something else.
        """
        if not isinstance(found, dict) or not isinstance(found.get("strokes"), list):
            raise OptionError("drawing: expected an object with strokes")
        return cls(tuple(found["strokes"]), found.get("smooth") is True)

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {"strokes": [stroke.tolist() for stroke in self.strokes], "smooth": self.is_smooth}

    def pixels(self, image_format: ImageFormat = MNIST_FORMAT) -> NDArray[np.float64]:
        """The drawing as a network gets it: scaled into the box, drawn by the usual pen, centered.

        Returns
        -------
        Shape `(pixels,)`: ink from 0 to 1, row after row.
        """
        if self.is_smooth:
            return rasterize_strokes([Stroke(s) for s in self.strokes], image_format=image_format)
        extent = _extent(self.strokes)
        scale = (image_format.ink_box - image_format.pen_width) / extent
        paths = [_even_path(stroke, scale) for stroke in self.strokes]
        return rasterize_paths(paths, image_format=image_format, least_extent=LEAST_EXTENT)

    def save(self, path: Path) -> None:
        """Write a PNG for people, from which programs read the strokes."""
        from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - only pictures need it

        picture, text = self._picture(), PngInfo()
        text.add_text(
            PICTURE_KEY, dump_json({**self.as_json(), "crc": zlib.crc32(picture.tobytes())})
        )
        picture.save(path, format="PNG", pnginfo=text)

    def _picture(self) -> Image:
        """White ink on black paper, smooth at its edges."""
        from PIL import Image, ImageDraw  # noqa: PLC0415 - only pictures need it

        side = 4 * PICTURE_SIDE
        paper = Image.new("L", (side, side))
        pen, width = ImageDraw.Draw(paper), PICTURE_PEN * side
        for stroke in self._shown():
            places = [(float(x), float(y)) for x, y in stroke * side]
            pen.line(places, fill=255, width=round(width))
            for x, y in places:  # the pen is round
                pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
        return paper.reduce(4)

    def _shown(self) -> list[NDArray[np.float64]]:
        """The strokes on paper of side 1."""
        if not self.is_smooth:
            return [stroke / PAD_SIDE for stroke in self.strokes]
        margin = (1 - SMOOTH_SIDE) / 2
        return [stroke_path(Stroke(stroke)) * SMOOTH_SIDE + margin for stroke in self.strokes]


def drawing_in(picture: Image) -> PenDrawing | None:
    """The strokes that a picture remembers; None if it has none, or was changed since.

    Parameters
    ----------
    picture
        As it was read from a file.
    """
    text = picture.info.get(PICTURE_KEY)
    if not isinstance(text, str):
        return None
    try:
        found = parse_json(text)
        drawing = PenDrawing.from_json(found)
    except (ValueError, OptionError):
        return None
    return drawing if zlib.crc32(picture.convert("L").tobytes()) == found.get("crc") else None


def pixels_in(picture: Image, image_format: ImageFormat) -> NDArray[np.float64] | None:
    """The pixels of the strokes that a picture remembers, None if it has none.

    Raises
    ------
    ImageError
        If they can't be drawn.
    """
    drawing = drawing_in(picture)
    try:
        return None if drawing is None else drawing.pixels(image_format)
    except OptionError as error:
        raise ImageError(str(error)) from error


def _extent(strokes: Sequence[NDArray[np.float64]]) -> float:
    places = np.concatenate(strokes)
    return float(max(np.max(places.max(axis=0) - places.min(axis=0)), LEAST_EXTENT))


def _even_path(stroke: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Places along the way of a hand, equally far apart.

    Parameters
    ----------
    scale
        The network's pixels in a unit of the pad.
    """
    moves = np.any(stroke[1:] != stroke[:-1], axis=1)
    points = stroke[np.concatenate([[True], moves])]
    steps = np.sqrt(np.sum(np.diff(points, axis=0) ** 2, axis=1))
    lengths = np.concatenate([[0.0], np.cumsum(steps)])
    count = max(2, math.ceil(lengths[-1] * scale / SAMPLE_DISTANCE) + 1)
    if len(points) == 1:
        return np.asarray(points, np.float64)
    wanted = np.linspace(0.0, lengths[-1], count)
    return np.column_stack([np.interp(wanted, lengths, points[:, axis]) for axis in (0, 1)])
