"""Animated GIFs: a palette from the clip's own frames, and dithering that does not shimmer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from av.video.reformatter import Interpolation
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import av
    from numpy.typing import NDArray

LONGER_SIDE = 640
"""At most so many pixels."""
RATE = 12.5
"""Frames a second: GIF counts in hundredths of a second, eight of them to a frame."""
COLORS = 255
"""One of the 256 colors is kept for "as before"."""
SAMPLES = 12
"""From so many frames at most the palette is chosen."""
FLAT = 3
"""A pixel this near to a color of the palette, in levels of 0..255, is not dithered."""
STRENGTH = 10.0
"""How far dithering may push a pixel, in levels of 0..255."""


def write_gif(
    frames: Iterable[av.VideoFrame], path: Path, *, rate: int, count: int
) -> tuple[int, int]:
    """Write frames as a GIF that repeats for ever."""
    chosen = chosen_frames(count, rate)
    small = [_small(frame) for number, frame in enumerate(frames) if number in chosen]
    hundredths = durations(count, rate)
    palette = palette_of(small)
    pictures = [_as_palette(picture, palette) for picture in small]
    pictures[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=pictures[1:],
        duration=[10 * each for each in hundredths],
        loop=0,
        disposal=1,
        optimize=True,
        palette=palette.getpalette(),
    )
    return pictures[0].size


def chosen_frames(count: int, rate: int) -> set[int]:
    """The numbers of the frames that a GIF shows."""
    seconds = count / rate
    shown = max(1, round(seconds * RATE))
    return {min(count - 1, int(i * rate / RATE)) for i in range(shown)}


def durations(count: int, rate: int) -> list[int]:
    """How long each chosen frame stands, in hundredths of a second; together as the clip."""
    starts = [round(100 * number / rate) for number in sorted(chosen_frames(count, rate))]
    ends = [*starts[1:], round(100 * count / rate)]
    return [end - start for start, end in zip(starts, ends, strict=True)]


def palette_of(pictures: Sequence[NDArray[np.uint8]]) -> Image.Image:
    """Choose the colors: rare ones count too, or the dark stage would take most of them.

    Parameters
    ----------
    pictures
        Each of shape (height, width, 3).
    """
    samples = np.linspace(0, len(pictures) - 1, min(SAMPLES, len(pictures))).round().astype(int)
    pixels = np.concatenate([pictures[sample].reshape(-1, 3) for sample in samples])
    keys = (pixels.astype(np.uint32) << np.array([16, 8, 0], dtype=np.uint32)).sum(axis=1)
    colors, counts = np.unique(keys, return_counts=True)
    weights = np.ceil(8 * np.sqrt(counts / counts.max()) + 1).astype(int)
    chosen = np.repeat(colors, weights)
    side = int(np.ceil(np.sqrt(chosen.size)))
    chosen = np.pad(chosen, (0, side * side - chosen.size), mode="edge")
    mosaic = np.stack([chosen >> 16, chosen >> 8 & 255, chosen & 255], axis=-1).astype(np.uint8)
    square = Image.fromarray(mosaic.reshape(side, side, 3))
    found = square.quantize(COLORS - 1, method=Image.Quantize.MEDIANCUT, kmeans=1)
    # The commonest color, the stage, is kept as it is.
    commonest = int(colors[counts.argmax()])
    stage = [commonest >> 16, commonest >> 8 & 255, commonest & 255]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*stage, *(found.getpalette() or [])[: 3 * (COLORS - 1)]])
    return palette


def _small(frame: av.VideoFrame) -> NDArray[np.uint8]:
    factor = min(1.0, LONGER_SIDE / max(frame.width, frame.height))
    width, height = round(factor * frame.width), round(factor * frame.height)
    # One thread: with several, swscale gives other pixels where their parts meet, now and then.
    small = frame.reformat(width, height, "rgb24", interpolation=Interpolation.AREA, threads=1)
    return np.asarray(small.to_ndarray(), dtype=np.uint8)


def _as_palette(picture: NDArray[np.uint8], palette: Image.Image) -> Image.Image:
    """The picture in colors of the palette: flat where it is flat, ordered dots where it glows.

    Ordered dots stay where they are from frame to frame; diffused errors would shimmer.
    """
    nearest = Image.fromarray(picture).quantize(palette=palette, dither=Image.Dither.NONE)
    error = picture.astype(np.int16) - np.asarray(nearest.convert("RGB"))
    is_flat = np.maximum.reduce(np.abs(error), axis=-1) <= FLAT
    dots = _ordered(picture.shape[:2])[..., np.newaxis]
    pushed = np.clip(picture + dots, 0, 255).astype(np.uint8)
    dithered = Image.fromarray(pushed).quantize(palette=palette, dither=Image.Dither.NONE)
    dithered.paste(nearest, mask=Image.fromarray((255 * is_flat).astype(np.uint8)))
    return dithered


def _ordered(shape: tuple[int, int]) -> NDArray[np.float64]:
    """Thresholds of Bayer's 8 x 8 matrix, as pushes up and down."""
    tile = _bayer(3)
    rows, columns = (-(-length // 8) for length in shape)
    return STRENGTH * (np.tile(tile, (rows, columns)) - 0.5)[: shape[0], : shape[1]]


def _bayer(order: int) -> NDArray[np.float64]:
    """The matrix of side 2^order, values in 0..1.

    References
    ----------
    B. E. Bayer, "An optimum method for two-level rendition of continuous-tone pictures", 1973.
    """
    matrix = np.zeros((1, 1))
    for _ in range(order):
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    return (matrix + 0.5) / matrix.size
