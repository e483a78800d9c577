"""A sound as one sees it: its waveform, its frequencies, and what is spoken when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, Line, RoundedRectangle, VGroup, VMobject

from scenes import theme
from scenes.mobjects.pixel_grid import PixelGrid
from scenes.mobjects.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.sound import Span
    from scenes.sourced import SourcedArray

GAP = 0.1
"""Between boxes of a row, in scene units."""


class Waveform(VMobject):
    """Air pressure over time: a line through every sample.

    Parameters
    ----------
    samples
        Shape (samples,), -1 to 1.
    width, height
        In scene units.

    Attributes
    ----------
    fills
        The samples that the line's heights stand for.
    """

    def __init__(
        self, samples: SourcedArray, *, width: float, height: float, color: str = theme.TEXT
    ) -> None:
        super().__init__(color=color, stroke_width=1.6)
        self.fills = (samples,)
        xs = np.linspace(-width / 2, width / 2, samples.size)
        ys = height / 2 * samples.values
        self.set_points_as_corners(np.stack([xs, ys, np.zeros_like(xs)], axis=1))


def spectrogram_grid(
    levels: SourcedArray,
    seconds: SourcedArray,
    *,
    sound: tuple[float, float],
    height: float,
    color: str,
) -> PixelGrid:
    """Frequencies over time, the lowest at the bottom: the louder, the more of the color.

    Parameters
    ----------
    levels
        Shape (frequencies, windows), the lowest frequency first, 0..1.
    seconds
        Middle of each window, shape (windows,).
    sound
        How long the sound is, in seconds and in scene units: the grid is as long as its windows.
    """
    # Faint ones stay dark, so that the bands of a voice stand out.
    light = levels.values[::-1, :, np.newaxis] ** 2
    ground, lit = np.array(theme.rgb(theme.PANEL)), np.array(theme.rgb(color))
    grid = PixelGrid(ground + light * (lit - ground), side=height, sources=levels)
    whole, width = sound
    grid.stretch_to_fit_width(width * float(np.ptp(seconds.values)) / whole)
    return grid


class SpanRow(VGroup):
    """What is spoken when: one box for each part of a sound, as wide as the part is long.

    Parameters
    ----------
    spans
        One after another.
    width
        Of the whole sound.
    height
        Of the boxes.

    Attributes
    ----------
    boxes, names
        One for each part.
    """

    def __init__(self, spans: Sequence[Span], *, width: float, height: float, color: str) -> None:
        self.boxes, self.names = VGroup(), VGroup()
        unit = width / spans[-1].end_seconds
        for span in spans:
            start, end = unit * span.start_seconds, unit * span.end_seconds
            box = RoundedRectangle(
                width=end - start - GAP, height=height, corner_radius=0.14, color=color
            )
            box.set_stroke(width=2.5).set_fill(theme.PANEL, opacity=1)
            box.move_to([(start + end) / 2 - width / 2, 0, 0])
            self.boxes.add(box)
            name = label(span.name, size="body", color=theme.TEXT)
            name.ground = theme.PANEL
            self.names.add(name.move_to(box))
        super().__init__(*(VGroup(*pair) for pair in zip(self.boxes, self.names, strict=True)))


def span_links(above: SpanRow, below: SpanRow | None = None, *, start: float = 0.0) -> VGroup:
    """A line from every part of a row up to what it is a part of.

    Parameters
    ----------
    below
        The row of the parts; without it, lines come up to each box from the height `start`.
    """
    if below is None:
        feet = [box.get_bottom() for box in above.boxes]
        lines = [Line([foot[0], start, 0], foot) for foot in feet]
    else:
        wholes = [_box_over(above, box.get_x()) for box in below.boxes]
        lines = [
            Line(box.get_top(), [box.get_x(), whole.get_edge_center(DOWN)[1], 0])
            for box, whole in zip(below.boxes, wholes, strict=True)
        ]
    return VGroup(*lines).set_stroke(theme.SECONDARY, width=2.5)


def _box_over(row: SpanRow, x: float) -> RoundedRectangle:
    return min(row.boxes, key=lambda box: abs(box.get_x() - x) - box.width / 2)
