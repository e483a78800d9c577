"""What parameters are counted by."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import RIGHT, Animation, VGroup, linear

from scenes.mobjects.network.network_diagram import NetworkDiagram, rest_light
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import PICTURE_GAP, Stage, fit, stage
from scenes.stage.scales import signed_colors
from scenes.stage.theme import rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced


def product_of(before: Sourced, after: Sourced, line: ValueLabel, room: float) -> Words:
    """What a layer's connections are counted by, inputs times neurons, where their count will be.

    It ends where the line of the sum ends, and is `room` wide at most, in scene units.
    """
    words = Words(
        "{before} \N{MULTIPLICATION SIGN} {after}", size="focus", before=before, after=after
    )
    return _on_line(words, line, room)


def sum_of(sizes: Sequence[Sourced], color: str, line: ValueLabel, room: float) -> Words:
    """What biases are counted by, the neurons of all layers, where their count will be."""
    slots: dict[str, Any] = {f"layer_{i}": size for i, size in enumerate(sizes)}
    text = " + ".join(f"{{{name}}}" for name in slots)
    words = Words(text, size="focus", color=color, **slots)
    return _on_line(words, line, room)


def _on_line(words: Words, line: ValueLabel, room: float) -> Words:
    fit(words, room, 1.2 * line.height)
    return words.move_to(line).align_to(line, RIGHT)


LINE_SHARE = 0.93
"""Height of a line's em square, of the distance to the next one, at most."""


def sum_lines(counts: Sequence[Sourced], frame: Mobject) -> VGroup:
    """Numbers to be added, one below the other, in the place of a frame."""
    pitch = frame.height / len(counts)
    signed = (count.shown_as(decimals=None, signed=i > 0) for i, count in enumerate(counts))
    lines = VGroup(*(ValueLabel(count, size="focus", align="right") for count in signed))
    widest = max(line.width for line in lines)
    factor = min(1.0, LINE_SHARE * pitch / lines[0].em_height, frame.width / widest)
    for number, line in enumerate(lines):
        line.scale(factor).end_at(0.0, -number * pitch)
    return lines.move_to(frame)


def dim(diagram: NetworkDiagram, layer: int, *, seconds: float = 0.8) -> Animation:
    """Let the connections into a layer go back to rest."""
    light, weights = diagram.connections[layer], diagram.record[f"model.layers[{layer}].weights"]
    resting = light.animate(run_time=seconds).set_light(rest_light(weights.values), weights)
    return resting.build()


FAINTEST = 0.2
"""Brightness of a weight of nearly zero, of the largest one's: every number is seen as a cell."""
SOFT = 200
"""So many cells appear at a time."""


def field_room(diagram: NetworkDiagram) -> Stage:
    """All of the stage beside the counter: where the network stands."""
    area = stage()
    if area.is_wide:
        return replace(area, left=diagram.strip_frame.get_left()[0])
    return replace(area, top=diagram.image_frame.get_bottom()[1] - PICTURE_GAP)


class NumberField(PixelGrid):
    """Every weight as a cell of its color, then every bias, in bands as wide as the picture.

    A band holds the weights of whole neurons of the first layer, one picture below the other. It
    goes on where the one before it ends; cells are as large as the room for them allows.
    """

    def __init__(
        self, record: RecordView, layers: Sequence[int], room: Stage, palette: Palette
    ) -> None:
        weights = [record[f"model.layers[{i}].weights"] for i in layers]
        biases = [record[f"model.layers[{i}].biases"] for i in layers]
        colors = [_seen_colors(each.values.ravel(), palette) for each in weights]
        colors += [np.tile(rgb(palette.bias), (each.size, 1)) for each in biases]
        cells = np.concatenate(colors)
        fan_in = weights[0].values.shape[1]
        self.count, width = len(cells), math.isqrt(fan_in)
        bands, rows, cell = _bands(self.count, width, -(-fan_in // width), room)
        padded = np.zeros((bands * rows * width, 3))
        padded[: self.count] = cells
        super().__init__(_side_by_side(padded, bands, width), side=rows * cell)
        self.rank = _side_by_side(np.arange(len(padded)), bands, width)
        self.fills = (*weights, *biases)
        self.move_to(room.center)


class Fill(Animation):
    """Let the numbers of a field appear, one after the other."""

    def __init__(self, field: NumberField, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        kwargs.setdefault("introducer", True)
        super().__init__(field, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show as many as are done, the last few of them in part."""
        field = self.mobject
        done = self.rate_func(alpha) * (field.count + SOFT)
        shares = np.clip((done - field.rank) / SOFT, 0, 1)
        field.set_cell_weights(np.where(field.rank < field.count, shares, 0))


def _seen_colors(values: NDArray[np.float64], palette: Palette) -> NDArray[np.float64]:
    signs = signed_colors(np.copysign(1.0, values), palette, 1.0)
    return FAINTEST * signs + (1 - FAINTEST) * signed_colors(values, palette)


def _bands(count: int, width: int, height: int, room: Stage) -> tuple[int, int, float]:
    """How many bands, rows in each, and side of a cell: the number of bands with the largest.

    `height` is that of a picture, in cells: a band has room for so many of them, whole.
    """
    found = []
    for bands in range(1, count // width + 2):
        rows = height * -(-count // (bands * width * height))
        cell = min(room.width / (bands * width), room.height / rows)
        found.append((cell, bands, rows))
    cell, bands, rows = max(found)
    return bands, rows, cell


def _side_by_side(cells: NDArray[Any], bands: int, width: int) -> NDArray[Any]:
    """Cells in reading order of each band, shape (n, ...), as rows across all bands."""
    lines = cells.reshape(bands, -1, width, *cells.shape[1:])
    rows = lines.shape[1]
    return np.moveaxis(lines, 0, 1).reshape(rows, bands * width, *cells.shape[1:])
